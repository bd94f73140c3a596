"""How the pages look when LibreOffice draws them: lengths, repeated heads, what stays together."""

import json
import re
from pathlib import Path

import pytest
from builders import ROOT
from ooxml.libreoffice import Office
from ooxml.reading import pages_of, poppler

from docgen.packs.load import load_pack
from docgen.report import make_report
from docgen.yamlfile.parse import read_yaml

pytestmark = pytest.mark.libreoffice
NAMES = [criterion.name for criterion in load_pack("dk").criteria]
MARGIN = 70
"""Points; the margins are 25 mm = 70.9 points."""
HOSTILE = "Arbejdsmarkedsuddannelsesinstitutionsrepræsentantskab & <b>"
LONG = "\n\n".join(["Konsulenterne møder kandidaterne ude i byen hver eneste uge. " * 30] * 2)
LISTED = "\n\n" + "- Et punkt i en liste\n- Et punkt til"


def _as_it_is(data):
    del data


def _hostile(data):
    for found in data["criteria"].values():
        found.update(comment=HOSTILE, recommendation=HOSTILE)
    data["unit"].update(name=HOSTILE, place=HOSTILE)


def _long(data):
    data["reviewers"] = [{"name": f"Reviewer {n}"} for n in range(6)]
    for found in list(data["criteria"].values())[::6]:
        found["comment"] = LONG + LISTED


def _short(data):
    for found in data["criteria"].values():
        found.update(comment="Godt.", recommendation="")


def _draft(data):
    data.setdefault("review", {})["status"] = "draft"
    data["criteria"]["disclosure"]["score"] = None


CASES = {
    "dk": ("dk/fjordby-2023", "report", _as_it_is),
    "dk-hostile": ("dk/fjordby-2023", "report", _hostile),
    "dk-long": ("dk/fjordby-2023", "report", _long),
    "dk-short": ("dk/fjordby-2023", "report", _short),
    "dk-draft": ("dk/fjordby-2023", "report", _draft),
    "overview-hostile": ("dk/fjordby-2023", "overview", _hostile),
    "fi-sv": ("fi-sv/ekvik-2026", "report", _as_it_is),
    "fi-sv-hostile": ("fi-sv/ekvik-2026", "report", _hostile),
    "fi-sv-stensund": ("fi-sv/stensund-2026", "report", _as_it_is),
    "no": ("no/fjellvik-2025", "report", _as_it_is),
    "no-scale": ("no/fjellvik-2025", "scale", _as_it_is),
    "no-scoresheet": ("no/fjellvik-2025", "scoresheet", _as_it_is),
    "no-scoresheet-draft": ("no/fjellvik-2025", "scoresheet", _draft),
    "no-meeting": ("no/fjellvik-2025", "quarterly-meeting", _as_it_is),
    "no-overview-draft": ("no/fjellvik-2025", "overview", _draft),
    "no-scale-draft": ("no/fjellvik-2025", "scale", _draft),
    "no-meeting-draft": ("no/fjellvik-2025", "quarterly-meeting", _draft),
    "fi-sv-draft": ("fi-sv/ekvik-2026", "report", _draft),
    "se": ("se/granvik-2025", "report", _as_it_is),
    "se-draft": ("se/granvik-2025", "report", _draft),
    "se-scale": ("se/granvik-2025", "scale", _as_it_is),
    "se-scoresheet": ("se/granvik-2025", "scoresheet", _as_it_is),
}

AS_PLAIN = ("fi-sv", "no", "no-scale", "no-meeting")
"""Cases that are made without content controls too."""


