"""Put what stands beside a value into the value's own first and last paragraph."""

from __future__ import annotations

from docgen.word.render.controls import LAST_IN_CELL

SPLIT = "<?dgbeside ?>"
"""Parts what compiled code writes; no value can hold it, as values are escaped."""
_OPEN, _CLOSE = "<w:pPr", "</w:pPr>"


def with_content(xml: str) -> str:
    """Return a value alone in its paragraph with the content before and behind it.

    `xml` holds the paragraph's beginning, the content before, the content behind with the
    paragraph's end, and the value's paragraphs. Without a value the content stays in its paragraph.
    """
    start, before, behind, value = xml.split(SPLIT)
    if not value:
        return f"{start}{before}{behind}"
    return _ended(_begun(value, before), behind.removesuffix("</w:p>"))


def with_marks(xml: str) -> str:
    """Return the same for bookmarks alone: without a value they stay, and no paragraph."""
    _, before, behind, value = xml.split(SPLIT)
    return with_content(xml) if value else before + behind.removesuffix("</w:p>")


def with_end(xml: str) -> str:
    """Return a label and its value with the content behind it in the last paragraph."""
    value, behind = xml.split(SPLIT)
    return _ended(value, behind)


def _begun(value: str, before: str) -> str:
    """Return paragraphs with `before` at the beginning of the first, behind its properties."""
    at = value.index("<w:p>") + len("<w:p>")
    if value.startswith("<w:pPr/>", at):
        at += len("<w:pPr/>")
    elif value.startswith(_OPEN, at):
        at = _end_of_properties(value, at)
    return value[:at] + before + value[at:]


def _end_of_properties(value: str, at: int) -> int:
    """Return where the paragraph's properties end; a tracked change in them holds others."""
    end = at
    while True:
        end = value.index(_CLOSE, end) + len(_CLOSE)
        within = value[at:end]
        opened = within.count("<w:pPr>") + within.count("<w:pPr ")
        if within.count(_CLOSE) == opened:
            return end


def _ended(value: str, behind: str) -> str:
    """Return paragraphs with `behind` at the end of the last."""
    last = LAST_IN_CELL if value.endswith(LAST_IN_CELL) else ""
    value = value[: len(value) - len(last)]
    at = value.rindex("</w:p>")
    return value[:at] + behind + value[at:] + last
