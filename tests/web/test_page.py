"""The page in a browser: what is typed is in the file, whatever happens meanwhile."""

from __future__ import annotations

import json
import os
import random
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from disks import small_disk
from served import FJORDBY, Served, samples, served

from docgen.packs.library import find_library
from docgen.review.load import load_review
from docgen.yamlfile.parse import read_yaml

pytestmark = pytest.mark.chromium
COMMENT = "criteria.caseload_size.comment"
SCORE = "criteria.caseload_size.score"
PAGE = f"/review/{FJORDBY}"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Served]:
    with served(samples(tmp_path / "reviews")) as found:
        yield found


@contextmanager
def opened(browser: Any, site: Served, path: str = PAGE, **options: Any) -> Iterator[Any]:
    """Yield a page in a browser of its own; a fault of its script fails the test."""
    context = browser.new_context(**options)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(site.at(path))
    yield page
    context.close()
    assert faults == []


def wait_for(condition: Callable[[], Any], seconds: float = 10.0) -> Any:
    """Return what a condition gives once it holds; fails when it does not in time."""
    until = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < until, "it did not come about"
        time.sleep(0.02)
    return found


def field(page: Any, name: str) -> Any:
    return page.locator(f'[name="{name}"]')


def value(folder: Path, *path: str, name: str = FJORDBY) -> Any:
    found: Any = read_yaml(folder / name)
    for step in path:
        found = found.get(step)
    return found.strip() if isinstance(found, str) else found


def comment(site: Served) -> str:
    return value(site.folder, "criteria", "caseload_size", "comment")


def waiting(page: Any) -> bool:
    return page.evaluate("Object.keys(localStorage).length") > 0


def test_the_token_leaves_the_address_and_nothing_leaves_the_machine(browser, site):
    with opened(browser, site, "/") as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        assert page.url == f"{site.origin}/"
        page.get_by_role("link", name="Fjordby Kommune").first.click()
        page.wait_for_load_state("networkidle")
        assert page.url.endswith(PAGE.replace("2023", page.url[-9:-5]))
        assert all(url.startswith(site.origin) for url in asked)
        assert "token" not in "".join(asked)


def test_what_is_typed_is_in_the_file_and_scored(browser, site):
    before = (site.folder / FJORDBY).read_text(encoding="utf-8")
    with opened(browser, site) as page:
        field(page, SCORE).nth(0).check()
        field(page, COMMENT).press_sequentially("Ny: ", delay=5)
        wait_for(lambda: comment(site).startswith("Ny: Teamet"))
        wait_for(lambda: value(site.folder, "criteria", "caseload_size", "score") == 5)
        wait_for(lambda: page.locator("#bar .figure").inner_text() == "102")
        assert "5" in page.locator('a[href="#criterion-caseload_size"] b').first.inner_text()
        wait_for(lambda: not waiting(page))
    after = (site.folder / FJORDBY).read_text(encoding="utf-8")
    changed = set(before.splitlines()) ^ set(after.splitlines())
    assert len(changed) == 2  # the first paragraph of the comment; a `score: 5` is elsewhere, too


def test_evidence_brings_its_proposal_with_the_arithmetic(browser, site):
    with opened(browser, site) as page:
        figures = field(page, "criteria.caseload_size.evidence.clients_by_specialist")
        figures.fill("60, 50, 40, 30")
        field(page, "criteria.caseload_size.evidence.clients").fill("")
        proposal = page.locator("#proposal-caseload_size")
        wait_for(lambda: "45" in proposal.inner_text())
        field(page, "criteria.caseload_size.evidence.specialists").fill("mange")
        fault = page.locator('[id="criteria.caseload_size.evidence.specialists-fault"]')
        wait_for(lambda: fault.is_visible())
        kept = value(site.folder, "criteria", "caseload_size", "evidence", "specialists")
        assert kept == "mange"


