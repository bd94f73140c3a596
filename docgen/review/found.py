"""Which files of a folder are reviews."""

from __future__ import annotations

from pathlib import Path

from docgen.bounds.reading import walk
from docgen.review.file import LINES

SUFFIXES = (".yaml", ".yml", ".json", LINES)
"""How the names of reviews end."""

_NO_REVIEWS = {"pack.yaml", "criteria.yaml", "rules.yaml", "scale.yaml"}


def find_reviews(folder: Path) -> list[Path]:
    """Return the reviews in `folder` and below it, in a stable order.

    A review is a .yaml, .yml or .json file, a .jsonl file is many. Files and folders whose names
    begin with `_` or `.`, packs and schemas are none.
    """
    found: list[tuple[tuple[str, ...], Path]] = []
    for place, folders, files in walk(folder):
        pack = "pack.yaml" in files
        folders[:] = [] if pack else [name for name in folders if name[0] not in "_."]
        if pack:
            continue
        here = Path(place)
        parts = here.relative_to(folder).parts
        found += [((*parts, name), here / name) for name in files if _is_review(name)]
    return [path for _, path in sorted(found)]


def _is_review(name: str) -> bool:
    return (
        name.lower().endswith(SUFFIXES)
        and name[0] not in "_."
        and name not in _NO_REVIEWS
        and not name.endswith(".schema.json")
    )
