"""What an edited report says of each value: each place where it stands, in the words of the review.

A place is known by its control's tag, else by its bookmark, whose number follows from the path.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from docgen.model.tongue import say
from docgen.roundtrip.unnamed import Labelled, paths_by_label
from docgen.word.compile.xml import Element, W
from docgen.word.readback.fields import Edited, Field, Line
from docgen.word.readback.store import Store
from docgen.word.readback.story import View
from docgen.word.render.anchors import number_of, tag_of
from docgen.word.render.text import blocks_of, canonical

BOTH = "2000-01-01T00:00:00Z"
"""The moment of the changes in a copy that shows both versions of conflicts: the same for all."""
JOINED = "="
"""Begins the path of a list as one line."""
_TRACKED = tuple(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))


class Reading(NamedTuple):
    """What one place says of a value."""

    paragraphs: tuple[str, ...]
    """Canonical: bullets begin with `- `."""
    lines: tuple[Line, ...]
    place: str
    extras: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    """Who made the tracked changes in it that nobody has decided."""
    at: tuple[int, ...] = ()
    """The line in which each paragraph begins."""
    part: str = ""
    span: tuple[int, int] = (0, 0)
    """Where it lies, as that of a `Field`."""
    shows_both: bool = False
    """True where a copy shows both versions of a conflict, and nobody has decided yet."""


def read_values(
    edited: Edited,
    store: Store | None,
    paths: Iterable[str],
    view: View,
    order: Sequence[Labelled] = (),
) -> dict[str, list[Reading]]:
    """Return what the report says, by path; `paths` are those that it may hold.

    Fields that have lost their names are known by `order`: the fields as they are printed now.
    """
    known = {path.removeprefix(JOINED) for path in paths}
    by_tag = {tag_of(path): path for path in known}
    by_number = {number_of(path): path for path in known}
    copies = copied_entries(edited, view)
    fields = [one for one in edited.fields(view) if (one.part, one.span) not in copies]
    named = [by_tag.get(one.tag) or by_number.get(one.number) or "" for one in fields]
    if order:
        labels = [Labelled(path, f.alias) for path, f in zip(named, fields, strict=True)]
        for number, path in paths_by_label(labels, order).items():
            named[number] = path if path in known else ""
    found: dict[str, list[Reading]] = {}
    for path, field in zip(named, fields, strict=True):
        if path:
            lines = () if field.prompt else field.lines
            paragraphs = [*_paragraphs_of(lines)]
            told = tuple(text for _, text in paragraphs)
            if lines and not (store is not None and _is_base(told, lines, path, store)):
                lines = _without_label(field, store)
                paragraphs = [*_paragraphs_of(lines)]
            reading = Reading(
                tuple(text for _, text in paragraphs),
                lines,
                field.place,
                _extras(field),
                _authors(field, edited, view),
                tuple(at for at, _ in paragraphs),
                field.part,
                field.span,
                any(node.get(f"{W}date") == BOTH for node in _tracked(field, edited, view)),
            )
            found.setdefault(path, []).append(reading)
    return found


_COPIED = ("development.", "reviewers.")
"""How the tags begin of what stands in a list of records."""


def copied_entries(edited: Edited, view: View) -> set[tuple[str, tuple[int, int]]]:
    """Return part and span of the controls of needs and reviewers that were copied.

    A new need is made of them; a reviewer is told, and never taken for the one that was copied.
    Word copies a control with its tag, but without the bookmark around it.
    """
    fields = [one for one in edited.fields(view) if one.tag.startswith(_COPIED)]
    marked = {one.tag for one in fields if one.number}
    return {(one.part, one.span) for one in fields if not one.number and one.tag in marked}


def _paragraphs_of(lines: Iterable[Line]) -> Iterator[tuple[int, str]]:
    """Yield the canonical paragraphs of lines, each with the line that it begins in."""
    numbers: dict[int, int] = {}
    for at, line in enumerate(lines):
        if not line.text:
            continue
        text = line.text
        if line.numbered:
            numbers[line.depth] = numbers.get(line.depth, 0) + 1
            text = f"{numbers[line.depth]}. {text}"
        blocks = [(True, text)] if line.bullet else blocks_of(text)
        yield from ((at, canonical([block])) for block in blocks)


def _extras(field: Field) -> tuple[str, ...]:
    """Return what a review cannot hold of a field."""
    deeper = any(line.depth and (line.bullet or line.numbered) for line in field.lines)
    return (*field.extras, say("a bullet of a deeper level")) if deeper else field.extras


def _without_label(field: Field, store: Store | None) -> tuple[Line, ...]:
    """Return the lines without a label that a control of several paragraphs has swallowed."""
    lines = field.lines
    if store is None or not lines or not lines[0].whole or ":" not in lines[0].text[:200]:
        return lines
    text = lines[0].text
    printed = set(store.outside)
    for at in [at for at, sign in enumerate(text[:200]) if sign == ":"]:
        sums = store.outside_sums(text[: at + 1])
        if sums and any(sign.isalnum() for sign in text[:at]) and printed.intersection(sums):
            return (lines[0]._replace(text=text[at + 1 :].strip()), *lines[1:])
    return lines


def _authors(field: Field, edited: Edited, view: View) -> tuple[str, ...]:
    """Return who made the undecided changes in the paragraphs of a field."""
    return _names(_tracked(field, edited, view))


def authors_in(paragraphs: Iterable[Element]) -> tuple[str, ...]:
    """Return who made the undecided changes in some paragraphs."""
    return _names(node for one in paragraphs for node in one.iter(*_TRACKED))


def _names(changes: Iterable[Element]) -> tuple[str, ...]:
    names = (str(node.get(f"{W}author") or "") for node in changes)
    return tuple(dict.fromkeys(filter(None, names)))


def _tracked(field: Field, edited: Edited, view: View) -> Iterator[Element]:
    """Yield the undecided changes in the paragraphs of a field."""
    story = next(story for story in edited.stories(view) if story.part == field.part)
    start, end = field.span
    numbers = {number for number, _ in story.atoms[start:end]}
    for number in sorted(numbers):
        yield from story.paragraphs[number].element.iter(*_TRACKED)


def is_base(reading: Reading, path: str, store: Store) -> bool:
    """Return whether a place still shows what docgen printed."""
    return _is_base(reading.paragraphs, reading.lines, path, store)


def _is_base(paragraphs: tuple[str, ...], lines: Sequence[Line], path: str, store: Store) -> bool:
    whole = " ".join(line.text for line in lines)
    told = (paragraphs, tuple(line.text for line in lines), (whole,), _unset(paragraphs))
    forms: Mapping[str, tuple[str, ...]] = {path: paragraphs, f"{JOINED}{path}": (whole,)}
    for key, paragraphs in forms.items():
        if key not in store.values:
            continue
        empty = not any(paragraphs)
        if store.is_of(key, paragraphs) or (empty and store.values[key] in ((), store.sums([""]))):
            return True
        if any(store.is_of(key, one) for one in told):
            return True
    return False


def _unset(paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    """Return the paragraphs of a value that begins in a bullet of the template's own."""
    return (paragraphs[0].removeprefix("- "), *paragraphs[1:]) if paragraphs else ()
