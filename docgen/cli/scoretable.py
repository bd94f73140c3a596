"""The scores of one review as a table for people."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from shutil import get_terminal_size
from typing import NamedTuple

from docgen.batch.scores import Scored
from docgen.model import Criterion, Pack, Previous, SectionResult
from docgen.model.tongue import marked, say, say_count
from docgen.scoring.change import (
    Step,
    change_of,
    next_level,
    section_changes,
    steps,
    total_change,
)
from docgen.scoring.propose import Proposal

_NARROWEST, _WIDEST = 80, 120
_NAME = 36
"""Most letters of a criterion's name before it is cut."""
_DEEP = " " * 6
_ASSUMED, _MARK = "assumed", " (*)"
_STATUS = {"draft": marked("draft"), "final": marked("final")}
_LABELS = (
    marked("Total so far"),
    marked("Range"),
    marked("Total"),
    marked("Level"),
    marked("Next level"),
    marked("Earlier"),
    marked("Change"),
    marked("Note"),
    marked("Next review"),
)


def table_of(scored: Scored, width: int | None = None) -> str:
    """Return the table: a line for each criterion, sections, total, level, what comes next."""
    columns = width or get_terminal_size((100, 24)).columns
    width = max(_NARROWEST, min(_WIDEST, columns))
    pack, previous = scored.pack, scored.previous
    changes = section_changes(pack, scored.result, previous)
    columns_of = _Columns(
        max(2, *(len(_number(criterion, pack)) for criterion in pack.criteria)),
        before=bool(previous and previous.scores),
        width=width,
    )
    lines = [_title(scored), ""]
    for section, defined, change in zip(
        scored.result.sections, pack.sections, changes, strict=True
    ):
        lines.append(_section(section) + (f"  {change}" if change else ""))
        for criterion in defined.criteria:
            lines += _criterion(scored, criterion, columns_of)
    lines += _higher(scored, width)
    if any(line.endswith(_MARK) for line in lines):
        lines += ["", f" {_MARK} {_footnote(scored.assumed_from)}"]
    lines += ["", *_summary(scored)]
    return "\n".join(line.rstrip() for line in lines)


def _footnote(source: str) -> str:
    if not source:
        return say("the form prints no anchor for this score")
    return say(
        "the form prints no anchor for this score; the limits are those of {source}", source=source
    )


class _Columns(NamedTuple):
    """How the lines of the criteria are laid out."""

    number: int
    """Letters of the widest number."""
    before: bool
    """Whether the scores of the earlier review stand beside the new ones."""
    width: int


def _title(scored: Scored) -> str:
    review = scored.review
    dates = ", ".join(review.visit.dates)
    facts = [scored.pack.name, say(_STATUS[review.visit.status]), *([dates] if dates else [])]
    return f"{review.unit.printed}  [{review.id}]  {', '.join(facts)}"


def _section(section: SectionResult) -> str:
    points = say("{part} of {whole}", part=section.points, whole=section.highest)
    if section.missing:
        missing = say("{count} without a score", count=section.missing)
        points = f"{points}, {missing}"
    return f"{section.label}  {points}"


def _criterion(scored: Scored, criterion: Criterion, columns: _Columns) -> Iterator[str]:
    """Yield the criterion's line, the arithmetic and the doubts of its proposal beside it."""
    found = scored.review.criteria.get(criterion.id)
    score = found.score if found else None
    number = _number(criterion, scored.pack)
    shown = "-" if score is None else score
    head = f"  {number:>{columns.number}}  {_cut(criterion.short_name):<{_NAME}}  {shown:>2}  "
    if columns.before and scored.previous is not None:
        change = change_of(scored.previous.scores.get(criterion.id), score)
        head += f"{str(change) if change else '':<8}  "
    notes = [*_notes(scored.proposals.get(criterion.id), score)]
    beside = [line for note in notes for line in _wrapped(note, columns.width - len(head))]
    yield head + (beside[0] if beside else "")
    yield from (f"{'':<{len(head)}}{line}" for line in beside[1:])


