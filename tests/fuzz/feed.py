"""Feed one damaged file to the program, and tell what a user must never meet.

A kind's own `feed(name, mutant, folder)` goes before those here.
"""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

from builders import ROOT, SAMPLES
from lxml import etree
from ooxml.minimal import a_report, text
from scored import score_reviews

from docgen.batch.run import make_reports
from docgen.batch.scores import Scored
from docgen.check import wordfiles
from docgen.check.run import check_paths
from docgen.document.blankform import make_form
from docgen.document.renderer import printed_paths
from docgen.errors import DocgenError, TemplateError
from docgen.history.cache import HistoryCache
from docgen.model import Pack, Problem, Review
from docgen.packs.library import Library, find_library
from docgen.packs.load import load_pack
from docgen.report import Options, PlannedReport, prepare_report
from docgen.review.load import load_review
from docgen.review.schemas import schema_for
from docgen.word.render.text import FORBIDDEN

Mutant = Any
Feed = Callable[[str, Mutant, Path], Iterator[str]]
"""Takes a mutant's name, the mutant and a folder to work in; yields what is wrong."""

DONE: Counter[str] = Counter()
"""How many files came how far: a run in which nothing is rendered proves nothing."""

LONGEST_LINE = 2_000
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e]")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_GAPS = {f"{_W}{name}" for name in ("p", "br", "tab", "cr")}
_BULLET = re.compile(r"(?m)^\s*[-•·▪–—*o§]\s+")


def feed_review(name: str, content: bytes, folder: Path) -> Iterator[str]:
    """Check, score and render a review; tell of odd lines, broken reports and lost texts."""
    place = _emptied(folder / "in")
    path = place / f"x{Path(name).suffix}"
    path.write_bytes(content)
    found = check_paths([path], library=_shelf(), printed_paths=_printed)
    yield from odd_lines(found)
    for scored in score_reviews([path], _shelf()):
        if isinstance(scored, Scored):
            DONE["loaded"] += 1
            yield from _rendered(scored.review, _shelf())
        elif path.suffix != ".jsonl" and not any(one.severity == "error" for one in found):
            yield f"score refuses what check does not: {scored}"
    out = _emptied(folder / "out")
    for outcome in make_reports([path], out, draft=True, library=_shelf()):
        if outcome.error is not None and len(str(outcome.error)) > 200 * LONGEST_LINE:
            yield f"an error of {len(str(outcome.error))} letters"


def feed_pack(name: str, files: dict[str, bytes], folder: Path) -> Iterator[str]:
    """Check a pack and make all of it: form, schema, scores and the reports of its samples.

    One in forty has its own Word files and docxtpl's second opinion of them, the others small
    ones, which take a tenth of the time.
    """
    shelf = _shelf_with(files, folder)
    with ExitStack() as stack:
        if int(name.split("-")[1]) % 40:
            _make_small(shelf.roots[0], {Path(file).parts[0] for file in files})
            stack.enter_context(mock.patch.object(wordfiles, "second_opinions", return_value=[]))
        yield from _checked_and_made(files, shelf)


def _checked_and_made(files: dict[str, bytes], shelf: Library) -> Iterator[str]:
    for code in {Path(file).parts[0] for file in files}:
        found = check_paths([shelf.roots[0] / code], library=shelf)
        yield from odd_lines(found)
        for problem in found:
            if _lacks_place(problem):
                yield f"a fault without a place: {problem}"
        try:
            pack = load_pack(code, library=shelf)
        except DocgenError as error:
            if not any(one.severity == "error" for one in found):
                yield f"render refuses what check does not: {error}"
            continue
        yield from _whole_pack(pack, shelf)


def _lacks_place(problem: Problem) -> bool:
    typed = problem.severity == "error" and Path(problem.file).suffix == ".yaml"
    return typed and not (problem.line or problem.where) and problem.rule not in _OF_FILES


_OF_FILES = {"unreadable", "encoding", "no-mapping", "missing-file", "too-deep"}
"""Faults of a file as a whole."""


def feed_template(_: str, content: bytes, folder: Path) -> Iterator[str]:
    """Check a template and render a sample review with it, in controls and plain, and as a form."""
    shelf = _shelf_with({"dk/report.docx": content}, folder)
    found = check_paths([shelf.roots[0] / "dk"], library=shelf)
    yield from odd_lines(found)
    pack = load_pack("dk", library=shelf)
    yield from _whole_pack(pack, shelf, "report")


FEEDS: dict[str, Feed] = {
    "reviews": feed_review,
    "packs": feed_pack,
}
"""Kinds whose feed stands here; the others have their own."""
KINDS = (*FEEDS, "templates", "packages", "edited")


@cache
def _shelf() -> Library:
    return find_library()


@cache
def _printed_of(code: str) -> frozenset[str]:
    paths = printed_paths(load_pack(code, library=_shelf()))
    return frozenset(path.replace(".*", "") for path in paths)


def _printed(pack: Pack) -> set[str]:
    return set(_printed_of(pack.code))


