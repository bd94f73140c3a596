"""Fields of a template, however they are written: refused, taken out with a note, or kept."""

from __future__ import annotations

import pytest
from ooxml.gated import opened, refusals, taken_out, words
from ooxml.minimal import text
from ooxml.packages import STORIES, a_package, complex_field, in_story, instruction, part_of

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


FORMS = {
    "plain": lambda f: complex_field(instruction(f" {f} ")),
    "small letters": lambda f: complex_field(instruction(f" {f.lower()} ")),
    "simple": lambda f: f'<w:fldSimple w:instr=" {f} "><w:r><w:t>shown</w:t></w:r></w:fldSimple>',
    "a character reference": lambda f: complex_field(instruction(f"&#{ord(f[0])};{f[1:]}")),
    "CDATA": lambda f: complex_field(instruction(f"<![CDATA[ {f.replace('&quot;', chr(34))} ]]>")),
    "a comment inside": lambda f: complex_field(instruction(f"{f[:2]}<!-- -->{f[2:]}")),
    "an instruction inside": lambda f: complex_field(instruction(f"{f[:2]}<?x y?>{f[2:]}")),
    "split over runs": lambda f: complex_field(instruction(f[:2]) + instruction(f[2:])),
    "another prefix": lambda f: complex_field(
        f'<w:r><q:instrText xmlns:q="{W}"> {f} </q:instrText></w:r>'
    ),
    "the strict namespace": lambda f: (
        f'<q:fldSimple xmlns:q="{STRICT}" q:instr="{f}"><q:r><q:t>shown</q:t></q:r></q:fldSimple>'
    ),
    "as text": lambda f: complex_field(f"<w:r><w:t>{f}</w:t></w:r>"),
    "no space behind": lambda f: complex_field(instruction(f.replace(" ", "", 1))),
    "inserted": lambda f: f'<w:ins w:id="1" w:author="A">{complex_field(instruction(f))}</w:ins>',
    "nested": lambda f: complex_field(
        instruction("IF 1 = 1 ") + complex_field(instruction(f)) + instruction(" ")
    ),
    "in another's result": lambda f: complex_field(
        instruction("PAGE"), "</w:t></w:r>" + complex_field(instruction(f)) + "<w:r><w:t>"
    ),
}
REFUSED_FIELDS = {
    "DDE": r'DDE "c:\\x.exe" "y"',
    "DDEAUTO": r'DDEAUTO "c:\\x.exe" "y"',
    "MACROBUTTON": 'MACROBUTTON "M" Click',
    "CONTROL": r"CONTROL \s",
}
OUT_FIELDS = {
    "IMPORT": 'IMPORT "//host/x.png"',
    "INCLUDE": 'INCLUDE "x.docx"',
    "INCLUDEPICTURE": 'INCLUDEPICTURE "http://host/x.png"',
    "INCLUDETEXT": 'INCLUDETEXT "//host/x.docx"',
    "LINK": 'LINK "Excel.Sheet.12" "x.xlsx"',
    "RD": 'RD "x.docx"',
    "DATABASE": r'DATABASE \d "x.mdb"',
    "PRINT": 'PRINT "27"',
    "AUTOTEXT": 'AUTOTEXT "Hello"',
    "an unknown one": 'LIGAÇÃO "x"',
    "a link to a file": 'HYPERLINK "file://host/x"',
    "a link to a share": r'HYPERLINK "\\\\host\\x"',
    "a bare link to a share": r"HYPERLINK \\host\x",
    "a link to a program": 'HYPERLINK "ms-msdt:/id x"',
    "a script behind a bookmark": r'HYPERLINK \l "a" "javascript:x"',
    "a link close by": 'HYPERLINK "other.docx"',
}
KEPT_FIELDS = {
    "PAGE": "PAGE",
    "a switch without a blank": r"PAGE\* MERGEFORMAT",
    "a contents list": r'TOC \o "1-3" \h \z \u',
    "a formula": "=SUM(ABOVE)",
    "a formula with a blank": "= 1 + 1",
    "a reference": r"REF _Ref1 \h",
    "a bookmark called DDE": "REF DDEAUTO",
    "a mail link": 'HYPERLINK "mailto:a@example.org"',
    "a web link": r'HYPERLINK "https://example.org/x" \o "file:x"',
    "a place in the document": r'HYPERLINK \l "_Toc1"',
    "citations of an add-in": 'ADDIN ZOTERO_ITEM CSL_CITATION {"x":1}',
    "a date": r'DATE \@ "d.M.yyyy"',
    "an embedded object": "EMBED Excel.Sheet.12",
}


