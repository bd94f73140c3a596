"""Lint one Word template: the gate, the compiler, the audit and our own rules in one pass.

No report is made, and the last look of the compiler is left to `docgen check`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from docgen.check.blame import with_pack
from docgen.check.lint.subject import Found, Subject
from docgen.check.lint.suppress import without_suppressed
from docgen.check.lint.table import MODULES
from docgen.document.context import constants_of
from docgen.document.fields import fields_of
from docgen.document.filters import make_filters
from docgen.errors import TemplateError
from docgen.model import Document, Fields, Pack, Problem
from docgen.word.audit.access import DECIDED, is_tag_row
from docgen.word.audit.access import RULES as ACCESS
from docgen.word.audit.package import Package
from docgen.word.audit.rules import RULES as SOUND
from docgen.word.compile.compiler import compile_template
from docgen.word.compile.gate import Package as Opened
from docgen.word.compile.gate import read_package
from docgen.word.render.compiled import CompiledTemplate
from docgen.word.render.given import Given

_BLOCK = re.compile(r"\{%-?\s*(?:(?:p|tr|tc|r)\s+)?(?:end)?(?:if|for)\b")
"""The beginning or the end of a block."""


class Judge(NamedTuple):
    """By whose names a template is judged."""

    pack: Pack | None = None
    """None: any name may stand in it."""
    document: Document | None = None
    """The document of the pack that is made of it, if there is one."""
    names: Fields | None = None
    """The names themselves, for a file that the program fills with others than a report's."""

    def fields(self) -> Fields | None:
        """Return the names that a template may print; None where any may stand."""
        if self.names is not None:
            return self.names
        return fields_of(self.pack) if self.pack else None


class Linted(NamedTuple):
    """What was found in one template."""

    problems: list[Problem]
    subject: Subject | None
    """None for a file that did not pass the gate."""


def lint(data: bytes, file: Path | str, judge: Judge) -> Linted:
    """Return all findings of the Word file in `data`; `file` is the name they carry."""
    try:
        package = read_package(data, str(file))
    except TemplateError as error:
        return Linted([_named(one, file) for one in error.problems], None)
    fields = judge.fields()
    compiled, problems = _compiled(package, file, judge, fields)
    prints = None if compiled is None else frozenset(compiled.prints)
    subject = Subject(
        str(file),
        Package.read(data),
        fields=fields,
        pack=judge.pack,
        document=judge.document,
        prints=prints,
    )
    told = [*problems, *_audited(subject), *_by_rules(subject)]
    unique = {(one.rule, one.where, one.message): _named(one, file) for one in told}
    return Linted([*without_suppressed(list(unique.values()), subject)], subject)


def compile_quickly(
    data: bytes, file: Path | str, judge: Judge
) -> tuple[CompiledTemplate | None, list[Problem]]:
    """Return the template compiled without the last look, None with faults; and what was found."""
    try:
        package = read_package(data, str(file))
    except TemplateError as error:
        return None, list(error.problems)
    return _compiled(package, file, judge, judge.fields())


def _compiled(
    package: Opened, file: Path | str, judge: Judge, fields: Fields | None
) -> tuple[CompiledTemplate | None, list[Problem]]:
    pack = judge.pack
    try:
        compiled = compile_template(
            package,
            str(file),
            fields=fields,
            filters=make_filters(pack.formats) if pack else None,
            given=None if pack else Given({}, {}, {}, "blank"),
            constants=constants_of(pack) if pack and judge.names is None else None,
            comments=pack.comments if pack else None,
            tried=False,
        )
    except TemplateError as error:
        told = _with_cause(error.problems)
        return None, told if pack is None else list(with_pack(told, pack))
    notes = compiled.notes
    return compiled, [Problem(r, m, file, where=w, severity=s) for r, w, m, s in notes]


def _with_cause(problems: Sequence[Problem]) -> list[Problem]:
    """Return what was found; a block whose tag was deleted under tracked changes says so."""
    block = next((one for one in problems if one.rule == "block"), None)
    gone = (one for one in problems if one.rule == "tracked-change" and _BLOCK.search(one.message))
    cause = None if block is None else next(gone, None)
    if block is None or cause is None:
        return list(problems)
    why, _, _ = cause.message.rpartition(";")  # the way out is the block's: not to accept it
    told = block._replace(message=f"{block.message} ({cause.where}: {why or cause.message})")
    return [told if one is block else one for one in problems if one is not cause]


def _named(problem: Problem, file: Path | str) -> Problem:
    return problem._replace(file=file)


def _audited(subject: Subject) -> Iterator[Problem]:
    """Yield what keeps readers out, and what is not sound in the file as it stands."""
    package = subject.package
    sound = {name: rule for name, rule in SOUND.items() if name not in ("xml", "duplicate-entry")}
    readable = {name: rule for name, rule in ACCESS.items() if name not in DECIDED}
    for rules, usual in ((sound, "error"), (readable, "warning")):
        for name, rule in rules.items():
            severity = "warning" if name == "order" else usual
            for part, element, message in rule(package):
                if name == "grid" and element is not None and is_tag_row(element):
                    continue  # it is in no report
                yield _problem(subject, name, severity, Found(part, element, message))


def _by_rules(subject: Subject) -> Iterator[Problem]:
    for module in MODULES:
        for found in module.check(subject):
            yield _problem(subject, module.RULE, module.SEVERITY, found)


def _problem(subject: Subject, rule: str, severity: str, found: Found) -> Problem:
    where = subject.where(found)
    return Problem(rule, found.message, subject.file, where=where, severity=severity)  # type: ignore[arg-type]
