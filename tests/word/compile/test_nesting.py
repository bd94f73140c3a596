"""The tags of a part have a sound structure: each block opens and closes in one container."""

from __future__ import annotations

import pytest
from ooxml.minimal import a_report, cell, control, row, run, table, text
from ooxml.tagged import tagged

from docgen.bounds.templates import MOST_BLOCKS, MOST_LOOPS
from docgen.check.lint.session import lint_template
from docgen.word.compile.hoist import lift_tags
from docgen.word.compile.nesting import check_blocks, is_plain_set, reading_order


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("elseif", "elif", id="as in PHP"),
        pytest.param("elsif", "elif", id="as in Ruby"),
        pytest.param("els", "else", id="a letter lost"),
        pytest.param("ednif", "endif", id="letters turned round"),
    ],
)
def test_a_word_that_is_no_statement_is_told_with_the_one_that_was_meant(typed, meant):
    body = f"{{% if unit.name %}}a{{% {typed} %}}b{{% endif %}}"
    told = [one.message for one in lint_template(a_report(text(body)), pack="dk")]
    assert f"{{% {typed} %}} is no statement; did you mean '{meant}'?" in told


# Order, container and shape.


def in_order(body: str, *, lifted: bool = True) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return body, container and shape of each tag of a document."""
    part = tagged(body)
    if lifted:
        lift_tags(part.holders, part.found)
    return [
        (tag.body, "" if box is None else box.tag.rpartition("}")[2], tuple(map(_short, shape)))
        for tag, box, shape in reading_order(part.root, part.found.tags)
    ]


def _short(name: str) -> str:
    return "N" if name.isdecimal() else name.rpartition("}")[2]


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def para(*content: str) -> str:
    return f"<w:p>{''.join(c if c.startswith('<') else run(c) for c in content)}</w:p>"


@pytest.mark.parametrize(
    ("body", "order"),
    [
        pytest.param(text("{{ a }}{{ b }}"), [("a", "body", ("t", "r")), ("b", "body", ("t", "r"))],
                     id="in a sentence"),
        pytest.param(text("{%p if a %}"), [("if a", "body", ())], id="for a paragraph"),
        pytest.param(table(row(cell(text("{{ a }}")))), [("a", "tc", ("t", "r"))], id="in a cell"),
        pytest.param(table(row(cell(text("{%tr if a %}")))), [("if a", "tbl", ())], id="for a row"),
        pytest.param(table(row(cell(text("{%tc if a %}")))), [("if a", "tr", ())], id="for a cell"),
        pytest.param(control(text("{{ a }}")), [("a", "sdtContent", ("t", "r"))],
                     id="in a control"),
        pytest.param(para("<w:hyperlink>" + run("{{ a }}") + "</w:hyperlink>"),
                     [("a", "body", ("t", "r", "hyperlink"))], id="in a link"),
        pytest.param(para("{{r a }}"), [("a", "p", ())], id="for a run"),
        pytest.param(para("{{ a }}", mark("begin"), "{{ b }}", mark("separate"), "{{ c }}",
                          mark("end"), "{{ d }}"),
                     [("a", "body", ("t", "r")), ("b", "body", ("t", "r", "field", "N")),
                      ("c", "body", ("t", "r", "field", "N", "result")),
                      ("d", "body", ("t", "r"))], id="in a field of Word"),
        pytest.param(para(mark("end"), mark("separate"), "{{ a }}"), [("a", "body", ("t", "r"))],
                     id="behind half a field"),
    ],
)  # fmt: skip
def test_a_tag_has_its_container_and_the_way_down_to_it(body, order):
    assert in_order(body) == order


def test_a_tag_in_an_attribute_is_contained_in_its_element():
    part = tagged("<w:p/>")
    tag = part.found.add("var", "a", "here", location="attr")
    holder = part.root[0][0]
    holder.set("name", tag.marker)
    assert reading_order(part.root, part.found.tags) == [(tag, holder, ("@",))]


def test_a_tag_in_a_text_of_no_paragraph_is_contained_in_the_text():
    part = tagged("<w:other/>")
    tag = part.found.add("var", "a", "here")
    holder = part.root[0][0]
    holder.text = tag.marker
    assert reading_order(part.root, part.found.tags) == [(tag, holder, ("text",))]


# Blocks of a whole part.


def faults(body: str) -> list[tuple[str, str]]:
    part = tagged(body)
    lift_tags(part.holders, part.found)
    check_blocks(reading_order(part.root, part.found.tags), part.found)
    return [(problem.rule, problem.message) for problem in part.found.problems]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(text("{% if a %}b{% endif %}"), id="in a sentence"),
        pytest.param(text("{%p if a %}") + text("b") + text("{%p endif %}"), id="of paragraphs"),
        pytest.param(text("{% if a %}") + text("{% endif %}"), id="over two paragraphs"),
        pytest.param(text("{% set a = 1 %}{% set b %}c{% endset %}"), id="names that are set"),
        pytest.param(text("{% raw %}{% if %}{% endraw %}"), id="meant as it is"),
        pytest.param(para(mark("begin"), "{% if a %}b{% endif %}", mark("end")), id="in a field"),
        pytest.param(text("{{ p }}{{ if_x }}"), id="values"),
    ],
)
def test_sound_blocks_are_no_fault(body):
    assert faults(body) == []


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        pytest.param(text("{% if a %}") + text("{%p endif %}"), "block", id="of two levels"),
        pytest.param(table(row(cell(text("{% if a %}")), cell(text("{% endif %}"))), columns=2),
                     "block", id="of two cells"),
        pytest.param(para("{% if a %}", mark("begin"), "{% endif %}", mark("end")), "block",
                     id="out of a field"),
        pytest.param(para(mark("begin"), "{% if a %}", mark("separate"),
                          "{% endif %}", mark("end")),
                     "block", id="from the code of a field to its result"),
        pytest.param(text("{% if a %}"), "block", id="that has no end"),
        pytest.param(text("{% foo %}"), "unknown-statement", id="a word that is none"),
        pytest.param(text("{% %}"), "unknown-statement", id="no word"),
    ],
)  # fmt: skip
def test_what_is_no_sound_block_is_told(body, rule):
    assert {found for found, _ in faults(body)} == {rule}


@pytest.mark.parametrize("level", ["p", "tr", "tc", "r"])
def test_a_blank_before_a_level_is_told_and_nothing_that_follows_from_it(level):
    told = faults(text(f"{{% {level} if a %}}") + text("{%p endif %}"))
    assert told == [
        (
            "unknown-statement",
            f"{{% {level} if a %}}: no blank stands before {level}; write {{%{level} if a %}}",
        )
    ]


def test_a_name_that_looks_like_a_level_is_a_name():
    assert faults(text("{{ p }}{% if p %}x{% endif %}")) == []


def test_a_word_like_no_other_is_to_be_removed():
    assert faults(text("{% qqqqqq %}")) == [
        ("unknown-statement", "{% qqqqqq %} is no statement; remove the tag")
    ]


@pytest.mark.parametrize(("more", "told"), [(0, 0), (1, 1), (5, 1)])
def test_blocks_and_loops_stand_only_so_deep_and_it_is_told_once(more, told):
    for tag, end, most in (("if a", "endif", MOST_BLOCKS), ("for x in y", "endfor", MOST_LOOPS)):
        opening, closing = f"{{% {tag} %}}", f"{{% {end} %}}"
        found = faults("".join(map(text, [opening] * (most + more) + [closing] * (most + more))))
        assert [rule for rule, _ in found] == ["limit"] * told
        if told:
            assert f"stand at most {most} deep in each other; take some apart" in found[0][1]


@pytest.mark.parametrize(
    ("body", "plain"),
    [
        ("set a = 1", True), ("set a=b|upper", True), ("set a", False), ("set a | upper", False),
        ("set a | replace('=', '-')", False), ("set a, b = c", True), ("if a == b", False),
    ],
)  # fmt: skip
def test_a_name_is_set_to_a_value_or_to_what_a_block_writes(body, plain):
    assert is_plain_set(body) is plain
