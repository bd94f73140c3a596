"""A compiled template: render it as often as you like, from as many threads as you like.

Nothing here parses XML: a report is string rendering, deflate and a zip directory.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count, islice
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import TemplateError as JinjaError
from jinja2.runtime import Context

from docgen.model import Fields, Problem
from docgen.word.archive import FAST, Entry, join_entries, pack_entry
from docgen.word.codegen import WRITERS, WordEnvironment, make_environment
from docgen.word.sites import Formatter, Spec, make_site

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

Warn = Callable[[Problem], None]


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
        self._roots = [
            (part.name, run_part(part, self._environment, self.filters)) for part in stored.parts
        ]
        names = sorted(
            [*(part.name for part in stored.parts), *(name for name, _ in stored.fixed)],
            key=_sort_key,
        )
        fixed = dict(stored.fixed)
        self._layout = [(name, fixed.get(name)) for name in names]

    def __reduce__(self) -> tuple[Any, ...]:
        """Go to another process as plain data."""
        return _restore, (dump(self.stored), self.filters)

    @property
    def file(self) -> str:
        """The file the template was compiled from, for messages."""
        return self.stored.file

    def render(self, names: Mapping[str, Any], *, warn: Warn | None = None) -> bytes:
        """Return the Word file that the template makes of `names`.

        Characters that no XML may hold are left out; `warn` is told once for each field.
        Raises TemplateError with a Problem for each name or value that does not fit.
        """
        try:
            texts = self._strings(names)
        except RENDER_ERRORS:
            texts = self._with_care(names)
        for part, text in texts.items():
            if _CONTROL.search(text):
                texts[part] = _CONTROL.sub("", text)
                if warn is not None:
                    _warn_control(names, self.file, warn)
                    warn = None
        return join_entries(
            entry or pack_entry(name, texts[name].encode(), FAST) for name, entry in self._layout
        )

    def texts(self, names: Mapping[str, Any]) -> dict[str, str]:
        """Return the parts that depend on the data, as XML text by name."""
        try:
            return self._strings(names)
        except RENDER_ERRORS:
            return self._with_care(names)

    def _strings(self, names: Mapping[str, Any]) -> dict[str, str]:
        environment = self._environment
        parent = full_names(environment, self.stored, names)
        return {
            name: join_budget(root(Context(environment, parent, name, {})))
            for name, root in self._roots
        }

    def _with_care(self, names: Mapping[str, Any]) -> dict[str, str]:
        from docgen.word.careful import render_carefully

        return render_carefully(self.stored, self.filters, names)


def full_names(
    environment: WordEnvironment, stored: Stored, names: Mapping[str, Any]
) -> dict[str, Any]:
    """Return all names a part may use: Jinja's, the constants, the caller's and fresh ids."""
    fresh = count(stored.first_id).__next__
    return {**environment.globals, **stored.constants, **names, "_fresh_id": fresh}


def join_budget(pieces: Iterator[str]) -> str:
    """Return the pieces joined; ValueError when loops print without end."""
    text = "".join(islice(pieces, MOST_PIECES))
    if next(pieces, None) is not None:
        raise ValueError(f"the template prints more than {MOST_PIECES} pieces")
    return text


def run_part(
    part: Part, environment: WordEnvironment, filters: Mapping[str, Formatter]
) -> Callable[[Context], Iterator[str]]:
    """Return the function that yields the pieces of a part."""
    namespace: dict[str, Any] = {"environment": environment, "__file__": part.name, **WRITERS}
    namespace.update({name: make_site(spec, filters) for name, spec in part.sites.items()})
    exec(part.code, namespace)
    root: Callable[[Context], Iterator[str]] = namespace["root"]
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

    parts = [
        (p.name, p.source, p.code, p.places, p.tags, p.writers, dict(p.sites)) for p in stored.parts
    ]
    return marshal.dumps(
        (stored.file, parts, stored.fixed, dict(stored.constants), stored.first_id, stored.prints)
    )


def load(data: bytes) -> Stored:
    """Return the compiled template in `data`; ValueError, EOFError or TypeError if it is broken."""
    import marshal

    file, parts, fixed, constants, first_id, prints = marshal.loads(data)
    made = tuple(Part(*part) for part in parts)
    return Stored(file, made, tuple(fixed), constants, first_id, prints)


def _restore(data: bytes, filters: Mapping[str, Formatter]) -> Template:
    return Template(load(data), filters)


def _sort_key(name: str) -> tuple[int, str]:
    from docgen.word.archive import sort_key

    return sort_key(name)


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
