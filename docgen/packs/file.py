"""A pack's two YAML files as values: every fault in them at once, with its place."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from docgen.model import (
    CRITERION_IDS,
    SECTIONS,
    Criterion,
    Data,
    Document,
    Formats,
    Level,
    NextReview,
    Pack,
    Problem,
    Section,
)
from docgen.model.place import Where
from docgen.packs.reader import PackReader
from docgen.packs.wordfile import name_fault
from docgen.suggest import did_you_mean

PACK_KEYS = (
    *("code", "name", "language", "scale", "formats", "sources", "levels", "labels", "texts"),
    *("lists", "documents", "scoring", "next_review", "properties"),
    "always_printed",
)
NEXT_KEYS = ("from", "months")
FORMAT_KEYS = ("date", "list_separator", "range_dash")
LEVEL_KEYS = ("id", "from", "label", "legend")
DOCUMENT_KEYS = ("file", "title", "leaves_out", "needs_review", "change", "by_hand")
SECTION_KEYS = ("id", "label", "sheet_label", "criteria")
CRITERION_KEYS = (
    *("id", "printed", "name", "short_name", "description", "components_intro", "components"),
    *("components_in_anchors", "name_sign", "sources", "anchors", "evidence_labels", "help"),
)
SCORES = ("1", "2", "3", "4", "5")


def read_pack(code: str, pack_file: Path, criteria_file: Path) -> tuple[Pack, list[Problem]]:
    """Return the pack of these files and all faults found; with faults the pack has gaps.

    Raises ReadError and InvalidDataError for a file that cannot be read at all.
    """
    head, body = PackReader(pack_file), PackReader(criteria_file)
    pack = _pack(head, code, _sections(body))
    return pack, head.problems() + body.problems()


def _pack(reader: PackReader, code: str, sections: tuple[Section, ...]) -> Pack:
    top = reader.mapping(reader.data, (), PACK_KEYS)
    if top.get("code") != code:
        message = f"is {top.get('code')!r}, but the folder is {code!r}; write `code: {code}`"
        reader.fault("code", ("code",), message)
    scale = reader.mapping(top.get("scale"), ("scale",), ("name", "version"))
    return Pack(
        code=code,
        name=reader.text(top, "name", ()),
        folder=reader.file.parent,
        formats=_formats(reader, top),
        scale_name=reader.text(scale, "name", ("scale",)),
        scale_version=reader.text(scale, "version", ("scale",), default=""),
        sources=reader.texts_by_key(top, "sources"),
        labels=reader.texts_by_key(top, "labels"),
        texts=reader.texts_by_key(top, "texts"),
        lists=reader.lists_by_key(top, "lists"),
        levels=_levels(reader, top.get("levels")),
        sections=sections,
        documents=_documents(reader, top.get("documents")),
        scoring=_scoring(reader, top),
        always_printed=_always_printed(reader, top),
        properties=reader.flag(top, "properties", (), default=True),
        next_review=_next_review(reader, top.get("next_review")),
    )


def _always_printed(reader: PackReader, top: Data) -> tuple[str, ...]:
    """Return the paths of labels that print also without a value; each must have a label."""
    labels = top.get("labels") or {}
    paths = reader.texts(top, "always_printed", ())
    for number, path in enumerate(paths):
        if path not in labels:
            message = f"no label of that path; {did_you_mean(path, labels)}"
            reader.fault("unknown-id", ("always_printed", number), message)
    return paths


def _formats(reader: PackReader, top: Data) -> Formats:
    """Return the formats, the model's own where the file is silent."""
    where = ("formats",)
    given = reader.mapping(top.get("formats") or {}, where, FORMAT_KEYS)
    texts = {key: reader.text(given, key, where) for key in FORMAT_KEYS if key in given}
    return Formats(language=reader.text(top, "language", ()))._replace(**texts)


def _levels(reader: PackReader, data: Any) -> tuple[Level, ...]:
    """Return the levels; the last one holds for all totals below the others."""
    levels = tuple(
        Level(
            id=reader.text(entry, "id", where),
            points=reader.whole(entry, "from", where),
            label=reader.text(entry, "label", where),
            legend=reader.text(entry, "legend", where),
        )
        for where, entry in reader.records(data, ("levels",), LEVEL_KEYS)
    )
    points = [level.points for level in levels]
    if points != sorted(set(points), reverse=True):
        message = f"the highest level comes first and each `from` is lower, found {points}"
        reader.fault("order", ("levels",), message)
    return levels


def _scoring(reader: PackReader, top: Data) -> dict[str, str | int]:
    """Return the answers to what the scale leaves open; the rules know which there are."""
    given = reader.mapping(top.get("scoring") or {}, ("scoring",))
    return {
        name: value if isinstance(value, int) else reader.text(given, name, ("scoring",))
        for name, value in given.items()
    }


def _next_review(reader: PackReader, data: Any) -> tuple[NextReview, ...]:
    """Return after how many months a service is reviewed again, by its total."""
    if data is None:
        return ()
    found = tuple(
        NextReview(reader.whole(entry, "from", where), reader.whole(entry, "months", where))
        for where, entry in reader.records(data, ("next_review",), NEXT_KEYS)
    )
    points = [each.points for each in found]
    if points != sorted(set(points), reverse=True):
        message = f"the highest total comes first and each `from` is lower, found {points}"
        reader.fault("order", ("next_review",), message)
    return found


