"""A compiled template: render it as often as you like, from as many threads as you like.

Nothing here parses XML: a report is string rendering, deflate and a zip directory.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from docgen.bounds.unforeseen import faults_of
from docgen.errors import TemplateError, UnforeseenError
from docgen.model import Fields, Problem
from docgen.word.render.archive import FAST, join_entries, pack_entry
from docgen.word.render.budget import CURRENT, Budget, LimitError, join_within, spending
from docgen.word.render.clean import OnWarning, clean_names
from docgen.word.render.compiled import CompiledTemplate, as_plain, from_plain
from docgen.word.render.controls import State
from docgen.word.render.faults import limit_fault
from docgen.word.render.modes import (
    LinkedTemplate,
    Mode,
    Runtime,
    light_runtime,
    runtime_names,
)
from docgen.word.render.store import store_text
from docgen.word.render.text import ForbiddenCharacterError, Formatter

__all__ = ["CompiledTemplate", "Mode", "OnWarning", "Template", "load_template"]


class Template:
    """A compiled Word template."""

    def __init__(
        self, stored: CompiledTemplate, filters: Mapping[str, Formatter] | None = None
    ) -> None:
        self.stored = stored
        self.filters = dict(filters or {})
        self._runtime = _runtime_for(stored, self.filters)
        self._modes: dict[str, LinkedTemplate] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        """Go to another process as plain data."""
        import marshal  # code objects go to another process by marshal, not by pickle

        return _restore, (marshal.dumps(as_plain(self.stored)), self.filters)

    @property
    def file(self) -> str:
        """The file the template was compiled from, for messages."""
        return self.stored.file

    @property
    def notes(self) -> tuple[Problem, ...]:
        """What was taken out of the Word file, since Word would have acted on it."""
        return tuple(
            Problem(rule, message, self.file, where=where, severity="note")
            for rule, where, message in self.stored.notes
        )

    def render(
        self,
        names: Mapping[str, Any],
        *,
        mode: Mode = "plain",
        about: Mapping[str, str] | None = None,
        warn: OnWarning | None = None,
        seconds: float | None = None,
    ) -> bytes:
        """Return the Word file that the template makes of `names`.

        `mode` is `plain`, `controls` (each printed value in its content control, and a store of
        checksums that also holds `about`) or `form` (empty fields). Characters that no XML may
        hold are left out; `warn` is told once for each field. A rendering takes a limited number
        of steps (bounds.templates); `seconds` limits its time besides, for programs that serve.
        Raises TemplateError with a Problem for each name or value that does not fit.
        """
        made = self._mode(mode)
        try:
            texts, state = self._texts(names, made, seconds)
        except ForbiddenCharacterError:
            cleaned = clean_names(names, self.file, warn)
            texts, state = self._texts(cleaned, made, seconds, cleaned=True)
        if made.store:
            texts[made.store] = store_text(about or {}, state.printed)
        return join_entries(
            entry or pack_entry(name, texts[name].encode(), FAST) for name, entry in made.layout
        )

    def _mode(self, mode: Mode) -> LinkedTemplate:
        if mode not in self._modes:
            self._modes[mode] = LinkedTemplate.make(mode, self.stored, self._runtime, self.filters)
        return self._modes[mode]

    def _texts(
        self,
        names: Mapping[str, Any],
        made: LinkedTemplate,
        seconds: float | None,
        *,
        cleaned: bool = False,
    ) -> tuple[dict[str, str], State]:
        """Return the parts that depend on the data, as XML text by name, and what they used."""
        own = set(self.stored.own_ids)
        state = State()
        run = _Run(self, names, made, seconds, cleaned)
        texts = run.texts(state)
        if len(set(state.ids)) != len(state.ids) or not own.isdisjoint(state.ids):
            state = State(taken=own)
            texts = run.texts(state)
        return texts, state

    @property
    def runtime(self) -> Runtime:
        """What the code of the template runs with."""
        return self._runtime


class _Run(NamedTuple):
    """One rendering."""

    template: Template
    names: Mapping[str, Any]
    made: LinkedTemplate
    seconds: float | None
    cleaned: bool
    """True when characters that no XML may hold are out of the names already."""

    def texts(self, state: State) -> dict[str, str]:
        """Return the parts as XML text by name.

        Raises ForbiddenCharacterError when the names are to be cleaned first, TemplateError.
        """
        template = self.template
        try:
            with faults_of(template.file):
                try:
                    return self._quickly(state)
                except template.runtime.errors:
                    pass  # the careful way tells what it is
        except UnforeseenError:
            pass  # and the place of what nobody foresaw
        except ForbiddenCharacterError:
            if not self.cleaned:
                raise
        from docgen.word.compile.diagnose import render_carefully

        with spending(self.seconds):
            return render_carefully(
                template.stored, template.filters, self.names, self.made.sites, state,
                cleaned=self.cleaned,
            )  # fmt: skip

    def _quickly(self, state: State) -> dict[str, str]:
        runtime = self.template.runtime
        known = runtime_names(runtime, self.template.stored, self.names, state)
        texts = {}
        budget = Budget(self.seconds)
        before = CURRENT.set(budget)
        try:
            for part, root in zip(self.template.stored.parts, self.made.roots, strict=True):
                pieces = root(runtime.context(known, part.name))
                texts[part.name] = join_within(pieces, budget)
        except LimitError as error:
            raise TemplateError([limit_fault(part, error, self.template.file)]) from error
        finally:
            CURRENT.reset(before)
        return texts


def load_template(
    path: Path,
    *,
    fields: Fields | None = None,
    filters: Mapping[str, Formatter] | None = None,
) -> Template:
    """Return the Word file at `path`, compiled.

    Without `fields` its tags mean what docxtpl means. With them, names are checked and each
    printed value is written by the type of its field. `filters` are functions by name.
    Raises TemplateError with a Problem for everything that is wrong.
    """
    from docgen.word.compile.compiler import compile_template
    from docgen.word.compile.gate import read_package

    stored = compile_template(read_package(path), str(path), fields=fields, filters=filters)
    return Template(stored, filters)


def _runtime_for(stored: CompiledTemplate, filters: Mapping[str, Formatter]) -> Runtime:
    """Return the light runtime where it suffices; importing Jinja takes 40 ms."""
    if all(part.light for part in stored.parts):
        return light_runtime(filters)
    from docgen.word.compile.environment import make_environment
    from docgen.word.compile.full import full_runtime

    return full_runtime(make_environment(filters))


def _restore(data: bytes, filters: Mapping[str, Formatter]) -> Template:
    import marshal

    return Template(from_plain(marshal.loads(data)), filters)
