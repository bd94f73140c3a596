"""`docgen check --fix`: mended until nothing is left, each change shown, refusals told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from docgen.authoring import mend as authoring
from docgen.cli.mending import _ROUNDS, mend
from docgen.errors import ReadError
from docgen.model import Problem
from docgen.packs.library import find_library

SHELF = find_library(None)


class Mended:
    """What one file's mending came to."""

    def __init__(self, places: int) -> None:
        self.places, self.diff = places, ["-old", "+new"]


@pytest.fixture
def by(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[..., Any]], None]:
    """Return a way to say what mending a file does."""
    return lambda work: monkeypatch.setattr(authoring, "mend_file", work)


def problem(file: Path) -> Problem:
    return Problem("tab", "odd", file, 1)


def test_files_are_mended_until_nothing_is_left(
    tmp_path: Path, by: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    file, left = tmp_path / "a.yaml", [2, 1]
    by(lambda *_: Mended(left.pop(0)) if left else None)
    assert mend([file], list, SHELF, quiet=False) == []
    out, err = capsys.readouterr()
    assert out.splitlines() == ["-old", "+new"] * 2
    assert err == f"{file}: 3 places mended\n"


def test_what_is_never_done_is_left_after_some_rounds(
    tmp_path: Path, by: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    checks: list[int] = []
    by(lambda *_: Mended(1))
    mend([tmp_path / "a.yaml"], lambda: checks.append(1) or [], SHELF, quiet=True)
    assert len(checks) == _ROUNDS + 1
    assert capsys.readouterr().out == ""


def test_a_file_that_cannot_be_mended_is_told_once_and_stops_no_other(
    tmp_path: Path, by: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = tmp_path / "a.yaml", tmp_path / "b.yaml"
    rounds = [1]

    def work(file: Path, *_: object) -> Any:
        if file == first:
            raise ReadError(file, "is locked")
        return Mended(rounds.pop()) if rounds else None

    by(work)
    found = mend([first, second], lambda: [problem(first)], SHELF, quiet=False)
    assert found == [problem(first)]
    assert capsys.readouterr().err.splitlines() == [
        f"{first}: is locked",
        f"{second}: 1 place mended",
    ]


def test_each_file_gets_its_own_problems_and_only_yaml_is_touched(
    tmp_path: Path, by: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    a, defaults, word = tmp_path / "a.yml", tmp_path / "_shared.yaml", tmp_path / "t.docx"
    asked: dict[Path, int] = {}

    def work(file: Path, problems: list[Problem], _: object) -> None:
        asked[file] = len(problems)

    by(work)
    found = [problem(a), problem(defaults), problem(word), problem(a)]
    assert mend([a], lambda: found, SHELF, quiet=False) == found
    assert asked == {a: 2, defaults: 1}
    assert capsys.readouterr() == ("", "nothing to mend that is sure\n")


def test_a_folder_stands_for_its_reviews(
    tmp_path: Path, by: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a.yaml", "sub/b.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("pack: dk\n", encoding="utf-8")
    asked: list[str] = []
    by(lambda file, *_: asked.append(file.name))
    mend([tmp_path], list, SHELF, quiet=False)
    assert sorted(asked) == ["a.yaml", "b.yaml"]
    assert capsys.readouterr().out == ""
