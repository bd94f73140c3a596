"""`docgen packs`: which packs there are, and which file of several is used."""

from __future__ import annotations

from pathlib import Path

from builders import ROOT
from commands import Run


def test_packs_shows_which_file_is_used(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("packs")
    assert code == 0
    own = ROOT / "templates"
    assert f"        -d overview  {own / 'base' / 'overview.docx'}" in out.splitlines()
    pack = tmp_path / "packs" / "dk"
    pack.mkdir(parents=True)
    for name in ("pack.yaml", "criteria.yaml"):
        (pack / name).write_bytes((own / "dk" / name).read_bytes())
    _, out, _ = run("packs", "--packs", "packs")
    assert f"        {pack}" in out.splitlines()
    assert f"        -d report    {own / 'dk' / 'report.docx'}" in out.splitlines()


def test_packs_tells_of_a_broken_pack_and_lists_the_others(run: Run, tmp_path: Path) -> None:
    pack = tmp_path / "packs" / "dk"
    pack.mkdir(parents=True)
    (pack / "pack.yaml").write_text("code: dk\n", encoding="utf-8")
    code, out, err = run("packs", "--packs", "packs")
    assert code == 1
    assert str(Path("dk", "pack.yaml")) in err
    assert "Traceback" not in err
    assert out.startswith("fi-sv")