def in_forms(names, *in_each_form):
    """Return pairs of a name and a form: each name in one form, some in all."""
    pairs = [(name, "plain") for name in names]
    return pairs + [(name, form) for name in in_each_form for form in FORMS if form != "plain"]


def quoted(code: str) -> str:
    return code.replace('"', "&quot;")


def fields_with(code: str, form: str = "plain") -> str:
    return f"<w:p>{FORMS[form](quoted(code))}</w:p>"


@pytest.mark.parametrize(("name", "form"), in_forms(REFUSED_FIELDS, "DDEAUTO", "MACROBUTTON"))
def test_a_field_that_starts_a_program_is_refused_in_every_form(name, form):
    faults = refusals(a_package(in_story(fields_with(REFUSED_FIELDS[name], form))))
    assert "field" in faults[0] or "macro" in faults[0] or "ActiveX" in faults[0]


@pytest.mark.parametrize("story", STORIES)
@pytest.mark.parametrize("name", ["DDE", "MACROBUTTON"])
def test_a_field_that_starts_a_program_is_refused_in_every_story(name, story):
    assert refusals(a_package(in_story(fields_with(REFUSED_FIELDS[name]), story)))


@pytest.mark.parametrize(
    ("name", "form"), in_forms(OUT_FIELDS, "INCLUDETEXT", "a link to a file", "an unknown one")
)
def test_a_field_that_fetches_is_taken_out_and_its_result_stays(name, form):
    data = a_package(in_story(fields_with(OUT_FIELDS[name], form)))
    notes = taken_out(data)
    assert notes
    assert notes[0].startswith("t.docx: note: paragraph 1: taken out: ") or form.startswith("the s")
    body = opened(data).parts["word/document.xml"].decode()
    assert OUT_FIELDS[name].split()[0] not in body
    assert "shown" in body
    assert body.count('fldCharType="begin"') == body.count('fldCharType="end"')


@pytest.mark.parametrize("story", STORIES)
@pytest.mark.parametrize("name", ["INCLUDETEXT", "a link to a file"])
def test_a_field_that_fetches_is_taken_out_of_every_story(name, story):
    data = a_package(in_story(fields_with(OUT_FIELDS[name]), story))
    assert taken_out(data)
    body = opened(data).parts[part_of(story)]
    assert b"host" not in body
    assert b"shown" in body


@pytest.mark.parametrize(("name", "form"), in_forms(KEPT_FIELDS, "a mail link", "a date"))
def test_a_field_of_the_document_stays(name, form):
    data = a_package(in_story(fields_with(KEPT_FIELDS[name], form)))
    before = opened(data)
    assert before.notes == ()
    assert b"fld" in before.parts["word/document.xml"]


