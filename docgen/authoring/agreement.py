"""Two reviewers, one review: their files merged, their differences, and how far they agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path
from typing import Any

from docgen.authoring.blankcriteria import with_scale
from docgen.authoring.merge import Merging
from docgen.authoring.ownwords import with_notes
from docgen.bounds.reading import read_bytes
from docgen.errors import UsageError
from docgen.model import Data, Pack
from docgen.model.place import Where
from docgen.model.tongue import marked, say
from docgen.review.shape import GROUPS
from docgen.yamlfile.parse import read_yaml
from docgen.yamlfile.text import decode
from docgen.yamlfile.writer import write_yaml

NOT_ONE = marked(
    "{file} is about {unit}, {other} about {another}; name two reviewers' files of one review"
)
NO_OTHER = marked("{file}: {count} reviewers with initials stand here, where one is needed")
_ORDER = tuple(value.key for value in GROUPS["criteria.*"])
"""Keys of a criterion as a merged file has them, the score first."""

_TO_WRITE = {"comment": None, "recommendation": None}
"""What is to be written where the reviewers' notes differ."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A criterion that the reviewers rate differently."""

    criterion: str
    ratings: Mapping[str, int]
    """Scores by initials."""

    @property
    def points(self) -> int:
        """How far the ratings lie apart."""
        return max(self.ratings.values()) - min(self.ratings.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far the reviewers of one review agree."""

    rated: int
    """Criteria that two or more of them rated."""
    exact: int
    """Criteria that all of them rated the same."""
    within_one: int
    """Criteria whose ratings lie one point apart at most, the exact ones included."""
    differences: tuple[Difference, ...]
    """For the consensus talk: the widest first, then in the order of the scale."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """Two reviewers' files as one."""

    text: str
    """The merged review as YAML."""
    initials: tuple[str, ...]
    """The reviewers, in the order of the files."""
    agreement: Agreement
    notes: tuple[str, ...]
    """What else the files say differently, each a sentence."""


def agreement_of(ratings: Mapping[str, Mapping[str, int]]) -> Agreement:
    """Return how far the ratings (by criterion in the scale's order, then by initials) agree."""
    both = {name: found for name, found in ratings.items() if len(found) > 1}
    spread = [Difference(name, dict(found)) for name, found in both.items()]
    apart = [difference for difference in spread if difference.points]
    apart.sort(key=lambda each: -each.points)
    return Agreement(
        rated=len(both),
        exact=sum(difference.points == 0 for difference in spread),
        within_one=sum(difference.points <= 1 for difference in spread),
        differences=tuple(apart),
    )


def merge_files(first: Path, second: Path, initials: Sequence[str] = (), *, pack: Pack) -> Merged:
    """Return two reviewers' files of one review as one, with both ratings.

    `initials` names the reviewers in the order of the files; otherwise each file has one
    reviewer with initials. Criteria stand in the order of `pack`, with what its scale says of them
    above, others behind them. Shared defaults stay in their `_shared.yaml`.
    Raises ReadError, InvalidDataError or UsageError.
    """
    merged = merge_reviews(
        _review_in(read_yaml(first), first),
        _review_in(read_yaml(second), second),
        initials,
        names=(str(first), str(second)),
        order=[criterion.id for criterion in pack.criteria],
        pack=pack,
    )
    return replace(merged, text=_heading(first) + "".join(with_scale(merged.text, pack)))


def merge_reviews(
    first: Data,
    second: Data,
    initials: Sequence[str] = (),
    *,
    names: tuple[str, str] = ("A", "B"),
    order: Sequence[str] = (),
    pack: Pack | None = None,
) -> Merged:
    """Return two reviewers' data of one review as one; `names` are what messages call them.

    Texts on a criterion that differ become its `notes`. The `pack` knows the kinds of its own
    values, and what its form calls a recommendation.
    """
    _same_review(first, second, names)
    who = _initials(first, second, initials, names)
    merging = Merging(who, pack)
    rated = _with_ratings(first, who[0]), _with_ratings(second, who[1])
    label = pack.labels.get("criteria.recommendation", "") if pack else ""
    one, other = with_notes(rated, who, label)
    data = merging.mapping(one, other, ())
    if one.get("id") != other.get("id"):
        data.pop("id", None)  # the new file's name is the id
    ratings = _settle(data, _consensus(first, second), merging.comments, order)
    return Merged(
        text=write_yaml(data, merging.comments),
        initials=tuple(_in_order(ratings, data)) or who,
        agreement=agreement_of(ratings),
        notes=tuple(merging.notes),
    )


def _in_order(ratings: Mapping[str, Mapping[str, int]], data: Data) -> list[str]:
    """Return who has rated anything, in the order of the reviewers."""
    rated = dict.fromkeys(name for found in ratings.values() for name in found)
    people = [one for one in data.get("reviewers") or () if isinstance(one, dict)]
    place = {one.get("initials"): number for number, one in enumerate(people)}
    return sorted(rated, key=lambda name: place.get(name, len(place)))


def _heading(file: Path) -> str:
    """Return the comment lines above the first key, among them the one that names the schema."""
    lines = decode(read_bytes(file), file).splitlines()
    return "".join(f"{line}\n" for line in takewhile(lambda line: line.startswith("#"), lines))


def _review_in(data: Any, file: Path) -> Data:
    if not isinstance(data, dict):
        raise UsageError(say("{file}: is no review; a review holds `key: value` lines", file=file))
    return data


def _same_review(first: Data, second: Data, names: tuple[str, str]) -> None:
    """Raise UsageError when the files are about different units or scales."""
    for one, other in (
        (first.get("pack"), second.get("pack")),
        (_unit(first), _unit(second)),
    ):
        if None not in (one, other) and one != other:
            words = {"file": names[0], "unit": one, "other": names[1], "another": other}
            raise UsageError(say(NOT_ONE, **words))


def _unit(data: Data) -> Any:
    unit = data.get("unit")
    return (unit.get("id") or unit.get("name")) if isinstance(unit, dict) else None


def _initials(
    first: Data, second: Data, given: Sequence[str], names: tuple[str, str]
) -> tuple[str, str]:
    """Return the initials of the two reviewers; of a file that holds ratings, an empty text."""
    if given and len(given) != 2:
        found = ", ".join(given)
        raise UsageError(say("two files need two initials, found {found}", found=found))
    one, other = (
        "" if _ratings(data) else given[side] if given else _own_initials(data, names[side])
        for side, data in enumerate((first, second))
    )
    taken = {who for data in (first, second) for found in _ratings(data).values() for who in found}
    for name in (one, other):
        if name and (one == other or name in taken):
            message = say("both files have the reviewer {initials}", initials=name)
            raise UsageError(f"{message}; --initials A,B")
    return one, other


def _own_initials(data: Data, name: str) -> str:
    """Return the initials of the file's single reviewer."""
    reviewers = data.get("reviewers")
    known = [
        str(reviewer["initials"])
        for reviewer in (reviewers if isinstance(reviewers, list) else [])
        if isinstance(reviewer, dict) and reviewer.get("initials")
    ]
    if len(known) != 1:
        message = say(NO_OTHER, file=name, count=len(known))
        raise UsageError(f"{message}; --initials A,B")
    return known[0]


def _ratings(data: Data) -> dict[str, dict[str, int]]:
    """Return the ratings a file already holds, by criterion."""
    return {
        name: found["ratings"]
        for name, found in _criteria(data)
        if isinstance(found.get("ratings"), dict) and found["ratings"]
    }


def _criteria(data: Data) -> Iterator[tuple[str, Data]]:
    criteria = data.get("criteria")
    for name, found in (criteria if isinstance(criteria, dict) else {}).items():
        if isinstance(found, dict):
            yield name, found


def _with_ratings(data: Data, initials: str) -> Data:
    """Return the data with each score as the rating of its reviewer; a merged file stays."""
    if not initials:
        return data
    rated = {
        name: {**found, "ratings": {initials: found["score"]}}
        for name, found in _criteria(data)
        if isinstance(found.get("score"), int)
    }
    return {**data, "criteria": {**(data.get("criteria") or {}), **rated}}


def _consensus(first: Data, second: Data) -> dict[str, int]:
    """Return the scores already agreed on: those of a file that holds ratings."""
    return {
        name: found["score"]
        for data in (second, first)
        if _ratings(data)
        for name, found in _criteria(data)
        if isinstance(found.get("score"), int)
    }


def _says(value: Any) -> bool:
    """Return whether a value of a criterion is worth a line."""
    if isinstance(value, dict):
        return any(entry is not None for entry in value.values())
    return value not in (None, "", [])


def _settle(
    data: Data, agreed: Mapping[str, int], comments: dict[Where, str], order: Sequence[str]
) -> dict[str, dict[str, int]]:
    """Keep agreed scores and those all give, open the others; return the ratings, in order."""
    ratings = _ratings(data)
    tidy = {}
    found = dict(_criteria(data))
    place = {name: number for number, name in enumerate(order)}
    for name in sorted(found, key=lambda name: place.get(name, len(place))):
        own = ratings.get(name, {})
        score = agreed.get(name)
        if score is None and len(own) > 1 and len(set(own.values())) == 1:
            score = next(iter(own.values()))
        said = {key: value for key, value in found[name].items() if _says(value)}
        asked = {"score": score} | (_TO_WRITE if "notes" in said else {}) | said
        rest = {key: asked[key] for key in _ORDER if key in asked}
        tidy[name] = rest | asked | {"score": score}
        if score is None and own:
            listing = ", ".join(f"{who} {points}" for who, points in own.items())
            comments["criteria", name, "score"] = say("to agree: {ratings}", ratings=listing)
    if tidy:
        data["criteria"] = tidy
    return {name: ratings[name] for name in tidy if name in ratings}
