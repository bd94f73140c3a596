"""A Word file dropped on a page: its edits are shown, and taken as the person chooses."""

from __future__ import annotations

from pathlib import Path

import pytest
from forms import paragraphs
from served import FJORDBY, samples, served
from wordedits import inserted, retyped
from wordforms import fill

from docgen.document.blankform import make_form
from docgen.errors import DocgenError, KeptFileError
from docgen.packs.library import find_library
from docgen.packs.load import load_pack
from docgen.review.load import load_review
from docgen.web.dropped import look_at, take
from docgen.web.editing import Edit, Files
from docgen.web.folder import Reviews
from docgen.web.making import make

SHELF = find_library(None)
COMMENT = "criteria.employment_services_staff.comment"
TEXT = "Skrevet i Word."


class Desk:
    """A folder with a review whose report is made."""

    def __init__(self, folder: Path) -> None:
        self.reviews = Reviews(samples(folder), SHELF)
        self.file = self.reviews.folder / FJORDBY
        self.files = Files(SHELF)
        self.report = make(self.reviews, FJORDBY, self.file, "report").path

    @property
    def state(self) -> str:
        review = load_review(self.file, library=SHELF)
        return self.reviews.state_of(FJORDBY, self.file, review)

    def edit(self, path: str, text: str) -> bytes:
        data = retyped(self.report.read_bytes(), path, text)
        self.report.write_bytes(data)
        return data

    def look(self, data: bytes):
        return look_at(data, "x.docx", self.file, SHELF)

    def take(self, found, *numbers: int):
        return take(found, numbers, self.file, self.reviews.out, self.files)

    def comment(self) -> str:
        return load_review(self.file, library=SHELF).criteria["employment_services_staff"].comment


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_report_lies_where_render_puts_it_and_its_state_is_told(desk):
    assert desk.report == desk.reviews.out / "dk" / "fjordby-2023.docx"
    assert desk.state == "current"
    desk.files.save(desk.file, [Edit("unit.place", "", "Nordby")])
    assert desk.state == "behind"
    desk.edit(COMMENT, TEXT)
    assert desk.state == "both"
    with pytest.raises(KeptFileError):
        make(desk.reviews, FJORDBY, desk.file, "report")


def test_the_list_says_how_each_review_and_report_stands(desk):
    rows = {row.name: row for row in desk.reviews.listed(60).rows}
    row = rows[FJORDBY]
    assert (row.facts.unit, row.facts.scored, row.facts.criteria, row.facts.total) == (
        "Fjordby Kommune",
        25,
        25,
        101,
    )
    assert (row.facts.level, row.facts.faults, row.report) == ("God IPS fidelity", 0, "current")
    desk.edit(COMMENT, TEXT)
    desk.files.save(desk.file, [Edit("criteria.caseload_size.score", "4", "")])
    row = {row.name: row for row in desk.reviews.listed(60).rows}[FJORDBY]
    assert (row.facts.scored, row.facts.total, row.report) == (24, 97, "both")


def test_what_was_typed_in_word_is_shown_and_taken_where_it_is_wanted(desk):
    found = desk.look(desk.edit(COMMENT, TEXT))
    (choice,) = [one for one in found.choices if one.can_be_taken]
    assert (choice.now, choice.kind, choice.wanted) == (TEXT, "edit", True)
    assert desk.take(found) == (0, {})
    assert TEXT not in desk.comment()
    assert desk.take(found, choice.number) == (1, {})
    assert desk.comment() == TEXT
    assert make(desk.reviews, FJORDBY, desk.file, "report").new


def test_where_both_changed_a_text_the_person_decides(desk):
    data = desk.edit(COMMENT, TEXT)
    now = desk.comment()
    desk.files.save(desk.file, [Edit(COMMENT, now, "Skrevet på siden.")])
    found = desk.look(data)
    conflict = next(one for one in found.choices if one.kind == "conflict")
    assert not conflict.wanted
    assert "Skrevet på siden." in conflict.was
    assert TEXT in conflict.now
    desk.take(found, conflict.number)
    assert TEXT in desk.comment()


def test_a_score_of_word_is_taken_only_if_it_is_ticked(desk):
    found = desk.look(desk.edit("criteria.employment_services_staff.score", "5"))
    (score,) = [one for one in found.choices if one.kind == "score"]
    assert not score.wanted
    desk.take(found, score.number)
    review = load_review(desk.file, library=SHELF)
    assert review.criteria["employment_services_staff"].score == 5


def test_a_list_that_was_made_before_the_review_changed_is_not_applied(desk):
    found = desk.look(desk.edit(COMMENT, TEXT))
    desk.files.save(desk.file, [Edit(COMMENT, desk.comment(), "Andet.")])
    with pytest.raises(DocgenError, match="drop the file again"):
        desk.take(found, 0)
    assert desk.comment() == "Andet."


def test_a_report_of_another_review_is_named_and_not_applied(desk):
    other = desk.file.with_name("fjordby-2022.yaml")
    data = make(desk.reviews, "dk/fjordby-2022.yaml", other, "report").path.read_bytes()
    with pytest.raises(DocgenError, match="fjordby-2022"):
        desk.look(data)
    for wrong in (b"", b"PK", inserted("x").encode()):
        with pytest.raises(DocgenError):
            desk.look(wrong)


def test_a_filled_form_is_a_list_too(desk):
    pack = load_pack("dk", library=SHELF)
    form = make_form(pack, "report")
    filled = fill(form, {"unit.name": "Fjordby Kommune", COMMENT: TEXT})
    found = desk.look(filled)
    (choice,) = [one for one in found.choices if one.now == TEXT]
    assert not choice.wanted  # the review says something else there
    desk.take(found, choice.number)
    assert desk.comment() == TEXT
    with pytest.raises(DocgenError, match="Anden By"):
        desk.look(fill(form, {"unit.name": "Anden By", COMMENT: TEXT}))


@pytest.mark.chromium
def test_the_report_is_made_drawn_and_its_edits_taken_on_the_page(browser, tmp_path):
    folder = samples(tmp_path)
    with served(folder) as site:
        context = browser.new_context()
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on(
            "request",
            lambda request: said.extend(
                [] if request.url.startswith((site.origin, "blob:", "data:")) else [request.url]
            ),
        )
        page.goto(site.at(f"/report/{FJORDBY}"))
        page.locator('[data-make="report"]').click()
        page.get_by_text("Made: out/dk/fjordby-2023.docx").wait_for()
        page.locator("#look").click()
        frame = page.frame_locator("iframe")
        page.locator('iframe[data-drawn="true"]').wait_for()
        drawn = "".join(frame.locator("#paper").inner_text().split())
        printed = list(paragraphs((folder / "out" / "dk" / "fjordby-2023.docx").read_bytes()))
        lacking = [one for one in printed if "".join(one.split()) not in drawn]
        assert lacking == []
        report = folder / "out" / "dk" / "fjordby-2023.docx"
        report.write_bytes(retyped(report.read_bytes(), COMMENT, TEXT))
        page.locator("#word").set_input_files(report)
        page.get_by_text(TEXT).wait_for()
        page.get_by_role("button", name="Take what is ticked").click()
        page.get_by_text("Taken into the review: 1").wait_for()
        assert said == []
        context.close()
    review = load_review(folder / FJORDBY, library=SHELF)
    assert review.criteria["employment_services_staff"].comment == TEXT
