"""The sheet for two reviewers' talk: anchors, both scores, both texts, and room for one."""

from __future__ import annotations

from layout.blocks import NUMBER_AND_NAME, UNIT
from layout.pieces import (
    Cell,
    Content,
    Row,
    block,
    branches,
    cell,
    head_row,
    label,
    paragraph,
    row_block,
    table,
)
from layout.template import Layout

WIDTHS = (3400, 3400, 2272)
ROOM = 1134
"""Two centimetres to write in by hand, in twentieths of a point."""
SCORE = "{{ texts.column_score }}"
TITLE = "{{ texts.consensus_title }}"
BULLET = "Cell Text Bullet"


def consensus(language: str) -> Layout:
    """Return the layout of the consensus sheet."""
    return Layout(
        language=language,
        body=(
            paragraph("Title", TITLE),
            paragraph("Subtitle", UNIT),
            block(
                "if apart",
                paragraph("Normal", label("{{ texts.consensus_apart }}:"), " {{ apart }}"),
            ),
            table(
                "IPS Table",
                WIDTHS,
                _rows(),
                title=TITLE,
                description="{{ pack.scale_name }}",
            ),
        ),
        header=(f"{{{{ unit.printed }}}}\t{TITLE}",),
        page_words=("{{ texts.page }}", "{{ texts.of }}"),
    )


def _rows() -> tuple[Row, ...]:
    columns = len(WIDTHS)
    heads = ("{{ first.initials }}", "{{ second.initials }}", "{{ texts.consensus_agreed }}")
    section = Row((cell("Section Row", "{{ s.label }}", span=columns, tint=True),), whole=True)
    return (
        head_row("Cell Head", *heads),
        *row_block(
            "for s in sections",
            columns,
            section,
            *row_block(
                "for c in s.criteria",
                columns,
                *row_block("if c.apart", columns, _criterion(tint=True)),
                *row_block("if not c.apart", columns, _criterion()),
                Row((_own("first"), _own("second"), cell("Cell Name", f"{SCORE}:")), least=ROOM),
            ),
        ),
    )


def _criterion(*, tint: bool = False) -> Row:
    """Return the row of a criterion across the page: its name, what it looks at, its anchors."""
    who = label("◄\N{NO-BREAK SPACE}{{ a.who }}")
    anchors = block(
        "for a in c.anchors",
        paragraph("Cell Text", "{{ a.score }} = {{ a.text }}{% if a.who %} ", who, "{% endif %}"),
    )
    # A sign beside the tint, for who cannot tell colours or prints without them.
    name = ("≠ " if tint else "") + NUMBER_AND_NAME
    content = (paragraph("Cell Name", name), _lines("c.texts"), anchors)
    return Row((Cell(content, span=len(WIDTHS), tint=tint, held=True),), whole=True)


def _own(side: str) -> Cell:
    """Return what one reviewer gave and wrote."""
    score = paragraph("Cell Name", f"{SCORE}: {{{{ c.{side}.score }}}}")
    return Cell((score, _lines(f"c.{side}.words")))


def _lines(name: str) -> Content:
    """Return the paragraphs and bullets of a list of them."""
    text, bullet = (paragraph(style, "{{ line.text }}") for style in ("Cell Text", BULLET))
    return block(f"for line in {name}", branches(("if line.bullet", (bullet,)), ("else", (text,))))
