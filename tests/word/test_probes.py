"""How reports go wrong with other tools, case by case: docgen prints, refuses or tells."""

import zlib

import pytest
from ooxml.minimal import PARTS, a_document, a_report, cell, control, drawing, row, run, table, text
from ooxml.rendered import W, a_template, cells, paragraphs, parts_of, tree

from docgen.errors import TemplateError
from docgen.model import Field, Items

CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:title>{{ title }}</dc:title></cp:coreProperties>"
)
FOOTNOTES = (
    f"<w:footnotes {a_document('').split('<w:document ')[1].split('>')[0]}>"
    '<w:footnote w:id="1"><w:p><w:r><w:t>{{ note }}</w:t></w:r></w:p></w:footnote></w:footnotes>'
)
WITH_FOOTNOTES = {
    "word/footnotes.xml": FOOTNOTES,
    "[Content_Types].xml": PARTS["[Content_Types].xml"].replace(
        "</Types>",
        '<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.wordprocessingml.footnotes+xml"/></Types>',
    ),
}
TWO_SECTIONS = "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>"


def problems(body, names=None, **kwargs):
    """Return rule and place of what is wrong with a template, or with the names for it."""
    with pytest.raises(TemplateError) as caught:
        a_template(body, **kwargs).render(names or {})
    assert all(problem.file == "t.docx" for problem in caught.value.problems)
    return [(problem.rule, problem.where) for problem in caught.value.problems]


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("<select>", id="an angle bracket is printed"),
        pytest.param("R & D &amp; <w:p>", id="an ampersand is printed"),
        pytest.param("{{ 7*7 }} {% if %} {_{ }_}", id="a tag in the data is text"),
        pytest.param("\"quotes\" and 'these'", id="quotes are printed"),
        pytest.param("a\nb\tc", id="breaks and tabs are printed"),
        pytest.param("åäöæø €–…", id="letters of all languages are printed"),
    ],
)
def test_a_value_is_printed_verbatim(value):
    report = a_template(text("{{ v }}")).render({"v": value})
    assert paragraphs(report) == [value]


def test_a_title_property_is_printed_verbatim():
    template = a_template(a_report(added=[("docProps/core.xml", CORE)]))
    core = tree(template.render({"title": "R & D <1>"}), "docProps/core.xml")
    assert core[0].text == "R & D <1>"


def test_control_characters_are_dropped_and_their_field_is_named():
    told = []
    template = a_template(text("{{ unit.name }} {{ plain }}"))
    report = template.render({"unit": {"name": "a\x08b\x0bc\x00d"}, "plain": "x"}, warn=told.append)
    assert paragraphs(report) == ["abcd x"]
    assert [(p.where, p.severity) for p in told] == [("unit.name", "warning")]


def test_a_text_made_of_others_is_not_named_besides_them():
    told = []
    unit = {"name": "Bi\x08", "printed": "Bi\x08, Nord", "place": "\x08"}
    a_template(text("{{ unit.printed }}")).render({"unit": unit}, warn=told.append)
    assert [p.where for p in told] == ["unit.name", "unit.place"]


@pytest.mark.parametrize(
    ("body", "names", "expected"),
    [
        pytest.param("{{ a }}", {}, [("undefined", "paragraph 1")], id="a missing name"),
        pytest.param("{{ a.b }}", {"a": {}}, [("undefined", "paragraph 1")], id="a missing key"),
        pytest.param(
            "{{ a.b.c }}", {"a": {"b": {}}}, [("undefined", "paragraph 1")], id="two levels down"
        ),
        pytest.param(
            "{{ a }} and {{ b }}",
            {},
            [("undefined", f"paragraph 1, {place}") for place in ('before "and"', 'behind "and"')],
            id="both of two mistakes",
        ),
        pytest.param(
            "{% for x in a %}{{ x }}{% endfor %}", {}, [("undefined", "paragraph 1")], id="a loop"
        ),
        pytest.param(
            "{% if a.b %}x{% endif %}",
            {"a": {}},
            [("undefined", 'paragraph 1, before "x"')],
            id="a condition",
        ),
        pytest.param("{{ 1 / n }}", {"n": 0}, [("value", "paragraph 1")], id="a division by zero"),
    ],
)
def test_what_is_absent_is_an_error_with_its_place(body, names, expected):
    assert problems(text(body), names) == expected


