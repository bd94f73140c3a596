"""Which entry of a list in the review a record of the report is: by checksums, never by place."""

from __future__ import annotations

from collections.abc import Mapping

from docgen.word.readback.store import Store

LISTS = ("reviewers", "development")
"""The lists whose entries are records."""


def record_of(path: str) -> str:
    """Return the path of the record that a value belongs to; empty for other values."""
    steps = path.removeprefix("=").split(".")
    return ".".join(steps[:2]) if len(steps) > 2 and steps[0] in LISTS else ""


def records_in(paths: Mapping[str, object]) -> list[str]:
    """Return the records of some values, in their order."""
    return list(dict.fromkeys(filter(None, map(record_of, paths))))


def pair_records(store: Store, printed: Mapping[str, tuple[str, ...]]) -> dict[str, str | None]:
    """Return, by record of the report, the record of the review as it is now; None without one.

    Those that are equal go first, then those that share a value, then those with the same key.
    """
    pairs: dict[str, str | None] = {}
    for group in LISTS:
        before = [one for one in records_in(store.values) if one.startswith(f"{group}.")]
        now = [one for one in records_in(printed) if one.startswith(f"{group}.")]
        left = list(now)
        sums = {one: _now(one, printed, store) for one in now}
        for least in (1.0, 0.01):
            for record in [one for one in before if one not in pairs]:
                old = _before(record, store)
                scores = {one: _alike(old, sums[one]) for one in left}
                best = max(left, key=lambda one: (scores[one], one == record), default=None)
                if best is not None and scores[best] >= least:
                    pairs[record] = best
                    left.remove(best)
        for record in before:
            if record not in pairs:
                pairs[record] = record if record in left else None
                if record in left:
                    left.remove(record)
    return pairs


def _before(record: str, store: Store) -> dict[str, tuple[bytes, ...]]:
    start = f"{record}."
    return {p.removeprefix(start): s for p, s in store.values.items() if p.startswith(start)}


def _now(
    record: str, printed: Mapping[str, tuple[str, ...]], store: Store
) -> dict[str, tuple[bytes, ...]]:
    start = f"{record}."
    return {
        path.removeprefix(start): store.sums(paragraphs)
        for path, paragraphs in printed.items()
        if path.startswith(start)
    }


def _alike(old: Mapping[str, object], new: Mapping[str, object]) -> float:
    """Return how many of the values of two records are equal, from 0 to 1."""
    keys = old.keys() | new.keys()
    return sum(old.get(key) == new.get(key) for key in keys) / max(1, len(keys))
