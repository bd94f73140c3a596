"""The two sides of a pull, read: the edited report with its store, the review as it is now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from docgen.document.context import need_keys
from docgen.errors import InvalidDataError, ReadError
from docgen.history.cache import HistoryCache
from docgen.intake.paths import is_field
from docgen.model import Pack, Problem, Review
from docgen.model.place import Where
from docgen.model.tongue import say
from docgen.packs.library import Library
from docgen.packs.load import load_pack
from docgen.report import REPORT, Options, PlannedReport, prepare_report
from docgen.review.file import Loaded, load_data
from docgen.review.load import review_of
from docgen.roundtrip.finding import refuse_form
from docgen.roundtrip.pairing import pair_records, record_of
from docgen.roundtrip.readings import JOINED, copied_entries, read_values
from docgen.roundtrip.unnamed import Labelled
from docgen.word.readback.fields import Edited, open_edited
from docgen.word.readback.outside import Around, text_around
from docgen.word.readback.store import Store, read_store
from docgen.word.readback.story import View
from docgen.word.render.anchors import number_of, tag_of

T = TypeVar("T")
_SUFFIXES = (".yaml", ".yml")


@dataclass(slots=True)
class Sides:
    """What a pull compares."""

    report: Path
    edited: Edited
    store: Store
    loaded: Loaded
    review: Review
    pack: Pack
    printed: Mapping[str, tuple[str, ...]]
    """What the review prints now, by path."""
    pairs: Mapping[str, str | None]
    """By record of the report: the record of the review."""
    prepared: PlannedReport
    """The report as the review makes it now."""
    two_way: bool = False
    """True for a report without a store: what was printed is not known, so all is asked."""
    view: View = "accept"
    """How undecided tracked changes of lists are read."""
    _fresh: Edited | None = None
    _known: dict[tuple[str, View], Any] = field(default_factory=dict)
    """What `once` worked out."""

    def once(self, what: str, make: Callable[[], T]) -> T:
        """Return what `make` returns, worked out once for this store and view."""
        key = what, self.edited.own_view(self.view)
        if key not in self._known:
            self._known[key] = make()
        found: T = self._known[key]
        return found

    def now(self, path: str) -> str | None:
        """Return the path that a value of the report has in the review; None without its record."""
        record = record_of(path)
        if not record:
            return path
        found = self.pairs.get(record)
        return None if found is None else found + path.removeprefix(record)

    def where(self, path: str) -> Where:
        """Return the place in the data of a path that the review prints now."""
        steps = path.split(".")
        if not record_of(path):
            return tuple(steps)
        entry = self.entry(".".join(steps[:2]))
        where: Where = (steps[0], entry, *steps[2:])
        entries = self.loaded.data.get(steps[0])
        own = entries[entry] if isinstance(entries, list) and entry < len(entries) else {}
        if isinstance(own, str):
            return where[:2]
        criterion = self.review.development[entry].criterion if steps[0] == "development" else None
        if criterion and isinstance(own, dict) and not own.get(steps[2]):
            return ("criteria", criterion, steps[2])
        return where

    def fresh(self) -> Edited:
        """Return the report as the review makes it now."""
        if self._fresh is None:
            self._fresh = open_edited(self.prepared.render(), self.edited.file)
        return self._fresh

    def order(self) -> tuple[Labelled, ...]:
        """Return the fields that the review prints now; empty where all here have their names."""
        fields = self.edited.fields()
        if not any(one.alias and not one.tag and not one.number for one in fields):
            return ()
        paths = {tag_of(path): path for path in (key.removeprefix(JOINED) for key in self.printed)}
        named = (one for one in self.fresh().fields() if one.tag in paths)
        return tuple(Labelled(paths[one.tag], one.alias) for one in named)

    def around(self) -> list[Around]:
        """Return the text of the report outside all fields."""
        return self.once("around", self._around)

    def _around(self) -> list[Around]:
        order, paths = self.order(), self.store.values
        found = read_values(self.edited, self.store, paths, self.view, order) if order else {}
        placed = {(one.part, one.span) for readings in found.values() for one in readings}
        copies = copied_entries(self.edited, self.view)
        return text_around(self.edited, paths, self.view, placed=placed, typed=copies)

    def seen(self, view: View) -> Sides:
        """Return the sides with another view of tracked changes."""
        return self if view == self.view else replace(self, view=view)

    def with_store(self, store: Store) -> Sides:
        """Return the sides with another store."""
        return replace(self, store=store, pairs=pair_records(store, self.printed), _known={})

    def home(self, where: Where) -> int | None:
        """Return the number of the file (`Loaded.sources`) that a value stands in; None: in none.

        A list stands as a whole in one file.
        """
        steps = next((n for n, step in enumerate(where) if isinstance(step, int)), len(where))
        return self.loaded.holder(where[:steps])

    def target(self, where: Where, *, shared: bool) -> tuple[Path | None, str]:
        """Return the file of defaults that a value is written to, and what to say of its place.

        None is the review's own file; `shared` writes values where they come from.
        """
        home = self.home(where)
        if not home:
            return None, ""
        file = self.loaded.sources[home].file
        if shared:
            return file, say("from {file}, and it goes there, for all its reviews", file=file)
        return None, say("from {file} until now; it goes into the review", file=file)

    def entry(self, record: str) -> int:
        """Return the index of a record in its list."""
        group, _, key = record.partition(".")
        return need_keys(self.review).index(key) if group == "development" else int(key[1:]) - 1


def read_sides(
    report: Path, review: Path, library: Library, history: HistoryCache | None = None
) -> Sides:
    """Read both sides; raises DocgenError for what is no edited report of that review.

    `history` knows the units' earlier reviews, where many reports are read.
    """
    if review.suffix.lower() not in _SUFFIXES:
        raise ReadError(review, say("is no YAML; pull writes into YAML files alone"))
    edited = open_edited(report)
    store = read_store(edited.package, str(report))
    _refuse_form(edited, store, report)
    loaded = load_data(review)
    found = review_of(loaded, library=library)
    pack = load_pack(found.pack, library=library)
    cache = history or HistoryCache()
    if store is None:
        return _without_store(edited, loaded, found, pack, library, cache)
    _refuse_other(store, found, pack, report)
    prepared = prepare_report(found, _options(store.about.get("document")), library, cache)
    return _sides(edited, store, loaded, found, pack, prepared)


def _options(document: str | None) -> Options:
    return Options(document or REPORT, draft=True)


def _sides(
    edited: Edited,
    store: Store,
    loaded: Loaded,
    review: Review,
    pack: Pack,
    prepared: PlannedReport,
) -> Sides:
    printed = prepared.renderer.template.printed(prepared.context)
    pairs = pair_records(store, printed)
    report = Path(edited.file)
    return Sides(report, edited, store, loaded, review, pack, printed, pairs, prepared)


def _refuse_form(edited: Edited, store: Store | None, report: Path) -> None:
    """Raise InvalidDataError for a form, and for what holds nothing of docgen's."""
    fields = edited.fields()
    if store is None and not any(is_field(one) for one in fields):
        message = say("holds nothing of docgen's: a plain copy, or a file of another program")
        raise InvalidDataError([Problem("no-store", message, report)])
    refuse_form(report, fields, store)


