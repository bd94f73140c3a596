"""The scores of one review as a table for people."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from shutil import get_terminal_size
from typing import NamedTuple

from docgen.batch.scores import Scored
from docgen.model import Criterion, Pack, Previous, SectionResult
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
_FOOTNOTE = "the form prints no anchor for this score; the limits are those of IPS-25"


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
        lines += ["", f" {_MARK} {_FOOTNOTE}"]
    lines += ["", *_summary(scored)]
    return "\n".join(line.rstrip() for line in lines)


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
    facts = [scored.pack.name, review.visit.status, *([dates] if dates else [])]
    return f"{review.unit.printed}  [{review.id}]  {', '.join(facts)}"


def _section(section: SectionResult) -> str:
    missing = f", {section.missing} without a score" if section.missing else ""
    return f"{section.label}  {section.points} of {section.highest}{missing}"


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
        head = f"proposed {proposal.score}: " if other else ""
        if proposal.range is not None and proposal.score is None:
            head = "proposed "  # the range comes first in what it says
        mark = _MARK if any(warning.rule == _ASSUMED for warning in proposal.warnings) else ""
        yield f"{head}{proposal.why}{mark}"
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
    result = scored.result
    if result.provisional:
        count = f"{result.scored} of {result.scored + len(result.missing)} criteria have a score"
        yield f"Total so far  {result.total} of {result.highest} ({count})"
        yield f"Range         {result.low} to {result.high}"
    else:
        mean = "" if result.mean is None else f" (mean {result.mean:.2f})"
        yield f"Total         {result.total} of {result.highest}{mean}"
    yield f"Level         {result.level.label if result.level else 'open'}"
    if level := next_level(scored.pack, result):
        missing = level.points - result.total
        points = "point" if missing == 1 else "points"
        yield f"Next level    {level.label}: {missing} {points} missing (from {level.points})"
    if scored.previous is not None:
        yield f"Earlier       {_earlier(scored.previous)}"
    if change := total_change(result, scored.previous):
        yield f"Change        {change}"
    yield from (f"Note          {note.message}" for note in scored.notes)
    if scored.next_due:
        yield f"Next review   {scored.next_due}"


def _higher(scored: Scored, width: int) -> Iterator[str]:
    """Yield the criteria that are one anchor away from a point more, where a level is left."""
    found = [*steps(scored.review, scored.pack)]
    if not found or not next_level(scored.pack, scored.result):
        return
    yield ""
    yield "One anchor higher, one point more"
    for step in found:
        criterion, text = step.criterion, step.text or _hint(step)
        yield f"  {criterion.reference}  {criterion.short_name}  {step.score - 1} → {step.score}"
        yield from textwrap.wrap(text, width, initial_indent=_DEEP, subsequent_indent=_DEEP)


def _hint(step: Step) -> str:
    """Return what earns the score by the pack's hint for reviewers, where no anchor is printed."""
    found = re.search(rf"^{step.score} = (.+(?:\n +.+)*)", step.criterion.help, re.MULTILINE)
    return f"{' '.join(found[1].split())}{_MARK}" if found else ""


def _earlier(previous: Previous) -> str:
    total = "" if previous.total is None else f"{previous.total} points"
    facts = [fact for fact in (previous.date, total, previous.level) if fact]
    return f"{', '.join(facts)}{f'  [{previous.review}]' if previous.review else ''}"
