"""Reads a broken YAML text row by row: what is surely wrong in a row, and the row as it was meant.

Only what no YAML allows in any place is mended here; all else is left to the parser.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from docgen.model import Problem
from docgen.model.tongue import marked, say
from docgen.yamlfile.explain import mishap_of, place_of_row, without_colon

BLANKS = " \t\u00a0"
_KEY = re.compile(r"(?P<indent> *(?:- +)*)(?P<key>[^\W\d][\w-]*)(?P<colon> *:)(?P<rest>.*)")
_HEADER = re.compile(r"[|>][-+0-9]{0,2}(?: +#.*)?")
_NAME_ALONE = re.compile(r" {0,4}[a-z][a-z0-9_]*: *(?:#.*)?")
_NO_VALUE = re.compile(r"[?–—-]")
_NO_COLON = re.compile(
    r"(?P<indent> *(?:- +)?)(?P<key>[\w-]+)[ \t\u00a0]+(?P<value>\d{1,3}|[|>]-?)"
)
_QUOTED = {'"': re.compile(r'"(?:\\.|[^"\\])*"(.*)'), "'": re.compile(r"'(?:''|[^'])*'(.*)")}
_TAB = marked("a tab stands at the beginning of the line; use blanks")
_NO_BREAK = marked("a no-break space stands at the beginning of the line; type blanks")
_NO_TEXT = re.compile(r"[|>@`%\]},]|[?-] ")
"""How no text begins that stands unquoted on the line of its key."""
_CLOSING = {"[": "]", "{": "}"}


class Mended(NamedTuple):
    """A row that cannot be read as it stands."""

    new: str
    """The row by which reading goes on; as many rows as before, so that all places stay."""
    problems: tuple[Problem, ...] = ()
    said: tuple[str, ...] | None = None
    """The rows that a person would write instead; None where it is not sure what was meant."""
    lost: bool = False
    """True where the row's value is not known."""


