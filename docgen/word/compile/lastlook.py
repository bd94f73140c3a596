"""A last look at a compiled template: it is made to print what is known, and the report is read.

Each part is rendered with probes until every branch was taken and every loop went round never,
once and twice, in each mode. Every probe has to stand where it belongs and in order, pictures,
notes, breaks and sections as often as they should, and the report has to be sound. It costs
compiling some tenths of a second, and rendering nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from lxml import etree

from docgen.model import Problem
from docgen.model.tongue import say
from docgen.word.audit import controls, references
from docgen.word.audit.package import Package, Rule, place_of
from docgen.word.audit.rules import RULES
from docgen.word.compile.environment import WordEnvironment
from docgen.word.compile.foretold import Block, Foretold, UnforetoldError, parse
from docgen.word.compile.places import part_label
from docgen.word.compile.probevalues import leading_number, printed, value_for
from docgen.word.compile.probing import Plan, can_foretell, names_for, put_probes
from docgen.word.compile.runtime_jinja import jinja_runtime
from docgen.word.compile.stream import NOTES, Token, by_story, read_tokens
from docgen.word.compile.streamdiff import difference, missing
from docgen.word.compile.syntax import compile_tree, parse_source
from docgen.word.compile.tags import Tag
from docgen.word.render.budget import CURRENT, Budget, LimitError, join_within, spending
from docgen.word.render.compiled import CompiledTemplate, Part
from docgen.word.render.controls import Wording
from docgen.word.render.modes import Mode, Runtime, run_part, runtime_names, site_maker
from docgen.word.render.state import State
from docgen.word.render.text import Formatter

RULE = "last-look"
MOST_PLANS = 20
"""Renderings of a mode: with so many, what a random choice leaves out is left out."""
_FIRST = 4
"""Plans that are gone through in every mode: once, twice, never, all conditions false."""
_MODES: tuple[Mode, ...] = ("plain", "controls", "form")
_OF_PARTS: Mapping[str, Rule] = {
    name: RULES[name]
    for name in ("bare-text", "nested-paragraph", "cell", "row", "grid", "order", "field")
}
"""Rules for what stands in one part; the package around it is the template's own."""
_OF_ALL: Mapping[str, Rule] = {
    name: rule for name, rule in (references.RULES | controls.RULES).items() if name != "field"
}
"""Rules that look from one part to others."""
_READ = re.compile(r"^word/(?!settings|theme|fontTable|webSettings)[^/]*\.xml$")


_WAYS = {"for": (0, 1, 2), "if": (0, 1), "elif": (0, 1)}
"""By statement: how it can go."""


class Look(NamedTuple):
    """What is known of one part when it is compiled."""

    part: Part
    tags: Sequence[Tag]
    order: Sequence[Tag]
    """The tags by line of the part's source."""
    stream: Sequence[Token] | None
    """What the part prints, tags included; None for one that is no text."""


@dataclass(slots=True)
class _Probed:
    """A part with probes in it."""

    look: Look
    code: Part
    asked: Mapping[int, Sequence[int]]
    items: Sequence[Token | Block]
    """The stream by blocks."""
    gone: set[tuple[int, int]] = field(default_factory=set)

    def is_done(self) -> bool:
        """Return whether every way was gone."""
        told = {token.number for token in self.look.stream or () if token.kind == "tag"}
        wanted = {
            (number, way)
            for number in told
            for way in _WAYS.get(self.look.tags[number].keyword, ())
        }
        return wanted <= self.gone


def last_look(
    stored: CompiledTemplate,
    looks: Sequence[Look],
    parts: Mapping[str, bytes],
    environment: WordEnvironment,
    filters: Mapping[str, Formatter],
    form: Mapping[str, bytes],
) -> list[Problem]:
    """Return what is wrong with the reports of a template; empty when nothing is.

    `parts` are those of the template, `form` those that a blank form has in their places.
    """
    made = (_probed(look, environment) for look in looks)
    probed = [one for one in made if one is not None]
    viewer = _Viewer(stored, probed, _trees(parts), jinja_runtime(environment), filters)
    modes = _MODES if stored.store else _MODES[:1]
    for number in range(MOST_PLANS):
        if number >= _FIRST and all(one.is_done() for one in probed):
            break
        for mode in modes if number < _FIRST else modes[:1]:
            viewer.forms = _trees(form) if mode == "form" else {}
            try:
                if problems := list(viewer.view(Plan(number), mode)):
                    return problems
            except viewer.errors:
                return []  # loops in loops, or made-up values that an expression does not take
    return []


def _probed(look: Look, environment: WordEnvironment) -> _Probed | None:
    """Return the part with probes; None where it cannot be told what it prints."""
    tree = parse_source(look.part, environment, {})
    if not can_foretell(tree, look.order):
        return None
    try:
        items = parse(look.stream or (), look.tags)
    except UnforetoldError:
        return None
    asked = put_probes(tree, look.order)
    code = look.part._replace(code=compile_tree(tree, look.part, environment))
    return _Probed(look, code, asked, items)


