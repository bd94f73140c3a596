"""Several processes, killed processes, two runs at once: whole files, and the next run goes on."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random

import pytest
from builders import ROOT, files_of, write_review

from docgen.batch.engines import Chunk, InProcess
from docgen.batch.outcome import Outcome
from docgen.batch.plan import Task
from docgen.batch.pool import Pool
from docgen.batch.run import Effort, Run, make_reports, prepare_run
from docgen.batch.work import Worker, make_task
from docgen.errors import DocgenError, UsageError
from docgen.history.cache import HistoryCache
from docgen.output import lock
from docgen.output.manifest import Manifest, open_manifest


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with 24 reviews, one of them broken."""
    folder = tmp_path / "data"
    for number in range(24):
        write_review(folder / f"r{number:02}.yaml", unit=f"Enhed {number}")
    (folder / "r05.yaml").write_text("", encoding="utf-8")
    return folder


def content_of(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in files_of(folder)}


def shown(outcomes: list[Outcome]) -> list[tuple[str, str, str]]:
    """Return what outcomes of different output folders have in common."""
    return [(each.source, each.state, type(each.error).__name__) for each in outcomes]


# --- worker processes ------------------------------------------------------------------------


def dies_on_r07(task: Task, worker: Worker) -> list[Outcome]:
    """Make the task's reports; end the process when it comes to one of them."""
    if "r07" in task.source:
        os._exit(9)
    return make_task(task, worker)


def dies_always(_task: Task, _worker: Worker) -> list[Outcome]:
    """End the process."""
    os._exit(9)


def pooled(run: Run, make: object) -> list[Outcome]:
    """Return the outcomes of a pool that makes reports by `make`."""
    with open_manifest(run.job.out) as manifest:
        pool = Pool(run.job, 2, make)  # type: ignore[arg-type]
        return list(pool.run(_chunks(run, manifest)))


def test_a_pool_makes_the_same_as_one_process(data: Path, tmp_path: Path) -> None:
    one = list(make_reports([data], tmp_path / "one"))
    two = list(make_reports([data], tmp_path / "two", jobs=2))
    assert shown(one) == shown(two)
    assert content_of(tmp_path / "one") == content_of(tmp_path / "two")
    assert len(files_of(tmp_path / "two")) == 23
    again = list(make_reports([data], tmp_path / "two"))
    assert Counter(outcome.state for outcome in again) == {"unchanged": 23, "failed": 1}


@pytest.mark.slow
def test_a_killed_worker_costs_one_report(data: Path, tmp_path: Path) -> None:
    outcomes = pooled(prepare_run([data], tmp_path / "out", effort=Effort(jobs=2)), dies_on_r07)
    failed = [outcome for outcome in outcomes if outcome.state == "failed"]
    assert len(outcomes) == 24
    assert [Path(outcome.source).stem for outcome in failed] == ["r05", "r07"]
    assert "the system killed the process that made it" in str(failed[1].error)
    assert len(files_of(tmp_path / "out")) == 22
    assert len(list(make_reports([data], tmp_path / "out"))) == 24
    assert len(files_of(tmp_path / "out")) == 23


@pytest.mark.slow
def test_workers_that_all_die_end_the_run_with_a_way_out(data: Path, tmp_path: Path) -> None:
    with pytest.raises(DocgenError, match=r"die one after the other.*--jobs 1"):
        pooled(prepare_run([data], tmp_path / "out", effort=Effort(jobs=2)), dies_always)
    assert files_of(tmp_path / "out") == []


def interrupted_on_r07(task: Task, worker: Worker) -> list[Outcome]:
    """Make the task's reports; at one of them somebody presses Ctrl-C."""
    if "r07" in task.source:
        raise KeyboardInterrupt
    return make_task(task, worker)


def _chunks(run: Run, manifest: Manifest) -> Iterator[Chunk]:
    return run._chunks(run.plan.tasks, manifest, HistoryCache())


