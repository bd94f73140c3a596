"""`docgen new`: a review to fill in, never over another file."""

from __future__ import annotations

from pathlib import Path

from builders import write_review
from commands import Run, one_line


def test_new_check_render_follow_each_other(run: Run) -> None:
    code, out, err = run("new", "dk", "--unit", "Ærø", "-o", "data/ærø.yaml")
    assert code == 0
    assert out.splitlines()[0] == str(Path("data", "ærø.yaml"))
    assert "docgen check" in err
    assert run("check", "data")[0] == 0
    assert run("render", "data") == (0, f"{Path('out', 'ærø.docx')}\n", "")


def test_new_never_replaces_a_file(run: Run, tmp_path: Path) -> None:
    review = write_review(tmp_path / "a.yaml")
    before = review.read_bytes()
    code, out, err = run("new", "dk", "-o", "a.yaml")
    assert (code, out) == (2, "")
    one_line(err, "a.yaml: is there already and stays")
    assert review.read_bytes() == before
