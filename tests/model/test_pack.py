"""The facts of a pack: ranges, levels, points and names follow from what it holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.model import Criterion, Level, ScoreRange, Section
from docgen.model.pack import Document, Formats, Pack, named, own_path

BOUNDS = st.tuples(st.integers(0, 20), st.integers(0, 20)).map(sorted)


def a_criterion(name: str, number: int = 1) -> Criterion:
    return Criterion(name, number, f"{number}.", "one", name.title(), name, reference=str(number))


def a_section(name: str, count: int, best: int = 5) -> Section:
    criteria = tuple(a_criterion(f"{name}{n}", n) for n in range(1, count + 1))
    return Section(name, name.upper(), name, criteria, best)


def a_pack(levels: tuple[Level, ...] = (), sections: tuple[Section, ...] = ()) -> Pack:
    return Pack(
        code="xx",
        name="Somewhere",
        folder=Path("xx"),
        formats=Formats("en-GB"),
        scale_id="",
        scale_name="A scale",
        scale_version="",
        scores=ScoreRange(0, 4),
        sources={},
        labels={},
        texts={},
        lists={},
        levels=levels,
        sections=sections,
        documents={},
    )


@given(BOUNDS)
def test_a_range_holds_both_its_ends_and_all_between(bounds):
    low, high = bounds
    values = ScoreRange(low, high).values
    assert (values[0], values[-1], len(values)) == (low, high, high - low + 1)


def test_a_range_reads_as_a_sentence_names_it():
    assert str(ScoreRange(1, 5)) == "1 to 5"


@given(count=st.integers(0, 30), best=st.integers(1, 10))
def test_a_section_earns_the_best_of_each_criterion(count, best):
    assert a_section("a", count, best).highest == count * best


def test_the_criteria_of_a_pack_are_those_of_its_sections_in_order():
    pack = a_pack(sections=(a_section("a", 2), a_section("b", 1)))
    assert [criterion.id for criterion in pack.criteria] == ["a1", "a2", "b1"]
    assert pack.criterion("b1").name == "B1"
    with pytest.raises(KeyError):
        pack.criterion("c1")


@given(
    floors=st.lists(st.integers(1, 200), min_size=1, max_size=6, unique=True),
    points=st.integers(0, 220),
)
def test_the_level_is_the_highest_whose_floor_is_reached_and_the_last_below_all(floors, points):
    floors = sorted(floors, reverse=True)
    levels = tuple(Level(str(floor), floor, "", "") for floor in floors)
    reached = [floor for floor in floors if floor <= points]
    assert a_pack(levels).level_of(points).points == (reached[0] if reached else floors[-1])


def test_a_pack_speaks_the_language_of_its_formats():
    assert a_pack().language == "en-GB"


def test_messages_call_a_criterion_by_number_and_short_name():
    assert named(a_criterion("job_search", 7)) == "criterion 7 (job_search)"


def test_a_value_of_a_pack_alone_lies_under_extra():
    assert own_path("case_number") == "extra.case_number"


def test_a_document_needs_a_review_and_prints_all_of_it_unless_it_says_otherwise():
    document = Document("report", "report.docx", Path("report.docx"), "Report")
    assert document.needs_review
    assert (document.leaves_out, document.prints) == ((), ())
    assert not document.by_hand
