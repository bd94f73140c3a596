"""Texts that are word for word those of the unit's earlier review are told, long ones alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from docgen.check.sametexts import FEWEST_LETTERS, same_texts
from docgen.history.index import index_of
from docgen.model.problem import Finding
from docgen.packs.load import load_pack
from docgen.review.load import load_review
from tests.builders import CRITERION_IDS

DK = load_pack("dk")
FIRST, SECOND = CRITERION_IDS[:2]
TEXT = "Teamet mødes hver uge om borgerne."
OTHER = "Teamet mødes hver anden uge nu."


def write(folder: Path, name: str, date: str, **blocks: Any) -> Path:
    data = {
        "pack": "dk",
        "unit": {"id": "a", "name": "Enhed A"},
        "review": {"status": "final", "report_date": date},
        "criteria": {one: {"score": 4} for one in CRITERION_IDS},
    }
    for one, texts in blocks.pop("criteria", {}).items():
        data["criteria"][one] |= texts
    file = folder / f"{name}.yaml"
    file.write_text(yaml.safe_dump(data | blocks, allow_unicode=True), encoding="utf-8")
    return file


def found(folder: Path, before: dict[str, Any], now: dict[str, Any]) -> list[Finding]:
    write(folder, "before", "2025-03-01", **before)
    review = load_review(write(folder, "now", "2026-03-01", **now))
    return [*same_texts(review, DK, index_of(folder), None)]


def comment(text: str, criterion: str = FIRST) -> dict[str, Any]:
    return {"criteria": {criterion: {"comment": text}}}


@pytest.mark.parametrize(
    ("before", "now", "same"),
    [
        pytest.param(TEXT, TEXT, True, id="the same"),
        pytest.param(TEXT, TEXT.replace(" ", "\n"), True, id="broken otherwise"),
        pytest.param(TEXT, OTHER, False, id="another"),
        pytest.param(TEXT, TEXT.upper(), False, id="in capitals"),
        pytest.param("Se ovenfor.", "Se ovenfor.", False, id="a short one"),
        pytest.param("x" * FEWEST_LETTERS, "x" * FEWEST_LETTERS, True, id="just long enough"),
        pytest.param("x" * (FEWEST_LETTERS - 1), "x" * (FEWEST_LETTERS - 1), False,
                     id="just too short"),
        pytest.param("x " * 12 + " " * 9, "x " * 12, False, id="blanks do not count"),
    ],
)  # fmt: skip
def test_a_comment_is_held_against_the_earlier_one(tmp_path, before, now, same):
    told = found(tmp_path, comment(before), comment(now))
    assert [one.rule for one in told] == ["same-comment"] * same


def test_each_kind_of_text_has_its_place_and_names_the_review(tmp_path):
    texts = {
        "criteria": {
            FIRST: {"comment": TEXT, "recommendation": TEXT},
            SECOND: {"comment": TEXT},
        },
        "general_comments": TEXT,
        "response": TEXT,
        "summary": {"description": TEXT, "strengths": TEXT, "conclusion": TEXT},
    }
    told = found(tmp_path, texts, texts)
    assert [(one.rule, one.path) for one in told] == [
        ("same-comment", ("criteria", FIRST, "comment")),
        ("same-comment", ("criteria", SECOND, "comment")),
        ("same-recommendation", ("criteria", FIRST, "recommendation")),
        ("same-text", ("general_comments",)),
        ("same-text", ("response",)),
        *(("same-text", ("summary", key)) for key in ("description", "strengths", "conclusion")),
    ]
    assert all(one.severity == "warning" for one in told)
    assert all("(before)" in one.message for one in told)
    assert told[0].message.startswith("criterion 1 (Case load): the comment is word for word")
    assert told[-1].message == "is word for word that of the earlier review (before)"


def test_a_text_of_another_criterion_is_no_repetition(tmp_path):
    assert found(tmp_path, comment(TEXT), comment(TEXT, SECOND)) == []


def test_the_last_review_counts_and_no_other(tmp_path):
    write(tmp_path, "older", "2024-03-01", **comment(TEXT))
    assert found(tmp_path, comment(OTHER), comment(TEXT)) == []


def test_without_an_earlier_review_nothing_is_told(tmp_path):
    review = load_review(write(tmp_path, "now", "2026-03-01", **comment(TEXT)))
    assert [*same_texts(review, DK, index_of(tmp_path), None)] == []


def test_an_earlier_review_that_has_broken_is_passed_over(tmp_path):
    file = write(tmp_path, "before", "2025-03-01", **comment(TEXT))
    index = index_of(tmp_path)
    review = load_review(write(tmp_path, "now", "2026-03-01", **comment(TEXT)))
    file.write_text("pack: [", encoding="utf-8")
    assert [*same_texts(review, DK, index, None)] == []
