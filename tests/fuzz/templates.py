"""Damaged templates: tags and XML of the packs' own Word files gone wrong, one thing or several.

Each is refused with a place and a clear line, or makes sound files in which no text is missing:
words that were planted beside the tags, and values that stand outside all blocks.
"""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any, TypeVar

from lxml import etree

from docgen.document.blankform import blank_context
from docgen.document.context import constants_of
from docgen.document.fields import fields_of
from docgen.document.filters import make_filters
from docgen.document.renderer import wording_of
from docgen.document.sample import sample_names
from docgen.errors import TemplateError
from docgen.model import Pack, Problem
from docgen.packs.load import load_pack, pack_codes
from docgen.word.audit.rules import check_package
from docgen.word.compile.compiler import compile_template
from docgen.word.compile.gate import read_package
from docgen.word.compile.xml import Element, W
from docgen.word.render.archive import write_archive
from docgen.word.template import Mode, Template
from fuzz.feed import DONE, feed_template, odd_lines
from fuzz.run import guard
from fuzz.tagdamage import tag_damage
from fuzz.xmldamage import xml_damage

Mutant = tuple[str, bytes]
"""Name, with the pack and document it was made of, and the Word file."""

LIMIT = 30.0
"""Seconds of CPU for all that is done with a template; each single thing has two."""
EACH = 2.0
_WHOLE = 40
"""Every so many templates one goes through `docgen check` as well, with its pack."""
_STORY = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
_WITNESS = "wit{:03}ness"


def mutants(seed: int, count: int) -> Iterator[Mutant]:
    """Yield damaged templates; the same seed and count make the same ones."""
    rng = random.Random(f"templates {seed}")
    for number in range(count):
        code, document = rng.choice(_documents())
        parts = dict(_parts(code, document))
        name = rng.choice(
            [name for name in parts if _STORY.fullmatch(name)] + ["word/document.xml"]
        )
        root = etree.fromstring(parts[name])
        plant(root, rng)
        ways = rng.choices(((tag_damage,), (xml_damage,), (tag_damage, xml_damage)), (6, 3, 1))[0]
        for way in ways:
            for _ in range(rng.choice((1, 1, 1, 1, 1, 2, 3))):
                way(root, rng)
        parts[name] = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
        yield f"{seed}-{number}-{code}.{document}.docx", write_archive(parts)


@cache
def _documents() -> tuple[tuple[str, str], ...]:
    return tuple((code, name) for code in pack_codes() for name in _pack(code).documents)


@cache
def _pack(code: str) -> Pack:
    return load_pack(code)


