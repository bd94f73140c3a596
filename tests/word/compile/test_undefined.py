"""What stands for an absent value while a template is tried out: every use is noted, none fails."""

from __future__ import annotations

import operator

import pytest

from docgen.word.compile.undefined import BlankUndefined, recorder


@pytest.fixture
def noted() -> list[str]:
    return []


@pytest.fixture
def absent(noted):
    return recorder(noted.append)(name="nam")


@pytest.mark.parametrize(
    ("use", "result"),
    [
        pytest.param(str, "", id="printed"),
        pytest.param(lambda one: next(iter(one), None), None, id="looped over"),
        pytest.param(len, 0, id="counted"),
        pytest.param(bool, False, id="asked"),
        pytest.param(hash, 0, id="a key"),
        pytest.param(lambda one: one == 1, False, id="equal"),
        pytest.param(lambda one: one != 1, True, id="not equal"),
        pytest.param(lambda one: one < 1, False, id="less"),
        pytest.param(lambda one: one >= 1, False, id="at least"),
        pytest.param(lambda one: one.__html__(), "", id="printed as markup"),
    ],
)
def test_a_use_is_noted_and_gives_next_to_nothing(absent, noted, use, result):
    assert use(absent) == result
    assert len(noted) == 1
    assert "'nam'" in noted[0]


@pytest.mark.parametrize(
    "use",
    [
        *(operator.neg, operator.pos, operator.itemgetter("key"), operator.attrgetter("key")),
        *(lambda one: one(), lambda one: one + 1, lambda one: 1 - one, lambda one: one / 2),
        *(lambda one: one**2, lambda one: one % 2, lambda one: one // 2, lambda one: 3 * one),
    ],
)
def test_what_hangs_on_an_absent_value_says_nothing_more(absent, noted, use):
    hanging = use(absent)
    assert len(noted) == 1
    assert (str(hanging), list(hanging), str(hanging.more.of[1].it)) == ("", [], "")
    assert len(noted) == 1


def test_names_of_python_are_none_of_its_values(absent, noted):
    assert not hasattr(absent, "__array__")
    assert noted == []


def test_where_absent_names_print_nothing_nothing_is_noted():
    assert str(BlankUndefined(name="nam").more["of"].it) == ""
