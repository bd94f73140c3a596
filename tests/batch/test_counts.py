"""Cost grows with the work and no faster: what is counted is calls and opened files, no seconds."""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path, PurePath
from types import FrameType
from typing import NamedTuple

import pytest
from builders import CRITERION_IDS, review_text, swept

from docgen import cache
from docgen.batch.checks import Checks
from docgen.batch.run import make_reports
from docgen.batch.scores import Scores
from docgen.batch.sources import find_sources
from docgen.check.run import check_paths
from docgen.packs.library import find_library
from docgen.review.found import review_paths
from docgen.review.lines import MetIds

SIZES = (14, 28, 56)
"""Each twice the one before; the least is more than is looked at of one unit's reviews."""
SLACK = 1.15
"""What sorting and the like may add."""


class Count(NamedTuple):
    """What some work took."""

    calls: int
    opened: int


_opened: list[int] = []


def _hook(event: str, _: object) -> None:
    if event == "open" and _opened:
        _opened[0] += 1


sys.addaudithook(_hook)


def count(work: Callable[[], object]) -> Count:
    """Return how many functions are called and files opened."""
    calls = 0

    def note(_: FrameType, event: str, __: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    _opened[:] = [0]
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    opened = _opened.pop()
    return Count(calls, opened)


def different_units(folder: Path, size: int) -> None:
    for number in range(size):
        text = review_text(unit=f"Enhed {number}").replace("Set.", f"Set i enhed {number}.")
        (folder / f"r{number:03}.yaml").write_text(text, "utf-8")


def one_unit(folder: Path, size: int) -> None:
    for number in range(size):
        text = review_text(unit="Enhed A", pack="fi-sv").replace("2026", str(1950 + number))
        (folder / f"r{number:03}.yaml").write_text(text, "utf-8")


def lines(folder: Path, size: int) -> None:
    rows = [_row(number, name=f"Enhed {number}") for number in range(size)]
    (folder / "all.jsonl").write_text("".join(rows), "utf-8")


def faulty_lines(folder: Path, size: int) -> None:
    rows = [_row(number, nam=f"Enhed {number}") for number in range(size)]
    (folder / "all.jsonl").write_text("".join(rows), "utf-8")


def _row(number: int, **unit: str) -> str:
    criteria = {name: {"score": 4, "comment": "Set."} for name in CRITERION_IDS}
    row = {"id": f"r{number}", "pack": "dk", "unit": unit, "criteria": criteria}
    return json.dumps(row, ensure_ascii=False) + "\n"


def check(folder: Path) -> object:
    return check_paths([folder])


def score(folder: Path) -> object:
    return list(Scores([folder], find_library(), id, jobs=1).rows())


def render(folder: Path) -> object:
    return list(make_reports([folder], folder.parent / "out"))


def render_again(folder: Path) -> object:
    return list(make_reports([folder], folder.parent / "out"))


@pytest.fixture(autouse=True)
def no_cache(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What one size left behind helps no other."""
    monkeypatch.setenv(cache.ENVIRONMENT, "off")
    cache._place.cache_clear()
    yield
    cache._place.cache_clear()


@pytest.mark.parametrize(
    ("shape", "command"),
    swept(
        [
            (different_units, check),
            (different_units, render_again),
            (one_unit, check),
            (one_unit, score),
            (one_unit, render),
            (lines, score),
            (faulty_lines, check),
        ],
        4,
    ),
)
def test_twice_the_work_costs_twice_at_most(
    tmp_path: Path, shape: Callable[[Path, int], None], command: Callable[[Path], object]
) -> None:
    counts = []
    for size in (2, *SIZES):  # the first makes what is made once
        folder = tmp_path / str(size) / "data"
        folder.mkdir(parents=True)
        shape(folder, size)
        if command is render_again:
            render(folder)
        counts.append(count(lambda: command(folder)))  # noqa: B023 - called at once
    for name in Count._fields:
        low, middle, high = (getattr(one, name) for one in counts[1:])
        assert high - middle <= SLACK * 2 * (middle - low) + 5, f"{name}: {low}, {middle}, {high}"


@pytest.mark.parametrize("command", [check, score])
def test_a_review_is_read_once_and_once_more_for_the_index(
    tmp_path: Path, command: Callable[[Path], object]
) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    different_units(folder, 40)
    command(folder)
    some = count(lambda: command(folder))
    assert some.opened <= 2 * 2 * 40 + 60, "each opening is heard of twice"


def test_a_second_run_opens_reviews_alone(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    different_units(folder, 40)
    render(folder)
    some = count(lambda: render_again(folder))
    assert some.opened <= 2 * 40 + 30, "each opening is heard of twice"


def paths_alive() -> int:
    gc.collect()
    return sum(isinstance(one, PurePath) for one in gc.get_objects())


@pytest.mark.parametrize("command", [check, score])
def test_no_path_is_kept_for_each_line(
    tmp_path: Path, command: Callable[[Path], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A path takes more memory than all else that is known of a line."""
    alive = []
    first = MetIds.first

    def counted(self: MetIds, file: Path, review_id: str, number: int) -> int:
        if number in (20, 60):
            alive.append(paths_alive())
        return first(self, file, review_id, number)

    monkeypatch.setattr(MetIds, "first", counted)
    lines(tmp_path, 60)
    if command is check:
        for _ in Checks([tmp_path], library=find_library(), jobs=1).found():
            pass
    else:
        for _ in Scores([tmp_path], find_library(), id, jobs=1).rows():
            pass
    assert alive[1] - alive[0] <= 5, alive


def test_reviews_of_a_folder_are_listed_as_texts(tmp_path: Path) -> None:
    for name in ("b/c.yaml", "b.yaml", "a/z.yaml", "a-b/y.yaml", "_no.yaml", ".x/no.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("", "utf-8")
    wanted = [tmp_path / n for n in ("a/z.yaml", "a-b/y.yaml", "b/c.yaml", "b.yaml")]
    assert review_paths(tmp_path) == [*map(str, wanted)]
    found, _ = find_sources([tmp_path])
    assert [one.folder for one in found] == ["a", "a-b", "b", ""]
