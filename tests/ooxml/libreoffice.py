"""LibreOffice as a tool of the tests: Word files opened and saved, many in one call."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

TAGGED = 'writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
FILTERS = {"pdf": f"pdf:{TAGGED}", "docx": "docx:MS Word 2007 XML", "txt": "txt:Text"}
START_SECONDS = 60
FILE_SECONDS = 15


def office_program() -> str | None:
    """Return LibreOffice's command: DOCGEN_SOFFICE or `soffice` on the PATH."""
    return os.environ.get("DOCGEN_SOFFICE") or shutil.which("soffice")


@dataclass(frozen=True)
class Office:
    """LibreOffice with a profile of its own, so that an open window is not disturbed."""

    program: str
    profile: Path

    def convert(self, reports: Sequence[Path], out: Path, kind: str = "pdf") -> list[Path]:
        """Write each of `reports` as `pdf`, `docx` or `txt` into `out`; return the new files."""
        out.mkdir(parents=True, exist_ok=True)
        filter_name = FILTERS[kind] + (":UTF8" if kind == "txt" else "")
        command = [
            self.program,
            f"-env:UserInstallation={self.profile.resolve().as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            filter_name,
            "--outdir",
            str(out),
            *map(str, reports),
        ]
        seconds = START_SECONDS + FILE_SECONDS * len(reports)
        run = subprocess.run(
            command,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=seconds,
            check=False,
        )
        made = [out / f"{report.stem}.{kind}" for report in reports]
        lost = [path.name for path in made if not path.is_file()]
        assert not lost, f"LibreOffice did not write {', '.join(lost)}: {run.stderr.strip()}"
        return made

    def text(self, report: Path, out: Path) -> str:
        """Return the text of `report` as LibreOffice reads it."""
        (path,) = self.convert([report], out, "txt")
        return path.read_text(encoding="utf-8-sig")
