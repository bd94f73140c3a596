"""The two sides of a pull, made by hand: a small report of a few fields, and a small review."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from docgen.packs.load import load_pack
from docgen.review.file import load_data
from docgen.review.load import review_of
from docgen.roundtrip.pairing import pair_records
from docgen.roundtrip.sides import Sides
from docgen.word.readback.fields import open_edited
from docgen.word.readback.store import Store
from docgen.word.render.anchors import number_of
from tests.wordedits import bookmark, control, document, paragraph

BULLET = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr>'
NUMBERING = (
    '<w:abstractNum w:abstractNumId="1">'
    '<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="2">'
    '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
)
STYLES = (
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/>'
    '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Need"><w:name w:val="Need"/></w:style>'
)


def point(text: str, level: int = 0) -> str:
    """Return a paragraph that is a bullet."""
    return paragraph(text, properties=BULLET.format(level))


def counted(text: str, level: int = 0) -> str:
    """Return a paragraph that Word counts."""
    number = BULLET.format(level).replace('numId w:val="1"', 'numId w:val="2"')
    return paragraph(text, properties=number)


def printed(path: str, *texts: str, place: int = 1) -> str:
    """Return a field of a report around those paragraphs; around `<w:p>` as they are."""
    body = "".join(text if text.startswith("<") else paragraph(text) for text in texts)
    name = f"dg_{number_of(path)}_{place}"
    number = number_of(path) % 90_000 + place
    return bookmark(control(body, path, path.rpartition(".")[2]), name, number)


def inline(path: str, text: str, label: str = "", place: int = 1) -> str:
    """Return a paragraph that holds a field behind a label."""
    name = f"dg_{number_of(path)}_{place}"
    inner = bookmark(control(text, path), name, number_of(path) % 90_000 + place)
    return paragraph(*([label] if label else []), inner)


def record(path: str, *body: str) -> str:
    """Return what a record of a list prints."""
    return bookmark("".join(body), f"dg_{number_of(path)}_r1", number_of(path) % 90_000 + 500)


def store_of(values: Mapping[str, Iterable[str]], fixed: Iterable[str] = (), **about: str) -> Store:
    """Return the store of a report that printed those paragraphs, and that text around them."""
    bare = Store(2, {"review": "a", "pack": "dk", "document": "report", **about}, {})
    sums = {path: bare.sums(tuple(texts)) for path, texts in values.items()}
    outside = [found[0] for text in fixed if (found := bare.outside_sums(text))]
    return bare._replace(values=sums, outside=tuple(outside))


def two_sides(
    folder: Path,
    *body: str,
    was: Mapping[str, Iterable[str]],
    now: Mapping[str, Iterable[str]] | None = None,
    fixed: Iterable[str] = (),
    shared: Mapping[str, Any] | None = None,
    **review: Any,
) -> Sides:
    """Return a report of that body and a review of those blocks, in a folder.

    `was` is what the report printed, `now` what the review prints, where it is something else;
    `fixed` the report's text outside its fields, `shared` the defaults above the review.
    """
    data = {"pack": "dk", "unit": {"name": "Enhed A"}, "review": {"status": "draft"}} | review
    file = folder / "a.yaml"
    file.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    if shared is not None:
        text = json.dumps(shared, ensure_ascii=False)
        (folder / "_shared.yaml").write_text(text, encoding="utf-8")
    loaded = load_data(file)
    edited = open_edited(
        document("".join(body), styles=STYLES, numbering=NUMBERING), str(folder / "a.docx")
    )
    store = store_of(was, fixed)
    prints = {path: tuple(texts) for path, texts in (was if now is None else now).items()}
    return Sides(
        folder / "a.docx",
        edited,
        store,
        loaded,
        review_of(loaded),
        load_pack("dk"),
        prints,
        pair_records(store, prints),
        prepared=None,  # type: ignore[arg-type]
    )
