"""Dask makes the same as this process; a scheduler that cannot be used is one line in good time."""

from __future__ import annotations

import logging
import os
import shutil
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from builders import ROOT, files_of, write_review

from docgen.batch import cluster, engines
from docgen.batch.cluster import Dask, make_there
from docgen.batch.engines import Chunk, choose_engine
from docgen.batch.outcome import Outcome
from docgen.batch.plan import Task
from docgen.batch.run import Effort, Run, make_reports, prepare_run
from docgen.batch.work import Worker, make_task
from docgen.cli import main
from docgen.errors import DocgenError, UsageError
from docgen.history.cache import HistoryCache
from docgen.output.lock import lock_text
from docgen.output.manifest import open_manifest
from docgen.report import Options


@pytest.fixture(scope="module", autouse=True)
def distributed() -> Any:
    """Return Dask, imported by the worker that runs these tests alone: that takes a second."""
    return pytest.importorskip("distributed", reason="Dask is missing: pip install -e .[dask]")


@pytest.fixture(scope="module")
def threads(distributed: Any) -> Iterator[Any]:
    """A scheduler with two workers that are threads of this process."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=2, processes=False, dashboard_address=":0"
    ) as workers:
        yield workers


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with 12 reviews, one of them broken; relative paths, as they are typed."""
    monkeypatch.chdir(tmp_path)
    for number in range(12):
        write_review(Path("data", f"r{number:02}.yaml"), unit=f"Enhed {number}")
    Path("data", "r05.yaml").write_text("", encoding="utf-8")
    return Path("data")


def content_of(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in files_of(folder)}


def told(outcomes: list[Outcome]) -> list[tuple[str, str, str]]:
    return [(one.source, one.state, str(one.error or "")) for one in outcomes]


def dask_run(
    data: Path, out: str, address: str, document: str = "report", fail_fast: bool = False
) -> Run:
    effort = Effort(engine=choose_engine("dask", address), fail_fast=fail_fast)
    return prepare_run([data], Path(out), Options(document), effort)


@pytest.mark.parametrize("document", ["report", "overview"])
def test_dask_makes_the_same_as_one_process(
    data: Path, threads: Any, monkeypatch: pytest.MonkeyPatch, document: str
) -> None:
    monkeypatch.setattr("docgen.batch.run._FAR_CHUNK", 5)
    one = list(make_reports([data], Path("out"), document=document))
    made = content_of(Path("out"))
    Path("out").rename("one")
    run = dask_run(data, "out", threads.scheduler_address, document=document)
    assert told(list(run.outcomes())) == told(one)
    assert content_of(Path("out")) == made
    assert len(made) == 11
    again = Counter(one.state for one in make_reports([data], Path("out"), document=document))
    assert again == {"unchanged": 11, "failed": 1}
    assert not list(Path("out", ".docgen").glob("lock*"))


def test_chunks_for_dask_hold_two_hundred_reports(data: Path, tmp_path: Path) -> None:
    run = dask_run(data, "out", "tcp://host:8786")
    tasks = [run.plan.tasks[0]] * 450
    run = run._replace(plan=run.plan._replace(tasks=tasks))
    with open_manifest(tmp_path / "x") as manifest:
        chunks = run._chunks(run.plan.tasks, manifest, HistoryCache())
        assert [len(chunk.tasks) for chunk in chunks] == [200, 200, 50]


def test_fail_fast_stops_dask_too(data: Path, threads: Any) -> None:
    run = dask_run(data, "out", threads.scheduler_address, fail_fast=True)
    assert [one.state for one in run.outcomes()] == ["done"] * 5 + ["failed"]
    assert not list(Path("out", ".docgen").glob("lock*"))


def dies_on_r07(task: Task, worker: Worker) -> list[Outcome]:
    """Make the task's reports; end the process when it comes to one of them."""
    if "r07" in task.source:
        os._exit(9)
    return make_task(task, worker)


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_worker_processes_and_a_report_that_kills_them(data: Path, distributed: Any) -> None:
    with (
        distributed.LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            dashboard_address=":0",
            silence_logs=50,
            scheduler_kwargs={"allowed_failures": 0},
        ) as workers,
        open_manifest(Path("out")) as manifest,
    ):
        run = dask_run(data, "out", workers.scheduler_address)
        engine = Dask(run.job, workers.scheduler_address, make=dies_on_r07)
        chunks = run._chunks(run.plan.tasks, manifest, HistoryCache())
        outcomes = list(engine.run(chunks))
    failed = [one for one in outcomes if one.error]
    assert len(outcomes) == 12
    assert [Path(one.source).stem for one in failed] == ["r05", "r07"]
    assert "the system killed the process that made it" in str(failed[1].error)
    assert len(files_of(Path("out"))) == 10


def test_lost_connections_are_told_in_our_own_words(caplog: pytest.LogCaptureFixture) -> None:
    """Each logger of Dask has a level of its own, and some tell of such things by traceback."""
    loggers = [logging.getLogger(name) for name in ("distributed.client", "tornado", "asyncio")]
    before = [logger.level for logger in loggers]
    loggers[0].setLevel(logging.WARNING)
    with cluster._quiet():
        for logger in loggers:
            logger.critical("connection lost")
    assert caplog.records == []
    assert loggers[0].level == logging.WARNING
    loggers[0].setLevel(before[0])
    assert [logger.level for logger in loggers] == before


