"""What a run of the tests requires: in DOCGEN_REQUIRE, a skip of that kind is a failure."""

from __future__ import annotations

KINDS = (
    "axe",
    "chromium",
    "libreoffice",
    "moto",
    "pdf",
    "pyinstaller",
    "schemathesis",
    "sdk",
    "slow",
    "tmpfs",
)


def required_kinds(names: str) -> frozenset[str]:
    """Return the kinds in `names`, like `libreoffice,sdk,slow`."""
    kinds = frozenset(name.strip() for name in names.split(",")) - {""}
    if unknown := kinds - set(KINDS):
        raise ValueError(
            f"DOCGEN_REQUIRE: {', '.join(sorted(unknown))}; there are: {', '.join(KINDS)}"
        )
    return kinds
