"""Many reviews become reports: plan them, lock the folder, make them, tell what came of each."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing, nullcontext, suppress
from itertools import compress, islice
from pathlib import Path
from typing import NamedTuple

from docgen.batch.engines import (
    DASK,
    LOCAL,
    Chunk,
    Engine,
    InProcess,
    processes_for,
    refuse_lost_lock,
)
from docgen.batch.origins import Common, Key, common_of
from docgen.batch.outcome import Outcome, failure
from docgen.batch.plan import ALL, Plan, Task, make_plan
from docgen.batch.shares import Shares
from docgen.batch.sources import OTHER_STORE, find_sources
from docgen.batch.standing import Standing
from docgen.batch.work import Job
from docgen.bounds.kept import keeping, looking_seldom
from docgen.bounds.lately import A_FEW, keeping_lately
from docgen.bounds.reading import typed_path
from docgen.bounds.unforeseen import faults_of
from docgen.document.renderer import Renderer, renderer
from docgen.errors import DocgenError, UsageError
from docgen.history.cache import HistoryCache
from docgen.model.address import as_typed, is_address, other_scheme
from docgen.model.tongue import say
from docgen.output.anywhere import open_manifest, read_manifest
from docgen.output.lock import lock_text
from docgen.output.manifest import FOLDER, Manifest
from docgen.output.save import tidy
from docgen.packs.library import Library, find_library
from docgen.packs.load import load_pack, pack_document
from docgen.report import REPORT, Options

_CHUNK = 50
"""Reports a worker makes at a time: a quarter of a second, and 50 us of travel for each."""
_WORTH_KEEPING = 20
"""Reports from which on it pays to keep what is read of their reviews."""
_FAR_CHUNK = 200
"""Reports a worker of another machine makes at a time: Dask itself costs some ms a chunk."""


class Effort(NamedTuple):
    """How a run is done."""

    jobs: int | None = None
    """Processes; None: as many as pay."""
    shard: str = ""
    """`2/8`: the second of eight parts, one for each machine."""
    engine: str = LOCAL
    """`local`, `dask`, or the address of a Dask scheduler; what `choose_engine` returns."""
    fail_fast: bool = False
    """Stop at the first report that cannot be made."""
    dry_run: bool = False
    """Say what would be made and write nothing."""


class Run(NamedTuple):
    """A batch that is ready to start."""

    job: Job
    plan: Plan
    missing: tuple[Outcome, ...] = ()
    """Inputs that do not exist."""
    processes: int = 1
    effort: Effort = Effort()
    history: bool = False
    """True when a document prints something of earlier reviews."""

    @property
    def total(self) -> int:
        """How many outcomes there will be."""
        return len(self.missing) + self.plan.total

    @property
    def language(self) -> str:
        """The language of the first review."""
        return self.plan.tasks[0].language if self.plan.tasks else ""

    def outcomes(self) -> Generator[Outcome, None, None]:
        """Make the reports and yield one outcome for each, as soon as it is known.

        Raises UsageError when OUT cannot be used.
        """
        reports = len(self.plan.tasks)
        kept = keeping() if reports >= _WORTH_KEEPING else looking_seldom()
        lately = keeping_lately() if reports <= A_FEW else nullcontext()
        with kept, lately, closing(self._all()) as outcomes:
            for outcome in outcomes:
                yield outcome
                if self.effort.fail_fast and not outcome.good:
                    return

    def _all(self) -> Generator[Outcome, None, None]:
        yield from self.missing
        yield from self.plan.refused
        if self.effort.dry_run:
            yield from self._made(self.job, read_manifest(self.job.out))
            return
        with open_manifest(self.job.out, self.job.share) as manifest:
            # Looked at before each report: a worker that outlives its run must not write into the
            # next, and nobody is told of reports in a folder that is gone.
            far = is_address(self.job.out)
            lock = "" if far else lock_text(self.job.out / FOLDER, self.job.share)
            job = self.job._replace(lock=lock, run=manifest.run)
            if not far:  # where a file is there whole or not at all
                tidy(manifest, {name for task in self.plan.tasks for _, name in task.reports})
            for outcome in self._made(job, manifest):
                if outcome.lines:
                    manifest.take_in(outcome.lines)
                yield outcome
            refuse_lost_lock(job)

    def _made(self, job: Job, manifest: Manifest) -> Iterator[Outcome]:
        """Yield what comes of each task, in their order; those that stand are not looked into."""
        histories = HistoryCache()
        standing = Standing(job, manifest, Shares(histories))
        tasks = self.plan.tasks
        begun = 0
        for task in tasks:
            if not standing.holds(task):
                break
            yield from standing.outcomes(task)
            begun += 1
        holds = bytearray(b"\1" * begun + b"\0" * (begun < len(tasks)))
        holds += bytearray(standing.holds(task) for task in islice(tasks, begun + 1, None))
        stale = [*compress(tasks, (not one for one in holds))]
        chunks = self._chunks(stale, manifest, histories)
        with closing(self._engine(job, manifest, histories, len(stale)).run(chunks)) as outcomes:
            for number, task in enumerate(islice(tasks, begun, None), begun):
                if holds[number]:
                    yield from standing.outcomes(task)
                else:
                    yield from islice(outcomes, len(task.reports))
            yield from outcomes

    def _engine(
        self, job: Job, manifest: Manifest, histories: HistoryCache, reports: int
    ) -> Engine:
        if not self._many(reports):
            return InProcess(job, manifest, histories)
        if self.effort.engine != LOCAL:
            from docgen.batch.cluster import Dask

            return Dask(job, self.effort.engine.removeprefix(DASK), self.processes)
        from docgen.batch.pool import Pool  # multiprocessing costs 20 ms that one report can save

        return Pool(job, self._processes(reports))

    def _chunks(
        self, tasks: Sequence[Task], manifest: Manifest, histories: HistoryCache
    ) -> Iterator[Chunk]:
        """Yield the tasks in chunks that are small enough to keep every process busy."""
        many = self._many(len(tasks))
        size = max(1, min(_CHUNK, len(tasks) // (self.processes * 4)))
        size = size if self.effort.engine == LOCAL else _FAR_CHUNK
        shares = Shares(histories) if self.history and many else None
        for start in range(0, len(tasks), size):
            part = tuple(tasks[start : start + size])
            names = [name for task in part for _, name in task.reports]
            known = shares.of(part) if shares else None
            yield Chunk(part, manifest.lines(names), known)

    def _many(self, reports: int) -> bool:
        """Return true when other processes make that many reports."""
        if self.effort.dry_run or not reports:
            return False
        return self.effort.engine != LOCAL or self._processes(reports) > 1

    def _processes(self, reports: int) -> int:
        """Return how many processes pay for the reports that are still to be made."""
        return processes_for(reports, self.effort.jobs)


_AS_IT_COMES, _AS_IT_PAYS = Options(), Effort()


def make_reports(
    sources: Iterable[str | Path],
    out: Path,
    *,
    document: str = REPORT,
    draft: bool = False,
    plain: bool = False,
    properties: bool = True,
    force: bool = False,
    jobs: int | None = 1,
    library: Library | None = None,
) -> Iterator[Outcome]:
    """Yield one outcome per report, as soon as it is known; a broken review stops no other.

    `sources` are files, folders and patterns; `document` may be `all`; `jobs` None means as many
    processes as pay. Raises UsageError when there is no review or OUT cannot be used.
    """
    options = Options(document, draft, plain, properties, force)
    return prepare_run(sources, out, options, Effort(jobs), library=library).outcomes()


def prepare_run(
    sources: Iterable[str | Path],
    out: Path | str,
    options: Options = _AS_IT_COMES,
    effort: Effort = _AS_IT_PAYS,
    *,
    library: Library | None = None,
    stdin: Iterable[str] = (),
) -> Run:
    """Return the run that makes a report of each review; nothing is written yet.

    Raises UsageError: no review, no such document, the shard is none.
    """
    library = library or find_library()
    out = _out(out)
    share = _share(effort.shard)
    found, errors = find_sources(sources, stdin)
    plan = make_plan(found, out, options.document, library, effort.shard)
    used = dict(_templates(plan, options, library))
    digests = {key: template.digest for key, (template, _) in used.items()}
    common = {key: common for key, (_, common) in used.items()}
    job = Job(out, library, digests, share, options, common=common)
    return Run(
        job=job,
        plan=plan,
        missing=tuple(failure(as_typed(error.file), error) for error in errors),
        processes=processes_for(len(plan.tasks), effort.jobs),
        effort=effort,
        history=any(one.history for one in common.values()),
    )


def _out(out: Path | str) -> Path:
    """Return the folder to write to; raises UsageError for an address that docgen cannot use."""
    if scheme := other_scheme(str(out)):
        raise UsageError(f"{out}: {say(OTHER_STORE, scheme=scheme)}")
    return Path(typed_path(out))


def _share(shard: str) -> str:
    """Return `1/4` as it stands in file names: `1-of-4`."""
    if not shard:
        return ""
    found = re.fullmatch(r"([1-9][0-9]*)/([1-9][0-9]*)", shard)
    if found is None or int(found[1]) > int(found[2]):
        raise UsageError(
            say("--shard {shard}: write it like 2/8, the second of eight parts", shard=shard)
        )
    return f"{found[1]}-of-{found[2]}"


def _templates(
    plan: Plan, options: Options, library: Library
) -> Iterator[tuple[Key, tuple[Renderer, Common]]]:
    """Yield pack, document and template of all that the run will use.

    What cannot be compiled is left out: each of its reports will tell why.
    """
    for code in sorted(plan.packs):
        pack = load_pack(code, library=library)
        for name in pack.documents if options.document == ALL else [options.document]:
            with suppress(DocgenError), faults_of(pack.folder):
                document = pack_document(pack, name)
                template = renderer(pack, document)
                common = common_of(pack, document, template, options, library)
                yield (code, name), (template, common)
