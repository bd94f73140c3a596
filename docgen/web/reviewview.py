"""What the page of a review shows: its inputs in their blocks, its criteria, its bar of scores."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

from docgen.authoring.blankreview import asked_paths
from docgen.errors import DocgenError
from docgen.history.assess import Assessed
from docgen.history.cache import HistoryCache
from docgen.history.previous import earlier_reviews
from docgen.model import Assessment, Criterion, Previous, Review
from docgen.review.load import load_review
from docgen.web.editing import record_shown
from docgen.web.inputs import RECORDS, Input, all_inputs, evidence_inputs, input_at
from docgen.web.labels import choices_of, group_label, hint_of, label_of, unit_of
from docgen.web.standing import Standing, by_input


class Shown(NamedTuple):
    """An input as it is drawn."""

    name: str
    label: str
    look: str
    text: str
    hint: str
    unit: str
    choices: list[tuple[str, str]]
    fault: str


class Record(NamedTuple):
    """A record of a list."""

    place: int
    mark: str
    inputs: list[Shown]


class Block(NamedTuple):
    """A group of inputs under a heading; a list of records has its records."""

    name: str
    label: str
    inputs: list[Shown]
    records: list[Record] | None = None
    scores: Sequence[Shown] = ()
    """Scores of the earlier review, which are seldom typed."""


class Before(NamedTuple):
    """What the earlier review said of a criterion."""

    score: int | None
    comment: str = ""
    recommendation: str = ""


class CriterionShown(NamedTuple):
    """A criterion as it is drawn."""

    criterion: Criterion
    score: str
    scores: list[tuple[int, str]]
    """Each score with its anchor, the highest first."""
    texts: list[Shown]
    evidence: list[Shown]
    sources: list[tuple[str, str]]
    """Codes of the data sources and what they mean."""
    before: Before | None
    fault: str


class SectionShown(NamedTuple):
    """A section of the scale."""

    id: str
    label: str
    criteria: list[CriterionShown]


def faults_by_input(standing: Standing) -> dict[str, str]:
    """Return the first fault of each input, by its name."""
    told: dict[str, str] = {}
    for name, one in by_input(standing.faults, standing.pack):
        told.setdefault(name, one.message)
    return told


def shown(asked: Input, standing: Standing, faults: Mapping[str, str]) -> Shown:
    """Return an input as it is drawn."""
    return Shown(
        asked.path,
        label_of(asked, standing.pack),
        asked.look,
        standing.shown(asked),
        hint_of(asked),
        unit_of(asked),
        choices_of(asked, standing.pack),
        faults.get(asked.path, ""),
    )


def inputs_of(standing: Standing) -> list[Input]:
    """Return every input of the page of a review."""
    asked = frozenset(asked_paths(standing.pack))
    return list(all_inputs(standing.data, standing.pack, standing.rules, asked))


def texts_of(standing: Standing) -> dict[str, str]:
    """Return what each input of the page shows, by its name."""
    return {asked.path: standing.shown(asked) for asked in inputs_of(standing)}


BEHIND = ("summary", "development", "response", "meeting", "previous")
"""Blocks that stand behind the criteria."""


def blocks_of(standing: Standing, inputs: list[Input]) -> tuple[list[Block], list[Block]]:
    """Return the blocks before the criteria, and those behind them."""
    faults = faults_by_input(standing)
    blocks: dict[str, Block] = {}
    for asked in inputs:
        name = asked.path.partition(".")[0]
        if name == "criteria" or name in RECORDS:
            continue
        block = blocks.setdefault(name, Block(name, group_label(name, standing.pack), []))
        block.inputs.append(shown(asked, standing, faults))
    for name, block in blocks.items():
        scores = [one for one in block.inputs if one.name.startswith(f"{name}.scores.")]
        others = [one for one in block.inputs if one not in scores]
        blocks[name] = block._replace(inputs=others, scores=scores)
    for name in RECORDS:
        label = group_label(name, standing.pack)
        blocks[name] = Block(name, label, [], list(_records(standing, inputs, name, faults)))
    first = [blocks[name] for name in _ORDER if name in blocks]
    behind = [blocks[name] for name in BEHIND if name in blocks]
    rest = [one for name, one in blocks.items() if name not in (*_ORDER, *BEHIND)]
    return [*first, *rest], behind


_ORDER = ("unit", "area", "review", "reviewers", "recipients", "method", "purpose",
          "general_comments")  # fmt: skip


def _records(
    standing: Standing, inputs: list[Input], name: str, faults: Mapping[str, str]
) -> Iterator[Record]:
    for index in range(len(standing.data.get(name) or ())):
        own = [one for one in inputs if one.path.startswith(f"{name}.{index}.")]
        drawn = [shown(one, standing, faults) for one in own]
        if drawn:
            yield Record(index, record_shown(standing, name, index), drawn)


def sections_of(
    standing: Standing, inputs: list[Input], histories: HistoryCache
) -> list[SectionShown]:
    """Return the criteria by section, beside what the unit's earlier review said of them."""
    faults = faults_by_input(standing)
    before = earlier_of(standing, histories)
    there = {asked.path: asked for asked in inputs}
    return [
        SectionShown(
            section.id,
            section.label,
            [_criterion(one, standing, there, faults, before) for one in section.criteria],
        )
        for section in standing.pack.sections
    ]


def _criterion(
    criterion: Criterion,
    standing: Standing,
    there: Mapping[str, Input],
    faults: Mapping[str, str],
    before: Mapping[str, Before],
) -> CriterionShown:
    pack = standing.pack
    base = f"criteria.{criterion.id}."
    texts = [there[base + key] for key in ("sources", "comment", "recommendation", "reason")
             if base + key in there]  # fmt: skip
    score = input_at(base + "score", pack, standing.rules)
    figures = evidence_inputs(criterion.id, pack, standing.rules)
    codes = criterion.sources or tuple(pack.sources)
    values = reversed(pack.scores.values)
    return CriterionShown(
        criterion,
        standing.shown(score) if score else "",
        [(value, criterion.anchors.get(value, "")) for value in values],
        [shown(one, standing, faults) for one in texts],
        [shown(one, standing, faults) for one in figures],
        [(code, pack.sources.get(code, "")) for code in codes],
        before.get(criterion.id),
        faults.get(base + "score", ""),
    )


def earlier_of(standing: Standing, histories: HistoryCache) -> dict[str, Before]:
    """Return what the unit's earlier review said, by criterion; nothing where there is none."""
    review = standing.review
    if review is None:
        return {}
    with suppress(DocgenError):
        found = Assessed(review, standing.library, histories)
        previous: Previous | None = found.previous
        texts = _earlier_texts(review, found, standing)
        scores = previous.scores if previous else {}
        return {
            one.id: Before(
                scores.get(one.id),
                texts[one.id].comment if one.id in texts else "",
                texts[one.id].recommendation if one.id in texts else "",
            )
            for one in standing.pack.criteria
            if one.id in scores or one.id in texts
        }
    return {}


def _earlier_texts(review: Review, found: Assessed, standing: Standing) -> Mapping[str, Assessment]:
    with suppress(DocgenError):
        entries = earlier_reviews(review, found.index)
        if entries:
            return load_review(entries[-1].file, library=standing.library).criteria
    return {}
