"""A report for any pack: every value of a review but its meeting, with the labels of the pack."""

from __future__ import annotations

from layout.blocks import (
    NEED,
    TOTAL_LABEL,
    UNIT,
    WITH_INITIALS,
    Fields,
    field_row,
    reviewers_row,
    signatures,
    titled,
    total_and_level,
)
from layout.criteria import (
    Labels,
    changed,
    level_lines,
    optional_field,
    score_rows,
    written_out,
)
from layout.pieces import Content, Row, block, branches, cell, label, paragraph, row_block
from layout.template import Layout


def base_report(language: str) -> Layout:
    """Return the layout of the report of packs that have none of their own."""
    return Layout(
        language=language,
        body=(*_head(), *_background(), *_method(), *_summary(), *_criteria(), *_closing()),
        header=("{{ unit.printed }}", "\t{{ texts.report_title }}"),
        page_words=("{{ texts.page }}", "{{ texts.of }}"),
    )


def _label(path: str) -> str:
    return f"{{{{ labels['{path}'] }}}}"


def _row(path: str) -> tuple[Row, ...]:
    return field_row(_label(path), f"{{{{ {path} }}}}")


def _value(path: str) -> Content:
    return optional_field(path, f"{_label(path)}:")


def _head() -> tuple[Content, ...]:
    kinds = "".join(
        f"{{% if review.kind == '{kind}' %}}{{{{ texts.kind_{kind} }}}}{{% endif %}}"
        for kind in ("external", "guided_self", "self")
    )
    # A form has one field for the kind, whatever it will be.
    kinds = f"{{% if document.form %}}{{{{ review.kind }}}}{{% else %}}{kinds}{{% endif %}}"
    kind = Row((cell("Head Label", _label("review.kind")), cell("Head Value", kinds)))
    fields = Fields(
        "{{ texts.report_title }}",
        "{{ pack.scale_name }}",
        (
            _row("unit.partners"),
            _row("review.dates"),
            _row("review.report_date"),
            row_block("if review.kind", 2, kind),
            _row("review.number"),
            _row("review.mode"),
            reviewers_row(_label("reviewers"), name=WITH_INITIALS),
            _row("review.participants"),
            _row("recipients"),
        ),
    )
    return (
        paragraph("Title", "{{ texts.report_title }}"),
        paragraph("Subtitle", UNIT),
        fields.table(),
        total_and_level(),
    )


def _background() -> tuple[Content, ...]:
    return (
        titled("{{ texts.heading_purpose }}", "purpose"),
        block(
            "if previous.known",
            paragraph("Heading 1", "{{ texts.heading_previous }}"),
            *(_value(f"previous.{name}") for name in ("date", "total", "level")),
        ),
        _group("heading_service", "", ("area", ("client_groups", "ips_team"))),
        _group("heading_unit", "", ("unit", ("client_groups", "geography"))),
    )


def _group(heading: str, style: str, values: tuple[str, tuple[str, ...]]) -> Content:
    """Return values of one record under a heading that goes when all are empty."""
    record, names = values
    paths = [f"{record}.{name}" for name in names]
    return block(
        f"if {' or '.join(paths)}",
        paragraph(style or "Heading 1", f"{{{{ texts.{heading} }}}}"),
        *(_value(path) for path in paths),
    )


def _method() -> tuple[Content, ...]:
    names = ("interviews", "employer_meetings", "meetings", "documents")
    paths = [f"method.{name}" for name in names]
    return (
        block(
            f"if {' or '.join(paths)}",
            paragraph("Heading 1", "{{ texts.heading_method }}"),
            *(optional_field(path, f"{_label(path)}:", "Field Lead") for path in paths),
        ),
        titled("{{ texts.heading_comments }}", "general_comments"),
    )


def _summary() -> tuple[Content, ...]:
    score = "{% if need.score %} ({{ texts.column_score }}: {{ need.score }}){% endif %}"
    name = label(NEED)
    needs = branches(
        (
            "if need.name and need.recommendation",
            (paragraph("List Bullet", name, score, label(":"), " {{ need.recommendation }}"),),
        ),
        ("elif need.name", (paragraph("List Bullet", name, score),)),
        ("else", (paragraph("List Bullet", "{{ need.recommendation }}"),)),
    )
    return (
        _group("heading_summary", "", ("summary", ("description", "strengths", "conclusion"))),
        block(
            "if development",
            paragraph("Heading 1", "{{ texts.heading_development }}"),
            block("for need in development", needs),
        ),
    )


def _criteria() -> tuple[Content, ...]:
    labels = Labels(
        *(f"{_label(f'criteria.{name}')}:" for name in
          ("score", "sources", "comment", "recommendation"))
    )  # fmt: skip
    return (
        paragraph("Heading 1", "{{ texts.heading_criteria }}"),
        written_out(labels, optional=True, change=True),
    )


def _closing() -> tuple[Content, ...]:
    return (
        block(
            "if reviewers",
            paragraph("Heading 1", "{{ texts.heading_signatures }}"),
            signatures(),
        ),
        paragraph("Heading 1", "{{ texts.heading_scores }}", new_page=True),
        score_rows("{{ texts.column_score }}:", change=True),
        paragraph("Score Total", TOTAL_LABEL, "\t{{ result.total }}" + changed("result")),
        paragraph("Legend Head", "{{ texts.heading_levels }}"),
        level_lines(),
    )
