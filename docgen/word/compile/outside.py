"""Let the code of a template tell what it prints outside fields: `render.outside` keeps checksums.

The literal text of the template is looked at once, here; its whole paragraphs become checksums.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from jinja2 import nodes

from docgen.word.compile.allowed import walk
from docgen.word.render.outside import END, fixed_sum, plain_text, wide_sum
from docgen.word.render.sites import Slot
from docgen.word.render.state import Told
from docgen.word.render.writers import CONSTANT_WRITERS, GUARDS

MAIN = "word/document.xml"
"""The part whose text is told: headers and footers repeat what stands there."""
_TELLING = {"_dg_text": "_dg_told_text", "_dg_soft_text": "_dg_told_soft_text"}
_MARKUP = ("_dg_p", "_dg_r", "_dg_tr", "_dg_tc")
_PIECE = re.compile(r"<(?P<close>/?)(?P<name>[\w:]+)(?P<rest>[^>]*)>|(?P<text>[^<]+)")
_SIGNS = {"w:cr": "\n", "w:tab": "\t", "w:ptab": "\t"}
_SHOWN = {"w:noBreakHyphen": "\u2011", "w:softHyphen": "\u00ad"}
_TEXTS = ("w:t", "m:t")
_ELSEWHERE = "_dg_elsewhere"
_UNTOLD = ("w:fldSimple", "mc:Fallback")
"""What Word works out itself, and what it does not show."""


def tell_outside(tree: nodes.Template, sites: Mapping[str, Slot]) -> None:
    """Change a syntax tree so that its code tells the text outside fields, in its order."""
    if any(_hides(node) for node in walk(tree)):
        return
    _Teller(sites).body(tree.body)


def _hides(node: nodes.Node) -> bool:
    """Return whether a node prints its text anywhere else, or changes what it printed."""
    if isinstance(node, nodes.FilterBlock):
        return node.filter.name not in GUARDS
    return isinstance(node, nodes.AssignBlock | nodes.Macro | nodes.CallBlock)


class _Teller:
    """Goes through a tree in the order of the text."""

    def __init__(self, sites: Mapping[str, Slot]) -> None:
        self.sites = sites
        self.text = _Scanner()
        self.open = False
        """Whether the paragraph at hand may have text already."""

    def body(self, statements: list[nodes.Node]) -> None:
        """Go through statements; what tells is put between them."""
        told: list[nodes.Node] = []
        for statement in statements:
            if isinstance(statement, nodes.Output):
                if said := self._output(statement):
                    told.append(_said(said, statement))
            else:
                self._inside(statement)
            told.append(statement)
        statements[:] = told

    def _inside(self, statement: nodes.Node) -> None:
        """Go through the bodies of a statement, of which any or none may be run."""
        if isinstance(statement, nodes.FilterBlock) and statement.filter.name == _ELSEWHERE:
            return  # whole elements, for another part
        before, after = self.open, self.open
        for field in ("body", "elif_", "else_"):
            inner = getattr(statement, field, None)
            if isinstance(inner, list):
                # What stands in a block is whole: a round of a loop leaves open what it found so.
                self.open = before
                self.body(inner)
                after = after or self.open
        self.open = after

    def _output(self, output: nodes.Output) -> Told | None:
        """Let the values of a statement tell; return what its beginning says."""
        first: list[str | None] = []
        pieces = first
        holes: list[tuple[int, list[str | None]]] = []
        child: Any
        for index, child in enumerate(output.nodes):
            text = _literal(child)
            site = self.sites.get(child.name) if isinstance(child, nodes.Filter) else None
            if text is not None:
                pieces += self.text.read(text)
            elif site is not None:
                is_hole = not (site["path"] or site["form_path"]) and site["form"] != "head"
                if is_hole:
                    site["told"] = True
                    if site["form"] == "alone":
                        pieces.append(None)
                    pieces = []
                    holes.append((index, pieces))
                pieces += self.text.site(site)
            elif _tells(child) and (self.text.in_text or child.name in _MARKUP):
                pieces = []
                holes.append((index, pieces))
        was_open = self.open
        for index, behind in holes:
            output.nodes[index] = _telling(output.nodes[index], _script(behind))
        if first or holes:
            self.open = _leaves_open(pieces, holes, was_open=was_open)
        said = _script(first)
        # The end of a paragraph that is empty so far says nothing.
        return None if said == END and not was_open else said


def _leaves_open(
    last: list[str | None], holes: list[tuple[int, list[str | None]]], *, was_open: bool
) -> bool:
    """Return whether a statement leaves a paragraph with text; `last` is what it says last."""
    if None in last:
        return any(piece is not None for piece in last[len(last) - last[::-1].index(None) :])
    return bool(last or holes) or was_open


def _tells(child: Any) -> bool:
    return isinstance(child, nodes.Filter) and (child.name in _TELLING or child.name in _MARKUP)


def _literal(child: nodes.Node) -> str | None:
    """Return the XML that a child of a statement writes whatever the data are; None for others."""
    if isinstance(child, nodes.TemplateData):
        return str(child.data)
    if isinstance(child, nodes.Filter) and isinstance(child.node, nodes.Const):
        writer = CONSTANT_WRITERS.get(child.name)
        return writer(child.node.value) if writer is not None else None
    return None


def _telling(child: Any, behind: Told | None) -> nodes.Filter:
    """Return a printed value so that it tells its text, then what stands behind it."""
    line = child.lineno
    arguments = [nodes.Name("_dg_state", "load", lineno=line), nodes.Const(behind or "")]
    if child.name in _TELLING:
        return nodes.Filter(
            child.node, _TELLING[child.name], arguments, [], None, None, lineno=line
        )
    name = "_dg_told_xml" if child.name in _MARKUP else "_dg_then"
    return nodes.Filter(child, name, arguments, [], None, None, lineno=line)


def _said(told: Told, output: nodes.Output) -> nodes.ExprStmt:
    line = output.lineno
    state = nodes.Name("_dg_state", "load", lineno=line)
    call = nodes.Filter(
        nodes.Const(told, lineno=line), "_dg_said", [state], [], None, None, lineno=line
    )
    return nodes.ExprStmt(call, lineno=line)


def _script(pieces: list[str | None]) -> Told | None:
    """Return texts and ends of paragraphs as they are told; None where there is nothing to say."""
    paragraphs: list[str] = [""]
    for piece in pieces:
        if piece is None:
            paragraphs.append("")
        else:
            paragraphs[-1] += piece
    if len(paragraphs) == 1:
        return paragraphs[0] or None
    head, *whole, tail = paragraphs
    sums = b"".join(fixed_sum(wide) for wide in map(wide_sum, whole) if wide)
    told = head, sums, tail
    return END if told == END else told


class _Scanner:
    """Reads the literal XML of a part piece by piece; None is the border of a paragraph."""

    def __init__(self) -> None:
        self.in_text = False
        self.rest = ""
        """The beginning of a tag whose attribute holds a value."""
        self.untold = 0

    def read(self, xml: str) -> list[str | None]:
        """Return the texts and borders of the next piece."""
        xml = self.rest + xml
        cut = xml.rfind("<")
        self.rest = xml[cut:] if cut > xml.rfind(">") else ""
        if self.rest:
            xml = xml[:cut]
        found: list[str | None] = []
        for piece in _PIECE.finditer(xml):
            if piece["text"] is not None:
                if self.in_text and not self.untold:
                    found.append(plain_text(piece["text"]))
            else:
                found += self._tag(piece["name"], piece["rest"], closes=bool(piece["close"]))
        return found

    def _tag(self, name: str, rest: str, *, closes: bool) -> list[str | None]:
        alone = rest.endswith("/")
        if name == "w:p":
            self.in_text = False
            return [None]
        if name in _TEXTS:
            self.in_text = not closes and not alone
        elif name in _UNTOLD:
            self.untold += 0 if alone else -1 if closes else 1
        elif name == "w:fldChar":
            self.untold += ('="begin"' in rest) - ('="end"' in rest)
        elif not self.untold:
            if name in _SHOWN:
                return [_SHOWN[name]]
            if (name in _SIGNS and rest == "/") or (name == "w:br" and _is_line_break(rest)):
                return [_SIGNS.get(name, "\n")]
        return []

    def site(self, site: Slot) -> list[str | None]:
        """Return the border that a value of its own form makes."""
        if site["form"] == "record":
            return []
        if site["form"] == "inline":
            self.in_text = not site["closes"]
            return []
        self.in_text = False
        return [None]


def _is_line_break(rest: str) -> bool:
    return "w:type=" not in rest or 'w:type="textWrapping"' in rest
