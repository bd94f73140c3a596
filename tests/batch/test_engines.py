"""Who makes the reports: how many processes pay, and a run without its folder stops."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from docgen.batch.engines import (
    MOST_PROCESSES,
    WORTH_A_POOL,
    Chunk,
    InProcess,
    choose_engine,
    killed,
    make_chunk,
    processes_for,
    refuse_lost_lock,
)
from docgen.batch.outcome import DONE, Outcome
from docgen.batch.plan import Task
from docgen.batch.work import Job, Worker
from docgen.errors import DocgenError
from docgen.history.cache import HistoryCache
from docgen.output.lock import lock_text
from docgen.output.manifest import FOLDER, open_manifest
from docgen.packs.library import find_library

TASKS = tuple(
    Task(f"{name}.yaml", (("report", f"{name}.docx"), ("overview", f"{name}-overview.docx")))
    for name in "abc"
)


def make(task: Task, _: Worker) -> list[Outcome]:
    """Return an outcome for each report, and make none."""
    return [Outcome(task.source, DONE, Path(name)) for _, name in task.reports]


class Notes:
    """Stands for a manifest: keeps the lines that it is told."""

    def __init__(self, *lines: tuple[str, bytes]) -> None:
        self.known: dict[str, bytes] = {}
        self.mine = dict(lines)

    def know(self, lines: dict[str, bytes]) -> None:
        self.known |= lines

    def hand_over(self) -> dict[str, bytes]:
        return self.mine


def worker(job: Job, notes: Any = None) -> Worker:
    return Worker(job, notes or Notes(), HistoryCache())


@pytest.fixture
def job(tmp_path: Path) -> Job:
    return Job(tmp_path / "out", find_library(), {})


@pytest.mark.parametrize(
    ("reports", "jobs", "processes"),
    [
        pytest.param(WORTH_A_POOL - 1, None, 1, id="few reports need no pool"),
        pytest.param(1000, 1, 1, id="one job is this process"),
        pytest.param(10, 4, 4, id="what is asked for"),
        pytest.param(3, 8, 3, id="never more than there are reports"),
        pytest.param(1000, 200, 61, id="never more than Windows can wait for"),
        pytest.param(1000, None, os.cpu_count(), id="many use every processor"),
    ],
)
def test_processes(reports: int, jobs: int | None, processes: int) -> None:
    assert processes_for(reports, jobs) == processes


def test_no_number_of_jobs_is_none_and_nothing_is_one():
    assert processes_for(0, 4) == 1
    assert processes_for(100, 0) == 1
    assert processes_for(10**6, None) <= MOST_PROCESSES


def test_a_chunk_comes_apart_into_its_tasks():
    chunk = Chunk(TASKS, {"a.docx": b"1"}, {})
    singles = [*chunk.singles()]
    assert [one.tasks for one in singles] == [(task,) for task in TASKS]
    assert all((one.lines, one.known) == (chunk.lines, chunk.known) for one in singles)
    assert [*Chunk((), {}).singles()] == []


def test_this_process_makes_one_report_after_the_other_when_it_is_asked(job):
    made: list[str] = []

    def noting(task: Task, its: Worker) -> list[Outcome]:
        made.append(task.source)
        return make(task, its)

    engine = InProcess(job, Notes(), make=noting)  # type: ignore[arg-type]
    outcomes: Iterator[Outcome] = engine.run([Chunk(TASKS[:2], {}), Chunk(TASKS[2:], {})])
    first = next(outcomes)
    assert (first.report, made) == (Path("a.docx"), ["a.yaml"])
    rest = [one.report for one in outcomes]
    assert rest == [Path(name) for task in TASKS for _, name in task.reports][1:]
    assert made == ["a.yaml", "b.yaml", "c.yaml"]


@pytest.mark.parametrize("name", ["local", "dask"])
def test_an_engine_that_there_is_is_chosen_by_its_name(name, monkeypatch):
    monkeypatch.setattr("docgen.batch.engines.find_spec", lambda _: True)
    assert choose_engine(name) == name


@pytest.mark.parametrize(
    "address", ["tcp://host:8786", "tls://10.0.0.1:1/", "ws://h:1", "wss://h:1", "inproc://a/b"]
)
def test_a_schedulers_address_is_the_engine(address, monkeypatch):
    monkeypatch.setattr("docgen.batch.engines.find_spec", lambda _: True)
    assert choose_engine("dask", address) == address


# --- a chunk in a worker ------------------------------------------------------------------------


def test_a_worker_knows_the_lines_of_its_chunk_and_hands_over_its_own_with_the_last(job):
    notes = Notes(("c.docx", b"2"))
    outcomes = make_chunk(Chunk(TASKS, {"a.docx": b"1"}), worker(job, notes), make)
    assert notes.known == {"a.docx": b"1"}
    assert [bool(one.lines) for one in outcomes] == [False] * 5 + [True]
    assert outcomes[-1].lines == {"c.docx": b"2"}
    assert make_chunk(Chunk((), {}), worker(job, notes), make) == []


def test_a_worker_of_a_folder_hands_nothing_over(job):
    outcomes = make_chunk(Chunk(TASKS[:1], {}), worker(job), make)
    assert [one.lines for one in outcomes] == [{}, {}]


@pytest.fixture
def held(job: Job) -> Iterator[Job]:
    """A job whose run holds its folder."""
    with open_manifest(job.out):
        yield job._replace(lock=lock_text(job.out / FOLDER))


def test_a_run_that_holds_its_folder_goes_on_and_one_without_a_lock_need_not_look(held, job):
    refuse_lost_lock(held)
    refuse_lost_lock(job)
    refuse_lost_lock(job._replace(out=Path("nowhere")))


def test_a_run_whose_folder_another_one_holds_stops_before_it_writes(held):
    lost = held._replace(lock="another")
    with pytest.raises(DocgenError, match="its run does not hold it any more"):
        refuse_lost_lock(lost)
    with pytest.raises(DocgenError, match="run it again to go on"):
        make_chunk(Chunk(TASKS, {}), worker(lost), make)
    with pytest.raises(DocgenError):
        next(InProcess(lost, Notes(), make=make).run([Chunk(TASKS, {})]))  # type: ignore[arg-type]
    with pytest.raises(DocgenError):
        refuse_lost_lock(held._replace(out=held.out / "gone"))


def test_of_a_process_that_was_killed_each_report_has_failed(job):
    outcomes = [*killed(Chunk(TASKS[:2], {}), job)]
    assert [one.report for one in outcomes] == [
        job.out / name for task in TASKS[:2] for _, name in task.reports
    ]
    assert {one.state for one in outcomes} == {"failed"}
    assert str(outcomes[0].error) == (
        "a.yaml: the system killed the process that made it (out of memory?); run it again"
    )