def test_every_mistake_of_a_template_is_told_at_once():
    body = text("{{ unit.nme }}") + text("{{ c.scorre }}") + text("{{ nothing }}")
    fields = {"unit": {"name": Field("line")}}
    with pytest.raises(TemplateError) as caught:
        a_template(body, fields=fields)
    messages = [str(p) for p in caught.value.problems]
    assert len(messages) == 3
    assert "paragraph 1" in messages[0]
    assert "did you mean 'unit.name'?" in messages[0]


@pytest.mark.parametrize(
    ("count", "listed"),
    [
        pytest.param(30, ", n29 [", id="30 names are all listed"),
        pytest.param(31, ", n29 and 1 more [", id="of 31 the rest is counted"),
    ],
)
def test_an_unknown_name_is_answered_with_those_there_are(count, listed):
    fields = {"x": {f"n{number:02}": Field("line") for number in range(count)}}
    with pytest.raises(TemplateError) as caught:
        a_template(text("{{ x.qqq }}"), fields=fields)
    assert "there is no 'x.qqq'; there are: n00, " in str(caught.value)
    assert listed in str(caught.value)


@pytest.mark.parametrize(
    ("body", "where"),
    [
        pytest.param(
            table(row(cell(text("{%p for x in l %}")))) + text("{%p endfor %}"),
            ["paragraph 2"],
            id="opened in a cell, closed after the table",
        ),
        pytest.param(
            table(row(cell(text("{% if a %}")), cell(text("{% endif %}"))), columns=2),
            ["table 1, row 1, cell 2"],
            id="opened in one cell, closed in the next",
        ),
        pytest.param(
            control(text("{%p for x in l %}")) + text("{%p endfor %}"),
            ["paragraph 2"],
            id="opened inside a content control, closed outside",
        ),
        pytest.param(
            text("{%p for x in l %}") + text("{% endfor %}"),
            ["paragraph 2"],
            id="opened for paragraphs, closed in a sentence",
        ),
        pytest.param(text("{%p for x in l %}"), ["paragraph 1"], id="never closed"),
        pytest.param(text("{% endif %}"), ["paragraph 1"], id="closed but never opened"),
        pytest.param(
            text("{% if a %}{% for x in l %}{% endif %}{% endfor %}"),
            ["paragraph 1"],
            id="closed in the wrong order",
        ),
    ],
)
def test_a_block_across_a_border_is_refused_with_both_ends(body, where):
    found = problems(body)
    assert [w for _, w in found] == where
    assert {rule for rule, _ in found} == {"block"}


def test_two_paragraph_tags_in_one_paragraph_work():
    body = text("{%p if a %}{%p if b %}") + text("yes") + text("{%p endif %}{%p endif %}")
    template = a_template(body)
    assert paragraphs(template.render({"a": 1, "b": 1})) == ["yes"]
    assert paragraphs(template.render({"a": 1, "b": 0})) == []


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(text("before {%p if a %}"), id="a sentence beside a paragraph tag"),
        pytest.param(
            table(row(cell(text("{%tr for x in l %}")), cell(text("lost"))), columns=2),
            id="a cell beside a row tag",
        ),
        pytest.param(text("{{ a }}{%p if a %}"), id="a value beside a paragraph tag"),
        pytest.param(
            drawing(1).replace("</w:drawing></w:r>", "</w:drawing></w:r>" + run("{%p if a %}")),
            id="a picture beside a paragraph tag",
        ),
    ],
)
def test_nothing_beside_a_tag_is_lost_in_silence(body):
    assert ("text-beside-tag" in {rule for rule, _ in problems(body)}) is True


