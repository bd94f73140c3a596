"""Needs that were typed in Word between, above or below those that were printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from docgen.intake.typed import criterion_named
from docgen.model import Criterion
from docgen.roundtrip.pairing import record_of
from docgen.roundtrip.sides import Sides
from docgen.roundtrip.texts import retyped
from docgen.word.compile.styles import style_of
from docgen.word.readback.bullets import Bullet
from docgen.word.readback.outside import Around, new_pieces
from docgen.word.readback.story import Paragraph, Story
from docgen.word.render.anchors import number_of

NEEDS = "development"
_HEAD = 400
"""So many characters may stand before the colon that ends a criterion's name."""
_BESIDE = re.compile(r"\s*\([^()]*\)\s*$")
"""What a report prints behind the name: `(Poäng: 4)`."""


def need_spans(sides: Sides) -> list[tuple[tuple[int, int], str]]:
    """Return where the needs stand that were printed, each with its record."""
    records = {number_of(r): r for r in map(record_of, sides.store.values) if r}
    return [
        (one.span, records[one.number])
        for one in sides.edited.records(sides.view)
        if records.get(one.number, "").startswith(f"{NEEDS}.")
    ]


def typed_pieces(sides: Sides) -> list[Around]:
    """Return the text that was typed between, above or below the needs that were printed.

    Without checksums of the text around nobody knows what was typed.
    """
    spans = [span for span, _ in need_spans(sides)]
    if not sides.store.outside or not spans:
        return []
    return sides.once("typed-pieces", lambda: _Near(sides, spans).pieces())


def typed_needs(sides: Sides) -> list[list[Around]]:
    """Return the paragraphs of each typed need.

    One begins with each criterion that is named; where none is, with each paragraph that is set off
    like the first one. What begins with a label of a need's other values (`Score: 5`) is none.
    """
    story = sides.edited.stories(sides.view)[0]
    groups: list[list[Around]] = []
    for piece in typed_pieces(sides):
        group = groups[-1] if groups else []
        goes_on = (
            group
            and _follows(story, group[-1], piece)
            and _criterion(piece.text, sides) is None
            and _goes_on(group[0], piece, sides)
        )
        if goes_on:
            group.append(piece)
        else:
            groups.append([piece])
    return [group for group in groups if _is_need(group, sides)]


def _is_need(group: Sequence[Around], sides: Sides) -> bool:
    key, _ = _labelled(group[0].text, sides)
    return key in ("", "development.criterion") and bool(read_need(group, sides)[0])


def _goes_on(first: Around, piece: Around, sides: Sides) -> bool:
    """Return whether a paragraph that names no criterion belongs to the need before it."""
    if _labelled(piece.text, sides)[0]:
        return True
    own, other = _bullet(piece, sides), _bullet(first, sides)
    if own.is_bullet or own.numbered:
        return not (other.is_bullet or other.numbered)
    return other.is_bullet or other.numbered or _criterion(first.text, sides) is not None


def read_need(pieces: Sequence[Around], sides: Sides) -> tuple[dict[str, Any], str]:
    """Return a typed need, and its text as it stands."""
    need: dict[str, Any] = {}
    texts: list[str] = []
    for number, piece in enumerate(pieces):
        key, text = _labelled(piece.text, sides)
        if key == "criteria.score":
            continue  # the criterion's score says it
        found = _criterion(piece.text, sides) if number == 0 else None
        if found is not None:
            need["criterion"] = found.id
            text = "" if key else _behind_name(text)
        if number and _bullet(piece, sides).is_bullet:
            text = f"- {text}"
        if text:
            texts.append(text)
    if texts:
        need["recommendation"] = retyped("", texts)
    return need, "\n".join(piece.text.strip() for piece in pieces)


def _labelled(text: str, sides: Sides) -> tuple[str, str]:
    """Return the value whose label a line begins with (empty for none), and what stands behind."""
    head, colon, rest = text.strip().partition(":")
    said = head.strip().casefold()
    for path in ("development.criterion", "criteria.score", "development.recommendation"):
        label = sides.pack.labels.get(path, "").strip(" :").casefold()
        if colon and label and said == label:
            return path, rest.strip()
    return "", text.strip()


