"""Findings that were there before: a file lists them, and only what is new is told."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from docgen.bounds.reading import read_bytes
from docgen.check.formats import fingerprints, told_fingerprint
from docgen.errors import UsageError
from docgen.model import Problem
from docgen.model.tongue import say
from docgen.output.whole import write_whole

_MOST = 10_000_000


def write_baseline(file: Path, problems: Sequence[Problem]) -> None:
    """Write the findings there are now; raises SaveError."""
    rows = sorted({
        (print_, one.rule, Path(one.file).name)
        for one, print_ in zip(problems, fingerprints(problems), strict=True)
    })  # fmt: skip
    told = [{"fingerprint": print_, "rule": rule, "file": name} for print_, rule, name in rows]
    write_whole(file, (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode())


def read_baseline(file: Path) -> frozenset[str]:
    """Return the fingerprints of a baseline; raises UsageError for what is none, ReadError."""
    try:
        rows = json.loads(read_bytes(file, _MOST))
        return frozenset(row["fingerprint"] for row in rows)
    except (ValueError, TypeError, KeyError) as error:
        raise UsageError(
            say("{file}: is no baseline; write one with --write-baseline", file=file)
        ) from error


def new_ones(problems: Sequence[Problem], known: Iterable[str]) -> list[Problem]:
    """Return the findings that the baseline does not hold; an older one holds their messages."""
    before = frozenset(known)
    prints = zip(fingerprints(problems), fingerprints(problems, told_fingerprint), strict=True)
    pairs = zip(problems, prints, strict=True)
    return [problem for problem, own in pairs if before.isdisjoint(own)]
