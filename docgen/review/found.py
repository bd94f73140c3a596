"""Which files of a folder are reviews."""

from __future__ import annotations

import os
from pathlib import Path

from docgen.bounds.reading import walk
from docgen.review.file import LINES

WORD = ".docx"
"""How the names of Word files end."""
SUFFIXES = (".yaml", ".yml", ".json", LINES)
"""How the names of reviews end."""

_NO_REVIEWS = {"pack.yaml", "criteria.yaml", "rules.yaml", "scale.yaml"}


def is_word(path: Path | str) -> bool:
    """Return whether a file is one of Word's by its name."""
    return str(path).lower().endswith(WORD)


def id_of(file: Path) -> str:
    """Return the id of a review that has none: the name of its file, with `?` for what is no text.

    A name of another system, unpacked here, may hold bytes that are no UTF-8.
    """
    return file.stem.encode("utf-8", "replace").decode()


def find_reviews(folder: Path) -> list[Path]:
    """Return the reviews in `folder` and below it, as `review_paths` does."""
    return [*map(Path, review_paths(folder))]


def review_paths(folder: Path) -> list[str]:
    """Return the paths of the reviews in `folder` and below it, in a stable order.

    A review is a .yaml, .yml or .json file, a .jsonl file is many. Files and folders whose names
    begin with `_` or `.`, packs and schemas are none.
    """
    found: list[tuple[str, ...]] = []  # of texts: paths of a hundred thousand are forty megabytes
    for place, folders, files in walk(folder):
        pack = "pack.yaml" in files
        folders[:] = [] if pack else [name for name in folders if name[0] not in "_."]
        if pack:
            continue
        parts = Path(place).relative_to(folder).parts
        found += [(*parts, name) for name in files if _is_review(name)]
    found.sort()
    start = str(folder / "_").removesuffix("_")
    return [start + os.sep.join(parts) for parts in found]  # noqa: PTH118 - as texts


def _is_review(name: str) -> bool:
    return (
        name.lower().endswith(SUFFIXES)
        and name[0] not in "_."
        and name not in _NO_REVIEWS
        and not name.endswith(".schema.json")
    )
