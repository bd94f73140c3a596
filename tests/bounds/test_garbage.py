"""Programs and batches search for cycles seldom, and leave the setting as they found it."""

import gc

import pytest

from docgen.bounds.garbage import seldom_collected


@pytest.fixture(autouse=True)
def setting():
    """Put the threshold back, whatever a test does to it."""
    before = gc.get_threshold()
    yield before
    gc.set_threshold(*before)


def test_within_a_batch_cycles_are_searched_for_less_often(setting):
    with seldom_collected():
        assert gc.get_threshold()[0] > 10 * setting[0]
    assert gc.get_threshold() == setting


def test_a_batch_that_fails_leaves_the_setting_too(setting):
    with pytest.raises(ZeroDivisionError), seldom_collected():
        raise ZeroDivisionError
    assert gc.get_threshold() == setting


def test_whoever_searches_for_none_gets_none():
    gc.set_threshold(0)
    with seldom_collected():
        assert gc.get_threshold()[0] == 0
