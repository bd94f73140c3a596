"""Numbered lists in loops: each round has a list of its own where the author's list is one."""

from __future__ import annotations

import re

import pytest
from lxml import etree
from ooxml.minimal import cell, row, run, table, text
from ooxml.tagged import shown, tagged, told

from docgen.word.compile.blocks import Walk
from docgen.word.compile.copies import Copier, Printed
from docgen.word.compile.hoist import lift_tags
from docgen.word.compile.lists import Lists, own_lists
from docgen.word.compile.tags import TagList
from docgen.word.compile.xml import W

NS = f'xmlns:w="{W[1:-1]}"'


def drawn(number: int, form: str = "decimal", *, start: str = "1", more: str = "") -> str:
    level = f'<w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
    return (
        f'<w:abstractNum w:abstractNumId="{number}">{more}<w:lvl w:ilvl="0">{level}</w:lvl>'
        '<w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/></w:lvl></w:abstractNum>'
    )


def numbered(own: int, abstract: int, more: str = "") -> str:
    return f'<w:num w:numId="{own}"><w:abstractNumId w:val="{abstract}"/>{more}</w:num>'


USUAL = drawn(0, "bullet") + drawn(1) + drawn(2) + numbered(1, 0) + numbered(2, 1) + numbered(3, 2)


def part_of(content: str, name: str = "numbering"):
    return etree.fromstring(f"<w:{name} {NS}>{content}</w:{name}>")


def styles_of(*styles: tuple[str, str]):
    return part_of("".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:pPr><w:numPr>'
        f'<w:numId w:val="{number}"/>'
        "</w:numPr></w:pPr></w:style>" for name, number in styles
    ), "styles")  # fmt: skip


def lists_of(content: str = USUAL, *styles: tuple[str, str], headings=frozenset()) -> Lists:
    return Lists.of(part_of(content), styles_of(*styles), headings)


# Which lists count.


def test_lists_that_count_are_known_by_their_numbers():
    lists = lists_of()
    assert set(lists.kinds) == {"2", "3"}
    assert set(lists.numbers) == {"1", "2", "3"}
    assert lists.levels["2"] == [("0", "1"), ("1", "1")]


@pytest.mark.parametrize(
    ("content", "counts"),
    [
        pytest.param(drawn(0, "decimal"), True, id="numbers"),
        pytest.param(drawn(0, "lowerRoman"), True, id="Roman numbers"),
        pytest.param(drawn(0, "bullet"), False, id="bullets"),
        pytest.param(drawn(0, "none"), False, id="nothing"),
        pytest.param('<w:abstractNum w:abstractNumId="0"/>', False, id="without levels"),
        pytest.param('<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"/></w:abstractNum>', True,
                     id="that say nothing"),
        pytest.param(drawn(0).replace("<w:start", '<w:pStyle w:val="Head"/><w:start', 1), False,
                     id="of headings"),
        pytest.param(drawn(0).replace("<w:start", '<w:pStyle w:val="L"/><w:start', 1), True,
                     id="of a style of lists"),
        pytest.param(drawn(7), False, id="that is drawn elsewhere"),
    ],
)  # fmt: skip
def test_what_counts(content, counts):
    assert ("1" in lists_of(content + numbered(1, 0), ("L", "1")).kinds) is counts


def test_lists_of_one_drawing_count_on_and_one_that_begins_anew_does_not():
    begun = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    content = drawn(1) + numbered(2, 1) + numbered(3, 1) + numbered(4, 1, begun)
    kinds = lists_of(content).kinds
    assert kinds["2"] == kinds["3"] != kinds["4"]


def test_a_list_that_a_list_style_draws():
    link = '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="S"/></w:abstractNum>'
    content = drawn(1, start="3", more='<w:styleLink w:val="S"/>') + link + numbered(9, 5)
    lists = lists_of(content)
    assert lists.levels["9"][0] == ("0", "3")
    lost = lists_of(link + numbered(9, 5))
    assert "9" not in lost.kinds


def test_without_a_part_there_are_none():
    lists = Lists.of(None, None, frozenset())
    assert (lists.kinds, lists.first_free) == ({}, 1)


@pytest.mark.parametrize(
    ("content", "free"), [(USUAL, 4), (drawn(1) + numbered(17, 1), 18), ("", 1),
                          ('<w:num w:numId="x"/>', 1)]
)  # fmt: skip
def test_the_first_number_that_no_list_has(content, free):
    assert lists_of(content).first_free == free


# Which begin anew.


def item(number: int | str, words: str = "a") -> str:
    return f'<w:p><w:pPr><w:numPr><w:numId w:val="{number}"/></w:numPr></w:pPr>{run(words)}</w:p>'


def styled(style: str, words: str = "a") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run(words)}</w:p>'


def looped(*content: str) -> str:
    return text("{%p for x in y %}") + "".join(content) + text("{%p endfor %}")


def renewed(body: str, lists: Lists | None = None) -> tuple[list[str], list[str]]:
    """Return the numbers of a body's lists as they are then, and the lists that begin anew."""
    part = tagged(body)
    lift_tags(part.holders, part.found)
    lists, walk = lists or lists_of(), Walk(part.found)
    own_lists(list(walk.elements(part.root)), lists, Copier(part.found, Printed()))
    assert told(part.found) == []
    numbers = re.findall(r'numId w:val="([^"]*)"', shown(part.root, part.found))
    return [re.sub(r".*\((.*)\).*", r"\1", number) for number in numbers], list(lists.repeated)


