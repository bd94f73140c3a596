"""What is safe to mend in the tags of a template, in a copy that is sound and loses nothing."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from docgen.bounds.reading import LARGEST_TEMPLATE, read_bytes
from docgen.check.lint.contract import UNSEEN, contract_of
from docgen.check.lint.run import Judge, Opened, judged
from docgen.check.lint.subject import LintFinding, Subject, Tagged
from docgen.word.compile.strictxml import write_xml
from docgen.word.compile.tags import item_text
from docgen.word.compile.xml import XML_SPACE, W

_NAME = r"[A-Za-z_][\w.]*(?:\['[^']*'\])?(?:\s*\|\s*\w+)?"
_TAG = re.compile(r"\{[{%][^{}]*[}%]\}")
_BLANK_BEFORE = re.compile(r"(?<=\{%)\s+(?=(?:p|tr|tc|r)\s+(?:if|elif|else|endif|for|endfor)\b)")
_ONE_EQUALS = re.compile(r"\{%[^{}]*?\b(?:if|elif)\b[^{}=!<>]*?(\s=\s)(?!=)")
_CUT: Sequence[tuple[re.Pattern[str], str]] = (
    (re.compile(rf"\{{\{{(?P<inner>\s*(?P<name>{_NAME})\s*)\}}(?!\}})"), "{{%s}}"),
    (re.compile(rf"(?<!\{{)\{{(?P<inner>\s*(?P<name>{_NAME})\s*)\}}\}}"), "{{%s}}"),
    (re.compile(rf"(?<![{{}}])\{{(?P<inner>\s*(?P<name>{_NAME})\s*)\}}(?!\}})"), "{{%s}}"),
    (re.compile(rf"\{{\s+\{{(?P<inner>\s*(?P<name>{_NAME})\s*)\}}\s+\}}"), "{{%s}}"),
    (re.compile(rf"\[\[(?P<inner>\s*(?P<name>{_NAME})\s*)\]\]"), "{{%s}}"),
    (re.compile(rf"\uff5b\uff5b(?P<inner>\s*(?P<name>{_NAME})\s*)\uff5d\uff5d"), "{{%s}}"),
    (re.compile(r"\{%(?P<inner>(?:p|tr|tc)?\s*(?P<name>endif|endfor|else)\s*)\}"), "{%%%s%%}"),
)
_WORDS = ("endif", "endfor", "else")
_LOOP = re.compile(r"\bfor\s+(\w+)\s+in\b")


class Edit(NamedTuple):
    """A piece of a paragraph's text with what goes in its place."""

    start: int
    end: int
    text: str


class Mended(NamedTuple):
    """What came of mending one file."""

    changes: tuple[tuple[str, str, str], ...]
    """Place, text before and text now of each paragraph that was changed."""
    copy: bytes | None
    """None when the file is not sound with the changes, or would lose something."""
    faults: int
    """Faults that are left."""


def mend(path: Path, judge: Judge) -> Mended:
    """Return the changes to a template that are safe; raises ReadError."""
    data = read_bytes(path, LARGEST_TEMPLATE)
    subject, _ = judged(Opened(data, path), judge)
    if subject is None:
        return Mended((), None, 1)
    known = {*(subject.fields or ()), *_WORDS, *_variables(subject)}
    changes, before = [], contract_of(subject)
    changed: set[str] = set()
    for one in subject.tagged:
        edits = list(edits_of(one.text, known, any_name=subject.fields is None))
        if edits:
            place = subject.where(LintFinding(one.part, one.paragraph, ""))
            changes.append((place, one.text, _edited(one.text, edits)))
            changed.add(one.part)
            _apply(one, edits)
    if not changes:
        return Mended((), None, 0)
    copy = _written(data, {name: write_xml(subject.package.trees[name]) for name in changed})
    now, found = judged(Opened(copy, path), judge)
    faults = sum(one.severity == "error" for one in found)
    kept = now is not None and all(
        contract_of(now).prints.get(name, 0) >= count for name, count in before.prints.items()
    )
    return Mended(tuple(changes), copy if kept and not faults else None, faults)


def _variables(subject: Subject) -> set[str]:
    return {name for one in subject.tagged for name in _LOOP.findall(one.text)}


def edits_of(text: str, known: Collection[str], *, any_name: bool) -> Iterator[Edit]:
    """Yield what is to be changed in the text of a paragraph, from its end to its beginning.

    Of two that overlap the longer holds.
    """
    edits = [Edit(*found.span(1), " == ") for found in _ONE_EQUALS.finditer(text)]
    edits += [Edit(*found.span(), "") for found in _BLANK_BEFORE.finditer(text)]
    for tag in _TAG.finditer(text):
        edits += [
            Edit(tag.start() + one.start(), tag.start() + one.end(), "")
            for one in UNSEEN.finditer(tag[0])
        ]
    for pattern, form in _CUT:
        for found in pattern.finditer(text):
            first = re.split(r"[.\[|\s]", found["name"])[0]
            if first in known or (any_name and found[0].startswith("{{")):
                edits.append(Edit(*found.span(), form % found["inner"]))
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda one: one.start - one.end):
        if all(edit.end <= other.start or other.end <= edit.start for other in kept):
            kept.append(edit)
    yield from sorted(kept, reverse=True)


def _edited(text: str, edits: Sequence[Edit]) -> str:
    for start, end, new in edits:
        text = text[:start] + new + text[end:]
    return text


def _apply(one: Tagged, edits: Sequence[Edit]) -> None:
    """Change the texts of a paragraph; what is new goes into the text where it begins."""
    for start, end, new in edits:
        for item, begins, ends in reversed(one.items):
            if item.tag != f"{W}t" or ends <= start or begins >= end:
                continue
            text = item_text(item)
            head, tail = text[: max(start - begins, 0)], text[end - begins :] if ends > end else ""
            item.text = head + (new if begins <= start else "") + tail
            item.set(XML_SPACE, "preserve")


def _written(data: bytes, parts: dict[str, bytes]) -> bytes:
    """Return the archive with these parts in place of its own."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w") as new:
        for entry in old.infolist():
            new.writestr(entry, parts.get(entry.filename, old.read(entry)), zipfile.ZIP_DEFLATED)
    return held.getvalue()
