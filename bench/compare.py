"""Compare docgen with its peers on one report: `python -m bench.compare` (first: bench.setup).

Each contender makes 50 different reports, which are read back and compared with their data. Then
all take turns, each turn in a fresh process and under new file names. Prints Markdown tables:
medians of wall time, and the least CPU time of all turns, which other work on the machine hardly
touches.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from pathlib import Path

from bench.contenders import NODE, PYTHON
from bench.readback import problems
from bench.setup import write_inputs
from bench.timing import (
    FailedError,
    Figures,
    command,
    cpu_ms,
    fresh,
    machine,
    made,
    median,
    per_second,
    run,
    show,
    work_folder,
)

BASE = "docxtpl"
DOCGEN = ("docgen, no controls", "docgen", "docgen, all in controls")


def main(argv: list[str] | None = None) -> int:
    """Check, measure, print; 1 when a contender's reports are not what they should be."""
    options = _options(argv)
    write_inputs()
    print(f"{machine()}; medians of {options.rounds} rounds, all contenders in turns")
    names = options.only.split(",") if options.only else [*PYTHON, *NODE]
    checked, wrong = _check(names)
    rounds = _take_turns({n: f for n, f in checked.items() if n not in wrong}, options)
    _show(rounds, checked)
    return 1 if wrong else 0


def _options(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.compare", description=__doc__)
    parser.add_argument("--only", default="", help="names of contenders, with commas")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3, help="of one turn")
    return parser.parse_args(argv)


def _check(names: list[str]) -> tuple[dict[str, Figures], set[str]]:
    """Return the figures of one round of all 50 reports, and who made them wrong."""
    source = work_folder() / "data" / "units.json"
    units = json.loads(source.read_text(encoding="utf-8"))
    figures: dict[str, Figures] = {}
    wrong: set[str] = set()
    for name in names:
        out = fresh(f"check {name}")
        try:
            figures[name] = run(command(name, source, out, len(units), 0))
        except FailedError as error:
            print(f"{name}: left out ({error})", file=sys.stderr)
            shutil.rmtree(out)
            continue
        files = sorted(out.glob("*.docx"))
        found = _faults(files, units, controls=name in DOCGEN[1:])
        figures[name]["good"] = len(units) - len(found)
        figures[name]["kib"] = median(file.stat().st_size / 1024 for file in files)
        if found:
            wrong.add(name)
            print("\n".join((f"{name}: wrong reports", *found[:5])), file=sys.stderr)
        shutil.rmtree(out)
    return figures, wrong


def _faults(files: list[Path], units: list[Figures], *, controls: bool) -> list[str]:
    """Return a line for each report that lacks something."""
    pairs = zip(files, units, strict=True)
    found = ((file, problems(file, unit, controls=controls)) for file, unit in pairs)
    return [f"  {file.name}: {faults[0]}" for file, faults in found if faults]


def _take_turns(
    checked: dict[str, Figures], options: argparse.Namespace
) -> dict[str, list[Figures]]:
    """Return the figures of each contender's turns."""
    source = work_folder() / "data" / "units.json"
    rounds: dict[str, list[Figures]] = {name: [] for name in checked}
    for turn in range(options.rounds):
        for name, first in checked.items():
            count = max(20, round(per_second(first) * options.seconds))
            rounds[name].append(
                made(lambda out, n=name, c=count: command(n, source, out, c, 20), f"{turn} {name}")
            )
    return rounds


def _show(rounds: dict[str, list[Figures]], checked: dict[str, Figures]) -> None:
    rates = {name: median(map(per_second, turns)) for name, turns in rounds.items()}
    used = {name: min(map(cpu_ms, turns)) for name, turns in rounds.items()}
    rows = []
    for name, turns in rounds.items():
        speeds = [per_second(turn) for turn in turns]
        ratios = [per_second(t) / per_second(b) for t, b in zip(turns, rounds.get(BASE, []))]  # noqa: B905
        rows.append(
            (
                name,
                f"{checked[name]['good']} of {checked[name]['good']}",
                f"{rates[name]:.0f} ({min(speeds):.0f}-{max(speeds):.0f})",
                f"{used[name]:.2f}",
                f"{median(ratios):.1f}" if ratios else "-",
                f"{used[BASE] / used[name]:.1f}" if BASE in used else "-",
                f"{median(turn['peak'] for turn in turns):.0f}",
                f"{checked[name]['kib']:.1f}",
            )
        )
    heads = ["contender", "reports read back", "reports/s (least-most)", "least CPU ms a report"]
    heads += ["x docxtpl, wall", "x docxtpl, CPU", "peak MiB", "file KiB"]
    show("One report of 25 criteria, again and again from one template", heads, rows)
    _show_fastest(rates, used)


def _show_fastest(rates: dict[str, float], used: dict[str, float]) -> None:
    """Print how docgen stands to the fastest peer, by wall time and by CPU time."""
    peers = [name for name in rates if name not in DOCGEN]
    if not peers:
        return
    fastest, leanest = max(peers, key=rates.__getitem__), min(peers, key=used.__getitem__)
    for name in DOCGEN:
        if name in rates:
            wall, cpu = rates[name] / rates[fastest], used[leanest] / used[name]
            print(
                f"\n{name}: {wall:.1f} x {fastest} by wall time, {cpu:.1f} x {leanest} by CPU time"
            )


if __name__ == "__main__":
    sys.exit(main())
