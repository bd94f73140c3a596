"""The Norwegian procedure; a team that keeps its own edits this text in Word (`by_hand`)."""

from __future__ import annotations

import re

from layout.meeting import AGENDA, BEFORE, PURPOSE
from layout.package import Layout
from layout.styles import KEEP_LINES, Style, numbered, size, spacing
from layout.wml import Xml, paragraph, run

STYLES = (
    Style("Note", KEEP_LINES + spacing(0, 4), size(9)),
    Style("Dimension", numbered(4), based="ListNumber"),
    Style("Reference", numbered(5), based="ListNumber"),
)
BACKGROUND = """
IPS (Individual Placement Support) er en strukturert metode for arbeidsdeltakelse som et ledd i \
utredning og behandling av personer med moderate til alvorlige psykiske lidelser og personer med \
rusmiddelproblemer som ønsker deltakelse i arbeidslivet.
IPS er en evidensbasert og vel etablert metode (1, 2). IPS er utprøvd også i norsk kontekst \
gjennom en randomisert kontrollert studie som bekrefter at IPS gir bedre resultater for denne \
gruppen enn annen arbeidsrehabilitering (3).
IPS- metoden har strenge og spesifikke krav som må oppfylles for at man skal kunne si at man \
tilbyr en IPS-tjeneste. I dette ligger også et krav til hva IPS jobbspesialister skal, og ikke \
skal, bruke tid på. Kvalitetsevaluering av IPS som tjeneste gjøres etter en kvalitetskala (4, 5)
Dette dokumentet konkretiserer hvilke arbeidsoppgaver som inngår i IPS, gjennom dimensjonene \
metoden evalueres etter. **IPS Jobbspesialister skal ikke utføre oppgaver som ikke kan defineres \
inn i minst en av dimensjonene nevnt i kapittel 3.**
"""
PRINCIPLES = """
Alle **som ønsker å jobbe**, er kvalifisert for IPS (ingen ekskludering)
**Målet** er ordinært, lønnet arbeid^1^
IPS-tjenester er **integreert med psykiske helsetjenester**^2^
Det gis **tilpasset ytelses- og stønadsveiledning**
Jobbsøkingen starter **kort tid** etter at en klient har **uttrykt interesse** for å jobbe
Jobbspesialister bygger **relasjoner** til **arbeidsgivere** basert på klientenes preferanser
Individuelt tilpasset jobbstøtte har **ingen tidsbegrensning**
**Klientens preferanser respekteres**
"""
REVIEWS = """
Alle IPS tjenester skal ha en årlig gjennomgang med eksterne IPS-evaluatorer. Evaluatorene \
vurderer i hvilken grad de faktiske tjenestene samsvarer med IPS prinsippene. Prinsippene måles \
med utgangspunkt i tre kriterier: **Bemanning**, **organisering** og **hvordan tjenesten \
utføres**. De tre kriteriene er igjen målt på 25 dimensjoner, som scores på en skala fra 1-5.
**Forskning viser at jo høyere score en IPS tjeneste oppnår på evalueringen, jo større er sjansen \
for at tjenesten vil lykkes i å hjelpe deltakerne inn i vanlig jobb (6,7).**
"""
NOTES = """
^1^ Med ordinært arbeid menes en jobb i det ordinære arbeidsmarkedet med ordinær lønn, men det \
stilles ikke krav til et miste antall timer pr uke eller reduksjon i stønader.
^2^ Jobbspesialisten skal inngå som et ordinært medlem i 1-2 helseteam som koordinerer brukerens \
samlede helsetjenestetilbud
"""
DIMENSIONS = """
Hver jobbspesialist skal ikke ha mer enn max 20 deltakere i sin portefølje
Jobbspesialistene jobber ikke med andre oppgaver enn arbeidsrettede tjenester
Hver enkelt jobbspesialist utfører alle faser av i den arbeidsrettede oppfølgingen
Jobbspesialistene skal delta i inntil to behandlingsteam som omfatter minst 90 % av porteføljen
Jobbspesialistene har hyppig kontakt med deltakerne i behandlingsteamet
Jobbspesialistene har hyppig kontakt med NAV-veiledere
Jobbspesialistene har hyppig kontakt med hverandre, i et IPS-team. IPS teamet skal ha ukentlige \
møter, og det skal finnes en formell metodeveileder.
Metodeveileder fyller sine fem nøkkelroller
Alle i målgruppen som er interessert i arbeid, har tilgang til IPS-tjenesten. Utover interesse \
for arbeid skal det ikke eksistere noen formell eller uformell screening.
Organisasjonen har fokus på ordinære jobber.
IPS-tjenesten har støtte i ledergruppen i organisasjonen
Deltakerne får arbeidsrettet økonomisk veiledning
Jobbspesialist og deltaker blir enige om grad av åpenhet om egne vansker
Jobbspesialisten driver fortløpende karriereveiledning
Første kontakt med en arbeidsgiver i forbindelser med en vanlig jobb skjer innen 30 dager
Jobbsøkningsprosessen er tilpasset deltakerens preferanser og behov
Jobbspesialisten har hyppig arbeidsgiverkontakt
Jobbspesialistene bygger relasjoner med arbeidsgiverne
Jobbspesialisten hjelper deltakerne sine inn i ulike typer jobber
Jobbspesialistene bruker ulike arbeidsgivere
Jobbspesialistene har fokus på å finne vanlige jobber
Oppfølgingen er individuelt tilpasset
Oppfølgingen er ikke tidsbegrenset
Tjenesten er basert i lokalsamfunnet, det vil si ytes i minst mulig grad på kontor.
Behandlingsteamet viser aktivt engasjement og driver oppsøkende arbeid
"""
REFERENCES = """
Modini, M., et al., *Supported employment for people with severe mental illness: Systematic \
review and meta-analysis of the international evidence*. British Journal of Psychiatry, 2016. \
**209**(1): p. 14-22.
Brinchmann, B., et al., *A meta-regression of the impact of policy on the efficacy of individual \
placement and support*. Acta Psychiatrica Scandinavica, 2020. **141**(3): p. 206-220.
Reme, S.E., et al., *A randomized controlled multicenter trial of individual placement and \
support for patients with moderate-to-severe mental illness*. [References]. 2019: Scandinavian \
Journal of Work, Environment & Health. Vol.45(1), 2019, pp. 33-41.
Bond GR, Becker DR, Drake RE, et al: A fidelity scale for the individual placement and support \
model of supported employment. Rehabil Couns Bull 1997; 40:265–284
Becker DR, Swanson S, Reese SL, et al: Evidence-Based Supported Employment Fidelity Review \
Manual. Lebanon, NH, Westat, 2015
Bond GR, Becker DR, Drake RE: Measurement of fidelity of implementation of evidence-based \
practices: case example of the IPS Fidelity Scale. Clin Psychol Sci Pract 2011; 18:126–141
Bond GR, Peterson AE, Becker DR, et al: Validation of the revised Individual Placement and \
Support Fidelity Scale (IPS-25). Psychiatr Serv 2012; 63:758–763
https://ipsworks.org/
FB1605 Jobbspesialist
FB1590 Metodeveileder
FB1418 Helseteam
"""
AUTHORS = ("IPS-evaluator (NAV)", "psykologspesialist og fagleder")


