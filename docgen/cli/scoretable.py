"""The scores of one review as a table for people."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from shutil import get_terminal_size

from docgen.batch.scores import Scored
from docgen.model import Criterion, Pack, Previous, SectionResult
from docgen.scoring.propose import Proposal

_NARROWEST, _WIDEST = 80, 120
_NAME = 36
"""Most letters of a criterion's name before it is cut."""
_ASSUMED, _MARK = "assumed", " (*)"
_FOOTNOTE = "the form prints no anchor for this score; the limits are those of IPS-25"


def table_of(scored: Scored, width: int | None = None) -> str:
    """Return the table: a line for each criterion, sections, total, level, what comes next."""
    columns = width or get_terminal_size((100, 24)).columns
    width = max(_NARROWEST, min(_WIDEST, columns))
    lines = [_title(scored), ""]
    for section, defined in zip(scored.result.sections, scored.pack.sections, strict=True):
        lines.append(_section(section))
        for criterion in defined.criteria:
            lines += _criterion(scored, criterion, width)
    if any(line.endswith(_MARK) for line in lines):
        lines += ["", f" {_MARK} {_FOOTNOTE}"]
    lines += ["", *_summary(scored)]
    return "\n".join(line.rstrip() for line in lines)


def _title(scored: Scored) -> str:
    review = scored.review
    dates = ", ".join(review.visit.dates)
    facts = [scored.pack.name, review.visit.status, *([dates] if dates else [])]
    return f"{review.unit.printed}  [{review.id}]  {', '.join(facts)}"


def _section(section: SectionResult) -> str:
    missing = f", {section.missing} without a score" if section.missing else ""
    return f"{section.label}  {section.points} of {section.highest}{missing}"


def _criterion(scored: Scored, criterion: Criterion, width: int) -> Iterator[str]:
    """Yield the criterion's line, the arithmetic and the doubts of its proposal beside it."""
    found = scored.review.criteria.get(criterion.id)
    score = found.score if found else None
    number = _number(criterion, scored.pack)
    wide = max(2, *(len(_number(one, scored.pack)) for one in scored.pack.criteria))
    head = f"  {number:>{wide}}  {_cut(criterion.short_name):<{_NAME}}  {score or '-':>2}  "
    notes = [*_notes(scored.proposals.get(criterion.id), score)]
    beside = [line for note in notes for line in _wrapped(note, width - len(head))]
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
    if scored.previous is not None:
        yield f"Earlier       {_earlier(scored.previous)}"
    yield from (f"Note          {note.message}" for note in scored.notes)
    if scored.next_due:
        yield f"Next review   {scored.next_due}"


def _earlier(previous: Previous) -> str:
    total = "" if previous.total is None else f"{previous.total} points"
    facts = [fact for fact in (previous.date, total, previous.level) if fact]
    return f"{', '.join(facts)}{f'  [{previous.review}]' if previous.review else ''}"
