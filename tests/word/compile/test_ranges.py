"""Marks in pairs: each pair stands in one block of tags, and what has no other half goes."""

from __future__ import annotations

import pytest
from ooxml.minimal import run, text
from ooxml.tagged import shown, tagged

from docgen.word.compile.blocks import Branch, Walk
from docgen.word.compile.hoist import lift_tags
from docgen.word.compile.ranges import KINDS, MARKS, Range, common, drop_cursor, find_ranges


def start(identity: int, name: str = "", kind: str = "bookmark") -> str:
    named = f' w:name="{name}"' if name else ""
    return f'<w:{kind}Start w:id="{identity}"{named}/>'


def end(identity: int, kind: str = "bookmark") -> str:
    return f'<w:{kind}End w:id="{identity}"/>'


def found(body: str) -> tuple[list[Range], str]:
    part = tagged(body)
    lift_tags(part.holders, part.found)
    walk = Walk(part.found)
    ranges = find_ranges(list(walk.elements(part.root)), walk)
    return ranges, shown(part.root, part.found)


def para(*content: str) -> str:
    return f"<w:p>{''.join(c if c.startswith('<') else run(c) for c in content)}</w:p>"


A, B = start(1, "here"), end(1)
IF, ENDIF = text("{%p if a %}"), text("{%p endif %}")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_pair_is_found(kind):
    body = para(start(4, "n", kind), "a", end(4, kind))
    ((pair,), written) = found(body)
    assert (pair.kind, pair.key, pair.name, pair.blocks) == (kind, f"{kind}4", "n", ())
    assert written == body


def test_marks_are_the_beginnings_and_ends_of_all_kinds():
    assert len(MARKS) == 2 * len(KINDS)


def test_pairs_may_overlap_and_stand_in_each_other():
    body = para(start(1, "a"), start(2, "b"), "x", end(1), end(2))
    assert [pair.name for pair in found(body)[0]] == ["a", "b"]


def test_the_same_number_of_two_kinds_is_of_two_pairs():
    body = para(start(1, "a"), start(1, "", "perm"), "x", end(1), end(1, "perm"))
    assert [pair.key for pair in found(body)[0]] == ["bookmark1", "perm1"]


def test_a_pair_knows_the_blocks_that_it_stands_in():
    ((pair,), _) = found(
        text("{%p for x in y %}") + IF + para(A, "a", B) + ENDIF + text("{%p endfor %}")
    )
    assert [block.repeats for block in pair.blocks] == [True, False]


@pytest.mark.parametrize(
    ("body", "written"),
    [
        pytest.param(
            para(A, "x") + IF + para("a", B) + ENDIF,
            para(A, "x") + "[if a]" + para("a") + "[endif]" + B,
            id="that ends in a block",
        ),
        pytest.param(
            IF + para(A, "a") + ENDIF + para("x", B),
            A + "[if a]" + para("a") + "[endif]" + para("x", B),
            id="that begins in a block",
        ),
        pytest.param(
            IF + para(A, "a") + ENDIF + IF + para("b", B) + ENDIF,
            A + "[if a]" + para("a") + "[endif][if a]" + para("b") + "[endif]" + B,
            id="from one block to the next",
        ),
        pytest.param(
            IF + para(A, "a") + text("{%p else %}") + para("b", B) + ENDIF,
            A + "[if a]" + para("a") + "[else]" + para("b") + "[endif]" + B,
            id="from one branch to the other",
        ),
        pytest.param(
            IF + IF + para(A, "a") + ENDIF + para("b", B) + ENDIF,
            "[if a]" + A + "[if a]" + para("a") + "[endif]" + para("b", B) + "[endif]",
            id="out of the inner of two",
        ),
        pytest.param(
            para("{% if a %}", A, "a", "{% endif %}", "x", B),
            para(A, "[if a]", "a", "[endif]", "x", B),
            id="in a sentence",
        ),
    ],
)
def test_a_pair_grows_around_the_blocks_that_it_begins_or_ends_in(body, written):
    ((pair,), left) = found(body)
    assert left == written
    assert len(pair.blocks) == written.count("[if a]" + A)


@pytest.mark.parametrize("mark", [A, B])
def test_a_mark_without_its_other_half_goes_in_a_block_and_stays_outside(mark):
    assert found(IF + para(mark, "a") + ENDIF)[1] == "[if a]" + para("a") + "[endif]"
    assert found(para(mark, "a"))[1] == para(mark, "a")
    assert found(para(mark, "a"))[0] == []


def test_a_second_beginning_of_one_number_takes_the_place_of_the_first():
    ((pair,), _) = found(para(start(1, "first"), start(1, "second"), "x", end(1)))
    assert pair.name == "second"


def test_words_behind_a_mark_that_goes_stay():
    body = IF + f"<w:p>{A}<w:r><w:t>a</w:t></w:r></w:p>" + ENDIF
    assert "<w:t>a</w:t>" in found(body)[1]


# The cursor.


def test_words_own_bookmark_of_the_cursor_goes_and_others_stay():
    part = tagged(para(start(1, "_GoBack"), start(2, "mine"), "x", end(1), end(2)))
    drop_cursor(part.root)
    assert shown(part.root, part.found) == para(start(2, "mine"), "x", end(2))


def test_a_part_without_a_cursor_stays():
    body = para(start(2, "mine"), "x", end(2))
    part = tagged(body)
    drop_cursor(part.root)
    assert shown(part.root, part.found) == body


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [("", "", 0), ("ab", "ab", 2), ("ab", "ac", 1), ("ab", "b", 0), ("a", "abc", 1)],
)
def test_the_blocks_that_two_places_share(one, other, shared):
    first, second = (tuple(Branch(ord(c), 0, False) for c in word) for word in (one, other))
    assert common(first, second) == first[:shared]


def test_branches_of_one_block_are_not_shared():
    assert common((Branch(1, 0, False),), (Branch(1, 1, False),)) == ()
