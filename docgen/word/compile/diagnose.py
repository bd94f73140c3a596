"""Render once more, slowly: with Jinja's own look-ups, collecting every fault with its place."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import FrameType
from typing import Any

from jinja2 import TemplateError as JinjaError

from docgen.errors import TemplateError
from docgen.model import Problem
from docgen.word.compile.codegen import make_environment
from docgen.word.compile.full import full_runtime
from docgen.word.compile.syntax import compile_source, file_name
from docgen.word.compile.undefined import recorder
from docgen.word.render.compiled import Part, Stored
from docgen.word.render.controls import State
from docgen.word.render.modes import MakeSite, full_names, join_budget, run_part
from docgen.word.render.text import Formatter


def render_carefully(
    stored: Stored,
    filters: Mapping[str, Formatter],
    names: Mapping[str, Any],
    sites: MakeSite,
    state: State,
) -> dict[str, str]:
    """Return the parts as XML text, as the fast way would.

    Raises TemplateError with a Problem for each name or value that does not fit.
    """
    run = _Run(stored, filters, names, sites, state)
    state.forget()
    problems = run.problems
    texts = {part.name: run.part(part) for part in stored.parts}
    if problems:
        raise TemplateError(list(dict.fromkeys(problems)))
    return texts


@dataclass(frozen=True, slots=True)
class _Run:
    """One careful rendering."""

    stored: Stored
    filters: Mapping[str, Formatter]
    names: Mapping[str, Any]
    sites: MakeSite
    state: State
    problems: list[Problem] = field(default_factory=list)

    def part(self, part: Part) -> str:
        """Return the part as XML text; what is wrong goes to `problems`."""
        lines: dict[int, int] = {}

        def note(message: str) -> None:
            self._tell(part, _tag_at(lines, _current_line(part.name)), "undefined", message)

        environment = make_environment(self.filters, fast=False, undefined=recorder(note))
        runtime = full_runtime(environment)
        code, lines = compile_source(part, environment)
        try:
            root = run_part(part._replace(code=code), runtime, self.sites)
            known = full_names(runtime, self.stored, self.names, self.state)
            return join_budget(root(runtime.context(known, part.name)))
        except runtime.errors as error:
            rule = "expression" if isinstance(error, JinjaError) else "value"
            self._tell(part, _tag_at(lines, _raised_line(part.name)), rule, str(error))
            return ""

    def _tell(self, part: Part, tag: int, rule: str, message: str) -> None:
        known = tag < len(part.places)
        place = part.places[tag] if known else part.name
        printed = f"{part.tags[tag]}: " if known else ""
        self.problems.append(Problem(rule, printed + message, self.stored.file, where=place))


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
