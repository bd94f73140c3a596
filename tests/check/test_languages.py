"""What is said of a file is said in the language of its own pack, without a word of English."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from ooxml.minimal import a_report, cell, row, table, text
from scored import score_reviews

from docgen.batch.export import CopyOptions, prepare_export
from docgen.batch.run import make_reports
from docgen.batch.scores import Scored
from docgen.batch.status import find_status
from docgen.check.catalogue import rule_ids
from docgen.check.lint.manual import all_rules, manual_page
from docgen.check.lint.run import Judge, lint
from docgen.check.packs import check_pack
from docgen.check.run import check_paths, check_review
from docgen.cli.scoretable import table_of
from docgen.document.guide import guide_of
from docgen.document.guidepage import as_markdown
from docgen.model import tongue
from docgen.model.tongue import language_now, speaking
from docgen.packs.library import find_library
from docgen.packs.load import load_pack, pack_codes
from docgen.review.spoken import language_in
from docgen.roundtrip.compare import Wishes
from docgen.roundtrip.pull import read_back
from tests.builders import ONE_EACH, ROOT, swept
from tests.wordedits import commented, deleted, edited, inserted, paragraph, retyped

ENGLISH = frozenset(
    """the is of and or not with without from this that these those there here has have was were
cannot should must write written add added its if one two belongs found unknown missing keys
begins number values whole below above between least both which who whose how what when
where while other another same all each every only also than then but because so as does
did done make makes made use uses used name names named give gives given take takes taken say
says said put stands stand lies lie counts count counted reads holds look line lines letters
quotes colon blank blanks folder file files criterion anchor figures proposal proposed
stated fault faults warning warnings note earlier later before after yes it""".split()  # noqa: SIM905 - a list of words
)
"""Words of ours that are none in Danish, Swedish or Norwegian."""
NOT_SAID = re.compile(r"`[^`]*`|'[^']*'|»[^»]*»|\"[^\"]*\"|\[[a-z-]+\]$|\S*[_./\\]\S*|--\w+")
"""What is quoted, typed or a name: it stays as it is."""

FAULTY = {
    "keys-and-kinds": """
pack: {pack}
unitt: {{name: X}}
unit: {{name: Testenhet, plase: By}}
review: {{status: final, dates: 2026-13-45, report_date: i går, number: en, kind: ekstern}}
reviewers: Anna
purpose: {{a: b}}
criteria:
  caseload_size: {{score: 6, comment: ???}}
  zero_exclusion: {{score: 4.5}}
  vocational_generalists: {{score: "4", evidence: {{phases: 9, foo: 1}}}}
  integration_team: {{score: ja}}
  integration_team_contact: {{skore: 3}}
  collaboration_vr: [1, 2]
  vocational_unit:
    score: 4
    comment:
      note: x
  agency_focus: {{score: "4,5", comment: a, b: c}}
  foo_bar: {{score: 3}}
comment: x
previous: 2020
development:
  - criterion: caseload
  - recommendation: [a, b]
meeting: []
<<: x
pack: {pack}
""",
    "texts-and-figures": """
pack: {pack}
unit: {{name: Testenhet}}
review: {{status: draft, report_date: 2026-03-10, number: 2}}
previous: {{date: 2027-01-01, total: 60, level: x}}
summary:
  strengths: xx og ??? og litt # mere
  description: "a\\u0001b"
criteria:
  caseload_size: {{score: 2, evidence: {{clients: 90, fte: 2, specialists: 3}}}}
  zero_exclusion: {{ratings: {{AB: 2, CD: 4}}}}
  employment_services_staff: {{score: 5, evidence: {{percent: 120}}}}
  vocational_unit: {{evidence: {{unit: maybe}}}}
