"""What several documents share: head fields, the table of criteria, signatures, the legend."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from layout.pieces import (
    Cell,
    Content,
    Piece,
    Row,
    Run,
    block,
    branches,
    cell,
    head_row,
    label,
    paragraph,
    row_block,
    table,
)

UNIT = "{{ unit.name }}{% if unit.place %}, {{ unit.place }}{% endif %}"
REVIEWER = "{{ r.name }}{% if r.title %}, {{ r.title }}{% endif %}"
NUMBER_AND_NAME = "{% if c.printed %}{{ c.printed }} {% endif %}{{ c.name }}"
NUMBER_AND_SHORT_NAME = "{% if c.printed %}{{ c.printed }} {% endif %}{{ c.short_name }}"
NEED = "{% if need.printed %}{{ need.printed }} {% endif %}{{ need.name }}"
"""A number and the blank behind it go together: not every scale prints numbers."""
LEVEL = "{% if document.form %}{{ result.statement }}{% else %}{{ result.level.label }}{% endif %}"
WITH_INITIALS = REVIEWER + "{% if r.initials %} ({{ r.initials }}){% endif %}"
LEAST_HEIGHT = 760
"""Of a row that breaks: three lines, so that no single line stands at the foot of a page."""
LONG_WIDTHS = (5443, 3629)
"""Of a criterion with long texts: comment and recommendation, 9.6 and 6.4 cm."""
HEAD = "Head Field"
"""The style of a label with its value beside it, aligned with those above and below."""


def wanted(path: str, name: str = "") -> str:
    """Return the condition for a label: it has a value, or the pack prints it always.

    `name` is what templates call the value where that is not its path.
    """
    return f"{name or path} or always_printed['{path}']"


def head_field(path: str, text: str) -> Content:
    """Return a label with a value of the review beside it, further paragraphs below the value."""
    line = paragraph(HEAD, label(text), f"\t{{{{ {path} }}}}")
    return block(f"if {wanted(path)}", line)


def head_reviewers(text: str, *, name: str = REVIEWER) -> Content:
    """Return the reviewers beside their label, one a line."""
    first = paragraph(HEAD, label(text), f"\t{name}")
    more = paragraph(f"{HEAD} Continue", name)
    lines = branches(("if loop.first", (first,)), ("else", (more,)))
    return branches(
        ("if reviewers", (block("for r in reviewers", lines),)),
        ("elif always_printed['reviewers']", (paragraph(HEAD, label(text)),)),
    )


def correction(sign: str = "") -> tuple[Content, ...]:
    """Return version and date of a corrected report, where the pack has labels for them."""
    return tuple(
        block(
            f"if {name} and labels['{name}']",
            paragraph(HEAD, label(f"{{{{ labels['{name}'] }}}}{sign}"), f"\t{{{{ {name} }}}}"),
        )
        for name in ("review.version", "review.corrected")
    )


def response() -> Content:
    """Return the unit's answer below a heading, where there is one and the pack has a label."""
    return block(
        "if response and labels['response']",
        paragraph("Heading 1", "{{ labels['response'] }}"),
        paragraph("Normal", "{{ response }}"),
    )


def titled(heading: str, name: str, style: str = "Heading 1") -> Content:
    """Return a heading and the text below it, both absent when the text is empty."""
    return block(f"if {name}", paragraph(style, heading), paragraph("Normal", f"{{{{ {name} }}}}"))


def criteria_table(
    widths: Sequence[int],
    heads: Sequence[str],
    total: str,
    *,
    title: str,
    description: str,
    previous: bool = False,
) -> Content:
    """Return the table of all criteria; with `previous` last time's scores and the change since.

    A criterion of more than half a page has a table of its own, whose head is its name: only the
    head of a table is repeated on each page.
    """
    total += _in_brackets("result") if previous else ""
    before = (cell("Total Score Before", "{{ previous.total }}"),) if previous else ()
    score = cell("Total Score", "{{ result.total }}")
    last = Row((cell("Total Row", total, span=3), *before, score), whole=True)
    columns = len(widths)
    short = (
        _heads(heads),
        *row_block(
            "for s in run.sections",
            columns,
            *_section_row(columns, previous=previous),
            *row_block("for c in s.criteria", columns, _criterion_row(previous=previous)),
        ),
    )
    a_table = partial(table, "IPS Table", title=title, description=description)
    gap = paragraph("Between Tables")
    long = a_table(LONG_WIDTHS, _long_rows(heads, previous=previous))
    return block(
        "for run in runs",
        branches(
            ("if run.long", (long, gap)),
            ("elif loop.last", (a_table(widths, (*short, last), total=True),)),
            ("else", (a_table(widths, short), gap)),
        ),
    )


