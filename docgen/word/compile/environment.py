"""The environment that templates are parsed, compiled and run in: the sandbox, within a budget."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import BuiltinMethodType
from typing import Any

import jinja2
from jinja2.exceptions import SecurityError

from docgen.bounds import templates as limits
from docgen.bounds.sandbox import Sandbox
from docgen.bounds.sandbox import make_environment as make_sandbox
from docgen.model.tongue import say
from docgen.word.compile.guarded import bounded, guard
from docgen.word.render.budget import (
    CURRENT,
    HesitationError,
    explore,
    spend,
    too_large,
    untouched,
    weighed,
)
from docgen.word.render.filtering import charged, lengths, replaced, small
from docgen.word.render.given import Given

BLOCK = ("\ufdd2", "\ufdd3")
VARIABLE = ("\ufdd4", "\ufdd5")
COMMENT = ("\ufdd6", "\ufdd7")
_CLOSED = frozenset({"docx", "docxcompose", "docxtpl", "lxml"})
"""Packages whose objects can save files: a template may print them, and no more."""
_NUMBERS = frozenset({int, float, bool})
_MOST_BITS = int(limits.MOST_DIGITS * 3.33)


class WordEnvironment(Sandbox):
    """Jinja's sandbox as templates see it: dictionary keys first, absent names are errors."""

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})
    written_by: tuple[str, ...] = ()
    """By tag of the part that is compiled: the function that writes its value."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return the dictionary's value of that key, else the sandboxed attribute."""
        if isinstance(obj, Mapping) and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Refuse what the sandbox refuses, and all that values with Word content are made of."""
        homes = {base.__module__.partition(".")[0] for base in type(obj).__mro__}
        return homes.isdisjoint(_CLOSED) and super().is_safe_attribute(obj, attr, value)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return the entry; a key of many parts takes steps."""
        return super().getitem(obj, weighed(argument))

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Calculate within the budget: numbers, texts and lists grow only so far.

        Raises ArithmeticError, LimitError and SecurityError.
        """
        if type(left) in _NUMBERS and type(right) in _NUMBERS and operator != "**":
            spend(limits.STEPS_OF_A_CALL)
            number = self.binop_table[operator](left, right)
            if type(number) is int and number.bit_length() > _MOST_BITS:
                raise ArithmeticError(
                    say(
                        "a number has at most {most} digits; use smaller ones",
                        most=limits.MOST_DIGITS,
                    )
                )
            return number
        spend(limits.STEPS_OF_A_CALL + lengths((left, right)) // limits.LETTERS_LOOKED_AT)
        return small(super().call_binop(context, operator, left, right))

    def call(__self, __context: Any, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        """Call a function or a method within the budget.

        Raises LimitError, and SecurityError for what no template may call.
        """
        if CURRENT.get().quick:
            _hesitate(__obj, args)
        owner = getattr(__obj, "__self__", None)
        name = getattr(__obj, "__name__", "") if owner is not None else ""
        looked = lengths((owner, *args)) if isinstance(__obj, BuiltinMethodType | type) else 0
        spend(limits.STEPS_OF_A_CALL + looked // limits.LETTERS_LOOKED_AT)
        if isinstance(owner, list | tuple | dict):
            explore(*args, *([owner] if name in ("count", "index") else []))
        if isinstance(owner, str):
            if name == "replace" and len(args) in (2, 3):
                return replaced(owner, *args)
            if name == "translate":
                raise SecurityError(say("translate() is not allowed in a template; use |replace"))
            if name == "join" and args:
                return __self._join(owner, bounded(args[0]))
        return small(super().call(__context, __obj, *args, **kwargs))

    @staticmethod
    def _join(between: str, texts: list[Any]) -> str:
        if lengths(texts) + len(between) * len(texts) > limits.MOST_VALUE:
            raise too_large("text")
        return str(small(between.join(texts)))


_HARMLESS = ("jinja2", "docgen")
"""Packages whose functions remember nothing beyond a rendering."""


def _hesitate(function: Any, arguments: Iterable[Any]) -> None:
    """Raise HesitationError before a function is called that may remember its calls."""
    home = getattr(function, "__module__", None) or ""
    plain = isinstance(function, BuiltinMethodType | type) and home in ("", "builtins")
    if not plain and home.partition(".")[0] not in _HARMLESS:
        raise HesitationError("a function of the caller")
    for value in (getattr(function, "__self__", None), *arguments):
        untouched(value)


def make_environment(
    given: Given, undefined: type[jinja2.Undefined] = jinja2.StrictUndefined
) -> WordEnvironment:
    """Return the environment with the caller's filters, tests and globals besides Jinja's."""
    environment = make_sandbox(
        WordEnvironment,
        block_start_string=BLOCK[0],
        block_end_string=BLOCK[1],
        variable_start_string=VARIABLE[0],
        variable_end_string=VARIABLE[1],
        comment_start_string=COMMENT[0],
        comment_end_string=COMMENT[1],
        keep_trailing_newline=True,
        autoescape=True,
        undefined=undefined,
        cache_size=0,
    )
    guard(environment)
    environment.filters.update(charged(given.filters))
    environment.tests.update(charged(given.tests))
    environment.globals.update(given.globals)
    return environment
