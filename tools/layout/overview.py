"""The table of criteria alone, for any pack; what changed since last time, and what comes next."""

from __future__ import annotations

from layout.blocks import (
    TOTAL_LABEL,
    UNIT,
    criteria_table,
    head_field,
    head_reviewers,
    total_and_level,
)
from layout.criteria import level_lines
from layout.pieces import Content, block, branches, label, paragraph
from layout.template import Layout

WIDTHS = (1758, 3515, 2835, 964)
WIDTHS_BEFORE = (1644, 3289, 2552, 794, 793)
NAMED = tuple(f"{{{{ texts.column_{name} }}}}" for name in ("item", "comment", "recommendation"))
SCORE = "{{ texts.column_score }}"
BEFORE = "{{ texts.column_previous }}"
TITLE = "{{ texts.overview_title }}"


def overview(language: str) -> Layout:
    """Return the layout of the overview."""
    return Layout(
        language=language,
        body=(
            paragraph("Title", TITLE),
            paragraph("Subtitle", UNIT),
            head_field("review.dates", "{{ labels['review.dates'] }}"),
            head_field("review.report_date", "{{ labels['review.report_date'] }}"),
            head_reviewers("{{ labels['reviewers'] }}"),
            total_and_level(),
            branches(
                ("if previous.known and not document.form", (_table(previous=True),)),
                ("else", (_table(previous=False),)),
            ),
            # Right behind the total that they explain.
            paragraph("Legend Head", "{{ texts.heading_levels }}"),
            level_lines(),
            _next_level(),
        ),
        header=("{{ unit.printed }}", f"\t{TITLE}"),
        page_words=("{{ texts.page }}", "{{ texts.of }}"),
    )


def _table(*, previous: bool) -> Content:
    return criteria_table(
        WIDTHS_BEFORE if previous else WIDTHS,
        (*NAMED, *((BEFORE,) if previous else ()), SCORE),
        TOTAL_LABEL,
        title=TITLE,
        description="{{ pack.scale_name }}",
        previous=previous,
    )


def _next_level() -> Content:
    """Return how many points the next level is away, and the next anchor of each criterion."""
    name = label("{{ c.short_name }}: {{ c.points }} → {{ c.next_score }}")
    anchor = "{% if c.next_anchor %}\n{{ c.next_anchor }}{% endif %}"
    return block(
        "if result.next_level.label and not document.form",
        paragraph("Heading 1", "{{ texts.heading_next_level }}"),
        paragraph(
            "Normal",
            "{{ result.next_level.label }}: {{ texts.points_missing }} "
            "{{ result.next_level.missing }} {{ texts.points }}. {{ texts.next_anchors }}",
        ),
        block(
            "for s in sections",
            block(
                "for c in s.criteria",
                block("if c.next_score", paragraph("List Bullet", name, anchor)),
            ),
        ),
    )
