"""What holds for each document of each pack: a new country is tested by being there."""

import io
import re
import shutil
import zipfile
from itertools import count

import pytest
from ooxml.reading import W, part, texts_of

from docgen.document.blankform import make_form
from docgen.document.renderer import renderer
from docgen.packs.library import bundled, find_library
from docgen.packs.load import load_pack, pack_codes
from docgen.report import make_report
from tests.builders import CRITERION_IDS, swept

DOCUMENTS = [
    pytest.param(code, name, id=f"{code} {name}")
    for code in pack_codes()
    for name, document in load_pack(code).documents.items()
    if document.needs_review
]
every_document = pytest.mark.parametrize(("code", "name"), DOCUMENTS)
every_pack = pytest.mark.parametrize("code", pack_codes())

HEAD = """\
id: review-1
unit:
  name: Mark-name
  place: Mark-place
  partners: [Mark-partner]
  client_groups: Mark-groups
  geography: Mark-geography
area: {client_groups: Mark-area, ips_team: Mark-team}
recipients: [Mark-recipient]
reviewers: [{name: Mark-reviewer, title: Mark-title, initials: MR}]
purpose: Mark-purpose
general_comments: Mark-general
method:
  interviews: [Mark-interview]
  employer_meetings: [Mark-employer]
  meetings: [Mark-observed]
  documents: [Mark-document]
summary: {description: Mark-description, strengths: Mark-strengths, conclusion: Mark-conclusion}
development: [{criterion: disclosure, recommendation: Mark-need}]
previous: {date: 2025-02-01, total: 51, level: Mark-level, scores: {disclosure: 2}}
meeting:
  team: Mark-ward
  time: Mark-time
  place: Mark-room
  participants: [Mark-guest]
  items: [Mark-item]
  previous_minutes: Mark-minutes
response: Mark-answer
"""
VISIT = "  mode: Mark-mode\n  participants: Mark-participants\n  report_date: 2026-03-27\n"
MARKS = {
    "unit.name": "Mark-name",
    "unit.place": "Mark-place",
    "unit.partners": "Mark-partner",
    "unit.client_groups": "Mark-groups",
    "unit.geography": "Mark-geography",
    "area.client_groups": "Mark-area",
    "area.ips_team": "Mark-team",
    "review.mode": "Mark-mode",
    "review.participants": "Mark-participants",
    "reviewers.name": "Mark-reviewer",
    "reviewers.title": "Mark-title",
    "recipients": "Mark-recipient",
    "purpose": "Mark-purpose",
    "general_comments": "Mark-general",
    "method.interviews": "Mark-interview",
    "method.employer_meetings": "Mark-employer",
    "method.meetings": "Mark-observed",
    "method.documents": "Mark-document",
    "summary.description": "Mark-description",
    "summary.strengths": "Mark-strengths",
    "summary.conclusion": "Mark-conclusion",
    "development.recommendation": "Mark-need",
    "previous.level": "Mark-level",
    "criteria.comment": "Mark-comment-25",
    "criteria.recommendation": "Mark-advice-25",
    "criteria.sources": "Mark-source-25",
    "meeting.team": "Mark-ward",
    "meeting.items": "Mark-item",
    "response": "Mark-answer",
}


@pytest.fixture
def make(tmp_path):
    """Return a function that renders a document of a review with every value, or with few."""

    numbers = count()

    def make_document(
        code, name, *, status="final", head=HEAD, visit=VISIT, without=(), shelf=None
    ):
        scores = "".join(
            f"  {c}:\n    comment: Mark-comment-{n}\n    recommendation: Mark-advice-{n}\n"
            f"    sources: [Mark-source-{n}]\n    reason: Secret-reason\n    ratings: {{MR: 3}}\n"
            + (f"    score: {3 + n % 3}\n" if c not in without else "")
            for n, c in enumerate(CRITERION_IDS, 1)
        )
        path = tmp_path / "review-1.yaml"
        text = f"pack: {code}\n{head}review:\n  status: {status}\n{visit}criteria:\n{scores}"
        path.write_text(text, encoding="utf-8")
        out = tmp_path / f"out-{next(numbers)}"
        return make_report(path, out, document=name, library=shelf).read_bytes()

    return make_document


def all_texts(report):
    """Return the text of a document, its headers and footers."""
    with zipfile.ZipFile(io.BytesIO(report)) as parts:
        names = [n for n in parts.namelist() if n.startswith(("word/header", "word/footer"))]
    heads = ["".join(t.text or "" for t in part(name, report).iter(f"{W}t")) for name in names]
    return " ".join([*texts_of(report), *heads])


@every_document
def test_no_tag_no_none_and_no_empty_bullet_is_left(make, code, name):
    few = make(code, name, head="unit: {name: Mark-name}\n", visit="", status="draft",
               without=CRITERION_IDS)  # fmt: skip
    for report in (make(code, name), few):
        text = all_texts(report)
        assert not [left for left in ("None", "{{", "}}", "{%", "[]", "Undefined") if left in text]
        assert "" not in texts_of(report, "ListBullet")


