"""What both commands share: the work folder, child processes, medians and Markdown tables."""

from __future__ import annotations

import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from bench.contenders import NODE, PYTHON

ROOT = Path(__file__).resolve().parents[1]
HERE = Path(__file__).resolve().parent

Figures = dict[str, Any]


class FailedError(Exception):
    """A child process that ended with an error; its text is the error's last line."""


def work_folder() -> Path:
    """Return the folder of peers, inputs and outputs: BENCH_WORK, else bench/work."""
    return Path(os.environ.get("BENCH_WORK") or HERE / "work").resolve()


def python_of(environment: str) -> str:
    """Return the Python of an environment in the work folder; this one for docgen's."""
    if not environment:
        return sys.executable
    folder = "Scripts" if os.name == "nt" else "bin"
    return str(work_folder() / environment / folder / "python")


def command(name: str, source: Path, out: Path, count: int, warm: int) -> list[str]:
    """Return the command that makes reports with the contender of that name."""
    templates = work_folder() / "templates"
    tail = [str(source), str(out), str(count), str(warm)]
    if name in NODE:
        return ["node", str(HERE / "contenders.mjs"), name, str(templates / NODE[name]), *tail]
    kind = PYTHON[name]
    python = python_of(kind.environment)
    return [python, "-m", "bench.worker", name, str(templates / kind.template), *tail]


def child_environment() -> dict[str, str]:
    """Return the environment of child processes: they find this folder, and keep compiled code."""
    work = work_folder()
    own = {
        "PYTHONPATH": str(ROOT),
        "BENCH_NODE": str(work / "node"),
        "DOCGEN_CACHE": str(work / "cache"),
    }
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, **own}


def run(arguments: Sequence[str]) -> Figures:
    """Return the figures a child process prints; raises FailedError."""
    try:
        done = subprocess.run(
            arguments, capture_output=True, encoding="utf-8", env=child_environment(), check=False
        )
    except OSError as error:
        raise FailedError(str(error)) from error
    lines = done.stdout.strip().splitlines()
    if done.returncode or not lines:
        raise FailedError(
            (done.stderr.strip().splitlines() or [f"exit {done.returncode}"])[-1][:200]
        )
    figures: Figures = json.loads(lines[-1])
    return figures


def fresh(name: str) -> Path:
    """Return a new empty folder: overwriting files would cost more than making reports."""
    folder = work_folder() / "out" / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def made(arguments_for: Any, name: str) -> Figures:
    """Return the figures of a child that writes into a new folder, which goes away afterwards."""
    folder = fresh(name)
    try:
        return run(arguments_for(folder))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def median(values: Iterable[float]) -> float:
    """Return the median."""
    return statistics.median(values)


def per_second(figures: Figures) -> float:
    """Return reports per second."""
    return float(figures["count"] / figures["seconds"])


def cpu_ms(figures: Figures) -> float:
    """Return milliseconds of CPU per report."""
    return float(1000 * figures["cpu"] / figures["count"])


def show(title: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a Markdown table."""
    print(f"\n### {title}\n")
    print("| " + " | ".join(heads) + " |")
    print("|---" + "|---:" * (len(heads) - 1) + "|")
    for row in rows:
        print("| " + " | ".join(str(cell) for cell in row) + " |")
    sys.stdout.flush()


def machine() -> str:
    """Return one line about the machine."""
    name = platform.processor() or platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        name = next(line.partition(":")[2].strip() for line in lines if "model name" in line)
    except (OSError, StopIteration):
        pass
    system = f"{platform.system()} {platform.release()}"
    return f"{os.cpu_count()} x {name}, {system}, Python {platform.python_version()}"
