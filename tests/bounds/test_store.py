"""A store that cannot be asked is one line, in the reader's language, in good time."""

from __future__ import annotations

import pytest
from commands import docgen

from docgen.bounds import store
from docgen.model.tongue import ask_for

pytest.importorskip("s3fs", reason="s3fs is missing: pip install -e .[s3]")
LANGUAGES = ("en", "da", "sv", "nb")


@pytest.fixture(autouse=True)
def _nobody_else(monkeypatch):
    """No store and nobody's name from elsewhere."""
    for name in ("AWS_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_ENDPOINT_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_CONFIG_FILE", "none")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "none")
    store._store.cache_clear()
    yield
    ask_for("en")
    store._store.cache_clear()


def one_line(tmp_path, language, *words):
    told = docgen(tmp_path, "--lang", language, *words)
    assert (told.returncode, told.stdout) == (2, "")
    lines = told.stderr.splitlines()
    assert len(lines) == 1
    return lines[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_the_extra(language, tmp_path, monkeypatch):
    monkeypatch.setattr(store, "find_spec", lambda _: None)
    for command in ("render", "check", "score"):
        line = one_line(tmp_path, language, command, "s3://bucket/x")
        assert line.startswith("s3://bucket/x: ")
        assert 'pip install "ips-docgen[s3]"' in line
    assert ("addresses take" in line) == (language == "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_when_nobody_is_named(language, tmp_path):
    line = one_line(tmp_path, language, "render", "s3://bucket/x")
    assert "AWS_ACCESS_KEY_ID" in line
    assert ("nobody is named" in line) == (language == "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_when_nobody_answers(language, tmp_path, monkeypatch):
    monkeypatch.setattr(store, "_TRIES", 1)
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "somebody")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    line = one_line(tmp_path, language, "score", "s3://bucket/x")
    assert "AWS_ENDPOINT_URL" in line
    assert ("does not answer" in line) == (language == "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_when_it_refuses(language, tmp_path, monkeypatch):
    class Refusing:
        def call_s3(self, *_: object, **__: object) -> None:
            raise PermissionError("Forbidden")

    with monkeypatch.context() as patched:
        patched.setattr(store, "_store", Refusing)
        line = one_line(tmp_path, language, "check", "s3://bucket/x")
    assert ("refuses it" in line) == (language == "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_other_stores_and_what_takes_a_folder(language, tmp_path):
    assert "gs://" in one_line(tmp_path, language, "render", "gs://bucket/x")
    line = one_line(tmp_path, language, "render", "x.yaml", "-o", "s3://bucket/x", "--pdf")
    assert ("writes to a folder" in line) == (language == "en")
    word = one_line(tmp_path, language, "render", "s3://bucket/x.docx")
    assert ("Word files are read" in word) == (language == "en")


def test_what_has_no_name_is_not_there():
    assert store._key("//s3:/bucket/a/b") == "bucket/a/b"
    assert not store.is_folder("//s3:/")
    assert not store.is_file("//s3:/bucket")
