"""Tables: docxtpl's tags for cells, grids that are missing, and what may end up empty."""

from __future__ import annotations

import re

import pytest
from ooxml.minimal import cell, control, row, table, text
from ooxml.tagged import Tagged, root_of, shown, tagged, told

from docgen.bounds.templates import MOST_COLUMNS
from docgen.word.compile.cells import (
    add_missing_grids,
    apply_cell_tags,
    columns_of,
    guard_tables,
    refuse_spans,
)
from docgen.word.compile.hoist import lift_tags
from docgen.word.compile.places import Places
from docgen.word.compile.tags import TagList
from docgen.word.compile.xml import W


def applied(body: str) -> tuple[str, Tagged]:
    part = tagged(body)
    apply_cell_tags([tag for _, tags in part.holders for tag in tags], part.found)
    return shown_table(part), part


def shown_table(part: Tagged) -> str:
    """Return the rows of the first table, with marks in attributes written as tags."""
    written = shown(part.root, part.found)
    return written.partition("</w:tblGrid>")[2].partition("</w:tbl>")[0]


def one_cell(words: str, properties: str = "") -> str:
    return table(row(cell(text(words), properties)))


# Tags for cells.


@pytest.mark.parametrize(
    ("words", "properties"),
    [
        pytest.param("{% cellbg colour %}x",
                     '<w:shd w:val="clear" w:color="auto" w:fill="[colour]"/>', id="background"),
        pytest.param("{% colspan n + 1 %}x", '<w:gridSpan w:val="[n + 1]"/>', id="columns"),
        pytest.param("{% cellbg a %}{% colspan 2 %}x",
                     '<w:gridSpan w:val="[2]"/><w:shd w:val="clear" w:color="auto" '
                     'w:fill="[a]"/>', id="both, in the order of the schema"),
    ],
)  # fmt: skip
def test_a_tag_for_its_cell_becomes_a_property(words, properties):
    written, part = applied(one_cell(words))
    assert f"<w:tcPr>{properties}</w:tcPr>" in written
    assert "<w:t>x</w:t>" in written, "nothing of the tag is left in the text"
    assert told(part.found) == []


@pytest.mark.parametrize("word", ["cellbg", "colspan", "vm", "hm"])
def test_the_tag_itself_stands_nowhere_any_more(word):
    _, part = applied(one_cell(f"{{% {word} 2 %}}x"))
    assert part.found.tags[0].element is None
    assert {tag.place for tag in part.found.tags} == {part.found.tags[0].place}


def test_what_a_cell_has_already_is_changed_and_the_rest_stays():
    had = '<w:tcW w:w="1"/><w:gridSpan w:val="3"/><w:vAlign w:val="top"/>'
    written = applied(one_cell("{% colspan n %}{% cellbg c %}x", had))[0]
    assert written.count("gridSpan") == 1
    assert re.findall(r"<w:(\w+)", written.partition("</w:tcPr>")[0])[3:] == [
        "tcW", "gridSpan", "shd", "vAlign",
    ]  # fmt: skip


def test_a_cell_without_properties_gets_some():
    body = table("<w:tr><w:tc>" + text("{% colspan 2 %}x") + "</w:tc></w:tr>")
    assert '<w:tc><w:tcPr><w:gridSpan w:val="[2]"/></w:tcPr><w:p>' in applied(body)[0]


def test_cells_are_merged_downwards_over_the_rounds_of_a_loop():
    written = applied(one_cell("{% vm %}x"))[0]
    first = "[if loop.first]{}[else]{}[endif]"
    assert f'<w:vMerge w:val="{first.format("restart", "continue")}"/>' in written
    assert "<w:t>[if loop.first]x[endif]</w:t>" in written, "the words stand in the first alone"


@pytest.mark.parametrize(("had", "times"), [("", 1), ('<w:gridSpan w:val="2"/>', 2)])
def test_cells_are_merged_across_over_the_rounds_of_a_loop(had, times):
    written, part = applied(one_cell("{% hm %}x", had))
    assert written.startswith("<w:tr>[if loop.first]<w:tc>")
    assert written.endswith("</w:tc>[endif]</w:tr>")
    assert f'<w:gridSpan w:val="[{times} * loop.length]"/>' in written
    columns = [tag.body for tag in part.found.tags if tag.location == "columns"]
    assert columns == [f"{times} * loop.length"]


def test_a_tag_for_a_cell_outside_a_table_is_told():
    _, part = applied(text("{% cellbg a %}x"))
    assert told(part.found)[0][0] == "tag-level"
    message = part.found.problems[0].message
    assert message == "{% cellbg a %} does not stand in a table cell; move it into one"


def test_other_tags_are_left_alone():
    body = one_cell("{% if a %}{{ b }}{% endif %}")
    part = tagged(body)
    assert applied(body)[0] == shown_table(part)


# Columns.


