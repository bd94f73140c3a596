"""The page of a review: shown, saved value by value, watched, taken back; without scripts, too."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from asked import Pages
from builders import review_text, write_review

from docgen.errors import UsageError
from docgen.web.reviewpages import MOST_EDITS, edits_of, token
from docgen.yamlfile.parse import read_yaml

NAME = "a.yaml"
COMMENT = "criteria.caseload_size.comment"
SCORE = "criteria.caseload_size.score"


@pytest.fixture
def pages(tmp_path: Path) -> Pages:
    write_review(tmp_path / NAME, unit="Enhed Ø", head="reviewers: [{name: A}, {name: B}]")
    return Pages(tmp_path)


def edit(path: str, base: str, value: str, **more: Any) -> dict[str, Any]:
    return {"path": path, "base": base, "value": value, **more}


def save(pages: Pages, *edits: dict[str, Any], **more: Any) -> dict[str, Any]:
    answer = pages.post(f"/save/{NAME}", {"edits": list(edits), **more})
    assert answer.status == 200, answer.text
    found: dict[str, Any] = answer.data
    return found


def held(pages: Pages) -> Any:
    return read_yaml(pages.folder / NAME)


def stamp(pages: Pages) -> str:
    found: str = pages.get(f"/watch/{NAME}?stamp=").data["stamp"]
    return found


# --- shown -----------------------------------------------------------------------------------


def test_the_page_holds_every_value_and_its_address(pages: Pages) -> None:
    text = pages.get(f"/review/{NAME}").text
    assert "Enhed Ø" in text
    assert f'name="{COMMENT}"' in text
    assert re.search(rf'name="{SCORE}"[^>]*value="4"[^>]*checked', text)
    assert "God IPS fidelity" in text
    assert 'name="~bases"' in text


def test_a_faulty_review_is_shown_with_its_faults(pages: Pages) -> None:
    file = pages.folder / NAME
    file.write_text(review_text().replace("score: 4", "score: 9", 1) + "odd: 1\n", "utf-8")
    text = unescape(pages.get(f"/review/{NAME}").text)
    assert "This has to be put right" in text
    assert "from 1 to 5" in text
    assert "unknown key 'odd'" in text


def test_one_that_cannot_be_read_or_is_not_there_is_told(pages: Pages) -> None:
    (pages.folder / NAME).write_bytes(b"")
    assert pages.get(f"/review/{NAME}").status == 409
    answer = pages.get("/review/nothing.yaml")
    assert answer.status == 404
    assert "there is no review nothing.yaml in this folder" in answer.text


def test_a_review_of_json_is_shown_and_not_written_to(pages: Pages) -> None:
    data = {"pack": "dk", "unit": {"name": "Enhed J"}, "review": {"status": "draft"}}
    (pages.folder / "j.json").write_text(json.dumps(data), encoding="utf-8")
    assert "This review is a JSON file" in pages.get("/review/j.json").text
    answer = pages.post("/save/j.json", {"edits": [edit("unit.name", "Enhed J", "X")]})
    assert (answer.status, "name it j.yaml" in answer.data["error"]) == (409, True)


# --- saved -----------------------------------------------------------------------------------


def test_what_is_typed_is_in_the_file_and_what_follows_comes_back(pages: Pages) -> None:
    known = stamp(pages)
    found = save(pages, edit(SCORE, "4", "5"), edit("unit.name", "Enhed Ø", "Nord"), stamp=known)
    assert found["saved"] == {SCORE: "5", "unit.name": "Nord"}
    assert (found["conflicts"], found["refused"], found["faults"]) == ({}, {}, {})
    assert set(found["parts"]) == {"bar", "proposal-caseload_size"}
    assert "101" in found["parts"]["bar"]
    assert (found["scores"]["caseload_size"], found["undo"]) == ("5", 2)
    assert held(pages)["criteria"]["caseload_size"]["score"] == 5
    assert found["stamp"] == stamp(pages) != known


def test_who_knew_an_older_file_gets_no_stamp_and_looks_again(pages: Pages) -> None:
    assert save(pages, edit("unit.name", "Enhed Ø", "Nord"), stamp="older")["stamp"] == ""


def test_what_somebody_else_wrote_is_a_conflict(pages: Pages) -> None:
    found = save(pages, edit("unit.name", "Gamle", "Nye"))
    assert (found["saved"], found["conflicts"]) == ({}, {"unit.name": "Enhed Ø"})
    assert held(pages)["unit"]["name"] == "Enhed Ø"
    again = save(pages, edit("unit.name", "Gamle", "Nye", sent=["Enhed Ø"]))
    assert again["saved"] == {"unit.name": "Nye"}


def test_what_no_page_asks_for_is_refused_and_the_rest_is_saved(pages: Pages) -> None:
    found = save(pages, edit("pack", "dk", "se"), edit("unit.name", "Enhed Ø", "Nord"))
    assert list(found["refused"]) == ["pack"]
    assert list(found["saved"]) == ["unit.name"]


def test_a_value_that_cannot_be_is_saved_and_told_at_its_input(pages: Pages) -> None:
    found = save(pages, edit(SCORE, "4", "9"))
    assert list(found["faults"]) == [SCORE]
    assert found["scores"]["caseload_size"] == "9"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(None, id="nothing"),
        pytest.param([], id="a list"),
        pytest.param({}, id="no edits"),
        pytest.param({"edits": {}}, id="edits that are no list"),
        pytest.param({"edits": [1]}, id="an edit that is a number"),
        pytest.param({"edits": [{}]}, id="an empty edit"),
        pytest.param({"edits": [{"path": "a", "base": ""}]}, id="without a value"),
        pytest.param({"edits": [edit("a", "", "") | {"value": 5}]}, id="a value that is none"),
        pytest.param({"edits": [edit("a", "", "", sent="x")]}, id="what was sent is no list"),
        pytest.param({"edits": [edit("a", "", "")] * (MOST_EDITS + 1)}, id="too many"),
    ],
)
def test_what_are_no_edits_is_told(pages: Pages, body: Any) -> None:
    with pytest.raises(UsageError, match="these are no edits"):
        edits_of(body)
    before = (pages.folder / NAME).read_bytes()
    answer = pages.post(f"/save/{NAME}", body)
    assert (answer.status, answer.data) == (409, {"error": "these are no edits"})
    assert (pages.folder / NAME).read_bytes() == before


def test_as_many_edits_as_a_page_has_are_read() -> None:
    found = edits_of({"edits": [edit("a", "b", "c", sent=[1, "d"])] * MOST_EDITS})
    assert len(found) == MOST_EDITS
    assert found[0] == ("a", "b", "c", ("1", "d"))


# --- watched and checked ---------------------------------------------------------------------


def test_what_a_page_knows_already_is_not_sent_again(pages: Pages) -> None:
    known = stamp(pages)
    assert pages.get(f"/watch/{NAME}?stamp={known}").status == 204
    write_review(pages.folder / NAME, unit="Enhed ny")
    found = pages.get(f"/watch/{NAME}?stamp={known}").data
    assert found["texts"]["unit.name"] == "Enhed ny"
    assert found["records"]["reviewers"] == []
    assert found["stamp"] != known
    assert len([one for one in found["parts"] if one.startswith("proposal-")]) == 25


def test_a_page_hears_of_its_records(pages: Pages) -> None:
    found = pages.get(f"/watch/{NAME}").data["records"]
    assert len(found["reviewers"]) == 2
    assert len(set(found["reviewers"])) == 2


def test_one_of_two_reviewers_hears_nothing_of_the_other(pages: Pages) -> None:
    save(pages, edit("criteria.caseload_size.ratings.A", "", "3"))
    own = pages.get(f"/watch/{NAME}?who=A").data["texts"]
    assert own["criteria.caseload_size.ratings.A"] == "3"
    assert all(path.endswith(".A") for path in own)
    both = pages.get(f"/watch/{NAME}?who=*").data["texts"]
    assert len(both) == 25
    assert all(path.endswith(".score") for path in both)


def test_all_that_check_says_is_summed_up_but_missing_scores(pages: Pages) -> None:
    text = review_text(without=("disclosure",)).replace("    recommendation: Gem det.\n", "", 1)
    (pages.folder / NAME).write_text(text, encoding="utf-8")
    html = unescape(pages.get(f"/check/{NAME}").data["html"])
    assert "recommendation" in html
    assert "no score for" not in html


# --- taken back ------------------------------------------------------------------------------


def test_the_last_change_is_taken_back(pages: Pages) -> None:
    before = (pages.folder / NAME).read_bytes()
    known = save(pages, edit("unit.name", "Enhed Ø", "Nord"), stamp=stamp(pages))["stamp"]
    answer = pages.post(f"/undo/{NAME}", {"stamp": known}).data
    assert (answer["path"], answer["saved"]) == ("unit.name", {"unit.name": "Enhed Ø"})
    assert answer["stamp"]
    assert answer["undo"] == 0
    assert (pages.folder / NAME).read_bytes() == before
    again = pages.post(f"/undo/{NAME}", {})
    assert (again.status, again.data["error"]) == (409, "there is nothing to take back")


def test_a_body_of_undo_may_be_anything(pages: Pages) -> None:
    save(pages, edit("unit.name", "Enhed Ø", "Nord"))
    assert pages.post(f"/undo/{NAME}", [1]).data["stamp"] == ""


# --- without scripts -------------------------------------------------------------------------


def bases(pages: Pages) -> dict[str, str]:
    text = pages.get(f"/review/{NAME}").text
    found = re.search(r'name="~bases"[^>]*value="([^"]*)"', text)
    assert found is not None
    told: dict[str, str] = json.loads(unescape(found[1]))
    return told


def send(pages: Pages, known: dict[str, str], fields: dict[str, str]) -> Any:
    return pages.send_form(f"/review/{NAME}", {"~bases": json.dumps(known), **fields})


def test_a_form_saves_what_was_changed_alone(pages: Pages) -> None:
    known = bases(pages)
    write_review(pages.folder / NAME, unit="Enhed ny", head="purpose: Andet")
    answer = send(pages, known, {"unit.name": "Enhed Ø", COMMENT: "Et.\r\n\r\nTo."})
    assert (answer.status, answer.headers["location"]) == (303, f"/review/{NAME}")
    found = held(pages)
    assert found["unit"]["name"] == "Enhed ny"  # which the form showed otherwise and left alone
    assert found["criteria"]["caseload_size"]["comment"].strip() == "Et.\n\nTo."


def test_what_was_changed_on_both_sides_is_asked_about(pages: Pages) -> None:
    known = bases(pages)
    write_review(pages.folder / NAME, unit="Enhed ny")
    answer = send(pages, known, {"unit.name": "Min"})
    assert answer.status == 409
    text = unescape(answer.text)
    assert "Not everything is saved" in text
    assert 'value="Min"' in text
    assert held(pages)["unit"]["name"] == "Enhed ny"
    again = send(pages, bases(pages), {"unit.name": "Min"})
    assert again.status == 303
    assert held(pages)["unit"]["name"] == "Min"


def test_a_button_of_a_record_is_pressed_after_saving(pages: Pages) -> None:
    answer = send(pages, bases(pages), {"reviewers.0.name": "C", "~remove": "reviewers.1"})
    assert answer.status == 303
    assert [one["name"] for one in held(pages)["reviewers"]] == ["C"]


def test_bases_that_are_none_are_told_and_those_of_another_kind_passed_over(pages: Pages) -> None:
    answer = pages.send_form(f"/review/{NAME}", {"~bases": "{", "unit.name": "X"})
    assert (answer.status, "these are no edits" in answer.text) == (409, True)
    answer = pages.send_form(f"/review/{NAME}", {"~bases": "[]", "unit.name": "X"})
    assert answer.status == 409  # nobody knows what it showed
    assert held(pages)["unit"]["name"] == "Enhed Ø"


def test_a_token_is_short_and_tells_texts_apart() -> None:
    assert len({token(""), token("a"), token("b"), token("ø" * 1000)}) == 4
    assert all(len(token(text)) == 10 for text in ("", "ø"))
