"""`docgen merge-driver`: values of both sides; ours, and a line, where they clash."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import review_text
from commands import Run, one_line

from docgen.cli.merge_driver import _shown


@pytest.fixture
def merge(run: Run, tmp_path: Path):
    """Return a call that merges three versions: exit code, our file, stderr."""

    def call(base: str, ours: str, theirs: str, *name: str) -> tuple[int, str, str]:
        for file, text in (("base", base), ("ours", ours), ("theirs", theirs)):
            (tmp_path / f"{file}.yaml").write_text(text, encoding="utf-8")
        code, out, err = run("merge-driver", "base.yaml", "ours.yaml", "theirs.yaml", *name)
        assert out == ""
        return code, (tmp_path / "ours.yaml").read_text(encoding="utf-8"), err

    return call


BASE = review_text()


def test_what_each_side_changed_is_there(merge) -> None:
    ours = BASE.replace("Enhed A", "Enhed B")
    theirs = BASE.replace("score: 4", "score: 5", 1)
    assert merge(BASE, ours, theirs) == (0, ours.replace("score: 4", "score: 5", 1), "")


def test_where_nothing_of_theirs_is_new_our_file_is_not_written(merge, tmp_path: Path) -> None:
    ours = BASE.replace("Enhed A", "Enhed B")
    assert merge(BASE, ours, BASE) == (0, ours, "")
    assert (tmp_path / "theirs.yaml").read_text(encoding="utf-8") == BASE


def test_where_both_changed_the_same_ours_stays_and_it_is_told(merge) -> None:
    ours, theirs = (BASE.replace("Enhed A", name) for name in ("Enhed B", "Enhed C"))
    code, text, err = merge(BASE, ours, theirs, "data/a.yaml")
    assert (code, text) == (1, ours)
    told = "both changed it; ours stays: 'Enhed B'; theirs: 'Enhed C'"
    one_line(err, f"{Path('data/a.yaml')}: unit.name: {told}")


def test_what_is_no_yaml_stays_and_the_way_out_is_told(merge) -> None:
    code, text, err = merge(BASE, BASE, "a: [\n", "data/a.yaml")
    assert (code, text) == (1, BASE)
    assert "stays as ours; git checkout --merge shows both as text" in err.splitlines()[-1]


@pytest.mark.parametrize(
    ("value", "shown"),
    [(None, "nothing"), ([], "nothing"), ("", "''"), (0, "0"), ("a\nb", r"'a\nb'")],
)
def test_a_value_is_shown_on_one_line(value: object, shown: str) -> None:
    assert _shown(value) == shown
