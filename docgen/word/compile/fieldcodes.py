"""Find the fields of a story, whatever their spelling, splitting and nesting, and judge them.

Word knows a field by the first word of its code. The code may be split over runs and paragraphs,
written in two forms (`w:fldSimple`, `w:fldChar` with `w:instrText`), hold other fields whose result
becomes part of it, and read differently once tracked changes are accepted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from docgen.model.tongue import say
from docgen.word.compile.findings import Findings
from docgen.word.compile.policy import ASSEMBLED, FAMILIES, LINK_ELSEWHERE, Rule
from docgen.word.compile.rulebook import rule_for
from docgen.word.compile.vocabulary import tags, take_out
from docgen.word.compile.xml import Element
from docgen.word.render.links import may_lead_to

_WORD = [namespace for namespace, family in FAMILIES.items() if family == "w"]
_TEXT = ("instrText", "delInstrText", "t", "delText")
_SPACE = ("tab", "ptab", "br", "cr")
_SIGN = ("sym", "noBreakHyphen", "softHyphen")
_MARKS = ("fldChar", "fldSimple")
_TAGS = tags(*(f"w:{name}" for name in (*_MARKS, *_TEXT, *_SPACE, *_SIGN)))
_SIGNS_OF_FIELDS = tags(*(f"w:{name}" for name in (*_MARKS, "instrText", "delInstrText")))
_STORIES = {"txbxContent", "footnote", "endnote", "comment", "docPartBody"}
_VIEWS = {"ins", "del", "moveFrom", "moveTo"}
_BRANCHES = {"Choice", "Fallback"}
MOST_NESTED = 20
"""Fields in one another: more than any Word shows."""
_OPEN = "\ufffc"
"""Stands in a code for what is not known: a nested field, text that one view has alone."""
_VALUE, _STATEMENT = "\ufffd", "\ufffb"
"""Stand in an address for a tag that prints a value, and for any other."""
_VALUES, _STATEMENTS = re.compile(r"\{\{.*?\}\}"), re.compile(r"\{[%#].*?[%#]\}")

_QUOTES = '"“”„'
_NAME = re.compile(r"\s*(=|[^\s\"\\“”„]+)?")
_ARGUMENT = re.compile(r"[\"“”„][^\"“”„]*[\"“”„]?|[^\s\"“”„]+")
_SWITCH = re.compile(r"\\[A-Za-z*@#!]")
_WITH_VALUE = re.compile(r"\\[lotm*@#]", re.IGNORECASE)

View = tuple[object, ...]


@dataclass(slots=True)
class _Field:
    """One field while its marks are read."""

    begin: Element
    view: View
    last: View = ()
    pieces: list[str] = field(default_factory=list)
    in_code: bool = True
    marks: list[Element] = field(default_factory=list)
    """What goes when the field is taken out; its result stays."""
    whole: bool = True
    """False for a field without end: what it shows and what is its code cannot be told."""

    named: bool = False
    """True once the code has begun."""

    @property
    def code(self) -> str:
        """The code as far as it was read."""
        return "".join(self.pieces)

    def add(self, text: str, view: View, *, plain: bool) -> None:
        """Add to the code; text that stands in another view than the field is not relied on."""
        if view != self.last:
            # A blank ends the name in every view.
            ended = self.named and text[:1].isspace()
            self.pieces.append("" if view == self.view or ended else _OPEN)
            self.last = view
        self.pieces.append(text if plain else _OPEN)
        self.named = self.named or not text.isspace()


def judge_fields(root: Element, findings: Findings, place: Callable[[Element], str]) -> bool:
    """Judge all fields of a part, and take out those that go; return whether one was.

    `place` says where an element stands.
    """
    if next(root.iter(*_SIGNS_OF_FIELDS), None) is None:
        return False
    taken: dict[Element, None] = {}
    for found in _fields(root):
        rule = _rule_of(found.code)
        if rule.action == "out" and not found.whole:
            rule = rule._replace(action="refuse", why=say("it has no end"))
        if rule.action == "out" and any(map(_holds_tag, found.marks)):
            rule = rule._replace(action="refuse", why=say("tags of the text stand in its code"))
        if rule.action != "keep":
            findings.apply(rule, partial(place, found.begin), _shown(found.code))
        if rule.action == "out":
            taken.update(dict.fromkeys(found.marks))
    for mark in taken:
        _take_out(mark)
    return bool(taken)


def _fields(root: Element) -> Iterator[_Field]:
    """Yield every field, and text that stands as a field's code outside any field."""
    stacks: dict[Element, list[_Field]] = {}
    known: dict[Element, tuple[Element, View]] = {root: (root, ())}
    for element in root.iter(*_TAGS):
        name = _local(element)
        story, view = _standing(element.getparent(), known)
        stack = stacks.setdefault(story, [])
        inside = stack[-1] if stack and stack[-1].in_code else None
        if name == "fldSimple":
            yield _Field(element, view, pieces=[_attribute(element, "instr")], marks=[element])
        if name in _MARKS:
            yield from _at_mark(element, view, stack)
        elif inside is not None:
            inside.add(_text(element, name), view, plain=name not in _SIGN)
        elif name in ("instrText", "delInstrText"):
            yield _Field(element, view, pieces=[_text(element, name)], marks=[element])
        for each in stack:
            if each.in_code and _in_run(element):
                each.marks.append(element)
    for stack in stacks.values():
        for each in stack:
            each.whole = False
            yield each


