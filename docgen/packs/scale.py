"""The vocabulary of a scale: the ids, scores and levels that all packs of that scale share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from docgen.errors import InvalidDataError
from docgen.model import Problem, ScoreRange
from docgen.model.tongue import say
from docgen.packs.checked import Checked, read_on
from docgen.packs.library import SCALE, Library
from docgen.suggest import did_you_mean

WORD = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
"""An id of a section, criterion or level: templates, reviews and tables name it."""
NO_SCORES = ScoreRange(0, 0)
"""Where nothing says which scores there are: a fault that is told once."""
MOST_SCORES = 100
"""Scores that a criterion can have: forms list them all."""


class Scale(NamedTuple):
    """What packs of one scale have in common, as `<id>/scale.yaml` says it."""

    id: str
    scores: ScoreRange
    sections: Mapping[str, tuple[str, ...]]
    """The ids of the criteria by that of their section, in order."""
    levels: tuple[str, ...]
    """The ids of the levels, from the highest down."""

    @property
    def criteria(self) -> tuple[str, ...]:
        """The ids of all criteria in order."""
        return tuple(one for ids in self.sections.values() for one in ids)


def scale_ids(library: Library) -> list[str]:
    """Return the ids of all scales that have a vocabulary."""
    found = {file.parent.name for root in library.roots for file in root.glob(f"*/{SCALE}")}
    return sorted(found)


def read_scale(file: Path) -> tuple[Scale, list[Problem]]:
    """Return the vocabulary in `file` and the faults in it.

    Raises ReadError, and InvalidDataError for a file that does not fit its schema.
    """
    found = read_on(file, "scale")
    top = found.data
    code = file.absolute().parent.name
    if top["id"] != code:
        message = say(
            "is {found!r}, but the folder is {code!r}; write `id: {code}`",
            found=top["id"],
            code=code,
        )
        found.fault("code", ("id",), message)
    scale = Scale(
        id=code,
        scores=read_scores(found) or NO_SCORES,
        sections={name: tuple(ids) for name, ids in top["sections"].items()},
        levels=tuple(top["levels"]),
    )
    if found.faults:
        raise InvalidDataError(found.problems())
    return scale, found.problems()


def read_scores(found: Checked) -> ScoreRange | None:
    """Return the range of scores of a file, None where it is absent or faulty."""
    given = found.data.get("scores")
    if given is None or not found.is_typed(("scores",)):
        return None
    low, high = given["from"], given["to"]
    if not 0 <= low < high <= low + MOST_SCORES:
        message = say(
            "`from` is 0 or more and `to` above it, by at most {most}; found {low} and {high}",
            most=MOST_SCORES,
            low=low,
            high=high,
        )
        found.fault("order", ("scores",), message)
        return None
    return ScoreRange(low, high)


def word_faults(kind: str, given: str, known: tuple[str, ...] | None) -> Iterator[tuple[str, str]]:
    """Yield rule and message where an id is no word, or none of those that its scale has."""
    if known is not None:
        if given not in known:
            yield (
                "unknown-id",
                say("no such {kind}; {way}", kind=kind, way=did_you_mean(given, known)),
            )
    elif not WORD.fullmatch(given):
        message = say("an id is written in small letters a to z, digits and _: `job_search`")
        yield (
            "value",
            say(
                "{given!r} is no id of a {kind}: {message}", given=given, kind=kind, message=message
            ),
        )
