"""A pack for a new country, like one there is: files copied, with code, language and formats."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from docgen.authoring.workplace import write_new
from docgen.bounds.reading import LARGEST_TEMPLATE, is_file, read_bytes
from docgen.errors import UsageError
from docgen.model import Pack
from docgen.model.place import Where
from docgen.model.tongue import say
from docgen.packs.languages import is_known, locale_of
from docgen.packs.library import Library
from docgen.packs.wordfile import BASE, below_root
from docgen.word.compile.gate import read_package
from docgen.word.render.archive import write_archive
from docgen.yamlfile.splice import with_value

_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?")
_MARK = re.compile(rb"<w:(?:lang|themeFontLang)\b[^>]*>")
_CORE = "docProps/core.xml"
_SAID = re.compile(rb"(<dc:language>)[^<]*(</dc:language>)")


def make_pack(
    code: str, like: Pack, folder: Path, *, library: Library, language: str = ""
) -> list[Path]:
    """Write the pack `code` like another into `folder`; return the files made.

    With a `language` the YAML and the Word files have that language, and its country's dates.
    Raises UsageError for a code or language that cannot be, or a folder that is there already.
    """
    _refuse(code, language, folder)
    files = [*_yaml_files(code, like, library, language), *_word_files(like, language)]
    made = []
    for name, data in files:
        file = folder / code / name
        file.parent.mkdir(parents=True, exist_ok=True)
        write_new(file, data)
        made.append(file)
    return made


def _refuse(code: str, language: str, folder: Path) -> None:
    if not _CODE.fullmatch(code):
        raise UsageError(
            say(
                "{code}: a code is written in small letters, digits and hyphens, like fi-sv",
                code=code,
            )
        )
    if language and not (_TAG.fullmatch(language) and is_known(language)):
        raise UsageError(
            say(
                "--language {language}: write a language with its country, like en-GB or fi-FI",
                language=language,
            )
        )
    if (folder / code).exists():
        raise UsageError(
            say("{file}: is there already and stays; choose another name", file=folder / code)
        )


def _yaml_files(
    code: str, like: Pack, library: Library, language: str
) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of the YAML files."""
    file = like.folder / "pack.yaml"
    source = read_bytes(file)
    for where, value in _changes(code, like, language):
        source = with_value(source, where, value, file)
    yield file.name, source
    for name in ("criteria.yaml", "rules.yaml"):
        found = library.find(f"{like.code}/{name}")
        if found is not None:
            yield name, read_bytes(found)


def _changes(code: str, like: Pack, language: str) -> Iterator[tuple[Where, str]]:
    """Yield place and value of what is other in pack.yaml."""
    yield ("code",), code
    for document in like.documents.values():
        head, slash, name = document.file.partition("/")
        if slash and head != BASE:
            yield ("documents", document.name, "file"), f"{code}/{name}"
    if language and language != like.language:
        country = locale_of(language).get_territory_name()
        yield ("name",), country or code
        yield ("language",), language
        yield ("formats", "date"), str(locale_of(language).date_formats["long"].pattern)
        yield ("formats", "range_dash"), "–"
    else:
        yield ("name",), f"{like.name} ({code})"
    yield ("like",), like.code


def _word_files(like: Pack, language: str) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of the Word files of the pack's own."""
    files = {below_root(one.file, like.code): one.path for one in like.documents.values()}
    for inside, path in files.items():
        home, _, name = inside.partition("/")
        if home == like.code and is_file(path):
            data = read_bytes(path, LARGEST_TEMPLATE)
            yield name, in_language(data, like.language, language) if language else data


def in_language(data: bytes, old: str, new: str) -> bytes:
    """Return a Word file in which what is marked as of one language is of another.

    Texts marked as of a third one stay so. Raises TemplateError for what is no Word file.
    """
    parts = dict(read_package(data).parts)
    for name, content in parts.items():
        if name.startswith("word/") and name.endswith(".xml"):
            parts[name] = _MARK.sub(lambda mark: _marked(mark[0], old, new), content)
    if _CORE in parts:
        parts[_CORE] = _SAID.sub(rb"\g<1>" + new.encode() + rb"\g<2>", parts[_CORE])
    return write_archive(parts)


def _marked(mark: bytes, old: str, new: str) -> bytes:
    """Return a mark of a language with another in place of the old one, in each country's form."""
    first = re.escape(old.partition("-")[0].encode())
    return re.sub(
        rb'(w:val=")' + first + rb'(?:-\w+)?(")', rb"\g<1>" + new.encode() + rb"\g<2>", mark
    )
