"""The Finland-Swedish evaluation report: the texts of the form in their order and wording.

The form's two help lines stand in the blank form only, and its `Poång` is printed `Poäng`.
"""

from __future__ import annotations

from layout.blocks import NEED, UNIT, Fields, field_row, reviewers_row
from layout.criteria import Labels, field, level_lines, score_rows, written_out
from layout.pieces import TEXT_WIDTH, Content, Run, block, label, paragraph
from layout.template import Layout

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
    )


def _head() -> tuple[Content, ...]:
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
        block("if document.form", *(paragraph("Form Help", line) for line in HELP)),
        paragraph("Title", TITLE),
        fields.table(),
        paragraph("Heading 1", "Syfte:"),
        paragraph("Normal", PURPOSE),
        paragraph("Heading 1", "Tidigare bedömning:"),
        field(
            "review.number",
            "Vilken i ordningen var den här IPS-kvalitetsbedömningen?",
            "List Bullet",
        ),
        field("previous.date", "Datum för föregående kvalitetsbedömningsrapport:", "List Bullet"),
        paragraph(
            "List Bullet",
            label(
                "Den verbala nivån på den tidigare kvalitetsbedömningen (t.ex. ”måttlig nivå”, se "
                "poängtabell i slutet av dokumentet) och totalpoäng (max. 125 poäng):"
            ),
            level,
        ),
    )


def _service() -> tuple[Content, ...]:
    return (
        paragraph("Heading 1", "Beskrivning av IPS-tjänsten:"),
        paragraph("Heading 2", "Psykiatriska tjänster i hela området:"),
        field("area.client_groups", "För vilka kundgrupper erbjuds IPS-arbetsträning?"),
        field("area.ips_team", "Beskrivning av IPS-teamet för hela området:"),
        paragraph("Heading 2", "Utvärderad enhet:"),
        field("unit.client_groups", "Ålder och sjukdomsgrupp för klienterna som vårdas:"),
        field("unit.geography", "Geografisk hänvisning av klienter som vårdas:"),
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
    return (
        paragraph("Heading 1", "Bedömningsmetod:"),
        field(
            "review.mode",
            "Genomfördes bedömningen på plats, på distans eller på något annat sätt?",
        ),
        *(
            piece
            for heading, lead, name in parts
            for piece in (
                paragraph("Heading 2", heading),
                paragraph("Field Lead", f"{lead} {{{{ method.{name} }}}}"),
            )
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
            Run("Poäng och verbal nivå (se poängtabellen i slutet av dokumentet):", "Quiet"),
            f" {points}",
        ),
        field(
            "summary.description",
            "En allmän beskrivning av IPS-tjänsten för den utvärderade enheten (1–2 meningar):",
        ),
        paragraph("Heading 2", "Styrkor"),
        paragraph(
            "Field",
            "En fri beskrivning av styrkorna i enhetens IPS-tjänst i förhållande till "
            "kvalitetskriterierna: {{ summary.strengths }}",
        ),
        *_needs(),
    )


def _needs() -> tuple[Content, ...]:
    return (
        paragraph("Heading 2", "Viktiga utvecklingsbehov"),
        paragraph(
            "Lead",
            "Utvecklingsbehov listas med referens till vissa kvalitetskriterier. Den enhet som "
            "utvärderas kan använda beskrivningen direkt vid framtagandet av sin utvecklingsplan.",
        ),
        block(
            "for need in development",
            paragraph("Need Name", Run("Kriteriumnummer och namn:", "Quiet"), f" {NEED}"),
            field("need.score", "Poäng:", "Need Score"),
            field("need.recommendation", "Rekommendationer:"),
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
        written_out(labels, optional=False),
    )


def _scores() -> tuple[Content, ...]:
    return (
        paragraph("Heading 1", "Sammanfattning av bedömningspoängen:", new_page=True),
        score_rows("Poäng:", room=4309),
        paragraph(
            "Score Total",
            "TOTALPOÄNG (max. 125){% if result.provisional %}, preliminärt{% endif %}"
            "\t{{ result.total }}",
        ),
        paragraph("Legend Head", "TOTALPOÄNG"),
        level_lines(),
    )