@pytest.mark.parametrize(
    ("value", "columns"),
    [
        ("1", 1), ("3", 3), (" 2 ", 2), (str(MOST_COLUMNS), MOST_COLUMNS), ("", 1),
        (str(MOST_COLUMNS + 1), None), ("0", None), ("-1", None), ("1.5", None), ("x", None),
        ("٣", None), ("1" * 30, None), ("\ufdd03\ufdd1", None),
    ],
)  # fmt: skip
def test_a_cell_spans_as_many_columns_as_it_says(value, columns):
    span = root_of(f'<w:gridSpan w:val="{value}"/>')[0][0]
    assert columns_of(span) == columns


def test_a_cell_that_says_nothing_spans_one():
    assert columns_of(None) == 1
    assert columns_of(root_of("<w:gridSpan/>")[0][0]) == 1


@pytest.mark.parametrize("value", ["0", "64", "x" * 99])
def test_a_cell_that_spans_no_number_of_columns_is_told_with_its_place(value):
    root = root_of(text("a") + one_cell("b", f'<w:gridSpan w:val="{value}"/>'))
    found = TagList("t.docx", "word/document.xml")
    refuse_spans(root, Places(root, found.part, frozenset()), found)
    assert told(found) == [("columns", "table 1, row 1, cell 1")]
    assert f"spans '{value[:40]}' columns; Word takes 1 to 63; split the cell" in (
        found.problems[0].message
    )


def test_a_span_outside_any_cell_has_the_place_of_its_part():
    root = root_of('<w:gridSpan w:val="0"/>')
    found = TagList("t.docx", "word/header1.xml")
    refuse_spans(root, Places(root, found.part, frozenset()), found)
    assert told(found) == [("columns", "word/header1.xml")]


@pytest.mark.parametrize("holder", ["tbl", "tr", "p", "r", "t"])
def test_a_paragraph_right_in_what_holds_none_is_told(holder):
    root = root_of(f"<w:{holder}>{text('x')}</w:{holder}>")
    found = TagList("t.docx", "word/document.xml")
    refuse_spans(root, Places(root, found.part, frozenset()), found)
    assert [rule for rule, _ in told(found)] == ["broken-xml"]
    assert f"right in w:{holder}; open the file in Word" in found.problems[0].message


def test_what_is_sound_is_not_told():
    root = root_of(table(row(cell(text("a"), '<w:gridSpan w:val="2"/>'))) + control(text("b")))
    found = TagList("t.docx", "word/document.xml")
    refuse_spans(root, Places(root, found.part, frozenset()), found)
    assert told(found) == []


# Grids.


def grid_of(body: str) -> list[str | None]:
    root = root_of(body)
    add_missing_grids(root)
    assert len(list(root.iter(f"{W}tblGrid"))) == 1
    return [column.get(f"{W}w") for column in root.iter(f"{W}gridCol")]


NO_GRID = "<w:tbl>{}{}</w:tbl>"
PROPERTIES = "<w:tblPr/>"


@pytest.mark.parametrize(
    ("cells", "widths"),
    [
        pytest.param([cell(), cell()], [None, None], id="without widths"),
        pytest.param([cell("<w:p/>", '<w:tcW w:w="500"/>'), cell()], ["500", None], id="with some"),
        pytest.param([cell("<w:p/>", '<w:tcW w:w="500"/><w:gridSpan w:val="2"/>')], ["500", "500"],
                     id="over two columns"),
        pytest.param([cell("<w:p/>", '<w:tcW w:w="50%"/>')], [None], id="in parts of the page"),
        pytest.param([cell("<w:p/>", '<w:gridSpan w:val="x"/>')], [None], id="a span of nothing"),
        pytest.param([], [], id="no cells"),
    ],
)  # fmt: skip
def test_a_table_without_a_grid_gets_one_from_its_first_row(cells, widths):
    assert grid_of(NO_GRID.format(PROPERTIES, row(*cells) + row(cell()))) == widths


def test_a_grid_stands_behind_the_properties_and_first_without_them():
    for properties in (PROPERTIES, ""):
        root = root_of(NO_GRID.format(properties, row(cell())))
        add_missing_grids(root)
        names = [child.tag.rpartition("}")[2] for child in root[0][0]]
        assert names == ["tblPr"] * bool(properties) + ["tblGrid", "tr"]


def test_a_table_with_a_grid_keeps_it_and_one_without_rows_gets_an_empty_one():
    assert grid_of(table(row(cell(), cell()))) == ["1000"]
    assert grid_of("<w:tbl/>") == []


# Guards.


def guards(body: str) -> list[str]:
    """Return the guards around things of a body, the outer ones first, without those of cells
    that end in a paragraph anyway."""
    part = tagged(body)
    apply_cell_tags([tag for _, tags in part.holders for tag in tags], part.found)
    lift_tags([(p, [t for t in tags if t.element is not None]) for p, tags in part.holders],
              part.found)  # fmt: skip
    assert told(part.found) == []
    guard_tables(part.root, part.found)
    written = shown(part.root, part.found)
    assert written.count("[filter") == written.count("[endfilter]")
    return re.findall(r"\[filter (_dg_\w+)\]", written)


