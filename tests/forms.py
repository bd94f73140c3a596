"""The countries' forms as text, and what docs/packs.md says that docgen prints otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from builders import ROOT
from lxml import etree
from ooxml.reading import W, paragraph_text, part
from ooxml.rendered import parts_of

FOLDER = ROOT / "tests" / "fixtures" / "forms"
FORMS = sorted(f"{path.parent.name} {path.stem}" for path in FOLDER.glob("*/*.txt"))
"""Pack and document of each that follows a form: `fi-sv report`."""
FIELD = "…"
NOTHING = "–"
"""A cell of the table of deviations where one side prints nothing."""
_SEVERAL = re.compile(rf"{FIELD}(?:[\s,;:]*{FIELD})+|^{FIELD}[\s,;:]+$")
"""Fields with only signs between them, or a paragraph of nothing else: a value of several parts."""
_NOTES = "word/footnotes.xml"


class Deviation(NamedTuple):
    """Where a document differs from its form on purpose."""

    form: str
    """What the form prints; empty where it prints nothing."""
    ours: tuple[str, ...]
    """What docgen prints instead, piece by piece; empty where it prints nothing."""
    finished: bool
    """Whether it is one of documents made of a review, not of the blank form."""


def pieces_of(form: str) -> list[str]:
    """Return the lines of a form in its order."""
    lines = (FOLDER / f"{form.replace(' ', '/')}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("# ")]


def deviations(form: str) -> list[Deviation]:
    """Return the rows of the form's table in docs/packs.md, in its order."""
    guide = (ROOT / "docs" / "packs.md").read_text(encoding="utf-8")
    heading = f"\n### {form.replace(' ', ': ')}\n"
    table = guide.partition(heading)[2].partition("\n#")[0]
    rows = [line.split(" | ") for line in table.splitlines() if line.startswith("| ")]
    found = [(_quoted(form), _quoted(ours), why) for form, ours, why in rows[1:]]
    assert all(why.strip(" |") and (one or two) for one, two, why in found)
    return [Deviation(" ".join(one), two, why.startswith("finished:")) for one, two, why in found]


def _quoted(cell: str) -> tuple[str, ...]:
    """Return what a cell quotes."""
    quoted = re.findall(r"`([^`]+)`", cell)
    assert quoted or cell.strip("| ") == NOTHING, cell
    return tuple(quoted)


def as_printed(form: str, *, finished: bool = False) -> str:
    """Return the form's text as docgen prints it.

    Each deviation must change something, so that none is told that there is no more.
    """
    text = joined(pieces_of(form))
    for found in deviations(form):
        if not found.form or (found.finished and not finished):
            continue
        whole = rf"(?<!\S){re.escape(found.form)}(?!\S)"
        changed = joined([" ".join(found.ours).join(re.split(whole, text))])
        assert changed != text, f"{form}: the form does not print {found.form!r}"
        text = changed
    return text


def fixed_texts(form: str) -> list[str]:
    """Return the form's lines as docgen prints them, without the fields at their ends."""
    lines = pieces_of(form)
    for found in deviations(form):
        if found.form and not found.finished:
            lines = [line.replace(found.form, " ".join(found.ours)) for line in lines]
    return [line.rstrip(f" {FIELD}") for line in lines]


def joined(texts: Iterable[str]) -> str:
    """Return texts one behind the other, fields beside each other as one."""
    return _SEVERAL.sub(FIELD, " ".join(" ".join(texts).split()))


def paragraphs(report: bytes, *, fields: bool = False) -> Iterator[str]:
    """Yield the text of each paragraph of the body, then of the footnotes.

    With `fields` what is in a control shows as a field.
    """
    names = [name for name in ("word/document.xml", _NOTES) if name in parts_of(report)]
    for name in names:
        root = part(name, report)
        for control in list(root.iter(f"{W}sdt")) if fields else ():
            _empty(control)
        yield from filter(None, map(paragraph_text, root.iter(f"{W}p")))


def _empty(control: etree._Element) -> None:
    """Leave the sign of a field as the only text of a control."""
    texts = list(control.iter(f"{W}t"))
    for number, text in enumerate(texts):
        text.text = FIELD if number == 0 else ""
