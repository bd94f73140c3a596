"""How an edited report stands to its review: what was changed in Word, and what in the review."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from docgen.check.sending import is_draft
from docgen.errors import DocgenError
from docgen.history.cache import HistoryCache
from docgen.intake.origin import Origins
from docgen.intake.paths import called
from docgen.model import Pack, Problem
from docgen.model.problem import Severity
from docgen.model.telling import quoted
from docgen.packs.library import Library
from docgen.report import Options, prepare_report
from docgen.review.load import load_review
from docgen.word.readback.changed import changed_values
from docgen.word.readback.fields import Edited, Field, open_edited
from docgen.word.readback.outside import changes_around, text_around
from docgen.word.readback.store import Store, read_store


class Standing(NamedTuple):
    """What is known of a report and its review."""

    review: Path | None
    """The review; None where it is not found."""
    why: str = ""
    """Why there is no telling how the report stands to its review; empty where there is."""
    edited: tuple[tuple[str, str], ...] = ()
    """Path and place of each value that was changed in Word alone."""
    behind: tuple[str, ...] = ()
    """Paths of the values that were changed in the review alone."""
    both: tuple[tuple[str, str], ...] = ()
    """Path and place of each value that both changed, otherwise."""
    outside: tuple[tuple[str, str], ...] = ()
    """Text outside fields that was changed in Word, and its place."""
    around: bool = False
    """True where the text outside fields would be another now: the template was changed."""


class Standings:
    """Tells how reports stand; what they share is read once."""

    def __init__(self, library: Library, origins: Origins) -> None:
        self._library, self._origins = library, origins
        self._histories = HistoryCache()

    def of(self, report: Path, edited: Edited, pack: Pack) -> Standing | None:
        """Return how a report stands; None for a file without a store."""
        store = read_store(edited.package, edited.file)
        if store is None:
            return None
        changed = {one.path: one.field for one in changed_values(edited, store)}
        outside = tuple(_around(edited, store))
        found = self._origins.of(report, store.review)
        if isinstance(found, str):
            return Standing(None, found, _placed(changed), outside=outside)
        try:
            fresh = self._fresh(found, store, draft=is_draft(edited, pack))
        except DocgenError as error:
            why = f"no report can be made of {found}: {str(error).splitlines()[0]}"
            return Standing(found, why, _placed(changed), outside=outside)
        moved = {one.path: one.field for one in changed_values(fresh, store)}
        made = read_store(fresh.package, fresh.file)
        new = [path for path in made.values if path not in store.values] if made else []
        moved |= dict.fromkeys((path for path in new if not path.startswith("=")), None)
        both = {path: changed[path] for path in changed if path in moved}
        taken = {path for path in both if _text(changed[path]) == _text(moved[path])}
        return Standing(
            found,
            edited=_placed({path: at for path, at in changed.items() if path not in moved}),
            behind=tuple(path for path in moved if path not in changed),
            both=_placed({path: at for path, at in both.items() if path not in taken}),
            outside=outside,
            around=bool(made and store.outside and made.outside != store.outside),
        )

    def _fresh(self, review: Path, store: Store, *, draft: bool) -> Edited:
        """Return the report that would be made of the review now; raises DocgenError."""
        options = Options(store.about.get("document", "report"), draft=draft)
        loaded = load_review(review, library=self._library)
        made = prepare_report(loaded, options, self._library, self._histories)
        return open_edited(made.render(), str(review))


def _around(edited: Edited, store: Store) -> Iterator[tuple[str, str]]:
    for moved in changes_around(store, text_around(edited, store.values)):
        yield moved.text or f"{moved.gone} paragraphs are gone", moved.place


def _placed(fields: dict[str, Field | None]) -> tuple[tuple[str, str], ...]:
    return tuple((path, field.place if field else "") for path, field in fields.items())


def _text(field: Field | None) -> str:
    return "" if field is None else " ".join(field.text.split())


def told(standing: Standing, pack: Pack, file: str) -> Iterator[Problem]:
    """Yield what `docgen check` says of a report and its review."""

    def one(rule: str, message: str, place: str, severity: Severity) -> Problem:
        return Problem(rule, message, file, where=place, severity=severity)

    if standing.why:
        yield one("unmatched", standing.why, "", "note")
    for path, place in standing.edited:
        what = "was changed in Word" if place else "is not found any more"
        yield one("edited", f"{called(path, pack)} {what}", place, "note")
    for text, place in standing.outside:
        yield one("edited", f"text outside the fields was changed: {quoted(text)}", place, "note")
    for path, place in standing.both:
        message = f"{called(path, pack)} was changed in Word, and otherwise in {standing.review}"
        yield one("both-changed", message, place, "warning")
    for path in standing.behind:
        message = f"{called(path, pack)} is another in {standing.review} by now"
        yield one("behind", message, "", "warning")
