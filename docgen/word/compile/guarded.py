"""Jinja's filters and tests as templates have them: within the budget, and none that makes markup.

What makes HTML is not there, and a message says what to write instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sized
from itertools import islice
from typing import Any, Final, cast

from jinja2 import Environment, pass_environment
from jinja2.exceptions import SecurityError
from jinja2.filters import make_attrgetter

from docgen.bounds import templates as limits
from docgen.model.tongue import marked, say
from docgen.word.render.budget import Made, explore, spend, too_large, untouched
from docgen.word.render.filtering import Function, charge, lengths, replaced, small
from docgen.word.render.markup import brings_markup, joined, text_of, without_tags

INSTEAD: Final[Mapping[str, str]] = {
    "safe": marked(
        "it would print ready-made XML; write the tag without it, and give "
        "formatted text as docxtpl's RichText in {{r ... }}"
    ),
    "urlize": marked("it makes HTML, which Word does not read; write the tag without it"),
    "xmlattr": marked("it makes attributes of HTML; write the value alone"),
    "pprint": marked("it is made for programmers; print the values one by one"),
    "random": marked(
        "the same input makes the same report; choose the entry by a rule, such as |first"
    ),
}
"""Jinja's filters that no template has, and why."""

_TEXT: Final = (
    *("capitalize", "center", "format", "indent", "lower", "title", "trim", "truncate", "upper"),
    *("urlencode", "wordcount", "wordwrap"),
)
"""Filters that look at the text of whatever they are given."""
_LETTER_BY_LETTER: Final = {"title": 3, "urlencode": 2, "wordcount": 1, "wordwrap": 5}
"""Those of them that take long: steps for a letter."""
_SORTS: Final = ("dictsort", "groupby", "max", "min", "sort", "unique")
_CONSUME: Final = (*_SORTS, "list", "sum")
"""Filters that go through the whole of a list, also of one that is made while they look."""
_LAZY: Final = ("batch", "map", "reject", "rejectattr", "select", "selectattr", "slice")
"""Filters whose entries are made when somebody asks for them."""
_COMPARING: Final = (
    *("!=", "<", "<=", "==", ">", ">=", "eq", "equalto", "ge", "greaterthan", "gt", "in", "le"),
    *("lessthan", "lt", "ne"),
)
"""Tests that compare all that a value holds."""
_FREE: Final = ("attr", "count", "d", "default", "first", "items", "last", "length", "reverse")
"""Filters that look at no more than an entry, or a text once."""
_BLIND: Final = ("attr", "d", "default")
"""Those of them that go through nothing."""


def guard(environment: Environment) -> None:
    """Let the filters and tests of an environment keep to the budget; those of `INSTEAD` go."""
    filters = environment.filters
    for name in INSTEAD:
        filters.pop(name, None)
    for name, function in filters.items():
        filters[name] = _guarded(name, function)
    filters.update(
        e=_escape, escape=_escape, forceescape=text_of, string=text_of, replace=replaced,
        join=_join, striptags=charge(without_tags),
    )  # fmt: skip
    tests = cast("dict[str, Function]", environment.tests)
    for name, test in tests.items():
        tests[name] = _comparing(test) if name in _COMPARING else charge(test)


def _guarded(name: str, original: Function) -> Function:
    """Return a filter of Jinja that takes steps and refuses what grows too large."""
    if name in _FREE:
        return original if name in _BLIND else _free(original)
    # Behind Jinja's own context, if there is one, comes the value.
    first = 1 if hasattr(original, "jinja_pass_arg") else 0
    before = _BEFORE.get(name)

    def within_budget(*arguments: Any, **options: Any) -> Any:
        values = list(arguments)
        if len(values) > first:
            values[first] = _looked_at(name, values[first])
        for value in values[first:]:
            untouched(value)
        spend(limits.STEPS_OF_A_CALL + _work(name, values[first:]))
        if before is not None:
            before(*values[first:], **options)
        try:
            result = original(*values, **options)
        except AssertionError as error:
            raise ValueError(
                say("the filter |{name} cannot do that; give it other values", name=name)
            ) from error
        if name in _LAZY:
            return Made(_spent(result))
        # Ready-made JSON calls itself markup; it is text.
        return small(str(result) if name == "tojson" else result)

    within_budget.__dict__.update(getattr(original, "__dict__", {}), __wrapped__=original)
    return within_budget


def _free(original: Function) -> Function:
    """Return a filter that takes no steps, but may go through what it is given."""

    def unused(*values: Any, **options: Any) -> Any:
        for value in values:
            untouched(value)
        result = original(*values, **options)
        return Made(result) if hasattr(type(result), "__next__") else result

    unused.__dict__.update(getattr(original, "__dict__", {}), __wrapped__=original)
    return unused


