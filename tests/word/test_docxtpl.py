"""What users of docxtpl know works alike: each kind is held against docxtpl itself."""

import io
import pickle
from collections import defaultdict
from itertools import count

import pytest
from docx import Document
from docxtpl import DocxTemplate, Listing, RichText, RichTextParagraph
from ooxml.minimal import a_report, cell, row, run, table, text
from ooxml.rendered import W, a_template, paragraphs, tree

from docgen import load_template
from docgen.errors import TemplateError
from docgen.word.audit.rules import check_package


class Person:
    """An object with attributes, which the fast way cannot read."""

    name = "Ann"


def counter():
    numbers = count(1)
    return lambda: next(numbers)


def by_docxtpl(report, names):
    template = DocxTemplate(io.BytesIO(report))
    template.render(names, autoescape=True)
    stream = io.BytesIO()
    template.save(stream)
    return stream.getvalue()


SAME = [
    pytest.param(
        text("{% for a, b in xs %}{{ a }}{{ b }} {% endfor %}{{ o.name }}"),
        lambda: {"xs": zip("ab", "cd", strict=True), "o": Person()},
        id="pairs that can be gone through once are there for the careful way",
    ),
    pytest.param(
        text("{% for x in xs %}{{ x.name }} {% endfor %}"),
        lambda: {"xs": iter([Person(), Person()])},
        id="objects from an iterator are all printed",
    ),
    pytest.param(
        text("{{ n() }} {{ n() }} {{ o.name }}"),
        lambda: {"n": counter(), "o": Person()},
        id="a function with a memory is called as often as the template says",
    ),
    pytest.param(
        text("{{ xs|join(',') }} {{ o.name }}"),
        lambda: {"xs": iter("abc"), "o": Person()},
        id="a filter uses an iterator once",
    ),
    pytest.param(
        text("{{ xs|first }}{{ xs|first }} {{ o.name }}"),
        lambda: {"xs": iter("abc"), "o": Person()},
        id="a filter that looks at one entry uses one entry",
    ),
    pytest.param(
        text("{{ 'b' in xs }} {% for x in xs %}{{ x }}{% endfor %} {{ o.name }}"),
        lambda: {"xs": iter("abc"), "o": Person()},
        id="looking into an iterator uses what docxtpl uses",
    ),
    pytest.param(
        text("{% for i in xs %}{{ i.k }} {% endfor %}{{ s }}"),
        lambda: {"xs": ({"k": i} for i in (1, 2)), "s": "a\x0bb"},
        id="a control character in another text uses nothing up",
    ),
    pytest.param(text("{{ x|e }}"), lambda: {"x": "l1\nl2\tt"}, id="breaks of an escaped text"),
    pytest.param(text("{{ x }}"), lambda: {"x": Listing("l1\nl2\tt")}, id="breaks of a listing"),
    pytest.param(text("{{r x }}"), lambda: {"x": RichText("l1\nl2\tt")}, id="of a rich text"),
    pytest.param(text("a {{ x }} b"), lambda: {"x": "p1\ap2"}, id="a text begins a paragraph"),
    pytest.param(text("{{ x }}"), lambda: {"x": Listing("1\a2\f3\a4")}, id="a listing, and a page"),
    pytest.param(text("{{r x }}"), lambda: {"x": RichText("1\a2\f3")}, id="a rich text, too"),
    pytest.param(
        text("{{p x }}"), lambda: {"x": RichTextParagraph("1\a2")}, id="paragraphs of rich text"
    ),
    pytest.param(
        text("My house") + text("{%- if x -%}") + text(" in town") + text("{%- endif -%}"),
        lambda: {"x": 1},
        id="paragraphs are put together",
    ),
    pytest.param(text("a {%- if x %}Y{%- endif %} b"), lambda: {"x": 1}, id="blanks go in a line"),
    pytest.param(
        text("{{-x-}} {%+ if x +%}Y{%+ endif +%}"), lambda: {"x": 1}, id="and with a plus they stay"
    ),
    pytest.param(
        text("a {{r x }} b {{r x }} c"), lambda: {"x": RichText("R")}, id="two r tags in a run"
    ),
    pytest.param(text("a {%r if x %}B{%r endif %} c"), lambda: {"x": 1}, id="a block of r tags"),
    pytest.param(text("{% if x == ‘a' %}Y{% endif %}"), lambda: {"x": "a"}, id="curly, straight"),
    pytest.param(text("{{ y|d(”a“) }}{{ z|d(“b”) }}"), lambda: {"y": "c"}, id="quotes of any side"),
    pytest.param(text(r"{{ x|replace('a', 'don\'t') }}"), lambda: {"x": "a"}, id="an escaped one"),
    pytest.param(text("{_{ x }_} {_% if %_}"), dict, id="braces that are text, without any tag"),
    pytest.param(
        table(row(cell(text("{#tr note #}")), cell(text("{{ gone }}"))), row(cell(text("b")))),
        dict,
        id="a comment for a row drops the row and all its tags",
    ),
]


