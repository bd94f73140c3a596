"""What stops the parser is said in the reader's language, or not in another's."""

from __future__ import annotations

import pytest

from docgen.model.tongue import chosen, say
from docgen.yamlfile.parserwords import SIGNS, in_words

LANGUAGES = ["da", "sv", "nb"]
KNOWN = [
    "found undefined alias 'leder'",
    "mapping keys are not allowed here",
    "expected the node content, but found ','",
    "found character '`' that cannot start any token",
    "expected alphabetic or numeric character, but found ' '",
    "expected a comment or a line break, but found 'x'",
]


@pytest.mark.parametrize("problem", [*KNOWN, "something nobody has met", "with 'a sign' in it"])
def test_in_english_the_parsers_own_words_are_kept(problem):
    assert in_words(problem) == problem


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("problem", KNOWN)
def test_what_is_known_is_said_in_the_readers_language_with_its_sign(language, problem):
    with chosen(language):
        said = in_words(problem)
    assert said != problem
    if "'" in problem:
        assert problem[problem.index("'") :].split("'")[1] in said
    assert "{sign}" not in said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("problem", ["something nobody has met", ""])
def test_what_is_not_known_is_no_english(language, problem):
    with chosen(language):
        assert in_words(problem) == say("it cannot be parsed") != "it cannot be parsed"


def test_without_a_word_it_cannot_be_parsed():
    assert in_words("") == "it cannot be parsed"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sign", SIGNS)
def test_why_a_text_cannot_begin_with_a_sign_is_said_in_each_language(language, sign):
    english = say(SIGNS[sign])
    with chosen(language):
        assert say(SIGNS[sign]) != english
