"""The page of a report: made, handed out, opened, and edits of Word files taken back."""

from __future__ import annotations

from html import unescape
from pathlib import Path

import pytest
from asked import Pages
from builders import review_text, write_review
from wordedits import retyped

from docgen.web import making
from docgen.web.reportpages import WORD
from docgen.yamlfile.parse import read_yaml

NAME = "a.yaml"
COMMENT = "criteria.caseload_size.comment"


@pytest.fixture
def pages(tmp_path: Path) -> Pages:
    write_review(tmp_path / NAME, unit="Enhed Ø")
    return Pages(tmp_path)


def made(pages: Pages) -> Path:
    assert pages.post(f"/make/{NAME}", {}).status == 200
    return pages.folder / "out" / "a.docx"


def edited(pages: Pages, text: str = "Skrevet i Word.") -> bytes:
    return retyped(made(pages).read_bytes(), COMMENT, text)


# --- shown and made --------------------------------------------------------------------------


def test_the_page_says_how_the_report_stands(pages: Pages) -> None:
    text = pages.get(f"/report/{NAME}").text
    assert "Enhed Ø" in text
    assert "not made yet" in text
    assert "out/a.docx" in text
    made(pages)
    assert "up to date" in pages.get(f"/report/{NAME}").text


def test_faults_and_missing_scores_are_told_there(pages: Pages) -> None:
    (pages.folder / NAME).write_text(review_text().replace("score: 4", "score: 9", 1), "utf-8")
    text = unescape(pages.get(f"/report/{NAME}").text)
    assert "from 1 to 5" in text
    assert "what is made is a draft" in text
    (pages.folder / NAME).write_text("pack: dk\n", encoding="utf-8")
    assert pages.get(f"/report/{NAME}").status == 200


def test_a_report_is_made_and_told_unchanged_then(pages: Pages) -> None:
    first = pages.post(f"/make/{NAME}", {}).data
    assert (first["said"], first["document"]) == ("Made: out/a.docx", "report")
    assert "up to date" in first["state"]
    assert pages.post(f"/make/{NAME}", {}).data["said"] == "Up to date: out/a.docx"
    other = pages.post(f"/make/{NAME}", {"document": "overview"}).data
    assert other["said"] == "Made: out/a-overview.docx"


def test_that_it_is_a_draft_is_said(pages: Pages) -> None:
    write_review(pages.folder / NAME, without=("disclosure",))
    assert "It is a draft" in pages.post(f"/make/{NAME}", {}).data["said"]


@pytest.mark.parametrize("body", [{"document": "odd"}, {"document": 5}, {"document": "procedure"}])
def test_a_document_there_is_not_is_told(pages: Pages, body: object) -> None:
    answer = pages.post(f"/make/{NAME}", body)
    assert (answer.status, answer.data) == (409, {"error": "the pack has no such document"})
    assert not (pages.folder / "out").exists()


def test_a_body_that_names_none_means_the_report(pages: Pages) -> None:
    assert pages.post(f"/make/{NAME}", [1]).data["document"] == "report"


# --- handed out and opened -------------------------------------------------------------------


def test_a_copy_is_handed_out_under_its_name(pages: Pages) -> None:
    answer = pages.get(f"/made/{NAME}?as=docx")
    assert answer.headers["content-type"] == WORD
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''a.docx"
    assert answer.body.startswith(b"PK")
    plain = pages.get(f"/made/{NAME}?as=plain&document=report")
    assert plain.body != answer.body
    assert not (pages.folder / "out").exists()


def test_a_pdf_is_shown_in_the_browser(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "as_pdf", lambda data: b"%PDF of " + data[:2])
    answer = pages.get(f"/made/{NAME}?as=pdf")
    assert (answer.headers["content-type"], answer.body) == ("application/pdf", b"%PDF of PK")
    assert answer.headers["content-disposition"] == "inline; filename*=UTF-8''a.pdf"


