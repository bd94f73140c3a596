"""What a template may print: typed names."""

from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple

Kind = Literal[
    "text", "line", "list", "date", "dates", "score", "total", "number", "bool", "value",
    "choice", "criterion",
]  # fmt: skip
"""What a value is: text has paragraphs and bullets, list holds texts; choice is one of some words,
which its control offers, criterion one of the names of the scale."""


class Field(NamedTuple):
    """One printable name of the context: what it holds and whether it is a value of the review."""

    kind: Kind
    path: str = ""
    """Path in the review (`unit.name`; `*` for a record: `criteria.*.comment`); empty = derived."""
    label: str = ""
    form: bool = False
    """True for what a report derives and a blank form asks for (a total, a summary's score)."""
    form_path: str = ""
    """Names that field of a blank form as `path` does a value of the review."""
    short: bool = False
    """True for what may have several paragraphs but is asked for on one line."""
    choices: tuple[str | int, ...] = ()
    """The values it may have, where they are known; it may be absent besides."""


class Items(NamedTuple):
    """A list of records that a template may loop over."""

    record: Mapping[str, Any]
    """Names of one record, each a Field, an Items or a mapping of them."""


Fields = Mapping[str, Any]
"""The names a template may use: Field, Items or a nested mapping of them, by name."""


def leaves(fields: Fields, prefix: str = "") -> Iterator[tuple[str, Field]]:
    """Yield each printable name with its Field; `[]` marks a list: `sections[].points`."""
    for name, node in fields.items():
        here = f"{prefix}{name}"
        if isinstance(node, Field):
            yield here, node
        elif isinstance(node, Items):
            yield from leaves(node.record, f"{here}[].")
        else:
            yield from leaves(node, f"{here}.")
