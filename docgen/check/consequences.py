"""What is only a consequence of a fault told elsewhere: it is not told a second time."""

from __future__ import annotations

from itertools import islice

from docgen.model import Data, Pack, Problem
from docgen.model.place import Where, dotted
from docgen.review.file import Loaded
from docgen.suggest import MOST_ASKED
from docgen.yamlfile.wanted import nearest_key

_OF_A_CRITERION = {"no-comment", "no-recommendation", "no-reason", "no-consensus"}
"""Rules that miss something in a criterion of which a part could not be read."""
_OF_A_VALUE = {"missing-key", "no-pack", "wrong-kind", "empty"}
"""Rules that miss something where a value could not be read."""


def told_already(problem: Problem, lost: tuple[Where, ...]) -> bool:
    """Tell whether a problem only follows from values that could not be read."""
    if not lost:
        return False
    steps = problem.where.split(".")
    if problem.rule in _OF_A_CRITERION:
        return any(list(map(str, path[:2])) == steps[:2] for path in lost)
    if problem.rule == "no-pack":
        return ("pack",) in lost
    if problem.rule not in _OF_A_VALUE:
        return False
    # What is missing lies at the place or below it.
    return any(dotted(path).startswith(problem.where) for path in lost)


def with_scores_meant(loaded: Loaded, pack: Pack) -> Data:
    """Return the data with a score wherever one is typed, though it cannot be read."""
    criteria = loaded.data.get("criteria")
    if not isinstance(criteria, dict | None):
        return loaded.data
    low, filled = pack.scores.low, dict(criteria or {})
    gone = {path[1] if len(path) > 1 else "" for path in loaded.lost if path[:1] == ("criteria",)}
    for criterion in pack.criteria:
        known = filled.get(criterion.id)
        own = known if isinstance(known, dict) else {}
        keys = islice((key for key in own if isinstance(key, str)), MOST_ASKED)
        misspelt = "score" not in own and any(nearest_key(key, ["score"]) for key in keys)
        if own.get("score") is None and (criterion.id in gone or "" in gone or misspelt):
            filled[criterion.id] = {**own, "score": low}
    return {**loaded.data, "criteria": filled} if filled else loaded.data