def _section_row(columns: int, *, previous: bool, head: bool = False) -> tuple[Row, ...]:
    label = "{{ s.label }}"
    if previous:
        label += "{% if s.change %}: {{ s.points }}" + _in_brackets("s") + "{% endif %}"
    tinted = cell("Section Row", label, span=columns, tint=True)
    return row_block("if s.opens", columns, Row((tinted,), head=head, whole=True))


def _criterion_row(*, previous: bool) -> Row:
    """Return the row of a criterion; with `previous` its change below its name."""
    before = (cell("Cell Score Before", "{{ c.previous_score }}"),) if previous else ()
    return Row(
        (
            cell("Cell Name", "{{ c.name }}", *_change(previous=previous)),
            cell("Cell Text", "{{ c.comment }}"),
            cell("Cell Text", "{{ c.recommendation }}"),
            *before,
            cell("Cell Score", "{{ c.score }}"),
        ),
        whole=True,
    )


def _long_rows(heads: Sequence[str], *, previous: bool) -> tuple[Row, ...]:
    """Return the rows of one criterion: name and score above its texts, on each page."""
    name, comment, recommendation, *before, score = heads
    del name
    points = f"{score}: {{{{ c.score }}}}"
    earlier = "".join(f"{head}: {{{{ c.previous_score }}}}, " for head in before)
    if previous:
        points = f"{{% if c.previous_score %}}{earlier}{{% endif %}}{points}"
    # One row, so that a screen reader tells a column by the name and what it holds.
    named = paragraph("Cell Name", "{{ c.name }}", *_change(previous=previous))
    head = (
        Cell((named, paragraph("Cell Head", comment)), tint=True),
        Cell((paragraph("Cell Name", points), paragraph("Cell Head", recommendation)), tint=True),
    )
    texts = (cell("Cell Text", "{{ c.comment }}"), cell("Cell Text", "{{ c.recommendation }}"))
    rows = (Row(head, head=True, whole=True), Row(texts, least=LEAST_HEIGHT))
    return row_block(
        "for s in run.sections",
        len(LONG_WIDTHS),
        *_section_row(len(LONG_WIDTHS), previous=previous, head=True),
        *row_block("for c in s.criteria", len(LONG_WIDTHS), *rows),
    )


def _change(*, previous: bool) -> tuple[Piece, ...]:
    # In one paragraph with the name, for a page does not end between the two.
    since = Run("\n" + _since("c"), "Criterion Text")
    return ("{% if c.change %}", since, "{% endif %}") if previous else ()


def _since(name: str) -> str:
    """Return the change since last time: `↑ +1`."""
    return f"{{{{ {name}.arrow }}}}\N{NO-BREAK SPACE}{{{{ {name}.change }}}}"


def _in_brackets(name: str) -> str:
    """Return the change since last time in brackets, where it is known."""
    return f"{{% if {name}.change %}} ({_since(name)}){{% endif %}}"


def _heads(heads: Sequence[str]) -> Row:
    """Return the column heads; those over scores are centred."""
    row = head_row("Cell Head", *heads)
    centred = tuple(cell("Cell Head Centred", head) for head in heads[3:])
    return Row((*row.cells[:3], *centred), head=True, whole=True)


SCORED = "{{ result.scored }} {{ texts.count_of }} {{ result.count }} {{ texts.criteria_scored }}"
RANGE = "{{ texts.range }} {{ result.low }} {{ texts.range_and }} {{ result.high }}"
TOTAL_LABEL = (
    "{% if result.provisional and result.scored %}{{ texts.provisional_total }} ("
    + SCORED
    + ("){% else %}{{ texts.total }}{% endif %}")
)
"""What stands before the total, with the number of scores as long as some are missing."""


def total_and_level() -> Content:
    """Return the line that stands out: total and level, or how far a provisional total is."""
    final = f"{{{{ texts.total }}}}: {{{{ result.total }}}} – {LEVEL}"
    provisional = (
        "{{ texts.provisional_total }}: {{ result.total }} (" + SCORED + "; " + RANGE + ")"
        "{% if result.level.label %} – {{ result.level.label }}{% endif %}"
    )
    return branches(
        ("if result.provisional", (paragraph("Key Result", provisional),)),
        ("else", (paragraph("Key Result", final),)),
    )


def signatures(*, followed: bool = False) -> Content:
    """Return a rule to sign on and the name below it for each reviewer, kept together.

    Those that are `followed` stay with what stands below them.
    """
    line = f"\t\n{REVIEWER}"
    if followed:
        return block("for r in reviewers", paragraph("Signature", line))
    lines = branches(
        ("if loop.last", (paragraph("Signature Last", line),)),
        ("else", (paragraph("Signature", line),)),
    )
    return block("for r in reviewers", lines)


def legend() -> Content:
    """Return the lines of the levels as the form prints them, aligned at their equals sign."""
    return block(
        "for level in levels",
        paragraph("Legend", "{{ level.legend | replace(' = ', '\\t= ') }}"),
    )
