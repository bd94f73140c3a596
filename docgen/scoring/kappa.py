"""How far reviewers agree beyond chance: Cohen's weighted kappa of pairs of scores."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

Pair = tuple[int, int]
"""The scores that two reviewers gave to one criterion."""


class Agreed(NamedTuple):
    """How far pairs of scores agree."""

    pairs: int
    """How many there are: one for each criterion and pair of reviewers."""
    exact: int
    """Pairs of the same score."""
    within_one: int
    """Pairs of scores that lie one point apart at most, the exact ones included."""
    kappa: float | None
    """Weighted by the square of the distance; None where it is not defined."""


def agreement_of_pairs(pairs: Sequence[Pair]) -> Agreed:
    """Return how far the pairs agree."""
    apart = [abs(one - other) for one, other in pairs]
    return Agreed(
        len(pairs), apart.count(0), apart.count(0) + apart.count(1), weighted_kappa(pairs)
    )


def weighted_kappa(pairs: Sequence[Pair]) -> float | None:
    """Return Cohen's kappa with quadratic weights (Cohen 1968), from -1 to 1.

    None where all gave one and the same score throughout, or there is no pair: chance alone would
    then agree in full, and kappa is 0 divided by 0.
    """
    chance = sum((one - other) ** 2 for one, _ in pairs for _, other in pairs)
    found = sum((one - other) ** 2 for one, other in pairs)
    return 1 - len(pairs) * found / chance if chance else None


def pairs_of(
    ratings: Iterable[Mapping[str, int]], order: Sequence[str] = ()
) -> Iterator[tuple[tuple[str, str], Pair]]:
    """Yield each two reviewers and their scores of one criterion, by `ratings` with initials.

    Who is the first of two follows from `order`, then from the alphabet: kappa tells them apart.
    """
    place = {name: number for number, name in enumerate(order)}
    for found in ratings:
        names = sorted(found, key=lambda name: (place.get(name, len(place)), name))
        for one, other in combinations(names, 2):
            yield (one, other), (found[one], found[other])
