"""The Finland-Swedish evaluation report: the texts of the form in their order and wording.

The form's two help lines stand in the blank form only, and its `Poång` is printed `Poäng`.
"""

from __future__ import annotations

from layout.blocks import NEED, UNIT, Fields, field_row, reviewers_row
from layout.criteria import STYLES, Labels, field, level_lines, score_rows, written_out
from layout.package import Layout
from layout.wml import TEXT_WIDTH, Xml, block, label, paragraph, run

HEAD_WIDTHS = (3402, TEXT_WIDTH - 3402)
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
        styles=STYLES,
    )


def _head() -> tuple[Xml, ...]:
    fields = Fields(
        "Uppgifter om bedömningen",
        "Enhet, datum, mottagare och bedömare",
        (
            field_row("Namn och område för enheten som ska bedömas:", UNIT, optional=False),
            field_row("Rapportdatum:", "{{ review.report_date }}", optional=False),
            field_row("Mottagare:", "{{ recipients }}", optional=False),
            reviewers_row("Bedömare:", optional=False, bullets=True),
            field_row("Bedömningsdatum:", "{{ review.dates }}", optional=False),
            field_row("Med i utvärderingen:", "{{ review.participants }}", optional=False),
        ),
        HEAD_WIDTHS,
    )
    level = (
        " {% if document.form %}{{ previous.statement }}{% else %}{{ previous.level }}"
        "{% if previous.level and previous.total %}, {% endif %}"
        "{% if previous.total %}{{ previous.total }} poäng{% endif %}{% endif %}"
    )
    return (
        block("if document.form", *(paragraph("FormHelp", line) for line in HELP)),
        paragraph("Title", TITLE),
        fields.xml(),
        paragraph("Heading1", "Syfte:"),
        paragraph("Normal", PURPOSE),
        paragraph("Heading1", "Tidigare bedömning:"),
        field(
            "review.number",
            "Vilken i ordningen var den här IPS-kvalitetsbedömningen?",
            "ListBullet",
        ),
        field("previous.date", "Datum för föregående kvalitetsbedömningsrapport:", "ListBullet"),
        paragraph(
            "ListBullet",
            label(
                "Den verbala nivån på den tidigare kvalitetsbedömningen (t.ex. ”måttlig nivå”, se "
                "poängtabell i slutet av dokumentet) och totalpoäng (max. 125 poäng):"
            ),
            level,
        ),
    )


def _service() -> tuple[Xml, ...]:
    return (
        paragraph("Heading1", "Beskrivning av IPS-tjänsten:"),
        paragraph("Heading2", "Psykiatriska tjänster i hela området:"),
        field("area.client_groups", "För vilka kundgrupper erbjuds IPS-arbetsträning?"),
        field("area.ips_team", "Beskrivning av IPS-teamet för hela området:"),
        paragraph("Heading2", "Utvärderad enhet:"),
        field("unit.client_groups", "Ålder och sjukdomsgrupp för klienterna som vårdas:"),
        field("unit.geography", "Geografisk hänvisning av klienter som vårdas:"),
    )


def _method() -> tuple[Xml, ...]:
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
    return (
        paragraph("Heading1", "Bedömningsmetod:"),
        field(
            "review.mode",
            "Genomfördes bedömningen på plats, på distans eller på något annat sätt?",
        ),
        *(
            piece
            for heading, lead, name in parts
            for piece in (
                paragraph("Heading2", heading),
                paragraph("FieldLead", f"{lead} {{{{ method.{name} }}}}"),
            )
        ),
    )


def _summary() -> tuple[Xml, ...]:
    points = (
        "{% if document.form %}{{ result.statement }}{% else %}"
        "{% if result.provisional %}preliminärt {{ result.total }} poäng ({{ result.scored }} av "
        "{{ result.count }} kriterier är bedömda, slutresultatet blir {{ result.low }}–"
        "{{ result.high }} poäng){% else %}{{ result.total }} poäng{% endif %}"
        "{% if result.level.label %}, {{ result.level.label }}{% endif %}{% endif %}"
    )
    return (
        paragraph("Heading1", "Sammanfattning av bedömningen:"),
        paragraph(
            "KeyResult",
            run("Poäng och verbal nivå (se poängtabellen i slutet av dokumentet):", "Quiet"),
            f" {points}",
        ),
        field(
            "summary.description",
            "En allmän beskrivning av IPS-tjänsten för den utvärderade enheten (1–2 meningar):",
        ),
        paragraph("Heading2", "Styrkor"),
        paragraph(
            "Field",
            "En fri beskrivning av styrkorna i enhetens IPS-tjänst i förhållande till "
            "kvalitetskriterierna: {{ summary.strengths }}",
        ),
        *_needs(),
    )


def _needs() -> tuple[Xml, ...]:
    return (
        paragraph("Heading2", "Viktiga utvecklingsbehov"),
        paragraph(
            "Lead",
            "Utvecklingsbehov listas med referens till vissa kvalitetskriterier. Den enhet som "
            "utvärderas kan använda beskrivningen direkt vid framtagandet av sin utvecklingsplan.",
        ),
        block(
            "for need in development",
            paragraph("NeedName", run("Kriteriumnummer och namn:", "Quiet"), f" {NEED}"),
            field("need.score", "Poäng:", "NeedScore"),
            field("need.recommendation", "Rekommendationer:"),
        ),
    )


def _criteria() -> tuple[Xml, ...]:
    labels = Labels(
        "Poäng:",
        "Datakällor:",
        "Kommentarer (beskrivning):",
        "Rekommendationer (utvecklingsbehov):",
    )
    return (
        paragraph("Heading1", "Kriteriebaserad bedömning:"),
        written_out(labels, optional=False),
    )


def _scores() -> tuple[Xml, ...]:
    return (
        paragraph("Heading1", "Sammanfattning av bedömningspoängen:", new_page=True),
        score_rows("Poäng:", room=4309),
        paragraph(
            "ScoreTotal",
            "TOTALPOÄNG (max. 125){% if result.provisional %}, preliminärt{% endif %}"
            "\t{{ result.total }}",
        ),
        paragraph("LegendHead", "TOTALPOÄNG"),
        level_lines(),
    )
