"""Feeds damaged files to the program by the thousand, in chunks that cannot hang or fill memory.

Chunk by chunk in a process of its own: `--count 50000 --seed 1` are 250 chunks of 200 with the
seeds 1 to 250, so that `--count 200 --seed 17` is the 17th again.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from fuzz.feed import DONE, FEEDS, KINDS

LIMIT = 2.0
"""Seconds of CPU that one file may take; a kind's own `LIMIT` goes before it."""
MEMORY = 3_000_000_000
"""Bytes of address space of a chunk's process."""
_PATIENCE = 300
"""Seconds a chunk may take besides ten for each file; a busy machine is no fault."""


class TooLong(BaseException):
    """A file kept the program busy; no handler of the program's may catch it."""


class Fault(NamedTuple):
    """What a damaged file brought to light."""

    kind: str
    """traceback, hang, ill-formed, lost, line or died."""
    name: str
    detail: str


def faults_in(kind: str, seed: int, count: int, folder: Path, keep: Path | None) -> Iterator[Fault]:
    """Feed the mutants of one seed and yield each fault; with `keep` its file is put there."""
    module = import_module(f"fuzz.{kind}")
    feed = getattr(module, "feed", None) or FEEDS[kind]
    limit = getattr(module, "LIMIT", LIMIT)
    for name, mutant in module.mutants(seed, count):
        faults = [*_fed(feed, name, mutant, folder, limit)]
        if any(fault.kind == "hang" for fault in faults):  # templates may have been compiled in it
            faults = [*_fed(feed, name, mutant, folder, limit)]
        if faults and keep is not None:
            _keep(keep, name, mutant)
        yield from faults


def _fed(feed: Any, name: str, mutant: Any, folder: Path, limit: float) -> Iterator[Fault]:
    try:
        with guard(limit):
            found = [*feed(name, mutant, folder)]
    except TooLong as error:
        yield Fault("hang", name, _last_lines(error))
    except Exception as error:  # noqa: BLE001 - what the hunt is for
        yield Fault("traceback", name, _last_lines(error))
    else:
        for detail in found:
            words = detail.split()[0]
            kinds = {"unforeseen:": "traceback", "not": "ill-formed", "lost": "lost"}
            yield Fault(kinds.get(words, "line"), name, detail)


@contextmanager
def guard(seconds: float) -> Iterator[None]:
    """Raise TooLong after so many seconds of CPU, where the system counts them."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def stop(*_: object) -> None:
        raise TooLong

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _last_lines(error: BaseException) -> str:
    """Return the exception and the last places it came through."""
    places = traceback.extract_tb(error.__traceback__)[-4:]
    way = " < ".join(f"{Path(p.filename).name}:{p.lineno} {p.name}" for p in reversed(places))
    return f"{type(error).__name__}: {str(error)[:200]} | {way}"


def _keep(keep: Path, name: str, mutant: Any) -> None:
    files = mutant if isinstance(mutant, dict) else {"": mutant}
    for file, content in files.items():
        path = keep / name / file if file else keep / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _inside(kind: str, seed: int, count: int, keep: Path | None) -> None:
    """Feed one chunk in this process; each fault is a line of JSON."""
    if hasattr(os, "fork"):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    os.environ["DOCGEN_DEBUG"] = "1"  # what nobody foresaw shows where it comes from
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for fault in faults_in(kind, seed, count, Path(folder), keep):
            print(json.dumps(fault), flush=True)
    print(f"done {json.dumps(DONE)}", flush=True)


def _chunk(kind: str, seed: int, count: int, keep: Path | None) -> tuple[list[Fault], Counter[str]]:
    """Feed one chunk in a process of its own; return its faults and how far its files came."""
    command = [sys.executable, "-m", "tests.fuzz", kind, "--inside"]
    command += ["--seed", str(seed), "--count", str(count)]
    command += ["--keep", str(keep)] if keep else []
    patience = _PATIENCE + 10 * count
    try:
        run = subprocess.run(command, capture_output=True, timeout=patience, check=False)
    except subprocess.TimeoutExpired:
        return [Fault("hang", f"seed {seed}", "the whole chunk hangs")], Counter()
    lines = run.stdout.decode("utf-8", "replace").splitlines()
    faults = [Fault(*json.loads(line)) for line in lines if line.startswith("[")]
    if lines and lines[-1].startswith("done "):
        return faults, Counter(json.loads(lines[-1][5:]))
    said = run.stderr.decode("utf-8", "replace")[-500:]
    return [*faults, Fault("died", f"seed {seed}", f"{run.returncode}: {said}")], Counter()


def run(
    kind: str, seed: int, count: int, chunk: int = 200, jobs: int = 1, keep: Path | None = None
) -> tuple[list[Fault], Counter[str]]:
    """Feed all chunks, tell how it goes on stderr; return all faults and how far the files came."""
    faults: list[Fault] = []
    begun, done, far = time.monotonic(), 0, Counter[str]()
    sizes = [min(chunk, count - start) for start in range(0, count, chunk)]
    with ThreadPoolExecutor(jobs) as pool:
        work = [pool.submit(_chunk, kind, seed + n, size, keep) for n, size in enumerate(sizes)]
        for size, future in zip(sizes, work, strict=True):
            found, came = future.result()
            faults += found
            far += came
            done += size
            state = f"{done} of {count}, {len(faults)} faults, {time.monotonic() - begun:.0f} s"
            print(f"\r{kind}: {state}", end="", file=sys.stderr)
    print(file=sys.stderr)
    return faults, far


def _table(faults: Iterable[Fault]) -> Iterator[str]:
    """Yield a line for each thing that went wrong, how often, and an example."""
    met: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], Fault] = {}
    for fault in faults:
        cause = fault.kind, fault.detail.split(" | ")[-1].split(" < ")[0][:80]
        met[cause] += 1
        first.setdefault(cause, fault)
    for cause, times in met.most_common():
        yield f"{times:>5} x {cause[0]}: {first[cause].detail}\n        first: {first[cause].name}"


def main() -> None:
    """Read the command line, feed, print what was found; exit code 1 when anything was."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("kind", choices=sorted(KINDS))
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--chunk", type=int, default=200, help="files a process is given")
    parser.add_argument("--jobs", type=int, default=1, help="processes at a time")
    parser.add_argument("--keep", type=Path, help="folder for the files that went wrong")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    keep = wanted.keep.absolute() if wanted.keep else None
    if wanted.inside:
        _inside(wanted.kind, wanted.seed, wanted.count, keep)
        return
    faults, far = run(wanted.kind, wanted.seed, wanted.count, wanted.chunk, wanted.jobs, keep)
    for line in _table(faults):
        print(line)
    came = ", ".join(f"{count} {what}" for what, count in far.items())
    print(f"{wanted.count} {wanted.kind} ({came}), seed {wanted.seed}: {len(faults)} faults")
    sys.exit(1 if faults else 0)
