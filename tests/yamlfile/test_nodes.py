"""The core rules of YAML 1.2: what is a number, a truth, nothing, and what is text after all."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from yaml import YAMLError

from docgen.yamlfile.nodes import (
    BOOL,
    MAP,
    NULL,
    NUMBER,
    SEQ,
    STR,
    FastParser,
    PythonParser,
    tag_of,
)

PARSERS = pytest.mark.parametrize("parser", [FastParser, PythonParser], ids=["fast", "python"])


@pytest.mark.parametrize(
    ("tag", "texts"),
    [
        (NULL, ["", "~", "null", "Null", "NULL"]),
        (BOOL, ["true", "True", "TRUE", "false", "False", "FALSE"]),
        (NUMBER, ["0", "-1", "+12", "010", "1.5", ".5", "1.", "1e3", "1E-3", "0o17", "0x1F", ".inf",
                  "-.INF", ".nan"]),
        (STR, ["no", "yes", "on", "off", "y", "nUll", "tRUE", "12:30", "2026-03-27", "1_000", "0b1",
               "1,5", "-", "+", ".", "1e", "0x", "--1", "5 %", "null ", "NO", "1.2.3", "Ø", "=",
               "<<", "0o8"]),
    ],
)  # fmt: skip
def test_an_unquoted_text_is_what_the_core_rules_say(tag, texts):
    assert {text: tag_of(text) for text in texts} == dict.fromkeys(texts, tag)


@PARSERS
@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("12", NUMBER),
        ("'12'", STR),
        ("|\n  12", STR),
        ("no", STR),
        ("[1]", SEQ),
        ("{a: 1}", MAP),
        ("- 1", SEQ),
        ("a: 1", MAP),
        ("1" * 60, NUMBER),
        ("x" * 60, STR),
        ("~", NULL),
    ],
)
def test_a_node_has_its_tag(parser, text, tag):
    assert parser(text).get_single_node().tag == tag


@PARSERS
def test_an_empty_text_has_no_node(parser):
    assert parser("").get_single_node() is None
    assert parser("# nothing\n").get_single_node() is None


@PARSERS
@pytest.mark.parametrize("text", ['"\\U00110000"', '"\\Uffffffff"', '"\\x"', "[", "a: b: c"])
def test_whatever_stops_a_parser_is_an_error_of_yaml(parser, text):
    with pytest.raises(YAMLError):
        parser(text).get_single_node()


def shape(node):
    """Return tags, values and places of a tree."""
    if node is None:
        return None
    value = node.value
    if isinstance(value, list):
        value = [tuple(map(shape, one)) if isinstance(one, tuple) else shape(one) for one in value]
    return node.tag, value, node.start_mark.line, node.start_mark.column


ROWS = ["a: 1", "b: 'x'", "c: [1, no]", "d: {e: ~}", "f:", "  - g", "  - 2.5", "# h", "", "i: |"]
LINES = st.lists(st.sampled_from([*ROWS, "  text", "j: x y"]), max_size=8)


@given(LINES)
@settings(max_examples=60)
def test_both_parsers_make_the_same_nodes(lines):
    text = "\n".join(lines) + "\n"
    try:
        slow = shape(PythonParser(text).get_single_node())
    except YAMLError:
        with pytest.raises(YAMLError):
            FastParser(text).get_single_node()
        return
    fast = shape(FastParser(text).get_single_node())
    assert _without_places(fast) == _without_places(slow)


def _without_places(found):
    if isinstance(found, tuple) and len(found) == 4:
        return found[0], _without_places(found[1])
    if isinstance(found, list | tuple):
        return [_without_places(one) for one in found]
    return found
