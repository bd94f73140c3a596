"""What was read of the latest few reviews, each kept by its content in a file of its own.

A run of a report or two would take longer to open the file of many (see `kept`) than to read them;
and what is kept needs no parser, whose import is an eighth of the time of one report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from docgen.bounds.kept import content_key, is_keeping, keep, recall
from docgen.cache import cache_key, remember
from docgen.model import Data

A_FEW = 3
"""Reviews of a run up to which each is kept by itself."""
_GROUP = "review-"
_wanted: list[bool] = []


@contextmanager
def keeping_lately() -> Iterator[None]:
    """Keep what is read of reviews while the block runs."""
    _wanted.append(True)
    try:
        yield
    finally:
        _wanted.pop()


def once(kind: bytes, content: bytes, read: Callable[[], Data | None]) -> Data | None:
    """Return the data that were read of these bytes: as kept, else what `read` returns.

    What it returns is kept from then on, where anything is kept; None is not.
    """
    if is_keeping():
        key = content_key(b"data " + kind, content)
        data: Data | None = recall(key)
        if type(data) is not dict and (data := read()) is not None:
            keep(key, data)
        return data
    if _wanted:
        return remember(cache_key([b"data ", kind, content]), read, _is_data, _GROUP)
    return read()


def _is_data(value: Any) -> bool:
    return type(value) is dict
