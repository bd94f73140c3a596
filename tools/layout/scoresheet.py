"""The score sheet on one page: names left, scores right, total, levels."""

from __future__ import annotations

from layout.blocks import RANGE, TOTAL_LABEL, UNIT
from layout.criteria import level_lines, score_rows
from layout.package import Layout
from layout.styles import BOLD, KEEP_LINES, KEEP_NEXT, MAJOR, UNBROKEN, Style, size, spacing
from layout.wml import block, paragraph

STYLES = (
    Style("Title", KEEP_NEXT + KEEP_LINES + UNBROKEN + spacing(0, 4, 240),
          MAJOR + BOLD + '<w:color w:val="1F4E5F" w:themeColor="accent1"/>' + size(17)),
    Style("Subtitle", KEEP_NEXT + KEEP_LINES + spacing(0, 4, 240), size(11)),
)  # fmt: skip
"""Smaller than elsewhere, so that long names still leave all on one page."""


def scoresheet(language: str) -> Layout:
    """Return the layout of a score sheet."""
    return Layout(
        language=language,
        body=(
            paragraph("Title", "{{ texts.scoresheet_title }}"),
            paragraph("Subtitle", UNIT, "{% if review.dates %}, {{ review.dates }}{% endif %}"),
            score_rows("{{ texts.column_score }}:", "s.sheet_label"),
            paragraph(
                "ScoreTotal",
                TOTAL_LABEL,
                ":\t{% if document.form or result.scored %}{{ result.total }}{% endif %}",
            ),
            block(
                "if result.provisional and result.scored",
                paragraph("Legend", "(" + RANGE + ")"),
            ),
            paragraph("LegendHead", "{{ texts.heading_levels }}"),
            level_lines(),
        ),
        header=("{{ unit.printed }}", "\t{{ texts.scoresheet_title }}"),
        page_words=("{{ texts.page }}", "{{ texts.of }}"),
        styles=STYLES,
    )
