"""Which report goes where, known before the first is made, so that no two go to one place."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from docgen.batch.origins import content_digest
from docgen.batch.outcome import Outcome, failure
from docgen.batch.sources import ReviewInput
from docgen.bounds.reading import read_bytes
from docgen.bounds.unforeseen import faults_of
from docgen.errors import DocgenError, SaveError, UsageError
from docgen.model import Pack
from docgen.model.tongue import language_for, say, speaking
from docgen.output.save import same_file_key
from docgen.packs.library import Library
from docgen.packs.load import load_pack
from docgen.report import REPORT, report_name
from docgen.review.found import id_of, is_word
from docgen.review.head import load_head, plain_head
from docgen.review.lines import Line, holds_lines, line_sound, lines_of, place_of, quick_head
from docgen.review.load import load_review, review_of
from docgen.suggest import did_you_mean

ALL = "all"
"""The name that stands for every document of a pack."""


class Task(NamedTuple):
    """One review and the reports to make of it."""

    file: str
    reports: tuple[tuple[str, str], ...]
    """Document and path below OUT, with `/`."""
    line: Line | None = None
    """The review's place in a file of many."""
    language: str = ""
    """The language in which the review is spoken of; it travels to the workers."""
    pack: str = ""
    """The code of its pack; empty where only reading it tells."""
    digest: bytes = b""
    """Digest of its content when the run was planned; empty for a Word form."""

    @property
    def source(self) -> str:
        """The review's place as people write it: its file, and its line in a file of many."""
        return place_of(self.file, self.line)


class Plan(NamedTuple):
    """All that a run has to do, and what cannot be done."""

    tasks: list[Task]
    refused: list[Outcome]
    packs: frozenset[str]
    """Codes of the packs that the reviews name."""

    @property
    def total(self) -> int:
        """How many outcomes there will be."""
        return sum(len(task.reports) for task in self.tasks) + len(self.refused)


def make_plan(
    sources: Sequence[ReviewInput], out: Path, document: str, library: Library, shard: str = ""
) -> Plan:
    """Return the plan for `sources`; reports that would share a path are refused, all of them.

    Raises UsageError when no pack has that document, or when it is not made of reviews.
    """
    planner = _Planner(document, library)
    tasks: list[Task] = []
    refused: list[Outcome] = []
    for source in sources:
        for found in planner.tasks(source):
            if isinstance(found, Task):
                tasks.append(found)
            else:
                refused.append(found)
    packs = planner.packs
    known = [pack for pack in packs.values() if pack is not None]
    with speaking(tasks[0].language if tasks else ""):
        _refuse_unknown(document, known)
        _refuse_without_review(document, known)
    tasks, clashing = _without_clashes(tasks, out)
    refused += clashing
    if shard:
        tasks = [task for task in tasks if _in_shard(task, shard)]
        refused = [] if not shard.startswith("1/") else refused
    return Plan(tasks, refused, frozenset(code for code, pack in packs.items() if pack))


def peek(path: Path, library: Library | None = None) -> Peeked:
    """Return what a plan must know of a review, at a hundredth of the cost of loading it.

    What cannot be read has the file's name as its id: loading it tells what is wrong.
    """
    try:
        with faults_of(path):
            return _peeked(path, library)
    except DocgenError:
        return Peeked(id_of(path))


class Peeked(NamedTuple):
    """What a plan must know of a review."""

    id: str
    pack: str = ""
    digest: bytes = b""
    """Digest of its content; empty for a Word form, and for what cannot be read."""


def _peeked(path: Path, library: Library | None) -> Peeked:
    if is_word(path):
        from docgen.intake.load import load_form

        data = load_form(path, library=library).loaded.data
        return Peeked(str(data.get("id") or id_of(path)), str(data["pack"]))
    content = read_bytes(path)
    digest = content_digest(content)
    if path.suffix.lower() != ".json" and (plain := plain_head(content)):
        return Peeked(plain[0] or id_of(path), plain[1], digest)
    data = load_head(path, content)
    review_id = data.get("id")
    if not isinstance(review_id, str | None):  # a number or true: what was typed counts
        review_id = load_review(path, library=library).id
    return Peeked((review_id or "").strip() or id_of(path), str(data.get("pack") or ""), digest)


