"""The second opinion: docxtpl renders a template, and its words are held against ours.

The one module that imports docxtpl. It runs beside a check, never on the way of a report.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar, NamedTuple

from docxtpl import DocxTemplate
from lxml import etree

from docgen.bounds.sandbox import make_environment
from docgen.model import Field, Fields, Items
from docgen.word.compile.environment import WordEnvironment
from docgen.word.compile.gate import read_package
from docgen.word.compile.xml import W

Filters = Mapping[str, Callable[..., Any]]
_STORIES = {f"{W}{name}" for name in ("document", "hdr", "ftr", "footnotes")}
"""Roots of the parts that docxtpl renders."""
_BLANKS = {f"{W}{name}" for name in ("tab", "br", "cr", "p")}
_EDGES = re.compile(r"^\W+|\W+$")
_CONTEXT = 6
"""How many words of a difference, and before it, are told."""


class Difference(NamedTuple):
    """The first place of a part where the words differ."""

    part: str
    behind: str
    """The last words that are the same."""
    ours: str
    theirs: str


class _Typed:
    """A value that prints as its field does; for all else it is what it was."""

    filter: ClassVar[str]
    """Name of the pack's filter that prints it."""


class _Texts(list[Any], _Typed):
    """Texts; each stands for itself, as they may become bullets."""


class _Days(list[Any], _Typed):
    filter = "dates"


class _Day(str, _Typed):
    filter = "date"


class _Whole(int, _Typed):
    filter = "number"


class _Decimal(float, _Typed):
    filter = "number"


def reference_report(
    package: bytes,
    names: Mapping[str, Any],
    *,
    fields: Fields | None = None,
    filters: Filters | None = None,
) -> bytes:
    """Return docxtpl's report of a Word file that has passed our gate.

    With `fields` and the `filters` of a pack, values print as the pack prints them. It runs in the
    sandbox of our own templates; what goes wrong raises whatever docxtpl and Jinja raise.
    """
    known = filters or {}
    environment = make_environment(
        WordEnvironment, autoescape=True, finalize=lambda value: _printed(value, known)
    )
    environment.filters.update(known)
    document = DocxTemplate(io.BytesIO(package))
    # The file's properties are no words on a page, and python-docx takes 255 letters at most.
    document.render_properties = lambda *_: None
    document.render(_typed(names, fields or {}), environment, autoescape=True)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def differences(ours: bytes, theirs: bytes) -> Iterator[Difference]:
    """Yield, for each part that both reports have, the first place where the words differ."""
    theirs_by_part = words_of(theirs)
    for part, words in words_of(ours).items():
        other = theirs_by_part.get(part, words)
        if words != other:
            pairs = enumerate(zip(words, other, strict=False))
            shorter = min(len(words), len(other))
            at = next((n for n, (one, two) in pairs if one != two), shorter)
            until = at + _CONTEXT
            before = words[max(0, at - _CONTEXT) : at]
            yield Difference(
                part, " ".join(before), " ".join(words[at:until]), " ".join(other[at:until])
            )


def words_of(report: bytes) -> dict[str, list[str]]:
    """Return the words of body, headers, footers and footnotes in their order, by part.

    A word is what stands between blanks, without signs at its edges: a list reads the same with
    commas and with bullets.
    """
    parts = read_package(report).parts
    roots = {
        name: etree.fromstring(content)
        for name, content in sorted(parts.items())
        if name.startswith("word/") and name.endswith(".xml")
    }
    return {name: _words(root) for name, root in roots.items() if root.tag in _STORIES}


def _words(root: etree._Element) -> list[str]:
    pieces = []
    for event, node in etree.iterwalk(root, events=("start", "end")):
        if node.tag in _BLANKS:
            pieces.append(" ")
        elif event == "start" and node.tag == f"{W}t":
            pieces.append(node.text or "")
    words = (_EDGES.sub("", piece) for piece in "".join(pieces).split())
    return [word for word in words if word]


def _typed(value: Any, node: Any) -> Any:
    """Return a value of the names with the kinds of their fields, all the way down."""
    if isinstance(node, Items) and isinstance(value, list | tuple):
        return [_typed(entry, node.record) for entry in value]
    if isinstance(value, Mapping):
        known = node if isinstance(node, Mapping) else {}
        return {name: _typed(entry, known.get(name)) for name, entry in value.items()}
    return _of_kind(value, node.kind) if isinstance(node, Field) else value


def _of_kind(value: Any, kind: str) -> Any:
    if kind == "list" and isinstance(value, list | tuple):
        return _Texts(value)
    if kind == "dates" and isinstance(value, list | tuple):
        return _Days(value)
    if kind == "date" and isinstance(value, str):
        return _Day(value)
    if kind == "number" and isinstance(value, int | float) and not isinstance(value, bool):
        return _Whole(value) if isinstance(value, int) else _Decimal(value)
    return value


def _printed(value: Any, filters: Filters) -> Any:
    """Return what a tag prints of a value: nothing for none, a field as the pack shows it."""
    if value is None:
        return ""
    if isinstance(value, _Texts):
        return "\n".join(map(str, value))
    return filters[value.filter](value) if isinstance(value, _Typed) else value
