"""Turn a review's file into a Review: read, add the shared defaults, check, build."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docgen.errors import InvalidDataError, UnknownPackError
from docgen.model import (
    Area,
    Assessment,
    Data,
    Meeting,
    Method,
    Need,
    Pack,
    Previous,
    Review,
    Reviewer,
    Summary,
    Unit,
    Visit,
)
from docgen.packs.library import Library
from docgen.packs.load import load_pack, pack_codes
from docgen.review.file import Loaded, find_reviews, kind_of, load_data
from docgen.review.schemas import schema_and_validator, validator_for

if TYPE_CHECKING:
    from docgen.review.lines import Line

__all__ = [
    "build_review",
    "find_reviews",
    "load_data",
    "load_review",
    "pack_of",
    "review_of",
    "slug",
]

_LETTERS = str.maketrans({"å": "a", "ä": "a", "ö": "o", "æ": "ae", "ø": "o", "ß": "ss"})


def load_review(path: Path, *, library: Library | None = None, line: Line | None = None) -> Review:
    """Return the review in the YAML or JSON file at `path`, with its `_shared.yaml` defaults.

    `line` is its place in a file of many. Raises ReadError and InvalidDataError.
    """
    if line is None:
        return review_of(load_data(path), library=library)
    from docgen.review.lines import load_line

    return review_of(load_line(path, line), library=library)


def review_of(loaded: Loaded, *, library: Library | None = None) -> Review:
    """Return the review of data that are read already.

    Raises ReadError and InvalidDataError.
    """
    pack = pack_of(loaded, library)
    validator = validator_for(pack, library=library)
    data = loaded.data
    if not validator.is_valid(data):
        data = _typed(loaded, pack, library)
    return build_review(data, pack, loaded.file, loaded.line)


def pack_of(loaded: Loaded, library: Library | None = None) -> Pack:
    """Return the pack a review names.

    Raises InvalidDataError when it names none, or one there is not.
    """
    code = loaded.data.get("pack")
    if not isinstance(code, str):
        found = "is missing" if code is None else f"is {kind_of(code)}"
        codes = ", ".join(pack_codes(library))
        message = f"`pack` {found}; the code of a country pack belongs here: {codes}"
        raise InvalidDataError([loaded.problem("no-pack", message, ("pack",))])
    try:
        return load_pack(code, library=library)
    except UnknownPackError as error:
        raise InvalidDataError([loaded.problem("unknown-pack", str(error), ("pack",))]) from error


def build_review(data: Data, pack: Pack, file: Path, line: int | None = None) -> Review:
    """Return the Review of sound data; `line` is its place in a file of many."""
    unit = data["unit"]
    known = data.get("criteria") or {}
    return Review(
        id=_text(data.get("id")) or file.stem,
        pack=pack.code,
        file=file,
        line=line,
        unit=Unit(
            id=_text(unit.get("id")) or slug(unit["name"]),
            partners=_texts(unit.get("partners")),
            **_record(unit, "name place client_groups geography"),
        ),
        area=Area(**_record(data.get("area"), "client_groups ips_team")),
        visit=_visit(data.get("review") or {}),
        reviewers=tuple(
            Reviewer(**_record(reviewer, "name title initials"))
            for reviewer in data.get("reviewers") or ()
        ),
        recipients=_texts(data.get("recipients")),
        method=Method(
            **{key: _texts(value) for key, value in (data.get("method") or {}).items()},
        ),
        purpose=_text(data.get("purpose")),
        general_comments=_text(data.get("general_comments")),
        summary=Summary(**_record(data.get("summary"), "description strengths conclusion")),
        development=tuple(
            Need(criterion=need.get("criterion"), recommendation=_text(need.get("recommendation")))
            for need in data.get("development") or ()
        ),
        previous=_previous(data.get("previous")),
        criteria={
            criterion.id: _assessment(criterion.id, known[criterion.id] or {})
            for criterion in pack.criteria
            if criterion.id in known
        },
        meeting=_meeting(data.get("meeting") or {}),
    )


def slug(name: str) -> str:
    """Return a name as lower-case letters, digits and hyphens: "Enhet Å" is "enhet-a"."""
    plain = unicodedata.normalize("NFC", name).lower().translate(_LETTERS)
    ascii_only = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-") or "unit"


def _typed(loaded: Loaded, pack: Pack, library: Library | None) -> Data:
    """Return the data with numbers as typed where a text belongs.

    Raises InvalidDataError when more than that is wrong.
    """
    from docgen.review.faults import as_typed, schema_faults

    schema, validator = schema_and_validator(pack, library=library)
    data = as_typed(loaded, validator)
    if not validator.is_valid(data):
        raise InvalidDataError(schema_faults(loaded, data, validator, schema, pack))
    return data


def _text(value: str | None) -> str:
    """Return a text without blanks and line breaks around it."""
    if not value:
        return ""
    if "\r" in value:
        value = value.replace("\r\n", "\n").replace("\r", "\n")
    return value.strip()


def _texts(value: str | list[str | None] | None) -> tuple[str, ...]:
    """Return a list of texts; one text is a list of one, empty ones are none."""
    entries = [value] if isinstance(value, str) else value or ()
    return tuple(text for text in map(_text, entries) if text)


def _record(data: Mapping[str, Any] | None, keys: str) -> dict[str, str]:
    return {key: _text((data or {}).get(key)) for key in keys.split()}


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value)


def _scores(data: Mapping[str, float | None] | None) -> dict[str, int]:
    return {key: int(value) for key, value in (data or {}).items() if value is not None}


def _visit(data: Data) -> Visit:
    return Visit(
        status=data.get("status") or "final",
        number=_whole(data.get("number")),
        dates=_texts(data.get("dates")),
        **_record(data, "kind report_date mode participants"),
    )


def _previous(data: Data | None) -> Previous | None:
    """Return the earlier review as typed; None when nothing is typed."""
    if not data or not any(data.values()):
        return None
    return Previous(
        total=_whole(data.get("total")),
        scores=_scores(data.get("scores")),
        **_record(data, "date level"),
    )


def _meeting(data: Data) -> Meeting:
    return Meeting(
        participants=_texts(data.get("participants")),
        items=_texts(data.get("items")),
        **_record(data, "team date time place previous_minutes"),
    )


def _assessment(criterion: str, data: Data) -> Assessment:
    return Assessment(
        criterion=criterion,
        score=_whole(data.get("score")),
        sources=_texts(data.get("sources")),
        evidence={
            key: value for key, value in (data.get("evidence") or {}).items() if value is not None
        },
        ratings=_scores(data.get("ratings")),
        **_record(data, "comment recommendation reason"),
    )
