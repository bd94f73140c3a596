"""Say in one line what went wrong in a YAML text, and what to type instead."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from docgen.model import Problem
from docgen.model.tongue import say
from docgen.yamlfile.nodes import FastParser, PythonParser
from docgen.yamlfile.parserwords import SIGNS, in_words

_ROW = re.compile(
    r"(?P<indent> *(?:- +)*)(?P<key>[\w.-]+|'[^']*'|\"[^\"]*\") *:(?: +(?P<value>\S.*))?"
)
_HEADER = re.compile(r"[|>][-+0-9]{0,2}(?: +#.*)?")
_BEGINS_BEFORE = ("could not find expected ':'", "',' or", "unexpected end of stream")
"""Problems that are met behind the thing that is wrong."""
_LONGEST = 100_000
"""Characters of the longest text that is parsed again by PyYAML's own parser."""
_FAR_UP = 10_000
"""Rows above a fault in which the keys that it stands under are looked for."""


def explain(text: str, error: Exception, file: Path | str) -> Problem:
    """Return the fault that stopped the parser, in words for the person who typed the text."""
    error = _python_error(text, error) or error
    problem = str(getattr(error, "problem", None) or "")
    mark = getattr(error, "problem_mark", None)
    context = getattr(error, "context_mark", None)
    rows = re.split(r"\r\n|\r|\n", text)
    line = min(mark.line if mark else 0, len(rows) - 1)
    column = mark.column if mark else 0
    if "single document" in problem or "single document" in str(getattr(error, "context", "")):
        message = say("a second document begins here (---); keep one review in one file")
        return Problem("several-documents", message, file, line + 1, column + 1)
    if "'\\t'" in problem or rows[line][column : column + 1] == "\t":
        message = say("a tab stands here; use blanks, or put the text under |")
        return Problem("tab", message, file, line + 1, column + 1)
    if found := re.match(r" *\u00a0", rows[line]):
        message = say("a no-break space stands at the beginning of the line; type blanks")
        return Problem("yaml", message, file, line + 1, found.end())
    above = _row_above(rows, line)
    last = above if "<stream end>" in problem else line
    for at in dict.fromkeys((line, context.line if context else line, _owner(rows, line), last)):
        if message := _mishap(rows, at):
            column = column if at == line else _value_column(rows[at])
            return Problem("yaml", message, file, at + 1, column + 1, _where(rows, at))
    if "mapping values" in problem and _indent(rows[line]) <= _indent(rows[above]):
        return Problem("yaml", _no_colon(rows, above), file, above + 1, _indent(rows[above]) + 1)
    message = _structure(rows, line, column, problem, context)
    if context and any(words in problem for words in _BEGINS_BEFORE):
        line, column = context.line, context.column
    return Problem("yaml", message, file, line + 1, column + 1, _where(rows, line))


def _python_error(text: str, error: Exception) -> yaml.MarkedYAMLError | None:
    """Return what PyYAML's own parser says of the same place, so that all machines say the same."""
    if FastParser is PythonParser or len(text) > _LONGEST:
        return None
    try:
        PythonParser(text).get_single_node()
    except yaml.MarkedYAMLError as other:
        # It also stops at some things that libyaml reads, question marks in a list among them.
        tab = "'\\t'" in str(other.problem)
        return other if tab or _line(other) + 1 >= _line(error) else None
    except (yaml.YAMLError, RecursionError):
        return None
    return None


def _line(error: Exception) -> int:
    mark = getattr(error, "problem_mark", None)
    return mark.line if mark else 0


def _row(row: str) -> re.Match[str] | None:
    """Return the parts of a row `key: value`, None for any other row."""
    return _ROW.fullmatch(row.rstrip(" "))


def _value_column(row: str) -> int:
    match = _row(row)
    return match.start("value") if match and match["value"] else len(row) - len(row.lstrip())


def _indent(row: str) -> int:
    return len(row) - len(row.lstrip(" "))


def _row_above(rows: list[str], line: int) -> int:
    """Return the nearest row above that is no blank or comment, `line` when there is none."""
    for above in range(line - 1, max(line - _FAR_UP, -1), -1):
        if rows[above].strip() and rows[above].lstrip()[0] != "#":
            return above
    return line


def _owner(rows: list[str], line: int) -> int:
    """Return the row of the key whose text goes on in row `line`."""
    for above in range(line - 1, max(line - 200, -1), -1):
        if rows[above].strip() and _indent(rows[above]) < _indent(rows[line]):
            return above
    return line


def _mishap(rows: list[str], line: int) -> str:
    """Return what is wrong with the text typed behind the key of a row, "" when it looks sound."""
    match = _row(rows[line])
    if not match or not match["value"]:
        return ""
    key, value = match["key"].strip("'\""), match["value"]
    first = value[0]
    if first in "'\"":
        what = _quote_mishap(first, value)
    elif first in "|>":
        what = "" if _HEADER.fullmatch(value) else say(SIGNS[first])
    elif first in "[{":
        what = _bracket_mishap(first, value)
    elif first in SIGNS:
        what = say(SIGNS[first])
    elif value[:2] in {"- ", "? "}:
        what = say(
            "a text on the line of its key cannot begin with {first!r} and a blank", first=first
        )
    elif ": " in value or value.endswith(":"):
        what = say("a colon stands inside an unquoted text")
    else:
        return ""
    return f"{what}; {_under_bar(key, value)}" if what else ""


