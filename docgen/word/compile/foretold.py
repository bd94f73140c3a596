"""Foretell what a part prints under a plan, from the stream of its template."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from docgen.word.compile.nesting import is_plain_set
from docgen.word.compile.probing import Plan
from docgen.word.compile.stream import Token
from docgen.word.compile.tags import Tag

Printed = Callable[[Tag, int], str]
"""Says what the value of a tag prints in a round of the loop around it."""


class UnforetoldError(Exception):
    """The stream holds a block whose print cannot be told."""


class Block(NamedTuple):
    """A loop or a condition: its branches, each with the tag that opens it."""

    tag: Tag
    branches: list[tuple[Tag, list[Token | Block]]]


def parse(tokens: Sequence[Token], tags: Sequence[Tag]) -> list[Token | Block]:
    """Return the stream with what each block holds inside it."""
    top: list[Token | Block] = []
    stack: list[tuple[Block | None, list[Token | Block]]] = [(None, top)]
    for token in tokens:
        tag = tags[token.number] if token.kind == "tag" else None
        if tag is None or tag.kind == "var":
            stack[-1][1].append(token)
            continue
        word = tag.keyword
        if word in ("for", "if"):
            block = Block(tag, [(tag, [])])
            stack[-1][1].append(block)
            stack.append((block, block.branches[0][1]))
        elif word in ("elif", "else"):
            block_ = stack.pop()[0]
            if block_ is None:
                raise UnforetoldError
            block_.branches.append((tag, []))
            stack.append((block_, block_.branches[-1][1]))
        elif word in ("endfor", "endif"):
            if len(stack) == 1:  # its beginning stands in an element that no reader of Word sees
                raise UnforetoldError
            stack.pop()
        elif word in ("macro", "call", "filter", "vm", "hm") or _keeps(tag):
            raise UnforetoldError
    if len(stack) != 1:
        raise UnforetoldError
    return top


def _keeps(tag: Tag) -> bool:
    return tag.keyword == "set" and not is_plain_set(tag.body)


class Foretold:
    """The pieces that are to be printed, and which ways were gone."""

    def __init__(self, plan: Plan, tags: Sequence[Tag], printed: Printed) -> None:
        self._plan, self._tags, self._printed = plan, tags, printed
        self.gone: set[tuple[int, int]] = set()
        """By tag: how often a loop went round, or whether a condition held (0, 1)."""

    def run(self, items: Sequence[Token | Block], turn: int = 0) -> Iterator[Token]:
        """Yield what is printed; a value as words with its place."""
        for item in items:
            if isinstance(item, Block):
                yield from self._block(item, turn)
            elif item.kind == "tag":
                tag = self._tags[item.number]
                if text := self._printed(tag, turn):
                    yield Token("words", text, tag.number, tag.place or item.place)
            else:
                yield item

    def _block(self, block: Block, turn: int) -> Iterator[Token]:
        if block.tag.keyword == "for":
            rounds = self._plan.rounds(block.tag.number)
            self.gone.add((block.tag.number, rounds))
            for inner in range(rounds):
                yield from self.run(block.branches[0][1], inner)
            if not rounds and len(block.branches) > 1:
                yield from self.run(block.branches[1][1], turn)
            return
        for tag, body in block.branches:
            holds = tag.keyword == "else" or self._plan.takes(tag.number, turn)
            self.gone.add((tag.number, int(holds)))
            if holds:
                yield from self.run(body, turn)
                return
