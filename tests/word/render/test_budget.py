"""Steps and letters of one rendering: counted alike everywhere, told with a way out."""

from __future__ import annotations

import sys
from contextvars import copy_context
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.bounds.templates import (
    LETTERS_LOOKED_AT,
    MOST_LETTERS,
    MOST_STEPS,
    MOST_VALUE,
    STEPS_OF_AN_ENTRY,
)
from docgen.word.render import budget as module
from docgen.word.render.budget import (
    CURRENT,
    JOINED,
    PIECES,
    Budget,
    HesitationError,
    LimitError,
    Made,
    Pieces,
    explore,
    join_within,
    rounds,
    settle,
    size_of,
    spend,
    spending,
    too_large,
    untouched,
    weighed,
)


@pytest.fixture
def budget():
    """Return the budget of the test's own rendering."""
    with spending(Budget()) as own:
        yield own


def taken(budget: Budget, what: object, *given: object) -> int:
    """Return the steps that a call takes."""
    before = budget.steps
    what(*given)  # type: ignore[operator]
    return before - budget.steps


def test_all_steps_may_be_taken_and_not_one_more(budget):
    spend(MOST_STEPS)
    assert budget.steps == 0
    with pytest.raises(LimitError, match=r"more than 6,000,000 steps; let its loops go over less"):
        spend(1)


def test_all_letters_may_be_written_and_not_one_more(budget):
    budget.write(MOST_LETTERS)
    with pytest.raises(LimitError, match=r"more than 60,000,000 letters; let its loops"):
        budget.write(1)


def test_what_runs_outside_any_rendering_has_no_end():
    before = CURRENT.get()
    spend(MOST_STEPS * 10)
    before.write(MOST_LETTERS * 10)
    assert before.letters > sys.maxsize // 2


def test_a_rendering_within_another_takes_nothing_from_it(budget):
    with spending(Budget()) as inner:
        spend(5)
        assert CURRENT.get() is inner
    assert CURRENT.get() is budget
    assert (budget.steps, inner.steps) == (MOST_STEPS, MOST_STEPS - 5)


def test_the_budget_is_given_back_also_after_a_fault(budget):
    with pytest.raises(ZeroDivisionError), spending(Budget()):
        1 / 0  # noqa: B018 - the fault
    assert CURRENT.get() is budget


def test_renderings_beside_each_other_have_their_own(budget):
    copy_context().run(lambda: CURRENT.set(Budget()) and spend(9))
    assert budget.steps == MOST_STEPS


@pytest.fixture
def clock(monkeypatch):
    """Return a clock that the test turns."""
    clock = SimpleNamespace(now=100.0)
    monkeypatch.setattr(module, "monotonic", lambda: clock.now)
    return clock


def test_with_a_clock_the_time_is_looked_at_now_and_then(clock):
    budget = Budget(seconds=5)
    clock.now = 104.9
    budget.look()
    clock.now = 105.1
    for _ in range(5):
        budget.spend(9_999)
    assert budget.steps == MOST_STEPS - 49_995, "not yet"
    with pytest.raises(LimitError, match="rendering takes too long; let the template's loops"):
        budget.spend(9_999)


@pytest.mark.usefixtures("clock")
def test_the_next_look_comes_as_many_steps_later():
    budget = Budget(seconds=5)
    budget.spend(50_001)
    assert budget.ahead == budget.steps - 50_000
    budget.spend(budget.steps)
    assert budget.ahead == 0


def test_without_a_clock_no_time_is_too_long(clock):
    budget = Budget()
    clock.now = 10**9
    budget.spend(MOST_STEPS)
    assert budget.ahead == 0


@pytest.mark.usefixtures("clock")
def test_steps_end_before_the_time_does():
    with pytest.raises(LimitError, match="steps"):
        Budget(seconds=5).spend(MOST_STEPS + 1)


@pytest.mark.parametrize("items", [[1, 2], (1, 2), {"a": 1, "b": 2}, range(2)])
def test_a_loop_takes_the_weight_of_its_rounds_at_once(budget, items):
    assert taken(budget, rounds, items, 7) == 7 * 3
    assert rounds(items, 7) is items


@pytest.mark.usefixtures("budget")
def test_a_loop_that_is_too_long_ends_before_it_begins():
    with pytest.raises(LimitError):
        rounds(range(10_000), 1_000)


@pytest.mark.parametrize("items", ["ab", {1, 2}, iter([1, 2]), {"a": 1, "b": 2}.items()])
def test_what_else_is_gone_through_takes_its_weight_round_by_round(budget, items):
    going = rounds(items, 7)
    assert budget.steps == MOST_STEPS
    next(going)
    assert budget.steps == MOST_STEPS - 7
    assert len(list(going)) == 1
    assert budget.steps == MOST_STEPS - 14


@pytest.mark.usefixtures("budget")
def test_a_loop_without_end_is_stopped():
    with pytest.raises(LimitError):
        for _ in rounds(iter(int, 1), 10_000):
            pass


