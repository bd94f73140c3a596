"""Where a link may lead: http, https, mailto and places in the document itself."""

from __future__ import annotations

import re

_ALLOWED = re.compile(r"(?:https?://[^\s\\/]|mailto:[^\s\\/]|#)[^\\\x00-\x1f]*", re.IGNORECASE)
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:|//|[\\/]{2}")


def may_lead_to(target: str) -> bool:
    """Return whether a link to `target` may stay; what begins otherwise is a file or a program."""
    return bool(_ALLOWED.fullmatch(target))


def leads_outside(target: str) -> bool:
    """Return whether a relation's target is no part of the package: it has a scheme or a host."""
    return bool(_ELSEWHERE.match(target.strip()))