""",
    "tab": "pack: {pack}\nunit:\n  name: X\n\tplace: y\n",
    "colon": "pack: {pack}\nunit:\n  name: X: y\n",
    "bracket": "pack: {pack}\nunit: {{name: [x}}\n",
    "quote": 'pack: {pack}\nunit: {{name: "x}}\n',
    "alias": "pack: {pack}\nunit:\n  name: *x\n",
    "sign": "pack: {pack}\nunit:\n  name: @x\n",
    "indent": "pack: {pack}\nunit:\n  name: x\n place: y\n",
    "bar": "pack: {pack}\npurpose: |\nx y\n",
    "no-colon": "pack: {pack}\nunit\n  name: x\n",
    "second-document": "pack: {pack}\n---\nunit: x\n",
    "zero": "pack: {pack}\nid: 007\nunit: {{name: 1e999}}\n",
    "list": "- pack: {pack}\n",
    "no-pack": "unit: {{name: x}}\n# pack: {pack}\n",
}
ELSEWHERE = {"list", "no-pack"}
"""Files that name no pack where one is looked for: they speak as they are asked to."""


@pytest.fixture(autouse=True)
def _free(monkeypatch):
    """Speak as it comes: tests as a whole speak English."""
    monkeypatch.setattr(tongue, "_fixed", [])


def english_in(text):
    return sorted(set(re.findall(r"[a-z]+", NOT_SAID.sub(" ", text))) & ENGLISH)


@pytest.mark.parametrize("name", FAULTY)
@pytest.mark.parametrize("code", pack_codes())
def test_a_faulty_file_is_told_without_a_word_of_english(code, name, tmp_path):
    file = tmp_path / "r.yaml"
    file.write_text(FAULTY[name].format(pack=code), encoding="utf-8")
    tag = load_pack(code).formats.language
    with speaking(tag if name in ELSEWHERE else ""):
        problems = check_review(file)
    assert problems
    with speaking(tag):
        said = [str(one._replace(file="")) for one in problems]
    assert {line: found for line in said if (found := english_in(line))} == {}


@pytest.mark.parametrize("code", pack_codes())
def test_scores_are_told_without_a_word_of_english(code):
    found = [*score_reviews([ROOT / "data" / code], find_library())]
    assert found
    for one in found:
        assert isinstance(one, Scored)
        with speaking(one.pack.formats.language):
            table = table_of(one, 120)
        head = [line for line in table.splitlines() if not line.startswith("      ")]
        assert {line: words for line in head if (words := english_in(line))} == {}


def test_each_file_of_a_run_speaks_the_language_of_its_own_pack(tmp_path):
    for code in ("dk", "fi-sv", "no"):
        (tmp_path / f"{code}.yaml").write_text(f"pack: {code}\nunit:\n\tname: x\n", "utf-8")
    tabs = [one for one in check_paths([tmp_path]) if one.rule == "tab"]
    assert [one.message.split()[0] for one in tabs] == ["linjen", "raden", "linjen"]
    assert language_now() == "en"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(b"pack: dk\nunit: [", id="broken behind"),
        pytest.param(b"\xef\xbb\xbfpack: dk\n", id="with a byte order mark"),
        pytest.param("pack: dk\nunit: {name: Ø}\n".encode("utf-16"), id="UTF-16"),
        pytest.param(b"unit: \xff\n\"pack\": 'dk' # Danmark\n", id="quoted, and no UTF-8"),
        pytest.param(b'{"unit": {"name": 1, "pack": "dk"', id="half of a JSON text"),
        pytest.param(b"unit:\n\tx\n  pack:   dk", id="indented"),
    ],
)
def test_the_language_is_found_in_a_file_that_cannot_be_read(text, tmp_path):
    file = tmp_path / "r.yaml"
    file.write_bytes(text)
    assert language_in(file, find_library()) == "da-DK"


def test_the_language_comes_from_the_defaults_where_the_review_names_no_pack(tmp_path):
    (tmp_path / "_shared.yaml").write_text("pack: no\n", "utf-8")
    (tmp_path / "r.yaml").write_text("unit: {name: x\n", "utf-8")
    assert language_in(tmp_path / "r.yaml", find_library()) == "nb-NO"
    (tmp_path / "other.yaml").write_text("pack: ../dk\n", "utf-8")
    assert language_in(tmp_path / "none.yaml", find_library()) == "nb-NO"


def test_a_broken_pack_speaks_its_own_language(tmp_path):
    folder = tmp_path / "xx"
    shutil.copytree(ROOT / "templates" / "dk", folder)
    file = folder / "pack.yaml"
    text = file.read_text("utf-8").replace("code: dk", "code: xx\nfoo: 1")
    file.write_text(text, "utf-8")
    messages = [one.message for one in check_pack(folder, library=find_library())]
    assert any(message.startswith("ukendt nøgle 'foo'") for message in messages)


NOT_OURS = re.compile(
    r"{[{%#].*?[}%#]}|{[{%_]+|:? '.*?'(?=\W)|\"[^\"]*\"|\b(for|if|is|else|not)\b|{{ ?name"
)
"""Tags, what is quoted, and Jinja's own words."""
THEIRS = {"all", "have", "name"}
"""What is English and Nordic too; and a key that many lists of keys hold."""
TAGS = [
    "{{ unit.nam }}",
    "{{ unit }}",
    "{{ nope }}",
    "{{ unit.name|dates }}",
    "{{ unit.name|nope }}",
    "{{ unit.name }",
    "{% if unit.name %}",
    "{% endif %}",
    "{% else %}",
    "{% iff x %}",
    "{% for x in unit.name %}{{ x }}{% endfor %}",
    "{{ x.__class__ }}",
    "{{ 1 is nope }}",
    "{{ unit.name|round }}",
    "{{ recipients.name }}",
    "{%tr if 1 %}",
    "{{ a b }}",
    "{{ (1 }}",
    "{% if review.draft == 'x' %}{% endif %}",
    "{{ purpose|safe }}",
    "{{ c.comment }}",
    "{{ 'x'.ljust(9) }}",
    "{% raw %}",
    "{{ range(9999999) }}",
    "{% set a = 1 % 0 %}{{ a }}",
    "{% for loop in recipients %}{% endfor %}",
    "{% endfor x %}",
    "{{ dict(_x=1) }}",
    "{{ unit.name|date(1, 2) }}",
    "{%p for c in criteria %}{%p endfor %}",
    "{{ '\x00' }}",
    "{{ unit.name|map }}",
    "{% macro f(a, a) %}{% endmacro %}",
    "{{ unit.name['x'] }}",
    "[[ unit.name ]]",
][1:-1]
"""Slips in tags, one a template."""
UNDECIDED = (
    '<w:p><w:r><w:t>{{ unit.name }}</w:t></w:r><w:del w:id="1"><w:r><w:delText>{{ x }}'
    "</w:delText></w:r></w:del></w:p>"
)
STARTS_A_PROGRAM = (
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DDEAUTO a b'
    "</w:instrText></w:r></w:p>"
)
BODIES = (
    *(text("a") + text(escape(tag)) for tag in TAGS),
    table(row(cell(text("{{ unit.name }}"))), row(cell(text("{{ purpose }}"), "<w:vMerge/>"))),
    "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{{ unit.name }}</w:t></w:r></w:p>",
    '<w:p><w:r><w:rPr><w:rFonts w:ascii="Brandon"/></w:rPr><w:t>x</w:t></w:r></w:p>',
    '<w:p><w:r><w:rPr><w:sz w:val="40"/></w:rPr><w:t>x</w:t></w:r></w:p>',
    '<w:p><w:r><w:rPr><w:lang w:val="de-DE"/></w:rPr><w:t>x</w:t></w:r></w:p>',
    '<w:p><w:r><w:drawing w:descr="{{ unit.name }"/></w:r></w:p>',
    text("by unit.name."),
    text("{% if unit.name %}") + table(row(cell(text("{% endif %}")))),
    text("a {%p if unit.name %}") + text("x") + text("{%p endif %}"),
    table(row(cell(text("{%tr if 1 %} x")), cell(text("y")))),
    UNDECIDED,
    STARTS_A_PROGRAM,
    '<w:p><w:pPr><w:pStyle w:val="Nope"/></w:pPr><w:bookmarkStart w:id="1" w:name="x"/></w:p>',
    "<w:tbl><w:tr/></w:tbl>",
)
WRONG = {
    "pack.yaml": (
        ("code:", "kode:"),
        ("date: ", "date: D. MMMM Y #"),
        ("from: 115", "from: eleven"),
        ("from: 100", "from: 200"),
        ("labels:", "labels:\n  unit.nam: X"),
        ("draft_mark:", "draft_marc:"),
        ("documents:", "documents:\n  odd: {file: nope.docx, title: '{{ nope }}'}"),
        ("scoring:", "scoring:\n  foo: bar"),
        ("legend:", "legend: 1-2 #"),
        ("levels:", "levels: x\nother:"),
    ),
    "criteria.yaml": (
        ("- id: caseload_size", "- id: caseload_siz"),
        ("name:", "nam:"),
        ("anchors:", "anchors: [1, 2]\n        other:"),
        ("label:", "label: []\n    other:"),
    ),
}
"""By file: what is wrong with a pack, one thing at a time."""


