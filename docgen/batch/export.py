"""Edited reports become the copies to send: looked at, cleaned, put into OUT/sent to stay."""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from docgen.batch.outcome import DONE, UNCHANGED, Outcome, State, failure
from docgen.batch.sources import expand, refuse_missing
from docgen.bounds.reading import is_folder
from docgen.bounds.unforeseen import faults_of
from docgen.check.sending import CELLS, FORCED, TRACKED, against_sending
from docgen.errors import DocgenError, InvalidDataError, KeptFileError, ReadError, UsageError
from docgen.intake.folded import Prompts
from docgen.intake.load import find_reports
from docgen.intake.paths import is_field, is_own_bookmark, is_own_tag
from docgen.intake.typed import whole_number
from docgen.intake.whose import known_packs, pack_of_file, store_of
from docgen.model import Pack, Problem
from docgen.model.tongue import marked, say, speaking
from docgen.output.manifest import FOLDER
from docgen.output.offices import make_many
from docgen.output.pdf import Office
from docgen.output.save import refuse_open, safe_name
from docgen.output.taken import SENT
from docgen.output.whole import write_whole
from docgen.packs.library import Library, find_library
from docgen.review.found import is_word
from docgen.review.spoken import language_in
from docgen.suggest import did_you_mean
from docgen.word.readback.fields import Edited, open_edited
from docgen.word.sending.copy import make_copy

_VERSION = "review.version"
_FOREIGN = marked(
    "holds nothing of docgen's: it is a copy to send already, or another program's; in Word, "
    "File > Info > Inspect Document cleans such a file"
)


class CopyOptions(NamedTuple):
    """How copies are made."""

    out: Path | None = None
    """Folder to write to; None: the folder `sent` of the output folder that the report lies in."""
    accept: bool = False
    """Take all tracked changes."""
    force: frozenset[str] = frozenset()
    """Rules that stand against sending and do not count."""


class Export(NamedTuple):
    """Reports that are to be sent; `outcomes` makes the copies."""

    reports: Sequence[tuple[Path, str]]
    """Each with the folder below OUT that mirrors its own place."""
    options: CopyOptions
    library: Library
    office: Office | None = None
    """Where PDFs are wanted."""

    @property
    def total(self) -> int:
        """How many outcomes there will be."""
        return len(self.reports) * (1 if self.office is None else 2)

    def outcomes(self) -> Generator[Outcome, None, None]:
        """Make the copies and yield one outcome for each, then the PDFs'."""
        stand = []
        for report, folder in self.reports:
            outcome = _outcome(report, folder, self)
            yield outcome
            if outcome.good and outcome.report is not None:
                stand.append(outcome)
        if self.office is not None:
            yield from _pdfs(stand, self.office)


def prepare_export(
    paths: Iterable[str | Path],
    options: CopyOptions,
    *,
    library: Library | None = None,
    office: Office | None = None,
    stdin: Iterable[str] = (),
) -> Export:
    """Return the export of the reports that `paths` name; in folders, of all reports below them.

    Raises UsageError: nothing to export, or `force` names no rule that it can.
    """
    for name in sorted(options.force - {*FORCED}):
        if name == TRACKED:
            raise UsageError(say("--force {name}: --accept takes tracked changes", name=name))
        way = did_you_mean(name, FORCED, say("it can name"))
        raise UsageError(f"--force {name}: {way}")
    paths = list(paths)
    found = [*expand(paths, stdin)]
    refuse_missing(found, piped="-" in paths)
    reports = [report for path in found for report in _reports(Path(path))]
    if not reports:
        raise UsageError(say("{path}: holds no report (.docx) that docgen made", path=found[0]))
    return Export(reports, options, library or find_library(), office)


def export_report(
    report: Path,
    out: Path | None = None,
    *,
    accept: bool = False,
    force: Collection[str] = (),
    library: Library | None = None,
) -> Path:
    """Write the copy to send of an edited report into the folder `out`; return its path.

    Without `out` it goes to the folder `sent` of the output folder. Nothing is replaced there.
    `accept` takes tracked changes; `force` names rules that do not count. Raises DocgenError.
    """
    options = CopyOptions(out, accept, frozenset(force))
    run = prepare_export([report], options, library=library)
    made = _made(*run.reports[0], run)
    return made.report or report


def _reports(path: Path) -> Iterator[tuple[Path, str]]:
    """Yield the reports that a path means, each with the folders between."""
    if not is_folder(path):
        yield path, ""
        return
    for file in find_reports(path):
        below = file.relative_to(path).parent
        yield file, "" if below == Path() else below.as_posix()


def _outcome(report: Path, folder: str, run: Export) -> Outcome:
    try:
        with speaking(language_in(report, run.library)), faults_of(report):
            return _made(report, folder, run)
    except DocgenError as error:
        return failure(str(report), error, report)


