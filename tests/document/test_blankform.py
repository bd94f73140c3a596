"""Blank forms: every value of a review and what a report derives is a field, and nothing else."""

import re
from collections import Counter

import pytest
from forms import fixed_texts
from lxml import etree
from ooxml.reading import W, pages_of, paragraph_text, part, texts_of
from ooxml.rendered import parts_of

from docgen.document.blankform import make_form
from docgen.packs.load import load_pack, pack_codes
from tests.builders import swept

PACKS = {code: load_pack(code) for code in pack_codes()}


class Forms(dict):
    """The blank form of each document, made when a test first asks for it."""

    def __missing__(self, form: str) -> bytes:
        code, name = form.split()
        return self.setdefault(form, make_form(PACKS[code], name))


NAMES = [
    f"{code} {name}"
    for code, pack in PACKS.items()
    for name, document in pack.documents.items()
    if document.needs_review
]
FORMS = Forms()
every_form = pytest.mark.parametrize("form", NAMES)

FIXED = fixed_texts("fi-sv report")


def fields_of(data, name="word/document.xml"):
    """Return each field's control."""
    return list(part(name, data).iter(f"{W}sdt"))


def tag_of(field):
    return field.find(f"{W}sdtPr/{W}tag").get(f"{W}val")


def shown(field):
    return "".join(text.text for text in field.iter(f"{W}t"))


def choices(field):
    """Return what a drop-down offers."""
    return [item.get(f"{W}value") for item in field.iter(f"{W}listItem")]


def fixed_texts(data, name="word/document.xml"):
    """Return the text of each paragraph without its fields."""
    root = part(name, data)
    for field in list(root.iter(f"{W}sdt")):
        field.getparent().remove(field)
    return [text for p in root.iter(f"{W}p") if (text := paragraph_text(p))]


# --- the Finland-Swedish form ----------------------------------------------------------------


def test_the_finland_swedish_form_has_159_fields():
    fields = fields_of(FORMS["fi-sv report"])
    assert {shown(field) for field in fields} == {"Klicka eller tryck för att skriva in texten."}
    groups = Counter(
        re.sub(r"\.(k\d|[a-z_]+)\.", ".*.", tag_of(field), count=1) for field in fields
    )
    assert groups == {
        **dict.fromkeys(["unit.name", "review.report_date", "review.dates"], 1),
        **{f"recipients.k{n}": 1 for n in (1, 2, 3)},
        "reviewers.*.name": 2,
        **dict.fromkeys(["review.participants", "review.number", "review.mode"], 1),
        **dict.fromkeys(["previous.date", "previous.statement"], 1),
        **dict.fromkeys(["area.client_groups", "area.ips_team"], 1),
        **dict.fromkeys(["unit.client_groups", "unit.geography"], 1),
        **dict.fromkeys(
            [f"method.{n}" for n in ("interviews", "employer_meetings", "meetings", "documents")], 1
        ),
        **dict.fromkeys(["result.statement", "summary.description", "summary.strengths"], 1),
        **{f"development.*.{name}": 3 for name in ("name", "score", "recommendation")},
        **{f"criteria.*.{n}": 25 for n in ("score", "sources", "comment", "recommendation")},
        "criteria.*.points": 25,
        "result.total": 1,
    }
    assert groups.total() == 159


def test_a_development_need_of_the_form_chooses_among_the_25_criteria():
    needs = [
        f
        for f in fields_of(FORMS["fi-sv report"])
        if re.match(r"development\.k\d\.name", tag_of(f))
    ]
    names = [f"{c.printed} {c.name}" for c in PACKS["fi-sv"].criteria]
    assert [choices(field) for field in needs] == [names] * 3


