"""Lint one Word template: the gate, the compiler, the audit and our own rules in one pass.

No report is made, and the last look of the compiler is left to `docgen check`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from docgen.check.blame import with_pack
from docgen.check.lint.subject import LintFinding, Subject
from docgen.check.lint.suppress import without_suppressed
from docgen.check.lint.table import MODULES
from docgen.document.fields import fields_of
from docgen.document.filters import make_filters
from docgen.errors import TemplateError
from docgen.model import Document, Fields, Pack, Problem
from docgen.model.problem import Severity
from docgen.word.audit.access import DECIDED, is_tag_row
from docgen.word.audit.access import RULES as ACCESS
from docgen.word.audit.package import Package as Audited
from docgen.word.audit.rules import RULES as SOUND
from docgen.word.compile.gate import Package, read_package
from docgen.word.compile.untried import Judged, Judgement
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


class Opened:
    """One Word file, read once by however many packs it is judged."""

    def __init__(self, data: bytes, file: Path | str) -> None:
        """Take the bytes of a file and the name that findings carry."""
        self.data = data
        self.file = file

    @cached_property
    def package(self) -> Package:
        """The file behind the gate; raises TemplateError."""
        return read_package(self.data, str(self.file))

    @cached_property
    def judged(self) -> Judged:
        """Its tags, as several judge them; raises TemplateError."""
        return Judged(self.package, str(self.file))

    @cached_property
    def subject(self) -> Subject:
        """What rules look at, before anybody judges."""
        return Subject(str(self.file), Audited.read(self.data))

    @cached_property
    def audited(self) -> Sequence[Problem]:
        """What keeps readers out, and what is not sound in the file as it stands."""
        return tuple(_audited(self.subject))


def lint(data: bytes, file: Path | str, judge: Judge) -> Linted:
    """Return all findings of the Word file in `data`; `file` is the name they carry."""
    return lint_opened(Opened(data, file), judge)


def lint_opened(opened: Opened, judge: Judge) -> Linted:
    """Return all findings of a Word file by one judge."""
    subject, problems = judged(opened, judge)
    if subject is None:
        return Linted([_named(one, opened.file) for one in problems], None)
    told = [*problems, *opened.audited, *_by_rules(subject)]
    unique = {(one.rule, one.where, one.message): _named(one, opened.file) for one in told}
    return Linted([*without_suppressed(list(unique.values()), subject)], subject)


def judged(opened: Opened, judge: Judge) -> tuple[Subject | None, list[Problem]]:
    """Return what rules look at, None for a file that the gate refuses; and what was found so far.

    That is what the gate and the compiler tell, without the last look.
    """
    try:
        _ = opened.judged
    except TemplateError as error:
        return None, list(error.problems)
    fields = judge.fields()
    found, problems = _by_compiler(opened, judge, fields)
    subject = opened.subject.judged(fields, judge.pack, judge.document)
    subject.prints = None if found is None else found.prints
    return subject, problems


def _by_compiler(
    opened: Opened, judge: Judge, fields: Fields | None
) -> tuple[Judgement | None, list[Problem]]:
    """Return what the compiler makes out, None with faults; and all that it tells."""
    pack, file = judge.pack, opened.file
    given = Given(make_filters(pack.formats)) if pack else Given({}, {}, {}, "blank")
    try:
        found = opened.judged.by(fields, given, comments=pack.comments if pack else None)
    except TemplateError as error:
        told = _with_cause(error.problems)
        return None, told if pack is None else list(with_pack(told, pack))
    return found, [Problem(r, m, file, where=w, severity=s) for r, w, m, s in found.notes]


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
    package = subject.package
    sound = {name: rule for name, rule in SOUND.items() if name not in ("xml", "duplicate-entry")}
    readable = {name: rule for name, rule in ACCESS.items() if name not in DECIDED}
    severities: dict[str, Severity] = dict.fromkeys(sound, "error")
    severities |= dict.fromkeys(["order", *readable], "warning")
    for rules in (sound, readable):
        for name, rule in rules.items():
            for part, element, message in rule(package):
                if name == "grid" and element is not None and is_tag_row(element):
                    continue  # it is in no report
                yield _problem(subject, name, severities[name], LintFinding(part, element, message))


def _by_rules(subject: Subject) -> Iterator[Problem]:
    for module in MODULES:
        for found in module.check(subject):
            yield _problem(subject, module.RULE, module.SEVERITY, found)


def _problem(subject: Subject, rule: str, severity: Severity, found: LintFinding) -> Problem:
    where = subject.where(found)
    return Problem(rule, found.message, subject.file, where=where, severity=severity)