def test_a_cell_whose_only_paragraph_goes_keeps_an_empty_one():
    body = table(row(cell(text("{%p if a %}") + text("x") + text("{%p endif %}"))))
    template = a_template(body)
    assert cells(template.render({"a": True})) == [[["x"]]]
    assert cells(template.render({"a": False})) == [[[""]]]


def test_a_table_that_loses_all_rows_goes():
    body = table(row(cell(text("{%tr for x in l %}"))), row(cell(text("{{ x }}"))),
                 row(cell(text("{%tr endfor %}")))) + text("end")  # fmt: skip
    template = a_template(body)
    assert cells(template.render({"l": ["a", "b"]})) == [[["a"]], [["b"]]]
    report = template.render({"l": []})
    assert tree(report).find(f".//{W}tbl") is None
    assert paragraphs(report) == ["end"]


def test_a_table_without_a_grid_gets_one():
    body = table(row(cell(text("{{ a }}")), cell())).replace(
        '<w:tblGrid><w:gridCol w:w="1000"/></w:tblGrid>', ""
    )
    report = a_template(body).render({"a": "x"})
    assert len(tree(report).findall(f".//{W}gridCol")) == 2


def test_a_tracked_insertion_inside_a_tag_is_refused():
    body = f"<w:p>{run('{{ a')}<w:ins w:id='1' w:author='x'>{run('b')}</w:ins>{run(' }}')}</w:p>"
    assert problems(body) == [("tracked-change", "paragraph 1")]


def test_a_tag_in_deleted_text_is_ignored():
    deleted = "<w:del w:id='1' w:author='x'><w:r><w:delText>{{ gone }}</w:delText></w:r></w:del>"
    report = a_template(f"<w:p>{run('stays')}{deleted}</w:p>").render({})
    assert paragraphs(report) == ["stays"]


@pytest.mark.parametrize("key", ["items", "keys", "values", "get", "pop", "copy", "update"])
def test_a_key_named_like_a_method_prints_its_value(key):
    report = a_template(text(f"{{{{ d.{key} }}}}")).render({"d": {key: "value"}})
    assert paragraphs(report) == ["value"]


def test_the_same_input_gives_the_same_bytes():
    body = text("{{ a }}") + control(text("x")) + drawing(1)
    first, second = (a_template(body).render({"a": "æ"}) for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    "expression",
    [
        "''.__class__.__mro__[1].__subclasses__()",
        "cycler.__init__.__globals__.os.popen('id').read()",
        "l.append(99)",
        "range(999999999)|list",
        "l.__class__",
        "l['__class__']",
        "('%s' % 'x').__init__",
    ],
)
def test_a_template_cannot_leave_its_sandbox(expression):
    names = {"l": [1]}
    found = problems(text(f"{{{{ {expression} }}}}"), names)
    assert len(found) >= 1
    assert names == {"l": [1]}


def test_footnotes_of_a_document_of_two_sections_print_data_once():
    data = a_report(TWO_SECTIONS + text("x"), changed=WITH_FOOTNOTES)
    report = a_template(data).render({"note": "{{ 7*7 }}"})
    assert paragraphs(report, "word/footnotes.xml") == ["{{ 7*7 }}"]


def test_a_cell_level_control_keeps_its_column():
    inner = control(cell(text("{{ a }}")))
    body = table(row(inner, cell(text("{{ b }}"))), columns=2)
    report = a_template(body).render({"a": "1", "b": "2"})
    assert len(tree(report).findall(f".//{W}gridCol")) == 2
    assert paragraphs(report) == ["1", "2"]


def test_controls_pictures_and_bookmarks_in_a_loop_stay_unique():
    marked = '<w:bookmarkStart w:id="3" w:name="m"/><w:bookmarkEnd w:id="3"/>'
    body = (
        text("{%p for x in l %}")
        + control(text("{{ x }}"), identity=7)
        + drawing(9)
        + f"<w:p>{marked}{run()}</w:p>"
        + text("{%p endfor %}")
    )
    root = tree(a_template(body).render({"l": ["a", "b", "c"]}))
    ids = [node.get(f"{W}val") for node in root.iter(f"{W}id")]
    ids += [node.get("id") for node in root.iter() if node.tag.endswith("}docPr")]
    assert len(ids) == 6
    assert len(set(ids)) == 6
    marks = list(root.iter(f"{W}bookmarkStart"))
    assert [mark.get(f"{W}name") for mark in marks] == ["m", "m_2", "m_3"]
    assert len({mark.get(f"{W}id") for mark in marks}) == 3


