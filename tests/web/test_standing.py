"""A review as it stands on the disk: values, scores, faults, however much is wrong with it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import ROOT, review_text, write_review

from docgen.errors import InvalidDataError, ReadError
from docgen.model import Problem
from docgen.model.tongue import chosen
from docgen.packs.library import Library, find_library
from docgen.review.file import load_with_faults
from docgen.web.inputs import input_at
from docgen.web.standing import Standing, by_input, only_shown, stamp_of, steps_of

SHELF = find_library(None)
Write = Callable[[str], Standing]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes a review and returns how it stands."""

    def written(text: str) -> Standing:
        (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
        return Standing(tmp_path / "a.yaml", SHELF)

    return written


def shown(standing: Standing, path: str) -> str:
    asked = input_at(path, standing.pack, standing.rules)
    assert asked is not None
    return standing.shown(asked)


# --- a sound one -----------------------------------------------------------------------------


def test_a_sound_review_has_values_scores_and_no_faults(write: Write) -> None:
    standing = write(review_text())
    assert standing.pack.code == "dk"
    assert standing.whole
    assert standing.faults == ()
    assert standing.review is not None
    assert standing.review.unit.name == "Enhed A"
    assert standing.result is not None
    assert (standing.result.total, standing.result.missing) == (100, ())
    assert standing.own == standing.data
    assert standing.stamp == stamp_of(standing.file)


def test_scores_that_are_missing_are_no_fault(write: Write) -> None:
    standing = write(review_text(without=("disclosure", "agency_focus")))
    assert standing.faults == ()
    assert standing.result is not None
    assert set(standing.result.missing) == {"disclosure", "agency_focus"}


def test_what_a_file_holds_may_be_given(tmp_path: Path) -> None:
    """The list has read the file already."""
    file = write_review(tmp_path / "a.yaml")
    content = review_text(unit="Enhed B").encode()
    standing = Standing(file, SHELF, content, load_with_faults(file, content))
    assert standing.data["unit"]["name"] == "Enhed B"
    assert standing.content == content


def test_dates_stand_as_they_were_typed(write: Write) -> None:
    standing = write(review_text().replace("2026-03-27", "27. marts 2026"))
    assert shown(standing, "review.report_date") == "27. marts 2026"
    assert standing.review is not None
    assert standing.review.visit.report_date == "2026-03-27"


def test_what_was_typed_and_is_not_saved_stands_in_its_place(write: Write) -> None:
    standing = write(review_text())
    standing.typed = {"unit.name": "Typed"}
    assert shown(standing, "unit.name") == "Typed"
    assert standing.data["unit"]["name"] == "Enhed A"


def test_a_value_of_the_defaults_is_told_from_an_own_one(tmp_path: Path, write: Write) -> None:
    (tmp_path / "_shared.yaml").write_text("unit: {place: Nordby}\nrecipients: []\n", "utf-8")
    standing = write(review_text())
    for path, default in (("unit.place", True), ("unit.name", False), ("recipients", False)):
        asked = input_at(path, standing.pack, standing.rules)
        assert asked is not None
        assert standing.default(asked) is default
    assert shown(standing, "unit.place") == "Nordby"
    assert "place" not in standing.own["unit"]


# --- faults ----------------------------------------------------------------------------------


def test_a_value_that_is_faulty_is_told_and_the_rest_stands(write: Write) -> None:
    standing = write(review_text().replace("score: 4", "score: 9", 1))
    (fault,) = standing.faults
    assert fault.where == "criteria.caseload_size.score"
    assert fault.line is not None
    assert standing.review is not None
    assert standing.review.criteria["caseload_size"].score is None
    assert standing.result is not None
    assert standing.result.missing == ("caseload_size",)
    assert shown(standing, "criteria.caseload_size.score") == "9"


NEED = "{criterion: caseload_size, recommendation: x}"


@pytest.mark.parametrize(
    ("head", "names", "recipients", "needs"),
    [
        pytest.param("reviewers: [{name: A}, {name: [1]}]", ["A"], (), 0, id="a name that is none"),
        pytest.param("reviewers: [{name: [1]}, A, 5, [6]]", ["A"], (), 0, id="several"),
        pytest.param(
            "reviewers: [{name: A, title: [1]}, {name: B}]", ["A", "B"], (), 0, id="a title alone"
        ),
        pytest.param("recipients: [A, {b: c}, D]", [], ("A", "D"), 0, id="a recipient"),
        pytest.param("recipients: [A, [1]]", [], ("A",), 0, id="a recipient that is a list"),
        pytest.param("recipients: {a: b}", [], (), 0, id="all recipients"),
        pytest.param(f"development: [{{criterion: xx}}, {NEED}]", [], (), 1, id="a need"),
        pytest.param(
            f"development: [{NEED}, [1]]\nreviewers: [{{name: [1]}}, B]", ["B"], (), 1, id="both"
        ),
        pytest.param("reviewers: {1: {name: A}}", [], (), 0, id="no list"),
        pytest.param("unknown: {}", [], (), 0, id="a key that no form has"),
    ],
)
def test_a_record_that_is_faulty_leaves_the_others_and_the_total(
    write: Write, head: str, names: list[str], recipients: tuple[str, ...], needs: int
) -> None:
    standing = write(review_text(head=head))
    assert standing.faults
    review = standing.review
    assert review is not None
    assert [one.name for one in review.reviewers] == names
    assert (review.recipients, len(review.development)) == (recipients, needs)
    assert standing.result is not None
    assert standing.result.total == 100


def test_where_too_much_is_wrong_there_is_no_review_but_faults(write: Write) -> None:
    standing = write("pack: dk\n")
    assert standing.review is None
    assert standing.result is None
    assert "unit is missing" in standing.faults[0].message


def test_a_fault_that_no_yaml_allows_is_told_and_nothing_is_written(write: Write) -> None:
    standing = write(review_text().replace("  status: final", "  status final"))
    assert not standing.whole
    assert standing.faults
    assert standing.review is None or standing.review.unit.name == "Enhed A"


def test_figures_that_cannot_be_are_told_where_they_stand(write: Write) -> None:
    before, head, after = review_text().partition("  competitive_jobs:\n")
    standing = write(f"{before}{head}    evidence: {{total: 5, competitive: 9}}\n{after}")
    (fault,) = standing.faults
    assert fault.where.startswith("criteria.competitive_jobs.evidence")
    assert fault.line == before.count("\n") + 2
    assert standing.review is not None


def test_a_figure_is_told_once(write: Write) -> None:
    evidence = "    evidence: {clients: -5, specialists: 0}\n    comment"
    (fault,) = write(review_text().replace("    comment", evidence, 1)).faults
    assert fault.where == "criteria.caseload_size.evidence.clients"


@pytest.mark.parametrize(
    ("text", "error"),
    [
        pytest.param("", InvalidDataError, id="nothing"),
        pytest.param("- a\n", InvalidDataError, id="a list"),
        pytest.param("pack: xx\n", InvalidDataError, id="an unknown pack"),
        pytest.param("unit: {name: A}\n", InvalidDataError, id="no pack"),
    ],
)
def test_what_no_values_can_be_read_of_is_told(
    write: Write, text: str, error: type[Exception]
) -> None:
    with pytest.raises(error, match=r"a\.yaml"):
        write(text)


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"a\.yaml"):
        Standing(tmp_path / "a.yaml", SHELF)


