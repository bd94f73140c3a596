"""Blank forms filled as people fill them in Word: in the XML, a text into each control."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from lxml import etree

from docgen.document.filters import make_filters
from docgen.model import Pack
from docgen.word.render.archive import write_archive
from docgen.word.render.text import text_blocks

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_XML = "{http://www.w3.org/XML/1998/namespace}space"
Blocks = Sequence[tuple[bool, str]]
"""Paragraphs: whether it is a bullet, and its text."""


def fill(form: bytes, values: Mapping[str, Any]) -> bytes:
    """Return a form with a text, or paragraphs, typed into the fields of those tags."""
    with zipfile.ZipFile(io.BytesIO(form)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    bullets = b'"ListBullet"' in parts.get("word/styles.xml", b"")
    for name, content in parts.items():
        if (
            name.startswith(("word/document", "word/header", "word/footer"))
            and b"<w:sdt>" in content
        ):
            root = etree.fromstring(content)
            for control in root.iter(f"{W}sdt"):
                tag = control.find(f"{W}sdtPr/{W}tag").get(f"{W}val")
                if values.get(tag):
                    _type(control, values[tag], bullets=bullets)
            parts[name] = etree.tostring(root, encoding="UTF-8", standalone=True)
    return write_archive(parts)


def tags_of(form: bytes) -> list[str]:
    """Return the tags of all fields, in the order of the text."""
    with zipfile.ZipFile(io.BytesIO(form)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    return [tag.get(f"{W}val") for tag in root.iter(f"{W}tag")]


def _type(control: Any, typed: str | Blocks, *, bullets: bool) -> None:
    """Type into a control: Word takes the prompt's flag and its grey away."""
    properties, content = control.find(f"{W}sdtPr"), control.find(f"{W}sdtContent")
    flag = properties.find(f"{W}showingPlcHdr")
    if flag is not None:
        properties.remove(flag)
    first = content[0]
    for run in content.iter(f"{W}r"):
        for grey in run.findall(f"{W}rPr"):
            run.remove(grey)
    blocks = [(False, typed)] if isinstance(typed, str) else typed
    if first.tag != f"{W}p":
        text = "\n".join(words for _, words in blocks)
        first[:] = list(_run(text))
        return
    for bullet, words in blocks:
        paragraph = copy.deepcopy(first)
        own = paragraph.find(f"{W}pPr")
        if bullet and bullets:
            if own is None:
                own = etree.Element(f"{W}pPr")
                paragraph.insert(0, own)
            for style in own.findall(f"{W}pStyle"):
                own.remove(style)
            style = etree.Element(f"{W}pStyle")
            style.set(f"{W}val", "ListBullet")
            own.insert(0, style)
        for run in paragraph.findall(f"{W}r"):
            run[:] = list(_run(words if bullets or not bullet else f"- {words}"))
        content.append(paragraph)
    content.remove(first)


def _run(text: str) -> Any:
    for number, line in enumerate(text.split("\n")):
        if number:
            yield etree.Element(f"{W}br")
        node = etree.Element(f"{W}t")
        node.text = line
        node.set(_XML, "preserve")
        yield node


def typed_by(data: Mapping[str, Any], pack: Pack, tags: Sequence[str]) -> dict[str, Any]:
    """Return what somebody types into the fields of those tags, to say what `data` say."""
    return {tag: typed for tag in tags if (typed := _typed(tag.split("."), data, pack))}


def _typed(path: list[str], data: Mapping[str, Any], pack: Pack) -> Any:
    """Return what is typed into one field: a text, or paragraphs."""
    match path:
        case ["result", *_]:
            return ""
        case ["previous", "statement"]:
            return _joined(data.get("previous", {}), "level", "total")
        case ["unit", "name"]:
            return _joined(data["unit"], "name", "place")
        case ["review", "kind"]:
            return pack.texts.get(f"kind_{data['review'].get('kind')}", "")
        case ["reviewers", key, "name"]:
            return _joined(_entry(data.get("reviewers", []), key), "name", "title")
        case ["development", key, what]:
            return _of_need(_entry(data.get("development", []), key), what, data, pack)
        case ["recipients", key]:
            return _entry([{"name": one} for one in data.get("recipients", [])], key).get("name")
        case ["criteria", name, "points"]:
            return str(data["criteria"][name]["score"])
    return _plainly(path, data, pack)


def _plainly(path: list[str], data: Mapping[str, Any], pack: Pack) -> Any:
    formats = make_filters(pack.formats)
    value: Any = data
    for step in path:
        value = (value or {}).get(step)
    if path[-1] == "sources":
        return formats["joined"]([value] if isinstance(value, str) else value)
    if path[-1].endswith("date") or path[-1] == "dates":
        return formats["dates"](value)
    if isinstance(value, list):
        return [(len(value) > 1, entry.strip()) for entry in value]
    return text_blocks(value) if isinstance(value, str) else str(value or "")


def _of_need(need: Mapping[str, Any], what: str, data: Mapping[str, Any], pack: Pack) -> Any:
    if what == "recommendation":
        return text_blocks(need.get("recommendation"))
    if not need.get("criterion"):
        return ""
    known = pack.criterion(need["criterion"])
    score = str(data["criteria"][known.id]["score"])
    return score if what == "score" else f"{known.printed} {known.name}".strip()


def _joined(record: Mapping[str, Any], *keys: str) -> str:
    return ", ".join(str(record[key]) for key in keys if record.get(key))


def _entry(entries: Sequence[Any], key: str) -> Mapping[str, Any]:
    number = int(key[1:]) - 1
    found = entries[number] if number < len(entries) else {}
    return {"name": found} if isinstance(found, str) else found
