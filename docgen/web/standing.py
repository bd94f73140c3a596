"""A review as it stands on the disk right now: its values, scores, proposals and faults."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any

from docgen.bounds.reading import read_bytes
from docgen.check.content import evidence_findings
from docgen.errors import DocgenError, InvalidDataError
from docgen.model import Data, Pack, Problem, Result, Review
from docgen.model.pack import named
from docgen.model.tongue import say
from docgen.packs.library import Library
from docgen.review.build import build_review
from docgen.review.faults import numbers_as_text, schema_faults
from docgen.review.file import Loaded, read_content, with_defaults
from docgen.review.load import pack_of
from docgen.review.schemas import schema_and_validator
from docgen.review.shared import shared_files
from docgen.review.typed import besides_unclear, read_as_typed
from docgen.scoring.propose import Proposal, propose_score
from docgen.scoring.rule import Rule
from docgen.scoring.rules import load_rules
from docgen.scoring.score import score_review
from docgen.web.inputs import Input, shown_in, value_in
from docgen.yamlfile.placing import place

_STEP = re.compile(r"[^.\[\]]+")


def stamp_of(file: Path) -> str:
    """Return what changes when a review or its defaults are written anew; empty without a file."""
    stamps = []
    with suppress(OSError):
        for one in (file, *shared_files(file)):
            status = one.stat()
            stamps.append(f"{status.st_mtime_ns:x}-{status.st_size:x}-{status.st_ino:x}")
    return "_".join(stamps)


def only_shown(file: Path) -> str:
    """Return why the page shows a review and does not write to it; empty where it does."""
    if file.suffix.lower() in (".yaml", ".yml"):
        return ""
    return say(
        "This review is a JSON file: it is shown here, its report is made, and the "
        "program that wrote it changes it. To fill it in here, name it {name}: JSON is YAML, too.",
        name=file.with_suffix(".yaml").name,
    )


def steps_of(where: str) -> tuple[str, ...]:
    """Return the steps of a place as messages name it: `development[0].criterion`."""
    return tuple(_STEP.findall(where))


class Standing:
    """A review at one moment; each part is worked out when it is first asked for.

    Raises ReadError and InvalidDataError when no values can be read, or its pack cannot.
    """

    def __init__(
        self,
        file: Path,
        library: Library,
        content: bytes | None = None,
        loaded: Loaded | None = None,
    ) -> None:
        """Read the review, or take `content` for what its file holds, and `loaded` for its data."""
        self.file, self.library = file, library
        self.stamp = stamp_of(file)
        self.content = read_bytes(file) if content is None else content
        self.loaded = loaded or with_defaults(read_content(self.content, file))
        self.pack: Pack = pack_of(self.loaded, library)
        typed = read_as_typed(self.loaded, self.pack)
        self._typed: Loaded = typed[0]
        self._unclear = typed[1].unclear
        self.typed: Mapping[str, str] = {}
        """What was typed and is not in the file, by input; shown in its place."""

    @property
    def data(self) -> Data:
        """The values in the schema's own forms, defaults among them."""
        return self._typed.data

    @property
    def own(self) -> Any:
        """The data of the file itself, as they stand there."""
        return self.loaded.sources[0].data

    @property
    def whole(self) -> bool:
        """False where the file has faults that no YAML allows: nothing can be written to it."""
        return not self.loaded.sources[0].faults

    @cached_property
    def rules(self) -> Mapping[str, Rule]:
        """The rules of the pack; none where they cannot be read."""
        try:
            return load_rules(self.pack, self.library)
        except DocgenError:
            return {}

    def shown(self, asked: Input) -> str:
        """Return what an input shows; dates stand as they are typed."""
        if asked.path in self.typed:
            return self.typed[asked.path]
        as_typed = asked.value is not None and asked.value.kind in ("date", "dates")
        return shown_in(self.loaded.data if as_typed else self.data, asked)

    def default(self, asked: Input) -> bool:
        """Return whether a value comes from a file of defaults, or would if it were empty here."""
        return any(
            value_in(source.data, asked) not in (None, "", []) for source in self.loaded.sources[1:]
        )

    @cached_property
    def _checked(self) -> tuple[Data, tuple[Problem, ...]]:
        """The data that keep to the schema, and what does not."""
        schema, validator = schema_and_validator(self.pack, library=self.library)
        if validator.is_valid(self.data):
            return self.data, ()
        data = numbers_as_text(self._typed, validator)
        if validator.is_valid(data):
            return data, ()
        found = schema_faults(self._typed, data, validator, schema, self.pack)
        faults = besides_unclear(found, self._typed, self._unclear)
        places = [steps_of(one.where) for one in faults]
        for records in (False, True):
            sound = _without(data, places, records=records)
            if validator.is_valid(sound):
                return sound, tuple(faults)
        return {}, tuple(faults)

    @cached_property
    def review(self) -> Review | None:
        """The review, without the values that are faulty; None where too much is."""
        data = self._checked[0]
        return build_review(data, self.pack, self.file) if data else None

    @cached_property
    def result(self) -> Result | None:
        """What follows from the scores."""
        return score_review(self.review, self.pack) if self.review else None

    def proposal(self, criterion: str) -> Proposal | None:
        """Return what the evidence of a criterion proposes; None where there is no rule."""
        if criterion not in self.rules:
            return None
        found = self.review.criteria.get(criterion) if self.review else None
        return propose_score(criterion, found.evidence if found else {}, self.pack, self.rules)

    @cached_property
    def faults(self) -> tuple[Problem, ...]:
        """What is surely wrong: the file, the schema, the evidence; no missing scores."""
        found = [fault for source in self.loaded.sources for fault in source.faults]
        found += self._checked[1]
        told = {one.where for one in found}
        with suppress(InvalidDataError):
            figures = place(evidence_findings(self.data, self.pack, self.library), self._typed)
            found += [one for one in figures if one.where not in told]
        return tuple(found)


