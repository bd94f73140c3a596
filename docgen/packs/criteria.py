"""A pack's criteria.yaml as values: its sections and criteria, with the texts of their scale."""

from __future__ import annotations

from collections import Counter
from typing import Any

from docgen.model import Criterion, Data, ScoreRange, Section
from docgen.model.place import Where
from docgen.model.tongue import say
from docgen.packs.reader import PackReader
from docgen.packs.scale import NO_SCORES, Scale, read_scores, word_faults

SECTION_KEYS = ("id", "label", "sheet_label", "criteria")
CRITERION_KEYS = (
    *("id", "printed", "name", "short_name", "description", "components_intro", "components"),
    *("components_in_anchors", "name_sign", "sources", "anchors", "evidence_labels", "help"),
)


def read_criteria(
    reader: PackReader, scale: Scale | None
) -> tuple[ScoreRange, tuple[Section, ...]]:
    """Return the range of scores and the sections; faults are noted in `reader`.

    `scale` is the vocabulary that the pack shares; without one the file has its own.
    """
    top = reader.mapping(reader.data, (), ("scores", "sections"))
    scores = _scores(reader, top, scale)
    sections: list[Section] = []
    number = 1
    for where, entry in reader.records(top.get("sections"), ("sections",), SECTION_KEYS):
        section = _section(reader, entry, where, number, scores)
        number += len(section.criteria)
        sections.append(section)
        _check_ids(reader, section, where, scale)
    _check_complete(reader, sections, scale)
    return scores, tuple(sections)


def _scores(reader: PackReader, top: Data, scale: Scale | None) -> ScoreRange:
    """Return the range of scores, as the file or its scale has it."""
    here = ("scores",)
    own = None if top.get("scores") is None else read_scores(reader, top["scores"], here)
    if scale is None:
        if own is None and top.get("scores") is None:
            message = say(
                "the range of scores is missing; add it (`{example}`), or name the scale in "
                "pack.yaml (`scale.id`)",
                example="scores: {from: 1, to: 5}",
            )
            reader.fault("missing", here, message)
        return own or NO_SCORES
    if own is not None and own != scale.scores:
        message = say(
            "the scale {id} has scores from {scores}, found {own}; leave them out here",
            id=scale.id,
            scores=scale.scores,
            own=own,
        )
        reader.fault("value", here, message)
    return scale.scores


def _section(
    reader: PackReader, entry: Data, where: Where, number: int, scores: ScoreRange
) -> Section:
    section_id, label = reader.text(entry, "id", where), reader.text(entry, "label", where)
    entries = reader.records(entry.get("criteria"), (*where, "criteria"), CRITERION_KEYS)
    sheet = reader.text(entry, "sheet_label", where, default=label)
    return Section(
        id=section_id,
        label=label,
        sheet_label=sheet,
        criteria=tuple(
            _criterion(reader, data, place, section_id, scores)._replace(
                number=number + index,
                reference=_reference(data.get("printed"), number + index, sheet),
            )
            for index, (place, data) in enumerate(entries)
        ),
        best=scores.high,
    )


def _reference(printed: Any, number: int, section: str) -> str:
    """Return how a message names a criterion; both numbers where the form counts by sections."""
    own = str(printed or "").strip(" .")
    return f"{section} {own}, {number}" if own not in ("", str(number)) else str(number)


def _criterion(
    reader: PackReader, entry: Data, where: Where, section: str, scores: ScoreRange
) -> Criterion:
    """Return the criterion, its number and reference aside."""
    name = reader.text(entry, "name", where)
    return Criterion(
        id=reader.text(entry, "id", where),
        number=0,
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
        anchors=_anchors(reader, entry, where, scores),
        evidence_labels=reader.texts_by_key(entry, "evidence_labels", where),
        help=reader.text(entry, "help", where, default=""),
    )


def _name_sign(reader: PackReader, entry: Data, where: Where) -> str:
    """Return what a scale prints behind the name; `""` is nothing, which no other text may be."""
    if entry.get("name_sign") == "":
        return ""
    return reader.text(entry, "name_sign", where, default=":")


def _anchors(reader: PackReader, entry: Data, where: Where, scores: ScoreRange) -> dict[int, str]:
    """Return the anchors by score: none at all, or one for each score."""
    if entry.get("anchors") is None:
        return {}
    here = (*where, "anchors")
    if scores == NO_SCORES:
        return {}
    given = reader.mapping(entry["anchors"], here, [str(score) for score in scores.values])
    return {score: reader.text(given, str(score), here) for score in scores.values}


def _check_ids(reader: PackReader, section: Section, where: Where, scale: Scale | None) -> None:
    """Note an id that the scale does not have, or has in another section."""
    known = None if scale is None else tuple(scale.sections)
    for rule, message in word_faults(say("section"), section.id, known):
        reader.fault(rule, (*where, "id"), message)
    for index, criterion in enumerate(section.criteria):
        here = (*where, "criteria", index, "id")
        faults = [*word_faults(say("criterion"), criterion.id, scale and scale.criteria)]
        for rule, message in faults:
            reader.fault(rule, here, message)
        if scale is None or faults or section.id not in scale.sections:
            continue
        home = next(name for name, ids in scale.sections.items() if criterion.id in ids)
        if section.id != home:
            reader.fault(
                "section",
                here,
                say("{id!r} belongs to the section {home!r}", id=criterion.id, home=home),
            )


def _check_complete(reader: PackReader, sections: list[Section], scale: Scale | None) -> None:
    """Note the criteria that are missing and the ids that stand in the file twice."""
    found = Counter(criterion.id for section in sections for criterion in section.criteria)
    missing = [one for one in (scale.criteria if scale else ()) if one not in found]
    where = ("sections",)
    if missing:
        reader.fault(
            "missing",
            where,
            say("criteria are missing, add them: {missing}", missing=", ".join(missing)),
        )
    if twice := [criterion_id for criterion_id, count in found.items() if count > 1]:
        reader.fault(
            "twice",
            where,
            say("criteria stand here twice, keep one: {twice}", twice=", ".join(twice)),
        )
    if twice := [name for name, n in Counter(part.id for part in sections).items() if n > 1]:
        reader.fault(
            "twice",
            where,
            say("sections stand here twice, keep one: {twice}", twice=", ".join(twice)),
        )
