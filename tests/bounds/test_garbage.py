"""Programs and batches search for cycles seldom, and leave the setting as they found it."""

import gc
import sys

import pytest

from docgen.bounds.garbage import seldom_collected
from docgen.cli import app


@pytest.fixture(autouse=True)
def setting():
    """Set the threshold with which Python starts; put the tests' own back afterwards."""
    before, python = gc.get_threshold(), (700, 10, 10)
    gc.set_threshold(*python)
    yield python
    gc.set_threshold(*before)


def test_within_a_batch_cycles_are_searched_for_less_often(setting):
    with seldom_collected():
        assert gc.get_threshold()[0] > 10 * setting[0]
    assert gc.get_threshold() == setting


def test_a_batch_that_fails_leaves_the_setting_too(setting):
    with pytest.raises(ZeroDivisionError), seldom_collected():
        raise ZeroDivisionError
    assert gc.get_threshold() == setting


@pytest.mark.parametrize(("command", "more"), [("render", True), ("packs", False)])
def test_a_program_that_makes_reports_searches_seldom(monkeypatch, setting, command, more):
    """And at its end what lives is not gone through once more."""
    frozen = []
    monkeypatch.setattr(app, "freeze", lambda: frozen.append(gc.get_threshold()[0]))
    monkeypatch.setattr(sys, "argv", ["docgen", command, "--no-such"])
    with pytest.raises(SystemExit):
        app.main()
    assert frozen == [50_000 if more else setting[0]]
    with pytest.raises(SystemExit):
        app.main([command, "--no-such"])
    assert len(frozen) == 1, "a call within a program leaves its objects alone"


def test_whoever_searches_for_none_gets_none():
    gc.set_threshold(0)
    with seldom_collected():
        assert gc.get_threshold()[0] == 0
