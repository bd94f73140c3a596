"""Which value a control stands for that has lost its tag and its bookmark: by label and place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple


class Labelled(NamedTuple):
    """A field, in the order of the text."""

    path: str
    """Empty for one that has lost its name."""
    alias: str


def paths_by_label(found: Sequence[Labelled], printed: Sequence[Labelled]) -> Mapping[int, str]:
    """Return the paths of fields without a name, by their number in `found`.

    `printed` are the fields of the report as the review makes it now. A label that is missing once
    there and stands once here is taken; of several those between the same named neighbours, where
    there are as many here as there. Nothing is guessed.
    """
    known = {one.path for one in found if one.path}
    missing = [one for one in printed if one.path not in known]
    result: dict[int, str] = {}
    for alias in {one.alias for one in found if not one.path and one.alias}:
        here = [n for n, one in enumerate(found) if not one.path and one.alias == alias]
        there = [one.path for one in missing if one.alias == alias]
        if len(here) == len(there) == 1:
            result[here[0]] = there[0]
        else:
            result.update(_between(alias, here, found, printed, known))
    times, most = Counter(result.values()), Counter(one.path for one in printed)
    # Of more fields than a value has printings, some were moved, and each may be it.
    return {number: path for number, path in result.items() if times[path] <= most[path]}


def _between(
    alias: str,
    here: Sequence[int],
    found: Sequence[Labelled],
    printed: Sequence[Labelled],
    known: set[str],
) -> Iterator[tuple[int, str]]:
    """Yield fields of one label and their paths, stretch by stretch between named fields."""
    places = {one: at for at, one in enumerate(_counted(printed))}
    counted = _counted(found)
    stretches: dict[tuple[int, int], list[int]] = {}
    for number in here:
        before = (places[one] for one in reversed(counted[:number]) if one in places)
        after = (places[one] for one in counted[number:] if one in places)
        where = next(before, -1), next(after, len(printed))
        stretches.setdefault(where, []).append(number)
    for (start, end), numbers in stretches.items():
        missing = [
            one.path
            for one in printed[start + 1 : end]
            if one.alias == alias and one.path not in known
        ]
        if len(missing) == len(numbers):
            yield from zip(numbers, missing, strict=True)


def _counted(fields: Sequence[Labelled]) -> list[tuple[str, int]]:
    """Return the paths of fields, each with how often it came before."""
    met: Counter[str] = Counter()
    counted = []
    for one in fields:
        counted.append((one.path, met[one.path] if one.path else -1))
        met[one.path] += 1
    return counted
