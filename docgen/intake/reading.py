"""Read a Word file whole: whose it is, what its fields say, what it lacks, what stands outside."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from docgen.errors import InvalidDataError
from docgen.intake.folded import Prompts
from docgen.intake.form import Taken, read_fields
from docgen.intake.oldreport import read_old
from docgen.intake.outside import strange_lines
from docgen.intake.paths import is_field
from docgen.intake.settle import Settled, settle, totals
from docgen.intake.typed import Statement
from docgen.intake.whose import known_packs, pack_of_file, store_of
from docgen.model import Data, Pack, Problem
from docgen.model.place import Where
from docgen.model.telling import quoted
from docgen.model.tongue import say, speaking
from docgen.output.save import open_mark
from docgen.packs.library import Library
from docgen.packs.load import load_pack
from docgen.review.shape import BLOCKS
from docgen.word.readback.fields import Edited, open_edited

_SHOWN = 60
_CHANGE = re.compile(rb"<w:(?:ins|del|moveFrom|moveTo|cellIns|cellDel)[ >]")
"""What a file with tracked changes holds."""
_FORM = "form"
"""The attribute by which the store of a form is told from that of a report."""


def is_form_file(path: Path) -> bool:
    """Return whether a Word file has fields of docgen's and is no report; raises TemplateError."""
    edited = open_edited(path)
    store = store_of(edited)
    if store:
        return _FORM in store
    return _has_fields(edited)


def is_report_file(path: Path) -> bool:
    """Return whether a Word file has the store of a report; raises TemplateError."""
    store = store_of(open_edited(path))
    return bool(store) and _FORM not in store


class Read(NamedTuple):
    """A Word file, read."""

    data: Data
    places: dict[Where, str]
    problems: list[Problem]
    is_report: bool = False
    lacks_name: bool = False
    """True where the unit's name is not there, and stands for itself."""
    strays: tuple[tuple[str, str], ...] = ()
    """Text of an old report that belongs nowhere, whole, each with its place."""


def read_form(path: Path, library: Library) -> Read:
    """Return the review that the fields of a form hold, a draft where it is not complete.

    Raises TemplateError for a file that is none of Word's, InvalidDataError for one that is no form
    of docgen's.
    """
    edited = open_edited(path)
    if not _has_fields(edited):
        raise InvalidDataError([_no_form(path)])
    return _read_fields(edited, path, known_packs(library))


def read_word(path: Path, library: Library, code: str = "") -> Read:
    """Return the review in a form, or, by the wording of the pack `code`, in an old report.

    Raises TemplateError and InvalidDataError.
    """
    edited = open_edited(path)
    packs = known_packs(library)
    if not _has_fields(edited):
        if not code:
            raise InvalidDataError([_no_form(path)])
        pack = load_pack(code, library=library)
        with speaking(pack.language):
            return completed(*read_old(edited, pack, Prompts(packs), path))
    read = _read_fields(edited, path, packs, code)
    if code and read.data["pack"] != code:
        message = say(
            "is a form of the pack {pack}, not of {code}; leave the pack out",
            pack=read.data["pack"],
            code=code,
        )
        raise InvalidDataError([Problem("no-pack", message, path)])
    return read


def _has_fields(edited: Edited) -> bool:
    return any(is_field(found) for found in edited.fields())


def _read_fields(edited: Edited, path: Path, packs: list[Pack], code: str = "") -> Read:
    store = store_of(edited)
    pack = pack_of_file(edited, packs, path, code)
    is_report = bool(store) and _FORM not in store
    with speaking(pack.language):
        taken = read_fields(edited, pack, Prompts(packs), path)
        settled = settle(taken)
        _note_changes(edited, taken)
        for text, place in () if is_report else strange_lines(edited, pack):
            message = say(
                "stands outside the fields and is not taken: {text}", text=quoted(text, _SHOWN)
            )
            taken.fault("outside", message, place, warning=True)
        return completed(settled, taken, is_report=is_report)


def _no_form(path: Path) -> Problem:
    message = say(
        "holds no fields of docgen's; for an old report: docgen new PACK --from FILE -o REVIEW"
    )
    return Problem("no-form", message, path)


def _note_changes(edited: Edited, taken: Taken) -> None:
    """Tell that undecided tracked changes were read as if they were accepted."""
    if not any(_CHANGE.search(content) for content in edited.package.parts.values()):
        return
    then = [found.text for found in edited.fields("reject")]
    if then != [found.text for found in edited.fields()]:
        message = say("has tracked changes that nobody decided; they are read as accepted")
        taken.fault("tracked-change", message, "", warning=True)


def completed(settled: Settled, taken: Taken, *, is_report: bool = False) -> Read:
    """Return what was read as a review: a draft where the unit's name or scores are lacking.

    Totals and levels that the file says are held against the scores.
    """
    data, pack = settled.data, taken.pack
    if mark := open_mark(taken.file):
        message = say(
            "is open in Word; unsaved text is not taken (if not, delete {mark} beside it)",
            mark=mark,
        )
        taken.fault("open", message, "", warning=True)
    criteria = data.get("criteria", {})
    missing = [c for c in pack.criteria if "score" not in criteria.get(c.id, {})]
    lacks_name = "name" not in data.get("unit", {})
    if lacks_name:
        label = pack.labels.get("unit.name", "unit.name")
        data["unit"] = {"name": f"[{label}]", **data.get("unit", {})}
        message = say("lacks the name of the unit ({label}), so it is a draft", label=label)
        taken.fault("no-name", message, "", warning=True)
    if missing:
        count = say(
            "{missing} of {criteria} scores", missing=len(missing), criteria=len(pack.criteria)
        )
        count = say("all scores") if len(missing) == len(pack.criteria) else count
        taken.fault("draft", say("lacks {count}, so it is a draft", count=count), "", warning=True)
    else:
        _compare(criteria, pack, taken)
    if missing or lacks_name:
        data["review"] = {"status": "draft", **data.get("review", {})}
    strays = tuple((text, place) for text, place in taken.strays if text.strip())
    return Read(_in_order(data), settled.places, taken.problems, is_report, lacks_name, strays)


def _in_order(data: Data) -> Data:
    """Return the parts of a review in the order of its shape."""
    return {part: data[part] for part in BLOCKS if part in data}


def _compare(criteria: Data, pack: Pack, taken: Taken) -> None:
    """Tell each total and level that the scores do not make."""
    total = sum(criteria[c.id]["score"] for c in pack.criteria)
    level = pack.level_of(total)
    for said, place in totals(taken):
        _compare_one(said, total, level.label, place, taken)


def _compare_one(said: Statement, total: int, level: str, place: str, taken: Taken) -> None:
    if said.total is not None and said.total != total:
        message = say(
            "says {total} points, but the scores make {sum}; the scores hold",
            total=said.total,
            sum=total,
        )
        taken.fault("wrong-total", message, place, warning=True)
    known = {one.label for one in taken.pack.levels}
    if said.level in known and said.level != level:
        message = say(
            "says {level}, but {total} points are {right}; the scores hold",
            level=quoted(said.level),
            total=total,
            right=quoted(level),
        )
        taken.fault("wrong-level", message, place, warning=True)
