"""Warnings of one kind in one line, and what matters first: for people, not for programs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from docgen.model import Problem
from docgen.model.tongue import marked, say, speaking
from docgen.packs.library import Library, find_library
from docgen.review.spoken import language_in

MOST = 3
"""Warnings of one kind in a file that are told one by one."""
_REFERENCE = re.compile(r"\w+ (.+?) \(")
"""What `criterion 9 (name): ...` calls the criterion, in any language."""
_SENTENCES = {
    "no-comment": marked("{count} criteria without a comment: {which}"),
    "no-recommendation": marked("{count} criteria without a recommendation: {which}"),
    "same-comment": marked("{count} comments are word for word last time's: {which}"),
    "same-recommendation": marked("{count} recommendations are word for word last time's: {which}"),
    "no-reason": marked("{count} scores without a reason that depart from the proposal: {which}"),
}
"""The warnings that are folded."""
_ORDER = {"error": 0, "warning": 1, "note": 3}


def folded(problems: Iterable[Problem], library: Library | None = None) -> list[Problem]:
    """Return what is told of each file: faults, single warnings, folded ones, notes.

    Each file is spoken of in its own pack's language.
    """
    library = library or find_library()
    files: dict[str, list[Problem]] = {}
    for problem in problems:
        files.setdefault(str(problem.file), []).append(problem)
    return [one for found in files.values() for one in _of_file(found, library)]


def _of_file(problems: list[Problem], library: Library) -> list[Problem]:
    kinds: dict[str, list[Problem]] = {}
    told: list[tuple[int, Problem]] = []
    for problem in problems:
        if problem.rule in _SENTENCES and problem.severity == "warning":
            kinds.setdefault(problem.rule, []).append(problem)
        else:
            told.append((_ORDER[problem.severity], problem))
    for rule, found in kinds.items():
        told += [(2, one) for one in (_line(rule, found, library) if len(found) > MOST else found)]
    return [problem for _, problem in sorted(told, key=lambda pair: pair[0])]


def _line(rule: str, found: list[Problem], library: Library) -> list[Problem]:
    """Return one warning in place of many."""
    names = [match[1] if (match := _REFERENCE.match(one.message)) else "" for one in found]
    if not all(names):
        return found
    which = ("; " if any("," in name for name in names) else ", ").join(names)
    with speaking(language_in(Path(found[0].file), library)):
        said = say(_SENTENCES[rule], count=len(found), which=which)
    return [found[0]._replace(message=said, where="criteria", fix=None)]
