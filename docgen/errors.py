"""What can go wrong: one base class; messages name the thing, the place and the way out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docgen.model import Problem


class DocgenError(Exception):
    """Base of them all; its text can be shown to a user as it stands."""

    exit_code = 1


class UsageError(DocgenError):
    """The command line asks for something that cannot be: exit code 2."""

    exit_code = 2


class ReadError(DocgenError):
    """A file cannot be read or is not what its name says."""

    def __init__(self, file: Path | str, message: str) -> None:
        super().__init__(f"{file}: {message}")
        self.file = file
        self.message = message

    def __reduce__(self) -> tuple[object, ...]:
        """Survive the way back from a worker process."""
        return type(self), (self.file, self.message)


class InvalidDataError(DocgenError):
    """A file breaks its schema or its rules; `problems` holds every fault found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)

    def __reduce__(self) -> tuple[object, ...]:
        """Survive the way back from a worker process."""
        return type(self), (self.problems,)


class UnknownPackError(UsageError):
    """No pack has that code."""

    def __init__(self, code: str, known: Iterable[str]) -> None:
        known = sorted(known)
        near = get_close_matches(code.lower(), known, 1)
        hint = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(known) or 'none'}"
        super().__init__(f"no pack {code!r}; {hint}")
        self.code = code
        self.known = known

    def __reduce__(self) -> tuple[object, ...]:
        """Survive the way back from a worker process."""
        return type(self), (self.code, self.known)


class TemplateError(DocgenError):
    """A template cannot be compiled or rendered; `problems` holds every fault found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)

    def __reduce__(self) -> tuple[object, ...]:
        """Survive the way back from a worker process."""
        return type(self), (self.problems,)


class SaveError(DocgenError):
    """A report cannot be written, or an existing file is kept."""

    def __init__(self, file: Path | str, message: str) -> None:
        super().__init__(f"{file}: {message}")
        self.file = file
        self.message = message

    def __reduce__(self) -> tuple[object, ...]:
        """Survive the way back from a worker process."""
        return type(self), (self.file, self.message)


class KeptFileError(SaveError):
    """An existing file that docgen did not write, or that was edited since, stays as it is."""


class FileOpenError(SaveError):
    """The file is open in another program (Word on Windows)."""
