"""Python's search for cycles, which a run of many reports needs seldom and pays at each report."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = (50_000, 20, 20)
"""Objects made before the youngest are searched: about what one report makes and drops again."""


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Search for cycles seldom while the block runs; a tenth of a batch's time is saved."""
    before = gc.get_threshold()
    collect_seldom()
    try:
        yield
    finally:
        gc.set_threshold(*before)


def collect_seldom() -> None:
    """Search for cycles seldom in this process, which does nothing but make reports."""
    if gc.get_threshold()[0]:  # zero: somebody wants no search at all
        gc.set_threshold(*_SELDOM)


def freeze() -> None:
    """Let what lives be, at the end of a program: going through it all once more frees nothing."""
    gc.freeze()