@every_document
def test_a_draft_says_so_on_every_page_and_in_its_title(make, code, name):
    mark = load_pack(code).texts["draft_mark"]
    for status, marked in (("draft", True), ("final", False)):
        report = make(code, name, status=status)
        with zipfile.ZipFile(io.BytesIO(report)) as parts:
            heads = [n for n in parts.namelist() if n.startswith("word/header")]
            title = parts.read("docProps/core.xml").decode()
        assert heads
        for head in heads:
            assert (mark in "".join(part(head, report).itertext())) is marked
        assert (f">{mark}: " in title) is marked


@every_document
def test_a_provisional_total_has_its_range_and_the_number_of_scores(make, code, name):
    pack = load_pack(code)
    prints = renderer(pack, pack.documents[name]).template.stored.prints
    if not any(printed.startswith("result.") for printed in prints):
        pytest.skip("prints no total")
    words = all_texts(make(code, name, status="draft", without=("disclosure", "zero_exclusion")))
    total = sum(3 + n % 3 for n, c in enumerate(CRITERION_IDS, 1)
                if c not in ("disclosure", "zero_exclusion"))  # fmt: skip
    numbers = set(re.findall(r"\d+", words))
    assert {str(total), "23", "25", str(total + 2), str(total + 10)} <= numbers


@every_document
def test_what_is_internal_never_leaves_the_review(make, code, name):
    with zipfile.ZipFile(io.BytesIO(make(code, name))) as parts:
        content = b"".join(map(parts.read, parts.namelist()))
    assert b"Secret-reason" not in content
    assert b"ratings" not in content
    assert b"evidence" not in content


@every_document
def test_the_same_review_makes_the_same_bytes(make, code, name):
    assert make(code, name) == make(code, name)


@every_document
def test_a_document_has_the_language_of_its_pack(make, code, name):
    report = make(code, name)
    styles = part("word/styles.xml", report)
    language = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert language.get(f"{W}val") == load_pack(code).language


def left_out(document, path):
    return any(path == out or path.startswith(f"{out}.") for out in document.leaves_out)


@every_pack
def test_the_report_prints_a_value_or_says_that_it_leaves_it_out(make, code):
    """Every value of the review stands in the report, or among `leaves_out`, never in both."""
    document = load_pack(code).documents["report"]
    text = all_texts(make(code, "report"))
    printed = {path for path, value in MARKS.items() if value in text}
    left = {path for path in MARKS if left_out(document, path)}
    assert printed & left == set()
    # A meeting is no part of a report; only one country's procedure has them.
    assert {path for path in MARKS if path not in printed | left} <= {
        "meeting.team",
        "meeting.items",
    }


@every_pack
@pytest.mark.parametrize("file", ["report.docx", "overview.docx"])
def test_the_documents_for_all_packs_serve_each_pack(make, tmp_path, code, file):
    """A country without a form of its own gets a whole report in its own words."""
    folder = tmp_path / "packs" / code
    shutil.copytree(bundled() / "templates" / code, folder)
    text = (folder / "pack.yaml").read_text(encoding="utf-8")
    text = re.sub(r"(\n  report:\n    file: )\S+", rf"\1base/{file}", text)
    text = re.sub(r"(\n    leaves_out:)(\n      - .*)+", "", text)
    (folder / "pack.yaml").write_text(text, encoding="utf-8")
    shelf = find_library(folder.parent)
    text = all_texts(make(code, "report", shelf=shelf))
    pack = load_pack(code, library=shelf)
    assert pack.documents["report"].path == bundled() / "templates" / "base" / file
    assert [c.name for c in pack.criteria if c.short_name not in text and c.name not in text] == []
    for mark in ("comment", "advice"):
        assert [n for n in range(1, 26) if f"Mark-{mark}-{n}" not in text] == []
    if file == "report.docx":
        missing = {path for path, mark in MARKS.items() if mark not in text}
        assert missing == {"meeting.team", "meeting.items"}  # a meeting is no part of a report


@every_pack
def test_the_overview_sets_last_times_scores_beside_this_times(make, code):
    pack = load_pack(code)
    (table,) = [
        found
        for found in part("word/document.xml", make(code, "overview")).iter(f"{W}tbl")
        if found.find(f"{W}tblPr/{W}tblStyle").get(f"{W}val") == "IPSTable"
    ]
    row = next(r for r in table.iter(f"{W}tr") if "Mark-comment-13" in "".join(r.itertext()))
    cells = ["".join(cell.itertext()).strip() for cell in row.findall(f"{W}tc")]
    assert cells[-2:] == ["2", "4"]
    assert cells[0].endswith("↑\N{NO-BREAK SPACE}+2")
    assert pack.texts["column_previous"] in "".join(table.find(f"{W}tr").itertext())


