"""The application: which address leads where, and what is done with a body that is none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from asked import TOKEN, Pages, ask
from builders import write_review
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.version import VERSION
from docgen.web.app import form, plain, whole
from docgen.web.bodies import MOST_BODY, MOST_TEXT

NAME = "a.yaml"


@pytest.fixture
def pages(tmp_path: Path) -> Pages:
    write_review(tmp_path / NAME, unit="Enhed Ø")
    return Pages(tmp_path)


# --- addresses -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/", "<!doctype html>"),
        ("/rows", '"waiting"'),
        (f"/review/{NAME}", "Enhed Ø"),
        (f"/report/{NAME}", "Enhed Ø"),
        (f"/both/{NAME}", "Enhed Ø"),
        (f"/check/{NAME}", '"html"'),
        (f"/watch/{NAME}", '"texts"'),
        ("/preview-frame", "<!doctype html>"),
        ("/health", VERSION),
        ("/static/page.css", "{"),
    ],
)
def test_each_address_shows_its_page(pages: Pages, path: str, words: str) -> None:
    answer = pages.get(path)
    assert answer.status == 200
    assert words in answer.text


@pytest.mark.parametrize(
    "path",
    ["/save/a.yaml", "/undo/a.yaml", "/records/a.yaml", "/make/a.yaml", "/new", "/take/a.yaml"],
)
def test_what_writes_is_never_asked_for_by_a_link(pages: Pages, path: str) -> None:
    assert pages.get(path).status == 405


def test_one_may_look_at_a_page_without_taking_it(pages: Pages) -> None:
    headers = {"authorization": f"Bearer {TOKEN}"}
    answer = ask(pages.app, f"/review/{NAME}", method="HEAD", headers=headers)
    assert answer.status == 200


def test_a_page_that_is_not_there_is_told_as_a_page(pages: Pages) -> None:
    answer = pages.get("/nothing/<script>")
    assert answer.status == 404
    assert "There is no page at this address." in answer.text
    assert 'href="/"' in answer.text
    assert "<script>alert" not in answer.text
    danish = pages.get("/nothing", docgen_language="da")
    assert "There is no page" not in danish.text
    assert '<html lang="da"' in danish.text


def test_a_program_that_sends_to_nowhere_is_told_in_a_line(pages: Pages) -> None:
    answer = pages.post("/nothing", {})
    assert (answer.status, answer.text) == (404, "there is nothing here")


def test_who_has_no_token_is_told_what_to_open(pages: Pages) -> None:
    answer = ask(pages.app, "/")
    assert answer.status == 403
    assert "Open the address that docgen shows" in answer.text
    assert "Enhed" not in answer.text
    danish = ask(pages.app, "/", headers={"cookie": "docgen-language=da"})
    assert "Open the address" not in danish.text


def test_programs_have_addresses_where_they_are_wanted(tmp_path: Path, pages: Pages) -> None:
    assert pages.get("/api/openapi.json").status == 404
    with_api = Pages(tmp_path, api=True)
    assert with_api.get("/api/openapi.json").data["openapi"].startswith("3.")
    assert with_api.get("/").status == 200


def test_a_page_may_be_a_folder_down_and_hold_any_letters(tmp_path: Path) -> None:
    write_review(tmp_path / "2026" / "Enhed Ø & co.yaml")
    pages = Pages(tmp_path)
    answer = pages.get("/review/2026/Enhed%20%C3%98%20%26%20co.yaml")
    assert answer.status == 200
    assert "2026/Enhed%20%C3%98" in answer.text


# --- bodies ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"{", id="half of JSON"),
        pytest.param(b"\xff", id="no text"),
        pytest.param(b"[" * 100_000, id="too deep"),
        pytest.param(b"[1," * 100_000 + b"[" * 30, id="too many lists"),
        pytest.param(b'{"a": "\\ud800"}', id="half of a letter"),
        pytest.param(b'{"\\udfff": 1}', id="half of a letter in a key"),
    ],
)
def test_a_body_that_is_none_is_told(pages: Pages, body: bytes) -> None:
    answer = pages.post(f"/save/{NAME}", body)
    assert answer.status == 400
    assert answer.data["error"].startswith("the body cannot be read: ")
    assert pages.get("/health").status == 200


def test_a_body_that_is_too_long_is_told(pages: Pages) -> None:
    """Also where its header says that it is short."""
    answer = pages.post(f"/save/{NAME}", b" " * (MOST_TEXT + 1))
    assert (answer.status, answer.text) == (413, "that is too much")
    headers = {"authorization": f"Bearer {TOKEN}", "content-length": "5"}
    body = b" " * (MOST_TEXT + 1)
    lying = ask(pages.app, f"/save/{NAME}", body, method="POST", headers=headers)
    assert lying.status == 413
    assert pages.give(f"/drop/{NAME}", b" " * (MOST_BODY + 1)).status == 413


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=40)
@given(value=JSON)
def test_json_is_read_as_it_was_written(value: object) -> None:
    assert plain(json.dumps(value).encode()) == value
    assert plain(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")) is not ...


@pytest.mark.parametrize("body", [b"", b"  \n"])
def test_no_body_is_an_empty_one(body: bytes) -> None:
    assert plain(body) == {}


@pytest.mark.parametrize(
    "body", [b"[" * 2_001 + b"]" * 2_001, (b"[ " * 2_001) + b"]" * 2_001], ids=["close", "wide"]
)
def test_lists_within_lists_are_bounded(body: bytes) -> None:
    with pytest.raises(ValueError, match="too deep"):
        plain(body)


def test_many_lists_side_by_side_are_fine() -> None:
    assert plain(json.dumps([[]] * 5_000).encode()) == [[]] * 5_000


def test_mappings_within_mappings_are_bounded() -> None:
    with pytest.raises(ValueError, match="too deep"):
        plain(b'{"a":' * 100_000 + b"1" + b"}" * 100_000)


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        (b"", {}),
        (b"unit=Enhed+A&year=2026", {"unit": "Enhed A", "year": "2026"}),
        (b"a=", {"a": ""}),
        (b"a=1&a=2", {"a": "2"}),
        (b"a=%C3%98%0D%0Ab", {"a": "Ø\r\nb"}),
        (b"~bases=%7B%7D", {"~bases": "{}"}),
    ],
)
def test_a_form_is_read_with_its_empty_fields(body: bytes, fields: dict[str, str]) -> None:
    assert form(body) == fields


def test_a_form_has_as_many_fields_as_a_page_has() -> None:
    assert len(form(b"&".join(b"f%d=1" % n for n in range(5_000)))) == 5_000
    with pytest.raises(ValueError, match="fields"):
        form(b"&".join(b"f%d=1" % n for n in range(5_001)))


def test_a_form_that_is_none_is_told(pages: Pages) -> None:
    assert pages.post("/new", b"\xff").status == 400


def test_a_word_file_is_taken_as_it_is() -> None:
    assert whole(b"PK\xff") == b"PK\xff"
