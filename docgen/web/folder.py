"""The reviews of a folder: which there are, by name, and a row of the list for each.

One thread at a time looks at the folder, behind the pages that wait for it. A review that looks as
it did is not opened; one whose content was read before, in this run or another, is not parsed.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from docgen.authoring.blankreview import asked_paths
from docgen.bounds.garbage import seldom_collected
from docgen.bounds.kept import looking_seldom, write_down
from docgen.bounds.unforeseen import faults_of
from docgen.errors import DocgenError
from docgen.history.looked import Indexes
from docgen.model import Review
from docgen.packs.library import Library
from docgen.packs.load import load_pack, readable_packs
from docgen.report import report_name
from docgen.review.file import LINES
from docgen.review.found import find_reviews
from docgen.web.facts import Facts, ReadReview, read_facts
from docgen.web.reportstate import Reports, ReportState
from docgen.web.standing import only_shown, stamp_of

OUT = "out"
"""The folder below that of the reviews for what is made of them."""
_AT_ONCE = 50
"""Rows for which defaults and packs are looked for once."""


class Row(NamedTuple):
    """A row of the list."""

    name: str
    facts: Facts = Facts()
    report: ReportState = "none"
    read: bool = True
    """False while the file is not read yet."""
    only_shown: bool = False
    """Whether the page shows the review and does not write to it."""


class Listed(NamedTuple):
    """The list at one moment."""

    rows: list[Row]
    waiting: int
    """How many of them are still looked at."""


class Reviews:
    """The reviews of a folder."""

    def __init__(self, folder: Path, library: Library) -> None:
        self.folder = folder.resolve()
        self.library = library
        self.indexes = Indexes()
        self.lines: list[str] = []
        """Names of files that hold many reviews, one a line; they have no rows."""
        self._names: dict[str, Path] = {}
        self._read: dict[str, tuple[str, ReadReview | int]] = {}
        """What was read of each, or how many faults keep it from being read, by its stamp."""
        self._rows: dict[str, Row] = {}
        self._fault: DocgenError | None = None
        """Why the last look came to nothing."""
        self._turn = threading.Condition()
        self._asked = self._done = 0
        """Numbers of the last look that was asked for, and of the last that is done."""
        self._busy = False

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
        """Read, behind the pages, what the first of them would wait for."""
        threading.Thread(target=self._warm, daemon=True).start()

    def _warm(self) -> None:
        """Look at the reviews, then have templates compiled, which are kept from then on."""
        self.listed(600.0)
        for code in sorted({pack.code for pack in readable_packs(self.library)}):
            with suppress(DocgenError), faults_of(code):
                asked_paths(load_pack(code, library=self.library))

    def find(self, name: str) -> Path | None:
        """Return the file of a review of that name; None when there is none in the folder."""
        if name not in self._names:
            self.refresh()
        file = self._names.get(name)
        return file if file is not None and file.is_file() else None

    def report_of(self, name: str, review: Review, document: str = "report") -> Path:
        """Return where `docgen render` puts a document of that review."""
        return self._report(name, review.id, document)

    def _report(self, name: str, review_id: str, document: str = "report") -> Path:
        return self.out / Path(name).parent / report_name(review_id, document)

    def state_of(self, name: str, file: Path, review: Review) -> ReportState:
        """Return how the report of a review stands now; raises DocgenError."""
        read = read_facts(file, self.library)[0]
        return self._reports().state(self.report_of(name, review), read, review)

    def listed(self, seconds: float) -> Listed:
        """Return the list; what is not read after that time is read on behind the page.

        Raises DocgenError.
        """
        with self._turn:
            self._asked = mine = self._asked + 1
            if not self._busy:
                self._busy = True
                threading.Thread(target=self._work, daemon=True).start()
            done = self._turn.wait_for(lambda: self._done >= mine, seconds)
        if self._fault:
            raise self._fault
        known = ((name, self._rows.get(name)) for name in list(self._names))
        rows = [row or Row(name, read=False) for name, row in known]
        unread = sum(not row.read for row in rows)
        return Listed(rows, unread or int(not done))

    def _work(self) -> None:
        """Look at the folder as often as it was asked for, the last time after the last."""
        while True:
            with self._turn:
                if self._done == self._asked:
                    self._busy = False
                    return
                mine = self._asked
            fault: DocgenError | None = None
            try:
                with seldom_collected(), faults_of(self.folder):
                    self._look()
            except DocgenError as error:  # told by the page; the next look may come further
                fault = error
            with self._turn:
                self._fault, self._done = fault, mine
                self._turn.notify_all()

    def _look(self) -> None:
        """Bring all rows up to date; raises DocgenError."""
        self.refresh()
        files, reports = self._names, self._reports()
        for some in _parted([*files]):
            with looking_seldom():
                for name in some:
                    self._rows[name] = self._row(name, files[name], reports)
        for name in self._read.keys() - files.keys():
            del self._read[name]
            self._rows.pop(name, None)
        write_down()

    def _row(self, name: str, file: Path, reports: Reports) -> Row:
        try:
            with faults_of(name):
                read, review = self._known(name, file)
                if isinstance(read, int):
                    return Row(name, Facts(faults=read))
                report = self._report(name, read.facts.id) if read.facts.id else None
                state: ReportState = reports.state(report, read, review) if report else "none"
        except DocgenError as error:
            return Row(name, Facts(faults=_count(error)))
        shown = bool(read.facts.id and only_shown(read.file))
        return Row(name, read.facts, state, only_shown=shown)

    def _known(self, name: str, file: Path) -> tuple[ReadReview | int, Review | None]:
        """Return what is known of a review, read anew where it looks otherwise than it did."""
        stamp, review = stamp_of(file), None
        known = self._read.get(name)
        if known is None or known[0] != stamp or not stamp:
            read: ReadReview | int
            try:
                with faults_of(name):
                    read, review = read_facts(file, self.library)
            except DocgenError as error:
                read = _count(error)
            known = self._read[name] = stamp, read
        return known[1], review

    def _reports(self) -> Reports:
        return Reports(self.out, self.library, self.indexes.histories())


def _count(error: DocgenError) -> int:
    """Return how many faults an error tells of."""
    return len(getattr(error, "problems", "1"))


def _parted(names: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(names), _AT_ONCE):
        yield names[start : start + _AT_ONCE]


def sorted_rows(rows: Iterable[Row], key: str, *, down: bool) -> list[Row]:
    """Return rows in the order of one column; those without a value come last."""

    def value(row: Row) -> Any:
        found = row.report if key == "report" else getattr(row.facts, key)
        return found.casefold() if isinstance(found, str) else found

    rows = list(rows)
    full = sorted((row for row in rows if value(row) not in (None, "")), key=value)
    empty = (row for row in rows if value(row) in (None, ""))
    return [*(reversed(full) if down else full), *empty]
