"""A report whose origin is known is left alone unread; whatever it follows from makes it anew."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import ROOT, review_text, write_review

from docgen.batch import standing, work
from docgen.batch.outcome import Outcome
from docgen.batch.run import Effort, make_reports, prepare_run
from docgen.output.manifest import ManifestEntry
from docgen.output.save import is_untouched
from docgen.packs.library import find_library
from docgen.report import Options


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with two reviews of one unit and one of another; their reports print its history."""
    folder = tmp_path / "data"
    for name, unit, date in (
        ("a25", "A", "2025-03-01"),
        ("a26", "A", "2026-03-01"),
        ("b", "B", ""),
    ):
        text = review_text(pack="fi-sv", unit=f"Enhet {unit}")
        folder.mkdir(exist_ok=True)
        text = text.replace("2026-03-27", date or "2026-03-27")
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    return folder


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The reviews that were read to make reports of them."""
    names: list[str] = []
    real = work.load_data

    def counting(path: Path) -> object:
        names.append(path.stem)
        return real(path)

    monkeypatch.setattr(work, "load_data", counting)
    return names


def states(outcomes: list[Outcome]) -> list[str]:
    return [one.state for one in outcomes]


def _new_comment(data: Path) -> None:
    file = data / "b.yaml"
    file.write_text(file.read_text("utf-8").replace("Set.", "Sett.", 1), "utf-8")


def _new_score_of_the_year_before(data: Path) -> None:
    file = data / "a25.yaml"
    file.write_text(file.read_text("utf-8").replace("score: 4", "score: 3", 1), "utf-8")


def _defaults(data: Path) -> None:
    (data / "_shared.yaml").write_text("area: {ips_team: Teamet.}\n", "utf-8")


def _another_review_of_the_unit(data: Path) -> None:
    write_review(data / "b25.yaml", pack="fi-sv", unit="Enhet B")
    file = data / "b25.yaml"
    file.write_text(file.read_text("utf-8").replace("2026-03-27", "2025-01-01"), "utf-8")


def _edited_report(data: Path) -> None:
    with (data.parent / "out" / "b.docx").open("ab") as file:
        file.write(b"\0")


@pytest.mark.parametrize(
    ("change", "expected", "looked_into"),
    [
        (lambda _: None, {"a25": "unchanged", "a26": "unchanged", "b": "unchanged"}, []),
        (_new_comment, {"a25": "unchanged", "a26": "unchanged", "b": "done"}, ["b"]),
        (_new_score_of_the_year_before, {"a25": "done", "a26": "done", "b": "unchanged"},
         ["a25", "a26"]),
        (_defaults, {"a25": "done", "a26": "done", "b": "done"}, ["a25", "a26", "b"]),
        (_another_review_of_the_unit,
         {"a25": "unchanged", "a26": "unchanged", "b": "done", "b25": "done"}, ["b", "b25"]),
        (_edited_report, {"a25": "unchanged", "a26": "unchanged", "b": "kept"}, ["b"]),
    ],
)  # fmt: skip
def test_only_what_changed_is_read(
    data: Path,
    read: list[str],
    change: Callable[[Path], None],
    expected: dict[str, str],
    looked_into: list[str],
) -> None:
    out = data.parent / "out"
    assert states(list(make_reports([data], out))) == ["done"] * 3
    del read[:]
    change(data)
    found = list(make_reports([data], out))
    assert {Path(one.source).stem: one.state for one in found} == expected
    assert [Path(one.source).stem for one in found] == sorted(expected)
    assert sorted(set(read)) == looked_into
    del read[:]
    again = [one.state for one in make_reports([data], out)]
    assert set(again) <= {"unchanged", "kept"}
    assert len(read) == again.count("kept")


def test_an_edit_while_a_report_is_looked_at_is_seen_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the system tells a file's age: elsewhere each report is read at each run."""
    write_review(tmp_path / "a.yaml")
    report = tmp_path / "out" / "a.docx"

    def run() -> list[str]:
        return states(list(make_reports([tmp_path / "a.yaml"], tmp_path / "out")))

    def edited_behind(path: Path | str, entry: ManifestEntry) -> bool:
        found = is_untouched(path, entry)
        report.write_bytes(b"edited")
        return found

    assert run() == ["done"]
    os.utime(report)  # so that it is read once more
    with monkeypatch.context() as patched:
        patched.setattr(standing, "is_untouched", edited_behind)
        assert run() == ["unchanged"]
    assert run() == ["kept"]


def test_lines_of_a_file_of_many_are_told_apart(tmp_path: Path) -> None:
    file, out = tmp_path / "all.jsonl", tmp_path / "out"
    rows = [
        {"id": f"r{n}", "pack": "dk", "unit": {"name": f"E{n}"}, "review": {"status": "draft"}}
        for n in range(3)
    ]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    assert states(list(make_reports([file], out))) == ["done"] * 3
    rows[1]["unit"] = {"name": "Anden"}
    rows.insert(0, {**rows[0], "id": "new"})
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    assert states(list(make_reports([file], out))) == ["done", "unchanged", "done", "unchanged"]


@pytest.mark.slow
@pytest.mark.parametrize("changed", ["dk/report.docx", "dk/pack.yaml", "base/rules.yaml"])
def test_a_new_template_pack_or_rule_is_looked_into(
    tmp_path: Path, read: list[str], changed: str
) -> None:
    packs = tmp_path / "packs"
    for name in ("dk", "base", "ips-25"):
        shutil.copytree(ROOT / "templates" / name, packs / name)
    shelf = find_library(packs)
    write_review(tmp_path / "data" / "a.yaml")
    out = tmp_path / "out"
    assert states(list(make_reports([tmp_path / "data"], out, library=shelf))) == ["done"]
    del read[:]
    if changed.endswith(".docx"):
        shutil.copy(ROOT / "templates" / "base" / "report.docx", packs / changed)
    else:
        with (packs / changed).open("a", encoding="utf-8") as file:
            file.write("\n" if changed.startswith("base") else "next_review: []\n")
    list(make_reports([tmp_path / "data"], out, library=shelf))
    assert read == ["a"]


def test_options_are_part_of_what_a_report_is_made_of(tmp_path: Path) -> None:
    write_review(tmp_path / "data" / "a.yaml", pack="dk")
    out = tmp_path / "out"
    for options in (Options(), Options(plain=True), Options(draft=True)):
        run = prepare_run([tmp_path / "data"], out, options, Effort(1))
        assert states(list(run.outcomes())) == ["done"]
        assert states(list(run.outcomes())) == ["unchanged"]
