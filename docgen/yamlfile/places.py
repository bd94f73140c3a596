"""Line and column of many characters of one text, each found without reading it again."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right

_LINE_END = re.compile(r"\r\n|\r|\n")


class Places:
    """Where the lines of a text begin."""

    def __init__(self, text: str) -> None:
        self._starts = array("L", (0, *(end.end() for end in _LINE_END.finditer(text))))

    def at(self, index: int) -> tuple[int, int]:
        """Return line and column, both from 1, of a character."""
        line = bisect_right(self._starts, index)
        return line, index - self._starts[line - 1] + 1
