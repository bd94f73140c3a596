"""Errors: one line with thing, place and way out; whole again after a worker process."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest

from docgen import errors
from docgen.errors import (
    DocgenError,
    FileOpenError,
    InvalidDataError,
    KeptFileError,
    ReadError,
    SaveError,
    StoreError,
    TemplateError,
    UnforeseenError,
    UnknownPackError,
    UsageError,
)
from docgen.model import Problem
from docgen.model.telling import MOST_LETTERS, MOST_OF_A_KIND
from docgen.model.tongue import chosen

FIRST = Problem("unknown-key", "unknown key 'x'; delete it", "a.yaml", 3, 5)
SECOND = Problem("missing-score", "no score", "a.yaml", severity="warning")
ONE_OF_EACH = [
    DocgenError("odd"),
    UsageError("a.yaml: is no folder"),
    UnknownPackError("dx", ["dk", "se"]),
    ReadError("a.yaml", "is locked"),
    StoreError("//s3:/b/a.yaml", "does not answer"),
    SaveError(Path("out/a.docx"), "the disk is full"),
    KeptFileError("a.docx", "stays"),
    FileOpenError("a.docx", "is open in Word"),
    InvalidDataError([FIRST, SECOND]),
    UnforeseenError([FIRST]),
    TemplateError([FIRST]),
]


def kinds(kind: type[DocgenError] = DocgenError) -> Iterator[type[DocgenError]]:
    """Yield every kind of error in the module, however deep."""
    yield kind
    for below in kind.__subclasses__():
        if below.__module__ == errors.__name__:
            yield from kinds(below)


def test_there_is_one_of_each_here() -> None:
    named = {kind for kind in kinds() if not kind.__name__.startswith("_")}
    assert named == {type(error) for error in ONE_OF_EACH}


@pytest.mark.parametrize("error", ONE_OF_EACH, ids=lambda error: type(error).__name__)
def test_it_survives_the_way_back_from_a_worker(error: DocgenError) -> None:
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert type(again) is type(error)
        assert str(again) == str(error)
        assert vars(again) == vars(error)


@pytest.mark.parametrize(
    "error",
    [
        UnknownPackError("dx", (code for code in ("dk", "se"))),
        InvalidDataError(one for one in (FIRST, SECOND)),  # type: ignore[arg-type]
        TemplateError(one for one in (FIRST,)),  # type: ignore[arg-type]
    ],
    ids=lambda error: type(error).__name__,
)
def test_what_it_was_made_of_may_be_used_up(error: DocgenError) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert str(again) == str(error)
    assert vars(again) == vars(error)


@pytest.mark.parametrize("error", ONE_OF_EACH, ids=lambda error: type(error).__name__)
def test_wrong_usage_is_told_from_faults_of_files(error: DocgenError) -> None:
    usage = isinstance(error, UsageError | StoreError)
    assert error.exit_code == (2 if usage else 1)


@pytest.mark.parametrize(
    ("kind", "above"),
    [
        (UnknownPackError, UsageError),
        (StoreError, ReadError),
        (KeptFileError, SaveError),
        (FileOpenError, SaveError),
        (UnforeseenError, InvalidDataError),
    ],
)
def test_who_catches_a_kind_catches_those_below(
    kind: type[DocgenError], above: type[DocgenError]
) -> None:
    assert issubclass(kind, above)
    assert not issubclass(SaveError, ReadError)
    assert not issubclass(TemplateError, InvalidDataError)


# --- what they say ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (ReadError("a.yaml", "is locked"), "a.yaml: is locked"),
        (SaveError(Path("out", "a.docx"), "no"), f"{Path('out', 'a.docx')}: no"),
        (StoreError("//s3:/b/x/a.yaml", "no"), "s3://b/x/a.yaml: no"),
        (ReadError("a\nb\x1b[31m.yaml", "x\ny"), r"a\nb\x1b[31m.yaml: x\ny"),
        (ReadError("a\u202eb.yaml", "no"), r"a\u202eb.yaml: no"),
    ],
    ids=["a name", "a path", "an address", "a name that writes lines", "one that turns round"],
)
def test_a_file_and_what_is_wrong_with_it_are_one_line(error: DocgenError, told: str) -> None:
    assert str(error) == told


def test_the_fields_are_there_for_programs() -> None:
    error = SaveError(Path("a.docx"), "the disk\nis full")
    assert (error.file, error.message) == (Path("a.docx"), r"the disk\nis full")
    pack = UnknownPackError("dx", iter(["se", "dk"]))
    assert (pack.code, pack.known) == ("dx", ["dk", "se"])
    assert InvalidDataError(iter([FIRST])).problems == (FIRST,)  # type: ignore[arg-type]


@pytest.mark.parametrize("make", [UsageError, lambda text: ReadError("a", text)])
def test_a_very_long_message_is_cut_in_the_middle(make: type[DocgenError]) -> None:
    told = str(make("begin " + "x" * 100_000 + " end"))
    assert len(told) <= MOST_LETTERS + len("a: ")
    assert "begin" in told
    assert told.endswith(" end")
    assert " ... " in told


@pytest.mark.parametrize(
    ("code", "told"),
    [
        pytest.param("fi-se", "no pack 'fi-se'; did you mean 'fi-sv'?", id="one letter"),
        pytest.param("FI-SV", "no pack 'FI-SV'; did you mean 'fi-sv'?", id="capital letters"),
        pytest.param("xx", "no pack 'xx'; there are: dk, fi-sv, no", id="nothing like it"),
        pytest.param("", "no pack ''; there are: dk, fi-sv, no", id="no code"),
        pytest.param("a\nb", r"no pack 'a\nb'; there are: dk, fi-sv, no", id="two lines"),
    ],
)
def test_a_pack_that_is_not_there_is_told_with_one_that_is(code: str, told: str) -> None:
    assert str(UnknownPackError(code, ["no", "fi-sv", "dk"])) == told


def test_where_there_are_no_packs_that_is_said() -> None:
    assert str(UnknownPackError("dk", [])) == "no pack 'dk'; there are: none"


def test_the_sentence_is_made_when_it_is_shown() -> None:
    """A run speaks the language of its reviews, which may be known later than the fault."""
    error = UnknownPackError("xx", ["dk"])
    english = str(error)
    with chosen("da"):
        assert str(error) != english
    assert str(error) == english


def test_faults_are_a_line_each() -> None:
    assert str(InvalidDataError([FIRST, SECOND])) == f"{FIRST}\n{SECOND}"
    assert str(TemplateError([FIRST])) == str(FIRST)
    assert str(InvalidDataError([])) == ""


def test_many_faults_of_a_kind_are_a_page() -> None:
    many = [FIRST._replace(line=number) for number in range(1, MOST_OF_A_KIND + 3)]
    error = InvalidDataError([*many, SECOND])
    lines = str(error).splitlines()
    assert len(error.problems) == MOST_OF_A_KIND + 3
    assert len(lines) == MOST_OF_A_KIND + 2
    assert lines[-2] == str(SECOND)
    assert lines[-1] == "... and 2 more of this kind [unknown-key]"
