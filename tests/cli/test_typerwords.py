"""Pages of help and mistakes in a command line are in the reader's language, typer's words too."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest
from builders import ROOT, swept

from docgen.cli import app as cli
from docgen.cli import typerwords
from docgen.model.tongue import chosen

OWN = ("da", "sv", "nb")
ALL_PAGES = """
from docgen.cli.app import COMMANDS, make_app
from docgen.cli.typerwords import run
app = make_app([])
for name in ("", *COMMANDS):
    run(app, [*name.split(), "--help"])
"""
ENGLISH = (
    r"\b(the|and|of|or|with|this|show|exit|usage|options|arguments|commands?|error|missing|"
    r"required|default|file|folder|path|name|such)\b"
)
MISTAKES = {
    "no command": [],
    "a command there is not": ["rendr"],
    "a command like none": ["zzz"],
    "no path": ["check"],
    "an option there is not": ["check", "--zzz"],
    "an option like another": ["check", "--jsn"],
    "no process": ["check", "x", "--jobs", "0"],
    "no number": ["check", "x", "--jobs", "two"],
    "a format there is not": ["check", "x", "--format", "xml"],
    "nowhere to write to": ["new", "dk"],
    "nothing behind an option": ["check", "--jobs"],
    "too many words": ["packs", "a", "b"],
}


def _english(text: str) -> list[str]:
    """Return the English words in a page, what is quoted or typed left out."""
    return re.findall(
        ENGLISH, re.sub(r"`[^`]*`|'[^']*'|<[^>]*>|--?\w[\w-]*", "", text), re.IGNORECASE
    )


@pytest.mark.parametrize("language", swept(OWN))
def test_pages_of_help_have_no_word_of_english(language):
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "DOCGEN_LANG": language, "COLUMNS": "200"}
    told = subprocess.run(
        [sys.executable, "-c", ALL_PAGES], capture_output=True, env=environment, check=True
    )
    text = told.stdout.decode()
    assert text.count("docgen") > len(cli.COMMANDS)
    assert {line: found for line in text.splitlines() if (found := _english(line))} == {}


@pytest.mark.parametrize("language", OWN)
@pytest.mark.parametrize("words", MISTAKES.values(), ids=MISTAKES)
def test_mistakes_are_told_without_a_word_of_english(words, language, capsys):
    with chosen(language):
        code = typerwords.run(cli.make_app(words), words)
    out, err = capsys.readouterr()
    assert (code, out) == (2, "")
    mistake = err if words else err.splitlines()[0]
    assert _english(mistake) == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("j", True), ("Ja", True), ("y", True), ("", False), ("n", False), ("hm", False)],
)
def test_a_question_is_answered_in_ones_own_language(typed, meant, monkeypatch, capsys):
    monkeypatch.setattr("builtins.input", lambda: typed)
    with chosen("da"):
        assert typerwords.agreed("Skal det skrives?") == meant
    assert "[j/N]" in capsys.readouterr().err


def test_a_sentence_that_is_not_known_stays_as_typer_says_it():
    with chosen("da"):
        assert typerwords.said("Something new.") == "Something new."
