"""A part element by element: in which blocks of tags each of them stands."""

from __future__ import annotations

import pytest
from ooxml.minimal import run, text
from ooxml.tagged import shown, tagged

from docgen.word.compile.blocks import Branch, Walk, put_behind, rounds_of
from docgen.word.compile.hoist import lift_tags
from docgen.word.compile.xml import W


def walked(body: str) -> dict[str, list[str]]:
    """Return by each word of the body: the blocks it stands in, `for`, `if/1` for a branch."""
    part = tagged(body)
    lift_tags(part.holders, part.found)
    walk = Walk(part.found)
    stands: dict[str, list[str]] = {}
    for node, blocks in walk.elements(part.root):
        if node.tag == f"{W}t" and (node.text or "").isalpha():
            stands[node.text] = [_named(block, part.found.tags) for block in blocks]
    assert walk._stack == [], "every block is closed"
    return stands


def _named(block: Branch, tags) -> str:
    word = tags[block.number].keyword + ("*" if block.repeats else "")
    return f"{word}/{block.branch}" if block.branch else word


def between(*pieces: str) -> str:
    """Return paragraphs, each a tag for a paragraph or a word."""
    return "".join(text(f"{{%p {p} %}}" if " " in p or p.startswith("e") else p) for p in pieces)


@pytest.mark.parametrize(
    ("pieces", "stands"),
    [
        pytest.param(["a"], {"a": []}, id="in none"),
        pytest.param(["for x in y", "a", "endfor", "b"], {"a": ["for*"], "b": []}, id="in a loop"),
        pytest.param(
            ["if x y", "a", "elif z y", "b", "else", "c", "endif"],
            {"a": ["if"], "b": ["if/1"], "c": ["if/2"]},
            id="in the branches of a condition",
        ),
        pytest.param(
            ["for x in y", "a", "else", "b", "endfor"],
            {"a": ["for*"], "b": ["for/1"]},
            id="where a loop has no rounds nothing is repeated",
        ),
        pytest.param(
            ["for x in y", "if x y", "a", "endif", "b", "endfor"],
            {"a": ["for*", "if"], "b": ["for*"]},
            id="in a condition of a loop",
        ),
        pytest.param(
            ["macro m (x)", "a", "endmacro", "b"], {"a": ["macro*"], "b": []}, id="in a macro"
        ),
        pytest.param(["call m (x)", "a", "endcall"], {"a": ["call*"]}, id="in a call"),
        pytest.param(["filter x | y", "a", "endfilter"], {"a": []}, id="in a filter block"),
        pytest.param(["with x = y", "a", "endwith"], {"a": []}, id="with a name"),
        pytest.param(
            ["set x y", "a", "endset", "b"], {"a": ["set"], "b": []}, id="in what is kept"
        ),
        pytest.param(["set x = y", "a"], {"a": []}, id="behind a name that is set"),
    ],
)
def test_each_word_knows_its_blocks_the_outer_ones_first(pieces, stands):
    assert walked(between(*pieces)) == stands


def test_blocks_of_a_sentence_count_as_those_of_paragraphs():
    body = f"<w:p>{run('{% for x in y %}')}{run('a')}{run('{% endfor %}')}{run('b')}</w:p>"
    assert walked(body) == {"a": ["for*"], "b": []}


def test_two_tags_of_one_text_are_taken_in_order():
    body = (
        f"<w:p>{run('{% for x in y %}{% if x %}')}{run('a')}{run('{% endif %}{% endfor %}')}</w:p>"
    )
    assert walked(body) == {"a": ["for*", "if"]}


def test_the_rounds_of_blocks_are_their_loops_and_macros():
    blocks = (Branch(3, 0, True), Branch(5, 1, False), Branch(9, 0, True))
    assert rounds_of(blocks) == (3, 9)
    assert rounds_of(()) == ()


def test_the_marks_of_both_ends_of_a_block_are_kept():
    part = tagged(text("{% for x in y %}a{% endfor %}") + text("{% if x %}") + text("{% endif %}"))
    walk = Walk(part.found)
    list(walk.elements(part.root))
    texts = list(part.root.iter(f"{W}t"))
    assert walk.marks == {0: (texts[0], texts[0]), 2: (texts[1], texts[2])}


def test_a_tag_is_put_behind_another_in_a_text_and_beside_an_element():
    part = tagged(text("a {% if x %} b") + text("{%p if y %}"))
    lift_tags([part.holders[1]], part.found)
    nodes = dict(part.holders)
    assert nodes
    own = part.found.add_own("var", "own", "", "xml")
    in_text = next(part.root.iter(f"{W}t"))
    put_behind(in_text, part.found.tags[0], own)
    (instruction,) = (n for n in part.root.iter() if not isinstance(n.tag, str))
    put_behind(instruction, part.found.tags[1], own)
    assert shown(part.root, part.found) == (
        "<w:p><w:r><w:t>a [if x][own] b</w:t></w:r></w:p>[if y][own]"
    )
