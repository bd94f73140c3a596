"""Rules for tests, written as rules.yaml has them, and the cases that they judge."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from docgen.model import ScoreRange
from docgen.packs.library import Library, bundled
from docgen.scoring.facts import facts_of
from docgen.scoring.rule import Rule
from docgen.scoring.rulefile import Vocabulary, read_rules
from docgen.scoring.verdict import Case

SCORES = ScoreRange(1, 5)


@cache
def a_rule(text: str) -> Rule:
    """Return the rule whose parts stand in `text`, a line each; warnings may stand in front."""
    head, _, parts = text.rpartition("---\n")
    body = "".join(f"  {line}\n" for line in parts.splitlines())
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "rules.yaml"
        file.write_text(f"{head}c:\n{body}", encoding="utf-8")
        contents, problems = read_rules(file, Vocabulary("own", ("c",), SCORES))
    unread = [one for one in problems if one.rule != "rule"]  # a test needs no whole rule
    assert unread == [], "\n".join(map(str, unread))
    return contents.rules["c"]


def a_case(text: str, labels: Mapping[str, str] | None = None, /, **stated: Any) -> Case:
    """Return the case of what is stated, judged by the rule in `text`."""
    rule = a_rule(text)
    return Case(rule, stated, facts_of(stated, rule), labels or {})


RULE = """zero_exclusion:
  evidence: {a: number, b: bool, c: frequency}
  measure: [a]
  limits: {5: {from: 4}, 4: {from: 3, below: 4}, 3: {from: 2, below: 3}, 2: {below: 2}}
  caps: [{score: 1, when: b}]
"""
"""A rule that a pack may have of its own."""


def own_rules(folder: Path, text: str) -> Library:
    """Return a library whose Norwegian pack has a rules.yaml of that text."""
    (folder / "no").mkdir(exist_ok=True)
    (folder / "no" / "rules.yaml").write_text(text, encoding="utf-8")
    return Library((folder, bundled() / "templates"))
