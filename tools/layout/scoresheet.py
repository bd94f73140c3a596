"""The score sheet on one page: names left, scores right, total, levels."""

from __future__ import annotations

from layout.blocks import RANGE, TOTAL_LABEL, UNIT
from layout.criteria import level_lines, score_rows
from layout.pieces import block, paragraph
from layout.template import Layout

LOOKS = {
    "Title": "Title Sheet",
    "Subtitle": "Subtitle Sheet",
    "Heading 1": "Heading Sheet",
    "Score Total": "Score Total Sheet",
}
"""Smaller than elsewhere, so that long names still leave all on one page."""


def scoresheet(language: str) -> Layout:
    """Return the layout of a score sheet."""
    return Layout(
        language=language,
        body=(
            paragraph("Title", "{{ texts.scoresheet_title }}"),
            paragraph("Subtitle", UNIT, "{% if review.dates %}, {{ review.dates }}{% endif %}"),
            score_rows("{{ texts.column_score }}:", "s.sheet_label", heading="Heading 1"),
            paragraph(
                "Score Total",
                TOTAL_LABEL,
                ":\t{% if document.form or result.scored %}{{ result.total }}{% endif %}",
            ),
            block(
                "if result.provisional and result.scored",
                paragraph("Legend", "(" + RANGE + ")"),
            ),
            level_lines(),
        ),
        header=("{{ unit.printed }}", "\t{{ texts.scoresheet_title }}"),
        page_words=("{{ texts.page }}", "{{ texts.of }}"),
        looks=LOOKS,
    )
