"""All that a pack says, in short: another digest, and scores, levels or faults may be others."""

from __future__ import annotations

import hashlib
from functools import partial
from pathlib import Path

from docgen.bounds.kept import seldom
from docgen.bounds.reading import read_bytes, stamp_of
from docgen.bounds.recent import FileMemo
from docgen.model import Pack
from docgen.packs.library import Library, schema_file

_known: FileMemo[tuple[str, tuple[Path, ...]], bytes] = FileMemo(64)


def pack_digest(pack: Pack, library: Library) -> bytes:
    """Return the digest of a pack's wording and scale, its rules and the schema of reviews.

    Its Word files and the places of files are not in it. Raises ReadError, OSError.
    """
    make = partial(_looked_up, pack, library)
    return seldom("digests", (pack.code, pack.folder, library.roots), make)


def _looked_up(pack: Pack, library: Library) -> bytes:
    files = [*library.rules_of(pack.code), schema_file("review")]
    state = [(file, stamp_of(file)) for file in files], pack
    return _known.of((pack.code, library.roots), state, lambda: _made(pack, files))


def _made(pack: Pack, files: list[Path]) -> bytes:
    documents = {name: one._replace(path=Path()) for name, one in pack.documents.items()}
    wording = pack._replace(folder=Path(), documents=documents)
    digest = hashlib.sha256(repr(wording).encode())
    for content in map(read_bytes, files):
        digest.update(len(content).to_bytes(8, "little") + content)
    return digest.digest()
