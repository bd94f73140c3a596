"""The Finland-Swedish evaluation report: the texts of the form in their order and wording.

The form's two help lines stand in the blank form only, and its `Poång` is printed `Poäng`.
"""

from __future__ import annotations

from layout.blocks import (
    HEAD,
    NEED,
    UNIT,
    correction,
    head_field,
    head_reviewers,
    response,
    wanted,
)
from layout.criteria import (
    Labels,
    field,
    level_lines,
    optional_field,
    score_rows,
    text_field,
    written_out,
)
from layout.pieces import Content, block, label, paragraph
from layout.template import Layout

# The break behind the blank keeps "IPS-" with its word; the letters are the form's.
TITLE = "KVALITETSBEDÖMNINGSRAPPORT FÖR \nIPS-ARBETSTRÄNING SOM STÖDD SYSSELSÄTTNING"
PURPOSE = (
    "Utvärderingen genomfördes för att få en bedömning av kvaliteten på implementeringen av "
    "IPS-modellen för den aktuella enheten. Utvärderingen jämför implementeringen av enhetens "
    "IPS-arbetsträning med kvalitetskriterierna för IPS-modellen vid utvärderingstillfället. "
    "När det gäller IPS-teamarbete och arbetsmetod fokuserar bedömningen på psykiatriska "
    "tjänster i hela området."
)


HELP = (
    "Mall uppdaterad 4.2.2026",
    (
        'Hjälp: Fyll i fälten där det står "{{ texts.placeholder }}" Genom att klicka på objektet '
        "ser du förtydligandet av den begärda informationen i fältet."
    ),
)
"""Two lines for the writer of a form."""


def fi_report(language: str) -> Layout:
    """Return the layout of the Finland-Swedish report."""
    return Layout(
        language=language,
        body=(*_head(), *_service(), *_method(), *_summary(), *_criteria(), *_scores()),
        header=("{{ unit.printed }}", "\tKvalitetsbedömningsrapport"),
        page_words=("Sida", "av"),
    )


def _head() -> tuple[Content, ...]:
    level = (
        " {% if document.form %}{{ previous.statement }}{% else %}{{ previous.level }}"
        "{% if previous.level and previous.total %}, {% endif %}"
        "{% if previous.total %}{{ previous.total }} poäng{% endif %}{% endif %}"
    )
    return (
        block("if document.form", *(paragraph("Form Help", line) for line in HELP)),
        paragraph("Title", TITLE),
        paragraph(HEAD, label("Namn och område för enheten som ska bedömas:"), f"\t{UNIT}"),
        head_field("review.report_date", "Rapportdatum:"),
        *correction(":"),
        head_field("recipients", "Mottagare:"),
        head_reviewers("Bedömare:"),
        head_field("review.dates", "Bedömningsdatum:"),
        head_field("review.participants", "Med i utvärderingen:"),
        paragraph("Heading 1", "Syfte:"),
        paragraph("Normal", PURPOSE),
        _part(
            "Heading 1",
            "Tidigare bedömning:",
            ("review.number", "previous.date", "previous.level"),
            optional_field(
                "review.number",
                "Vilken i ordningen var den här IPS-kvalitetsbedömningen?",
                "List Bullet",
            ),
            optional_field(
                "previous.date", "Datum för föregående kvalitetsbedömningsrapport:", "List Bullet"
            ),
            block(
                f"if previous.total or document.form or {wanted('previous.level')}",
                paragraph(
                    "List Bullet",
                    label(
                        "Den verbala nivån på den tidigare kvalitetsbedömningen (t.ex. ”måttlig "
                        "nivå”, se poängtabell i slutet av dokumentet) och totalpoäng (max. 125 "
                        "poäng):"
                    ),
                    level,
                ),
            ),
        ),
    )


def _part(style: str, heading: str, paths: tuple[str, ...], *content: Content) -> Content:
    """Return a heading with values below it, absent when there is none of them."""
    condition = " or ".join(map(wanted, paths))
    return block(f"if {condition}", paragraph(style, heading), *content)


