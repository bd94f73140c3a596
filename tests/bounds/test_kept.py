"""What was read of reviews is read once, never stale, bounded, closed to others, safe to lose."""

from __future__ import annotations

import os
import sqlite3
import stat
from pathlib import Path

import pytest
from builders import write_review
from scored import score_reviews

from docgen import cache
from docgen.batch.scores import Scored
from docgen.bounds import keptfile
from docgen.bounds.kept import content_key, keep, keeping, recall, write_down
from docgen.bounds.keptfile import NAME
from docgen.check.run import check_paths
from docgen.packs.library import find_library
from docgen.review.file import load_data

KEY = content_key(b"test", b"content")


@pytest.mark.usefixtures("own_cache")
def test_a_value_comes_back_in_a_later_run() -> None:
    with keeping():
        keep(KEY, {"a": [1, "x"]})
        assert recall(KEY) == {"a": [1, "x"]}
    assert recall(KEY) is None
    with keeping():
        assert recall(KEY) == {"a": [1, "x"]}


def test_keys_name_kind_pieces_and_program() -> None:
    keys = {content_key(b"a", b"bc"), content_key(b"a", b"b", b"c"), content_key(b"ab", b"c")}
    assert len(keys) == 3


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps a profile closed by itself")
def test_others_can_read_none_of_it(own_cache: Path) -> None:
    with keeping():
        keep(KEY, "text")
        write_down()
        modes = {stat.S_IMODE(file.stat().st_mode) for file in own_cache.glob(f"{NAME}*")}
    assert modes == {0o600}
    assert stat.S_IMODE(own_cache.stat().st_mode) == 0o700


@pytest.mark.parametrize("content", [b"", b"no database at all, " * 300])
def test_a_file_that_is_broken_is_made_anew(own_cache: Path, content: bytes) -> None:
    with keeping():
        keep(KEY, "text")
    (own_cache / NAME).write_bytes(content)
    for _ in range(2):
        with keeping():
            assert recall(KEY) in (None, "again")
            keep(KEY, "again")
    with keeping():
        assert recall(KEY) == "again"


def test_a_value_that_was_changed_is_not_believed(own_cache: Path) -> None:
    with keeping():
        keep(KEY, "text")
    with sqlite3.connect(own_cache / NAME) as database:
        database.execute("update kept set value = zeroblob(40)")
    database.close()
    with keeping():
        assert recall(KEY) is None


@pytest.mark.skipif(os.name == "nt", reason="links take rights there")
def test_a_link_is_not_followed(own_cache: Path, tmp_path: Path) -> None:
    with keeping():
        pass
    (own_cache / NAME).unlink()
    (own_cache / NAME).symlink_to(tmp_path / "elsewhere")
    with keeping():
        keep(KEY, "text")
    assert not (tmp_path / "elsewhere").exists()


def test_off_keeps_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(cache.ENVIRONMENT, "off")
    cache._place.cache_clear()
    with keeping():
        keep(KEY, "text")
        assert recall(KEY) is None
    cache._place.cache_clear()


def test_it_is_bounded_and_what_was_unused_longest_goes(
    own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keptfile, "MOST_BYTES", 400_000)
    day = [20_000]
    monkeypatch.setattr(keptfile.time, "time", lambda: day[0] * 86_400)
    for _ in range(4):
        with keeping():
            for number in range(1_000):
                keep(content_key(b"test", bytes([day[0] % 256]), str(number).encode()), "x" * 1_000)
        day[0] += 1
    with keeping():
        assert recall(content_key(b"test", bytes([(day[0] - 1) % 256]), b"0")) == "x" * 1_000
        assert recall(content_key(b"test", bytes([20_000 % 256]), b"0")) is None
    assert (own_cache / NAME).stat().st_size < 3_000_000


@pytest.mark.usefixtures("own_cache")
def test_what_was_scored_or_checked_once_is_not_parsed_again(
    tmp_path: Path, parsed: list[int]
) -> None:
    data = tmp_path / "data"
    for number in range(25):
        write_review(data / f"r{number:02}.yaml", unit=f"Enhed {number}")
    assert all(isinstance(one, Scored) for one in score_reviews([data], find_library()))
    del parsed[:]
    assert all(isinstance(one, Scored) for one in score_reviews([data], find_library()))
    assert parsed == []


@pytest.mark.usefixtures("own_cache")
def test_a_change_is_always_seen(tmp_path: Path) -> None:
    data = write_review(tmp_path / "data" / "a.yaml")
    with keeping():
        assert load_data(data).data["unit"]["name"] == "Enhed A"
    status = data.stat()
    data.write_text(data.read_text("utf-8").replace("Enhed A", "Enhed B"), "utf-8")
    os.utime(data, ns=(status.st_atime_ns, status.st_mtime_ns))
    with keeping():
        assert load_data(data).data["unit"]["name"] == "Enhed B"
    (tmp_path / "data" / "_shared.yaml").write_text("purpose: Fælles.\n", "utf-8")
    with keeping():
        assert load_data(data).data["purpose"] == "Fælles."


@pytest.mark.usefixtures("own_cache")
def test_faults_are_told_each_time_with_their_places(tmp_path: Path) -> None:
    file = write_review(tmp_path / "data" / "a.yaml", head="purpose: Se nedenfor # og her")
    first, second = check_paths([file]), check_paths([file])
    assert first
    assert first == second
