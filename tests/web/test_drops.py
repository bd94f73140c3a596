"""The files dropped last: found by what they hold, a few of them, and told when they are gone."""

from __future__ import annotations

import pytest

from docgen.errors import InvalidDataError, ReadError, SaveError, UsageError
from docgen.model import Problem
from docgen.model.tongue import chosen
from docgen.web.dropped import Dropped
from docgen.web.drops import MOST, Drops, laid_down


def a_drop(data: bytes, name: str = "a.docx") -> Dropped:
    return Dropped(name, data, (), {})


def test_a_file_is_asked_for_by_what_it_holds() -> None:
    drops = Drops()
    keys = [drops.keep(a_drop(data)) for data in (b"one", b"two")]
    assert len(set(keys)) == 2
    assert [drops.get(key).data for key in keys] == [b"one", b"two"]
    assert all(key.isalnum() and len(key) == 64 for key in keys)


def test_the_same_file_dropped_again_is_the_newer_list() -> None:
    drops = Drops()
    first = drops.keep(a_drop(b"one", "old.docx"))
    assert drops.keep(a_drop(b"one", "new.docx")) == first
    assert drops.get(first).name == "new.docx"


def test_the_last_ones_are_remembered() -> None:
    drops = Drops()
    keys = [drops.keep(a_drop(b"%d" % number)) for number in range(MOST + 2)]
    assert [drops.get(key).data for key in keys[2:]] == [b"%d" % n for n in range(2, MOST + 2)]
    for key in keys[:2]:
        with pytest.raises(ReadError):
            drops.get(key)


def test_one_that_is_dropped_again_is_no_longer_the_oldest() -> None:
    drops = Drops()
    keys = [drops.keep(a_drop(b"%d" % number)) for number in range(MOST)]
    drops.keep(a_drop(b"0"))
    drops.keep(a_drop(b"one more"))
    assert drops.get(keys[0]).data == b"0"
    with pytest.raises(ReadError):
        drops.get(keys[1])


@pytest.mark.parametrize("key", ["", "nothing", "0" * 64])
def test_one_that_is_forgotten_is_told_with_the_way_out(key: str) -> None:
    with pytest.raises(ReadError, match="the Word file: is no longer known; drop it again"):
        Drops().get(key)
    with chosen("da"), pytest.raises(ReadError) as raised:
        Drops().get(key)
    assert "drop it again" not in str(raised.value)


# --- laid down for a moment ------------------------------------------------------------------


def test_a_file_lies_there_for_a_moment_under_its_name() -> None:
    with laid_down(b"PK", "Rapport ø.docx") as source:
        assert (source.name, source.read_bytes()) == ("Rapport ø.docx", b"PK")
    assert not source.parent.exists()


def test_an_error_does_not_name_the_folder_on_any_of_its_lines() -> None:
    with pytest.raises(UsageError) as raised, laid_down(b"", "a.docx") as source:
        raise InvalidDataError([Problem("r", "odd", source), Problem("r", "odder", source, 2)])
    assert str(raised.value) == "a.docx: odd [r]\na.docx:2: odder [r]"


def test_an_error_of_another_file_stays_what_it_is() -> None:
    """A full disk is told as one."""
    error = SaveError("review.yaml", "the disk is full")
    with pytest.raises(SaveError) as raised, laid_down(b"", "a.docx"):
        raise error
    assert raised.value is error


def test_an_error_leaves_nothing_lying_about() -> None:
    with pytest.raises(ZeroDivisionError), laid_down(b"", "a.docx") as source:
        raise ZeroDivisionError
    assert not source.parent.exists()
