"""Whether an edited report still agrees with itself: scores, sections, total, level and needs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from docgen.intake.folded import Prompts
from docgen.intake.paths import Paths
from docgen.intake.typed import criterion_named, level_named, whole_number
from docgen.model import Criterion, Pack, Problem
from docgen.model.pack import named
from docgen.model.telling import quoted
from docgen.model.tongue import say
from docgen.word.readback.fields import Edited, Field
from docgen.word.render.anchors import number_of

_BOOKMARK = re.compile(r"dg_(\d+)_\d\w*")
_NEEDS = 60
"""Needs that are known by their bookmarks where their criterion does not name them."""


class _PrintedNumber(NamedTuple):
    """A number that the report prints in one place."""

    value: int
    place: str


def disagreements(
    edited: Edited, pack: Pack, prompts: Prompts, *, draft: bool = False
) -> list[Problem]:
    """Return where two places of a report do not say the same, each with its place.

    Of a `draft` the total is that of the scores it has.
    """
    return list(_Agreement(edited, pack, prompts).findings(draft=draft))


class _Agreement:
    """An edited report's scores, and what it derives from them, by path."""

    def __init__(self, edited: Edited, pack: Pack, prompts: Prompts) -> None:
        self.pack, self.file = pack, edited.file
        paths = Paths(pack)
        derived = {number_of(path): path for path in _derived(pack)}
        self.fields: dict[str, list[Field]] = {}
        for field in edited.fields():
            target, found = paths.of(field), _BOOKMARK.fullmatch(field.bookmark)
            path = target.path if target else derived.get(int(found[1]), "") if found else ""
            if path and not prompts.is_empty(field.text):
                self.fields.setdefault(path, []).append(field)

    def findings(self, *, draft: bool) -> Iterator[Problem]:
        """Yield where two places do not say the same."""
        scores: dict[str, int] = {}
        for criterion in self.pack.criteria:
            base = f"criteria.{criterion.id}"
            fields = [
                f for key in ("score", "points") for f in self.fields.get(f"{base}.{key}", ())
            ]
            yield from self._unreadable(criterion, fields)
            told = self._numbers(fields)
            if told:
                scores[criterion.id] = told[0].value
            yield from self._differing(criterion, told)
        yield from self._needs(scores)
        missing = [c for c in self.pack.criteria if c.id not in scores]
        if not scores or (missing and not draft):
            return
        yield from self._sums(scores)
        if not missing:
            yield from self._levels(sum(scores.values()))

    def _numbers(self, fields: list[Field]) -> list[_PrintedNumber]:
        return [
            _PrintedNumber(number, field.place)
            for field in fields
            if (number := whole_number(field.text, self.pack)) is not None
        ]

    def _unreadable(self, criterion: Criterion, fields: list[Field]) -> Iterator[Problem]:
        scores = self.pack.scores
        for field in fields:
            number = whole_number(field.text, self.pack)
            if number is None or number not in scores.values:
                message = say(
                    "{criterion}: found {text}; a whole number from {scores} belongs here",
                    criterion=named(criterion),
                    text=quoted(field.text),
                    scores=scores,
                )
                yield self._fault("out-of-range", message, field.place)

    def _differing(self, criterion: Criterion, told: list[_PrintedNumber]) -> Iterator[Problem]:
        for one in told[1:]:
            if one.value != told[0].value:
                message = say(
                    "{criterion}: the score is {first} in {place}, but {value} here; "
                    "make them the same",
                    criterion=named(criterion),
                    first=told[0].value,
                    place=told[0].place,
                    value=one.value,
                )
                yield self._fault("two-values", message, one.place)

    def _needs(self, scores: dict[str, int]) -> Iterator[Problem]:
        """Yield the scores beside needs that are not those of their criteria."""
        known = {criterion.id: criterion for criterion in self.pack.criteria}
        for key in _need_keys(self.pack):
            base = f"development.{key}"
            names = [f for n in ("name", "short_name") for f in self.fields.get(f"{base}.{n}", ())]
            said = [found for f in names if (found := criterion_named(f.text, self.pack))]
            criterion = said[0] if said else known.get(key)
            if criterion is None or criterion.id not in scores:
                continue
            for one in self._numbers(self.fields.get(f"{base}.score", [])):
                if one.value != scores[criterion.id]:
                    message = say(
                        "{criterion}: the score is {score}, but {value} in this need; "
                        "make them the same",
                        criterion=named(criterion),
                        score=scores[criterion.id],
                        value=one.value,
                    )
                    yield self._fault("two-values", message, one.place)

    def _sums(self, scores: dict[str, int]) -> Iterator[Problem]:
        """Yield the total and the points of sections that the scores do not make."""
        sums = {"result.total": (say("the total"), sum(scores.values()))}
        for section in self.pack.sections:
            own = [scores[c.id] for c in section.criteria if c.id in scores]
            sums[f"sections.{section.id}.points"] = (section.label, sum(own))
        for path, (name, total) in sums.items():
            for one in self._numbers(self.fields.get(path, [])):
                if one.value != total:
                    message = say(
                        "{name}: {value} stands here, but the scores make {total}; mend the number "
                        "or a score",
                        name=name,
                        value=one.value,
                        total=total,
                    )
                    yield self._fault("wrong-total", message, one.place)

    def _levels(self, total: int) -> Iterator[Problem]:
        right = self.pack.level_of(total)
        for field in self.fields.get("result.level.label", []):
            if level_named(field.text, self.pack) != right:
                message = say(
                    "says {text}, but {total} points are {label}; mend the level or a score",
                    text=quoted(field.text),
                    total=total,
                    label=quoted(right.label),
                )
                yield self._fault("wrong-level", message, field.place)

    def _fault(self, rule: str, message: str, place: str) -> Problem:
        return Problem(rule, message, self.file, where=place)


def _need_keys(pack: Pack) -> list[str]:
    return [*(c.id for c in pack.criteria), *(f"k{n}" for n in range(1, _NEEDS))]


def _derived(pack: Pack) -> Iterator[str]:
    """Yield the paths of what a report derives, besides what its forms ask for."""
    yield "result.level.label"
    yield from (f"sections.{section.id}.points" for section in pack.sections)
    yield from (f"development.{key}.short_name" for key in _need_keys(pack))
