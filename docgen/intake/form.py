"""A filled form becomes the data of a review; what cannot be read is told with its place."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from docgen.intake.folded import Prompts, folded
from docgen.intake.paths import Paths, Target
from docgen.intake.typed import (
    Statement,
    criterion_named,
    kind_named,
    statement,
    whole_number,
)
from docgen.intake.wording import entries_of, one_line, text_of
from docgen.model import Pack, Problem
from docgen.model.pack import EXTRA
from docgen.model.telling import quoted
from docgen.model.tongue import say
from docgen.review.dates import read_date, read_dates
from docgen.suggest import did_you_mean
from docgen.word.readback.fields import Edited, Field, Line

_SHOWN = 60
_INITIALS = re.compile(r"(?P<name>.+?)\s*\((?P<initials>[^\W_]{1,4})\)")
"""How documents print a reviewer's initials."""


class Said(NamedTuple):
    """What one field says."""

    value: Any
    place: str


@dataclass(slots=True)
class Taken:
    """What was read of a Word file."""

    file: Path
    pack: Pack
    values: dict[str, list[Said]] = field(default_factory=dict)
    """By path, in the order of the text; a value that is printed twice may be said twice."""
    problems: list[Problem] = field(default_factory=list)
    lenient: bool = False
    """True for an old report, which nobody fills in again: what cannot be read is listed."""
    strays: list[tuple[str, str]] = field(default_factory=list)
    """Text that belongs nowhere, each with its place."""
    unread: set[str] = field(default_factory=set)
    """Paths where something stands that cannot be read, which was told."""

    def say(self, path: str, value: Any, place: str) -> None:
        """Keep what a field says."""
        self.values.setdefault(path, []).append(Said(value, place))

    def fault(self, rule: str, message: str, place: str, *, warning: bool = False) -> None:
        """Tell what cannot be taken."""
        problem = Problem(rule, message, self.file, where=place)
        warning = warning or self.lenient
        self.problems.append(problem._replace(severity="warning") if warning else problem)

    def place_of(self, path: str) -> str:
        """Return where a value stands first; empty when it is nowhere."""
        return self.values[path][0].place if path in self.values else ""


def read_fields(edited: Edited, pack: Pack, prompts: Prompts, file: Path) -> Taken:
    """Return what the fields of a form say, each by the path it has there."""
    taken, paths = Taken(file, pack), Paths(pack)
    for found in edited.fields():
        target = paths.of(found)
        if target is not None:
            _read_field(found, target, prompts, taken)
    return taken


def _read_field(found: Field, target: Target, prompts: Prompts, taken: Taken) -> None:
    """Read one field, unless it is empty."""
    lines = [line for line in found.lines if not prompts.is_empty(line.text)]
    for extra in found.extras:
        message = say("holds {extra}, which a review cannot hold; it is not taken", extra=extra)
        taken.fault("not-taken", message, found.place, warning=True)
    if not lines:
        return
    text = "\n".join(line.text for line in found.lines)
    asked = any(prompts.is_empty(line.text) and line.text.strip() for line in found.lines)
    if asked or any(prompts.stands_in(line.text) for line in found.lines):
        message = say(
            "the form's prompt still stands beside the text: {text}; delete the prompt",
            text=quoted(text, _SHOWN),
        )
        taken.fault("prompt", message, found.place)
        return
    read_value(lines, target, taken, found.place)


def read_value(lines: list[Line], target: Target, taken: Taken, place: str) -> None:
    """Read what lines say of a value, or tell that it cannot be read."""
    reader = _READERS.get(target.kind, _line)
    value = reader(lines, target, taken)
    path = _said_at(target.path, taken)
    if value is None:
        taken.unread.add(path)
        if taken.lenient:
            taken.strays.append(("\n".join(line.text for line in lines), place))
    else:
        taken.say(path, value, place)


def _said_at(path: str, taken: Taken) -> str:
    """Return the path at which a value is kept: a criterion's points are its score.

    A form prints each line of a need once: there again, it is of a need copied in Word.
    """
    if path.startswith("criteria.") and path.endswith(".points"):
        return path.removesuffix("points") + "score"
    group, _, rest = path.partition(".")
    copies = 1
    while group == "development" and (path in taken.values or path in taken.unread):
        copies += 1
        path = f"{group}.{rest.replace('.', f'+{copies}.')}"
    return path


