"""Time and memory of each command over 100 to 100,000 reviews: `python -m bench.growth`.

Every review is another unit's. Each command runs in a process of its own, with `--jobs 1`, so that
processor time can be compared; the first run of each has an empty cache of reviews. Prints a
table and writes it with a drawing into docs/performance.md.
"""

from __future__ import annotations

import argparse
import math
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "performance.md"
DRAWING = ROOT / "docs" / "growth.svg"
SIZES = (100, 1_000, 10_000, 100_000)

_SAMPLE = ROOT / "data" / "dk" / "fjordby-2022.yaml"
_BEGIN, _END = "<!-- bench.growth -->", "<!-- end of bench.growth -->"
_COLOURS = ("#0b5394", "#990000", "#38761d", "#b45f06", "#674ea7", "#134f5c", "#741b47")
_WIDTH, _HEIGHT, _EDGE = 640, 360, 60


class Took(NamedTuple):
    """What one command took."""

    command: str
    reviews: int
    seconds: float
    """Of processor time."""
    megabytes: float
    """At its peak."""


def main(argv: list[str]) -> None:
    """Measure, print the table, write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=SIZES[-1], help="reviews of the largest run")
    parser.add_argument("--print", action="store_true", help="write no page")
    chosen = parser.parse_args(argv)
    found: list[Took] = []
    for size in (size for size in SIZES if size <= chosen.most):
        with tempfile.TemporaryDirectory() as folder:
            for took in measured(Path(folder), size):
                print(f"{took.reviews:>7} {took.command:<24} {took.seconds:8.2f} s "
                      f"{took.megabytes:6.0f} MB", flush=True)  # fmt: skip
                found.append(took)
    if not chosen.print:
        DRAWING.write_text(drawing(found), encoding="utf-8", newline="\n")
        write_page("\n".join(table(found)))


def measured(folder: Path, size: int) -> Iterator[Took]:
    """Yield what each command takes for so many reviews."""
    write_units(folder / "data", size)
    kept = folder / "cache" / "reviews.db"
    run(folder, "render", str(_SAMPLE), "-o", "warm")  # compiles the template
    render = ("render", "data", "-o", "out", "--jobs", "1")
    steps = [
        ("check", ("check", "data", "--jobs", "1"), True),
        ("check again", ("check", "data", "--jobs", "1"), False),
        ("score", ("score", "data", "--jobs", "1", "--format", "csv"), True),
        ("score again", ("score", "data", "--jobs", "1", "--format", "csv"), False),
        ("render", render, True),
        ("render again", render, False),
    ]
    for name, words, fresh in steps:
        if fresh:
            for file in kept.parent.glob(f"{kept.name}*"):
                file.unlink()
        yield Took(name, size, *run(folder, *words))
    for file in sorted((folder / "data").glob("*.yaml"))[::100]:
        file.write_text(file.read_text("utf-8").replace("score: 5", "score: 4", 1), "utf-8")
    yield Took("render, 1 % changed", size, *run(folder, *render))


def write_units(folder: Path, size: int) -> None:
    """Write a review of 14 KB for each of so many units."""
    folder.mkdir()
    text = _SAMPLE.read_text("utf-8")
    for number in range(size):
        own = text.replace("Fjordby", f"By {number:06}").replace("fjordby", f"by-{number:06}")
        (folder / f"r{number:06}.yaml").write_text(own, "utf-8")


def run(folder: Path, *words: str) -> tuple[float, float]:
    """Run docgen in a folder; return seconds of processor time and megabytes at its peak."""
    environment = {**os.environ, "DOCGEN_CACHE": str(folder / "cache"), "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, "-m", "docgen", *words],
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode > 1:
        raise SystemExit(f"docgen {' '.join(words)}: exit code {process.returncode}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def table(found: list[Took]) -> Iterator[str]:
    """Yield the lines of the table."""
    sizes = sorted({one.reviews for one in found})
    by = {(one.command, one.reviews): one for one in found}
    yield "| command | " + " | ".join(f"{size:,}" for size in sizes) + " | ms a review | peak MB |"
    yield "|---|" + "---:|" * (len(sizes) + 2)
    for command in dict.fromkeys(one.command for one in found):
        own = [by[command, size] for size in sizes]
        cells = [f"{one.seconds:.1f} s" for one in own]
        each = 1000 * own[-1].seconds / sizes[-1]
        yield f"| {command} | {' | '.join(cells)} | {each:.2f} | {own[-1].megabytes:.0f} |"
    yield ""
    yield "![Processor time and memory by number of reviews, both axes logarithmic](growth.svg)"


def drawing(found: list[Took]) -> str:
    """Return the two diagrams, side by side, as SVG."""
    commands = list(dict.fromkeys(one.command for one in found))
    size = f"{2 * _WIDTH} {_HEIGHT + 40}"
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}"'
    parts = [
        f'{head} font-family="sans-serif" font-size="12" role="img">',
        "<title>Processor time and memory by number of reviews</title>",
        f'<rect width="{2 * _WIDTH}" height="{_HEIGHT + 40}" fill="#ffffff"/>',
        *_diagram(found, commands, "seconds", "s of processor time", 0),
        *_diagram(found, commands, "megabytes", "MB at the peak", _WIDTH),
    ]
    step = 2 * _WIDTH / len(commands)
    for number, command in enumerate(commands):
        x = 20 + number * step
        parts.append(f'<rect x="{x:.0f}" y="{_HEIGHT + 14}" width="12" height="12" '
                     f'fill="{_COLOURS[number % len(_COLOURS)]}"/>')  # fmt: skip
        parts.append(f'<text x="{x + 18:.0f}" y="{_HEIGHT + 24}">{command}</text>')
    return "\n".join([*parts, "</svg>", ""])


def _diagram(
    found: list[Took], commands: list[str], field: str, name: str, left: int
) -> Iterator[str]:
    """Yield one diagram: a line for each command, both axes logarithmic."""
    values = [getattr(one, field) for one in found]
    low = 10 ** math.floor(math.log10(min(values)))
    high = 10 ** math.ceil(math.log10(max(values)))
    sizes = sorted({one.reviews for one in found})

    def x(size: int) -> float:
        return left + _EDGE + (_WIDTH - 2 * _EDGE) * _share(size, sizes[0], sizes[-1])

    def y(value: float) -> float:
        return _HEIGHT - _EDGE - (_HEIGHT - 2 * _EDGE) * _share(value, low, high)

    yield f'<text x="{left + _EDGE}" y="30" font-weight="bold">{name}</text>'
    for size in sizes:
        yield f'<text x="{x(size):.0f}" y="{_HEIGHT - 35}" text-anchor="middle">{size:,}</text>'
    for power in range(round(math.log10(low)), round(math.log10(high)) + 1):
        at = y(10.0**power)
        ends = f'x1="{left + _EDGE}" y1="{at:.1f}" x2="{left + _WIDTH - _EDGE}" y2="{at:.1f}"'
        yield f'<line {ends} stroke="#cccccc"/>'
        place = f'x="{left + _EDGE - 8}" y="{at + 4:.1f}" text-anchor="end"'
        yield f"<text {place}>{10.0**power:g}</text>"
    for number, command in enumerate(commands):
        own = [one for one in found if one.command == command]
        points = " ".join(f"{x(one.reviews):.1f},{y(getattr(one, field)):.1f}" for one in own)
        colour = _COLOURS[number % len(_COLOURS)]
        yield f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>'


def _share(value: float, low: float, high: float) -> float:
    """Return where a value lies between two others on a logarithmic axis."""
    return 0.0 if low == high else math.log(value / low) / math.log(high / low)


def write_page(lines: str) -> None:
    """Put the table between its marks in the page."""
    page = PAGE.read_text("utf-8")
    pattern = re.compile(f"{re.escape(_BEGIN)}.*?{re.escape(_END)}", re.DOTALL)
    whole = pattern.sub(lambda _: f"{_BEGIN}\n\n{lines}\n\n{_END}", page)
    PAGE.write_text(whole, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
