"""How the report of each review stands: not made, up to date, behind, edited in Word, both.

What a report would say is kept by all that it follows from (its origin), so that a row of the list
takes neither the review nor the report while both stand as they did.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Literal

from docgen.batch.origins import Common, common_of, origin_of
from docgen.bounds.kept import content_key, keep, recall
from docgen.bounds.reading import read_bytes
from docgen.bounds.recent import Recent
from docgen.document.renderer import renderer
from docgen.errors import DocgenError
from docgen.history.cache import HistoryCache
from docgen.model import Review
from docgen.output.manifest import Manifest, ManifestEntry, read_manifest
from docgen.output.stamps import stamp_at
from docgen.packs.library import Library
from docgen.packs.load import load_pack, pack_document
from docgen.report import REPORT, Options, prepare_report
from docgen.web.facts import ReadReview, read_whole

ReportState = Literal["none", "current", "behind", "edited", "both"]
"""How a report stands: not made; up to date; the review changed; edited in Word; both."""
_MOST = 20_000

_contexts: Recent[str, str] = Recent(_MOST)
"""What a report would say, in short, by its origin."""
_digests: Recent[tuple[Path, str], str] = Recent(_MOST)
"""Digests of reports, by file and stamp."""


class Reports:
    """The reports of a folder as they stand at one moment."""

    def __init__(self, out: Path, library: Library, histories: HistoryCache) -> None:
        """Raise UsageError when the folder's manifest cannot be read."""
        self.library, self.histories = library, histories
        self._manifest: Manifest = read_manifest(out)
        self._common: dict[tuple[str, bool], Common] = {}

    def state(self, report: Path, read: ReadReview, review: Review | None = None) -> ReportState:
        """Return how a report stands to its review.

        `review` is the whole of it, where it is at hand. Raises DocgenError.
        """
        if not report.is_file():
            return "none"
        entry = self._manifest.entry(report.relative_to(self._manifest.out).as_posix())
        if entry is None:
            return "edited"
        ours, behind = _is_ours(report, entry), self._is_behind(entry, read, review)
        if ours:
            return "behind" if behind else "current"
        return "both" if behind else "edited"

    def _is_behind(self, entry: ManifestEntry, read: ReadReview, review: Review | None) -> bool:
        draft = "draft" in entry.fingerprint.options.split()
        common = self._common_of(read.facts.code, draft=draft)
        index = self.histories.for_folder(read.file.parent) if common.history else None
        origin = origin_of(common, read.own, index, read.facts.unit_id)
        if entry.origin == origin:
            return False
        key = content_key(b"context", origin.encode())
        known = _contexts.get(origin) or recall(key)
        if type(known) is not str:
            known = self._context(review or read_whole(read.file, self.library), draft=draft)
            if known:  # what is wrong with it may stand in another file
                keep(key, known)
        return _contexts.keep(origin, known) != entry.fingerprint.context

    def _common_of(self, code: str, *, draft: bool) -> Common:
        key = code, draft
        if key not in self._common:
            pack = load_pack(code, library=self.library)
            document, options = pack_document(pack, REPORT), Options(REPORT, draft=draft)
            made = renderer(pack, document)
            self._common[key] = common_of(pack, document, made, options, self.library)
        return self._common[key]

    def _context(self, review: Review | None, *, draft: bool) -> str:
        """Return what a report says, in short; empty where none can be made: a score is gone."""
        if review is None:
            return ""
        options = Options(REPORT, draft=draft)
        try:
            report = prepare_report(review, options, self.library, self.histories)
        except DocgenError:
            return ""
        return report.fingerprint.context


def _is_ours(report: Path, entry: ManifestEntry) -> bool:
    """Return whether a report is as docgen wrote it; one that looks so is not read."""
    stamp = stamp_at(report)
    if stamp and stamp == entry.stamp:
        return True
    digest = _digests.get((report, stamp)) if stamp else None
    if digest is None:
        digest = hashlib.sha256(read_bytes(report)).hexdigest()
        if stamp:
            _digests.keep((report, stamp), digest)
    return digest in (entry.digest, entry.before)
