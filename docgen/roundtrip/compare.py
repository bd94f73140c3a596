"""Compare base, review and report value by value: who changed what, and what comes of both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any, Literal, NamedTuple

from docgen.intake.form import Taken, read_value
from docgen.intake.paths import Target, called
from docgen.intake.wording import entries_of, one_line
from docgen.model.place import Where
from docgen.model.tongue import say
from docgen.review.build import plain_text, slug
from docgen.review.shape import Value, value_at
from docgen.roundtrip.merging import Conflict, merge
from docgen.roundtrip.plan import Change, Edit, Kind, Shown
from docgen.roundtrip.readings import JOINED, Reading, is_base
from docgen.roundtrip.sides import Sides
from docgen.roundtrip.texts import paragraphs_of, retyped

_ELSEWHERE = "previous."
"""Values of the unit's earlier review: told, never written here."""


class Wishes(NamedTuple):
    """How a pull decides what people have to decide."""

    scores: bool = False
    side: Literal["", "ours", "theirs"] = ""
    """Whose value counts where both changed the same: the review's or the report's."""
    tracked: Literal["", "accept", "reject"] = ""
    """What undecided tracked changes count as."""
    shared: bool = False
    """Write inherited values where they come from."""


class Value3(NamedTuple):
    """A value of the report that is no longer what was printed."""

    path: str
    """As the report has it."""
    now: str
    """As the review prints it now."""
    shape: Value
    readings: tuple[Reading, ...]


def compared(
    path: str, readings: Sequence[Reading], sides: Sides, wishes: Wishes
) -> Iterator[Change]:
    """Yield what is to be said of a value that the report holds in these places."""
    edited = _distinct([one for one in readings if not is_base(one, path, sides.store)])
    if not edited:
        return
    shape, now = value_at(path.split("."), sides.pack), sides.now(path)
    label, place = called(path, sides.pack), edited[0].place
    told = "\n".join(edited[0].paragraphs)
    if shape is None or path.startswith(_ELSEWHERE):
        was = "\n".join(sides.printed.get(path, ()))
        if was != told:
            note = say("it is worked out from the review, so it is not taken")
            yield Change(path, label, was, told, "derived", (), place, note)
        return
    if now is None:
        note = say("the entry it belongs to is no longer in the review")
        yield Change(path, label, "", told, "conflict", (), place, note)
        return
    value = Value3(path, now, shape, tuple(edited))
    for extra in dict.fromkeys(extra for one in edited for extra in one.extras):
        yield Change(
            path, label, "", extra, "not-carried", (), place, say("its text alone is taken")
        )
    one_text = len(edited) == 1
    if shape.kind == "text" or (shape.kind == "list" and not _is_joined(value, sides)):
        yield from _paragraphs(value, sides, wishes)
    elif one_text or wishes.side:
        yield from _atomic(value, sides, wishes)
    else:
        says = " / ".join("\n".join(one.paragraphs) for one in edited)
        note = say("the places where it is printed say different things")
        yield Change(path, label, _current(value, sides), says, "conflict", (), place, note)


def _distinct(readings: Sequence[Reading]) -> list[Reading]:
    return list({one.paragraphs: one for one in reversed(readings)}.values())[::-1]


def _is_joined(value: Value3, sides: Sides) -> bool:
    """Return whether a list was printed as one line alone."""
    return value.path not in sides.store.values and JOINED + value.path in sides.store.values


def _current(value: Value3, sides: Sides) -> str:
    return "\n".join(sides.printed.get(value.now, sides.printed.get(JOINED + value.now, ())))


# --- texts and lists: by paragraph ---------------------------------------------------------------


def _paragraphs(value: Value3, sides: Sides, wishes: Wishes) -> Iterator[Change]:
    """Merge texts paragraph by paragraph, lists entry by entry."""
    where = sides.where(value.now)
    current = _value_in(sides.loaded.data, where)
    if isinstance(current, str):
        current = plain_text(current)
    is_list = value.shape.kind == "list"
    base = list(sides.store.values.get(value.path, ()))
    ours = _entries(current) if is_list else paragraphs_of(str(current or ""))
    words: dict[bytes, str] = {}
    tokens = _tokens(ours, words, base, sides, is_list=is_list)
    result = tokens
    conflicts: list[tuple[Reading, Conflict[bytes]]] = []
    for reading in value.readings:
        theirs = list(reading.paragraphs)
        if is_list:
            theirs = [one.removeprefix("- ") for one in theirs]
        said = _tokens(theirs, words, base, sides, is_list=is_list)
        merged = merge(base, result, said)
        if merged.conflicts and wishes.side == "theirs":
            merged = merge(base, said, result)._replace(conflicts=[])
        result = merged.result
        if wishes.side != "ours":
            conflicts += [(reading, one) for one in merged.conflicts]
    label, place = called(value.path, sides.pack), value.readings[0].place
    if result != tokens:
        new = [words[token] for token in result]
        was, now = _difference(ours, new)
        edits: Iterable[Edit] = (_text_edit(where, current, new),)
        if is_list:  # one that defaults gave is written out
            home = sides.home(where) if wishes.shared else 0
            own = _value_in(sides.loaded.sources[home or 0].data, where)
            typed = isinstance(own, list) and _entries(own) == own
            edits = _list_edits(where, ours if typed else (), new)
        note, edits = _placed(where, current, edits, sides, wishes)
        yield Change(value.path, label, was, now, "edit", (), place, note, tuple(edits))
    for reading, one in conflicts:
        mine = [words.get(token, "") for token in one.first]
        now = "\n".join(words.get(token, "") for token in one.second)
        shown = _shown(reading, one.at, len(one.second), mine)
        yield Change(
            value.path, label, "\n".join(mine), now, "conflict", (), place, _both(), (), shown
        )


