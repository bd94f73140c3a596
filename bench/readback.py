"""Read a report back with the standard library alone and tell what of its data is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

from bench.inputs import HEADER

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEFT_OVER = re.compile(r"\{\W*")  # the data hold no brace


def problems(file: Path, data: dict[str, Any], *, controls: bool = False) -> list[str]:
    """Return what is wrong with the report of `data`: values that are missing, tags left over."""
    with ZipFile(file) as archive:
        if archive.testzip() is not None:
            return ["the archive is damaged"]
        body = ET.fromstring(archive.read("word/document.xml"))
    text = "\n".join(_text(paragraph) for paragraph in body.iter(f"{W}p"))
    found = [
        f"{value[:50]!r} stands there {text.count(value)} times, not {times}"
        for value, times in _expected(data)
        if text.count(value) < times
    ]
    if left := _LEFT_OVER.search(text):
        found.append(f"a tag is left over: {left[0]}")
    if controls:
        found += _outside_controls(body, data)
    return found


def _text(paragraph: ET.Element) -> str:
    return "".join(node.text or "" for node in paragraph.iter(f"{W}t"))


def _expected(data: dict[str, Any]) -> Iterator[tuple[str, int]]:
    """Yield each value with the number of its printings."""
    for name in (*HEADER, "title", "intro"):
        yield data[name], 1
    yield f"Total: {data['total']} of {data['highest']}", 2
    for section in data["sections"]:
        yield section["name"], 3
        for criterion in section["criteria"]:
            named = f"{criterion['number']} {criterion['name']}"
            yield named, 3
            yield f"{named}: {criterion['score']}", 1
            yield criterion["description"], 1
            yield criterion["comment"], 2
            yield criterion["recommendation"], 2
            yield from ((source["text"], 1) for source in criterion["sources"])


def _outside_controls(body: ET.Element, data: dict[str, Any]) -> list[str]:
    """Return the comments that stand in no content control of their own."""
    held: dict[str, set[str]] = {}
    for control in body.iter(f"{W}sdt"):
        tag = control.find(f"{W}sdtPr/{W}tag")
        if tag is not None:
            held.setdefault(tag.get(f"{W}val", ""), set()).add(_text(control))
    return [
        f"{criterion['_p']}.comment stands in no control"
        for section in data["sections"]
        for criterion in section["criteria"]
        if held.get(f"{criterion['_p']}.comment") != {criterion["comment"]}
    ]
