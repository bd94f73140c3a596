"""The call to a quarterly meeting: agenda, the latest scores and what is to be worked on."""

from __future__ import annotations

from layout.blocks import NUMBER_AND_SHORT_NAME, UNIT, Fields, branches, total_and_level
from layout.criteria import level_lines
from layout.package import Layout
from layout.styles import KEEP_LINES, KEEP_NEXT, Style, spacing, tab
from layout.wml import (
    Cell,
    Row,
    Xml,
    block,
    cell,
    paragraph,
    row_block,
    table,
)

WIDTHS = (3289, 907, 4876)
STYLES = (
    Style("Fill In", KEEP_LINES + tab(6350, "left", "underscore") + spacing(1, 2),
          based="HeadValue"),
    Style("Fill In Line", KEEP_LINES + tab(9072, "left", "underscore") + spacing(4, 4)),
    Style("Meeting Lead", KEEP_NEXT + spacing(0, 4)),
)  # fmt: skip
PURPOSE = "{{ texts.meeting_purpose }}"
MINUTES = "{{ texts.meeting_minutes }}"


def quarterly_meeting(language: str) -> Layout:
    """Return the layout of the call."""
    return Layout(
        language=language,
        body=(*_head(), *_agenda(), *_results()),
        header=("{{ unit.printed }}", "\tKvartalsmøte"),
        page_words=("Side", "av"),
        styles=STYLES,
    )


def _head() -> tuple[Xml, ...]:
    names = ("team", "date", "time", "place", "participants")
    fields = Fields(
        "Om møtet",
        "Helseteam, tid, sted og deltakere",
        tuple((_fill_in(f"meeting.{name}"),) for name in names),
    )
    return (
        paragraph("Title", "Innkalling til kvartalsmøte"),
        paragraph("Subtitle", UNIT),
        fields.xml(),
    )


def _fill_in(path: str) -> Row:
    """Return the row of a value, with a line to write on where there is none."""
    value = branches(
        (f"if {path}", (paragraph("HeadValue", f"{{{{ {path} }}}}"),)),
        ("else", (paragraph("FillIn", "\t"),)),
    )
    return Row((cell("HeadLabel", f"{{{{ labels['{path}'] }}}}"), Cell((value,))), whole=True)


def _agenda() -> tuple[Xml, ...]:
    minutes = branches(
        ("if meeting.previous_minutes", (paragraph("Normal", "{{ meeting.previous_minutes }}"),)),
        ("else", (paragraph("FillInLine", "\t"), paragraph("FillInLine", "\t"))),
    )
    return (
        paragraph("Heading1", "Agenda"),
        paragraph("MeetingLead", PURPOSE),
        block("for item in lists.meeting_agenda", paragraph("ListBullet", "{{ item }}")),
        paragraph("Heading2", "Saker til dette møtet"),
        branches(
            ("if meeting.items", (paragraph("ListBullet", "{{ meeting.items }}"),)),
            ("else", (paragraph("FillInLine", "\t"), paragraph("FillInLine", "\t"))),
        ),
        paragraph("Heading2", "Forrige referat"),
        minutes,
        paragraph("Heading1", "Før og etter møtet"),
        paragraph("Normal", MINUTES),
    )


def _results() -> tuple[Xml, ...]:
    return (
        paragraph("Heading1", "Resultater fra siste evaluering"),
        block(
            "if review.dates",
            paragraph("MeetingLead", "Evalueringen ble gjennomført ", "{{ review.dates }}", "."),
        ),
        total_and_level(),
        paragraph("Heading2", "Skår og anbefalinger"),
        _scores(),
        paragraph("LegendHead", "{{ texts.heading_levels }}"),
        level_lines(),
    )


def _scores() -> Xml:
    """Return the table of scores, with the recommendation of each criterion below 5."""
    advice = branches(
        (
            "if document.form or c.points and c.points < 5",
            (paragraph("CellText", "{{ c.recommendation }}"),),
        ),
        ("else", (paragraph("CellText"),)),
    )
    criterion = Row(
        (
            cell("CellName", NUMBER_AND_SHORT_NAME),
            cell("CellScore", "{{ c.points }}"),
            Cell((advice,)),
        )
    )
    section = Row((cell("SectionRow", "{{ s.label }}", span=3, tint=True),), whole=True)
    heads = (
        cell("CellHead", "Kriterium"),
        cell("CellHeadCentred", "Skår"),
        cell("CellHead", "Anbefaling (skår under 5)"),
    )
    rows = (
        Row(heads, head=True, whole=True),
        *row_block(
            "for s in sections", 3, section, *row_block("for c in s.criteria", 3, criterion)
        ),
    )
    return table(
        "IPSTable",
        WIDTHS,
        rows,
        title="Skår og anbefalinger",
        description="Skår for hvert kriterium og anbefalingen der skåren er under 5",
    )
