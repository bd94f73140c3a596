"""Entries of the review's lists that were deleted or typed in Word: needs, reviewers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docgen.intake.typed import criterion_named
from docgen.model.tongue import say
from docgen.roundtrip.compare import Wishes
from docgen.roundtrip.pairing import record_of
from docgen.roundtrip.plan import Change, Edit
from docgen.roundtrip.sides import Sides
from docgen.word.readback.outside import Around, text_around
from docgen.word.render.anchors import number_of

NEEDS = "development"
_MOST = 400


def is_gone(record: str, sides: Sides) -> bool:
    """Return whether an entry was deleted: its bookmark is gone, that of a neighbour is there."""
    if not record:
        return False
    there = {one.number for one in sides.edited.records()}
    group = record.partition(".")[0]
    others = [other for other in map(record_of, sides.store.values) if other.startswith(group)]
    tags = [field.tag for field in sides.edited.fields()]
    left = number_of(record) in there or any(tag.startswith(f"{record}.") for tag in tags)
    return not left and any(number_of(other) in there for other in others)


def changed_entries(sides: Sides, gone: list[str], wishes: Wishes) -> Iterator[Change]:
    """Yield the entries that were deleted, then those that were typed."""
    removed = []
    for record in gone:
        group, label = record.partition(".")[0], sides.pack.labels.get(record.partition(".")[0], "")
        now = sides.pairs.get(record)
        if now is None:
            continue
        start = f"{now}."
        was = "\n".join(
            text
            for path, texts in sides.printed.items()
            if path.startswith(start)
            for text in texts
        )
        same = all(
            sides.store.values.get(record + path.removeprefix(now)) == sides.store.sums(texts)
            for path, texts in sides.printed.items()
            if path.startswith(start)
        )
        index = sides.entry(now)
        if same or wishes.side == "theirs":
            removed.append(index)
            file, note = sides.target((group,), shared=wishes.shared)
            edit = Edit("remove", (group,), None, index, file)
            yield Change(record, label, was, "", "removed", (), "", note, (edit,))
        elif wishes.side != "ours":
            note = say("deleted in Word, changed in the review; --ours or --theirs decides")
            yield Change(record, label, was, "", "conflict", (), "", note)
    yield from _typed(sides, removed, wishes)


def _typed(sides: Sides, removed: list[int], wishes: Wishes) -> Iterator[Change]:
    """Yield the needs that were typed between, above or below those that were printed."""
    spans = _spans(sides)
    label = sides.pack.labels.get(NEEDS, NEEDS)
    count = len(sides.review.development) - len(removed)
    file, note = sides.target((NEEDS,), shared=wishes.shared)
    for piece in typed_pieces(sides):
        before = [record for span, record in spans if span[0] <= piece.at]
        index = _index(before, sides, removed) if before else 0
        need = _need(piece.text.strip(), sides)
        edit = Edit("insert", (NEEDS,), need, min(index, count), file)
        told = piece.text.strip()
        yield Change(NEEDS, label, "", told, "added", (), piece.place, note, (edit,))


def _spans(sides: Sides) -> list[tuple[tuple[int, int], str]]:
    """Return where the needs stand that were printed, each with its record."""
    records = {number_of(r): r for r in map(record_of, sides.store.values) if r}
    return [
        (one.span, records[one.number])
        for one in sides.edited.records()
        if records.get(one.number, "").startswith(f"{NEEDS}.")
    ]


def typed_pieces(sides: Sides) -> list[Around]:
    """Return the text that was typed between, above or below the needs that were printed."""
    spans = [span for span, _ in _spans(sides)]
    known = set(sides.store.outside)
    return [
        piece
        for piece in (_near(sides, spans) if spans else ())
        if (sums := sides.store.outside_sums(piece.text)) and not known.intersection(sums)
    ]


def _index(before: list[str], sides: Sides, removed: list[int]) -> int:
    now = sides.pairs.get(before[-1])
    index = sides.entry(now) if now else 0
    return index + 1 - sum(one <= index for one in removed)


def _near(sides: Sides, spans: list[tuple[int, int]]) -> list[Around]:
    """Return the text outside fields within the list, or in a paragraph that looks like its own."""
    story = sides.edited.stories()[0]
    start, end = min(span[0] for span in spans), max(span[1] for span in spans)
    looks = {_look(story, at) for at in range(start, end)}
    near, last = [], end
    pieces = text_around(sides.edited, sides.store.values)
    for piece in pieces:
        if start <= piece.at < end:
            near.append(piece)
        elif (
            piece.at >= end and _look(story, piece.at) in looks and _follows(story, last, piece.at)
        ):
            near.append(piece)
            last = piece.at
    above = [piece for piece in pieces if piece.at < start]
    if above and _look(story, above[-1].at) in looks:
        near.insert(0, above[-1])
    return near


def _look(story: Any, at: int) -> str:
    """Return the style of the paragraph of an atom."""
    from docgen.word.compile.styles import style_of

    number = story.atoms[min(at, len(story.atoms) - 1)][0]
    return style_of(story.paragraphs[number].element)


def _follows(story: Any, last: int, at: int) -> bool:
    """Return whether a paragraph stands right behind another."""
    return bool(story.atoms[at][0] - story.atoms[min(last, at) - 1][0] <= 2)


def _need(text: str, sides: Sides) -> dict[str, Any]:
    """Return a typed need: a criterion before a colon, else a recommendation."""
    head, colon, rest = text[:_MOST].partition(":")
    if colon and (found := criterion_named(head, sides.pack)):
        return {"criterion": found.id, "recommendation": (rest + text[_MOST:]).strip()}
    if found := criterion_named(text, sides.pack):
        return {"criterion": found.id}
    return {"recommendation": text}
