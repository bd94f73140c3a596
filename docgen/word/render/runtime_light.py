"""What a compiled template needs to run when it uses nothing of Jinja but loops and conditions.

Importing Jinja takes a sixth of the time of one report from the shell. Whatever is not simple, an
absent name above all, raises here; the report is then rendered carefully, with Jinja itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from docgen.bounds.templates import LETTERS_LOOKED_AT
from docgen.word.render.budget import spend
from docgen.word.render.filtering import charged, replaced
from docgen.word.render.markup import text_of

MISSING = object()
"""What an absent name is, in the code that Jinja generates."""

LOOP_NAMES = ("index", "index0", "first", "last", "length", "revindex", "revindex0")


class LightError(LookupError):
    """The template met something that only Jinja itself can answer."""


class Loop:
    """The variable `loop` of a template, with the names most templates use."""

    __slots__ = ("_items", "index0", "length")

    def __init__(self, items: Iterable[Any], *_: Any) -> None:
        self._items = list(items)
        self.length = len(self._items)
        self.index0 = -1

    def __iter__(self) -> Iterator[tuple[Any, Loop]]:
        for number, item in enumerate(self._items):
            self.index0 = number
            yield item, self

    @property
    def index(self) -> int:
        """The number of this round, from 1."""
        return self.index0 + 1

    @property
    def first(self) -> bool:
        """Whether this is the first round."""
        return self.index0 == 0

    @property
    def last(self) -> bool:
        """Whether this is the last round."""
        return self.index0 == self.length - 1

    @property
    def revindex(self) -> int:
        """The number of rounds left, with this one."""
        return self.length - self.index0

    @property
    def revindex0(self) -> int:
        """The number of rounds left."""
        return self.length - self.index0 - 1


def _text(value: Any) -> str:
    text = text_of(value)
    spend(len(text) // LETTERS_LOOKED_AT)
    return text


FILTERS: Mapping[str, Callable[..., Any]] = {
    "count": len,
    "length": len,
    "lower": lambda value: _text(value).lower(),
    "replace": replaced,
    "upper": lambda value: _text(value).upper(),
}
"""Jinja's filters that are a line each."""


_NOTHING: Mapping[str, Any] = MappingProxyType({})


class LightEnvironment:
    """Stands for Jinja's environment in generated code."""

    def __init__(
        self, filters: Mapping[str, Callable[..., Any]], names: Mapping[str, Any] = _NOTHING
    ) -> None:
        self.filters = {**FILTERS, **charged(filters)}
        self.globals: Mapping[str, Any] = names

    concat = staticmethod("".join)

    @staticmethod
    def undefined(*_: Any, **__: Any) -> Any:
        """Leave absent names to the careful way: LightError."""
        raise LightError("an absent name")

    @staticmethod
    def getattr(obj: Any, attribute: str) -> Any:
        """Return what a template may ask of `loop`; LightError for all else."""
        if isinstance(obj, Loop) and attribute in LOOP_NAMES:
            return getattr(obj, attribute)
        raise LightError(attribute)


class LightContext:
    """Stands for Jinja's context in generated code."""

    __slots__ = ("_names",)
    eval_ctx = None

    def __init__(self, names: Mapping[str, Any]) -> None:
        self._names = names

    def resolve_or_missing(self, name: str) -> Any:
        """Return the value of a name, MISSING without one."""
        return self._names.get(name, MISSING)


RUNTIME: Mapping[str, Any] = {
    "missing": MISSING,
    "LoopContext": Loop,
    "Undefined": LightEnvironment.undefined,
}
"""The names that generated code takes from Jinja's runtime."""