class _Planner:
    """Where tasks are made; it keeps the packs that the reviews name."""

    def __init__(self, document: str, library: Library) -> None:
        self.packs: dict[str, Pack | None] = {}
        self._document = document
        self._library = library

    def tasks(self, source: ReviewInput) -> Iterator[Task | Outcome]:
        """Yield what is to be made of each review of a file, or why nothing is."""
        if not holds_lines(source.path):
            yield self._task(source, peek(Path(source.path), self._library))
            return
        try:
            with faults_of(source.path):
                for line, content in lines_of(Path(source.path)):
                    yield self._of_line(source, line, content)
        except DocgenError as error:
            yield failure(place_of(source.path, None), error)

    def _of_line(self, source: ReviewInput, line: Line, content: bytes) -> Task | Outcome:
        review_id, pack = quick_head(content)
        if not review_id:
            try:
                with faults_of(source.path, line.number):
                    loaded = line_sound(Path(source.path), line, content)
                    review = review_of(loaded, library=self._library)
            except DocgenError as error:
                return failure(place_of(source.path, line), error)
            review_id, pack = review.id, review.pack
        return self._task(source, Peeked(review_id, pack, line.digest), line)

    def _task(self, source: ReviewInput, peeked: Peeked, line: Line | None = None) -> Task:
        """Return what is to be made of one review."""
        review_id, code, digest = peeked
        if code and code not in self.packs:
            self.packs[code] = self._pack(code)
        documents = [self._document]
        if self._document == ALL:
            pack = self.packs.get(code)
            documents = [d.name for d in pack.documents.values() if d.needs_review] if pack else []
        prefix = f"{source.folder}/" if source.folder else ""
        names = ((name, prefix + report_name(review_id, name)) for name in documents or [REPORT])
        language = self._language(source, code)
        return Task(source.path, tuple(names), line, language, code, digest)

    def _language(self, source: ReviewInput, code: str) -> str:
        """Return the language of a pack, also of one that cannot be used."""
        if pack := self.packs.get(code):
            return language_for(pack.formats.language)
        from docgen.review.spoken import language_in, language_of_pack  # for broken files alone

        tag = language_of_pack(code, self._library) if code else ""
        return language_for(tag or language_in(Path(source.path), self._library))

    def _pack(self, code: str) -> Pack | None:
        """Return the pack, None where loading the review will tell what is wrong with it."""
        try:
            with faults_of(code):
                return load_pack(code, library=self._library)
        except DocgenError:
            return None


def _refuse_unknown(document: str, packs: list[Pack]) -> None:
    """Raise UsageError for a document that none of the packs has."""
    known = sorted({name for pack in packs for name in pack.documents} | {ALL})
    if document in known or not packs:
        return
    raise UsageError(
        say(
            "no document {document!r}; {way}",
            document=document,
            way=did_you_mean(document, known, say("there are")),
        )
    )


def _refuse_without_review(document: str, packs: list[Pack]) -> None:
    """Raise UsageError for a document that says the same whatever the review."""
    for pack in packs:
        found = pack.documents.get(document)
        if found and not found.needs_review:
            command = f"docgen form {pack.code} -d {document} -o {document}.docx"
            raise UsageError(
                say(
                    "{document} is the same for all reviews; write it once: {command}",
                    document=document,
                    command=command,
                )
            )


def _without_clashes(tasks: list[Task], out: Path) -> tuple[list[Task], list[Outcome]]:
    """Return the tasks whose paths are their own, and an outcome for each report without."""
    owners: dict[str, Task] = {}
    clashes: dict[str, list[str]] = {}
    for task in tasks:
        for _, name in task.reports:
            key = same_file_key(name)
            if owners.setdefault(key, task) is not task:
                clashes.setdefault(key, [owners[key].source]).append(task.source)
    if not clashes:
        return tasks, []
    kept, refused = [], []
    for task in tasks:
        own = tuple(pair for pair in task.reports if same_file_key(pair[1]) not in clashes)
        if own:
            kept.append(task._replace(reports=own))
        for _, name in task.reports:
            if others := clashes.get(same_file_key(name)):
                refused.append(failure(task.source, _clash(others, out / name)))
    return kept, refused


def _clash(sources: Sequence[str], path: Path) -> DocgenError:
    """Return why none of these reviews is made: the same words for all, so they are told once."""
    first, others = sources[0], [one for one in sources if one != sources[0]] or sources[:1]
    if len(others) > 1:
        message = say(
            "would be made of {source} and of {count} others, {other} the first of them; give "
            "each an id of its own",
            source=first,
            other=others[0],
            count=len(others),
        )
    else:
        message = say(
            "would be made of {source} and of {other}; give one of them an id of its own",
            source=first,
            other=others[0],
        )
    return SaveError(path, message)


def _in_shard(task: Task, shard: str) -> bool:
    """Return true for the tasks of share `i/n`: by name, so that a new review moves no other."""
    part, count = (int(number) for number in shard.split("/"))
    return zlib.crc32(task.reports[0][1].encode()) % count == part - 1
