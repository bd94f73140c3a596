"""The texts of a review are looked through in one go; one by one where something may be wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.check.looking import MOST_IN_A_TEXT, Suspects, text_warnings, typed_texts
from docgen.check.texts import RULES, TypedText
from docgen.model import Problem
from docgen.packs.load import load_pack
from docgen.review.file import Loaded, load_data
from docgen.review.schemas import any_schema
from docgen.yamlfile.tree import Spot
from tests.checkfacts import facts_of

DK = load_pack("dk")
FACTS = facts_of(DK, 4, units=[("b", "Enhed Bjerg")])
SCHEMA = any_schema()
LINE = "Teamet arbejder tæt sammen med behandlerne og deltager i konferencen"


def loaded(folder: Path, text: str, shared: str = "") -> Loaded:
    if shared:
        (folder / "_shared.yaml").write_text(shared, encoding="utf-8")
    file = folder / "a.yaml"
    file.write_text(f"pack: dk\nunit: {{id: a, name: Enhed A}}\n{text}", encoding="utf-8")
    return load_data(file)


def told(found: Loaded) -> list[Problem]:
    return [*text_warnings(found, SCHEMA, FACTS)]


def test_a_warning_has_file_line_column_and_place(tmp_path):
    text = "summary:\n  description: |\n    Et.\n\n    Her er xx.\n"
    (one,) = told(loaded(tmp_path, text))
    assert (one.rule, one.severity, one.where) == ("placeholder", "warning", "summary.description")
    assert (Path(one.file).name, one.line, one.column) == ("a.yaml", 7, 12)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("purpose: Alt er vel", id="a sound text"),
        pytest.param("id: xx", id="an id"),
        pytest.param("review: {report_date: 2026-03-27}", id="a date"),
        pytest.param("criteria: {caseload_size: {score: 4}}", id="a number"),
        pytest.param("purpose:", id="nothing"),
        pytest.param("purpose: Enhed A har 100 point", id="what is right"),
    ],
)
def test_what_is_right_or_no_text_is_not_told(tmp_path, text):
    assert told(loaded(tmp_path, text)) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("purpose: TODO", "placeholder"),
        ("recipients: [A, xx]", "placeholder"),
        ('purpose: "a\\bb"', "control-character"),
        ("purpose: Hos Enhed Bjerg", "other-unit"),
        ("purpose: 98 point", "wrong-total"),
        (f"purpose: {DK.levels[-1].label}", "wrong-level"),
        (f"purpose: |\n  {LINE}\n  {LINE}\n  {LINE}", "hand-wrapped"),
        ("development: [{recommendation: TODO}]", "placeholder"),
        ("criteria: {caseload_size: {comment: TODO}}", "placeholder"),
    ],
)
def test_what_a_rule_finds_is_told(tmp_path, text, rule):
    assert [one.rule for one in told(loaded(tmp_path, text))] == [rule]


def test_a_text_of_the_defaults_is_told_there_unless_another_stands_for_it(tmp_path):
    shared = "purpose: TODO\ngeneral_comments: TODO\n"
    (one,) = told(loaded(tmp_path, "purpose: Egen\n", shared))
    assert (Path(one.file).name, one.line, one.where) == ("_shared.yaml", 2, "general_comments")


def test_of_one_text_only_so_many_findings_of_a_rule_are_told(tmp_path):
    found = told(loaded(tmp_path, f"purpose: {'xx ' * 200}ende TODO\n"))
    assert len(found) == MOST_IN_A_TEXT


def test_where_nothing_looks_odd_no_place_is_looked_for(tmp_path, monkeypatch):
    found = loaded(tmp_path, "purpose: Alt er vel\n")
    monkeypatch.setattr(Loaded, "tree", None)
    assert [*typed_texts(found, SCHEMA, FACTS)] == []


def test_the_texts_that_are_looked_at_closely_are_few(tmp_path):
    found = loaded(tmp_path, "purpose: TODO\ngeneral_comments: Alt er vel\n")
    assert [one.path for one in typed_texts(found, SCHEMA, FACTS)] == [("purpose",)]


PIECES = st.sampled_from(
    ["ord ", "TODO ", "xx ", "98 point ", "Total score = 97 ", "Enhed Bjerg ", "\x08", f"{LINE}\n",
     DK.levels[-1].label + " ", "100 ", "???", "\n"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=6).map("".join))
@settings(max_examples=30)
def test_a_text_that_is_passed_over_holds_nothing_that_a_rule_would_find(text):
    if not Suspects(FACTS).among([text]):
        spot = Spot(1, 1, 0, len(text), "block", text)
        for path in (("purpose",), ("summary", "strengths")):
            typed = TypedText(Path("a.yaml"), path, spot, text, text)
            assert [one for rule in RULES for one in rule(typed, FACTS)] == []


@given(st.lists(st.lists(PIECES, max_size=3).map("".join), max_size=4))
@settings(max_examples=15)
def test_many_texts_are_as_suspect_as_the_most_suspect_of_them(texts):
    suspects = Suspects(FACTS)
    if any(suspects.among([one]) for one in texts):
        assert suspects.among(texts)