def test_two_tabs_and_an_editor_lose_nothing_of_each_other(browser, site):
    file = site.folder / FJORDBY
    with opened(browser, site) as page:
        other = page.context.new_page()
        other.goto(site.at(PAGE))
        field(page, "unit.place").fill("Nordby")
        field(other, "unit.name").fill("Fjordby")
        wait_for(lambda: value(site.folder, "unit", "name") == "Fjordby")
        wait_for(lambda: value(site.folder, "unit", "place") == "Nordby")
        wait_for(lambda: field(other, "unit.place").input_value() == "Nordby")
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("ekstern IPS-reviewer", "ekstern"), encoding="utf-8")
        title = "reviewers.0.title"
        for one in (page, other):
            wait_for(lambda one=one: field(one, title).input_value() == "psykolog og ekstern")
        assert value(site.folder, "unit", "name") == "Fjordby"


def test_where_both_changed_one_value_the_page_asks(browser, site):
    file = site.folder / FJORDBY
    with opened(browser, site) as page:
        page.route("**/save/**", lambda route: route.abort())
        field(page, "unit.name").fill("Mit navn")
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("name: Fjordby Kommune", "name: Editors navn"), "utf-8")
        time.sleep(1.5)
        assert field(page, "unit.name").input_value() == "Mit navn"
        page.unroute("**/save/**")
        box = page.locator('[id="unit.name-both"]')
        box.wait_for()
        assert "Editors navn" in box.inner_text()
        assert value(site.folder, "unit", "name") == "Editors navn"
        box.get_by_role("button").first.click()
        wait_for(lambda: value(site.folder, "unit", "name") == "Mit navn")
        assert box.count() == 0


def test_the_last_steps_are_taken_back_one_by_one(browser, site):
    before = (site.folder / FJORDBY).read_bytes()
    with opened(browser, site) as page:
        field(page, SCORE).nth(4).check()
        wait_for(lambda: value(site.folder, "criteria", "caseload_size", "score") == 1)
        field(page, COMMENT).press_sequentially("abc", delay=5)
        wait_for(lambda: comment(site).startswith("abc"))
        wait_for(lambda: not waiting(page))
        page.locator("#undo").click()
        wait_for(lambda: comment(site).startswith("Teamet"))
        wait_for(lambda: field(page, COMMENT).input_value().startswith("Teamet"))
        page.locator("#undo").click()
        wait_for(lambda: value(site.folder, "criteria", "caseload_size", "score") == 4)
        wait_for(lambda: page.locator("#undo").is_hidden())
    assert (site.folder / FJORDBY).read_bytes() == before


def test_what_is_typed_while_nothing_answers_is_saved_by_the_next_page(browser, tmp_path):
    folder = samples(tmp_path)
    with served(folder) as site:
        context = browser.new_context()
        page = context.new_page()
        page.goto(site.at(PAGE))
        site.kill()
        field(page, "unit.place").fill("Sydby")
        wait_for(lambda: "browser" in page.locator("#saved").inner_text())
        page.close(run_before_unload=False)
        with served(folder, port=site.port):
            page = context.new_page()
            page.goto(site.at(PAGE))
            wait_for(lambda: value(folder, "unit", "place") == "Sydby")
            assert field(page, "unit.place").input_value() == "Sydby"
            wait_for(lambda: not waiting(page))
        context.close()


KILLS = 300 if os.environ.get("DOCGEN_HUNT") else 6


def test_an_answer_that_is_lost_is_no_conflict_with_oneself(browser, site):
    with opened(browser, site) as page:
        page.route("**/save/**", lambda route: (route.fetch(), route.abort()))
        field(page, "unit.place").press_sequentially("Nord", delay=20)
        wait_for(lambda: value(site.folder, "unit", "place"))
        field(page, "unit.place").press_sequentially("by", delay=20)
        page.unroute("**/save/**")
        wait_for(lambda: value(site.folder, "unit", "place") == "Nordby")
        assert page.locator(".both").count() == 0


