"""Rules, packs, templates and edited reports are told of without a word of English."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from ooxml.minimal import a_report, cell, row, table, text

from docgen.batch.export import Wish, prepare_export
from docgen.batch.run import make_reports
from docgen.batch.status import find_status
from docgen.check.catalogue import rule_ids
from docgen.check.lint.manual import all_rules, manual_page
from docgen.check.lint.run import Judge, lint
from docgen.check.packs import check_pack
from docgen.check.run import check_paths
from docgen.document.guide import guide_of
from docgen.document.guidepage import as_markdown
from docgen.model import tongue
from docgen.model.tongue import speaking
from docgen.packs.library import library
from docgen.packs.load import load_pack, pack_codes
from docgen.roundtrip.compare import Wishes
from docgen.roundtrip.pull import read_back
from tests.builders import ONE_EACH, ROOT
from tests.check.lint.test_rules import FAILS
from tests.check.test_languages import english_in
from tests.wordedits import commented, deleted, edited, inserted, paragraph, retyped

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
    *(body for _, body, _ in FAILS),
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


@pytest.fixture(autouse=True)
def _free(monkeypatch):
    """Speak as it comes: tests as a whole speak English."""
    monkeypatch.setattr(tongue, "_fixed", [])


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


@pytest.mark.parametrize("code", pack_codes())
def test_a_faulty_template_is_told_without_a_word_of_english(code):
    pack = load_pack(code)
    messages = []
    with speaking(pack.language):
        for body in BODIES:
            made = lint(a_report(body), "t.docx", Judge(pack)).problems
            assert made, body
            messages += [f"{one.where}: {one.message}" for one in made]
    assert told(messages) == {}


@pytest.mark.parametrize("code", pack_codes())
def test_a_broken_pack_is_told_without_a_word_of_english(code, tmp_path):
    folder = tmp_path / code
    shutil.copytree(ROOT / "templates" / code, folder)
    shelf = library(tmp_path)
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


@pytest.mark.parametrize("sample", ONE_EACH, ids=lambda path: path.parent.name)
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
    run = prepare_export([made.report], Wish())
    messages += [line for one in run.outcomes() for line in str(one.error).splitlines()]
    with speaking(pack.language):
        plan = read_back(made.report, Path(review), wishes=Wishes(), library=library())
    messages += [f"{one.place} {one.note}" for one in plan.changes]
    assert len(messages) > 5
    assert told(message.replace(str(tmp_path), "") for message in messages) == {}


@pytest.mark.parametrize("code", pack_codes())
def test_the_guide_to_names_has_no_word_of_english(code):
    pack = load_pack(code)
    with speaking(pack.language):
        page = as_markdown(guide_of(pack))
    heads = [line for line in page.splitlines() if not line.startswith("|")]
    assert told(heads) == {}
