"""Render once more, slowly: with Jinja's own look-ups, collecting every fault with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import CodeType
from typing import Any, NamedTuple

from jinja2 import TemplateError as JinjaError

from docgen.bounds.unforeseen import faults_of
from docgen.errors import TemplateError, UnforeseenError
from docgen.model import Problem
from docgen.model.tongue import marked, say
from docgen.word.compile.absence import see
from docgen.word.compile.carried import Carried
from docgen.word.compile.environment import make_environment
from docgen.word.compile.reasons import callers_words, is_callers, value_in_words
from docgen.word.compile.runtime_jinja import jinja_runtime
from docgen.word.compile.syntax import compile_source
from docgen.word.compile.undefined import BlankUndefined, recorder
from docgen.word.render.budget import CURRENT, LimitError, join_within
from docgen.word.render.compiled import CompiledTemplate, Part
from docgen.word.render.faults import current_line, fault_at, is_of_tag, limit_fault, raised_line
from docgen.word.render.forgiving import Forgiving
from docgen.word.render.given import Given, OnWarning
from docgen.word.render.listing import part_paragraphs
from docgen.word.render.modes import MakeSite, run_part, runtime_names
from docgen.word.render.state import State
from docgen.word.render.text import LISTING, ForbiddenCharacterError

_GIVE = marked("give it a value, or write |default('') behind it")
"""The way out where the names come from a caller."""
_MOST_OF_A_TAG = 5


class Careful(NamedTuple):
    """What a careful rendering is made of, besides the names."""

    stored: CompiledTemplate
    given: Given
    sites: MakeSite
    codes: dict[str, CodeType]
    """The careful code of each part, kept from one rendering to the next."""
    warn: OnWarning | None = None
    word: Any = None
    """The DocxTemplate that values with Word content were made with, where the caller tells."""
    cleaned: bool = False
    tells: bool = False
    """Whether the state hears of the text outside fields."""


def render_carefully(careful: Careful, names: Mapping[str, Any], state: State) -> dict[str, str]:
    """Return the parts as XML text, as the fast way would; the names are used once.

    Raises TemplateError with a Problem for each name or value that does not fit, and, unless the
    names are cleaned, ForbiddenCharacterError where a field prints what no XML may hold.
    """
    state.forget()
    run = _Run(careful, names, state, Carried(names, careful.word, careful.stored.file))
    texts = {part.name: run.part(part) for part in careful.stored.parts}
    if run.problems:
        raise TemplateError(list(dict.fromkeys(run.problems)))
    if run.content.used:
        state.content = run.content
    return texts


@dataclass(frozen=True, slots=True)
class _Run:
    """One careful rendering."""

    careful: Careful
    names: Mapping[str, Any]
    state: State
    content: Carried
    problems: list[Problem] = field(default_factory=list)
    warned: set[str] = field(default_factory=set)
    told: dict[tuple[str, int], set[str]] = field(default_factory=dict)
    """By part and tag: what was said of it; a loop runs into the same again and again."""

    def part(self, part: Part) -> str:
        """Return the part as XML text; what is wrong goes to `problems`."""
        stored = self.careful.stored
        self.content.begin(part.name)
        try:
            with faults_of(stored.file):
                return self._text(part)
        except ForbiddenCharacterError as error:
            if not self.careful.cleaned:
                raise
            self._tell(part, raised_line(error, part.name), "control-character", str(error))
        except LimitError as error:
            self.problems.append(limit_fault(part, error, stored.file))
        except UnforeseenError as error:
            problem, cause = error.problems[0], error.__cause__
            rule, message = problem.rule, problem.message
            if cause is not None and is_of_tag(cause, part.name) and is_callers(cause):
                rule, message = "value", callers_words(cause)
            self._tell(part, raised_line(cause, part.name), rule, message)
        return ""

    def _text(self, part: Part) -> str:
        careful = self.careful

        def note(message: str) -> None:
            if not careful.stored.store:
                message = message.replace(see(), say(_GIVE))
            self._tell(part, current_line(part.name), "undefined", message)

        strict = careful.given.undefined == "strict"
        absent = recorder(note) if strict else BlankUndefined
        environment = make_environment(careful.given, absent)
        if part.name not in careful.codes:
            careful.codes[part.name] = compile_source(part, environment)
        runtime = jinja_runtime(environment)
        writers = Forgiving(lambda: self._warn(part), self.content, not careful.stored.store)
        code = part._replace(code=careful.codes[part.name])
        root = run_part(code, runtime, careful.sites, writers.writers(), tells=careful.tells)
        known = runtime_names(runtime, careful.stored, self.names, self.state)
        try:
            text = join_within(root(runtime.context(known, part.name)), CURRENT.get())
        except runtime.errors as error:
            if isinstance(error, ForbiddenCharacterError) or not is_of_tag(error, part.name):
                raise
            rule = "expression" if isinstance(error, JinjaError) else "value"
            self._tell(part, raised_line(error, part.name), rule, value_in_words(error))
            return ""
        return part_paragraphs(text) if any(sign in text for sign in LISTING) else text

    def _tell(self, part: Part, line: int, rule: str, message: str) -> None:
        of_tag = self.told.setdefault((part.name, line), set())
        if message in of_tag or len(of_tag) == _MOST_OF_A_TAG:
            return
        of_tag.add(message)
        self.problems.append(fault_at(part, line, rule, message, self.careful.stored.file))

    def _warn(self, part: Part) -> None:
        """Tell that the tag which runs printed what no Word file may hold; once."""
        message = say("control characters, which no Word file may hold, are left out")
        file, line = self.careful.stored.file, current_line(part.name)
        problem = fault_at(part, line, "control-character", message, file)
        if self.careful.warn is not None and (told := f"{problem.where} {problem.message}"):
            if told not in self.warned:
                self.careful.warn(problem._replace(severity="warning"))
            self.warned.add(told)
