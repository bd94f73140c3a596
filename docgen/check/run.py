"""Check reviews and packs: every fault and warning at once, each with file, line and column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from docgen.bounds.kept import keeping
from docgen.bounds.reading import is_file, is_folder
from docgen.check.consequences import told_already, with_scores_meant
from docgen.check.content import (
    Printed,
    content_findings,
    evidence_findings,
    missing_scores,
)
from docgen.check.earlier import earlier_findings
from docgen.check.guarded import findings
from docgen.check.packs import PACK_FILES, check_pack, find_packs
from docgen.check.reports import check_report
from docgen.check.sametexts import same_texts
from docgen.check.texts import Facts, text_warnings
from docgen.check.wordfiles import check_word_file, word_files
from docgen.errors import InvalidDataError
from docgen.history.assess import Assessed
from docgen.history.cache import HistoryCache
from docgen.intake.load import Form, is_form, is_report, is_word, load_form
from docgen.model import Data, Pack, Problem, Review
from docgen.model.problem import Finding
from docgen.model.tongue import say, speaking
from docgen.output.save import safe_name, same_file_key
from docgen.packs.library import Library
from docgen.packs.library import library as default_library
from docgen.packs.load import readable_packs
from docgen.review.build import build_review
from docgen.review.faults import numbers_as_text, schema_faults
from docgen.review.file import Loaded, load_with_faults
from docgen.review.found import find_reviews
from docgen.review.lines import Line, equal_id, holds_lines, line_with_faults, lines_of
from docgen.review.load import pack_of
from docgen.review.schemas import any_schema, compile_schema, schema_and_validator
from docgen.review.shared import SHARED
from docgen.review.spoken import language_in, language_of_line
from docgen.review.typed import Typed, besides_unclear, explained, read_as_typed
from docgen.yamlfile.placing import place

__all__ = ["check_loaded", "check_pack", "check_paths", "check_review"]


def check_paths(
    paths: Iterable[Path],
    *,
    library: Library | None = None,
    printed_paths: Printed | None = None,
    explain: bool = False,
) -> list[Problem]:
    """Return every problem of reviews, `_shared.yaml` files and packs; a folder means all in it.

    With `explain` notes tell what values are read as that stand otherwise in the file.
    """
    run = _Run(library, printed_paths, explain=explain)
    found: dict[Problem, None] = {}
    with keeping():
        for path in paths:
            problems = run.folder(path) if is_folder(path) else run.file(path)
            found.update(dict.fromkeys(problems))
    return list(found)


def check_review(
    path: Path, *, library: Library | None = None, printed_paths: Printed | None = None
) -> list[Problem]:
    """Return every problem of one review, in the order of its lines."""
    return _Run(library, printed_paths).review(path)


def check_loaded(loaded: Loaded, *, library: Library | None = None) -> list[Problem]:
    """Return every problem of a review that is read already."""
    return findings(loaded.file, lambda: _Run(library, None)._loaded(loaded))


class _Run:
    """One run of checks: the index of each folder tree is made once."""

    def __init__(
        self, library: Library | None, printed: Printed | None, *, explain: bool = False
    ) -> None:
        self.explain = explain
        self.library = library or default_library()
        self.printed = printed
        self.histories = HistoryCache()
        self.ids: dict[tuple[Path, str], Path] = {}
        """The review that has an id, by its folder and the name of its report."""

    def folder(self, folder: Path) -> Iterator[Problem]:
        """Yield the problems of all reviews and packs in a folder."""
        reviews = find_reviews(folder)
        packs = find_packs(folder)
        files = [] if reviews or packs else word_files(folder)
        if not reviews and not packs and not files:
            message = say("there is no review in this folder (*.yaml, *.yml, *.json or *.jsonl)")
            yield Problem("nothing", message, folder)
        for path in files:
            yield from self.word_file(path)
        for path in reviews:
            yield from self.review(path)
        for pack in packs:
            yield from check_pack(pack, library=self.library)

    def file(self, path: Path) -> list[Problem]:
        """Return the problems of one file, whatever it is."""
        template = path.suffix.lower() == ".docx" and is_file(path.parent / "pack.yaml")
        if template or path.name in PACK_FILES:
            return check_pack(path.parent, library=self.library)
        if is_word(path):
            return self.word_file(path)
        return self.shared(path) if path.name == SHARED else self.review(path)

    def word_file(self, path: Path) -> list[Problem]:
        """Return the problems of a Word file: as a review, where it is a filled form."""
        with speaking(language_in(path, self.library)):
            return self._word_file(path)

    def _word_file(self, path: Path) -> list[Problem]:
        if is_report(path):
            return findings(path, partial(check_report, path, library=self.library))
        if not is_form(path):
            return check_word_file(path, library=self.library)
        return findings(path, lambda: self._form(load_form(path, library=self.library)))

    def _form(self, form: Form) -> list[Problem]:
        notes = () if form.loaded.sources[0].faults else form.notes
        return [*form.placed(self._loaded(form.loaded)), *notes]

    def review(self, path: Path) -> list[Problem]:
        """Return the problems of one review, or of all in a file of many."""
        with speaking(language_in(path, self.library)):
            if holds_lines(path):
                return findings(path, lambda: self._lines(path))
            return findings(path, lambda: self._loaded(load_with_faults(path)))

    def _lines(self, path: Path) -> Iterator[Problem]:
        """Yield the problems of all reviews of a file with one a line; raises ReadError."""
        first: dict[str, int] = {}
        for line, content in lines_of(path):
            one = partial(self._line, path, line, content, first)
            with speaking(language_of_line(content, self.library)):
                found = findings(path, one, line.number)
            yield from found

    def _line(
        self, path: Path, line: Line, content: bytes, first: dict[str, int]
    ) -> Iterator[Problem]:
        """Yield the problems of one line; `first` holds the line of each id met so far."""
        loaded = line_with_faults(path, line, content)
        review_id = str(loaded.data.get("id") or "").strip()
        known = first.setdefault(review_id, line.number)
        if review_id and known != line.number:
            yield equal_id(path, line.number, known, review_id)
        yield from self._loaded(loaded)

    def _loaded(self, loaded: Loaded) -> list[Problem]:
        found = self._found(loaded)
        return [one for one in found if not told_already(one, loaded.lost)]

    def _found(self, loaded: Loaded) -> list[Problem]:
        problems = [fault for source in loaded.sources for fault in source.faults]
        problems += _misnamed(loaded.file.parent)
        try:
            pack = pack_of(loaded, self.library)
        except InvalidDataError as error:
            schema = any_schema(library=self.library)
            schema["properties"].pop("pack")
            schema["required"] = ["unit"]
            schema["properties"]["pack"] = {}
            return [*problems, *error.problems, *_schema_problems(loaded, schema)]
        return [*problems, *self._by_pack(loaded, pack)]

    def shared(self, path: Path) -> list[Problem]:
        """Return the problems of a file of defaults, which need not be a whole review."""
        with speaking(language_in(path, self.library)):
            return findings(path, lambda: self._shared(path))

    def _shared(self, path: Path) -> list[Problem]:
        loaded = load_with_faults(path)
        schema = any_schema(library=self.library)
        schema.pop("required")
        schema["properties"]["unit"].pop("required")
        faults = [*loaded.sources[0].faults]
        pack = next(readable_packs(self.library), None)
        if pack is not None:  # names and needs are read alike by all
            loaded, typed = read_as_typed(loaded, pack)
            return besides_unclear(
                [*faults, *_schema_problems(loaded, schema)], loaded, typed.unclear
            )
        return [*faults, *_schema_problems(loaded, schema)]

    def _by_pack(self, loaded: Loaded, pack: Pack) -> list[Problem]:
        loaded, typed = read_as_typed(loaded, pack)
        found = self._sound(loaded, pack, typed)
        return [*found, *(explained(loaded, typed.readings) if self.explain else ())]

    def _sound(self, loaded: Loaded, pack: Pack, typed: Typed) -> list[Problem]:
        schema, validator = schema_and_validator(pack, library=self.library)
        data = numbers_as_text(loaded, validator)
        missing = missing_scores(with_scores_meant(loaded, pack), pack)
        figures = evidence_findings(data, pack, self.library)
        if not validator.is_valid(data):
            problems = place(missing, loaded)
            problems += schema_faults(loaded, data, validator, schema, pack)
            problems = besides_unclear(problems, loaded, typed.unclear)
            told = {around for problem in problems for around in _around(problem.where)}
            problems += [one for one in place(figures, loaded) if one.where not in told]
            return sorted(problems, key=_place)
        review = build_review(data, pack, loaded.file, loaded.line)
        found = Assessed(review, self.library, self.histories)
        content = content_findings(
            loaded.data, review, pack, library=self.library, printed=self.printed
        )
        earlier = earlier_findings(review, pack, found.index)
        same = same_texts(review, pack, found.index, self.library)
        problems = place(
            (*missing, *figures, *content, *earlier, *same, *self._same_report(review)), loaded
        )
        return sorted([*problems, *self._texts(loaded, found, schema)], key=_place)

    def _texts(self, loaded: Loaded, found: Assessed, schema: Data) -> Iterator[Problem]:
        """Yield what looks wrong in the texts."""
        review, pack = found.review, found.pack
        facts = Facts(
            unit_name=review.unit.name,
            unit_id=review.unit.id,
            names=found.index.names,
            pack=pack,
            result=found.result,
            previous=found.previous,
        )
        yield from text_warnings(loaded, schema, facts)

    def _same_report(self, review: Review) -> Iterator[Finding]:
        """Yield a warning when another review of the folder makes a report of the same name."""
        file = review.file.absolute()
        name = same_file_key(safe_name(review.id))
        other = self.ids.setdefault((file.parent, name), file)
        if other != file:
            message = say(
                "the report of {name} has the same name; give one an id of its own", name=other.name
            )
            yield Finding("equal-id", message, ("id",), "warning")


def _misnamed(folder: Path) -> Iterator[Problem]:
    """Yield a warning for defaults under a name that is not read."""
    for name in ("_shared.yml", "_shared.json"):
        if is_file(folder / name):
            message = say("is not read; the name for defaults is {shared}", shared=SHARED)
            yield Problem("shared-name", message, folder / name, severity="warning")


def _schema_problems(loaded: Loaded, schema: Data) -> list[Problem]:
    validator = compile_schema(schema)
    return schema_faults(loaded, numbers_as_text(loaded, validator), validator, schema, None)


def _around(where: str) -> Iterator[str]:
    """Yield a place and all that it lies in."""
    yield where
    yield from (where[:end] for end, sign in enumerate(where) if sign in ".[")


def _place(problem: Problem) -> tuple[str, int, int]:
    return str(problem.file), problem.line or 0, problem.column or 0
