"""How an edited report stands to its review: what was changed in Word, and what in the review."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from docgen.errors import DocgenError
from docgen.intake.origin import Origins
from docgen.intake.paths import called
from docgen.model import Pack, Problem
from docgen.model.problem import Severity
from docgen.model.telling import quoted
from docgen.model.tongue import marked, say
from docgen.packs.library import Library
from docgen.roundtrip.compare import Wishes
from docgen.roundtrip.pull import changes_between, open_sides
from docgen.roundtrip.readings import JOINED, Reading, is_base, read_values
from docgen.roundtrip.sides import Sides
from docgen.word.readback.fields import Edited
from docgen.word.readback.store import Store, read_store

_TOLD = {
    "derived": marked("is worked out from the review and was changed in Word"),
    "lost": marked("is not found any more"),
    "tracked": marked("has tracked changes that nobody has decided"),
    "added": marked("was added in Word"),
    "removed": marked("was taken out in Word"),
    "not-carried": marked("holds what a review cannot hold"),
}
_CHANGED = marked("was changed in Word")
"""What is said of a change that is more than another text, by its kind."""
_ELSEWHERE = ("comment", "tracked")
"""Kinds that are told as what has to be decided before a report is sent."""


class Edit(NamedTuple):
    """Something that was changed in Word."""

    label: str
    """What the pack calls it; empty for text outside fields."""
    what: str
    place: str


class Standing(NamedTuple):
    """What is known of a report and its review."""

    review: Path | None
    """The review; None where it is not found."""
    why: str = ""
    """Why there is no telling how the report stands to its review; empty where there is."""
    edited: tuple[Edit, ...] = ()
    """What was changed in Word."""
    both: tuple[Edit, ...] = ()
    """What was changed in Word and, otherwise, in the review."""
    behind: tuple[str, ...] = ()
    """What the pack calls the values that were changed in the review alone."""


class Standings:
    """Tells how reports stand; what they share is read once."""

    def __init__(self, library: Library, origins: Origins) -> None:
        self._library, self._origins = library, origins

    def of(self, report: Path, edited: Edited, pack: Pack) -> Standing | None:
        """Return how a report stands; None for a file without a store."""
        store = read_store(edited.package, edited.file)
        if store is None:
            return None
        found = self._origins.of(report, store.review)
        if isinstance(found, str):
            return Standing(None, found, tuple(_edits(edited, store, pack)))
        try:
            sides = open_sides(report, found, self._library)
        except DocgenError as error:
            why = say(
                "no report can be made of {review}: {error}",
                review=found,
                error=str(error).splitlines()[0],
            )
            return Standing(found, why, tuple(_edits(edited, store, pack)))
        return _compared(sides, pack)


def _compared(sides: Sides, pack: Pack) -> Standing:
    changes = [one for one in changes_between(sides, Wishes()) if one.kind != "comment"]
    told = [
        (one.kind == "conflict", Edit(one.label, _what(one.kind, one.now), one.place))
        for one in changes
    ]
    return Standing(
        Path(sides.loaded.file),
        edited=tuple(edit for both, edit in told if not both),
        both=tuple(edit for both, edit in told if both),
        behind=tuple(_behind(sides, {one.path for one in changes}, pack)),
    )


def _what(kind: str, now: str) -> str:
    if kind == "outside":
        if now:
            return say("text outside the fields was changed: {text}", text=quoted(now))
        return say("text is gone")
    return say(_TOLD.get(kind, _CHANGED))


def _behind(sides: Sides, changed: set[str], pack: Pack) -> Iterator[str]:
    """Yield what the review prints otherwise by now, each once."""
    paths = dict.fromkeys(path.removeprefix(JOINED) for path in sides.store.values)
    values = read_values(sides.edited, sides.store, paths, "accept")
    met = set()
    for path in paths:
        now = sides.now(path)
        met.add(now)
        if path in changed or (now is not None and _prints_the_same(path, now, sides)):
            continue
        taken = now is not None and _says(values.get(path, ()), sides.printed.get(now, ()))
        if not taken:
            yield called(path, pack)
    if not sides.store.outside:  # the first version, which does not tell of what is derived
        return
    for path in sides.printed:
        bare = path.removeprefix(JOINED)
        if bare not in met and any(sides.printed[path]):
            met.add(bare)
            yield called(bare, pack)


def _prints_the_same(path: str, now: str, sides: Sides) -> bool:
    keys = [key for key in ("", JOINED) if key + path in sides.store.values]
    return all(sides.store.is_of(key + path, sides.printed.get(key + now, ())) for key in keys)


def _says(readings: Sequence[Reading], paragraphs: Sequence[str]) -> bool:
    """Return whether every place already says what the review prints: the edit was taken."""
    return bool(readings) and all(one.paragraphs == tuple(paragraphs) for one in readings)


def _edits(edited: Edited, store: Store, pack: Pack) -> Iterator[Edit]:
    """Yield the values that no longer read as they were printed; for want of a review, no more."""
    values = read_values(edited, store, store.values, "accept")
    for path in dict.fromkeys(path.removeprefix(JOINED) for path in store.values):
        readings = values.get(path, [])
        other = [one for one in readings if not is_base(one, path, store)]
        if other:
            yield Edit(called(path, pack), say(_CHANGED), other[0].place)
        elif not readings and any(store.values.get(path, ())):
            yield Edit(called(path, pack), say(_TOLD["lost"]), "")


def told(standing: Standing, file: str) -> Iterator[Problem]:
    """Yield what `docgen check` says of a report and its review."""

    def one(rule: str, message: str, place: str, severity: Severity) -> Problem:
        return Problem(rule, message, file, where=place, severity=severity)

    if standing.why:
        yield one("unmatched", standing.why, "", "note")
    for edit in standing.edited:
        yield one("edited", f"{edit.label} {edit.what}".strip(), edit.place, "note")
    for edit in standing.both:
        message = say(
            "{label} was changed in Word, and otherwise in {review}",
            label=edit.label,
            review=standing.review,
        )
        yield one("both-changed", message, edit.place, "warning")
    for label in standing.behind:
        yield one(
            "behind",
            say("{label} is another in {review} by now", label=label, review=standing.review),
            "",
            "warning",
        )
