"""One batch in one process: `python -m bench.many REVIEWS OUT JOBS`; prints a line of JSON.

Reports are removed as soon as they are counted, so that 100,000 of them need no disk.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

from bench.worker import peak_mib

_MARKS = (1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000)


def main(argv: list[str]) -> None:
    """Make a report of each review and print what it took."""
    from docgen import make_reports

    folder, out, jobs = argv
    start, count, marks = time.perf_counter(), 0, []
    for outcome in make_reports([folder], Path(out), jobs=int(jobs)):
        if outcome.error is not None or outcome.report is None:
            raise SystemExit(f"{outcome.source}: {outcome.error}")
        outcome.report.unlink()
        count += 1
        if count in _MARKS:
            marks.append([count, peak_mib()])
    seconds, spent = time.perf_counter() - start, os.times()
    cpu = spent.user + spent.system + spent.children_user + spent.children_system
    if not marks or marks[-1][0] != count:
        marks.append([count, peak_mib()])
    print(json.dumps({"count": count, "seconds": seconds, "cpu": cpu, "marks": marks}))


if __name__ == "__main__":
    main(sys.argv[1:])
