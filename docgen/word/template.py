"""A compiled template: render it as often as you like, from as many threads as you like.

Nothing here parses XML: a report is string rendering, deflate and a zip directory.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from dataclasses import fields as dataclass_fields
from itertools import count, islice
from pathlib import Path
from types import CodeType
from typing import Any, Literal

from jinja2 import TemplateError as JinjaError
from jinja2.runtime import Context

from docgen.model import Fields, Problem
from docgen.word.archive import FAST, Entry, join_entries, pack_entry, sort_key
from docgen.word.blanks import make_blank
from docgen.word.codegen import WRITERS, WordEnvironment, make_environment
from docgen.word.controls import State, Wording, make_controlled
from docgen.word.extras import store_text
from docgen.word.sites import Site, Spec, make_site
from docgen.word.values import Formatter

MOST_PIECES = 3_000_000
"""A budget for what loops may print; a report of 2,500 rows needs a tenth of a million."""

RENDER_ERRORS = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
    JinjaError,
)
"""What expressions of a template can raise on data that they do not fit."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

_CONTROL_BYTES = bytes([*range(9), 0x0B, 0x0C, *range(0x0E, 0x20)])
_NO_CHARACTER = "\ufffe".encode()[:2]
"""What U+FFFE and U+FFFF begin with; others that do are seldom, and looked at closely."""

Warn = Callable[[Problem], None]
Mode = Literal["plain", "controls", "form"]
Root = Callable[[Context], Iterator[str]]
MakeSite = Callable[[Spec], Site]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the package that depends on the data."""

    name: str
    source: str
    """Jinja source, one tag a line."""
    code: CodeType
    places: tuple[str, ...]
    """By tag: where it stands, for messages."""
    tags: tuple[str, ...]
    """By tag: what its author wrote."""
    writers: tuple[str, ...]
    """By tag: the function that writes its value, empty for statements."""
    sites: Mapping[str, Spec]
    """By name: the sites of typed values."""


@dataclass(frozen=True, slots=True)
class Stored:
    """All that a compiled template consists of; plain data, so it can be cached and sent."""

    file: str
    parts: tuple[Part, ...]
    fixed: tuple[tuple[str, Entry], ...]
    """Unchanged parts, already deflated."""
    with_store: tuple[tuple[str, Entry], ...] = ()
    """Parts that are new or other in a report with controls."""
    with_glossary: tuple[tuple[str, Entry], ...] = ()
    """Parts that are new or other in a blank form."""
    store: str = ""
    """Name of the part that holds the checksums; empty where no controls can be made."""
    wording: tuple[str, str, str, tuple[str, ...]] = ("en-GB", "d.M.yyyy", "", ())
    """The fields of `controls.Wording`."""
    own_ids: tuple[int, ...] = ()
    """Ids that the template itself uses."""
    constants: Mapping[str, Any] = field(default_factory=dict)
    first_id: int = 1_000
    prints: tuple[str, ...] = ()
    """What the template uses: review paths (`criteria.*.comment`) and derived names."""


class Template:
    """A compiled Word template."""

    def __init__(self, stored: Stored, filters: Mapping[str, Formatter] | None = None) -> None:
        self.stored = stored
        self.filters = dict(filters or {})
        self._environment = make_environment(self.filters)
        self._modes: dict[str, _Mode] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        """Go to another process as plain data."""
        return _restore, (dump(self.stored), self.filters)

    @property
    def file(self) -> str:
        """The file the template was compiled from, for messages."""
        return self.stored.file

    def render(
        self,
        names: Mapping[str, Any],
        *,
        mode: Mode = "plain",
        about: Mapping[str, str] | None = None,
        warn: Warn | None = None,
    ) -> bytes:
        """Return the Word file that the template makes of `names`.

        `mode` is `plain`, `controls` (each printed value in its content control, and a store of
        checksums that also holds `about`) or `form` (empty fields). Characters that no XML may
        hold are left out; `warn` is told once for each field.
        Raises TemplateError with a Problem for each name or value that does not fit.
        """
        made = self._mode(mode)
        texts, state = self._texts(names, made)
        if made.store:
            texts[made.store] = store_text(about or {}, state.printed)
        bodies = {}
        for part, text in texts.items():
            bodies[part], clean = encode_xml(text)
            if not clean and warn is not None:
                _warn_control(names, self.file, warn)
                warn = None
        return join_entries(
            entry or pack_entry(name, bodies[name], FAST) for name, entry in made.layout
        )

    def _mode(self, mode: Mode) -> _Mode:
        if mode not in self._modes:
            self._modes[mode] = _Mode.make(mode, self.stored, self._environment, self.filters)
        return self._modes[mode]

    def _texts(self, names: Mapping[str, Any], made: _Mode) -> tuple[dict[str, str], State]:
        """Return the parts that depend on the data, as XML text by name, and what they used."""
        own = set(self.stored.own_ids)
        state = State()
        texts = self._strings(names, made, state)
        if len(set(state.ids)) != len(state.ids) or not own.isdisjoint(state.ids):
            state = State(taken=own)
            texts = self._strings(names, made, state)
        return texts, state

    def _strings(self, names: Mapping[str, Any], made: _Mode, state: State) -> dict[str, str]:
        environment = self._environment
        parent = full_names(environment, self.stored, names, state)
        try:
            return {
                name: join_budget(root(Context(environment, parent, name, {})))
                for name, root in made.roots
            }
        except RENDER_ERRORS:
            from docgen.word.careful import render_carefully

            return render_carefully(self.stored, self.filters, names, made.sites, state)


@dataclass(frozen=True, slots=True)
class _Mode:
    """A template made ready for one way of printing values."""

    roots: tuple[tuple[str, Root], ...]
    layout: tuple[tuple[str, Entry | None], ...]
    """All parts in the order of the archive; None for those that depend on the data."""
    sites: MakeSite
    store: str

    @classmethod
    def make(
        cls,
        mode: Mode,
        stored: Stored,
        environment: WordEnvironment,
        filters: Mapping[str, Formatter],
    ) -> _Mode:
        """Return the template's functions and layout for that mode."""
        sites = site_maker(mode, Wording(*stored.wording), filters)
        roots = [(part.name, run_part(part, environment, sites)) for part in stored.parts]
        entries: dict[str, Entry | None] = dict(stored.fixed)
        entries.update(dict.fromkeys(part.name for part in stored.parts))
        store = stored.store if mode == "controls" else ""
        if store:
            entries.update(stored.with_store)
            entries[store] = None
        if mode == "form":
            entries.update(stored.with_glossary)
        layout = tuple((name, entries[name]) for name in sorted(entries, key=sort_key))
        return cls(tuple(roots), layout, sites, store)


