"""Single values of a YAML text are changed; every byte outside them stays."""

from __future__ import annotations

from difflib import ndiff

import pytest

from docgen.yamlfile.parse import parse_yaml
from docgen.yamlfile.splice import (
    SpliceError,
    with_entry,
    with_entry_down,
    with_value,
    without_entry,
)

SOURCE = """# remark
unit:
  name: A  # the name
  'place': 'B'
  other: "C"
text: |
  one

  - two   # no remark

empty:
tilde: ~
flow: {a: 1, b: [x, y]}
list:
- a
- b  # remark
deep:
  - {name: N, title: T}
  - name: M
    title: |
      t
folded: >-
  some
  words
anchor: &x yes
alias: *x
"""


def changed(new: bytes) -> list[str]:
    lines = ndiff(SOURCE.splitlines(), new.decode().splitlines())
    return [f"{line[0]} {line[2:]}" for line in lines if line[0] in "+-"]


@pytest.mark.parametrize(
    ("path", "value", "lines"),
    [
        (("unit", "name"), "X", ["-   name: A  # the name", "+   name: X  # the name"]),
        (("unit", "place"), "it's", ["-   'place': 'B'", "+   'place': 'it''s'"]),
        (("unit", "other"), "X", ['-   other: "C"', '+   other: "X"']),
        (("unit", "id"), "x", ["+   id: x"]),
        (("unit", "name"), None, ["-   name: A  # the name", "+   name:  # the name"]),
        (("text",), None, ["- text: |", "+ text:", "-   one", "- ", "-   - two   # no remark"]),
        (("flow", "a"), None, ["- flow: {a: 1, b: [x, y]}", "+ flow: {a: , b: [x, y]}"]),
        (("alias",), None, ["- anchor: &x yes", "+ anchor: yes", "- alias: *x", "+ alias:"]),
        (("text",), "one\n\n- three", ["-   - two   # no remark", "+   - three"]),
        (("empty",), "a: b", ["- empty:", '+ empty: "a: b"']),
        (("tilde",), 3, ["- tilde: ~", "+ tilde: 3"]),
        (("flow", "a"), 2, ["- flow: {a: 1, b: [x, y]}", "+ flow: {a: 2, b: [x, y]}"]),
        (("flow", "b"), ["z"], ["- flow: {a: 1, b: [x, y]}", "+ flow: {a: 1, b: [z]}"]),
        (("flow", "c"), "d", ["- flow: {a: 1, b: [x, y]}", "+ flow: {a: 1, b: [x, y], c: d}"]),
        (("list", 1), "c", ["- - b  # remark", "+ - c  # remark"]),
        (
            ("deep", 0, "title"),
            "U",
            ["-   - {name: N, title: T}", "+   - {name: N, title: U}"],
        ),
        (("deep", 1, "title"), "u", ["-       t", "+       u"]),
        (
            ("alias",),
            "no",
            ["- anchor: &x yes", "- alias: *x", "+ anchor: yes", "+ alias: no"],
        ),
        (("new", "below"), "x", ["+ new:", "+   below: x"]),
    ],
    ids=str,
)
def test_a_value_is_changed_in_its_place(path, value, lines):
    new = with_value(SOURCE.encode(), path, value, "x.yaml")
    assert sorted(changed(new)) == sorted(lines)


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_mark_stay(ending, mark):
    source = (mark + SOURCE.replace("\n", ending)).encode()
    new = with_value(source, ("text",), "a\n\nb", "x.yaml").decode()
    assert new.startswith(mark)
    assert new.count("\n") == new.count(ending)
    assert parse_yaml(new, "x.yaml")["text"] == "a\n\nb\n"


@pytest.mark.parametrize("index", [0, 1, 2])
def test_an_entry_comes_and_goes(index):
    new = with_entry(SOURCE.encode(), ("list",), index, "n: x", "x.yaml")
    assert changed(new) == ['+ - "n: x"']
    assert without_entry(new, ("list",), index, "x.yaml") == SOURCE.encode()


def test_a_record_comes_and_goes():
    new = with_entry(SOURCE.encode(), ("deep",), 2, {"name": "O", "title": "a\n\nb"}, "x.yaml")
    assert parse_yaml(new, "x.yaml")["deep"][2] == {"name": "O", "title": "a\n\nb\n"}
    assert without_entry(new, ("deep",), 2, "x.yaml") == SOURCE.encode()


def test_what_others_refer_to_is_left_alone():
    with pytest.raises(SpliceError, match="anchor"):
        with_value(SOURCE.encode(), ("anchor",), "no", "x.yaml")


def test_a_text_that_is_gone_leaves_its_key_the_remark_and_the_line_ends():
    before = b"a:\r\n  comment: |  # why\r\n    x\r\n\r\n    y\r\n\r\n  b: 1\r\n"
    after = with_value(before, ("a", "comment"), None, "x.yaml")
    assert after == b"a:\r\n  comment:  # why\r\n\r\n  b: 1\r\n"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("k:  # mine\n  the text\n  goes on\nb: 1\n", "k:  # mine\nb: 1\n"),
        ("k:  # mine\n  'the text'\nb: 1\n", "k:  # mine\nb: 1\n"),
        ("k:  # mine\n  - a\n  - b\nb: 1\n", "k:  # mine\nb: 1\n"),
        ("? k # why: because\n: x\nb: 1\n", "? k # why: because\n:\nb: 1\n"),
        ("k: !!str x  # mine\nb: 1\n", "k:  # mine\nb: 1\n"),
    ],
)
def test_a_remark_between_key_and_value_outlives_the_value(text, left):
    assert with_value(text.encode(), ("k",), None, "f.yaml").decode() == left


MOVED = [
    pytest.param(
        "d:\n  - c: x\n    r: |\n      Do this\n      # 1 priority\n  - c: y\n",
        "d:\n  - c: y\n  - c: x\n    r: |\n      Do this\n      # 1 priority\n",
        id="a text whose last line looks like a comment",
    ),
    pytest.param(
        "d:\n  - |\n    # no comment\n  - |\n    # none either\n  - c\n",
        "d:\n  - |\n    # none either\n  - |\n    # no comment\n  - c\n",
        id="texts that are all such lines",
    ),
    pytest.param(
        "d:\n  - c: x\n    # about x\n  # about y\n  - c: y\n    # of y, too\n# end\n",
        "d:\n  # about y\n  - c: y\n    # of y, too\n  - c: x\n    # about x\n# end\n",
        id="comments within and above",
    ),
]


@pytest.mark.parametrize(("text", "down"), MOVED)
def test_an_entry_moves_with_what_is_its_own(text, down):
    moved = with_entry_down(text.encode(), ("d",), 0, "f.yaml")
    assert moved.decode() == down
    assert with_entry_down(moved, ("d",), 0, "f.yaml").decode() == text
