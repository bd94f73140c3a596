"""The files of a manifest: lines of JSON, read within bounds, put together into one file."""

from __future__ import annotations

import json
import os
import re
import zlib
from collections.abc import Iterator
from io import FileIO
from pathlib import Path
from typing import Any, BinaryIO

from docgen.errors import SaveError
from docgen.model.tongue import marked, say
from docgen.output.folder import Folder
from docgen.output.whole import plain_reason, put

MOST_LINE = 16 * 1024
"""Bytes of a line; the longest of ours holds a path and five hashes."""
MOST = 512 * 1024 * 1024
"""Bytes of all lines: those of a million reports."""

_PLAIN = re.compile(
    rb'\{"name":"([\w/. -]+)"(?:,"[a-z]+":"[\w. -]*")*,"digest":"[0-9a-f]{64}"'
    rb'(?:,"[a-z]+":"[\w. -]*")*,"run":"(\d{1,8})"\}\n'
)
"""A line of letters that need no escaping, whole as we write it."""
_LIKE = 1500
"""Bytes of a line that others are packed like."""
_WINDOW = 11
"""Two to this power: bytes that the packer looks back."""
MOST_RUN = 99_999_999
"""The highest number of a run; nobody but a vandal comes near it."""


class Lines:
    """Lines by the name of their report, packed like the first: a run may know 100,000."""

    def __init__(self) -> None:
        self._packed: dict[str, bytes] = {}
        self._like = b""

    def __len__(self) -> int:
        return len(self._packed)

    def __contains__(self, name: str) -> bool:
        return name in self._packed

    def __setitem__(self, name: str, line: bytes) -> None:
        self._like = self._like or line[:_LIKE]
        packer = zlib.compressobj(
            1, zlib.DEFLATED, -_WINDOW, 3, zlib.Z_DEFAULT_STRATEGY, self._like
        )
        self._packed[name] = packer.compress(line) + packer.flush()

    def __getitem__(self, name: str) -> bytes:
        return zlib.decompressobj(-_WINDOW, self._like).decompress(self._packed[name])

    def get(self, name: str) -> bytes | None:
        """Return the line of a report, None without one."""
        return self[name] if name in self._packed else None

    def items(self) -> Iterator[tuple[str, bytes]]:
        """Yield each name with its line."""
        return ((name, self[name]) for name in self._packed)


class JournalLines:
    """What stands in some journals; a plain class, which each start defines fast."""

    def __init__(self) -> None:
        self.lines = Lines()
        """The line that counts, by the name of its report."""
        self.seen = 0
        """How many lines, whole or torn, there are."""
        self.run = 0
        """The number of the latest run that wrote one."""
        self._runs: dict[str, int] = {}

    def take_in(self, reader: BinaryIO) -> None:
        """Know what stands in one more journal."""
        run = 0
        for line in _lines(reader):
            self.seen += 1
            told = _told_by(line)
            if told is None:
                continue
            report, own = told
            run = max(run, own)
            if self._runs.get(report, 0) <= run:
                self.lines[report], self._runs[report] = line, run
        self.run = max(self.run, run)

    @property
    def next_run(self) -> int:
        """The number of the run that begins now."""
        return min(self.run + 1, MOST_RUN)


def line_of(values: dict[str, str], run: int) -> bytes:
    """Return the line that holds these values; it counts before those of earlier runs."""
    told = {key: value for key, value in values.items() if value}
    if run:
        told["run"] = str(run)
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def values_of(line: bytes) -> dict[str, str] | None:
    """Return the values in a line; None for one that is torn or not ours."""
    try:
        data: Any = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if type(data) is not dict or "name" not in data or "digest" not in data:
        return None
    return data if all(type(value) is str for value in data.values()) else None


def _told_by(line: bytes) -> tuple[str, int] | None:
    """Return the report and the run of a line; None for one that is torn or not ours."""
    found = _PLAIN.fullmatch(line)
    if found is not None:  # nearly all are so, and what stands between is read when it is asked for
        return found[1].decode(), int(found[2])
    values = values_of(line)
    return None if values is None else (values["name"], _run_of(values))


def journals_of(folder: Folder, stem: str) -> list[str]:
    """Return the names of the journals that begin so, the oldest first.

    Raises SaveError for a link or a pipe of such a name.
    """
    found = []
    for entry in folder.entries():
        if entry.name.startswith(f"{stem}.") and entry.name.endswith("jsonl"):
            folder.refuse_link(entry.name)
            if not entry.is_dir(follow_symlinks=False):
                found.append((entry.stat(follow_symlinks=False).st_mtime_ns, entry.name))
    return [name for _, name in sorted(found)]


def read_journals(folder: Folder, names: list[str]) -> JournalLines:
    """Return what stands in the journals.

    Of two lines in one journal the later counts, in two journals that of the later run; only
    within a run does it fall to the clocks of machines. Raises SaveError for what is too much.
    """
    known = JournalLines()
    room = 0
    for name in names:
        try:
            descriptor = folder.open_file(name, os.O_RDONLY)
        except FileNotFoundError:
            continue
        with os.fdopen(descriptor, "rb") as reader:
            room += os.fstat(descriptor).st_size
            if room > MOST:
                raise SaveError(folder.path, say(_TOO_MUCH))
            known.take_in(reader)
    return known


def compact(folder: Folder, stem: str) -> JournalLines:
    """Put the journals that begin so into one file that names each report once.

    The file is replaced in one step, and journals go only after it: a kill loses nothing.
    Raises SaveError.
    """
    target = f"{stem}.jsonl"
    names = journals_of(folder, stem)
    known = read_journals(folder, names)
    status = folder.status(target)
    alone = status is None or status.st_nlink == 1  # else a line added would appear elsewhere
    if known.seen == len(known.lines) and names in ([], [target]) and alone:
        return known
    try:
        put(folder, target, b"".join(line for _, line in known.lines.items()), durable=True)
        for name in names:
            if name != target:
                folder.remove(name)
    except OSError as error:
        raise SaveError(folder.path, plain_reason(error)) from error
    return known


def open_journal(file: Path) -> FileIO:
    """Open a journal to add lines; raises SaveError for one that is a link, else OSError."""
    with Folder.at(file.parent.parent) as above, above.own(file.parent.name) as folder:
        opened = folder.open_file(file.name, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    if os.fstat(opened).st_nlink > 1:
        os.close(opened)
        raise SaveError(file, say("is a file that has another name, too; remove this one"))
    return FileIO(opened, "ab")


def _lines(reader: BinaryIO) -> Iterator[bytes]:
    """Yield the lines; one that is torn or longer than ours are is empty."""
    while line := reader.readline(MOST_LINE):
        whole = line.endswith(b"\n")
        while line and not line.endswith(b"\n"):
            line = reader.readline(MOST_LINE)
            whole = False
        yield line if whole else b""


def _run_of(values: dict[str, str]) -> int:
    """Return the number of the run that wrote a line; 0 where it does not say."""
    run = values.get("run", "")
    return int(run) if len(run) <= 8 and run.isascii() and run.isdigit() else 0


_TOO_MUCH = marked(
    "holds manifests of more than 512 MB, which no docgen wrote; move them away "
    "(reports that changed since count as edited then), or choose another -o"
)
