"""The one sandbox: Jinja's, undefined is an error, with budgets for what could fill the memory."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final, TypeVar

from jinja2.exceptions import SecurityError
from jinja2.runtime import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from docgen.bounds.templates import MOST_ROUNDS
from docgen.model.tongue import marked, say

_PADDING_METHODS: Final = frozenset(
    {"center", "expandtabs", "format", "format_map", "ljust", "rjust", "zfill"}
)
_WIDE_FILTERS: Final = ("batch", "center", "indent", "slice", "tojson")
_WIDE_FORMAT: Final = re.compile(r"%[-#0 +.0-9]*(\*|[0-9]{4,})")

_INSTEAD: Final = {"**": marked("multiply: x * x"), "%": marked("write '%.2f'|format(x)")}
"""What to write for operators of Python."""


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox that also refuses texts and lists of enormous length."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Refuse what Jinja's sandbox refuses, and the methods that pad a text."""
        padding = isinstance(obj, str) and attr in _PADDING_METHODS
        return not padding and super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> None:
        """Offer no format(): it pads to any width. The filter |format is there."""

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Calculate with numbers; repeat a text or list within the budget, else SecurityError."""
        repeated = [value for value in (left, right) if isinstance(value, str | list | tuple)]
        if operator == "**" or (operator == "%" and repeated):
            raise SecurityError(
                say(
                    "{operator!r} is not for templates; {instead}",
                    operator=operator,
                    instead=say(_INSTEAD[operator]),
                )
            )
        counts = [value for value in (left, right) if isinstance(value, int)]
        if repeated and counts and len(repeated[0]) * counts[0] > MOST_ROUNDS:
            raise SecurityError(
                say(
                    "a text or list is repeated to at most {most_rounds} places; use less",
                    most_rounds=MOST_ROUNDS,
                )
            )
        return super().call_binop(context, operator, left, right)


_Kind = TypeVar("_Kind", bound=Sandbox)


def make_environment(kind: type[_Kind] = Sandbox, **options: Any) -> _Kind:  # type: ignore[assignment]
    """Return the configured sandbox; `options` are Jinja's, undefined is StrictUndefined."""
    environment = kind(**{"undefined": StrictUndefined, **options})
    environment.globals["range"] = budget_range
    # The same input makes the same file, so nothing is left to chance.
    environment.globals.pop("lipsum")
    environment.filters.pop("random")
    for name in _WIDE_FILTERS:
        environment.filters[name] = _within_budget(name, environment.filters[name])
    environment.filters["format"] = _format_within_budget(environment.filters["format"])
    return environment


def budget_range(*arguments: int) -> range:
    """Return range(); SecurityError for more than MOST_ROUNDS numbers."""
    rounds = range(*arguments)
    if len(rounds) > MOST_ROUNDS:
        raise SecurityError(
            say("range() gives at most {most_rounds} numbers; use fewer", most_rounds=MOST_ROUNDS)
        )
    return rounds


def _within_budget(name: str, original: Callable[..., Any]) -> Callable[..., Any]:
    """Return the filter, refusing widths and counts over the budget."""
    # The value itself, behind Jinja's own context if there is one, may be any number.
    first = 2 if hasattr(original, "jinja_pass_arg") else 1

    def limited(*arguments: Any, **options: Any) -> Any:
        for width in (*arguments[first:], *options.values()):
            if isinstance(width, int) and width > MOST_ROUNDS:
                raise SecurityError(
                    say(
                        "the filter |{name} counts to at most {most_rounds}; use less",
                        name=name,
                        most_rounds=MOST_ROUNDS,
                    )
                )
        return original(*arguments, **options)

    limited.__dict__.update(original.__dict__)
    return limited


def _format_within_budget(original: Callable[..., Any]) -> Callable[..., Any]:
    """Return the filter |format, refusing enormous widths."""

    def limited(pattern: Any, *arguments: Any, **options: Any) -> Any:
        if _WIDE_FORMAT.search(str(pattern)):
            raise SecurityError(say("the filter |format pads to at most 999 places; use less"))
        return original(pattern, *arguments, **options)

    return limited
