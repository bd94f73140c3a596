"""Files that a link leads to: of one that is not ours, nothing is quoted in a message.

Whoever may write to a folder of reviews may put a link there to any file of whoever runs docgen.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from docgen.errors import InvalidDataError
from docgen.model import Problem
from docgen.model.tongue import marked, say

T = TypeVar("T")

_KEYS = {
    *("pack", "unit", "area", "review", "reviewers", "recipients", "method", "purpose", "summary"),
    *("general_comments", "development", "previous", "criteria", "response", "meeting", "extra"),
    *("code", "sections"),
}
"""One of them is in each of our files but rules, whose values are mappings."""
_MESSAGE = marked(
    "is a link to a file elsewhere, and that is none of docgen's; remove the link, "
    "or put the file itself here"
)


def read_ours(file: Path, read: Callable[[], T], is_ours: Callable[[T], bool]) -> T:
    """Return what `read` makes of a file; a link to one elsewhere must lead to one of ours.

    Raises what `read` raises, and InvalidDataError without any word of a file that is not ours.
    """
    if not _leads_elsewhere(file):
        return read()
    try:
        found = read()
    except InvalidDataError:
        found = None
    if found is None or not is_ours(found):
        raise InvalidDataError([Problem("elsewhere", say(_MESSAGE), file)])
    return found


def is_ours(data: Any) -> bool:
    """Tell whether data may be a review, defaults, or a file of a pack, going by their keys."""
    if not isinstance(data, dict):
        return False
    return not _KEYS.isdisjoint(data) or all(isinstance(value, dict) for value in data.values())


def _leads_elsewhere(file: Path) -> bool:
    """Tell whether a file is a link that leads out of its folder."""
    if not os.path.islink(file):  # noqa: PTH114 - each file that is read
        return False
    folder = os.path.realpath(file.parent)
    return not Path(os.path.realpath(file)).is_relative_to(folder)
