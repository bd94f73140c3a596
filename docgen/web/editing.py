"""Edits of the page go into the YAML file value by value, whole or not at all.

An edit says what its input showed before. Where the file holds something else by now, it is a
conflict that the person decides; where both changed different paragraphs of a text, both stand.
"""

from __future__ import annotations

import copy
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from docgen.bounds.reading import read_bytes
from docgen.errors import DocgenError, SaveError, UsageError
from docgen.model.place import Where
from docgen.model.tongue import say
from docgen.output.whole import write_whole
from docgen.packs.library import Library
from docgen.roundtrip.merging import merge
from docgen.roundtrip.texts import paragraphs_of, retyped
from docgen.web.fieldtext import same_text, text_of, tidied, value_of
from docgen.web.inputs import NO_LIST, RECORDS, Input, input_at, value_in
from docgen.web.standing import Standing, only_shown, stamp_of
from docgen.yamlfile.splice import with_entry, with_entry_down, with_value, without_entry

_TRIES = 20
"""How often an edit is made anew because somebody else wrote the file meanwhile."""


class Edit(NamedTuple):
    """What is typed in one input."""

    path: str
    base: str
    """What the input showed when it was last the same as the file."""
    value: str
    sent: tuple[str, ...] = ()
    """What was sent since and not answered: the file may hold it, and it is nobody else's."""


class Saved(NamedTuple):
    """What came of edits."""

    standing: Standing
    saved: dict[str, str]
    """What each input shows now, by its name."""
    conflicts: dict[str, str]
    """What the file holds where the input showed something else."""
    refused: dict[str, str]
    """Why an edit was not made."""
    before: dict[str, str]
    """What the file held before, for undoing it."""
    merged: list[str]
    """Inputs whose text holds what another wrote meanwhile, too."""
    found: str = ""
    """The stamp of the file as the edits met it."""
    stamp: str = ""
    """Its stamp now; empty where another program wrote at the same moment."""


