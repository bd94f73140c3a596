"""The guide to a new country: its commands run in their order, and do what it says."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import docx
import pytest
from builders import ROOT

from docgen.cli import main

GUIDE = (ROOT / "docs" / "new-country.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^    docgen (.+)$", GUIDE, re.MULTILINE)
PACK = Path("templates/uk/pack.yaml")


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Return a function that runs the guide's next command: exit code, stdout, stderr."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    left = iter(COMMANDS)

    def run_next(beginning):
        command = next(left)
        assert command.startswith(beginning)
        with pytest.raises(SystemExit) as ended:
            main(shlex.split(command))
        return ended.value.code, *capsys.readouterr()

    run_next.left = left
    return run_next


def the_shown_labels_are_translated():
    """Put the labels that the guide shows into pack.yaml."""
    shown = re.search(r"```yaml\nlabels:\n(.*?)```", GUIDE, re.DOTALL)[1]
    text = PACK.read_text(encoding="utf-8")
    for line in shown.splitlines():
        text = re.sub(rf"(?m)^{re.escape(line.partition(':')[0])}: .*", line, text, count=1)
    PACK.write_text(text, encoding="utf-8")


@pytest.mark.slow
def test_a_country_team_can_walk_the_whole_way(run, tmp_path, monkeypatch):
    assert run("init")[0] == 0
    monkeypatch.chdir(tmp_path / "my-country")
    code, made, told = run("pack new")
    assert (code, str(PACK) in made) == (0, True)
    for line in re.search(r"```text\n(.*?)```", GUIDE, re.DOTALL)[1].splitlines():
        assert re.sub(r"\d+", "n", line) in re.sub(r"\d+", "n", told)  # packs get more words
    the_shown_labels_are_translated()
    code, out, told = run("pack left")
    assert (code, "labels.unit.name: Plats" in out) == (0, True)
    assert "labels.review.dates" not in out
    code, out, _ = run("lint")
    assert (code, " texts are still those of the pack se" in out) == (0, True)
    assert run("lint")[0] == 0
    notes = [comment.text for comment in docx.Document("places.docx").comments]
    assert any("'Datum:'" in note for note in notes)
    assert run("preview")[0] == 0
    assert len([*Path("out/preview").glob("*.docx")]) == 3 * 4
    assert run("new")[0] == 0
    assert run("check")[0] == 0
    assert run("render")[1] == f"{Path('out/northtown-2026.docx')}\n"
    PACK.write_text(PACK.read_text(encoding="utf-8").replace("like: se\n", ""), encoding="utf-8")
    assert run("check")[::2] == (0, "0 faults, 0 warnings\n")
    assert run("form")[0] == 0
    assert list(run.left) == []
