"""A review made of a Word file: a filled form, or an old report of the authority's own form."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from docgen.authoring.newreview import refuse_name
from docgen.authoring.workplace import schema_beside, write_new
from docgen.errors import InvalidDataError, ReadError, TemplateError, UsageError
from docgen.intake.folded import squeezed
from docgen.intake.load import refuse_mark
from docgen.intake.reading import Read, read_word
from docgen.model import Pack, Problem
from docgen.model.place import Where
from docgen.model.telling import one_line, quoted
from docgen.model.tongue import say
from docgen.packs.library import Library
from docgen.packs.load import load_pack
from docgen.review.dates import read_date
from docgen.review.found import WORD, is_word
from docgen.yamlfile.writer import write_yaml

_NO_NAME = "TODO"
"""Stands for the name of the unit until somebody writes it; `check` warns of it."""


class Given(NamedTuple):
    """What the command line says of a review that the file may lack."""

    unit: str = ""
    unit_id: str = ""
    date: str = ""
    """Of the report."""


_NOTHING = Given()


def review_from(
    source: Path, file: Path, *, library: Library, code: str = "", given: Given = _NOTHING
) -> tuple[list[Path], list[Problem]]:
    """Write the review that a Word file holds; return the files made, and what to know of them.

    `code` names the pack, which a form of docgen's says itself. Nothing is written when something
    cannot be read. Raises UsageError, ReadError, InvalidDataError.
    """
    refuse_name(file)
    if not is_word(source):
        message = say(
            "is no Word file; --from takes a filled form or an old report, saved as {ending}",
            ending=WORD,
        )
        raise ReadError(source, message)
    refuse_mark(source)
    if code:
        load_pack(code, library=library)  # that there is none is told first
    try:
        read = read_word(source, library, code)
    except TemplateError as error:
        raise InvalidDataError(error.problems) from error
    faults = [one for one in read.problems if one.severity == "error"]
    if faults:
        raise InvalidDataError(faults)
    pack = load_pack(read.data["pack"], library=library)
    kept = _add(read, given, pack, source)
    notes = [*read.problems, *kept]
    schema, made = schema_beside(pack, file, library)
    write_new(file, _text(read, pack, schema, source).encode())
    return [file, *made], notes


def _add(read: Read, given: Given, pack: Pack, source: Path) -> list[Problem]:
    """Add what is given and the file lacks; return a warning for what it says otherwise."""
    notes = []
    unit = read.data.setdefault("unit", {})
    if read.lacks_name:
        unit["name"] = given.unit or _NO_NAME
        if given.unit:
            read.problems[:] = [one for one in read.problems if one.rule != "no-name"]
            if not any(one.rule == "draft" for one in read.problems):
                read.data["review"].pop("status")
    elif given.unit and squeezed(given.unit) != squeezed(unit["name"]):
        notes.append(_kept("--unit", given.unit, unit["name"], source))
    if given.unit_id:
        read.data["unit"] = {"id": given.unit_id, **unit}
    if given.date:
        day = read_date(given.date, pack.formats)
        if not day:
            raise UsageError(
                say("--date {date}: is no date; write it like 2026-03-27", date=given.date)
            )
        visit = read.data.setdefault("review", {})
        known = visit.setdefault("report_date", day)
        if known != day:
            notes.append(_kept("--date", given.date, known, source))
    return notes


def _kept(option: str, given: str, known: str, source: Path) -> Problem:
    message = say(
        "says {known}, which is kept; {option} {given} is not taken",
        known=quoted(known),
        option=option,
        given=quoted(given),
    )
    return Problem("kept", message, source, severity="warning")


def _text(read: Read, pack: Pack, schema: str, source: Path) -> str:
    """Return the YAML of a review, each criterion with its number and name behind its key.

    Text of an old report that belongs nowhere stands below as comments, so that nothing is lost.
    """
    data = read.data
    names: dict[Where, str] = {
        ("criteria", c.id): f"{c.printed} {c.name}".strip()
        for c in pack.criteria
        if c.id in data.get("criteria", {})
    }
    origin = say("From {name}", name=source.name)
    head = f"# yaml-language-server: $schema={schema}\n# {origin}\n"
    return head + write_yaml(data, names) + "".join(_comments(read))


def _comments(read: Read) -> Iterator[str]:
    if read.strays:
        rest = say("Text of the file that belongs to no place of the form:")
        yield f"\n# {rest}\n"
    for text, place in read.strays:
        yield f"#\n# {one_line(place)}:\n"
        yield from (f"#   {one_line(line)}\n" for line in text.split("\n"))
