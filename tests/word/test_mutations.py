"""Whatever people do to a template: it is refused with a place, or nothing of it is lost."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from lxml import etree
from ooxml.everything import NOTES, VALUES, a_body
from ooxml.minimal import text
from ooxml.mutations import mutated
from ooxml.packages import a_package, in_story, zipped
from ooxml.rendered import a_template, parts_of

from docgen.check.lint.run import Judge, lint
from docgen.document.context import constants_of
from docgen.document.fields import fields_of
from docgen.document.filters import make_filters
from docgen.document.renderer import wording_of
from docgen.document.sample import sample_names
from docgen.errors import TemplateError
from docgen.model import Field, Items, Problem
from docgen.packs.load import load_pack, pack_codes
from docgen.word.audit.rules import check_package
from docgen.word.compile.compiler import compile_template
from docgen.word.compile.gate import read_package
from docgen.word.template import Template
from tests.builders import IN_FULL, many, swept

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
KINDS = {kind: Field(kind, f"x.{kind}") for kind in VALUES}
FIELDS = {
    **KINDS,
    "items": Items({kind: Field(kind, f"items.*.{kind}") for kind in VALUES}),
    "yes": Field("bool"),
}
ITEM = {"text": "ITa\n\nITb", "line": "IL", "list": ["IS1", "IS2"], "number": 7}
NAMES = {
    "text": "TXa\n\nTXb\n\n- TXc", "line": "LN", "list": ["LI1", "LI2"], "number": 4711,
    "items": [{**ITEM, "_p": f"items[{n}]"} for n in range(2)], "yes": True,
}  # fmt: skip
SHOWN = {"text": ["TXa", "TXb", "TXc"], "line": ["LN"], "list": ["LI1", "LI2"], "number": ["4711"]}
CONTENT = {
    f"{W}{name}"
    for name in ("drawing", "pict", "footnoteReference", "sym", "br", "fldChar", "sectPr")
} | {f"{M}oMath"}
FOOTNOTES = "".join(
    f'<w:footnote w:id="{n}">{text(f"note {n}" + (" {{ line }}" if n % 2 else ""))}</w:footnote>'
    for n in NOTES
)
_TAGS = re.compile(r"\{[{%#].*?[}%#]\}")


def _package(body: str) -> bytes:
    notes = in_story("NOTES", "footnotes")
    kind, xml = notes["word/footnotes.xml"]
    xml = re.sub(r"<w:footnote .*</w:footnote>", FOOTNOTES, xml)
    return a_package({**in_story(body), "word/footnotes.xml": (kind, xml)})


def _with_body(package: bytes, xml: bytes) -> bytes:
    return zipped({**parts_of(package), "word/document.xml": xml})


def _words(root: etree._Element) -> str:
    """Return what a person reads, paragraph by paragraph; what was deleted not."""
    nodes = root.iter(f"{W}p", f"{W}t", f"{M}t")
    return "".join("\n" if node.tag == f"{W}p" else node.text or "" for node in nodes)


def _lost(template: bytes, report: bytes) -> list[str]:
    """Return what the template holds and a report of it does not, all conditions being true."""
    before, after = (etree.fromstring(parts_of(d)["word/document.xml"]) for d in (template, report))
    words, printed = _words(before), _words(after)
    lost = [word for word in re.findall(r"w\d+w", words) if word not in printed]
    for name in VALUES:
        if re.search(rf"\{{\{{ {name} \}}\}}", words):
            lost += [value for value in SHOWN[name] if value not in printed]
    had, has = (Counter(n.tag for n in root.iter(*CONTENT)) for root in (before, after))
    lost += [f"{had[kind] - has[kind]} {kind}" for kind in had if has[kind] < had[kind]]
    lost += _TAGS.findall(printed)
    return lost


def _compiled(template: bytes) -> tuple[Template | None, list[Problem]]:
    try:
        return a_template(template, FIELDS), []
    except TemplateError as error:
        return None, list(error.problems)


def _tried(template: bytes, seed: int, tally: Counter[str]) -> None:
    """Compile and render a mutated template; fails where something is lost in silence."""
    own = {found.rule for found in check_package(template)}
    compiled, problems = _compiled(template)
    tally["refused" if compiled is None else "rendered"] += 1
    assert all(problem.where for problem in problems), (seed, problems)
    assert all("Error" not in problem.message for problem in problems), seed
    if compiled is None:
        return
    for mode in ("plain", "controls", "form"):
        report = compiled.render(NAMES, mode=mode)
        new = [found for found in check_package(report) if found.rule not in own]
        assert new == [], (seed, mode)
        if mode != "form":
            assert _lost(template, report) == [], (seed, mode)


def _generated(seed: int) -> bytes:
    package = _package(a_body(seed % 50) + text("end"))
    return _with_body(package, mutated(parts_of(package)["word/document.xml"], seed))


DOCUMENTS = [(code, name) for code in pack_codes() for name in load_pack(code).documents]
_BLOCKS = re.compile(r"\{%\s*(?:p|tr|tc|r)?\s*(for|if|endfor|endif)\b")


def _always(template: bytes) -> tuple[list[str], Counter[str]]:
    """Return the words and the content that stand outside all blocks of a template's text."""
    depth, words, content = 0, [], Counter()
    for paragraph in etree.fromstring(parts_of(template)["word/document.xml"]).iter(f"{W}p"):
        own = "".join(
            t.text or "" for t in paragraph.iter(f"{W}t")
            if next(t.iterancestors(f"{W}p")) is paragraph
        )  # fmt: skip
        blocks = [word.startswith("end") for word in _BLOCKS.findall(own)]
        if not depth and not blocks:
            words += [piece.strip() for piece in _TAGS.split(own) if piece.strip()]
            content.update(n.tag for n in paragraph.iter(*CONTENT) if n.tag != f"{W}br")
        depth += sum(-1 if ends else 1 for ends in blocks)
    return words, content


