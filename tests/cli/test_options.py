"""Options that commands share, and those of `docgen` itself."""

from __future__ import annotations

import pytest
import typer
from commands import Run

from docgen.check.formats import FORMATS
from docgen.cli.options import FindingsAs, TextOrJson, _tell_version, root
from docgen.version import VERSION


def test_every_form_of_findings_is_one_that_there_is() -> None:
    assert {one.value for one in FindingsAs} == {"text", *FORMATS}
    assert [one.value for one in TextOrJson] == ["text", "json"]


def test_the_version_is_told_and_ends_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit) as ended:
        _tell_version(True)
    assert ended.value.exit_code == 0
    assert capsys.readouterr().out == f"docgen {VERSION}\n"
    _tell_version(False)
    assert capsys.readouterr().out == ""


def test_docgen_itself_does_nothing_more(capsys: pytest.CaptureFixture[str]) -> None:
    root(version=False, language="da")
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("number", ["0", "-1", "x"])
def test_processes_are_at_least_one(run: Run, number: str) -> None:
    code, out, err = run("check", "a.yaml", "--jobs", number)
    assert (code, out) == (2, "")
    assert number in err


def test_a_form_that_there_is_not_is_told(run: Run) -> None:
    code, out, err = run("check", "a.yaml", "--format", "odd")
    assert (code, out) == (2, "")
    assert "odd" in err
    assert "gitlab" in err
