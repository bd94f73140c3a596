"""The ways in which a compiled template prints values: plain, in controls, as a blank form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal, NamedTuple

from docgen.word.render.archive import ZipEntry, sort_key
from docgen.word.render.borders import make_border
from docgen.word.render.compiled import CompiledTemplate, Part
from docgen.word.render.controls import Wording, make_controlled
from docgen.word.render.given import Given
from docgen.word.render.outside import make_told, tellers
from docgen.word.render.runtime_light import RUNTIME, LightContext, LightEnvironment
from docgen.word.render.sites import Site, Slot, make_site
from docgen.word.render.state import State
from docgen.word.render.text import Escape, Formatter, escape_unchecked
from docgen.word.render.writers import QUICK, WRITER, WRITERS

RENDER_ERRORS = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What expressions of a template can raise on data that they do not fit, besides Jinja's own."""

Mode = Literal["plain", "controls", "form"]
Root = Callable[[Any], Iterator[str]]
"""The function of a part, called with a context."""
MakeSite = Callable[[Slot], Site]


class LinkedTemplate(NamedTuple):
    """A template made ready for one way of printing values."""

    roots: tuple[Root, ...]
    """By part of the template: its function; what it yields is looked at as a whole."""
    layout: tuple[tuple[str, ZipEntry | None], ...]
    """All parts in the order of the archive; None for those that depend on the data."""
    sites: MakeSite
    """Makes sites that look at each value, for the careful way."""
    store: str
    """Name of the part that holds the store; empty without one."""

    @classmethod
    def make(
        cls,
        mode: Mode,
        stored: CompiledTemplate,
        runtime: Runtime,
        filters: Mapping[str, Formatter],
    ) -> LinkedTemplate:
        """Return the template's functions and layout for that mode."""
        sites = site_maker(mode, Wording(*stored.wording), filters)
        store = stored.store if mode == "controls" else ""
        quick = site_maker(mode, Wording(*stored.wording), filters, escape_unchecked)
        roots = [run_part(part, runtime, quick, QUICK, tells=bool(store)) for part in stored.parts]
        entries: dict[str, ZipEntry | None] = dict(stored.fixed)
        entries.update(dict.fromkeys(part.name for part in stored.parts))
        if store:
            entries.update(stored.with_store)
            entries[store] = None
        if mode == "form":
            entries.update(stored.with_glossary)
        layout = tuple((name, entries[name]) for name in sorted(entries, key=sort_key))
        return cls(tuple(roots), layout, sites, store)


def site_maker(
    mode: Mode,
    wording: Wording,
    filters: Mapping[str, Formatter],
    escape: Escape | None = None,
) -> MakeSite:
    """Return the function that makes the writer of a site in that mode."""

    def make(slot: Slot) -> Site:
        if slot["form"] == "record":
            return make_border(slot, wanted=mode != "plain")
        if mode == "form" and (slot["path"] or slot["asked_in_form"]):
            from docgen.word.render.blanks import make_blank  # for forms alone

            return make_blank(slot, wording)
        if mode == "controls" and (slot["path"] or slot["form_path"]):
            return make_controlled(slot, filters, wording, escape)
        if slot["told"] and mode == "controls":
            return make_told(slot, filters, escape)
        return make_site(slot, filters, escape)

    return make


class Runtime(NamedTuple):
    """What the code of a template runs with: Jinja, or the light stand-in for it."""

    environment: Any
    names: Mapping[str, Any]
    """What generated code takes from Jinja's runtime."""
    context: Callable[[Mapping[str, Any], str], Any]
    """Makes the context of a part from all names and the part's name."""
    errors: tuple[type[Exception], ...] = RENDER_ERRORS


def light_runtime(given: Given) -> Runtime:
    """Return the runtime of templates that need no Jinja."""
    environment = LightEnvironment(given.filters, given.globals)
    return Runtime(environment, RUNTIME, lambda names, _part: LightContext(names))


def run_part(
    part: Part,
    runtime: Runtime,
    sites: MakeSite,
    writers: Mapping[str, Callable[..., Any]] | None = None,
    *,
    tells: bool = False,
) -> Root:
    """Return the function that yields the pieces of a part; `writers` stand for some of WRITERS.

    With `tells` the state of the rendering hears of the text outside fields.

    Its code knows no names but those given here: none of Python's own.
    """
    namespace: dict[str, Any] = {**runtime.names, **WRITERS, **(writers or {}), "__builtins__": {}}
    namespace["environment"] = runtime.environment
    namespace.update(tellers(namespace[f"{WRITER}text"], tells=tells))
    namespace.update({name: sites(slot) for name, slot in part.sites.items()})
    exec(part.code, namespace)
    root: Root = namespace["root"]
    return root


def runtime_names(
    runtime: Runtime, stored: CompiledTemplate, names: Mapping[str, Any], state: State
) -> dict[str, Any]:
    """Return all names a part may use: Jinja's, the constants, the caller's and our own."""
    own: dict[str, Any] = {"_dg_state": state}
    if stored.known:
        if state.copies is None:
            from docgen.word.render.copies import Copies, TakenNumbers

            state.copies = Copies(TakenNumbers(*stored.known), state.own_id)
        own["_dg_copies"] = state.copies
    return {**runtime.environment.globals, **stored.constants, **names, **own}