def rows(*contents: str) -> str:
    return table(*(row(cell(content)) for content in contents))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(rows(text("a")), [], id="nothing that may go"),
        pytest.param(rows(text("{% if a %}b{% endif %}")), [], id="words that may go"),
        pytest.param(rows(text("{%p if a %}") + text("b") + text("{%p endif %}")),
                     ["_dg_keep_paragraph"], id="the only paragraph of a cell"),
        pytest.param(rows(text("{%p if a %}") + text("b") + text("{%p endif %}") + text("c")), [],
                     id="not the last one"),
        pytest.param(rows(text("c") + text("{%p if a %}") + text("b") + text("{%p endif %}")),
                     ["_dg_keep_paragraph"], id="the last one"),
        pytest.param(rows("<w:tbl/>"), ["_dg_keep_paragraph", "_dg_keep_rows"],
                     id="a table at the end of a cell"),
        pytest.param(rows(text("{{p a }}")), ["_dg_keep_paragraph"], id="a value alone"),
        pytest.param(rows(text("{%tr for a in b %}"), text("c"), text("{%tr endfor %}")),
                     ["_dg_keep_rows"], id="all rows"),
        pytest.param(rows(text("head"), text("{%tr for a in b %}"), text("c"),
                          text("{%tr endfor %}")), [], id="all rows but one"),
        pytest.param(rows(text("{%tr if a %}"), text("b"), text("{%tr else %}"), text("c"),
                          text("{%tr endif %}")), ["_dg_keep_rows"], id="one of two"),
        pytest.param(rows(text("{% colspan n %}a")), ["_dg_fit_grid"],
                     id="columns that a tag tells"),
        pytest.param(table("<w:tr/>"), ["_dg_keep_rows", "_dg_keep_cells"],
                     id="a row without cells"),
    ],
)  # fmt: skip
def test_what_may_end_up_empty_is_guarded(body, expected):
    assert guards(body) == expected


def test_a_loop_over_cells_guards_the_row_and_the_grid():
    cells = [cell(text(words)) for words in ("{%tc for a in b %}", "c", "{%tc endfor %}")]
    assert guards(table(row(*cells), columns=3)) == [
        "_dg_fit_grid", "_dg_keep_rows", "_dg_keep_cells",
    ]  # fmt: skip
    assert guards(table(row(*cells, cell(text("d"))), columns=4)) == ["_dg_fit_grid"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(text("a"), [], id="words"),
        pytest.param(
            text("{%p if a %}") + text("b") + text("{%p endif %}"),
            ["_dg_keep_control"],
            id="what may go",
        ),
        pytest.param(
            text("{%p if a %}") + text("b") + text("{%p endif %}") + text("c"),
            [],
            id="what may go beside what stays",
        ),
        pytest.param("", [], id="nothing"),
    ],
)
def test_a_control_that_may_lose_all_it_holds_is_guarded(content, expected):
    assert guards(control(content)) == expected


@pytest.mark.parametrize("holder", ["hdr", "ftr", "footnote", "txbxContent", "docPartBody"])
def test_whatever_must_end_in_a_paragraph_is_guarded(holder):
    conditional = text("{%p if a %}") + text("b") + text("{%p endif %}")
    assert guards(f"<w:{holder}>{conditional}</w:{holder}>") == ["_dg_keep_paragraph"]
    assert guards(f"<w:{holder}>{conditional}<w:p/></w:{holder}>") == []


def test_marks_behind_the_last_paragraph_are_no_content():
    mark = '<w:bookmarkEnd w:id="1"/>'
    assert guards(rows(text("a") + mark)) == []
    assert guards(rows(text("a") + "<w:permEnd w:id='1'/>")) == []


def test_a_value_that_keeps_a_paragraph_needs_no_guard():
    for keep, expected in ((True, 0), (False, 1)):
        part = tagged(rows(text("{{p a }}")))
        lift_tags(part.holders, part.found)
        part.found.tags[0].site = {"keep": keep}
        guard_tables(part.root, part.found)
        assert shown(part.root, part.found).count("[filter _dg_keep_paragraph]") == expected


def test_a_guard_has_the_place_of_the_first_tag_within():
    part = tagged(text("x") + rows(text("{%tr if a %}"), text("{{ b }}"), text("{%tr endif %}")))
    lift_tags(part.holders, part.found)
    guard_tables(part.root, part.found)
    own = [tag for tag in part.found.tags if tag.ours]
    assert {tag.place for tag in own} == {"table 1, row 1, cell 1"}


def test_inner_things_are_guarded_within_outer_ones():
    inner = rows(text("{%tr if a %}"), text("b"), text("{%tr endif %}"))
    assert guards(rows(inner)) == ["_dg_keep_paragraph", "_dg_keep_rows"]
