"""Two reviewers on their pages: each alone, both when both are done, then the agreed scores."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from asked import Pages
from builders import review_text, write_review

from docgen.yamlfile.parse import read_yaml

NAME = "a.yaml"
BOTH = f"/both/{NAME}"
PEOPLE = "reviewers: [{name: Eva Holm, initials: EH}, {name: Per Dahl, initials: PD}]"


@pytest.fixture
def pages(tmp_path: Path) -> Pages:
    write_review(tmp_path / NAME, head=PEOPLE, without=("caseload_size", "disclosure"))
    return Pages(tmp_path)


def rate(pages: Pages, who: str, score: str, criterion: str = "caseload_size") -> None:
    edits = [{"path": f"criteria.{criterion}.ratings.{who}", "base": "", "value": score}]
    assert pages.post(f"/save/{NAME}", {"edits": edits}).data["saved"]


def done(pages: Pages, who: str, said: str = "yes") -> None:
    answer = pages.send(BOTH, who=who, done=said)
    assert (answer.status, answer.headers["location"]) == (303, BOTH)


def held(pages: Pages) -> Any:
    return read_yaml(pages.folder / NAME)["criteria"]


def test_one_says_first_who_one_is(pages: Pages) -> None:
    text = pages.get(BOTH).text
    assert "I am EH" in text
    assert "I am PD" in text
    assert "ratings" not in text


def test_one_s_own_page_holds_one_s_own_scores_alone(pages: Pages) -> None:
    rate(pages, "EH", "3")
    rate(pages, "PD", "5")
    text = pages.get(f"{BOTH}?who=EH").text
    assert re.search(r'name="criteria.caseload_size.ratings.EH"[^>]*value="3"[^>]*checked', text)
    assert "ratings.PD" not in text
    assert "who%3DEH" in text.partition('class="languages"')[2].partition("</nav>")[0]


@pytest.mark.parametrize("who", ["XX", "eh", "*", "<b>"])
def test_somebody_else_has_no_page(pages: Pages, who: str) -> None:
    answer = pages.get(f"{BOTH}?who={who}")
    assert answer.status == 409
    assert f"{who} is no reviewer of this review" in unescape(answer.text)
    assert pages.send(BOTH, who=who, done="yes").status == 409


def test_both_are_seen_when_both_are_done(pages: Pages) -> None:
    rate(pages, "EH", "3")
    rate(pages, "PD", "5")
    done(pages, "EH")
    assert "EH: 3" not in pages.get(BOTH).text
    done(pages, "PD")
    text = pages.get(BOTH).text
    assert "EH: 3" in text
    assert "PD: 5" in text
    assert "EH: 3" not in pages.get(f"{BOTH}?who=EH").text


def test_who_goes_on_hides_both_again_and_that_is_told(pages: Pages) -> None:
    for who in ("EH", "PD"):
        rate(pages, who, "3")
        done(pages, who)
    done(pages, "EH", "no")
    text = pages.get(BOTH).text
    assert "EH: 3" not in text
    assert "opened again: 1" in text


def test_scores_on_which_all_agree_are_taken(pages: Pages) -> None:
    for who, other in (("EH", "2"), ("PD", "4")):
        rate(pages, who, "3")
        rate(pages, who, other, "disclosure")
        rate(pages, who, "1", "agency_focus")
        done(pages, who)
    assert pages.send(BOTH, agree="yes").status == 303
    found = held(pages)
    assert found["caseload_size"]["score"] == 3
    assert "score" not in found["disclosure"]  # on which they do not agree
    assert found["agency_focus"]["score"] == 4  # which was agreed on before
    assert pages.site.undo.count(NAME) > 0
    assert pages.post(f"/undo/{NAME}", {}).data["saved"]["criteria.caseload_size.score"] == ""


def test_nothing_is_taken_before_all_are_done(pages: Pages) -> None:
    for who in ("EH", "PD"):
        rate(pages, who, "3")
    done(pages, "EH")
    answer = pages.send(BOTH, agree="yes")
    assert (answer.status, "not all reviewers are done" in answer.text) == (409, True)
    assert "score" not in held(pages)["caseload_size"]


def test_a_review_of_one_reviewer_has_no_page_of_both(pages: Pages) -> None:
    write_review(pages.folder / NAME, head="reviewers: [{name: Eva Holm, initials: EH}]")
    rate(pages, "EH", "3")
    done(pages, "EH")
    assert "EH: 3" not in pages.get(BOTH).text


def test_a_review_that_is_too_faulty_is_to_be_mended_first(pages: Pages) -> None:
    (pages.folder / NAME).write_text("pack: dk\n", encoding="utf-8")
    answer = pages.get(BOTH)
    assert answer.status == 409
    assert "the review has faults; mend them first" in answer.text


def test_a_review_of_json_is_not_written_to(pages: Pages) -> None:
    (pages.folder / "j.json").write_text('{"pack": "dk", "unit": {"name": "J"}}', encoding="utf-8")
    answer = pages.get("/both/j.json")
    assert (answer.status, "name it j.yaml" in answer.text) == (409, True)


def test_the_page_speaks_the_language_that_is_chosen(pages: Pages) -> None:
    danish = pages.get(BOTH, docgen_language="da").text
    assert "I am EH" not in danish
    assert "EH" in danish


def test_a_faulty_score_elsewhere_stops_nobody(pages: Pages) -> None:
    text = review_text(head=PEOPLE).replace("score: 4", "score: 9", 1)
    (pages.folder / NAME).write_text(text, encoding="utf-8")
    rate(pages, "EH", "3")
    done(pages, "EH")
    assert pages.get(f"{BOTH}?who=EH").status == 200
