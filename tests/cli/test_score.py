"""`docgen score`: tables, data, proposals that are filled in."""

from __future__ import annotations

import json
from pathlib import Path

from builders import review_text, with_open_facts, write_review
from commands import Run, one_line


def test_score_prints_a_table(run: Run, tmp_path: Path) -> None:
    write_review(tmp_path / "a.yaml", unit="Blåbær")
    code, out, err = run("score", "a.yaml")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "Blåbær  [a]  Danmark, final"
    assert lines[2:4] == ["PERSONALE  12 of 15", "   1  Case load                              4"]
    assert "Total         100 of 125 (mean 4.00)" in lines
    assert "Level         God IPS fidelity" in lines
    assert lines[-1] == "Next review   2027-03-27"


def test_score_of_a_draft_gives_the_range(run: Run, tmp_path: Path) -> None:
    write_review(tmp_path / "a.yaml", status="draft", without=("disclosure", "agency_focus"))
    _, out, _ = run("score", "a.yaml")
    assert "Total so far  92 of 125 (23 of 25 criteria have a score)" in out
    assert "Range         94 to 102" in out
    assert "Level         open" in out


def test_score_shows_the_proposal_where_it_differs(run: Run, tmp_path: Path) -> None:
    text = review_text().replace(
        "    comment", "    evidence: {clients: 19, specialists: 4}\n    comment", 1
    )
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    _, out, _ = run("score", "a.yaml")
    line = next(line for line in out.splitlines() if "Case load" in line)
    assert "4  proposed 5: 19 / 4 = 4.75" in line
    assert " (*) the form prints no anchor for this score; the limits are those of IPS-25" in out


def test_score_names_the_earlier_review(run: Run, tmp_path: Path) -> None:
    for year in (2025, 2026):
        text = review_text(score=3 + year % 2).replace("2026", str(year))
        (tmp_path / f"a-{year}.yaml").write_text(text, encoding="utf-8")
    _, out, _ = run("score", "a-2026.yaml")
    assert "Earlier       2025-03-27, 100 points, God IPS fidelity  [a-2025]" in out


def test_score_as_json_has_a_row_for_each_sound_review(run: Run, tmp_path: Path) -> None:
    write_review(tmp_path / "data" / "a.yaml")
    write_review(tmp_path / "data" / "c.yaml", score=5)
    (tmp_path / "data" / "b.yaml").write_text("", encoding="utf-8")
    code, out, err = run("score", "data", "--format", "json")
    assert code == 1
    rows = json.loads(out)
    assert [(row["review"], row["total"]) for row in rows] == [("a", 100), ("c", 125)]
    assert all(len(row["criteria"]) == 25 for row in rows)
    one_line(err, str(Path("data", "b.yaml")))


def test_score_of_a_faulty_review_prints_no_empty_table(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("pack: dk\n", encoding="utf-8")
    code, out, err = run("score", "a.yaml")
    assert (code, out) == (1, "")
    one_line(err, "a.yaml:1:1: ", "unit is missing")


def test_score_as_csv(run: Run, tmp_path: Path) -> None:
    write_review(tmp_path / "a.yaml", unit='"Enhed, A"')
    code, out, _ = run("score", "a.yaml", "--format", "csv")
    head, row = out.splitlines()
    assert code == 0
    assert head.startswith("\ufeffid,unit,dates,kind,status,caseload_size,")
    assert row.startswith('a,"Enhed, A",')
    assert row.endswith(",100,God IPS fidelity")


def with_evidence(**changes: object) -> str:
    """Return a review whose first criterion has evidence that proposes 5."""
    text = review_text(**changes)  # type: ignore[arg-type]
    return text.replace(
        "    comment", "    evidence: {clients: 19, specialists: 4}\n    comment", 1
    )


def test_fill_writes_the_proposal_where_the_score_is_absent(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    before = with_evidence(status="draft", without=("caseload_size", "disclosure"))
    file.write_bytes(before.encode())
    code, out, err = run("score", "a.yaml", "--fill")
    assert code == 0
    assert "Total so far  97 of 125" in out
    one_line(err, "a.yaml: proposed scores written: caseload_size")
    added = set(file.read_text(encoding="utf-8").splitlines()) - set(before.splitlines())
    assert [line.strip() for line in added] == ["score: 5  # proposed"]
    assert run("score", "a.yaml", "--fill")[2] == ""


def test_fill_leaves_scores_that_are_there(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(with_evidence().encode())
    before = file.read_bytes()
    assert run("score", "a.yaml", "--fill")[0] == 0
    assert file.read_bytes() == before


def test_fill_leaves_ranges_alone(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    text = with_open_facts(status="draft", without=("job_development_contact",))
    file.write_text(text, encoding="utf-8")
    code, out, err = run("score", "a.yaml", "--fill")
    assert (code, err) == (0, "")
    assert "proposed 2 to 5; state: " in " ".join(out.split())
    assert file.read_text(encoding="utf-8") == text


def test_json_says_what_is_open(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(with_open_facts(), encoding="utf-8")
    (row,) = json.loads(run("score", "a.yaml", "--format", "json")[1])
    keys = "id section number printed score previous proposal proposal_range why unknown warnings"
    assert [list(entry) for entry in row["criteria"]] == [keys.split()] * 25
    entry, other = row["criteria"][16], row["criteria"][0]
    assert (entry["proposal"], entry["proposal_range"]) == (None, [2, 5])
    assert entry["unknown"] == ["tracking_form", "form_review"]
    assert (other["proposal"], other["proposal_range"]) == (None, None)
    assert other["unknown"][0] == "clients"


def test_score_says_what_to_know_of_the_units_other_reviews(run: Run, tmp_path: Path) -> None:
    dates = {"a": "2025-03-27", "b": "2025-03-27", "now": "2026-03-27", "later": "2027-03-27"}
    for name, date in dates.items():
        path = write_review(tmp_path / f"{name}.yaml")
        text = path.read_text(encoding="utf-8").replace("2026-03-27", date)
        path.write_text(text, encoding="utf-8")
    code, out, err = run("score", "now.yaml")
    assert code == 0
    notes = [line.split(maxsplit=1)[1] for line in out.splitlines() if line.startswith("Note ")]
    twins = "two earlier reviews have the date 2025-03-27: a and b; the second is taken"
    assert notes == [
        "the review later of the same unit is of 2027-03-27, later than this one",
        f"{twins}, unless `previous` is typed",
    ]
    assert err == ""
