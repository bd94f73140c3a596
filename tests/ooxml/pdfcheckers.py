"""Two checkers of accessible PDFs, outloud and pdfua, each as a call that returns its errors."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("outloud==0.2.1", "pdfua==0.1.3")
FOLDER = ROOT / "build" / "pdf-checkers" / "bin"
"""Where .ci/run installs them: with all they need they are larger than docgen."""
FILE_SECONDS = 60


def pdf_checkers() -> Path | None:
    """Return the folder that holds both programs: DOCGEN_PDF_CHECKERS, or that of .ci/run."""
    folder = Path(os.environ.get("DOCGEN_PDF_CHECKERS") or FOLDER)
    programs = (folder / package.partition("==")[0] for package in PACKAGES)
    return folder if all(program.is_file() for program in programs) else None


def pdf_errors(folder: Path, pdfs: Sequence[Path]) -> list[str]:
    """Return what the two find wrong in `pdfs`, an error a line; warnings are not among them."""
    return [*_outloud(folder, pdfs), *(one for pdf in pdfs for one in _pdfua(folder, pdf))]


def _outloud(folder: Path, pdfs: Sequence[Path]) -> list[str]:
    answer = _asked(folder / "outloud", "--json", "-", *map(str, pdfs), files=len(pdfs))
    results = answer["results"]
    assert len(results) == len(pdfs), "outloud passed over a file"
    failed = [f"{one['path']}: {one['error']}" for one in results if one["error"]]
    return failed + [
        f"{Path(one['path']).name}: outloud {found['rule']}: {found['message']}"
        for one in results
        for found in one["findings"]
        if found["severity"] == "error" and not _is_header(found, one)
    ]


def _is_header(found: Mapping[str, Any], result: Mapping[str, Any]) -> bool:
    """Return whether it is the header of all pages but the first that is taken for lost text.

    outloud knows a header by standing on three pages, in files of less than six on all.
    """
    same = {
        other["page"]
        for other in result["findings"]
        if found["rule"] == other["rule"] == "TAG-002"
        and other.get("evidence") == found.get("evidence")
    }
    return bool(same) and same == set(range(2, result["stats"]["pages"] + 1))


def _pdfua(folder: Path, pdf: Path) -> list[str]:
    answer = _asked(folder / "pdfua", "check", "--format", "json", str(pdf), files=1)
    found = (one for one in answer["findings"] if str(one.get("severity")).lower() == "error")
    return [f"{pdf.name}: pdfua {json.dumps(one, ensure_ascii=False)}" for one in found]


def _asked(program: Path, *arguments: str, files: int) -> Any:
    run = subprocess.run(
        [str(program), *arguments],
        capture_output=True,
        encoding="utf-8",
        timeout=FILE_SECONDS * (files + 1),
        check=False,
    )
    assert run.stdout, f"{program.name} says nothing: {run.stderr.strip()}"
    return json.loads(run.stdout)
