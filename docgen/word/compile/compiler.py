"""Compile a Word template: its tags become one function for each part that depends on data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, cast

from jinja2 import TemplateSyntaxError, nodes

from docgen.errors import TemplateError
from docgen.model import Fields
from docgen.suggest import nearest
from docgen.word.compile.cells import add_missing_grids, apply_cell_tags, guard_tables
from docgen.word.compile.codegen import BLOCK, VARIABLE, WordEnvironment, make_environment
from docgen.word.compile.emit import Source, write_source
from docgen.word.compile.gate import Package
from docgen.word.compile.levels import lift_tags
from docgen.word.compile.names import Resolver
from docgen.word.compile.nesting import check_blocks, reading_order
from docgen.word.compile.places import Places
from docgen.word.compile.placing import give_forms
from docgen.word.compile.styles import Styles, read_styles
from docgen.word.compile.syntax import compile_tree, file_name, fixed_text, is_light, parse_source
from docgen.word.compile.tags import RESERVED, Tag, TagList, find_plain_tags, find_tags
from docgen.word.compile.xml import Element, W, parse_part
from docgen.word.render.archive import SMALL, Entry, pack_entry
from docgen.word.render.compiled import Part, Stored
from docgen.word.render.controls import Wording
from docgen.word.render.glossary import glossary_parts
from docgen.word.render.light import FILTERS
from docgen.word.render.store import store_name, store_parts
from docgen.word.render.text import Formatter
from docgen.word.render.writers import GUARDS

_STORY = re.compile(
    r"wordprocessingml\.(document|template|header|footer|footnotes|endnotes)(\.main)?\+xml$"
)
_ID = re.compile(rb'(?:<w:id w:val|<wp:docPr id|<w:bookmarkStart[^>]* w:id)="(\d{1,10})"')
_SMALL_IDS = 1_000_000_000


def compile_template(
    package: Package,
    file: str,
    *,
    fields: Fields | None = None,
    filters: Mapping[str, Formatter] | None = None,
    constants: Mapping[str, Any] | None = None,
    wording: Wording | None = None,
) -> Stored:
    """Return the compiled form of a package read by `read_package`.

    `constants` are names whose values are known now; what depends on nothing else becomes fixed.
    `wording` is what controls say; without `fields` there are none.
    Raises TemplateError with a Problem for everything that is wrong, all parts together.
    """
    parts = package.parts
    environment = make_environment(filters or {})
    found = TagList(file)
    compiler = _Compiler(file, environment, fields, constants or {}, found)
    compiler.own_filters = frozenset(filters or ())
    compiler.styles = read_styles(parts.get("word/styles.xml"), file)
    stories = {name for name, kind in package.kinds.items() if _STORY.search(kind)}
    dynamic: list[Part] = []
    fixed = dict(parts)
    for name in sorted(parts):
        part = compiler.part(name, parts[name], story=name in stories)
        if isinstance(part, Part):
            dynamic.append(part)
            del fixed[name]
        elif part is not None:
            fixed[name] = part
    if found.problems:
        raise TemplateError(list(dict.fromkeys(found.problems)))
    stored = _stored(compiler, parts, dynamic, fixed, wording or Wording())
    notes = tuple((note.rule, note.where, note.message) for note in package.notes)
    return stored._replace(notes=notes)


def _stored(
    compiler: _Compiler,
    parts: Mapping[str, bytes],
    dynamic: list[Part],
    fixed: Mapping[str, bytes],
    wording: Wording,
) -> Stored:
    """Return what was compiled, with the parts that controls and forms add."""
    ids = [int(n) for data in parts.values() for n in _ID.findall(data)]
    store = store_name(parts) if compiler.fields is not None else ""
    return Stored(
        compiler.file,
        tuple(dynamic),
        _entries(fixed),
        with_store=_entries(store_parts(parts, store)) if store else (),
        with_glossary=_entries(glossary_parts(parts, wording.placeholder, wording.short)),
        store=store,
        wording=tuple(wording),
        own_ids=tuple(sorted(set(ids))),
        constants={name: _plain(value) for name, value in compiler.constants.items()},
        first_id=1 + max((i for i in ids if i < _SMALL_IDS), default=1_000),
        prints=tuple(sorted(compiler.used)),
    )


class _Compiler:
    """Compiles the parts of one template."""

    def __init__(
        self,
        file: str,
        environment: WordEnvironment,
        fields: Fields | None,
        constants: Mapping[str, Any],
        found: TagList,
    ) -> None:
        self.file = file
        self.environment = environment
        self.fields = fields
        self.constants = constants
        self.problems = found.problems
        self.own_filters: frozenset[str] = frozenset()
        self.styles = Styles()
        self.used: set[str] = set()

    def part(self, name: str, data: bytes, *, story: bool) -> Part | bytes | None:
        """Return the part compiled, its bytes when constants make it fixed, None without tags."""
        if not story and not (name.endswith(".xml") and re.search(rb"\{[{%]", data)):
            return None
        found = TagList(self.file, problems=self.problems)
        root = parse_part(data, self.file, name)
        if RESERVED.search("".join(cast("Iterator[str]", root.itertext()))):
            found.fault("characters", name, "the text holds Unicode noncharacters; remove them")
            return None
        before = len(self.problems)
        if story:
            self._find_story_tags(root, name, found)
        else:
            self._find_plain_tags(root, name, found)
        if not found.tags or len(self.problems) > before:
            return None
        check_blocks(reading_order(root, found.tags), found)
        self._check_syntax(found)
        if len(self.problems) > before:
            return None
        if self.fields is not None:
            self._resolve(root, name, found)
        if story:
            add_missing_grids(root)
            guard_tables(root, found)
        return (
            self._finish(name, write_source(root, found)) if len(self.problems) == before else None
        )

    def _find_story_tags(self, root: Element, name: str, found: TagList) -> None:
        places = Places(root, name, self.styles.headings)
        holders: list[tuple[Element, list[Tag]]] = []
        for paragraph in list(root.iter(f"{W}p")):
            text = "".join(t.text or "" for t in paragraph.iter(f"{W}t"))
            if "{" in text or "}" in text:
                holders.append((paragraph, find_tags(paragraph, places.of(paragraph), found)))
        self._find_attribute_tags(root, name, found)
        apply_cell_tags([tag for _, tags in holders for tag in tags], found)
        lift_tags([(p, [t for t in tags if t.element is not None]) for p, tags in holders], found)

    def _find_plain_tags(self, root: Element, name: str, found: TagList) -> None:
        for node in root.iter():
            if node.text and "{" in node.text:
                node.text = find_plain_tags(node.text, name, "plain", found)
        self._find_attribute_tags(root, name, found)

    def _find_attribute_tags(self, root: Element, name: str, found: TagList) -> None:
        for node in root.iter():
            for key, value in node.attrib.items():
                if "{{" in value or "{%" in value:
                    node.set(key, find_plain_tags(str(value), name, "attr", found))

    def _check_syntax(self, found: TagList) -> None:
        """Parse each tag alone, so that every mistake is found with its own place."""
        for tag in found.tags:
            if tag.kind == "var":
                source = f"{VARIABLE[0]} {tag.body} {VARIABLE[1]}"
            elif tag.keyword in ("for", "if", "set", "with", "filter", "macro", "call"):
                end = "" if tag.keyword == "set" and "=" in tag.body else f"end{tag.keyword}"
                source = f"{BLOCK[0]} {tag.body} {BLOCK[1]}"
                source += f"{BLOCK[0]} {end} {BLOCK[1]}" if end else ""
            elif tag.keyword == "elif":
                source = f"{BLOCK[0]} {tag.body[2:]} {BLOCK[1]}{BLOCK[0]} endif {BLOCK[1]}"
            else:
                continue
            try:
                tree = self.environment.parse(source)
                for used in tree.find_all(nodes.Filter):
                    self._check_filter(used.name, tag, found)
            except TemplateSyntaxError as error:
                found.fault("broken-tag", tag.place, f"{tag.printed}: {error.message}")

    def _check_filter(self, name: str, tag: Tag, found: TagList) -> None:
        if name not in self.environment.filters:
            near = nearest(name, self.environment.filters)
            hint = f"; did you mean {near!r}?" if near else ""
            found.fault("unknown-filter", tag.place, f"{tag.printed}: no filter {name!r}{hint}")

    def _resolve(self, root: Element, name: str, found: TagList) -> None:
        source = write_source(root, found)
        tree = self.environment.parse("".join(source.tag_lines()))

        def report(line: int, rule: str, message: str) -> None:
            tag = source.order[line - 1]
            found.fault(rule, tag.place, f"{tag.printed}: {message}")

        resolver = Resolver(self.fields or {}, report)
        resolver.walk(tree)
        self.used |= resolver.used
        printed = {source.order[line - 1].number: f for line, (f, _) in resolver.printed.items()}
        give_forms(found, printed, self.styles, name)

    def _finish(self, name: str, source: Source) -> Part | bytes:
        sites = {f"_dg_s{tag.number}": tag.site for tag in source.order if tag.site}
        part = Part(
            name=name,
            source=source.text,
            code=compile("", file_name(name), "exec"),
            places=tuple(tag.place for tag in source.order),
            tags=tuple(tag.printed for tag in source.order),
            writers=tuple(_writer(tag, typed=self.fields is not None) for tag in source.order),
            sites=sites,
        )
        tree = parse_source(part, self.environment, self.constants)
        if text := fixed_text(tree):
            return text.encode()
        light = is_light(tree, {*self.own_filters, *GUARDS, *FILTERS})
        code, _ = compile_tree(tree, part, self.environment)
        return part._replace(code=code, light=light)


def _entries(parts: Mapping[str, bytes]) -> tuple[tuple[str, Entry], ...]:
    return tuple((name, pack_entry(name, parts[name], SMALL)) for name in sorted(parts))


def _plain(value: Any) -> Any:
    """Return mappings as plain dicts, so that the compiled template can be stored."""
    return {k: _plain(v) for k, v in value.items()} if isinstance(value, Mapping) else value


def _writer(tag: Tag, *, typed: bool) -> str:
    if tag.kind != "var":
        return ""
    if tag.site:
        return f"_dg_s{tag.number}"
    soft = "soft_" if typed and tag.location != "xml" else ""
    return f"_dg_{soft}{tag.location}"
