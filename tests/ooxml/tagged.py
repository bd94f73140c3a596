"""Parts of a template half-way: parsed, with their tags found and marks in their places."""

from __future__ import annotations

import re
from typing import NamedTuple

from docgen.word.compile.environment import WordEnvironment, make_environment
from docgen.word.compile.lookalikes import may_hold_tags
from docgen.word.compile.marks import number_of, numbers_in
from docgen.word.compile.places import Places
from docgen.word.compile.tags import Tag, TagList, find_tags
from docgen.word.compile.xml import Element, W, parse_part, serialise
from docgen.word.render.given import Given
from ooxml.minimal import a_document

DOCUMENT = "word/document.xml"
_MARK = re.compile("\ufdd0(\\d+)\ufdd1|<\\?dg(?:cut|head)? (\\d+)\\?>")
_EMPTY = re.compile(r"<([\w:]+)((?: [^<>]*[^<>/])?)></\1>")
_SPACES = re.compile(r' xmlns:\w+="[^"]*"| xml:space="preserve"')


class Tagged(NamedTuple):
    """A part whose tags were found."""

    root: Element
    found: TagList
    holders: list[tuple[Element, list[Tag]]]
    """Each paragraph that holds tags, with them."""


def root_of(body: str) -> Element:
    """Return the root of a document with that body and no section."""
    return parse_part(a_document(body, section="").encode(), "t.docx", DOCUMENT)


def tagged(body: str, part: str = DOCUMENT) -> Tagged:
    """Return a document with marks for the tags of its paragraphs."""
    root = root_of(body)
    found, places = TagList("t.docx", part), Places(root, part, frozenset())
    holders = [
        (paragraph, find_tags(paragraph, places.of(paragraph), found))
        for paragraph in list(root.iter(f"{W}p"))
        if may_hold_tags("".join(t.text or "" for t in paragraph.iter(f"{W}t")))
    ]
    return Tagged(root, found, holders)


def shown(root: Element, found: TagList) -> str:
    """Return the body as text: `[body of the tag]` where a tag stands, no namespaces."""

    def name(mark: re.Match[str]) -> str:
        return f"[{found.tags[int(mark[1] or mark[2])].body}]"

    body = root.find(f"{W}body")
    xml = _SPACES.sub("", serialise(root if body is None else body))
    return tidy(_MARK.sub(name, xml).removeprefix("<w:body>").removesuffix("</w:body>"))


def tidy(xml: str) -> str:
    """Return XML with elements that hold nothing written as one tag."""
    return _EMPTY.sub(r"<\1\2/>", xml)


def standing(root: Element, found: TagList) -> list[str]:
    """Return the bodies of the tags that stand in a part, in the order of the text."""
    bodies: list[str] = []
    for node in root.iter():
        number = number_of(node, cuts=True)
        numbers = [number] if number is not None else [*map(numbers_in, node.attrib.values())]
        for one in numbers:
            bodies += [found.tags[n].body for n in ([one] if isinstance(one, int) else one)]
        bodies += [found.tags[n].body for n in numbers_in(node.text if number is None else "")]
    return bodies


def told(found: TagList) -> list[tuple[str, str]]:
    """Return rule and place of all that is wrong; each sentence has one line and a way out."""
    assert all("\n" not in problem.message for problem in found.problems)
    return [(problem.rule, problem.where) for problem in found.problems]


def sandbox(**filters: object) -> WordEnvironment:
    """Return the environment of templates with some filters of a pack."""
    return make_environment(Given(filters))  # type: ignore[arg-type]
