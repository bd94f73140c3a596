"""Pages from their templates: escaped, strict, in the reader's language; files by their content."""

from __future__ import annotations

import re
from pathlib import Path
from types import CodeType

import pytest
from jinja2 import TemplateNotFound, UndefinedError

from docgen import cache
from docgen.model.tongue import LANGUAGES, chosen
from docgen.version import VERSION
from docgen.web import views
from docgen.web.views import LANGUAGE_NAMES, STATIC, environment, fragment, page, static

PAGES = views.FOLDER / "pages"


def error(message: str = "odd") -> str:
    return page("error.html", message=message, back="/")


def test_what_a_review_holds_is_no_markup() -> None:
    text = error("<script>alert('x')</script> & \"y\"")
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &#34;y&#34;" in text


def test_a_part_of_a_page_is_escaped_too() -> None:
    assert (
        fragment("rows.html", "state", "current") == '<span class="state current">up to date</span>'
    )
    assert "<b>" not in fragment("rows.html", "state", "<b>")


def test_a_part_is_plain_text_of_python() -> None:
    assert type(fragment("rows.html", "state", "none")) is str


def test_a_value_that_is_missing_is_a_fault_and_no_blank() -> None:
    with pytest.raises(UndefinedError, match="message"):
        page("error.html", back="/")


def test_a_page_there_is_not_is_a_fault() -> None:
    with pytest.raises(TemplateNotFound):
        page("nothing.html")
    with pytest.raises(AttributeError):
        fragment("rows.html", "nothing")


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_speak_the_language_that_is_chosen(language: str) -> None:
    with chosen(language):
        text = error()
    assert f'<html lang="{language}"' in text
    assert ("That did not work" in text) is (language == "en")


def test_each_language_is_offered_by_its_own_name() -> None:
    assert set(LANGUAGE_NAMES) == set(LANGUAGES)
    text = error()
    for tag, name in LANGUAGE_NAMES.items():
        assert name in text
        assert f"to={tag}" in text or f'lang="{tag}"' in text


def test_templates_are_given_the_same_everywhere() -> None:
    given = environment().globals
    assert given["version"] == VERSION
    assert environment() is environment()


@pytest.mark.parametrize("path", sorted(PAGES.glob("*.html")), ids=lambda path: path.name)
def test_every_template_of_ours_compiles_and_escapes(path: Path) -> None:
    template = environment().get_template(path.name)
    assert template.filename == str(path)
    text = path.read_text(encoding="utf-8")
    assert "autoescape" not in text
    risky = re.findall(r"\{\{[^}]*\|\s*safe\b[^}]*\}\}", text)
    assert risky == []


# --- files of ours ---------------------------------------------------------------------------


def test_a_file_of_another_content_has_another_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "STATIC", tmp_path)
    static.cache_clear()
    found = []
    for content in (b"one", b"two", b"one"):
        (tmp_path / "a.css").write_bytes(content)
        found.append(static("a.css"))
        static.cache_clear()
    assert found[0] == found[2] != found[1]
    assert re.fullmatch(r"/static/a\.css\?v=[0-9a-f]{12}", found[0])


def test_a_file_there_is_not_is_a_fault_when_the_page_is_made() -> None:
    with pytest.raises(FileNotFoundError):
        static("nothing.js")


def test_every_file_that_a_page_names_is_there() -> None:
    named = set()
    for path in PAGES.glob("*.html"):
        named |= set(re.findall(r"static\('([^']+)'\)", path.read_text(encoding="utf-8")))
    assert len(named) > 3
    assert [name for name in named if not (STATIC / name).is_file()] == []


# --- the code of templates is kept ------------------------------------------------------------


@pytest.fixture
def _anew() -> None:
    environment.cache_clear()


@pytest.mark.usefixtures("_anew")
def test_a_page_is_compiled_once_and_the_next_process_takes_its_code(
    own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = error()
    assert len(list(own_cache.glob("*.bin"))) >= 2  # the page, and the one it extends
    environment.cache_clear()
    cache._place.cache_clear()
    monkeypatch.setattr(type(environment()), "compile", refuse)
    assert error() == first
    environment.cache_clear()


def refuse(*_: object, **__: object) -> CodeType:
    raise AssertionError("it was compiled again")


@pytest.mark.usefixtures("_anew")
def test_what_others_put_into_the_cache_is_no_code_of_a_page(own_cache: Path) -> None:
    first = error()
    for file in own_cache.glob("*.bin"):
        file.write_bytes(b"anything")
    environment.cache_clear()
    cache._place.cache_clear()
    assert error() == first
    environment.cache_clear()