@pytest.mark.parametrize(
    "runs",
    [
        pytest.param(["{", "{ a.b }", "}"], id="between the braces"),
        pytest.param(["{{ a", ".", "b }}"], id="inside the name"),
        pytest.param(["x {{ a.b", " }} y"], id="with text around"),
        pytest.param(["{{ “a”.replace(’a’, a.b) }}"], id="with quotes that Word made round"),
    ],
)
def test_a_tag_that_word_split_is_whole_again(runs):
    body = f"<w:p>{''.join(map(run, runs))}</w:p>"
    report = a_template(body).render({"a": {"b": "value"}})
    assert paragraphs(report)[0].strip("xy ") == "value"


def test_a_break_inside_a_tag_is_no_matter():
    body = "<w:p><w:r><w:t>{{ a</w:t><w:br/><w:t> }}</w:t></w:r></w:p>"
    assert paragraphs(a_template(body).render({"a": "v"})) == ["v"]


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        pytest.param("{{ a b }}", "broken-tag", id="two names in one tag"),
        pytest.param("{{ a", "broken-tag", id="a tag that is not closed"),
        pytest.param("{ a }}", "broken-tag", id="a tag that is not opened"),
        pytest.param("{% fro x in l %}", "unknown-statement", id="a misspelt statement"),
        pytest.param("{% include 'x' %}", "unknown-statement", id="another file"),
        pytest.param("{{ a|uper }}", "unknown-filter", id="a misspelt filter"),
        pytest.param("{% for in l %}{% endfor %}", "broken-tag", id="a loop without a name"),
    ],
)
def test_a_broken_tag_is_named_with_its_place(body, rule):
    found = problems(text("before") + text(body))
    assert found[0] == (rule, "paragraph 2")


def test_a_place_names_table_row_cell_and_heading():
    heading = '<w:p><w:pPr><w:pStyle w:val="H1"/></w:pPr><w:r><w:t>Overview</w:t></w:r></w:p>'
    name = '<w:name w:val="heading 1"/>'
    style = f'<w:style w:type="paragraph" w:styleId="H1">{name}</w:style></w:styles>'
    changed = {"word/styles.xml": PARTS["word/styles.xml"].replace("</w:styles>", style)}
    body = heading + table(row(cell(text("a")), cell(text("{{ x y }}"))), columns=2)
    found = problems(a_report(body, changed=changed))
    assert found == [("broken-tag", 'table 1, row 1, cell 2 (under "Overview")')]


def test_names_that_begin_with_braces_are_printed_by_the_escapes():
    report = a_template(text("{_{ a }_} and {_% b %_} {% raw %}{{ c }}{% endraw %}")).render({})
    assert paragraphs(report) == ["{{ a }} and {% b %} {{ c }}"]


def test_comments_leave_nothing():
    body = text("a{# not this #}b") + text("{#p nor this #}") + text("c")
    assert paragraphs(a_template(body).render({})) == ["ab", "c"]


def test_loops_over_records_of_the_fields_are_followed():
    fields = {"rows": Items({"name": Field("line")})}
    body = text("{%p for r in rows %}") + text("{{ r.nmae }}") + text("{%p endfor %}")
    with pytest.raises(TemplateError, match=r"did you mean 'rows\[\]\.name'"):
        a_template(body, fields=fields)


@pytest.mark.parametrize("size", [10, 100_000])
def test_the_archive_holds_what_was_rendered(size):
    report = a_template(text("{{ a }}")).render({"a": "x" * size})
    assert paragraphs(report) == ["x" * size]
    assert zlib.crc32(parts_of(report)["word/styles.xml"])
