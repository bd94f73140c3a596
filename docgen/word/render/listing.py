r"""Begin paragraphs and pages where a text says so: docxtpl's `\a` and `\f`.

The new paragraph has the properties of the one it stands in, its text those of its run.
"""

from __future__ import annotations

import re

from docgen.word.render.text import LISTING

_PIECES = re.compile(rf"<[^>]*>|[{LISTING}]")
_NAME = re.compile(r"</?([^\s/>]+)")
_PAGE = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
_OWN_IDS = re.compile(r' w14:(?:paraId|textId)="[^"]*"')
_SECTION = re.compile(r"<w:sectPr\b.*?(?:</w:sectPr>|/>)", re.DOTALL)
_REOPENED = ("w:r", "w:t", "w:hyperlink", "w:ins", "w:smartTag")
"""What may be closed and opened again; a sign inside anything else becomes a line break."""
_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'


class _Opened:
    """An element that is open, and the properties that were met in it."""

    __slots__ = ("name", "properties", "start", "tag")

    def __init__(self, tag: str, name: str, start: int) -> None:
        self.tag, self.name, self.start = tag, name, start
        self.properties = ""


def part_paragraphs(xml: str) -> str:
    """Return a part with a paragraph for each sign; one pass over its tags."""
    pieces: list[str] = []
    opened: list[_Opened] = []
    end = 0
    for match in _PIECES.finditer(xml):
        piece = match[0]
        if piece in LISTING:
            pieces += [xml[end : match.start()], _parted(opened, piece)]
            end = match.end()
        elif piece.startswith("</"):
            closed = opened.pop() if opened else None
            if closed and opened and closed.name in ("w:pPr", "w:rPr"):
                opened[-1].properties = xml[closed.start : match.end()]
        elif not piece.endswith("/>") and piece[1] not in "?!":
            name = _NAME.match(piece)
            opened.append(_Opened(piece, name[1] if name else "", match.start()))
    return "".join([*pieces, xml[end:]])


def _parted(opened: list[_Opened], sign: str) -> str:
    """Return what closes the open paragraph and opens another."""
    depth = next((n for n in range(len(opened) - 1, -1, -1) if opened[n].name == "w:p"), None)
    if depth is None or opened[-1].name != "w:t":
        return ""
    inside = opened[depth + 1 :]
    if any(one.name not in _REOPENED for one in inside):
        return _BREAK
    closing = "".join(f"</{one.name}>" for one in reversed([opened[depth], *inside]))
    properties = _SECTION.sub("", opened[depth].properties)
    opening = _OWN_IDS.sub("", opened[depth].tag) + properties
    for one in inside:
        opening += '<w:t xml:space="preserve">' if one.name == "w:t" else one.tag + one.properties
    return f"{closing}{_PAGE if sign == LISTING[1] else ''}{opening}"
