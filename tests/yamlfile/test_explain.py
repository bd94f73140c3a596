"""What stopped the parser, in one line: where it stands, what it is, what to type instead."""

from __future__ import annotations

import pytest

from docgen.errors import InvalidDataError
from docgen.model.tongue import chosen
from docgen.yamlfile.explain import explain, mishap_of, place_of_row, without_colon
from docgen.yamlfile.nodes import FastParser, PythonParser
from docgen.yamlfile.parse import parse_yaml

MISHAPS = [
    pytest.param("key: Samtale: hver uge", "1:13", "a colon", id="a colon inside a text"),
    pytest.param("key: 'It's fine'\nb: 1", "1:10", "second '", id="an apostrophe in quotes"),
    pytest.param('key: "foo" og mere', "1:12", 'second "', id="a text that begins with a quote"),
    pytest.param('key: "foo\nb: 1', "1:6", "does not end with it", id="a quote never closed"),
    pytest.param("key: @home", "1:6", "cannot begin with @", id="an at sign"),
    pytest.param("key: `kode`", "1:6", "a backtick", id="a backtick"),
    pytest.param("key: %andel", "1:6", "cannot begin with %", id="a percent sign"),
    pytest.param("key: *vigtigt her", "1:6", "cannot begin with *", id="an asterisk"),
    pytest.param("key: & mere", "1:7", "cannot begin with &", id="a lone ampersand"),
    pytest.param("key: > 5 klienter", "1:8", 'further in, "> 5 klienter"', id="greater than"),
    pytest.param("key: , og", "1:6", "a comma", id="a comma"),
    pytest.param("key: [navn] og mere", "1:13", "cannot begin with [", id="a bracket"),
    pytest.param("key: {navn} og", "1:13", "cannot begin with {", id="a brace"),
    pytest.param("key: [a, b\nc: 1", "1:6", "the [ is not closed", id="a bracket never closed"),
    pytest.param("key: - punkt", "1:6", "cannot begin with '-'", id="a bullet behind the key"),
    pytest.param("key: | tekst", "1:8", "belongs on the next line", id="a text behind the bar"),
]


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(("text", "place", "words"), MISHAPS)
def test_a_mishap_inside_a_text_is_answered_with_the_bar(text, place, words):
    with pytest.raises(InvalidDataError) as caught:
        parse_yaml(text, "f.yaml")
    message = str(caught.value)
    assert message.startswith(f"f.yaml:{place}: key: ")
    assert words in message
    assert 'put the text under |: first line "key: |", next line' in message


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        pytest.param(
            "a: |\ntekst her\nb: 1", "2:1", "indent 'tekst her'", id="a text not indented"
        ),
        pytest.param("a: 1\nscore:4\n", "2:1", "'score: 4'", id="no blank behind the colon"),
        pytest.param("a: 1\nscore 4\n", "2:1", "no key with a colon", id="no colon"),
        pytest.param("u:\n  n: A\n    p: B", "3:6", "'p' stands deeper", id="too deep"),
        pytest.param("u:\n  n: A\n p: B", "3:2", "same column", id="not deep enough"),
        pytest.param("a:\n  - [x, y\nb: 1", "2:5", "not closed", id="a bracket in a list"),
        pytest.param('a:\n  - "x\n  - y', "2:5", "no second one", id="a quote in a list"),
        pytest.param('a:\n  - "C:\\Ib"', "2:9", "a backslash", id="a backslash in a list"),
        pytest.param("score:4\na: 1\n", "1:1", "'score: 4'", id="no blank in the first line"),
        pytest.param("score 4\na: 1\n", "1:1", "no key with", id="no colon in the first line"),
        pytest.param("a:\u00a04\nb: 1\n", "1:1", "'a: 4'", id="a no-break space for a blank"),
        pytest.param("u:\n  n: A\n \u00a0p: B", "3:2", "no-break", id="no-break spaces indent"),
        pytest.param("a: 1\nu: [\n\n", "2:4", "not closed", id="a bracket at the end"),
        pytest.param("a: x\n...\nb: 1", "3:1", "this is no YAML", id="text behind the end"),
    ],
)
def test_a_slip_of_structure_says_what_to_type(text, place, words):
    with pytest.raises(InvalidDataError) as caught:
        parse_yaml(text, "f.yaml")
    assert str(caught.value).startswith(f"f.yaml:{place}: ")
    assert words in str(caught.value)