def _service() -> tuple[Content, ...]:
    area = ("area.client_groups", "area.ips_team")
    unit = ("unit.client_groups", "unit.geography")
    return (
        _part(
            "Heading 1",
            "Beskrivning av IPS-tjänsten:",
            (*area, *unit),
            _part(
                "Heading 2",
                "Psykiatriska tjänster i hela området:",
                area,
                text_field(area[0], "För vilka kundgrupper erbjuds IPS-arbetsträning?"),
                text_field(area[1], "Beskrivning av IPS-teamet för hela området:"),
            ),
            _part(
                "Heading 2",
                "Utvärderad enhet:",
                unit,
                text_field(unit[0], "Ålder och sjukdomsgrupp för klienterna som vårdas:"),
                text_field(unit[1], "Geografisk hänvisning av klienter som vårdas:"),
            ),
        ),
    )


def _method() -> tuple[Content, ...]:
    parts = (
        ("Intervjuer", "Bedömarna intervjuade följande personer:", "interviews"),
        (
            "Observerade arbetsgivarmöten",
            "Bedömarna observerade följande arbetstränare vid arbetsgivarmöten:",
            "employer_meetings",
        ),
        ("Observerade möten", "Bedömarna observerade följande möten:", "meetings"),
        ("Granskade dokument", "Bedömarna granskade följande dokument:", "documents"),
    )
    paths = tuple(f"method.{name}" for *_, name in parts)
    return (
        _part(
            "Heading 1",
            "Bedömningsmetod:",
            ("review.mode", *paths),
            optional_field(
                "review.mode",
                "Genomfördes bedömningen på plats, på distans eller på något annat sätt?",
            ),
            *(
                _part("Heading 2", heading, (path,), text_field(path, lead))
                for (heading, lead, _), path in zip(parts, paths, strict=True)
            ),
        ),
    )


def _summary() -> tuple[Content, ...]:
    points = (
        "{% if document.form %}{{ result.statement }}{% else %}"
        "{% if result.provisional %}preliminärt {{ result.total }} poäng ({{ result.scored }} av "
        "{{ result.count }} kriterier är bedömda, slutresultatet blir {{ result.low }}–"
        "{{ result.high }} poäng){% else %}{{ result.total }} poäng{% endif %}"
        "{% if result.level.label %}, {{ result.level.label }}{% endif %}{% endif %}"
    )
    return (
        paragraph("Heading 1", "Sammanfattning av bedömningen:"),
        paragraph(
            "Key Result",
            label("Poäng och verbal nivå (se poängtabellen i slutet av dokumentet):"),
            f" {points}",
        ),
        text_field(
            "summary.description",
            "En allmän beskrivning av IPS-tjänsten för den utvärderade enheten (1–2 meningar):",
        ),
        _part(
            "Heading 2",
            "Styrkor",
            ("summary.strengths",),
            text_field(
                "summary.strengths",
                "En fri beskrivning av styrkorna i enhetens IPS-tjänst i förhållande till "
                "kvalitetskriterierna:",
            ),
        ),
        *_needs(),
    )


def _needs() -> tuple[Content, ...]:
    advice = "need.recommendation"
    return (
        block(
            "if development",
            paragraph("Heading 2", "Viktiga utvecklingsbehov"),
            paragraph(
                "Lead",
                "Utvecklingsbehov listas med referens till vissa kvalitetskriterier. Den enhet som "
                "utvärderas kan använda beskrivningen direkt vid framtagandet av sin "
                "utvecklingsplan.",
            ),
            block(
                "for need in development",
                paragraph("Need Name", label("Kriteriumnummer och namn:"), f" {NEED}"),
                field("need.score", "Poäng:", "Need Score"),
                text_field("development.recommendation", "Rekommendationer:", advice),
            ),
        ),
    )


def _criteria() -> tuple[Content, ...]:
    labels = Labels(
        "Poäng:",
        "Datakällor:",
        "Kommentarer (beskrivning):",
        "Rekommendationer (utvecklingsbehov):",
    )
    return (
        paragraph("Heading 1", "Kriteriebaserad bedömning:"),
        written_out(labels),
    )


def _scores() -> tuple[Content, ...]:
    return (
        paragraph("Heading 1", "Sammanfattning av bedömningspoängen:"),
        score_rows("Poäng:", field_room=42),
        paragraph(
            "Score Total",
            "TOTALPOÄNG (max. 125){% if result.provisional %}, preliminärt{% endif %}"
            "\t{{ result.total }}",
        ),
        paragraph("Legend Head", "TOTALPOÄNG"),
        level_lines(),
        response(),
    )