def test_ctrl_c_lets_go_of_the_folder(data: Path, tmp_path: Path) -> None:
    run = prepare_run([data], tmp_path / "out")
    with (
        pytest.raises(KeyboardInterrupt),
        open_manifest(run.job.out) as manifest,
    ):
        list(InProcess(run.job, manifest, make=interrupted_on_r07).run(_chunks(run, manifest)))
    assert not list((tmp_path / "out" / ".docgen").glob("lock*"))
    again = list(make_reports([data], tmp_path / "out"))
    assert Counter(outcome.state for outcome in again) == {"unchanged": 6, "done": 17, "failed": 1}


def test_stopping_early_leaves_whole_files(data: Path, tmp_path: Path) -> None:
    run = prepare_run([data], tmp_path / "out", effort=Effort(jobs=2, fail_fast=True))
    assert [outcome.state for outcome in run.outcomes()][-1] == "failed"
    assert not [name for name in files_of(tmp_path / "out") if not name.endswith(".docx")]
    assert not list((tmp_path / "out" / ".docgen").glob("lock*"))


# --- killed runs -----------------------------------------------------------------------------


def start(data: Path, out: Path, *options: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "docgen", "render", str(data), "-o", str(out), *options]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    )


def kill_after(data: Path, out: Path, reports: int, jobs: int) -> None:
    """Start a run and kill it, as `kill -9` does, when so many reports are made."""
    process = start(data, out, "--jobs", str(jobs))
    assert process.stdout is not None
    with process.stdout as lines:
        for _ in range(reports):
            lines.readline()
        process.kill()
    process.wait()


def assert_goes_on(data: Path, tmp_path: Path, kills: Iterable[int], jobs: int = 1) -> None:
    """Assert that a run killed again and again ends with the bytes of an undisturbed one."""
    (data / "r05.yaml").unlink()
    list(make_reports([data], tmp_path / "whole"))
    whole = content_of(tmp_path / "whole")
    for number in kills:
        write_review(data / "r01.yaml", score=1 + number % 4)
        kill_after(data, tmp_path / "out", number, jobs)
        if jobs > 1:
            continue  # its workers may be finishing the report in hand
        found = content_of(tmp_path / "out")
        for name in found.keys() - {"r01.docx"}:
            assert name.endswith(".part") or found[name] == whole[name]
    write_review(data / "r01.yaml", unit="Enhed 1")
    states = Counter(each.state for each in make_reports([data], tmp_path / "out"))
    assert set(states) <= {"done", "unchanged"}
    assert content_of(tmp_path / "out") == whole


def test_a_killed_run_goes_on(data: Path, tmp_path: Path) -> None:
    assert_goes_on(data, tmp_path, range(2, 23, 20))


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_run_killed_twenty_times_goes_on(data: Path, tmp_path: Path, jobs: int) -> None:
    points = Random(jobs).choices(range(1, 23), k=20)
    assert_goes_on(data, tmp_path, points, jobs)


def test_workers_that_outlive_their_run_write_no_more(data: Path, tmp_path: Path) -> None:
    run = prepare_run([data], tmp_path / "out", effort=Effort(jobs=2))
    with open_manifest(run.job.out) as manifest:
        chunks = [*_chunks(run, manifest)]
        pool = Pool(run.job._replace(lock="of a run that was killed"), 2)
        with pytest.raises(DocgenError, match="does not hold it"):
            list(pool.run(chunks))
    assert files_of(tmp_path / "out") == []


# --- two runs at once ------------------------------------------------------------------------


def test_a_second_run_into_a_busy_folder_is_refused(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 0)
    with (
        open_manifest(tmp_path / "out"),
        pytest.raises(UsageError, match=r"out: another docgen writes there .*another -o"),
    ):
        list(make_reports([data], tmp_path / "out"))
    assert files_of(tmp_path / "out") == []


def test_two_runs_at_once_take_turns(data: Path, tmp_path: Path) -> None:
    (data / "r05.yaml").unlink()
    runs = [start(data, tmp_path / "out", "--jobs", "1") for _ in range(2)]
    for run in runs:
        assert run.stdout is not None
        with run.stdout as lines:
            assert len(lines.read().splitlines()) == 23
        assert run.wait() == 0
    list(make_reports([data], tmp_path / "whole"))
    assert content_of(tmp_path / "out") == content_of(tmp_path / "whole")
