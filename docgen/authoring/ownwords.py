"""Two reviewers' texts on a criterion: where they differ they become `notes`, by initials."""

from __future__ import annotations

from collections.abc import Collection

from docgen.model import Data
from docgen.model.place import mapping_in

_TEXTS = ("comment", "recommendation")


def with_notes(sides: tuple[Data, Data], who: tuple[str, str], label: str) -> tuple[Data, Data]:
    """Return both reviews' data with the texts that differ under `notes` of their criteria.

    `who` has the initials of each side, an empty text for a file that is merged already: what
    stands there is agreed and stays. `label` is what the form calls a recommendation.
    """
    both = [_criteria(side) for side in sides]
    for name in {**both[0], **both[1]}:
        pair = tuple(mapping_in(one.get(name)) for one in both)
        moved = [key for key in _TEXTS if _differ(pair, key, who)]
        for one, found, initials in zip(both, pair, who, strict=True):
            own = [key for key in moved if _text(found, key)]
            if initials and own:
                one[name] = _noted(found, own, initials, label)
    first, second = (
        {**side, "criteria": own} if own else side for side, own in zip(sides, both, strict=True)
    )
    return first, second


def _criteria(data: Data) -> Data:
    return dict(mapping_in(data.get("criteria")))


def _text(found: Data, key: str) -> str:
    value = found.get(key)
    return value.strip() if isinstance(value, str) else ""


def _differ(pair: tuple[Data, ...], key: str, who: tuple[str, str]) -> bool:
    """Return whether one text cannot stand for both sides."""
    one, other = (_text(found, key) for found in pair)
    if one and other:
        return one != other
    # Where others' words wait for agreement, one more text is a voice among them.
    return any(
        text and not pair[1 - side].get(key) and pair[1 - side].get("notes")
        for side, text in enumerate((one, other))
        if who[side] and not who[1 - side]
    )


def words_of(comment: str, recommendation: str, label: str) -> str:
    """Return both texts of a criterion as one; `label` stands before the recommendation."""
    if not recommendation or not label:
        return "\n\n".join(filter(None, (comment, recommendation)))
    between = "\n\n" if recommendation.startswith("- ") else " "
    return "\n\n".join(filter(None, (comment, f"{label}:{between}{recommendation}")))


def _noted(found: Data, keys: Collection[str], initials: str, label: str) -> Data:
    """Return a criterion with some of its texts moved into the reviewer's note."""
    comment, recommendation = (_text(found, key) if key in keys else "" for key in _TEXTS)
    rest = {key: value for key, value in found.items() if key not in keys}
    note = words_of(comment, recommendation, label) + "\n"
    return {**rest, "notes": {**mapping_in(found.get("notes")), initials: note}}
