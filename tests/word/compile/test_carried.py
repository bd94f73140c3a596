"""Values with Word content: docxtpl makes them, docgen prints them, and they tell what is wrong."""

import io
import subprocess
import sys

import pytest
from builders import swept
from docx import Document
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage, RichText
from ooxml.minimal import PIXEL
from ooxml.rendered import W, paragraphs, parts_of, tree

from docgen import load_template
from docgen.errors import TemplateError
from docgen.model import Field
from docgen.word.audit.rules import check_package

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
R = f"{{{OFFICE}}}"


@pytest.fixture
def pixel(tmp_path):
    path = tmp_path / "pixel.png"
    path.write_bytes(PIXEL)
    return str(path)


@pytest.fixture
def word_file(tmp_path):
    def make(*texts, header="", picture=""):
        document = Document()
        for words in texts:
            document.add_paragraph(words)
        if header:
            document.sections[0].header.paragraphs[0].text = header
        if picture:
            document.add_picture(picture)
        path = tmp_path / "letter.docx"
        document.save(path)
        return path

    return make


def pictures(report, part="word/document.xml"):
    """Return the file behind each picture of a part."""
    name = part.rpartition("/")[2]
    relations = {r.get("Id"): r.get("Target") for r in tree(report, f"word/_rels/{name}.rels")}
    parts = parts_of(report)
    shown = tree(report, part).iter("{*}blip")
    return [parts[f"word/{relations[blip.get(f'{R}embed')]}"] for blip in shown]


def sound(report):
    assert check_package(report) == []
    Document(io.BytesIO(report))
    return report


@pytest.mark.parametrize("tag", swept(["{{ x }}", "{{r x }}", "{{p x }}"]))
def test_a_picture_stands_where_its_tag_stood(word_file, pixel, tag):
    path = word_file("before", tag, "after")
    value = InlineImage(DocxTemplate(path), pixel, width=Mm(9))
    report = sound(load_template(path).render({"x": value}))
    assert pictures(report) == [PIXEL]
    assert paragraphs(report) == ["before", "", "after"]


def test_a_picture_in_a_loop_is_there_each_time_with_an_id_of_its_own(word_file):
    path = word_file("{% for i in xs %}a {{ x }} b {% endfor %}", header="{{ x }}")
    value = InlineImage(DocxTemplate(path), io.BytesIO(PIXEL))
    report = sound(load_template(path).render({"x": value, "xs": iter("abc")}))
    assert pictures(report) == [PIXEL] * 3
    assert pictures(report, "word/header1.xml") == [PIXEL]
    ids = [node.get("id") for node in tree(report).iter("{*}docPr")]
    assert len(set(ids)) == 3


def test_a_picture_with_a_link_leads_there(word_file, pixel):
    path = word_file("{{ x }}")
    value = InlineImage(DocxTemplate(path), pixel, anchor="https://example.org")
    report = sound(load_template(path).render({"x": value}))
    assert b'Target="https://example.org"' in parts_of(report)["word/_rels/document.xml.rels"]


def test_a_report_holds_no_picture_of_another(word_file, pixel):
    path = word_file("{{ x }}{{ y }}")
    word, template = DocxTemplate(path), load_template(path)
    other = InlineImage(word, io.BytesIO(PIXEL.replace(b"IEND", b"IEND")))
    template.render({"x": other, "y": RichText("a", url_id=word.build_url_id("https://a.example"))
                     and InlineImage(word, pixel)})  # fmt: skip
    report = template.render({"x": InlineImage(word, pixel), "y": ""})
    assert b"a.example" not in parts_of(report)["word/_rels/document.xml.rels"]
    assert len([name for name in parts_of(report) if name.startswith("word/media/")]) == 1
    assert template.render({"x": InlineImage(word, pixel), "y": ""}) == report


def test_a_link_leads_where_its_author_said(word_file):
    path = word_file("see {{r x }}", header="{{r x }}")
    word = DocxTemplate(path)
    link = RichText("here", url_id=word.build_url_id("https://example.org"))
    report = sound(load_template(path).render({"x": link}, word=word))
    for name in ("document", "header1"):
        (shown,) = tree(report, f"word/{name}.xml").iter(f"{W}hyperlink")
        relations = tree(report, f"word/_rels/{name}.xml.rels")
        target = {r.get("Id"): r.get("Target") for r in relations}[shown.get(f"{R}id")]
        assert target == "https://example.org"


def test_a_subdocument_brings_lists_pictures_and_styles_along(word_file, pixel, tmp_path):
    pytest.importorskip("docxcompose")
    other = Document()
    other.add_heading("Part", 1)
    other.add_paragraph("one", style="List Number")
    other.add_picture(pixel)
    other.save(tmp_path / "part.docx")
    path = word_file("before", "{{p x }}", "{{p y }}", "{{p x }}", "after")
    word = DocxTemplate(path)
    made = word.new_subdoc()
    made.add_paragraph("made", style="List Bullet")
    names = {"x": word.new_subdoc(str(tmp_path / "part.docx")), "y": made}
    report = sound(load_template(path).render(names))
    part = ["Part", "one", ""]
    assert paragraphs(report) == ["before", *part, "made", *part, "after"]
    assert pictures(report) == [PIXEL] * 2


