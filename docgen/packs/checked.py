"""A YAML file of a pack: it fits its schema, or every fault in it is told with its place.

What was found sound is kept by content, so that it is held against its schema once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docgen.bounds.reading import read_bytes
from docgen.cache import cache_key, remember
from docgen.errors import InvalidDataError
from docgen.model import Data, Problem
from docgen.model.place import Where
from docgen.model.problem import Finding
from docgen.model.telling import quoted
from docgen.model.tongue import say
from docgen.packs.library import HandWritten, hand_schema, schema_file
from docgen.suggest import Hints
from docgen.word.render.text import FORBIDDEN
from docgen.yamlfile.elsewhere import is_ours, read_ours
from docgen.yamlfile.placing import place

if TYPE_CHECKING:
    from docgen.yamlfile.tree import Spot, Tree


class Checked:
    """The data of one file, and what is noted of them besides."""

    def __init__(
        self,
        file: Path,
        source: bytes,
        data: Data,
        faults: Iterable[Problem] = (),
        gone: Iterable[Where] = (),
    ) -> None:
        self.file = file
        self.data = data
        self.faults = [*faults]
        """What breaks the schema; nothing in data that fit it."""
        self._gone = {*gone}
        self._source = source
        self._findings: list[Finding] = []
        self._tree: Tree | None = None
        self._hints = Hints()

    def fault(self, rule: str, where: Where, message: str) -> None:
        """Note a fault, unless it may follow from one that breaks the schema."""
        if self.is_typed(where):
            self.note(rule, where, message)

    def note(self, rule: str, where: Where, message: str) -> None:
        """Note a fault that is one whatever else breaks the schema."""
        self._findings.append(Finding(rule, message, where, key=True))

    def is_typed(self, where: Where) -> bool:
        """Tell whether a value is as it was typed; all are in data that fit their schema."""
        return not any(where[: len(one)] == one[: len(where)] for one in self._gone)

    def lose(self, *where: Where) -> None:
        """Count these values as not typed: nothing is said of them."""
        self._gone.update(where)

    @property
    def gone(self) -> frozenset[Where]:
        """Where the data are not what was typed, since that broke the schema."""
        return frozenset(self._gone)

    def problems(self) -> list[Problem]:
        """Return what was noted with line and column, in the order of the file, each once."""
        noted = place(self._findings, self)
        if not self.faults:
            return noted
        both = dict.fromkeys([*self.faults, *noted])
        return sorted(both, key=lambda one: (one.line or 0, one.column or 0))

    def find(self, path: Where, *, key: bool = False) -> tuple[Path, Spot]:
        """Return file and spot of a value, or of its key, or of what is nearest to it."""
        if self._tree is None:
            from docgen.yamlfile.tree import read_tree

            self._tree = read_tree(self._source, self.file)
        return self.file, self._tree.nearest(path, key=key)

    def only(self, data: Data, where: Where, known: Collection[str]) -> None:
        """Note each key that is none of those that are known here."""
        for key in data:
            if key not in known:
                hint = self._hints.did_you_mean(key, known, say("known here"))
                message = say("unknown key {key}; {hint}", key=quoted(key), hint=hint)
                self.note("unknown-key", (*where, key), message)


def read_checked(file: Path, name: HandWritten) -> Checked:
    """Return the data of a file that fits the schema of that name, without what is left empty.

    Raises ReadError, and InvalidDataError with every fault.
    """
    source = read_bytes(file)
    key = cache_key([b"checked", read_bytes(schema_file(name)), source])
    data = read_ours(
        file, lambda: remember(key, lambda: _checked(file, source, name), _is_mapping), is_ours
    )
    return Checked(file, source, data)


def read_on(file: Path, name: HandWritten) -> Checked:
    """Return the same; of a file that does not fit its schema what is sound of it.

    Its faults are among the problems, which whoever reads on raises in the end. Raises ReadError,
    and InvalidDataError for what is no YAML or none of ours.
    """
    try:
        return read_checked(file, name)
    except InvalidDataError as error:
        return _mended(file, name, error)


def read_all(*files: tuple[Path, HandWritten]) -> Iterator[Checked]:
    """Yield files that belong together, read on; raises as above, for all of them at once."""
    problems: list[Problem] = []
    found: list[Checked] = []
    for file, name in files:
        try:
            found.append(read_on(file, name))
        except InvalidDataError as error:
            problems += error.problems
    if problems:
        raise InvalidDataError(problems + [one for part in found for one in part.faults])
    yield from found


def _mended(file: Path, name: HandWritten, error: InvalidDataError) -> Checked:
    """Return what is sound of a file; raises the error where its YAML is to be mended first."""
    from docgen.yamlfile.mended import parse_mended

    if any(one.rule == "elsewhere" for one in error.problems):
        raise error
    source = read_bytes(file)
    if (found := parse_mended(source, file, hand_schema(name))) is None:
        raise error
    return Checked(file, source, found[0], error.problems, found[1])


def _checked(file: Path, source: bytes, name: HandWritten) -> Data:
    """Return the data as read; raises InvalidDataError with every fault."""
    from docgen.yamlfile.faults import broken_by
    from docgen.yamlfile.mended import parse_said

    faults: list[Problem] = []
    schema = hand_schema(name)
    said: Data = parse_said(source, file, schema, faults)
    there = Checked(file, source, said)
    faults += broken_by(schema, said, there, faults)
    for where, text in _texts(said, ()):
        if found := FORBIDDEN.search(text):
            message = say(
                "the text holds the control character U+{code:04X}; delete it", code=ord(found[0])
            )
            there.fault("control-character", where, message)
    faults += there.problems()
    if faults:
        raise InvalidDataError(faults)
    return said


def _texts(data: Any, path: Where) -> Iterator[tuple[Where, str]]:
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, dict | list):
        for step, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from _texts(value, (*path, step))


def _is_mapping(value: Any) -> bool:
    """Return true for what a file should be; anything else is a fault, and not kept."""
    return type(value) is dict
