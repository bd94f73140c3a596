"""Two reviewers of one review: each fills alone, and sees the other's when both say they are done.

Scores and texts stand in the review, under `ratings` and `notes` by initials. Who is done stands in
the output folder's own folder, with how often it was opened again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from docgen.bounds.reading import read_bytes
from docgen.errors import ReadError
from docgen.model import Criterion, Pack
from docgen.output.manifest import FOLDER
from docgen.output.whole import write_whole
from docgen.review.shape import groups_of
from docgen.web.inputs import Input, input_at
from docgen.web.standing import Standing

NAME = "reviewers.json"
_MOST = 8
"""Reviewers of a review that are looked at."""


class State(NamedTuple):
    """How far a reviewer is."""

    done: bool = False
    opened: int = 0
    """How often it was opened again."""


class ReviewerSays(NamedTuple):
    """What one reviewer says of a criterion."""

    initials: str
    score: str
    note: str


class Compared(NamedTuple):
    """A criterion with what both say."""

    criterion: Criterion
    voices: list[ReviewerSays]
    agreed: str
    """The score that the review has."""
    same: bool
    """All have given one, and it is the same."""

    @property
    def differs(self) -> bool:
        """Whether somebody gave a score that not all have given."""
        return not self.same and any(voice.score for voice in self.voices)


def initials_of(standing: Standing) -> list[str]:
    """Return the initials of the reviewers that have some, in their order."""
    people = standing.review.reviewers if standing.review else ()
    found = [one.initials for one in people if _asks(one.initials, "ratings", standing)]
    return list(dict.fromkeys(found))[:_MOST]


def has_notes(pack: Pack) -> bool:
    """Return whether a review can hold the reviewers' own texts."""
    return any(value.key == "notes" for value in groups_of(pack)["criteria.*"])


def inputs_for(initials: str, standing: Standing) -> list[Input]:
    """Return the inputs of one reviewer."""
    kinds = ("ratings", "notes") if has_notes(standing.pack) else ("ratings",)
    asked = [
        input_at(f"criteria.{criterion.id}.{kind}.{initials}", standing.pack, standing.rules)
        for criterion in standing.pack.criteria
        for kind in kinds
    ]
    return [one for one in asked if one is not None]


def compared(standing: Standing, initials: list[str]) -> list[Compared]:
    """Return each criterion with what all say of it."""
    rows = []
    for criterion in standing.pack.criteria:
        voices = [
            ReviewerSays(one, _text(criterion.id, f"ratings.{one}", standing),
                  _text(criterion.id, f"notes.{one}", standing))
            for one in initials
        ]  # fmt: skip
        scores = {voice.score for voice in voices}
        agreed = _text(criterion.id, "score", standing)
        rows.append(Compared(criterion, voices, agreed, len(scores) == 1 and "" not in scores))
    return rows


def _text(criterion: str, key: str, standing: Standing) -> str:
    asked = input_at(f"criteria.{criterion}.{key}", standing.pack, standing.rules)
    return standing.shown(asked) if asked else ""


def _asks(initials: str, kind: str, standing: Standing) -> bool:
    path = f"criteria.{standing.pack.criteria[0].id}.{kind}.{initials}"
    return bool(initials) and input_at(path, standing.pack, standing.rules) is not None


def states_of(out: Path, review: str) -> dict[str, State]:
    """Return how far each reviewer of a review is, by initials."""
    found = _read_kept(out).get(review)
    states = {}
    for initials, one in found.items() if isinstance(found, dict) else ():
        if isinstance(one, dict) and isinstance(one.get("opened"), int):
            states[str(initials)] = State(bool(one.get("done")), one["opened"])
    return states


def say_done(out: Path, review: str, initials: str, *, done: bool) -> None:
    """Note that a reviewer is done, or goes on; raises SaveError."""
    known = _read_kept(out)
    own: Mapping[str, Any] = known.get(review) or {}
    before = states_of(out, review).get(initials, State())
    again = before.opened + (before.done and not done)
    known[review] = {**own, initials: {"done": done, "opened": again}}
    text = json.dumps(known, ensure_ascii=False, indent=1) + "\n"
    write_whole(out / FOLDER / NAME, text.encode(), within=out)


def _read_kept(out: Path) -> dict[str, Any]:
    with suppress(OSError, ReadError, ValueError):
        found = json.loads(read_bytes(out / FOLDER / NAME))
        if isinstance(found, dict):
            return found
    return {}
