"""A compiled template: render it as often as you like, from as many threads as you like.

Nothing here parses XML: a report is string rendering, deflate and a zip directory.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import CodeType
from typing import TYPE_CHECKING, Any, NamedTuple

from docgen.bounds.unforeseen import faults_of
from docgen.errors import TemplateError, UnforeseenError
from docgen.model import Fields, Problem
from docgen.model.tongue import say
from docgen.word.render.archive import FAST, join_entries, pack_entry
from docgen.word.render.budget import CURRENT, Budget, LimitError, join_within, spending
from docgen.word.render.compiled import CompiledTemplate, as_plain, from_plain
from docgen.word.render.faults import limit_fault
from docgen.word.render.given import Absent, Given, OnWarning
from docgen.word.render.modes import (
    LinkedTemplate,
    Mode,
    Runtime,
    light_runtime,
    runtime_names,
)
from docgen.word.render.state import State
from docgen.word.render.store import paragraphs_of, store_text
from docgen.word.render.text import LISTING, ForbiddenCharacterError, Formatter, encoded

if TYPE_CHECKING:
    from docgen.word.replacing import Replacements
    from docgen.word.source import GivenFile

__all__ = ["CompiledTemplate", "Mode", "OnWarning", "Template", "load_template"]


class Template:
    """A compiled Word template."""

    def __init__(
        self,
        stored: CompiledTemplate,
        filters: Mapping[str, Formatter] | None = None,
        given: Given | None = None,
    ) -> None:
        self.stored = stored
        self.given = given or Given(filters or {})
        self._runtime = _runtime_for(stored, self.given)
        self._modes: dict[str, LinkedTemplate] = {}
        self._careful: dict[str, CodeType] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        """Go to another process as plain data."""
        import marshal  # code objects go to another process by marshal, not by pickle

        return _restore, (marshal.dumps(as_plain(self.stored)), self.given.plain())

    @property
    def file(self) -> str:
        """The file the template was compiled from, for messages."""
        return self.stored.file

    @property
    def notes(self) -> tuple[Problem, ...]:
        """What was taken out of the Word file, and what only looks like a tag (warnings)."""
        return tuple(
            Problem(rule, message, self.file, where=where, severity=severity)
            for rule, where, message, severity in self.stored.notes
        )

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The notes that matter to whoever renders it."""
        return tuple(note for note in self.notes if note.severity == "warning")

    def render(
        self,
        names: Mapping[str, Any],
        *,
        mode: Mode = "plain",
        about: Mapping[str, str] | None = None,
        warn: OnWarning | None = None,
        seconds: float | None = None,
        replace: Replacements | None = None,
        word: Any = None,
    ) -> bytes:
        """Return the Word file that the template makes of `names`.

        `mode` is `plain`, `controls` (each printed value in its content control, and a store of
        checksums that also holds `about`) or `form` (empty fields). Characters that no XML may
        hold are left out; `warn` is told once for each field. A rendering takes a limited number
        of steps (bounds.templates); `seconds` limits its time besides, for programs that serve.
        `replace` gives files for pictures (by name, title or alternative text) and parts. `word` is
        the DocxTemplate of the same file that values with Word content (InlineImage, Subdoc, links)
        were made with; it is found in them, but for links.
        Raises TemplateError with a Problem for each name or value that does not fit.
        """
        made = self._mode(mode)
        wanted = _Wanted(made, Budget(seconds), warn, word)
        try:
            parts, state = self._parts(names, wanted)
        except ForbiddenCharacterError:
            from docgen.word.render.clean import clean_names

            keep = "" if self.typed else LISTING
            cleaned = clean_names(names, self.file, warn, keep=keep)
            parts, state = self._parts(cleaned, wanted._replace(cleaned=True))
        if made.store:
            parts[made.store] = store_text(about or {}, state).encode()
        report = self._packed(parts, made, state, mode)
        if replace:
            from docgen.word.replacing import with_replacements

            return with_replacements(report, replace, self.file)
        return report

    def printed(self, names: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
        """Return the values of the review that a report with controls prints, by path.

        Each is its canonical paragraphs; a path that begins with `=` is that of a list as one line.
        Raises TemplateError like `render`.
        """
        from docgen.word.render.clean import clean_names

        cleaned = clean_names(names, self.file, None)
        wanted = _Wanted(self._mode("controls"), Budget(None), None, None, cleaned=True)
        _, state = self._parts(cleaned, wanted)
        return {path: paragraphs_of(printed) for path, printed in state.printed.items()}

    def _packed(
        self, parts: Mapping[str, bytes], made: LinkedTemplate, state: State, mode: Mode
    ) -> bytes:
        """Return the Word file with these parts."""
        if state.content is None:
            return join_entries(
                entry or pack_entry(name, parts[name], FAST) for name, entry in made.layout
            )
        if mode != "plain":
            message = say(
                "pictures, subdocuments and links as values take mode='plain'; render it so"
            )
            raise TemplateError([Problem("value", message, self.file)])
        return bytes(state.content.report(parts))

    @property
    def typed(self) -> bool:
        """Whether values print by their fields; else tags mean what docxtpl means."""
        return bool(self.stored.store)

    def names(self) -> tuple[str, ...]:
        """Return what the template asks for: `unit.name`, `items[].price`."""
        from docgen.word.compile.asked import names_asked

        return names_asked(self.stored, self.given)

    def _mode(self, mode: Mode) -> LinkedTemplate:
        if mode not in self._modes:
            filters = self.given.filters
            self._modes[mode] = LinkedTemplate.make(mode, self.stored, self._runtime, filters)
        return self._modes[mode]

    def _parts(self, names: Mapping[str, Any], wanted: _Wanted) -> tuple[dict[str, bytes], State]:
        """Return the parts that depend on the data, as bytes by name, and what they used."""
        own = set(self.stored.own_ids)
        state = State()
        run = _Run(self, names, wanted)
        parts = run.parts(state)
        if len(set(state.ids)) != len(state.ids) or not own.isdisjoint(state.ids):
            state = State(taken=own)
            parts = run.parts(state)
        return parts, state

    @property
    def runtime(self) -> Runtime:
        """What the code of the template runs with."""
        return self._runtime

    @property
    def careful_codes(self) -> dict[str, CodeType]:
        """The careful code of the parts that needed it so far, by their names."""
        return self._careful


class _Wanted(NamedTuple):
    """What is wanted of one rendering."""

    made: LinkedTemplate
    budget: Budget
    """Of all that is tried until the report is made."""
    warn: OnWarning | None
    word: Any
    """The caller's DocxTemplate, if there is one."""
    cleaned: bool = False
    """True when characters that no XML may hold are out of the names already."""


class _Run(NamedTuple):
    """One rendering."""

    template: Template
    names: Mapping[str, Any]
    wanted: _Wanted

    def parts(self, state: State) -> dict[str, bytes]:
        """Return the parts as bytes by name.

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
            if not self.wanted.cleaned:
                raise
        from docgen.word.compile.diagnose import Careful, render_carefully

        made, budget, warn, word, cleaned = self.wanted
        budget.quick = False
        careful = Careful(
            template.stored,
            template.given,
            made.sites,
            template.careful_codes,
            warn,
            word,
            cleaned,
            tells=bool(made.store),
        )
        with spending(budget):
            texts = render_carefully(careful, self.names, state)
        return {name: text.encode() for name, text in texts.items()}

    def _quickly(self, state: State) -> dict[str, bytes]:
        runtime = self.template.runtime
        known = runtime_names(runtime, self.template.stored, self.names, state)
        parts = {}
        budget = self.wanted.budget
        budget.quick = True
        before = CURRENT.set(budget)
        try:
            roots = self.wanted.made.roots
            for part, root in zip(self.template.stored.parts, roots, strict=True):
                pieces = root(runtime.context(known, part.name))
                parts[part.name] = encoded(join_within(pieces, budget))
        except LimitError as error:
            raise TemplateError([limit_fault(part, error, self.template.file)]) from error
        finally:
            CURRENT.reset(before)
        return parts


def load_template(
    path: GivenFile,
    *,
    fields: Fields | None = None,
    filters: Mapping[str, Callable[..., Any]] | None = None,
    tests: Mapping[str, Callable[..., Any]] | None = None,
    globals: Mapping[str, Any] | None = None,
    undefined: Absent = "strict",
) -> Template:
    """Return the Word file at `path` (or its bytes, or an open file), compiled.

    Without `fields` its tags mean what docxtpl means. With them, names are checked and each
    printed value is written by the type of its field. `filters` and `tests` are functions by name,
    `globals` names that every rendering has. A name that is not there is a fault with its place,
    or with undefined="blank" prints nothing.
    Raises TemplateError with a Problem for everything that is wrong.
    """
    from docgen.word.compile.compiler import compile_template
    from docgen.word.compile.gate import read_package
    from docgen.word.source import opened

    given = Given(filters or {}, tests or {}, globals or {}, undefined)
    source, name = opened(path)
    stored = compile_template(read_package(source, name), name, fields=fields, given=given)
    return Template(stored, given=given)


def _runtime_for(stored: CompiledTemplate, given: Given) -> Runtime:
    """Return the light runtime where it suffices; importing Jinja takes 40 ms."""
    if all(part.light for part in stored.parts):
        return light_runtime(given)
    from docgen.word.compile.environment import make_environment
    from docgen.word.compile.runtime_jinja import jinja_runtime

    return jinja_runtime(make_environment(given))


def _restore(data: bytes, given: Given) -> Template:
    import marshal

    return Template(from_plain(marshal.loads(data)), given=given)
