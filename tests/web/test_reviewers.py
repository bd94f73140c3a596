"""Two reviewers: each alone, then both side by side, then the agreed score."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from served import FJORDBY, Served, samples, served

from docgen.yamlfile.parse import read_yaml

BOTH = f"/both/{FJORDBY}"
RATING = "criteria.caseload_size.ratings."


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Served]:
    with served(samples(tmp_path)) as found:
        yield found


def rate(site: Served, who: str, score: str) -> None:
    edits = [{"path": RATING + who, "base": "", "value": score}]
    status, text, _ = site.ask(f"/save/{FJORDBY}", json.dumps({"edits": edits}).encode())
    assert status == 200
    assert json.loads(text)["saved"] == {RATING + who: score}


def say(site: Served, **said: str) -> int:
    body = "&".join(f"{key}={value}" for key, value in said.items()).encode()
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    return site.ask(BOTH, body, headers=kind)[0]


def checked(text: str, name: str) -> list[str]:
    parts = text.split(f'name="{name}" value="')[1:]
    return [part.split('"')[0] for part in parts if part.split(">")[0].endswith("checked")]


def test_nobody_sees_the_other_s_scores_before_both_are_done(site):
    rate(site, "R1", "3")
    rate(site, "R2", "5")
    own = site.ask(f"{BOTH}?who=R1")[1]
    assert checked(own, RATING + "R1") == ["3"]
    assert "ratings.R2" not in own
    watched = json.loads(site.ask(f"/watch/{FJORDBY}?stamp=&who=R1")[1])["texts"]
    assert watched[RATING + "R1"] == "3"
    assert all(path.endswith(".R1") for path in watched)
    assert "ratings" not in site.ask(f"/review/{FJORDBY}")[1]
    assert say(site, who="R1", done="yes") == 200
    assert "R1: 3" not in site.ask(BOTH)[1]
    assert say(site, agree="yes") == 409
    say(site, who="R2", done="yes")
    both = site.ask(BOTH)[1]
    assert "R1: 3" in both
    assert "R2: 5" in both


def test_opening_again_is_noted_and_hides_both(site):
    for who in ("R1", "R2"):
        rate(site, who, "3")
        say(site, who=who, done="yes")
    say(site, who="R1", done="no")
    text = site.ask(BOTH)[1]
    assert "opened again: 1" in text
    assert "R1: 3" not in text
    assert site.ask(f"{BOTH}?who=nobody")[0] == 409


def test_where_all_give_the_same_the_score_is_taken_once_they_are_done(site):
    file = site.folder / FJORDBY
    file.write_text(file.read_text(encoding="utf-8").replace("    score: 4\n", "", 1), "utf-8")
    for who in ("R1", "R2"):
        rate(site, who, "3")
        say(site, who=who, done="yes")
    say(site, agree="yes")
    found = read_yaml(file)["criteria"]["caseload_size"]
    assert (found["score"], found["ratings"]) == (3, {"R1": 3, "R2": 3})


@pytest.mark.chromium
def test_each_scores_alone_and_both_agree_on_the_page(browser, site):
    context = browser.new_context()
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(site.at(BOTH))
    for who, score in (("R1", "2"), ("R2", "4")):
        page.get_by_role("link", name=f"I am {who}").click()
        page.locator(f'[name="{RATING}{who}"][value="{score}"]').check()
        page.get_by_text("Saved", exact=True).wait_for()
        page.get_by_role("button", name="I am done").click()
    page.get_by_text("R1: 2").wait_for()
    page.locator('[name="criteria.caseload_size.score"][value="3"]').check()
    page.get_by_text("Saved", exact=True).wait_for()
    page.wait_for_timeout(1500)
    context.close()
    assert faults == []
    found = read_yaml(site.folder / FJORDBY)["criteria"]["caseload_size"]
    assert (found["score"], found["ratings"]) == (3, {"R1": 2, "R2": 4})
