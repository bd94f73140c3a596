"""The Finland-Swedish report is the form: its texts in their order, each value behind its label."""

import pytest
from builders import ROOT
from forms import fixed_texts
from ooxml.reading import W, part, poppler, rendered, style_of, texts_of

from docgen.packs.load import load_pack
from docgen.report import make_report

SAMPLE = "fi-sv/ekvik-2026.yaml"
FIXED = fixed_texts("fi-sv report")[2:]
"""The 239 texts of a report with three development needs: all but the help for who fills it in."""

FRONT = {
    "Namn och område för enheten som ska bedömas:": ["enhet-värde, område-värde"],
    "Rapportdatum:": ["27.3.2026"],
    "Mottagare:": ["mottagare-1", "mottagare-2", "mottagare-3"],
    "Bedömare:": ["bedömare-1", "bedömare-2, titel-2"],
    "Bedömningsdatum:": ["10–11.3.2026"],
    "Med i utvärderingen:": ["deltagare-värde"],
    "Vilken i ordningen var den här IPS-kvalitetsbedömningen?": ["7"],
    "Datum för föregående kvalitetsbedömningsrapport:": ["1.2.2025"],
    "Den verbala nivån på den tidigare kvalitetsbedömningen (t.ex. ”måttlig nivå”, se poängtabell "
    "i slutet av dokumentet) och totalpoäng (max. 125 poäng):": ["god nivå, 101 poäng"],
    "För vilka kundgrupper erbjuds IPS-arbetsträning?": ["kundgrupp-värde"],
    "Beskrivning av IPS-teamet för hela området:": ["team-värde"],
    "Ålder och sjukdomsgrupp för klienterna som vårdas:": ["ålder-värde"],
    "Geografisk hänvisning av klienter som vårdas:": ["geografi-värde"],
    "Genomfördes bedömningen på plats, på distans eller på något annat sätt?": ["sätt-värde"],
    "Bedömarna intervjuade följande personer:": ["intervju-värde"],
    "Bedömarna observerade följande arbetstränare vid arbetsgivarmöten:": ["arbetsgivar-värde"],
    "Bedömarna observerade följande möten:": ["möte-värde"],
    "Bedömarna granskade följande dokument:": ["dokument-värde"],
    "Poäng och verbal nivå (se poängtabellen i slutet av dokumentet):": ["75 poäng, måttlig nivå"],
    "En allmän beskrivning av IPS-tjänsten för den utvärderade enheten (1–2 meningar):": [
        "beskrivning-värde"
    ],
    "En fri beskrivning av styrkorna i enhetens IPS-tjänst i förhållande till "
    "kvalitetskriterierna:": ["styrka-värde"],
}  # fmt: skip
"""Each label of the form's front part and what stands behind it."""

