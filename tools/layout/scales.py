"""The scales of Norway and Sweden: what only one of them prints."""

from __future__ import annotations

from layout.blocks import RANGE, REVIEWER, SCORED, UNIT
from layout.pieces import Footnote, block, paragraph
from layout.scale import Wording, scale
from layout.template import Layout

REVIEWERS = (
    "{% for r in reviewers %}" + REVIEWER + "{% if not loop.last %}; {% endif %}{% endfor %}"
)
TOTAL = (
    "{% if document.form or result.scored %}{{ result.total }}{% endif %}"
    "{% if result.provisional and result.scored %} (" + SCORED + "; " + RANGE + "){% endif %}"
)
NO_SOURCES = {
    "MIS": "Ledelsesinformasjonssystem (Management Information System)",
    "DOC": "Dokumentgjennomgang: klinisk journal, organisasjonsretningslinjer og -prosedyrer",
    "INT": (
        "Intervju med deltakere, jobbspesialister, behandlere, NAV-veiledere, pårørende, "
        "arbeidsgivere"
    ),
    "OBS": "Observasjon (f.eks. teammøte, observasjon av jobbspesialister)",
    "ISP": "Individuell plan (Individualized Service Plan)",
}
SE_SOURCES = {
    "Verksamhetssystem": ", till exempel rapporter från verksamhetens arbetsledare och chefer.",
    "Dokumentation": (
        ", till exempel dokumentgenomgång av journaler, verksamhetsplaner och metoder."
    ),
    "Intervjuer": (
        ", det vill säga samtal med deltagare, arbetsspecialister, psykiatripersonal, "
        "arbetsförmedlare, närstående, arbetsgivare och så vidare."
    ),
    "Observation": (
        ", det vill säga deltagande observationer på till exempel behandlingsteamens möten, av "
        "arbetsspecialisters arbete på fältet och så vidare."
    ),
    "Individuella planer": ", det vill säga deltagarnas individuella vårdplaner.",
}


def no_scale(language: str) -> Layout:
    """Return the Norwegian scale."""
    one_a_line = block("for source in c.data_sources", paragraph("Cell Text", "{{ source }}"))
    words = Wording(
        heads=(
            ("Vurdert av:", REVIEWERS),
            ("Sted:", UNIT),
            ("Dato:", "{{ review.dates }}"),
            ("Totalresultat:", TOTAL),
        ),
        note=(paragraph("Note Text", "{{ texts.scale_note }}"),),
        sources_head="{{ texts.sources_title }}:",
        sources=tuple((code, f"\t{meaning}") for code, meaning in NO_SOURCES.items()),
        sources_cell=one_a_line,
        closing=(paragraph("History", "{{ texts.scale_history }}"),),
        version="{{ pack.scale_version }}",
    )
    return scale(language, words)


def se_scale(language: str) -> Layout:
    """Return the Swedish scale; its note on benefits advice hangs on one criterion's name."""
    note = Footnote("{{ texts.scale_footnote_mark }}", "{{ texts.scale_footnote }}")
    in_a_row = "{% if c.data_sources %}{{ c.data_sources }}{% endif %}"
    words = Wording(
        heads=(
            ("Datum:", "{{ review.dates }}"),
            ("Bedömare:", REVIEWERS),
            ("Plats:", UNIT),
            ("Total poäng:", TOTAL),
        ),
        sources_head="{{ texts.sources_title }}",
        sources=tuple(SE_SOURCES.items()),
        sources_cell=paragraph("Cell Text", in_a_row),
        after_name=("{% if c.id == 'work_incentives_planning' %}", note, "{% endif %}"),
        before_description="\n",
    )
    return scale(language, words)
