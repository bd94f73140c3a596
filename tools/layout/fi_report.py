"""The Finland-Swedish evaluation report: the texts of the form in their order and wording.

The form's two help lines stay out, and its `Poång` is printed `Poäng`.
"""

from __future__ import annotations

from layout.blocks import UNIT, Fields, field_row, reviewers_row
from layout.package import Layout
from layout.styles import (
    BAND,
    BOLD,
    KEEP_LINES,
    KEEP_NEXT,
    PLAIN,
    Style,
    indent,
    size,
    spacing,
    tab,
)
from layout.wml import TEXT_WIDTH, Xml, block, label, paragraph, run

HEAD_WIDTHS = (3402, TEXT_WIDTH - 3402)
STYLES = (
    Style("Field", spacing(0, 4)),
    Style("Field Lead", KEEP_NEXT + spacing(0, 4)),
    Style("Component", KEEP_NEXT + KEEP_LINES + spacing(0, 3)),
    Style("Component Bullet", KEEP_NEXT + KEEP_LINES + spacing(0, 2), based="ListBullet"),
    Style("Score Line", KEEP_NEXT + KEEP_LINES + BAND + spacing(3, 4, 240), BOLD),
    Style("Source Line", KEEP_NEXT + KEEP_LINES + spacing(0, 3)),
    Style("Need Name", KEEP_NEXT + KEEP_LINES + spacing(8, 2), BOLD),
    Style("Need Score", KEEP_NEXT + KEEP_LINES + spacing(0, 2)),
    Style(
        "Score Row",
        KEEP_NEXT + KEEP_LINES + tab(TEXT_WIDTH, "right", "dot") + spacing(0, 1, 252)
        + indent(425, 425),
    ),
    Style(
        "Score Total",
        KEEP_NEXT + KEEP_LINES
        + '<w:pBdr><w:top w:val="single" w:sz="8" w:space="4" w:color="1F4E5F" '
        'w:themeColor="accent1"/></w:pBdr>' + tab(TEXT_WIDTH, "right") + spacing(8, 0, 252),
        BOLD + size(12),
    ),
    Style("Level Line", KEEP_NEXT + KEEP_LINES + spacing(0, 0, 252), size(9.5)),
    Style("Quiet", run=PLAIN, based="DefaultParagraphFont", kind="character"),
    Style("Criterion Text", run=PLAIN + '<w:color w:val="1A1A1A" w:themeColor="text1"/>'
          + size(10.5), based="DefaultParagraphFont", kind="character"),
)  # fmt: skip
# The hyphen that never breaks, so that the second line begins with the whole word.
TITLE = "KVALITETSBEDÖMNINGSRAPPORT FÖR IPS\u2011ARBETSTRÄNING SOM STÖDD SYSSELSÄTTNING"
PURPOSE = (
    "Utvärderingen genomfördes för att få en bedömning av kvaliteten på implementeringen av "
    "IPS-modellen för den aktuella enheten. Utvärderingen jämför implementeringen av enhetens "
    "IPS-arbetsträning med kvalitetskriterierna för IPS-modellen vid utvärderingstillfället. "
    "När det gäller IPS-teamarbete och arbetsmetod fokuserar bedömningen på psykiatriska "
    "tjänster i hela området."
)


def fi_report(language: str) -> Layout:
    """Return the layout of the Finland-Swedish report."""
    return Layout(
        language=language,
        body=(*_head(), *_service(), *_method(), *_summary(), *_criteria(), *_scores()),
        header=("{{ unit.printed }}", "\tKvalitetsbedömningsrapport"),
        page_words=("Sida", "av"),
        styles=STYLES,
    )


def field(name: str, text: str, style: str = "Field") -> Xml:
    """Return a bold label with its value beside it, or right below when it is long."""
    return paragraph(style, label(text), f" {{{{ {name} }}}}")


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
        " {{ previous.level }}{% if previous.level and previous.total %}, {% endif %}"
        "{% if previous.total %}{{ previous.total }} poäng{% endif %}"
    )
    return (
        paragraph(
            "Title",
            "KVALITETSBEDÖMNINGSRAPPORT FÖR IPS\u2011ARBETSTRÄNING SOM STÖDD SYSSELSÄTTNING",
        ),
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
        "{% if result.provisional %}preliminärt {{ result.total }} poäng ({{ result.scored }} av "
        "{{ result.count }} kriterier är bedömda, slutresultatet blir {{ result.low }}–"
        "{{ result.high }} poäng){% else %}{{ result.total }} poäng{% endif %}"
        "{% if result.level.label %}, {{ result.level.label }}{% endif %}"
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
    name = " {% if need.name %}{{ need.printed }} {{ need.name }}{% endif %}"
    return (
        paragraph("Heading2", "Viktiga utvecklingsbehov"),
        paragraph(
            "Lead",
            "Utvecklingsbehov listas med referens till vissa kvalitetskriterier. Den enhet som "
            "utvärderas kan använda beskrivningen direkt vid framtagandet av sin utvecklingsplan.",
        ),
        block(
            "for need in development",
            paragraph("NeedName", run("Kriteriumnummer och namn:", "Quiet"), name),
            field("need.score", "Poäng:", "NeedScore"),
            field("need.recommendation", "Rekommendationer:"),
        ),
    )


def _criteria() -> tuple[Xml, ...]:
    description = run(" {{ c.description }}", "CriterionText")
    components = block(
        "if c.components",
        paragraph("Component", "{{ c.components_intro }}"),
        block("for component in c.components", paragraph("ComponentBullet", "{{ component }}")),
    )
    # The tags around the sources keep them in the line: joined, never bullets.
    sources = " {% if c.sources %}{{ c.sources }}{% endif %}"
    criterion = block(
        "for c in s.criteria",
        paragraph("Heading3", "{{ c.printed }} {{ c.name }}:", description),
        components,
        field("c.score", "Poäng:", "ScoreLine"),
        paragraph("SourceLine", label("Datakällor:"), sources),
        field("c.comment", "Kommentarer (beskrivning):"),
        field("c.recommendation", "Rekommendationer (utvecklingsbehov):"),
    )
    return (
        paragraph("Heading1", "Kriteriebaserad bedömning:"),
        block("for s in sections", paragraph("Heading2", "{{ s.label }}"), criterion),
    )


def _scores() -> tuple[Xml, ...]:
    row = paragraph("ScoreRow", "{{ c.printed }} {{ c.short_name }}\tPoäng: {{ c.score }}")
    return (
        paragraph("Heading1", "Sammanfattning av bedömningspoängen:"),
        block(
            "for s in sections",
            paragraph("Heading2", "{{ s.label }}"),
            block("for c in s.criteria", row),
        ),
        paragraph(
            "ScoreTotal",
            "TOTALPOÄNG (max. 125){% if result.provisional %}, preliminärt{% endif %}"
            "\t{{ result.total }}",
        ),
        paragraph("LegendHead", "TOTALPOÄNG"),
        block("for level in levels", paragraph("LevelLine", "{{ level.legend }}")),
    )
