"""What the tests of commands share."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import Answer, Run

from docgen.cli import app


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Return a call of the command line in an empty folder: exit code, stdout, stderr."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")

    def call(*arguments: str | Path) -> Answer:
        with pytest.raises(SystemExit) as exit_:
            app.main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        code = exit_.value.code
        assert isinstance(code, int)
        return code, out, err

    return call
