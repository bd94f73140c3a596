"""A review to begin with: after the last one, for several reviewers, a screen a criterion."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from builders import ROOT, review_text, swept

from docgen.authoring.newreview import counts_as_earlier, initials_in, new_review, read_last
from docgen.check.run import check_paths
from docgen.errors import UsageError
from docgen.packs.library import Library, bundled, find_library
from docgen.packs.load import load_pack, pack_codes
from docgen.report import make_report
from docgen.review.load import load_review

SHELF = Library((bundled() / "templates",))
CODES = pack_codes(find_library())
SCREEN = 42
"""Lines that an editor shows at a time on a usual screen."""
SHARED = "area:\n  ips_team: Tre ansatte\nunit:\n  place: Området\n"
LAST = """
unit: {id: enhed-1, name: Enhed A, place: Området, client_groups: Voksne., partners: [Kommunen]}
area: {ips_team: Tre ansatte, client_groups: Alle.}
reviewers: [{name: Reviewer 1, title: læge, initials: KN}, {name: Reviewer 2, initials: OV}]
recipients: [Styregruppen]
method: {interviews: [Teamlederen, Fem deltagere], documents: [Planen]}
general_comments: Sidste års ord.
"""


@pytest.fixture
def last(tmp_path: Path) -> Path:
    """A final review of last year."""
    text = review_text(pack="fi-sv")
    text = re.sub(r"(?ms)^(unit|reviewers):.*?(?=^\S)", "", text) + LAST
    file = tmp_path / "a-2025.yaml"
    file.write_text(text.replace("2026-", "2025-"), encoding="utf-8")
    return file


def begun(last: Path, **given: object) -> tuple[Path, str]:
    """Return the file of the next review and its text."""
    file = last.with_name("a-2026.yaml")
    found = read_last(last, file, library=SHELF)
    pack = load_pack(found.review.pack, library=SHELF)
    made = new_review(pack, file, library=SHELF, last=found, **given)  # type: ignore[arg-type]
    return made[0], made[0].read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("code", CODES)
def test_each_criterion_fits_a_screen(code: str, tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    new_review(load_pack(code, library=SHELF), file, library=SHELF, unit="A")
    parts = re.split(r"\n(?=  # \d+\. )", file.read_text(encoding="utf-8"))[1:]
    assert len(parts) == 25
    assert max(len(part.rstrip().splitlines()) for part in parts) <= SCREEN


@pytest.mark.slow
@pytest.mark.parametrize(("code", "words"), swept([("dk", "Behind #"), ("fi-sv", "Never printed")]))
def test_its_comments_are_in_the_language_of_the_pack(
    code: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("docgen.model.tongue._fixed", [])
    file = tmp_path / "a.yaml"
    new_review(load_pack(code, library=SHELF), file, library=SHELF, unit="A")
    assert words not in file.read_text(encoding="utf-8")


def test_the_next_review_takes_over_the_unit_and_the_rest_as_comments(last: Path) -> None:
    file, text = begun(last)
    review = load_review(file, library=SHELF)
    before = load_review(last, library=SHELF)
    assert (review.unit, review.area) == (before.unit, before.area)
    assert (review.draft, review.reviewers, review.recipients) == (True, (), ())
    assert not any((*review.method, *review.summary, review.general_comments))
    assert not any(found.score or found.comment for found in review.criteria.values())
    for words in ("Reviewer 1, læge", "Fem deltagere", "Planen", "Last time (2025-03-27): 4"):
        assert re.search(rf"(?m)^ *#.*{re.escape(words)}", text), words
    for found in before.criteria.values():
        assert f"    #   {found.comment}\n" in text


def test_nothing_of_the_last_review_is_printed_by_itself(last: Path, tmp_path: Path) -> None:
    file, _ = begun(last)
    with_last = make_report(file, tmp_path / "out", library=SHELF).read_bytes()
    bare = re.sub(r"(?m)^ *#(?! yaml).*\n", "", file.read_text(encoding="utf-8"))
    file.write_text(bare, encoding="utf-8")
    assert make_report(file, tmp_path / "out", library=SHELF).read_bytes() == with_last


def test_what_the_shared_file_says_is_not_repeated(last: Path) -> None:
    (last.parent / "_shared.yaml").write_text(SHARED, encoding="utf-8")
    _, text = begun(last)
    assert "  place:\n" in text
    assert "Tre ansatte" not in text
    assert "  client_groups: |\n    Alle.\n" in text


def test_a_unit_with_a_new_name_keeps_its_id(last: Path) -> None:
    file, _ = begun(last, unit="Enhed B")
    unit = load_review(file, library=SHELF).unit
    assert (unit.id, unit.name) == ("enhed-1", "Enhed B")


def test_whether_the_last_review_counts_as_earlier(last: Path) -> None:
    assert counts_as_earlier(last, last.with_name("b.yaml"))
    assert not counts_as_earlier(last, last.parent / "elsewhere" / "b.yaml")


def test_each_reviewer_has_a_file_that_is_no_review_yet(last: Path) -> None:
    (first, text), second = begun(last, initials=("KN", "XY")), last.with_name("_a-2026-xy.yaml")
    assert first == last.with_name("_a-2026-kn.yaml")
    assert not last.with_name("a-2026.yaml").exists()
    assert load_review(first, library=SHELF).reviewers[0].printed == "Reviewer 1, læge"
    assert load_review(second, library=SHELF).reviewers[0].initials == "XY"
    assert [one.rule for one in check_paths([second], library=SHELF)] == ["placeholder"]
    assert "enhed-1" in text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("KN", "two or more"),
        ("KN,", "two or more"),
        ("KN, O V", "two or more"),
        ("../x,OV", "two or more"),
        ("KN,kn", "the same initials"),
    ],
)
def test_initials_that_name_no_two_files_are_refused(typed: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        initials_in(typed)
    assert initials_in("KN, OV") == ("KN", "OV")


# --- texts that are last year's ------------------------------------------------------------------


def test_texts_that_are_word_for_word_last_times_are_told(last: Path) -> None:
    text = last.read_text(encoding="utf-8")
    again = last.with_name("a-2026.yaml")
    text = text.replace("2025-", "2026-").replace("Sidste års ord.", "Kort.")
    long = "En lang nok bemærkning om den her enhed."
    for file, own in ((last, last.read_text(encoding="utf-8")), (again, text)):
        file.write_text(own.replace("comment: ", f"comment: {long} ", 3), encoding="utf-8")
    found = [one for one in check_paths([again], library=SHELF) if one.rule.startswith("same-")]
    assert {one.rule for one in found} <= {"same-comment", "same-recommendation"}
    assert sum(one.rule == "same-comment" for one in found) >= 3
    assert all("(a-2025)" in one.message for one in found)


@pytest.mark.parametrize("sample", ["ekvik-2026", "ekvik-2025"])
def test_the_samples_say_nothing_twice(sample: str) -> None:
    found = check_paths([ROOT / "data" / "fi-sv" / f"{sample}.yaml"], library=SHELF)
    assert [one.rule for one in found if one.rule.startswith("same-")] == []
