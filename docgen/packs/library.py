"""Where packs, Word templates and schemas are found: the user's own folders, then the bundled."""

from __future__ import annotations

import json
import os
import re
from functools import cache, lru_cache
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Literal, NamedTuple, get_args

from docgen.bounds.reading import is_file, is_folder
from docgen.errors import UsageError
from docgen.model import Data
from docgen.model.tongue import say

SCALE = "scale.yaml"
"""The name of the file of a scale's vocabulary, in a folder named as the scale."""
HandWritten = Literal["review", "pack", "criteria", "rules", "scale"]
HAND_WRITTEN: tuple[HandWritten, ...] = get_args(HandWritten)
"""Names of the schemas that are written by hand."""
_SCALE_ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_OF_PACKS = {"pack.yaml", "criteria.yaml", "rules.yaml", "scale.yaml"}


@cache
def bundled() -> Path:
    """Return the folder that holds docgen's own `templates/` and `schemas/`."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "_bundled"  # a wheel carries them inside the package
    return installed if installed.is_dir() else package.parent


class Library(NamedTuple):
    """The folders of packs, in the order in which they are asked."""

    roots: tuple[Path, ...]

    def find(self, relative: str) -> Path | None:
        """Return the first file of that path (`dk/report.docx`) in the roots, None without one."""
        for path in _candidates(self.roots, relative):
            if is_file(path):
                return path
        return None

    def rules_of(self, code: str) -> tuple[Path, ...]:
        """Return the rules files that hold for a pack: those of all packs, then its own."""
        found = (self.find("base/rules.yaml"), self.find(f"{code}/rules.yaml"))
        return tuple(file for file in found if file is not None)

    def codes(self) -> dict[str, Path]:
        """Return the folder of each pack by its code, in alphabetical order."""
        folders: dict[str, Path] = {}
        for root in self.roots:
            for file in filter(is_file, root.glob("*/pack.yaml")):
                folders.setdefault(file.parent.name, file.parent)
        return dict(sorted(folders.items()))


def schema_file(name: HandWritten) -> Path:
    """Return the file of a schema that is written by hand."""
    return bundled() / "schemas" / f"{name}.schema.json"


def hand_schema(name: HandWritten) -> Data:
    """Return a schema that is written by hand."""
    schema: Data = json.loads(schema_file(name).read_text(encoding="utf-8"))
    return schema


def find_library(packs: Path | None = None) -> Library:
    """Return the library: `packs` if given, `./templates` if it holds a pack, the bundled packs.

    Raises UsageError when `packs` is no folder of packs.
    """
    own = Path.cwd() / "templates"
    roots = [packs.absolute()] if packs is not None else []
    if packs is not None:
        _refuse_no_packs(packs)
    if _holds_pack(own):
        roots.append(own)
    roots.append(bundled() / "templates")
    return Library(_without_repeats(roots))


def _holds_pack(folder: Path) -> bool:
    """Tell whether a folder holds a pack, or a Word file of a pack that comes with docgen."""
    if any(map(is_file, folder.glob("*/pack.yaml"))):
        return True
    return any((bundled() / "templates" / f.parent.name).is_dir() for f in folder.glob("*/*.docx"))


def _refuse_no_packs(folder: Path) -> None:
    """Raise UsageError when `folder` cannot be a folder of packs."""
    if is_file(folder / "pack.yaml"):
        raise UsageError(
            say("{folder}: this is a pack itself; --packs takes the folder above it", folder=folder)
        )
    kind = ""
    if not is_folder(folder):
        kind = say("is a file") if os.path.lexists(folder) else say("is not there")
    elif not any(file.suffix == ".docx" or file.name in _OF_PACKS for file in folder.glob("*/*")):
        kind = say("holds no pack")
    if kind:
        message = say("--packs takes a folder that holds packs (CODE/pack.yaml)")
        raise UsageError(f"{folder}: {kind}; {message}")


def _without_repeats(roots: list[Path]) -> tuple[Path, ...]:
    """Return `roots` with each folder once: in a checkout ./templates is the bundled folder."""
    once: dict[Path, Path] = {}
    for root in roots:
        once.setdefault(root.resolve(), root)
    return tuple(once.values())


@lru_cache(maxsize=256)
def _candidates(roots: tuple[Path, ...], relative: str) -> tuple[Path, ...]:
    """Return where a file may stand, in the order of the roots; nowhere when it leaves them."""
    return tuple(root / relative for root in roots) if _stays_inside(relative) else ()


def _stays_inside(relative: str) -> bool:
    """Tell whether the path, read by the rules of either system, stays below its root."""
    windows = PureWindowsPath(relative)
    absolute = windows.drive or windows.root or PurePosixPath(relative).is_absolute()
    return not absolute and ".." not in windows.parts


def scale_file(scale_id: str, library: Library) -> Path | None:
    """Return the file of a scale's vocabulary; None where there is none of that name."""
    return library.find(f"{scale_id}/{SCALE}") if re.fullmatch(_SCALE_ID, scale_id) else None
