"""Where a fault of a rendering stands: the lines of generated code are the numbers of its tags."""

from __future__ import annotations

import os
import sys
from types import FrameType

from docgen.model import Problem
from docgen.word.render.budget import LimitError
from docgen.word.render.compiled import Part


def file_name(part: str) -> str:
    """Return the name that stands for a part's code in tracebacks."""
    return f"<template part {part}>"


def fault_at(part: Part, line: int, rule: str, message: str, file: str) -> Problem:
    """Return the fault of the tag with that number, from 1; 0 for none."""
    known = 0 < line <= len(part.places)
    place = part.places[line - 1] if known else ""
    printed = f"{part.tags[line - 1]}: " if known and part.tags[line - 1] else ""
    return Problem(rule, printed + message, file, where=place or part.name)


def limit_fault(part: Part, error: LimitError, file: str) -> Problem:
    """Return the fault of a template that goes beyond the budget of a rendering."""
    return fault_at(part, raised_line(error, part.name), "limit", str(error), file)


def raised_line(error: BaseException | None, part: str) -> int:
    """Return the number of the tag in which an exception was raised; 0 if it is not known."""
    line, trace = 0, error.__traceback__ if error is not None else None
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == file_name(part):
            line = trace.tb_lineno or line
        trace = trace.tb_next
    return line


_WRITE_VALUES = tuple(
    os.path.join(os.path.dirname(__file__), f"{module}.py")  # noqa: PTH118, PTH120 - as code has it
    for module in ("blanks", "controls", "glossary", "sites", "text")
)
"""Modules that print what a tag gave them: what goes wrong in them is docgen's own."""


def is_of_tag(error: BaseException, part: str) -> bool:
    """Return whether an exception came from what a tag says, not from how docgen prints it.

    What has a way out in its message was raised on purpose.
    """
    called, inside = "", False
    trace = error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name == file_name(part):
            called, inside = "", True
        elif inside and not called:
            called = name
        trace = trace.tb_next
    return inside and (called not in _WRITE_VALUES or "; " in str(error))


def current_line(part: str) -> int:
    """Return the number of the tag that runs now; 0 if it is not known."""
    frame: FrameType | None = sys._getframe(1)
    name = file_name(part)
    while frame is not None:
        if frame.f_code.co_filename == name:
            return frame.f_lineno or 0
        frame = frame.f_back
    return 0