def test_what_can_be_used_once_is_not_touched_by_a_quick_rendering(budget):
    once = iter([1])
    assert untouched(once) is once
    budget.quick = True
    for use in (untouched, weighed, lambda value: rounds(value, 1)):
        with pytest.raises(HesitationError):
            use(once)
    assert list(once) == [1], "nothing of it was used"


@pytest.mark.parametrize("value", ["a", [1], {}, 4, None, range(3), Made(iter([1]))])
def test_what_can_be_used_again_may_be_touched(budget, value):
    budget.quick = True
    assert untouched(value) is value


def test_what_a_filter_made_is_gone_through_one_by_one():
    made = Made(iter("ab"))
    assert iter(made) is made
    assert next(made) == "a"
    assert list(made) == ["b"]


@pytest.mark.parametrize(
    ("value", "steps"),
    [
        pytest.param("", 0, id="no text"),
        pytest.param("a" * (LETTERS_LOOKED_AT - 1), 0, id="a short one"),
        pytest.param("a" * LETTERS_LOOKED_AT * 2, 2, id="a longer one"),
        pytest.param([], STEPS_OF_AN_ENTRY, id="an empty list"),
        pytest.param([1, 2], STEPS_OF_AN_ENTRY + 2, id="a list"),
        pytest.param([[1], (2,)], STEPS_OF_AN_ENTRY * 3 + 4, id="lists in it"),
        pytest.param({"a": {1}}, STEPS_OF_AN_ENTRY * 2 + 2, id="a mapping and its values"),
        pytest.param({("b",): 1}, STEPS_OF_AN_ENTRY * 2 + 2, id="and its keys"),
        pytest.param(["a" * LETTERS_LOOKED_AT], STEPS_OF_AN_ENTRY + 2, id="a text in a list"),
        pytest.param(4, 0, id="a number"),
    ],
)
def test_what_is_compared_takes_steps_for_all_that_is_looked_at(budget, value, steps):
    assert taken(budget, weighed, value) == steps
    assert taken(budget, explore, value, value) == 2 * steps
    assert weighed(value) is value


def test_a_comparison_of_lists_in_lists_ends(budget):
    budget.steps = 10_000
    nested: list[object] = [1]
    for _ in range(40):
        nested = [nested, nested]
    with pytest.raises(LimitError, match="steps"):
        explore(nested)


def test_the_pieces_of_a_block_are_counted_once(budget):
    pieces = Pieces(["ab", "c"])
    settle(pieces)
    pieces.append("d")
    settle(pieces)
    settle(pieces)
    assert MOST_LETTERS - budget.letters == 4
    assert pieces == ["ab", "c", "d"]


@given(st.lists(st.text("ab", max_size=3), max_size=60))
def test_pieces_are_joined_in_their_order_and_counted(pieces):
    budget = Budget()
    assert join_within(iter(pieces), budget) == "".join(pieces)
    assert MOST_LETTERS - budget.letters == sum(map(len, pieces))


def test_pieces_without_end_are_stopped_soon_after_the_last_that_fits():
    budget, written = Budget(), []

    def endless():
        while True:
            written.append(1)
            yield "a" * 1_000_000

    with pytest.raises(LimitError, match="letters"):
        join_within(endless(), budget)
    assert 60 < len(written) <= 60 + PIECES // JOINED


@pytest.mark.parametrize(
    ("value", "size"),
    [
        pytest.param("abc", 3, id="a text"),
        pytest.param("a" * (MOST_VALUE + 1), MOST_VALUE + 1, id="a long one, which is there"),
        pytest.param(b"ab", 2, id="bytes"),
        pytest.param(5, 1, id="a number"),
        pytest.param([], 0, id="an empty list"),
        pytest.param(["ab", 1, None], 3 + 2 + 1 + 1, id="a list and its entries"),
        pytest.param({"ab": [1]}, 1 + 2 + 1 + 1, id="a mapping, its keys and its values"),
        pytest.param(({1},), 1 + 1 + 1, id="a set in a tuple"),
    ],
)
def test_the_size_of_a_value_is_that_of_all_its_levels(value, size):
    assert size_of(value) == size


def test_a_value_may_be_as_large_as_the_limit_and_no_larger():
    assert size_of(["a" * (MOST_VALUE - 1)]) == MOST_VALUE
    with pytest.raises(LimitError, match="1,000,000 letters or entries; make it of less"):
        size_of(["a" * MOST_VALUE])


def test_a_list_that_holds_itself_is_too_large(monkeypatch):
    monkeypatch.setattr(module.limits, "MOST_VALUE", 1000)
    endless: list[object] = []
    endless.append(endless)
    with pytest.raises(LimitError):
        size_of(endless)


@pytest.mark.parametrize("what", ["text", "list", "value"])
def test_what_grows_too_large_is_named(what):
    assert str(too_large(what)).startswith(f"a {what} grows beyond 1,000,000")
