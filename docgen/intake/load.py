"""Load a review from whatever holds it: YAML, JSON, or a filled Word form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from docgen.bounds.reading import stamp_of, walk
from docgen.bounds.recent import FileMemo
from docgen.errors import DocgenError, InvalidDataError, ReadError, TemplateError
from docgen.model import Problem, Review
from docgen.model.place import dotted
from docgen.model.tongue import marked, say
from docgen.output.taken import is_apart
from docgen.packs.library import Library, find_library
from docgen.review.file import Loaded, ReadFile, refuse_faults, with_defaults
from docgen.review.found import is_word
from docgen.review.load import load_review, review_of

if TYPE_CHECKING:
    from docgen.review.lines import Line

_REPORT = marked("is a report, not a form; a report is made of its review")


class Form(NamedTuple):
    """A Word file read as a review."""

    loaded: Loaded
    """Its data with the defaults above it; faults in its source."""
    notes: tuple[Problem, ...]
    """Warnings: what is lacking, what was not taken."""
    places: dict[str, str]
    """Where in the file each value stands, by its path as people write it."""
    is_report: bool
    """True for a report that docgen made: it holds what it prints, and no more."""

    def placed(self, problems: Iterable[Problem]) -> list[Problem]:
        """Return problems with places in the Word file instead of lines of a file that is none."""
        return list(dict.fromkeys(self._placed(problem) for problem in problems))

    def _placed(self, problem: Problem) -> Problem:
        if problem.file != self.loaded.file or problem.line is None:
            return problem
        path = problem.where
        while path and path not in self.places:
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        where = ", ".join(filter(None, (problem.where, self.places.get(path, ""))))
        return problem._replace(line=None, column=None, where=where)


def refuse_mark(path: Path) -> None:
    """Raise ReadError for the file by which Word marks an open document."""
    if path.name.startswith("~$"):
        raise ReadError(path, say("is Word's mark of an open document; name the document itself"))


def is_form(path: Path) -> bool:
    """Return whether a Word file is a form of docgen's; what cannot be read is none."""
    from docgen.intake.reading import is_form_file

    if path.name.startswith("~$"):
        return True  # which loading it refuses
    try:
        return is_form_file(path)
    except DocgenError:
        return False


def is_report(path: Path) -> bool:
    """Return whether a Word file is a report that docgen made; what cannot be read is none."""
    from docgen.intake.reading import is_report_file

    try:
        return is_report_file(path)
    except DocgenError:
        return False


def load_noted(
    path: Path,
    *,
    library: Library | None = None,
    line: Line | None = None,
    to_print: bool = False,
) -> tuple[Review, tuple[Problem, ...]]:
    """Return the review in a file of any kind, and what there is to know of a Word form.

    `to_print` refuses a report: it lacks what it does not print. Raises ReadError and
    InvalidDataError.
    """
    if not is_word(path):
        return load_review(path, library=library, line=line), ()
    form = load_form(path, library=library)
    if to_print and form.is_report:
        raise ReadError(path, say(_REPORT))
    try:
        return review_of(refuse_faults(form.loaded), library=library), form.notes
    except InvalidDataError as error:
        raise InvalidDataError(form.placed(error.problems)) from error


def find_word_files(folder: Path) -> list[Path]:
    """Return the Word files in a folder and below it, in a stable order.

    Files and folders whose names begin with `_`, `.` or `~` are none, and no files of packs.
    """
    found = []
    for place, folders, files in walk(folder):
        pack = not {"pack.yaml", "rules.yaml"}.isdisjoint(files)  # rules alone: what packs share
        folders[:] = [] if pack else [name for name in folders if name[0] not in "_."]
        found += [Path(place, n) for n in files if not pack and is_word(n) and n[0] not in "_.~"]
    return sorted(found, key=lambda path: path.relative_to(folder).parts)


def find_reports(folder: Path) -> Iterator[Path]:
    """Yield the Word files in and below a folder that are reports to go on with, no forms."""
    for file in find_word_files(folder):
        if not is_apart(file.relative_to(folder)) and not is_form(file):
            yield file


_forms: FileMemo[tuple[Path, Library], Form] = FileMemo(64)


def load_form(path: Path, *, library: Library | None = None) -> Form:
    """Return the review that a filled form, or a report of docgen's, holds.

    Raises ReadError and InvalidDataError for a file that is neither.
    """
    library = library or find_library()
    refuse_mark(path)
    try:
        stamp = stamp_of(path)
    except OSError:
        return _read_word(path, library)  # which says what is wrong with it
    return _forms.of((path, library), stamp, lambda: _read_word(path, library))


def _read_word(path: Path, library: Library) -> Form:
    from docgen.intake.reading import read_form
    from docgen.yamlfile.writer import write_yaml

    try:
        found = read_form(path, library)
    except TemplateError as error:
        raise InvalidDataError(error.problems) from error
    faults = tuple(one for one in found.problems if one.severity == "error")
    notes = tuple(one for one in found.problems if one.severity != "error")
    source = ReadFile(path, write_yaml(found.data).encode(), found.data, faults)
    places = {dotted(where): place for where, place in found.places.items()}
    return Form(with_defaults(source), notes, places, found.is_report)
