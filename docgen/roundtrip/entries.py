"""Entries of the review's lists that were deleted or typed in Word: needs, reviewers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docgen.model.tongue import say
from docgen.review.shape import value_at
from docgen.roundtrip.compare import Wishes
from docgen.roundtrip.pairing import record_of, records_in
from docgen.roundtrip.plan import Change, Edit
from docgen.roundtrip.readings import JOINED, authors_in
from docgen.roundtrip.sides import Sides
from docgen.roundtrip.typedneeds import NEEDS, need_spans, read_need, typed_needs
from docgen.word.readback.fields import Record
from docgen.word.readback.outside import text_around
from docgen.word.render.anchors import number_of


def is_gone(record: str, sides: Sides) -> bool:
    """Return whether an entry was deleted: its bookmark is gone, that of a neighbour is there.

    Of the last entry of a list its heading tells that the list itself was not taken out.
    """
    if not record:
        return False
    there = {one.number for one in sides.edited.records(sides.view) if _has_text(one, sides)}
    group = record.partition(".")[0]
    others = [other for other in map(record_of, sides.store.values) if other.startswith(group)]
    tags = [field.tag for field in sides.edited.fields(sides.view) if field.text.strip()]
    left = number_of(record) in there or any(tag.startswith(f"{record}.") for tag in tags)
    if sides.pairs.get(record) is None:
        return not left  # the review does not have it either
    near = any(number_of(other) in there for other in others)
    return not left and (near or _is_emptied(group, others, sides))


def _has_text(record: Record, sides: Sides) -> bool:
    """Return whether anything is left of what a record printed."""
    stories = {story.part: story for story in sides.edited.stories(sides.view)}
    atoms = stories[record.part].atoms[slice(*record.span)]
    return any(text and text.strip() for _, text in atoms)


def _is_emptied(group: str, records: Iterable[str], sides: Sides) -> bool:
    """Return whether a list is gone, but for its heading: nothing of its text is left elsewhere."""
    printed = [record for record in records_in(sides.printed) if record.startswith(group)]
    numbers = set(map(number_of, printed))
    fresh = sides.fresh()
    spans = [one.span for one in fresh.records() if one.number in numbers]
    above = [
        piece.text.split()
        for piece in text_around(fresh, sides.printed)
        if spans and piece.at < min(spans)[0]
    ]
    here = [piece.text.split() for piece in sides.around()]
    if not above or above[-1] not in here:
        return False
    starts = tuple(f"{record}." for record in {*map(sides.pairs.get, records)} if record)
    said = (
        text.split()
        for path, texts in sides.printed.items()
        if path.startswith(starts) and value_at(path.removeprefix(JOINED).split("."))
        for text in texts
    )
    return not any(words and words in here for words in said)


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
    if not wishes.tracked:
        yield from _undecided(sides)


def _undecided(sides: Sides) -> Iterator[Change]:
    """Yield needs that were typed while changes were tracked, and that nobody has decided."""
    known = {read_need(pieces, sides)[1] for pieces in typed_needs(sides)}
    label = sides.pack.labels.get(NEEDS, NEEDS)
    after = sides.seen("accept")
    story = after.edited.stories("accept")[0]
    for pieces in typed_needs(after):
        _, told = read_need(pieces, after)
        if told not in known:
            paragraphs = [story.paragraphs[story.atoms[one.at][0]].element for one in pieces]
            note = say("tracked changes that nobody has decided; --tracked accept or reject")
            yield Change(
                NEEDS, label, "", told, "tracked", authors_in(paragraphs), pieces[0].place, note
            )


def _typed(sides: Sides, removed: list[int], wishes: Wishes) -> Iterator[Change]:
    """Yield the needs that were typed between, above or below those that were printed."""
    spans = need_spans(sides)
    label = sides.pack.labels.get(NEEDS, NEEDS)
    count = len(sides.review.development) - len(removed)
    file, note = sides.target((NEEDS,), shared=wishes.shared)
    for pieces in typed_needs(sides):
        before = [record for span, record in spans if span[0] <= pieces[0].at]
        index = _index(before, sides, removed)
        need, told = read_need(pieces, sides)
        edit = Edit("insert", (NEEDS,), need, min(index, count), file)
        yield Change(NEEDS, label, "", told, "added", (), pieces[0].place, note, (edit,))


def _index(before: list[str], sides: Sides, removed: list[int]) -> int:
    """Return where a need goes that stands behind others: behind the last that the review has."""
    known = [now for record in before if (now := sides.pairs.get(record))]
    index = sides.entry(known[-1]) if known else -1
    return index + 1 - sum(one <= index for one in removed)
