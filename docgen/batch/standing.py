"""Which reports of a run stand as they would be made: told without reading their reviews."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.batch.engines import refuse_lost_lock
from docgen.batch.origins import Origins
from docgen.batch.outcome import UNCHANGED, Outcome
from docgen.batch.plan import Task
from docgen.batch.shares import Shares
from docgen.batch.work import Job
from docgen.errors import SaveError
from docgen.output.anywhere import is_untouched
from docgen.output.manifest import Manifest
from docgen.output.stamps import stamp_at

_LOOK = 100
"""Tasks after which the lock is looked at once more."""


class Standing:
    """The reports of a run that need not be made again."""

    def __init__(self, job: Job, manifest: Manifest, shares: Shares) -> None:
        self._job = job
        self._out = str(job.out)
        self._manifest = manifest
        self._origins = Origins(job.common, shares)
        self._looked = 0

    def holds(self, task: Task) -> bool:
        """Return whether all reports of a task stand, untouched since they were made of the same.

        Raises DocgenError when the folder was taken away.
        """
        if self._looked % _LOOK == 0:
            refuse_lost_lock(self._job)
        self._looked += 1
        return all(self._stands(task, *report) for report in task.reports)

    def _stands(self, task: Task, document: str, name: str) -> bool:
        entry = self._manifest.entry(name)
        if entry is None or not entry.origin:
            return False
        try:
            if self._origins.of(task, document) != entry.origin:
                return False
            path = f"{self._out}/{name}"
            stamp = stamp_at(path)  # before it is read: an edit between the two is seen next time
            if not is_untouched(path, entry):
                return False
            if entry.stamp != stamp:
                self._manifest.add(entry._replace(stamp=stamp))  # it need not be read once more
            return True
        except SaveError:  # told where the report is made
            return False

    def outcomes(self, task: Task) -> Iterator[Outcome]:
        """Yield what comes of a task that holds."""
        for _, name in task.reports:
            yield Outcome(task.source, UNCHANGED, self._job.out / name)