NEEDS = ("disclosure", "zero_exclusion", "competitive_jobs")
PATTERNS = {
    "one after the other": [1 + n % 5 for n in range(25)],
    "five of each": [1 + n // 5 for n in range(25)],
}
"""Two ways to give scores; together they tell any two criteria apart."""


def mark(data, scores):
    """Put a different text into every field of the form."""
    data["unit"] = {"name": "enhet-värde", "place": "område-värde", "geography": "geografi-värde",
                    "client_groups": "ålder-värde"}  # fmt: skip
    data["area"] = {"client_groups": "kundgrupp-värde", "ips_team": "team-värde"}
    data["review"] = {
        "dates": ["2026-03-10", "2026-03-11"],
        "report_date": "2026-03-27",
        "number": 7,
        "mode": "sätt-värde",
        "participants": "deltagare-värde",
    }
    data["recipients"] = ["mottagare-1", "mottagare-2", "mottagare-3"]
    data["reviewers"] = [{"name": "bedömare-1"}, {"name": "bedömare-2", "title": "titel-2"}]
    data["previous"] = {"date": "2025-02-01", "level": "god nivå", "total": 101}
    data["method"] = {"interviews": "intervju-värde", "employer_meetings": "arbetsgivar-värde",
                      "meetings": "möte-värde", "documents": "dokument-värde"}  # fmt: skip
    data["summary"] = {"description": "beskrivning-värde", "strengths": "styrka-värde"}
    data["development"] = [{"criterion": c, "recommendation": f"behov-{c}"} for c in NEEDS]
    for number, (found, score) in enumerate(zip(data["criteria"].values(), scores, strict=True), 1):
        found.update(score=score, sources=[f"källa-{number}"], comment=f"text-{number}",
                     recommendation=f"råd-{number}")  # fmt: skip


def filled(scores):
    """Return the form's texts in order, each with the values that belong behind it."""
    pack = load_pack("fi-sv")
    values = {label: list(found) for label, found in FRONT.items()}
    needs = [pack.criterion(name) for name in NEEDS]
    behind = {
        "Kriteriumnummer och namn:": [f"{c.printed} {c.name}" for c in needs],
        "Poäng:": [str(scores[c.number - 1]) for c in needs] + [str(score) for score in scores],
        "Rekommendationer:": [f"behov-{name}" for name in NEEDS],
        "Datakällor:": [f"källa-{n}" for n in range(1, 26)],
        "Kommentarer (beskrivning):": [f"text-{n}" for n in range(1, 26)],
        "Rekommendationer (utvecklingsbehov):": [f"råd-{n}" for n in range(1, 26)],
        "TOTALPOÄNG (max. 125)": ["75"],
    }
    rows = {
        f"{c.printed} {c.short_name} Poäng:": [str(scores[c.number - 1])] for c in pack.criteria
    }
    count = 0
    for text in FIXED:
        found = [behind[text].pop(0)] if text in behind else values.get(text, rows.get(text, []))
        count += len(found)
        yield from (text, *found)
    assert count == 159
    assert not any(behind.values())


@pytest.mark.parametrize("scores", PATTERNS.values(), ids=PATTERNS)
def test_the_report_is_the_form_with_a_value_behind_each_of_its_159_labels(tmp_path, scores):
    """Nothing is missing, nothing is added, nothing stands behind another label."""
    found = texts_of(rendered(tmp_path, SAMPLE, edit=lambda data: mark(data, scores)))
    assert " ".join(found).split() == " ".join(filled(scores)).split()


def test_the_fixture_is_the_whole_form_and_no_two_criteria_share_their_scores():
    assert len(FIXED) == 239
    assert len(set(zip(*PATTERNS.values(), strict=True))) == 25


@pytest.mark.parametrize("sample", ["ekvik-2025", "ekvik-2026", "lovskar-2026", "stensund-2026"])
def test_no_placeholder_and_no_help_is_left_in_a_report(tmp_path, sample):
    text = " ".join(texts_of(rendered(tmp_path, f"fi-sv/{sample}.yaml")))
    for left in ("Klicka eller tryck", "Hjälp:", "Mall uppdaterad", "Poång", "None", "{{", "{%"):
        assert left not in text


OUTLINE = """\
1 Syfte:
1 Tidigare bedömning:
1 Beskrivning av IPS-tjänsten:
2 Psykiatriska tjänster i hela området:
2 Utvärderad enhet:
1 Bedömningsmetod:
2 Intervjuer
2 Observerade arbetsgivarmöten
2 Observerade möten
2 Granskade dokument
1 Sammanfattning av bedömningen:
2 Styrkor
2 Viktiga utvecklingsbehov
1 Kriteriebaserad bedömning:
2 TJÄNSTENS PERSONAL
3 1. Antal klienter
"""


def test_the_headings_are_the_ones_a_reader_steps_through(tmp_path):
    report = rendered(tmp_path, SAMPLE)
    document = part("word/document.xml", report)
    heads = [
        (int(style_of(p)[-1]), " ".join("".join(t.text or "" for t in p.iter(f"{W}t")).split()))
        for p in document.iter(f"{W}p")
        if style_of(p).startswith("Heading")
    ]
    for line, (level, text) in zip(OUTLINE.splitlines(), heads, strict=False):
        assert f"{level} {text}".startswith(line)
    assert [text.split(".")[0] for level, text in heads if level == 3] == [
        str(number) for number in range(1, 26)
    ]
    (title,) = texts_of(report, "Title")
    assert title == FIXED[0]


@pytest.mark.libreoffice
def test_its_pdf_is_tagged_and_a_screen_reader_finds_language_headings_and_lists(office, tmp_path):
    report = make_report(ROOT / "data" / SAMPLE, tmp_path)
    (pdf,) = office.convert([report], tmp_path)
    assert b"/Lang(sv-FI)" in pdf.read_bytes()
    assert "Tagged:          yes" in poppler("pdfinfo", str(pdf))
    tags = [line.split()[0] for line in poppler("pdfinfo", "-struct", str(pdf)).splitlines()]
    assert {tag: tags.count(tag) for tag in ("H1", "H2", "H3", "Table")} == {
        "H1": 7,
        "H2": 14,
        "H3": 25,
        "Table": 0,
    }
    assert tags.count("LI") >= 40
