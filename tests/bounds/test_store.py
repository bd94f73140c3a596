"""A store that cannot be asked is one line, in the reader's language, in good time."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import write_review
from commands import docgen
from fakestore import FakeStore

from docgen.batch.patterns import matches
from docgen.bounds import store
from docgen.errors import UsageError
from docgen.model.address import as_typed
from docgen.model.tongue import ask_for, begin_with
from docgen.report import make_report
from docgen.review.found import find_reviews
from docgen.review.shared import shared_files

LANGUAGES = ("en", "da", "sv", "nb")


@pytest.fixture(autouse=True)
def _nobody_else(monkeypatch):
    """No store and nobody's name from elsewhere; s3fs is imported where these tests run alone."""
    pytest.importorskip("s3fs", reason="s3fs is missing: pip install -e .[s3]")
    for name in ("AWS_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_ENDPOINT_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_CONFIG_FILE", "none")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "none")
    store._store.cache_clear()
    yield
    ask_for("en")
    begin_with("en")
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


SECRET = "Xq7Secret"


def profile(tmp_path, monkeypatch, lines):
    (tmp_path / "profiles").write_text(f"[profile p]\n{lines}\n", "utf-8")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "profiles"))
    monkeypatch.setenv("AWS_PROFILE", "p")


@pytest.mark.parametrize(
    "program",
    [
        f"sh -c 'echo {SECRET} >&2; exit 3'",
        f"echo {SECRET}",
        f"no-such-program-anywhere {SECRET}",
    ],
)
def test_what_a_program_for_credentials_says_is_not_told(program, tmp_path, monkeypatch):
    profile(tmp_path, monkeypatch, f"credential_process = {program}")
    line = one_line(tmp_path, "en", "render", "s3://bucket/x")
    assert "nobody is named" in line
    assert SECRET not in line


@pytest.mark.parametrize(
    ("address", "told"),
    [
        (f"http://me:{SECRET}@127.0.0.1:9/{SECRET}?key={SECRET}", "AWS_ENDPOINT_URL"),
        (f"http://me:{SECRET}@127.0.0.1:9", "AWS_ENDPOINT_URL"),
        (f"http://127.0.0.1:9/{SECRET}", "(EndpointConnectionError 127.0.0.1)"),
        ("127.0.0.1:9", "https://host"),
    ],
)
def test_of_an_endpoint_the_machine_alone_is_told(address, told, tmp_path, monkeypatch):
    monkeypatch.setattr(store, "_TRIES", 1)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "somebody")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setenv("AWS_ENDPOINT_URL", address)
    line = one_line(tmp_path, "en", "check", "s3://bucket/x")
    assert told in line
    assert SECRET not in line


@pytest.mark.parametrize("language", LANGUAGES)
def test_settings_that_are_none(language, tmp_path, monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "somebody")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    name = one_line(tmp_path, language, "score", "s3://b_d!/x")
    assert ("can be no bucket's name" in name) == (language == "en")
    assert len(name) < 100
    monkeypatch.setenv("AWS_ENDPOINT_URL", "127.0.0.1:9")
    store._store.cache_clear()
    settings = one_line(tmp_path, language, "check", "s3://bucket/x")
    assert ("settings cannot be used" in settings) == (language == "en")
    monkeypatch.setenv("AWS_PROFILE", "nobodys")
    store._store.cache_clear()
    missing = one_line(tmp_path, language, "render", "s3://bucket/x")
    assert "nobodys" in missing
    assert ("there is no profile" in missing) == (language == "en")


def test_an_error_of_the_store_is_told_by_its_code(tmp_path, monkeypatch):
    class Failing:
        def call_s3(self, *_: object, **__: object) -> None:
            cause = Exception()
            cause.response = {"Error": {"Code": "InternalError"}}
            raise OSError(5, SECRET) from cause

    with monkeypatch.context() as patched:
        patched.setattr(store, "_store", Failing)
        line = one_line(tmp_path, "en", "check", "s3://bucket/x")
    assert line == "s3://bucket/x: cannot be read (InternalError)"


def test_names_that_no_path_can_have_are_passed_over(monkeypatch):
    fake = FakeStore()
    for key in ("x.yaml", "/y.yaml", "../z.yaml", "sub/./u.yaml", "sub/..", "a\\..\\v.yaml", ""):
        fake.put(f"b/data/{key}", b"pack: dk\n")
    with monkeypatch.context() as patched:
        patched.setattr(store, "_store", lambda: fake)
        found = find_reviews(Path("//s3:/b/data"))
        matching = [*map(Path, matches("//s3:/b/data/**/*.yaml"))]
    assert found == matching == [Path("//s3:/b/data/x.yaml")]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", ["s3://", "s3:///x", "s3://b/x/../y", "s3://b/.."])
def test_an_address_that_is_not_whole(address, language, tmp_path):
    write_review(tmp_path / "a.yaml")
    for words in (
        ("render", "a.yaml", "-o", address),
        ("render", "a.yaml", f"--out={address}"),
        ("render", "a.yaml", "--pdf", "-o", address),
        ("render", address),
        ("check", address),
        ("score", address),
    ):
        line = one_line(tmp_path, language, *words)
        assert line.startswith(f"{address}: ")
        assert ("no whole address" in line) == (language == "en")
    assert [path.name for path in tmp_path.iterdir()] == ["a.yaml"]


def test_programs_are_told_so_too(tmp_path):
    file = write_review(tmp_path / "a.yaml")
    for out in (Path("s3://"), Path("s3://b/../c")):
        with pytest.raises(UsageError, match="no whole address"):
            make_report(file, out)


def test_defaults_are_looked_for_up_to_the_bucket(monkeypatch):
    asked = []
    monkeypatch.setattr("docgen.review.shared.is_file", lambda file: asked.append(file))
    assert [*shared_files(Path("//s3:/b/x/y/a.yaml"))] == []
    assert [*map(as_typed, asked)] == [f"s3://b/{at}_shared.yaml" for at in ("x/y/", "x/", "")]
