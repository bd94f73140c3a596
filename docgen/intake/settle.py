"""What was read of a Word file becomes a review's data: said once, in the order of the shape.

A score, a total, a name may be typed in one of several places; two that differ are a fault.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docgen.intake.folded import squeezed
from docgen.intake.form import Said, Taken
from docgen.intake.paths import called
from docgen.intake.typed import Statement, name_and_more
from docgen.model import Data
from docgen.model.pack import EXTRA
from docgen.model.place import Where
from docgen.model.telling import quoted
from docgen.model.tongue import say
from docgen.review.shape import GROUPS, groups_of

_SHOWN = 60
_HEAD = ("", "unit", "area", "review", "method", "summary", "meeting", "previous", EXTRA)
"""Groups whose values stand alone."""


Need = tuple[Data, str]
"""A development need, and where it stands."""


class Settled:
    """A review's data, and where in the Word file each value stands."""

    def __init__(self) -> None:
        self.data: Data = {}
        self.places: dict[Where, str] = {}

    def put(self, path: Where, value: Any, place: str) -> None:
        """Keep a value, if there is one."""
        if value in (None, ""):
            return
        node: Any = self.data
        for step in path[:-1]:
            node = node.setdefault(step, {})
        node[path[-1]] = value
        self.places[path] = place


def settle(taken: Taken) -> Settled:
    """Return the data of the review; faults join those of `taken`."""
    settled = Settled()
    settled.data["pack"] = taken.pack.code
    needs: list[Need] = []
    for group, values in groups_of(taken.pack).items():
        if group in _HEAD:
            for value in values:
                _settle_value(value.path, value.kind, taken, settled)
        elif group == "reviewers.*":
            _reviewers(taken, settled)
        elif group == "development.*":
            needs = _needs(taken)
        elif group == "criteria.*":
            _criteria(taken, settled)
    _put_needs(needs, settled)
    return settled


def _settle_value(path: str, kind: str, taken: Taken, settled: Settled) -> None:
    where = tuple(path.split("."))
    said = taken.values.get(path, [])
    if kind == "list":
        entries = [
            (text, one.place)
            for key, all_ in taken.values.items()
            if key == path or key.rpartition(".")[0] == path
            for one in (_longest(all_) if key == path else all_)
            for text in one.value
        ]
        if entries:
            settled.put(where, [text for text, _ in entries], entries[0][1])
        if said:
            joined = [Said(taken.pack.formats.list_separator.join(s.value), s.place) for s in said]
            _one(joined, path, taken)
    elif path == "unit.name":
        _unit(taken, settled)
    elif path.startswith("previous."):
        _previous(path, taken, settled)
    elif said:
        settled.put(where, _one(said, path, taken), said[0].place)


def _longest(said: list[Said]) -> list[Said]:
    """Return the place that says a list in most entries: a sentence has them as one text."""
    return [max(said, key=lambda one: len(one.value))]


def _one(said: list[Said], path: str, taken: Taken) -> Any:
    """Return the value that all places say; a fault names two that differ."""
    first = said[0]
    for other in said[1:]:
        if _bare(other.value) != _bare(first.value):
            one, two = quoted(first.value, _SHOWN), quoted(other.value, _SHOWN)
            message = say(
                "{one} stands here, {two} in {place}; make them the same",
                one=one,
                two=two,
                place=other.place,
            )
            if path == "reviewers.name":
                message = say("{message}; several people are parted by ;", message=message)
            taken.fault("two-values", f"{called(path, taken.pack)}: {message}", first.place)
            if taken.lenient:
                taken.strays.extend(
                    (f"{called(path, taken.pack)}: {one.value}", one.place) for one in said
                )
                return None
            break
    return first.value


def _bare(value: Any) -> Any:
    return squeezed(value) if isinstance(value, str) else value


