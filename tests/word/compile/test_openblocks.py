"""Which end belongs to which beginning: blocks that are open while tags are read in their order."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from docgen.word.compile.openblocks import Blocks, Open
from docgen.word.compile.statements import MIDDLES, OPENERS
from docgen.word.compile.tags import TagList

BODY, CELL = etree.Element("body"), etree.Element("cell")
TEXT_BOX = etree.fromstring(
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    "<box/></mc:AlternateContent>"
)[0]


class Reading:
    """Tags that are read one by one: `p if a` stands for a paragraph, `@cell` in another place."""

    def __init__(self, *tags: str) -> None:
        self.found = TagList("t.docx")
        self.blocks = Blocks(self.found)
        for number, tag in enumerate(tags, 1):
            body, _, where = tag.partition("@")
            self.read(body.strip(), where, number)
        self.blocks.tell_left()

    def read(self, body: str, where: str, number: int) -> None:
        level, _, rest = body.partition(" ")
        level, body = (level, rest) if level in ("p", "tr") else ("", body)
        tag = self.found.add("block", body, f"paragraph {number}", level=level)
        container = {"cell": CELL, "box": TEXT_BOX}.get(where, BODY)
        shape = ("field",) if where == "field" else () if level else ("run",)
        one = Open(tag, container, shape)
        if tag.keyword in OPENERS:
            self.blocks.stack.append(one)
        elif tag.keyword in MIDDLES:
            self.blocks.go_on(one)
        else:
            self.blocks.close(one)

    @property
    def told(self) -> list[str]:
        assert all(problem.rule == "block" for problem in self.found.problems)
        return [f"{p.where.split()[-1]}: {p.message}" for p in self.found.problems]


@pytest.mark.parametrize(
    "tags",
    [
        pytest.param([], id="none"),
        pytest.param(["if a", "endif"], id="one"),
        pytest.param(["if a", "elif b", "elif c", "else", "endif"], id="with branches"),
        pytest.param(["for x in y", "else", "endfor"], id="a loop with an else"),
        pytest.param(["for x in y", "if x", "else", "endif", "endfor"], id="one in the other"),
        pytest.param(["p if a", "p endif"], id="for paragraphs"),
        pytest.param(["macro m()", "endmacro", "call m()", "endcall"], id="one behind the other"),
        pytest.param(["if a@cell", "endif@cell"], id="in a cell"),
        pytest.param(["if a@field", "endif@field"], id="in a field"),
        pytest.param(["if a", "for x in y@cell", "endfor@cell", "endif"], id="a cell between"),
    ],
)
def test_what_is_closed_where_it_was_opened_is_no_fault(tags):
    assert Reading(*tags).told == []


@pytest.mark.parametrize(
    ("tags", "message"),
    [
        pytest.param(["endif"], "1: {% endif %} closes nothing; remove it", id="an end alone"),
        pytest.param(["p endif"], "1: {%p  endif %} closes nothing; remove it",
                     id="for a paragraph"),
        pytest.param(["else"], "1: {% else %} stands in no for or if block; remove it",
                     id="else alone"),
        pytest.param(["elif a"], "1: {% elif a %} stands in no if block; remove it",
                     id="elif alone"),
        pytest.param(["for x in y", "elif a", "endfor"],
                     "2: {% elif a %} stands in no if block; remove it", id="elif in a loop"),
        pytest.param(["macro m()", "else", "endmacro"],
                     "2: {% else %} stands in no for or if block; remove it", id="in a macro"),
        pytest.param(["if a", "else", "else", "endif"],
                     "3: {% else %} stands behind an else of the same block; put it before",
                     id="a second else"),
        pytest.param(["if a", "else", "elif b", "endif"],
                     "3: {% elif b %} stands behind an else of the same block; put it before",
                     id="elif behind else"),
        pytest.param(["if a"], "1: {% if a %} is never closed; put {% endif %} behind it",
                     id="no end"),
        pytest.param(["tr for x in y"],
                     "1: {%tr  for x in y %} is never closed; put {%tr endfor %} behind it",
                     id="no end, for rows"),
        pytest.param(["if a", "endfor", "endif"],
                     "2: {% endfor %} closes nothing: {% endif %} is due here ({% if a %} was "
                     "opened in paragraph 1); remove it", id="the end of another"),
        pytest.param(["if a", "for x in y", "endif", "endfor"],
                     "3: {% endif %} stands where {% endfor %} is due ({% for x in y %} was "
                     "opened in paragraph 2); close each block before the one around it",
                     id="crossed"),
        pytest.param(["p if a", "endif"],
                     "2: {% endif %} does not stand beside {%p  if a %} (paragraph 1); write "
                     "{%p endif %}, or change the other", id="of another level"),
        pytest.param(["if a", "tr endif"],
                     "2: {%tr  endif %} does not stand beside {% if a %} (paragraph 1); write "
                     "{% endif %}, or change the other", id="of a level it has not"),
        pytest.param(["if a", "endif@cell"],
                     "2: {% endif %} does not stand beside {% if a %} (paragraph 1); put both "
                     "into the same cell, text box, content control, field or body",
                     id="in another place"),
        pytest.param(["if a@field", "endif"],
                     "2: {% endif %} does not stand beside {% if a %} (paragraph 1); put both "
                     "into the same cell, text box, content control, field or body",
                     id="outside its field"),
        pytest.param(["if a", "else@cell", "endif"],
                     "2: {% else %} does not stand beside {% if a %} (paragraph 1); put both "
                     "into the same cell, text box, content control, field or body",
                     id="else in another place"),
    ],
)  # fmt: skip
def test_one_slip_is_one_fault_with_the_way_out(tags, message):
    tight = [one.replace("  ", " ") for one in Reading(*tags).told]
    assert tight == [message.replace("  ", " ")]


def test_an_end_that_was_moved_is_told_where_it_stands_now():
    """The end of the inner block stands behind the outer one's, in another place."""
    read = Reading("for x in y", "if x@cell", "endfor", "endif")
    assert read.told == [
        (
            "4: {% endif %} does not stand beside {% if x %} (paragraph 2); put both into the same "
            "cell, text box, content control, field or body"
        )
    ]


