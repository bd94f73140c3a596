"""Reviews from JSON Lines through Dask to a store, one worker killed: `python -m bench.far`.

A store of objects (moto's server), a real scheduler and two workers run on this machine; reviews
lie in the store, reports go there. When a fifth of the reports stands, one of the workers is
killed. Then all must be there, each written once: the server's log has a line for every write.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from docgen.review.load import load_review

ROOT = Path(__file__).parents[1]
_SAMPLE = ROOT / "data" / "dk" / "fjordby-2022.yaml"
_BUCKET = "far"
_A_FILE = 1_000
"""Reviews in a file: moto reads all of an object for each piece of it that is asked for."""
_A_WRITE = re.compile(r'"(?:PUT|POST) (/far/out/[^ ?"]*\.docx)[^"]*" 200')
"""What the server says of a report that it took, whole or put together of parts."""
_PATIENCE = 60.0
"""Seconds to wait for a server to answer."""


class Found(NamedTuple):
    """What came of a run."""

    code: int
    reports: int
    written: int
    """Reports of which the store's log tells: as many as there are."""
    most_writes: int
    """Of one object: 1 where nothing was written twice."""
    killed_at: int
    """Reports that stood when a worker was killed."""
    seconds: float
    told: str


def main(argv: list[str]) -> None:
    """Run it once and print what came of it as a line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100_000, help="reviews")
    moto = ROOT / "build" / "moto" / "bin" / "moto_server"
    parser.add_argument("--moto", default=str(moto), help="the program moto_server")
    chosen = parser.parse_args(argv)
    if not Path(chosen.moto).is_file():
        parser.error(f"{chosen.moto} is not there; docs/performance.md tells how to get it")
    with tempfile.TemporaryDirectory() as folder:
        found = run(Path(folder), chosen.count, chosen.moto)
    print(json.dumps(found._asdict()))
    whole = found.reports == found.written == chosen.count and found.most_writes == 1
    raise SystemExit(0 if found.code == 0 and whole else 1)


def run(folder: Path, count: int, moto: str) -> Found:
    """Make so many reports, kill a worker on the way, and look at what is in the store."""
    with ExitStack() as stack:
        port = _free_port()
        os.environ.update(_settings(port))
        log = folder / "store.txt"
        stack.enter_context(_started(moto, "-H", "127.0.0.1", "-p", str(port), told=log))
        _wait_for(port)
        files = _bucket()
        for first in range(0, count, _A_FILE):
            with files.open(f"{_BUCKET}/in/{first:06}.jsonl", "wb") as target:
                target.writelines(_lines(range(first, min(count, first + _A_FILE))))
        scheduler = _free_port()
        dask = (sys.executable, "-m", "distributed.cli.dask_scheduler")
        where = ("--host", "127.0.0.1", "--port", str(scheduler), "--no-dashboard")
        stack.enter_context(_started(*dask, *where, cwd=folder))
        _wait_for(scheduler)
        address = f"tcp://127.0.0.1:{scheduler}"
        dask = (sys.executable, "-m", "distributed.cli.dask_worker", address)
        how = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(folder))
        workers = [stack.enter_context(_started(*dask, *how, cwd=folder)) for _ in range(2)]
        start = time.monotonic()
        paths = (f"s3://{_BUCKET}/in", "-o", f"s3://{_BUCKET}/out")
        words = ("render", *paths, "--engine", "dask", "--scheduler", address)
        render = stack.enter_context(
            _started(sys.executable, "-m", "docgen", *words, cwd=folder, told=folder / "told.txt")
        )
        killed_at = _kill_when(files, count // 5, workers[0], render)
        code = render.wait()
        seconds = time.monotonic() - start
        reports = len(_reports(files))
    told = (folder / "told.txt").read_text("utf-8")
    writes = _writes(log)
    most = max(writes.values(), default=0)
    return Found(code, reports, len(writes), most, killed_at, seconds, told[-600:])


def _lines(numbers: Iterable[int]) -> Iterator[bytes]:
    """Yield reviews, each of a unit of its own."""
    text = json.dumps(_data(), ensure_ascii=False)
    for number in numbers:
        own = text.replace("Fjordby", f"By {number:06}").replace("fjordby", f"by-{number:06}")
        yield own.encode() + b"\n"


def _data() -> Any:
    from docgen.review.file import load_data

    load_review(_SAMPLE)  # it is sound
    data = dict(load_data(_SAMPLE).data)
    return {"id": "fjordby-2022", **data}


def _settings(port: int) -> dict[str, str]:
    return {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
        "AWS_ACCESS_KEY_ID": "somebody",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_DEFAULT_REGION": "us-east-1",
        "PYTHONPATH": str(ROOT),
    }


def _bucket() -> Any:
    """Return the files of the store, with a bucket."""
    import fsspec

    files = fsspec.filesystem("s3", use_listings_cache=False, skip_instance_cache=True)
    files.call_s3("create_bucket", Bucket=_BUCKET)
    return files


def _kill_when(files: Any, reports: int, worker: Any, render: Any) -> int:
    """Kill a worker as soon as so many reports stand; return how many there were."""
    while render.poll() is None:
        begun = time.monotonic()
        standing = len(_reports(files))
        if standing >= reports:
            worker.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
            return standing
        # moto lists many objects slowly: looking may take a tenth of the time, not all of it.
        time.sleep(max(0.5, 10 * (time.monotonic() - begun)))
    return -1


def _reports(files: Any) -> list[str]:
    """Return the reports that are in the store."""
    return [name for name in files.find(f"{_BUCKET}/out") if name.endswith(".docx")]


def _writes(log: Path) -> Counter[str]:
    """Return how often each report was written: listing versions, moto copies all it holds."""
    with log.open(encoding="utf-8", errors="replace") as lines:
        return Counter(found[1] for line in lines if (found := _A_WRITE.search(line)))


@contextmanager
def _started(
    *words: str, cwd: Path | None = None, told: Path | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program for as long as the block does."""
    with ExitStack() as stack:
        target = stack.enter_context(told.open("wb")) if told else subprocess.DEVNULL
        process = subprocess.Popen(
            words, cwd=cwd, stdout=subprocess.DEVNULL, stderr=target, stdin=subprocess.DEVNULL
        )
        try:
            yield process
        finally:
            if process.poll() is None:
                process.terminate()
            process.wait()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _wait_for(port: int) -> None:
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            if time.monotonic() > end:
                raise SystemExit(f"nobody answers at port {port}") from None
            time.sleep(0.1)
        else:
            return


if __name__ == "__main__":
    main(sys.argv[1:])