class Rows:
    """The rows of a text; what is mended, by number from 0."""

    def __init__(self, rows: list[str], file: Path | str, keys: Collection[str]) -> None:
        """Read the rows; `keys` are those that may stand in the file."""
        self.rows = list(rows)
        self.mended: dict[int, Mended] = {}
        self._file, self._keys = file, keys
        self._block: tuple[int, int] | None = None
        """Columns of a key whose text stands below it, and of that text (0: not known yet)."""
        self._told = False
        self._quote = ""
        self._dashes: set[int] = set()
        self._columns = _columns(rows)
        number = 0
        while number < len(self.rows):
            number = self._row(number)

    def _row(self, n: int) -> int:
        """Read a row, and those that go with it; return the number of the next."""
        row = self.rows[n]
        bare = row.strip(BLANKS)
        if not bare or bare[0] == "#":
            if re.match(" *\t", row):
                self._mend(n, f"{' ' * _blanks(row)}{bare}", "tab", say(_TAB), sure=True)
            return n + 1
        if self._block is None and self._quote:
            known = self._known(row)
            if not known and self._quote not in row:
                return n + 1
            self._quote = ""
            if not known:
                return n + 1
        row = self._with_blanks(n, row)
        if self._block is not None and self._is_body(n, row):
            return n + 1
        return self._entry(n, row)

    def _known(self, row: str) -> bool:
        match = _KEY.fullmatch(row.strip(BLANKS))
        return bool(match and match["key"] in self._keys)

    def _mend(
        self, n: int, new: str, rule: str, message: str, column: int = 0, *, sure: bool = False,
        said: tuple[str, ...] = (), lost: bool = False,
    ) -> None:  # fmt: skip
        """Put a row in place of another; an empty message is a consequence of one that is told."""
        before = self.mended.get(n)
        self.rows[n] = new
        where = place_of_row(self.rows, n)
        problems = before.problems if before else ()
        if message:
            problem = Problem(rule, message, self._file, n + 1, column + 1, where)
            problems = (*problems, problem)
        sure = sure and (before is None or before.said is not None)
        self.mended[n] = Mended(new, problems, (said or (new,)) if sure else None, lost)

    def _with_blanks(self, n: int, row: str) -> str:
        """Return a row that is indented by blanks alone."""
        lead = row[: len(row) - len(row.lstrip(BLANKS))]
        depth = len(lead) - len(lead.lstrip(" "))
        key_column, body = self._block or (0, 0)
        odd = lead.strip(" ")
        if not odd or (self._block and "\t" not in odd and depth >= max(body, key_column + 1)):
            return row
        bare = row.strip(BLANKS)
        match = _KEY.fullmatch(bare)
        column = _blanks(row)
        if match and match["key"] in self._keys:
            column = self._columns.get(match["key"], column)
        elif self._block:
            column = body or key_column + 2
        message = say(_TAB) if "\t" in odd else say(_NO_BREAK)
        new = " " * column + row.lstrip(BLANKS)
        self._mend(n, new, "tab" if "\t" in odd else "yaml", message, depth, sure=True)
        return new

    def _is_body(self, n: int, row: str) -> bool:
        """Tell whether a row belongs to the text under |; indent it when it does not stand so."""
        key_column, body = self._block or (0, 0)
        depth = len(row) - len(row.lstrip(" "))
        if depth > key_column and depth >= body:
            self._block = key_column, body or depth
            return True
        dash = row.lstrip().startswith("- ") and depth in self._dashes and depth < key_column
        if self._known(row) or dash or (_NAME_ALONE.fullmatch(row) and depth < key_column):
            self._block = None
            return False
        shown = row.strip() if len(row.strip()) <= 40 else f"{row.strip()[:37]}..."
        message = say(
            "the text under | has to stand two blanks further in than its key; indent {shown}",
            shown=repr(shown),
        )
        column = body or key_column + 2
        told, self._told = self._told, True
        self._mend(n, " " * column + row.strip(), "yaml", "" if told else message, depth, sure=True)
        self._block = key_column, column
        return True

    def _entry(self, n: int, row: str) -> int:
        """Read a row that begins a value; return the number of the row behind that value."""
        if match := re.match(r" *(?=- )", row):
            self._dashes.add(match.end())
        match = _KEY.fullmatch(row)
        if match is None:
            short = _NO_COLON.fullmatch(row.rstrip())
            if not short or short["key"] not in self._keys:
                return n + 1
            new = f"{short['indent']}{short['key']}: {short['value']}"
            self._mend(n, new, "yaml", without_colon(self.rows, n), sure=True)
            match = _KEY.fullmatch(new)
        elif not match["indent"]:
            self._dashes = set()
        assert match is not None
        match = self._spaced(n, self._in_column(n, match))
        value, column = match["rest"].strip(), match.start("key")
        if _HEADER.fullmatch(value):
            self._block, self._told = (column, 0), False
        elif _NO_VALUE.fullmatch(value) and value not in "–—" and match["key"] in self._keys:
            message = say("{sign} is no value; leave the place behind `{key}:` empty",
                          sign=value, key=match["key"])  # fmt: skip
            new = self.rows[n][: match.start("rest")]
            self._mend(n, new, "yaml", message, match.end() - 1, lost=True)
        elif value:
            return self._text(n, match, value)
        return n + 1

    def _in_column(self, n: int, match: re.Match[str]) -> re.Match[str]:
        """Return a key in the column of its like, where the next key stands so too."""
        column, wanted = match.start("key"), self._columns.get(match["key"], -1)
        if column == wanted or match["key"] not in self._keys or "-" in match["indent"]:
            return match
        known = (_KEY.fullmatch(row) for row in self.rows[n + 1 : n + 50] if self._known(row))
        after = next(known, None)
        if after is None or after.start("key") != wanted:
            return match
        message = say(
            "`{key}` begins in column {column}, its like in column {wanted}; "
            "keys of one block begin in the same column",
            key=match["key"], column=column + 1, wanted=wanted + 1,
        )  # fmt: skip
        new = " " * wanted + match.group().strip()
        self._mend(n, new, "yaml", message, column, sure=True)
        again = _KEY.fullmatch(new)
        assert again is not None
        return again

    def _spaced(self, n: int, match: re.Match[str]) -> re.Match[str]:
        """Return a key and what follows it with one blank behind the colon."""
        rest, key = match["rest"], match["key"]
        lead = rest[: len(rest) - len(rest.lstrip(BLANKS))]
        head = match.group()[: match.start("rest")]
        quoted = rest.strip(BLANKS)[:1] in {'"', "'"}
        if rest and not lead and key in self._keys:
            message, rule, rest = without_colon([match.group()], 0), "yaml", f" {rest}"
        elif "\t" in rest and not (quoted and "\t" not in lead):
            message, rule = say("a tab stands here; use blanks, or put the text under |"), "tab"
            rest = f" {rest.strip(BLANKS).replace(chr(9), ' ')}".rstrip()
        elif lead.startswith("\u00a0") and key in self._keys:
            message, rule = say("a no-break space stands behind the colon; type a blank"), "yaml"
            rest = f" {rest.strip(BLANKS)}"
        else:
            return match
        self._mend(n, head + rest, rule, message, match.start("rest"), sure=True)
        again = _KEY.fullmatch(head + rest)
        assert again is not None
        return again

    def _text(self, n: int, match: re.Match[str], value: str) -> int:
        """Read a value on the line of its key, with the rows that go on with it."""
        column = match.start("key")
        first = value[0]
        more = self._goes_on(n, column)
        rows = [value, *(self.rows[one].strip(BLANKS) for one in more)]
        if first in "\"'":
            closed = _QUOTED[first].fullmatch(value)
            if closed is None:
                if more and first in "".join(rows[1:]):
                    self._quote = first
                    return n + 1
            elif not closed[1].strip() or closed[1].lstrip().startswith("#"):
                return n + 1
        elif first in _CLOSING:
            if value.count(first) != value.count(_CLOSING[first]) and more:
                return n + 1
            if value.partition(" #")[0].rstrip().endswith(_CLOSING[first]):
                return n + 1
        elif first in "&*!" or not (_has_colon(rows) or _NO_TEXT.match(value)):
            return n + 1
        self._quote_rows(n, match, rows, more)
        return more[-1] + 1 if more else n + 1

    def _goes_on(self, n: int, column: int) -> list[int]:
        """Return the rows below a key that go on with the text on its line."""
        found = []
        for number in range(n + 1, len(self.rows)):
            row = self.rows[number]
            depth = len(row) - len(row.lstrip(BLANKS))
            if not row.strip(BLANKS) or depth <= column or self._known(row):
                break
            found.append(number)
        return found

    def _quote_rows(self, n: int, match: re.Match[str], rows: list[str], more: list[int]) -> None:
        """Put a text that no YAML takes as it stands into quotes; a person would put it under |."""
        head = self.rows[n][: match.start("rest")]
        item = "- " in match["indent"] and match["key"] not in self._keys
        if item:  # the whole entry is a text
            head, rows = match["indent"].rstrip(), [f"{match['key']}: {rows[0]}", *rows[1:]]
        message = mishap_of(self.rows[n])
        if item or not message:
            message = say("a colon stands inside an unquoted text; put the text under |")
        column = len(head) + 1
        closed = [row.replace("'", "''") for row in rows]
        closed[0], closed[-1] = f"{head} '{closed[0]}", f"{closed[-1]}'"
        if len(closed) == 1:
            closed[0] = f"{head} '{rows[0].replace(chr(39), chr(39) * 2)}'"
        inner = " " * (match.start("key") + 2)
        body = rows[0][1:].strip() if rows[0][0] == "|" else rows[0]
        sure = not more and rows[0][0] not in ">[{" and not _open_quote(rows[0])
        said = (f"{head} |", f"{inner}{body}")
        self._mend(n, closed[0], "yaml", message, column, sure=sure, said=said)
        for number, row in zip(more, closed[1:], strict=True):
            self._mend(number, inner + row, "yaml", "")


def _columns(rows: list[str]) -> dict[str, int]:
    """Return the column in which each key stands most often, for keys that stand at all twice."""
    counted: dict[str, Counter[int]] = {}
    for row in rows:
        match = _KEY.fullmatch(row)
        if match:
            counted.setdefault(match["key"], Counter())[match.start("key")] += 1
    return {
        key: columns.most_common(1)[0][0] for key, columns in counted.items() if columns.total() > 1
    }


def _blanks(row: str) -> int:
    """Return how far in a row stands, a tab for two blanks."""
    lead = row[: len(row) - len(row.lstrip(BLANKS))]
    return len(lead) + lead.count("\t")


def _has_colon(rows: list[str]) -> bool:
    return any(": " in row.partition(" #")[0] or row.endswith(":") for row in rows)


def _open_quote(text: str) -> bool:
    """Tell whether a text begins with a quote that it does not end."""
    return text[0] in _QUOTED and _QUOTED[text[0]].fullmatch(text) is None
