"""A compiled template as plain data: what the cache keeps and other processes get.

Tuples with names, here and in `modes`: a dataclass takes ten times as long to define, and these
are defined each time a single report is made.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import CodeType, MappingProxyType
from typing import Any, NamedTuple

from docgen.model.problem import Severity
from docgen.word.render.archive import ZipEntry
from docgen.word.render.sites import Slot


class Part(NamedTuple):
    """One part of the package that depends on the data."""

    name: str
    source: str
    """Jinja source, one tag a line."""
    code: CodeType
    places: tuple[str, ...]
    """By tag: where it stands, for messages."""
    tags: tuple[str, ...]
    """By tag: what its author wrote."""
    writers: tuple[str, ...]
    """By tag: the function that writes its value, empty for statements."""
    sites: Mapping[str, Slot]
    """By name: the sites of typed values."""
    light: bool = False
    """True when the code runs without Jinja."""


class CompiledTemplate(NamedTuple):
    """All that a compiled template consists of; plain data, so it can be cached and sent."""

    file: str
    parts: tuple[Part, ...]
    fixed: tuple[tuple[str, ZipEntry], ...]
    """Unchanged parts, already deflated."""
    with_store: tuple[tuple[str, ZipEntry], ...] = ()
    """Parts that are new or other in a report with controls."""
    with_glossary: tuple[tuple[str, ZipEntry], ...] = ()
    """Parts that are new or other in a blank form."""
    store: str = ""
    """Name of the part that holds the checksums; empty where no controls can be made."""
    wording: tuple[Any, ...] = ("en-GB", "d.M.yyyy", "", ())
    """The fields of `controls.Wording`."""
    own_ids: tuple[int, ...] = ()
    """Ids that the template itself uses."""
    constants: Mapping[str, Any] = MappingProxyType({})
    known: tuple[Any, ...] = ()
    """The fields of `copies.TakenNumbers`; empty where nothing is printed again."""
    prints: tuple[str, ...] = ()
    """What the template uses: review paths (`criteria.*.comment`) and derived names."""
    notes: tuple[tuple[str, str, str, Severity], ...] = ()
    """What is worth knowing of the Word file: rule, place, message and severity."""


def as_plain(stored: CompiledTemplate) -> list[Any]:
    """Return the compiled template as plain values, for a cache of the same Python."""
    parts = [tuple(part._replace(sites=dict(part.sites))) for part in stored.parts]
    return list(stored._replace(parts=tuple(parts), constants=dict(stored.constants)))  # type: ignore[arg-type]


def from_plain(values: list[Any]) -> CompiledTemplate:
    """Return the compiled template of plain values."""
    file, parts, *rest = values
    return CompiledTemplate(file, tuple(Part(*part) for part in parts), *rest)


def is_plain(values: Any) -> bool:
    """Return whether values have the shape of those of a compiled template."""
    return (
        type(values) is list
        and len(values) == len(CompiledTemplate._fields)
        and type(values[0]) is str
        and type(values[1]) is tuple
        and all(type(part) is tuple and _is_part(part) for part in values[1])
    )


def _is_part(part: tuple[Any, ...]) -> bool:
    kinds = map(type, part)
    return len(part) == len(Part._fields) and all(
        kind is _KINDS.get(name, kind) for name, kind in zip(Part._fields, kinds, strict=True)
    )


_KINDS: dict[str, type] = {
    "name": str,
    "source": str,
    "code": CodeType,
    "places": tuple,
    "tags": tuple,
    "writers": tuple,
    "sites": dict,
    "light": bool,
}
"""What the fields of a part are as plain values."""
