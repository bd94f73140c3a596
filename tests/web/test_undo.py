"""The last changes, taken back one by one: also where records have moved since."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from itertools import count

import pytest
from served import FJORDBY, ROOT, Served, samples, served

from docgen.yamlfile.parse import read_yaml

NUMBERS = count(1)


class Opened:
    """A review of its own on the page."""

    def __init__(self, site: Served) -> None:
        self.site = site
        self.file = site.folder / f"review-{next(NUMBERS)}.yaml"
        shutil.copy(ROOT / "data" / FJORDBY, self.file)

    def get(self, way: str) -> dict:
        return json.loads(self.site.ask(f"/{way}/{self.file.name}?stamp=")[1])

    def ask(self, way: str, body: object) -> tuple[int, dict]:
        status, text, _ = self.site.ask(f"/{way}/{self.file.name}", json.dumps(body).encode())
        return status, json.loads(text)

    def typed(self, path: str, base: str, value: str) -> None:
        edits = [{"path": path, "base": base, "value": value}]
        assert self.ask("save", {"edits": edits})[1]["saved"] == {path: value}

    def record(self, action: str, index: int) -> int:
        marks = self.get("watch")["records"]["reviewers"]
        mark = marks[index] if index < len(marks) else ""
        body = {"list": "reviewers", "index": index, "mark": mark, "action": action}
        return self.ask("records", body)[0]

    def titles(self) -> list[str | None]:
        return [one.get("title") for one in read_yaml(self.file)["reviewers"]]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(samples(tmp_path_factory.mktemp("undo"))) as found:
        yield found


@pytest.fixture
def page(site: Served) -> Opened:
    return Opened(site)


def test_a_step_in_a_record_that_moved_is_not_taken_back_in_another(page):
    before = page.titles()
    page.typed("unit.name", "Fjordby Kommune", "Nordby")
    page.typed("reviewers.0.title", before[0] or "", "leder")
    assert page.record("down", 0) == 200
    assert page.titles() == [before[1], "leder"]
    status, found = page.ask("undo", {})
    assert (status, found["saved"]) == (200, {"unit.name": "Fjordby Kommune"})
    assert page.titles() == [before[1], "leder"]
    assert page.ask("undo", {})[0] == 409


def test_a_record_that_was_added_leaves_the_steps_of_the_others(page):
    before = page.titles()
    page.typed("reviewers.1.title", before[1] or "", "leder")
    assert page.record("add", len(before)) == 200
    assert page.ask("undo", {})[1]["path"] == "reviewers.1.title"
    assert page.titles() == [*before, None]


def test_a_step_is_not_taken_back_over_what_an_editor_wrote(page):
    page.typed("unit.name", "Fjordby Kommune", "Nordby")
    page.file.write_text(page.file.read_text("utf-8").replace("Nordby", "Sydby"), "utf-8")
    assert page.ask("undo", {})[1]["conflicts"] == {"unit.name": "Sydby"}
    assert "Sydby" in page.file.read_text("utf-8")
