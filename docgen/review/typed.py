"""Values as people type them become what the schema asks for; each has one meaning or is refused.

`12.-13. september 2023` as dates, a bare name as reviewer, a bare text as development need, `21`,
`O8` or a name as criterion, the form's words for the kind of a review.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from docgen.model import Data, Pack
from docgen.model.pack import EXTRA
from docgen.model.place import Where, dotted
from docgen.model.problem import Finding, Fix, Problem
from docgen.model.telling import quoted
from docgen.model.tongue import say
from docgen.review.criteria import criteria_meant
from docgen.review.dates import parted, readings
from docgen.review.file import Loaded
from docgen.review.shape import own_values, values_of
from docgen.yamlfile.placing import place
from docgen.yamlfile.writer import shown

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


class Reading(NamedTuple):
    """A value that is read as another."""

    path: Where
    typed: Any
    read: Any


class ReadAsTyped(NamedTuple):
    """The data of a review by the schema's own forms."""

    data: Data
    readings: tuple[Reading, ...]
    unclear: tuple[Finding, ...]
    """What can be read in more than one way; it stands in the data as it was typed."""


def by_schema(data: Data, pack: Pack) -> ReadAsTyped:
    """Return the data of a review with each value as the schema wants it, and what was read so.

    What is not read is left as it is; the schema says what is wrong with it.
    """
    unclear: list[Finding] = []
    found = [*_dates(data, pack, unclear), *_kind(data, pack), *_words(data, pack)]
    found += [*_reviewers(data, pack, unclear), *_needs(data, pack, unclear)]
    for reading in found:
        data = _with(data, reading.path, reading.read)
    return ReadAsTyped(data, tuple(found), tuple(unclear))


def read_as_typed(loaded: Loaded, pack: Pack) -> tuple[Loaded, ReadAsTyped]:
    """Return the same review with its values in the schema's forms."""
    typed = by_schema(loaded.data, pack)
    again = Loaded(typed.data, loaded.sources)
    again.trees = loaded.trees
    return again, typed


def besides_unclear(
    problems: Iterable[Problem], loaded: Loaded, unclear: Iterable[Finding]
) -> list[Problem]:
    """Return the problems with those of unclear values in place of what the schema says of them."""
    told = place(unclear, loaded)
    places = {one.where for one in told}
    return [*told, *(one for one in problems if one.where not in places)]


def explained(loaded: Loaded, found: Iterable[Reading]) -> Iterator[Problem]:
    """Yield a note for each value that is read as another, with the fix that writes it so."""
    for path, typed, read in found:
        file, spot = loaded.find(path)
        message = say("{typed} is read as {read}", typed=quoted(typed), read=shown(read))
        fix = None
        tree = loaded.tree(loaded.holder(path) or 0)
        if spot.raw and "\n" not in spot.raw and "\r" not in spot.raw and spot.style != "block":
            row = re.split(r"\r\n|\r|\n", tree.text)[spot.line - 1]
            begin = spot.column - 1
            if row[begin:].startswith(spot.raw):
                new = row[:begin] + shown(read) + row[begin + len(spot.raw) :]
                fix = Fix(spot.line, spot.line, new)
        yield Problem("read-as", message, file, spot.line, spot.column, dotted(path), "note", fix)


def iso_days(value: Any, pack: Pack) -> Any:
    """Return a date or dates in ISO form; what cannot be read stays as it is."""
    found = _days_of(value, pack)
    return list(found[0]) if len(found) == 1 else value


def _dates(data: Data, pack: Pack, unclear: list[Finding]) -> Iterator[Reading]:
    for row in values_of(pack):
        if row.kind not in ("date", "dates"):
            continue
        path, several = tuple(row.path.split(".")), row.kind == "dates"
        value = _at(data, path)
        if value in (None, "", []) or _is_iso(value, several=several):
            continue
        found = _days_of(value, pack)
        if not several:
            found = [days for days in found if len(days) == 1]
        if len(found) == 1:
            days = found[0]
            yield Reading(path, value, days[0] if len(days) == 1 else [*days])
        elif found:
            unclear.append(_unclear(path, value, [", ".join(days) for days in found]))
        else:  # of a list, what can be read is not told beside what cannot
            for index, entry in enumerate(value if isinstance(value, list) else ()):
                ways = [] if _is_iso(entry, several=False) else _days_of(entry, pack)
                if len(ways) == 1 and len(ways[0]) == 1:
                    yield Reading((*path, index), entry, ways[0][0])


