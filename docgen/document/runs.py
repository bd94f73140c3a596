"""Cut the criteria into the tables that print them: a long one has a table of its own."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.model import Data

_LINE, _HALF_A_PAGE = 36, 29
"""Letters of a line in the widest column of the overview's table, and lines of half a page."""


def runs_of(sections: list[Data]) -> Iterator[Data]:
    """Yield the criteria as a table prints them: a long one by itself, the last run of short ones.

    A run holds its part of each section; that which `opens` has its first criterion there.
    """
    run: list[Data] = []
    for section in sections:
        part = {**section, "opens": True, "criteria": []}
        for criterion in section["criteria"]:
            if _is_long(criterion["comment"]) or _is_long(criterion["recommendation"]):
                alone = {**part, "criteria": [criterion]}
                if part["criteria"]:
                    run.append(part)
                    alone["opens"] = False
                if run:
                    yield {"long": False, "sections": run}
                yield {"long": True, "sections": [alone]}
                run, part = [], {**section, "opens": False, "criteria": []}
            else:
                part["criteria"].append(criterion)
        if part["criteria"]:
            run.append(part)
    yield {"long": False, "sections": run}


def _is_long(text: str) -> bool:
    """Return whether a text fills more than half a page in a column of a table."""
    return len(text) + _LINE * text.count("\n") > _LINE * _HALF_A_PAGE