def _refuse_other(store: Store, review: Review, pack: Pack, report: Path) -> None:
    """Raise InvalidDataError for a report of another review, or made with another pack."""
    if review.id != store.review:
        message = say(
            "is a report of the review {review}, not of {other} ({file})",
            review=store.review,
            other=review.id,
            file=review.file,
        )
        raise InvalidDataError([Problem("other-review", message, report)])
    if review.pack != store.about.get("pack"):
        message = say(
            "was made with the pack {made}; the review has {pack}",
            made=store.about.get("pack"),
            pack=review.pack,
        )
        raise InvalidDataError([Problem("other-pack", message, report)])
    document = store.about.get("document") or REPORT
    if document not in pack.documents:
        message = say(
            "was made as the document {document}, which the pack {pack} does not have",
            document=document,
            pack=pack.code,
        )
        raise InvalidDataError([Problem("other-pack", message, report)])


def _without_store(
    edited: Edited,
    loaded: Loaded,
    review: Review,
    pack: Pack,
    library: Library,
    cache: HistoryCache,
) -> Sides:
    """Return the sides of a report whose store is gone: it is held against the review alone.

    It is the document that prints most of its fields.
    """
    best: tuple[int, PlannedReport] | None = None
    numbers = {one.number for one in edited.fields()}
    tags = {one.tag for one in edited.fields()}
    for document in pack.documents:
        prepared = prepare_report(review, _options(document), library, cache)
        printed = prepared.renderer.template.printed(prepared.context)
        paths = {path.removeprefix(JOINED) for path in printed}
        known = sum(number_of(path) in numbers or tag_of(path) in tags for path in paths)
        if best is None or known > best[0]:
            best = known, prepared
    if best is None or not best[0]:
        message = say("prints nothing of {file}; name the review it was made of", file=review.file)
        raise InvalidDataError([Problem("other-review", message, Path(edited.file))])
    fresh = open_edited(best[1].render(), edited.file)
    store = read_store(fresh.package, edited.file) or Store(2, {}, {})
    sides = _sides(edited, store, loaded, review, pack, best[1])
    return replace(sides, two_way=True, _fresh=fresh)