def _without(data: Data, places: Iterable[tuple[str, ...]], *, records: bool) -> Data:
    """Return data without the values at these places; with `records` whole records go, too.

    A record may ask for a value that is gone: a reviewer has a name.
    """
    sound = copy.deepcopy(data)
    gone = set()
    for steps in sorted(places, key=len, reverse=True):
        if records and steps[1:2] and steps[1].isdecimal():
            gone.add((steps[0], int(steps[1])))
        else:
            _take_out(sound, steps)
    for name, index in sorted(gone, reverse=True):
        entries = sound.get(name)
        if isinstance(entries, list):
            del entries[index : index + 1]
    return sound


def _take_out(data: Any, steps: tuple[str, ...]) -> None:
    for step in steps[:-1]:
        data = _below(data, step)
    last = steps[-1] if steps else ""
    if isinstance(data, dict):
        data.pop(last, None)
    elif isinstance(data, list) and last.isdecimal() and int(last) < len(data):
        data[int(last)] = None if not isinstance(data[int(last)], dict) else {}


def _below(data: Any, step: str) -> Any:
    if isinstance(data, list):
        return data[int(step)] if step.isdecimal() and int(step) < len(data) else None
    return data.get(step) if isinstance(data, dict) else None


def by_input(problems: Iterable[Problem], pack: Pack) -> Iterator[tuple[str, Problem]]:
    """Yield each problem with the name of the input it is about; empty where it is about none.

    The page says beside it which criterion that is, so the message does without.
    """
    names = {one.id: f"{named(one)}: " for one in pack.criteria}
    for one in problems:
        steps = steps_of(one.where)
        name = names.get(steps[1], "") if steps[:1] == ("criteria",) and len(steps) > 1 else ""
        yield ".".join(steps), one._replace(message=one.message.removeprefix(name))
