"""Judge a template without making code of it: what is wrong with its tags, and what they print.

Making code and trying it out takes most of the time of a compilation. Who holds one template
against the names of several packs reads it once: `Judged` keeps what is sound whatever names mean.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from docgen.errors import TemplateError
from docgen.model import Fields, Problem, Severity
from docgen.word.compile.compiler import Compiler, parts_of, told_once
from docgen.word.compile.gate import Package
from docgen.word.compile.held import Sound
from docgen.word.render.given import Given


class Judgement(NamedTuple):
    """What one judge found of a template without faults."""

    prints: frozenset[str]
    """Paths of the review, and names, that it prints or asks for."""
    notes: tuple[tuple[str, str, str, Severity], ...]
    """Rule, place, message and severity of what stops nothing."""


class _Terms(NamedTuple):
    """What a part is sound by: who judges by the same finds the same."""

    names: frozenset[str] | None
    filters: frozenset[str]
    tests: frozenset[str]
    comments: bool | None


class _Known(NamedTuple):
    parts: tuple[Sound, ...]
    notes: tuple[Problem, ...]
    """Those that no name is to blame for."""


class Judged:
    """One template, as several judge it."""

    def __init__(self, package: Package, file: str) -> None:
        """Take a package that passed the gate; `file` is the name that problems carry."""
        self.package = package
        self.file = file
        self._known: dict[_Terms, _Known] = {}

    def by(self, fields: Fields | None, given: Given, *, comments: bool | None) -> Judgement:
        """Judge by names and filters; the rest is as in `compile_template`.

        Raises TemplateError with all that is wrong, and the notes besides.
        """
        parts, gone = parts_of(self.package, self.file, fields, comments)
        names = None if fields is None else frozenset(fields)
        terms = _Terms(names, frozenset(given.filters), frozenset(given.tests), comments)
        known = self._known.get(terms)
        compiler = None if known is None else self._again(known, fields, given)
        if compiler is None:
            compiler = self._compiler(fields, given)
            compiler.all_parts(parts, self.package.kinds)
            if compiler.problems:
                raise TemplateError(list(dict.fromkeys(compiler.problems + compiler.notes)))
            own = (note for note in compiler.notes if note not in compiler.of_names)
            self._known[terms] = _Known(tuple(compiler.sound), tuple(own))
        notes = [*self.package.notes, *compiler.notes, *gone]
        return Judgement(frozenset(compiler.used), told_once(notes))

    def _compiler(self, fields: Fields | None, given: Given) -> Compiler:
        compiler = Compiler(self.file, given, fields, {})
        compiler.tried = False
        return compiler

    def _again(self, known: _Known, fields: Fields | None, given: Given) -> Compiler | None:
        """Hold sound parts against other names; None with faults, which are told as always."""
        compiler = self._compiler(fields, given)
        compiler.notes += known.notes
        for found, source, tree in known.parts:
            own = replace(found, problems=compiler.problems, notes=compiler.notes)
            compiler.judge(Sound(own, source, tree))
        return None if compiler.problems else compiler
