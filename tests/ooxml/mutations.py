"""Changes that people make to templates in Word, some of them by mistake: seeded, on the tree."""

from __future__ import annotations

import copy
from collections.abc import Callable
from random import Random
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _paragraphs(root: Any) -> list[Any]:
    return list(root.iter(f"{W}p"))


def _runs(root: Any) -> list[Any]:
    return [child for p in _paragraphs(root) for child in p if child.tag != f"{W}pPr"]


def _move_content(root: Any, random: Random) -> None:
    """Take something out of a paragraph and put it into another."""
    runs = [r for r in _runs(root) if r.tag == f"{W}r"]
    moved = random.choice(runs)
    target = random.choice(_paragraphs(root))
    if moved in target.iterancestors() or target in moved.iter():
        return
    at = random.randint(0, len(target))
    if at == 0 and len(target) and target[0].tag == f"{W}pPr":
        at = 1
    target.insert(at, moved)


def _delete_paragraph(root: Any, random: Random) -> None:
    paragraph = random.choice(_paragraphs(root))
    paragraph.getparent().remove(paragraph)


def _double_paragraph(root: Any, random: Random) -> None:
    paragraph = random.choice(_paragraphs(root))
    paragraph.addnext(copy.deepcopy(paragraph))


def _swap_paragraphs(root: Any, random: Random) -> None:
    one = random.choice(_paragraphs(root))
    other = one.getnext()
    if other is not None and other.tag == f"{W}p":
        other.addnext(one)


def _merge_paragraphs(root: Any, random: Random) -> None:
    one = random.choice(_paragraphs(root))
    other = one.getnext()
    if other is not None and other.tag == f"{W}p":
        for child in list(other):
            if child.tag != f"{W}pPr":
                one.append(child)
        other.getparent().remove(other)


def _split_run(root: Any, random: Random) -> None:
    texts = [
        t for t in root.iter(f"{W}t") if len(t.text or "") > 1 and t.getparent().tag == f"{W}r"
    ]
    text = random.choice(texts)
    at = random.randrange(1, len(text.text))
    run = text.getparent()
    rest = copy.deepcopy(run)
    for child in list(rest):
        if child.tag not in (f"{W}rPr", f"{W}t"):
            rest.remove(child)
    rest.find(f"{W}t").text = text.text[at:]
    text.text = text.text[:at]
    run.addnext(rest)


def _wrap_run(root: Any, random: Random) -> None:
    run = random.choice([r for r in _runs(root) if r.tag == f"{W}r"])
    kind = random.choice(("hyperlink", "ins", "smartTag"))
    around = etree.Element(f"{W}{kind}")
    if kind == "ins":
        around.set(f"{W}id", "990")
        around.set(f"{W}author", "A")
    run.addprevious(around)
    around.append(run)


def _put_in_block(root: Any, random: Random) -> None:
    """Put the tags of a condition around some neighbours."""
    paragraph = random.choice(_paragraphs(root))
    last = paragraph
    for _ in range(random.randrange(3)):
        if last.getnext() is not None and last.getnext().tag == f"{W}p":
            last = last.getnext()
    for words, put in (("{%p if yes %}", paragraph.addprevious), ("{%p endif %}", last.addnext)):
        tag = etree.Element(f"{W}p")
        etree.SubElement(etree.SubElement(tag, f"{W}r"), f"{W}t").text = words
        put(tag)


def _add_section(root: Any, random: Random) -> None:
    paragraph = random.choice(root.find(f"{W}body").findall(f"{W}p") or [None])
    if paragraph is None or paragraph.find(f"{W}pPr/{W}sectPr") is not None:
        return
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    section = etree.SubElement(properties, f"{W}sectPr")
    etree.SubElement(section, f"{W}pgSz").set(f"{W}w", "11906")


def _break_beside(root: Any, random: Random) -> None:
    paragraph = random.choice(_paragraphs(root))
    run = etree.SubElement(paragraph, f"{W}r")
    etree.SubElement(run, f"{W}br").set(f"{W}type", "page")


def _delete_row_or_cell(root: Any, random: Random) -> None:
    found = list(root.iter(f"{W}tr", f"{W}tc"))
    if found:
        gone = random.choice(found)
        gone.getparent().remove(gone)


MUTATIONS: tuple[Callable[[Any, Random], None], ...] = (
    *(_move_content, _delete_paragraph, _double_paragraph, _swap_paragraphs, _merge_paragraphs),
    *(_split_run, _wrap_run, _put_in_block, _add_section, _break_beside, _delete_row_or_cell),
)


def mutated(xml: bytes, seed: int) -> bytes:
    """Return a part after one to three changes."""
    random = Random(seed)
    root = etree.fromstring(xml)
    for _ in range(random.randint(1, 3)):
        random.choice(MUTATIONS)(root, random)
    return etree.tostring(root)