@pytest.mark.slow
def test_a_server_killed_while_somebody_types_loses_nothing(browser, tmp_path):
    """At random moments; the page goes on with the next server, and no file is ever broken."""
    folder, lot = samples(tmp_path), random.Random(7)
    site = Served(folder)
    typed = ""
    try:
        with opened(browser, site) as page:
            area = field(page, COMMENT)
            area.fill("")
            area.focus()
            for number in range(KILLS):
                for _ in range(lot.randrange(4, 14)):
                    letter = lot.choice("abcdef ghij\n")
                    page.keyboard.type(letter)
                    typed += letter
                time.sleep(lot.random() * 0.05)
                site.kill()
                load_review(folder / FJORDBY, library=find_library(None))
                page.keyboard.type(f"<{number}>")
                typed += f"<{number}>"
                site = Served(folder, port=site.port)
            wanted = "\n".join(line.rstrip() for line in typed.split("\n")).strip()
            wait_for(lambda: value(folder, "criteria", "caseload_size", "comment") == wanted, 60)
            wait_for(lambda: not waiting(page))
    finally:
        site.kill()


@pytest.mark.tmpfs
def test_a_full_disk_is_said_and_what_is_typed_is_saved_when_there_is_room(browser, tmp_path):
    with small_disk(tmp_path / "disk", 400) as disk:
        folder = samples(disk / "reviews")
        with served(folder) as site, opened(browser, site) as page:
            filler = disk / "filler"
            with suppress(OSError), filler.open("wb", buffering=0) as file:
                while file.write(b"x" * 4096):
                    pass
            field(page, COMMENT).press_sequentially("Plads. ")
            wait_for(lambda: "disk" in page.locator("#saved").inner_text())
            assert comment(site).startswith("Teamet")
            filler.unlink()
            wait_for(lambda: comment(site).startswith("Plads. Teamet"), 20)


def test_without_scripts_a_button_saves_and_a_conflict_is_shown(browser, site):
    with opened(browser, site, java_script_enabled=False) as page:
        field(page, "unit.place").fill("Nordby")
        page.get_by_role("button", name="Save").first.click()
        assert value(site.folder, "unit", "place") == "Nordby"
        file = site.folder / FJORDBY
        field(page, "unit.place").fill("Vestby")
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("Nordby", "Østby"), encoding="utf-8")
        page.get_by_role("button", name="Save").first.click()
        assert value(site.folder, "unit", "place") == "Østby"
        assert field(page, "unit.place").input_value() == "Vestby"
        page.get_by_role("button", name="Save").first.click()
        assert value(site.folder, "unit", "place") == "Vestby"


def test_records_are_added_and_taken_out(browser, site):
    with opened(browser, site) as page:
        page.on("dialog", lambda dialog: dialog.accept())
        page.locator('button[name="~add"][value^="reviewers"]').click()
        field(page, "reviewers.2.name").fill("Reviewer 3")
        wait_for(lambda: value(site.folder, "reviewers")[2:] == [{"name": "Reviewer 3"}])
        page.locator('button[name="~remove"][value="reviewers.0"]').click()
        wait_for(lambda: [one["name"] for one in value(site.folder, "reviewers")]
                 == ["Reviewer 2", "Reviewer 3"])  # fmt: skip


LATE = """() => {
  const own = window.fetch;
  window.fetch = async (...asked) => {
    const answer = await own(...asked);
    if (String(asked[0]).startsWith("/save/")) await new Promise((done) => setTimeout(done, 700));
    return answer;
  };
}"""


def test_a_record_is_taken_out_though_the_last_answer_is_slow(browser, site):
    with opened(browser, site) as page:
        page.on("dialog", lambda dialog: dialog.accept())
        page.evaluate(LATE)
        field(page, "reviewers.1.title").fill("leder")
        wait_for(lambda: value(site.folder, "reviewers")[1].get("title") == "leder")
        page.locator('button[name="~remove"][value="reviewers.1"]').click()
        wait_for(lambda: names(site) == ["Reviewer 1"])