def _changed_document(code: str, name: str, seed: int) -> None:
    """Change a bundled document; fails unless it is refused with a place or loses nothing.

    What is refused, but for what only a trial report shows, `docgen lint` tells as well.
    """
    pack = load_pack(code)
    document = pack.documents[name]
    data = document.path.read_bytes()
    template = _with_body(data, mutated(parts_of(data)["word/document.xml"], seed))
    try:
        compiled = compile_template(
            read_package(template, "t.docx"), "t.docx",
            fields=fields_of(pack), filters=make_filters(pack.formats),
            constants=constants_of(pack), wording=wording_of(pack),
        )  # fmt: skip
    except TemplateError as error:
        problems = error.problems
        compiled = None
    told = [one for one in lint(template, "t.docx", Judge(pack, document)).problems
            if one.severity == "error"]  # fmt: skip
    assert all(one.where for one in told), seed
    if compiled is None:
        assert all(problem.where for problem in problems), (seed, problems)
        tried = {problem.rule for problem in problems} <= {"last-look"}
        assert told or tried, (seed, problems)
        return
    words, content = _always(template)
    own = {found.rule for found in check_package(template)}
    made = Template(compiled, make_filters(pack.formats))
    for names in sample_names(pack, document):
        report = made.render(names, mode="controls")
        assert {found.rule for found in check_package(report)} <= own, seed
        root = etree.fromstring(parts_of(report)["word/document.xml"])
        printed = "".join(_words(root).split())
        assert [word for word in words if "".join(word.split()) not in printed] == [], seed
        has = Counter(node.tag for node in root.iter(*CONTENT))
        assert not content - has, seed
        assert not _TAGS.search(printed), seed


MANY = many(100, 2000)
"""Changes to templates of our own that the slow tests try."""


@pytest.mark.parametrize("start", swept(range(3)))
def test_some_changed_documents_are_refused_or_lose_nothing(start):
    for code, name in DOCUMENTS[start :: 3 * len(DOCUMENTS)]:
        _changed_document(code, name, start)


@pytest.mark.slow
@pytest.mark.parametrize(("code", "name"), DOCUMENTS, ids=" ".join)
def test_many_changed_documents_are_refused_or_lose_nothing(code, name):
    for seed in range(many(2, 72)):  # a thousand in all
        _changed_document(code, name, seed)


def test_templates_with_everything_in_them_lose_nothing():
    tally: Counter[str] = Counter()
    count = 8 if IN_FULL else 4
    for seed in range(count):
        _tried(_package(a_body(seed) + text("end")), seed, tally)
    assert tally["rendered"] == count


@pytest.mark.parametrize("start", swept(range(0, 24, 4)))
def test_some_changed_templates_are_refused_or_lose_nothing(start):
    tally: Counter[str] = Counter()
    for seed in range(start, start + 4):
        _tried(_generated(seed), seed, tally)
    assert sum(tally.values()) == 4


@pytest.mark.slow
@pytest.mark.parametrize("start", range(0, MANY, 50))
def test_many_changed_templates_are_refused_or_lose_nothing(start):
    tally: Counter[str] = Counter()
    for seed in range(start, start + 50):
        _tried(_generated(seed), seed, tally)
    assert sum(tally.values()) == 50