@pytest.mark.parametrize(
    ("body", "numbers"),
    [
        pytest.param(looped(text("head"), item(2)), ["'2', _dg_round0"], id="below a paragraph"),
        pytest.param(looped(text("head"), item(2), item(2)), ["'2', _dg_round0"] * 2, id="of two"),
        pytest.param(looped(text("head"), text("{%p if x %}"), item(2), text("{%p endif %}")),
                     ["'2', _dg_round0"], id="in a condition of the round"),
        pytest.param(looped(item(2)), ["2"], id="that leads the round counts on"),
        pytest.param(item(2) + looped(text("head"), item(2)), ["2", "2"], id="begun before"),
        pytest.param(looped(text("head"), item(2)) + item(2), ["2", "2"], id="that goes on behind"),
        pytest.param(text("head") + item(2), ["2"], id="in no loop"),
        pytest.param(looped(text("head"), item(1)), ["1"], id="of bullets"),
        pytest.param(looped(text("head"), item(8)), ["8"], id="that is not there"),
        pytest.param(looped(item(3), item(2)), ["3", "'2', _dg_round0"], id="below another list"),
        pytest.param(looped(text("h"), looped(item(2))), ["'2', _dg_round0"],
                     id="whose items are the rounds of an inner loop"),
        pytest.param(looped(text("h"), looped(text("i"), item(2))), ["'2', _dg_round1"],
                     id="of the inner of two loops"),
    ],
)  # fmt: skip
def test_a_list_begins_anew_in_each_round_or_counts_on(body, numbers):
    found, repeated = renewed(body)
    assert found == numbers
    assert repeated == (["2"] if any("round" in number for number in numbers) else [])


def test_lists_that_count_on_each_other_are_one():
    content = drawn(1) + numbered(2, 1) + numbered(3, 1)
    body = item(2) + looped(text("head"), item(3))
    assert renewed(body, lists_of(content))[1] == []
    apart = drawn(1) + drawn(2) + numbered(2, 1) + numbered(3, 2)
    assert renewed(body, lists_of(apart))[1] == ["3"]


def test_a_list_by_its_style_begins_anew_with_a_number_of_its_own():
    numbers, repeated = renewed(looped(text("head"), styled("L")), lists_of(USUAL, ("L", "2")))
    assert (numbers, repeated) == (["'2', _dg_round0"], ["2"])


def test_a_number_of_rows_counts_on_and_a_list_in_a_row_begins_anew():
    def rows(*cells: str) -> str:
        return table(
            row(cell(text("{%tr for x in y %}"))), row(*map(cell, cells)),
            row(cell(text("{%tr endfor %}"))), columns=2,
        )  # fmt: skip

    assert renewed(rows(text("a"), item(2)))[1] == []
    assert renewed(rows(text("a"), item(2) + item(2)))[1] == ["2"]


def value_in(ppr: str, lists: Lists) -> str:
    part = tagged(looped(text("head"), text("{{p v }}")))
    part.found.tags[1].site = {"ppr": ppr}
    lift_tags(part.holders, part.found)
    own_lists(list(Walk(part.found).elements(part.root)), lists, Copier(part.found, Printed()))
    return shown(part.root, part.found)


@pytest.mark.parametrize(
    "ppr",
    ['<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>',
     '<w:pPr><w:pStyle w:val="L"/></w:pPr>'],
)  # fmt: skip
def test_a_value_whose_paragraphs_are_a_list_is_renumbered_when_it_is_printed(ppr):
    lists = lists_of(USUAL, ("L", "2"))
    written = value_in(ppr, lists)
    assert "[filter _dg_renumbered(_dg_copies, '2', _dg_round0)][v][endfilter]" in written
    assert list(lists.repeated) == ["2"]
    assert "[filter" not in value_in("", lists_of())


# The part of lists.


def with_rounds(content: str, *repeated: str) -> str:
    root, lists = part_of(content), lists_of(content)
    lists.repeated = dict.fromkeys(repeated)
    found = TagList("t.docx", "word/numbering.xml")
    lists.add_rounds(root, found)
    return shown(root, found)


def test_further_lists_stand_behind_those_of_the_template():
    written = with_rounds(USUAL, "2", "3")
    last = written.rindex(numbered(3, 2))
    rounds = written[last + len(numbered(3, 2)) :]
    assert re.findall(r"\[(for _dg_list\d) in _dg_copies\|_dg_lists\('(\d)'\)\]", rounds) == [
        ("for _dg_list2", "2"),
        ("for _dg_list3", "3"),
    ]
    assert rounds.count("[endfor]") == 2
    assert '<w:num w:numId="[_dg_list2]"><w:abstractNumId w:val="1"/>' in rounds


def test_each_level_of_a_further_list_begins_at_its_start():
    content = drawn(1, start="5") + numbered(2, 1)
    overrides = re.findall(
        r'lvlOverride w:ilvl="(\d)"><w:startOverride w:val="(\d)"/>', with_rounds(content, "2")
    )
    assert overrides == [("0", "5"), ("1", "1")]


def test_what_a_list_says_of_its_levels_is_said_of_its_copies_too():
    look = '<w:lvl w:ilvl="0"><w:numFmt w:val="upperRoman"/></w:lvl>'
    own = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/>{look}</w:lvlOverride>'
    written = with_rounds(drawn(1) + numbered(2, 1, own), "2").partition("[for")[2]
    assert '<w:startOverride w:val="7"/><w:lvl' in written
    assert written.count("upperRoman") == 1
