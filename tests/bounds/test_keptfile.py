"""The file of what was read: bounded, closed to others, not believed blindly, lost without harm."""

from __future__ import annotations

import marshal
import os
import sqlite3
import stat
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docgen.bounds import keptfile
from docgen.bounds.keptfile import NAME, KeptFile

DAY = 86_400
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.binary(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


class Clock:
    """The days of a test."""

    def __init__(self) -> None:
        self.day = 20_000

    def time(self) -> float:
        return self.day * DAY + 5.0


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(keptfile, "time", made)
    return made


def at(folder: Path) -> KeptFile:
    found = KeptFile.at(folder)
    assert found is not None
    return found


@contextmanager
def opened(folder: Path) -> Iterator[KeptFile]:
    """Yield the file as one process uses it."""
    with closing(at(folder)) as kept:
        yield kept


def asked(folder: Path, line: str, *values: object) -> list[tuple[object, ...]]:
    """Ask the database itself, as another program would."""
    with closing(sqlite3.connect(folder / NAME, isolation_level=None)) as database:
        return database.execute(line, values).fetchall()


def test_a_value_comes_back_at_once_and_in_a_later_process(tmp_path: Path) -> None:
    with opened(tmp_path) as kept:
        assert kept.get(b"k") is None
        kept.put(b"k", {"a": [1, "ø", None]})
        assert kept.get(b"k") == {"a": [1, "ø", None]}
    with opened(tmp_path) as kept:
        assert kept.get(b"k") == {"a": [1, "ø", None]}
        assert kept.get(b"other") is None


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.dictionaries(st.binary(min_size=1, max_size=8), PLAIN, max_size=4))
def test_whatever_is_plain_comes_back_as_it_was(
    tmp_path: Path, values: dict[bytes, object]
) -> None:
    with opened(tmp_path) as kept:
        for key, value in values.items():
            kept.put(key, value)
    with opened(tmp_path) as kept:
        assert {key: kept.get(key) for key in values} == values


def test_the_last_value_of_a_key_counts(tmp_path: Path) -> None:
    with opened(tmp_path) as kept:
        kept.put(b"k", 1)
        kept.write()
        kept.put(b"k", 2)
        assert kept.get(b"k") == 2
    assert asked(tmp_path, "select count(*) from kept") == [(1,)]
    with opened(tmp_path) as kept:
        assert kept.get(b"k") == 2


def test_many_are_written_as_they_come_and_few_at_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keptfile, "_AT_ONCE", 3)
    with opened(tmp_path) as kept:
        for number in range(5):
            kept.put(b"%d" % number, number)
        assert asked(tmp_path, "select count(*) from kept") == [(3,)]
    assert asked(tmp_path, "select count(*) from kept") == [(5,)]


def test_nothing_new_is_no_writing(tmp_path: Path) -> None:
    with opened(tmp_path) as kept:
        kept.put(b"k", 1)
    before = asked(tmp_path, "pragma data_version")
    with opened(tmp_path) as kept:
        kept.get(b"k")
        kept.write()
    assert asked(tmp_path, "pragma data_version") == before


def test_two_processes_share_it(tmp_path: Path) -> None:
    with opened(tmp_path) as one, opened(tmp_path) as other:
        one.put(b"k", "of one")
        one.write()
        assert other.get(b"k") == "of one"


def test_threads_of_one_process_share_it(tmp_path: Path) -> None:
    with opened(tmp_path) as kept:

        def work(name: int) -> None:
            for number in range(60):
                kept.put(b"%d-%d" % (name, number), [name, number])
                assert kept.get(b"%d-%d" % (name, number)) == [name, number]

        threads = [threading.Thread(target=work, args=(name,)) for name in range(4)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
    assert asked(tmp_path, "select count(*) from kept") == [(240,)]


# --- what is believed ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(bytes(40), id="zeros"),
        pytest.param(marshal.dumps("mine"), id="a value without its sum"),
        pytest.param(
            keptfile._check(b"other", marshal.dumps(1)) + marshal.dumps(1), id="another's"
        ),
        pytest.param(keptfile._check(b"k", b"\xff") + b"\xff", id="a sum of what is no value"),
        pytest.param(keptfile._check(b"k", b"") + b"", id="a sum of nothing"),
    ],
)
def test_what_others_put_there_is_not_believed(tmp_path: Path, value: bytes) -> None:
    with opened(tmp_path) as kept:
        kept.put(b"k", "text")
    asked(tmp_path, "update kept set value = ?", value)
    with opened(tmp_path) as kept:
        assert kept.get(b"k") is None
        kept.put(b"k", "anew")
    with opened(tmp_path) as kept:
        assert kept.get(b"k") == "anew"


@pytest.mark.parametrize("content", [b"", b"no database at all, " * 300], ids=["empty", "other"])
def test_a_file_that_is_none_is_made_anew(tmp_path: Path, content: bytes) -> None:
    (tmp_path / NAME).write_bytes(content)
    (tmp_path / NAME).chmod(0o600)
    with opened(tmp_path) as kept:
        kept.put(b"k", 1)
        assert kept.get(b"k") == 1


