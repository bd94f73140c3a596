"""`python -m docgen`: the command line; a worker process that imports it starts none."""

from __future__ import annotations

import importlib
import runpy
import sys

import pytest

from docgen.cli import app


def test_as_a_program_it_is_the_command_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["docgen", "--version"])
    monkeypatch.setattr(app, "freeze", lambda: None)  # what runs here goes on
    monkeypatch.delitem(sys.modules, "docgen.__main__", raising=False)
    with pytest.raises(SystemExit) as exited:
        runpy.run_module("docgen", run_name="__main__")
    assert exited.value.code == 0
    assert capsys.readouterr().out.startswith("docgen ")


def test_a_worker_imports_it_and_runs_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delitem(sys.modules, "docgen.__main__", raising=False)
    module = importlib.import_module("docgen.__main__")
    assert module.main is app.main
    assert capsys.readouterr() == ("", "")
