"""Pieces of a report that always follow each other are handed over at once, and nothing is lost."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.word.compile.fewyields import with_fewer_yields
from docgen.word.render.budget import JOINED


def pieces(source: str, **names: object) -> tuple[list[str], list[str]]:
    """Return what a function yields as it is, and with fewer yields."""
    both = []
    for change in (lambda code: code, with_fewer_yields):
        code = change(ast.parse(source))
        space = {"concat": "".join, "seen": [], **names}
        exec(compile(code, "x", "exec"), space)
        both.append((list(space["root"]()), space["seen"]))
    (plain, seen), (fewer, seen_too) = both
    assert seen == seen_too, "what it does besides is the same, in its order"
    return plain, fewer


def root(*lines: str) -> str:
    return "\n    ".join(["def root():", *lines])


def test_pieces_that_follow_each_other_are_one():
    assert pieces(root("yield 'a'", "yield 'b'", "yield 'c'"))[1] == ["abc"]


def test_a_piece_alone_stays_as_it_is():
    code = with_fewer_yields(ast.parse(root("yield 'a'")))
    assert ast.unparse(code) == "def root():\n    yield 'a'"


@pytest.mark.parametrize("count", [JOINED - 1, JOINED, JOINED + 1, 3 * JOINED, 3 * JOINED + 1])
def test_only_so_many_are_joined_that_letters_are_counted_in_time(count):
    plain, fewer = pieces(root(*[f"yield '{n}'" for n in range(count)]))
    assert "".join(plain) == "".join(fewer)
    assert len(fewer) == -(-count // JOINED)


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        pytest.param(["yield 'a'", "seen.append(1)", "yield 'b'"], 2, id="what is done between"),
        pytest.param(["yield 'a'", "x = 1", "yield 'b'"], 2, id="what is set between"),
        pytest.param(["for x in 'ab':", "    yield x", "    yield x"], 2, id="in a loop"),
        pytest.param(["if 1:", "    yield 'a'", "    yield 'b'", "else:", "    yield 'c'"], 1,
                     id="in a condition"),
        pytest.param(["if 0:", "    pass", "else:", "    yield 'c'", "    yield 'd'"], 1,
                     id="in the other branch"),
        pytest.param(["for x in 'ab':", "    if x == 'a':", "        yield x", "        yield x",
                      "yield 'c'", "yield 'd'"], 2, id="in each other"),
        pytest.param(["for x in '':", "    yield x", "else:", "    yield 'a'", "    yield 'b'"], 1,
                     id="without a round"),
        pytest.param(["return", "yield 'a'"], 0, id="none"),
    ],
)  # fmt: skip
def test_what_stands_between_keeps_pieces_apart(lines, count):
    plain, fewer = pieces(root(*lines))
    assert "".join(fewer) == "".join(plain)
    assert len(fewer) == count


def test_what_is_joined_has_the_line_of_its_first_piece():
    code = with_fewer_yields(ast.parse(root("yield 'a'", "yield 'b'")))
    assert [node.lineno for node in ast.walk(code) if isinstance(node, ast.Yield)] == [2]


STEPS = st.lists(st.sampled_from(["yield 'a'", "yield 'b'", "seen.append(1)"]), min_size=1)


@settings(max_examples=20)
@given(STEPS, STEPS)
def test_what_is_written_is_the_same_in_the_same_order(first, inner):
    loop = ["for x in range(2):", *(f"    {line}" for line in inner)]
    plain, fewer = pieces(root(*first, *loop, *first, "yield ''"))
    assert "".join(fewer) == "".join(plain)
    assert len(fewer) <= len(plain)
