"""A YAML file of ours, read key by key; faults are noted with their path, reading goes on."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docgen.bounds.reading import read_bytes
from docgen.cache import cache_key, remember
from docgen.model import Data, Problem
from docgen.model.place import Where, kind_of
from docgen.model.problem import Finding
from docgen.model.telling import quoted
from docgen.model.tongue import say
from docgen.suggest import Hints
from docgen.yamlfile.elsewhere import is_ours, read_ours
from docgen.yamlfile.placing import place

if TYPE_CHECKING:
    from docgen.yamlfile.tree import Spot, Tree


class FileReader:
    """The data of one file and the faults found in them."""

    form = "kind"
    """The rule that is broken where another kind of value belongs."""

    def __init__(self, file: Path) -> None:
        """Read the file; raises ReadError and InvalidDataError."""
        self.file = file
        self._source = read_bytes(file)
        self.data: Any = read_ours(file, self._read, is_ours)
        self._findings: list[Finding] = []
        self._tree: Tree | None = None
        self._hints = Hints()

    def _read(self) -> Any:
        # Reading YAML is half of the start of a small run; the same bytes are the same data.
        return remember(cache_key([b"yaml", self._source]), self._parse, _is_mapping)

    def _parse(self) -> Any:
        from docgen.yamlfile.parse import parse_yaml

        return parse_yaml(self._source, self.file)

    def fault(self, rule: str, where: Where, message: str) -> None:
        """Note a fault."""
        self._findings.append(Finding(rule, message, where, key=True))

    def problems(self) -> list[Problem]:
        """Return the faults with line and column, in the order of the file, each once."""
        return place(self._findings, self)

    def find(self, path: Where, *, key: bool = False) -> tuple[Path, Spot]:
        """Return file and spot of a value, or of its key, or of what is nearest to it."""
        if self._tree is None:
            from docgen.yamlfile.tree import read_tree

            self._tree = read_tree(self._source, self.file)
        return self.file, self._tree.nearest(path, key=key)

    def mapping(self, data: Any, where: Where, known: Collection[str] = ()) -> Data:
        """Return the mapping, an empty one where there is none.

        With `known`, a key that is none of them is a fault.
        """
        if not isinstance(data, dict):
            self.wrong(where, say("a mapping (`key: value` lines)"), data)
            return {}
        keys = set(known)
        for key in data if keys else ():
            if key not in keys:
                hint = self._hints.did_you_mean(key, known, say("known here"))
                self.fault(
                    "unknown-key",
                    (*where, key),
                    say("unknown key {key}; {hint}", key=quoted(key), hint=hint),
                )
        return data

    def entries(self, data: Any, where: Where, what: str = "") -> list[Any]:
        """Return the list, an empty one where there is none."""
        if isinstance(data, list):
            return data
        self.wrong(where, what or say("a list (`- ` lines)"), data)
        return []

    def wrong(self, where: Where, wanted: str, value: Any, way_out: str = "") -> None:
        """Note that something else belongs there than what was found."""
        self.fault(
            self.form,
            where,
            say(
                "{wanted} belongs here, found {value}{way_out}",
                wanted=wanted,
                value=kind_of(value),
                way_out=way_out,
            ),
        )


def _is_mapping(value: Any) -> bool:
    """Return true for what a file should be; anything else is a fault, and not kept."""
    return type(value) is dict
