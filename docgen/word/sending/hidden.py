"""Hidden text: what Word shows only to those who ask for it, and what goes along all the same."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.word.compile.xml import Element, W, parse_part

_OFF = ("0", "false", "off", "none")


class Hiding:
    """Which looks hide text: those of a run itself, or of a style."""

    def __init__(self, styles: bytes | None, file: str) -> None:
        self._own: dict[str, bool] = {}
        self._based: dict[str, str] = {}
        if styles is None:
            return
        for style in parse_part(styles, file, "word/styles.xml").iter(f"{W}style"):
            name = str(style.get(f"{W}styleId") or "")
            looks, based = style.find(f"{W}rPr"), style.find(f"{W}basedOn")
            told = _hide(looks)
            if told is not None:
                self._own[name] = told
            if based is not None:
                self._based[name] = str(based.get(f"{W}val"))

    def paragraphs(self, root: Element) -> Iterator[tuple[Element, str]]:
        """Yield each paragraph that holds hidden text, with that text."""
        for paragraph in root.iter(f"{W}p"):
            style = _style(paragraph.find(f"{W}pPr"), "pStyle")
            text = "".join(
                node.text or ""
                for run in paragraph.iter(f"{W}r")
                if next(run.iterancestors(f"{W}p"), None) is paragraph
                and self._is_hidden(run, style)
                for node in run.iter(f"{W}t")
            )
            if text.strip():
                yield paragraph, text

    def _is_hidden(self, run: Element, style: str) -> bool:
        looks = run.find(f"{W}rPr")
        told = _hide(looks)
        return told if told is not None else self._of(_style(looks, "rStyle")) or self._of(style)

    def _of(self, style: str) -> bool:
        met: set[str] = set()
        while style and style not in met:
            if style in self._own:
                return self._own[style]
            met.add(style)
            style = self._based.get(style, "")
        return False


def _hide(looks: Element | None) -> bool | None:
    """Return whether looks hide text or show it; None where they say nothing of it."""
    mark = None if looks is None else looks.find(f"{W}vanish")
    return None if mark is None else mark.get(f"{W}val", "1") not in _OFF


def _style(looks: Element | None, name: str) -> str:
    style = None if looks is None else looks.find(f"{W}{name}")
    return "" if style is None else str(style.get(f"{W}val") or "")