@pytest.mark.parametrize(("body", "names"), SAME)
def test_it_prints_what_docxtpl_prints(body, names):
    report = a_template(body).render(names())
    assert paragraphs(report) == paragraphs(by_docxtpl(a_report(body), names()))
    assert check_package(report) == []


def test_a_new_paragraph_has_the_look_of_the_one_it_was_begun_in():
    body = (
        '<w:p><w:pPr><w:pStyle w:val="Quote"/><w:sectPr/></w:pPr><w:r><w:rPr><w:b/></w:rPr>'
        "<w:t>{{ x }} end</w:t></w:r></w:p>"
    )
    first, second = tree(a_template(body).render({"x": "1\a2"})).iter(f"{W}p")
    assert [p.find(f"{W}pPr/{W}pStyle").get(f"{W}val") for p in (first, second)] == ["Quote"] * 2
    assert all(r.find(f"{W}rPr/{W}b") is not None for p in (first, second) for r in p.iter(f"{W}r"))
    assert len(list(first.iter(f"{W}sectPr"))) + len(list(second.iter(f"{W}sectPr"))) == 1


def test_a_page_that_a_text_begins_in_a_link_leaves_two_links():
    body = f'<w:p><w:hyperlink w:anchor="a">{run("{{ x }}")}</w:hyperlink></w:p>'
    report = a_template(body).render({"x": "1\a2"})
    assert paragraphs(report) == ["1", "2"]
    assert len(list(tree(report).iter(f"{W}hyperlink"))) == 2


def test_an_apostrophe_in_typographic_quotes_is_text():
    report = a_template(text("{{ ‘it’s’ }} {{ «don’t» }} {{ „b” }}")).render({})
    assert paragraphs(report) == ["it's don't b"]


def test_merged_paragraphs_keep_the_look_of_the_first_and_of_each_run():
    bold = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{%- if x %} bold{% endif %}</w:t></w:r></w:p>"
    report = a_template(text("plain") + bold + text("next")).render({"x": 1})
    assert paragraphs(report) == ["plain bold", "next"]
    assert len(list(tree(report).iter(f"{W}b"))) == 1


def test_a_section_and_a_table_are_not_merged_into():
    section = f"<w:p><w:pPr><w:sectPr/></w:pPr>{run('one')}</w:p>"
    body = section + text("{%- if x %}two{% endif %}") + table(row(cell(text("c"))))
    report = a_template(body + text("{%- if x %}three{% endif %}")).render({"x": 1})
    assert paragraphs(report) == ["one", "two", "c", "three"]


