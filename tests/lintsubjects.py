"""What a lint rule looks at, made of the smallest sound Word file."""

from __future__ import annotations

from types import ModuleType

from ooxml.minimal import PARTS, a_report

from docgen.check.lint.run import Judge, lint
from docgen.check.lint.subject import Subject
from docgen.model import Document, Fields, Pack, Problem
from docgen.packs.load import load_pack
from docgen.word.audit.package import Package

PACK = load_pack("se")


def a_subject(
    body: str = "<w:p/>",
    *,
    fields: Fields | None = None,
    pack: Pack | None = None,
    document: Document | None = None,
    added: tuple[tuple[str, str], ...] = (),
    **changed: str,
) -> Subject:
    """Return a template of that body; `changed` are its parts by their names, `styles` and so on.

    What is given is put before the end of the part.
    """
    parts = {}
    for name, more in changed.items():
        part = f"word/{name}.xml"
        own = PARTS[part]
        if own.endswith("/>"):  # an empty one
            own = f"{own[:-2]}></{own[1:].split(' ')[0]}>"
        head, slash, tail = own.rpartition("</")
        parts[part] = f"{head}{more}{slash}{tail}"
    data = a_report(body, changed=parts, added=added)
    return Subject("t.docx", Package.read(data)).judged(fields, pack, document)


def found(rule: ModuleType, subject: Subject) -> list[tuple[str, str]]:
    """Return message and place of what a rule finds."""
    return [(one.message, subject.where(one)) for one in rule.check(subject)]


def linted(body: str, judge: Judge | None = None) -> list[Problem]:
    """Return all findings of a template of that body, by the Swedish pack's names."""
    return lint(a_report(body), "t.docx", judge or Judge(PACK)).problems


def rules_of(body: str, judge: Judge | None = None) -> list[str]:
    """Return the rules of these findings."""
    return [one.rule for one in linted(body, judge)]
