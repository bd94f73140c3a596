"""A pack's two YAML files as values: every fault in them at once, with its place."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

from docgen.model import Data, Document, Formats, Level, NextReview, Pack, Problem
from docgen.model.tongue import say
from docgen.packs.criteria import read_criteria
from docgen.packs.library import Library, scale_file
from docgen.packs.ownvalues import own_labels, read_own_values
from docgen.packs.reader import PackReader
from docgen.packs.scale import NO_SCORES, Scale, read_scale, scale_ids, word_faults
from docgen.packs.wordfile import name_fault
from docgen.suggest import did_you_mean

PACK_KEYS = (
    *("code", "name", "language", "scale", "formats", "sources", "levels", "labels", "texts"),
    *("lists", "openings", "documents", "scoring", "next_review", "properties"),
    *("comments", "always_printed", "fields", "like"),
)
NEXT_KEYS = ("from", "months")
FORMAT_KEYS = ("date", "list_separator", "range_dash")
LEVEL_KEYS = ("id", "from", "label", "legend")
DOCUMENT_KEYS = (*("file", "title", "leaves_out", "prints", "needs_review", "change", "by_hand"),)


def read_pack(
    code: str, pack_file: Path, criteria_file: Path, library: Library
) -> tuple[Pack, list[Problem], Path | None]:
    """Return the pack of these files, all faults found, and the file of its scale's vocabulary.

    With faults the pack has gaps. Raises ReadError and InvalidDataError for a file that cannot be
    read at all.
    """
    head, body = PackReader(pack_file), PackReader(criteria_file)
    scale_id = _scale_id(head)
    file = scale_file(scale_id, library)
    scale, problems = (None, []) if file is None else read_scale(file)
    if scale_id and file is None:
        hint = did_you_mean(scale_id, scale_ids(library))
        message = say(
            "no such scale; {hint}; leave `id` out for a scale of this pack alone", hint=hint
        )
        head.fault("unknown-id", ("scale", "id"), message)
    pack = _pack(head, code, scale)
    scores, sections = read_criteria(body, scale)
    pack = pack._replace(scale_id=scale_id, scores=scores, sections=sections)
    return pack, [*problems, *head.problems(), *body.problems()], file


def _scale_id(reader: PackReader) -> str:
    """Return the id of the scale, empty where the pack names none."""
    scale = reader.data.get("scale") if isinstance(reader.data, dict) else None
    found = scale.get("id") if isinstance(scale, dict) else None
    return found if isinstance(found, str) else ""


def _pack(reader: PackReader, code: str, shared: Scale | None) -> Pack:
    """Return the pack as pack.yaml has it, without its criteria."""
    top = reader.mapping(reader.data, (), PACK_KEYS)
    if top.get("code") != code:
        message = say(
            "is {found!r}, but the folder is {code!r}; write `code: {code}`",
            found=top.get("code"),
            code=code,
        )
        reader.fault("code", ("code",), message)
    scale = reader.mapping(top.get("scale"), ("scale",), ("id", "name", "version"))
    own = read_own_values(reader, top)
    labels = own_labels(own, reader, top)
    return Pack(
        code=code,
        name=reader.text(top, "name", ()),
        folder=reader.file.parent,
        formats=_formats(reader, top),
        scale_id=reader.text(scale, "id", ("scale",), default=""),
        scale_name=reader.text(scale, "name", ("scale",)),
        scale_version=reader.text(scale, "version", ("scale",), default=""),
        scores=NO_SCORES,
        sources=reader.texts_by_key(top, "sources"),
        labels=labels,
        texts=reader.texts_by_key(top, "texts"),
        lists=reader.lists_by_key(top, "lists"),
        levels=_levels(reader, top.get("levels"), shared),
        sections=(),
        documents=_documents(reader, top.get("documents")),
        scoring=_scoring(reader, top),
        always_printed=_always_printed(reader, top, labels),
        own_values=own,
        like=reader.text(top, "like", (), default=""),
        openings=reader.texts_by_key(top, "openings"),
        properties=reader.flag(top, "properties", (), default=True),
        comments=reader.flag(top, "comments", (), default=False),
        next_review=_next_review(reader, top.get("next_review")),
    )


def _always_printed(reader: PackReader, top: Data, labels: Collection[str]) -> tuple[str, ...]:
    """Return the paths of labels that print also without a value; each must have a label."""
    paths = reader.texts(top, "always_printed", ())
    for number, path in enumerate(paths):
        if path not in labels:
            message = say("no label of that path; {way}", way=did_you_mean(path, labels))
            reader.fault("unknown-id", ("always_printed", number), message)
    return paths


def _formats(reader: PackReader, top: Data) -> Formats:
    """Return the formats, the model's own where the file is silent."""
    where = ("formats",)
    given = reader.mapping(top.get("formats") or {}, where, FORMAT_KEYS)
    texts = {key: reader.text(given, key, where) for key in FORMAT_KEYS if key in given}
    return Formats(language=reader.text(top, "language", ()))._replace(**texts)


def _levels(reader: PackReader, data: Any, shared: Scale | None) -> tuple[Level, ...]:
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
    for index, level in enumerate(levels):
        for rule, message in word_faults("level", level.id, shared and shared.levels):
            reader.fault(rule, ("levels", index, "id"), message)
    points = [level.points for level in levels]
    if points != sorted(set(points), reverse=True):
        message = say(
            "the highest level comes first and each `from` is lower, found {points}", points=points
        )
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
        message = say(
            "the highest total comes first and each `from` is lower, found {points}", points=points
        )
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
            prints=reader.texts(entry, "prints", where),
            needs_review=reader.flag(entry, "needs_review", where, default=True),
            change=reader.flag(entry, "change", where, default=False),
            by_hand=reader.flag(entry, "by_hand", where, default=False),
        )
    return documents
