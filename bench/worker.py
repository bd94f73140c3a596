"""One contender in one process: `python -m bench.worker NAME TEMPLATE SOURCE OUT COUNT WARM`.

Makes WARM + COUNT reports under new names and prints one line of JSON about the last COUNT.
"""

from __future__ import annotations

import json
import re
import sys
import time
from pathlib import Path

from bench.contenders import CHAINS, PYTHON, Contender


def main(argv: list[str]) -> None:
    """Make the reports and print what they took."""
    name, template, source, out, count, warm = argv
    kind = CHAINS[name.removeprefix("chain:")] if name.startswith("chain:") else PYTHON[name]
    paths = Path(template), Path(source), Path(out)
    print(json.dumps(measure(kind(), *paths, count=int(count), warm=int(warm))))


def measure(
    contender: Contender, template: Path, source: Path, out: Path, *, count: int, warm: int
) -> dict[str, float]:
    """Return seconds, CPU seconds and peak memory of `count` reports, `warm` more made before."""
    items = contender.items(source)
    contender.load(template)
    contender.make(items, out, range(warm))
    cpu, start = time.process_time(), time.perf_counter()
    contender.make(items, out, range(warm, warm + count))
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    return {"count": count, "seconds": seconds, "cpu": cpu, "peak": peak_mib()}


def peak_mib() -> float:
    """Return the most memory this process has had, in MiB; 0 where the system does not tell."""
    try:  # getrusage counts the parent's memory too
        status = Path("/proc/self/status").read_text(encoding="ascii")
        return int(re.search(r"VmHWM:\s*(\d+)", status)[1]) / 1024  # type: ignore[index]
    except OSError:
        pass
    try:
        import resource
    except ImportError:  # Windows
        return 0.0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (2**20 if sys.platform == "darwin" else 2**10)


if __name__ == "__main__":
    main(sys.argv[1:])
