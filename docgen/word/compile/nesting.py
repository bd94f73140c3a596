"""Hold the tags of a part to a sound structure: every block opens and closes in one container."""

from __future__ import annotations

from lxml import etree

from docgen.bounds.templates import MOST_BLOCKS, MOST_LOOPS
from docgen.model.tongue import say
from docgen.suggest import nearest
from docgen.word.compile.marks import finder_of_marks, number_of, numbers_in
from docgen.word.compile.openblocks import Blocks, Open
from docgen.word.compile.statements import CELL_WORDS, MIDDLES, OPENERS, STATEMENTS
from docgen.word.compile.tags import Tag, TagList
from docgen.word.compile.xml import Element, W

LEVELS = ("p", "tr", "tc", "r")
"""What a tag may stand for."""
_ELSEWHERE = {"elseif": "elif", "elsif": "elif"}
"""Words of other languages for ours, which look more like another word of ours."""
_marked = finder_of_marks("fldChar")


def check_blocks(order: list[tuple[Tag, Element | None, tuple[str, ...]]], found: TagList) -> None:
    """Note each block that is not closed, or closed elsewhere than it was opened.

    `order` holds the tags as they stand in the part, each with the element that contains what
    the tag stands for, and the names of the elements between that container and the tag.
    """
    if blanks := [tag for tag, _, _ in order if _begins_with_level(tag)]:
        for tag in blanks:  # what else is wrong with the blocks follows from it
            level, _, rest = tag.body.partition(" ")
            message = say(
                "{tag}: no blank stands before {level}; write {{%{level} {rest} %}}",
                tag=tag.printed,
                level=level,
                rest=rest,
            )
            found.fault("unknown-statement", tag.place, message)
        return
    _check_order(order, found)


def _check_order(order: list[tuple[Tag, Element | None, tuple[str, ...]]], found: TagList) -> None:
    blocks = Blocks(found)
    for tag, container, shape in order:
        word = tag.keyword
        if tag.kind != "block":
            continue
        if word not in STATEMENTS:
            _unknown(tag, found)
        elif word in OPENERS and not is_plain_set(tag.body):
            blocks.stack.append(Open(tag, container, shape))
            _refuse_depth(blocks.stack, found)
        elif word in MIDDLES:
            blocks.go_on(Open(tag, container, shape))
        elif word.startswith("end"):
            blocks.close(Open(tag, container, shape))
    blocks.tell_left()


def _refuse_depth(stack: list[Open], found: TagList) -> None:
    """Note the first block that stands too deep in others."""
    tag = stack[-1].tag
    loops = sum(block.tag.keyword == "for" for block in stack)
    if len(stack) == MOST_BLOCKS + 1:
        message = say(
            "{tag}: blocks stand at most {most} deep in each other; take some apart",
            tag=tag.printed,
            most=MOST_BLOCKS,
        )
    elif loops == MOST_LOOPS + 1 and tag.keyword == "for":
        message = say(
            "{tag}: loops stand at most {most} deep in each other; take some apart",
            tag=tag.printed,
            most=MOST_LOOPS,
        )
    else:
        return
    found.fault("limit", tag.place, message)


def is_plain_set(body: str) -> bool:
    """Return whether a tag sets a name to a value; else it sets it to what its block writes."""
    return body.startswith("set") and "=" in body.partition("|")[0]


def _begins_with_level(tag: Tag) -> bool:
    """Return whether a blank stands before what the tag stands for: `{% p if x %}`."""
    level, _, rest = tag.body.partition(" ")
    word = rest.split()[0] if rest.strip() else ""
    return tag.kind == "block" and level in LEVELS and word in STATEMENTS


def _unknown(tag: Tag, found: TagList) -> None:
    near = _ELSEWHERE.get(tag.keyword) or nearest(tag.keyword, (*STATEMENTS, *CELL_WORDS))
    hint = say("did you mean '{word}'?", word=near) if near else say("remove the tag")
    found.fault(
        "unknown-statement",
        tag.place,
        say("{tag} is no statement; {hint}", tag=tag.printed, hint=hint),
    )


def reading_order(
    root: Element, tags: list[Tag]
) -> list[tuple[Tag, Element | None, tuple[str, ...]]]:
    """Return the tags of a part in document order, with container and shape of each.

    What stands in a field of Word has that field in its shape: half a field is none.
    """
    order: list[tuple[Tag, Element | None, tuple[str, ...]]] = []
    fields: list[tuple[str, ...]] = []
    for node in _marked(root):
        if node.tag == f"{W}fldChar":
            _follow(fields, node)
        if isinstance(node, etree._ProcessingInstruction):
            if (number := number_of(node)) is not None:
                order.append((tags[number], node.getparent(), _innermost(fields)))
            continue
        for value in node.attrib.values():
            order += [(tags[n], node, ("@",)) for n in numbers_in(str(value))]
        for number in numbers_in(node.text):
            container, shape = _run_container(node)
            order.append((tags[number], container, (*shape, *_innermost(fields))))
    return order


def _follow(fields: list[tuple[str, ...]], mark: Element) -> None:
    """Open or close a field, or go from its code to its result."""
    kind = mark.get(f"{W}fldCharType")
    if kind == "begin":
        fields.append(("field", str(id(mark))))
    elif kind == "separate" and fields:
        fields[-1] = (*fields[-1], "result")
    elif kind == "end" and fields:
        fields.pop()


def _innermost(fields: list[tuple[str, ...]]) -> tuple[str, ...]:
    return fields[-1] if fields else ()


def _run_container(node: Element) -> tuple[Element | None, tuple[str, ...]]:
    """Return the container of the text's paragraph and the elements from it down to the text."""
    shape = [str(node.tag)]
    for ancestor in node.iterancestors():
        if ancestor.tag == f"{W}p":
            return ancestor.getparent(), tuple(shape)
        shape.append(str(ancestor.tag))
    return node, ("text",)
