"""Lists of records: one more, one less, up and down, and only where they look as on the page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from asked import Pages
from builders import write_review

from docgen.errors import UsageError
from docgen.web.editing import record_shown
from docgen.web.recordpages import ACTIONS, pressed
from docgen.web.standing import Standing
from docgen.yamlfile.parse import read_yaml

NAME = "a.yaml"


@pytest.fixture
def pages(tmp_path: Path) -> Pages:
    people = "reviewers: [{name: A}, {name: B}, {name: C}]"
    write_review(tmp_path / NAME, head=people)
    return Pages(tmp_path)


def names(pages: Pages) -> list[str]:
    found = read_yaml(pages.folder / NAME)["reviewers"]
    return [one["name"] if isinstance(one, dict) and one else "" for one in found]


def mark(pages: Pages, index: int) -> str:
    standing = Standing(pages.folder / NAME, pages.site.library)
    return record_shown(standing, "reviewers", index)


def ask(pages: Pages, action: str, index: int, **more: Any) -> Any:
    shown = mark(pages, index) if index < len(names(pages)) else ""
    said = {"list": "reviewers", "index": index, "mark": shown, "action": action, **more}
    return pages.post(f"/records/{NAME}", said)


@pytest.mark.parametrize(
    ("action", "index", "after"),
    [
        ("add", 3, ["A", "B", "C", ""]),
        ("remove", 1, ["A", "C"]),
        ("up", 1, ["B", "A", "C"]),
        ("down", 1, ["A", "C", "B"]),
        ("up", 0, ["A", "B", "C"]),
        ("down", 2, ["A", "B", "C"]),
    ],
)
def test_a_button_changes_the_list(pages: Pages, action: str, index: int, after: list[str]) -> None:
    answer = ask(pages, action, index)
    assert (answer.status, answer.data) == (200, {"done": True})
    assert names(pages) == after


@pytest.mark.parametrize("action", ["remove", "up", "down"])
def test_a_list_that_somebody_changed_meanwhile_stays(pages: Pages, action: str) -> None:
    answer = ask(pages, action, 1, mark="name=Another")
    assert answer.status == 409
    assert answer.data["error"] == "the list was changed meanwhile; look at it and try again"
    assert names(pages) == ["A", "B", "C"]


@pytest.mark.parametrize(
    "said",
    [
        pytest.param([], id="a list"),
        pytest.param({}, id="nothing"),
        pytest.param({"action": "odd"}, id="no such button"),
        pytest.param({"action": None}, id="no button"),
        pytest.param({"index": "1"}, id="a place in words"),
        pytest.param({"index": -1}, id="the last one"),
        pytest.param({"list": 5}, id="a list that is a number"),
    ],
)
def test_what_is_no_button_is_told(pages: Pages, said: Any) -> None:
    if said and isinstance(said, dict):
        said = {"list": "reviewers", "index": 1, "mark": mark(pages, 1), "action": "remove"} | said
    answer = pages.post(f"/records/{NAME}", said)
    assert (answer.status, answer.data) == (409, {"error": "these are no edits"})
    assert names(pages) == ["A", "B", "C"]


def test_a_list_that_has_no_records_is_told(pages: Pages) -> None:
    answer = ask(pages, "add", 0, list="criteria")
    assert answer.status == 409
    assert names(pages) == ["A", "B", "C"]


def test_a_review_that_is_not_there_is_told(pages: Pages) -> None:
    assert pages.post("/records/b.yaml", {}).status == 404


def save(pages: Pages, path: str, base: str, value: str) -> None:
    edits = [{"path": path, "base": base, "value": value}]
    assert pages.post(f"/save/{NAME}", {"edits": edits}).data["saved"] == {path: value}


def test_undo_forgets_the_steps_in_a_list_that_moved_and_keeps_the_others(pages: Pages) -> None:
    save(pages, "unit.name", "Enhed A", "Nord")
    save(pages, "reviewers.0.name", "A", "D")
    ask(pages, "add", 3)
    assert pages.site.undo.count(NAME) == 2  # a new one at the end moves no other
    ask(pages, "down", 0)
    assert pages.site.undo.count(NAME) == 1
    assert pages.post(f"/undo/{NAME}", {}).data["path"] == "unit.name"


# --- without scripts -------------------------------------------------------------------------


def press(pages: Pages, form: dict[str, str]) -> None:
    pressed(pages.site, NAME, form, Standing(pages.folder / NAME, pages.site.library))


@pytest.mark.parametrize(
    ("form", "after"),
    [
        ({"~add": "reviewers.3"}, ["A", "B", "C", ""]),
        ({"~remove": "reviewers.0"}, ["B", "C"]),
        ({"~up": "reviewers.2"}, ["A", "C", "B"]),
        ({"~down": "reviewers.0"}, ["B", "A", "C"]),
        ({"~odd": "reviewers.0"}, ["A", "B", "C"]),
        ({"~remove": "reviewers"}, ["A", "B", "C"]),
        ({"~remove": "reviewers.x"}, ["A", "B", "C"]),
        ({"~remove": ".1"}, ["A", "B", "C"]),
        ({}, ["A", "B", "C"]),
    ],
)
def test_a_button_of_a_form_does_the_same(
    pages: Pages, form: dict[str, str], after: list[str]
) -> None:
    press(pages, form)
    assert names(pages) == after


def test_a_record_that_is_not_there_is_not_taken_out(pages: Pages) -> None:
    with pytest.raises(UsageError, match="changed meanwhile"):
        press(pages, {"~remove": "reviewers.7"})
    assert names(pages) == ["A", "B", "C"]


def test_every_button_is_known() -> None:
    assert ACTIONS == ("add", "remove", "up", "down")
