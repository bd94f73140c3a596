"""Read a review's file and the `_shared.yaml` defaults above it, and tell where each value stands.

Mappings merge, lists and texts replace, the nearest file wins. A value left empty (`place:`) says
nothing, so a default holds; `""` and `[]` replace it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from docgen.bounds.lately import once
from docgen.bounds.reading import read_bytes, stamp_of
from docgen.bounds.recent import FileMemo
from docgen.errors import InvalidDataError, ReadError
from docgen.model import Data, Problem
from docgen.model.place import Where, kind_of
from docgen.model.tongue import marked, say
from docgen.review.shared import shared_files
from docgen.yamlfile.elsewhere import is_ours, read_ours

if TYPE_CHECKING:
    from docgen.yamlfile.tree import Spot, Tree

LINES = ".jsonl"
"""How the name of a file ends that holds many reviews, one a line."""
_shared: FileMemo[Path, ReadFile] = FileMemo(256)


class ReadFile(NamedTuple):
    """One file as read."""

    file: Path
    content: bytes
    data: Any
    faults: tuple[Problem, ...] = ()
    line: int | None = None
    """Its line in a file of many reviews; None where the file is its own."""
    lost: tuple[Where, ...] = ()
    """Where values stand that could not be read at all; each is told as a fault."""


class Loaded:
    """The data of a review with its defaults, and the files they come from."""

    __slots__ = ("data", "sources", "trees")

    def __init__(self, data: Data, sources: tuple[ReadFile, ...]) -> None:
        self.data = data
        self.sources = sources
        """The review itself, then its `_shared.yaml` files, the nearest first."""
        self.trees: dict[int, Tree] = {}

    @property
    def file(self) -> Path:
        """The review's own file."""
        return self.sources[0].file

    @property
    def line(self) -> int | None:
        """The review's line in a file of many; None where the file is its own."""
        return self.sources[0].line

    @property
    def lost(self) -> tuple[Where, ...]:
        """Where values stand that could not be read; each is told as a fault."""
        return tuple(path for source in self.sources for path in source.lost)

    def tree(self, index: int) -> Tree:
        """Return the node tree of one of the sources, made when it is first asked for."""
        if index not in self.trees:
            from docgen.yamlfile.tree import read_tree

            source = self.sources[index]
            self.trees[index] = read_tree(source.content, source.file)
        return self.trees[index]

    def find(self, path: Where, *, key: bool = False) -> tuple[Path, Spot]:
        """Return file and spot of a value, or of its key, or of what is nearest to it."""
        index = next((n for end in range(len(path), 0, -1)
                      if (n := self.holder(path[:end])) is not None), 0)  # fmt: skip
        source, spot = self.sources[index], self.tree(index).nearest(path, key=key)
        return source.file, spot.at_line(source.line) if source.line else spot

    def holder(self, path: Where) -> int | None:
        """Return the number of the source that the value at `path` comes from."""
        numbers = range(len(self.sources))
        return next((n for n in numbers if _said(self.sources[n].data, path)), None)


def load_data(path: Path, content: bytes | None = None) -> Loaded:
    """Return the data of the review at `path`, merged with its defaults.

    `content` is that of the file, where it was read just now. Raises ReadError and
    InvalidDataError.
    """
    return refuse_faults(load_with_faults(path, content))


def refuse_faults(loaded: Loaded) -> Loaded:
    """Return the data when they are sound; raises InvalidDataError with every fault in them."""
    if faults := [fault for source in loaded.sources for fault in source.faults]:
        raise InvalidDataError(faults)
    return loaded


def load_with_faults(path: Path, content: bytes | None = None) -> Loaded:
    """Return the same as load_data; faults that leave the data readable stay in the sources.

    Raises ReadError and InvalidDataError.
    """
    if path.suffix.lower() == LINES:
        raise ReadError(
            path, say("holds many reviews, one a line; name it to render, check or score")
        )
    return with_defaults(_read_ours(path, content))


def with_defaults(own: ReadFile, changed: Mapping[Path, ReadFile] | None = None) -> Loaded:
    """Return the data of a review as read, merged with its defaults.

    `changed` has files of defaults as they will be. Raises ReadError and InvalidDataError.
    """
    sources = [own]
    data = _mapping_in(own, marked("a review"))
    for file in shared_files(own.file):
        source = (changed or {}).get(file) or _read_shared(file)
        if source.data is not None:
            data = merge(_mapping_in(source, marked("a file of defaults")), data)
        sources.append(source)
    return Loaded(data, tuple(sources))


