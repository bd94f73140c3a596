"""Compile a Word template: its tags become one function for each part that depends on data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from jinja2 import nodes

from docgen.errors import TemplateError
from docgen.model import Fields, Problem, Severity
from docgen.word.compile.cells import add_missing_grids, apply_cell_tags, guard_tables, refuse_spans
from docgen.word.compile.checking import check_tags, placed, sound_tree
from docgen.word.compile.comments import without_comments
from docgen.word.compile.emit import PartSource, declared, write_source, writer_of
from docgen.word.compile.environment import make_environment
from docgen.word.compile.formparts import form_parts
from docgen.word.compile.gate import Package
from docgen.word.compile.held import Sound, hold_against_names
from docgen.word.compile.hoist import drop_commented, lift_tags
from docgen.word.compile.lastlook import Look, last_look
from docgen.word.compile.linkfields import find_code_tags
from docgen.word.compile.lookalikes import may_hold_tags
from docgen.word.compile.marks import RESERVED, holds_reserved
from docgen.word.compile.merging import merge_paragraphs
from docgen.word.compile.nesting import check_blocks, reading_order
from docgen.word.compile.otherplaces import find_in_attributes, find_in_texts, prepare
from docgen.word.compile.places import Places
from docgen.word.compile.placing import place_values
from docgen.word.compile.records import mark_records
from docgen.word.compile.repeats import Repeats
from docgen.word.compile.storing import entries, plain_value, reserved_fault
from docgen.word.compile.stream import Token, read_tokens
from docgen.word.compile.styles import STYLES, Styles, read_styles
from docgen.word.compile.syntax import compile_tree, fixed_text, is_light, parse_source
from docgen.word.compile.tags import TagList, find_tags
from docgen.word.compile.xml import Element, W, parse_part, serialise
from docgen.word.render.compiled import CompiledTemplate, Part
from docgen.word.render.controls import Wording
from docgen.word.render.faults import file_name
from docgen.word.render.given import Given
from docgen.word.render.runtime_light import FILTERS
from docgen.word.render.store import store_name, store_parts
from docgen.word.render.text import Formatter

_STORY = re.compile(
    r"wordprocessingml\.(document|template|header|footer|footnotes|endnotes)(\.main)?\+xml$"
)
_ID = re.compile(rb'(?:<w:id w:val|<wp:docPr id|<w:\w+[^<>]* w:id)="(\d{1,10})"')
_SMALL_IDS = 1_000_000_000


def compile_template(
    package: Package,
    file: str,
    *,
    fields: Fields | None = None,
    filters: Mapping[str, Formatter] | None = None,
    given: Given | None = None,
    constants: Mapping[str, Any] | None = None,
    wording: Wording | None = None,
    comments: bool | None = None,
) -> CompiledTemplate:
    """Return the compiled form of a package read by `read_package`.

    `constants` are names whose values are known now; what depends on nothing else becomes fixed.
    `wording` is what controls say; without `fields` there are none. `comments` says whether Word
    comments stay; if it does not, they stay without `fields`. Raises TemplateError with all that
    is wrong in all parts.
    """
    parts, gone = parts_of(package, file, fields, comments)
    given = given or Given(filters or {})
    compiler = Compiler(file, given, fields, constants or {})
    dynamic, fixed = compiler.all_parts(parts, package.kinds)
    if compiler.problems:
        raise TemplateError(list(dict.fromkeys(compiler.problems)))
    stored = _stored(compiler, parts, dynamic, fixed, wording or Wording())
    form = form_parts(parts, file, wording or Wording())
    if faults := last_look(
        stored, compiler.looks, parts, compiler.environment, given.filters, form
    ):
        raise TemplateError(list(dict.fromkeys(faults)))
    return stored._replace(notes=told_once([*package.notes, *compiler.notes, *gone]))


def parts_of(
    package: Package, file: str, fields: Fields | None, comments: bool | None
) -> tuple[Mapping[str, bytes], Sequence[Problem]]:
    """Return the parts to be compiled, and what was taken out of them."""
    keep = fields is None if comments is None else comments
    return (package.parts, []) if keep else without_comments(package, file)


def told_once(notes: Iterable[Problem]) -> tuple[tuple[str, str, str, Severity], ...]:
    """Return rule, place, message and severity of what is told and stops nothing."""
    return tuple(dict.fromkeys((n.rule, n.where, n.message, n.severity) for n in notes))


def _stored(
    compiler: Compiler,
    parts: Mapping[str, bytes],
    dynamic: list[Part],
    fixed: Mapping[str, bytes],
    wording: Wording,
) -> CompiledTemplate:
    """Return what was compiled, with the parts that controls and forms add."""
    ids = [int(n) for data in parts.values() for n in _ID.findall(data)]
    store = store_name(parts) if compiler.fields is not None else ""
    return CompiledTemplate(
        compiler.file,
        tuple(dynamic),
        entries(fixed),
        with_store=entries(store_parts(parts, store)) if store else (),
        with_glossary=entries(form_parts(parts, compiler.file, wording)),
        store=store,
        wording=tuple(wording),
        own_ids=tuple(sorted(set(ids))),
        constants={name: plain_value(value) for name, value in compiler.constants.items()},
        known=compiler.repeats.known(1 + max((i for i in ids if i < _SMALL_IDS), default=1_000)),
        prints=tuple(sorted(compiler.used)),
    )


class Compiler:
    """Compiles the parts of one template."""

    def __init__(
        self, file: str, given: Given, fields: Fields | None, constants: Mapping[str, Any]
    ) -> None:
        """Take what a template may print; `file` is the name that problems carry."""
        self.file = file
        self.environment = make_environment(given)
        self.fields = fields
        self.constants = constants
        self.problems: list[Problem] = []
        self.notes: list[Problem] = []
        self.own_filters = frozenset(given.filters)
        self.styles = Styles()
        self.repeats = Repeats({}, {}, file, frozenset())
        self.used: set[str] = set()
        self.tried = True
        """False: what is wrong with the tags is wanted, and no code."""
        self.sound: list[Sound] = []
        """Untried: the parts that are sound but for the names in them."""
        self.of_names: list[Problem] = []
        """Untried: those of the notes that names are to blame for."""
        self._tags = 0
        self._streams: dict[str, list[Token]] = {}
        self.looks: list[Look] = []

    def all_parts(
        self, parts: Mapping[str, bytes], kinds: Mapping[str, str]
    ) -> tuple[list[Part], dict[str, bytes]]:
        """Return the parts that depend on data, and the bytes of all others."""
        self.styles = read_styles(parts.get(STYLES), self.file)
        self.repeats = Repeats(parts, kinds, self.file, self.styles.headings)
        stories = {name for name, kind in kinds.items() if _STORY.search(kind)}
        dynamic: list[Part] = []
        fixed = dict(parts)
        for name in self.repeats.order():
            part = self.part(name, parts[name], story=name in stories)
            if isinstance(part, Part):
                dynamic.append(part)
                del fixed[name]
            elif part is not None:
                fixed[name] = part
        return dynamic, fixed

    def part(self, name: str, data: bytes, *, story: bool) -> Part | bytes | None:
        """Return the part compiled, its bytes when constants make it fixed, None without tags."""
        collected = self.repeats.collected(name, faulty=bool(self.problems))
        root = self._root(name, data, collected, story=story)
        if root is None:
            return None
        found = TagList(self.file, name, problems=self.problems, before=self._tags)
        found.names, found.notes = self.fields or (), self.notes
        before = len(self.problems)
        if self.repeats.is_text(name):
            self._find_tags(root, name, found, story=story)
        self._tags += len(found.tags)
        if len(self.problems) > before:
            return None
        if not found.tags and collected is None:
            return declared(root).encode() if found.unescaped or found.changed else None
        self._check(root, found, story=story)
        if len(self.problems) > before or not self.tried:
            return None
        if story or collected is not None:
            self.repeats.make_own(root, name, found)
        return self._finish(name, write_source(root, found), found)

    def _check(self, root: Element, found: TagList, *, story: bool) -> None:
        """Hold the tags of a part against the language and the names."""
        before = len(self.problems)
        check_blocks(reading_order(root, found.tags), found)
        source, tree = write_source(root, found), None
        if len(self.problems) == before:
            tree = sound_tree(found, self.environment, source)
        if tree is None:
            check_tags(found, self.environment)
        if len(self.problems) > before:
            return
        if tree is None:
            with placed(found, source.order):
                tree = self.environment.parse("".join(source.tag_lines()))
        if not self.tried and tree is not None:
            self.judge(Sound(found, source, tree))
            return
        if self.fields is not None and tree is not None:
            self._resolve(root, found, source, tree)
        if story:
            add_missing_grids(root)
            guard_tables(root, found)

    def _root(
        self, name: str, data: bytes, collected: Element | None, *, story: bool
    ) -> Element | None:
        """Return the root of a part that is to be looked at; None for all others."""
        reserved = holds_reserved(data)
        tagged = name.endswith(".xml") and re.search(rb"\{[{%]", data)
        if not reserved and collected is not None:
            return collected
        if not reserved and not story and not (tagged and self.repeats.is_text(name)):
            return None
        root = None if reserved else parse_part(data, self.file, name)
        if root is None or RESERVED.search(serialise(root)):
            self.problems.append(reserved_fault(self.file, name))
            return None
        return root

    def _find_tags(self, root: Element, name: str, found: TagList, *, story: bool) -> None:
        if not story:
            find_in_texts(root, found)
            find_in_attributes(root, found)
            return
        places = Places(root, name, self.styles.headings)
        prepare(root, places.of, found)
        self.repeats.bring_notes(root, name)
        place = partial(self.repeats.asides.place, otherwise=places.of)
        holders = [
            (paragraph, find_tags(paragraph, place(paragraph), found))
            for paragraph in list(root.iter(f"{W}p"))
            if may_hold_tags("".join(t.text or "" for t in paragraph.iter(f"{W}t")))
        ]
        holders = drop_commented(holders, found)
        find_code_tags(root, place, found)
        if self.tried:
            self._streams[name] = read_tokens(root, place)
        find_in_attributes(root, found)
        if found.tags:
            refuse_spans(root, places, found)
        holders = merge_paragraphs(holders)
        apply_cell_tags([tag for _, tags in holders for tag in tags], found)
        lift_tags([(p, [t for t in tags if t.element is not None]) for p, tags in holders], found)

    def judge(self, part: Sound) -> None:
        """Hold a part against the names, which is all there is to do for one that is untried."""
        before = len(self.notes)
        self.sound.append(part)
        if self.fields is not None:
            self.used |= hold_against_names(*part, self.fields, self.environment).used
        self.of_names += self.notes[before:]

    def _resolve(
        self, root: Element, found: TagList, source: PartSource, tree: nodes.Template
    ) -> None:
        resolver = hold_against_names(found, source, tree, self.fields or {}, self.environment)
        self.used |= resolver.used
        printed = {source.order[line - 1].number: f for line, (f, _) in resolver.printed.items()}
        place_values(found, printed, self.styles)
        mark_records(root, found, source.order, resolver.loops)

    def _finish(self, name: str, source: PartSource, found: TagList) -> Part | bytes | None:
        part = Part(
            name=name,
            source=source.text,
            code=compile("", file_name(name), "exec"),
            places=tuple(tag.place for tag in source.order),
            tags=tuple(tag.printed for tag in source.order),
            writers=tuple(writer_of(tag, typed=self.fields is not None) for tag in source.order),
            sites={f"_dg_s{tag.number}": tag.site for tag in source.order if tag.site},
        )
        self.looks.append(Look(part, found.tags, source.order, self._streams.get(name)))
        compiled: Part | bytes | None = None
        with placed(found, source.order):
            compiled = self._compiled(part)
        return compiled  # noqa: RET504 - None when something went wrong within

    def _compiled(self, part: Part) -> Part | bytes:
        tree = parse_source(part, self.environment, self.constants, tells=True)
        text, light = fixed_text(tree), is_light(tree, {*self.own_filters, *FILTERS})
        if text:
            return text.encode()
        return part._replace(code=compile_tree(tree, part, self.environment), light=light)
