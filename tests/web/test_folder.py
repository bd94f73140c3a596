"""The list of a folder: what is read for it, once, and what makes it read again."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import ROOT, write_review
from served import FJORDBY, samples, served

from docgen.bounds.kept import keeping_alone
from docgen.errors import DocgenError
from docgen.history import looked
from docgen.history.looked import Indexes
from docgen.packs.library import Library, find_library
from docgen.web.folder import Reviews, Row
from docgen.web.making import make

SHELF = find_library(None)
LONG = 60.0
EARLIER, LATER = "fi-sv/ekvik-2025.yaml", "fi-sv/ekvik-2026.yaml"


def folder_of(place: Path, count: int = 5) -> Path:
    """Return a folder of reviews of so many units."""
    for number in range(count):
        write_review(place / f"r{number}.yaml", unit=f"Enhed {number}")
    return place


def rows_of(reviews: Reviews) -> dict[str, Row]:
    return {row.name: row for row in reviews.listed(LONG).rows}


@pytest.mark.usefixtures("own_cache")
def test_what_was_read_once_is_not_parsed_by_the_next_page_that_is_started(tmp_path, parsed):
    folder = folder_of(tmp_path / "r")
    with keeping_alone():
        first = rows_of(Reviews(folder, SHELF))
    assert len(parsed) >= 5
    del parsed[:]
    with keeping_alone():
        assert rows_of(Reviews(folder, SHELF)) == first
    assert parsed == []
    assert {row.facts.total for row in first.values()} == {100}


@pytest.mark.usefixtures("own_cache")
def test_one_change_takes_one_row(tmp_path, parsed):
    folder = folder_of(tmp_path / "r")
    reviews = Reviews(folder, SHELF)
    with keeping_alone():
        rows_of(reviews)
        del parsed[:]
        write_review(folder / "r3.yaml", unit="Enhed 3", score=5)
        assert rows_of(reviews)["r3.yaml"].facts.total == 125
        assert len(parsed) == 1
        del parsed[:]
        rows_of(reviews)
        assert parsed == []


@pytest.mark.usefixtures("own_cache")
def test_defaults_and_the_pack_are_part_of_what_a_row_follows_from(tmp_path):
    folder = folder_of(tmp_path / "r", 1)
    packs = tmp_path / "packs"
    shutil.copytree(ROOT / "templates" / "dk", packs / "dk")
    shelf = Library((packs, *SHELF.roots))

    def only() -> Row:
        with keeping_alone():
            return rows_of(Reviews(folder, shelf))["r0.yaml"]

    assert (only().facts.unit, only().facts.level) == ("Enhed 0", "God IPS fidelity")
    (folder / "_shared.yaml").write_text("unit: {place: Nordby}\n", "utf-8")
    assert only().facts.unit == "Enhed 0, Nordby"
    pack = packs / "dk" / "pack.yaml"
    pack.write_text(pack.read_text("utf-8").replace("label: God IPS", "label: Fin IPS"), "utf-8")
    assert only().facts.level == "Fin IPS fidelity"


def test_a_file_that_looks_as_it_did_is_not_opened(tmp_path, monkeypatch):
    folder = folder_of(tmp_path / "r")
    reviews = Reviews(folder, SHELF)
    rows_of(reviews)
    monkeypatch.setattr("docgen.web.facts.read_bytes", _never)
    assert len(rows_of(reviews)) == 5


def _never(*_: object) -> None:
    raise AssertionError("it was read again")


def test_what_is_gone_leaves_the_list_and_a_broken_review_stays_in_it(tmp_path):
    folder = folder_of(tmp_path / "r", 2)
    reviews = Reviews(folder, SHELF)
    rows_of(reviews)
    (folder / "r0.yaml").unlink()
    (folder / "r1.yaml").write_text("pack: [\n", "utf-8")
    assert [(row.name, row.facts.faults > 0) for row in rows_of(reviews).values()] == [
        ("r1.yaml", True)
    ]
    write_review(folder / "r1.yaml")
    assert rows_of(reviews)["r1.yaml"].facts.faults == 0


def test_a_change_of_the_earlier_review_puts_the_report_behind(tmp_path):
    reviews = Reviews(samples(tmp_path, "fi-sv"), SHELF)
    make(reviews, LATER, reviews.folder / LATER, "report")
    assert rows_of(reviews)[LATER].report == "current"
    earlier = reviews.folder / EARLIER
    text = earlier.read_text("utf-8")
    earlier.write_text(text.replace("score: 3", "score: 2", 1), "utf-8")
    assert rows_of(reviews)[LATER].report == "behind"
    earlier.write_text(text, "utf-8")
    assert rows_of(reviews)[LATER].report == "current"


@pytest.mark.usefixtures("own_cache")
def test_a_report_that_stands_takes_no_reading_in_the_next_run(tmp_path, parsed):
    folder = samples(tmp_path / "r")
    with keeping_alone():
        reviews = Reviews(folder, SHELF)
        make(reviews, FJORDBY, folder / FJORDBY, "report")
        rows = rows_of(reviews)
    del parsed[:]
    with keeping_alone():
        assert rows_of(Reviews(folder, SHELF)) == rows
    assert parsed == []


@pytest.mark.skipif(os.name == "nt", reason="links take rights there")
def test_a_manifest_that_cannot_be_trusted_is_told_and_hides_no_list_for_good(tmp_path):
    reviews = Reviews(folder_of(tmp_path / "r", 1), SHELF)
    (reviews.out).mkdir()
    (reviews.out / ".docgen").symlink_to(tmp_path)
    with pytest.raises(DocgenError, match="docgen"):
        reviews.listed(LONG)
    (reviews.out / ".docgen").unlink()
    assert len(rows_of(reviews)) == 1


def test_an_index_reads_again_only_what_was_written_anew(tmp_path, monkeypatch):
    folder = folder_of(tmp_path / "r", 3)
    read: list[str] = []
    real: Callable[..., object] = looked.Reader.entries

    def counting(self: looked.Reader, file: Path) -> object:
        read.append(file.name)
        return real(self, file)

    monkeypatch.setattr(looked.Reader, "entries", counting)
    indexes = Indexes()
    first = indexes.of(folder)
    assert indexes.of(folder) is first
    assert read == ["r0.yaml", "r1.yaml", "r2.yaml"]
    write_review(folder / "r1.yaml", unit="En anden enhed")
    (folder / "r2.yaml").unlink()
    assert [one.unit_name for one in indexes.of(folder).entries] == ["Enhed 0", "En anden enhed"]
    assert read[3:] == ["r1.yaml"]


def test_the_page_gets_the_rest_of_the_rows_when_they_are_read(tmp_path):
    with served(folder_of(tmp_path / "r", 3)) as site:
        status, body, _ = site.ask("/rows")
        assert status == 200
        assert '"waiting":0' in body.replace(" ", "")
        assert body.count("/review/r") == 3


def test_a_look_that_comes_to_nothing_is_told_and_the_next_one_goes_on(tmp_path, monkeypatch):
    reviews = Reviews(folder_of(tmp_path / "r", 2), SHELF)
    with monkeypatch.context() as patched:
        patched.setattr(reviews, "_reports", lambda: 1 / 0)
        with pytest.raises(DocgenError, match="please report"):
            reviews.listed(LONG)
    assert [row.read for row in reviews.listed(LONG).rows] == [True, True]


def test_a_folder_that_is_gone_has_no_rows_and_comes_back(tmp_path):
    folder = folder_of(tmp_path / "r", 2)
    reviews = Reviews(folder, SHELF)
    assert len(reviews.listed(LONG).rows) == 2
    folder.rename(tmp_path / "away")
    assert reviews.listed(LONG).rows == []
    (tmp_path / "away").rename(folder)
    assert len(reviews.listed(LONG).rows) == 2