@cache
def _parts(code: str, document: str) -> Mapping[str, bytes]:
    with zipfile.ZipFile(_pack(code).documents[document].path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def plant(root: Element, rng: random.Random) -> None:
    """Put words into some texts of a part, in front of what stands there or behind it."""
    texts = [node for node in root.iter(f"{W}t") if node.text and not _stands_for_more(node)]
    for number, node in enumerate(rng.sample(texts, min(6, len(texts)))):
        word = _WITNESS.format(number)
        node.text = rng.choice((f"{word} {node.text}", f"{node.text} {word}"))


def _stands_for_more(node: Element) -> bool:
    """Return whether a tag beside the text takes the place of a whole paragraph, row or cell."""
    holders = node.iterancestors(f"{W}p", f"{W}tr")
    return any(_LEVEL.search("".join(map(str, holder.itertext(f"{W}t")))) for holder in holders)


_LEVEL = re.compile(r"\{[{%#](p|tr|tc)\s")


def feed(name: str, content: bytes, folder: Path) -> Iterator[str]:
    """Compile a template, make reports and a form of it, and judge them."""
    if int(name.split("-")[1]) % _WHOLE == 0:
        yield from feed_template(name, content, folder)
    code, document = name.removesuffix(".docx").split("-", 2)[2].rsplit(".", 1)
    pack = _pack(code)
    template = yield from _told(partial(_compiled, pack, content))
    if template is None:
        DONE["refused"] += 1
        return
    DONE["compiled"] += 1
    own = {fault.rule for fault in check_package(content)}
    full, bare = _names(code, document)
    blank = _blank(code, document)
    ways: tuple[tuple[Mode, Mapping[str, Any]], ...]
    ways = ("controls", full), ("plain", full), ("plain", bare), ("form", blank)
    for mode, names in ways:
        report = yield from _told(partial(template.render, names, mode=mode, warn=lambda _: None))
        if report is not None:
            DONE["rendered"] += 1
            yield from _unsound(mode, report, own)
            if not template.notes:
                yield from missing(content, report, full if names is full else {})


def _compiled(pack: Pack, content: bytes) -> Template:
    filters = make_filters(pack.formats)
    stored = compile_template(
        read_package(content, "x.docx"),
        "x.docx",
        fields=fields_of(pack),
        filters=filters,
        constants=constants_of(pack),
        wording=wording_of(pack),
    )
    return Template(stored, filters)


@cache
def _names(code: str, document: str) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    *_, full, bare = sample_names(_pack(code), _pack(code).documents[document])
    return full, bare


@cache
def _blank(code: str, document: str) -> Mapping[str, Any]:
    return blank_context(_pack(code), _pack(code).documents[document])


Result = TypeVar("Result")


def _told(action: Callable[[], Result]) -> Generator[str, None, Result | None]:
    """Do something within its time; yield what is odd in the lines that tell why it cannot be."""
    try:
        with guard(EACH):
            return action()
    except TemplateError as error:
        yield from odd_lines(list(error.problems))
        for problem in error.problems:
            yield from unclear(problem)
    return None


_ABROAD = re.compile(
    r"\b(object|object|NoneType|str|int|dict|tuple|unhashable|operand|concatenate|"
    r"jinja2?|iterable|subscriptable|callable|positional|keyword argument|traceback|instance|"
    r"codec|got|unexpected|Undefined|None|ufdd\d|builtin|indices|literal|token)\b|[\ufdd0-\ufdd7]"
)
"""Words of Python's and Jinja's that no user should need to know."""
_QUOTED = re.compile(r"^\{[{%#].*?[}%#]\}:|\{[{%#].*?[}%#]\}|'[^']*'|\"[^\"]*\"")


def unclear(problem: Problem) -> Iterator[str]:
    """Yield what keeps a person from finding and mending a fault."""
    if not problem.where and problem.rule not in _OF_FILES:
        yield f"a fault without a place: {problem}"
    own = _QUOTED.sub("", problem.message.replace("\n", " "))
    if found := _ABROAD.search(own):
        yield f"a message of the machine's ({found[0]}): {problem.message[:300]}"
    if (
        ";" not in own
        and "did you mean" not in own
        and "there are:" not in own
        and not re.search("is expected|the same input", own)
    ):
        yield f"a message without a way out: {problem.rule}: {problem.message[:300]}"


_OF_FILES = {
    "broken-zip",
    "zip-limits",
    "zip-names",
    "zip-kinds",
    "no-word-file",
    "broken-xml",
    "store",
}


def _unsound(mode: str, report: bytes, inherited: Iterable[str]) -> Iterator[str]:
    """Yield what is wrong with a report that was right in its template."""
    for fault in check_package(report):
        if fault.rule == "xml":
            yield f"not well-formed: {mode}: {fault}"
        elif fault.rule not in inherited:
            yield f"audit {fault.rule}: {mode}: {fault}"


# Texts that must be there

_TAGS = re.compile(r"\{#.*?#\}|\{\{.*?\}\}|\{%(?:(?:p|tr|tc|r)\s)?\s*(\w*)(.*?)%\}", re.DOTALL)
_OPENERS = {"for", "if", "macro", "call", "filter", "with", "set", "raw"}
_PRINTED = re.compile(r"\{\{\s*(unit\.name|purpose|general_comments|summary\.\w+)\s*\}\}")
_WORDS = re.compile(r"wit\d{3}ness")
_BULLET = re.compile(r"^\s*[-•·▪–—*o§]\s+")


def missing(template: bytes, report: bytes, names: Mapping[str, Any]) -> Iterator[str]:
    """Yield planted words and values that stand outside all blocks and are not in the report."""
    with (
        zipfile.ZipFile(io.BytesIO(template)) as before,
        zipfile.ZipFile(io.BytesIO(report)) as now,
    ):
        for part in filter(_STORY.fullmatch, before.namelist()):
            wanted, printed = _outside(_paragraphs(before.read(part)))
            said = " ".join("\n".join(_paragraphs(now.read(part))).split())
            for word in sorted(wanted):
                if word not in said:
                    yield f"lost word: {part}: {word}"
            for path in sorted(printed):
                value = _value(names, path)
                for line in map(" ".join, map(str.split, _BULLET.sub("", value).splitlines())):
                    if _BULLET.sub("", line) not in said:
                        yield f"lost value: {part}: {path}: {line[:60]!r}"
                        break


def _value(names: Mapping[str, Any], path: str) -> str:
    value: Any = names
    for step in path.split("."):
        value = value.get(step, {}) if isinstance(value, Mapping) else ""
    return value if isinstance(value, str) else ""


def _paragraphs(content: bytes) -> list[str]:
    """Return the texts of the paragraphs that a reader sees, breaks as blanks."""
    root = etree.fromstring(content)
    texts = []
    for paragraph in root.iter(f"{W}p"):
        pieces = []
        for node in paragraph.iter(f"{W}t", f"{W}br", f"{W}tab", f"{W}cr"):
            around = {one.tag for one in node.iterancestors()}
            if next(node.iterancestors(f"{W}p")) is paragraph and around.isdisjoint(_HIDDEN):
                pieces.append(node.text or "" if node.tag == f"{W}t" else " ")
        texts.append("".join(pieces))
    return texts


_HIDDEN = {f"{W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr")}


def _outside(paragraphs: Iterable[str]) -> tuple[set[str], set[str]]:
    """Return planted words and printed paths that stand in no block."""
    words: set[str] = set()
    paths: set[str] = set()
    depth, end, bound = 0, 0, False
    text = "\n".join(paragraphs)
    for found in [*_TAGS.finditer(text), None]:
        between = text[end : found.start() if found else None]
        if depth == 0:
            words.update(_WORDS.findall(between))
            if found and (printed := _PRINTED.fullmatch(found[0])):
                paths.add(printed[1])
        if found is None:
            break
        end = found.end()
        keyword = found[1] or ""
        bound = bound or keyword in ("set", "macro", "with", "call")
        if keyword == "endraw":
            continue  # those that end something were not looked at
        if keyword in _OPENERS and not (keyword == "set" and "=" in found[2]):
            depth += 1
        elif keyword.startswith("end"):
            depth -= 1
    return words, set() if bound else paths
