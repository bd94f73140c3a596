"""Give the parts of a Word file the names that Word gives them, whatever program saved it.

Word on the web calls the text `word/document2.xml`, others spell names in other cases or put all
parts into one folder. Behind this step the text is `word/document.xml`, its styles and settings
lie beside it, and relations spell names as the parts have them.
"""

from __future__ import annotations

import posixpath
from dataclasses import replace
from itertools import count

from docgen.word.compile.contenttypes import DOCUMENT, TEMPLATE
from docgen.word.compile.opened import Opened
from docgen.word.compile.relations import Relation, relations_name
from docgen.word.compile.unzip import folded

MAIN = "word/document.xml"
_BESIDE = {
    kind.lower(): f"word/{kind}.xml"
    for kind in ("styles", "settings", "numbering", "footnotes", "endnotes", "comments")
} | {"glossarydocument": "word/glossary/document.xml"}
"""By the kind of the text's relation: the name of the part it leads to."""


def settle_names(opened: Opened) -> None:
    """Rename parts that have names of their own, and what points at them."""
    mains = [r for r in opened.relations.get("", ()) if r.kind == "officedocument"]
    main = opened.names.get(mains[0].part, "") if len(mains) == 1 else ""
    if not main or opened.kind(main) not in (DOCUMENT, TEMPLATE):
        return  # which the gate refuses
    _rename(main, MAIN, opened)
    for relation in list(opened.relations.get(MAIN, ())):
        part = opened.names.get(relation.part, "")
        if part and relation.kind in _BESIDE:
            _rename(part, _BESIDE[relation.kind], opened)
    for source, relations in opened.relations.items():
        opened.relations[source] = [_spelled(relation, source, opened) for relation in relations]


def _rename(part: str, name: str, opened: Opened) -> None:
    if part == name:
        return
    other = opened.names.get(folded(name), "")
    if other and other != part:  # a part that only has the name
        stem, ending = posixpath.splitext(other)
        free = (f"{stem}-{n}{ending}" for n in count(2))
        _rename(other, next(one for one in free if folded(one) not in opened.names), opened)
    kind = opened.types.spelled(part)
    opened.types.overrides.pop(folded(part), None)
    opened.types.overrides[folded(name)] = kind
    opened.parts = {name if key == part else key: data for key, data in opened.parts.items()}
    opened.trees = {name if key == part else key: root for key, root in opened.trees.items()}
    del opened.names[folded(part)]
    opened.names[folded(name)] = name
    opened.lists.pop(relations_name(part), None)
    for source, relations in list(opened.relations.items()):
        opened.relations[source] = [
            replace(r, part=folded(name)) if r.part == folded(part) else r for r in relations
        ]
    if part in opened.relations:
        own = opened.relations.pop(part)
        opened.relations[name] = [replace(relation, source=name) for relation in own]


def _spelled(relation: Relation, source: str, opened: Opened) -> Relation:
    """Return a relation whose target is the name of its part, letter by letter."""
    part = opened.names.get(relation.part, "")
    path, sign, fragment = relation.target.partition("#")
    folder = posixpath.dirname(source)
    literal = posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")
    if relation.outside or not part or literal == part:
        return relation
    return replace(relation, target=f"/{part}{sign}{fragment}")