def _quote_mishap(quote: str, value: str) -> str:
    body = re.sub(r"\\." if quote == '"' else "''", "", value[1:])
    if quote not in body:
        return say(
            "the text begins with {quote} and does not end with it on this line", quote=quote
        )
    rest = body.partition(quote)[2].strip()
    return (
        say("the text goes on behind the second {quote}", quote=quote)
        if rest and not rest.startswith("#")
        else _escape(quote, value)
    )


def _escape(quote: str, value: str) -> str:
    odd = re.search(r"\\[^0abtnvfre \"/\\N_LPxuU]", value) if quote == '"' else None
    return say('{odd} is no sign YAML knows inside "..."', odd=odd[0]) if odd else ""


def _bracket_mishap(first: str, value: str) -> str:
    closing = "]" if first == "[" else "}"
    if value.count(first) != value.count(closing):
        return say(
            "the {first} is not closed by a {closing} on this line, or a text in it holds one",
            first=first,
            closing=closing,
        )
    return "" if value.endswith(closing) else say("a text cannot begin with {first}", first=first)


def _under_bar(key: str, value: str) -> str:
    value = value.lstrip("| ").strip("'\"")  # a > stays: "> 20" says more than "20"
    shown = value if len(value) <= 40 else f"{value[:37]}..."
    return say(
        'put the text under |: first line "{key}: |", next line, two blanks further in, "{what}"',
        key=key,
        what=shown,
    )


def _structure(
    rows: list[str], line: int, column: int, problem: str, context: yaml.Mark | None
) -> str:
    """Return what is wrong with keys, colons and indentation."""
    if "could not find expected ':'" in problem:
        at = context.line if context else line
        return _no_colon(rows, at)
    if "mapping values are not allowed" in problem:
        key = rows[line].strip().partition(":")[0]
        return say(
            "{key!r} stands deeper than the line above it; keys of one block begin in the same "
            "column, and a text of several lines stands under |",
            key=key,
        )
    if "alias" in problem:
        return say("{problem}; put a text that begins with * under |", problem=in_words(problem))
    if "expected <block end>" in problem or "did not find expected" in problem:
        return _misfit(column + 1, context)
    if "',' or" in problem:
        return say(
            "this bracket is not closed, or a comma is missing; close it, or quote the text in it"
        )
    if "unexpected ':'" in problem:
        return say("a colon stands inside an unquoted text in [ ] or { }; put the text in quotes")
    if "unexpected end of stream" in problem:
        return say("this quote mark has no second one; add it, or put the text under |")
    if "escape character" in problem:
        return say(
            'a backslash inside "..." begins a sign YAML does not know; put the text under |'
        )
    return say(
        "this is no YAML ({problem}); if it is a text, put it under |",
        problem=in_words(problem),
    )


def _misfit(column: int, context: yaml.Mark | None) -> str:
    block = (
        say(
            "the block of line {line}, column {column}",
            line=context.line + 1,
            column=context.column + 1,
        )
        if context
        else say("the block")
    )
    return say(
        "column {column} does not fit {block}; keys of one block begin in the same column, and a "
        "text of several lines stands under |",
        column=column,
        block=block,
    )


def _no_colon(rows: list[str], line: int) -> str:
    row = rows[line].strip()
    above = rows[_row_above(rows, line)].rstrip()
    shown = row if len(row) <= 40 else f"{row[:37]}..."
    if re.search(r": *[|>][-+0-9]{0,2}$", above):
        return say(
            "the text under | has to stand two blanks further in than its key; indent {what!r}",
            what=shown,
        )
    if re.match(r"[\w-]+:[^ ]", row):
        key, value = (text.strip() for text in row.split(":", 1))
        return say(
            "a blank is missing behind the colon; write '{key}: {value}'", key=key, value=value[:30]
        )
    return say(
        "{what!r} is no key with a colon; a text of several lines stands under |", what=shown
    )


def _where(rows: list[str], line: int) -> str:
    """Return the dotted path of a row, as far as indentation tells it."""
    names: list[str] = []
    limit = _indent(rows[line]) + 1
    for row in reversed(rows[max(0, line + 1 - _FAR_UP) : line + 1]):
        match = _row(row)
        if match and len(match["indent"]) < limit:
            names.append(match["key"].strip("'\""))
            limit = len(match["indent"])
        if limit == 0:
            break
    return ".".join(reversed(names))


def mishap_of(row: str) -> str:
    """Return what is wrong with the text behind the key of one row, "" when it looks sound."""
    return _mishap([row], 0)


def without_colon(rows: list[str], line: int) -> str:
    """Return what to say of a row that should be `key: value` and is not."""
    return _no_colon(rows, line)


def place_of_row(rows: list[str], line: int) -> str:
    """Return the dotted path of a row, as far as indentation tells it."""
    return _where(rows, line)
