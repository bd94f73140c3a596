"""The Word templates are what the layout makes of them, and what a country team can restyle."""

import io
import re
import zipfile

import pytest
from builders import ROOT
from forms import fixed_texts
from laidout import MADE
from lxml import etree
from ooxml.reading import W, paragraph_text, part, rendered, style_of, texts_of

from docgen.document.blankform import make_form
from docgen.document.renderer import printed_paths, renderer
from docgen.document.sample import sample_names
from docgen.packs.load import load_pack, pack_codes, pack_document
from docgen.yamlfile.parse import read_yaml


@pytest.mark.slow
@pytest.mark.parametrize("code", pack_codes())
def test_no_document_brings_jinja_along_when_it_is_rendered(code):
    """It would take a quarter of the time of one report from the shell."""
    pack = load_pack(code)
    for document in pack.documents.values():
        for one in renderer(pack, document).template.stored.parts:
            assert one.light, f"{code} {document.name}: {one.name}"


# --- what a country team finds in Word -------------------------------------------------------


@pytest.mark.parametrize("name", MADE)
def test_a_template_holds_no_leftovers(name):
    with zipfile.ZipFile(io.BytesIO(MADE[name])) as archive:
        names = archive.namelist()
        assert not [n for n in names if "customXml" in n or "WithEffects" in n]
        assert len(archive.read("word/styles.xml")) < 40 * 1024
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("name", MADE)
def test_no_run_and_no_paragraph_is_formatted_by_itself(name):
    """All looks sit in styles and the theme, so that they change in one place."""
    with zipfile.ZipFile(io.BytesIO(MADE[name])) as archive:
        stories = [n for n in archive.namelist() if re.search(r"(document|header|footer)", n)]
        for story in (n for n in stories if n.endswith(".xml")):
            root = etree.fromstring(archive.read(story))
            looks = {child.tag for look in root.iter(f"{W}rPr") for child in look}
            assert looks <= {f"{W}rStyle"}
            looks = {child.tag for look in root.iter(f"{W}pPr") for child in look}
            # Where a page may end is no look: it follows from what stands around.
            assert looks <= {f"{W}pStyle", f"{W}pageBreakBefore", f"{W}keepNext"}


@pytest.mark.parametrize("name", MADE)
def test_a_template_has_the_language_of_its_pack(name):
    styles = part("word/styles.xml", MADE[name])
    language = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang").get(f"{W}val")
    folder = name.split("/", maxsplit=1)[0]
    expected = "{{ pack.language }}" if folder == "base" else load_pack(folder).language
    assert language == expected
    assert part("word/settings.xml", MADE[name]).find(f"{W}autoHyphenation") is not None


