"""One YAML file of a pack, read key by key; faults are noted with their place, reading goes on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from docgen.bounds.reading import read_bytes
from docgen.cache import cache_key, remember
from docgen.model import Data, Problem
from docgen.model.place import Where, dotted, kind_of
from docgen.suggest import Hints
from docgen.word.render.text import FORBIDDEN
from docgen.yamlfile.elsewhere import is_ours, read_ours
from docgen.yamlfile.parse import parse_yaml


class PackReader:
    """The data of one file and the faults found in them."""

    def __init__(self, file: Path) -> None:
        """Read the file; raises ReadError and InvalidDataError."""
        self.file = file
        self._source = read_bytes(file)
        self.data: Any = read_ours(file, self._read, is_ours)
        self._faults: list[tuple[Where, Problem]] = []
        self._hints = Hints()

    def _read(self) -> Any:
        # Reading YAML is half of the start of a small run; the same bytes are the same data.
        key = cache_key([b"yaml", self._source])
        return remember(key, lambda: parse_yaml(self._source, self.file), _is_mapping)

    def fault(self, where: Where, rule: str, message: str) -> None:
        """Note a fault."""
        self._faults.append((where, Problem(rule, message, self.file, where=dotted(where))))

    def problems(self) -> list[Problem]:
        """Return the faults with line and column, in the order of the file."""
        if not self._faults:
            return []
        from docgen.yamlfile.tree import read_tree

        tree = read_tree(self._source, self.file)
        spots = [(tree.nearest(where, key=True), problem) for where, problem in self._faults]
        placed = [
            replace(problem, line=spot.line, column=spot.column)
            for spot, problem in sorted(spots, key=lambda found: found[0].start)
        ]
        return list(dict.fromkeys(placed))

    def mapping(self, data: Any, where: Where) -> Data:
        """Return the mapping, an empty one where there is none."""
        if isinstance(data, dict):
            return data
        self._wrong(where, "a mapping (`key: value` lines)", data)
        return {}

    def record(self, data: Any, where: Where, known: Iterable[str]) -> Data:
        """Return the mapping; a key that is not one of `known` is a fault."""
        record, known = self.mapping(data, where), list(known)
        for key in record:
            if key not in known:
                self.fault(
                    (*where, key),
                    "unknown-key",
                    f"unknown key; {self._hints.did_you_mean(key, known, 'known here')}",
                )
        return record

    def records(self, data: Any, where: Where, known: Iterable[str]) -> list[tuple[Where, Data]]:
        """Return the mappings of a list, each with its place."""
        if not isinstance(data, list) or not data:
            self._wrong(where, "a list (`- ` lines)", data)
            return []
        places: list[Where] = [(*where, index) for index in range(len(data))]
        known = list(known)
        return [
            (place, self.record(entry, place, known))
            for place, entry in zip(places, data, strict=True)
        ]

    def text(self, data: Data, key: str, where: Where, *, default: str | None = None) -> str:
        """Return a text without the line break at its end; a whole number counts as typed."""
        value = data.get(key)
        if value is None and default is not None:
            return default
        return self._text(value, (*where, key))

    def texts(self, data: Data, key: str, where: Where) -> tuple[str, ...]:
        """Return a list of texts; absent is empty."""
        value, here = data.get(key), (*where, key)
        if value is not None and not isinstance(value, list):
            self._wrong(here, "a list of texts (`- ` lines)", value)
            return ()
        return tuple(self._text(entry, (*here, index)) for index, entry in enumerate(value or ()))

    def texts_by_key(self, data: Data, key: str, where: Where = ()) -> dict[str, str]:
        """Return texts by key; absent is empty."""
        value, here = data.get(key), (*where, key)
        found = {} if value is None else self.mapping(value, here)
        return {name: self._text(text, (*here, name)) for name, text in found.items()}

    def lists_by_key(self, data: Data, key: str) -> dict[str, tuple[str, ...]]:
        """Return lists of texts by key; absent is empty."""
        value = data.get(key)
        found = {} if value is None else self.mapping(value, (key,))
        return {name: self.texts(found, name, (key,)) for name in found}

    def whole(self, data: Data, key: str, where: Where) -> int:
        """Return a whole number."""
        value = data.get(key)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        self._wrong((*where, key), "a whole number", value)
        return 0

    def flag(self, data: Data, key: str, where: Where, *, default: bool) -> bool:
        """Return true or false."""
        value = data.get(key, default)
        if isinstance(value, bool):
            return value
        self._wrong((*where, key), "true or false", value)
        return default

    def _refuse_unprintable(self, text: str, where: Where) -> None:
        """Note a character that no Word file may hold; an escape in quotes can mean one."""
        if found := FORBIDDEN.search(text):
            message = f"the text holds the control character U+{ord(found[0]):04X}; delete it"
            self.fault(where, "control-character", message)

    def _text(self, value: Any, where: Where) -> str:
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if isinstance(value, str) and value.strip():
            self._refuse_unprintable(value, where)
            return value.rstrip("\n")
        quoted = "; put it in quotes" if isinstance(value, bool | float) else ""
        self._wrong(where, "a text", value, quoted)
        return ""

    def _wrong(self, where: Where, wanted: str, value: Any, way_out: str = "") -> None:
        """Note that something else belongs there than what was found."""
        self.fault(where, "kind", f"{wanted} belongs here, found {kind_of(value)}{way_out}")


def _is_mapping(value: Any) -> bool:
    """Return true for what a pack's file should be; anything else is a fault, and not kept."""
    return type(value) is dict
