"""Tags become one function for each part that depends on data; all other parts stay as they are."""

from __future__ import annotations

import io
import zipfile

import pytest
from ooxml.minimal import PARTS, a_report, cell, row, table, text
from ooxml.packages import WORD, a_package, in_story
from ooxml.rendered import a_template, paragraphs, parts_of
from ooxml.things import THINGS, parts_with

from docgen.errors import TemplateError
from docgen.model import Field, Items, Problem
from docgen.word.compile import compiler as module
from docgen.word.compile import tags
from docgen.word.compile.compiler import Compiler, compile_template, told_once
from docgen.word.compile.compiler import parts_of as parts_to_compile
from docgen.word.compile.gate import read_package
from docgen.word.render.compiled import CompiledTemplate
from docgen.word.render.controls import Wording
from docgen.word.render.given import Given

FIELDS = {
    "unit": {"name": Field("line", "unit.name")},
    "purpose": Field("text", "purpose"),
    "code": Field("line"),
    "people": Items({"name": Field("line", "reviewers.*.name")}),
}


def compiled(body: str | bytes, **how: object) -> CompiledTemplate:
    data = body if isinstance(body, bytes) else a_report(body)
    return compile_template(read_package(data, "t.docx"), "t.docx", **how)  # type: ignore[arg-type]


def faults(body: str | bytes, **how: object) -> list[tuple[str, str]]:
    with pytest.raises(TemplateError) as caught:
        compiled(body, **how)
    assert all(problem.file == "t.docx" for problem in caught.value.problems)
    return [(problem.rule, problem.where) for problem in caught.value.problems]


def dynamic(stored: CompiledTemplate) -> list[str]:
    return [part.name for part in stored.parts]


def fixed_text_of(body: str, **constants: object) -> str:
    """Return the text of a document that depends on no data."""
    package = read_package(a_report(body), "t.docx")
    compiler = Compiler("t.docx", Given(), None, constants)
    found, fixed = compiler.all_parts(package.parts, package.kinds)
    assert (found, compiler.problems) == ([], [])
    return fixed["word/document.xml"].decode()


# Which parts depend on data.


def test_a_part_with_tags_is_compiled_and_all_others_are_fixed():
    stored = compiled(text("{{ a }}"))
    assert dynamic(stored) == ["word/document.xml"]
    assert set(dict(stored.fixed)) == set(PARTS) - {"word/document.xml"}
    assert stored.file == "t.docx"


def test_a_template_without_tags_is_fixed():
    stored = compiled(text("only words"))
    assert dynamic(stored) == []
    assert "word/document.xml" in dict(stored.fixed)


def test_headers_and_footers_are_compiled_too_in_the_order_of_their_names():
    data = a_package({**in_story(text("{{ a }}"), "header"), **in_story(text("{{ b }}"), "footer"),
                      **in_story(text("{{ c }}"))})  # fmt: skip
    assert dynamic(compiled(data)) == ["word/document.xml", "word/footer1.xml", "word/header1.xml"]


def test_tags_in_other_parts_are_tags_and_in_comments_and_data_they_are_none():
    core = "<x>{{ a }}</x>"
    data = a_report(text("b"), added=[("docProps/core.xml", core), ("customXml/item1.xml", core)])
    assert dynamic(compiled(data)) == ["docProps/core.xml"]
    data = a_report(changed=parts_with(text("x"), comment="{{ a }}"))
    assert dynamic(compiled(data)) == []


def test_what_constants_say_is_fixed():
    stored = compiled(text("{{ code }} {{ 'a' }}"), constants={"code": "dk"})
    assert dynamic(stored) == []
    assert "dk a" in fixed_text_of(text("{{ code }} {{ 'a' }}"), code="dk")
    assert stored.constants == {"code": "dk"}


def test_braces_that_are_meant_are_written_once():
    assert dynamic(compiled(text("{_{ a }_}"))) == []
    assert "{{ a }}" in fixed_text_of(text("{_{ a }_}"))


# What is known of a part.


def test_a_part_knows_its_tags_their_places_and_writers_by_line():
    (part,) = compiled(text("Dear {{ a }}") + text("{% if b %}{{ c }}{% endif %}")).parts
    assert part.tags == ("{{ a }}", "{% if b %}", "{{ c }}", "{% endif %}")
    assert part.places == (
        'paragraph 1, behind "Dear"',
        "paragraph 2",
        "paragraph 2",
        "paragraph 2",
    )
    assert part.writers == ("_dg_text", "", "_dg_text", "")
    assert part.source.count("\n") == 4


