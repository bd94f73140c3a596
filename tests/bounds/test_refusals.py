"""What a store answers becomes one line: what to do, and nothing that may be secret."""

from __future__ import annotations

import errno
from typing import Any

import pytest

from docgen.bounds.refusals import code_of, is_missing, why_not
from docgen.model.tongue import chosen

SECRET = "Xq7Secret"
PATH = "//s3:/my-bucket/data/a.yaml"


class AnsweredError(Exception):
    """An error that holds an answer of the store, as botocore's do."""

    def __init__(self, code: str | None, message: str = SECRET) -> None:
        super().__init__(message)
        self.response: Any = {"Error": {"Code": code}} if code is not None else {}


def kind(name: str, *above: str, base: type[Exception] = Exception, **told: str) -> Exception:
    """Return an error whose class, and those above it, have these names."""
    made: type[Exception] = base
    for one in (*above[::-1], name):
        made = type(one, (made,), {})
    error = made(f"{SECRET} in the words of others")
    error.kwargs = {"secret": SECRET, **told}  # type: ignore[attr-defined]
    return error


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


NOBODY = "nobody is named who asks the store; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        pytest.param(kind("NoCredentialsError"), NOBODY, id="no credentials"),
        pytest.param(kind("SSOTokenLoadError", "SSOError"), NOBODY, id="a kind of login"),
        pytest.param(kind("JSONDecodeError", base=ValueError), NOBODY, id="a program's noise"),
        pytest.param(
            FileNotFoundError(errno.ENOENT, SECRET), NOBODY, id="a program that is missing"
        ),
        pytest.param(
            PermissionError(errno.EACCES, SECRET), NOBODY, id="a program that may not run"
        ),
        pytest.param(PermissionError(SECRET), "the store refuses it; who asks", id="refused"),
        pytest.param(
            FileNotFoundError("The specified bucket does not exist"),
            "the store has no bucket my-bucket; check its name",
            id="no bucket, in words",
        ),
        pytest.param(
            caused(FileNotFoundError(SECRET), AnsweredError("NoSuchBucket")),
            "the store has no bucket my-bucket; check its name",
            id="no bucket, by its code",
        ),
        pytest.param(
            kind("ParamValidationError"), "my-bucket can be no bucket's name", id="an odd name"
        ),
        pytest.param(
            caused(OSError(SECRET), AnsweredError("InvalidBucketName")),
            "my-bucket can be no bucket's name; check the address",
            id="an odd name for the store",
        ),
        pytest.param(
            kind("ProfileNotFound", profile="office"),
            "there is no profile office for the store; check AWS_PROFILE",
            id="no such profile",
        ),
        pytest.param(
            kind("EndpointConnectionError", "ConnectionError", endpoint_url="https://host:9/x"),
            "the store does not answer; check the network and AWS_ENDPOINT_URL "
            "(EndpointConnectionError host)",
            id="no answer",
        ),
        pytest.param(
            kind("ReadTimeoutError", "HTTPClientError"), "(ReadTimeoutError)", id="a long wait"
        ),
        pytest.param(
            caused(OSError(5, SECRET), AnsweredError("InternalError")),
            "cannot be read (InternalError)",
            id="the store's own trouble",
        ),
        pytest.param(OSError(5, SECRET), "cannot be read (OSError)", id="trouble without a code"),
        pytest.param(
            ValueError(SECRET), "the store's settings cannot be used (ValueError)", id="settings"
        ),
    ],
)
def test_what_went_wrong_is_one_line_without_words_of_others(error: Exception, words: str) -> None:
    told = why_not(error, PATH)
    assert words in told
    assert SECRET not in told
    assert "\n" not in told


@pytest.mark.parametrize(
    ("told", "place"),
    [
        pytest.param(
            {"endpoint_url": f"http://me:{SECRET}@host:9/{SECRET}?key={SECRET}"}, " host", id="user"
        ),
        pytest.param({"proxy_url": f"http://{SECRET}:x@proxy"}, " proxy", id="a proxy"),
        pytest.param({"endpoint_url": "host"}, "", id="no address"),
        pytest.param({"endpoint_url": "http://[broken"}, "", id="one that cannot be read"),
        pytest.param({}, "", id="none"),
    ],
)
def test_of_an_address_the_machine_alone_is_told(told: dict[str, str], place: str) -> None:
    error = kind("ConnectTimeoutError", "ConnectionError", **told)
    line = why_not(error, PATH)
    assert line.endswith(f"(ConnectTimeoutError{place})")
    assert SECRET not in line


@pytest.mark.parametrize("language", ["da", "sv", "nb"])
def test_each_speaks_the_reader_s_language(language: str) -> None:
    errors = [
        kind("NoCredentialsError"), PermissionError(), kind("ParamValidationError"),
        FileNotFoundError("bucket"), kind("ProfileNotFound"), kind("ConnectionError"),
        OSError(), ValueError(),
    ]  # fmt: skip
    english = [why_not(one, PATH) for one in errors]
    with chosen(language):
        told = [why_not(one, PATH) for one in errors]
    assert len({*english, *told}) == 2 * len(errors)


# --- the store's own word --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "code"),
    [
        pytest.param(None, "", id="no error"),
        pytest.param(Exception(), "", id="one that holds no answer"),
        pytest.param(AnsweredError("SlowDown"), "SlowDown", id="its own"),
        pytest.param(AnsweredError(None), "", id="an answer without an error"),
        pytest.param(caused(OSError(), AnsweredError("SlowDown")), "SlowDown", id="of its cause"),
        pytest.param(
            caused(OSError(), caused(OSError(), AnsweredError("412"))), "412", id="two causes down"
        ),
        pytest.param(
            caused(AnsweredError("outer"), AnsweredError("inner")), "outer", id="the nearest counts"
        ),
    ],
)
def test_the_word_is_looked_for_along_the_causes(error: Exception | None, code: str) -> None:
    assert code_of(error) == code


def test_an_answer_that_is_no_mapping_is_passed_over() -> None:
    error = AnsweredError("x")
    error.response = "text"
    assert code_of(error) == ""


def test_a_code_that_is_a_number_is_a_word() -> None:
    error = AnsweredError("x")
    error.response = {"Error": {"Code": 412}}
    assert code_of(error) == "412"


@pytest.mark.parametrize(
    ("error", "missing"),
    [
        pytest.param(FileNotFoundError("my-bucket/a.yaml"), True, id="a file"),
        pytest.param(FileNotFoundError(), True, id="without words"),
        pytest.param(FileNotFoundError(errno.ENOENT, "no program"), False, id="a program"),
        pytest.param(FileNotFoundError("no such bucket"), False, id="the bucket"),
        pytest.param(FileNotFoundError("No Bucket here"), False, id="in other letters"),
        pytest.param(
            FileNotFoundError("my-buckets/bucket-list.yaml"), True, id="a file that is called so"
        ),
        pytest.param(
            caused(FileNotFoundError("x"), AnsweredError("NoSuchBucket")), False, id="by its code"
        ),
        pytest.param(PermissionError("x"), False, id="another error"),
    ],
)
def test_a_file_that_is_missing_is_told_from_all_else(error: Exception, missing: bool) -> None:
    assert is_missing(error) is missing
