"""The one place where an exception that nobody foresaw becomes a fault of the file at hand.

`DOCGEN_DEBUG=1` lets such an exception through, so that its traceback is shown.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from docgen.errors import DocgenError, UnforeseenError
from docgen.model import Problem
from docgen.model.tongue import say

DEBUG = "DOCGEN_DEBUG"
"""The environment variable that lets unforeseen exceptions through."""

_PACKAGE = os.path.dirname(os.path.dirname(__file__))  # noqa: PTH120 - held against names in code objects
_MOST_TOLD = 200
"""Letters of an exception's own words."""


@contextmanager
def faults_of(file: Path | str, line: int | None = None) -> Iterator[None]:
    """Turn whatever goes wrong while one file is handled into a fault of that file.

    Everything that stands for many files (a review of a run, a neighbour in its folder, a pack) is
    handled within this. Raises UnforeseenError for all that is no DocgenError, memory and depth of
    calls among it; what ends a program (Ctrl-C, a reader of our output that has gone) passes.
    """
    try:
        yield
    except (DocgenError, BrokenPipeError):
        raise
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        raise UnforeseenError([Problem("unforeseen", _sentence(error), file, line)]) from error


def _sentence(error: Exception) -> str:
    """Return what happened and where in docgen, and what to do about it."""
    words = " ".join(str(error).split())[:_MOST_TOLD]
    what = type(error).__name__ + (f": {words}" if words else "")
    return say(
        "docgen met something it was not written for ({what}; {error}); please report "
        "this, with the file if you may",
        what=what,
        error=_innermost(error),
    )


def _innermost(error: Exception) -> str:
    """Return module and line of the innermost place in docgen that the exception came through."""
    place, step = say("outside docgen"), error.__traceback__
    while step is not None:
        file = step.tb_frame.f_code.co_filename
        if file.startswith(_PACKAGE) and file != __file__:
            module = file[len(_PACKAGE) + 1 :].removesuffix(".py").replace(os.sep, ".")
            place = say(
                "docgen.{module}, line {tb_lineno}", module=module, tb_lineno=step.tb_lineno
            )
        step = step.tb_next
    return place