@pytest.mark.parametrize("name", MADE)
def test_tables_have_a_grid_a_title_and_heads_that_repeat(name):
    for table in part("word/document.xml", MADE[name]).iter(f"{W}tbl"):
        assert table.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val")
        assert table.find(f"{W}tblPr/{W}tblDescription").get(f"{W}val")
        grid = [int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")]
        for row in table.iter(f"{W}tr"):
            widths = [int(width.get(f"{W}w")) for width in row.iter(f"{W}tcW")]
            assert sum(widths) == sum(grid)
        if table.find(f"{W}tblPr/{W}tblStyle").get(f"{W}val") == "IPSTable":
            assert table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None


# --- what the documents print ----------------------------------------------------------------


@pytest.mark.parametrize("code", pack_codes())
def test_every_document_of_a_pack_compiles(code):
    pack = load_pack(code)
    for name in pack.documents:
        assert renderer(pack, pack_document(pack, name)).template


@pytest.mark.parametrize("code", ["no", "se"])
def test_the_base_report_prints_every_value_of_a_review_but_its_meeting(code):
    pack = load_pack(code)
    ours = {path for path in pack.labels if not path.startswith(("criteria.", "meeting."))}
    groups = {"reviewers", "development", "previous"}
    printed = {path.replace(".*", "") for path in printed_paths(pack)}
    assert ours - printed - groups == set()


def test_the_danish_report_has_the_headings_of_the_form(tmp_path):
    assert texts_of(rendered(tmp_path, "dk/fjordby-2023.yaml"), "Heading1") == [
        "Formålet med fidelity evalueringen:",
        "Generelle kommentarer:",
        "Områder der særligt kan arbejdes med inden næste review:",
        "Oversigtstabel baseret på IPS-trofasthedsskala",
        "Resumé:",
    ]


def test_the_danish_level_is_told_in_the_words_of_the_form(tmp_path):
    (sentence,) = texts_of(rendered(tmp_path, "dk/fjordby-2023.yaml"), "KeyResult")
    expected = "svarer til God IPS fidelity (total score = 101)."
    assert sentence == f"Den totale score for trofasthedsmålingen {expected}"


def test_a_provisional_danish_total_has_a_wording_of_its_own(tmp_path):
    def edit(data):
        data.setdefault("review", {})["status"] = "draft"
        data["criteria"]["caseload_size"]["score"] = None
        data["criteria"]["disclosure"]["score"] = None

    (sentence,) = texts_of(rendered(tmp_path, "dk/fjordby-2023.yaml", edit=edit), "KeyResult")
    assert sentence == (
        "Den foreløbige totale score er 92: 23 af 25 items er scoret, og den endelige score vil "
        "ligge mellem 94 og 102."
    )


def test_the_danish_resume_has_a_default_sentence(tmp_path):
    def edit(data):
        data["summary"]["conclusion"] = ""

    texts = texts_of(rendered(tmp_path, "dk/fjordby-2023.yaml", edit=edit))
    assert (
        "Denne trofasthedsmåling blev udført for at evaluere implementeringen af IPS-service i "
        "Fjordby Kommune i samarbejde med lokalpsykiatrien i Fjordby. Trofasthedsmålingen er "
        "foretaget på baggrund af Fidelityskalaen 2008, udviklet i USA, også kaldet IPS-25."
    ) in texts


@pytest.mark.parametrize(
    ("need", "printed"),
    [
        pytest.param(
            {"criterion": "disclosure", "recommendation": "Tal om det."},
            "Åbenhed om sygdom: Tal om det.",
            id="with a criterion its name goes first",
        ),
        pytest.param(
            {"recommendation": "Tal om det."}, "Tal om det.", id="without one the text stands alone"
        ),
    ],
)
def test_danish_development_areas_are_bullets(tmp_path, need, printed):
    data = rendered(
        tmp_path, "dk/fjordby-2023.yaml", edit=lambda data: data.update(development=[need])
    )
    assert texts_of(data, "ListBullet") == [printed]


@pytest.mark.parametrize("count", [1, 3])
def test_each_reviewer_gets_a_line_to_sign(tmp_path, count):
    people = [{"name": f"Reviewer {n}", "title": "psykolog"} for n in range(count)]
    data = rendered(
        tmp_path, "dk/fjordby-2023.yaml", edit=lambda data: data.update(reviewers=people)
    )
    signed = texts_of(data, "Signature") + texts_of(data, "SignatureLast")
    assert signed == [f"Reviewer {n}, psykolog" for n in range(count)]


@pytest.mark.parametrize("missing", ["review", "reviewers", "purpose", "general_comments"])
def test_an_empty_danish_value_leaves_no_label(tmp_path, missing):
    labels = {"review": "Rapportdato", "reviewers": "Reviewere",
              "purpose": "Formålet med fidelity evalueringen:",
              "general_comments": "Generelle kommentarer:"}  # fmt: skip
    data = rendered(tmp_path, "dk/fjordby-2023.yaml", edit=lambda data: data.pop(missing))
    assert labels[missing] not in texts_of(data)


@pytest.mark.parametrize("count", [0, 2, 3, 5])
def test_the_finland_swedish_report_holds_every_text_of_the_form_in_order(tmp_path, count):
    fixed = fixed_texts("fi-sv report")[2:]
    at = fixed.index("Kriteriumnummer och namn:")
    fixed[at : at + 9] = fixed[at : at + 3] * count
    assert len(fixed) == 230 + 3 * count
    if not count:
        del fixed[at - 2 : at]  # the heading and what leads in the needs
    needs = [{"criterion": "disclosure", "recommendation": "Gör så."}] * count
    before = {"date": "2024-02-12", "total": 90, "level": "måttlig nivå"}

    def edit(data):
        data.update(development=needs, previous=before)

    data = rendered(tmp_path, "fi-sv/ekvik-2026.yaml", edit=edit)
    text, position = " ".join(texts_of(data)), 0
    for wording in fixed:
        found = text.find(wording, position)
        assert found >= 0, f"{wording!r} does not follow {text[position - 60 : position]!r}"
        position = found + len(wording)


def test_finland_swedish_sources_stay_in_their_line(tmp_path):
    def edit(data):
        data["criteria"]["caseload_size"]["sources"] = ["Intervjuer", "klientlista"]

    texts = texts_of(rendered(tmp_path, "fi-sv/ekvik-2026.yaml", edit=edit), "SourceLine")
    assert texts[0] == "Datakällor: Intervjuer, klientlista"


@pytest.mark.parametrize(
    ("entries", "style"),
    [
        pytest.param(["En läkare"], "Field", id="one entry is a paragraph below the label"),
        pytest.param(["Två klienter", "En läkare"], "ListBullet", id="several are bullets"),
    ],
)
def test_finland_swedish_lists_of_any_length(tmp_path, entries, style):
    def edit(data):
        data["method"]["interviews"] = entries

    data = rendered(tmp_path, "fi-sv/ekvik-2026.yaml", edit=edit)
    paragraphs = list(part("word/document.xml", data).iter(f"{W}p"))
    lead = "Bedömarna intervjuade följande personer:"
    at = next(n for n, one in enumerate(paragraphs) if paragraph_text(one) == lead) + 1
    found = paragraphs[at : at + len(entries)]
    assert [(style_of(one), paragraph_text(one)) for one in found] == [
        (style, entry) for entry in entries
    ]


LONG = "Konsulenterne møder kandidaterne ude i byen hver eneste uge. " * 20
"""More than half a page in a column of a table."""


@pytest.mark.parametrize("document", ["report", "overview"])
def test_a_criterion_of_more_than_half_a_page_has_a_table_whose_head_is_its_name(
    tmp_path, document
):
    def edit(data):
        data["criteria"]["disclosure"]["comment"] = LONG
        data["criteria"]["integration_team_contact"]["recommendation"] = "- et punkt\n" * 40
        for name in ("caseload_size", "assertive_outreach"):
            data["criteria"][name].update(comment="Kort.", recommendation="")

    body = part("word/document.xml", rendered(tmp_path, "dk/fjordby-2022.yaml", document, edit))
    heads = []
    for one in body.iter(f"{W}tbl"):
        rows = one.findall(f"{W}tr")
        repeated = [r for r in rows if r.find(f"{W}trPr/{W}tblHeader") is not None]
        assert rows[: len(repeated)] == repeated
        assert len(repeated) == 1
        heads.append([paragraph_text(p) for p in repeated[0].find(f"{W}tc").iter(f"{W}p")])
        whole = [r.find(f"{W}trPr/{W}cantSplit") is not None for r in rows]
        assert whole == [True] * (len(rows) - 1) + [len(heads[-1]) == 1]
    assert heads == [
        ["ITEM"],
        ["Integration af IPS i psykiatrien ved hjælp af hyppig kontakt med teammedlemmer",
         "BEMÆRKNING"],
        ["ITEM"],
        ["Åbenhed om sygdom", "BEMÆRKNING"],
        ["ITEM"],
    ]  # fmt: skip
    assert [paragraph_text(p) for p in body.iter(f"{W}p")].count("ORGANISATION") == 1


def test_a_section_that_begins_with_a_long_criterion_has_its_row_above_it(tmp_path):
    def edit(data):
        for name in ("caseload_size", "assertive_outreach"):
            data["criteria"][name]["comment"] = LONG

    body = part("word/document.xml", rendered(tmp_path, "dk/fjordby-2022.yaml", edit=edit))
    first, *_, last = body.iter(f"{W}tbl")
    texts = ["".join(row.itertext()) for row in first.iter(f"{W}tr")]
    assert texts[:2] == ["PERSONALE", "Case loadBEMÆRKNINGSCORE: 5ANBEFALING"]
    assert [paragraph_text(row.find(f"{W}tc")) for row in last.iter(f"{W}tr")] == [
        "ITEM", "TOTAL SCORE",
    ]  # fmt: skip


@pytest.mark.parametrize("always", [(), ("criteria.sources", "criteria.comment")])
def test_a_finished_report_has_no_label_without_a_value_but_those_its_pack_names(always):
    pack = load_pack("fi-sv")._replace(always_printed=always)
    template = renderer(pack, pack_document(pack, "report"))
    *_, barest = sample_names(pack, pack.documents["report"])
    for record in barest["criteria"].values():
        record.update(sources=[], comment="", recommendation="")
    data = template.render(barest)
    texts = [text.strip() for text in texts_of(data)]
    labels = ["Datakällor:", "Kommentarer (beskrivning):", "Rekommendationer (utvecklingsbehov):"]
    assert [texts.count(label) for label in labels] == ([25, 25, 0] if always else [0, 0, 0])
    heads = ("Rapportdatum:", "Bedömningsmetod:", "Styrkor")
    assert not [text for text in texts if text in heads]


@pytest.mark.parametrize(
    ("previous", "heads"),
    [
        pytest.param({"scores": {"disclosure": 2}, "total": 80}, 5, id="with last time's scores"),
        pytest.param(None, 4, id="without"),
    ],
)
def test_the_overview_shows_last_times_scores_when_they_are_known(tmp_path, previous, heads):
    def edit(data):
        data["unit"]["id"] = "alone"
        data.pop("previous", None)
        if previous:
            data["previous"] = previous

    data = rendered(tmp_path, "dk/fjordby-2023.yaml", "overview", edit)
    *_, table = part("word/document.xml", data).iter(f"{W}tbl")
    assert len(table.find(f"{W}tr").findall(f"{W}tc")) == heads
    row = next(r for r in table.iter(f"{W}tr") if "Åbenhed" in "".join(r.itertext()))
    scores = [paragraph_text(cell) for cell in row.findall(f"{W}tc")[3:]]
    assert scores == (["2", "5"] if previous else ["5"])


@pytest.mark.parametrize(("code", "sample"), [("no", "fjellvik-2025"), ("se", "granvik-2025")])
def test_the_scale_marks_the_chosen_anchor_of_each_criterion(tmp_path, code, sample):
    data = rendered(tmp_path, f"{code}/{sample}.yaml", "scale")
    chosen = texts_of(data, "AnchorChosen")
    criteria = read_yaml(ROOT / f"data/{code}/{sample}.yaml")["criteria"]
    scores = [found["score"] for found in criteria.values()]
    assert [text.split(" = ")[0] for text in chosen] == [f"✓ {score}" for score in scores]
    assert len(texts_of(data, "Anchor")) == 4 * 25


def test_the_note_of_the_swedish_scale_is_a_footnote_of_the_criterion_that_has_its_mark(tmp_path):
    pack = load_pack("se")
    data = rendered(tmp_path, "se/granvik-2025.yaml", "scale")
    [reference] = part("word/document.xml", data).iter(f"{W}footnoteReference")
    name = next(node for node in reference.iterancestors() if node.tag == f"{W}p")
    criterion = pack.criterion("work_incentives_planning")
    mark, text = pack.texts["scale_footnote_mark"], pack.texts["scale_footnote"]
    assert paragraph_text(name).startswith(f"{criterion.printed} {criterion.name}{mark} ")
    notes = part("word/footnotes.xml", data)
    [note] = notes.findall(f"{W}footnote[@{W}id='{reference.get(f'{W}id')}']")
    assert paragraph_text(note) == f"{mark} {text}"


def test_a_meeting_without_data_leaves_lines_to_fill_in(tmp_path):
    data = rendered(
        tmp_path, "no/fjellvik-2025.yaml", "quarterly-meeting", lambda data: data.pop("meeting")
    )
    assert len(texts_of(data, "FillIn")) == 5
    assert len(texts_of(data, "FillInLine")) == 4


def test_the_wording_of_the_procedure_is_that_of_the_pack():
    pack = load_pack("no")
    lists = {key: tuple(f"{key} **{n}**" for n in range(2)) for key in pack.lists}
    texts = dict.fromkeys(pack.texts, "") | {"procedure_title": "En annen tittel"}
    data = make_form(pack._replace(lists=lists, texts=texts), "procedure")
    assert texts_of(data, "Title") == ["En annen tittel"]
    assert texts_of(data, "ListNumber") == ["procedure_principles 0", "procedure_principles 1"]
    printed = {text.split()[0] for text in texts_of(data) if text} - {"En"}
    assert printed == set(lists)
    strong = [run for run in part("word/document.xml", data).iter(f"{W}r")
              if run.find(f"{W}rPr/{W}rStyle") is not None]  # fmt: skip
    assert {"".join(run.itertext()) for run in strong} == {"0", "1"}


def test_a_list_in_a_cell_leaves_no_gap_below_it(tmp_path):
    def edit(data):
        data["criteria"]["disclosure"]["comment"] = "Det gælder:\n\n- det ene\n- det andet"

    data = rendered(tmp_path, "dk/fjordby-2023.yaml", edit=edit)
    cells = part("word/document.xml", data).iter(f"{W}tc")
    cell = next(cell for cell in cells if "det andet" in "".join(cell.itertext()))
    last = cell.findall(f"{W}p")[-1]
    assert paragraph_text(last) == ""
    assert last.find(f"{W}pPr/{W}spacing").get(f"{W}line") == "20"  # a point high


def test_the_meeting_recommends_only_where_the_score_is_below_five(tmp_path):
    def edit(data):
        data["criteria"]["caseload_size"].update(score=5, recommendation="Fortsett slik.")
        data["criteria"]["disclosure"].update(score=4, recommendation="Snakk om det.")

    texts = texts_of(rendered(tmp_path, "no/fjellvik-2025.yaml", "quarterly-meeting", edit))
    assert "Snakk om det." in texts
    assert "Fortsett slik." not in texts


@pytest.mark.parametrize("part_name", ["word/header1.xml", "word/header2.xml"])
@pytest.mark.parametrize("draft", [True, False], ids=["a draft", "a final report"])
def test_every_page_of_a_draft_says_so(tmp_path, part_name, draft):
    def edit(data):
        data.setdefault("review", {})["status"] = "draft" if draft else "final"

    header = part(part_name, rendered(tmp_path, "dk/fjordby-2023.yaml", edit=edit))
    assert ("UDKAST" in "".join(header.itertext())) is draft
