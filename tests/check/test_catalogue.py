"""Each rule that a finding names is in the catalogue, and docs/rules.md is what it makes."""

import ast
import re
from pathlib import Path

from builders import ROOT

from docgen.check.catalogue import CATALOGUE, rule_ids, rules_page
from docgen.word.audit.access import RULES as ACCESS
from docgen.word.audit.rules import RULES as AUDIT

SPOKEN_BY = {
    *("Finding", "Problem", "problem", "fault", "_fault", "_problem", "warning", "finding"),
    *("Passage", "refuse", "_refuse"),
}
"""Functions that are told the rule of a finding."""
TABLES = {"docgen/yamlfile/faults.py": "_RULES"}
"""Dictionaries whose values are rules."""
ID = re.compile(r"[a-z]+(?:-[a-z]+)*")
CODE = sorted(path for path in (ROOT / "docgen").rglob("*.py") if path.name != "catalogue.py")


def _ids(path: Path) -> set[str]:
    """Return the rules that a module names where it makes a finding."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        candidates: list[ast.expr] = []
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            candidates = node.args if name in SPOKEN_BY else []
        elif isinstance(node, ast.Yield) and isinstance(node.value, ast.Tuple):
            candidates = [one for one in node.value.elts if "-" in str(getattr(one, "value", ""))]
        texts = [one.value for one in candidates if isinstance(one, ast.Constant)]
        rules = [text for text in texts if isinstance(text, str) and ID.fullmatch(text)]
        found.update(rules[:1])
    return found


def test_each_rule_that_is_named_is_in_the_catalogue():
    named = {path.relative_to(ROOT).as_posix(): _ids(path) for path in CODE}
    known = rule_ids() | {"warning"}
    assert {name: rules - known for name, rules in named.items() if rules - known} == {}


def test_each_rule_of_the_audit_is_in_the_catalogue():
    assert set(AUDIT) - rule_ids() == set()
    assert set(ACCESS) - rule_ids() == set()


def test_the_catalogue_holds_no_rule_that_nothing_names():
    said = "\n".join(path.read_text(encoding="utf-8") for path in CODE)
    assert {rule for rule in rule_ids() if f'"{rule}"' not in said} == set()


def test_each_entry_says_what_it_means_and_what_to_do():
    entries = [entry for group in CATALOGUE.values() for entry in group.values()]
    assert all(entry.means and entry.way_out for entry in entries)


def test_the_page_is_up_to_date():
    committed = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert committed == rules_page(), "run: python tools/write_rules_doc.py"
