"""What a process keeps at hand does not grow, and is made again when its file has changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.bounds.recent import FileMemo, Recent


def test_the_latest_few_are_kept():
    recent = Recent[int, int](3)
    for number in range(10):
        recent.keep(number, number)
        assert len(recent) <= 3
    assert [recent.get(number) for number in (6, 7, 8, 9)] == [None, 7, 8, 9]


def test_what_was_asked_for_stays_longer():
    recent = Recent[str, int](2)
    recent.keep("a", 1)
    recent.keep("b", 2)
    assert recent.get("a") == 1
    recent.keep("c", 3)
    assert (recent.get("a"), recent.get("b"), recent.get("c")) == (1, None, 3)


def test_a_key_kept_anew_has_its_new_value():
    recent = Recent[str, int](2)
    recent.keep("a", 1)
    assert recent.keep("a", 2) == 2
    assert recent.get("a") == 2
    assert len(recent) == 1


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 2)), max_size=12))
def test_what_is_made_of_a_file_is_made_again_when_its_state_is_another(asked):
    memo, made, last = FileMemo[str, tuple[str, int]](8), [], {}
    for key, state in asked:

        def make(key=key, state=state):
            made.append((key, state))
            return key, state

        count = len(made)
        assert memo.of(key, state, make) == (key, state)
        assert len(made) - count == (last.get(key) != state)
        last[key] = state


def test_what_cannot_be_made_is_not_kept():
    memo = FileMemo[str, int](8)
    with pytest.raises(ZeroDivisionError):
        memo.of("a", 1, lambda: 1 // 0)
    assert memo.of("a", 1, lambda: 2) == 2


def test_of_the_files_too_the_latest_few_are_kept():
    memo, made = FileMemo[int, int](3), []
    for number in (1, 2, 3, 4, 5, 1):
        memo.of(number, 0, lambda number=number: made.append(number) or number)
    assert made == [1, 2, 3, 4, 5, 1]
