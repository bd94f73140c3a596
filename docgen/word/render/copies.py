"""Ids and names of their own for what a template prints again, and what is printed elsewhere.

A loop prints a picture, bookmark, note or list once each round. Compiled code asks here for the
number or name that belongs to the round; the notes of a round are kept for the part they stand in.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import NamedTuple

from docgen.word.render.text import escape_attribute

MOST_NAME = 40
"""Letters of a bookmark's name that Word takes."""


_Round = tuple[str, tuple[int, ...]]
"""A thing by its key or name, and the rounds of the loops it stands in."""


class TakenNumbers(NamedTuple):
    """What the template itself uses already; empty fields where nothing is printed again."""

    first_id: int = 1_000
    first_list: int = 0
    """The first number that no list of the template has; 0 where nothing is printed again."""
    bookmarks: tuple[str, ...] = ()
    wanted: tuple[str, ...] = ()
    """Bookmarks that may not be printed, and that something leads to."""


class Copies:
    """What one rendering has printed so far of things that need ids of their own."""

    def __init__(self, known: TakenNumbers, own_id: Callable[[int], int]) -> None:
        """Begin; `own_id` steps aside where a number is taken."""
        self._next = count(known.first_id).__next__
        self._next_list = count(known.first_list).__next__
        self._own_id = own_id
        self._ids: dict[_Round, int] = {}
        self._names: dict[_Round, str] = {}
        self._taken_over: set[_Round] = set()
        self._used = set(known.bookmarks)
        self._wanted = known.wanted
        self._marked: set[str] = set()
        self._lists: dict[tuple[str, int], str] = {}
        self._elsewhere: dict[str, list[str]] = {}

    def new(self) -> int:
        """Return a number that nothing else has: an id, or what names a round."""
        return self._own_id(self._next())

    def number(self, key: str, *rounds: int) -> int:
        """Return the id of a thing in its round: the same each time it is asked for."""
        found = self._ids.get((key, rounds))
        if found is None:
            found = self._ids[key, rounds] = self.new()
        return found

    def anchor(self, name: str, *rounds: int) -> str:
        """Return the name of a bookmark's copy in its rounds, the outer loop first.

        The first copy has the template's own name, so that what stands outside leads there.
        """
        if not rounds:
            return name
        key = (name, rounds)
        if key not in self._names:
            above = (name, rounds[:-1])
            inherited = self.anchor(name, *rounds[:-1])
            first = above not in self._taken_over
            self._taken_over.add(above)
            self._names[key] = inherited if first else self._fresh_name(name)
        return self._names[key]

    def _fresh_name(self, name: str) -> str:
        number = 2
        while True:
            end = f"_{number}"
            fresh = name[: MOST_NAME - len(end)] + end
            if fresh not in self._used:
                self._used.add(fresh)
                return fresh
            number += 1

    def marked(self, name: str, *rounds: int) -> str:
        """Return the name of a bookmark that is printed now."""
        found = self.anchor(name, *rounds)
        self._marked.add(found)
        return found

    def missing(self) -> str:
        """Return empty bookmarks for those that something leads to and that were not printed."""
        marks = []
        for name in self._wanted:
            if name not in self._marked:
                number = self.new()
                marks.append(
                    f'<w:bookmarkStart w:id="{number}" w:name="{escape_attribute(name)}"/>'
                    f'<w:bookmarkEnd w:id="{number}"/>'
                )
        return "".join(marks)

    def list_number(self, number: str, round_: int) -> str:
        """Return the number of a list in its round: the template's own in the first."""
        key = (number, round_)
        if key not in self._lists:
            first = all(other != number for other, _ in self._lists)
            self._lists[key] = number if first else str(self._next_list())
        return self._lists[key]

    def further_lists(self, number: str) -> list[str]:
        """Return the numbers of a list in the rounds behind its first."""
        copies = [made for (own, _), made in self._lists.items() if own == number]
        return copies[1:]

    def keep(self, part: str, xml: str) -> str:
        """Keep what is printed in another part, in the order of printing; print nothing here."""
        self._elsewhere.setdefault(part, []).append(xml)
        return ""

    def kept(self, part: str) -> str:
        """Return what was kept for a part."""
        return "".join(self._elsewhere.get(part, ()))


def renumbered(xml: str, copies: Copies, number: str, round_: int) -> str:
    """Return paragraphs of a list with the number that the list has in its round."""
    own = copies.list_number(number, round_)
    return xml.replace(f'<w:numId w:val="{number}"/>', f'<w:numId w:val="{own}"/>')


def kept_elsewhere(xml: str, copies: Copies, part: str) -> str:
    """Keep the XML for another part and print nothing."""
    return copies.keep(part, xml)
