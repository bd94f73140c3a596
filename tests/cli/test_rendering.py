"""What comes of each report is shown as it comes: paths on stdout, complaints on stderr."""

from __future__ import annotations

import sys
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from commands import Run, one_line

from docgen.batch.outcome import DONE, KEPT, UNCHANGED, Outcome, failure
from docgen.cli import progress, rendering
from docgen.cli.rendering import follow, stdin_lines, with_bar
from docgen.cli.tally import Tally
from docgen.errors import KeptFileError, UsageError

GOOD = Outcome("a.yaml", DONE, Path("out/a.docx"))
SAME = Outcome("c.yaml", UNCHANGED, Path("//s3:/b/out/c.docx"))
BAD = failure("b.yaml", UsageError("b.yaml: is odd"))
STAYS = failure("d.yaml", KeptFileError("d.docx", "stays"), Path("d.docx"))


class Batch:
    """A batch of these outcomes."""

    def __init__(self, *outcomes: Outcome) -> None:
        self._outcomes, self.total, self.closed = outcomes, len(outcomes), False

    def outcomes(self) -> Generator[Outcome, None, None]:
        try:
            yield from self._outcomes
        finally:
            self.closed = True


def test_paths_go_to_stdout_and_complaints_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    tally = Tally()
    assert list(follow(Batch(GOOD, BAD, SAME), tally)) == [GOOD, BAD, SAME]
    out, err = capsys.readouterr()
    assert out.splitlines() == [str(Path("out/a.docx")), "s3://b/out/c.docx"]
    assert err == "b.yaml: is odd\n"
    assert not tally.good


def test_who_stops_following_lets_the_batch_go() -> None:
    batch = Batch(GOOD, GOOD)
    following = follow(batch, Tally())
    next(following)
    following.close()
    assert batch.closed


def test_what_stands_is_kept_where_it_is_wanted(capsys: pytest.CaptureFixture[str]) -> None:
    batch = Batch(GOOD, SAME, BAD, STAYS)
    assert STAYS.state == KEPT
    kept = rendering._follow(batch, Tally(), kept=True)
    assert kept == {Path("out/a.docx"): DONE, Path("//s3:/b/out/c.docx"): UNCHANGED}
    assert rendering._follow(batch, Tally()) == {}
    assert capsys.readouterr().out.count("a.docx") == 2


class Terminal:
    """A stream that is one, or none."""

    def __init__(self, *, is_one: bool) -> None:
        self._is_one = is_one

    def isatty(self) -> bool:
        return self._is_one

    def write(self, _: str) -> None:
        return

    def flush(self) -> None:
        return


@pytest.mark.parametrize(
    ("terminal", "total", "barred"),
    [(True, 20, True), (True, 19, False), (True, None, True), (False, 500, False)],
)
def test_a_bar_is_worth_it_on_a_terminal_for_many(
    monkeypatch: pytest.MonkeyPatch, terminal: bool, total: int | None, barred: bool
) -> None:
    monkeypatch.setattr(progress, "advancing", lambda *_: iter(["barred"]))
    monkeypatch.setattr(sys, "stderr", Terminal(is_one=terminal))
    assert list(with_bar(iter(["plain"]), total)) == (["barred"] if barred else ["plain"])


@pytest.mark.parametrize(
    ("terminal", "count", "barred"), [(True, 20, True), (True, 19, False), (False, 20, False)]
)
def test_a_run_of_many_is_shown_with_a_bar(
    monkeypatch: pytest.MonkeyPatch, terminal: bool, count: int, barred: bool
) -> None:
    asked: list[bool] = []

    def bar(run: Any, _: Tally, *, paths: bool) -> Generator[Outcome, None, None]:
        asked.append(paths)
        yield from run.outcomes()

    monkeypatch.setattr(progress, "with_bar", bar)
    monkeypatch.setattr(sys, "stderr", Terminal(is_one=terminal))
    monkeypatch.setattr(sys, "stdout", Terminal(is_one=False))
    assert len(list(follow(Batch(*[GOOD] * count), Tally()))) == count
    assert asked == ([True] if barred else [])


def test_standard_input_is_read_where_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ["a.yaml\n"]
    monkeypatch.setattr(sys, "stdin", lines)
    assert stdin_lines(["x", "-"]) is lines
    assert list(stdin_lines(["x"])) == []


def test_a_pdf_in_a_store_is_refused_before_anything_is_made(run: Run) -> None:
    code, out, err = run("render", "a.yaml", "-o", "s3://b/out", "--pdf")
    assert (code, out) == (2, "")
    one_line(err, "--pdf writes to a folder of this machine; name one with -o")
