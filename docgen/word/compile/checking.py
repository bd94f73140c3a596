"""Hold each tag against the language, so that every mistake is found with a place of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from jinja2 import Environment, TemplateSyntaxError, nodes

from docgen.bounds.recent import Recent
from docgen.bounds.templates import MOST_DEPTH
from docgen.bounds.unforeseen import faults_of
from docgen.errors import UnforeseenError
from docgen.model.tongue import say
from docgen.word.compile.allowed import Refusal, refusals, too_deep
from docgen.word.compile.emit import PartSource
from docgen.word.compile.environment import BLOCK, VARIABLE
from docgen.word.compile.nesting import is_plain_set
from docgen.word.compile.statements import OPENERS
from docgen.word.compile.syntax import SourceError
from docgen.word.compile.tags import Tag, TagList
from docgen.word.compile.wording import in_words
from docgen.word.render.text import ForbiddenCharacterError

MOST_FAULTS = 100
"""Faults of a part after which no more tags are looked at."""


def _deep() -> str:
    return say(
        "is nested more than {most} deep; take it apart with {{% set name = ... %}}",
        most=MOST_DEPTH,
    )


def sound_tree(
    found: TagList, environment: Environment, source: PartSource
) -> nodes.Template | None:
    """Return the syntax tree of all tags, a tag a line; None where one of them is not sound.

    One look at all takes a fraction of a look at each, and most templates are sound.
    """
    alone = (tag for tag in found.tags if tag.kind == "block" and _stands_alone(tag))
    if any(tag.body != tag.keyword for tag in alone):
        return None
    if any(_brackets(tag.body) > MOST_DEPTH for tag in found.tags):
        return None
    try:
        tree = _parsed("".join(source.tag_lines()), environment)
    except (SourceError, TemplateSyntaxError, RecursionError, MemoryError, ValueError):
        return None
    sound = not too_deep(tree) and next(refusals(tree, environment), None) is None
    return tree if sound else None


_trees: Recent[str, nodes.Template] = Recent(16)
"""Syntax trees by source, only ever looked at: several packs use one template."""


def _parsed(source: str, environment: Environment) -> nodes.Template:
    """Return the syntax tree of a source; names and filters have no part in it."""
    return _trees.get(source) or _trees.keep(source, environment.parse(source))


def check_tags(found: TagList, environment: Environment) -> None:
    """Note each tag that is no statement or expression, or names what is not there."""
    before = len(found.problems)
    sound: set[tuple[str, str]] = set()
    for tag in found.tags:
        if len(found.problems) - before >= MOST_FAULTS:
            break
        if tag.kind == "block" and _stands_alone(tag):
            if tag.body != tag.keyword:
                level = f"{tag.level} " if tag.level else " "
                whole = f"{{%{level}{tag.keyword} %}}"
                message = say(
                    "{tag}: nothing else stands in it; {whole}", tag=tag.printed, whole=whole
                )
                found.fault("broken-tag", tag.place, message)
        elif (tag.kind, tag.body) in sound:
            continue  # a form says many things in many places
        elif tag.kind == "var" or tag.keyword in (*OPENERS, "elif"):
            told = len(found.problems)
            with placed(found, [tag]):
                _check(tag, found, environment)
            if len(found.problems) == told:
                sound.add((tag.kind, tag.body))


def _stands_alone(tag: Tag) -> bool:
    return tag.keyword in ("else", "raw") or tag.keyword.startswith("end")


def _check(tag: Tag, found: TagList, environment: Environment) -> None:
    if _brackets(tag.body) > MOST_DEPTH:
        found.fault("broken-tag", tag.place, f"{tag.printed}: {_deep()}")
        return
    tree = environment.parse(_source(tag))
    if too_deep(tree):
        found.fault("broken-tag", tag.place, f"{tag.printed}: {_deep()}")
        return
    for refusal in _once(refusals(tree, environment)):
        found.fault(refusal.rule, tag.place, f"{tag.printed}: {refusal.message}")


def _once(told: Iterable[Refusal]) -> Iterator[Refusal]:
    """Yield what is wrong with a tag; of names that belong to Python one is enough."""
    rules: set[str] = set()
    for refusal in told:
        if refusal.rule != "reserved-name" or refusal.rule not in rules:
            yield refusal
        rules.add(refusal.rule)


def _source(tag: Tag) -> str:
    """Return a source that holds the tag alone, with the end of its block."""
    if tag.kind == "var":
        return f"{VARIABLE[0]} {tag.body} {VARIABLE[1]}"
    if tag.keyword == "elif":
        return f"{BLOCK[0]} {tag.body[2:]} {BLOCK[1]}{BLOCK[0]} endif {BLOCK[1]}"
    source = f"{BLOCK[0]} {tag.body} {BLOCK[1]}"
    if tag.keyword in OPENERS and not is_plain_set(tag.body):
        source += f"{BLOCK[0]} end{tag.keyword} {BLOCK[1]}"
    return source


def _brackets(body: str) -> int:
    """Return how deep the brackets of a tag stand in each other, quotes not looked at."""
    deepest = sum(map(body.count, "([{"))
    if deepest <= MOST_DEPTH:
        return deepest  # at most
    depth = deepest = 0
    for sign in body:
        if sign in "([{":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in ")]}":
            depth -= 1
    return deepest


@contextmanager
def placed(found: TagList, order: Sequence[Tag]) -> Iterator[None]:
    """Turn what goes wrong while a part is made into code into a fault of its tag.

    `order` holds the tags by line. What nobody foresaw is told with its place too.
    """
    told: _TagFault | None = None
    try:
        with faults_of(found.file):
            try:
                yield
            except ForbiddenCharacterError as error:
                message = say("the pack's wording holds {error}", error=error)
                found.fault("control-character", found.part, message)
            except (SourceError, TemplateSyntaxError, RecursionError, MemoryError) as error:
                told = _fault_of(error)
            except ValueError as error:
                if "integer string conversion" not in str(error):
                    raise
                told = _TagFault(
                    "broken-tag", say("a number has too many digits; write a smaller one")
                )
    except UnforeseenError as error:
        told = _TagFault(error.problems[0].rule, error.problems[0].message)
    if told is not None:
        tag = order[told.line - 1] if 0 < told.line <= len(order) else None
        tag = order[0] if len(order) == 1 else tag
        printed = f"{tag.printed}: " if tag and tag.printed else ""
        place = tag.place if tag and tag.place else found.part
        found.fault(told.rule, place, printed + told.message)


class _TagFault(NamedTuple):
    """What went wrong."""

    rule: str
    message: str
    line: int = 0
    """0 where it is not known."""


def _fault_of(error: SourceError | TemplateSyntaxError | RecursionError | MemoryError) -> _TagFault:
    if isinstance(error, SourceError):
        return _TagFault(error.rule, error.message, error.line)
    if isinstance(error, TemplateSyntaxError):
        return _TagFault("broken-tag", in_words(error.message or ""), error.lineno)
    return _TagFault("broken-tag", _deep())