def _is_iso(value: Any, *, several: bool) -> bool:
    if several and isinstance(value, list):
        return all(isinstance(one, str) and _ISO.fullmatch(one) for one in value)
    return isinstance(value, str) and bool(_ISO.fullmatch(value))


def _days_of(value: Any, pack: Pack) -> list[tuple[str, ...]]:
    """Return each way in which a value is dates."""
    entries = value if isinstance(value, list) else [value]
    texts = [_word(one) for one in entries if one is not None]
    if not all(texts):
        return []
    return readings("; ".join(texts), pack.formats)


def _word(value: Any) -> str:
    """Return a text or whole number as typed, empty for anything else."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # `12.` in a list of days
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if abs(value) < 10**9 else ""
    return value if isinstance(value, str) else ""


def _kind(data: Data, pack: Pack) -> Iterator[Reading]:
    value = _at(data, ("review", "kind"))
    if isinstance(value, str):
        for key, words in pack.texts.items():
            kind = key.removeprefix("kind_")
            if kind != key and words and value.strip().casefold() == words.casefold():
                yield Reading(("review", "kind"), value, kind)


def _words(data: Data, pack: Pack) -> Iterator[Reading]:
    """Yield the word that a choice of the pack's own means, typed in other letters."""
    for row in own_values(pack):
        value = _at(data, (EXTRA, row.key))
        if row.choices and _word(value).strip() and value not in row.choices:
            typed = " ".join(_word(value).split()).casefold()
            meant = [word for word in row.choices if word.casefold() == typed]
            if len(meant) == 1:
                yield Reading((EXTRA, row.key), value, meant[0])


def _reviewers(data: Data, pack: Pack, unclear: list[Finding]) -> Iterator[Reading]:
    """Yield a reviewer for each bare name, its title behind a comma."""
    value = data.get("reviewers")
    if isinstance(value, str) and value.strip():
        names = parted(value, pack.formats, comma=True)
        if len(names) == 1:
            yield Reading(("reviewers",), value, [{"name": names[0]}])
        else:
            one = ", ".join(repr(name) for name in names)
            unclear.append(_unclear(("reviewers",), value, [one, repr(value.strip())]))
        return
    for index, entry in enumerate(value if isinstance(value, list) else ()):
        if not isinstance(entry, str) or not entry.strip():
            continue
        name, _, title = (part.strip() for part in " ".join(entry.split()).partition(", "))
        names = parted(name, pack.formats)
        if len(names) > 1:
            one = ", ".join(repr(name) for name in names)
            unclear.append(_unclear(("reviewers", index), entry, [one, repr(name)]))
            continue
        read = {"name": name, "title": title} if title else {"name": name}
        yield Reading(("reviewers", index), entry, read)


def _needs(data: Data, pack: Pack, unclear: list[Finding]) -> Iterator[Reading]:
    """Yield the criterion that a need names, and a need for each bare text or criterion."""
    value = data.get("development")
    if isinstance(value, str) and value.strip():
        yield Reading(("development",), value, [{"recommendation": value}])
        return
    ids = {criterion.id for criterion in pack.criteria}
    for index, entry in enumerate(value if isinstance(value, list) else ()):
        bare = not isinstance(entry, dict)
        named = _word(entry if bare else entry.get("criterion"))
        if not named.strip() or (named in ids and not bare):
            continue
        path: Where = ("development", index) if bare else ("development", index, "criterion")
        meant = criteria_meant(named, pack)
        if len(meant) > 1:
            ways = [f"{one.reference} ({one.short_name})" for one in meant]
            unclear.append(_unclear(path, named, ways))
        elif meant:
            read = meant[0].id
            yield Reading(path, entry if bare else named, {"criterion": read} if bare else read)
        elif isinstance(entry, str):
            yield Reading(path, entry, {"recommendation": entry})


def _unclear(path: Where, value: Any, ways: list[str]) -> Finding:
    message = say(
        "{value} can be read as {one} or as {other}; write the one that is meant",
        value=quoted(value), one=ways[0], other=ways[-1],
    )  # fmt: skip
    return Finding("two-readings", message, path)


def _at(data: Any, path: Iterable[str]) -> Any:
    for step in path:
        data = data.get(step) if isinstance(data, dict) else None
    return data


def _with(data: Any, path: Where, value: Any) -> Any:
    """Return data with another value at a path; only what holds it is copied."""
    if not path:
        return value
    copy: Any = list(data) if isinstance(data, list) else dict(data)
    copy[path[0]] = _with(data[path[0]], path[1:], value)
    return copy
