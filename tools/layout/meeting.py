"""The call to a quarterly meeting: agenda, the latest scores and what is to be worked on."""

from __future__ import annotations

from layout.blocks import HEAD, NUMBER_AND_SHORT_NAME, UNIT, total_and_level
from layout.criteria import level_lines
from layout.pieces import (
    Cell,
    Content,
    Row,
    block,
    branches,
    cell,
    label,
    paragraph,
    row_block,
    table,
)
from layout.template import Layout

WIDTHS = (3289, 907, 4876)
PURPOSE = "{{ texts.meeting_purpose }}"
MINUTES = "{{ texts.meeting_minutes }}"


def quarterly_meeting(language: str) -> Layout:
    """Return the layout of the call."""
    return Layout(
        language=language,
        body=(*_head(), *_agenda(), *_results()),
        header=("{{ unit.printed }}", "\tKvartalsmøte"),
        page_words=("Side", "av"),
    )


def _head() -> tuple[Content, ...]:
    names = ("team", "date", "time", "place", "participants")
    return (
        paragraph("Title", "Innkalling til kvartalsmøte"),
        paragraph("Subtitle", UNIT),
        *(_fill_in(f"meeting.{name}") for name in names),
    )


def _fill_in(path: str) -> Content:
    """Return a label with its value, with a line to write on where there is none."""
    name = label(f"{{{{ labels['{path}'] }}}}")
    return branches(
        (f"if {path}", (paragraph(HEAD, name, f"\t{{{{ {path} }}}}"),)),
        ("else", (paragraph("Fill In", name, "\t\t"),)),
    )


def _agenda() -> tuple[Content, ...]:
    minutes = branches(
        ("if meeting.previous_minutes", (paragraph("Normal", "{{ meeting.previous_minutes }}"),)),
        ("else", (paragraph("Fill In Line", "\t"), paragraph("Fill In Line", "\t"))),
    )
    return (
        paragraph("Heading 1", "Agenda"),
        paragraph("Meeting Lead", PURPOSE),
        block("for item in lists.meeting_agenda", paragraph("List Bullet", "{{ item }}")),
        paragraph("Heading 2", "Saker til dette møtet"),
        branches(
            ("if meeting.items", (paragraph("List Bullet", "{{ meeting.items }}"),)),
            ("else", (paragraph("Fill In Line", "\t"), paragraph("Fill In Line", "\t"))),
        ),
        paragraph("Heading 2", "Forrige referat"),
        minutes,
        paragraph("Heading 1", "Før og etter møtet"),
        paragraph("Normal", MINUTES),
    )


def _results() -> tuple[Content, ...]:
    return (
        paragraph("Heading 1", "Resultater fra siste evaluering"),
        block(
            "if review.dates",
            paragraph("Meeting Lead", "Evalueringen ble gjennomført ", "{{ review.dates }}", "."),
        ),
        total_and_level(),
        paragraph("Heading 2", "Skår og anbefalinger"),
        _scores(),
        paragraph("Legend Head", "{{ texts.heading_levels }}"),
        level_lines(),
    )


def _scores() -> Content:
    """Return the table of scores, with the recommendation of each criterion below 5."""
    advice = branches(
        (
            "if document.form or c.points and c.points < 5",
            (paragraph("Cell Text", "{{ c.recommendation }}"),),
        ),
        ("else", (paragraph("Cell Text"),)),
    )
    criterion = Row(
        (
            cell("Cell Name", NUMBER_AND_SHORT_NAME),
            cell("Cell Score", "{{ c.points }}"),
            Cell(advice),
        ),
        whole=True,
    )
    section = Row((cell("Section Row", "{{ s.label }}", span=3, tint=True),), whole=True)
    heads = (
        cell("Cell Head", "Kriterium"),
        cell("Cell Head Centred", "Skår"),
        cell("Cell Head", "Anbefaling (skår under 5)"),
    )
    rows = (
        Row(heads, head=True, whole=True),
        *row_block(
            "for s in sections", 3, section, *row_block("for c in s.criteria", 3, criterion)
        ),
    )
    return table(
        "IPS Table",
        WIDTHS,
        rows,
        title="Skår og anbefalinger",
        description="Skår for hvert kriterium og anbefalingen der skåren er under 5",
    )
