"""What can go wrong: one base class; messages name the thing, the place and the way out.

    DocgenError
      UsageError                exit code 2
        UnknownPackError
      ReadError, SaveError      one file, one message
        StoreError              a store of files that cannot be asked: exit code 2
        KeptFileError, FileOpenError
      InvalidDataError          problems of a review or a pack
        UnforeseenError         a fault of docgen, told as one of the file at hand
      TemplateError             problems of a template

An error's arguments are its fields, so that it survives the way back from a worker process.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.model.address import as_typed
from docgen.model.telling import one_line, page_of, quoted, shortened
from docgen.model.tongue import say
from docgen.suggest import did_you_mean

if TYPE_CHECKING:
    from docgen.model import Problem


class DocgenError(Exception):
    """Base of them all; its text can be shown to a user as it stands."""

    exit_code = 1

    def __str__(self) -> str:
        """Return the message, shortened where it holds a very long value."""
        return shortened(super().__str__())


class UsageError(DocgenError):
    """The command line asks for something that cannot be: exit code 2."""

    exit_code = 2


class UnknownPackError(UsageError):
    """No pack has that code."""

    def __init__(self, code: str, known: Iterable[str]) -> None:
        self.code, self.known = code, sorted(known)
        super().__init__(code, self.known)

    def __str__(self) -> str:
        """Return the message with the code that was probably meant."""
        near = did_you_mean(self.code.lower(), self.known, say("there are"))
        return say("no pack {code}; {near}", code=quoted(self.code), near=near)


class _FileError(DocgenError):
    """Something wrong with one file as a whole."""

    def __init__(self, file: Path | str, message: str) -> None:
        super().__init__(file, message)
        self.file, self.message = file, one_line(shortened(message))

    def __str__(self) -> str:
        """Return file and message in one line."""
        return f"{one_line(as_typed(self.file))}: {self.message}"


class ReadError(_FileError):
    """A file cannot be read or is not what its name says."""


class StoreError(ReadError):
    """A store does not tell what stands at an address."""

    exit_code = 2


class SaveError(_FileError):
    """A report cannot be written, or an existing file is kept."""


class KeptFileError(SaveError):
    """An existing file that docgen did not write, or that was edited since, stays as it is."""


class FileOpenError(SaveError):
    """The file is open in another program (Word on Windows)."""


class _ProblemsError(DocgenError):
    """Faults, each with its place; `problems` holds all that were found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        """Return a line for each fault, a page of each kind at most."""
        return "\n".join(page_of(self.problems))


class InvalidDataError(_ProblemsError):
    """A file breaks its schema or its rules."""


class UnforeseenError(InvalidDataError):
    """Something went wrong that docgen was not written for: see `bounds.unforeseen`."""


class TemplateError(_ProblemsError):
    """A template cannot be compiled or rendered."""
