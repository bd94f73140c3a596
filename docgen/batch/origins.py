"""What a report is made of, told by content before any of it is read: its origin.

Equal origins make equal reports, so a report of a known origin that stands untouched is left alone
without reading its review. What follows from other files (defaults, pack, template, rules, the
unit's other reviews) is part of an origin.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from docgen.errors import DocgenError
from docgen.model import Document, Pack
from docgen.packs.digest import pack_digest
from docgen.packs.library import Library
from docgen.report import Options, reads_history
from docgen.review.file import defaults_digest

if TYPE_CHECKING:
    from docgen.batch.plan import Task
    from docgen.batch.shares import Shares
    from docgen.document.renderer import Renderer
    from docgen.history.index import Index
    from docgen.review.file import Loaded

Key = tuple[str, str]
"""Code of a pack and name of one of its documents."""


class Common(NamedTuple):
    """What all reports of one document have in common."""

    digest: str
    history: bool
    """True when it prints something of the unit's other reviews."""


class Own(NamedTuple):
    """What one review is made of."""

    content: bytes
    """Digest of its file, or of its line in a file of many."""
    defaults: bytes
    """Digest of the `_shared.yaml` files that hold for it."""
    name: str
    """The name of its file, from which its id may follow; empty in a file of many."""


def common_of(
    pack: Pack, document: Document, template: Renderer, options: Options, library: Library
) -> Common:
    """Return what all reports of a document have in common; raises ReadError."""
    wished = options._replace(document=document.name, force=False)
    pieces = [template.digest.encode(), pack_digest(pack, library), repr(wished).encode()]
    return Common(_digest(pieces).hex(), reads_history(template, document))


def content_digest(content: bytes) -> bytes:
    """Return the digest by which an origin knows the bytes of a review."""
    return hashlib.sha256(content).digest()


def own_of(loaded: Loaded) -> Own:
    """Return what a review that was read is made of."""
    defaults = hashlib.sha256()
    for source in loaded.sources[1:]:
        defaults.update(len(source.content).to_bytes(8, "little") + source.content)
    name = "" if loaded.line else loaded.file.name
    return Own(content_digest(loaded.sources[0].content), defaults.digest(), name)


def origin_of(common: Common, own: Own, index: Index | None, unit_id: str) -> str:
    """Return the origin of a report; `index` holds its unit's reviews, if it prints of them."""
    pieces = [common.digest.encode(), own.content, own.defaults, os.fsencode(own.name)]
    if common.history and index is not None:
        pieces.append(index.unit(unit_id).digest)
    return _digest(pieces).hex()


def _digest(pieces: Iterable[bytes]) -> bytes:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(len(piece).to_bytes(8, "little") + piece)
    return digest.digest()


class Origins:
    """The origins of the reports of a run, told without reading their reviews."""

    def __init__(self, common: Mapping[Key, Common], shares: Shares) -> None:
        self._common = common
        self._shares = shares
        self._defaults: dict[str, bytes] = {}

    def of(self, task: Task, document: str) -> str:
        """Return the origin of a report; empty where only reading its review can tell."""
        common = self._common.get((task.pack, document))
        if common is None or not task.digest:
            return ""
        try:
            own = Own(task.digest, self._defaults_of(task.file), _name(task))
            if not common.history:
                return origin_of(common, own, None, "")
            index, unit_id = self._shares.unit_of(task.file, task.line)
        except DocgenError:  # reading the review tells what is wrong
            return ""
        return origin_of(common, own, index, unit_id) if unit_id else ""

    def _defaults_of(self, file: str) -> bytes:
        folder = os.path.dirname(file)  # noqa: PTH120 - each review, as text
        known = self._defaults.get(folder)
        if known is None:
            known = self._defaults[folder] = defaults_digest(Path(file))
        return known


def _name(task: Task) -> str:
    return "" if task.line else os.path.basename(task.file)  # noqa: PTH119 - likewise
