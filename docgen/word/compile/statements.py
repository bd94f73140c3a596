"""The statements that a block tag makes."""

from __future__ import annotations

OPENERS = ("for", "if", "macro", "call", "filter", "with", "set")
MIDDLES = {"else": ("for", "if"), "elif": ("if",)}
STATEMENTS = (*OPENERS, *MIDDLES, *(f"end{word}" for word in OPENERS), "raw", "endraw")
"""All that open, part and close blocks, and those for text that is meant as it is."""
CELL_WORDS = ("cellbg", "colspan", "vm", "hm")
"""docxtpl's words for cells."""
