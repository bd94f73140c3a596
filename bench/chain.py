"""Measure docgen's whole way and its limits: `python -m bench.chain` (first: bench.setup).

chain       YAML file to checked report, against PyYAML + jsonschema + docxtpl
cold        one report from the shell, against a bare docxtpl script
growth      one report of 25, 250 and 2,500 rows
floor       deflate and write of the very bytes of a report
processes   a batch in two processes, against one
memory      a batch of 100,000 reports: does it stay flat?
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bench.contenders import CHAINS
from bench.inputs import ROWS, UNITS, review_file, write_reviews
from bench.setup import write_inputs
from bench.timing import (
    ROOT,
    Figures,
    child_environment,
    command,
    cpu_ms,
    fresh,
    machine,
    made,
    median,
    per_second,
    python_of,
    show,
    work_folder,
)

PACK = "dk"
BASE = next(iter(CHAINS))


def main(argv: list[str] | None = None) -> None:
    """Measure what was asked for and print a table for each."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.chain",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("what", nargs="*", metavar="WHAT", help="which of these (default: all)")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3, help="of one turn")
    parser.add_argument("--reports", type=int, default=100_000, help="how many for `memory`")
    options = parser.parse_args(argv)
    write_inputs()
    write_chain_inputs()
    print(f"{machine()}; medians of {options.rounds} rounds, all in turns")
    for name in options.what or MEASURES:
        MEASURES[name](options)


def reviews_of(count: int) -> Path:
    """Return a new folder with that many reviews."""
    from docgen import load_pack

    folder = fresh(f"reviews {count}")
    write_reviews(folder, count, [c.id for c in load_pack(PACK).criteria], PACK)
    return folder


def write_chain_inputs() -> None:
    """Write what docxtpl's chain needs: docgen's template and schema, and the finished names."""
    from docgen import load_pack, load_review, score_review
    from docgen.document.context import build_context
    from docgen.packs.load import pack_document

    pack, reviews = load_pack(PACK), reviews_of(UNITS)
    document = pack_document(pack, "report")
    names = []
    for number in range(UNITS):
        review = load_review(review_file(reviews, number))
        result = score_review(review, pack)
        names.append(build_context(review, pack, result, document=document))
    folder = work_folder() / "chain"
    folder.mkdir(exist_ok=True)
    shutil.copyfile(review_file(reviews, 0), folder / "unit.yaml")
    shutil.copyfile(document.path, folder / "report.docx")
    shutil.copyfile(ROOT / "schemas" / f"review.{PACK}.schema.json", folder / "schema.json")
    for name, value in (("names", names), ("one", names[0])):
        (folder / f"{name}.json").write_text(json.dumps(value), encoding="utf-8")
    (folder / "bare.py").write_text(_BARE, encoding="utf-8")


def chain_command(name: str, reviews: Path, out: Path, count: int, warm: int) -> list[str]:
    """Return the command that makes reports from YAML files with the chain of that name."""
    python = python_of(CHAINS[name].environment)
    template = work_folder() / "chain" / "report.docx"
    tail = [str(template), str(reviews), str(out), str(count), str(warm)]
    return [python, "-m", "bench.worker", f"chain:{name}", *tail]


def show_chain(options: argparse.Namespace) -> None:
    """Compare the chains from YAML file to report."""
    most = 5_000
    reviews = reviews_of(most)
    firsts = {
        name: made(lambda out, n=name: chain_command(n, reviews, out, 20, 2), "chain")
        for name in CHAINS
    }
    turns: dict[str, list[Figures]] = {name: [] for name in CHAINS}
    for _ in range(options.rounds):
        for name, first in firsts.items():
            count = min(most - 5, max(10, round(per_second(first) * options.seconds)))
            turns[name].append(
                made(lambda out, n=name, c=count: chain_command(n, reviews, out, c, 5), "chain")
            )
    rate = {name: median(map(per_second, found)) for name, found in turns.items()}
    used = {name: min(map(cpu_ms, found)) for name, found in turns.items()}
    show(
        "From a YAML file to a checked report",
        ["chain", "reports/s", "least CPU ms a report", "x, wall", "x, CPU", "peak MiB"],
        [
            (
                name,
                f"{rate[name]:.0f}",
                f"{used[name]:.2f}",
                f"{rate[name] / rate[BASE]:.1f}",
                f"{used[BASE] / used[name]:.1f}",
                f"{median(found['peak'] for found in turns[name]):.0f}",
            )
            for name, found in turns.items()
        ],
    )


_BARE = """
import json, sys
from docxtpl import DocxTemplate
template, names, out = sys.argv[1:]
with open(names, encoding="utf-8") as file:
    data = json.load(file)
document = DocxTemplate(template)
document.render(data, autoescape=True)
document.save(out)
"""