def _at_mark(element: Element, view: View, stack: list[_Field]) -> Iterator[_Field]:
    """Open, turn or close a field at one of its marks; yield it when it is whole."""
    kind = _attribute(element, "fldCharType") if _local(element) == "fldChar" else "simple"
    if kind in ("begin", "simple") and stack and stack[-1].in_code:
        stack[-1].add(_OPEN, view, plain=True)
    if kind == "begin" and len(stack) >= MOST_NESTED:
        yield _Field(element, view, pieces=[_OPEN])
    elif kind == "begin":
        stack.append(_Field(element, view, last=view))
    elif kind == "separate" and stack:
        stack[-1].marks.append(element)
        stack[-1].in_code = False
    elif kind == "end" and stack:
        whole = stack.pop()
        whole.marks.append(element)
        yield whole


def _standing(
    above: Element | None, known: dict[Element, tuple[Element, View]]
) -> tuple[Element, View]:
    """Return the story that holds what lies in `above`, and the views in which it is there at all.

    A change says whether the text is there, by its kind; a branch of mc:AlternateContent is there
    for some programs alone, by itself. `known` keeps what was found, the root first.
    """
    way: list[Element] = []
    while above is not None and above not in known:
        way.append(above)
        above = above.getparent()
    story, view = known[above] if above is not None else next(iter(known.values()))
    for element in reversed(way):
        name = _local(element)
        if name in _STORIES:
            story, view = element, ()
        elif name in _VIEWS:
            view = (*view, name)
        elif name in _BRANCHES:
            view = (*view, element)
        known[element] = story, view
    return story, view


def _rule_of(code: str) -> Rule:
    """Return the rule for a field by its code."""
    found = _NAME.match(code)
    name = (found and found[1]) or ""
    if _OPEN in name:
        return ASSEMBLED
    if name.startswith("="):
        name = "="
    if not name:
        return rule_for("fields", "=")  # an empty field does nothing
    rule = rule_for("fields", name)
    if name.upper() == "HYPERLINK" and not all(map(_may_lead_to, _targets(code))):
        return LINK_ELSEWHERE
    return rule


def _may_lead_to(target: str) -> bool:
    """Return whether a link to a target may stay; a value that begins it is judged when printed."""
    start, tag, _ = target.partition(_STATEMENT)
    if tag:
        return may_lead_to(f"{start}x")
    return target.startswith(_VALUE) or may_lead_to(target.replace(_VALUE, "x"))


def _targets(code: str) -> list[str]:
    """Return what a HYPERLINK field leads to: all it names but the values of its switches."""
    found = _NAME.match(code)
    rest = _VALUES.sub(_VALUE, code[found.end() if found else 0 :])
    rest = _STATEMENTS.sub(_STATEMENT, rest)
    words = _ARGUMENT.findall(rest)
    targets = [
        word.strip(_QUOTES)
        for before, word in zip(["", *words], words, strict=False)
        if not _SWITCH.fullmatch(word) and not _WITH_VALUE.fullmatch(before)
    ]
    return [target for target in targets if target]


def _holds_tag(mark: Element) -> bool:
    """Return whether a mark is a word of the text with a tag: its field begins too early."""
    return _local(mark) == "t" and "{" in (mark.text or "")


def _take_out(mark: Element) -> None:
    """Take one mark of a field out of the text; what a simple field shows stays."""
    if _local(mark) == "fldSimple":
        for shown in list(mark):
            mark.addprevious(shown)
    take_out(mark)


def _in_run(element: Element) -> bool:
    above = element.getparent()
    return above is not None and _local(above) != "tabs"


def _text(element: Element, name: str) -> str:
    if name in _TEXT:
        return str(element.xpath("string()"))
    return " " if name in _SPACE else ""


def _shown(code: str) -> str:
    return " ".join(code.replace(_OPEN, "...").split())


def _attribute(element: Element, name: str) -> str:
    return next(
        (
            element.get(f"{{{namespace}}}{name}", "")
            for namespace in _WORD
            if element.get(f"{{{namespace}}}{name}") is not None
        ),
        "",
    )


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
