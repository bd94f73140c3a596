"""What a row of the list says: read once, kept by content, never stale."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import review_text, write_review

from docgen.bounds.kept import keeping_alone
from docgen.errors import DocgenError
from docgen.packs.library import find_library
from docgen.web import facts
from docgen.web.facts import Facts, read_facts, read_whole

SHELF = find_library(None)


def row(file: Path) -> Facts:
    return read_facts(file, SHELF)[0].facts


def test_a_row_says_what_the_review_says(tmp_path: Path) -> None:
    read, review = read_facts(write_review(tmp_path / "a.yaml", unit="Enhed Ø"), SHELF)
    assert review is not None
    assert read.file == tmp_path / "a.yaml"
    found = read.facts
    assert (found.code, found.pack, found.unit, found.id) == ("dk", "Danmark", "Enhed Ø", "a")
    assert (found.date, found.status, found.faults) == ("2026-03-27", "final", 0)
    assert (found.scored, found.criteria, found.total, found.highest) == (25, 25, 100, 125)
    assert found.level == "God IPS fidelity"
    assert found.unit_id == review.unit.id


def test_of_a_draft_only_what_is_there_is_said(tmp_path: Path) -> None:
    found = row(write_review(tmp_path / "a.yaml", status="draft", without=("disclosure",)))
    assert (found.status, found.scored, found.total, found.level) == ("draft", 24, 96, "")


@pytest.mark.parametrize(
    ("dates", "date"),
    [
        ("  report_date: 2026-03-27\n", "2026-03-27"),
        ("  dates: [2026-02-01, 2026-02-03, 2026-02-02]\n", "2026-02-03"),
        ("", ""),
    ],
    ids=["of the report", "the last day of the visit", "none"],
)
def test_a_review_has_the_date_that_it_is_known_by(tmp_path: Path, dates: str, date: str) -> None:
    text = review_text().replace("  report_date: 2026-03-27\n", dates)
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    assert row(tmp_path / "a.yaml").date == date


def test_faults_are_counted_and_warnings_are_not(tmp_path: Path) -> None:
    text = review_text().replace("score: 4", "score: 9", 2) + "odd: 1\n"
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    found = row(tmp_path / "a.yaml")
    assert (found.faults, found.scored, found.unit) == (3, 23, "Enhed A")


def test_what_is_no_review_has_faults_and_no_name(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("pack: dk\n", encoding="utf-8")
    found = row(tmp_path / "a.yaml")
    assert (found.code, found.id, found.unit, found.total) == ("dk", "", "", None)
    assert found.faults > 0
    assert read_whole(tmp_path / "a.yaml", SHELF) is None


@pytest.mark.parametrize("content", [b"", b"pack: xx\n", b"- a\n", b"\xff\xfe\x00"])
def test_what_cannot_be_read_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.yaml").write_bytes(content)
    for read in (read_facts, read_whole):
        with pytest.raises(DocgenError, match=r"a\.yaml"):
            read(tmp_path / "a.yaml", SHELF)


def test_the_whole_review_comes_without_its_faulty_values(tmp_path: Path) -> None:
    text = review_text().replace("score: 4", "score: 9", 1)
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    review = read_whole(tmp_path / "a.yaml", SHELF)
    assert review is not None
    assert review.criteria["caseload_size"].score is None


# --- kept ------------------------------------------------------------------------------------


@pytest.mark.usefixtures("own_cache")
def test_what_was_read_is_not_read_again(tmp_path: Path) -> None:
    file = write_review(tmp_path / "a.yaml")
    with keeping_alone():
        first, review = read_facts(file, SHELF)
        again, none = read_facts(file, SHELF)
    assert review is not None
    assert none is None
    assert again == first


@pytest.mark.usefixtures("own_cache")
def test_another_content_name_or_default_is_another_row(tmp_path: Path) -> None:
    file = write_review(tmp_path / "a.yaml")
    with keeping_alone():
        rows = [row(file)]
        other = tmp_path / "b.yaml"
        other.write_bytes(file.read_bytes())
        rows.append(row(other))
        (tmp_path / "_shared.yaml").write_text("unit: {place: Nordby}\n", encoding="utf-8")
        rows.append(row(file))
        write_review(file, score=5)
        rows.append(row(file))
    assert [(one.id, one.unit, one.total) for one in rows] == [
        ("a", "Enhed A", 100), ("b", "Enhed A", 100), ("a", "Enhed A, Nordby", 100),
        ("a", "Enhed A, Nordby", 125),
    ]  # fmt: skip


@pytest.mark.usefixtures("own_cache")
@pytest.mark.parametrize(
    "kept",
    [
        pytest.param("text", id="a text"),
        pytest.param((), id="nothing"),
        pytest.param((b"state",), id="half of it"),
        pytest.param((b"state", (1, 2)), id="a row of another docgen"),
        pytest.param((b"another state", ("dk", *Facts()[1:])), id="of another pack"),
        pytest.param((b"state", ("gone", *Facts()[1:])), id="of a pack that is gone"),
    ],
)
def test_what_is_kept_otherwise_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: object
) -> None:
    monkeypatch.setattr(facts, "recall", lambda _: kept)
    read, review = read_facts(write_review(tmp_path / "a.yaml"), SHELF)
    assert review is not None
    assert read.facts.total == 100