@every_pack
def test_the_overview_says_what_is_missing_to_the_next_level(make, code):
    pack = load_pack(code)
    text = all_texts(make(code, "overview"))  # 100 points: the second level just reached
    best = pack.levels[0]
    assert pack.texts["heading_next_level"] in text
    assert f"{best.label}: {pack.texts['points_missing']} 15 {pack.texts['points']}." in text
    for criterion in pack.criteria:
        score = 3 + criterion.number % 3
        step = f"{criterion.short_name}: {score} → {score + 1}"
        assert (step in text) == (score < 5), criterion.id
        if score < 5 and criterion.anchors:
            assert criterion.anchors[score + 1] in text


@every_pack
def test_the_overview_names_the_levels_between_the_total_and_the_next_level(make, code):
    pack = load_pack(code)
    body = part("word/document.xml", make(code, "overview")).find(f"{W}body")
    texts = ["".join(block.itertext()) for block in body]
    table = max(n for n, block in enumerate(body) if block.tag == f"{W}tbl")
    levels = [n for n, text in enumerate(texts) if text in {one.legend for one in pack.levels}]
    assert levels == [*range(table + 2, table + 2 + len(pack.levels))]  # behind their heading
    assert texts[levels[-1] + 1] == pack.texts["heading_next_level"]


@every_pack
def test_a_draft_without_all_scores_has_no_next_level(make, code):
    text = all_texts(make(code, "overview", status="draft", without=("disclosure",)))
    assert load_pack(code).texts["heading_next_level"] not in text


@pytest.mark.parametrize("wanted", [True, False])
@every_pack
def test_a_report_prints_changes_where_the_pack_wants_it(make, code, wanted, tmp_path):
    folder = tmp_path / "packs" / code
    shutil.copytree(bundled() / "templates" / code, folder)
    text = (folder / "pack.yaml").read_text(encoding="utf-8")
    text = re.sub(r"\n    change: true.*", "", text)
    change = f"\\n    change: {str(wanted).lower()}"
    text = re.sub(r"(\n  report:\n    file: )\S+", rf"\1base/report.docx{change}", text)
    text = re.sub(r"(\n    leaves_out:)(\n      - .*)+", "", text)
    (folder / "pack.yaml").write_text(text, encoding="utf-8")
    head = HEAD.replace("total: 51", "total: 97")
    said = all_texts(make(code, "report", head=head, shelf=find_library(folder.parent)))
    assert ("(↑ +2)" in said) == wanted  # disclosure, 2 before
    assert ("(↑ +3)" in said) == wanted  # the total, 97 before


def _with_its_report(code, file, tmp_path):
    """Return the folder of a copy of the pack whose report is made from that file."""
    folder = tmp_path / "packs" / code
    shutil.copytree(bundled() / "templates" / code, folder)
    sources = (folder / "pack.yaml").read_text(encoding="utf-8")
    if (folder / file).is_file() or file.startswith("base/"):
        sources = re.sub(r"(\n  report:\n    file: )\S+", rf"\1{file}", sources)
        (folder / "pack.yaml").write_text(sources, encoding="utf-8")
    return folder


CORRECTED = VISIT + "  version: 23\n  corrected: 2031-05-12\n"


@pytest.mark.parametrize("file", ["report.docx", "base/report.docx"])
@every_pack
def test_a_corrected_report_says_so_where_the_pack_has_words(make, code, file, tmp_path):
    folder = _with_its_report(code, file, tmp_path)
    labels = load_pack(code).labels
    own = [labels[path] for path in ("review.version", "review.corrected", "response")]
    said = all_texts(make(code, "report", visit=CORRECTED, shelf=find_library(folder.parent)))
    assert [word for word in (*own, "23", "2031", "Mark-answer") if word not in said] == []


@pytest.mark.parametrize("file", ["report.docx", "base/report.docx"])
@pytest.mark.parametrize("code", swept(pack_codes()))
def test_without_words_for_it_a_corrected_report_says_nothing_of_it(make, code, file, tmp_path):
    folder = _with_its_report(code, file, tmp_path)
    sources = (folder / "pack.yaml").read_text(encoding="utf-8")
    bare = re.sub(r"\n  (review\.version|review\.corrected|response): .*", "", sources)
    (folder / "pack.yaml").write_text(bare, encoding="utf-8")
    said = all_texts(make(code, "report", visit=CORRECTED, shelf=find_library(folder.parent)))
    assert [word for word in ("2031", "Mark-answer") if word in said] == []


@every_pack
def test_no_form_asks_for_what_comes_after_the_report(code):
    form = make_form(load_pack(code), "report")
    tags = {tag.get(f"{W}val") for tag in part("word/document.xml", form).iter(f"{W}tag")}
    assert tags & {"review.version", "review.corrected", "response"} == set()
