"""How the reports of a folder stand: up to date, behind their reviews, edited, in conflict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, Literal, NamedTuple

from docgen.batch.sources import expand, refuse_missing
from docgen.bounds.reading import is_folder
from docgen.bounds.unforeseen import faults_of
from docgen.check.standing import Standing, Standings
from docgen.errors import DocgenError, UsageError
from docgen.intake.load import find_reports
from docgen.intake.origin import Origins
from docgen.intake.whose import known_packs, pack_of_file
from docgen.model import Pack
from docgen.model.tongue import marked, say, speaking
from docgen.output.save import open_mark
from docgen.packs.library import Library, find_library
from docgen.review.found import is_word
from docgen.review.spoken import language_in
from docgen.word.readback.fields import open_edited

State = Literal["up to date", "behind", "edited", "in conflict", "open in Word", "unknown"]
CURRENT: Final[State] = marked("up to date")
BEHIND: Final[State] = marked("behind")
EDITED: Final[State] = marked("edited")
CONFLICT: Final[State] = marked("in conflict")
OPEN: Final[State] = marked("open in Word")
UNKNOWN: Final[State] = marked("unknown")
STATES: Final[tuple[State, ...]] = (CURRENT, BEHIND, EDITED, CONFLICT, OPEN, UNKNOWN)
"""All there are."""
_SHOWN = 3


class Status(NamedTuple):
    """How one report stands."""

    report: Path
    state: State
    review: Path | None = None
    why: str = ""
    """What was changed, or why there is no telling; empty where there is nothing to say."""


def find_status(
    paths: Iterable[str | Path], *, library: Library | None = None, stdin: Iterable[str] = ()
) -> Iterator[Status]:
    """Yield how each report stands that `paths` name, in the order of its names.

    Folders mean the reports below them, copies that were sent aside. Their reviews are looked for
    in the reviews and folders that are named, where none of them is there around each report.
    Raises UsageError: no report at all.
    """
    paths = list(paths)
    found = [Path(path) for path in expand(paths, stdin)]
    refuse_missing([str(path) for path in found], piped="-" in [str(path) for path in paths])
    reports = [report for path in found for report in _reports(path)]
    if not reports:
        raise UsageError(say("{path}: holds no report (.docx) that docgen made", path=found[0]))
    return _all(reports, _origins(found), library or find_library())


def _reports(path: Path) -> Iterator[Path]:
    if is_folder(path):
        yield from find_reports(path)
    elif is_word(path):
        yield path


def _origins(paths: Sequence[Path]) -> Origins:
    """Return where reviews are looked for: what is named besides reports, if anything."""
    named = [path for path in paths if not is_word(path) and not is_folder(path)]
    return Origins([*named, *(path for path in paths if is_folder(path))] if named else ())


def _all(reports: Sequence[Path], origins: Origins, library: Library) -> Iterator[Status]:
    standings, packs = Standings(library, origins), known_packs(library)
    for report in dict.fromkeys(reports):
        with speaking(language_in(report, library)):
            status = _looked_at(report, standings, packs)
        yield status


def _looked_at(report: Path, standings: Standings, packs: list[Pack]) -> Status:
    if mark := open_mark(report):
        why = say("{mark} lies beside it; what is not saved is not seen", mark=mark)
        return Status(report, OPEN, why=why)
    try:
        with faults_of(report):
            return _one(report, standings, packs)
    except DocgenError as error:
        return Status(report, UNKNOWN, why=str(error).splitlines()[0])


def _one(report: Path, standings: Standings, packs: list[Pack]) -> Status:
    edited = open_edited(report)
    pack = pack_of_file(edited, packs, report)
    standing = standings.of(report, edited, pack)
    if standing is None:
        why = say("has no store: a plain copy, or saved by a program that throws it away")
        return Status(report, UNKNOWN, why=why)
    if standing.why:
        return Status(report, UNKNOWN, standing.review, standing.why)
    return Status(report, _state(standing), standing.review, _what(standing))


def _state(standing: Standing) -> State:
    if standing.both:
        return CONFLICT
    if standing.edited:
        return EDITED
    return BEHIND if standing.behind else CURRENT


def _what(standing: Standing) -> str:
    """Return what was changed where, in the pack's words."""
    said = {
        say("both"): [edit.label for edit in standing.both],
        say("in Word"): [edit.label or say("text outside the fields") for edit in standing.edited],
        say("in the review"): standing.behind,
    }
    named = ((where, list(dict.fromkeys(names))) for where, names in said.items())
    return "; ".join(f"{where}: {_few(names)}" for where, names in named if names)


def _few(names: Sequence[str]) -> str:
    apart = "; " if any(", " in name for name in names) else ", "
    first = apart.join(names[:_SHOWN])
    if len(names) <= _SHOWN:
        return first
    return say("{first} and {count} more", first=first, count=len(names) - _SHOWN)