@pytest.mark.parametrize(
    "body",
    ["a {{ x }}", "{{ x.y.z }}", "{% if x or x.y %}n{% endif %}", "{% for i in x %}n{% endfor %}",
     "{{ x|upper }}", "{{ x|default('d') }}", "{{r x }}", "{{ d.gone }}",
     "{% if x is defined %}n{% endif %}"],
)  # fmt: skip
def test_absent_names_print_nothing_where_that_is_wanted(body):
    report = a_report(text(body))
    blank = load_template(report, undefined="blank").render({"d": {}})
    theirs = ["d"] if "default" in body else ["a "] if body[0] == "a" else [""]
    assert paragraphs(blank) == theirs
    if "default" not in body:
        with pytest.raises(TemplateError) if "defined" not in body else io.StringIO():
            load_template(report).render({"d": {}})


def test_what_is_reckoned_with_an_absent_name_is_a_fault_all_the_same():
    with pytest.raises(TemplateError, match="there is no 'x'; "):
        load_template(a_report(text("{{ x + 1 }}")), undefined="blank").render({})


def test_own_filters_tests_and_globals_are_those_of_the_template():
    body = text("{% if x is big %}{{ g }} {{ x|twice }} {{ f(x) }}{% endif %}")
    template = load_template(
        a_report(body),
        filters={"twice": twice},
        tests={"big": is_big},
        globals={"g": "G", "f": twice},
    )
    assert paragraphs(template.render({"x": 4})) == ["G 8 8"]
    assert paragraphs(pickle.loads(pickle.dumps(template)).render({"x": 5})) == ["G 10 10"]
    assert template.names() == ("x",)


def twice(number):
    return 2 * number


def is_big(number):
    return number > 3


def test_a_name_of_a_rendering_stands_before_a_global():
    template = load_template(a_report(text("{{ g }}")), globals={"g": "all"})
    assert [paragraphs(template.render(names)) for names in ({}, {"g": "one"})] == [
        ["all"],
        ["one"],
    ]


def test_a_template_tells_the_names_it_asks_for():
    body = (
        text("{% for i in items if i.ok %}{{ i.name|upper }}{{ loop.index }}{{ a.b.c }}")
        + text(
            "{% set q = a.z %}{{ q.w }}{% endfor %}{{ d['k'] }}{{ f(g.h) }}{% if y %}{% endif %}"
        )
        + text("{% macro m(p) %}{{ p }}{{ deep }}{% endmacro %}{{ m(xs[0].t) }}")
        + text("{% with v = w.one %}{{ v }}{% endwith %}{{ range(3)|list }}")
    )
    assert a_template(body).names() == (
        *("a.b.c", "a.z.w", "d.k", "deep", "f", "g.h", "items[].name", "items[].ok", "w.one"),
        *("xs[].t", "y"),
    )


@pytest.mark.parametrize("kind", ["path", "text", "bytes", "file"])
def test_a_template_may_be_a_path_bytes_or_an_open_file(tmp_path, kind):
    path = tmp_path / "t.docx"
    path.write_bytes(a_report(text("{{ x }}")))
    source = {"path": path, "text": str(path), "bytes": path.read_bytes(), "file": path.open("rb")}
    template = load_template(source[kind])
    source["file"].close()
    assert paragraphs(template.render({"x": 1})) == ["1"]
    assert template.file == ("template" if kind == "bytes" else str(path))


def test_a_character_no_file_may_hold_is_told_once_in_an_object():
    class Odd:
        note = "a\x01b\x02c"

    told = []
    report = a_template(text("x {{ o.note }} {{ o.note }}")).render({"o": Odd()}, warn=told.append)
    assert paragraphs(report) == ["x abc abc"]
    assert [(p.where, p.severity) for p in told] == [('paragraph 1, behind "x"', "warning"),
                                                     ("paragraph 1", "warning")]  # fmt: skip


def test_a_dictionary_with_defaults_stays_one():
    names = {"d": defaultdict(lambda: "default"), "c": "\x01"}
    assert paragraphs(a_template(text("{{ d['b'] }}{{ c }}")).render(names)) == ["default"]