def test_values_of_fields_have_sites():
    (part,) = compiled(text("{{ purpose }}") + text("a {{ unit.name }}"), fields=FIELDS).parts
    assert [site["form"] for site in part.sites.values()] == ["alone", "inline"]
    assert set(part.writers) == set(part.sites)
    assert compiled(text("{{ purpose }}")).parts[0].sites == {}


@pytest.mark.parametrize(
    ("words", "light"),
    [("{{ a }}", True), ("{% for x in a %}{{ x|upper }}{% endfor %}", True),
                     ("{{ a|title }}", False),
     ("{{ a|money }}", True), ("{{ a + 1 }}", False)],
)  # fmt: skip
def test_what_runs_without_jinja_is_marked(words, light):
    (part,) = compiled(text(words), filters={"money": str}).parts
    assert part.light is light


def test_what_is_printed_and_asked_for_is_known():
    body = text("{{ unit.name }}{% if code %}x{% endif %}")
    body += text("{%p for p in people %}") + text("{{ p.name }}") + text("{%p endfor %}")
    assert compiled(body, fields=FIELDS).prints == ("code", "reviewers.*.name", "unit.name")
    assert compiled(body).prints == ()


def test_a_template_with_fields_has_a_store_and_the_parts_of_a_form():
    wording = Wording("da-DK", "d.M.yyyy", "Skriv her")
    stored = compiled(text("{{ unit.name }}"), fields=FIELDS, wording=wording)
    assert stored.store
    assert stored.with_store
    assert "word/glossary/document.xml" in dict(stored.with_glossary)
    assert stored.wording == tuple(wording)
    plain = compiled(text("{{ unit.name }}"))
    assert (plain.store, plain.with_store) == ("", ())


def test_ids_that_the_template_uses_are_known():
    body = "".join(f"<w:p>{THINGS[name].xml}</w:p>" for name in ("a picture", "a control"))
    stored = compiled(a_report(changed=parts_with(body)))
    assert {7, 9, 55} <= set(stored.own_ids)
    assert list(stored.own_ids) == sorted(set(stored.own_ids))


def test_what_is_printed_again_needs_to_know_ids_and_names():
    picture = f"<w:p>{THINGS['a picture'].xml}</w:p>"
    looped = text("{%p for x in y %}") + picture + text("{%p endfor %}")
    assert compiled(a_report(changed=parts_with(looped))).known
    assert compiled(a_report(changed=parts_with(picture))).known == ()


def test_a_list_that_begins_anew_lets_the_part_of_lists_depend_on_data():
    item = '<w:p><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:p>'
    body = text("{%p for x in y %}") + text("{{ x }}") + item + text("{%p endfor %}")
    assert dynamic(compiled(a_report(changed=parts_with(body)))) == [
        "word/document.xml",
        "word/numbering.xml",
    ]
    assert dynamic(compiled(a_report(changed=parts_with(item + text("{{ x }}"))))) == [
        "word/document.xml"
    ]


def test_a_table_of_a_story_gets_what_word_wants_of_it():
    grid = '<w:tblGrid><w:gridCol w:w="1000"/></w:tblGrid>'
    body = table(row(cell(text("{%p if a %}") + text("b") + text("{%p endif %}")))).replace(
        grid, ""
    )
    (part,) = compiled(body).parts
    assert "<w:tblGrid><w:gridCol/></w:tblGrid>" in part.source
    assert "filter _dg_keep_paragraph" in part.source


# What is wrong.


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("{{ a b }}", "broken-tag"),
        ("{% if a %}", "block"),
        ("{{ a|nope }}", "unknown-filter"),
        ("{{ unit.nam }}", "unknown-name"),
        ("{%tr if a %}", "tag-level"),
        ("x {%p if code %}", "text-beside-tag"),
        ("{{ a", "broken-tag"),
    ],
)
def test_a_fault_stops_a_template_with_its_place(words, rule):
    assert (rule, "paragraph 2") in [
        (found, where.partition(",")[0]) for found, where in faults(text("a") + text(words),
                                                                    fields=FIELDS)
    ]  # fmt: skip


