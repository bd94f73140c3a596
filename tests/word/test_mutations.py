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

from docgen.errors import TemplateError
from docgen.model import Field, Items, Problem
from docgen.word.audit.rules import check_package
from docgen.word.template import Template

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


def test_templates_with_everything_in_them_lose_nothing():
    tally: Counter[str] = Counter()
    for seed in range(20):
        _tried(_package(a_body(seed) + text("end")), seed, tally)
    assert sum(tally.values()) == 20


@pytest.mark.parametrize("start", range(0, 60, 20))
def test_some_changed_templates_are_refused_or_lose_nothing(start):
    tally: Counter[str] = Counter()
    for seed in range(start, start + 20):
        _tried(_generated(seed), seed, tally)
    assert sum(tally.values()) == 20


@pytest.mark.slow
@pytest.mark.parametrize("start", range(0, 2000, 100))
def test_two_thousand_changed_templates_are_refused_or_lose_nothing(start):
    tally: Counter[str] = Counter()
    for seed in range(start, start + 100):
        _tried(_generated(seed), seed, tally)
    assert sum(tally.values()) == 100
