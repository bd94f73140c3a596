"""Turn the sound data of a review into a Review, each value by its kind."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

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
from docgen.model.pack import EXTRA
from docgen.model.review import EMPTY
from docgen.review.found import id_of
from docgen.review.shape import GROUPS, Kind, own_values

_WORDS_BULLETS = "•·▪◦‣\uf0b7\uf0a7–"
"""What Word puts before an entry of a list, or an editor in place of a hyphen."""
_EXCEL_BREAK = "_x000D_"
"""How Excel writes the line break of a cell into its files; nobody types it."""
_UNSEEN_LINE = re.compile(r"\n[^\S\n]+(?=\n)")
"""A line of blanks, Word's no-break ones too: nobody sees that it is not empty."""
_LETTERS = str.maketrans({"å": "a", "ä": "a", "ö": "o", "æ": "ae", "ø": "o", "ß": "ss"})


def build_review(data: Data, pack: Pack, file: Path, line: int | None = None) -> Review:
    """Return the Review of sound data; `line` is its place in a file of many."""
    top, unit = _values("", data), _values("unit", data["unit"])
    top |= {"pack": pack.code, "id": top.get("id") or id_of(file)}
    unit["id"] = unit.get("id") or slug(unit["name"])
    known = data.get("criteria") or {}
    return Review(
        file=file,
        line=line,
        unit=Unit(**unit),
        area=Area(**_values("area", data.get("area"))),
        visit=Visit(**_values("review", data.get("review"))),
        reviewers=tuple(
            Reviewer(**_values("reviewers.*", entry)) for entry in data.get("reviewers") or ()
        ),
        method=Method(**_values("method", data.get("method"))),
        summary=Summary(**_values("summary", data.get("summary"))),
        development=tuple(
            Need(**_values("development.*", entry)) for entry in data.get("development") or ()
        ),
        previous=_previous(data.get("previous")),
        criteria={
            criterion.id: Assessment(criterion.id, **_values("criteria.*", known[criterion.id]))
            for criterion in pack.criteria
            if criterion.id in known
        },
        meeting=Meeting(**_values("meeting", data.get("meeting"))),
        extra=_own_values(data.get(EXTRA), pack) if pack.own_values else EMPTY,
        **top,
    )


def slug(name: str) -> str:
    """Return a name as lower-case letters, digits and hyphens: "Enhet Å" is "enhet-a"."""
    plain = unicodedata.normalize("NFC", name).lower().translate(_LETTERS)
    ascii_only = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-") or "unit"


def _values(group: str, data: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return what is there of a group's values, each as its kind is kept; the rest has defaults."""
    readers = _READERS[group]
    return {
        key: readers[key](value)
        for key, value in (data or {}).items()
        if value is not None and key in readers
    }


def _own_values(data: Mapping[str, Any] | None, pack: Pack) -> Data:
    """Return what is there of the pack's own values, each as its kind is kept."""
    kinds = {value.key: value.kind for value in own_values(pack)}
    return {
        key: _BY_KIND[kinds[key]](value)
        for key, value in (data or {}).items()
        if value is not None and key in kinds
    }


def _previous(data: Data | None) -> Previous | None:
    """Return the earlier review as typed; None when nothing is typed."""
    return Previous(**_values("previous", data)) if data and any(data.values()) else None


def plain_text(value: str) -> str:
    """Return a text without blanks and line breaks around it."""
    if "\r" in value:
        value = value.replace("\r\n", "\n").replace("\r", "\n")
    if _EXCEL_BREAK in value:
        value = value.replace(f"{_EXCEL_BREAK}\n", "\n").replace(_EXCEL_BREAK, "\n")
    if _UNSEEN_LINE.search(value):
        value = _UNSEEN_LINE.sub("\n", value)
    return value.strip()


def _texts(value: str | list[str | None]) -> tuple[str, ...]:
    """Return a list of texts; one text is a list of one, empty ones are none."""
    entries = _bullets(value) if isinstance(value, str) else value
    return tuple(text for text in (plain_text(entry) for entry in entries if entry) if text)


def _bullets(text: str) -> list[str | None]:
    """Return the entries of a list pasted from Word: YAML makes one text of its lines."""
    sign = text.lstrip()[:1]
    if not sign or sign not in _WORDS_BULLETS:
        return [text]
    return [*re.split(rf"(?:^|\s){sign}\s+", text)]


def _scores(data: Mapping[str, float | None]) -> dict[str, int]:
    return {key: int(value) for key, value in data.items() if value is not None}


def _notes(data: Mapping[str, str | None]) -> dict[str, str]:
    return {key: text for key, value in data.items() if value and (text := plain_text(value))}


def _evidence(data: Data) -> Data:
    return {key: value for key, value in data.items() if value is not None}


_BY_KIND: Mapping[Kind, Callable[[Any], Any]] = {
    "key": plain_text,
    "line": plain_text,
    "text": plain_text,
    "list": _texts,
    "date": plain_text,
    "dates": _texts,
    "number": int,
    "choice": plain_text,
    "criterion": plain_text,
    "score": int,
    "scores": _scores,
    "evidence": _evidence,
    "notes": _notes,
}
_READERS = {
    group: {value.key: _BY_KIND[value.kind] for value in values} for group, values in GROUPS.items()
}
