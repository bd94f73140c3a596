"""What an edited report says outside its fields: text that was changed there, comments."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.model.tongue import say
from docgen.roundtrip.plan import Change
from docgen.roundtrip.sides import Sides
from docgen.roundtrip.typedneeds import typed_needs
from docgen.word.compile.xml import W, parse_part
from docgen.word.readback.outside import changes_around

_COMMENTS = "word/comments.xml"


def said_around(sides: Sides, *, removed: bool) -> Iterator[Change]:
    """Yield text that was changed outside fields, then the comments, each with its place.

    Typed needs are told as such; with `removed` entries of lists, so is what is gone around them.
    """
    note = say("stands in no field, so it is not taken")
    needs = {piece.at for pieces in typed_needs(sides) for piece in pieces}
    pieces = sides.around()
    for one in changes_around(sides.store, [piece for piece in pieces if piece.at not in needs]):
        if removed and not one.text:
            continue
        was = say("{number} paragraph(s)", number=one.gone) if one.gone else ""
        yield Change("", "", was, one.text, "outside", (), one.place, note)
    yield from _comments(sides)


def _comments(sides: Sides) -> Iterator[Change]:
    parts = sides.edited.package.parts
    if _COMMENTS not in parts:
        return
    places = {}
    for story in sides.edited.stories():
        for mark in story.root.iter(f"{W}commentReference"):
            paragraph = next(mark.iterancestors(f"{W}p"), None)
            own = [one for one in story.paragraphs if one.element is paragraph]
            if own:
                places[mark.get(f"{W}id")] = sides.edited.place(story, own[0])
    for comment in parse_part(parts[_COMMENTS], sides.edited.file, _COMMENTS).iter(f"{W}comment"):
        text = " ".join("".join(t.text or "" for t in comment.iter(f"{W}t")).split())
        author = str(comment.get(f"{W}author") or "")
        place = places.get(comment.get(f"{W}id"), "")
        yield Change("", "", "", text, "comment", (author,) if author else (), place)
