"""The text of a report outside its fields: told while it is written, kept as checksums.

What the template itself says is a constant of its code, with the checksums of whole paragraphs in
it; what is printed between is told as text. A checksum has 32 bits: enough to see that a paragraph
is no longer what it was. Those of text that depends on the review are salted with the review's id.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from docgen.word.render.sites import (
    Site,
    Slot,
    block_maker,
    make_site,
    run_writer,
    stands_beside,
)
from docgen.word.render.state import State, Told
from docgen.word.render.text import Escape, Formatter, escape_text, line_writer

END: Told = ("", b"", "")
"""A paragraph ends here."""
_WIDE = 0xFFFF_FFFF_FFFF_FFFF
_WIDE_SUMS: dict[str, int] = {}
_MOST_KEPT = 4096
_BREAK = re.compile(r"<w:(?:br|cr|tab|ptab)/>")
_MARKUP = re.compile(r"<[^>]*>")
_PARAGRAPH = re.compile(r"<w:p[ >/]|</w:p>")


def wide_sum(text: str) -> int:
    """Return 64 bits of a paragraph's text; blanks count as one; 0 for a paragraph without text."""
    words = " ".join(text.split())
    return int.from_bytes(hashlib.sha256(words.encode()).digest()[:8], "big") if words else 0


def fixed_sum(wide: int) -> bytes:
    """Return the checksum of a paragraph that the template says as it stands."""
    return (wide >> 32).to_bytes(4, "big")


def salted_sum(wide: int, salt: int) -> bytes:
    """Return the checksum of a paragraph that depends on the review."""
    return ((wide * salt & _WIDE) >> 32).to_bytes(4, "big")


def salt_of(review: str) -> int:
    """Return the odd number that salts the checksums of a review's report."""
    return int.from_bytes(hashlib.sha256(review.encode()).digest()[:8], "big") | 1


def outside_sums(told: Sequence[Told], review: str) -> bytes:
    """Return the checksums of all paragraphs that were told, four bytes each."""
    salt = salt_of(review)
    sums: list[bytes] = []
    text = ""
    known = _WIDE_SUMS.get
    for one in (*told, END):
        if isinstance(one, str):
            text = text + one if text else one
            continue
        head, whole, tail = one
        text += head
        if text:
            wide = known(text)
            if wide is None:
                wide = _keep(text)
            if wide:
                sums.append(((wide * salt & _WIDE) >> 32).to_bytes(4, "big"))
        if whole:
            sums.append(whole)
        text = tail
    return b"".join(sums)


def _keep(text: str) -> int:
    """Return the sum of a text and keep it: most texts are the pack's and come in every report."""
    if len(_WIDE_SUMS) >= _MOST_KEPT:
        _WIDE_SUMS.clear()
    wide = _WIDE_SUMS[text] = wide_sum(text)
    return wide


def plain_text(written: str) -> str:
    """Return the text of what was written into a run."""
    if "<" in written:
        written = _MARKUP.sub("", _BREAK.sub(" ", written))
    if "&" in written:
        written = written.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return written


def _said(told: Told, state: State) -> None:
    state.outside.append(told)


def _told_xml(written: str, state: State, behind: Told) -> str:
    for piece in _PARAGRAPH.split(written):
        state.outside += [plain_text(piece), END]
    state.outside[-1] = behind
    return written


def _then(written: str, state: State, behind: Told) -> str:
    state.outside.append(behind)
    return written


def make_told(spec: Slot, filters: Mapping[str, Formatter], escape: Escape | None = None) -> Site:
    """Return the site of a derived value that also tells what it prints."""
    if spec["form"] == "inline":
        one_line, in_run = (
            line_writer(spec["kind"], filters),
            run_writer(spec, escape or escape_text),
        )

        def write_inline(value: Any, _path: str, state: State) -> str:
            text = one_line(value)
            state.outside.append(text)
            return in_run(text)

        return write_inline
    site = make_site(spec, filters, escape)
    to_blocks = block_maker(spec["kind"], filters)
    beside = spec["form"] == "tail"
    mark = spec["mark"]

    def write(value: Any, path: str, state: State) -> str:
        if type(value) is str and "\n" not in value and value[:1].isalnum():
            state.outside.append(value)
            return site(value, path, state)
        blocks = to_blocks(value)
        if beside and not stands_beside(blocks):
            state.outside.append(END)
        for bullet, text in blocks:
            state.outside += [f"{mark}{text}" if bullet else text, END]
        return site(value, path, state)

    return write


def tellers(write: Callable[[Any], str], *, tells: bool) -> dict[str, Callable[..., Any]]:
    """Return what compiled code calls for text outside fields, by name; `write` writes texts.

    Without `tells` nobody listens: a report without a store.
    """
    if not tells:
        return {
            "_dg_told_text": lambda value, *_: write(value),
            "_dg_told_soft_text": lambda value, *_: "" if value is None else write(value),
        }

    def told_text(value: Any, state: State, behind: Told) -> str:
        written = write(value)
        state.outside.append(value if written is value else plain_text(written))
        if behind:
            state.outside.append(behind)
        return written

    def told_soft_text(value: Any, state: State, behind: Told) -> str:
        if value is None:
            if behind:
                state.outside.append(behind)
            return ""
        return told_text(value, state, behind)

    return {
        "_dg_said": _said,
        "_dg_then": _then,
        "_dg_told_text": told_text,
        "_dg_told_soft_text": told_soft_text,
        "_dg_told_xml": _told_xml,
    }
