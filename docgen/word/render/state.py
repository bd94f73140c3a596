"""What one rendering collects on its way: ids, printed values, the text around them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docgen.word.render.text import Block

if TYPE_CHECKING:
    from docgen.word.render.copies import Copies

Told = str | tuple[str, bytes, str]
"""Text, or: text that ends a paragraph, checksums of whole paragraphs, text that begins one."""


class State:
    """What one rendering collects: the ids it used and the values it printed."""

    __slots__ = ("_next", "content", "copies", "ids", "outside", "printed", "records", "taken")

    def __init__(self, taken: set[int] | None = None) -> None:
        """Begin; `taken` ids step aside (a second pass, after two ids were the same)."""
        self.ids: list[int] = []
        self.printed: dict[str, str | list[Block]] = {}
        """By path: the value as it is printed, a text or its paragraphs."""
        self.outside: list[Told] = []
        """What is printed outside fields, in its order."""
        self.records: dict[tuple[int, str], int] = {}
        """By place and path: the ids of the records that are being printed."""
        self.taken = taken
        self.content: Any = None
        """The file that values with Word content were made in, if there were any."""
        self._next: dict[int, int] = {}
        """By id: the number that was free when it was last asked for."""
        self.copies: Copies | None = None
        """What is printed again, once something of that sort is."""

    def forget(self) -> None:
        """Begin anew, after a rendering that failed half-way."""
        self.content = None
        self.copies = None
        self.ids.clear()
        self.printed.clear()
        self.outside.clear()
        self.records.clear()

    def own_id(self, number: int) -> int:
        """Return `number`, or the next free one in the second pass."""
        if self.taken is not None:
            # A value printed ten thousand times does not look at the same numbers again each time.
            wanted, number = number, self._next.get(number, number)
            while number in self.taken:
                number = number % 0x7FFFFFFE + 1
            self.taken.add(number)
            self._next[wanted] = number
        self.ids.append(number)
        return number
