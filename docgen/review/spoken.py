"""The language of a review is that of its pack, found also in a file that cannot be read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from docgen.bounds.kept import of_run
from docgen.bounds.reading import is_file, is_folder, read_bytes, stamp_of, walk
from docgen.bounds.recent import Recent
from docgen.errors import ReadError
from docgen.packs.library import Library
from docgen.review.found import find_reviews
from docgen.review.shared import shared_files

_PACK = re.compile(
    rb"""(?:^|[{,])[ \t]*["']?pack["']?[ \t]*:[ \t]*["']?([a-z0-9-]+)""", re.MULTILINE
)
_MARK = re.compile(rb"\A(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)")
_SPOKEN = re.compile(rb'<w:lang\b[^>]*\bw:val="([\w-]+)"')
_MOST_OF_STYLES = 4_000_000
"""Bytes of a Word file's styles that are looked at."""
_codes: Recent[tuple[str | int, ...], str] = Recent(64)
"""The codes that files name, by path and what tells that they were written anew."""
_LANGUAGE = re.compile(rb"""^language[ \t]*:[ \t]*["']?([\w-]+)""", re.MULTILINE)


def language_in(file: Path, library: Library) -> str:
    """Return the language tag of the pack that a review or its defaults name, empty where none is.

    The pack's name is looked for in the text, whatever else is wrong with it.
    """
    if file.suffix.lower() == ".docx":
        return language_of_word_file(file)
    with suppress(OSError, ReadError):
        stamp = str(file), *stamp_of(file)
        code = _codes.get(stamp)
        if code is None:  # what is wrong with a review may be many lines
            code = _codes.keep(stamp, _code_in(_text(file)))
        return language_of_pack(code, library) if code else _language_of_defaults(file, library)
    return _language_of_defaults(file, library)


def read_spoken(file: Path, library: Library) -> tuple[str, bytes | None]:
    """Return the same of a review and its bytes, read once; None where it cannot be read."""
    try:
        content = read_bytes(file)
    except ReadError:  # told where it is loaded
        return _language_of_defaults(file, library), None
    code = _code_in(_unmarked(content))
    language = language_of_pack(code, library) if code else _language_of_defaults(file, library)
    return language, content


def _language_of_defaults(file: Path, library: Library) -> str:
    codes = (_code_in(_text(source)) for source in shared_files(file))
    return language_of_pack(next(filter(None, codes), ""), library)


def _code_in(text: bytes) -> str:
    """Return the code of the pack that a text names, empty where it names none."""
    found = _PACK.search(text)
    return found[1].decode() if found else ""


def language_of_line(content: bytes, library: Library) -> str:
    """Return the same of one review in a file of many."""
    return language_of_pack(_code_in(content), library)


def language_of_pack(code: str, library: Library) -> str:
    """Return the language tag that a pack names, however broken it is; empty without one."""
    known = of_run("languages")
    key = code, library.roots
    if key not in known:
        known[key] = _language_of_pack(code, library)
    return str(known[key])


def _language_of_pack(code: str, library: Library) -> str:
    file = library.find(f"{code}/pack.yaml") if code else None
    found = _LANGUAGE.search(_text(file)) if file else None
    return found[1].decode() if found else ""


def language_of_word_file(file: Path) -> str:
    """Return the language tag in which most of a Word file is written, as its styles say."""
    import zipfile  # slow to import, and a review that is no Word file does without
    from zlib import error as broken

    try:
        with zipfile.ZipFile(file) as package, package.open("word/styles.xml") as styles:
            text = styles.read(_MOST_OF_STYLES)
    except (OSError, KeyError, ValueError, RuntimeError, EOFError, zipfile.BadZipFile, broken):
        return ""
    counts = Counter(tag.decode() for tag in _SPOKEN.findall(text))
    return counts.most_common(1)[0][0] if counts else ""


def language_of_first(paths: Iterable[Path], library: Library) -> str:
    """Return the language tag of the first review, report or pack in these files and folders."""
    for path in paths:
        if not is_folder(path):
            return language_in(path, library)
        if found := language_of_pack(path.absolute().name, library):
            return found
        if file := next(iter(find_reviews(path)), None) or _first_word_file(path):
            return language_in(file, library)
    return ""


def _first_word_file(folder: Path) -> Path | None:
    for place, _, names in walk(folder):
        for name in sorted(names):
            if name.lower().endswith(".docx") and name[0] not in "~.":
                return Path(place, name)
    return None


def _text(file: Path) -> bytes:
    """Return the bytes of a file without its mark and those that UTF-16 puts between letters."""
    try:
        content = read_bytes(file) if is_file(file) else b""
    except ReadError:
        return b""
    return _unmarked(content)


def _unmarked(content: bytes) -> bytes:
    return _MARK.sub(b"", content).replace(b"\0", b"")
