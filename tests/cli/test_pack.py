"""`docgen pack`: a new pack, and what is left to translate in one."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import Run, one_line

from docgen.authoring import newpack
from docgen.check import untranslated


class Left:
    """Texts of one file that are left."""

    def __init__(self, file: str, group: str, texts: list[tuple[str, str]]) -> None:
        self.file, self.group, self.texts = file, group, texts


LEFT = [
    Left("pack.yaml", "labels", [("unit.name", "Enhed"), ("", "To\n  linjer " + "x" * 200)]),
    Left("report.docx", "", [("paragraph 1", "Hej")]),
]


@pytest.fixture
def _left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(untranslated, "all_left", lambda _: LEFT)


@pytest.mark.usefixtures("_left")
def test_what_is_left_is_told_text_by_text(run: Run) -> None:
    code, out, err = run("pack", "left", "dk")
    assert code == 0
    lines = out.splitlines()
    assert lines[:2] == ["pack.yaml: labels", "  unit.name: Enhed"]
    assert lines[2].startswith("  To linjer xxx")
    assert len(lines[2]) <= 82
    assert lines[3:] == ["report.docx", "  paragraph 1: Hej"]
    assert err == "3 texts are left to translate\n"


@pytest.mark.usefixtures("_left")
def test_a_new_pack_is_made_and_summed_up(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    def make(code: str, model: object, folder: Path, **more: object) -> list[Path]:
        assert model == "dk"
        asked.extend((code, folder, more["language"]))
        return [folder / code / "pack.yaml"]

    monkeypatch.setattr(newpack, "make_pack", make)
    monkeypatch.setattr("docgen.packs.load.load_pack", lambda code, **_: code)
    code, out, err = run("pack", "new", "gb", "--like", "dk", "--language", "en-GB")
    assert (code, out) == (0, f"{Path('templates/gb/pack.yaml')}\n")
    assert asked == ["gb", Path("templates"), "en-GB"]
    assert err.splitlines() == [
        "left to translate, file by file:",
        "  pack.yaml: 2 labels",
        "  report.docx: 1 paragraphs",
        "Next: docgen pack left gb, docgen lint gb",
    ]
    assert run("pack", "new", "gb", "--like", "dk", "--packs", "own")[0] == 0
    assert asked[4] == Path("own")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (["new", "gb"], "--like is missing: the pack to begin with, one of dk"),
        (["left", "dk", "--like", "se"], "takes no other option than --packs"),
        (["left", "dk", "--language", "en"], "takes no other option than --packs"),
        (["left", "xx"], "no pack 'xx'"),
        (["new", "gb", "--like", "xx"], "no pack 'xx'"),
    ],
)
def test_wrong_usage_is_one_line(run: Run, line: list[str], told: str) -> None:
    code, out, err = run("pack", *line)
    assert (code, out) == (2, "")
    one_line(err, told)
