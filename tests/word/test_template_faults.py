"""Every slip in a template has its exact place and a clear line; none is a traceback."""

import io
import random
import re
import zipfile
from xml.sax.saxutils import escape

import pytest
from builders import ROOT
from ooxml.minimal import PARTS, a_report, cell, row, run, table, text
from ooxml.rendered import a_template, paragraphs

from docgen.errors import TemplateError
from docgen.word.compile.gate import read_package

FIRST = text("first")
GRID = '<w:tblGrid><w:gridCol w:w="1000"/></w:tblGrid>'


def problems(body, names=None, **kwargs):
    """Return rule, place and message of what is wrong with a template."""
    with pytest.raises(TemplateError) as caught:
        a_template(body, **kwargs).render(names or {"x": "x"})
    return [(one.rule, re.split(r",| [(]", one.where)[0], tight(one.message))
            for one in caught.value.problems]  # fmt: skip


def tight(message):
    """Return the message with its tags written without blanks at their braces."""
    return re.sub(r"(?<=\{[{%])\s+|\s+(?=[%}]\})", "", message)


@pytest.mark.parametrize(
    ("tags", "rule", "message"),
    [
        pytest.param("{% if 1 %}x{% else foo %}y{% endif %}", "broken-tag",
                     "{%else foo%}: nothing else stands in it; {% else %}", id="else"),
        pytest.param("{% if 1 %}x{% endif foo %}", "broken-tag",
                     "{%endif foo%}: nothing else stands in it; {% endif %}", id="endif"),
        pytest.param("{% for a in [1] %}x{% endfor x %}", "broken-tag",
                     "{%endfor x%}: nothing else stands in it; {% endfor %}", id="endfor"),
        pytest.param("{% macro f(a, a) %}{% endmacro %}", "broken-tag",
                     "{%macro f(a, a)%}: 'a' is given twice; leave one out", id="arguments"),
        pytest.param("{% for loop in [1] %}{% endfor %}", "reserved-name",
                     "{%for loop in [1]%}: 'loop' is what a loop tells of its rounds; choose "
                     "another name", id="loop"),
        pytest.param("{{ 1 is nope }}", "unknown-test",
                     "{{1 is nope}}: there is no test 'nope'; did you mean 'none'?", id="test"),
        pytest.param("{{ 1e999|int }}", "broken-tag",
                     "{{1e999|int}}: a number has at most 300 digits; write a smaller one",
                     id="infinite"),
        pytest.param("{{ '\\x00' }}", "control-character",
                     "{{'\\x00'}}: prints a character that no Word file may hold; take it out",
                     id="zero"),
        pytest.param("{{ '\\ud800' }}", "control-character",
                     "{{'\\ud800'}}: prints a character that no Word file may hold; take it out",
                     id="half a character"),
        pytest.param("{{ 'x'|truncate(-1) }}", "value",
                     "{{'x'|truncate(-1)}}: the filter |truncate cannot do that; give it other "
                     "values", id="truncate"),
        pytest.param("{{ " + "(" * 2_00 + "1" + ")" * 2_00 + " }}", "broken-tag",
                     "is nested more than 50 deep; take it apart with {% set name = ... %}",
                     id="brackets"),
        pytest.param("{{ " + "not " * 400 + "1 }}", "broken-tag",
                     "is nested more than 50 deep; take it apart with {% set name = ... %}",
                     id="many nots"),
        pytest.param("{% raw %}{{ x }}", "broken-tag",
                     "{% raw %} has no end; put {% endraw %} behind it, in the same paragraph",
                     id="raw without end"),
        pytest.param("{% endraw %}", "broken-tag", "{% endraw %} closes nothing; remove it",
                     id="the end of no raw"),
        pytest.param("{% endif %}", "block", "{%endif%} closes nothing; remove it", id="no if"),
        pytest.param("{% else %}", "block", "{%else%} stands in no for or if block; remove it",
                     id="else of nothing"),
        pytest.param("{%tr if 1 %}", "tag-level",
                     "{%tr if 1%} does not stand in a table row; move it into one, or take its "
                     "level away", id="a row's tag"),
        pytest.param("{{ cycler(1) }}", "value",
                     "{{cycler(1)}}: the value has no text of its own; print one of its entries, "
                     "or write |list", id="where it lies in memory"),
    ],
)  # fmt: skip
def test_a_slip_of_a_tag_has_its_place_and_one_line(tags, rule, message):
    (found,) = problems(FIRST + text(escape(tags)))
    assert found[:2] == (rule, "paragraph 2")
    assert found[2].endswith(tight(message))


@pytest.mark.parametrize(
    ("tag", "count", "message"),
    [("if 1", 60, "blocks stand at most 50 deep in each other; take some apart"),
     ("for a in [1]", 25, "loops stand at most 15 deep in each other; take some apart")],
)  # fmt: skip
def test_blocks_stand_only_so_deep_in_each_other(tag, count, message):
    end = f"end{tag.split()[0]}"
    opening, closing = f"{{%p {tag} %}}", f"{{%p {end} %}}"
    found = problems("".join(map(text, [opening] * count + ["x"] + [closing] * count)))
    limit = int(re.search(r"\d+", message)[0])
    assert found == [("limit", f"paragraph {limit + 1}", tight(f"{{%p {tag} %}}: {message}"))]


