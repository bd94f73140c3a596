"""Blocks that are open while tags are read in their order: which end belongs to which beginning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docgen.model.tongue import say
from docgen.word.compile.statements import MIDDLES
from docgen.word.compile.tags import Tag, TagList
from docgen.word.compile.xml import Element

_TWICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"


@dataclass(slots=True)
class Open:
    """A block that is open, or a tag that goes on with one or ends it."""

    tag: Tag
    container: Element | None
    shape: tuple[str, ...]
    otherwise: bool = False
    """True behind its `else`."""


class Blocks:
    """The blocks that are open, and those that were found to lack their end."""

    def __init__(self, found: TagList) -> None:
        self.stack: list[Open] = []
        self._lacking: list[tuple[Open, Open]] = []
        """Passed over, since the end of a block around them came first: that end with each."""
        self._told: set[str] = set()
        """Beginnings of blocks that are told of, as they are typed."""
        self._found = found

    def go_on(self, middle: Open) -> None:
        """Take an else or elif: it belongs to the innermost block of its place that has one."""
        tag = middle.tag
        openers = MIDDLES[tag.keyword]
        if not self.stack or self.stack[-1].tag.keyword not in openers:
            self._pass_over(middle, openers)
        if not self.stack or self.stack[-1].tag.keyword not in openers:
            message = say(
                "{tag} stands in no {blocks} block; remove it",
                tag=tag.printed,
                blocks=(" " + say("or") + " ").join(openers),
            )
            self._found.fault("block", tag.place, message)
            return
        last = self.stack[-1]
        if last.otherwise:
            message = say(
                "{tag} stands behind an else of the same block; put it before", tag=tag.printed
            )
            self._found.fault("block", tag.place, message)
            return
        last.otherwise = tag.keyword == "else"
        _same_container(last, tag, middle.container, middle.shape, self._found)

    def close(self, end: Open) -> None:
        """Take the end of a block: that of the innermost one of its kind and place."""
        tag, word = end.tag, end.tag.keyword.removeprefix("end")
        last = self.stack[-1] if self.stack else None
        if last is None or last.tag.keyword != word or not _beside(last, end):
            if late := next((one for one in self._lacking if _fits(one[0], end, (word,))), None):
                self._lacking.remove(late)
                self._fault(late[0], late[1].tag, _crossed(*late))
                return
            self._pass_over(end, (word,))
        last = self.stack[-1] if self.stack else None
        if self._is_moved(end, word):
            return
        if last is None:
            message = say("{tag} closes nothing; remove it", tag=tag.printed)
            self._found.fault("block", tag.place, message)
        elif last.tag.keyword == word:
            self.stack.pop()
            self._told.add(last.tag.printed)
            _same_container(last, tag, end.container, end.shape, self._found)
        elif any(one.tag.keyword == word for one in self.stack):
            self.stack.pop()
            self._fault(last, tag, _crossed(last, end))
        else:
            message = say(
                "{tag} closes nothing: {end} is due here ({begin} was opened in {place}); remove "
                "it",
                tag=tag.printed,
                end=_closing(last.tag),
                begin=last.tag.printed,
                place=last.tag.place,
            )
            self._found.fault("block", tag.place, message)

    def _is_moved(self, end: Open, word: str) -> bool:
        """Tell of an end that was put elsewhere than its block, which was found to lack it."""
        if any(one.tag.keyword == word for one in self.stack):
            return False
        fits = [one for one in self._lacking if one[0].tag.keyword == word]
        fits = [one for one in fits if one[0].tag.level == end.tag.level]
        if fits:
            self._lacking.remove(fits[-1])
            self._told.add(fits[-1][0].tag.printed)
            _same_container(fits[-1][0], end.tag, end.container, end.shape, self._found)
        return bool(fits)

    def _pass_over(self, later: Open, words: Sequence[str]) -> None:
        """Take the blocks out that stand between a tag and the block that it belongs to."""
        fits = (n for n, one in enumerate(self.stack[::-1]) if _fits(one, later, words))
        depth = next(fits, 0)
        if depth:
            self._lacking += [(one, later) for one in self.stack[-depth:]]
            del self.stack[-depth:]

    def _fault(self, opened: Open, at: Tag, message: str) -> None:
        self._told.add(opened.tag.printed)
        self._found.fault("block", at.place, message)

    def tell_left(self) -> None:
        """Note each block without an end; a text box has its text twice, and is told once."""
        left = [*self.stack, *(opened for opened, _ in self._lacking)]
        for one in sorted(left, key=lambda one: one.tag.number):
            if one.tag.printed in self._told and _has_twin(one.container):
                continue
            message = say(
                "{tag} is never closed; put {end} behind it",
                tag=one.tag.printed,
                end=_closing(one.tag),
            )
            self._fault(one, one.tag, message)


def _has_twin(container: Element | None) -> bool:
    """Return whether a container stands in a text box, which has its text twice."""
    around = () if container is None else container.iterancestors(_TWICE)
    return next(iter(around), None) is not None


def _beside(one: Open, other: Open) -> bool:
    return one.container is other.container and one.shape == other.shape


def _fits(opened: Open, tag: Open, words: Sequence[str]) -> bool:
    return opened.tag.keyword in words and _beside(opened, tag)


def _crossed(opened: Open, end: Open) -> str:
    return say(
        "{tag} stands where {end} is due ({begin} was opened in {place}); close "
        "each block before the one around it",
        tag=end.tag.printed,
        end=_closing(opened.tag),
        begin=opened.tag.printed,
        place=opened.tag.place,
    )


def _same_container(
    last: Open,
    tag: Tag,
    container: Element | None,
    shape: tuple[str, ...],
    found: TagList,
) -> None:
    if last.container is container and last.shape == shape:
        return
    about = {"tag": tag.printed, "first": last.tag.printed, "place": last.tag.place}
    if last.tag.level != tag.level:
        word = f"%{last.tag.level} " if last.tag.level else "% "
        way = f"{{{word}{tag.body} %}}"
        message = say(
            "{tag} does not stand beside {first} ({place}); write {way}, or change the other",
            way=way,
            **about,
        )
    else:
        message = say(
            "{tag} does not stand beside {first} ({place}); put both into the same "
            "cell, text box, content control, field or body",
            **about,
        )
    found.fault("block", tag.place, message)


def _closing(tag: Tag) -> str:
    level = f"{tag.level} " if tag.level else " "
    return f"{{%{level}end{tag.keyword} %}}"
