"""The text of an edited report outside its fields, held against what the store says of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from docgen.model.tongue import say
from docgen.word.readback.fields import Edited
from docgen.word.readback.store import Store
from docgen.word.readback.story import Story, View


class Around(NamedTuple):
    """A piece of a paragraph outside all fields."""

    text: str
    place: str
    at: int = 0
    """The number of its last atom in the main document."""


class Moved(NamedTuple):
    """Text outside fields that is not what docgen printed."""

    text: str
    """What stands there now; empty where paragraphs are gone."""
    gone: int
    """How many printed paragraphs stand no longer there."""
    place: str


def text_around(
    edited: Edited,
    own: Collection[str],
    view: View = "accept",
    placed: Collection[tuple[str, tuple[int, int]]] = (),
    typed: Collection[tuple[str, tuple[int, int]]] = (),
) -> list[Around]:
    """Return the pieces of the main document that stand in no field, in their order.

    `own` holds the tags of docgen's fields, `placed` part and span of those that are known by their
    place alone, `typed` those of controls that count as text; what Word works out itself (page
    numbers) is left out.
    """
    story = edited.stories(view)[0]
    inside = [False] * (len(story.atoms) + 1)
    for found in edited.fields(view):
        if (found.part, found.span) in typed:
            continue
        known = found.number or found.tag in own or (found.part, found.span) in placed
        if found.part == story.part and known:
            start, end = found.span
            inside[start:end] = [True] * (end - start)
    return list(_pieces(story, edited, inside))


def _pieces(story: Story, edited: Edited, inside: list[bool]) -> Iterator[Around]:
    before, texts = -1, list[str]()
    for at, (number, text) in enumerate([*story.atoms, (-1, None)]):
        if number != before or text is None:
            joined = "".join(texts)
            if joined.strip():
                yield Around(joined, edited.place(story, story.paragraphs[before]), at - 1)
            before, texts = number, []
        if text is not None and not inside[at] and at not in story.computed:
            texts.append(text)


def changes_around(store: Store, pieces: list[Around]) -> list[Moved]:
    """Return where the text outside fields is not what the store says; nothing of version 1."""
    moved = []
    for kind, start, end, first, last in _compared(store, pieces):
        if kind == "equal":
            continue
        here = pieces[first:last]
        near = pieces[max(0, min(first, len(pieces) - 1))] if pieces else Around("", "")
        place = here[0].place if here else say("before {place}", place=near.place)
        text = "\n".join(piece.text.strip() for piece in here)
        moved.append(Moved(text, end - start, place))
    return moved


def new_pieces(store: Store, pieces: list[Around]) -> dict[int, bool]:
    """Return the numbers of pieces that docgen did not print; False where one stood in their place.

    Empty for the first version of the store.
    """
    return {
        number: kind == "insert"
        for kind, _, _, first, last in _compared(store, pieces)
        if kind != "equal"
        for number in range(first, last)
    }


def _compared(store: Store, pieces: list[Around]) -> Sequence[tuple[str, int, int, int, int]]:
    """Return the steps from what was printed to what stands there (`SequenceMatcher`)."""
    if not store.outside:
        return []
    printed = set(store.outside)
    found: list[bytes] = []
    for piece in pieces:
        sums = store.outside_sums(piece.text) or (b"", b"")
        found.append(next((one for one in sums if one in printed), sums[0]))
    return SequenceMatcher(None, list(store.outside), found, autojunk=False).get_opcodes()