# --- by kind ------------------------------------------------------------------------------------

Reader = Callable[[list[Line], Target, Taken], Any]


def _line(lines: list[Line], target: Target, taken: Taken) -> str:
    text = one_line(lines)
    found = _INITIALS.fullmatch(text) if target.path.startswith("reviewers.") else None
    if found is None:
        return text
    taken.say(target.path.replace(".name", ".initials"), found["initials"], lines[0].place)
    return found["name"]


def _text(lines: list[Line], target: Target, _taken: Taken) -> str:
    return one_line(lines) if target.short and len(lines) == 1 else text_of(lines)


def _list(lines: list[Line], target: Target, taken: Taken) -> list[str]:
    entries = entries_of(lines, separator=taken.pack.formats.list_separator * target.short)
    if target.is_entry:  # a plain text control: what looks like paragraphs are line breaks
        return [line for entry in entries for line in entry.split("\n") if line.strip()]
    return entries


def _number(lines: list[Line], target: Target, taken: Taken) -> int | None:
    text = one_line(lines)
    found = whole_number(text, taken.pack)
    if found is None:
        wanted = say("a whole number belongs here")
        if target.kind == "score":
            wanted = say("a whole number belongs here, there are no half points")
        taken.fault(
            "number",
            say("{wanted}; found {text}", wanted=wanted, text=quoted(text, _SHOWN)),
            lines[0].place,
        )
    return found


def _date(lines: list[Line], _target: Target, taken: Taken) -> Any:
    return _dated(lines, taken, lambda text: read_date(text, taken.pack.formats))


def _dates(lines: list[Line], _target: Target, taken: Taken) -> Any:
    return _dated(lines, taken, lambda text: list(read_dates(text, taken.pack.formats)))


def _dated(lines: list[Line], taken: Taken, read: Callable[[str], Any]) -> Any:
    text = "\n".join(line.text for line in lines)
    if found := read(text):
        return found
    message = say(
        "no date can be read from {text}; write it like 2026-03-27", text=quoted(text, _SHOWN)
    )
    taken.fault("no-date", message, lines[0].place)
    return None


def _choice(lines: list[Line], target: Target, taken: Taken) -> str | None:
    text = one_line(lines)
    own = target.choices if target.path.startswith(f"{EXTRA}.") else ()
    found = _word(text, own) if own else kind_named(text, taken.pack)
    if found is None:
        kinds = [w for key, w in taken.pack.texts.items() if key.startswith("kind_")]
        words = own or kinds
        known = did_you_mean(text, words, say("one of these belongs here"))
        taken.fault(
            "unknown-value",
            say("found {text}; {known}", text=quoted(text, _SHOWN), known=known),
            lines[0].place,
        )
    return found


def _word(text: str, words: tuple[str, ...]) -> str | None:
    """Return the word that was meant, whatever its capitals."""
    return next((word for word in words if folded(word) == folded(text)), None)


def _criterion(lines: list[Line], _target: Target, taken: Taken) -> str | None:
    text = one_line(lines)
    found = criterion_named(text, taken.pack)
    if found is not None:
        return found.id
    names = [f"{c.printed} {c.short_name}".strip() for c in taken.pack.criteria]
    message = say(
        "no criterion is called {text}; {way}",
        text=quoted(text, _SHOWN),
        way=did_you_mean(text, names),
    )
    taken.fault("unknown-value", message, lines[0].place)
    return None


def _statement(lines: list[Line], _target: Target, taken: Taken) -> Statement | None:
    text = one_line(lines)
    found = statement(text, taken.pack)
    if found is None:
        message = say(
            "two numbers stand in {text}; write the total and its level", text=quoted(text, _SHOWN)
        )
        taken.fault("number", message, lines[0].place)
    return found


_READERS: dict[str, Reader] = {
    "text": _text,
    "list": _list,
    "number": _number,
    "score": _number,
    "date": _date,
    "dates": _dates,
    "choice": _choice,
    "criterion": _criterion,
    "statement": _statement,
}