class Files:
    """The files that this program writes, one writer at a time."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._locks: dict[Path, threading.Lock] = {}
        self._own = threading.Lock()

    def save(self, file: Path, edits: Iterable[Edit]) -> Saved:
        """Put edits into a review; raises DocgenError, and nothing is written then."""
        wanted = list(edits)
        return self._changed(file, lambda standing: _with_edits(standing, wanted))

    def add(self, file: Path, name: str, count: int) -> Saved:
        """Put an empty record behind those of a list; raises DocgenError."""
        return self._changed(file, lambda standing: _with_record(standing, name, count))

    def remove(self, file: Path, name: str, index: int, shown: str) -> Saved:
        """Take a record out of a list that looked like `shown`; raises DocgenError."""
        return self._changed(file, lambda standing: _without_record(standing, name, index, shown))

    def move(self, file: Path, name: str, index: int, shown: str, by: int) -> Saved:
        """Put a record that looked like `shown` one up (-1) or down (1); raises DocgenError."""
        return self._changed(file, lambda standing: _with_moved(standing, name, index, shown, by))

    @contextmanager
    def alone(self, file: Path) -> Iterator[None]:
        """Keep other edits of the page away from a file while the block runs."""
        with self._own:
            lock = self._locks.setdefault(file, threading.Lock())
        with lock:
            yield

    def _changed(self, file: Path, change: Callable[[Standing], tuple[bytes, Saved]]) -> Saved:
        if why := only_shown(file):
            raise UsageError(why)
        with self.alone(file):
            for _ in range(_TRIES):
                standing = Standing(file, self.library)
                content, saved = change(standing)
                if content == standing.content:
                    return saved._replace(found=standing.stamp, stamp=standing.stamp)
                if read_bytes(file) != standing.content:
                    continue  # an editor saved it just now
                real = file.resolve()  # a link to a review stays one
                write_whole(real, content, like=real)
                stamp = stamp_of(file)
                saved.standing.stamp = stamp
                return saved._replace(
                    found=standing.stamp,
                    stamp=stamp if read_bytes(file) == content else "",
                )
        raise SaveError(file, say("is written by another program all the time; nothing was saved"))


def _with_edits(standing: Standing, edits: Iterable[Edit]) -> tuple[bytes, Saved]:
    """Return the file with the edits made that can be made, and what came of each."""
    saved = Saved(standing, {}, {}, {}, {}, [])
    now = standing
    for edit in edits:
        asked = input_at(edit.path, now.pack, now.rules)
        if asked is None:
            saved.refused[edit.path] = say("the page does not ask for {path}", path=edit.path)
            continue
        current, value = now.shown(asked), value_of(edit.value, asked.look)
        wanted = text_of(value, asked.look)
        known = (same_text(text, asked.look) for text in (edit.base, *edit.sent))
        if current not in (wanted, tidied(edit.base), *known):
            both = _merged(tidied(edit.base), current, wanted) if asked.look == "text" else None
            if both is None:
                saved.conflicts[edit.path] = current
                continue
            wanted = value = both
            saved.merged.append(edit.path)
        if current != wanted:
            try:
                content = _spliced(now, asked, value)
                now = Standing(now.file, now.library, content)
            except DocgenError as error:
                saved.refused[edit.path] = _why(error, now)
                continue
            saved.before.setdefault(edit.path, current)
        saved.saved[edit.path] = now.shown(asked)
    return now.content, saved._replace(standing=now)


def _why(error: DocgenError, standing: Standing) -> str:
    """Return why an edit cannot be made, in a line."""
    if not standing.whole:
        fault = standing.loaded.sources[0].faults[0]
        return say("the file cannot be written to until this is mended: {fault}", fault=fault)
    return str(error).splitlines()[0]


def _merged(base: str, ours: str, theirs: str) -> str | None:
    """Return a text with the changes of both sides, None where both changed one paragraph."""
    words: dict[bytes, str] = {}

    def tokens(text: str) -> list[bytes]:
        found = paragraphs_of(text)
        words.update((one.encode(), one) for one in found)
        return [one.encode() for one in found]

    merged = merge(tokens(base), tokens(ours), tokens(theirs))
    if merged.conflicts or not base:
        return None
    return retyped(theirs, [words[token] for token in merged.result])


def _spliced(standing: Standing, asked: Input, value: Any) -> bytes:
    """Return the file with a value in its place; raises DocgenError."""
    where, value = _with_item(standing, asked, value)
    if value is None and standing.default(asked):
        value = [] if asked.look in ("list", "days", "figures") else ""
    if asked.where[0] in RECORDS:
        where, value = _in_record(standing, where, value)
    content = standing.content
    empty = value_in(standing.own, asked) is None
    if value is None and empty and asked.item is None and asked.where[0] not in RECORDS:
        return content
    return with_value(content, where, value, standing.file)


def _with_item(standing: Standing, asked: Input, value: Any) -> tuple[Where, Any]:
    """Return where a value is written; a component is written with its whole list."""
    if asked.item is None:
        return asked.where, value
    listed = value_in(standing.data, asked._replace(item=None))
    entries = list(listed) if isinstance(listed, list) else []
    entries += [None] * (asked.item + 1 - len(entries))
    entries[asked.item] = value
    while entries and entries[-1] is None:
        entries.pop()
    return asked.where, entries or None


def _in_record(standing: Standing, where: Where, value: Any) -> tuple[Where, Any]:
    """Return where a value of a record is written: with its record, if that was typed as a text."""
    name, index, key = where
    assert isinstance(name, str)
    assert isinstance(index, int)
    own = (standing.own or {}).get(name)
    records = copy.deepcopy(standing.data.get(name) or [])
    if index >= len(records):
        message = say("the list has no entry {number} any more", number=index + 1)
        raise SaveError(standing.file, message)
    if not isinstance(records[index], dict):
        records[index] = {}
    records[index][key] = value
    if not isinstance(own, list) or index >= len(own):
        return (name,), records
    return (where, value) if isinstance(own[index], dict) else ((name, index), records[index])


def _with_record(standing: Standing, name: str, count: int) -> tuple[bytes, Saved]:
    """Return the file with one more record in a list; `count` is how many the page showed."""
    saved = Saved(standing, {}, {}, {}, {}, [])
    records = standing.data.get(name) or []
    first = {"reviewers": {"name": ""}}.get(name, {"recommendation": ""})
    if name not in RECORDS or len(records) != count or count >= NO_LIST:
        saved.conflicts[name] = str(len(records))
        return standing.content, saved
    if isinstance((standing.own or {}).get(name), list) and records:
        return with_entry(standing.content, (name,), count, first, standing.file), saved
    return with_value(standing.content, (name,), [*records, first], standing.file), saved


def _without_record(standing: Standing, name: str, index: int, shown: str) -> tuple[bytes, Saved]:
    """Return the file without a record; one that looks otherwise by now stays."""
    records, saved = _records(standing, name, index, shown)
    if saved.conflicts:
        return standing.content, saved
    if isinstance((standing.own or {}).get(name), list):
        content = without_entry(standing.content, (name,), index, standing.file)
    else:
        rest = [*records[:index], *records[index + 1 :]]
        content = with_value(standing.content, (name,), rest, standing.file)
    return content, saved


def _with_moved(
    standing: Standing, name: str, index: int, shown: str, by: int
) -> tuple[bytes, Saved]:
    """Return the file with a record one up or down; the first has none above it."""
    records, saved = _records(standing, name, index, shown)
    upper = min(index, index + by)
    if saved.conflicts or upper < 0 or upper + 1 >= len(records):
        return standing.content, saved
    if isinstance((standing.own or {}).get(name), list):
        return with_entry_down(standing.content, (name,), upper, standing.file), saved
    swapped = [*records[:upper], records[upper + 1], records[upper], *records[upper + 2 :]]
    return with_value(standing.content, (name,), swapped, standing.file), saved


def _records(standing: Standing, name: str, index: int, shown: str) -> tuple[list[Any], Saved]:
    """Return a list of records; there is a conflict where one of them looks otherwise by now."""
    saved = Saved(standing, {}, {}, {}, {}, [])
    records = standing.data.get(name) or []
    if name not in RECORDS or index >= len(records) or record_shown(standing, name, index) != shown:
        saved.conflicts[name] = str(len(records))
    return records, saved


def record_shown(standing: Standing, name: str, index: int) -> str:
    """Return all that the inputs of a record show, by which a page tells which one it means."""
    record = (standing.data.get(name) or [])[index]
    texts = [f"{key}={text_of(value, 'line')}" for key, value in sorted((record or {}).items())]
    return "\n".join(text for text in texts if not text.endswith("="))
