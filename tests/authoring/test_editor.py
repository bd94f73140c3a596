"""What VS Code is given: sound files, and marks at the place that a line of `check` names."""

from __future__ import annotations

import json
import re
import sys

import pytest

from docgen.authoring.editor import editor_files
from docgen.cli.app import COMMANDS
from docgen.model import Problem
from docgen.model.tongue import chosen

LANGUAGES = ["en", "da", "sv", "nb"]


def files(language: str = "en") -> dict[str, dict]:
    with chosen(language):
        return {name: json.loads(data) for name, data in editor_files()}


def test_there_are_settings_extensions_and_tasks():
    assert list(files()) == [".vscode/settings.json", ".vscode/extensions.json",
                             ".vscode/tasks.json"]  # fmt: skip
    for name, data in editor_files():
        assert data.endswith(b"}\n"), name
        data.decode("utf-8")


def test_no_formatter_touches_a_review_and_long_lines_wrap_on_the_screen():
    settings = files()[".vscode/settings.json"]
    assert settings["yaml.format.enable"] is False
    assert settings["[yaml]"]["editor.wordWrap"] == "on"
    assert settings["[yaml]"]["files.encoding"] == "utf8"
    assert settings["[yaml]"]["editor.insertSpaces"] is True


def test_the_files_of_a_pack_have_their_schema():
    schemas = files()[".vscode/settings.json"]["yaml.schemas"]
    assert set(schemas.values()) == {
        f"templates/*/{name}.yaml" for name in ("pack", "criteria", "rules", "scale")
    }
    for schema, pattern in schemas.items():
        assert schema.split("/")[-1].split(".")[0] in pattern


@pytest.mark.parametrize("language", LANGUAGES)
def test_tasks_are_named_in_the_language_that_is_spoken_and_run_by_this_python(language):
    tasks = files(language)[".vscode/tasks.json"]["tasks"]
    names = [task["label"] for task in tasks]
    assert len(set(names)) == len(tasks) == 4
    english = [task["label"] for task in files()[".vscode/tasks.json"]["tasks"]]
    assert (names == english) is (language == "en")
    assert {task["command"] for task in tasks} == {sys.executable}
    assert {task["type"] for task in tasks} == {"process"}, "a path with blanks is one word"


def test_tasks_run_commands_that_there_are_on_the_file_that_is_open():
    tasks = files()[".vscode/tasks.json"]["tasks"]
    commands = [task["args"] for task in tasks]
    assert [args[:2] for args in commands] == [["-m", "docgen"]] * 4
    assert {args[-1] for args in commands} == {"${relativeFile}"}
    assert {args[2] for args in commands} <= set(COMMANDS)


def test_one_task_is_the_usual_one_and_checks():
    tasks = files()[".vscode/tasks.json"]["tasks"]
    usual = [task["args"][2:] for task in tasks if task["group"]["isDefault"]]
    assert usual == [["check", "${relativeFile}"]]


_PARTS = ("file", "line", "column", "message")


def matched(line: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the severity that VS Code reads in a line of `check`, and file, line, column, text."""
    task = files()[".vscode/tasks.json"]["tasks"][0]
    return [
        (matcher["severity"], tuple(hit[matcher["pattern"][part]] for part in _PARTS))
        for matcher in task["problemMatcher"]
        if (hit := re.match(matcher["pattern"]["regexp"], line))
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("severity", "mark"), [("error", "error"), ("warning", "warning"), ("note", "info")]
)
def test_every_line_of_check_is_one_mark_at_its_place(language, severity, mark):
    problem = Problem("rule", "is wrong", "data/enhed ø.yaml", 7, 3, "unit.name", severity)
    with chosen(language):
        line = str(problem)
    ((read, (file, row, column, text)),) = matched(line)
    assert (read, file, row, column) == (mark, "data/enhed ø.yaml", "7", "3")
    assert "is wrong" in text


@pytest.mark.parametrize("line", ["1 error", "a.yaml: cannot be read", ""])
def test_other_lines_are_no_mark(line):
    assert matched(line) == []


def test_tasks_that_check_have_marks_and_others_have_none():
    tasks = files()[".vscode/tasks.json"]["tasks"]
    assert [bool(task["problemMatcher"]) for task in tasks] == [True, True, False, False]
