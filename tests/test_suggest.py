"""The word that was probably meant, else the words there are: bounded, in the reader's tongue."""

from __future__ import annotations

import difflib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen import suggest
from docgen.model.tongue import chosen
from docgen.suggest import LONGEST, MOST, MOST_ASKED, Hints, did_you_mean, listed, nearest

KNOWN = ("report_date", "dates", "status", "kind", "report")


@pytest.mark.parametrize(
    ("word", "found"),
    [
        pytest.param("report_dato", "report_date", id="one letter"),
        pytest.param("reportdate", "report_date", id="a sign left out"),
        pytest.param("statsu", "status", id="two letters changed round"),
        pytest.param("report", "report", id="the word itself before longer ones"),
        pytest.param("REPORT", "", id="other letters"),
        pytest.param("purpose", "", id="nothing like it"),
        pytest.param("", "", id="no word"),
    ],
)
def test_the_nearest_word(word: str, found: str) -> None:
    assert nearest(word, KNOWN) == found


def test_how_alike_they_must_be_is_said_by_the_one_who_asks() -> None:
    assert nearest("kin", ["kind"]) == "kind"
    assert nearest("kin", ["kind"], least=0.95) == ""
    assert nearest("kix", ["kind"], least=0.4) == "kind"


@pytest.mark.parametrize(
    ("word", "found"),
    [("x" * LONGEST, "x" * (LONGEST - 1)), ("x" * (LONGEST + 1), "")],
    ids=["as long as is compared", "longer"],
)
def test_very_long_words_are_not_compared(word: str, found: str) -> None:
    assert nearest(word, ["x" * (LONGEST - 1), "x" * (LONGEST + 1)]) == found


def test_a_long_word_among_the_known_is_passed_over() -> None:
    assert nearest("y" * LONGEST, ["y" * (LONGEST + 1)]) == ""
    assert nearest("y" * (LONGEST - 1), ["y" * LONGEST]) == "y" * LONGEST


def test_very_many_known_words_are_not_all_compared() -> None:
    words = [f"{number:04}_a_word" for number in range(MOST)]
    assert nearest("near_this", [*words[:-1], "near_thiz"]) == "near_thiz"
    assert nearest("near_this", [*words, "near_thiz"]) == ""


def test_any_run_of_words_will_do() -> None:
    assert nearest("statsu", iter(KNOWN)) == "status"
    assert nearest("statsu", dict.fromkeys(KNOWN)) == "status"
    assert nearest("statsu", []) == ""


def test_what_was_asked_before_is_not_compared_again(monkeypatch: pytest.MonkeyPatch) -> None:
    suggest._nearest.cache_clear()
    asked: list[str] = []
    real = difflib.get_close_matches

    def counting(word: str, *more: object) -> list[str]:
        asked.append(word)
        return real(word, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(difflib, "get_close_matches", counting)
    for _ in range(3):
        assert nearest("statsu", KNOWN) == "status"
    assert asked == ["statsu"]
    suggest._nearest.cache_clear()


@settings(max_examples=40)
@given(word=st.text(max_size=12), known=st.lists(st.text(max_size=12), max_size=6))
def test_what_is_found_is_one_of_the_known(word: str, known: list[str]) -> None:
    found = nearest(word, known)
    assert found == "" or found in known
    if word in known:
        assert found == word


# --- the way out -----------------------------------------------------------------------------


def test_the_nearest_is_asked_about_and_else_all_are_listed() -> None:
    assert did_you_mean("statsu", KNOWN) == "did you mean 'status'?"
    assert did_you_mean("zzz", KNOWN) == f"there is: {', '.join(KNOWN)}"
    assert did_you_mean("zzz", KNOWN, "there are the keys").startswith("there are the keys: rep")


def test_where_nothing_is_known_that_is_said() -> None:
    assert did_you_mean("zzz", []) == "there is: none"


@pytest.mark.parametrize(
    ("count", "told"),
    [
        pytest.param(0, "none", id="none"),
        pytest.param(1, "w0", id="one"),
        pytest.param(30, ", ".join(f"w{n}" for n in range(30)), id="as many as are listed"),
        pytest.param(31, ", ".join(f"w{n}" for n in range(30)) + " and 1 more", id="one more"),
    ],
)
def test_a_long_list_is_cut(count: int, told: str) -> None:
    assert listed([f"w{number}" for number in range(count)]) == told


@pytest.mark.parametrize("language", ["da", "sv", "nb"])
def test_it_speaks_the_reader_s_language(language: str) -> None:
    asked = ("statsu", "zzz")
    english = [did_you_mean(word, KNOWN) for word in asked]
    with chosen(language):
        told = [did_you_mean(word, KNOWN) for word in asked]
        assert listed([]) != "none"
    assert told[0] != english[0]
    assert "status" in told[0]
    assert told[1] != english[1]
    assert told[1].endswith(", ".join(KNOWN))


# --- the faults of one file ------------------------------------------------------------------


def test_the_first_words_of_a_file_are_compared_and_no_others() -> None:
    hints = Hints()
    for number in range(MOST_ASKED):
        assert hints.left
        assert hints.nearest(f"statsu{number % 10}", KNOWN) == "status"
    assert not hints.left
    assert hints.nearest("statsu", KNOWN) == ""
    assert hints.did_you_mean("statsu", KNOWN) == f"there is: {', '.join(KNOWN)}"


def test_each_file_begins_anew() -> None:
    hints = Hints()
    for _ in range(MOST_ASKED + 5):
        hints.did_you_mean("zzz", KNOWN)
    assert Hints().left
    assert did_you_mean("statsu", KNOWN) == "did you mean 'status'?"


def test_a_question_counts_once_whichever_way_it_is_asked() -> None:
    hints = Hints()
    for _ in range(MOST_ASKED - 1):
        hints.did_you_mean("statsu", KNOWN)
    assert hints.left
    assert hints.nearest("statsu", KNOWN, least=0.7) == "status"
    assert not hints.left
