"""What VS Code needs to work on reviews: settings, the extension to have, tasks to click."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from docgen.model.tongue import in_all_languages, marked, say

_SETTINGS = {
    "yaml.schemas": {
        "./schemas/pack.schema.json": "templates/*/pack.yaml",
        "./schemas/criteria.schema.json": "templates/*/criteria.yaml",
        "./schemas/rules.schema.json": "templates/*/rules.yaml",
        "./schemas/scale.schema.json": "templates/*/scale.yaml",
    },
    "yaml.format.enable": False,
    "[yaml]": {
        "editor.wordWrap": "on",
        "editor.insertSpaces": True,
        "editor.tabSize": 2,
        "files.encoding": "utf8",
    },
}
"""Long lines wrap on the screen, and no formatter wraps them in the file."""
_EXTENSIONS = {"recommendations": ["redhat.vscode-yaml"]}
_TASKS = (
    (marked("Check the review"), ("check",)),
    (marked("Check the review and mend what is sure"), ("check", "--fix")),
    (marked("Show scores and proposals"), ("score",)),
    (marked("Make the report"), ("render",)),
)
"""What is done with the file that is open: a task's name, and the command."""


def editor_files() -> Iterator[tuple[str, bytes]]:
    """Yield path and content of each file; the tasks are named in the language that is spoken."""
    found = {"settings": _SETTINGS, "extensions": _EXTENSIONS, "tasks": _tasks()}
    for name, content in found.items():
        text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
        yield f".vscode/{name}.json", text.encode()


def _tasks() -> Mapping[str, Any]:
    # By the Python that runs now: an editor opened by a click knows no activated environment.
    tasks = [
        {
            "label": say(label),
            "type": "process",
            "command": sys.executable,
            "args": ["-m", "docgen", *command, "${relativeFile}"],
            "options": {"cwd": "${workspaceFolder}"},
            "group": {"kind": "build", "isDefault": command == ("check",)},
            "presentation": {"reveal": "always", "clear": True},
            "problemMatcher": [*_matchers()] if "check" in command else [],
        }
        for label, command in _TASKS
    ]
    return {"version": "2.0.0", "tasks": tasks}


def _matchers() -> Iterator[Mapping[str, Any]]:
    """Yield how the lines of `docgen check` become marks in the file: warnings, notes, faults."""
    words = {"warning": in_all_languages("warning"), "info": in_all_languages("note")}
    begins = {kind: f"(?:{'|'.join(said)}): " for kind, said in words.items()}
    no_other = "".join(f"(?!{begin})" for begin in begins.values())
    for severity, begin in {**begins, "error": no_other}.items():
        yield {
            "owner": f"docgen-{severity}",
            "fileLocation": ["autoDetect", "${workspaceFolder}"],
            "severity": severity,
            "pattern": {
                "regexp": rf"^(.+?):(\d+):(\d+): {begin}(.+)$",
                "file": 1,
                "line": 2,
                "column": 3,
                "message": 4,
            },
        }