def names(site: Served) -> list[str]:
    return [one["name"] for one in value(site.folder, "reviewers")]


def test_records_are_moved_by_buttons_and_keys(browser, site):
    with opened(browser, site) as page:
        page.get_by_role("button", name=re.compile("Move down.* 1$")).first.click()
        wait_for(lambda: names(site) == ["Reviewer 2", "Reviewer 1"])
        page.locator('[name="~up"][value="reviewers.1"]:focus').wait_for()
        field(page, "reviewers.1.name").press("Alt+ArrowUp")
        page.locator('[name="~down"][value="reviewers.0"]:focus').wait_for()
        assert names(site) == ["Reviewer 1", "Reviewer 2"]


def test_an_edit_that_is_not_saved_stays_with_its_record(browser, site):
    with opened(browser, site) as page:
        page.route("**/save/**", lambda route: route.abort())
        field(page, "reviewers.0.title").fill("TITLE OF THE FIRST")
        page.get_by_role("button", name=re.compile("Move down.* 1$")).first.click()
        page.get_by_text("does not answer").first.wait_for()
        page.unroute("**/save/**")
        wait_for(lambda: value(site.folder, "reviewers")[0].get("title") == "TITLE OF THE FIRST")
        assert names(site) == ["Reviewer 1", "Reviewer 2"]


def test_the_keys_that_open_a_choice_move_no_record(browser, site):
    with opened(browser, site) as page:
        before = value(site.folder, "development")
        field(page, "development.0.criterion").press("Alt+ArrowDown")
        field(page, "development.0.recommendation").press("Alt+ArrowDown")  # this one does
        wait_for(lambda: value(site.folder, "development") != before)
        assert value(site.folder, "development")[:2] == [before[1], before[0]]


def test_lines_of_a_list_are_moved_by_keys(browser, tmp_path):
    name, sources = "se/granvik-2025.yaml", ("criteria", "caseload_size", "sources")
    with (
        served(samples(tmp_path, "se")) as site,
        opened(browser, site, f"/review/{name}") as page,
    ):
        area = field(page, ".".join(sources))
        area.fill("Een\nTo\nTre")
        area.press("Alt+ArrowUp")
        area.press_sequentially("!")
        wait_for(lambda: value(site.folder, *sources, name=name) == ["Een", "Tre!", "To"])


def test_records_are_moved_without_scripts(browser, site):
    with opened(browser, site, java_script_enabled=False) as page:
        field(page, "unit.place").fill("Nordby")
        page.locator('button[name="~up"][value="reviewers.1"]').click()
        assert names(site) == ["Reviewer 2", "Reviewer 1"]
        assert value(site.folder, "unit", "place") == "Nordby"
        assert page.locator('button[name="~up"][value="reviewers.0"]').count() == 0


def test_a_new_review_is_begun_from_the_list(browser, tmp_path):
    with served(tmp_path) as site, opened(browser, site, "/", locale="da-DK") as page:
        page.get_by_label("Name of the unit").fill("Ny By Kommune")
        field(page, "year").first.fill("2026")
        page.get_by_role("button", name="Begin").click()
        page.wait_for_url("**/review/ny-by-kommune-2026.yaml")
        found = load_review(tmp_path / "ny-by-kommune-2026.yaml", library=find_library(None))
        assert (found.unit.name, found.visit.status) == ("Ny By Kommune", "draft")


def test_the_next_review_of_a_unit_is_begun_from_the_list(browser, site):
    with opened(browser, site, "/") as page:
        page.get_by_label("The last review").select_option("Fjordby Kommune, 2023-10-06")
        page.locator("#next button").click()
        page.wait_for_url("**/review/dk/fjordby-kommune-*.yaml")
        assert field(page, "unit.id").input_value() == "fjordby"
        assert "last time 4" in page.locator("#criterion-caseload_size legend").inner_text()
        last = field(page, "previous.scores.caseload_size")
        page.get_by_text("Its scores, where").click()
        last.fill("2")
        page.locator("#saved").filter(has_text="Saved").wait_for()
        page.reload()
        assert "last time 2" in page.locator("#criterion-caseload_size legend").inner_text()