def _tokens(
    paragraphs: Sequence[str], words: dict[bytes, str], base: Sequence[bytes], sides: Sides,
    *, is_list: bool,
) -> list[bytes]:  # fmt: skip
    tokens = []
    for paragraph in paragraphs:
        (token,) = sides.store.sums([paragraph])
        if is_list:
            (as_bullet,) = sides.store.sums([f"- {paragraph}"])
            token = token if token in base else as_bullet
        words[token] = paragraph
        tokens.append(token)
    return tokens


def _entries(value: Any) -> list[str]:
    entries = value if isinstance(value, list) else [value]
    return [str(one).strip() for one in entries if one not in (None, "") and str(one).strip()]


def _text_edit(where: Where, current: Any, new: Sequence[str]) -> Edit:
    return Edit("set", where, retyped(str(current or ""), new) if new else None)


def _list_edits(where: Where, ours: Sequence[str], new: Sequence[str]) -> Iterator[Edit]:
    """Yield the edits of a list, from its end: places before stay what they are."""
    if not ours:
        yield Edit("set", where, list(new))
        return
    changes = SequenceMatcher(None, list(ours), list(new), autojunk=False).get_opcodes()
    for kind, start, end, first, last in reversed(changes):
        if kind == "equal":
            continue
        common = min(end - start, last - first)
        for index in reversed(range(start + common, end)):
            yield Edit("remove", where, None, index)
        for offset in reversed(range(common, last - first)):
            yield Edit("insert", where, new[first + offset], start + common)
        for offset in reversed(range(common)):
            yield Edit("set", (*where, start + offset), new[first + offset])


def _difference(before: Sequence[str], after: Sequence[str]) -> tuple[str, str]:
    """Return the paragraphs that are gone, and those that are new."""
    was: list[str] = []
    now: list[str] = []
    matcher = SequenceMatcher(None, list(before), list(after), autojunk=False)
    for kind, start, end, first, last in matcher.get_opcodes():
        if kind != "equal":
            was += before[start:end]
            now += after[first:last]
    return "\n".join(was), "\n".join(now)


# --- all else: as a whole -----------------------------------------------------------------------


def _atomic(value: Value3, sides: Sides, wishes: Wishes) -> Iterator[Change]:
    reading = value.readings[0]
    label, where = called(value.path, sides.pack), sides.where(value.now)
    current = _value_in(sides.loaded.data, where)
    told, was = one_line(reading.lines), _current(value, sides)
    new, fault = read_typed(value, sides)
    if fault:
        yield Change(value.path, label, was, told, "unread", (), reading.place, fault)
        return
    if new == current or told == was:
        return
    kind: Kind = "edit"
    shown = None
    note, edits = _placed(where, current, [Edit("set", where, new)], sides, wishes)
    if not _shows_base(value, sides) and wishes.side != "theirs":
        if wishes.side == "ours":
            return
        kind, note = "conflict", _both()
        shown = _shown(reading, 0, len(reading.paragraphs), [was] if was else [])
    elif value.shape.kind == "score" and not wishes.scores:
        kind, note = "score", say("scores are taken with --scores")
    if where == ("unit", "name") and not (sides.loaded.data.get("unit") or {}).get("id"):
        edits.append(Edit("set", ("unit", "id"), slug(sides.review.unit.name)))
        note = "; ".join(filter(None, (note, say("unit.id keeps the old name's"))))
    yield Change(value.path, label, was, told, kind, (), reading.place, note, tuple(edits), shown)


def _both() -> str:
    return say("changed in the review and in Word; --ours or --theirs decides")


def _shown(reading: Reading, at: int, count: int, ours: Sequence[str]) -> Shown:
    """Return where a conflict lies in the report: the paragraphs of its field from `at` on."""
    ends = [*reading.at, len(reading.lines)]
    first, behind = ends[min(at, len(ends) - 1)], ends[min(at + count, len(ends) - 1)]
    return Shown(reading.part, reading.span, first, behind - first, tuple(ours))


def _shows_base(value: Value3, sides: Sides) -> bool:
    """Return whether the review still prints what the report printed."""
    return any(
        sides.store.is_of(key + value.path, sides.printed.get(key + value.now, ()))
        for key in ("", JOINED)
        if key + value.path in sides.store.values
    )


def read_typed(value: Value3, sides: Sides) -> tuple[Any, str]:
    """Return the value that the report says, or what is wrong with it."""
    reading = value.readings[0]
    if not reading.paragraphs:
        return None, ""
    if value.shape.kind == "list":
        separator = sides.pack.formats.list_separator
        return entries_of(reading.lines, separator=separator), ""
    target = Target(value.path, value.shape.kind, value.shape.short, choices=value.shape.choices)
    taken = Taken(sides.report, sides.pack)
    read_value([one for one in reading.lines if one.text], target, taken, reading.place)
    if said := taken.values.get(value.path):
        return said[0].value, ""
    return None, taken.problems[0].message if taken.problems else say("it cannot be read")


def _value_in(data: Any, where: Where) -> Any:
    for step in where:
        if isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        elif isinstance(data, dict):
            data = data.get(step)
        else:
            return None
    return data


def _placed(
    where: Where, current: Any, edits: Iterable[Edit], sides: Sides, wishes: Wishes
) -> tuple[str, list[Edit]]:
    """Return what to say of where a value goes, and its edits with the file they are of."""
    file, note = sides.target(where, shared=wishes.shared)
    if not note and current is None:
        note = say("new in the review")
    return note, [edit._replace(file=file) for edit in edits]
