"""Reviews to look at pages with: each text says which value it is, short, long or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import cycle, islice
from typing import Any, Literal

from docgen.model import Data, Pack
from docgen.packs.library import Library
from docgen.review.sample import sample_data
from docgen.review.shape import label_key, value_at

Length = Literal["short", "long", "empty"]
LENGTHS: tuple[Length, ...] = ("short", "long", "empty")
"""How much a specimen holds: a line in each value, pages of it, or nothing but what must be."""
_LONG_TEXT, _LONG_LINE = 150, 14
"""Words of a long paragraph and of a long line."""


def specimen_data(pack: Pack, length: Length, *, library: Library | None = None) -> Data:
    """Return the data of a made-up review: `[Label]` in each text, lists of one entry or three.

    Raises ReadError when the rules of the pack cannot be read.
    """
    one, _, three, bare = sample_data(pack, library=library)
    chosen = {"short": one, "long": three, "empty": bare}[length]
    worded: Data = _worded(chosen, pack, (), long=length == "long")
    return worded


def _worded(data: Any, pack: Pack, path: tuple[str | int, ...], *, long: bool) -> Any:
    """Return the data with its free texts in the words of the pack's labels."""
    if isinstance(data, Mapping):
        return {key: _worded(one, pack, (*path, key), long=long) for key, one in data.items()}
    if isinstance(data, list):
        return [_worded(one, pack, (*path, n), long=long) for n, one in enumerate(data)]
    if path in (("id",), ("unit", "id")):
        return f"{path[0]}-1"
    value = value_at(path, pack)
    if value is None or not isinstance(data, str) or value.kind not in ("line", "text", "list"):
        return data
    label = pack.labels.get(label_key(value.path)) or str(path[-1])
    told = f"[{label}]"
    if not long:
        return told
    words = label.split() or [label]
    line = " ".join([told, *islice(cycle(words), _LONG_LINE)])
    if value.kind != "text" or value.short:
        return line
    paragraph = " ".join([told, *islice(cycle(words), _LONG_TEXT)])
    return f"{paragraph}\n\n- {line}\n- {line}\n\n{paragraph}"
