"""What a caller gives a template for all its renderings, besides the names of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from docgen.model import Problem

Absent = Literal["strict", "blank"]
"""What a name does that is not there: it is a fault with its place, or prints nothing."""

OnWarning = Callable[["Problem"], None]
"""Is told what should be known of a rendering."""

_NONE: Mapping[str, Any] = MappingProxyType({})


class Given(NamedTuple):
    """Filters, tests and globals by name, and what absent names do."""

    filters: Mapping[str, Callable[..., Any]] = _NONE
    tests: Mapping[str, Callable[..., Any]] = _NONE
    globals: Mapping[str, Any] = _NONE
    undefined: Absent = "strict"

    def plain(self) -> Given:
        """Return it with ordinary dictionaries, which can go to another process."""
        return Given(dict(self.filters), dict(self.tests), dict(self.globals), self.undefined)
