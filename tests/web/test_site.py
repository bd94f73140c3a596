"""What all pages share: the review that is asked for, the language, and how errors are told."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from builders import write_review
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from docgen.bounds.unforeseen import DEBUG
from docgen.errors import DocgenError, SaveError, UsageError
from docgen.model.tongue import language_now
from docgen.packs.library import find_library
from docgen.web.site import (
    Site,
    UnknownReviewError,
    back_to,
    language_asked,
    named_review,
    review_asked,
    review_read,
    site_of,
    spoken,
    told,
    told_as_data,
)
from docgen.web.standing import Standing

SHELF = find_library(None)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    write_review(tmp_path / "dk" / "a.yaml")
    write_review(tmp_path / "se" / "b.yaml", pack="se")
    return Site(tmp_path, SHELF)


def a_request(site: Site, name: str = "", cookie: str = "", query: str = "") -> Request:
    headers = [(b"cookie", cookie.encode())] if cookie else []
    return Request({
        "type": "http", "method": "GET", "path": f"/review/{name}", "headers": headers,
        "query_string": query.encode(), "path_params": {"name": name}, "server": ("h", 1),
        "scheme": "http", "root_path": "", "app": SimpleNamespace(state=SimpleNamespace(site=site)),
    })  # fmt: skip


# --- the review that is asked for ------------------------------------------------------------


def test_a_review_is_found_by_its_path_below_the_folder(site: Site) -> None:
    request = a_request(site, "dk/a.yaml")
    assert site_of(request) is site
    assert named_review(request) == (site, "dk/a.yaml", site.reviews.folder / "dk" / "a.yaml")


@pytest.mark.parametrize("name", ["", "a.yaml", "dk", "../dk/a.yaml", "dk/a.yml", "/etc/passwd"])
def test_what_the_folder_has_no_review_of_is_told(site: Site, name: str) -> None:
    with pytest.raises(UnknownReviewError, match=r"there is no review .* in this folder"):
        named_review(a_request(site, name))


def test_a_review_is_read_as_it_stands_and_spoken_of_in_its_language(site: Site) -> None:
    with review_read(a_request(site, "dk/a.yaml")) as (_, name, standing):
        assert name == "dk/a.yaml"
        assert isinstance(standing, Standing)
        assert standing.pack.code == "dk"
    with review_asked(a_request(site, "se/b.yaml")) as (_, _, file):
        assert file.name == "b.yaml"


def test_one_that_cannot_be_read_is_told(site: Site) -> None:
    (site.reviews.folder / "dk" / "a.yaml").write_bytes(b"")
    with pytest.raises(DocgenError, match=r"a\.yaml"), review_read(a_request(site, "dk/a.yaml")):
        pass


# --- the language ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cookie", "tag", "asked", "language"),
    [
        pytest.param("", "da-DK", "", "da", id="the pack's"),
        pytest.param("docgen-language=sv", "da-DK", "", "sv", id="as switched to"),
        pytest.param("docgen-language=xx", "da-DK", "", "da", id="one that there is not"),
        pytest.param("docgen-language=", "da-DK", "", "da", id="an empty one"),
        pytest.param("", "da-DK", "nb", "nb", id="as asked for when it was started"),
        pytest.param("docgen-language=sv", "da-DK", "nb", "sv", id="switched to later"),
    ],
)
def test_the_language_is_the_one_that_was_wished_last(
    site: Site, monkeypatch: pytest.MonkeyPatch, cookie: str, tag: str, asked: str, language: str
) -> None:
    monkeypatch.setattr("docgen.web.site.language_for", lambda tag: asked or tag.partition("-")[0])
    assert language_asked(a_request(site, cookie=cookie), tag) == language


def test_it_is_spoken_while_a_page_is_made_and_not_after(site: Site) -> None:
    before = language_now()
    request = a_request(site, cookie="docgen-language=sv")
    with spoken(request):
        assert language_now() == "sv"
        with spoken(a_request(site, cookie="docgen-language=nb")):
            assert language_now() == "nb"
        assert language_now() == "sv"
    assert language_now() == before


def test_the_language_of_a_file_is_that_of_its_pack(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    monkeypatch.setattr("docgen.web.site.language_for", lambda tag="": (seen.append(tag), "en")[1])
    with spoken(a_request(site), site.reviews.folder / "se" / "b.yaml"):
        pass
    with spoken(a_request(site)):
        pass
    assert [tag[:2] for tag in seen] == ["sv", ""]


# --- errors ----------------------------------------------------------------------------------


def failing(error: Exception) -> Any:
    def endpoint(request: Request) -> Response:
        """Fail."""
        del request
        raise error

    return endpoint


@pytest.mark.parametrize(
    ("error", "page", "data"),
    [
        pytest.param(UsageError("no <b>such</b> document"), 409, 409, id="a fault"),
        pytest.param(UnknownReviewError("no review"), 404, 404, id="no such review"),
        pytest.param(SaveError("a.yaml", "the disk is full"), 409, 507, id="a full disk"),
        pytest.param(ZeroDivisionError("division"), 409, 409, id="something unforeseen"),
    ],
)
def test_an_error_is_told_where_it_is_read(
    site: Site, error: Exception, page: int, data: int
) -> None:
    request = a_request(site, "dk/a.yaml")
    shown = told(failing(error))(request)
    assert shown.status_code == page
    text = bytes(shown.body).decode()
    assert "That did not work" in text
    assert "<b>such" not in text
    sent = told_as_data(failing(error))(request)
    assert sent.status_code == data
    (key,) = json.loads(bytes(sent.body))
    assert key == "error"
    if not isinstance(error, ZeroDivisionError):
        assert json.loads(bytes(sent.body)) == {"error": str(error)}
    else:
        assert "please report" in json.loads(bytes(sent.body))["error"]


def test_an_answer_passes_as_it_is(site: Site) -> None:
    answer = JSONResponse({"fine": True})
    request = a_request(site)
    assert told(lambda _: answer)(request) is answer
    assert told_as_data(lambda _: answer)(request) is answer


def test_who_looks_for_a_fault_of_ours_sees_its_traceback(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(DEBUG, "1")
    with pytest.raises(ZeroDivisionError):
        told(failing(ZeroDivisionError()))(a_request(site))


def test_an_endpoint_keeps_its_name() -> None:
    endpoint = failing(UsageError("x"))
    assert told(endpoint).__doc__ == "Fail."
    assert told_as_data(endpoint).__name__ == "endpoint"


def test_an_error_speaks_the_language_of_the_page(site: Site) -> None:
    request = a_request(site, cookie="docgen-language=da")
    assert "That did not work" not in bytes(told(failing(UsageError("x")))(request).body).decode()


def test_one_comes_back_to_the_page_without_the_token(site: Site) -> None:
    assert back_to(a_request(site, "dk/a.yaml", query="token=secret")) == "/review/dk/a.yaml"
