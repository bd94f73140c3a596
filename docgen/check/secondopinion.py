"""Hold what templates make against docxtpl's, with made-up reviews, in a process beside ours.

docxtpl runs in a child, with a deadline, and only on templates that our gate and our compiler let
pass: what it does with a Word file is not ours.
"""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple, TypedDict

from docgen.cache import cache_key, remember
from docgen.check.guarded import findings
from docgen.document.fields import fields_of
from docgen.document.filters import make_filters
from docgen.document.renderer import renderer
from docgen.document.sample import sample_names
from docgen.model import Data, Document, Fields, Formats, Pack, Problem
from docgen.model.tongue import say
from docgen.word.compile.gate import read_package
from docgen.word.compile.places import part_label
from docgen.word.render.archive import FAST, write_archive
from docgen.word.template import Template

DEADLINE = 60.0
"""Seconds that docxtpl may take for a document; it takes less than two."""
AT_ONCE = 4
"""How many documents are asked about at a time, where there are as many processors."""
RULE = "second-opinion"


class Question(NamedTuple):
    """What the child is asked: one template, and what we made of it with each set of names."""

    template: bytes
    fields: Fields
    formats: Formats
    names: Sequence[Data]
    reports: Sequence[bytes]


class Answer(TypedDict):
    """What the child says, or what stands for it."""

    failed: str
    """Why there is no answer; empty when there is."""
    differences: list[tuple[str, str, str, str]]
    """Part, the words before, our words and docxtpl's."""


def second_opinions(documents: Iterable[tuple[Pack, Document]]) -> list[Problem]:
    """Return a warning for each part of a document in which docxtpl prints other words than docgen.

    Made-up reviews fill the documents, which docgen must have found sound.
    """
    with ThreadPoolExecutor(min(AT_ONCE, os.cpu_count() or 1)) as pool:
        return [one for found in pool.map(_opinion, documents) for one in found]


def _opinion(asked: tuple[Pack, Document]) -> list[Problem]:
    _, document = asked
    return findings(document.path, partial(_answers, *asked))


def _answers(pack: Pack, document: Document) -> Iterator[Problem]:
    made = renderer(pack, document)
    question = question_of(pack, document, list(sample_names(pack, document)))
    # An answer is kept as long as nothing changes of what it follows from.
    state = [json.dumps(question.names), *(version(name) for name in ("docxtpl", "python-docx"))]
    key = cache_key([RULE.encode(), made.digest.encode(), *(one.encode() for one in state)])
    try:
        answer = remember(key, lambda: _ask(question), _is_answer)
    except subprocess.TimeoutExpired:
        failed = say("it was not done after {deadline:.0f} seconds", deadline=DEADLINE)
        answer = Answer(failed=failed, differences=[])
    yield from _problems(answer, document.path)


def _is_answer(value: Any) -> bool:
    """Return true for what has the shape of an answer."""
    if type(value) is not dict or set(value) != set(Answer.__annotations__):
        return False
    found = value["differences"]
    return type(value["failed"]) is str and type(found) is list and all(map(_is_difference, found))


def _is_difference(value: Any) -> bool:
    return isinstance(value, list | tuple) and [*map(type, value)] == [str] * 4


def question_of(pack: Pack, document: Document, names: Sequence[Data]) -> Question:
    """Return what is to be asked about a document; raises TemplateError when we cannot fill it."""
    # As bullets and in a sentence the entries of a list then read alike.
    formats = pack.formats._replace(list_separator=" ")
    template = Template(renderer(pack, document).template.stored, make_filters(formats))
    return Question(
        template=write_archive(read_package(document.path).parts, FAST),
        fields=fields_of(pack),
        formats=formats,
        names=names,
        reports=[template.render(one) for one in names],
    )


def _problems(answer: Answer, file: Path) -> Iterator[Problem]:
    if answer["failed"]:
        message = say("docxtpl cannot render it, docgen can: {answer}", answer=answer["failed"])
        yield Problem(RULE, message, file, severity="note")
    for part, behind, ours, theirs in answer["differences"]:
        message = say(
            "docgen prints {ours}, docxtpl {theirs}; a value that is computed there wants "
            "its filter (| date, | dates, | joined, | number), else please report this",
            ours=_quoted_words(ours),
            theirs=_quoted_words(theirs),
        )
        where = say("{value}, behind {behind!r}", value=part_label(part) or "body", behind=behind)
        yield Problem(RULE, message, file, where=where, severity="warning")


def _quoted_words(words: str) -> str:
    return repr(words) if words else say("nothing more")


def _ask(question: Question) -> Answer:
    """Return the child's answer; raises subprocess.TimeoutExpired when none comes in time."""
    places = [str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", "")]
    run = subprocess.run(
        # -P: nothing of the folder that the check was started in is imported.
        [sys.executable, "-P", "-m", "docgen.check.secondopinion"],
        input=pickle.dumps(question),
        capture_output=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, places))},
        timeout=DEADLINE,
        check=False,
    )
    if not run.returncode:
        return Answer(failed="", differences=json.loads(run.stdout))
    lines = run.stderr.decode("utf-8", "replace").split("\n")
    said = next((line.strip() for line in reversed(lines) if line.strip()), "")
    return Answer(
        failed=said or say("it ended with {returncode}", returncode=run.returncode), differences=[]
    )


def main() -> None:
    """Answer the question on standard input: the child's side."""
    question: Question = pickle.load(sys.stdin.buffer)
    json.dump(compared(question), sys.stdout)


def compared(question: Question) -> list[tuple[str, str, str, str]]:
    """Return the first difference of each part, for the first names that have one."""
    from docgen.word.reference import differences, reference_report

    filters = make_filters(question.formats)
    told: dict[str, tuple[str, str, str, str]] = {}
    for names, ours in zip(question.names, question.reports, strict=True):
        theirs = reference_report(question.template, names, fields=question.fields, filters=filters)
        for found in differences(ours, theirs):
            told.setdefault(found.part, found)
    return list(told.values())


if __name__ == "__main__":
    main()