def show_cold(options: argparse.Namespace) -> None:
    """Compare whole processes that make one report each."""
    folder = work_folder() / "chain"
    inputs = [str(folder / name) for name in ("bare.py", "report.docx", "one.json")]
    commands: dict[str, Callable[[Path], list[str]]] = {
        "bare docxtpl script": lambda out: [
            *(python_of("peers"), *inputs),
            str(out / "report.docx"),
        ],
        "docgen render": lambda out: [
            *(sys.executable, "-m", "docgen", "render"),
            *(str(folder / "unit.yaml"), "-o", str(out)),
        ],
        "empty Python": lambda _: [sys.executable, "-c", "pass"],
    }
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for turn in range(3 * options.rounds + 1):
        for name, of in commands.items():
            took = process_times(of(fresh(f"cold {name}")))
            if turn:  # the first fills caches
                times[name].append(took)
    base = times["bare docxtpl script"]
    rows = []
    for name, found in times.items():
        pairs = list(zip(found, base, strict=True))
        wall = median(took[0] / of[0] for took, of in pairs)
        cpu = median(took[1] / of[1] for took, of in pairs) if base[0][1] else 0.0
        spent = median(took[0] for took in found), median(took[1] for took in found)
        milliseconds = (f"{1000 * seconds:.0f}" for seconds in spent)
        rows.append((name, *milliseconds, f"{wall:.2f}", f"{cpu:.2f}"))
    heads = ["process", "wall ms", "CPU ms", "of the script's wall time", "of its CPU time"]
    show("One report from the shell", heads, rows)


def process_times(arguments: list[str]) -> tuple[float, float]:
    """Return wall and CPU seconds of a process that must succeed (CPU: 0 on Windows)."""
    before, start = children_cpu(), time.perf_counter()
    subprocess.run(arguments, check=True, env=child_environment(), stdout=subprocess.DEVNULL)
    return time.perf_counter() - start, children_cpu() - before


def children_cpu() -> float:
    """Return the CPU seconds of all child processes that have ended."""
    try:
        import resource
    except ImportError:  # Windows
        return 0.0
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def show_growth(options: argparse.Namespace) -> None:
    """Compare reports of 25, 250 and 2,500 rows."""
    rows = []
    for name in ("docxtpl", "docgen, no controls", "docgen"):
        seconds = []
        for size in ROWS:
            source = work_folder() / "data" / f"rows-{size}.json"
            count = max(1, 250 // size) if name == "docxtpl" else max(2, 5000 // size)
            turns = [
                made(lambda out, c=count, s=source, n=name: command(n, s, out, c, 1), "growth")
                for _ in range(options.rounds)
            ]
            seconds.append(min(turn["cpu"] / turn["count"] for turn in turns))
        each = [1e6 * spent / size for spent, size in zip(seconds, ROWS, strict=True)]
        ratio = f"{each[-1] / each[0]:.2f}"
        rows.append((name, *(f"{1000 * s:.1f}" for s in seconds), *map(round, each), ratio))
    heads = [
        "least CPU time",
        *(f"{n} rows, ms" for n in ROWS),
        *(f"us a row at {n}" for n in ROWS),
    ]
    show("Growth of one report", [*heads, "a row at 2500 : at 25"], rows)


def show_floor(options: argparse.Namespace) -> None:
    """Compare a report's whole time with that of compressing and writing its bytes."""
    source = work_folder() / "data" / "units.json"
    turns = [
        made(lambda out: [sys.executable, "-m", "bench.floor", str(source), str(out)], "floor")
        for _ in range(options.rounds)
    ]
    names = list(turns[0])
    spent = {name: min(turn[name] for turn in turns) for name in names}
    whole = spent[names[0]]
    rows = [(name, f"{1e6 * value:.0f}", f"{value / whole:.0%}") for name, value in spent.items()]
    show(
        "The floor: least CPU time of one report with controls",
        ["step", "us", "of the whole"],
        rows,
    )


def show_processes(options: argparse.Namespace) -> None:
    """Compare batches in one process and in two."""
    folder = reviews_of(max(200, round(400 * options.seconds)))
    turns: dict[int, list[Figures]] = {1: [], 2: []}
    for turn in range(options.rounds):
        for jobs, found in turns.items():
            found.append(made(lambda out, j=jobs: many_command(folder, out, j), f"jobs {turn}"))
    rates = {jobs: median(map(per_second, found)) for jobs, found in turns.items()}
    pairs = zip(turns[1], turns[2], strict=True)
    ratio = median(per_second(two) / per_second(one) for one, two in pairs)
    rows = [
        (jobs, f"{rates[jobs]:.0f}", f"{median(map(cpu_ms, found)):.2f}")
        for jobs, found in turns.items()
    ]
    show("A batch from YAML files", ["processes", "reports/s", "CPU ms a report"], rows)
    print(
        f"\nTwo processes: {ratio:.2f} x one, their start included ({turns[1][0]['count']} reports)"
    )


def show_memory(options: argparse.Namespace) -> None:
    """Show the memory of one process while it makes very many reports."""
    folder = reviews_of(options.reports)
    figures = made(lambda out: many_command(folder, out, 1), "memory")
    rows = [(f"{count:,}", f"{peak:.1f}") for count, peak in figures["marks"]]
    show("Memory of a batch in one process", ["reports made", "peak MiB"], rows)
    print(f"\n{figures['count']:,} reports, {per_second(figures):.0f} a second; all good")


def many_command(folder: Path, out: Path, jobs: int) -> list[str]:
    """Return the command that makes a batch."""
    return [sys.executable, "-m", "bench.many", str(folder), str(out), str(jobs)]


MEASURES: dict[str, Callable[[argparse.Namespace], None]] = {
    "chain": show_chain,
    "cold": show_cold,
    "growth": show_growth,
    "floor": show_floor,
    "processes": show_processes,
    "memory": show_memory,
}


if __name__ == "__main__":
    main()
