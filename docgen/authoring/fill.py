"""Writes proposed scores into a review's YAML where the score is absent; all else stays."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from yaml.nodes import MappingNode, Node, ScalarNode

from docgen.bounds.reading import read_bytes
from docgen.errors import InvalidDataError, SaveError
from docgen.model import Data
from docgen.model.tongue import say
from docgen.output.whole import write_whole
from docgen.scoring.propose import Proposal
from docgen.yamlfile.parse import parse_yaml
from docgen.yamlfile.tree import Edit, Tree, read_tree

MARK = "# proposed"
"""Stands behind every score that docgen wrote."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A review's file with proposals in it."""

    data: bytes
    filled: tuple[str, ...]
    """Ids of the criteria that now have a score."""
    skipped: tuple[str, ...]
    """Ids of the criteria whose place cannot be written to safely: an alias, for example."""


def fill_file(path: Path, proposals: Mapping[str, Proposal]) -> Filled:
    """Write proposals into the review at `path`; it is replaced as a whole, or not at all.

    Raises ReadError, InvalidDataError or SaveError.
    """
    if path.suffix.lower() in (".json", ".jsonl"):
        raise SaveError(
            path, say("a JSON file takes no comments, so proposals cannot be marked; use YAML")
        )
    result = fill_scores(read_bytes(path), proposals, path)
    if result.filled:
        file = path.resolve()  # a link to a review stays one
        write_whole(file, result.data, like=file)
    return result


def fill_scores(source: bytes, proposals: Mapping[str, Proposal], file: Path | str) -> Filled:
    """Return the review's bytes with each proposal where the score is absent.

    Raises ReadError or InvalidDataError when `source` is no sound YAML.
    """
    filled: list[str] = []
    skipped: list[str] = []
    order = list(proposals)
    for number, (criterion, proposal) in enumerate(proposals.items()):
        data = parse_yaml(source, file)
        if proposal.score is None or not isinstance(data, dict) or _has_score(data, criterion):
            continue
        new = _with_score(source, data, order[number:], proposal.score, file)
        source = source if new is None else new
        (skipped if new is None else filled).append(criterion)
    return Filled(source, tuple(filled), tuple(skipped))


def _has_score(data: Data, criterion: str) -> bool:
    """Return whether the criterion has a score, or something stands where it would be written."""
    criteria = data.get("criteria")
    found = criteria.get(criterion) if isinstance(criteria, dict) else criteria
    return found is not None and not (isinstance(found, dict) and found.get("score") is None)


def _with_score(
    source: bytes, data: Data, rest: Sequence[str], score: int, file: Path | str
) -> bytes | None:
    """Return the bytes with the score of the first of `rest`, where that changes nothing else.

    `rest` is what is left of the scale's criteria, in their order.
    """
    criterion = rest[0]
    wanted = copy.deepcopy(data)
    criteria = wanted["criteria"] = wanted.get("criteria") or {}
    criteria[criterion] = {**(criteria.get(criterion) or {}), "score": score}
    tree = read_tree(source, file)
    for edits in _ways(tree, rest, score):
        new = tree.splice(edits)
        try:
            if parse_yaml(new, file) == wanted:
                return new
        except InvalidDataError:
            continue  # the place does not take it in this form; the next one may
    return None


def _ways(tree: Tree, rest: Sequence[str], score: int) -> Iterator[list[Edit]]:
    """Yield the edits that may bring in the score of the first of `rest`, the tidiest first."""
    criterion = rest[0]
    criteria = tree.node(("criteria",))
    own = tree.node(("criteria", criterion))
    value = tree.node(("criteria", criterion, "score"))
    if isinstance(value, ScalarNode):
        yield from _as_value(tree, value, f"{score}", ("criteria", criterion, "score"))
    elif isinstance(own, MappingNode):
        yield from _as_entry(tree, own, f"score: {score}")
    elif own is not None:
        yield from _as_value(tree, own, f"{{score: {score}}}", ("criteria", criterion))
    elif isinstance(criteria, MappingNode):
        yield from _as_entry(
            tree, criteria, f"{criterion}: {{score: {score}}}", _next(criteria, rest)
        )
    elif criteria is not None:
        yield from _as_value(tree, criteria, f"{{{criterion}: {{score: {score}}}}}", ("criteria",))
    elif isinstance(tree.root, MappingNode):
        entry = f"criteria: {{{criterion}: {{score: {score}}}}}"
        yield from _as_last(tree, entry)
        yield from _as_entry(tree, tree.root, entry)


def _next(criteria: MappingNode, later: Sequence[str]) -> int:
    """Return the place of the first entry that is one of `later`, else of the first entry."""
    places = [place for place, (key, _) in enumerate(criteria.value) if key.value in later]
    return places[0] if places else 0


def _as_value(tree: Tree, node: Node, text: str, path: tuple[str, ...]) -> Iterator[list[Edit]]:
    """Yield edits that put `text` in place of an absent value: `score:`, `score: ~`, `score`."""
    start, end = node.start_mark.index, node.end_mark.index
    key = tree.spot(path, key=True)
    if start == end and key is not None:  # nothing is typed; it goes behind the colon
        colon = tree.text.find(":", key.end)
        start = end = colon + 1
        if tree.text[key.end : colon].strip():  # a key without a colon: {score}
            start = end = key.end
            text = f": {text}"
        else:
            text = f" {text}"
    yield _marked(tree, start, end, text)
    yield [(start, end, f"{text}  {MARK}{tree.newline}{' ' * (node.start_mark.column + 1)}")]


def _as_entry(tree: Tree, mapping: MappingNode, entry: str, place: int = 0) -> Iterator[list[Edit]]:
    """Yield edits that put `entry` into a mapping, in front of the entry at `place`."""
    newline = tree.newline
    if mapping.flow_style:
        start = tree.text.index("{", mapping.start_mark.index) + 1
        comma = ", " if mapping.value else ""
        inner = " " * (mapping.start_mark.column + 1)
        yield _marked(tree, start, start, entry + comma)
        yield [(start, start, f"{entry}{comma.rstrip()}  {MARK}{newline}{inner}")]
    for key in (mapping.value[place][0], mapping.value[0][0]) if mapping.value else ():
        start = key.start_mark.index
        indent = " " * key.start_mark.column
        yield [(start, start, f"{entry}  {MARK}{newline}{indent}")]


def _as_last(tree: Tree, entry: str) -> Iterator[list[Edit]]:
    """Yield the edit that puts `entry` behind all else."""
    end = len(tree.text)
    newline = tree.newline
    start = "" if tree.text.endswith(("\n", "\r")) else newline
    yield [(end, end, f"{start}{entry}  {MARK}{newline}")]


def _marked(tree: Tree, start: int, end: int, text: str) -> list[Edit]:
    """Return the edit with the mark at the end of its line, in front of a comment there."""
    line = (tree.text[end:].splitlines() or [""])[0]
    comment = line.find("#") if line.lstrip().startswith("#") else line.find(" #")
    code = (line if comment < 0 else line[:comment]).rstrip()
    if not code:
        return [(start, end, f"{text.rstrip()}  {MARK}")]
    if line[len(code) :].lstrip().startswith(MARK):
        return [(start, end, text)]
    place = end + len(code)
    return [(start, end, text), (place, place, f"  {MARK}")]
