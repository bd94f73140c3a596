"""Tags in the code of fields and in the addresses of links.

An address of a link stands in the relations of its part, once for all printings: a link whose
address holds a tag becomes a HYPERLINK field, whose code stands where the link does. Fields are
brought into the form that takes runs; what their tags print is escaped as codes want it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import unquote

from lxml import etree

from docgen.model.tongue import say
from docgen.word.compile.opened import Opened
from docgen.word.compile.relations import references_in
from docgen.word.compile.tags import TagList, find_plain_tags
from docgen.word.compile.xml import XML_SPACE, Element, W

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_TAG = re.compile(r"\{[{%]")
_LINK = re.compile(r"\s*HYPERLINK\s", re.IGNORECASE)
_SWITCH = re.compile(r"\\[A-Za-z]\s*[\"“]?$")
_BEGINS = re.compile(r"\s[\"“]?$")


def links_to_fields(opened: Opened) -> set[str]:
    """Turn links and simple fields with tags in them into complex fields; return changed parts."""
    changed = set()
    for part, root in opened.trees.items():
        for link in list(root.iter(f"{W}hyperlink")):
            if code := _code_of(link, part, opened):
                _replace(link, code)
                changed.add(part)
        for simple in list(root.iter(f"{W}fldSimple")):
            if _TAG.search(code := simple.get(f"{W}instr", "")):
                _replace(simple, code)
                changed.add(part)
        _drop_relations(part, opened)
    return changed


def _target(part: str, identity: str, opened: Opened) -> str:
    """Return the address of a link with tags in it; empty for one without."""
    for relation in opened.relations.get(part, ()):
        if relation.id == identity and relation.kind == "hyperlink":
            return _with_tags(relation.target)
    return ""


def _with_tags(target: str) -> str:
    # Word writes braces and blanks of an address as escapes.
    plain = target if _TAG.search(target) else unquote(target)
    return plain if _TAG.search(plain) else ""


def _code_of(link: Element, part: str, opened: Opened) -> str:
    target = _target(part, link.get(f"{_R}id", ""), opened)
    if not target:
        return ""
    code = f' HYPERLINK "{target}" '
    for name, switch in (("anchor", "l"), ("tooltip", "o")):
        if words := link.get(f"{W}{name}"):
            words = words.replace("\\", "\\\\").replace('"', '\\"')
            code += f'\\{switch} "{words}" '
    return code


def _replace(field: Element, code: str) -> None:
    """Put a complex field in the place of a simple one or a link; what it shows stays."""
    before = [_run("fldChar", "begin"), _run("instrText", code), _run("fldChar", "separate")]
    for run in before:
        field.addprevious(run)
    for shown in list(field):
        field.addprevious(shown)
    field.addprevious(_run("fldChar", "end"))
    above = field.getparent()
    if above is not None:
        above.remove(field)


def _run(name: str, content: str) -> Element:
    run = etree.Element(f"{W}r", nsmap={"w": W[1:-1]})
    node = etree.SubElement(run, f"{W}{name}")
    if name == "fldChar":
        node.set(f"{W}fldCharType", content)
    else:
        node.set(XML_SPACE, "preserve")
        node.text = content
    return run


def _drop_relations(part: str, opened: Opened) -> None:
    """Let go of addresses with tags; refuse those that something else than a link needs."""
    relations = opened.relations.get(part, [])
    tagged = {r.id for r in relations if r.kind == "hyperlink" and _with_tags(r.target)}
    if not tagged:
        return
    place = opened.placing(part)
    for reference in references_in(opened.trees[part]):
        if reference.id in tagged:
            message = say(
                "the address of a picture's or shape's link holds a tag, which stays as it "
                "is; link words beside it"
            )
            opened.findings.refuse("tag-left", place(reference.element), message)
    opened.relations[part] = [r for r in relations if r.id not in tagged]


def find_code_tags(root: Element, place: Callable[[Element], str], found: TagList) -> None:
    """Put markers for the tags in the codes of fields, each code whole in one run."""
    codes: list[list[Element]] = [[]]
    for node in root.iter(f"{W}p", f"{W}fldChar", f"{W}instrText"):
        if node.tag == f"{W}instrText":
            codes[-1].append(node)
        elif codes[-1]:
            codes.append([])
    for nodes in codes:
        text = "".join(node.text or "" for node in nodes)
        if not _TAG.search(text):
            continue
        paragraph = next(nodes[0].iterancestors(f"{W}p"), nodes[0])
        before = len(found.tags)
        nodes[0].text = find_plain_tags(text, place(paragraph), "code", found)
        nodes[0].set(XML_SPACE, "preserve")
        for node in nodes[1:]:
            node.text = ""
        _mark_addresses(nodes[0].text, before, found)


def _mark_addresses(code: str, before: int, found: TagList) -> None:
    """Tell apart the tags of a HYPERLINK field that begin its address."""
    if not _LINK.match(code):
        return
    for tag in found.tags[before:]:
        ahead, marker, _ = code.partition(tag.marker)
        if marker and not _SWITCH.search(ahead) and _BEGINS.search(ahead):
            tag.location = "address"
