"""`docgen init`: a folder to work in; what is there stays."""

from __future__ import annotations

from pathlib import Path

from commands import Run, one_line


def test_init_makes_a_folder_to_work_in(run: Run) -> None:
    code, out, err = run("init", "min mappe")
    assert code == 0
    assert str(Path("min mappe", "templates", "dk", "pack.yaml")) in out.splitlines()
    assert 'cd "min mappe"\n  docgen new ' in err
    code, out, err = run("init", "min mappe")
    assert (code, out) == (0, "")
    one_line(err, "everything is there already")


def test_init_of_a_file_is_exit_code_2(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a").write_text("", encoding="utf-8")
    code, out, err = run("init", "a")
    assert (code, out) == (2, "")
    one_line(err, "a: is a file")