WORKERS = """
from distributed import LocalCluster
if __name__ == "__main__":
    with LocalCluster(n_workers=1, dashboard_address="127.0.0.1:0") as workers:
        print(workers.scheduler_address, flush=True)
        input()
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("killed", "code", "line"),
    [
        pytest.param("run", 143, "stopped; what is finished is whole", id="the run, politely"),
        pytest.param("scheduler", 2, "the Dask scheduler is gone; start it", id="the scheduler"),
    ],
)
@pytest.mark.usefixtures("data")
def test_who_is_killed_is_told_in_one_line(killed: str, code: int, line: str) -> None:
    """Scheduler and worker in processes of their own, the run in another."""
    Path("data", "r05.yaml").unlink()
    for number in range(600):
        write_review(Path("data", f"x{number:03}.yaml"), unit=f"Enhed {number}")
    pipes: Any = {"stdin": -1, "stdout": -1, "encoding": "utf-8"}
    pipes["env"] = {**os.environ, "PYTHONPATH": str(ROOT)}
    words = [sys.executable, "-c", WORKERS]
    with subprocess.Popen(words, stderr=subprocess.DEVNULL, **pipes) as scheduler:
        address = scheduler.stdout.readline().strip()
        options = ["-o", "out", "--engine", "dask", "--scheduler", address]
        words = [sys.executable, "-m", "docgen", "render", "data", *options]
        with subprocess.Popen(words, stderr=subprocess.PIPE, **pipes) as run:
            assert run.stdout.readline()
            run.terminate() if killed == "run" else scheduler.kill()
            said = run.communicate(timeout=120)[1]
        scheduler.kill()
    assert line in said
    assert said.count("\n") == 1
    assert run.returncode == code


# --- what cannot be used ---------------------------------------------------------------------


@pytest.fixture
def deaf() -> Iterator[str]:
    """The address of somebody who takes calls and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"tcp://127.0.0.1:{server.getsockname()[1]}"


def test_a_scheduler_that_does_not_answer_is_one_line_in_good_time(
    data: Path, deaf: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 0.3)
    with pytest.raises(SystemExit) as left:
        main(["render", str(data), "--engine", "dask", "--scheduler", deaf])
    assert left.value.code == 2
    error = capsys.readouterr().err
    assert error.startswith(f"{deaf}: no Dask scheduler answers there within")
    assert error.count("\n") == 1
    assert not list(Path("out", ".docgen").glob("lock*"))


def test_a_scheduler_without_workers_is_refused(
    data: Path, monkeypatch: pytest.MonkeyPatch, distributed: Any
) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 0.3)
    with distributed.LocalCluster(n_workers=0, processes=False, dashboard_address=":0") as workers:
        run = dask_run(data, "out", workers.scheduler_address)
        with pytest.raises(UsageError, match=r"has no worker; start some: dask worker inproc://"):
            list(run.outcomes())


@pytest.mark.parametrize(
    ("name", "scheduler", "message"),
    [
        pytest.param("spark", "", "there are local and dask", id="an engine there is not"),
        pytest.param("local", "tcp://a:1", "goes with --engine dask", id="no engine for it"),
        pytest.param("dask", "host:8786", "write it like tcp://host:8786", id="no protocol"),
        pytest.param("dask", "tcp://host", "write it like tcp://host:8786", id="no port"),
    ],
)
def test_wrong_words_for_an_engine(name: str, scheduler: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        choose_engine(name, scheduler)


def test_without_dask_the_way_to_get_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "find_spec", lambda _: None)
    with pytest.raises(UsageError, match=r"pip install ips-docgen\[dask\]") as told:
        choose_engine("dask")
    assert told.value.exit_code == 2
    assert choose_engine("local") == "local"


@pytest.mark.slow
def test_two_machines_give_one_report_the_same_fingerprint(tmp_path: Path) -> None:
    """Where docgen is installed, and when, is no part of what a report was made from."""
    root = Path(cluster.__file__).parents[2]
    for part in ("docgen", "templates", "schemas"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(root / part, tmp_path / part, ignore=ignored, copy_function=shutil.copy)
    program = (
        "from docgen.packs.load import load_pack; from docgen.document.renderer import renderer; "
        "pack = load_pack('dk'); print(renderer(pack, pack.documents['report']).digest)"
    )
    digests = [
        subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            encoding="utf-8",
            cwd=place,
            env={**os.environ, "PYTHONPATH": str(place), "DOCGEN_CACHE": "off"},
            check=True,
        ).stdout
        for place in (root, tmp_path)
    ]
    assert digests[0] == digests[1]


# --- what a worker refuses -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("version", "folder", "message"),
    [
        pytest.param("0.0.1", ".", "install the same", id="another version"),
        pytest.param(None, "gone", "does not see this folder", id="a folder it does not see"),
    ],
)
def test_a_worker_that_cannot_do_it_says_why(
    data: Path, version: str | None, folder: str, message: str
) -> None:
    run = dask_run(data, "out", "")
    here = (version or cluster.VERSION, str(Path(folder).absolute()))
    with pytest.raises(UsageError, match=message):
        make_there(Chunk((), {}), run.job, here, make_task)


def test_a_worker_stops_when_its_run_no_longer_holds_the_folder(data: Path) -> None:
    run = dask_run(data, "out", "")
    here = (cluster.VERSION, str(Path.cwd()))
    with open_manifest(Path("out")):
        lock = lock_text(Path("out", ".docgen"))
        job = run.job._replace(lock=lock)
        assert make_there(Chunk(tuple(run.plan.tasks[:1]), {}), job, here, make_task)[0].good
    for told_lock in (lock, "another"):
        job = run.job._replace(lock=told_lock)
        with pytest.raises(DocgenError, match="does not hold it"):
            make_there(Chunk(tuple(run.plan.tasks), {}), job, here, make_task)
    assert files_of(Path("out")) == ["r00.docx"]