def test_the_place_of_a_tag_has_the_words_beside_it_and_the_tag_as_typed():
    body = text("Dear {{  x.nme }}, welcome to the meeting of all who help {{ x.naem  }}")
    with pytest.raises(TemplateError) as caught:
        a_template(body).render({"x": {}})
    first, second = caught.value.problems
    assert first.message.startswith("{{  x.nme }}: ")
    assert first.where == 'paragraph 1, behind "Dear", before ", welcome to the meeting of"'
    assert second.message.startswith("{{ x.naem  }}: ")
    assert second.where == 'paragraph 1, behind "the meeting of all who help"'


def test_the_heading_of_a_place_is_told_as_the_template_prints_it(tmp_path):
    document = Document()
    document.add_heading("On {{ x }}, {% if x %}all{% endif %}", 1)
    document.add_paragraph("{{ gone }}")
    document.save(tmp_path / "t.docx")
    with pytest.raises(TemplateError) as caught:
        load_template(tmp_path / "t.docx").render({"x": 1})
    place = 'paragraph 2 (under "On {{ x }}, {% if x %}all{% endif %}")'
    assert caught.value.problems[0].where == place


@pytest.mark.parametrize(
    ("tag", "instead"),
    [
        ("{{ '{:.2f}'.format(x) }}", "'%.2f'|format(x)"),
        ("{{ '%.2f' % x }}", "'%.2f'|format(x)"),
        ("{{ 2 ** x }}", "multiply"),
        ("{{ 'a'.zfill(3) }}", "'%03d'|format(x)"),
        ("{{ l.append(x) }}", "{% set xs = xs + [x] %}"),
        ("{% set _ = d.update(a=1) %}", "dict(d, key=x)"),
        ("{{ l.sort() }}", "|sort"),
        ("{{ l|random }}", "|first"),
        ("{% for i in range(20000) %}{% endfor %}", "use fewer"),
        ("{{ x.__class__ }}", "belongs to Python"),
    ],
)
def test_a_habit_of_python_is_answered_with_what_to_write(tag, instead):
    with pytest.raises(TemplateError) as caught:
        a_template(text(tag)).render({"x": 1, "l": [], "d": {}})
    (problem,) = caught.value.problems
    assert instead in problem.message
    assert "unsafe" not in problem.message


def test_a_comment_for_a_cell_leaves_a_sound_row():
    body = table(row(cell(text("{#tc note #}")), cell(text("{{ x }}"))), columns=2)
    report = a_template(body).render({"x": 1})
    assert paragraphs(report) == ["1"]
    assert check_package(report) == []


def test_a_rich_text_of_every_look_is_sound():
    looks = {"bold": True, "italic": True, "superscript": True, "color": "ff0000", "font": "Arial",
             "highlight": "ffff00", "size": 20, "underline": "single", "lang": "sv-SE"}  # fmt: skip
    report = a_template(text("{{r x }}")).render({"x": RichText("x", strike=True, **looks)})
    assert check_package(report) == []
    (properties,) = [p for p in tree(report).iter(f"{W}rPr") if len(p) > 2]
    assert len(properties) == 11


class Failing:
    """An object whose own code fails."""

    @property
    def entry(self):
        raise RuntimeError("no connection")

    def __str__(self):
        raise OSError("no disk")

    def __len__(self):
        raise KeyError("length")

    def __iter__(self):
        yield "a"
        raise RuntimeError("half-way")


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("{{ o.entry }}", "RuntimeError: no connection"),
        ("{{ o }}", "OSError: no disk"),
        ("{{ o|length }}", "KeyError: 'length'"),
        ("{% for i in o %}{{ i }}{% endfor %}", "RuntimeError: half-way"),
    ],
)
def test_what_fails_in_the_code_of_a_caller_is_told_with_its_place(tag, words):
    with pytest.raises(TemplateError) as caught:
        a_template(text("first") + text(tag)).render({"o": Failing()})
    (problem,) = caught.value.problems
    assert problem.where == "paragraph 2"
    assert f"fails in its own code ({words}); mend it there" in problem.message
