"""Read what a Word file or its PDF says: parts, texts, styles, pages."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zipfile
from pathlib import Path

from builders import ROOT
from lxml import etree

from docgen.report import make_report
from docgen.yamlfile.parse import read_yaml

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def part(name, data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def paragraph_text(paragraph):
    """Return the text of a paragraph with one blank for each gap."""
    signs = {f"{W}tab": " ", f"{W}br": " ", f"{W}noBreakHyphen": "-"}
    pieces = [
        (node.text or "") if node.tag == f"{W}t" else signs.get(node.tag, "")
        for node in paragraph.iter()
        if node.getparent().tag != f"{W}tabs"
    ]
    return " ".join("".join(pieces).split())


def texts_of(data, style=""):
    """Return the text of each paragraph, of one style or of all."""
    found = part("word/document.xml", data).iter(f"{W}p")
    return [paragraph_text(p) for p in found if not style or style_of(p) == style]


def style_of(paragraph):
    node = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if node is None else node.get(f"{W}val")


def rendered(tmp_path, sample, document="report", edit=None):
    """Return a document of a sample review, whose data `edit` may change."""
    source = ROOT / "data" / sample
    folder = tmp_path / "data"
    folder.mkdir()
    for shared in source.parent.glob("_shared.yaml"):
        (folder / shared.name).write_bytes(shared.read_bytes())
    data = read_yaml(source)
    if edit:
        edit(data)
    path = folder / source.name
    path.write_text(json.dumps(data), encoding="utf-8")
    return make_report(path, tmp_path / "out", document=document).read_bytes()


def poppler(tool: str, *arguments: str) -> str:
    """Return what a tool of poppler-utils prints."""
    assert shutil.which(tool), f"{tool} is missing: install poppler-utils"
    run = subprocess.run([tool, *arguments], capture_output=True, check=True, encoding="utf-8")
    return run.stdout


def pages_of(pdf: Path) -> list[list[str]]:
    """Return the lines of text of each page."""
    text = poppler("pdftotext", "-layout", str(pdf), "-")
    return [
        [" ".join(line.split()) for line in page.splitlines() if line.strip()]
        for page in text.split("\f")[:-1]
    ]
