"""The pack's own values as names for templates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docgen.model import Data, Pack, Review

_ABSENT: Mapping[str, Any] = {"list": (), "dates": (), "number": None}
"""What stands for an absent value of a kind that is no text."""


def extra_names(review: Review, pack: Pack) -> Data:
    """Return the values under `extra` as templates print them; what is absent prints nothing."""
    own: Data = {}
    for value in pack.own_values:
        found = review.extra.get(value.key, _ABSENT.get(value.kind, ""))
        own[value.key] = list(found) if isinstance(found, tuple) else found
    return own