def _emptied(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _shelf_with(files: dict[str, bytes], folder: Path) -> Library:
    """Return a library whose first folder has these files in place of the bundled ones."""
    root = folder / "packs"
    for file in files:
        code = Path(file).parts[0]
        _emptied(root / code)
        shutil.copytree(ROOT / "templates" / code, root / code, dirs_exist_ok=True)
    for file, content in files.items():
        (root / file).write_bytes(content)
    return Library((root, ROOT / "templates"))


def _make_small(root: Path, codes: set[str]) -> None:
    """Put a small Word file in the place of each that the packs, or base, have."""
    for code in (*codes, "base"):
        (root / code).mkdir(exist_ok=True)
        for path in (ROOT / "templates" / code).glob("*.docx"):
            (root / code / path.name).write_bytes(SMALL)


_PRINTED = (
    "{{ document.title }}",
    "{{ document.draft_mark }} {{ texts.total }} {{ labels['unit.name'] }}",
    "{{ pack.name }} {{ pack.scale_name }} {{ pack.scale_version }} {{ pack.language }}",
    "{{ unit.printed }} {{ review.dates }} {{ review.report_date }}",
    "{{ general_comments }}",
    "{%p for level in levels %}",
    "{{ level.legend }} {{ level.label }}",
    "{%p endfor %}",
    "{%p for section in sections %}",
    "{{ section.label }} {{ section.points }}",
    "{%p for c in section.criteria %}",
    "{{ c.printed }} {{ c.name }} {{ c.short_name }} {{ c.description }} {{ c.components_intro }}",
    "{{ c.components }}",
    "{%p for a in c.anchors %}",
    "{{ a.score }} {{ a.text }}",
    "{%p endfor %}",
    "{{ c.points }} {{ c.score }} {{ c.sources }}",
    "{{ c.comment }}",
    "{{ c.recommendation }}",
    "{%p endfor %}",
    "{%p endfor %}",
    "{{ result.total }} {{ result.level.label }} {{ result.statement }} {{ previous.statement }}",
)
SMALL = a_report("".join(map(text, _PRINTED)))
"""A Word file that prints something of each part of a pack."""


def _whole_pack(pack: Pack, shelf: Library, *only: str) -> Iterator[str]:
    with suppress(DocgenError):
        schema_for(pack, library=shelf)
    for document in pack.documents.values():
        if only and document.name not in only:
            continue
        try:
            yield from _broken_parts(f"form {document.name}", make_form(pack, document.name))
            DONE["forms"] += 1
        except DocgenError:
            continue
    sample = next(path for path in SAMPLES if path.parent.name == pack.code)
    try:
        review = load_review(sample, library=shelf)
    except DocgenError:
        return
    for scored in score_reviews([sample], shelf):
        str(scored)
    for document in pack.documents.values():
        if document.needs_review and (not only or document.name in only):
            yield from _rendered(review, shelf, document.name)


def _rendered(review: Review, shelf: Library, document: str = "report") -> Iterator[str]:
    """Yield what is wrong with the reports of a review, with controls and plain."""
    for plain in (False, True):
        options = Options(document, draft=True, plain=plain)
        try:
            report = prepare_report(review, options, shelf, HistoryCache())
            data = report.render(warn=lambda _: None)
        except (DocgenError, TemplateError):
            return
        DONE["rendered"] += 1
        yield from _broken_parts(f"{document} plain={plain}", data)
        yield from _lost(review, report, data)


def _broken_parts(what: str, data: bytes) -> Iterator[str]:
    """Yield the parts that no XML parser reads."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                try:
                    etree.fromstring(archive.read(name))
                except etree.XMLSyntaxError as error:
                    yield f"not well-formed: {what}, {name}: {error}"


def _lost(review: Review, report: PlannedReport, data: bytes) -> Iterator[str]:
    """Yield the lines of the review's texts that its report does not print."""
    prints = report.renderer.template.stored.prints
    said = _words_of(data)
    for path, typed in _texts(review):
        if path in prints:
            for line in _BULLET.sub("", FORBIDDEN.sub("", typed)).splitlines():
                if (words := " ".join(line.split())) and words not in said:
                    yield f"lost text: {path}: {words[:80]!r}"
                    break


def _texts(review: Review) -> Iterator[tuple[str, str]]:
    yield "general_comments", review.general_comments
    yield "purpose", review.purpose
    yield "unit.name", review.unit.name
    for key in ("description", "strengths", "conclusion"):
        yield f"summary.{key}", getattr(review.summary, key)
    for found in review.criteria.values():
        yield "criteria.*.comment", found.comment
        yield "criteria.*.recommendation", found.recommendation


def _words_of(data: bytes) -> str:
    """Return all that the body, headers and footers say, with one blank for each gap."""
    pieces: list[str] = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", name):
                for node in etree.fromstring(archive.read(name)).iter():
                    if node.tag in _GAPS:
                        pieces.append(" ")
                    elif node.tag == f"{_W}t":
                        pieces.append(node.text or "")
    return " ".join("".join(pieces).split())


def odd_lines(problems: list[Problem]) -> Iterator[str]:
    """Yield what is wrong with the lines that tell of the faults."""
    for problem in problems:
        line = str(problem._replace(file="x"))
        if problem.rule == "unforeseen":
            yield f"unforeseen: {line}"
        if len(line) > LONGEST_LINE:
            yield f"a line of {len(line)} letters: {line[:200]}"
        if _UNSEEN.search(line):
            yield f"a line that is not one: {line[:200]!r}"
    json.dumps([problem.message for problem in problems])