# --- proposals -------------------------------------------------------------------------------


def test_the_evidence_proposes_a_score(write: Write) -> None:
    evidence = "    evidence: {clients: 19, specialists: 4}\n    comment"
    standing = write(review_text().replace("    comment", evidence, 1))
    found = standing.proposal("caseload_size")
    assert found is not None
    assert found.score == 5


def test_without_evidence_nothing_is_proposed_and_without_a_rule_none(write: Write) -> None:
    standing = write(review_text())
    found = standing.proposal("caseload_size")
    assert found is not None
    assert found.score is None
    assert standing.proposal("odd") is None


def test_a_review_that_is_too_faulty_has_proposals_of_nothing(write: Write) -> None:
    found = write("pack: dk\n").proposal("caseload_size")
    assert found is not None
    assert found.score is None


def test_where_the_rules_cannot_be_read_there_are_none(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "templates" / "dk", tmp_path / "packs" / "dk")
    (tmp_path / "packs" / "dk" / "rules.yaml").write_text("[", encoding="utf-8")
    file = write_review(tmp_path / "a.yaml")
    standing = Standing(file, Library((tmp_path / "packs", *SHELF.roots)))
    assert standing.proposal("caseload_size") is None or standing.rules


# --- stamps and names ------------------------------------------------------------------------


def test_a_stamp_is_another_one_when_a_file_or_its_defaults_are_written(tmp_path: Path) -> None:
    file = write_review(tmp_path / "a.yaml")
    stamps = [stamp_of(file)]
    assert stamp_of(file) == stamps[0]
    os.utime(file, ns=(1, 1))
    stamps.append(stamp_of(file))
    file.write_text("pack: dk\n", encoding="utf-8")
    os.utime(file, ns=(1, 1))
    stamps.append(stamp_of(file))
    (tmp_path / "_shared.yaml").write_text("purpose: x\n", encoding="utf-8")
    stamps.append(stamp_of(file))
    assert len(set(stamps)) == 4
    assert stamp_of(tmp_path / "nothing.yaml") == ""


@pytest.mark.parametrize("name", ["a.yaml", "a.yml", "A.YAML"])
def test_a_file_of_yaml_is_written_to(name: str) -> None:
    assert only_shown(Path(name)) == ""


@pytest.mark.parametrize("name", ["a.json", "a b.JSON"])
def test_any_other_is_shown_alone_and_the_way_out_is_told(name: str) -> None:
    told = only_shown(Path("data", name))
    assert "This review is a JSON file" in told
    assert f"name it {Path(name).with_suffix('.yaml')}" in told
    with chosen("sv"):
        assert only_shown(Path(name)) != told


@pytest.mark.parametrize(
    ("where", "steps"),
    [
        ("unit.name", ("unit", "name")),
        ("development[0].criterion", ("development", "0", "criterion")),
        ("a[1][2]", ("a", "1", "2")),
        ("criteria", ("criteria",)),
        ("", ()),
    ],
)
def test_a_place_in_a_message_is_steps(where: str, steps: tuple[str, ...]) -> None:
    assert steps_of(where) == steps


def test_each_problem_leads_to_its_input_and_says_no_name_twice(write: Write) -> None:
    pack = write(review_text()).pack
    name = "criterion 1 (Case load): "
    found = list(by_input([
        Problem("a", f"{name}too much", "f", where="criteria.caseload_size.score"),
        Problem("b", "odd", "f", where="development[2].criterion"),
        Problem("c", f"{name}stays", "f", where="criteria.odd.score"),
        Problem("d", "of the whole", "f"),
        Problem("e", "of all", "f", where="criteria"),
    ], pack))  # fmt: skip
    assert [key for key, _ in found] == [
        "criteria.caseload_size.score", "development.2.criterion", "criteria.odd.score", "",
        "criteria",
    ]  # fmt: skip
    assert [one.message for _, one in found] == [
        "too much", "odd", f"{name}stays", "of the whole", "of all",
    ]  # fmt: skip
