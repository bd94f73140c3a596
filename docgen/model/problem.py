"""What is wrong in a file: findings are values, and one form serves every check."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal, NamedTuple, Self

from docgen.model.address import as_typed
from docgen.model.place import Where
from docgen.model.telling import MOST_LETTERS, MOST_OF_A_PLACE, one_line, shortened
from docgen.model.tongue import marked, say

Severity = Literal["error", "warning", "note"]
"""An error makes exit code 1; a warning should be looked at; a note says what was done."""


class Finding(NamedTuple):
    """Something wrong with a value, before it is known in which line the value stands."""

    rule: str
    message: str
    path: Where
    severity: Severity = "error"
    key: bool = False
    """True where the key is to be pointed at, not the value."""


def warning(rule: str, message: str, path: Where) -> Finding:
    """Return a finding that should be looked at."""
    return Finding(rule, message, path, "warning")


class Fix(NamedTuple):
    """What surely was meant: whole lines of the file, and what stands there instead."""

    line: int
    """From 1."""
    end_line: int
    text: str
    """One line or several, the last without its end."""


class _Problem(NamedTuple):
    """What a `Problem` holds."""

    rule: str
    """Stable id of the rule, like `unknown-key` or `score-without-comment`."""
    message: str
    file: Path | str
    line: int | None = None
    """From 1; None where the file has no lines (a Word file, a folder)."""
    column: int | None = None
    where: str = ""
    """A place a person can find: `criteria.caseload_size.score`, `table 1, row 3, cell 2`."""
    severity: Severity = "error"
    fix: Fix | None = None
    """None where a person has to say what was meant."""


_SEVERITIES = {"warning": marked("warning"), "note": marked("note")}


class Problem(_Problem):
    """Something wrong in a file; checks return these, they do not raise them.

    A tuple, not a dataclass: importing `dataclasses` costs a twentieth of a cold start.
    """

    __slots__ = ()

    def __new__(
        cls,
        rule: str,
        message: str,
        file: Path | str,
        line: int | None = None,
        column: int | None = None,
        where: str = "",
        severity: Severity = "error",
        fix: Fix | None = None,
    ) -> Self:
        """Keep what is told within bounds, whatever a file holds."""
        if len(message) > MOST_LETTERS:
            message = shortened(message)
        if len(where) > MOST_OF_A_PLACE:
            where = shortened(where, MOST_OF_A_PLACE)
        return super().__new__(cls, rule, message, file, line, column, where, severity, fix)

    @classmethod
    def _make(cls, iterable: Iterable[Any]) -> Self:  # type: ignore[override]  # typeshed: any NT
        """Return a problem of its fields in order; `_replace` comes this way too."""
        return cls(*iterable)

    def __str__(self) -> str:
        """Return one line in the form editors can jump to."""
        place = as_typed(self.file)
        if self.line is not None:
            place += f":{self.line}" + (f":{self.column}" if self.column is not None else "")
        where = f"{self.where}: " if self.where else ""
        kind = "" if self.severity == "error" else f"{say(_SEVERITIES[self.severity])}: "
        return one_line(f"{place}: {kind}{where}{self.message} [{self.rule}]")