def _documents(reader: PackReader, data: Any) -> dict[str, Document]:
    documents = {}
    for name, value in reader.mapping(data, ("documents",)).items():
        where = ("documents", name)
        entry = reader.mapping(value, where, DOCUMENT_KEYS)
        file = reader.text(entry, "file", where)
        if fault := name_fault(file):
            reader.fault("outside", (*where, "file"), fault)
            file = ""
        documents[name] = Document(
            name=name,
            file=file,
            path=reader.file.parent / file,
            title=reader.text(entry, "title", where),
            leaves_out=reader.texts(entry, "leaves_out", where),
            needs_review=reader.flag(entry, "needs_review", where, default=True),
            change=reader.flag(entry, "change", where, default=False),
            by_hand=reader.flag(entry, "by_hand", where, default=False),
        )
    return documents


def _sections(reader: PackReader) -> tuple[Section, ...]:
    top = reader.mapping(reader.data, (), ("sections",))
    sections: list[Section] = []
    number = 1
    for where, entry in reader.records(top.get("sections"), ("sections",), SECTION_KEYS):
        section = _section(reader, entry, where, number)
        number += len(section.criteria)
        sections.append(section)
    _check_complete(reader, sections)
    return tuple(sections)


def _section(reader: PackReader, entry: Data, where: Where, number: int) -> Section:
    section_id, label = reader.text(entry, "id", where), reader.text(entry, "label", where)
    if section_id not in SECTIONS:
        message = f"no such section; {did_you_mean(section_id, SECTIONS)}"
        reader.fault("unknown-id", (*where, "id"), message)
    entries = reader.records(entry.get("criteria"), (*where, "criteria"), CRITERION_KEYS)
    sheet = reader.text(entry, "sheet_label", where, default=label)
    return Section(
        id=section_id,
        label=label,
        sheet_label=sheet,
        criteria=tuple(
            _criterion(reader, data, place, section_id, number + index)._replace(
                reference=_reference(data.get("printed"), number + index, sheet)
            )
            for index, (place, data) in enumerate(entries)
        ),
    )


def _reference(printed: Any, number: int, section: str) -> str:
    """Return how a message names a criterion; both numbers where the form counts by sections."""
    own = str(printed or "").strip(" .")
    return f"{section} {own}, {number}" if own not in ("", str(number)) else str(number)


def _criterion(
    reader: PackReader, entry: Data, where: Where, section: str, number: int
) -> Criterion:
    criterion_id, name = reader.text(entry, "id", where), reader.text(entry, "name", where)
    _check_home(reader, criterion_id, section, (*where, "id"))
    return Criterion(
        id=criterion_id,
        number=number,
        printed=reader.text(entry, "printed", where, default=""),
        section=section,
        name=name,
        short_name=reader.text(entry, "short_name", where, default=name),
        description=reader.text(entry, "description", where, default=""),
        components_intro=reader.text(entry, "components_intro", where, default=""),
        components=reader.texts(entry, "components", where),
        components_in_anchors=reader.flag(entry, "components_in_anchors", where, default=False),
        name_sign=_name_sign(reader, entry, where),
        sources=reader.texts(entry, "sources", where),
        anchors=_anchors(reader, entry, where),
        evidence_labels=reader.texts_by_key(entry, "evidence_labels", where),
        help=reader.text(entry, "help", where, default=""),
    )


def _name_sign(reader: PackReader, entry: Data, where: Where) -> str:
    """Return what a scale prints behind the name; `""` is nothing, which no other text may be."""
    if entry.get("name_sign") == "":
        return ""
    return reader.text(entry, "name_sign", where, default=":")


def _anchors(reader: PackReader, entry: Data, where: Where) -> dict[int, str]:
    """Return the anchors by score: none at all, or one for each score."""
    if entry.get("anchors") is None:
        return {}
    here = (*where, "anchors")
    given = reader.mapping(entry["anchors"], here, SCORES)
    return {int(score): reader.text(given, score, here) for score in SCORES}


def _check_home(reader: PackReader, criterion_id: str, section: str, where: Where) -> None:
    """Note an id that no criterion has, or that belongs to another section."""
    if criterion_id not in CRITERION_IDS:
        message = f"no such criterion; {did_you_mean(criterion_id, CRITERION_IDS)}"
        reader.fault("unknown-id", where, message)
        return
    home = next(name for name, ids in SECTIONS.items() if criterion_id in ids)
    if section in SECTIONS and section != home:
        reader.fault("section", where, f"{criterion_id!r} belongs to the section {home!r}")


def _check_complete(reader: PackReader, sections: list[Section]) -> None:
    """Note the criteria that are missing and those that stand in the file twice."""
    found = Counter(criterion.id for section in sections for criterion in section.criteria)
    missing = [criterion_id for criterion_id in CRITERION_IDS if criterion_id not in found]
    twice = [criterion_id for criterion_id, count in found.items() if count > 1]
    where = ("sections",)
    if missing:
        reader.fault("missing", where, f"criteria are missing, add them: {', '.join(missing)}")
    if twice:
        reader.fault("twice", where, f"criteria stand here twice, keep one: {', '.join(twice)}")