def told(messages):
    """Return the messages that hold words of English, with those; tags and options aside."""
    found = ((message, english_in(NOT_OURS.sub(" ", message))) for message in messages)
    return {message: left for message, words in found if (left := sorted(set(words) - THEIRS))}


@pytest.mark.parametrize("language", ["da", "sv", "nb"])
def test_each_rule_has_a_page_in_each_language(language):
    english = {rule: manual_page(rule) for rule in rule_ids()}
    with speaking(language):
        pages = {rule: manual_page(rule) for rule in rule_ids()}
        lines = all_rules().splitlines()
    assert [rule for rule in pages if pages[rule] == english[rule]] == []
    heads = re.compile(r"^[a-z-]+ \(", re.MULTILINE)  # the id of the rule
    texts = (heads.sub("", page) for page in pages.values())
    assert told([*texts, *(line for line in lines if not line.startswith(" "))]) == {}


@pytest.mark.parametrize("code", swept(pack_codes(), 2))
def test_a_faulty_template_is_told_without_a_word_of_english(code):
    pack = load_pack(code)
    messages = []
    with speaking(pack.language):
        for body in BODIES:
            made = lint(a_report(body), "t.docx", Judge(pack)).problems
            assert made, body
            messages += [f"{one.where}: {one.message}" for one in made]
    assert told(messages) == {}


