"""A word that a Word file asks of a pack and the pack lacks is a fault of the pack's YAML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from docgen.model import Pack, Problem
from docgen.model.tongue import say

_LACKS = re.compile(r"'(texts|labels|lists)\.([^']+)'")


def with_pack(problems: Iterable[Problem], pack: Pack) -> Iterator[Problem]:
    """Yield the problems; one about a word of the pack says where it is added."""
    for problem in problems:
        found = _LACKS.search(problem.message) if problem.rule == "unknown-name" else None
        if found is None:
            yield problem
        else:
            way = say(
                "; to have it, add `{key}` under `{group}` in {file}",
                key=found[2],
                group=found[1],
                file=pack.folder / "pack.yaml",
            )
            yield problem._replace(message=problem.message + way)
