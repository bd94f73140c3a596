"""Where a command line may name files of a store, `s3://bucket/name`; elsewhere none is taken."""

from __future__ import annotations

from collections.abc import Sequence

from docgen.errors import UsageError
from docgen.model.address import as_path, as_typed, is_address
from docgen.model.tongue import say

_READ = ("render", "check", "score")
"""Commands that read reviews from a store."""
_WRITES = ("--fix", "--fill")
"""Options that write into what is read, which only files of this machine let."""
_OUT = ("-o", "--out")


def refuse_addresses(argv: Sequence[str]) -> None:
    """Raise UsageError for an address that the command would take for a path of this machine."""
    command = next((word for word in argv if not word.startswith("-")), "")
    before = ""
    for word in argv:
        option, _, value = word.partition("=") if word.startswith("--") else (before, "", word)
        path = as_path(value)
        if is_address(path) and not _may(command, option, argv):
            raise UsageError(
                say(
                    "{command} takes files of this machine here, not {address}; copy it first",
                    command=" ".join((command, *(one for one in _WRITES if one in argv))),
                    address=as_typed(path),
                )
            )
        before = word


def _may(command: str, option: str, argv: Sequence[str]) -> bool:
    if command == "render":
        return True
    return command in _READ and option not in _OUT and not set(_WRITES).intersection(argv)
