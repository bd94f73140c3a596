"""What no program can save: `python -m bench.floor DATA OUT` compresses and writes finished parts.

Prints CPU seconds by step as one line of JSON; the first is the whole report, rendered and written.
"""

from __future__ import annotations

import io
import json
import sys
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from bench.contenders import Docgen, write_whole
from bench.timing import work_folder
from docgen.word.render.archive import FAST, deflate

REPEATS = 200


def main(argv: list[str]) -> None:
    """Measure on the first of the reports."""
    source, out = map(Path, argv)
    print(json.dumps(measure(json.loads(source.read_text(encoding="utf-8"))[0], out)))


def measure(data: dict[str, object], out: Path, repeats: int = REPEATS) -> dict[str, float]:
    """Return the CPU seconds of one report and of the steps that every writer of it must take."""
    docgen = Docgen()
    docgen.load(work_folder() / "templates" / docgen.template)
    docgen.render(data, out / "first.docx")
    report = (out / "first.docx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(report)) as archive:
        # The other parts were compressed when the template was compiled.
        changed = [archive.read(n) for n in ("word/document.xml", "customXml/item1.xml")]
    files = (out / f"{number:06d}.docx" for number in range(10 * repeats))

    def compressed(level: int) -> None:
        for part in changed:
            zlib.crc32(part)
            packer = zlib.compressobj(level, zlib.DEFLATED, -15)
            packer.compress(part)
            packer.flush()

    steps: dict[str, Callable[[], object]] = {
        "docgen: render with controls, write, rename": lambda: docgen.render(data, next(files)),
        "deflate, libdeflate 1": lambda: [deflate(part, FAST) for part in changed],
        "deflate, zlib 1": lambda: compressed(1),
        "deflate, zlib 6": lambda: compressed(6),
        "write a new file, rename": lambda: write_whole(report, next(files)),
        "write a new file": lambda: next(files).write_bytes(report),
    }
    return {name: _cpu(step, repeats) for name, step in steps.items()}


def _cpu(step: Callable[[], object], repeats: int) -> float:
    """Return the CPU seconds of one step."""
    step()
    start = time.process_time()
    for _ in range(repeats):
        step()
    return (time.process_time() - start) / repeats


if __name__ == "__main__":
    main(sys.argv[1:])