def _unit(taken: Taken, settled: Settled) -> None:
    said = taken.values.get("unit.name", [])
    if not said:
        return
    name = str(_one(said, "unit.name", taken) or "")
    if "unit.place" in taken.values:
        settled.put(("unit", "name"), name, said[0].place)
        return
    name, place = name_and_more(name, last=True)
    settled.put(("unit", "name"), name, said[0].place)
    if place:
        settled.put(("unit", "place"), place, said[0].place)


def _previous(path: str, taken: Taken, settled: Settled) -> None:
    said = list(taken.values.get(path, []))
    key = path.rpartition(".")[2]
    if key in ("total", "level"):
        for one in taken.values.get("previous.statement", []):
            part = getattr(one.value, key)
            if part not in (None, ""):
                said.append(Said(part, one.place))
    if said:
        settled.put(("previous", key), _one(said, path, taken), said[0].place)


def _reviewers(taken: Taken, settled: Settled) -> None:
    people, first = [], ""
    for key in _keys("reviewers", taken):
        said = taken.values.get(f"reviewers.{key}.name", [])
        for text in str(_one(said, "reviewers.name", taken) or "").split(";") if said else ():
            name, title = name_and_more(text)
            person = {"name": name} if name else {}
            for more in ("title", "initials"):
                own = taken.values.get(f"reviewers.{key}.{more}")
                if own:
                    person[more] = str(_one(own, f"reviewers.{more}", taken))
            if title:
                person.setdefault("title", title)
            if person:
                people.append(person)
                first = first or said[0].place
    if people:
        settled.put(("reviewers",), people, first)


def _keys(group: str, taken: Taken) -> Iterable[str]:
    """Return the keys of a group's records, in the order of the text."""
    paths = (path.split(".") for path in taken.values)
    return list(dict.fromkeys(path[1] for path in paths if path[0] == group and len(path) > 1))


def _needs(taken: Taken) -> list[Need]:
    """Return the needs; the score typed beside one is its criterion's, said once more."""
    needs = []
    known = {criterion.id for criterion in taken.pack.criteria}
    for key in _keys("development", taken):
        base = f"development.{key}"
        need: Data = {}
        inside = (said for path, said in taken.values.items() if path.startswith(f"{base}."))
        place = next(inside)[0].place
        if said := taken.values.get(f"{base}.name") or taken.values.get(f"{base}.criterion"):
            need["criterion"] = _one(said, "development.criterion", taken)
        elif key in known:
            need["criterion"] = key
        if said := taken.values.get(f"{base}.recommendation"):
            need["recommendation"] = _one(said, "development.recommendation", taken)
        for score in taken.values.get(f"{base}.score", []):
            if "criterion" in need:
                taken.say(f"criteria.{need['criterion']}.score", *score)
            elif f"{base}.name" not in taken.unread:
                message = say(
                    "a score of {value} stands without a criterion; write which it is",
                    value=score.value,
                )
                taken.fault("no-criterion", message, score.place)
        if need:
            needs.append((need, place))
    return needs


def _put_needs(needs: list[Need], settled: Settled) -> None:
    if needs:
        settled.put(("development",), [need for need, _ in needs], needs[0][1])
        for number, (_, place) in enumerate(needs):
            settled.places["development", number] = place
    criteria = settled.data.pop("criteria", None)
    if criteria:
        settled.data["criteria"] = criteria


def _criteria(taken: Taken, settled: Settled) -> None:
    for criterion in taken.pack.criteria:
        for value in GROUPS["criteria.*"]:
            path = f"criteria.{criterion.id}.{value.key}"
            if said := taken.values.get(path):
                where = ("criteria", criterion.id, value.key)
                settled.put(where, _one(said, path, taken), said[0].place)


def totals(taken: Taken) -> Iterable[tuple[Statement, str]]:
    """Yield each total and level that the file says, with its place."""
    for said in taken.values.get("result.total", []):
        yield Statement(total=said.value), said.place
    for said in taken.values.get("result.statement", []):
        yield said.value, said.place
