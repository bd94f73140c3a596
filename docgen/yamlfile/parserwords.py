"""What stops the YAML parser, in the language of the reader."""

from __future__ import annotations

import re

from docgen.model.tongue import language_now, marked, say

SIGNS = {
    "@": marked("a text cannot begin with @"),
    "`": marked("a text cannot begin with a backtick"),
    "%": marked("a text cannot begin with %"),
    "*": marked("an unquoted text cannot begin with *"),
    "&": marked("an unquoted text cannot begin with &"),
    "!": marked("an unquoted text cannot begin with !"),
    ",": marked("an unquoted text cannot begin with a comma"),
    "]": marked("an unquoted text cannot begin with ]"),
    "}": marked("an unquoted text cannot begin with }"),
    "|": marked("the text begins on the line of the |, it belongs on the next line"),
    ">": marked("an unquoted text cannot begin with >"),
    "[": marked("an unquoted text cannot begin with ["),
    "{": marked("an unquoted text cannot begin with {"),
}
"""Why a text cannot begin with a sign; said with `say`."""
_PROBLEMS = (
    marked("found undefined alias {sign}"),
    marked("mapping keys are not allowed here"),
    marked("sequence entries are not allowed here"),
    marked("expected the node content, but found {sign}"),
    marked("found character {sign} that cannot start any token"),
    marked("expected alphabetic or numeric character, but found {sign}"),
    marked("expected a comment or a line break, but found {sign}"),
)
"""What PyYAML says where nothing better is known; a sign stands for what it found."""


def in_words(problem: str) -> str:
    """Return what the parser said, where it speaks another language in the words of that."""
    sign = re.search("'[^']*'", problem)
    sentence = problem.replace(sign[0], "{sign}", 1) if sign else problem
    if sentence in _PROBLEMS:
        return say(sentence, sign=sign[0] if sign else "")
    return problem if problem and language_now() == "en" else say("it cannot be parsed")
