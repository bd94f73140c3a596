"""The Word files that were dropped on pages last, until somebody decides what is taken of them."""

from __future__ import annotations

import hashlib
import os
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.errors import DocgenError, ReadError, UsageError
from docgen.model.tongue import say
from docgen.output.pdf import temporary_folder

if TYPE_CHECKING:  # reads Word: seldom, and slow to import
    from docgen.web.dropped import Dropped

MOST = 8
"""Dropped files that are remembered."""


class Drops:
    """The files dropped last, by their digests."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, Dropped] = OrderedDict()

    def keep(self, one: Dropped) -> str:
        """Remember a file; return the name that it is asked for by."""
        key = hashlib.sha256(one.data).hexdigest()
        self._known[key] = one
        self._known.move_to_end(key)
        while len(self._known) > MOST:
            self._known.popitem(last=False)
        return key

    def get(self, key: str) -> Dropped:
        """Return a file that was dropped; raises ReadError when it is forgotten."""
        if key not in self._known:
            raise ReadError(say("the Word file"), say("is no longer known; drop it again"))
        return self._known[key]


@contextmanager
def laid_down(data: bytes, name: str) -> Iterator[Path]:
    """Yield a file that holds what was sent, for a moment; no error names the folder it lies in."""
    with temporary_folder() as work:
        source = work / name
        source.write_bytes(data)
        try:
            yield source
        except DocgenError as error:
            told = str(error)
            plain = told.replace(f"{work}{os.sep}", "")
            if plain == told:
                raise
            raise UsageError(plain) from error
