"""A report for any pack: every value of a review but its meeting, with the labels of the pack."""

from __future__ import annotations

from layout.blocks import (
    NEED,
    TOTAL_LABEL,
    UNIT,
    WITH_INITIALS,
    correction,
    head_field,
    head_reviewers,
    response,
    signatures,
    titled,
    total_and_level,
    wanted,
)
from layout.criteria import (
    Labels,
    changed,
    level_lines,
    optional_field,
    score_rows,
    text_field,
    written_out,
)
from layout.pieces import Content, block, branches, label, paragraph
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


def _beside(path: str) -> Content:
    return head_field(path, _label(path))


def _value(path: str) -> Content:
    return optional_field(path, f"{_label(path)}:")


def _text(path: str) -> Content:
    return text_field(path, f"{_label(path)}:")


def _head() -> tuple[Content, ...]:
    kinds = "".join(
        f"{{% if review.kind == '{kind}' %}}{{{{ texts.kind_{kind} }}}}{{% endif %}}"
        for kind in ("external", "guided_self", "self")
    )
    # A form has one field for the kind, whatever it will be.
    kinds = f"{{% if document.form %}}{{{{ review.kind }}}}{{% else %}}{kinds}{{% endif %}}"
    kind = paragraph("Head Field", label(_label("review.kind")), f"\t{kinds}")
    return (
        paragraph("Title", "{{ texts.report_title }}"),
        paragraph("Subtitle", UNIT),
        _beside("unit.partners"),
        _beside("review.dates"),
        _beside("review.report_date"),
        *correction(),
        block(f"if {wanted('review.kind')}", kind),
        _beside("review.number"),
        _beside("review.mode"),
        head_reviewers(_label("reviewers"), name=WITH_INITIALS),
        _beside("review.participants"),
        _beside("recipients"),
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
        _texts("heading_service", "area", ("client_groups", "ips_team")),
        _texts("heading_unit", "unit", ("client_groups", "geography")),
    )


def _texts(heading: str, record: str, names: tuple[str, ...]) -> Content:
    """Return texts of one record under a heading that goes when all are empty."""
    paths = [f"{record}.{name}" for name in names]
    return block(
        f"if {' or '.join(map(wanted, paths))}",
        paragraph("Heading 1", f"{{{{ texts.{heading} }}}}"),
        *(_text(path) for path in paths),
    )


def _method() -> tuple[Content, ...]:
    names = ("interviews", "employer_meetings", "meetings", "documents")
    return (
        _texts("heading_method", "method", names),
        titled("{{ texts.heading_comments }}", "general_comments"),
    )


def _summary() -> tuple[Content, ...]:
    there = "{% if document.form or need.scored %}"
    score = f"{there} ({{{{ texts.column_score }}}}: {{{{ need.score }}}}){{% endif %}}"
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
        _texts("heading_summary", "summary", ("description", "strengths", "conclusion")),
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
        written_out(labels, change=True),
    )


def _closing() -> tuple[Content, ...]:
    return (
        block(
            "if reviewers",
            paragraph("Heading 1", "{{ texts.heading_signatures }}"),
            signatures(),
        ),
        paragraph("Heading 1", "{{ texts.heading_scores }}"),
        score_rows("{{ texts.column_score }}:", change=True),
        paragraph("Score Total", TOTAL_LABEL, "\t{{ result.total }}" + changed("result")),
        paragraph("Legend Head", "{{ texts.heading_levels }}"),
        level_lines(),
        response(),
    )
