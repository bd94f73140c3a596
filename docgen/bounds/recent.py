"""What a process keeps at hand: the latest few, so that a long run does not grow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Recent(Generic[K, V]):
    """Values by key; the ones asked for least recently go when there are more than `most`."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: dict[K, V] = {}

    def get(self, key: K) -> V | None:
        """Return the value of a key, None when it is not kept (any more)."""
        value = self._values.get(key)
        if value is not None and len(self._values) >= self._most:
            self._values.pop(key, None)
            self._values[key] = value  # to the end of the queue
        return value

    def keep(self, key: K, value: V) -> V:
        """Keep the value and return it."""
        self._values.pop(key, None)
        excess = len(self._values) - self._most + 1
        if excess > 0:  # of many an eighth at once, so that looking for the oldest costs little
            for old in [*self._values][: max(excess, self._most // 8)]:
                self._values.pop(old, None)
        self._values[key] = value
        return value

    def __len__(self) -> int:
        """Return how many values are kept."""
        return len(self._values)


class FileMemo(Generic[K, V]):
    """What was made of files, by key; made again when what it was made of has another state."""

    def __init__(self, most: int) -> None:
        self._made: Recent[K, tuple[object, V]] = Recent(most)

    def of(self, key: K, state: object, make: Callable[[], V]) -> V:
        """Return what `make` makes, or made when the state was equal.

        The state holds the stamps of the files (`reading.stamp_of`) and whatever else decides.
        """
        known = self._made.get(key)
        if known is None or known[0] != state:
            known = self._made.keep(key, (state, make()))
        return known[1]