def test_a_bookmark_of_a_subdocument_is_there_once_and_its_words_each_time(word_file):
    pytest.importorskip("docxcompose")
    path = word_file("{{p x }}", "{{p x }}")
    made = DocxTemplate(path).new_subdoc()
    holder = made.add_paragraph("words")._p
    for name in ("bookmarkStart", "bookmarkEnd"):
        mark = holder.makeelement(f"{W}{name}", {f"{W}id": "5"})
        holder.append(mark)
        if name == "bookmarkStart":
            mark.set(f"{W}name", "here")
    report = sound(load_template(path).render({"x": made}))
    assert paragraphs(report) == ["words", "words"]
    assert len(list(tree(report).iter(f"{W}bookmarkStart"))) == 1


def test_the_file_of_a_link_is_known_by_any_value_that_was_made_with_it(word_file, pixel):
    path = word_file("{{r x }}")
    word = DocxTemplate(path)
    link = RichText("here", url_id=word.build_url_id("https://example.org"))
    names = {"x": link, "y": {"z": [1, ("a", InlineImage(word, pixel))]}}
    names["around"] = names["y"]
    report = sound(load_template(path).render(names))
    assert b"https://example.org" in parts_of(report)["word/_rels/document.xml.rels"]


def test_what_a_subdocument_may_not_hold_is_refused(word_file):
    pytest.importorskip("docxcompose")
    path = word_file("{{p x }}")
    made = DocxTemplate(path).new_subdoc()
    field = made.add_paragraph("")._p.makeelement(f"{W}fldSimple", {f"{W}instr": "DDE x y"})
    made.paragraphs[0]._p.append(field)
    with pytest.raises(TemplateError, match="DDE"):
        load_template(path).render({"x": made})


WRONG = [
    pytest.param(lambda _: "no.png", "'no.png' cannot be read", id="a picture that is not there"),
    pytest.param(lambda _: io.BytesIO(b"x"), "none that Word shows", id="a file that is none"),
    pytest.param(lambda _: io.BytesIO(PIXEL[:30]), "none that Word shows", id="half a picture"),
]


@pytest.mark.parametrize(("source", "message"), swept(WRONG))
def test_a_picture_that_cannot_be_shown_is_told_with_its_place(word_file, source, message):
    path = word_file("a {{ x }}")
    with pytest.raises(TemplateError, match=message) as caught:
        load_template(path).render({"x": InlineImage(DocxTemplate(path), source(path))})
    assert caught.value.problems[0].where == 'paragraph 1, behind "a"'
    assert ";" in caught.value.problems[0].message


def test_values_of_two_files_are_told(word_file, pixel):
    path = word_file("{{ x }}{{ y }}")
    names = {name: InlineImage(DocxTemplate(path), pixel) for name in "xy"}
    with pytest.raises(TemplateError, match="another DocxTemplate"):
        load_template(path).render(names)


def test_a_link_whose_file_nobody_told_is_told(word_file):
    path = word_file("{{r x }}")
    link = RichText("here", url_id=DocxTemplate(path).build_url_id("https://example.org"))
    with pytest.raises(TemplateError, match="word="):
        load_template(path).render({"x": link})


@pytest.mark.parametrize(
    "tag", swept(["{{ x.tpl.save(f) }}", "{{ (x|attr('tpl')).save(f) }}", "{{ d.word.save(f) }}",
                  "{{ d['word'].docx.save(f) }}"])
)  # fmt: skip
def test_no_tag_reaches_into_such_a_value(word_file, pixel, tmp_path, tag):
    path = word_file(tag)
    word = DocxTemplate(path)
    names = {"x": InlineImage(word, pixel), "d": {"word": word}, "f": str(tmp_path / "evil")}
    with pytest.raises(TemplateError):
        load_template(path).render(names)
    assert not (tmp_path / "evil").exists()


def test_a_plain_template_needs_neither_docxtpl_nor_python_docx(word_file):
    path = word_file("{{ x }}{% for i in xs %}{{ i }}{% endfor %}")
    code = (
        "import sys; from docgen import load_template\n"
        f"template = load_template({str(path)!r}, undefined='blank')\n"
        "template.render({'x': '1\\a2', 'xs': iter('a')})\n"
        "print([m for m in sys.modules if m.partition('.')[0] in ('docx', 'docxtpl')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_pictures_as_values_and_fields_in_word_do_not_go_together(word_file, pixel):
    path = word_file("{{ name }} {{ logo }}")
    fields = {"name": Field("line", path="name"), "logo": Field("value")}
    template = load_template(path, fields=fields)
    names = {"name": "Ann", "logo": InlineImage(DocxTemplate(path), pixel)}
    assert pictures(sound(template.render(names))) == [PIXEL]
    with pytest.raises(TemplateError, match="mode='plain'"):
        template.render(names, mode="controls")
