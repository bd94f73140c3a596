"""What the scripts say: all that they ask for, nothing more, in each language."""

from __future__ import annotations

import re

import pytest

from docgen.model.tongue import LANGUAGES, chosen
from docgen.web.sentences import sentences
from docgen.web.views import STATIC

OWN = [path for path in sorted(STATIC.glob("*.js")) if ".min." not in path.name]


def test_the_scripts_say_each_of_them_and_no_other() -> None:
    scripts = "\n".join(path.read_text(encoding="utf-8") for path in OWN)
    assert set(re.findall(r"\bsaid\.(\w+)\b", scripts)) == set(sentences())


def test_names_are_plain_and_sentences_are_there() -> None:
    found = sentences()
    assert len(found) > 10
    assert all(re.fullmatch(r"[a-z]+", name) for name in found)
    assert all(text and text == text.strip() for text in found.values())
    assert all("\n" not in text and "  " not in text for text in found.values())


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != "en"])
def test_all_are_said_in_each_language(language: str) -> None:
    english = sentences()
    with chosen(language):
        told = sentences()
    assert told.keys() == english.keys()
    assert [name for name in told if told[name] == english[name]] == []
    ends = {name for name in told if told[name][-1] != english[name][-1] and told[name][-1] in ":?"}
    assert ends == set()