def _looked_at(name: str, value: Any) -> Any:
    """Return the value as the filter takes it: its text, or all entries of a list."""
    if name in _TEXT and not isinstance(value, Mapping):
        return text_of(value)
    if name in _CONSUME and isinstance(value, Iterable) and not isinstance(value, Sized):
        return bounded(value)
    return value


def _work(name: str, values: list[Any]) -> int:
    """Return the steps that a filter takes for what it looks at."""
    letters = lengths(values)
    steps = letters // limits.LETTERS_LOOKED_AT
    if name in _SORTS:
        explore(*values)
        steps += letters // limits.LETTERS_AN_ENTRY * limits.STEPS_OF_AN_ENTRY
    return steps + letters * _LETTER_BY_LETTER.get(name, 0)


def _comparing(test: Function) -> Function:
    """Return a test that takes steps for all that it compares."""

    def within_budget(*values: Any) -> Any:
        explore(*values)
        return test(*values)

    return within_budget


def _before_indent(text: str, width: int | str = 4, *_: Any, **options: Any) -> None:
    width = options.get("width", width)
    length = len(width) if isinstance(width, str) else int(width)
    _most((1 + len(text.splitlines())) * length + len(text))


def _before_format(pattern: str, *values: Any, **options: Any) -> None:
    sizes = [len(text_of(value)) for value in (*values, *options.values())]
    _most(len(pattern) + pattern.count("%") * (999 + max(sizes, default=0)))


def _before_round(_: Any, precision: int = 0, *__: Any, **options: Any) -> None:
    if abs(options.get("precision", precision)) > limits.MOST_PRECISION:
        message = say(
            "the filter |round rounds to at most {most} decimals; use fewer",
            most=limits.MOST_PRECISION,
        )
        raise SecurityError(message)


def _before_number(value: Any, *_: Any, **__: Any) -> None:
    if isinstance(value, str) and len(value) > limits.MOST_DIGITS:
        raise ValueError(
            say("a number has at most {most} digits; use a smaller one", most=limits.MOST_DIGITS)
        )


def _before_sum(values: Any, attribute: Any = None, start: Any = 0, **options: Any) -> None:
    start = options.get("start", start)
    entries = values if isinstance(values, list | tuple) else ()
    plain = options.get("attribute", attribute) is None
    for value in (start, *(entries if plain else ())):
        if isinstance(value, str | list | tuple | dict):
            raise TypeError(say("the filter |sum adds numbers; use |join for texts and lists"))


def _before_json(value: Any, indent: int | None = None, **_: Any) -> None:
    text = text_of(value)
    if (indent or 0) > 16:
        raise SecurityError(say("the filter |tojson indents by at most 16; use less"))
    _most(len(text) * (1 + (indent or 0)))
    spend(len(text))


_BEFORE: Final[Mapping[str, Callable[..., None]]] = {
    "indent": _before_indent,
    "format": _before_format,
    "round": _before_round,
    "int": _before_number,
    "float": _before_number,
    "sum": _before_sum,
    "tojson": _before_json,
}


def _most(letters: int) -> None:
    if letters > limits.MOST_VALUE:
        raise too_large("text")


def _escape(value: Any) -> Any:
    """Return the value as it is: what is printed is escaped once, there."""
    return value if brings_markup(value) else text_of(value)


@pass_environment
def _join(
    environment: Environment, values: Iterable[Any], d: Any = "", attribute: Any = None
) -> str:
    """Return the texts of a list as one."""
    entries = bounded(values)
    if attribute is not None:
        entries = list(map(make_attrgetter(environment, attribute), entries))
    between = text_of(d)
    pieces = [piece for entry in entries for piece in (between, entry)][1:]
    if any(map(brings_markup, pieces)):
        return joined(tuple(pieces))
    texts = list(map(text_of, pieces))
    _most(sum(map(len, texts)))
    spend(limits.STEPS_OF_A_CALL + len(texts))
    return str(small("".join(texts)))


def bounded(values: Iterable[Any]) -> list[Any]:
    """Return the entries as a list; LimitError when there are too many."""
    entries = list(islice(_spent(untouched(values)), limits.MOST_VALUE + 1))
    if len(entries) > limits.MOST_VALUE:
        raise too_large("list")
    return entries


def _spent(values: Iterable[Any]) -> Iterator[Any]:
    for value in values:
        spend(limits.STEPS_OF_AN_ENTRY)
        yield value
