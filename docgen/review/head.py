"""What a run must know of a review before it is read: its id, pack, unit and visit.

Criteria and texts are most of a review, so they are left out unread where that is safe: where each
line at the margin is a key whose value ends before the next one. All else is read as a whole.
"""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

from docgen.bounds.reading import read_bytes
from docgen.errors import InvalidDataError
from docgen.model import Data, Problem
from docgen.review.file import ReadFile, load_data, with_defaults

HEAD = frozenset({b"id", b"pack", b"unit", b"review"})
"""The keys that are read."""

_KEY = re.compile(rb"([A-Za-z_]\w*):(?:[ \t]+|\r?$)(.*)")
_STARTS = re.compile(rb"\n((?!- )[^\x00-\x20#][^\n]*)")
"""A line that begins something: no remark, no entry of a list."""
_NEXT = re.compile(rb"(?:\s*\n)?[ \t\r\x0b\x0c]+(?=\S)")
"""Behind a line: one that is indented, whatever blank lines stand between."""
_ENDS = {b'"': b'"', b"'": b"'", b"[": b"]", b"{": b"}"}
_MAPPINGS = (b"unit", b"review")
_ODD = {
    key: re.compile(rb"(?m)^(?:[\"']?%b |[\"']%b|\? |\{)" % (key, key)) for key in (b"id", b"pack")
}
"""How a line begins in which a key, or any, may stand in another way than alone and bare."""
_BLOCK_STYLE = (b"pack:", b"unit:", b"criteria:")
_SAFE = b"".join(bytes([n]) for n in range(256) if n >= 128 or chr(n).isalnum()) + b"_.- "


def load_head(path: Path, content: bytes | None = None) -> Data:
    """Return the data of a review with its defaults; all but HEAD may be missing from them.

    `content` is that of the file, where it was read just now. Raises ReadError and
    InvalidDataError.
    """
    content = read_bytes(path) if content is None else content
    head = None if path.suffix.lower() == ".json" else _head_of(content.split(b"\n"))
    if head is None:
        return load_data(path).data
    from docgen.yamlfile.parse import parse_with_faults  # few heads take a parser

    faults: list[Problem] = []
    try:
        data = parse_with_faults(head, path, faults)
    except InvalidDataError:  # an alias to what was left out, say
        return load_data(path).data
    return with_defaults(ReadFile(path, head, data)).data


def plain_head(content: bytes) -> tuple[str, str] | None:
    """Return id (empty without one) and pack of a YAML text; None where it takes a parser."""
    starts = _STARTS.findall(b"\n" + content)
    if not any(line.startswith(_BLOCK_STYLE) for line in starts):
        return None
    review_id, pack = _top_value(content, starts, b"id"), _top_value(content, starts, b"pack")
    return (review_id, pack) if review_id is not None and pack else None


def _margin(lines: list[bytes]) -> list[int]:
    """Return the numbers of the lines that begin something: no remark, no entry of a list."""
    return [
        number
        for number, line in enumerate(lines)
        if line[:1] > b" " and line[:1] != b"#" and line[:2] != b"- "
    ]


def _head_of(lines: list[bytes]) -> bytes | None:
    """Return the lines of the keys in HEAD; None where it is not sure which they are."""
    pieces: list[bytes] = []
    seen = set()
    for start, end in pairwise([*_margin(lines), len(lines)]):
        found = _KEY.match(lines[start])
        if found is None:
            return None
        key, value = found[1], found[2].strip()
        sign = value[:1]
        if sign in _ENDS and not (len(value) > 1 and value.endswith(_ENDS[sign])):
            return None  # it goes on in the next lines, whatever they look like
        if sign in b"&*!" and sign:
            return None
        if key in HEAD:
            if key in seen or (key in _MAPPINGS and sign not in (b"", b"{", b"#")):
                return None
            seen.add(key)
            pieces += lines[start:end]
    return b"\n".join(pieces) if pieces else None


def _top_value(content: bytes, starts: list[bytes], key: bytes) -> str | None:
    """Return the value of a top-level key, empty without the key, None where it takes a parser.

    `starts` are the lines that begin something.
    """
    if _ODD[key].search(b"\n".join(starts)):
        return None
    start = next((line for line in starts if line.startswith(key + b":")), None)
    if start is None:
        return ""
    behind = start[len(key) + 1 :]
    value = behind.partition(b" #")[0].strip()
    at = content.index(start) if content.startswith(start) else content.index(b"\n" + start) + 1
    below = _NEXT.match(content, at + len(start))
    goes_on = below is not None  # what is indented belongs to the value
    if not behind[:1].isspace() or goes_on or value.translate(None, _SAFE):
        return None
    text = value.decode(errors="replace")
    plain = text[:1].isalnum() and text.isprintable() and "  " not in text
    return text if plain and text.lower() != "null" else None
