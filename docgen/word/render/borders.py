"""The bookmark around all that a record of a list prints: a need, a reviewer."""

from __future__ import annotations

from typing import Any

from docgen.word.render.anchors import RECORD, bookmark_end, bookmark_start, id_of
from docgen.word.render.controls import open_run
from docgen.word.render.sites import Site, Slot
from docgen.word.render.state import State


def make_border(spec: Slot, *, wanted: bool) -> Site:
    """Return the function that writes the start or the end of the bookmark, or nothing."""
    if not wanted:
        return lambda _value, _path, _state: ""
    place, starts = spec["place"], spec["mark"] == "start"
    before, behind = "", ""
    if spec["in_run"]:
        before, behind = "</w:t></w:r>", open_run(spec)

    starts_of: dict[str, tuple[int, str, str]] = {}

    def border(path: str) -> tuple[int, str, str]:
        """Return the id of a record's bookmark, its start and its end; made once."""
        number = id_of(path, place)
        start = f"{before}{bookmark_start(path, number, f'{RECORD}{place}')}{behind}"
        known = starts_of[path] = (number, start, f"{before}{bookmark_end(number)}{behind}")
        return known

    def write(_value: Any, path: str, state: State) -> str:
        wished, start, end = starts_of.get(path) or border(path)
        if not starts:
            number = state.records.pop((place, path), wished)
            return end if number == wished else f"{before}{bookmark_end(number)}{behind}"
        if state.taken is None:
            state.ids.append(wished)
            return start
        number = state.records[place, path] = state.own_id(wished)
        if number == wished:
            return start
        name = f"{RECORD}{place}_{number}"
        return f"{before}{bookmark_start(path, number, name)}{behind}"

    return write