def _number(criterion: Criterion, pack: Pack) -> str:
    """Return the number under the heading of its section: `13`, or `2, 13` as the form counts."""
    label = next(one.sheet_label for one in pack.sections if one.id == criterion.section)
    return criterion.reference.removeprefix(label).strip()


def _notes(proposal: Proposal | None, score: int | None) -> Iterator[str]:
    """Yield what is worth saying about a proposal."""
    if proposal is None:
        return
    if proposal.why:
        other = proposal.score is not None and proposal.score != score
        said = proposal.why
        if other:
            said = say("proposed {score}: {why}", score=proposal.score, why=said)
        if proposal.range is not None and proposal.score is None:
            said = say("proposed {range}", range=said)  # it comes first in what is said
        mark = _MARK if any(warning.rule == _ASSUMED for warning in proposal.warnings) else ""
        yield f"{said}{mark}"
    for warning in proposal.warnings:
        if warning.rule != _ASSUMED:
            yield f"! {warning.message}"


def _wrapped(note: str, width: int) -> list[str]:
    return textwrap.wrap(note, width, subsequent_indent="  ", break_long_words=False)


def _cut(name: str) -> str:
    if len(name) <= _NAME:
        return name
    half = (_NAME - 3) // 2  # two names of one scale differ at their end
    return f"{name[: _NAME - 3 - half].rstrip()}...{name[-half:].lstrip()}"


def _summary(scored: Scored) -> Iterator[str]:
    """Yield total and level, the earlier review and the date of the next one."""
    labels = [say(label) for label in _LABELS]
    width = max(map(len, labels)) + 2
    shown = dict(zip(_LABELS, (f"{label:<{width}}" for label in labels), strict=True))
    for label, text in _facts(scored):
        yield f"{shown[label]}{text}"


def _facts(scored: Scored) -> Iterator[tuple[str, str]]:
    """Yield label (one of _LABELS) and text of each line below the table."""
    result = scored.result
    whole = say("{part} of {whole}", part=result.total, whole=result.highest)
    if result.provisional:
        criteria = result.scored + len(result.missing)
        count = say(
            "{scored} of {criteria} criteria have a score", scored=result.scored, criteria=criteria
        )
        yield "Total so far", f"{whole} ({count})"
        yield "Range", say("{low} to {high}", low=result.low, high=result.high)
    else:
        mean = "" if result.mean is None else say("(mean {mean:.2f})", mean=result.mean)
        yield "Total", f"{whole} {mean}"
    yield "Level", result.level.label if result.level else say("open")
    if level := next_level(scored.pack, result):
        yield (
            "Next level",
            say_count(
                "{level}: {count} point missing (from {points})",
                "{level}: {count} points missing (from {points})",
                level.points - result.total,
                level=level.label,
                points=level.points,
            ),
        )
    if scored.previous is not None:
        yield "Earlier", _earlier(scored.previous)
    if change := total_change(result, scored.previous):
        yield "Change", str(change)
    yield from (("Note", note.message) for note in scored.notes)
    if scored.next_due:
        yield "Next review", scored.next_due


def _higher(scored: Scored, width: int) -> Iterator[str]:
    """Yield the criteria that are one anchor away from a point more, where a level is left."""
    found = [*steps(scored.review, scored.pack)]
    if not found or not next_level(scored.pack, scored.result):
        return
    yield ""
    yield say("One anchor higher, one point more")
    for step in found:
        criterion, text = step.criterion, step.text or _hint(step)
        yield f"  {criterion.reference}  {criterion.short_name}  {step.score - 1} → {step.score}"
        yield from textwrap.wrap(text, width, initial_indent=_DEEP, subsequent_indent=_DEEP)


def _hint(step: Step) -> str:
    """Return what earns the score by the pack's hint for reviewers, where no anchor is printed."""
    found = re.search(rf"^{step.score} = (.+(?:\n +.+)*)", step.criterion.help, re.MULTILINE)
    return f"{' '.join(found[1].split())}{_MARK}" if found else ""


def _earlier(previous: Previous) -> str:
    total = "" if previous.total is None else say("{total} points", total=previous.total)
    facts = [fact for fact in (previous.date, total, previous.level) if fact]
    return f"{', '.join(facts)}{f'  [{previous.review}]' if previous.review else ''}"
