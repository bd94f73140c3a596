"""What a run of the tests requires: in DOCGEN_REQUIRE, a skip of that kind is a failure."""

from __future__ import annotations

import os

KINDS = ("libreoffice", "sdk", "slow")


def required_kinds() -> frozenset[str]:
    """Return the kinds named in DOCGEN_REQUIRE: `libreoffice,sdk,slow`."""
    names = {name.strip() for name in os.environ.get("DOCGEN_REQUIRE", "").split(",")} - {""}
    if unknown := names - set(KINDS):
        raise ValueError(f"DOCGEN_REQUIRE: {', '.join(sorted(unknown))}; there are: {KINDS}")
    return frozenset(names)
