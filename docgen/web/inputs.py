"""The inputs of the page: which paths of a review can be typed, and how each is looked up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from docgen.model import Data, Pack
from docgen.model.pack import EXTRA
from docgen.model.place import Where
from docgen.review.shape import VALUES, Value, groups_of, values_of
from docgen.scoring.rule import Kind, Rule
from docgen.web.fieldtext import Look, look_of, look_of_figure, text_of

RECORDS = tuple(
    dict.fromkeys(v.path.partition(".")[0] for v in VALUES if ".*." in v.path
                  and not v.path.startswith("criteria."))
)  # fmt: skip
"""Lists of records: reviewers, development."""
_KEPT = {"pack", "id"}
"""What ties files together and is not changed on the page."""
_OF_SEVERAL = ("scores", "evidence", "notes")
"""Kinds that are typed in several inputs."""
_INITIALS = re.compile(r"[^\W_][\w-]{0,11}")
NO_LIST = 100
"""Entries of a list of records that are looked at."""


class Input(NamedTuple):
    """One input of the page."""

    path: str
    """Its name: the path in the review, indices as numbers."""
    where: Where
    look: Look
    value: Value | None = None
    """Its row in the table of a review's values; None for what stands below one."""
    figure: Kind | None = None
    """What may be typed, where it is evidence."""
    item: int | None = None
    """Which entry of the list at `where` it is: a component."""


def input_at(path: str, pack: Pack, rules: Mapping[str, Rule]) -> Input | None:
    """Return the input of that name; None for what no page asks for."""
    steps = path.split(".")
    if steps[0] == "criteria" and len(steps) > 2:
        return _of_criterion(path, steps, pack, rules)
    if steps[0] == "previous" and len(steps) == 3 and steps[1] == "scores":
        known = any(steps[2] == one.id for one in pack.criteria)
        return Input(path, tuple(steps), "number") if known else None
    if steps[0] in RECORDS:
        if len(steps) != 3 or not steps[1].isdecimal() or int(steps[1]) >= NO_LIST:
            return None
        row = _row(f"{steps[0]}.*.{steps[2]}", pack)
        where: Where = (steps[0], int(steps[1]), steps[2])
        return Input(path, where, look_of(row.kind), row) if row else None
    row = _row(path, pack)
    if row is None or "*" in path or row.path in _KEPT or row.kind in _OF_SEVERAL:
        return None
    return Input(path, tuple(steps), look_of(row.kind), row)


def _of_criterion(
    path: str, steps: Sequence[str], pack: Pack, rules: Mapping[str, Rule]
) -> Input | None:
    if all(steps[1] != one.id for one in pack.criteria):
        return None
    if steps[2] in ("ratings", "notes") and len(steps) == 4:
        if not _INITIALS.fullmatch(steps[3]):
            return None
        return Input(path, tuple(steps), "number" if steps[2] == "ratings" else "text")
    if steps[2] == "evidence":
        rule = rules.get(steps[1])
        kind = rule.evidence.get(steps[3]) if rule and len(steps) > 3 else None
        if kind is None or rule is None:
            return None
        if len(steps) == 4:
            return Input(path, tuple(steps), look_of_figure(kind), figure=kind)
        if len(steps) == 5 and steps[4].isdecimal() and int(steps[4]) < rule.most_components:
            where = tuple(steps[:4])
            return Input(path, where, "yesno", figure=kind, item=int(steps[4]))
        return None
    row = _row(f"criteria.*.{steps[2]}", pack)
    if row is None or len(steps) != 3 or row.kind in _OF_SEVERAL:
        return None
    return Input(path, tuple(steps), look_of(row.kind), row)


def _row(path: str, pack: Pack) -> Value | None:
    return next((value for value in values_of(pack) if value.path == path), None)


def evidence_inputs(criterion: str, pack: Pack, rules: Mapping[str, Rule]) -> Iterator[Input]:
    """Yield the evidence of a criterion that a page asks for; each component is one."""
    rule = rules.get(criterion)
    if rule is None:
        return
    texts = pack.criterion(criterion).components
    for key in rule.offered:
        path = f"criteria.{criterion}.evidence.{key}"
        names = [path]
        if key == "components":
            count = len(texts) if texts else rule.most_components
            names = [f"{path}.{number}" for number in range(min(count, rule.most_components))]
        for name in names:
            if found := input_at(name, pack, rules):
                yield found


def all_inputs(
    data: Data, pack: Pack, rules: Mapping[str, Rule], asked: frozenset[str]
) -> Iterator[Input]:
    """Yield every input of a page, in its order; `asked` are the paths that the pack prints.

    What a review holds is shown also where no document prints it.
    """
    yield from _of_head(data, pack, rules, asked)
    for name in RECORDS:
        for index in range(min(len(data.get(name) or ()), NO_LIST)):
            for value in groups_of(pack)[f"{name}.*"]:
                if found := input_at(f"{name}.{index}.{value.key}", pack, rules):
                    yield found
    for criterion in pack.criteria:
        for value in groups_of(pack)["criteria.*"]:
            if value.kind == "evidence":
                yield from evidence_inputs(criterion.id, pack, rules)
                continue
            found = input_at(f"criteria.{criterion.id}.{value.key}", pack, rules)
            wanted = value.use != "printed" or value.path in asked
            if found and (wanted or value_in(data, found)):
                yield found


def _of_head(
    data: Data, pack: Pack, rules: Mapping[str, Rule], asked: frozenset[str]
) -> Iterator[Input]:
    """Yield the inputs of what stands once in a review, ids last."""
    for value in sorted(values_of(pack), key=lambda value: value.kind == "key"):
        if "*" in value.path or value.path in _KEPT:
            continue
        if value.kind == "scores":
            names = (f"{value.path}.{one.id}" for one in pack.criteria)
            yield from filter(None, (input_at(name, pack, rules) for name in names))
            continue
        found = input_at(value.path, pack, rules)
        wanted = value.path in asked or value.group == EXTRA
        if found and (wanted or value_in(data, found) not in (None, "", [])):
            yield found


def value_in(data: Any, asked: Input) -> Any:
    """Return the value of an input in the data of a review; None where there is none."""
    for step in asked.where:
        if isinstance(data, dict):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    if asked.item is not None:
        fits = isinstance(data, list) and asked.item < len(data)
        return data[asked.item] if fits else None
    return data


def shown_in(data: Data, asked: Input) -> str:
    """Return what an input shows of the data of a review."""
    return text_of(value_in(data, asked), asked.look)
