"""The Danish report: front texts, the overview table, the Resumé, signatures and legend."""

from __future__ import annotations

from layout.blocks import (
    LEVEL,
    UNIT,
    correction,
    criteria_table,
    head_field,
    head_reviewers,
    legend,
    response,
    signatures,
    titled,
)
from layout.pieces import Content, block, branches, label, paragraph
from layout.template import Layout

WIDTHS = (1729, 3515, 2750, 1078)
"""Item, remark, recommendation, score: 3.0, 6.2, 4.9 and 1.9 cm."""
HEADS = ("ITEM", "BEMÆRKNING", "ANBEFALING", "SCORE")
RANGE = "den endelige score vil ligge mellem {{ result.low }} og {{ result.high }}"
SCORED = "{{ result.scored }} af {{ result.count }} items er scoret"


def dk_report(language: str) -> Layout:
    """Return the layout of the Danish report."""
    return Layout(
        language=language,
        body=(*_front(), _development(), *_overview(), *_resume(), response()),
        header=("{{ unit.printed }}", "\tFidelity review"),
        page_words=("Side", "af"),
    )


def _front() -> tuple[Content, ...]:
    return (
        paragraph("Title", "Fidelity review"),
        paragraph("Subtitle", UNIT),
        head_field("review.dates", "Reviewdatoer"),
        head_field("review.report_date", "Rapportdato"),
        *correction(),
        head_field("unit.partners", "Samarbejdspartnere"),
        head_reviewers("Reviewere"),
        titled("Formålet med fidelity evalueringen:", "purpose"),
        titled("Generelle kommentarer:", "general_comments"),
    )


def _development() -> Content:
    name = label("{{ need.name }}")
    both = paragraph("List Bullet", name, label(":"), " {{ need.recommendation }}")
    needs = branches(
        ("if need.name and need.recommendation", (both,)),
        ("elif need.name", (paragraph("List Bullet", name),)),
        ("else", (paragraph("List Bullet", "{{ need.recommendation }}"),)),
    )
    return block(
        "if development",
        paragraph("Heading 1", "Områder der særligt kan arbejdes med inden næste review:"),
        block("for need in development", needs),
    )


def _overview() -> tuple[Content, ...]:
    total = "TOTAL SCORE{% if result.provisional %} (foreløbig: " + SCORED + "){% endif %}"
    return (
        paragraph("Heading 1", "Oversigtstabel baseret på IPS-trofasthedsskala"),
        criteria_table(
            WIDTHS,
            HEADS,
            total,
            title="Oversigtstabel baseret på IPS-trofasthedsskala",
            description="Bemærkning, anbefaling og score for hvert af de 25 items",
        ),
    )


def _resume() -> tuple[Content, ...]:
    partners = "{% if unit.partners %} i samarbejde med {{ unit.partners }}{% endif %}"
    frame = paragraph(
        "Conclusion",
        "Denne trofasthedsmåling blev udført for at evaluere implementeringen af IPS-service i "
        f"{UNIT}{partners}. Trofasthedsmålingen er foretaget på baggrund af "
        "Fidelityskalaen 2008, udviklet i USA, også kaldet IPS-25.",
    )
    return (
        paragraph("Heading 1", "Resumé:"),
        frame,
        paragraph("Conclusion", "{{ summary.conclusion }}"),
        _level(),
        signatures(followed=True),
        legend(),
    )


def _level() -> Content:
    known = paragraph(
        "Key Result",
        f"Den totale score for trofasthedsmålingen svarer til {LEVEL} "
        "(total score = {{ result.total }}).",
    )
    provisional = (
        f"Den foreløbige totale score er {{{{ result.total }}}}: {SCORED}, og {RANGE}"
        "{% if result.level.label %}, hvilket svarer til {{ result.level.label }}{% endif %}."
    )
    return branches(
        ("if result.provisional", (paragraph("Key Result", provisional),)), ("else", (known,))
    )