def site_maker(mode: Mode, wording: Wording, filters: Mapping[str, Formatter]) -> MakeSite:
    """Return the function that makes the writer of a site in that mode."""

    def make(spec: Spec) -> Site:
        if mode == "form" and (spec["path"] or spec["form_field"]):
            return make_blank(spec, wording)
        if mode == "controls" and spec["path"]:
            return make_controlled(spec, filters, wording)
        return make_site(spec, filters)

    return make


def encode_xml(text: str) -> tuple[bytes, bool]:
    """Return the text as UTF-8 without what XML forbids, and whether it held none of it."""
    try:
        data = text.encode()
    except UnicodeEncodeError:
        return encode_xml(_CONTROL.sub("", text))[0], False
    if len(data.translate(None, _CONTROL_BYTES)) == len(data) and _NO_CHARACTER not in data:
        return data, True
    return _CONTROL.sub("", text).encode(), False


def full_names(
    environment: WordEnvironment, stored: Stored, names: Mapping[str, Any], state: State
) -> dict[str, Any]:
    """Return all names a part may use: Jinja's, the constants, the caller's and fresh ids."""
    fresh = count(stored.first_id).__next__
    own = {"_fresh_id": fresh, "_dg_state": state}
    return {**environment.globals, **stored.constants, **names, **own}


def join_budget(pieces: Iterator[str]) -> str:
    """Return the pieces joined; ValueError when loops print without end."""
    text = "".join(islice(pieces, MOST_PIECES))
    if next(pieces, None) is not None:
        raise ValueError(f"the template prints more than {MOST_PIECES} pieces")
    return text


def run_part(part: Part, environment: WordEnvironment, sites: MakeSite) -> Root:
    """Return the function that yields the pieces of a part."""
    namespace: dict[str, Any] = {"environment": environment, "__file__": part.name, **WRITERS}
    namespace.update({name: sites(spec) for name, spec in part.sites.items()})
    exec(part.code, namespace)
    root: Root = namespace["root"]
    return root


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
    from docgen.word.compile import compile_template
    from docgen.word.package import read_package

    stored = compile_template(read_package(path), str(path), fields=fields, filters=filters)
    return Template(stored, filters)


def dump(stored: Stored) -> bytes:
    """Return the compiled template as bytes, for a cache of the same Python."""
    import marshal

    values = [getattr(stored, f.name) for f in dataclass_fields(Stored)]
    values[1] = [
        tuple(getattr(part, f.name) for f in dataclass_fields(Part)) for part in stored.parts
    ]
    return marshal.dumps(values)


def load(data: bytes) -> Stored:
    """Return the compiled template in `data`; ValueError, EOFError or TypeError if it is broken."""
    import marshal

    values = marshal.loads(data)
    values[1] = tuple(Part(*part) for part in values[1])
    return Stored(*values)


def _restore(data: bytes, filters: Mapping[str, Formatter]) -> Template:
    return Template(load(data), filters)


def _warn_control(names: Mapping[str, Any], file: str, warn: Warn) -> None:
    """Tell the path of each text that holds a control character."""
    for path, text in _texts(names, ""):
        if _CONTROL.search(text):
            message = "control characters, which no Word file may hold, are left out"
            warn(Problem("control-character", message, file, where=path, severity="warning"))


def _texts(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, child in value.items():
            yield from _texts(child, f"{path}.{key}" if path else str(key))
    elif isinstance(value, (list, tuple)):
        for index, child in enumerate(value):
            yield from _texts(child, f"{path}[{index}]")
