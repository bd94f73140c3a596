"""Country packs: found by code, read once, read again only when their files change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

from docgen.bounds.kept import seldom
from docgen.bounds.reading import Stamp, is_file, stamp_of
from docgen.bounds.recent import Recent
from docgen.errors import DocgenError, ReadError, UnknownPackError, UsageError
from docgen.model import Document, Pack
from docgen.model.tongue import say
from docgen.packs.library import Library, find_library, scale_file
from docgen.packs.plain import sound_pack
from docgen.packs.wordfile import below_root
from docgen.suggest import did_you_mean

_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

_Stamp = tuple[tuple[Path, Stamp], ...]
_read: Recent[tuple[str, tuple[Path, ...]], tuple[_Stamp, Pack]] = Recent(64)
"""Packs read so far, each with its files, their time stamps and sizes at that moment."""
_NO_STAMP: _Stamp = ()


def pack_codes(library: Library | None = None) -> list[str]:
    """Return the codes of all packs there are, in alphabetical order."""
    return list((library or find_library()).codes())


def readable_packs(library: Library | None = None) -> Iterator[Pack]:
    """Yield all packs there are that have no fault, in alphabetical order of their codes."""
    for code in pack_codes(library):
        with suppress(DocgenError):
            yield load_pack(code, library=library)


def load_pack(code: str, *, library: Library | None = None) -> Pack:
    """Return the pack of that code; reading it again costs next to nothing while it is unchanged.

    A run looks for changes a few times a second. Raises UnknownPackError, ReadError or
    InvalidDataError.
    """
    library = library or find_library()
    return seldom("packs", (code, library.roots), partial(_load_pack, code, library))


def _load_pack(code: str, library: Library) -> Pack:
    """Return the pack, read anew when one of its files has changed."""
    pack_file = library.find(f"{code}/pack.yaml") if _CODE.fullmatch(code) else None
    if pack_file is None:
        raise UnknownPackError(code, library.codes())
    criteria_file = library.find(f"{code}/criteria.yaml")
    if criteria_file is None:
        raise ReadError(pack_file.with_name("criteria.yaml"), say("is missing; a pack needs it"))
    known, pack = _read.get((code, library.roots)) or (_NO_STAMP, None)
    scale = scale_file(pack.scale_id, library) if pack else None
    stamp = _stamp_of(pack_file, criteria_file, scale)
    if pack is None or known != stamp:
        pack, scale = sound_pack(code, pack_file, criteria_file, library)
        stamp = (*stamp[:2], *_stamp_of(scale))
    documents = {d.name: _located(d, pack, library) for d in pack.documents.values()}
    if documents != pack.documents:
        pack = pack._replace(documents=documents)
    _read.keep((code, library.roots), (stamp, pack))
    return pack


def _stamp_of(*files: Path | None) -> _Stamp:
    """Return when the files were written and how long they are; None is a file there is not."""
    return tuple((file, stamp_of(file)) for file in files if file is not None)


def pack_document(pack: Pack, name: str) -> Document:
    """Return the document of that name, sure to have its Word file.

    Raises UsageError for a name the pack does not have, ReadError when the file is missing.
    """
    document = pack.documents.get(name)
    if document is None:
        hint = did_you_mean(name, pack.documents, say("it has"))
        raise UsageError(
            say(
                "pack {code!r} has no document {name!r}; {hint}",
                code=pack.code,
                name=name,
                hint=hint,
            )
        )
    if not is_file(document.path):
        raise ReadError(
            document.path,
            say(
                "is missing; document {name!r} of pack {code!r} is made from it "
                "(documents.{name}.file in {folder})",
                name=name,
                code=pack.code,
                folder=pack.folder / "pack.yaml",
            ),
        )
    return document


def _located(document: Document, pack: Pack, library: Library) -> Document:
    """Return the document with the path of its file; where it belongs if there is none yet."""
    inside = below_root(document.file, pack.code)
    path = library.find(inside) or pack.folder.parent / inside
    return document if path == document.path else document._replace(path=path)