def _made(report: Path, folder: str, run: Export) -> Outcome:
    """Make one copy; raises DocgenError."""
    if not is_word(report):
        raise ReadError(report, say("is no Word file (.docx); open it in Word and save it as one"))
    refuse_open(report)
    folder_of_copy = _target(report, folder, run.options)
    edited = open_edited(report)
    packs = known_packs(run.library)
    prompts = Prompts(packs)
    pack = _pack(edited, packs, prompts, report)
    found = against_sending(edited, pack, prompts, accepted=run.options.accept)
    refused = [one for one in found if one.rule not in run.options.force]
    if refused:
        raise InvalidDataError(refused)
    data = make_copy(
        edited.package,
        edited.roots,
        edited.file,
        our_tag=is_own_tag,
        our_bookmark=is_own_bookmark,
        accepted=run.options.accept,
    )
    target = folder_of_copy / f"{_stem(report, _version(edited, pack))}.docx"
    notes = [*edited.package.notes, *(one._replace(severity="warning") for one in found)]
    state = _put(target, data)
    return Outcome(str(report), state, target, notes=tuple(notes))


def _pack(edited: Edited, packs: list[Pack], prompts: Prompts, report: Path) -> Pack:
    """Return the report's pack; raises ReadError for what is no report of docgen's."""
    fields = [field for field in edited.fields() if is_field(field)]
    if not store_of(edited):  # a form has none, and some programs throw it away
        if not fields:
            raise ReadError(report, say(_FOREIGN))
        if any(one.prompt or (one.text.strip() and prompts.is_empty(one.text)) for one in fields):
            raise ReadError(report, say("is a form, no report; docgen render makes a report of it"))
    return pack_of_file(edited, packs, report)


def _version(edited: Edited, pack: Pack) -> int:
    """Return which version the report says it is, else the one it was made as; the first is 1."""
    for field in edited.fields():
        number = whole_number(field.text, pack) if field.tag == _VERSION else None
        if number:
            return number
    made = store_of(edited).get("version", "")
    return int(made) if made.isdecimal() and len(made) < 5 else 1


def _stem(report: Path, version: int) -> str:
    stem = safe_name(report.stem)
    return stem if version == 1 else f"{stem}-v{version}"


def _target(report: Path, folder: str, options: CopyOptions) -> Path:
    """Return the folder of the copy; a report in a folder below OUT keeps its place."""
    if options.out is not None:
        return options.out / folder
    own = report.absolute().parent
    out = next((above for above in (own, *own.parents) if (above / FOLDER).is_dir()), own)
    if SENT in own.relative_to(out).parts:
        raise ReadError(report, say("is a copy that was sent; export the report it was made of"))
    between = own.relative_to(out)
    return _from_here(out, report) / SENT / between


def _from_here(out: Path, report: Path) -> Path:
    """Return the output folder as the report's own path names it, where that is shorter."""
    above = [parent for parent in report.parents if parent.absolute() == out]
    return above[0] if above else out


def _put(target: Path, data: bytes) -> State:
    """Write a file that is never replaced; the same bytes again are no fault."""
    try:
        write_whole(target, data, new=True)
    except FileExistsError:
        if target.is_file() and target.read_bytes() == data:
            return UNCHANGED
        message = say(
            "was sent already, so it stays; give a corrected report its review.version (2), "
            "or choose another folder with -o"
        )
        raise KeptFileError(target, message) from None
    return DONE


def _pdfs(stand: Sequence[Outcome], office: Office) -> Iterator[Outcome]:
    """Yield what comes of the PDF beside each copy; one that stands beside its copy stays."""
    copies: Mapping[Path, str] = {o.report: o.source for o in stand if o.report is not None}
    wanted = [copy for copy in copies if not copy.with_suffix(".pdf").exists()]
    made = dict(zip(wanted, make_many(office, wanted), strict=True)) if wanted else {}
    for outcome in stand:
        if outcome.report is None:
            continue
        path = outcome.report.with_suffix(".pdf")
        pdf = made.get(outcome.report)
        if pdf is None and outcome.state == UNCHANGED:
            yield Outcome(outcome.source, UNCHANGED, path)
            continue
        try:
            if pdf is None:
                raise KeptFileError(
                    path, say("stands there already and stays; rename or remove it")
                )
            if isinstance(pdf, str):
                raise ReadError(
                    outcome.report, say("LibreOffice made no PDF of it ({reason})", reason=pdf)
                )
            yield Outcome(outcome.source, _put(path, pdf), path)
        except DocgenError as error:
            yield failure(outcome.source, error, path)


def hints(refused: Iterable[Problem]) -> list[str]:
    """Return the ways out of what stood against sending, each once."""
    rules = {problem.rule for problem in refused}
    said = []
    if TRACKED in rules and CELLS not in rules:
        said.append(say("--accept takes all tracked changes"))
    if named := [rule for rule in FORCED if rule in rules]:
        said.append(
            say(
                "{options} sends it all the same",
                options=" ".join(f"--force {rule}" for rule in named),
            )
        )
    return said
