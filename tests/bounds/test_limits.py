"""No file keeps a command busy beyond its size's share, and a run tells a page of one kind."""

from __future__ import annotations

import difflib
import json

import pytest
from builders import review_text, swept, write_review
from commands import docgen
from fuzz.run import TooLong, guard

from docgen.batch.run import make_reports
from docgen.check.run import check_paths
from docgen.model.telling import MOST_OF_A_KIND
from docgen.review.file import load_data
from docgen.suggest import MOST_ASKED, _nearest
from docgen.yamlfile.parse import MOST_VALUES

CPU = 20.0
"""Seconds of CPU after which a file counts as hanging; each takes less than two on an idle machine,
and took minutes where time goes with the square of its size."""
HEAD = "pack: dk\nunit: {name: A}\nreview: {status: draft}\n"


def _rows(template: str, count: int) -> str:
    return "".join(template.format(n) for n in range(count))


LARGE = {
    "unknown keys": HEAD + _rows("key_{}: 1\n", 2_000),
    "unknown criteria": HEAD + "criteria:\n" + _rows("  crit_{}: {{score: 4}}\n", 1_500),
    "unknown evidence": f"{HEAD}criteria:\n  caseload_size:\n    evidence:\n"
    + _rows("      figure_{}: 4\n", 2_000),
    "wrong entries": HEAD + "reviewers:\n" + _rows("  - {{nam: N{}}}\n", 1_500),
    "no dates": HEAD.replace("draft}", f"draft, dates: [{'2026-02-30, ' * 2_000}]}}"),
    "keys of a megabyte": HEAD + _rows("k" * 50_000 + "{}: 1\n", 50),
    "left-over marks": f"{HEAD}general_comments: |\n  {'TODO xx ??? ' * 30_000}\n",
    "blanks before a sign": f"{HEAD}general_comments: |\n  {'  &' * 200_000}\n",
    "signs in a remark": f"{HEAD}# {'& ' * 200_000}\n",
    "signs in a remark that no line ends": f"{HEAD}x: [a,  # {'& *b ' * 100_000}\n]\n",
    "anchors in a line": f"{HEAD}recipients: [{_rows('&a{} x, ', 9_000)}]\n",
    "tabs in a text": f"{HEAD}general_comments: |\n  a\t{'b' + chr(9)}" + "b\t" * 200_000 + "\n",
    "tabs in a remark": f"{HEAD}# {'b' + chr(9)}" + "b\t" * 200_000 + "\n",
    "blanks in a broken row": f"{HEAD}x: 'a{' ' * 1_000_000}b\n y: ]\n",
    "lines of a paragraph": f"{HEAD}general_comments: |\n" + f"  {'a' * 70}\n" * 30_000,
    "a large value repeated": f"{HEAD}general_comments: &a |\n  {'x y ' * 200_000}\nrecipients:\n"
    + "  - *a\n" * 15_000,
    "a list repeated": HEAD + "a: &a [1, 2, 3, 4, 5, 6, 7, 8, 9]\n" + _rows("b{}: *a\n", 3_000),
    "deeper and deeper": "".join(" " * depth + "a:\n" for depth in range(3_000)),
    "lists in lists": HEAD + "x: " + "[" * 100_000,
    "a broken text of many lines": HEAD + 'x: "' + "a\n" * 200_000,
    "keys twice": HEAD + "a: 1\n" * 20_000,
    "escapes": HEAD + 'x: "' + "\\x41" * 200_000 + '"\n',
    "a number of a million digits": HEAD + "x: " + "9" * 1_000_000 + "\n",
    "blanks before a total": f"{HEAD}general_comments: |\n  98{' ' * 1_000_000}x\n",
}


@pytest.mark.slow
@pytest.mark.parametrize("text", swept(LARGE.values(), 9), ids=LARGE)
def test_a_large_file_takes_its_share(tmp_path, text):
    path = tmp_path / "a.yaml"
    path.write_text(text, encoding="utf-8")
    try:
        with guard(CPU):
            problems = check_paths([path])
            outcomes = [*make_reports([path], tmp_path / "out")]
    except TooLong:
        pytest.fail("kept the program busy")
    assert all(len(str(one)) < 2_000 for one in problems)
    assert len(outcomes) == 1


MANY = ("unknown keys", "unknown criteria", "unknown evidence", "wrong entries")


@pytest.mark.parametrize("kind", MANY)
def test_few_of_many_strange_words_are_held_against_the_known(tmp_path, monkeypatch, kind):
    asked = []
    _nearest.cache_clear()  # what another test asked is remembered
    sound = difflib.get_close_matches
    monkeypatch.setattr(
        difflib, "get_close_matches", lambda *one: (asked.append(one[0]), sound(*one))[1]
    )
    (tmp_path / "a.yaml").write_text(LARGE[kind], encoding="utf-8")
    assert len(check_paths([tmp_path / "a.yaml"])) >= 1_500
    assert 0 < len(asked) <= 6 * MOST_ASKED


def _json(inside: str) -> str:
    return f'{{"pack": "dk", "unit": {{"name": "A"}}, "review": {{"status": "draft"}}, {inside}}}'


