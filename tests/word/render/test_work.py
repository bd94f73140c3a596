"""What is done for each value of a report, counted in calls and letters looked at, not seconds."""

from __future__ import annotations

import ast
import sys
from collections import Counter
from types import FrameType

import pytest
from ooxml.minimal import text
from ooxml.rendered import a_template

from docgen.model import Field, Items
from docgen.word.compile.fewyields import with_fewer_yields
from docgen.word.render.budget import JOINED

ROWS = "{% for r in rows %}{{ r.name }}: {{ r.said }} {{ r.score }}, {% endfor %}"
FIELDS = {
    "rows": Items(
        {
            "name": Field("line"),
            "said": Field("line", "criteria.*.comment", "Said"),
            "score": Field("score", "criteria.*.score", "Score"),
        }
    )
}


def rows(count: int) -> dict[str, object]:
    found = [
        {"_p": f"criteria.c{n}", "name": f"C {n}", "said": f"Set & hørt {n}.", "score": n % 5}
        for n in range(count)
    ]
    return {"rows": found}


def calls_of(template: object, count: int, mode: str) -> Counter[str]:
    """Return how often each function is called for a report of so many rows."""
    found: Counter[str] = Counter()

    def note(frame: FrameType, event: str, what: object) -> None:
        if event == "call":
            found[frame.f_code.co_name] += 1
        elif event == "c_call":
            found[getattr(what, "__name__", "")] += 1

    names = rows(count)
    template.render(names, mode=mode)  # type: ignore[attr-defined]
    sys.setprofile(note)
    try:
        template.render(names, mode=mode)  # type: ignore[attr-defined]
    finally:
        sys.setprofile(None)
    return found


@pytest.mark.parametrize(("mode", "fields", "most"), [
    ("plain", None, 14),
    ("controls", FIELDS, 45),
])  # fmt: skip
def test_a_row_takes_few_calls_and_no_look_at_each_letter(mode, fields, most):
    template = a_template(text(ROWS), fields)
    few, many = (calls_of(template, count, mode) for count in (100, 200))
    assert many["isprintable"] == few["isprintable"], "slower by letter than all else together"
    assert many["search"] == few["search"]
    each = (many.total() - few.total()) / 100
    assert each <= most, f"{each} calls for a row of three values: {many - few}"


@pytest.mark.parametrize("mode", ["plain", "controls"])
def test_what_no_file_may_hold_is_left_out_and_told(mode):
    template = a_template(text(ROWS), FIELDS)
    told = []
    names = rows(3)
    names["rows"][1]["said"] = "a\x01b"  # type: ignore[index]
    clean = rows(3)
    clean["rows"][1]["said"] = "ab"  # type: ignore[index]
    assert template.render(names, mode=mode, warn=told.append) == template.render(clean, mode=mode)
    assert [one.where for one in told] == ["rows[1].said"]


def test_pieces_that_follow_each_other_are_handed_over_together():
    lines = ["def root(f):"]
    lines += [f"    yield f({n})" if n % 2 else f"    yield '{{{n}}}'" for n in range(20)]
    lines += ["    for n in range(3):", "        yield f(n)", "        f(9)", "        yield ''"]
    lines += ["    else:", "        yield 'x'", "        yield 'y'"]
    before: dict[str, object] = {}
    after: dict[str, object] = {"concat": "".join}
    exec("\n".join(lines), before)
    exec(compile(with_fewer_yields(ast.parse("\n".join(lines))), "", "exec"), after)
    heard: list[list[int]] = [[], []]
    plain, joined = (
        [*one["root"](lambda n, h=heard[at]: h.append(n) or f"<{n}>")]  # type: ignore[operator]
        for at, one in enumerate((before, after))
    )
    assert "".join(plain) == "".join(joined)
    assert heard[0] == heard[1], "in the same order"
    assert len(plain) == 28
    assert len(joined) == -(-20 // JOINED) + 2 * 3 + 1