def test_the_fast_parsers_word_counts_where_the_other_stops_at_something_sound():
    if FastParser is PythonParser:
        pytest.skip("there is only one parser here")
    with pytest.raises(InvalidDataError) as caught:
        parse_yaml("a: [hvad? nu]\nb: 1\nc: 2\nkey: x: y\n", "f.yaml")
    assert caught.value.problems[0].line == 4


def test_the_place_of_a_mishap_is_named_by_its_path():
    text = "criteria:\n  caseload_size:\n    comment: Mål: 20\n"
    with pytest.raises(InvalidDataError) as caught:
        parse_yaml(text, "f.yaml")
    assert caught.value.problems[0].where == "criteria.caseload_size.comment"


def test_an_error_no_parser_explains_still_has_a_place():
    problem = explain("a: 1\n", ValueError("odd"), "f.yaml")
    assert (problem.line, problem.column) == (1, 1)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("comment: Godt", ""),
        ("comment:", ""),
        ("no key", ""),
        ("  - comment: 'set'  # ja", ""),
        ("comment: |", ""),
        ("comment: |-  # her", ""),
        ("comment: [a, b]", ""),
        ("comment: 12:30", ""),
        ('comment: "a" siger b', 'the text goes on behind the second "'),
        ("comment: 'a", "the text begins with ' and does not end with it on this line"),
        ("comment: 'it''s'", ""),
        ('comment: "C:\\mappe"', "\\m is no sign YAML knows"),
        ("comment: | tekst", "the text begins on the line of the |"),
        ("comment: > 80 %", "an unquoted text cannot begin with >"),
        ("comment: [a] b", "a text cannot begin with ["),
        ("comment: [a", "the [ is not closed by a ] on this line"),
        ("comment: {a: b", "the { is not closed by a } on this line"),
        ("comment: @leder", "a text cannot begin with @"),
        ("comment: %", "a text cannot begin with %"),
        ("comment: - flere", "a text on the line of its key cannot begin with '-' and a blank"),
        ("comment: ? hvad", "a text on the line of its key cannot begin with '?' and a blank"),
        ("comment: Godt: fint", "a colon stands inside an unquoted text"),
        ("comment: Godt:", "a colon stands inside an unquoted text"),
    ],
)
def test_what_is_wrong_behind_a_key_is_said_with_the_way_out(row, says):
    found = mishap_of(row)
    assert found.startswith(says)
    assert bool(found) == bool(says)
    if says:
        assert 'put the text under |: first line "comment: |", next line' in found


def test_a_long_text_is_shown_by_its_beginning():
    found = mishap_of(f"comment: {'ord ' * 30}: x")
    assert "..." in found
    assert len(found) < 220


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (["score:4"], "a blank is missing behind the colon; write 'score: 4'"),
        (["comment: |", "tekst"], "the text under | has to stand two blanks further in"),
        (["score 4"], "'score 4' is no key with a colon"),
        (["", "# note", "ord " * 30], "... is no key with a colon".replace("... ", "")),
    ],
)
def test_a_row_that_should_be_a_key_is_told(rows, says):
    assert says in without_colon(rows, len(rows) - 1)


@pytest.mark.parametrize(
    ("rows", "line", "where"),
    [
        (["a:", "  b:", "    c: 1"], 2, "a.b.c"),
        (["a:", "  b: 1", "  c: 2"], 2, "a.c"),
        (["a:", "- b: 1", "  c: 2"], 2, "a.c"),
        (["'a b': 1"], 0, "a b"),
        (["# nothing"], 0, ""),
        (["a: 1", ""], 1, "a"),
    ],
)
def test_the_place_of_a_row_is_told_by_indentation(rows, line, where):
    assert place_of_row(rows, line) == where


def test_what_the_parser_says_is_never_english_to_others():
    with chosen("da"), pytest.raises(InvalidDataError) as caught:
        parse_yaml("a: *nope\n", "f.yaml")
    assert "found undefined alias" not in str(caught.value)


def test_a_no_break_space_that_indents_is_told_where_it_stands():
    with pytest.raises(InvalidDataError) as caught:
        parse_yaml("a:\n  b: 1\n \u00a0c: 2\n", "f.yaml")
    (problem,) = caught.value.problems
    assert problem.message.startswith("a no-break space stands at the beginning of the line")
    assert (problem.line, problem.column) == (3, 2)
