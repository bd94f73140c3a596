"""A pack's two YAML files as values: every fault in them at once, with its place."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from docgen.errors import InvalidDataError
from docgen.model import Data, Document, Formats, Level, NextReview, Pack, Problem
from docgen.model.tongue import say
from docgen.packs.checked import Checked, read_all
from docgen.packs.criteria import read_criteria
from docgen.packs.library import Library, scale_file
from docgen.packs.ownvalues import own_labels, read_own_values
from docgen.packs.scale import NO_SCORES, Scale, read_scale, scale_ids, word_faults
from docgen.packs.text import text, texts, texts_by_key
from docgen.packs.wordfile import name_fault
from docgen.suggest import did_you_mean


def read_pack(
    code: str, pack_file: Path, criteria_file: Path, library: Library
) -> tuple[Pack, list[Problem], Path | None]:
    """Return the pack of these files, all faults found, and the file of its scale's vocabulary.

    Raises ReadError, and InvalidDataError for files that do not fit their schemas.
    """
    head, body = read_all((pack_file, "pack"), (criteria_file, "criteria"))
    scale_id = head.data["scale"].get("id", "")
    file = scale_file(scale_id, library)
    scale, problems = (None, []) if file is None else read_scale(file)
    if scale_id and file is None:
        hint = did_you_mean(scale_id, scale_ids(library))
        message = say(
            "no such scale; {hint}; leave `id` out for a scale of this pack alone", hint=hint
        )
        head.fault("unknown-id", ("scale", "id"), message)
    if not head.is_typed(("scale", "id")):
        body.lose(("scores",))  # which may be those of the scale
    pack = _pack(head, code, scale)
    scores, sections = read_criteria(body, scale)
    pack = pack._replace(scale_id=scale_id, scores=scores, sections=sections)
    problems += [*head.problems(), *body.problems()]
    if head.faults or body.faults:
        raise InvalidDataError(problems)
    return pack, problems, file


def _pack(head: Checked, code: str, shared: Scale | None) -> Pack:
    """Return the pack as pack.yaml has it, without its criteria."""
    top = head.data
    if top["code"] != code:
        message = say(
            "is {found!r}, but the folder is {code!r}; write `code: {code}`",
            found=top["code"],
            code=code,
        )
        head.fault("code", ("code",), message)
    scale = top["scale"]
    own = read_own_values(head)
    labels = own_labels(own, head)
    return Pack(
        code=code,
        name=text(top["name"]),
        folder=head.file.parent,
        formats=_formats(top),
        scale_id=scale.get("id", ""),
        scale_name=text(scale["name"]),
        scale_version=text(scale.get("version")),
        scores=NO_SCORES,
        sources=texts_by_key(top.get("sources")),
        labels=labels,
        texts=texts_by_key(top.get("texts")),
        lists={name: texts(entries) for name, entries in top.get("lists", {}).items()},
        levels=_levels(head, shared),
        sections=(),
        documents=_documents(head),
        scoring=top.get("scoring", {}),
        always_printed=_always_printed(head, labels),
        own_values=own,
        like=top.get("like", ""),
        openings=texts_by_key(top.get("openings")),
        properties=top.get("properties", True),
        comments=top.get("comments", False),
        next_review=_next_review(head),
    )


def _always_printed(head: Checked, labels: Collection[str]) -> tuple[str, ...]:
    """Return the paths of labels that print also without a value; each must have a label."""
    paths = texts(head.data.get("always_printed"))
    if not (head.is_typed(("labels",)) and head.is_typed(("fields",))):
        return paths
    for number, path in enumerate(paths):
        if path not in labels:
            message = say("no label of that path; {way}", way=did_you_mean(path, labels))
            head.fault("unknown-id", ("always_printed", number), message)
    return paths


def _formats(top: Data) -> Formats:
    """Return the formats, the model's own where the file is silent."""
    given = texts_by_key(top.get("formats"))
    return Formats(language=top["language"])._replace(**given)


def _levels(head: Checked, shared: Scale | None) -> tuple[Level, ...]:
    """Return the levels; the last one holds for all totals below the others."""
    levels = tuple(
        Level(one["id"], one["from"], text(one["label"]), text(one["legend"]))
        for one in head.data["levels"]
    )
    for index, level in enumerate(levels):
        for rule, message in word_faults("level", level.id, shared and shared.levels):
            head.fault(rule, ("levels", index, "id"), message)
    points = [level.points for level in levels]
    if points != sorted(set(points), reverse=True):
        message = say(
            "the highest level comes first and each `from` is lower, found {points}", points=points
        )
        head.fault("order", ("levels",), message)
    return levels


def _next_review(head: Checked) -> tuple[NextReview, ...]:
    """Return after how many months a service is reviewed again, by its total."""
    data = head.data.get("next_review", ())
    found = tuple(NextReview(one["from"], one["months"]) for one in data)
    points = [each.points for each in found]
    if points != sorted(set(points), reverse=True):
        message = say(
            "the highest total comes first and each `from` is lower, found {points}", points=points
        )
        head.fault("order", ("next_review",), message)
    return found


def _documents(head: Checked) -> dict[str, Document]:
    documents = {}
    for name, entry in head.data["documents"].items():
        file = entry["file"]
        if fault := name_fault(file):
            head.fault("outside", ("documents", name, "file"), fault)
            file = ""
        documents[name] = Document(
            name=name,
            file=file,
            path=head.file.parent / file,
            title=text(entry["title"]),
            leaves_out=texts(entry.get("leaves_out")),
            prints=texts(entry.get("prints")),
            needs_review=entry.get("needs_review", True),
            change=entry.get("change", False),
            by_hand=entry.get("by_hand", False),
        )
    return documents