def procedure(language: str) -> Layout:
    """Return the layout of the procedure."""
    return Layout(
        language=language,
        body=(*_principles(), *_dimensions(), *_meetings(), *_closing()),
        header=("Prosedyre for IPS",),
        page_words=("Side", "av"),
        styles=STYLES,
    )


def marked(text: str) -> tuple[Xml, ...]:
    """Return the runs of `text`: `**strong**`, `*title of a work*` and `^note mark^`."""
    pieces = re.split(r"\*\*(.+?)\*\*|\*(.+?)\*|\^(\d)\^", text)
    looks = ("", "Strong", "Emphasis", "NoteMark")
    return tuple(run(piece, looks[number % 4]) for number, piece in enumerate(pieces) if piece)


def lines(style: str, text: str) -> tuple[Xml, ...]:
    """Return a paragraph for each line of `text`."""
    return tuple(paragraph(style, *marked(line)) for line in text.strip().splitlines())


def _principles() -> tuple[Xml, ...]:
    return (
        paragraph("Title", "Prosedyre for IPS"),
        paragraph("Heading1", "1. Bakgrunn"),
        *lines("Normal", BACKGROUND),
        paragraph("Heading1", "2. IPS har åtte grunnleggende prinsipper:"),
        *lines("ListNumber", PRINCIPLES),
        *lines("Normal", REVIEWS),
        *lines("Note", NOTES),
    )


def _dimensions() -> tuple[Xml, ...]:
    return (
        paragraph("Heading1", "3. Dimensjonene ved IPS er:"),
        *lines("Dimension", DIMENSIONS),
    )


def _meetings() -> tuple[Xml, ...]:
    return (
        paragraph("Heading1", "4. Kvartalsmøter"),
        paragraph("Lead", PURPOSE),
        *(paragraph("ListBullet", item) for item in AGENDA),
        paragraph("Normal", BEFORE),
    )


def _closing() -> tuple[Xml, ...]:
    return (
        paragraph("Heading1", "5. Referanser"),
        *lines("Reference", REFERENCES),
        paragraph("Heading1", "6. Dokumentstyring"),
        paragraph("Lead", "Dokumentet er utarbeidet av"),
        *(paragraph("ListBullet", author) for author in AUTHORS),
        paragraph("Normal", f"Godkjenner og faglig ansvarlig er {AUTHORS[1]}."),
    )
