"""Disks that are full, folders that cannot be used, thousands of reports with some broken."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path

import pytest
from builders import files_of, review_text, write_review
from disks import enlarge, small_disk

from docgen.batch.run import make_reports
from docgen.errors import DocgenError, SaveError, UsageError
from docgen.yamlfile.parse import parse_yaml


@pytest.mark.tmpfs
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_full_disk_leaves_whole_files_and_the_next_run_goes_on(tmp_path: Path, jobs: int) -> None:
    data = tmp_path / "data"
    for number in range(30):
        write_review(data / f"r{number:02}.yaml", unit=f"Enhed {number}")
    list(make_reports([data], tmp_path / "whole"))
    whole = {
        name: (tmp_path / "whole" / name).read_bytes() for name in files_of(tmp_path / "whole")
    }
    room = sum(map(len, whole.values())) // 2048
    with small_disk(tmp_path / "disk", room) as out:
        outcomes = list(make_reports([data], out, jobs=jobs))
        failed = [one for one in outcomes if one.error]
        assert 0 < len(failed) < 30
        assert all(isinstance(one.error, SaveError) for one in failed)
        assert all("the disk is full; make room and run it again" in str(o.error) for o in failed)
        made = {name: (out / name).read_bytes() for name in files_of(out)}
        assert len(made) == 30 - len(failed)
        assert all(whole[name] == content for name, content in made.items())
        enlarge(out, room * 4)
        again = Counter(one.state for one in make_reports([data], out, jobs=jobs))
        assert again == {"unchanged": len(made), "done": len(failed)}
        assert {name: (out / name).read_bytes() for name in files_of(out)} == whole


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_folder_that_is_a_file_is_one_line(tmp_path: Path, jobs: int) -> None:
    write_review(tmp_path / "a.yaml")
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match=r"out: is a file, not a folder; choose another -o$"):
        list(make_reports([tmp_path / "a.yaml"], tmp_path / "out", jobs=jobs))
    assert (tmp_path / "out").read_text(encoding="utf-8") == "mine"


def test_a_folder_in_the_place_of_a_report_costs_that_report(tmp_path: Path) -> None:
    for name in "ab":
        write_review(tmp_path / "data" / f"{name}.yaml")
    (tmp_path / "out" / "a.docx").mkdir(parents=True)
    outcomes = list(make_reports([tmp_path / "data"], tmp_path / "out"))
    assert [one.state for one in outcomes] == ["failed", "done"]
    assert "a.docx: is a folder; rename or remove it" in str(outcomes[0].error)


@pytest.mark.slow
def test_ten_thousand_reports_of_which_one_in_a_hundred_is_broken(tmp_path: Path) -> None:
    data = parse_yaml(review_text(), "r.yaml")
    with (tmp_path / "all.jsonl").open("w", encoding="utf-8", newline="\n") as file:
        for number in range(10_000):
            data["id"] = f"r{number:05}"
            data["unit"] = {"nam" if number % 100 == 50 else "name": f"Enhed {number}"}
            file.write(json.dumps(data) + "\n")
    states: Counter[str] = Counter()
    for outcome in make_reports([tmp_path / "all.jsonl"], tmp_path / "out", jobs=2):
        states[outcome.state] += 1
        number = int(outcome.source.rpartition(":")[2]) - 1
        assert (outcome.error is not None) == (number % 100 == 50)
    assert states == {"done": 9_900, "failed": 100}
    assert len(files_of(tmp_path / "out")) == 9_900


# --- a folder that is taken away -------------------------------------------------------------


def taken_away(out: Path, how: str) -> None:
    if how == "removed":
        shutil.rmtree(out)
    elif how == "moved":
        out.rename(out.with_name("moved"))
    elif how == "replaced":
        shutil.rmtree(out)
        out.mkdir()
    else:
        shutil.rmtree(out / ".docgen")


@pytest.mark.parametrize("how", ["removed", "moved", "replaced", "emptied of docgen's own folder"])
@pytest.mark.parametrize("after", [3, 12])
def test_a_folder_that_is_taken_away_in_mid_run_is_told(
    tmp_path: Path, how: str, after: int
) -> None:
    """Also when the last report was made: nobody is told of reports that are not there."""
    for number in range(12):
        write_review(tmp_path / "data" / f"r{number:02}.yaml", unit=f"Enhed {number}")
    outcomes = make_reports([tmp_path / "data"], tmp_path / "out")
    for _ in range(after):
        assert next(outcomes).good
    taken_away(tmp_path / "out", how)
    with pytest.raises(DocgenError) as told:
        list(outcomes)
    assert str(told.value).startswith(f"{tmp_path / 'out'}: its run does not hold it any more: ")
    assert "run it again to go on" in str(told.value)
    assert told.value.exit_code == 1
    again = list(make_reports([tmp_path / "data"], tmp_path / "out"))
    assert all(one.good for one in again)


def test_a_run_that_another_one_took_over_stops(tmp_path: Path) -> None:
    for number in range(4):
        write_review(tmp_path / "data" / f"r{number:02}.yaml", unit=f"Enhed {number}")
    outcomes = make_reports([tmp_path / "data"], tmp_path / "out")
    next(outcomes)
    lock = tmp_path / "out" / ".docgen" / "lock"
    other = lock.read_text(encoding="utf-8").replace('"token": "', '"token": "f')
    lock.write_text(other, encoding="utf-8")
    with pytest.raises(DocgenError, match="another docgen took it over"):
        list(outcomes)
    assert lock.read_text(encoding="utf-8") == other
