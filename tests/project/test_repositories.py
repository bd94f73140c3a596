"""Hooks, action and completion for repositories of reviews and packs do what their page says."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import shellingham
import yaml
from builders import ROOT, swept, write_review
from commands import docgen

HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
PAGE = (ROOT / "docs" / "repositories.md").read_text(encoding="utf-8")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with a sound review, a faulty one, and a Danish template with a fault."""
    write_review(tmp_path / "data" / "good.yaml", status="draft")
    write_review(tmp_path / "data" / "bad.yaml", score=9)
    shutil.copytree(ROOT / "templates" / "dk", tmp_path / "templates" / "dk")
    (tmp_path / "notes.yaml").write_text("no: review\n", encoding="utf-8")
    return tmp_path


def taken(hook: dict[str, str], folder: Path) -> list[str]:
    """Return the files that pre-commit gives a hook."""
    names = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
    return [name for name in names if re.search(hook["files"], name)]


def test_the_hooks_take_reviews_packs_and_templates(repository):
    check, lint = HOOKS
    assert [check["id"], lint["id"]] == ["docgen-check", "docgen-lint"]
    assert taken(lint, repository) == ["templates/dk/report.docx"]
    files = taken(check, repository)
    assert "notes.yaml" not in files
    assert {"data/bad.yaml", "data/good.yaml", "templates/dk/pack.yaml"} < set(files)


@pytest.mark.parametrize("hook", swept(HOOKS), ids=lambda hook: hook["id"])
def test_a_hook_passes_sound_files_and_stops_faults(repository, hook):
    files = [name for name in taken(hook, repository) if "bad" not in name]
    _, *words = shlex.split(hook["entry"])
    run = docgen(repository, *words, *files)
    assert run.returncode == 0, run.stdout + run.stderr
    (repository / "templates/dk/report.docx").write_bytes(b"no Word file")
    assert docgen(repository, *words, *taken(hook, repository)).returncode == 1


@pytest.mark.parametrize("format_", ["json", "sarif", "github", "gitlab"])
def test_check_tells_programs_what_it_finds(repository, format_):
    run = docgen(repository, "check", "data", "--format", format_)
    assert (run.returncode, "25 faults" in run.stderr) == (1, True)
    if format_ == "github":
        assert len(run.stdout.splitlines()) >= 25
        assert "::error file=data/bad.yaml,title=out-of-range,line=" in run.stdout
        return
    told = json.loads(run.stdout)
    if format_ == "sarif":
        (result, *_) = told["runs"][0]["results"]
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"] == {"uri": "data/bad.yaml"}
        assert (result["ruleId"], place["region"]["startLine"]) == ("out-of-range", 11)
    elif format_ == "gitlab":
        assert told[0]["location"] == {"path": "data/bad.yaml", "lines": {"begin": 11}}
    else:
        keys = ["file", "fingerprint", "fix", "line", "message", "rule", "severity", "where"]
        assert sorted(told[0]) == sorted([*keys, "column"])


def test_sound_files_are_an_empty_report(repository):
    (repository / "data" / "bad.yaml").unlink()
    run = docgen(repository, "check", "data/good.yaml", "--format", "sarif")
    assert (run.returncode, json.loads(run.stdout)["runs"][0]["results"]) == (0, [])


@pytest.mark.skipif(os.name == "nt", reason="the action runs in bash")
@pytest.mark.parametrize(
    ("inputs", "code", "told"),
    swept(
        [
            ({"PATHS": "data/good.yaml"}, 0, ""),
            ({"PATHS": "data"}, 1, "::error file=data/bad.yaml"),
            ({"PATHS": "data/good.yaml", "LINT": "templates/dk", "STRICT": "true"}, 0, ""),
            ({"PATHS": "data/good.yaml", "LINT": "templates/dk own.docx"}, 1, "own.docx"),
            ({"PATHS": "data/*.yaml; touch made"}, 1, ""),
        ],
        2,
    ),
)
def test_the_action_runs_what_it_is_asked_for(repository, inputs, code, told):
    (repository / "own.docx").write_bytes(b"no Word file")
    program = repository / "bin" / "docgen"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m docgen "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    step = ACTION["runs"]["steps"][-1]
    assert set(step["env"]) == {"PATHS", "LINT", "STRICT"}
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    said = {"LINT": "", "STRICT": "false", **inputs, "PATH": path, "PYTHONPATH": str(ROOT)}
    run = subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", step["run"]],
        cwd=repository, env={**os.environ, **said}, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert (run.returncode != 0) == bool(code), run.stdout + run.stderr
    assert told in run.stdout
    assert not (repository / "made").exists()


def test_the_page_tells_hooks_and_inputs():
    for hook in HOOKS:
        assert f"- id: {hook['id']}" in PAGE
    told = re.findall(r"^\| `([\w-]+)` \|", PAGE, re.MULTILINE)
    assert told == list(ACTION["inputs"])


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("docgen re", ["render"]),
        ("docgen render --dr", ["--draft"]),
        ("docgen pac", ["pack", "packs"]),
    ],
)
def test_a_shell_completes_commands_and_options(tmp_path, line, offered):
    words = {
        "_DOCGEN_COMPLETE": "complete_bash",
        "COMP_WORDS": line,
        "COMP_CWORD": str(line.count(" ")),
    }
    run = subprocess.run(
        [sys.executable, "-m", "docgen"], cwd=tmp_path, capture_output=True, text=True, timeout=60,
        env={**os.environ, **words, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert sorted(run.stdout.split())[: len(offered)] == offered


def test_the_script_for_a_shell_is_printed(tmp_path, monkeypatch):
    monkeypatch.setattr(shellingham, "detect_shell", lambda: ("bash", "/bin/bash"))
    run = docgen(tmp_path, "--show-completion")
    assert run.returncode == 0
    assert "_DOCGEN_COMPLETE=complete_bash" in run.stdout
