"""The first version of the store, told in the words of the second.

It kept one checksum of a whole value: of dates as in the YAML, of a list in one line with a break
between its entries. Which paragraphs that was is known where the review still says it, or the
report does; where both say something else by now, nobody knows, and the value is a conflict.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from docgen.review.shape import value_at
from docgen.roundtrip.compare import Value3, read_typed
from docgen.roundtrip.readings import JOINED, Reading, read_values
from docgen.roundtrip.sides import Sides
from docgen.word.readback.store import Store
from docgen.word.render.store import SIZE, first_sum

_UNKNOWN = (bytes(SIZE),)
"""The checksum of no paragraph."""


def in_second_words(sides: Sides) -> Sides:
    """Return the sides with a store of the second version, as far as it can be known."""
    if sides.store.version != 1:
        return sides
    first = sides.store
    second = Store(2, first.about, {})
    found = read_values(sides.edited, first, first.values, "accept")
    values: dict[str, tuple[bytes, ...]] = {}
    for path, (wanted,) in first.values.items():
        now = sides.now(path)
        keys = [key for key in ("", JOINED) if now is not None and key + now in sides.printed]
        printed = [sides.printed[key + now] for key in keys if now is not None]
        raw = _at(sides.prepared.context, now.split(".")) if now is not None else None
        if wanted in _sums(printed, raw):
            said = zip(keys, printed, strict=True)
            values |= {key + path: second.sums(paragraphs) for key, paragraphs in said}
            continue
        same = [one for one in found.get(path, ()) if wanted in _of_reading(path, one, sides)]
        joined = JOINED in keys and "" not in keys
        if same and joined:
            values[JOINED + path] = second.sums([" ".join(line.text for line in same[0].lines)])
        else:
            values[path] = second.sums(same[0].paragraphs) if same else _UNKNOWN
    return sides.with_store(second._replace(values=values))


def _of_reading(path: str, reading: Reading, sides: Sides) -> set[bytes]:
    """Return the checksums that a place of the report may stand for."""
    shape, now = value_at(path.split(".")), sides.now(path)
    raw = None
    if shape is not None and now is not None and shape.kind in ("list", "date", "dates"):
        raw, _ = read_typed(Value3(path, now, shape, (reading,)), sides)
    lines = tuple(line.text for line in reading.lines)
    return _sums([reading.paragraphs, lines], raw)


def _sums(printed: Iterable[tuple[str, ...]], raw: Any) -> set[bytes]:
    return {first_sum(text) for text in _texts(printed, raw)}


def _texts(printed: Iterable[tuple[str, ...]], raw: Any) -> Iterator[str]:
    """Yield the forms in which the first version kept a value."""
    for paragraphs in printed:
        yield "\n\n".join(paragraphs)
        yield "\n".join(paragraphs)
    if isinstance(raw, list | tuple):
        yield "\n".join(map(str, raw))
    elif raw is not None:
        yield str(raw).strip()


def _at(names: Any, steps: list[str]) -> Any:
    """Return a value of the names that a template prints; None where it is no plain one."""
    for step in steps:
        names = names.get(step) if isinstance(names, dict) else None
    return names