def test_a_review_in_json_is_shown_and_not_written_to(browser, site):
    file = site.folder / "dk" / "anden.json"
    review = {**read_yaml(site.folder / FJORDBY), "id": "anden"}
    data = json.dumps(review, indent=2)
    file.write_text(data, encoding="utf-8")
    (site.folder / "many.jsonl").write_text("{}\n", encoding="utf-8")
    with opened(browser, site, "/") as page:
        assert "only to look at" in page.locator("tr", has_text="anden.json").inner_text()
        assert "many.jsonl" in page.locator(".aside").inner_text()
        page.goto(site.at("/review/dk/anden.json"))
        assert "anden.yaml" in page.locator(".notice").first.inner_text()
        assert field(page, "unit.name").is_disabled()
        assert page.locator("form button:visible").count() == 0
    edit = {"edits": [{"path": "unit.name", "base": "Fjordby Kommune", "value": "X"}]}
    status, said, _ = site.ask("/save/dk/anden.json", json.dumps(edit).encode())
    assert (status, "anden.yaml" in said, file.read_text(encoding="utf-8")) == (409, True, data)
    assert site.ask("/both/dk/anden.json")[0] == 409
    renamed = file.rename(file.with_suffix(".yaml"))
    assert json.loads(site.ask("/save/dk/anden.yaml", json.dumps(edit).encode())[1])["saved"]
    assert read_yaml(renamed) == {
        **json.loads(data),
        "unit": {**json.loads(data)["unit"], "name": "X"},
    }


def test_the_pages_are_whole_on_a_small_screen(browser, tmp_path):
    """1280 pixels at 400 % are 320; nothing is cut off or needs scrolling sideways."""
    folder = samples(tmp_path, "dk", "fi-sv", "no", "se")
    names = [FJORDBY, "fi-sv/ekvik-2026.yaml", "no/fjellvik-2025.yaml", "se/granvik-2025.yaml"]
    view = {"width": 320, "height": 225}
    with served(folder) as site, opened(browser, site, "/", viewport=view) as page:
        for path in ("/", *(f"/{kind}/{name}" for kind in ("review", "report") for name in names)):
            page.goto(site.at(path))
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, path


def test_a_name_of_two_hundred_letters_breaks_no_page(browser, tmp_path):
    folder = samples(tmp_path / "blå mappe")
    text = (folder / FJORDBY).read_text(encoding="utf-8")
    long = folder / "dk" / "lang ø #1 & co.yaml"
    long.write_text(text.replace("Fjordby Kommune", "langtnavn" * 22), encoding="utf-8")
    paths = ["/", *(f"/{kind}/dk/{quote(long.name)}" for kind in ("review", "report", "both"))]
    with served(folder) as site, opened(browser, site, "/") as page:
        for width in (320, 1000):
            page.set_viewport_size({"width": width, "height": 500})
            for path in paths:
                page.goto(site.at(path))
                assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_a_fault_leads_to_a_place_that_there_is(browser, site):
    file = site.folder / FJORDBY
    text = file.read_text(encoding="utf-8") + "ukendt: 1\n"
    text = text.replace("unit:\n", "unit:\n  stedd: x\n", 1).replace("score: 4", "score: 9", 1)
    file.write_text(text, encoding="utf-8")
    with opened(browser, site) as page:
        places = page.locator("#faults a").evaluate_all("them => them.map(a => a.hash.slice(1))")
        assert "block-unit" in places
        assert len(places) == 2
        assert page.evaluate("them => them.every(one => document.getElementById(one))", places)
        assert "ukendt" in page.locator("#faults").inner_text()
