"""The text of a review to fill in: every value that is asked for, once, with what belongs there."""

from __future__ import annotations

import re

import pytest

from docgen.authoring import blankreview as module
from docgen.authoring.blankreview import Given, asked_paths, blank_review
from docgen.authoring.lasttime import LastTime
from docgen.errors import InvalidDataError
from docgen.model import Problem, Reviewer, tongue
from docgen.model.pack import OwnValue
from docgen.packs.library import find_library
from docgen.packs.load import load_pack, pack_codes
from docgen.review.shape import BLOCKS, values_of
from docgen.yamlfile.parse import parse_yaml

SHELF = find_library()
CODES = pack_codes()
DK = load_pack("dk")


@pytest.fixture(autouse=True)
def all_printed(monkeypatch):
    """Let every value be printed: what the documents of the packs print is another test's."""
    monkeypatch.setattr(module, "printed_paths", lambda pack: {v.path for v in values_of(pack)})


def text_of(code: str = "dk", given: Given | None = None, **change) -> str:
    pack = load_pack(code)._replace(**change)
    return blank_review(pack, "schemas/s.json", given or Given(), SHELF)


def data_of(*given, **change) -> dict:
    return parse_yaml(text_of(*given, **change), "a.yaml")


@pytest.mark.parametrize("code", CODES)
def test_it_is_yaml_that_says_the_pack_and_nothing_else(code):
    text = text_of(code)
    data = parse_yaml(text, "a.yaml")
    assert data["pack"] == code
    assert set(data) <= set(BLOCKS)
    empty = {key: value for key, value in _leaves(data) if value not in (None, "")}
    assert empty == {"pack": code}
    assert text.startswith("# yaml-language-server: $schema=schemas/s.json\n")


def _leaves(node, prefix=""):
    """Yield each value with its dotted name."""
    for key, value in node.items():
        if isinstance(value, dict):
            yield from _leaves(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


@pytest.mark.parametrize("code", CODES)
def test_blocks_stand_in_their_order_with_a_blank_line_between(code):
    text = text_of(code)
    keys = re.findall(r"(?m)^(\w+):", text)
    assert keys == sorted(keys, key=BLOCKS.index)
    assert "\n\n\n" not in text
    assert not re.search(r"(?m)[ \t]$", text)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


@pytest.mark.parametrize("code", CODES)
def test_its_comments_are_in_the_language_of_the_pack(code, monkeypatch):
    monkeypatch.setattr(tongue, "_fixed", [])  # tests as a whole speak English
    assert "Texts stand under `|`" not in text_of(code)


def test_what_is_given_stands_in_its_place():
    given = Given({"unit.name": "Enhed: Ø", "unit.partners": ("A", "B"), "purpose": "Til\nto"})
    data = data_of("dk", given)
    assert data["unit"]["name"] == "Enhed: Ø"
    assert data["unit"]["partners"] == ["A", "B"]
    assert data["purpose"] == "Til\nto\n"


def test_what_is_given_is_there_whether_a_document_prints_it_or_not(monkeypatch):
    monkeypatch.setattr(module, "printed_paths", lambda _: set())
    for path in ("unit.place", "meeting.team", "area.ips_team"):
        group, _, key = path.partition(".")
        assert data_of("dk", Given({path: "x"}))[group][key].strip() == "x"


def test_defaults_of_an_area_are_not_asked_for_again():
    text = text_of()
    assert "area" not in parse_yaml(text, "a.yaml")
    assert re.search(r"(?m)^# area: ", text)


@pytest.mark.parametrize("later", ["response:", "version:", "corrected:"])
def test_what_comes_later_is_not_asked_for_now(later):
    assert not re.search(rf"(?m)^ *{later}", text_of())


def test_reviewers_are_given_or_to_be_taken_out_of_comments():
    people = (Reviewer("A: B", "leder", "AB"), Reviewer("C"))
    found = data_of("dk", Given(reviewers=people))["reviewers"]
    assert [one["name"] for one in found] == ["A: B", "C"]
    assert found[0] | {"name": ""} == {"name": "", "title": "leder", "initials": "AB"}
    assert data_of()["reviewers"] is None
    assert "  # - name:\n" in text_of()


def test_the_label_of_the_form_and_how_a_value_is_written_stand_above_it():
    lines = text_of().splitlines()
    at = lines.index("  name:") if "  name:" in lines else lines.index("  name: ")
    assert DK.labels["unit.name"] in lines[at - 1]
    at = next(number for number, line in enumerate(lines) if line.startswith("  report_date:"))
    assert "2026-03-27" in lines[at - 1]


def test_a_packs_own_values_are_asked_for_with_what_the_pack_says_of_them():
    own = (OwnValue("case", "line", "Sag", help="Uden streger"), OwnValue("note", "text", "Note"))
    text = text_of(own_values=own, labels={**DK.labels, "extra.case": "Sag"})
    assert parse_yaml(text, "a.yaml")["extra"] == {"case": None, "note": ""}
    assert "Uden streger" in text


def test_what_the_form_begins_a_text_with_is_shown_and_not_filled_in():
    text = text_of(openings={"purpose": "Formålet er ..."})
    assert "#   Formålet er ...\n" in text
    assert not parse_yaml(text, "a.yaml")["purpose"]


def test_what_the_last_review_met_stands_beside_what_is_asked_for():
    class Told(LastTime):
        """A last review that says something of every list."""

        def of_list(self, path):
            yield f"last {path}"

    text = text_of("dk", Given(last=Told()))
    assert "  # last method.interviews\n" in text
    assert "# last reviewers\n" in text
    assert "last recipients" not in text


def test_what_orders_reviews_is_asked_for_whether_it_is_printed_or_not(monkeypatch):
    monkeypatch.setattr(module, "printed_paths", lambda _: {"purpose"})
    assert asked_paths(DK) == {
        "purpose", "unit.id", "unit.name", "review.status", "review.kind", "review.dates",
        "review.report_date",
    }  # fmt: skip


def test_a_broken_template_is_no_reason_to_ask_for_less(monkeypatch):
    def broken(_):
        raise InvalidDataError([Problem("x", "x", "x")])

    usual = {value.path for value in values_of(DK) if value.use != "internal"}
    monkeypatch.setattr(module, "printed_paths", broken)
    assert asked_paths(DK) - usual == {"review.status"}
    assert usual <= asked_paths(DK)
