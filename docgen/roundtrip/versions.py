"""Three versions of a review become one: what two people changed since they parted.

Values are merged one by one, texts by paragraph, lists by entry, people and needs by their name or
criterion. Where both changed the same, ours stays and the place is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from docgen.errors import InvalidDataError
from docgen.model.place import Where
from docgen.review.shape import value_at
from docgen.roundtrip.merging import merge
from docgen.roundtrip.plan import Edit
from docgen.roundtrip.texts import paragraphs_of, retyped
from docgen.roundtrip.writing import done
from docgen.yamlfile.parse import parse_yaml
from docgen.yamlfile.splice import SpliceError

_ENTRY = ("criterion", "name", "id")
"""The keys by which an entry of a list is known."""


class Clash(NamedTuple):
    """A place that both sides changed."""

    where: Where
    ours: Any
    theirs: Any


class Version(NamedTuple):
    """What came of three versions."""

    content: bytes
    clashes: tuple[Clash, ...]
    """Where both changed the same: ours stands in `content`."""
    remarks: tuple[str, ...] = ()
    """Remarks of theirs that could not be put in."""


def merge_versions(base: bytes, ours: bytes, theirs: bytes, file: Path) -> Version:
    """Return three versions of a YAML file as one; `file` stands in messages.

    Raises ReadError and InvalidDataError for a version that is no sound YAML.
    """
    if theirs in (base, ours):
        return Version(ours, ())
    if ours == base:
        parse_yaml(theirs, file)
        return Version(theirs, ())
    before, mine, other = (parse_yaml(one, file) or {} for one in (base, ours, theirs))
    merging = _Merging()
    merging.value(before, mine, other, ())
    content = ours
    for edit in merging.edits:
        try:
            content = done(content, edit, file)
        except SpliceError:
            merging.clashes.append(Clash(edit.where, None, edit.value))
    both = None if merging.clashes else _line_by_line(base, ours, theirs, content, file)
    if both is not None:
        return Version(both, ())
    known = {line.strip() for line in (*_lines(base), *_lines(content))}
    lost = [line.strip() for line in _lines(theirs) if line.lstrip().startswith(b"#")]
    remarks = [line.decode("utf-8", "replace") for line in lost if line not in known]
    return Version(content, tuple(merging.clashes), tuple(remarks))


def _lines(content: bytes) -> list[bytes]:
    return content.splitlines(keepends=True)


def _line_by_line(
    base: bytes, ours: bytes, theirs: bytes, wanted: bytes, file: Path
) -> bytes | None:
    """Return the lines of both sides in one, remarks included, where that says what is wanted."""
    merged = merge(_lines(base), _lines(ours), _lines(theirs))
    content = b"".join(merged.result)
    try:
        same = _bare(parse_yaml(content, file)) == _bare(parse_yaml(wanted, file))
    except InvalidDataError:
        return None
    return content if same and not merged.conflicts else None


def _bare(data: Any) -> Any:
    """Return data without what is absent, line breaks behind texts aside."""
    if isinstance(data, dict):
        return {key: _bare(value) for key, value in data.items() if value is not None}
    if isinstance(data, list):
        return [_bare(value) for value in data]
    return data.rstrip("\n") if isinstance(data, str) else data


class _Merging:
    """Collects what theirs adds to ours."""

    def __init__(self) -> None:
        self.edits: list[Edit] = []
        self.clashes: list[Clash] = []

    def value(self, base: Any, ours: Any, theirs: Any, where: Where) -> None:
        """Merge what stands at one place; None is what is absent."""
        if _bare(theirs) in (_bare(base), _bare(ours)):
            return
        if isinstance(ours, dict) and isinstance(theirs, dict) and isinstance(base or {}, dict):
            self._merge_keys(base or {}, ours, theirs, where)
        elif isinstance(ours, list) and isinstance(theirs, list) and isinstance(base or [], list):
            self._list(base or [], ours, theirs, where)
        elif _bare(ours) == _bare(base):
            self.edits.append(Edit("set", where, theirs))
        elif _is_text(where, base, ours, theirs):
            self._text(str(base or ""), ours, theirs, where)
        else:
            self.clashes.append(Clash(where, ours, theirs))

    def _merge_keys(
        self, base: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any],
        where: Where,
    ) -> None:  # fmt: skip
        for key in dict.fromkeys([*ours, *theirs]):
            self.value(base.get(key), ours.get(key), theirs.get(key), (*where, key))

    def _text(self, base: str, ours: str, theirs: str, where: Where) -> None:
        mine = paragraphs_of(ours)
        merged = merge(paragraphs_of(base), mine, paragraphs_of(theirs))
        if merged.result != mine:
            self.edits.append(Edit("set", where, retyped(ours, merged.result)))
        for one in merged.conflicts:
            self.clashes.append(Clash(where, "\n\n".join(one.first), "\n\n".join(one.second)))

    def _list(
        self, base: Sequence[Any], ours: Sequence[Any], theirs: Sequence[Any], where: Where
    ) -> None:
        before, mine, other = _named(base), _named(ours), _named(theirs)
        merged = merge([*before], [*mine], [*other])
        for one in merged.conflicts:
            said = [[side[name] for name in names] for side, names in
                    ((mine, one.first), (other, one.second))]  # fmt: skip
            self.clashes.append(Clash(where, *said))
        result = self._kept(before, mine, other, merged.result, where)
        places = {name: number for number, name in enumerate(mine)}
        for name in result:
            if name in mine and name in other:
                here = (*where, places[name])
                self.value(before.get(name), mine[name], other[name], here)
        for name in reversed([name for name in mine if name not in result]):
            self.edits.append(Edit("remove", where, None, places[name]))
        for number, name in enumerate(result):
            if name not in mine:
                self.edits.append(Edit("insert", where, other[name], number))

    def _kept(
        self,
        before: Mapping[str, Any],
        mine: Mapping[str, Any],
        other: Mapping[str, Any],
        merged: Sequence[str],
        where: Where,
    ) -> list[str]:
        """Return the names of the entries, with those of ours that theirs deleted unseen."""
        result = [name for name in merged if name in mine or name in other]
        if [name for name in result if name in mine] != [n for n in mine if n in result]:
            self.clashes.append(Clash(where, [*mine.values()], [*other.values()]))
            return [*mine]  # both put them in another order
        for number, name in enumerate(mine):
            if name in before and name not in other and _bare(mine[name]) != _bare(before[name]):
                self.clashes.append(Clash((*where, number), mine[name], None))
                if name not in result:
                    result.insert(number, name)
        for name, entry in other.items():
            if name in before and name not in mine and _bare(entry) != _bare(before[name]):
                self.clashes.append(Clash(where, None, entry))
        return result


def _is_text(where: Where, base: Any, ours: Any, theirs: Any) -> bool:
    found = value_at(where)
    texts = isinstance(ours, str) and isinstance(theirs, str) and isinstance(base or "", str)
    return texts and (found is not None and found.kind == "text")


def _named(entries: Sequence[Any]) -> dict[str, Any]:
    """Return the entries of a list by what they are known by."""
    met: Counter[str] = Counter()
    named = {}
    for entry in entries:
        own = entry if isinstance(entry, dict) else {}
        name = next((f"{key}={own[key]}" for key in _ENTRY if own.get(key)), repr(entry))
        met[name] += 1
        named[f"{name} {met[name]}"] = entry
    return named
