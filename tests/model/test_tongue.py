"""Sentences are said in the reader's language; the catalogues hold all of them."""

import ast
import os
import runpy
import subprocess
import sys

import pytest

from docgen.model import tongue
from docgen.model.sentences import read_sentences
from docgen.model.tongue import language_of, say, say_count, speaking
from tests.builders import ROOT


@pytest.fixture
def free(monkeypatch):
    """Speak as it comes: tests as a whole speak English."""
    monkeypatch.setattr(tongue, "_fixed", [])


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        pytest.param("da-DK", "da", id="Danish"),
        pytest.param("sv-FI", "sv", id="Finland's Swedish"),
        pytest.param("nb_NO.UTF-8", "nb", id="as systems write it"),
        pytest.param("nn-NO", "nb", id="the other Norwegian"),
        pytest.param("no", "nb", id="Norwegian without saying which"),
        pytest.param("fi", "", id="one that docgen does not speak"),
        pytest.param("C.UTF-8", "", id="none"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_a_tag_has_a_language(tag, language):
    assert language_of(tag) == language


@pytest.mark.usefixtures("free")
def test_a_sentence_is_said_in_the_language_of_the_text_at_hand():
    english = say("none")
    with speaking("da-DK"):
        assert say("none") == "ingen"
        with speaking("fi-FI"):
            assert say("none") == "ingen"
        with speaking("sv"):
            assert say("none") == "inga"
    assert say("none") == english == "none"


@pytest.mark.usefixtures("free")
def test_what_the_user_asked_for_is_spoken_whatever_is_read(monkeypatch):
    monkeypatch.setenv("DOCGEN_LANG", "")
    tongue.ask_for("nb")
    with speaking("da-DK"):
        assert say("none") == "ingen"
    tongue.ask_for("en")
    with speaking("da-DK"):
        assert say("none") == "none"


@pytest.mark.usefixtures("free")
def test_values_may_hold_braces_and_a_sentence_that_is_in_no_catalogue_is_english():
    with speaking("sv"):
        assert say("a sentence that {x} says", x="{y}") == "a sentence that {y} says"
        assert say_count("one {thing}", "{count} {thing}s", 3, thing="cat") == "3 cats"


def test_the_catalogues_are_complete():
    tool = runpy.run_path(str(ROOT / "tools" / "catalogues.py"))
    assert [fault for language in ("da", "sv", "nb") for fault in tool["faults"](language)] == []


@pytest.mark.parametrize("language", ["da", "sv", "nb"])
def test_a_catalogue_reads_as_babel_reads_it(language):
    tool = runpy.run_path(str(ROOT / "tools" / "catalogues.py"))
    wanted = {}
    for message in tool["read"](language):
        many = isinstance(message.id, tuple | list)
        if message.id:
            wanted[message.id[0] if many else message.id] = (
                tuple(message.string) if many else (message.string,)
            )
    assert read_sentences(tool["po_file"](language)) == wanted


def test_no_sentence_stands_where_it_is_not_found():
    """Inside an f-string the tool that gathers the sentences sees nothing."""
    hidden = [
        f"{file.name}:{call.lineno}"
        for file in (ROOT / "docgen").rglob("*.py")
        for text in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in {"say", "say_count"}
        if call.args and isinstance(call.args[0], ast.Constant)
    ]
    assert hidden == []


def test_a_plain_report_is_made_without_a_catalogue(tmp_path):
    """A catalogue costs some milliseconds at each start."""
    file = ROOT / "data" / "dk" / "fjordby-2023.yaml"
    code = "import sys; from docgen.batch.run import make_reports; from pathlib import Path; "
    code += f"made = [*make_reports([{str(file)!r}], Path({str(tmp_path)!r}))]; "
    code += "print('docgen.model.sentences' in sys.modules)"
    environment = {**os.environ, "DOCGEN_LANG": ""}
    for _ in range(2):  # the first time what is compiled and checked is kept
        run = subprocess.run(
            [sys.executable, "-c", code],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
    assert run.stdout == "False\n"