def _criterion(text: str, sides: Sides) -> Criterion | None:
    """Return the criterion that a paragraph names before a colon, or as a whole."""
    key, text = _labelled(text, sides)
    if key not in ("", "development.criterion"):
        return None
    head = text if key else _head(text)
    for name in (head, _BESIDE.sub("", head), text):
        if found := criterion_named(name, sides.pack):
            return found
    return None


def _head(text: str) -> str:
    """Return what stands before the colon of a need; one within brackets is none."""
    bare = re.sub(r"\([^()]*\)", lambda found: "_" * len(found[0]), text)[:_HEAD]
    return text[: bare.index(":")] if ":" in bare else text


def _behind_name(text: str) -> str:
    head = _head(text)
    return text[len(head) + 1 :].strip() if len(head) < len(text) else ""


class _Near:
    """Finds the text outside fields that belongs to the list of needs."""

    def __init__(self, sides: Sides, spans: list[tuple[int, int]]) -> None:
        self.sides, self.story = sides, sides.edited.stories(sides.view)[0]
        self.start, self.end = min(one[0] for one in spans), max(one[1] for one in spans)
        self.looks = {self._look(at) for at in range(self.start, self.end)}
        self.spans = spans

    def pieces(self) -> list[Around]:
        """Return what was typed, in the order of the text."""
        around = self.sides.around()
        new = {around[n].at: alone for n, alone in new_pieces(self.sides.store, around).items()}
        within = [
            one
            for one in around
            if one.at in new
            and self.start <= one.at < self.end
            and (not self._in_need(one.at) or (new[one.at] and self._is_whole(one)))
        ]
        above: list[Around] = []
        for piece in reversed([one for one in around if one.at < self.start]):
            next_at = above[0].at if above else self.start
            fits = self._fits(piece) or self._goes_on(piece)
            if not (piece.at in new and fits and self._near(piece.at, next_at)):
                break
            above.insert(0, piece)
        while above and not self._fits(above[0]):
            above.pop(0)  # a need begins like the others
        below: list[Around] = []
        for piece in [one for one in around if one.at >= self.end]:
            last = below[-1].at + 1 if below else self.end
            fits = self._fits(piece) or (bool(below) and self._goes_on(piece))
            if not (piece.at in new and fits and self._near(last - 1, piece.at)):
                break
            below.append(piece)
        return [*above, *within, *below]

    def _in_need(self, at: int) -> bool:
        return any(start <= at < end for start, end in self.spans)

    def _is_whole(self, piece: Around) -> bool:
        return self._paragraph(piece.at).text.strip() == piece.text.strip()

    def _fits(self, piece: Around) -> bool:
        """Return whether a paragraph looks like one of a need, or says that it is one."""
        if self._look(piece.at) in self.looks:
            return True
        return self._goes_on(piece) and _criterion(piece.text, self.sides) is not None

    def _goes_on(self, piece: Around) -> bool:
        """Return whether a whole paragraph may belong to the typed one before it."""
        is_heading = self._look(piece.at) in self.sides.edited.styles.headings
        return self._is_whole(piece) and not is_heading

    def _near(self, first: int, second: int) -> bool:
        atoms = self.story.atoms
        second = min(second, len(atoms) - 1)
        return atoms[second][0] - atoms[min(first, second)][0] <= 2

    def _paragraph(self, at: int) -> Paragraph:
        return self.story.paragraphs[self.story.atoms[min(at, len(self.story.atoms) - 1)][0]]

    def _look(self, at: int) -> str:
        return style_of(self._paragraph(at).element)


def _bullet(piece: Around, sides: Sides) -> Bullet:
    story = sides.edited.stories(sides.view)[0]
    return sides.edited.bullets.of(story.paragraphs[story.atoms[piece.at][0]].element)


def _follows(story: Story, first: Around, second: Around) -> bool:
    """Return whether a paragraph stands right behind another."""
    return story.atoms[second.at][0] - story.atoms[first.at][0] <= 2
