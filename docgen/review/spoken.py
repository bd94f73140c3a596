"""The language of a review is that of its pack, found also in a file that cannot be read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from docgen.bounds.reading import is_file, is_folder, read_bytes
from docgen.errors import ReadError
from docgen.packs.library import Library
from docgen.review.file import find_reviews, shared_files

_PACK = re.compile(
    rb"""(?:^|[{,])[ \t]*["']?pack["']?[ \t]*:[ \t]*["']?([a-z0-9-]+)""", re.MULTILINE
)
_MARK = re.compile(rb"\A(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)")
_LANGUAGE = re.compile(rb"""^language[ \t]*:[ \t]*["']?([\w-]+)""", re.MULTILINE)


def language_in(file: Path, library: Library) -> str:
    """Return the language tag of the pack that a review or its defaults name, empty where none is.

    The pack's name is looked for in the text, whatever else is wrong with it.
    """
    for source in (file, *shared_files(file)):
        if found := _PACK.search(_text(source)):
            return language_of_pack(found[1].decode(), library)
    return ""


def language_of_line(content: bytes, library: Library) -> str:
    """Return the same of one review in a file of many."""
    found = _PACK.search(content)
    return language_of_pack(found[1].decode(), library) if found else ""


def language_of_pack(code: str, library: Library) -> str:
    """Return the language tag that a pack names, however broken it is; empty without one."""
    file = library.find(f"{code}/pack.yaml") if code else None
    found = _LANGUAGE.search(_text(file)) if file else None
    return found[1].decode() if found else ""


def language_of_first(paths: Iterable[Path], library: Library) -> str:
    """Return the language tag of the first review in these files and folders."""
    for path in paths:
        reviews = find_reviews(path) if is_folder(path) else [path]
        if reviews:
            return language_in(reviews[0], library)
    return ""


def _text(file: Path) -> bytes:
    """Return the bytes of a file without its mark and those that UTF-16 puts between letters."""
    try:
        content = read_bytes(file) if is_file(file) else b""
    except ReadError:
        return b""
    return _MARK.sub(b"", content).replace(b"\0", b"")