LARGE_JSON = {
    "unknown keys": _json(", ".join(f'"key_{n}": 1' for n in range(2_000))),
    "keys twice": _json(", ".join('"a": 1' for _ in range(100_000))),
    "lists in lists": _json('"x": ' + "[" * 900 + "]" * 900),
    "mappings in mappings": _json('"x": ' + '{"a": ' * 900 + "1" + "}" * 900),
    "halves of characters": _json('"recipients": [' + ", ".join(['"\\ud83d"'] * 100_000) + "]"),
    "an endless number": _json('"previous": {"total": 1e400}'),
    "empty lists": _json('"recipients": [' + ", ".join(["[]"] * 100_000) + "]"),
}


@pytest.mark.parametrize("text", LARGE_JSON.values(), ids=LARGE_JSON)
def test_a_large_json_file_takes_its_share(tmp_path, text):
    path = tmp_path / "a.json"
    path.write_text(text, encoding="utf-8")
    try:
        with guard(CPU):
            problems = check_paths([path])
    except TooLong:
        pytest.fail("kept the program busy")
    assert problems
    assert "unforeseen" not in {one.rule for one in problems}


@pytest.mark.parametrize("suffix", ["yaml", "json"])
def test_a_file_of_more_values_than_a_review_has_is_refused(tmp_path, suffix):
    path = tmp_path / f"a.{suffix}"
    path.write_text(f"[{'1,' * MOST_VALUES}1]", encoding="utf-8")
    assert [one.rule for one in check_paths([path])] == ["too-many"]
    path.write_text(json.dumps({"recipients": ["x"] * (MOST_VALUES - 100)}), encoding="utf-8")
    assert len(load_data(path).data["recipients"]) == MOST_VALUES - 100


def test_check_tells_a_page_of_one_kind_and_json_all(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text(HEAD + _rows("key_{}: 1\n", 200) + "id: [x]\n", encoding="utf-8")
    told = docgen(tmp_path, "check", "a.yaml").stdout.splitlines()
    assert sum(row.endswith("[unknown-key]") for row in told) == MOST_OF_A_KIND
    assert sum("[wrong-kind]" in row for row in told) == 1
    assert told[-1] == "... and 140 more of this kind [unknown-key]; --format json tells all"
    assert len(json.loads(docgen(tmp_path, "check", "a.yaml", "--format", "json").stdout)) == 201


@pytest.mark.slow
@pytest.mark.parametrize("command", ["render", "score"])
def test_a_run_tells_a_page_of_one_kind(tmp_path, command):
    for number in range(70):
        text = review_text() + f"key_{number}: 1\n"
        (tmp_path / f"r{number}.yaml").write_text(text, encoding="utf-8")
    run = docgen(tmp_path, command, ".")
    assert sum("unknown key" in row for row in run.stderr.splitlines()) == MOST_OF_A_KIND
    assert "... and 10 more of this kind [unknown-key]" in run.stderr
    assert run.returncode == 1


def test_one_review_tells_a_page_of_one_kind_when_rendered(tmp_path):
    (tmp_path / "a.yaml").write_text(HEAD + _rows("key_{}: 1\n", 200), encoding="utf-8")
    run = docgen(tmp_path, "render", "a.yaml")
    assert sum("unknown key" in row for row in run.stderr.splitlines()) == MOST_OF_A_KIND
    assert "... and 140 more of this kind [unknown-key]" in run.stderr


LONG_VALUES = {
    "a key": f"{'k' * 100_000}: 1\n",
    "a value": f"id: [{'v' * 100_000}]\n",
    "a pack": f"pack: {'p' * 100_000}\n",
    "a key of a criterion": f"criteria: {{{'c' * 100_000}: {{score: 1}}}}\n",
    "a list as evidence": "criteria: {zero_exclusion: {evidence: {ladder: ["
    + "1, " * 20_000
    + "1]}}}\n",
    "a tag": f"x: !{'t' * 100_000} y\n",
    "a number": f"x: 0{'9' * 100_000}\n",
    "an anchor": f"x: *{'a' * 100_000}\n",
    "a broken row": f"x: 'a{'b' * 100_000}'c\n",
}


@pytest.mark.parametrize("text", LONG_VALUES.values(), ids=LONG_VALUES)
@pytest.mark.parametrize("command", ["check", "score", "render"])
def test_a_line_has_at_most_2000_letters(tmp_path, text, command):
    head = "" if text.startswith("pack") else "pack: dk\n"
    (tmp_path / "a.yaml").write_text(f"{head}unit: {{name: A}}\n{text}", encoding="utf-8")
    run = docgen(tmp_path, command, "a.yaml")
    lines = (run.stdout + run.stderr).splitlines()
    assert run.returncode == 1
    assert max(map(len, lines)) <= 2_000


def test_a_key_cannot_write_lines_of_its_own(tmp_path):
    write_review(tmp_path / "a.yaml")
    odd = '"x\\n0 faults\\e[2J\\u202e": 1\n'
    text = (tmp_path / "a.yaml").read_text("utf-8") + odd
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    lines = docgen(tmp_path, "check", "a.yaml").stdout.splitlines()
    assert len(lines) == 1
    assert "\x1b" not in lines[0]
    assert "\u202e" not in lines[0]
