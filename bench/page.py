"""What people wait for with `docgen serve` on a folder of reviews: `python -m bench.page`.

Makes fictitious reviews from the samples of all packs, starts the page on them and takes the times
from the command to the whole list, then those of each value typed. Seconds by the clock, and of
processor time behind it (on Linux; elsewhere the clock alone): on a busy machine look at those.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).parents[1]
COUNT = 500
_TYPED = 40
"""Values that are typed to take the median of."""
_SAMPLES = "[!_]*/[!_]*.yaml"


def main(argv: list[str]) -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=COUNT, help="reviews in the folder")
    parser.add_argument("--reports", action="store_true", help="make the reports first")
    chosen = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work) / "reviews"
        files = write_reviews(folder, chosen.count)
        print(f"{len(files)} reviews, {sum(map(_size, files)) / len(files) / 1000:.0f} KB each")
        print("\n| what | seconds | of processor time |\n|---|---:|---:|")
        if chosen.reports:
            _docgen(Path(work), "render", str(folder), "-o", str(folder / "out"))
            shutil.rmtree(Path(work) / "cache")
        _first_ever(Path(work), folder)
        _again(Path(work), folder, files)


def _first_ever(work: Path, folder: Path) -> None:
    """Take the times of a first start on this machine, then of a first look at the folder."""
    with _page(work, folder) as page:
        page.whole_list("nothing kept at all")
        page.wait_warm()
    for file in (work / "cache").glob("reviews.db*"):
        file.unlink()
    with _page(work, folder) as page:
        page.whole_list("first visit of the folder")


def _again(work: Path, folder: Path, files: list[Path]) -> None:
    """Take the times of a later start, of the next list, of one after a change, of typing."""
    with _page(work, folder) as page:
        page.whole_list("read before")
        for _ in range(3):
            page.timed("the list once more", lambda: page.get("/"))
        text = files[7].read_text("utf-8")
        files[7].write_text(text.replace("score: 4", "score: 3", 1), "utf-8")
        page.timed("after one review was changed", lambda: page.get("/"))
        name = files[3].relative_to(folder).as_posix()
        page.wait_warm()
        page.timed("a review opened", lambda: page.get(f"/review/{name}"))
        page.timed("a review opened again", lambda: page.get(f"/review/{name}"))
        page.typing(name)
        page.weights(name)
    with _page(work, folder) as page:
        page.whole_list("read before, one changed since")


class Page:
    """A page that is served, with the times of what is asked of it."""

    def __init__(self, process: subprocess.Popen[str], begun: float) -> None:
        assert process.stdout is not None
        self.process, self.begun = process, begun
        address = urlsplit(process.stdout.readline().strip())
        self.token = address.query.removeprefix("token=")
        self.line = HTTPConnection(address.hostname or "", address.port or 0, timeout=120)
        while not self._answers():
            time.sleep(0.005)
        self.ready = time.perf_counter() - begun
        self.ready_cpu = self.cpu()

    def _answers(self) -> bool:
        try:
            self.get("/health")
        except OSError:
            self.line.close()
            return False
        return True

    def get(self, path: str, body: object = None) -> bytes:
        """Return the body of an answer."""
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        data = None if body is None else json.dumps(body)
        self.line.request("GET" if data is None else "POST", path, data, headers)
        answer = self.line.getresponse()
        found = answer.read()
        if answer.status != 200:
            raise SystemExit(f"{path}: {answer.status} {found[:300]!r}")
        return found

    def cpu(self) -> float:
        """Return seconds of processor time so far, those of processes below it included."""
        return sum(map(_cpu_of, [self.process.pid, *_below(self.process.pid)]))

    def whole_list(self, when: str) -> None:
        """Take the times until the list stands, and until nothing in it is missing."""
        _row(f"{when}: ready", self.ready, self.ready_cpu)
        html = self.get("/")
        _row(f"{when}: a list stands", time.perf_counter() - self.begun, self.cpu())
        found = re.search(rb'data-waiting="(\d+)"', html)
        waiting = int(found[1]) if found else 0
        first = waiting
        while waiting:
            waiting = json.loads(self.get("/rows"))["waiting"]
        _row(f"{when}: it is whole ({first} were missing)",
             time.perf_counter() - self.begun, self.cpu())  # fmt: skip

    def timed(self, what: str, ask: Callable[[], object]) -> None:
        """Take the time of an answer."""
        start, cpu = time.perf_counter(), self.cpu()
        ask()
        _row(what, time.perf_counter() - start, self.cpu() - cpu)

    def wait_warm(self) -> None:
        """Wait until what is prepared behind the page is done."""
        before = -1.0
        while (now := self.cpu()) > before:
            before = now
            time.sleep(0.5)

    def typing(self, name: str) -> None:
        """Take the times from a value typed to the answer that it is saved, with its totals."""
        html = self.get(f"/review/{name}").decode()
        found = re.search(r'data-stamp="([^"]*)"', html)
        stamp, base, took = found[1] if found else "", "", []
        path = "summary.conclusion"
        saved = json.loads(self.get(f"/save/{name}", {"edits": [
            {"path": path, "base": "?", "value": "!"}], "stamp": stamp}))  # fmt: skip
        base, cpu = saved["conflicts"].get(path, ""), self.cpu()
        for number in range(_TYPED):
            value = f"En sætning mere, nummer {number}."
            start = time.perf_counter()
            edits = [{"path": path, "base": base, "value": value}]
            found_now = json.loads(self.get(f"/save/{name}", {"edits": edits, "stamp": stamp}))
            took.append(time.perf_counter() - start)
            stamp, base = found_now["stamp"], found_now["saved"][path]
        used = (self.cpu() - cpu) / _TYPED
        _row(f"typed, saved and scored (median of {_TYPED})", statistics.median(took), used)

    def weights(self, name: str) -> None:
        """Print what the pages weigh, compressed as by a server that does so, and as they are."""
        for path in ("/", f"/review/{name}"):
            html = self.get(path)
            files = re.findall(rb'(?:src|href)="(/static/[^"]+)"', html)
            parts = [html, *(self.get(file.decode()) for file in dict.fromkeys(files))]
            sizes = [sum(map(len, parts)), sum(len(gzip.compress(part)) for part in parts)]
            shown = "the list" if path == "/" else "a review"
            print(f"\n{shown}: {sizes[1] / 1000:.0f} KB compressed, {sizes[0] / 1000:.0f} KB plain")


def _row(what: str, seconds: float, cpu: float) -> None:
    print(f"| {what} | {seconds:.3f} | {cpu:.3f} |", flush=True)


@contextmanager
def _page(work: Path, folder: Path) -> Iterator[Page]:
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "docgen", "serve", str(folder), "--port", "0", "--no-browser"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8",
        env=_environment(work), cwd=work,
    )  # fmt: skip
    try:
        yield Page(process, begun)
    finally:
        process.terminate()
        process.communicate()


def _docgen(work: Path, *words: str) -> None:
    program = [sys.executable, "-m", "docgen"]
    subprocess.run([*program, *words], env=_environment(work), cwd=work, check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip


def _environment(work: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(ROOT), "DOCGEN_CACHE": str(work / "cache")}


def _cpu_of(process: int) -> float:
    """Return seconds of processor time of a process and of what it waited for."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def _below(process: int) -> list[int]:
    """Return the processes that a process started and did not wait for."""
    found = []
    for file in Path("/proc").glob(f"{process}/task/*/children"):
        for child in map(int, file.read_text("utf-8").split()):
            found += [child, *_below(child)]
    return found


def write_reviews(folder: Path, count: int) -> list[Path]:
    """Write so many reviews, made from the samples, each two of a unit of its own."""
    samples = sorted((ROOT / "data").glob(_SAMPLES))
    files = []
    for number in range(count):
        sample = samples[number % len(samples)]
        group = f"{number // len(samples):03}"
        place = folder / sample.parent.name
        if not place.exists():
            place.mkdir(parents=True)
            for shared in sample.parent.glob("_shared.yaml"):
                shutil.copy(shared, place)
        text = re.sub(r"(?m)^(id: .*)$", rf"\1-{group}", sample.read_text("utf-8"), count=1)
        text = re.sub(r"(?m)^(  id: .*)$", rf"\1-{group}", text, count=1)
        text = re.sub(r"(?m)^(  name: .*)$", rf"\1 {group}", text, count=1)
        files.append(place / f"{sample.stem}-{group}.yaml")
        files[-1].write_text(text, "utf-8", newline="\n")
    return files


def _size(file: Path) -> int:
    return file.stat().st_size


if __name__ == "__main__":
    main(sys.argv[1:])