@pytest.mark.parametrize("span", ["x", "0", "64", "1000000000", "-1", "1.5", "٣", "{{ 'x' }}"])
def test_a_cell_spans_a_number_of_columns_that_word_takes(span):
    value = f'<w:gridSpan w:val="{span}"/>'
    body = text("{{ x }}") + table(row(cell(text("a"), value))).replace(GRID, "")
    ((rule, place, message),) = problems(body)
    assert rule in ("columns", "value")
    assert place.startswith(("table 1", "word/document.xml", "paragraph 2"))
    assert "1 to 63" in message


def test_a_tag_counts_the_columns_of_a_table_without_grid():
    value = '<w:gridSpan w:val="{{ 2 }}"/>'
    body = table(row(cell(text("a"), value))).replace(GRID, "")
    assert paragraphs(a_template(body).render({})) == ["a"]


def mark(kind):
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


CODE = "<w:r><w:instrText>PAGE</w:instrText></w:r>"
FIELD = [
    run("a{A}a"),
    mark("begin"),
    CODE,
    mark("separate"),
    run("c{C}c"),
    mark("end"),
    run("d{D}d"),
]


@pytest.mark.parametrize(("opening", "closing"), ["AC", "CD"])
@pytest.mark.parametrize("block", ["if x", "for a in [1]"])
def test_a_block_holds_whole_fields_alone(block, opening, closing):
    tags = {opening: f"{{% {block} %}}", closing: f"{{% end{block.split()[0]} %}}"}
    body = "".join(FIELD)
    for letter in "ACD":
        body = body.replace(f"{{{letter}}}", tags.get(letter, ""))
    ((rule, place, message),) = problems(FIRST + f"<w:p>{body}</w:p>")
    assert (rule, place) == ("block", "paragraph 2")
    assert message.endswith("put both into the same cell, text box, content control, field or body")


@pytest.mark.parametrize("value", ["{% else %}", "{% endif %}", "{% raw %}", "{{ 1 1 }}"])
def test_a_slip_in_an_attribute_is_a_fault_of_its_part(value):
    found = problems(f'<w:p w:rsidR="{value}"/>' + text("{{ x }}"))
    assert {rule for rule, _, _ in found} <= {"block", "broken-tag"}
    assert {place for _, place, _ in found} == {"word/document.xml"}


@pytest.mark.parametrize("words", ["a\x00b", "a\ufffeb"])
def test_control_characters_of_rich_text_are_left_out_and_told_with_their_place(words):
    from docxtpl import RichText

    told = []
    names = {"x": RichText(words)}
    report = a_template(FIRST + text("{{r x }}")).render(names, warn=told.append)
    assert paragraphs(report) == ["first", "ab"]
    assert [(one.rule, re.split(r",| [(]", one.where)[0]) for one in told] == [
        ("control-character", "paragraph 2")
    ]


def test_several_rich_texts_in_one_run_each_print():
    from docxtpl import RichText

    names = {name: RichText(name) for name in "abc"}
    report = a_template(text("1{{r a }}2{{r b }}{{r c }}3")).render(names)
    assert paragraphs(report) == ["1a2bc3"]


def test_a_text_where_a_rich_text_belongs_is_told():
    assert problems(FIRST + text("{{r x }}")) == [
        ("value", "paragraph 2", "{{r x}}: the value is no rich text; write the tag without its r")
    ]


@pytest.mark.parametrize("around", ["w:customXml", "w:nope"])
def test_a_tag_in_a_text_outside_a_run_is_refused(around):
    body = f"<w:p><w:r><{around}><w:t>{{{{ x }}}}</w:t></{around}></w:r></w:p>"
    message = "{{x}} stands in a text outside a run; type the tag anew in Word"
    assert problems(FIRST + body) == [("broken-tag", "paragraph 2", message)]


@pytest.mark.parametrize(
    ("body", "holder"),
    [
        (table(row(text("{{ x }}"), cell())), "tr"),
        (table(text("{{ x }}"), row(cell())), "tbl"),
        (f"<w:p>{text('{{ x }}')}</w:p>", "p"),
        (f"<w:p><w:r>{text('a')}</w:r>{run('{{ x }}')}</w:p>", "r"),
    ],
)
def test_a_paragraph_stands_where_word_has_one(body, holder):
    ((rule, place, message),) = problems(FIRST + body)
    assert rule == "broken-xml"
    assert place != ""
    assert f"right in w:{holder}; open the file in Word" in message


@pytest.mark.parametrize("part", sorted(set(PARTS) - {"word/document.xml"}))
def test_a_part_that_is_not_well_formed_is_refused_by_name(part):
    found = problems(a_report(text("x"), changed={part: PARTS[part] + "<"}))
    assert "broken-xml" in {rule for rule, _, _ in found}
    assert any(part in place + message or "list of parts" in message for _, place, message in found)


@pytest.mark.parametrize("template", sorted((ROOT / "templates").rglob("*.docx")), ids=str)
def test_a_changed_byte_is_refused_or_harmless(template):
    """Of the archive's own records and of what is packed: 13 causes of tracebacks once."""
    content = template.read_bytes()
    rng = random.Random(9)
    for at in rng.sample(range(len(content)), 60):
        changed = content[:at] + bytes([content[at] ^ rng.randrange(1, 256)]) + content[at + 1 :]
        found, package = (), None
        try:
            package = read_package(changed, "t.docx")
        except TemplateError as error:
            found = error.problems
        assert all(problem.rule != "unforeseen" for problem in found)
        assert all(re.search(r";|\?|twice|at most", problem.message) for problem in found)
        if package is not None:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                assert set(package.parts) <= set(archive.namelist())