@pytest.fixture(scope="module")
def pdfs(office: Office, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the PDF of each case, all made in one call."""
    folder = tmp_path_factory.mktemp("pages")
    reports = []
    for case, (sample, document, edit) in CASES.items():
        source = ROOT / "data" / f"{sample}.yaml"
        own = folder / case
        own.mkdir()
        for shared in source.parent.glob("_shared.yaml"):
            (own / shared.name).write_bytes(shared.read_bytes())
        data = read_yaml(source)
        edit(data)
        review = own / f"{case}.yaml"
        review.write_text(json.dumps(data | {"id": case}), encoding="utf-8")
        report = make_report(review, own, document=document)
        reports.append(report.replace(folder / f"{case}.docx"))
        if case in AS_PLAIN:
            report = make_report(review, own, document=document, plain=True, force=True)
            reports.append(report.replace(folder / f"{case}-plain.docx"))
    office.convert(reports, folder)
    return {report.stem: report.with_suffix(".pdf") for report in reports}


@pytest.mark.parametrize(
    ("case", "least", "most"),
    [
        pytest.param("dk", 8, 13, id="the Danish report"),
        pytest.param("fi-sv", 8, 14, id="the Finland-Swedish report"),
        pytest.param("fi-sv-stensund", 8, 14, id="another Finland-Swedish report"),
        pytest.param("no", 8, 13, id="the base report in Norwegian"),
        pytest.param("se", 8, 13, id="the base report in Swedish"),
        pytest.param("no-scoresheet", 1, 1, id="a score sheet is one page"),
        pytest.param("no-scoresheet-draft", 1, 1, id="a draft of it too"),
        pytest.param("se-scoresheet", 1, 1, id="the Swedish one too"),
    ],
)
def test_documents_are_as_long_as_a_reader_expects(pdfs, case, least, most):
    assert least <= len(pages_of(pdfs[case])) <= most


@pytest.mark.parametrize(
    ("case", "footer"),
    [
        pytest.param("dk", "Side {} af {}", id="Danish"),
        pytest.param("fi-sv", "Sida {} av {}", id="Finland-Swedish"),
        pytest.param("no-scale", "Side {} av {}", id="Norwegian, a page on its side"),
        pytest.param("se", "Sida {} av {}", id="Swedish"),
    ],
)
def test_pages_are_counted(pdfs, case, footer):
    pages = pages_of(pdfs[case])
    assert [page[-1] for page in pages] == [
        footer.format(number, len(pages)) for number in range(1, len(pages) + 1)
    ]


@pytest.mark.parametrize(
    ("case", "mark"),
    [
        pytest.param("dk-draft", "UDKAST", id="a Danish report"),
        pytest.param("fi-sv-draft", "UTKAST", id="a Finland-Swedish one"),
        pytest.param("se-draft", "UTKAST", id="a Swedish one"),
        pytest.param("no-overview-draft", "UTKAST", id="an overview"),
        pytest.param("no-scale-draft", "UTKAST", id="a scale"),
        pytest.param("no-scoresheet-draft", "UTKAST", id="a score sheet"),
        pytest.param("no-meeting-draft", "UTKAST", id="a call to a meeting"),
    ],
)
def test_a_draft_says_so_on_every_page(pdfs, case, mark):
    pages = pages_of(pdfs[case])
    assert [page[0].replace(" ", "") for page in pages] == [mark] * len(pages)


@pytest.mark.parametrize("case", AS_PLAIN)
def test_pages_are_the_same_with_and_without_controls(pdfs, case):
    with_controls, plain = pages_of(pdfs[case]), pages_of(pdfs[f"{case}-plain"])
    assert _few_dots(with_controls) == _few_dots(plain)


def _few_dots(pages):
    """Return the pages with leaders of three dots: a bookmark makes them a dot shorter."""
    return [[re.sub(r"\.{4,}", "...", line) for line in page] for page in pages]


def test_the_unit_stands_on_top_from_the_second_page_on(pdfs):
    pages = pages_of(pdfs["dk"])
    assert {page[0] for page in pages[1:]} == {"Fjordby Kommune Fidelity review"}
    assert pages[0][0] == "Fidelity review"


def test_every_page_of_the_table_begins_with_its_heads_or_the_name_of_a_long_criterion(pdfs):
    pages = pages_of(pdfs["dk-long"])
    first = next(n for n, page in enumerate(pages) if "PERSONALE" in page)
    last = next(n for n, page in enumerate(pages) if any("TOTAL SCORE" in line for line in page))
    assert last - first > 3
    heads = re.compile(r"ITEM BEMÆRKNING ANBEFALING SCORE|\bSCORE: \d")
    tops = {n: " ".join(page[1:5]) for n, page in enumerate(pages) if first < n <= last}
    assert {n: top for n, top in tops.items() if not heads.search(top)} == {}
    assert any("Case load SCORE: " in top for top in tops.values())


@pytest.mark.parametrize("case", ["dk", "dk-short"])
def test_no_row_of_up_to_half_a_page_is_parted(pdfs, case):
    pages = pages_of(pdfs[case])
    heads = "ITEM BEMÆRKNING ANBEFALING SCORE"
    tables = [page[page.index(heads) + 1] for page in pages if page[1:2] == [heads]]
    names = {name.split()[0] for name in NAMES} | {"ORGANISATION", "JOBTILBUD", "TOTAL"}
    assert tables
    assert [line for line in tables if line.split()[0].strip("-") not in names] == []


@pytest.mark.parametrize("case", ["dk", "dk-hostile", "dk-long", "dk-short"])
def test_signatures_stay_with_the_level_and_with_each_other(pdfs, case):
    pages = pages_of(pdfs[case])
    total = next(n for n, p in enumerate(pages) if any("(total score = " in line for line in p))
    rules = [n for n, page in enumerate(pages) for line in page if line.startswith("____")]
    assert set(rules) == {total}
    assert len(rules) == (6 if case == "dk-long" else 2)
    assert "Resumé:" in pages[total]  # no page begins with the level alone


@pytest.mark.parametrize("case", ["fi-sv", "fi-sv-stensund", "fi-sv-hostile", "no", "se"])
def test_no_page_ends_in_a_heading_or_a_score(pdfs, case):
    heads = re.compile(r"^([A-ZÅÄÖØÆ ]{6,}|(Poäng|Skår|Datakällor|Datakilde): ?.{0,2}|.{0,60}:)$")
    ends = [page[-2] for page in pages_of(pdfs[case])]
    assert [line for line in ends if heads.match(line)] == []


@pytest.mark.parametrize("case", ["fi-sv", "no", "se"])
def test_the_list_of_scores_stands_on_one_page(pdfs, case):
    pages = pages_of(pdfs[case])
    rows = [n for n, page in enumerate(pages) for line in page if re.search(r"\.{4,}.*\d$", line)]
    assert len(rows) >= 20
    assert len(set(rows)) == 1


@pytest.mark.parametrize(
    "case", ["dk-hostile", "overview-hostile", "fi-sv-hostile", "no-scale", "dk-long"]
)
def test_nothing_runs_out_of_the_margins(pdfs, case):
    boxes = poppler("pdftotext", "-bbox", str(pdfs[case]), "-")
    width = float(re.findall(r'<page width="([\d.]+)"', boxes)[0])
    sides = [tuple(map(float, found)) for found in
             re.findall(r'<word xMin="([\d.]+)" [^>]*xMax="([\d.]+)"', boxes)]  # fmt: skip
    assert len(sides) > 100
    assert min(left for left, _ in sides) >= MARGIN
    assert max(right for _, right in sides) <= width - MARGIN


@pytest.mark.parametrize(
    ("case", "language", "title"),
    [
        pytest.param("dk", "da-DK", "Fidelity review: Fjordby Kommune", id="Danish"),
        pytest.param("dk-draft", "da-DK", "UDKAST: Fidelity review: Fjordby Kommune", id="draft"),
        pytest.param("fi-sv", "sv-FI", "Kvalitetsbedömningsrapport: ", id="Finland-Swedish"),
        pytest.param("no", "nb-NO", "Evaluering etter IPS-kvalitetsskalaen: ", id="base report"),
    ],
)
def test_a_pdf_has_its_language_and_title(pdfs, case, language, title):
    assert f"/Lang({language})".encode() in pdfs[case].read_bytes()
    found = re.search(r"^Title: +(.*)$", poppler("pdfinfo", str(pdfs[case])), re.MULTILINE)
    assert found
    assert found[1].startswith(title)
