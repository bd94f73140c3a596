"""Each rule of our own: a template that passes, one that fails, the exact place."""

import pytest
from builders import ROOT
from ooxml.minimal import a_report, cell, row, table, text

from docgen.check.catalogue import rule_ids
from docgen.check.lint.run import Judge, lint
from docgen.check.lint.table import MODULES, RULES
from docgen.packs.load import load_pack

PACK = load_pack("se")
REPORT = PACK.documents["report"]
HIDDEN = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{0}</w:t></w:r></w:p>"
FONT = '<w:p><w:r><w:rPr><w:rFonts w:ascii="Brandon"/></w:rPr><w:t>x</w:t></w:r></w:p>'
SIZE = '<w:p><w:r><w:rPr><w:sz w:val="40"/></w:rPr><w:t>x</w:t></w:r></w:p>'
GERMAN = '<w:p><w:r><w:rPr><w:lang w:val="de-DE"/></w:rPr><w:t>x</w:t></w:r></w:p>'
MERGED = table(row(cell(text("{{ unit.name }}"))), row(cell(text("{{ purpose }}"), "<w:vMerge/>")))
UNMERGED = table(row(cell(text("{{ purpose }}"), '<w:vMerge w:val="restart"/>')),
                 row(cell(text(""), "<w:vMerge/>")))  # fmt: skip
LOOP = "{{% for s in sections %}}{{% for c in s.criteria %}}{0}{{% endfor %}}{{% endfor %}}"


def found(body, judge=None):
    """Return rule and place of what our own rules find in a body."""
    made = lint(a_report(body), "t.docx", judge or Judge(PACK))
    return [(one.rule, one.where) for one in made.problems if one.rule in RULES]


FAILS = [
    ("hidden-tag", text("a") + HIDDEN.format("{{ unit.name }}"), "paragraph 2"),
    ("hidden-tag", HIDDEN.format("{%p if purpose %}") + text("{%p endif %}"), "paragraph 1"),
    ("merged-away", MERGED, "table 1, row 2, cell 1"),
    ("bare-name", text(LOOP.format("c.comment")), "paragraph 1"),
    ("bare-name", text("a") + text("by unit.name."), "paragraph 2"),
    ("half-tag", '<w:p><w:r><w:drawing w:descr="{{ unit.name }"/></w:r></w:p>', "paragraph 1"),
    ("font-missing", text("a") + FONT, "paragraph 2"),
    ("direct-formatting", text("a") + SIZE + SIZE, "paragraph 2"),
]


@pytest.mark.parametrize(("rule", "body", "where"), FAILS)
def test_a_template_that_fails_is_told_with_its_place(rule, body, where):
    assert (rule, where) in found(body)


@pytest.mark.parametrize(
    "body",
    [
        text("{{ unit.name }}"),
        HIDDEN.format("a note to ourselves"),
        UNMERGED,
        text("unit.name@example.org, www.unit.name/x, version 1.2, unit.nothing"),
        text("{{ unit.name }}{{ review.kind }}"),
        '<w:p><w:r><w:rPr><w:rFonts w:ascii="Arial"/></w:rPr></w:r></w:p>',
        "<w:p><w:r><w:rPr><w:b/><w:i/></w:rPr><w:t>x</w:t></w:r></w:p>",
    ],
)
def test_what_is_right_is_let_through(body):
    assert found(body) == []


def test_another_language_is_told_of_the_pack_s_own_files_alone():
    scale = Judge(PACK, PACK.documents["scale"])
    assert ("other-language", "paragraph 2") in found(text("a") + GERMAN, scale)
    base = Judge(PACK, REPORT)
    assert "other-language" not in {rule for rule, _ in found(GERMAN, base)}


def test_a_document_that_lost_a_value_names_it():
    data = (ROOT / "templates/base/report.docx").read_bytes()
    judge = Judge(PACK, REPORT._replace(leaves_out=()))
    told = [one for one in lint(data, "t.docx", judge).problems if one.rule == "not-printed"]
    assert "meeting.team" in told[0].message
    assert not lint(data, "t.docx", Judge(PACK, REPORT)).problems


def test_every_rule_has_a_page_and_an_entry():
    for module in MODULES:
        assert {"Why:", "Wrong:", "Right:", "What to do:"} <= {
            word for word in ("Why:", "Wrong:", "Right:", "What to do:") if word in module.__doc__
        }
    assert set(RULES) <= rule_ids()
    proved = {rule for rule, _, _ in FAILS} | {"other-language", "not-printed", "untranslated"}
    assert proved == set(RULES)


GONE_IN_LIBREOFFICE = {"half-tag", "merged-away"}
"""What LibreOffice does not keep: an empty drawing, a cell below one that is not there."""


def test_what_libreoffice_saved_has_the_same_findings(office, tmp_path):
    files = []
    for number, (rule, body, _) in enumerate(FAILS):
        file = tmp_path / f"{number}-{rule}.docx"
        file.write_bytes(a_report(body))
        files.append(file)
    for file in office.convert(files, tmp_path / "saved", "docx"):
        rule = file.stem.partition("-")[2]
        told = [one for one in lint(file.read_bytes(), file, Judge(PACK)).problems if one.where]
        if rule not in GONE_IN_LIBREOFFICE:
            assert rule in {one.rule for one in told}, file.stem
