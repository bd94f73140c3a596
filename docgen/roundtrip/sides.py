"""The two sides of a pull, read: the edited report with its store, the review as it is now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from docgen.document.context import need_keys
from docgen.errors import InvalidDataError, ReadError
from docgen.history.cache import HistoryCache
from docgen.model import Pack, Problem, Review
from docgen.model.place import Where
from docgen.model.tongue import say
from docgen.packs.library import Library
from docgen.packs.load import load_pack
from docgen.report import Options, prepare_report
from docgen.review.file import Loaded, load_data
from docgen.review.load import review_of
from docgen.roundtrip.pairing import pair_records, record_of
from docgen.word.readback.fields import Edited, open_edited
from docgen.word.readback.store import Store, read_store

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
    if store is None or not store.values:
        message = say("has no store of docgen's: it is a form, a plain copy, or of another program")
        raise InvalidDataError([Problem("no-store", message, report)])
    loaded = load_data(review)
    found = review_of(loaded, library=library)
    if found.id != store.review:
        message = say(
            "is a report of the review {review}, not of {other} ({file})",
            review=store.review,
            other=found.id,
            file=review,
        )
        raise InvalidDataError([Problem("other-review", message, report)])
    if found.pack != store.about.get("pack"):
        message = say(
            "was made with the pack {made}; the review has {pack}",
            made=store.about.get("pack"),
            pack=found.pack,
        )
        raise InvalidDataError([Problem("other-pack", message, report)])
    options = Options(store.about.get("document", "report"), draft=True)
    prepared = prepare_report(found, options, library, history or HistoryCache())
    printed = prepared.renderer.template.printed(prepared.context)
    return Sides(
        report,
        edited,
        store,
        loaded,
        found,
        load_pack(found.pack, library=library),
        printed,
        pair_records(store, printed),
    )
