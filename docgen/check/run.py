"""Check reviews and packs: every fault and warning at once, each with file, line and column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from docgen.bounds.kept import keeping
from docgen.bounds.reading import is_file
from docgen.check.consequences import told_already, with_scores_meant
from docgen.check.content import (
    Printed,
    content_findings,
    evidence_findings,
    missing_scores,
)
from docgen.check.earlier import earlier_findings
from docgen.check.guarded import findings
from docgen.check.looking import text_warnings
from docgen.check.packs import check_pack
from docgen.check.pieces import Checked, Piece, each_line, each_once, files_of, of_file
from docgen.check.reports import check_report
from docgen.check.sametexts import same_texts
from docgen.check.texts import Facts
from docgen.check.wordfiles import check_word_file
from docgen.errors import InvalidDataError
from docgen.history.assess import Assessed
from docgen.history.cache import HistoryCache
from docgen.history.neighbours import Neighbours
from docgen.intake.load import Form, is_form, is_report, load_form
from docgen.model import Data, Pack, Problem, Review
from docgen.model.problem import Finding
from docgen.model.tongue import say, speaking
from docgen.packs.library import Library, find_library
from docgen.packs.load import readable_packs
from docgen.review.build import build_review
from docgen.review.faults import numbers_as_text, schema_faults
from docgen.review.file import Loaded, load_with_faults
from docgen.review.lines import Line, line_with_faults
from docgen.review.load import pack_of
from docgen.review.schemas import any_schema, schema_and_validator
from docgen.review.shared import SHARED
from docgen.review.spoken import language_in, language_of_line, read_spoken
from docgen.review.typed import ReadAsTyped, besides_unclear, explained, read_as_typed
from docgen.yamlfile.placing import place
from docgen.yamlfile.schemas import compile_schema

__all__ = ["Checker", "check_loaded", "check_pack", "check_paths", "check_review"]


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
    checker = Checker(library, printed_paths, explain=explain)
    with keeping():
        found = each_once(map(checker.check, each_line(files_of(paths))))
        return [problem for _, problems in found for problem in problems]


def check_review(
    path: Path, *, library: Library | None = None, printed_paths: Printed | None = None
) -> list[Problem]:
    """Return every problem of one review, in the order of its lines."""
    checker = Checker(library, printed_paths)
    found = each_once(map(checker.check, each_line(of_file(path))))
    return [problem for _, problems in found for problem in problems]


def check_loaded(loaded: Loaded, *, library: Library | None = None) -> list[Problem]:
    """Return every problem of a review that is read already."""
    return findings(loaded.file, lambda: Checker(library)._loaded(loaded))


class Checker:
    """Checks piece after piece: the index of each folder tree is made once."""

    def __init__(
        self,
        library: Library | None = None,
        printed: Printed | None = None,
        *,
        explain: bool = False,
        neighbours: Mapping[Path, Neighbours] | None = None,
    ) -> None:
        """Take what to check by; `neighbours`: what another process read of each tree."""
        self.explain = explain
        self.library = library or find_library()
        self.printed = printed
        self.histories = HistoryCache(neighbours)

    def check(self, piece: Piece) -> Checked:
        """Return what is wrong with a piece; nothing of it stops the check of the others."""
        file = Path(piece.file)
        if piece.told is not None:
            return Checked(file, (piece.told,))
        if piece.known is not None:
            self.histories.preload(piece.known)
        if piece.line is not None:
            return self._line(file, piece.line, piece.content)
        kinds = {"pack": self._pack, "word": self._word, "shared": self._shared}
        return kinds.get(piece.kind, self._review)(file)

    def _pack(self, folder: Path) -> Checked:
        return Checked(folder, tuple(check_pack(folder, library=self.library)))

    def _word(self, path: Path) -> Checked:
        return Checked(path, tuple(self.word_file(path)))

    def _shared(self, path: Path) -> Checked:
        with speaking(language_in(path, self.library)):
            return Checked(path, tuple(findings(path, lambda: self._defaults(path))))

    def _review(self, path: Path) -> Checked:
        packs: list[str] = []
        language, content = read_spoken(path, self.library)
        with speaking(language):
            found = findings(path, lambda: self._loaded(load_with_faults(path, content), packs))
        return Checked(path, tuple(found), pack="".join(packs))

    def _line(self, path: Path, line: Line, content: bytes) -> Checked:
        ids: list[str] = []
        packs: list[str] = []

        def problems() -> list[Problem]:
            loaded = line_with_faults(path, line, content)
            ids.append(str(loaded.data.get("id") or "").strip())
            return self._loaded(loaded, packs)

        language = language_of_line(content, self.library)
        with speaking(language):
            found = findings(path, problems, line.number)
        return Checked(path, tuple(found), line.number, "".join(ids), "".join(packs), language)

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

    def _loaded(self, loaded: Loaded, packs: list[str] | None = None) -> list[Problem]:
        """Return the problems of data that were read; the pack's code is put into `packs`."""
        found = self._found(loaded, [] if packs is None else packs)
        return [one for one in found if not told_already(one, loaded.lost)]

    def _found(self, loaded: Loaded, packs: list[str]) -> list[Problem]:
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
        packs.append(pack.code)
        return [*problems, *self._by_pack(loaded, pack)]

    def _defaults(self, path: Path) -> list[Problem]:
        """Return the problems of a file of defaults, which need not be a whole review."""
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

    def _sound(self, loaded: Loaded, pack: Pack, typed: ReadAsTyped) -> list[Problem]:
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
            return sorted(problems, key=_position)
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
        return sorted([*problems, *self._texts(loaded, found, schema)], key=_position)

    def _texts(self, loaded: Loaded, found: Assessed, schema: Data) -> Iterator[Problem]:
        """Yield what looks wrong in the texts."""
        review, pack = found.review, found.pack
        facts = Facts(
            unit_name=review.unit.name,
            unit_id=review.unit.id,
            names=self.histories.neighbours(review.file.parent).names,
            pack=pack,
            result=found.result,
            previous=found.previous,
        )
        yield from text_warnings(loaded, schema, facts)

    def _same_report(self, review: Review) -> Iterator[Finding]:
        """Yield a warning when another review of the folder makes a report of the same name."""
        others = self.histories.neighbours(review.file.parent).same_report
        other = others.get(str(review.file.absolute())) if review.line is None else None
        if other is not None:
            message = say(
                "the report of {name} has the same name; give one an id of its own", name=other
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


def _position(problem: Problem) -> tuple[str, int, int]:
    return str(problem.file), problem.line or 0, problem.column or 0
