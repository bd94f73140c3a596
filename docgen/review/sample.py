"""A made-up review of any pack: each value that its schema knows, in words of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from docgen.model import Data, Pack
from docgen.packs.library import Library
from docgen.review.schemas import schema_at_hand
from docgen.yamlfile.schemas import resolved

_INTERNAL = ("evidence", "reason", "ratings", "notes")
"""Values of a criterion that no document prints."""
_DAYS = ("2026-03-10", "2026-03-11", "2026-03-13")


def sample_data(pack: Pack, *, library: Library | None = None) -> Iterator[Data]:
    """Yield the data of reviews of `pack` by its schema: three with every value, a draft with none.

    Each text names its path. The three differ in choices, in scores and in the length of lists,
    one to three. Raises ReadError when the rules of the pack cannot be read.
    """
    schema = schema_at_hand(pack, library=library)
    for number in range(len(_DAYS)):
        yield _Sampler(schema, number).value("", {})
    yield {"pack": pack.code, "unit": {"name": "unit.name"}, "review": {"status": "draft"}}


class _Sampler:
    """Makes up values by a schema."""

    def __init__(self, schema: Data, number: int) -> None:
        self.schema = schema
        self.number = number
        self.whole_numbers = number
        """Goes up with each one, so that scores differ."""

    def value(self, path: str, node: Mapping[str, Any]) -> Any:
        """Return a value at `path` for a part of the schema; without one, for all of it."""
        node = resolved(self.schema, node or self.schema)
        if "const" in node:
            return node["const"]
        if "enum" in node:
            options = [option for option in node["enum"] if option is not None]
            return options[(self.number + len(path)) % len(options)]
        kinds = node["type"] if isinstance(node["type"], list) else [node["type"]]
        return getattr(self, f"_{kinds[0]}")(path, node)

    def _object(self, path: str, node: Mapping[str, Any]) -> Data:
        start = f"{path}." if path else ""
        return {
            name: self.value(f"{start}{name}", child)
            for name, child in node.get("properties", {}).items()
            if name not in _INTERNAL
        }

    def _array(self, path: str, node: Mapping[str, Any]) -> list[Any]:
        count = 1 + self.number % len(_DAYS)
        if node.get("format") == "date":
            return list(_DAYS[:count])
        return [self.value(f"{path}.{entry}", node["items"]) for entry in range(1, count + 1)]

    def _string(self, path: str, node: Mapping[str, Any]) -> str:
        if node.get("format") == "date":
            return _DAYS[self.number % len(_DAYS)]
        if "minLength" in node:
            return f"{path} & <{self.number}>"
        return f"{path} & <{self.number}>\n\n- {path} first\n- {path} second\n\n{path} end"

    def _integer(self, _path: str, node: Mapping[str, Any]) -> int:
        self.whole_numbers += 1
        low, high = node.get("minimum", 0), node.get("maximum", 99)
        return int(low) + self.whole_numbers % (int(high) - int(low) + 1)

    def _boolean(self, path: str, _node: Mapping[str, Any]) -> bool:
        return (self.number + len(path)) % 2 == 0

    def _number(self, path: str, node: Mapping[str, Any]) -> float:
        return self._integer(path, node) + 0.5
