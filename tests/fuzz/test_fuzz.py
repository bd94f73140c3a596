"""A short hunt at each run of the tests; a longer one where `slow` is required."""

from __future__ import annotations

from importlib import import_module

import pytest
from builders import IN_FULL

from fuzz.run import faults_in, run

KINDS = ("reviews", "packs", "packages", "templates", "edited")
SHORT = {"reviews": 20, "packs": 1, "packages": 3, "templates": 2 if IN_FULL else 1, "edited": 2}
LONG = {"reviews": 300, "packs": 12, "packages": 20, "templates": 30, "edited": 10}


@pytest.mark.parametrize("kind", KINDS)
def test_a_seed_makes_the_same_files_again(kind):
    mutants = import_module(f"fuzz.{kind}").mutants
    assert [*mutants(3, 5)] == [*mutants(3, 5)]
    assert [*mutants(3, 5)] != [*mutants(4, 5)]


@pytest.mark.parametrize(("kind", "count"), SHORT.items())
def test_damaged_files_end_in_faults_that_are_told(kind, count, tmp_path, monkeypatch):
    monkeypatch.setenv("DOCGEN_DEBUG", "1")
    monkeypatch.chdir(tmp_path)
    assert [*faults_in(kind, 7, count, tmp_path, None)] == []


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "count"), LONG.items())
def test_a_minute_of_damaged_files(kind, count):
    faults, far = run(kind, 101, count)
    assert faults == []
    assert far["rendered"] + far["sound"] > count / 20
