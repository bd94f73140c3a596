"""The last changes made on the page, so that they can be taken back one by one."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from typing import NamedTuple

MOST = 200
"""Steps that are kept of a review."""
_TOGETHER = 4.0
"""Seconds within which what is typed in one input is one step."""


class Step(NamedTuple):
    """One change."""

    path: str
    before: str
    after: str
    time: float


class Undo:
    """The steps of each review, the newest last."""

    def __init__(self) -> None:
        self._steps: dict[str, list[Step]] = {}
        self._lock = threading.Lock()

    def note(self, name: str, changes: Iterable[tuple[str, str, str]]) -> None:
        """Remember changes: path, what stood there, what stands there now."""
        now = time.monotonic()
        with self._lock:
            steps = self._steps.setdefault(name, [])
            for path, before, after in changes:
                last = steps[-1] if steps else None
                goes_on = last and (last.path, last.after) == (path, before)
                if last and goes_on and now - last.time < _TOGETHER:
                    steps[-1] = Step(path, last.before, after, now)
                    continue
                steps.append(Step(path, before, after, now))
            del steps[:-MOST]

    def last(self, name: str) -> Step | None:
        """Return the newest step and forget it; None where there is none."""
        with self._lock:
            steps = self._steps.get(name)
            return steps.pop() if steps else None

    def count(self, name: str) -> int:
        """Return how many steps can be taken back."""
        return len(self._steps.get(name, ()))

    def forget(self, name: str, listed: str) -> None:
        """Forget the steps in the records of a list, which have moved."""
        with self._lock:
            steps = self._steps.get(name, [])
            steps[:] = [one for one in steps if not one.path.startswith(f"{listed}.")]
