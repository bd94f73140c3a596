"""A review made of a Word file: what it says, what is given besides, and what is kept aside."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from docgen.authoring import fromword as module
from docgen.authoring.fromword import Given, review_from
from docgen.errors import DocgenError, InvalidDataError, ReadError, TemplateError, UsageError
from docgen.intake.reading import Read
from docgen.model import Problem
from docgen.packs.library import find_library
from docgen.packs.load import load_pack

SHELF = find_library()
FIRST = load_pack("dk").criteria[0]
DRAFT = Problem("draft", "is not complete", "form.docx", severity="warning")
NO_NAME = Problem("no-name", "the name is missing", "form.docx", severity="warning")


def a_read(*problems: Problem, strays=(), lacks_name: bool = False, **data) -> Read:
    whole = {"pack": "dk", "unit": {"name": "Enhed A"}, **data}
    return Read(whole, {}, list(problems), lacks_name=lacks_name, strays=strays)


@pytest.fixture
def make(tmp_path, monkeypatch):
    """Return a function that makes a review of a Word file that reads so: its text, the notes."""

    def making(read: Read | Exception, **given: str):
        def reading(source, shelf, code):
            assert (source.name, shelf, code) == ("form.docx", SHELF, "")
            if isinstance(read, Exception):
                raise read
            return read

        monkeypatch.setattr(module, "read_word", reading)
        file = tmp_path / "review.yaml"
        made, notes = review_from(tmp_path / "form.docx", file, library=SHELF, given=Given(**given))
        assert made == [file, tmp_path / "review.dk.schema.json"]
        return file.read_text("utf-8"), notes

    return making


def test_the_review_says_what_the_file_says_and_where_it_came_from(make):
    text, notes = make(a_read(purpose="Formål"))
    assert yaml.safe_load(text) == {"pack": "dk", "unit": {"name": "Enhed A"}, "purpose": "Formål"}
    head = text.splitlines()[:2]
    assert head[0] == "# yaml-language-server: $schema=review.dk.schema.json"
    assert head[1] == "# From form.docx"
    assert notes == []


def test_a_criterion_has_its_number_and_name_behind_its_key(make):
    text, _ = make(a_read(criteria={FIRST.id: {"score": 4, "comment": "Set."}}))
    assert f"\n  {FIRST.id}:  # {f'{FIRST.printed} {FIRST.name}'.strip()}\n" in text


def test_what_is_to_be_known_of_the_file_is_handed_on(make):
    _, notes = make(a_read(DRAFT))
    assert notes == [DRAFT]


@pytest.mark.parametrize(
    ("given", "name", "rules"),
    [({}, "TODO", ["no-name"]), ({"unit": "Enhed B"}, "Enhed B", [])],
)
def test_a_name_that_the_file_lacks_is_given_or_left_to_be_written(make, given, name, rules):
    read = a_read(NO_NAME, lacks_name=True, review={"status": "draft"})
    text, notes = make(read, **given)
    data = yaml.safe_load(text)
    assert data["unit"]["name"] == name
    assert [one.rule for one in notes] == rules
    assert ("status" in (data["review"] or {})) is not bool(given)


def test_a_file_that_lacks_more_than_the_name_stays_a_draft(make):
    read = a_read(NO_NAME, DRAFT, lacks_name=True, review={"status": "draft"})
    text, notes = make(read, unit="Enhed B")
    assert yaml.safe_load(text)["review"]["status"] == "draft"
    assert notes == [DRAFT]


@pytest.mark.parametrize(
    ("unit", "kept"), [("Enhed A", 0), ("enhed  a", 0), ("Enhed B", 1)],
    ids=["the same", "the same but for its letters", "another"],
)  # fmt: skip
def test_a_name_that_is_given_besides_is_not_taken_and_told(make, unit, kept):
    text, notes = make(a_read(), unit=unit)
    assert yaml.safe_load(text)["unit"]["name"] == "Enhed A"
    assert [one.rule for one in notes] == ["kept"] * kept
    if kept:
        assert notes[0].message == "says 'Enhed A', which is kept; --unit 'Enhed B' is not taken"
        assert notes[0].severity == "warning"


def test_an_id_of_the_unit_stands_before_its_name(make):
    text, _ = make(a_read(), unit_id="a-1")
    assert list(yaml.safe_load(text)["unit"].items()) == [("id", "a-1"), ("name", "Enhed A")]


@pytest.mark.parametrize(
    ("known", "given", "date", "kept"),
    [
        ({}, "2026-03-27", "2026-03-27", 0),
        ({}, "27. marts 2026", "2026-03-27", 0),
        ({"report_date": "2026-03-27"}, "2026-03-27", "2026-03-27", 0),
        ({"report_date": "2026-03-01"}, "2026-03-27", "2026-03-01", 1),
    ],
)
def test_a_date_that_is_given_is_that_of_the_report_unless_the_file_has_one(
    make, known, given, date, kept
):
    text, notes = make(a_read(review=known), date=given)
    assert str(yaml.safe_load(text)["review"]["report_date"]) == date
    assert [one.rule for one in notes] == ["kept"] * kept


def test_what_is_no_date_is_told_with_a_way_out(make, tmp_path):
    with pytest.raises(UsageError, match="--date soon: is no date; write it like 2026-03-27"):
        make(a_read(), date="soon")
    assert list(tmp_path.iterdir()) == []


def test_text_that_belongs_nowhere_stands_below_so_that_nothing_is_lost(make):
    text, _ = make(a_read(strays=(("Hilsen\nReviewer", "page 2"), ("x: y\x07", "table 1"))))
    below = text[text.index("\n# Text of the file") :].splitlines()
    assert below[2:] == ["#", "# page 2:", "#   Hilsen", "#   Reviewer", "#", "# table 1:",
                         "#   x: y\\x07"]  # fmt: skip
    assert yaml.safe_load(text) == {"pack": "dk", "unit": {"name": "Enhed A"}}


@pytest.mark.parametrize(
    ("error", "raised"),
    [
        (TemplateError([Problem("no-zip", "no Word file", "f")]), InvalidDataError),
        (InvalidDataError([Problem("no-form", "no form", "f")]), InvalidDataError),
    ],
)
def test_what_cannot_be_read_makes_no_file(make, tmp_path, error, raised):
    with pytest.raises(raised) as caught:
        make(error)
    assert [one.rule for one in caught.value.problems] == [error.problems[0].rule]
    assert list(tmp_path.iterdir()) == []


def test_faults_make_no_file_and_warnings_beside_them_are_not_told(make, tmp_path):
    fault = Problem("score", "no score", "form.docx")
    with pytest.raises(InvalidDataError) as caught:
        make(a_read(DRAFT, fault))
    assert list(caught.value.problems) == [fault]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("source", "file", "code", "says"),
    [
        ("form.docx", "a.txt", "", "the name of a review ends in .yaml"),
        ("form.pdf", "a.yaml", "", "is no Word file; --from takes a filled form"),
        ("~$form.docx", "a.yaml", "", "is Word's mark of an open document"),
        ("form.docx", "a.yaml", "xx", "xx"),
    ],
)
def test_what_is_wrong_with_the_command_is_told_first(tmp_path, source, file, code, says):
    with pytest.raises((UsageError, ReadError, DocgenError), match=says):
        review_from(Path(source), tmp_path / file, library=SHELF, code=code)
    assert list(tmp_path.iterdir()) == []
