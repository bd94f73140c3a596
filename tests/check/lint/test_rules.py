"""Each rule of our own: a template that passes, one that fails, the exact place."""

import io

import docx
import pytest
from builders import ROOT
from docx.oxml.ns import qn
from docx.oxml.table import ST_Merge
from ooxml.minimal import PIXEL, a_report, cell, row, table, text

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


NOT_AS_MADE = {"half-tag", "merged-away"}
"""What is made too simply above for LibreOffice to keep it; made as Word does it, below."""


def test_what_libreoffice_saved_has_the_same_findings(office, tmp_path):
    files = []
    for number, (rule, body, _) in enumerate(FAILS):
        if rule not in NOT_AS_MADE:
            file = tmp_path / f"{number}-{rule}.docx"
            file.write_bytes(a_report(body))
            files.append(file)
    for file in office.convert(files, tmp_path / "saved", "docx"):
        rule = file.stem.partition("-")[2]
        told = [one for one in lint(file.read_bytes(), file, Judge(PACK)).problems if one.where]
        assert rule in {one.rule for one in told}, file.stem


def _half_tags(word):
    word.core_properties.title = "{{ document.title }"
    word.add_picture(io.BytesIO(PIXEL))
    next(word.element.body.iter(qn("wp:docPr"))).set("descr", "{{ unit.name }")


def _half_typed(word):
    for typed in ("{{ unit.name }", "{ unit.name }}", "{% if purpose }", "{ unit.name }"):
        word.add_paragraph(typed)


def _merged_away(word):
    cells = word.add_table(3, 2, "Table Grid").columns[1].cells
    kinds = (("a", ST_Merge.RESTART), ("{{ purpose }}", ST_Merge.CONTINUE))
    for one, (words, kind) in zip(cells[1:], kinds, strict=True):
        one.text = words
        one._tc.get_or_add_tcPr()._add_vMerge().val = kind


SAVED = {
    _half_tags: ["half-tag", "half-tag"],
    _half_typed: ["broken-tag", "broken-tag", "broken-tag", "looks-like-tag"],
    _merged_away: ["merged-away"],
}


def test_half_tags_and_merged_cells_are_found_in_what_libreoffice_saved(office, tmp_path):
    told, wanted = {}, {rule for rules in SAVED.values() for rule in rules}
    for fill in SAVED:
        word = docx.Document()
        fill(word)
        word.save(tmp_path / f"{fill.__name__}.docx")
    made = [tmp_path / f"{fill.__name__}.docx" for fill in SAVED]
    for file in (*made, *office.convert(made, tmp_path / "saved", "docx")):
        found = lint(file.read_bytes(), file, Judge(PACK)).problems
        told.setdefault(file.stem, []).append(
            [(one.rule, one.where) for one in found if one.rule in wanted]
        )
    for fill, rules in SAVED.items():
        before, after = told[fill.__name__]
        assert [rule for rule, _ in before] == rules
        assert after == before
        assert all(where for _, where in after)
