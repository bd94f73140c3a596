"""Comments in the margin: the ones nobody has closed, and the text without any."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from docgen.word.compile.xml import Element, W, parse_part
from docgen.word.sending.unwrapping import drop

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_MARKS = (f"{W}commentRangeStart", f"{W}commentRangeEnd")


class Remark(NamedTuple):
    """A comment in the margin."""

    id: str
    author: str
    text: str


def open_remarks(parts: Mapping[str, bytes], kinds: Mapping[str, str], file: str) -> list[Remark]:
    """Return the comments that are not marked as resolved; answers go with the first of theirs."""
    closed, answers = _threads(parts, kinds, file)
    found = []
    for name in _named(kinds, ".comments+xml"):
        for comment in parse_part(parts[name], file, name).iter(f"{W}comment"):
            paragraphs = [*comment.iter(f"{W}p")]
            number = str(paragraphs[-1].get(f"{_W14}paraId")) if paragraphs else ""
            if number in closed or number in answers:
                continue
            text = " ".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in paragraphs)
            author = str(comment.get(f"{W}author") or "")
            found.append(Remark(str(comment.get(f"{W}id")), author, text))
    return found


def remark_parts(kinds: Mapping[str, str]) -> Iterator[str]:
    """Yield the parts that hold comments and those who wrote them."""
    endings = ("comments", "commentsextended", "commentsids", "commentsextensible", "people")
    for ending in endings:
        yield from _named(kinds, f".{ending}+xml")


def without_remarks(root: Element) -> None:
    """Take the marks of comments out of a text."""
    for mark in [*root.iter(*_MARKS)]:
        drop(mark)
    for reference in [*root.iter(f"{W}commentReference")]:
        run = reference.getparent()
        drop(reference)
        if run is not None and all(child.tag == f"{W}rPr" for child in run):
            drop(run)


def first_place(root: Element, number: str) -> Element | None:
    """Return the paragraph in which a comment's text begins."""
    for mark in root.iter(_MARKS[0], f"{W}commentReference"):
        if mark.get(f"{W}id") == number:
            around = next(mark.iterancestors(f"{W}p"), None)
            return around if around is not None else next(mark.itersiblings(f"{W}p"), None)
    return None


def _threads(
    parts: Mapping[str, bytes], kinds: Mapping[str, str], file: str
) -> tuple[set[str], set[str]]:
    """Return the ids of resolved comments, and of answers to others."""
    closed, answers = set(), set()
    for name in _named(kinds, ".commentsextended+xml"):
        for entry in parse_part(parts[name], file, name).iter(f"{_W15}commentEx"):
            number = str(entry.get(f"{_W15}paraId"))
            if entry.get(f"{_W15}done") in ("1", "true"):
                closed.add(number)
            if entry.get(f"{_W15}paraIdParent"):
                answers.add(number)
    return closed, answers


def _named(kinds: Mapping[str, str], ending: str) -> list[str]:
    return sorted(name for name, kind in kinds.items() if kind.endswith(ending))