def test_a_file_of_another_layout_is_made_anew(tmp_path: Path) -> None:
    with opened(tmp_path) as kept:
        kept.put(b"k", 1)
    asked(tmp_path, f"pragma user_version = {keptfile._LAYOUT + 1}")
    with opened(tmp_path) as kept:
        assert kept.get(b"k") is None
    assert asked(tmp_path, "pragma user_version") == [(keptfile._LAYOUT,)]


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps a profile closed by itself")
def test_a_new_file_is_closed_to_others(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with opened(tmp_path) as kept:
            kept.put(b"k", 1)
            modes = {stat.S_IMODE(one.stat().st_mode) for one in tmp_path.glob(f"{NAME}*")}
    finally:
        os.umask(before)
    assert modes == {0o600}


@pytest.mark.skipif(os.name == "nt", reason="rights and links are others there")
def test_one_that_others_can_write_or_that_is_a_link_or_a_folder_is_not_used(
    tmp_path: Path,
) -> None:
    for name in ("open", "link", "folder"):
        (tmp_path / name).mkdir()
    (tmp_path / "open" / NAME).touch()
    (tmp_path / "open" / NAME).chmod(0o666)
    (tmp_path / "link" / NAME).symlink_to(tmp_path / "elsewhere")
    (tmp_path / "folder" / NAME).mkdir()
    for name in ("open", "link", "folder"):
        assert KeptFile.at(tmp_path / name) is None
    assert not (tmp_path / "elsewhere").exists()


def test_where_there_is_no_folder_nothing_is_kept(tmp_path: Path) -> None:
    assert KeptFile.at(None) is None
    assert KeptFile.at(tmp_path / "nothing") is None


def test_a_python_without_sqlite_keeps_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sqlite3", None)
    assert KeptFile.at(tmp_path) is None


def test_a_file_that_is_busy_is_done_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(_: Path) -> None:
        raise sqlite3.OperationalError("database is locked")

    monkeypatch.setattr(keptfile, "_connected", busy)
    assert KeptFile.at(tmp_path) is None


def test_a_file_that_stays_broken_is_tried_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[Path] = []

    def broken(file: Path) -> None:
        tried.append(file)
        raise sqlite3.DatabaseError("malformed")

    monkeypatch.setattr(keptfile, "_connected", broken)
    assert KeptFile.at(tmp_path) is None
    assert tried == [tmp_path / NAME] * 2
    assert not (tmp_path / NAME).exists()


# --- trouble on the way ----------------------------------------------------------------------


def test_trouble_while_writing_stops_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keptfile, "_PATIENCE", 0.01)
    with opened(tmp_path) as kept:
        kept.put(b"k", 1)
        with closing(sqlite3.connect(tmp_path / NAME, isolation_level=None)) as other:
            other.execute("begin immediate")
            kept.write()
            other.execute("rollback")
        kept.put(b"more", 1)  # from now on nothing is added
        assert kept.get(b"more") is None
    assert (tmp_path / NAME).exists()
    assert asked(tmp_path, "select count(*) from kept") == [(0,)]


def test_a_file_that_breaks_meanwhile_is_gone_afterwards(tmp_path: Path) -> None:
    with opened(tmp_path) as kept:
        for number in range(500):
            kept.put(b"%d" % number, "x" * 400)
    for name in ("-wal", "-shm"):
        (tmp_path / f"{NAME}{name}").unlink(missing_ok=True)
    kept = at(tmp_path)
    data = (tmp_path / NAME).read_bytes()
    (tmp_path / NAME).write_bytes(data[:4096] + b"\xff" * (len(data) - 4096))
    assert kept.get(b"7") is None
    kept.close()
    assert list(tmp_path.glob(f"{NAME}*")) == []


# --- room ------------------------------------------------------------------------------------


def test_what_was_unused_for_longest_goes(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keptfile, "MOST_BYTES", 60_000)
    monkeypatch.setattr(keptfile, "_AT_ONCE", 4)
    for day in range(3):
        clock.day = 20_000 + day
        with opened(tmp_path) as kept:
            kept.get(b"0-0")  # used each day
            for number in range(20):
                kept.put(b"%d-%d" % (day, number), "x" * 1_000)
    with opened(tmp_path) as kept:
        assert kept.get(b"2-19") is not None
        assert kept.get(b"0-0") is not None
        assert kept.get(b"0-1") is None


def test_where_all_was_used_today_nothing_more_is_added(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keptfile, "MOST_BYTES", 30_000)
    monkeypatch.setattr(keptfile, "_AT_ONCE", 4)
    with opened(tmp_path) as kept:
        for number in range(100):
            kept.put(b"%d" % number, "x" * 1_000)
    ((count,),) = asked(tmp_path, "select count(*) from kept")
    assert isinstance(count, int)
    assert 10 <= count <= 40
    clock.day += 1
    with opened(tmp_path) as kept:
        kept.put(b"tomorrow", 1)
    assert asked(tmp_path, "select day from kept where key = ?", b"tomorrow") == [(clock.day,)]


def test_the_day_of_use_is_noted_once_a_day(tmp_path: Path, clock: Clock) -> None:
    with opened(tmp_path) as kept:
        kept.put(b"k", 1)
    clock.day += 3
    with opened(tmp_path) as kept:
        assert kept.get(b"k") == 1
    assert asked(tmp_path, "select day from kept") == [(clock.day,)]
