"""What a process keeps at hand does not grow."""

from __future__ import annotations

from docgen.bounds.recent import Recent


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
