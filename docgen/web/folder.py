"""The reviews of a folder: which there are, by name, and a row of the list for each.

What a row says is kept until the file, its defaults or its report change, so a folder of hundreds
is listed at once; rows that are not read yet are read behind the page.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Literal, NamedTuple

from docgen.authoring.blankreview import asked_paths
from docgen.bounds.reading import read_bytes
from docgen.bounds.unforeseen import faults_of
from docgen.errors import DocgenError
from docgen.history.cache import HistoryCache
from docgen.model import Review
from docgen.output.manifest import Manifest, read_manifest
from docgen.packs.library import Library
from docgen.packs.load import load_pack, readable_packs
from docgen.report import Options, prepare_report, report_name
from docgen.review.file import LINES
from docgen.review.found import find_reviews
from docgen.web.standing import Standing, only_shown, stamp_of

OUT = "out"
"""The folder below that of the reviews for what is made of them."""
ReportState = Literal["none", "current", "behind", "edited", "both"]
"""How a report stands: not made; up to date; the review changed; edited in Word; both."""


class Row(NamedTuple):
    """A row of the list."""

    name: str
    unit: str = ""
    date: str = ""
    status: str = ""
    scored: int = 0
    criteria: int = 0
    total: int | None = None
    highest: int = 0
    level: str = ""
    faults: int = 0
    report: ReportState = "none"
    pack: str = ""
    read: bool = True
    """False while the file is not read yet."""
    only_shown: bool = False
    """Whether the page shows the review and does not write to it."""


class Made(NamedTuple):
    """What is known of the reports of a folder, read once for all of its rows."""

    manifest: Manifest
    histories: HistoryCache


class Reviews:
    """The reviews of a folder."""

    def __init__(self, folder: Path, library: Library) -> None:
        self.folder = folder.resolve()
        self.library = library
        self.lines: list[str] = []
        """Names of files that hold many reviews, one a line; they have no rows."""
        self._names: dict[str, Path] = {}
        self._rows: dict[str, tuple[str, Row]] = {}
        self._reports: dict[str, Path] = {}
        self._reading = threading.Lock()

    @property
    def out(self) -> Path:
        """Where reports go."""
        return self.folder / OUT

    def refresh(self) -> list[str]:
        """Look which reviews there are; return their names, the paths below the folder."""
        found = find_reviews(self.folder)
        names = {file.relative_to(self.folder).as_posix(): file for file in found}
        self.lines = [name for name, file in names.items() if file.suffix.lower() == LINES]
        self._names = {name: file for name, file in names.items() if name not in self.lines}
        return list(self._names)

    def warm(self) -> None:
        """Prepare, behind the page, what the first review that is opened would wait for."""
        codes = {pack.code for pack in readable_packs(self.library)}
        threading.Thread(target=_warm, args=(sorted(codes), self.library), daemon=True).start()

    def find(self, name: str) -> Path | None:
        """Return the file of a review of that name; None when there is none in the folder."""
        if name not in self._names:
            self.refresh()
        file = self._names.get(name)
        return file if file is not None and file.is_file() else None

    def report_of(self, name: str, review: Review, document: str = "report") -> Path:
        """Return where `docgen render` puts a document of that review."""
        return self.out / Path(name).parent / report_name(review.id, document)

    def rows(self, seconds: float) -> list[Row]:
        """Return the rows of the list; what is not read after that time is read behind the page."""
        names = self.refresh()
        until = time.monotonic() + seconds
        late = [name for name in names if not self._is_known(name)]
        made = Made(read_manifest(self.out), HistoryCache())
        while late and time.monotonic() < until:
            self._read(late.pop(0), made)
        if late and self._reading.acquire(blocking=False):
            threading.Thread(target=self._read_on, args=(late, made), daemon=True).start()
        known = (self._rows.get(name) for name in names)
        return [row[1] if row else Row(name, read=False)
                for name, row in zip(names, known, strict=True)]  # fmt: skip

    def _is_known(self, name: str) -> bool:
        known = self._rows.get(name)
        return known is not None and known[0] == self._stamp(name)

    def _stamp(self, name: str) -> str:
        """Return what changes when the row of a review may say something else."""
        stamp = stamp_of(self._names[name])
        made = self._reports.get(name)
        return f"{stamp}|{_stat(made) if made else ''}"

    def _read_on(self, names: Sequence[str], made: Made) -> None:
        try:
            for name in names:
                self._read(name, made)
        finally:
            self._reading.release()

    def _read(self, name: str, made: Made) -> None:
        try:
            with faults_of(name):
                row = self._row(name, made)
        except DocgenError as error:
            row = Row(name, faults=len(getattr(error, "problems", "1")))
        self._rows[name] = (self._stamp(name), row)

    def _row(self, name: str, made: Made) -> Row:
        standing = Standing(self._names[name], self.library)
        review, result, pack = standing.review, standing.result, standing.pack
        faults = len([one for one in standing.faults if one.severity == "error"])
        if review is None or result is None:
            return Row(name, faults=faults, pack=pack.name)
        report = self.report_of(name, review)
        self._reports[name] = report
        visit = review.visit
        return Row(
            name,
            unit=review.unit.printed,
            date=visit.report_date or max(visit.dates, default=""),
            status=visit.status,
            scored=result.scored,
            criteria=len(pack.criteria),
            total=result.total,
            highest=result.highest,
            level=result.level.label if result.level else "",
            faults=faults,
            report=report_state(report, review, made, self.library),
            pack=pack.name,
            only_shown=bool(only_shown(standing.file)),
        )


def report_state(report: Path, review: Review, made: Made, library: Library) -> ReportState:
    """Return how a report stands to its review."""
    if not report.is_file():
        return "none"
    entry = made.manifest.entry(report.relative_to(made.manifest.out).as_posix())
    if entry is None:
        return "edited"
    ours = hashlib.sha256(read_bytes(report)).hexdigest() in (entry.digest, entry.before)
    options = Options("report", draft="draft" in entry.fingerprint.options.split())
    try:
        now = prepare_report(review, options, library, made.histories).fingerprint
        behind = now.context != entry.fingerprint.context
    except DocgenError:  # a score was taken out
        behind = True
    if ours:
        return "behind" if behind else "current"
    return "both" if behind else "edited"


def _warm(codes: Sequence[str], library: Library) -> None:
    """Have the templates of packs compiled, which are kept from then on."""
    for code in codes:
        with suppress(DocgenError), faults_of(code):
            asked_paths(load_pack(code, library=library))


def sorted_rows(rows: Iterable[Row], key: str, *, down: bool) -> list[Row]:
    """Return rows in the order of one column; those without a value come last."""

    def place(row: Row) -> tuple[bool, str | int]:
        value = getattr(row, key)
        text = value.casefold() if isinstance(value, str) else value
        return (value in (None, ""), text if value is not None else 0)

    rows = sorted(rows, key=place)
    if not down:
        return rows
    full = [row for row in rows if getattr(row, key) not in (None, "")]
    return [*reversed(full), *(row for row in rows if getattr(row, key) in (None, ""))]


def _stat(file: Path) -> str:
    try:
        status = file.stat()
    except OSError:
        return "-"
    return f"{status.st_mtime_ns:x}-{status.st_size:x}"
