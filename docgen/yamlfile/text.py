"""Bytes of a file as text: UTF-8 and nothing else, no invisible characters, at most 10 MB."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NoReturn

from docgen.errors import InvalidDataError, ReadError
from docgen.model import Problem
from docgen.model.tongue import say

# Named by what is forbidden: the same class turned round takes 7 ms to compile.
_NOT_TEXT = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"


def decode(source: str | bytes, file: Path | str) -> str:
    """Return the text of a file's bytes: UTF-8, with or without byte order mark; line ends stay.

    Raises ReadError for another kind of file and InvalidDataError for another encoding.
    """
    if isinstance(source, bytes):
        if source[:4] == b"PK\x03\x04":
            raise ReadError(file, say("is a Word file or another zip archive, no YAML text"))
        try:
            text = source.decode("utf-8")
        except UnicodeDecodeError as error:
            _refuse_encoding(source, error.start, file)
    else:
        text = source
    return text.removeprefix("\ufeff")


def place(text: str, index: int) -> tuple[int, int]:
    """Return line and column, both from 1, of a character of `text`."""
    start = max(text.rfind("\n", 0, index), text.rfind("\r", 0, index)) + 1
    breaks = len(re.findall(r"\r\n|\r|\n", text[:index]))
    return breaks + 1, index - start + 1


def refuse(
    file: Path | str, rule: str, message: str, at: tuple[int, int] | None = None
) -> NoReturn:
    """Raise InvalidDataError with one fault."""
    line, column = at or (None, None)
    raise InvalidDataError([Problem(rule, message, file, line, column)]) from None


def check_characters(text: str, file: Path | str) -> None:
    """Raise InvalidDataError for an invisible character, or a tab that indents."""
    if found := re.search(_NOT_TEXT, text):
        code = ord(found[0])
        name = {
            0: "NUL",
            0x2028: say("line separator"),
            0x2029: say("paragraph separator"),
            0x85: say("next line"),
        }
        what = say("the invisible character U+{code:04X}", code=code) + (
            f" ({name[code]})" if code in name else ""
        )
        refuse(
            file,
            "character",
            say("{what} stands here; delete it, or type a line break", what=what),
            place(text, found.start()),
        )
    if found := re.search(r"(?m)^ *\t", text):
        refuse(
            file,
            "tab",
            say("a tab stands at the beginning of the line; use blanks"),
            place(text, found.end() - 1),
        )


def _refuse_encoding(data: bytes, index: int, file: Path | str) -> NoReturn:
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        refuse(file, "encoding", say("the file is UTF-16; save it as UTF-8"))
    if b"\0" in data:
        raise ReadError(file, say("is a binary file, no YAML text")) from None
    before = data[:index].decode("utf-8")
    letter = data[index : index + 1].decode("cp1252", errors="replace")
    message = say(
        "the file is not UTF-8 (Windows-1252 or Latin-1, to judge by {letter!r}); save it as UTF-8",
        letter=letter,
    )
    refuse(file, "encoding", message, place(before, len(before)))
