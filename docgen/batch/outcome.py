"""What came of one report of a batch."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from pathlib import Path
from typing import Final, Literal, NamedTuple, Protocol

from docgen.errors import DocgenError, KeptFileError
from docgen.model import Problem
from docgen.model.tongue import marked

State = Literal["done", "unchanged", "kept", "failed"]
DONE: Final[State] = marked("done")
UNCHANGED: Final[State] = marked("unchanged")
KEPT: Final[State] = marked("kept")
FAILED: Final[State] = marked("failed")
STATES: Final[tuple[State, ...]] = (DONE, UNCHANGED, KEPT, FAILED)
"""All there are, in the order in which a person wants to hear of them."""


class Outcome(NamedTuple):
    """What came of one document of one review."""

    source: str
    """The review's file."""
    state: State
    report: Path | None = None
    """The report's path; None where not even its name is known."""
    error: DocgenError | None = None
    """The reason of kept and failed."""
    notes: tuple[Problem, ...] = ()
    """Warnings about a report that was made."""
    lines: Mapping[str, bytes] = {}
    """Lines for the manifest that a worker of a store hands over."""

    @property
    def good(self) -> bool:
        """True when the report stands where it should."""
        return self.state in (DONE, UNCHANGED)


class Outcomes(Protocol):
    """A batch that is ready to start."""

    @property
    def total(self) -> int:
        """How many outcomes there will be."""

    def outcomes(self) -> Generator[Outcome, None, None]:
        """Do the work and yield what comes of it, one by one."""


def failure(source: str, error: DocgenError, report: Path | None = None) -> Outcome:
    """Return the outcome of a report that was not made because of `error`."""
    state = KEPT if isinstance(error, KeptFileError) else FAILED
    # What an exception came through holds whole files; a run may have a hundred thousand.
    error.__traceback__ = error.__cause__ = error.__context__ = None
    return Outcome(source=source, state=state, report=report, error=error)