def test_what_cannot_be_handed_out_is_told_as_a_page(pages: Pages) -> None:
    answer = pages.get(f"/made/{NAME}?document=odd")
    assert (answer.status, "the pack has no such document" in answer.text) == (409, True)


def test_a_report_is_opened_where_it_stands(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(making, "open_in_word", opened.append)
    assert pages.post(f"/open/{NAME}", {}).data == {"said": "It opens in Word."}
    assert opened == [pages.site.reviews.folder / "out" / "a.docx"]
    (pages.folder / NAME).write_text("pack: dk\n", encoding="utf-8")
    answer = pages.post(f"/open/{NAME}", {})
    assert (answer.status, "no report can be made" in answer.data["error"]) == (409, True)


def test_one_that_is_not_made_is_not_opened(pages: Pages) -> None:
    answer = pages.post(f"/open/{NAME}", {})
    assert (answer.status, "is not made yet" in answer.data["error"]) == (409, True)


# --- edits of Word ---------------------------------------------------------------------------


def test_what_a_dropped_file_says_is_shown_and_taken(pages: Pages) -> None:
    answer = pages.give(f"/drop/{NAME}?file=C:%5Ctemp%5Ca.docx", edited(pages))
    assert "Skrevet i Word." in answer.data["html"]
    (key,) = pages.site.drops._known
    assert key in answer.data["html"]
    (number,) = [one.number for one in pages.site.drops.get(key).choices if one.can_be_taken]
    said = pages.post(f"/take/{NAME}", {"drop": key, "take": [number, "x"]}).data["said"]
    assert said == "Taken into the review: 1"
    found = read_yaml(pages.folder / NAME)["criteria"]["caseload_size"]
    assert found["comment"].strip() == "Skrevet i Word."


def test_the_report_that_stands_in_its_place_may_be_taken(pages: Pages) -> None:
    data = edited(pages)
    (pages.folder / "out" / "a.docx").write_bytes(data)
    answer = pages.give(f"/drop/{NAME}?own=1", b"")
    assert "Skrevet i Word." in answer.data["html"]


@pytest.mark.parametrize("data", [b"", b"PK", b"no Word file"])
def test_what_is_no_word_file_is_told_by_its_name_alone(pages: Pages, data: bytes) -> None:
    answer = pages.give(f"/drop/{NAME}?file=..%2Fbrev%20%C3%B8.docx", data)
    assert answer.status == 409
    assert answer.data["error"].startswith("brev ø.docx: ")
    assert "docgen-" not in answer.data["error"]


@pytest.mark.parametrize(
    "body", [[], {}, {"drop": 5, "take": []}, {"drop": "x"}, {"drop": "x", "take": "all"}]
)
def test_what_names_no_file_and_no_choices_is_told(pages: Pages, body: object) -> None:
    answer = pages.post(f"/take/{NAME}", body)
    assert (answer.status, answer.data) == (409, {"error": "these are no edits"})


def test_a_file_that_is_forgotten_is_to_be_dropped_again(pages: Pages) -> None:
    answer = pages.post(f"/take/{NAME}", {"drop": "0" * 64, "take": [0]})
    assert (answer.status, "drop it again" in answer.data["error"]) == (409, True)


def test_what_was_changed_meanwhile_is_counted(
    pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages.give(f"/drop/{NAME}", edited(pages))
    (key,) = pages.site.drops._known
    monkeypatch.setattr("docgen.web.dropped.take", lambda *_: (0, {"a": "x", "b": "y"}))
    said = pages.post(f"/take/{NAME}", {"drop": key, "take": [0]}).data["said"]
    assert said.endswith("Not taken, because it was changed meanwhile: 2")


def test_the_frame_that_draws_holds_nothing_of_a_review(pages: Pages) -> None:
    answer = pages.get("/preview-frame")
    assert answer.status == 200
    assert "Enhed" not in answer.text
    assert "sandbox" in answer.headers["content-security-policy"]


def test_a_report_of_another_folder_is_not_there(pages: Pages) -> None:
    assert pages.get("/report/../a.yaml").status == 404