ASSEMBLED = {
    "QUOTE makes the name": complex_field(instruction("QUOTE 68 68 69")) + instruction(" x"),
    "half of it": instruction("DD") + complex_field(instruction("QUOTE 69")) + instruction(" x"),
    "a simple field makes it": '<w:fldSimple w:instr="QUOTE 68 68 69"/>' + instruction(" x"),
    "a symbol is in it": instruction("DD") + '<w:r><w:sym w:char="F045"/></w:r>',
    "a deletion hides it": '<w:del w:id="1" w:author="A"><w:r><w:delInstrText>PAGE '
    '</w:delInstrText></w:r></w:del><w:ins w:id="2" w:author="A">'
    + instruction("DDE x")
    + "</w:ins>",
    "two programs read it differently": "<mc:AlternateContent><mc:Choice Requires='wps'>"
    + instruction("PAGE ")
    + "</mc:Choice><mc:Fallback>"
    + instruction("DDE x")
    + "</mc:Fallback></mc:AlternateContent>",
}


@pytest.mark.parametrize("code", ASSEMBLED.values(), ids=ASSEMBLED)
def test_a_field_whose_name_is_put_together_is_refused(code):
    [fault] = refusals(a_package(in_story(f"<w:p>{complex_field(code)}</w:p>")))
    assert "write its name as plain text" in fault


def test_switches_added_with_tracking_do_not_make_a_name_doubtful():
    code = instruction("PAGE") + f'<w:ins w:id="1" w:author="A">{instruction(" x")}</w:ins>'
    assert taken_out(a_package(in_story(f"<w:p>{complex_field(code)}</w:p>"))) == []


def test_a_deleted_field_is_judged_by_its_own_text():
    runs = complex_field("<w:r><w:delInstrText>PAGE</w:delInstrText></w:r>")
    deleted = "".join(
        f'<w:del w:id="{n}" w:author="A">{run}</w:r></w:del>'
        for n, run in enumerate(runs.split("</w:r>")[:-1])
    )
    assert taken_out(a_package(in_story(f"<w:p>{deleted}</w:p>"))) == []


@pytest.mark.parametrize("code", [*REFUSED_FIELDS.values(), *OUT_FIELDS.values()])
def test_a_field_without_end_is_refused_so_that_no_text_goes(code):
    begin = f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{instruction(quoted(code))}</w:p>'
    assert refusals(a_package(in_story(begin + text("All the rest"))))


def test_a_field_in_a_text_box_is_another_than_the_one_around_it():
    inner = fields_with(REFUSED_FIELDS["DDE"])
    box = f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox>"
    box += "</v:shape></w:pict></w:r>"
    assert refusals(a_package(in_story(f"<w:p>{complex_field(instruction('PAGE') + box)}</w:p>")))


def test_a_taken_out_field_over_paragraphs_leaves_its_result():
    first, _, rest = complex_field(instruction("INCLUDETEXT x"), "one").partition("one")
    data = a_package(in_story(f"<w:p>{first}one</w:t></w:r></w:p><w:p><w:r><w:t>two{rest}</w:p>"))
    assert words(data) == ["one", "two"]
    assert b"fldChar" not in opened(data).parts["word/document.xml"]


def test_fields_in_one_another_without_end_are_refused():
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    assert refusals(a_package(in_story(f"<w:p>{begin * 21}</w:p>")))


def test_a_place_is_told_as_a_person_finds_it():
    body = text("Hello") + fields_with(REFUSED_FIELDS["DDE"])
    [fault] = refusals(a_package(in_story(body, "header")))
    assert fault.startswith(
        "t.docx: header 1, paragraph 2: holds a field fed by another program (DDE"
    )
    assert fault.endswith("remove it in Word (Alt+F9 shows the fields) [external]")


def test_of_many_alike_the_first_are_told_and_how_many_more():
    notes = taken_out(a_package(in_story(fields_with(OUT_FIELDS["LINK"]) * 500)))
    assert len(notes) == 11
    assert "and 490 more" in notes[-1]


def test_a_field_that_swallows_tags_of_the_text_is_refused_with_its_place():
    begin = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>'
    end = '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    (said,) = refusals(a_package(in_story(begin + text("words {{ x }}") + end)))
    assert "paragraph 1" in said
    assert "tags of the text stand in its code" in said
