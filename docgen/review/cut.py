"""Texts that end at ` #`: what follows would be lost as a comment, so it is a fault."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from docgen.model import Problem
from docgen.model.pack import EXTRA
from docgen.model.place import dotted
from docgen.model.tongue import say
from docgen.review.shape import value_at

_HASH = re.compile(r"[ \t]+#")
_ONE_WORD = re.compile(r" *(?:- +)*(?:[^\s:]+:)?[ \t]*[^\s#]*[ \t]+#(?:\s|$)")
_TEXTS = {"key", "line", "text", "list"}
_OWN = "text"
"""What a pack's own value may be: which it is, is not known here."""


def cut_texts(text: str, file: Path) -> Iterator[Problem]:
    """Yield a fault for each ` #` that ends an unquoted text of a sound YAML review.

    Behind a single word it is a comment, unless a word touches it: `Team #3`.
    """
    if not _may_cut(text):
        return
    from docgen.yamlfile.tree import read_tree

    tree = read_tree(text, file)
    for path, spot, value in tree.scalars():
        row = value_at(path)
        kind = row.kind if row else _OWN if path[:1] == (EXTRA,) else ""
        if spot.style != "plain" or kind not in _TEXTS:
            continue
        if not (match := _HASH.match(tree.text, spot.end)):
            continue
        if " " in value or tree.text[match.end() : match.end() + 1].strip():
            message = say(
                "the text ends before ` #`, what follows is a comment; if not, put the text under |"
            )
            column = spot.column + len(spot.raw) if "\n" not in spot.raw else spot.column
            yield Problem("cut-by-hash", message, file, spot.line, column, dotted(path))


def _may_cut(text: str) -> bool:
    """Tell whether ` #` stands behind more than one word in any row."""
    return any(
        " #" in row and row.lstrip()[0] != "#" and not _ONE_WORD.match(row)
        for row in text.split("\n")
    )
