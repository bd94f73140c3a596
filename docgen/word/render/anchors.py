"""Names by which a printed value is found again: its control's tag and id, its bookmark.

All follow from the value's path and the place in the template, so the same report has the same
names, and a file without a store can still be read.
"""

from __future__ import annotations

import hashlib

MOST_TAG = 64
"""Word's dialog takes no longer tag; a longer path is hashed and stands whole in the store."""
HIGHEST = 0x7FFFFFFE
"""The highest id that Word takes, less one."""
BOOKMARK = "dg_"
"""The names of all our bookmarks begin so."""
RECORD = "r"
"""Stands before the last number in the name of a bookmark around all that a record prints."""


def tag_of(path: str) -> str:
    """Return the control's tag for a path: the path, or a hash where it is too long."""
    return path if len(path) <= MOST_TAG else f"dg:{_digest(path)}"


def number_of(path: str) -> int:
    """Return the number that stands for a path in bookmarks and ids."""
    return int(_digest(path)[:8], 16) % HIGHEST + 1


def id_of(path: str, place: int) -> int:
    """Return the id of a path's printing at a place of the template."""
    return (number_of(path) + place) % HIGHEST + 1


def bookmark_start(path: str, number: int, place: int | str) -> str:
    """Return the start of the bookmark around a printing of a path, with that id.

    Path and id are numbers near each other: what deflate has seen costs next to nothing.
    """
    return f'<w:bookmarkStart w:id="{number}" w:name="{BOOKMARK}{number_of(path)}_{place}"/>'


def bookmark_end(number: int) -> str:
    """Return the end of the bookmark of that id."""
    return f'<w:bookmarkEnd w:id="{number}"/>'


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
