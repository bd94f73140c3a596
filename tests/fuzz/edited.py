"""Edited reports: what docgen made, changed in Word's place, given to `docgen check FILE.docx`."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from builders import ROOT, SAMPLES
from lxml import etree

from docgen.check.run import check_paths
from docgen.history.cache import HistoryCache
from docgen.packs.library import Library
from docgen.report import Options, prepare_report
from docgen.review.load import load_review
from docgen.word.audit.rules import RULES as AUDIT
from docgen.word.compile.xml import Element, W
from docgen.word.render.archive import write_archive
from fuzz.damage import corrupted
from fuzz.feed import DONE, SMALL, odd_lines
from fuzz.packages import parts_of
from fuzz.tagdamage import LITTER
from fuzz.templates import unclear
from fuzz.xmldamage import xml_damage

Mutant = tuple[str, bytes]

LIMIT = 4.0
"""Seconds of CPU: two, and a share of the size of the longest of them."""


def mutants(seed: int, count: int) -> Iterator[Mutant]:
    """Yield edited reports; the same seed and count make the same ones."""
    rng = random.Random(f"edited {seed}")
    for number in range(count):
        parts = dict(rng.choice(_reports()))
        make = rng.choice((_typed, _typed, _controls, _xml, _other_part, _bytes))
        content = make(parts, rng)
        yield f"{seed}-{number}-{make.__name__.strip('_')}.docx", content


def feed(_: str, content: bytes, folder: Path) -> Iterator[str]:
    """Check the file as a user does, and judge the lines that tell what is wrong."""
    path = folder / "report.docx"
    path.write_bytes(content)
    found = check_paths([path], library=Library((ROOT / "templates",)))
    DONE["sound" if all(one.severity != "error" for one in found) else "faulty"] += 1
    yield from odd_lines(found)
    for problem in found:
        if problem.severity == "error" and problem.rule not in _AUDIT:
            yield from unclear(problem)


_AUDIT = frozenset(AUDIT)
"""Rules for finished files say what is wrong in a file of docgen's, for its makers."""


@cache
def _reports() -> tuple[dict[str, bytes], ...]:
    """Return the parts of reports: a long and a short one of each pack, and one of few words."""
    library = Library((ROOT / "templates",))
    made = [parts_of(SMALL)]
    for path in SAMPLES:
        review = load_review(path, library=library)
        for plain in (False, True):
            options = Options("report", draft=True, plain=plain)
            report = prepare_report(review, options, library, HistoryCache())
            made.append(parts_of(report.render(warn=lambda _: None)))
    return tuple(made)


def _changed(parts: dict[str, bytes], name: str, root: Element) -> bytes:
    parts[name] = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return write_archive(parts)


def _body(parts: dict[str, bytes]) -> Element:
    return etree.fromstring(parts["word/document.xml"])


def _typed(parts: dict[str, bytes], rng: random.Random) -> bytes:
    """Change what is written, as a person does: words typed, cut, doubled, tags among them."""
    root = _body(parts)
    texts = list(root.iter(f"{W}t"))
    for _ in range(rng.choice((1, 3, 10))):
        node = rng.choice(texts)
        text = node.text or ""
        at = rng.randrange(len(text) + 1)
        node.text = rng.choice(
            (text[:at], text[at:], text * 2, text[:at] + rng.choice(LITTER) + text[at:], "", "5")
        )
    return _changed(parts, "word/document.xml", root)


def _controls(parts: dict[str, bytes], rng: random.Random) -> bytes:
    """Change content controls: their tags, ids and contents."""
    root = _body(parts)
    controls = [*root.iter(f"{W}sdt")]
    for control in rng.sample(controls, min(len(controls), 3)):
        tags = [*control.iter(f"{W}tag", f"{W}id", f"{W}alias", f"{W}lock")]
        if tags and rng.random() < 0.6:
            value = rng.choice(("", "x", "unit.name", "criteria.nope.comment", "-1", "9" * 40, "é"))
            rng.choice(tags).set(f"{W}val", value)
        else:
            xml_damage(control, rng)
    return _changed(parts, "word/document.xml", root)


def _xml(parts: dict[str, bytes], rng: random.Random) -> bytes:
    root = _body(parts)
    for _ in range(rng.choice((1, 1, 2, 5))):
        xml_damage(root, rng)
    return _changed(parts, "word/document.xml", root)


def _other_part(parts: dict[str, bytes], rng: random.Random) -> bytes:
    """Change, empty or drop any part: styles, settings, the store of checksums."""
    name = rng.choice([name for name in parts if name.endswith((".xml", ".rels"))])
    way = rng.random()
    if way < 0.2:
        del parts[name]
        return write_archive(parts)
    if way < 0.3:
        parts[name] = b""
        return write_archive(parts)
    root = etree.fromstring(parts[name])
    xml_damage(root, rng)
    return _changed(parts, name, root)


def _bytes(parts: dict[str, bytes], rng: random.Random) -> bytes:
    if rng.random() < 0.5:
        name = rng.choice(list(parts))
        parts[name] = corrupted(parts[name], rng)
        return write_archive(parts)
    return corrupted(write_archive(parts), rng)
