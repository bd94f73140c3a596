"""LibreOffice kept alive for many PDFs: several at once, each in a profile of its own.

A macro of ours, in a profile made for it, waits for Word files in a folder and puts their PDFs
beside them; LibreOffice brings Basic along on every system, and nothing listens on a port. The time
a file may take begins when LibreOffice has it. One that hangs costs that file alone.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from contextvars import Context, copy_context
from pathlib import Path
from queue import SimpleQueue

from docgen.model.tongue import say
from docgen.output.guard import ending_with_us
from docgen.output.officemacro import CALL, LIBRARY, MACRO, MODULE
from docgen.output.pdf import Office, end_words, stop, temporary_folder, whole_pdf

WORTH_KEEPING = 6
"""From so many files on it pays to keep LibreOffice alive: fewer take one call."""
FILES_A_LIFE = 200
"""Files after which LibreOffice is started anew: it grows with each."""
MOST_AT_ONCE = 8
FILES_EACH = 5
"""Files for which one more LibreOffice is worth its start."""
_GRACE = 3.0
"""Seconds for LibreOffice to end by itself."""
_LOOK = 0.01
"""Seconds between two looks for a PDF."""


class Offices:
    """Some LibreOffices kept alive; a context that ends them."""

    def __init__(self, office: Office, at_once: int) -> None:
        self._office = office
        self._at_once = at_once
        self._ended = ExitStack()
        self._free: SimpleQueue[_Living] = SimpleQueue()
        self._serves = True

    def __enter__(self) -> Offices:
        work = self._ended.enter_context(temporary_folder())
        profile = _profile(self._office, work)
        self._serves = profile is not None
        for number in range(self._at_once if profile else 0):
            one = _Living(self._office, work / str(number), profile or work)
            self._ended.callback(one.end)
            self._free.put(one)
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.close()

    def make_pdfs(self, reports: Sequence[Path]) -> list[bytes | str]:
        """Return for each of the Word files its PDF, or what LibreOffice says instead."""
        found: list[bytes | str | None] = [None] * len(reports)
        if self._serves:
            hands = ThreadPoolExecutor(self._at_once)
            try:
                tongues = [copy_context() for _ in reports]
                found = list(hands.map(self._converted, reports, tongues))
            finally:
                hands.shutdown(cancel_futures=True)
        rest = [report for report, one in zip(reports, found, strict=True) if one is None]
        later = iter(self._office.make_pdfs(rest) if rest else ())
        return [next(later) if one is None else one for one in found]

    def _converted(self, report: Path, tongue: Context) -> bytes | str | None:
        """Return the PDF, or why there is none; None where no LibreOffice can be kept alive."""
        if not self._serves:
            return None
        one = self._free.get()
        try:
            return tongue.run(one.convert, report)
        except _NotServingError:
            self._serves = False
            return None
        finally:
            self._free.put(one)


def make_many(office: Office, reports: Sequence[Path]) -> list[bytes | str]:
    """Return for each Word file its PDF, or why there is none, as fast as their number allows."""
    if len(reports) < WORTH_KEEPING:
        return office.make_pdfs(reports)
    with Offices(office, offices_for(len(reports), None)) as offices:
        return offices.make_pdfs(reports)


def offices_for(files: int, jobs: int | None) -> int:
    """Return how many LibreOffices pay for so many files."""
    most = min(jobs or os.cpu_count() or 1, MOST_AT_ONCE)
    return max(1, min(most, files // FILES_EACH))


class _NotServingError(Exception):
    """LibreOffice does not run our macro."""


def _profile(office: Office, work: Path) -> Path | None:
    """Make a profile with our macro; None where LibreOffice makes no profile."""
    profile = work / "profile"
    with ExitStack() as stack:
        process = _started(office, profile, "--terminate_after_init")
        if process is None:
            return None
        stack.enter_context(process)
        stack.enter_context(ending_with_us(process))
        try:
            process.wait(office.start_seconds)
        except subprocess.TimeoutExpired:
            return None
        finally:
            if process.poll() is None:
                stop(process)
    basic = profile / "user" / "basic" / "Standard"
    if not basic.is_dir():
        return None
    (basic / f"{MODULE}.xba").write_text(MACRO, encoding="utf-8")
    (basic / "script.xlb").write_text(LIBRARY, encoding="utf-8")
    return profile


def _started(office: Office, profile: Path, *options: str) -> subprocess.Popen[bytes] | None:
    """Start LibreOffice with a profile; None where it cannot be started."""
    where = f"-env:UserInstallation={profile.as_uri()}"
    command = (*office.command, where, "--headless", "--norestore", "--nologo", *options)
    try:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return None


class _Living:
    """One LibreOffice that is handed a file at a time."""

    def __init__(self, office: Office, work: Path, profile: Path) -> None:
        self._office = office
        self._work = work
        self._pattern = profile
        self._jobs = work / "jobs"
        self._process: subprocess.Popen[bytes] | None = None
        self._held = ExitStack()
        self._count = 0

    def convert(self, report: Path) -> bytes | str:
        """Return the PDF of a Word file, or why there is none; raises _NotServingError."""
        why = ""
        for _ in range(2):  # a LibreOffice that falls over gets the file once more
            self._be_ready()
            job = self._jobs / str(self._count)
            self._count += 1
            shutil.copyfile(report, job.with_suffix(".part"))
            job.with_suffix(".part").replace(job.with_suffix(".docx"))
            ended, why = self._waited(job)
            pdf = whole_pdf(job.with_suffix(".pdf"))
            for left in (".docx", ".pdf", ".failed", ".made"):
                job.with_suffix(left).unlink(missing_ok=True)
            if pdf is not None:
                return pdf
            if not ended:
                return why
        return why

    def _be_ready(self) -> None:
        """Start LibreOffice where it does not run, or has made enough."""
        runs = self._process is not None and self._process.poll() is None
        if runs and self._count < FILES_A_LIFE:
            return
        self.end()
        shutil.rmtree(self._work, ignore_errors=True)
        self._jobs.mkdir(parents=True)
        profile = self._work / "profile"
        shutil.copytree(self._pattern, profile)
        self._count = 0
        call = CALL.format(folder=self._jobs.as_uri())
        self._process = _started(self._office, profile, "--nodefault", call)
        if self._process is None:
            raise _NotServingError
        self._held.enter_context(self._process)
        self._held.enter_context(ending_with_us(self._process))
        end = time.monotonic() + self._office.start_seconds
        while not (self._jobs / "ready").exists():
            if self._process.poll() is not None or time.monotonic() > end:
                self.end()
                raise _NotServingError
            time.sleep(_LOOK)

    def _waited(self, job: Path) -> tuple[bool, str]:
        """Wait for a PDF; return false for one that hangs, and what LibreOffice says."""
        assert self._process is not None
        end = time.monotonic() + self._office.file_seconds
        while time.monotonic() < end:
            if job.with_suffix(".pdf").exists():
                return True, ""
            if job.with_suffix(".failed").exists():
                words = job.with_suffix(".failed").read_text(encoding="utf-8", errors="replace")
                return False, " ".join(words.split()) or end_words(0)
            if (code := self._process.poll()) is not None:
                return True, end_words(code)
            time.sleep(_LOOK)
        self.end(hangs=True)
        seconds = self._office.file_seconds
        return False, say("it did not end within {seconds:g} seconds", seconds=seconds)

    def end(self, *, hangs: bool = False) -> None:
        """End LibreOffice and what it started; one that answers goes by itself."""
        if self._process is not None and self._process.poll() is None:
            with suppress(OSError, subprocess.TimeoutExpired):
                (self._jobs / "stop").touch()
                self._process.wait(0 if hangs else _GRACE)
            if self._process.poll() is None:
                stop(self._process)
        self._process = None
        self._held.close()
