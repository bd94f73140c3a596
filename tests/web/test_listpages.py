"""The list: found, sorted, read on behind the page; new reviews; the language of the pages."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from asked import Pages
from builders import review_text, write_review
from hypothesis import given, settings
from hypothesis import strategies as st
from wordforms import fill

from docgen.document.blankform import make_form
from docgen.packs.load import load_pack
from docgen.web.folder import Listed, Row
from docgen.web.listpages import COLUMNS, address, free_name
from docgen.yamlfile.parse import read_yaml


@pytest.fixture
def pages(tmp_path: Path) -> Pages:
    write_review(tmp_path / "dk" / "nord.yaml", unit="Nordby")
    write_review(tmp_path / "dk" / "syd.yaml", unit="Sydby", score=5)
    write_review(tmp_path / "se" / "vest.yaml", pack="se", unit="Västby", status="draft")
    return Pages(tmp_path)


def rows(text: str) -> list[str]:
    """Return the names of the reviews that a page lists, in its order."""
    return re.findall(r'href="/review/([^"]+)"', text)


# --- found and sorted ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["dk/nord.yaml", "dk/syd.yaml", "se/vest.yaml"]),
        ("find=nord", ["dk/nord.yaml"]),
        ("find=NORDBY", ["dk/nord.yaml"]),
        ("find=v%C3%A4st", ["se/vest.yaml"]),
        ("find=dk+2026", ["dk/nord.yaml", "dk/syd.yaml"]),
        ("find=sverige", ["se/vest.yaml"]),
        ("find=nord+syd", []),
        ("find=xyz", []),
    ],
)
def test_every_word_must_be_found_in_a_row(pages: Pages, query: str, found: list[str]) -> None:
    answer = pages.get(f"/?{query}")
    assert answer.status == 200
    assert sorted(rows(answer.text)) == found


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("sort=unit", "dk/nord.yaml"),
        ("sort=unit&down=1", "se/vest.yaml"),
        ("sort=total", "dk/nord.yaml"),
        ("sort=total&down=1", "dk/syd.yaml"),
        ("sort=odd", None),
    ],
)
def test_columns_sort_up_and_down(pages: Pages, query: str, first: str | None) -> None:
    found = rows(pages.get(f"/?{query}").text)
    assert len(found) == 3
    assert first is None or found[0] == first


@pytest.mark.parametrize("column", COLUMNS)
def test_every_column_can_be_sorted_by(pages: Pages, column: str) -> None:
    for down in ("", "&down=1"):
        assert len(rows(pages.get(f"/?sort={column}{down}").text)) == 3


def test_the_newest_stands_first_where_nothing_is_asked_for(pages: Pages) -> None:
    text = review_text(unit="Ældre").replace("2026-03-27", "2020-01-01")
    (pages.folder / "old.yaml").write_text(text, encoding="utf-8")
    assert rows(pages.get("/").text)[-1] == "old.yaml"
    assert rows(pages.get("/?sort=date&down=0").text)[0] == "old.yaml"


def test_an_empty_folder_is_a_page_too(tmp_path: Path) -> None:
    answer = Pages(tmp_path).get("/")
    assert (answer.status, rows(answer.text)) == (200, [])


def test_a_file_of_many_reviews_is_named(pages: Pages) -> None:
    (pages.folder / "many.jsonl").write_text("{}\n", encoding="utf-8")
    assert "many.jsonl" in pages.get("/").text
    assert "many.jsonl" not in rows(pages.get("/").text)


def test_rows_that_are_not_read_yet_come_later(
    pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []

    def listed(seconds: float) -> Listed:
        waited.append(seconds)
        return Listed([Row("dk/nord.yaml", read=False)], 1)

    monkeypatch.setattr(pages.site.reviews, "listed", listed)
    assert "is being read ..." in pages.get("/").text
    found = pages.get("/rows").data
    assert (found["waiting"], "is being read ..." in found["html"]) == (1, True)
    assert waited == sorted(waited)
    assert waited[-1] <= 2


def test_the_rows_alone_are_those_of_the_page(pages: Pages) -> None:
    found = pages.get("/rows?sort=unit&find=by").data
    assert found["waiting"] == 0
    assert rows(found["html"]) == ["dk/nord.yaml", "dk/syd.yaml", "se/vest.yaml"]
    assert rows(pages.get("/rows?find=syd").data["html"]) == ["dk/syd.yaml"]


def test_a_new_review_may_follow_each_unit_s_last_one_that_is_done(pages: Pages) -> None:
    text = review_text(unit="Nordby").replace("2026-03-27", "2027-03-27")
    (pages.folder / "dk" / "nord-2027.yaml").write_text(text, encoding="utf-8")
    units = pages.get("/rows").data["units"]
    offered = re.findall(r'<option value="([^"]+)"', units)
    assert offered == ["dk/nord-2027.yaml", "dk/syd.yaml"]  # a draft is not done


# --- a new one -------------------------------------------------------------------------------


def test_the_first_review_of_a_unit_is_written_and_opened(pages: Pages) -> None:
    answer = pages.send("/new", pack="dk", unit=" Ny By ", year="2026")
    assert (answer.status, answer.headers["location"]) == (303, "/review/ny-by-2026.yaml")
    found = read_yaml(pages.folder / "ny-by-2026.yaml")
    assert (found["pack"], found["unit"]["name"]) == ("dk", "Ny By")
    again = pages.send("/new", pack="dk", unit="Ny By", year="2026")
    assert again.headers["location"] == "/review/ny-by-2026-2.yaml"


def test_the_next_one_of_a_unit_lies_beside_its_last(pages: Pages) -> None:
    answer = pages.send("/new", last="dk/nord.yaml", year="2027")
    assert answer.headers["location"] == "/review/dk/nordby-2027.yaml"
    found = read_yaml(pages.folder / "dk" / "nordby-2027.yaml")
    assert (found["pack"], found["unit"]["name"]) == ("dk", "Nordby")
    assert "score: 4" not in (pages.folder / "dk" / "nordby-2027.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"pack": "dk", "unit": "  "}, "say the name of the unit"),
        ({"pack": "xx", "unit": "A"}, "no pack 'xx'"),
        ({"unit": "A"}, "no pack ''"),
        ({"last": "nothing.yaml"}, "there is no review nothing.yaml in this folder"),
        ({"last": "../a.yaml"}, "there is no review ../a.yaml in this folder"),
    ],
)
def test_what_cannot_be_made_is_told_on_the_list_and_keeps_what_was_typed(
    pages: Pages, form: dict[str, str], words: str
) -> None:
    before = sorted(pages.folder.rglob("*.yaml"))
    answer = pages.send_form("/new", {**form, "year": "2031"})
    assert answer.status == 422
    text = unescape(answer.text)
    assert words in text
    assert "2031" in text
    assert len(rows(answer.text)) == 3
    assert sorted(pages.folder.rglob("*.yaml")) == before


# --- from Word -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def form() -> bytes:
    return fill(make_form(load_pack("dk"), "report"), {"unit.name": "Ny Enhed"})


def test_a_filled_form_becomes_a_review(pages: Pages, form: bytes) -> None:
    answer = pages.give("/new/word?file=Ny%20Enhed.docx", form)
    assert answer.status == 200, answer.text
    name = answer.data["address"].removeprefix("/review/")
    assert read_yaml(pages.folder / name)["unit"]["name"] == "Ny Enhed"
    assert all(isinstance(one, str) for one in answer.data["notes"])
    assert pages.get(answer.data["address"]).status == 200


@pytest.mark.parametrize("data", [b"", b"no Word file"])
def test_what_is_no_form_is_told_and_leaves_nothing(pages: Pages, data: bytes) -> None:
    answer = pages.give("/new/word?file=..%2F..%2Fa.docx", data)
    assert answer.status == 409
    assert answer.data["error"]
    assert "docgen-" not in answer.data["error"]
    assert sorted(one.name for one in pages.folder.iterdir()) == ["dk", "se"]


# --- names, addresses, language --------------------------------------------------------------


@pytest.mark.parametrize(
    ("unit", "year", "name"),
    [
        ("Enhed A", "", "enhed-a.yaml"),
        ("Enhed A", "2026", "enhed-a-2026.yaml"),
        ("Enhed A", "26", "enhed-a.yaml"),
        ("Enhed A", "20266", "enhed-a.yaml"),
        ("Enhed A", "2o26", "enhed-a.yaml"),
    ],
)
def test_a_file_is_named_for_its_unit_and_year(
    tmp_path: Path, unit: str, year: str, name: str
) -> None:
    assert free_name(tmp_path, unit, year) == tmp_path / name


@settings(max_examples=15)
@given(unit=st.text(max_size=30))
def test_whatever_a_unit_is_called_its_file_lies_in_the_folder(unit: str) -> None:
    folder = Path("nowhere")
    file = free_name(folder, unit, "2026")
    assert file.parent == folder
    assert file.suffix == ".yaml"
    assert not {*'<>:"|?*\\'} & {*file.name}


def test_an_address_is_one_whatever_the_file_is_called() -> None:
    folder = Path("r")
    assert address(folder / "a b" / "ø&?.yaml", folder) == "/review/a%20b/%C3%B8%26%3F.yaml"


@pytest.mark.parametrize("wanted", ["da", "sv", "nb", "en"])
def test_a_language_is_kept_and_one_comes_back(pages: Pages, wanted: str) -> None:
    answer = pages.get(f"/language?to={wanted}&back=/review/dk/nord.yaml")
    assert (answer.status, answer.headers["location"]) == (303, "/review/dk/nord.yaml")
    cookie = answer.headers["set-cookie"]
    assert f"docgen-language={wanted}" in cookie
    assert "SameSite=strict" in cookie


@pytest.mark.parametrize("wanted", ["", "xx", "da-DK"])
def test_one_that_there_is_not_is_not_kept(pages: Pages, wanted: str) -> None:
    answer = pages.get(f"/language?to={wanted}")
    assert (answer.status, answer.headers["location"]) == (303, "/")
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "back", ["//evil.example", "/%5Cevil.example", "http://evil.example", "", "javascript:1"]
)
def test_one_comes_back_to_this_page_alone(pages: Pages, back: str) -> None:
    assert pages.get(f"/language?to=da&back={back}").headers["location"] == "/"
