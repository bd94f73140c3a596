"""The table of our own rules: each module once, by its id, and nothing is left out."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import get_args

import pytest

from docgen.check.lint import rules
from docgen.check.lint.table import MODULES, RULES
from docgen.model.problem import Severity
from tests.lintsubjects import a_subject


def test_every_module_of_the_folder_is_in_the_table():
    files = {path.stem for path in Path(rules.__file__).parent.glob("[!_]*.py")}
    assert {module.__name__.rpartition(".")[2] for module in MODULES} == files


def test_each_rule_stands_by_its_id_in_the_order_in_which_it_is_asked():
    assert [RULES[module.RULE] for module in MODULES] == [*MODULES]
    assert len(RULES) == len(MODULES)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.RULE)
def test_a_rule_has_what_is_asked_of_one(module):
    name = module.__name__.rpartition(".")[2]
    assert name.replace("_", "-") == module.RULE
    assert module.SEVERITY in get_args(Severity)
    assert inspect.isgeneratorfunction(module.check)
    page = inspect.getdoc(module)
    assert page is not None
    heads = [page.index(word) for word in ("Why:", "Wrong:", "Right:", "What to do:")]
    assert heads == sorted(heads)
    assert page.splitlines()[0].endswith(".")


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.RULE)
def test_no_rule_finds_anything_in_the_smallest_sound_file(module):
    assert [*module.check(a_subject())] == []
