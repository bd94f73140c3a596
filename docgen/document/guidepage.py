"""The guide to a pack's names as a page: Markdown, or a Word file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from docgen.document.guide import JINJA_FILTERS, Guide, needs_of
from docgen.model.tongue import marked, say

if TYPE_CHECKING:
    from docgen.word.handout import Table, Text

_HEADS = (
    marked("Tag"),
    marked("Label"),
    marked("Kind"),
    marked("Example"),
    marked("Printed in"),
)
_FILTER_HEADS = (marked("Tag"), marked("Prints"))
_LINE = str.maketrans({"|": "\\|", "\n": " "})


def as_markdown(guide: Guide) -> str:
    """Return the guide as Markdown."""
    lines = [f"# {guide.title}", ""]
    lines += [f"- {line}" for line in needs_of(guide)]
    for group in guide.groups:
        lines += ["", f"## {group.title}", ""]
        lines += [f"`{group.how}`", ""] if group.how.startswith("{") else []
        lines += [group.how, ""] if group.how and not group.how.startswith("{") else []
        lines += _table(
            _said(_HEADS), [[f"`{row[0]}`", *row[1:4], _in(row[4])] for row in group.rows]
        )
    lines += ["", "## " + say("Filters"), ""]
    lines += _table(_said(_FILTER_HEADS), [[f"`{row.tag}`", row.example] for row in guide.filters])
    return "\n".join([*lines, "", _more(), ""])


def _more() -> str:
    return say("Of Jinja's own filters: {filters}.", filters=", ".join(JINJA_FILTERS))


def _said(heads: Sequence[str]) -> tuple[str, ...]:
    return tuple(say(head) for head in heads)


def _in(documents: Sequence[str]) -> str:
    return ", ".join(documents)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(cell.translate(_LINE) for cell in row)} |"


def as_word(guide: Guide) -> bytes:
    """Return the guide as a Word file; the tags in it are text to copy from."""
    from docgen.word.handout import handout

    return handout(guide.title, _blocks(guide))


def _blocks(guide: Guide) -> Iterator[Text | Table]:
    from docgen.word.handout import Table, Text

    for line in needs_of(guide):
        yield Text(line, "bullet")
    for group in guide.groups:
        yield Text(group.title, "heading")
        if group.how:
            yield Text(group.how)
        yield Table(_said(_HEADS), [(*row[:4], _in(row[4])) for row in group.rows])
    yield Text(say("Filters"), "heading")
    yield Table(_said(_FILTER_HEADS), guide.filters)
    yield Text(_more())