@pytest.mark.parametrize("code", swept(pack_codes()))
def test_a_broken_pack_is_told_without_a_word_of_english(code, tmp_path):
    folder = tmp_path / code
    shutil.copytree(ROOT / "templates" / code, folder)
    shelf = find_library(tmp_path)
    messages = []
    for name, edits in WRONG.items():
        for before, after in edits:
            shutil.copytree(ROOT / "templates" / code, folder, dirs_exist_ok=True)
            (folder / name).write_text(
                (folder / name).read_text("utf-8").replace(before, after, 1), "utf-8"
            )
            messages += [one.message for one in check_pack(folder, library=shelf, documents=False)]
    assert len(messages) > len(WRONG)
    assert told(messages) == {}


@pytest.mark.parametrize("sample", swept(ONE_EACH), ids=lambda path: path.parent.name)
def test_an_edited_report_is_told_without_a_word_of_english(sample, tmp_path):
    review = shutil.copy(sample, tmp_path)
    (made,) = make_reports([review], tmp_path / "out")
    data = made.report.read_bytes()
    pack = load_pack(sample.parent.name)
    first = pack.criteria[0].id
    data = retyped(data, f"criteria.{first}.score", "9")
    data = retyped(data, "unit.name", "???")
    data = commented(data, pack.criteria[1].name[:9], "Hej")
    marks = inserted("ny") + deleted("gl")
    data = edited(data, lambda xml: xml.replace("<w:sectPr", paragraph(marks) + "<w:sectPr", 1))
    made.report.write_bytes(data)
    messages = [f"{one.where}: {one.message}" for one in check_paths([made.report])]
    messages += [one.why for one in find_status([made.report])]
    run = prepare_export([made.report], CopyOptions())
    messages += [line for one in run.outcomes() for line in str(one.error).splitlines()]
    with speaking(pack.language):
        plan = read_back(made.report, Path(review), wishes=Wishes(), library=find_library())
    messages += [f"{one.place} {one.note}" for one in plan.changes]
    assert len(messages) > 5
    assert told(message.replace(str(tmp_path), "") for message in messages) == {}


@pytest.mark.parametrize("code", swept(pack_codes()))
def test_the_guide_to_names_has_no_word_of_english(code):
    pack = load_pack(code)
    with speaking(pack.language):
        page = as_markdown(guide_of(pack))
    heads = [line for line in page.splitlines() if not line.startswith("|")]
    assert told(heads) == {}
