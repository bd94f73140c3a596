"""Render once more, slowly: with Jinja's own look-ups, collecting every fault with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from jinja2 import TemplateError as JinjaError

from docgen.bounds.unforeseen import faults_of
from docgen.errors import TemplateError, UnforeseenError
from docgen.model import Problem
from docgen.word.compile.environment import make_environment
from docgen.word.compile.full import full_runtime
from docgen.word.compile.reasons import value_in_words
from docgen.word.compile.syntax import compile_source
from docgen.word.compile.undefined import recorder
from docgen.word.render.budget import CURRENT, LimitError, join_within
from docgen.word.render.compiled import CompiledTemplate, Part
from docgen.word.render.controls import State
from docgen.word.render.faults import current_line, fault_at, is_of_tag, limit_fault, raised_line
from docgen.word.render.modes import MakeSite, run_part, runtime_names
from docgen.word.render.text import ForbiddenCharacterError, Formatter


def render_carefully(
    stored: CompiledTemplate,
    filters: Mapping[str, Formatter],
    names: Mapping[str, Any],
    sites: MakeSite,
    state: State,
    *,
    cleaned: bool = False,
) -> dict[str, str]:
    """Return the parts as XML text, as the fast way would.

    Raises TemplateError with a Problem for each name or value that does not fit, and, unless the
    names are `cleaned`, ForbiddenCharacterError.
    """
    run = _Run(stored, filters, names, sites, state, cleaned)
    state.forget()
    problems = run.problems
    texts = {part.name: run.part(part) for part in stored.parts}
    if problems:
        raise TemplateError(list(dict.fromkeys(problems)))
    return texts


@dataclass(frozen=True, slots=True)
class _Run:
    """One careful rendering."""

    stored: CompiledTemplate
    filters: Mapping[str, Formatter]
    names: Mapping[str, Any]
    sites: MakeSite
    state: State
    cleaned: bool
    problems: list[Problem] = field(default_factory=list)

    def part(self, part: Part) -> str:
        """Return the part as XML text; what is wrong goes to `problems`."""

        def note(message: str) -> None:
            self._tell(part, current_line(part.name), "undefined", message)

        environment = make_environment(self.filters, undefined=recorder(note))
        runtime = full_runtime(environment)
        code = compile_source(part, environment)
        try:
            with faults_of(self.stored.file):
                try:
                    root = run_part(part._replace(code=code), runtime, self.sites)
                    known = runtime_names(runtime, self.stored, self.names, self.state)
                    return join_within(root(runtime.context(known, part.name)), CURRENT.get())
                except runtime.errors as error:
                    if isinstance(error, ForbiddenCharacterError) or not is_of_tag(
                        error, part.name
                    ):
                        raise
                    rule = "expression" if isinstance(error, JinjaError) else "value"
                    self._tell(part, raised_line(error, part.name), rule, value_in_words(error))
        except ForbiddenCharacterError as error:
            if not self.cleaned:
                raise
            self._tell(part, raised_line(error, part.name), "control-character", str(error))
        except LimitError as error:
            self.problems.append(limit_fault(part, error, self.stored.file))
        except UnforeseenError as error:
            problem = error.problems[0]
            line = raised_line(error.__cause__, part.name)
            self._tell(part, line, problem.rule, problem.message)
        return ""

    def _tell(self, part: Part, line: int, rule: str, message: str) -> None:
        self.problems.append(fault_at(part, line, rule, message, self.stored.file))