def test_faults_of_all_parts_are_told_at_once_each_once():
    data = a_package({**in_story(text("{{ a b }}"), "header"), **in_story(text("{{ c d }}"))})
    assert [where for _, where in faults(data)] == ["paragraph 1", "header 1, paragraph 1"]


def test_tags_of_parts_before_are_counted(monkeypatch):
    monkeypatch.setattr(tags, "MOST_TAGS", 3)
    data = a_package(
        {**in_story(text("{{ a }}{{ b }}"), "header"), **in_story(text("{{ c }}{{ d }}"))}
    )
    assert [rule for rule, _ in faults(data)] == ["limit"]


def test_reserved_signs_are_refused_in_every_part():
    styles = PARTS["word/styles.xml"].replace("</w:styles>", "<!--\ufdd0--></w:styles>")
    assert faults(a_report(text("x"), changed={"word/styles.xml": styles})) == [
        ("characters", "word/styles.xml")
    ]


def test_what_the_last_look_finds_stops_a_template(monkeypatch):
    found = Problem("last-look", "it would be lost; move it", "t.docx", where="paragraph 1")
    monkeypatch.setattr(module, "last_look", lambda *_: [found, found])
    assert faults(text("{{ a }}")) == [("last-look", "paragraph 1")]


# Notes and comments.


def test_notes_of_the_gate_and_of_the_tags_are_told_once():
    stored = compiled(text("a { unit.name } b") + text("a { unit.name } b"), fields=FIELDS)
    assert [note[0] for note in stored.notes] == ["looks-like-tag"] * 2
    problem = Problem("rule", "message", "t.docx", where="here", severity="note")
    assert told_once([problem, problem]) == (("rule", "here", "message", "note"),)


@pytest.mark.parametrize(
    ("fields", "comments", "kept"),
    [(None, None, True), (FIELDS, None, False), (None, False, False), (FIELDS, True, True)],
)
def test_comments_stay_or_go(fields, comments, kept):
    mark = '<w:p><w:r><w:t>x</w:t></w:r><w:r><w:commentReference w:id="0"/></w:r></w:p>'
    package = read_package(a_report(changed=parts_with(mark)), "t.docx")
    parts, gone = parts_to_compile(package, "t.docx", fields, comments)
    assert ("word/comments.xml" in parts) is kept
    assert len(gone) == (0 if kept else 1)
    stored = compile_template(package, "t.docx", fields=fields, comments=comments)
    assert [note[3] for note in stored.notes] == ["note"] * (not kept)


# The same each time, and what it prints.


def test_a_template_is_compiled_to_the_same_each_time():
    body = text("{{ a }}") + table(row(cell(text("{%tr for x in y %}"))),
                     row(cell(text("{{ x }}"))),
                                   row(cell(text("{%tr endfor %}"))))  # fmt: skip
    first, second = compiled(body), compiled(body)
    assert [part.source for part in first.parts] == [part.source for part in second.parts]
    assert [part.code.co_code for part in first.parts] == [
        part.code.co_code for part in second.parts
    ]
    assert first.fixed == second.fixed


def test_a_part_that_cannot_be_tried_has_no_code():
    package = read_package(a_report(text("{{ a }}")), "t.docx")
    compiler = Compiler("t.docx", Given(), None, {})
    compiler.tried = False
    found, fixed = compiler.all_parts(package.parts, package.kinds)
    assert (found, compiler.problems) == ([], [])
    assert set(fixed) == set(package.parts)
    assert [part.found.part for part in compiler.sound] == ["word/document.xml"]


@pytest.mark.parametrize("typed", [None, FIELDS])
def test_a_report_of_each_kind_holds_what_the_template_says(typed):
    data = a_package({**in_story(text("Head {{ unit.name }}"), "header"),
                      **in_story(text("{{ unit.name }}:") + text("{{ purpose }}"))})  # fmt: skip
    template = a_template(data, typed)
    report = template.render({"unit": {"name": "Enhed Ø"}, "purpose": "At se"})
    assert paragraphs(report)[:2] == ["Enhed Ø:", "At se"]
    assert paragraphs(report, "word/header1.xml") == ["Head Enhed Ø"]
    assert zipfile.ZipFile(io.BytesIO(report)).testzip() is None
    assert f"{WORD}.header+xml".encode() in parts_of(report)["[Content_Types].xml"]
