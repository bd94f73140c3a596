"""What the list says of a review, read once and kept by content from then on.

A row follows from the file, its defaults and its pack. What is kept names all three by digest, so
it is never stale; a file that looks as it did a moment ago is not even opened (see `folder`).
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeGuard

from docgen.batch.origins import Own, content_digest
from docgen.bounds.kept import content_key, keep, recall
from docgen.bounds.reading import read_bytes
from docgen.errors import DocgenError
from docgen.model import Review
from docgen.model.review import Status
from docgen.packs.digest import pack_digest
from docgen.packs.library import Library
from docgen.packs.load import load_pack
from docgen.review.file import defaults_digest, load_with_faults
from docgen.web.standing import Standing


class Facts(NamedTuple):
    """What a review says of itself in a row; plain values."""

    code: str = ""
    """Of its pack."""
    pack: str = ""
    """Name of the pack."""
    faults: int = 0
    id: str = ""
    """Empty where too much is wrong for a review."""
    unit_id: str = ""
    unit: str = ""
    date: str = ""
    status: Status | Literal[""] = ""
    scored: int = 0
    criteria: int = 0
    total: int | None = None
    highest: int = 0
    level: str = ""


class ReadReview(NamedTuple):
    """A review as far as a row takes it."""

    file: Path
    facts: Facts
    own: Own


def read_facts(file: Path, library: Library) -> tuple[ReadReview, Review | None]:
    """Return what a row says of a review, and the review itself where it was read for that.

    Raises DocgenError.
    """
    content = read_bytes(file)
    own = Own(content_digest(content), defaults_digest(file), file.name)
    key = content_key(b"row", own.content, own.defaults, os.fsencode(own.name))
    kept = recall(key)
    if _is_kept(kept) and kept[0] == _state_of(kept[1][0], library):
        return ReadReview(file, Facts(*kept[1]), own), None
    standing = _standing(file, library, content)
    facts = _facts(standing)
    keep(key, (pack_digest(standing.pack, library), tuple(facts)))
    return ReadReview(file, facts, own), standing.review


def read_whole(file: Path, library: Library) -> Review | None:
    """Return a review without the values that are faulty; None where too much is.

    Raises DocgenError.
    """
    return _standing(file, library, read_bytes(file)).review


def _standing(file: Path, library: Library, content: bytes) -> Standing:
    return Standing(file, library, content, load_with_faults(file, content))


def _is_kept(value: Any) -> TypeGuard[tuple[bytes, tuple[Any, ...]]]:
    """Tell whether a value is what is kept of a row."""
    if type(value) is not tuple or [*map(type, value)] != [bytes, tuple]:
        return False
    return len(value[1]) == len(Facts._fields)


def _state_of(code: str, library: Library) -> bytes | None:
    """Return the digest of the pack of that code; None where it cannot be read."""
    try:
        return pack_digest(load_pack(code, library=library), library)
    except (DocgenError, OSError):
        return None


def _facts(standing: Standing) -> Facts:
    review, result, pack = standing.review, standing.result, standing.pack
    faults = len([one for one in standing.faults if one.severity == "error"])
    if review is None or result is None:
        return Facts(pack.code, pack.name, faults)
    visit = review.visit
    return Facts(
        pack.code,
        pack.name,
        faults,
        id=review.id,
        unit_id=review.unit.id,
        unit=review.unit.printed,
        date=visit.report_date or max(visit.dates, default=""),
        status=visit.status,
        scored=result.scored,
        criteria=len(pack.criteria),
        total=result.total,
        highest=result.highest,
        level=result.level.label if result.level else "",
    )
