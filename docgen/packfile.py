"""A pack's two YAML files as values: every fault in them at once, with its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from docgen.errors import ReadError
from docgen.model import Criterion, Data, Document, Formats, Level, Pack, Problem, Section

CRITERIA = 25
"""How many criteria a fidelity scale has."""
SCORES = range(1, 6)
"""The scores a criterion can have."""


def read_pack(code: str, pack_file: Path, criteria_file: Path) -> tuple[Pack | None, list[Problem]]:
    """Return the pack of these files, or None and all faults found.

    Raises ReadError for a file that cannot be read.
    """
    head = _Reader(pack_file)
    body = _Reader(criteria_file)
    sections = _sections(body)
    pack = _pack(head, code, sections)
    problems = head.problems + body.problems
    return (None if problems else pack), problems


def _pack(reader: _Reader, code: str, sections: tuple[Section, ...]) -> Pack:
    top = reader.record(
        reader.data, "", "code name language scale formats sources levels labels texts documents"
    )
    scale = reader.record(top.get("scale"), "scale", "name version")
    if top.get("code") != code:
        reader.fault("code", f"is {top.get('code')!r}, but the pack's folder is {code!r}")
    return Pack(
        code=code,
        name=reader.text(top, "name"),
        folder=reader.file.parent,
        formats=_formats(reader, top),
        scale_name=reader.text(scale, "name", "scale"),
        scale_version=reader.text(scale, "version", "scale", default=""),
        sources=reader.texts_by_key(top.get("sources"), "sources"),
        labels=reader.texts_by_key(top.get("labels"), "labels"),
        texts=reader.texts_by_key(top.get("texts"), "texts"),
        levels=_levels(reader, top.get("levels")),
        sections=sections,
        documents=_documents(reader, top.get("documents")),
    )


def _formats(reader: _Reader, top: Data) -> Formats:
    """Return the formats, those of the model where the file is silent."""
    formats = Formats(language=reader.text(top, "language"))
    keys = "date list_separator range_dash"
    given = reader.record(top.get("formats") or {}, "formats", keys)
    texts = {key: reader.text(given, key, "formats") for key in keys.split() if key in given}
    return replace(formats, **texts)


def _levels(reader: _Reader, data: Any) -> tuple[Level, ...]:
    """Return the levels; the last one holds for all totals below the others."""
    levels = []
    for where, entry in reader.records(data, "levels", "id from label legend"):
        levels.append(
            Level(
                id=reader.text(entry, "id", where),
                points=reader.whole(entry, "from", where),
                label=reader.text(entry, "label", where),
                legend=reader.text(entry, "legend", where),
            )
        )
    points = [level.points for level in levels]
    if points != sorted(set(points), reverse=True):
        reader.fault("levels", f"go from the highest down, each `from` once; found {points}")
    return tuple(levels)


def _documents(reader: _Reader, data: Any) -> dict[str, Document]:
    documents = {}
    for name, value in reader.mapping(data, "documents").items():
        where = f"documents.{name}"
        entry = reader.record(value, where, "file title leaves_out needs_review by_hand")
        file = reader.text(entry, "file", where)
        documents[name] = Document(
            name=name,
            file=file,
            path=reader.file.parent / file,
            title=reader.text(entry, "title", where),
            leaves_out=reader.texts(entry, "leaves_out", where),
            needs_review=reader.flag(entry, "needs_review", where, default=True),
            by_hand=reader.flag(entry, "by_hand", where, default=False),
        )
    return documents


def _sections(reader: _Reader) -> tuple[Section, ...]:
    sections: list[Section] = []
    top = reader.record(reader.data, "", "sections")
    number = 1
    for where, entry in reader.records(
        top.get("sections"), "sections", "id label sheet_label criteria"
    ):
        section_id = reader.text(entry, "id", where)
        label = reader.text(entry, "label", where)
        criteria = _criteria(reader, entry.get("criteria"), f"{where}.criteria", section_id, number)
        number += len(criteria)
        sections.append(
            Section(
                id=section_id,
                label=label,
                sheet_label=reader.text(entry, "sheet_label", where, default=label),
                criteria=criteria,
            )
        )
    _check_whole(reader, sections)
    return tuple(sections)


def _check_whole(reader: _Reader, sections: Sequence[Section]) -> None:
    """Record a fault when an id stands twice or the number of criteria is wrong."""
    ids = [criterion.id for section in sections for criterion in section.criteria]
    for twice in sorted({criterion_id for criterion_id in ids if ids.count(criterion_id) > 1}):
        reader.fault("sections", f"criterion {twice!r} stands here twice; each belongs here once")
    if len(ids) != CRITERIA:
        reader.fault("sections", f"hold {len(ids)} criteria; a fidelity scale has {CRITERIA}")


def _criteria(
    reader: _Reader, data: Any, where: str, section: str, number: int
) -> tuple[Criterion, ...]:
    keys = (
        "id printed name short_name description components_intro components sources anchors "
        "evidence_labels help"
    )
    entries = reader.records(data, where, keys)
    return tuple(
        _criterion(reader, entry, place, section, number + index)
        for index, (place, entry) in enumerate(entries)
    )


def _criterion(reader: _Reader, entry: Data, where: str, section: str, number: int) -> Criterion:
    name = reader.text(entry, "name", where)
    return Criterion(
        id=reader.text(entry, "id", where),
        number=number,
        printed=reader.text(entry, "printed", where, default=""),
        section=section,
        name=name,
        short_name=reader.text(entry, "short_name", where, default=name),
        description=reader.text(entry, "description", where, default=""),
        components_intro=reader.text(entry, "components_intro", where, default=""),
        components=reader.texts(entry, "components", where),
        sources=reader.texts(entry, "sources", where),
        anchors=_anchors(reader, entry.get("anchors"), f"{where}.anchors"),
        evidence_labels=reader.texts_by_key(
            entry.get("evidence_labels"), f"{where}.evidence_labels"
        ),
        help=reader.text(entry, "help", where, default=""),
    )


def _anchors(reader: _Reader, data: Any, where: str) -> dict[int, str]:
    """Return the anchors by score: none at all, or one for each score."""
    anchors = {}
    given = reader.mapping(data or {}, where)
    for key in given:
        if key not in {str(score) for score in SCORES}:
            reader.fault(where, f"{key!r} is no score; the scores are 1 to 5")
    for score in SCORES if given else ():
        anchors[score] = reader.text(given, str(score), where)
    return anchors


class _Reader:
    """One file's data, read key by key; what is wrong is noted and reading goes on."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.data = _read_yaml(file)
        self.problems: list[Problem] = []

    def fault(self, where: str, message: str) -> None:
        """Note a fault."""
        self.problems.append(Problem("pack", message, self.file, where=where))

    def mapping(self, data: Any, where: str) -> Data:
        """Return the mapping with its keys as text."""
        if not isinstance(data, dict):
            self.fault(where, f"holds {_kind(data)}; a mapping (`key: value` lines) belongs here")
            return {}
        return {str(key): value for key, value in data.items()}

    def record(self, data: Any, where: str, keys: str) -> Data:
        """Return the mapping; a key that is not one of `keys` is a fault."""
        known = keys.split()
        found = self.mapping(data, where)
        for key in found:
            if key not in known:
                near = get_close_matches(key, known, 1)
                hint = f"did you mean {near[0]!r}?" if near else f"known here: {', '.join(known)}"
                self.fault(_join(where, key), f"unknown key; {hint}")
        return found

    def records(self, data: Any, where: str, keys: str) -> list[tuple[str, Data]]:
        """Return the mappings of a list, each with its place."""
        if not isinstance(data, list) or not data:
            self.fault(where, f"holds {_kind(data)}; a list (`- ` lines) belongs here")
            return []
        places = [f"{where}[{index}]" for index in range(len(data))]
        return [
            (place, self.record(entry, place, keys))
            for place, entry in zip(places, data, strict=True)
        ]

    def text(self, data: Data, key: str, where: str = "", *, default: str | None = None) -> str:
        """Return a text without the line break at its end; a whole number counts as typed."""
        value = data.get(key)
        if value is None and default is not None:
            return default
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if not isinstance(value, str) or not value.strip():
            self.fault(_join(where, key), f"holds {_kind(value)}; a text belongs here")
            return ""
        return value.rstrip("\n")

    def texts(self, data: Data, key: str, where: str) -> tuple[str, ...]:
        """Return a list of texts; absent is empty."""
        value = data.get(key)
        here = _join(where, key)
        if value is not None and not isinstance(value, list):
            self.fault(here, f"holds {_kind(value)}; a list of texts (`- ` lines) belongs here")
            return ()
        places = {f"{here}[{index}]": entry for index, entry in enumerate(value or ())}
        return tuple(self.text(places, place) for place in places)

    def texts_by_key(self, data: Any, where: str) -> dict[str, str]:
        """Return texts by key; absent is empty."""
        found = self.mapping(data if data is not None else {}, where)
        return {key: self.text(found, key, where) for key in found}

    def whole(self, data: Data, key: str, where: str) -> int:
        """Return a whole number."""
        value = data.get(key)
        if not isinstance(value, int) or isinstance(value, bool):
            self.fault(_join(where, key), f"holds {_kind(value)}; a whole number belongs here")
            return 0
        return value

    def flag(self, data: Data, key: str, where: str, *, default: bool) -> bool:
        """Return true or false."""
        value = data.get(key, default)
        if not isinstance(value, bool):
            self.fault(_join(where, key), f"holds {_kind(value)}; true or false belongs here")
            return default
        return value


def _join(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key


def _kind(value: Any) -> str:
    """Return what a user would call the value."""
    if value is None or value in ("", [], {}):
        return "nothing"
    if isinstance(value, dict):
        return "a mapping"
    return "a list" if isinstance(value, list) else f"{value!r}"


def _read_yaml(file: Path) -> Any:
    """Return the file's data.

    Raises ReadError.
    """
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(file.read_text(encoding="utf-8"), loader)
    except yaml.YAMLError as error:
        raise ReadError(file, " ".join(str(error).split())) from error
