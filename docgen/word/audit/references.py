"""Our own rules for Word files: styles, lists, bookmarks, fields and drawings that do not match."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from lxml import etree

from docgen.model.tongue import say
from docgen.word.audit.package import WP, Breach, Package, Rule, W, value


def _style(package: Package) -> Iterator[Breach]:
    uses = [f"{W}{name}" for name in ["pStyle", "rStyle", "tblStyle", "basedOn", "next", "link"]]
    for part, root in package.trees.items():
        styles = package.beside(part, f"{W}styles")
        if styles is None and posixpath.dirname(part) != "word":
            continue
        found = () if styles is None else styles.iter(f"{W}style")
        known = {value(style, "styleId") for style in found}
        for use in root.iter(*uses):
            if value(use) not in known:
                yield part, use, say("the style {style!r} is not defined", style=value(use))


def _numbering(package: Package) -> Iterator[Breach]:
    for part, root in package.trees.items():
        uses = [use for use in root.iter(f"{W}numId") if value(use) != "0"]
        numbering = package.beside(part, f"{W}numbering") if uses else None
        found = () if numbering is None else numbering.findall(f"{W}num")
        known = {value(number, "numId") for number in found}
        for use in uses:
            if value(use) not in known:
                yield (
                    part,
                    use,
                    say("the list numbering {number} is not defined", number=value(use)),
                )


def _bookmark(package: Package) -> Iterator[Breach]:
    names: set[str] = set()
    for name, root in package.stories():
        opened: dict[str, etree._Element] = {}
        closed: set[str] = set()
        for mark in root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd"):
            identity = value(mark, "id")
            if mark.tag == f"{W}bookmarkStart":
                if identity in opened or identity in closed:
                    yield name, mark, say("two bookmarks have the id {identity}", identity=identity)
                if value(mark, "name") in names:
                    yield (
                        name,
                        mark,
                        say(
                            "two bookmarks have the name {bookmark!r}", bookmark=value(mark, "name")
                        ),
                    )
                names.add(value(mark, "name"))
                opened[identity] = mark
            elif opened.pop(identity, None) is None:
                yield (
                    name,
                    mark,
                    say("a bookmark ends (id {identity}) that does not begin", identity=identity),
                )
            else:
                closed.add(identity)
        for identity, mark in opened.items():
            yield (
                name,
                mark,
                say(
                    "the bookmark {bookmark!r} (id {identity}) does not end",
                    bookmark=value(mark, "name"),
                    identity=identity,
                ),
            )


def _field(package: Package) -> Iterator[Breach]:
    for name, root in package.stories():
        begun: list[etree._Element] = []
        separated: set[etree._Element] = set()
        for mark in root.iter(f"{W}fldChar"):
            kind = value(mark, "fldCharType")
            if kind == "begin":
                begun.append(mark)
            elif not begun:
                yield name, mark, say("a field has its {kind!r} mark before it begins", kind=kind)
            elif kind == "separate":
                if begun[-1] in separated:
                    yield name, mark, say("a field has two 'separate' marks")
                separated.add(begun[-1])
            else:
                begun.pop()
        yield from ((name, mark, say("a field begins and does not end")) for mark in begun)


def _drawing_id(package: Package) -> Iterator[Breach]:
    for name, root in package.stories():
        seen: set[str] = set()
        for drawing in root.iter(f"{WP}docPr"):
            identity = drawing.get("id", "")
            if identity in seen:
                yield name, drawing, say("two drawings have the id {identity}", identity=identity)
            seen.add(identity)


RULES: dict[str, Rule] = {
    "style": _style,
    "numbering": _numbering,
    "bookmark": _bookmark,
    "field": _field,
    "drawing-id": _drawing_id,
}
"""Id of each rule and its check."""
