"""A pack's criteria.yaml as values: its sections and criteria, with the texts of their scale."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from docgen.model import Criterion, Data, ScoreRange, Section
from docgen.model.place import Where, dotted
from docgen.model.tongue import say
from docgen.packs.checked import Checked
from docgen.packs.scale import NO_SCORES, Scale, read_scores, word_faults
from docgen.packs.text import text, texts, texts_by_key


def read_criteria(body: Checked, scale: Scale | None) -> tuple[ScoreRange, tuple[Section, ...]]:
    """Return the range of scores and the sections; faults are noted in `body`.

    `scale` is the vocabulary that the pack shares; without one the file has its own.
    """
    scores = _scores(body, scale)
    sections: list[Section] = []
    number = 1
    for index, entry in enumerate(body.data["sections"]):
        where: Where = ("sections", index)
        section = _section(body, entry, where, number, scores)
        number += len(section.criteria)
        sections.append(section)
        _check_ids(body, section, where, scale)
    if all(map(body.is_typed, _ids(sections))):
        _check_complete(body, sections, scale)
    return scores, tuple(sections)


def _scores(body: Checked, scale: Scale | None) -> ScoreRange:
    """Return the range of scores, as the file or its scale has it."""
    here = ("scores",)
    own = read_scores(body)
    if scale is None:
        if body.data.get("scores") is None:
            message = say(
                "the range of scores is missing; add it (`{example}`), or name the scale in "
                "pack.yaml (`scale.id`)",
                example="scores: {from: 1, to: 5}",
            )
            body.fault("missing", here, message)
        return own or NO_SCORES
    if own is not None and own != scale.scores:
        message = say(
            "the scale {id} has scores from {scores}, found {own}; leave them out here",
            id=scale.id,
            scores=scale.scores,
            own=own,
        )
        body.fault("value", here, message)
    return scale.scores


def _section(body: Checked, entry: Data, where: Where, number: int, scores: ScoreRange) -> Section:
    label = text(entry["label"])
    sheet = text(entry.get("sheet_label", label))
    return Section(
        id=entry["id"],
        label=label,
        sheet_label=sheet,
        criteria=tuple(
            _criterion(data, entry["id"])._replace(
                number=number + index,
                reference=_reference(data.get("printed"), number + index, sheet),
                anchors=_anchors(body, data, (*where, "criteria", index), scores),
            )
            for index, data in enumerate(entry["criteria"])
        ),
        best=scores.high,
    )


def _reference(printed: Any, number: int, section: str) -> str:
    """Return how a message names a criterion; both numbers where the form counts by sections."""
    own = str(printed or "").strip(" .")
    return f"{section} {own}, {number}" if own not in ("", str(number)) else str(number)


def _criterion(entry: Data, section: str) -> Criterion:
    """Return the criterion, its number, reference and anchors aside."""
    name = text(entry["name"])
    return Criterion(
        id=entry["id"],
        number=0,
        printed=text(entry.get("printed")),
        section=section,
        name=name,
        short_name=text(entry.get("short_name", name)),
        description=text(entry.get("description")),
        components_intro=text(entry.get("components_intro")),
        components=texts(entry.get("components")),
        components_in_anchors=entry.get("components_in_anchors", False),
        name_sign=text(entry.get("name_sign", ":")),
        sources=texts(entry.get("sources")),
        anchors={},
        evidence_labels=texts_by_key(entry.get("evidence_labels")),
        help=text(entry.get("help")),
    )


def _anchors(body: Checked, entry: Data, where: Where, scores: ScoreRange) -> dict[int, str]:
    """Return the anchors by score: none at all, or one for each score."""
    given = texts_by_key(entry.get("anchors"))
    if not given or scores == NO_SCORES:
        return {}
    here = (*where, "anchors")
    body.only(given, here, [str(score) for score in scores.values])
    for score in scores.values:
        if str(score) not in given:
            place = (*here, str(score))
            body.fault("missing", place, say("{key} is missing; add it", key=dotted(place)))
    return {score: given.get(str(score), "") for score in scores.values}


def _check_ids(body: Checked, section: Section, where: Where, scale: Scale | None) -> None:
    """Note an id that the scale does not have, or has in another section."""
    known = None if scale is None else tuple(scale.sections)
    for rule, message in word_faults(say("section"), section.id, known):
        body.fault(rule, (*where, "id"), message)
    for index, criterion in enumerate(section.criteria):
        here = (*where, "criteria", index, "id")
        faults = [*word_faults(say("criterion"), criterion.id, scale and scale.criteria)]
        for rule, message in faults:
            body.fault(rule, here, message)
        if scale is None or faults or section.id not in scale.sections:
            continue
        home = next(name for name, ids in scale.sections.items() if criterion.id in ids)
        if section.id != home:
            body.fault(
                "section",
                here,
                say("{id!r} belongs to the section {home!r}", id=criterion.id, home=home),
            )


def _ids(sections: list[Section]) -> Iterator[Where]:
    """Yield where the ids of sections and criteria stand."""
    for index, section in enumerate(sections):
        yield ("sections", index, "id")
        for number in range(len(section.criteria)):
            yield ("sections", index, "criteria", number, "id")


def _check_complete(body: Checked, sections: list[Section], scale: Scale | None) -> None:
    """Note the criteria that are missing and the ids that stand in the file twice."""
    found = Counter(criterion.id for section in sections for criterion in section.criteria)
    missing = [one for one in (scale.criteria if scale else ()) if one not in found]
    where = ("sections",)
    if missing:
        body.note(
            "missing",
            where,
            say("criteria are missing, add them: {missing}", missing=", ".join(missing)),
        )
    if twice := [criterion_id for criterion_id, count in found.items() if count > 1]:
        body.note(
            "twice",
            where,
            say("criteria stand here twice, keep one: {twice}", twice=", ".join(twice)),
        )
    if twice := [name for name, n in Counter(part.id for part in sections).items() if n > 1]:
        body.note(
            "twice",
            where,
            say("sections stand here twice, keep one: {twice}", twice=", ".join(twice)),
        )
