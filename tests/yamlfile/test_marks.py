"""Signs that YAML takes for its own: a word that is lost, an alias that explodes, an odd tab."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.errors import InvalidDataError
from docgen.yamlfile import marks
from docgen.yamlfile.marks import check_marks
from docgen.yamlfile.nodes import FastParser, PythonParser


def faults(text: str, parser=FastParser) -> list[tuple[str, int, int]]:
    """Return rule, line and column of what is told of a text."""
    root = parser(text).get_single_node()
    try:
        check_marks(root, text, "f.yaml")
    except InvalidDataError as error:
        return [(one.rule, one.line, one.column) for one in error.problems]
    return []


@pytest.mark.parametrize("parser", [FastParser, PythonParser], ids=["fast", "python"])
@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("a: &x b", [("sign", 1, 4)], id="an anchor that nobody uses"),
        pytest.param("a: &x b\nc: *x", [], id="one that is used"),
        pytest.param("a: [&x b, *x]", [], id="in a list"),
        pytest.param("a: !ja", [("sign", 1, 4)], id="a tag"),
        pytest.param("a: !!int 3", [("sign", 1, 4)], id="a tag of YAML's own"),
        pytest.param("a: !!str 3", [], id="the one for text"),
        pytest.param("a: R&D !", [], id="signs within a text"),
        pytest.param("a: '&x'\nb: \"!y\"", [], id="in quotes"),
        pytest.param("a: |\n  &x\n  !y", [], id="under a bar"),
        pytest.param("a: b # &x !y *z", [], id="in a comment"),
        pytest.param("# &x\na: !y", [("sign", 2, 4)], id="behind a comment"),
        pytest.param("a: b\t", [("tab", 1, 5)], id="a tab at the end of a line"),
        pytest.param("a: b\tc", [("tab", 1, 5)], id="a tab within"),
        pytest.param("a: 'b\tc'", [], id="a tab in quotes"),
        pytest.param("a: |\n  b\tc", [], id="a tab under a bar"),
        pytest.param("a: |\t\n  b", [("tab", 1, 5)], id="a tab behind a bar"),
        pytest.param("a: b #\tc", [], id="a tab in a comment"),
        pytest.param("a: 1\r\nb: c\td", [("tab", 2, 5)], id="in lines of Windows"),
    ],
)
def test_a_sign_that_swallows_a_word_is_told_where_it_stands(parser, text, found):
    if parser is PythonParser and found[:1] and found[0][0] == "tab":
        return  # which that parser refuses by itself
    assert faults(text, parser) == found


def test_a_sign_is_told_with_the_word_and_the_way_out():
    with pytest.raises(InvalidDataError) as caught:
        check_marks(FastParser("a: &leder siger").get_single_node(), "a: &leder siger", "f.yaml")
    assert caught.value.problems[0].message == (
        "the unquoted text begins with &, so YAML would swallow &leder; put the text under |"
    )


def test_aliases_may_make_so_many_values_and_no_more(monkeypatch):
    text = "a: &a [1, 2, 3]\nb: [*a, *a]\n"
    assert faults(text) == []
    monkeypatch.setattr(marks, "MOST_NODES", 8)
    assert faults(text) == [("alias", 2, 4)]


def test_and_so_many_letters(monkeypatch):
    text = f"a: &a {'x' * 100}\nb: [*a, *a, *a]\n"
    monkeypatch.setattr(marks, "LARGEST", 250)
    assert faults(text) == [("alias", 2, 4)]
    monkeypatch.setattr(marks, "LARGEST", 1000)
    assert faults(text) == []


@pytest.mark.parametrize("text", ["a: &x [*x]", "a: &x {b: *x}", "&x [1, [*x]]"])
def test_an_alias_within_what_it_repeats_is_told(text):
    assert [rule for rule, *_ in faults(text)] == ["alias"]


@given(st.lists(st.sampled_from(["a: b", "# &x !y", "c: 'd !e'", "f: |\n  !g\n", ""]), max_size=6))
@settings(max_examples=30)
def test_sound_lines_are_sound_together(lines):
    rows = [line.replace(line[:1], f"k{n}", 1) if line[:1].isalpha() else line
            for n, line in enumerate(lines)]  # fmt: skip
    text = "\n".join(rows) + "\n"
    if FastParser(text).get_single_node() is not None:
        assert faults(text) == []
