"""`docgen score --agreement`: one review, many, one without ratings; as text and as data."""

from __future__ import annotations

import json

import pytest
from builders import review_text

from docgen.cli import main


def write(folder, name, ratings):
    """Write a review whose first criteria have these ratings of A and B."""
    text = review_text()
    for one, other in ratings:
        text = text.replace("    score:", f"    ratings: {{A: {one}, B: {other}}}\n    score :", 1)
    path = folder / f"{name}.yaml"
    path.write_text(text.replace("score :", "score:"), encoding="utf-8")
    return str(path)


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)

    def command(*words):
        with pytest.raises(SystemExit) as ended:
            main(["score", *words, "--agreement"])
        return ended.value.code, *capsys.readouterr()

    return command


def test_one_review_and_many(run, tmp_path):
    first = write(tmp_path, "one", [(1, 1), (5, 5), (3, 4)])
    second = write(tmp_path, "two", [(4, 4), (4, 4)])
    code, out, err = run(first)
    assert (code, err) == (0, "")
    assert out.splitlines()[1].split() == [
        "one",
        "A,",
        "B",
        "3",
        "2",
        "(67",
        "%)",
        "3",
        "(100",
        "%)",
        "0.94",
    ]
    assert "quadratic weights" in out
    rows = run(first, second)[1].splitlines()
    assert "not defined" in rows[2]
    assert rows[3].startswith("All")
    assert rows[3].split()[1] == "5"


def test_data_for_programs_name_weights_and_n(run, tmp_path):
    data = json.loads(run(write(tmp_path, "two", [(4, 4)]), "--format", "json")[1])
    assert data["weights"] == "quadratic"
    assert data["reviews"][0] == {
        "review": "two", "reviewers": ["A", "B"], "pairs": 1, "exact": 1, "within_one": 1,
        "kappa": None,
    }  # fmt: skip
    assert data["all"]["pairs"] == 1


def test_a_review_without_ratings_is_told_and_a_table_is_no_csv(run, tmp_path):
    code, out, err = run(write(tmp_path, "none", []))
    assert (code, out, "[no-ratings]" in err) == (0, "", True)
    assert run("none.yaml", "--format", "csv")[0] == 2