def _trees(parts: Mapping[str, bytes]) -> dict[str, etree._Element]:
    """Return the roots of the texts, styles and lists among the parts."""
    found = {}
    for name, data in parts.items():
        if _READ.search(name):
            found[name] = etree.fromstring(data)
    return found


class _Viewer:
    """Renders with probes and reads what came of it."""

    def __init__(
        self,
        stored: CompiledTemplate,
        probed: Sequence[_Probed],
        trees: Mapping[str, etree._Element],
        runtime: Runtime,
        filters: Mapping[str, Formatter],
    ) -> None:
        self._stored, self._probed, self._trees = stored, probed, trees
        self._runtime, self._filters = runtime, filters
        self._wording = Wording(*stored.wording)
        self.errors: tuple[type[Exception], ...] = (LimitError, *runtime.errors)
        self.forms: Mapping[str, etree._Element] = {}
        self._own: set[str] | None = None

    def view(self, plan: Plan, mode: Mode) -> Iterator[Problem]:
        """Yield what is wrong with the report of a plan."""
        made: dict[str, etree._Element] = {}
        self._aside: dict[str, list[Token]] = {name: [] for name in NOTES.values()}
        state = State(taken=set(self._stored.own_ids))
        with spending(Budget()):
            common = runtime_names(self._runtime, self._stored, {}, state)
            for probed in self._probed:
                own = plan._replace(gone=frozenset(probed.gone))
                values = _values(probed, own)
                text = self._rendered(
                    probed, mode, {**common, **names_for(own, probed.asked, values)}
                )
                try:
                    root = made[probed.look.part.name] = etree.fromstring(text.encode())
                except etree.XMLSyntaxError:
                    yield self._broken(probed)
                    return
                yield from self._compared(probed, own, mode, values, root)
        for trees, rules in ((made, _OF_PARTS), ({**self._trees, **self.forms, **made}, _OF_ALL)):
            for rule, problem in _findings(trees, rules, self._stored.file):
                if not self._broken_before(rule):
                    yield problem

    def _broken_before(self, rule: str) -> bool:
        """Return whether the template itself breaks a rule: its reports may, too."""
        if self._own is None:
            found = _findings(self._trees, {**_OF_PARTS, **_OF_ALL}, "")
            self._own = {name for name, _ in found}
        return rule in self._own

    def _broken(self, probed: _Probed) -> Problem:
        message = say(
            "a report would be no Word file: two tags of one block stand in different "
            "places; put both into paragraphs, rows or cells of their own"
        )
        return Problem(RULE, message, self._stored.file, where=probed.look.order[0].place)

    def _rendered(self, probed: _Probed, mode: Mode, names: Mapping[str, Any]) -> str:
        sites = site_maker(mode, self._wording, self._filters)
        root = run_part(probed.code, self._runtime, sites)
        return join_within(root(self._runtime.context(names, probed.code.name)), CURRENT.get())

    def _compared(
        self,
        probed: _Probed,
        plan: Plan,
        mode: Mode,
        values: Mapping[tuple[int, int], Any],
        root: etree._Element,
    ) -> Iterator[Problem]:
        def says(tag: Tag, turn: int) -> str:
            value = values.get((tag.number, turn), "")
            return printed(tag, value, mode, self._wording, self._filters)

        foretold = Foretold(plan, probed.look.tags, says)
        wanted = by_story(foretold.run(probed.items))
        probed.gone |= foretold.gone
        got = by_story(read_tokens(root))
        if notes := NOTES.get(str(root.tag)):
            found = missing(self._aside[notes], got[""])
        else:
            for name in NOTES.values():
                self._aside[name] += wanted[name]
            streams = ((wanted[story], got[story]) for story in ("", "box"))
            found = next(
                filter(None, (difference(*two, probed.look.tags) for two in streams)), None
            )
        if found is not None and probed.look.stream is not None:
            where, message = found
            label = part_label(probed.look.part.name)
            yield Problem(RULE, message, self._stored.file, where=where or label)


def _values(probed: _Probed, plan: Plan) -> dict[tuple[int, int], Any]:
    by_number = {tag.number: tag for tag in probed.look.order}
    return {
        (number, turn): value_for(
            by_number[number], turn, plan.size(leading_number(by_number[number]))
        )
        for loop, numbers in probed.asked.items()
        for number in numbers
        for turn in range(plan.rounds(loop) if loop >= 0 else 1)
    }


def _findings(
    trees: Mapping[str, etree._Element], rules: Mapping[str, Rule], file: str
) -> Iterator[tuple[str, Problem]]:
    package = Package(list(trees), {}, trees, {})
    for name, rule in rules.items():
        for part, element, message in rule(package):
            place = place_of(element) if element is not None else ""
            where = ", ".join(filter(None, (part_label(part), place)))
            said = say(
                "a report would not be sound: {message}; take apart in Word what stands there",
                message=message,
            )
            yield name, Problem(RULE, said, file, where=where)
