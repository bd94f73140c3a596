"""Put probes into the tree of a part: branches and loops go as a plan says, values are known.

The code that is made of such a tree is the template's own in all else: its literal XML, the
functions that write values, the guards, the ids. So what it prints can be foretold.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from jinja2 import nodes

from docgen.word.compile.tags import Tag

_UNFORETOLD = (nodes.Macro, nodes.CallBlock, nodes.AssignBlock, nodes.NSRef)
"""What prints elsewhere what it holds, or counts on."""
_ROUNDS = (1, 2, 0, 2)
"""Of loops in the first plans; in the last of these no condition holds."""
RECORD = {"_p": "probe"}
Asked = dict[int, list[int]]
"""By loop (-1: none): the tags whose values and conditions its items give."""


class Plan(NamedTuple):
    """What one rendering is made to do; what no earlier one did comes first."""

    number: int
    gone: frozenset[tuple[int, int]] = frozenset()
    """By tag: how often loops went round before, and how conditions went (0, 1)."""

    def rounds(self, loop: int) -> int:
        """Return how often the loop of that tag goes round."""
        if self.number < len(_ROUNDS):
            return _ROUNDS[self.number]
        new = (rounds for rounds in (2, 1, 0) if (loop, rounds) not in self.gone)
        return next(new, 2)

    def takes(self, tag: int, turn: int) -> bool:
        """Return whether the condition of that tag holds in that round of the loop around it."""
        if self.number < len(_ROUNDS):
            return self.number != len(_ROUNDS) - 1
        new = [way for way in (0, 1) if (tag, way) not in self.gone]
        # Mostly it holds: behind it there may be more.
        return bool(new[0] if len(new) == 1 else self._any("i", tag, turn) % 4)

    def size(self, tag: int) -> int:
        """Return how much the value of that tag holds: 0 nothing, 1 a line, 2 several."""
        fixed = (1, 2, 1, 0)
        return fixed[self.number] if self.number < len(fixed) else self._any("v", tag) % 3

    def _any(self, *pieces: object) -> int:
        # No checksum: those of like texts differ in a fixed way, and ways would be gone together.
        return hashlib.blake2b(repr((self.number, pieces)).encode(), digest_size=1).digest()[0]


def can_foretell(tree: nodes.Template, order: Sequence[Tag]) -> bool:
    """Return whether it can be told what a part prints: its blocks print where they stand."""
    if next(tree.find_all(_UNFORETOLD), None) is not None:
        return False
    if any(loop.recursive for loop in tree.find_all(nodes.For)):
        return False
    return not any(tag.keyword in ("vm", "hm", "filter") and not tag.ours for tag in order)


def put_probes(tree: nodes.Template, order: Sequence[Tag]) -> Asked:
    """Change the tree; return, by loop (-1: none), the tags whose values and conditions it gives.

    `order` holds the tags by line.
    """
    asked: Asked = {-1: []}
    _body(tree.body, -1, order, asked)
    return asked


def _body(body: Sequence[nodes.Node], loop: int, order: Sequence[Tag], asked: Asked) -> None:
    for node in body:
        if isinstance(node, nodes.Output):
            _output(node, loop, order, asked)
        elif isinstance(node, nodes.If):
            _condition(node, loop, order, asked)
        elif isinstance(node, nodes.For):
            _loop(node, loop, order, asked)
        elif isinstance(node, nodes.Assign):
            if not order[node.lineno - 1].ours:
                node.node = nodes.Const("", lineno=node.lineno)
        elif isinstance(node, nodes.With):
            node.values = [nodes.Const("", lineno=node.lineno) for _ in node.values]
            _body(node.body, loop, order, asked)
        elif isinstance(node, nodes.FilterBlock | nodes.Scope):
            _body(node.body, loop, order, asked)


def _output(node: nodes.Output, loop: int, order: Sequence[Tag], asked: Asked) -> None:
    for child in node.nodes:
        if not isinstance(child, nodes.Filter):
            continue
        tag = order[child.lineno - 1]
        record = _name(f"_dgv{loop}" if loop >= 0 else "_dgr", child.lineno)
        if tag.site is not None and tag.site["form"] == "record":
            child.node = record
        elif tag.ours or _asks_for_loop(tag):
            continue
        else:
            child.node = _given("t", tag.number, loop, asked)
        for index, argument in enumerate(child.args):
            if isinstance(argument, nodes.Filter):
                child.args[index] = nodes.Filter(
                    record, argument.name, [], [], None, None, lineno=child.lineno
                )


def _asks_for_loop(tag: Tag) -> bool:
    """Return whether a tag that was made of one of cells must keep what it asks."""
    return tag.location in ("attr", "columns") and "loop." in tag.body


def _condition(node: nodes.If, loop: int, order: Sequence[Tag], asked: Asked) -> None:
    tag = order[node.lineno - 1]
    if not (tag.ours or _asks_for_loop(tag)):
        node.test = _given("i", tag.number, loop, asked)
    _body(node.body, loop, order, asked)
    for other in node.elif_:
        _condition(other, loop, order, asked)
    _body(node.else_, loop, order, asked)


def _loop(node: nodes.For, outer: int, order: Sequence[Tag], asked: Asked) -> None:
    tag = order[node.lineno - 1]
    items = _name(f"_dgf{tag.number}", node.lineno)
    if isinstance(node.iter, nodes.Filter) and node.iter.name == "_dg_rounds":
        node.iter.node = items
    else:
        node.iter = items
    node.target = nodes.Name(f"_dgv{tag.number}", "store", lineno=node.lineno)
    node.test = None
    asked.setdefault(tag.number, [])
    _body(node.body, tag.number, order, asked)
    _body(node.else_, outer, order, asked)


def _given(kind: str, number: int, loop: int, asked: Asked) -> nodes.Expr:
    """Return what gives a value or condition: a name, or what the item of the loop around says."""
    line = 1
    asked[loop].append(number)
    if loop < 0:
        return _name(f"_dg{kind}{number}", line)
    item = _name(f"_dgv{loop}", line)
    return nodes.Getitem(item, nodes.Const(f"{kind}{number}", lineno=line), "load", lineno=line)


def _name(name: str, line: int) -> nodes.Name:
    return nodes.Name(name, "load", lineno=line)


def names_for(
    plan: Plan, asked: Mapping[int, Sequence[int]], values: Mapping[tuple[int, int], Any]
) -> dict[str, Any]:
    """Return the names that the tree asks for; `values` by tag and round."""
    names: dict[str, Any] = {"_dgr": RECORD}
    for loop, tags in asked.items():
        if loop < 0:
            for tag in tags:
                names[f"_dgt{tag}"] = values.get((tag, 0), "")
                names[f"_dgi{tag}"] = plan.takes(tag, 0)
            continue
        names[f"_dgf{loop}"] = [
            {"_p": f"probe{loop}.{turn}"}
            | {f"t{tag}": values.get((tag, turn), "") for tag in tags}
            | {f"i{tag}": plan.takes(tag, turn) for tag in tags}
            for turn in range(plan.rounds(loop))
        ]
    return names
