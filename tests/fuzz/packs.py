"""Damaged packs: one of their three YAML files is not what it was."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from typing import Any

from builders import ROOT

from docgen.yamlfile.parse import read_yaml
from docgen.yamlfile.writer import write_yaml
from fuzz.damage import corrupted, damaged, scratched

Mutant = tuple[str, dict[str, bytes]]
"""Name, and the files of the pack that are damaged, by path below the folder of packs."""

LIMIT = 12.0
"""Seconds of CPU for all documents of a pack, each compiled, and made as a form and as reports."""
FILES = ("pack.yaml", "criteria.yaml", "rules.yaml")


def mutants(seed: int, count: int) -> Iterator[Mutant]:
    """Yield damaged packs; the same seed and count make the same ones."""
    rng = random.Random(f"packs {seed}")
    for number in range(count):
        code = rng.choice(sorted(_files()))
        file = rng.choice(sorted(_files()[code]))
        yield f"{seed}-{number}-{code}-{file}", {f"{code}/{file}": _damaged(code, file, rng)}


@cache
def _files() -> dict[str, dict[str, tuple[str, Any]]]:
    """Return text and data of each YAML file of each pack."""
    found: dict[str, dict[str, tuple[str, Any]]] = {}
    for folder in sorted((ROOT / "templates").iterdir()):
        if (folder / "pack.yaml").is_file():
            paths = [folder / name for name in FILES if (folder / name).is_file()]
            found[folder.name] = {
                path.name: (path.read_text(encoding="utf-8"), read_yaml(path)) for path in paths
            }
            found[folder.name].setdefault("rules.yaml", ("", {"zero_exclusion": {}}))
    return found


def _damaged(code: str, file: str, rng: random.Random) -> bytes:
    text, data = _files()[code][file]
    way = rng.random()
    if way < 0.7:
        changed = damaged(data, rng, rng.choice((1, 1, 1, 2, 4)))
        try:
            return write_yaml(changed).encode("utf-8", "replace")
        except (AttributeError, RecursionError, TypeError):
            return repr(changed).encode("utf-8", "replace")
    if way < 0.95:
        return scratched(text, rng, rng.choice((1, 1, 2))).encode("utf-8", "replace")
    return corrupted(text.encode(), rng)
