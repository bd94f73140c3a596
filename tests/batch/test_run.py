"""Many reviews: each makes its report or tells why not, and no two get in each other's way."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from builders import files_of, review_text, write_review

from docgen.batch.outcome import Outcome
from docgen.batch.run import Effort, make_reports, prepare_run
from docgen.errors import InvalidDataError, KeptFileError, ReadError


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with three reviews in two folders."""
    for name in ("dk/a", "dk/b", "se/a"):
        write_review(tmp_path / "data" / f"{name}.yaml", pack=name[:2])
    return tmp_path / "data"


def states(outcomes: list[Outcome]) -> dict[str, str]:
    """Return state by report, as a path below OUT."""
    return {outcome.report.as_posix().split("out/")[-1]: outcome.state for outcome in outcomes
            if outcome.report}  # fmt: skip


# --- making them -----------------------------------------------------------------------------


def test_one_outcome_for_each_report(data: Path, tmp_path: Path) -> None:
    outcomes = list(make_reports([data], tmp_path / "out"))
    assert states(outcomes) == {"dk/a.docx": "done", "dk/b.docx": "done", "se/a.docx": "done"}
    assert files_of(tmp_path / "out") == sorted(states(outcomes))
    again = list(make_reports([data], tmp_path / "out"))
    assert set(states(again).values()) == {"unchanged"}


def test_one_broken_review_stops_no_other(data: Path, tmp_path: Path) -> None:
    (data / "dk" / "a.yaml").write_text("pack: [", encoding="utf-8")
    write_review(data / "dk" / "c.yaml", without=("disclosure",))
    outcomes = list(make_reports([data, tmp_path / "none.yaml"], tmp_path / "out"))
    assert Counter(outcome.state for outcome in outcomes) == {"done": 2, "failed": 3}
    kinds = [type(outcome.error) for outcome in outcomes if outcome.error]
    assert kinds == [ReadError, InvalidDataError, InvalidDataError]
    assert files_of(tmp_path / "out") == ["dk/b.docx", "se/a.docx"]


def test_a_draft_among_finals_is_one_draft(tmp_path: Path) -> None:
    write_review(tmp_path / "data" / "a.yaml")
    write_review(tmp_path / "data" / "b.yaml", status="draft", without=("disclosure",))
    outcomes = list(make_reports([tmp_path / "data"], tmp_path / "out"))
    assert set(states(outcomes).values()) == {"done"}


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"score": 5}, id="another score"),
        pytest.param({"unit": "Enhed B"}, id="another name"),
        pytest.param({"status": "draft"}, id="a draft of it"),
    ],
)
def test_a_changed_review_is_made_again_and_the_others_stay(
    data: Path, tmp_path: Path, change: dict[str, object]
) -> None:
    list(make_reports([data], tmp_path / "out"))
    write_review(data / "dk" / "b.yaml", pack="dk", **change)
    assert states(list(make_reports([data], tmp_path / "out"))) == {
        "dk/a.docx": "unchanged",
        "dk/b.docx": "done",
        "se/a.docx": "unchanged",
    }


def test_a_changed_default_makes_the_reports_below_it_again(data: Path, tmp_path: Path) -> None:
    list(make_reports([data], tmp_path / "out"))
    (data / "dk" / "_shared.yaml").write_text("purpose: Nyt formål.\n", encoding="utf-8")
    assert states(list(make_reports([data], tmp_path / "out"))) == {
        "dk/a.docx": "done",
        "dk/b.docx": "done",
        "se/a.docx": "unchanged",
    }


def test_an_unchanged_report_is_not_rendered(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    list(make_reports([data], tmp_path / "out"))
    monkeypatch.setattr("docgen.report.PlannedReport.render", lambda *_: pytest.fail("rendered"))
    assert set(states(list(make_reports([data], tmp_path / "out"))).values()) == {"unchanged"}


def test_edited_and_foreign_reports_are_kept_and_missing_ones_made(
    data: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    list(make_reports([data], out))
    (out / "dk" / "a.docx").write_bytes(b"edited")
    (out / "dk" / "b.docx").unlink()
    outcomes = list(make_reports([data], out))
    assert list(states(outcomes).values()) == ["kept", "done", "unchanged"]
    assert isinstance(outcomes[0].error, KeptFileError)
    assert (out / "dk" / "a.docx").read_bytes() == b"edited"
    assert next(iter(states(list(make_reports([data], out, force=True))).values())) == "done"


def test_the_earlier_review_is_part_of_what_is_printed(tmp_path: Path) -> None:
    """A report with last time's scores is made again when that review changes."""
    data, out = tmp_path / "data", tmp_path / "out"
    for year in (2025, 2026):
        text = review_text().replace("2026", str(year))
        (data / f"{year}.yaml").parent.mkdir(exist_ok=True)
        (data / f"{year}.yaml").write_text(text, encoding="utf-8")
    list(make_reports([data], out, document="overview"))
    text = review_text(score=3).replace("2026", "2025")
    (data / "2025.yaml").write_text(text, encoding="utf-8")
    outcomes = list(make_reports([data / "2026.yaml"], out, document="overview"))
    assert states(outcomes) == {"2026-overview.docx": "done"}


def test_fail_fast_stops_at_the_first_fault(data: Path, tmp_path: Path) -> None:
    (data / "dk" / "b.yaml").write_text("", encoding="utf-8")
    run = prepare_run([data], tmp_path / "out", effort=Effort(fail_fast=True))
    assert [outcome.state for outcome in run.outcomes()] == ["done", "failed"]
    assert files_of(tmp_path / "out") == ["dk/a.docx"]


def test_a_dry_run_says_what_would_happen(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    list(make_reports([data / "dk" / "a.yaml"], out / "dk"))
    (out / "dk" / "b.docx").write_bytes(b"mine")
    before = files_of(tmp_path)
    run = prepare_run([data], out, effort=Effort(dry_run=True))
    assert list(states(list(run.outcomes())).values()) == ["unchanged", "kept", "done"]
    assert files_of(tmp_path) == before


def test_a_review_that_vanishes_or_changes_its_id_is_one_failure(
    data: Path, tmp_path: Path
) -> None:
    run = prepare_run([data], tmp_path / "out")
    (data / "dk" / "a.yaml").unlink()
    write_review(data / "dk" / "b.yaml", head="id: moved")
    outcomes = list(run.outcomes())
    assert [outcome.state for outcome in outcomes] == ["failed", "failed", "done"]
    assert "a.yaml" in str(outcomes[0].error)
    assert "makes moved.docx, not b.docx as planned" in str(outcomes[1].error)
    assert files_of(tmp_path / "out") == ["se/a.docx"]


def test_a_template_that_changes_is_noticed(data: Path, tmp_path: Path) -> None:
    run = prepare_run([data], tmp_path / "out")
    changed = {key: "another" for key in run.job.templates if key[0] == "dk"}
    assert changed
    run.job.templates.update(changed)  # type: ignore[attr-defined]
    outcomes = list(run.outcomes())
    assert [outcome.state for outcome in outcomes] == ["failed", "failed", "done"]
    assert "changed while the batch ran; run it again" in str(outcomes[0].error)


def test_characters_that_word_cannot_hold_are_told(tmp_path: Path) -> None:
    text = review_text().replace("Set.", '"Set\\u0007."', 1)
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    (outcome,) = make_reports([tmp_path / "a.yaml"], tmp_path / "out")
    assert outcome.state == "done"
    assert [note.rule for note in outcome.notes] == ["control-character"]
    assert outcome.notes[0].file == tmp_path / "a.yaml"
