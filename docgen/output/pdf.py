"""Word files become tagged PDFs by LibreOffice, many in one call."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from docgen.errors import DocgenError, UsageError
from docgen.model.tongue import marked, say
from docgen.output.contentslist import holds_contents_list, macro_call, write_profile
from docgen.output.guard import ending_with_us

VARIABLE = "DOCGEN_SOFFICE"
"""Names LibreOffice's program where it is in no usual place."""

_TAGGED = 'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"}}'
_NAMES = ("soffice", "libreoffice")
_MISSING = marked(
    "a PDF takes LibreOffice, which is not found; install it, or name its soffice program in "
    "{variable}"
)


class Office(NamedTuple):
    """LibreOffice, started anew for each call, with a profile that disturbs no open window."""

    command: tuple[str, ...]
    start_seconds: float = 60
    """What a start may take, on a slow disk with a virus scanner."""
    file_seconds: float = 30
    """What a file may take besides."""

    def make_pdfs(self, reports: Sequence[Path]) -> list[bytes | str]:
        """Return for each of the Word files its PDF, or what LibreOffice says instead.

        All are converted in one call; what is missing after it is tried once more by itself.
        Raises DocgenError when there is no room for temporary files.
        """
        with temporary_folder() as work:
            return self._pdfs(reports, work)

    def _pdfs(self, reports: Sequence[Path], work: Path) -> list[bytes | str]:
        # Under plain names: two in one call may have the same.
        copies = [Path(shutil.copyfile(r, work / f"{n}.docx")) for n, r in enumerate(reports)]
        listed = [copy for copy in copies if holds_contents_list(copy)]
        if listed:
            self._print_with_lists(listed, work)
        self._convert([c for c in copies if whole_pdf(c.with_suffix(".pdf")) is None], work)
        answers, reason = True, ""
        found: list[bytes | str] = []
        for copy in copies:
            pdf = whole_pdf(copy.with_suffix(".pdf"))
            if pdf is None and answers:
                answers, reason = self._convert([copy], work)
                pdf = whole_pdf(copy.with_suffix(".pdf"))
            found.append(reason if pdf is None else pdf)
        return found

    def _print_with_lists(self, files: Sequence[Path], work: Path) -> None:
        """Let LibreOffice make the contents lists anew and write the PDFs, where its macros run."""
        folder = work / "lists"
        write_profile(folder)
        options = ("--headless", "--norestore", macro_call(work, files))
        seconds = self.start_seconds + self.file_seconds * len(files)
        _run([*self.command, f"-env:UserInstallation={folder.as_uri()}", *options], seconds)

    def _convert(self, files: Sequence[Path], work: Path) -> tuple[bool, str]:
        """Let LibreOffice write the PDFs beside `files`; return whether it ended, and its words."""
        if not files:
            return True, ""
        profile = f"-env:UserInstallation={(work / 'profile').as_uri()}"
        options = ("--headless", "--norestore", "--convert-to", _TAGGED, "--outdir", str(work))
        seconds = self.start_seconds + self.file_seconds * len(files)
        return _run([*self.command, profile, *options, *map(str, files)], seconds)


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Yield a folder that goes with all it holds; raises DocgenError when there is no room."""
    try:
        # On Windows LibreOffice may still hold a file of its profile for a moment.
        with TemporaryDirectory(prefix="docgen-", ignore_cleanup_errors=True) as folder:
            yield Path(folder).resolve()
    except OSError as error:
        raise DocgenError(
            say("a PDF takes room for temporary files: {error}", error=error)
        ) from error


def find_office(environment: Mapping[str, str] = os.environ) -> Office:
    """Return LibreOffice: what DOCGEN_SOFFICE names, on the PATH, or in a usual place.

    Raises UsageError when it is missing.
    """
    named = environment.get(VARIABLE)
    if named:
        program = shutil.which(named)
        if program is None:
            raise UsageError(
                say(
                    "{variable}: {named} is no program; name LibreOffice's soffice",
                    variable=VARIABLE,
                    named=named,
                )
            )
        return Office((program,))
    path = environment.get("PATH", "")
    for candidate in (*_NAMES, *map(str, usual_places(sys.platform, environment))):
        program = shutil.which(candidate, path=path)
        if program is not None:
            return Office((program,))
    raise UsageError(say(_MISSING, variable=VARIABLE))


def usual_places(platform: str, environment: Mapping[str, str]) -> Iterator[Path]:
    """Yield where LibreOffice's installer puts its program on that system."""
    if platform == "win32":
        for variable in ("PROGRAMFILES", "PROGRAMW6432", "PROGRAMFILES(X86)"):
            if folder := environment.get(variable):
                # soffice.com is the one that waits and talks to a console.
                yield Path(folder, "LibreOffice", "program", "soffice.com")
    elif platform == "darwin":
        for folder in ("/", environment.get("HOME", "/")):
            yield Path(folder, "Applications", "LibreOffice.app", "Contents", "MacOS", "soffice")
    else:
        yield from (Path("/usr/lib/libreoffice/program/soffice"), Path("/snap/bin/libreoffice"))


def whole_pdf(pdf: Path) -> bytes | None:
    """Return the PDF if it is there from beginning to end."""
    data = pdf.read_bytes() if pdf.is_file() else b""
    return data if data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF") else None


def _run(command: Sequence[str], seconds: float) -> tuple[bool, str]:
    """Run LibreOffice; return false when it had to be stopped, and its last words."""
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except OSError as error:
        return False, say(
            "{command} cannot be started ({reason})", command=command[0], reason=error.strerror
        )
    with process, ending_with_us(process):
        try:
            _, words = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            return False, say("it did not end within {seconds:g} seconds", seconds=seconds)
        finally:
            if process.poll() is None:
                stop(process)
    lines = words.decode(errors="replace").strip().splitlines()
    return True, lines[-1].strip() if lines else end_words(process.returncode)


def end_words(code: int) -> str:
    """Return what is said of a LibreOffice that says nothing itself."""
    return say("it ended with code {code}", code=code)


def stop(process: subprocess.Popen[bytes]) -> None:
    """End LibreOffice and the programs it started itself, which would go on without it."""
    if sys.platform == "win32":
        tree = ("taskkill", "/F", "/T", "/PID", str(process.pid))
        subprocess.run(tree, capture_output=True, check=False)
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
