"""The criteria of a review to fill in: what the scale says, and a place for each value."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.authoring import blankcriteria as module
from docgen.authoring.blankcriteria import (
    WIDTH,
    criteria_lines,
    scale_lines,
    value_lines,
    with_scale,
)
from docgen.authoring.lasttime import NO_LAST_TIME, LastTime
from docgen.model import Criterion, ScoreRange
from docgen.packs.library import find_library
from docgen.packs.load import load_pack, pack_codes
from docgen.review.shape import GROUPS, Value
from docgen.scoring.rule import Kind, Rule
from docgen.yamlfile.parse import parse_yaml

SHELF = find_library()
PACKS = {code: load_pack(code) for code in pack_codes()}
ALL = {value.path for value in GROUPS["criteria.*"]}
PLAIN = Criterion("size", 3, "3", "staff", "Sagsmængde", "Sagsmængde")


def said(criterion: Criterion, **more) -> list[str]:
    return list(scale_lines(criterion, **more))


def test_a_criterion_begins_with_its_number_and_name():
    assert said(PLAIN) == ["  # 3. Sagsmængde"]


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ({"short_name": "Sager"}, "  # 3. Sagsmængde (Sager)"),
        ({"short_name": "mængde"}, "  # 3. Sagsmængde"),
        ({"reference": "Tjenester 2, 13"}, "  # 3. Sagsmængde  [Tjenester 2]"),
        ({"reference": "13"}, "  # 3. Sagsmængde"),
    ],
    ids=["another short name", "one within the name", "a form that counts by sections", "plain"],
)
def test_what_a_message_calls_it_stands_beside(change, line):
    assert said(PLAIN._replace(**change)) == [line]


def test_anchors_stand_from_the_best_down_in_place_of_the_description():
    found = said(PLAIN._replace(description="Om det.", anchors={1: "dårligt", 5: "godt"}))
    assert found[1:] == ["  #    5 = godt", "  #    1 = dårligt"]
    assert said(PLAIN._replace(description="Om det."))[1:] == ["  #    Om det."]


def test_components_stand_below_their_words_unless_the_figures_ask_for_them():
    criterion = PLAIN._replace(components=("a", "b"), components_intro="Heraf:")
    assert said(criterion)[1:] == ["  #    Heraf:", "  #    - a", "  #    - b"]
    assert said(criterion, components=False)[1:] == []


def test_help_stands_last_line_by_line_and_long_texts_are_wrapped():
    criterion = PLAIN._replace(anchors={5: "ord " * 60}, help="en\nto")
    found = said(criterion)
    assert found[-2:] == ["  #    en", "  #    to"]
    assert all(len(line) <= WIDTH for line in found)
    assert " ".join("".join(one[6:] + " " for one in found[1:-2]).split()).count("ord") == 60


def test_a_word_that_is_longer_than_a_line_stays_whole():
    assert f"  #    {'w' * 200}" in said(PLAIN._replace(description="w" * 200))


@pytest.mark.parametrize(
    ("kind", "given", "lines"),
    [
        pytest.param("line", "", ["  name: "], id="a line"),
        pytest.param("line", "A", ["  name: A"], id="one that is given"),
        pytest.param("text", "", ["  name: |", ""], id="a text"),
        pytest.param("text", "a\nb", ["  name: |", "    a", "    b", ""], id="a text given"),
        pytest.param("list", "", ["  name: ", "    # -"], id="a list"),
        pytest.param("list", "[a]", ["  name: [a]"], id="a list given"),
        pytest.param("key", "", ["  # name: "], id="an id, which nobody needs"),
        pytest.param("key", "a", ["  name: a"], id="an id given"),
    ],
)
def test_a_value_has_a_place_that_shows_what_it_is(kind, given, lines):
    assert list(value_lines(Value("unit.name", kind), [], 2, given)) == lines


def test_notes_stand_above_and_empty_ones_do_not():
    value = Value("criteria.*.sources", "list", short=True)
    assert list(value_lines(value, ["what", "", "more "], 4)) == [
        "    # what", "    # more", "    sources: ",
    ]  # fmt: skip


def test_a_short_text_stands_on_its_line():
    assert list(value_lines(Value("review.mode", "text", short=True), [], 0)) == ["mode: "]


@pytest.mark.parametrize("code", PACKS)
def test_the_lines_of_all_criteria_are_yaml_with_nothing_in_it(code):
    pack = PACKS[code]
    text = "\n".join(criteria_lines(pack, ALL, SHELF, NO_LAST_TIME))
    data = parse_yaml(text, "a.yaml")["criteria"]
    assert list(data) == [criterion.id for criterion in pack.criteria]
    for values in data.values():
        assert {key: value or None for key, value in values.items()} == dict.fromkeys(values)
        assert {"score", "comment"} <= set(values)


@pytest.mark.parametrize("code", PACKS)
def test_every_section_and_what_its_values_are_called_is_said(code):
    pack = PACKS[code]
    lines = list(criteria_lines(pack, ALL, SHELF, NO_LAST_TIME))
    head = lines[: lines.index("criteria:")]
    assert any(line.startswith(f"# score: {pack.scores}, ") for line in head)
    assert {line.split(":")[0] for line in head} >= {"# comment", "# recommendation", "# reason"}
    for section in pack.sections:
        assert f"  # --- {section.label} ---" in lines


def test_what_no_document_prints_is_not_asked_for():
    lines = list(criteria_lines(PACKS["dk"], {"criteria.*.comment"}, SHELF, NO_LAST_TIME))
    assert "    comment: |" in lines
    assert "    recommendation: |" not in lines
    assert "    score: " in lines, "which orders everything"


def test_figures_are_offered_as_comments_with_what_they_are():
    lines = list(criteria_lines(PACKS["dk"], ALL, SHELF, NO_LAST_TIME))
    at = lines.index("    evidence:")
    assert lines[at + 1].startswith("      # ")
    figures = [line for line in lines if line.startswith("      # ") and ":" in line]
    assert all("#" in line[8:] for line in figures)


COUNTED = Rule(
    criterion="size", file=Path("rules.yaml"), scores=ScoreRange(1, 5),
    evidence={
        "components": Kind("bool", lists=True, single=False),
        "clients": Kind("whole"),
        "share": Kind("percent", lists=True),
        "fte": Kind("number", lists=True, single=False),
        "chosen": Kind("score", scores=ScoreRange(1, 5)),
        "jobs": Kind("counts", lists=True),
        "often": Kind("often", order=("never", "weekly")),
        "old": Kind("bool"),
    },
    older=frozenset({"old"}),
)  # fmt: skip
SAID = {
    "clients": "Borgere (a whole number)",
    "share": "percent, 0 to 100, or a list",
    "fte": "a number for each, as a list",
    "chosen": "1 to 5",
    "jobs": "a list of whole numbers, or name: whole number",
    "often": "never, weekly, unknown",
}


def test_each_figure_is_offered_with_its_label_and_what_may_stand_there(monkeypatch):
    own = PLAIN._replace(
        id="size", components=("en", "to\nlinjer"), evidence_labels={"clients": "Borgere"}
    )
    section = PACKS["dk"].sections[0]._replace(criteria=(own,))
    pack = PACKS["dk"]._replace(sections=(section,))
    monkeypatch.setattr(module, "load_rules", lambda *_: {"size": COUNTED})
    lines = list(criteria_lines(pack, ALL, SHELF, NO_LAST_TIME))
    offered = lines[lines.index("    evidence:") + 1 : -1]
    assert lines[-1] == ""
    components, figures = offered[:3], offered[3:]
    assert " ".join(components[0].split()) == "# components: # true, false, or null: not known"
    assert [one.split("# ")[-1] for one in components[1:]] == ["en", "to linjer"]
    assert all(one.startswith("      #   - null ") for one in components[1:])
    told = dict(one.removeprefix("      # ").split(":", 1) for one in figures)
    assert {key: text.partition("# ")[2] for key, text in told.items()} == SAID


def test_what_was_said_last_time_stands_above_its_value():
    class Told(LastTime):
        """A last review that says the same of everything."""

        def of_criterion(self, criterion, key):
            yield f"last {key} of {criterion}"

    lines = list(criteria_lines(PACKS["dk"], ALL, SHELF, Told()))
    first = PACKS["dk"].criteria[0].id
    at = lines.index(f"    # last comment of {first}")
    assert lines[at + 1] == "    comment: |"


def test_a_merged_review_gets_the_scale_above_each_criterion():
    one, other = PACKS["dk"].criteria[:2]
    merged = f"pack: dk\ncriteria:\n  {one.id}: {{score: null}}\n  {other.id}:\n    score: 4\n"
    text = "".join(with_scale(merged, PACKS["dk"]))
    assert text.index(f"  # {one.number}. {one.name}") < text.index(f"  {one.id}:\n    score:\n")
    assert f"\n\n  # {other.number}. " in text
    assert parse_yaml(text, "a.yaml") == parse_yaml(merged, "a.yaml")


def test_only_criteria_get_it_and_nothing_else_is_touched():
    one = PACKS["dk"].criteria[0]
    merged = f"extra:\n  {one.id}: {{score: null}}\ncriteria:\n  unknown:\n    score: 1\n"
    assert "".join(with_scale(merged, PACKS["dk"])) == merged
