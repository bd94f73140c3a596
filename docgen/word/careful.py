"""Render once more, slowly: with Jinja's own look-ups, collecting every fault with its place."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from types import FrameType
from typing import Any

from jinja2 import TemplateError as JinjaError
from jinja2.runtime import Context

from docgen.errors import TemplateError
from docgen.model import Problem
from docgen.word.absent import recorder
from docgen.word.codegen import make_environment
from docgen.word.compile import compile_source, file_name
from docgen.word.sites import Formatter
from docgen.word.template import RENDER_ERRORS, Part, Stored, full_names, join_budget, run_part


def render_carefully(
    stored: Stored, filters: Mapping[str, Formatter], names: Mapping[str, Any]
) -> dict[str, str]:
    """Return the parts as XML text, as the fast way would.

    Raises TemplateError with a Problem for each name or value that does not fit.
    """
    problems: list[Problem] = []
    texts = {
        part.name: _render_part(part, stored, filters, names, problems) for part in stored.parts
    }
    if problems:
        raise TemplateError(list(dict.fromkeys(problems)))
    return texts


def _render_part(
    part: Part,
    stored: Stored,
    filters: Mapping[str, Formatter],
    names: Mapping[str, Any],
    problems: list[Problem],
) -> str:
    lines: dict[int, int] = {}

    def note(message: str) -> None:
        line = _current_line(part.name)
        tag = _tag_at(lines, line)
        place = part.places[tag] if tag < len(part.places) else part.name
        printed = part.tags[tag] if tag < len(part.tags) else ""
        problems.append(Problem("undefined", f"{printed}: {message}", stored.file, where=place))

    environment = make_environment(filters, fast=False, undefined=recorder(note))
    code, lines = compile_source(part, environment)
    careful = Part(part.name, part.source, code, part.places, part.tags, part.writers, part.sites)
    try:
        root = run_part(careful, environment, filters)
        parent = full_names(environment, stored, names)
        return join_budget(root(Context(environment, parent, part.name, {})))
    except RENDER_ERRORS as error:
        found = _tag_at(lines, _raised_line(part.name))
        place = part.places[found] if found < len(part.places) else part.name
        rule = "expression" if isinstance(error, JinjaError) else "value"
        message = f"{part.tags[found]}: {error}" if found < len(part.tags) else str(error)
        problems.append(Problem(rule, message, stored.file, where=place))
        return ""


def _tag_at(lines: Mapping[int, int], line: int) -> int:
    """Return the number of the tag (from 0) that a line of generated code belongs to."""
    best = max((code for code in lines if code <= line), default=0)
    return lines.get(best, 1) - 1


def _current_line(part: str) -> int:
    frame: FrameType | None = sys._getframe(1)
    name = file_name(part)
    while frame is not None:
        if frame.f_code.co_filename == name:
            return frame.f_lineno
        frame = frame.f_back
    return 0


def _raised_line(part: str) -> int:
    trace = sys.exc_info()[2]
    line = 0
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == file_name(part):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