# --- all forms -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "name", "count"),
    [
        pytest.param("dk report", "score", 25, id="the Danish report: a score for each item"),
        pytest.param("dk report", "comment", 25, id="a remark for each"),
        pytest.param("dk report", "recommendation", 25 + 3, id="and for the areas to work on"),
        pytest.param("dk overview", "score", 25, id="the overview: one column of scores"),
        pytest.param("se scale", "score", 25, id="a scale: a score for each criterion"),
        pytest.param("no scoresheet", "points", 25, id="a score sheet: 25 scores"),
        pytest.param("no scoresheet", "total", 1, id="and their total"),
        pytest.param("se report", "score", 25 + 3, id="the base report, with its needs"),
        pytest.param("se report", "statement", 1, id="its level is one field"),
        pytest.param("no quarterly-meeting", "items", 1, id="a meeting's own items"),
        pytest.param("no quarterly-meeting", "recommendation", 25, id="what to work on"),
    ],
)
def test_a_form_has_a_field_for_each_value(form, name, count):
    tags = [tag_of(field) for field in fields_of(FORMS[form])]
    assert len([tag for tag in tags if tag.rsplit(".", 1)[-1] == name]) == count


@every_form
def test_each_field_has_a_path_a_label_and_the_packs_placeholder(form):
    texts = PACKS[form.split()[0]].texts
    for field in fields_of(FORMS[form]):
        tag = tag_of(field)
        assert re.fullmatch(r"[a-z_]+(\.[a-z0-9_]+)+|purpose|general_comments|recipients", tag)
        alias = field.find(f"{W}sdtPr/{W}alias").get(f"{W}val")
        assert alias
        assert alias != tag
        short = re.search(r"\.(score|points)$|^result\.total$", tag)
        long = texts["placeholder"]
        assert shown(field) == (texts.get("placeholder_short", long) if short else long)


@every_form
def test_each_score_is_chosen_from_a_list(form):
    scores = [f for f in fields_of(FORMS[form]) if tag_of(f).endswith((".score", ".points"))]
    assert len(scores) >= 25
    assert {tuple(choices(field)) for field in scores} == {("1", "2", "3", "4", "5")}


@every_form
def test_nothing_derived_leaks_into_a_form(form):
    """No level, no sum, no word of a provisional total, no date that nobody wrote."""
    pack = PACKS[form.split()[0]]
    data = FORMS[form]
    names = ("word/document.xml", "word/header1.xml", "word/header2.xml")
    texts = [text for name in names for text in fixed_texts(data, name)]
    known = {*FIXED, *(" ".join(level.legend.split()) for level in pack.levels)}
    provisional = [pack.texts[key] for key in ("provisional_total", "criteria_scored", "range")]
    leaks = ["None", "1980", "{{", "{%", "\u2060", *provisional, *(v.label for v in pack.levels)]
    for text in (text for text in texts if text not in known):
        assert [leak for leak in leaks if leak in text] == []
        assert text not in {"0", "1", "125", "–", "."}


@every_form
def test_a_forms_title_is_that_of_its_document_alone(form):
    core = etree.fromstring(parts_of(FORMS[form])["docProps/core.xml"])
    found = {node.tag.rsplit("}", 1)[-1]: node.text for node in core}
    assert re.fullmatch(r"[^{\u2060]+[^{\u2060 :]", found["title"])
    assert found["creator"] is None
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", found["created"])


@every_form
def test_word_finds_the_placeholder_of_an_emptied_field(form):
    data = FORMS[form]
    glossary = etree.fromstring(parts_of(data)["word/glossary/document.xml"])
    known = {
        entry.find(f"{W}docPartPr/{W}name").get(f"{W}val"): "".join(entry.itertext())
        for entry in glossary.iter(f"{W}docPart")
    }
    for field in fields_of(data):
        named = field.find(f"{W}sdtPr/{W}placeholder/{W}docPart").get(f"{W}val")
        assert known[named] == shown(field)