def with_no_defaults(own: ReadFile) -> Loaded:
    """Return the data of a review that stands in no folder; raises InvalidDataError."""
    return Loaded(_mapping_in(own, marked("a review")), (own,))


def merge(low: Data, high: Data) -> Data:
    """Return `high` over `low`: mappings merge, all else replaces, an empty value does nothing."""
    merged = dict(low)
    for key, value in high.items():
        known = merged.get(key)
        if isinstance(value, dict) and isinstance(known, dict):
            merged[key] = merge(known, value)
        elif value is not None or known is None:
            merged[key] = value
    return merged


def defaults_digest(path: Path) -> bytes:
    """Return what stands in the defaults that hold for `path`, in short: for keys and comparisons.

    Raises ReadError and InvalidDataError.
    """
    digest = hashlib.sha256()
    for file in shared_files(path):
        content = _read_shared(file).content
        digest.update(len(content).to_bytes(8, "little") + content)
    return digest.digest()


def _read_ours(path: Path, content: bytes | None = None) -> ReadFile:
    return read_ours(path, lambda: _parsed(path, content), lambda source: is_ours(source.data))


def _parsed(path: Path, content: bytes | None) -> ReadFile:
    content = read_bytes(path) if content is None else content
    kind = b"json" if path.suffix.lower() == ".json" else b"yaml"
    return read_once(kind, content, path, lambda: read_content(content, path))


def read_once(
    kind: bytes, content: bytes, path: Path, read: Callable[[], ReadFile], line: int | None = None
) -> ReadFile:
    """Return what the bytes are read as: as kept, else as `read` reads them, kept from then on.

    What has faults is read each time, so that each is told with its place.
    """
    made: list[ReadFile] = []

    def data_of() -> Data | None:
        found = read()
        made.append(found)
        sound = type(found.data) is dict and not found.faults and not found.lost
        return found.data if sound else None

    data = once(kind, content, data_of)
    return made[0] if made else ReadFile(path, content, data, line=line)


def read_content(content: bytes, path: Path, *, go_on: bool = True) -> ReadFile:
    """Return what the bytes of a file are read as, as far as they can be; its faults stay in it.

    Behind a fault that no YAML allows a review is read on, unless not to `go_on`.

    Raises ReadError and InvalidDataError.
    """
    faults: list[Problem] = []
    if path.suffix.lower() == ".json":
        from docgen.review.jsonfile import parse_json

        data = parse_json(content, path, faults)
    else:
        from docgen.yamlfile.parse import parse_with_faults  # what is kept takes no parser

        try:
            data = parse_with_faults(content, path, faults)
        except InvalidDataError as error:
            if not go_on:
                raise
            return _recovered(content, path, error)
        if go_on and b" #" in content:
            from docgen.review.cut import cut_texts
            from docgen.yamlfile.text import decode

            faults += cut_texts(decode(content, path), path)
    return ReadFile(path, content, data, tuple(faults))


def _recovered(content: bytes, path: Path, error: InvalidDataError) -> ReadFile:
    """Return what can be read of a file behind its first fault; raises that where nothing can."""
    from docgen.review.shape import KEYS
    from docgen.yamlfile.recover import KINDS, recover

    sound = recover(content, path, KEYS) if error.problems[0].rule in KINDS else None
    if sound is None or not sound.faults or not is_ours(sound.data):
        raise error
    from docgen.review.cut import cut_texts
    from docgen.yamlfile.text import decode

    faults = (*sound.faults, *cut_texts(decode(sound.content, path), path))
    return ReadFile(path, sound.content, sound.data, faults, lost=sound.lost)


def _read_shared(file: Path) -> ReadFile:
    """Return a file of defaults; the same one is read once."""
    return _shared.of(file, stamp_of(file), lambda: _read_ours(file))


def _mapping_in(source: ReadFile, what: str) -> Data:
    if isinstance(source.data, dict):
        return source.data
    if source.data is None:
        message = say("the file is empty; `docgen new PACK -o FILE` writes a review to fill in")
    else:
        message = say(
            "{what} is a mapping (lines like `unit:`), found {data}",
            what=say(what),
            data=kind_of(source.data),
        )
    raise InvalidDataError(
        [*source.faults, Problem("no-mapping", message, source.file, source.line or 1, 1)]
    )


def _said(data: Any, path: Where) -> bool:
    """Tell whether the data hold something at a path."""
    for step in path:
        if isinstance(step, int):
            if not isinstance(data, list) or step >= len(data):
                return False
            data = data[step]
        elif isinstance(data, dict) and step in data:
            data = data[step]
        else:
            return False
    return data is not None
