"""Any texts survive render and read back: what nobody changed is told by nobody as changed."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from docgen.history.cache import HistoryCache
from docgen.packs.library import find_library
from docgen.report import Options, prepare_report
from docgen.review.load import load_review
from docgen.review.shape import value_at
from docgen.roundtrip.pull import pull_report, read_back
from docgen.yamlfile.parse import parse_yaml
from docgen.yamlfile.writer import write_yaml
from tests.builders import ONE_EACH, many, swept
from tests.desks import DK, FI, Desk, inside, typed

SIGNS = st.characters(exclude_categories=("Cc", "Cs", "Cn"))
PIECES = st.one_of(
    st.text(SIGNS, max_size=12),
    st.sampled_from(
        ["- ", "• ", "1. ", ": ", "\t", " ", "\u00a0", "{{ x }}", "{% if %}", "&<>\"'", "a"]
    ),
    st.sampled_from(
        ["# nej", "---", "~", "null", "_x000D_", "\u200b", "\ufeff", "\u2028", "e\u0301"]
    ),
)
LINE = st.lists(PIECES, min_size=1, max_size=4).map("".join).filter(lambda text: text.strip())
TEXT = st.lists(st.one_of(LINE, st.just("")), min_size=1, max_size=6).map("\n".join)
TEXT = TEXT.filter(lambda text: text.strip())
LIST = st.lists(LINE, min_size=1, max_size=4)


def _places(data: dict[str, Any], path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return where texts stand in a review that people read."""
    found = []
    for key, value in data.items() if isinstance(data, dict) else enumerate(data):
        here = (*path, key)
        kind = getattr(value_at(here), "kind", "")
        if kind in ("text", "list") and not isinstance(value, dict):
            found.append(here)
        elif isinstance(value, dict | list) and kind != "evidence":
            found += _places(value, here)
    return found


def _with(data: Any, where: tuple[str | int, ...], value: Any) -> None:
    for step in where[:-1]:
        data = data[step]
    data[where[-1]] = value


def _made(review: Path, report: Path) -> None:
    prepared = prepare_report(load_review(review), Options(), find_library(), HistoryCache())
    report.write_bytes(prepared.render())


CHECKS = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@pytest.mark.parametrize("sample", swept(ONE_EACH), ids=lambda path: path.stem)
@settings(
    derandomize=True,
    deadline=None,
    max_examples=many(3, 500),
    phases=[Phase.explicit, Phase.generate],  # making a report smaller takes minutes
    suppress_health_check=CHECKS,
)
@given(drawn=st.data())
def test_any_texts_survive(sample, tmp_path, drawn):
    shutil.copytree(sample.parent, tmp_path, dirs_exist_ok=True)
    data = parse_yaml(sample.read_bytes(), sample)
    for where in _places(data):
        is_list = value_at(where).kind == "list"
        _with(data, where, drawn.draw(LIST if is_list else TEXT))
    review, report = tmp_path / sample.name, tmp_path / "report.docx"
    review.write_text(write_yaml(data), encoding="utf-8", newline="\n")
    _made(review, report)
    assert read_back(report, review).changes == ()


@pytest.mark.parametrize("recommendation", ["En.", "En.\n\nTo."])
def test_an_empty_comment_takes_nothing_of_the_recommendation_beside_it(recommendation, tmp_path):
    shutil.copytree(DK.parent, tmp_path, dirs_exist_ok=True)
    data = parse_yaml(DK.read_bytes(), DK)
    data["criteria"]["disclosure"] |= {"comment": None, "recommendation": recommendation}
    review, report = tmp_path / DK.name, tmp_path / "report.docx"
    review.write_text(write_yaml(data), encoding="utf-8", newline="\n")
    _made(review, report)
    assert read_back(report, review).changes == ()


@pytest.mark.parametrize("blank", [" ", "\t ", "\u00a0", "\u2003", "\u2028"])
def test_a_line_of_blanks_is_an_empty_line(blank, tmp_path):
    shutil.copytree(DK.parent, tmp_path, dirs_exist_ok=True)
    data = parse_yaml(DK.read_bytes(), DK)
    text = f"- a\n\nb\n{blank}\n--\n{blank}\n c"
    data["criteria"]["disclosure"] |= {"comment": text, "recommendation": f"a\n{blank}\nb"}
    review, report = tmp_path / DK.name, tmp_path / "report.docx"
    review.write_text(write_yaml(data), encoding="utf-8", newline="\n")
    _made(review, report)
    assert read_back(report, review).changes == ()


def test_pull_render_pull_changes_nothing(tmp_path):
    desk = Desk(tmp_path, FI)
    desk.edit(inside("summary.strengths", typed("har halverats.", "har minskat.")))
    desk.edit(inside("unit.client_groups", typed("18–65", "18–64")))
    pull_report(desk.report, desk.review)
    pulled = desk.review.read_bytes()
    assert pull_report(desk.report, desk.review).changes == ()
    _made(desk.review, desk.report)
    assert pull_report(desk.report, desk.review).changes == ()
    assert desk.review.read_bytes() == pulled
