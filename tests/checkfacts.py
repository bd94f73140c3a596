"""What texts of a review are held against, made by hand: a result of equal scores."""

from __future__ import annotations

from collections.abc import Iterable

from docgen.check.texts import Facts
from docgen.history.unitnames import UnitNames
from docgen.model import Pack, Previous, Result, SectionResult


def facts_of(
    pack: Pack,
    score: int,
    *,
    missing: tuple[str, ...] = (),
    units: Iterable[tuple[str, str]] = (),
    previous: int | None = None,
    level: str = "",
) -> Facts:
    """Return the facts of a unit `Enhed A` with that score everywhere.

    `missing` are criteria without one; `previous` and `level` are those of the last review.
    """
    high, low = pack.scores.high, pack.scores.low
    sections = tuple(
        SectionResult(
            one.id, one.label, score * len(one.criteria), high * len(one.criteria), len(missing)
        )
        for one in pack.sections
    )
    count = len(pack.criteria)
    total = score * (count - len(missing))
    result = Result(
        total,
        high * count,
        count - len(missing),
        missing,
        total + low * len(missing),
        total + high * len(missing),
        float(score),
        None if missing else pack.level_of(total),
        sections,
    )
    before = None if previous is None else Previous(total=previous, level=level)
    names = UnitNames([("a", "Enhed A"), *units])
    return Facts("Enhed A", "a", names, pack, result, before)
