"""What the page of a review shows: all its inputs once, in their blocks, beside what was before."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from builders import ONE_EACH, ROOT, review_text

from docgen.history.cache import HistoryCache
from docgen.packs.library import find_library
from docgen.web.editing import record_shown
from docgen.web.inputs import RECORDS
from docgen.web.reviewview import (
    BEHIND,
    Before,
    Block,
    SectionShown,
    Shown,
    blocks_of,
    earlier_of,
    faults_by_input,
    inputs_of,
    sections_of,
    shown,
    texts_of,
)
from docgen.web.standing import Standing

SHELF = find_library(None)
Write = Callable[[str], Standing]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes a review and returns how it stands."""

    def written(text: str) -> Standing:
        (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
        return Standing(tmp_path / "a.yaml", SHELF)

    return written


@pytest.fixture
def ekvik(tmp_path: Path) -> Standing:
    """Return a review whose unit has an earlier one."""
    shutil.copytree(ROOT / "data" / "fi-sv", tmp_path / "fi-sv")
    return Standing(tmp_path / "fi-sv" / "ekvik-2026.yaml", SHELF)


def drawn(blocks: list[Block]) -> Iterator[Shown]:
    """Yield all inputs of blocks."""
    for block in blocks:
        yield from block.inputs
        yield from block.scores
        for record in block.records or ():
            yield from record.inputs


def all_drawn(standing: Standing) -> list[str]:
    inputs = inputs_of(standing)
    first, last = blocks_of(standing, inputs)
    sections = sections_of(standing, inputs, HistoryCache())
    names = [one.name for one in drawn([*first, *last])]
    for section in sections:
        for one in section.criteria:
            names += [f"criteria.{one.criterion.id}.score"]
            names += [each.name for each in (*one.texts, *one.evidence)]
    return names


@pytest.mark.parametrize("sample", ONE_EACH, ids=lambda path: path.parent.name)
def test_every_input_is_drawn_once(sample: Path) -> None:
    """But for what the page of two reviewers shows: nothing a review holds is lost from sight."""
    standing = Standing(sample, SHELF)
    names = all_drawn(standing)
    assert len(names) == len(set(names))
    asked = {one.path for one in inputs_of(standing)}
    assert asked - set(names) == set()
    assert set(names) - asked == set()


def test_an_input_is_drawn_with_all_that_belongs_to_it(write: Write) -> None:
    standing = write(review_text().replace("status: final", "status: odd"))
    (asked,) = [one for one in inputs_of(standing) if one.path == "review.status"]
    faults = faults_by_input(standing)
    found = shown(asked, standing, faults)
    assert (found.name, found.look, found.text) == ("review.status", "choice", "odd")
    assert [value for value, _ in found.choices] == ["draft", "final"]
    assert found.label
    assert found.fault == faults["review.status"] != ""
    (name,) = [one for one in inputs_of(standing) if one.path == "unit.name"]
    assert shown(name, standing, faults).fault == ""
    assert shown(name, standing, faults).choices == []


def test_texts_are_what_each_input_shows(write: Write) -> None:
    texts = texts_of(write(review_text()))
    assert texts["unit.name"] == "Enhed A"
    assert texts["criteria.caseload_size.score"] == "4"
    assert list(texts) == [one.path for one in inputs_of(write(review_text()))]


def test_of_several_faults_the_first_is_told_at_an_input(write: Write) -> None:
    standing = write(review_text().replace("score: 4", "score: 9", 1))
    found = faults_by_input(standing)
    assert list(found) == ["criteria.caseload_size.score"]
    first = standing.faults[0]
    standing.__dict__["faults"] = (first, first._replace(message="a second one"))
    assert faults_by_input(standing) == found


# --- blocks ----------------------------------------------------------------------------------


def test_what_is_written_last_stands_behind_the_criteria(write: Write) -> None:
    standing = write(review_text())
    first, last = blocks_of(standing, inputs_of(standing))
    names = [one.name for one in first]
    assert names[:2] == ["unit", "review"] or names[0] == "unit"
    assert names.index("unit") < names.index("review") < names.index("reviewers")
    assert [one.name for one in last] == [one for one in BEHIND if one in {x.name for x in last}]
    assert "development" in {one.name for one in last}
    assert not {one.name for one in first} & set(BEHIND)
    assert all(one.label for one in (*first, *last))


def test_a_group_that_is_in_no_order_stands_behind_the_known(write: Write) -> None:
    standing = write(review_text())
    inputs = [
        one._replace(path=one.path.replace("unit.", "own.")) for one in inputs_of(standing)
        if one.path == "unit.name"
    ]  # fmt: skip
    first, _ = blocks_of(standing, [*inputs, *inputs_of(standing)])
    assert [one.name for one in first][-1] == "own"


def test_a_list_of_records_has_its_records_and_their_marks(write: Write) -> None:
    standing = write(review_text(head="reviewers: [{name: A, title: leder}, {name: B}]"))
    first, last = blocks_of(standing, inputs_of(standing))
    (block,) = [one for one in first if one.name == "reviewers"]
    assert block.records is not None
    assert [one.place for one in block.records] == [0, 1]
    assert [one.mark for one in block.records] == [
        record_shown(standing, "reviewers", n) for n in (0, 1)
    ]
    assert [one.text for one in block.records[0].inputs if one.name.endswith("name")] == ["A"]
    assert block.inputs == []
    (needs,) = [one for one in last if one.name == "development"]
    assert needs.records == []
    with_records = {one.name for one in (*first, *last) if one.records is not None}
    assert with_records == set(RECORDS)


def test_scores_of_the_earlier_review_stand_apart(write: Write) -> None:
    standing = write(review_text() + "previous:\n  total: 90\n  scores: {caseload_size: 3}\n")
    _, last = blocks_of(standing, inputs_of(standing))
    (block,) = [one for one in last if one.name == "previous"]
    assert all(one.name.startswith("previous.scores.") for one in block.scores)
    assert {one.name: one.text for one in block.scores}["previous.scores.caseload_size"] == "3"
    assert "previous.total" in [one.name for one in block.inputs]
    assert not any(one in block.inputs for one in block.scores)


# --- criteria --------------------------------------------------------------------------------


def sections(standing: Standing) -> list[SectionShown]:
    return sections_of(standing, inputs_of(standing), HistoryCache())


def test_sections_and_criteria_are_those_of_the_pack(write: Write) -> None:
    standing = write(review_text())
    found = sections(standing)
    assert [one.id for one in found] == [one.id for one in standing.pack.sections]
    assert [one.label for one in found] == [one.label for one in standing.pack.sections]
    ids = [one.criterion.id for section in found for one in section.criteria]
    assert ids == [one.id for one in standing.pack.criteria]


def test_a_criterion_shows_its_scores_from_the_highest(write: Write) -> None:
    standing = write(review_text().replace("score: 4", "score: 9", 1))
    first = sections(standing)[0].criteria[0]
    assert [value for value, _ in first.scores] == [5, 4, 3, 2, 1]
    assert [text for _, text in first.scores] == [
        first.criterion.anchors.get(value, "") for value, _ in first.scores
    ]
    assert (first.score, first.before) == ("9", None)
    assert "from 1 to 5" in first.fault
    assert sections(standing)[0].criteria[1].fault == ""


def test_a_criterion_shows_its_texts_evidence_and_sources(write: Write) -> None:
    first = sections(write(review_text()))[0].criteria[0]
    names = [one.name.rpartition(".")[2] for one in first.texts]
    assert names[-2:] != ["comment", "sources"]
    assert names.index("comment") < names.index("recommendation")
    assert [one.name.split(".")[2] for one in first.evidence] == ["evidence"] * len(first.evidence)
    assert len(first.evidence) > 1
    assert all(code for code, _ in first.sources)


# --- the earlier review ----------------------------------------------------------------------


def test_what_the_earlier_review_said_stands_beside(ekvik: Standing) -> None:
    before = earlier_of(ekvik, HistoryCache())
    assert before
    shown_ = sections(ekvik)
    for section in shown_:
        for one in section.criteria:
            assert one.before == before.get(one.criterion.id)
    some = [one for one in before.values() if one.comment]
    assert some
    assert all(isinstance(one.score, int) for one in before.values())


def test_the_first_review_of_a_unit_has_none_before_it(write: Write) -> None:
    assert earlier_of(write(review_text()), HistoryCache()) == {}


def test_scores_that_are_typed_stand_without_texts(write: Write) -> None:
    standing = write(review_text() + "previous:\n  scores: {caseload_size: 3}\n")
    assert earlier_of(standing, HistoryCache()) == {"caseload_size": Before(3)}


def test_what_is_no_review_has_none_before_it(write: Write) -> None:
    assert earlier_of(write("pack: dk\n"), HistoryCache()) == {}


def test_an_earlier_review_that_became_faulty_is_shown_as_far_as_it_goes(ekvik: Standing) -> None:
    earlier = ekvik.file.with_name("ekvik-2025.yaml")
    earlier.write_text("pack: [\n", encoding="utf-8")
    assert isinstance(earlier_of(ekvik, HistoryCache()), dict)
    assert len(sections(ekvik)) == len(ekvik.pack.sections)
