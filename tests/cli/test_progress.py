"""A bar on stderr: every outcome passes, complaints stand above it, paths go to stdout."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest
from rich.progress import Progress

from docgen.batch.outcome import DONE, Outcome, failure
from docgen.cli.progress import _Rate, advancing, with_bar
from docgen.cli.tally import Tally
from docgen.errors import UsageError

GOOD = Outcome("a.yaml", DONE, Path("out/a.docx"))
BAD = failure("b.yaml", UsageError("b.yaml: [red]is odd"))


class Batch:
    """A batch of these outcomes; `closed` tells whether it was let go of."""

    total = 2

    def __init__(self) -> None:
        self.closed = False

    def outcomes(self) -> Generator[Outcome, None, None]:
        try:
            yield from (GOOD, BAD)
        finally:
            self.closed = True


@pytest.mark.parametrize("paths", [True, False])
def test_outcomes_pass_and_are_told(capsys: pytest.CaptureFixture[str], paths: bool) -> None:
    batch = Batch()
    assert list(with_bar(batch, Tally(), paths=paths)) == [GOOD, BAD]
    out, err = capsys.readouterr()
    assert out == (f"{Path('out/a.docx')}\n" if paths else "")
    assert "b.yaml: [red]is odd" in err  # which is no markup
    assert batch.closed


def test_a_batch_that_is_stopped_is_let_go_of(capsys: pytest.CaptureFixture[str]) -> None:
    batch = Batch()
    shown = with_bar(batch, Tally(), paths=False)
    assert next(shown) == GOOD
    shown.close()
    assert batch.closed
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("total", [3, None], ids=["so many", "nobody knows how many"])
def test_items_pass_in_their_order(capsys: pytest.CaptureFixture[str], total: int | None) -> None:
    assert list(advancing(iter("abc"), total)) == ["a", "b", "c"]
    assert capsys.readouterr().out == ""


def test_the_rate_is_a_dash_until_it_is_known() -> None:
    bar = Progress(_Rate(), disable=True)
    bar.add_task("", total=9)
    (task,) = bar.tasks
    assert _Rate().render(task).plain == "-/s"
    task.finished_speed = 12.4
    assert _Rate().render(task).plain == "12/s"
