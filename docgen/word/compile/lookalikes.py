"""Tell a broken tag from a text that only looks like one: the text is printed as it stands."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple, Protocol

from docgen.model.tongue import say
from docgen.word.compile.escapes import without_escapes
from docgen.word.compile.scan import GAP, Scan
from docgen.word.compile.statements import CELL_WORDS, STATEMENTS

_BRACES = re.compile(r"\{\{|\{%|\}\}|%\}|\{#")
_LIKE = re.compile(
    r"(?<!\{)\{\s*[A-Za-z_][\w.]*(?:\s*\|\s*\w+)?\s*\}(?!\})"
    r"|\{\s+[{%][^{}]*[}%]\s*\}|\[\[\s*[A-Za-z_][\w.]*\s*\]\]"
    r"|[{\uff5b]?\uff5b[^{}\uff5b\uff5d]*\uff5d[}\uff5d]?"
)
_NAME = re.compile(
    r"[-\s]*([A-Za-z_]\w*)(?:\.\w+|\[[^\[\]]*\])*(?:\s*\|[^{}]*)?\s*(?P<then>.?)", re.DOTALL
)
_STATEMENT = re.compile(r"[-\s]*(?:(?:p|tr|tc|r)\s+)?-?\s*(\w+)")
_CUT_BEFORE = re.compile(r"\{\s*(?:(?:p|tr|tc|r)\s+)?([A-Za-z_]\w*)[^{}]*$")
_PATH_BEFORE = re.compile(r"([A-Za-z_]\w*)(?:\.\w+)+\s*$")
_WORDS = (*STATEMENTS, *CELL_WORDS)
_MOST_SHOWN = 60
RULE = "looks-like-tag"
_TAG_SIGNS = ("{", "}", "[[", "\uff5b")


class Notes(Protocol):
    """Where faults and warnings go."""

    @property
    def names(self) -> Collection[str]:
        """What a tag may begin with, where that is known."""

    def fault(self, rule: str, place: str, message: str) -> None:
        """Note something wrong."""

    def warn(self, rule: str, place: str, message: str) -> None:
        """Note something odd."""


class _Piece(NamedTuple):
    """What is left of a tag, or what looks like one."""

    text: str
    broken: bool


def may_hold_tags(text: str) -> bool:
    """Return whether a text is to be looked at: it holds a tag, or what looks like one."""
    return any(sign in text for sign in _TAG_SIGNS)


def judge_rest(scanned: Scan, place: str, found: Notes, *, alone: bool = True) -> None:
    """Note what stands between the tags of a text and is part of one, or looks like it."""
    if scanned.open_raw:
        message = say("{% raw %} has no end; put {% endraw %} behind it, in the same paragraph")
        found.fault("broken-tag", place, message)
        return
    if scanned.lone_end:
        found.fault("broken-tag", place, say("{% endraw %} closes nothing; remove it"))
        return
    rest = without_escapes(scanned.between)
    for piece in _pieces(rest, found.names) if alone else ():
        near = rest.replace(GAP, " ").strip()[:_MOST_SHOWN]
        if piece.broken:
            message = say(
                "a tag is not whole: {text!r} stands alone in {near!r}; close or remove it",
                text=piece.text,
                near=near,
            )
            found.fault("broken-tag", place, message)
            return
        message = say(
            "{text!r} in {near!r} looks like a tag and is none: it is printed as it "
            "stands; a tag is written {{{{ name }}}} or {{% if ... %}}, braces that are "
            "meant {{_{{ and {{_%",
            text=piece.text,
            near=near,
        )
        found.warn(RULE, place, message)


def _pieces(rest: str, names: Collection[str]) -> Iterator[_Piece]:
    broken = [m for m in _BRACES.finditer(rest) if _is_part_of_tag(m, rest, names)]
    if broken:
        yield _Piece(broken[0][0], True)
        return
    shown: set[str] = set()
    for match in (*_BRACES.finditer(rest), *_LIKE.finditer(rest)):
        if match[0] not in shown:
            shown.add(match[0])
            yield _Piece(match[0][:_MOST_SHOWN], False)


def _is_part_of_tag(match: re.Match[str], rest: str, names: Collection[str]) -> bool:
    """Return whether braces that stand alone are what is left of a tag."""
    before, behind = rest[: match.start()], rest[match.end() :]
    if match[0] == "{{":
        name = _NAME.match(behind)
        return name is not None and (name["then"] in ("", "}", "%") or name[1] in names)
    if match[0] == "{%":
        word = _STATEMENT.match(behind)
        return word is not None and word[1] in _WORDS
    cut = _CUT_BEFORE.search(before[-200:])
    if match[0] == "}}":
        path = _PATH_BEFORE.search(before[-200:])
        return bool(cut) or bool(path and path[1] in names)
    return match[0] == "%}" and bool(cut and cut[1] in _WORDS)