@pytest.mark.parametrize("code", ["no", "se"])
def test_the_form_of_a_scale_shows_all_anchors_and_none_is_chosen(code):
    form = FORMS[f"{code} scale"]
    pack = PACKS[code]
    anchors = [f"{n} = {text}" for c in pack.criteria for n, text in sorted(c.anchors.items())]
    assert texts_of(form, "Anchor") == [" ".join(anchor.split()) for anchor in anchors]
    assert texts_of(form, "AnchorChosen") == []


def test_a_form_has_no_column_for_last_times_scores():
    assert PACKS["dk"].texts["column_previous"] not in fixed_texts(FORMS["dk overview"])


def test_a_document_without_a_review_is_written_as_it_is():
    data = make_form(PACKS["no"], "procedure")
    assert fields_of(data) == []
    assert "Prosedyre for IPS" in texts_of(data, "Title")


@pytest.mark.parametrize("form", swept(NAMES, 4))
def test_a_form_is_sound(assert_sound, form):
    assert_sound(FORMS[form])


@every_form
def test_the_sdk_takes_a_form(assert_sdk_valid, form):
    assert_sdk_valid(FORMS[form])


@pytest.fixture(scope="module")
def pdfs(office, tmp_path_factory):
    """Return the PDF of each form, all made in one call."""
    folder = tmp_path_factory.mktemp("forms")
    files = {form: folder / f"{form}.docx" for form in NAMES}
    for form, file in files.items():
        file.write_bytes(FORMS[form])
    office.convert(list(files.values()), folder)
    return {form: file.with_suffix(".pdf") for form, file in files.items()}


@pytest.mark.parametrize(
    ("form", "least", "most"),
    [
        pytest.param("no scoresheet", 1, 1, id="a score sheet is one page"),
        pytest.param("se scoresheet", 1, 1, id="the Swedish one too"),
        pytest.param("dk report", 2, 3, id="the Danish form is short: a table to fill in"),
        pytest.param("fi-sv report", 9, 13, id="the Finland-Swedish form prints all criteria"),
    ],
)
def test_a_form_has_as_many_pages_as_it_needs(pdfs, form, least, most):
    assert least <= len(pages_of(pdfs[form])) <= most


@pytest.mark.parametrize("form", ["fi-sv report", "se report", "no report"])
def test_the_list_of_scores_of_a_form_stands_on_one_page(pdfs, form):
    pack = PACKS[form.split()[0]]
    pages = [" ".join(page) for page in pages_of(pdfs[form])]
    (page,) = (text for text in pages if pack.levels[-1].legend in text)
    shown = pack.texts.get("placeholder_short", pack.texts["placeholder"])
    assert page.count(f"{pack.labels['criteria.score']}: {shown.split()[0]}") == 25


def test_libreoffice_draws_every_placeholder(pdfs):
    for form, pdf in pdfs.items():
        words = " ".join(" ".join(page) for page in pages_of(pdf))
        texts = PACKS[form.split()[0]].texts
        first = {texts[key].split()[0] for key in texts if key.startswith("placeholder")}
        assert sum(words.count(word) for word in first) >= len(fields_of(FORMS[form])), form


LONG = r"\.(comment|recommendation|client_groups|description|interviews|documents|participants)$"


@every_form
def test_what_may_have_paragraphs_has_a_block_control_of_its_own(form):
    """Enter then makes a paragraph inside the field; sources and names stay behind their label."""
    for field in fields_of(FORMS[form]):
        inside = field.find(f"{W}sdtContent")[0].tag
        if re.search(LONG, tag_of(field)):
            assert inside == f"{W}p", tag_of(field)
        elif re.search(r"\.(sources|score|points|name|mode)$", tag_of(field)):
            assert inside == f"{W}r", tag_of(field)


@every_form
def test_each_cell_of_a_form_ends_in_a_paragraph(form):
    cells = part("word/document.xml", FORMS[form]).iter(f"{W}tc")
    assert [cell[-1].tag for cell in cells if cell[-1].tag != f"{W}p"] == []