def test_an_end_of_the_same_place_that_comes_late_is_crossed_with_the_one_before():
    read = Reading("for x in y", "if x", "endfor", "endif")
    (message,) = read.told
    assert message.startswith("3: {% endfor %} stands where {% endif %} is due")


def test_blocks_that_lack_their_end_are_told_in_the_order_they_were_opened():
    read = Reading("for x in y", "if x", "if z", "endfor")
    assert [one[:2] for one in read.told] == ["2:", "3:"]
    assert all("is never closed; put {% endif %} behind it" in one for one in read.told)


def test_an_elif_belongs_to_the_block_of_its_own_place():
    read = Reading("if a", "for x in y@cell", "elif b", "endif")
    (message,) = read.told
    assert message.startswith("2: {% for x in y %} is never closed")


def test_what_a_text_box_says_twice_is_told_once():
    assert len(Reading("if a@box", "if a@box").told) == 1
    assert len(Reading("if a@box", "if b@box").told) == 2
    assert len(Reading("if a@cell", "if a@cell").told) == 2, "no text box"


def test_each_end_is_used_once():
    read = Reading("if a", "endif", "endif")
    assert read.told == ["3: {% endif %} closes nothing; remove it"]
    assert read.blocks.stack == []


WORDS = st.sampled_from(["if a", "for x in y", "macro m()", "with a = 1", "filter upper"])
TREES = st.recursive(st.just([]), lambda inner: st.lists(st.tuples(WORDS, inner), max_size=3))


def flat(tree: list[tuple[str, list]]) -> list[str]:
    return [
        tag
        for word, inner in tree
        for tag in [word, *flat(inner), f"end{word.split()[0].strip('()')}"]
    ]


@settings(max_examples=25)
@given(TREES, st.data())
def test_sound_nesting_is_never_a_fault_and_a_lost_tag_always_is(tree, data):
    tags = flat(tree)
    assert Reading(*tags).told == []
    if tags:
        lost = data.draw(st.integers(0, len(tags) - 1))
        assert Reading(*tags[:lost], *tags[lost + 1 :]).told
