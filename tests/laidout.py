"""The templates as the script lays them out, each when a test first asks for it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping

from builders import ROOT

sys.path.insert(0, str(ROOT / "tools"))

import lay_out_templates as tool

TEMPLATES = ROOT / "templates"


class _Made(Mapping[str, bytes]):
    """Their bytes by name; a process that runs no test of one does not lay it out."""

    def __init__(self) -> None:
        kept = tool.by_hand(TEMPLATES)
        self._layouts = {name: make for name, make in tool.DOCUMENTS.items() if name not in kept}
        self._made: dict[str, bytes] = {}

    def __getitem__(self, name: str) -> bytes:
        if name not in self._made:
            language = tool.language_of(name, TEMPLATES)
            self._made[name] = tool.build(self._layouts[name](language), tool.BASE)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._layouts)

    def __len__(self) -> int:
        return len(self._layouts)


MADE = _Made()
