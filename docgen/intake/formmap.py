"""The map of an authority's form, taken from the pack's own blank form: labels in their order.

A pack prints the labels of the form that it stands for, so its blank form tells which value stands
behind which label. No wording of any form stands in code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from docgen.bounds.reading import stamp_of
from docgen.bounds.recent import FileMemo
from docgen.document.blankform import make_form
from docgen.intake.folded import bare_letters
from docgen.intake.paths import Paths, Target
from docgen.model import Criterion, Pack
from docgen.packs.load import pack_document
from docgen.report import REPORT
from docgen.word.compile.xml import W
from docgen.word.readback.fields import Edited, Field, open_edited
from docgen.word.readback.story import Story

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_])")
_GOES_ON = r"(?!\d|\s+(?-i:[^\W\d_A-ZÆØÅÄÖ]))"
"""Behind a full stop that ends a sentence: not `10.3.2026`, not `psyk. afd. i Sundby`."""
ENDS_LABEL = (":", "?")
"""How a label ends."""


class Anchor(NamedTuple):
    """A place of the form that a report is searched for."""

    text: str
    """The fixed text, as printed; for a criterion its name."""
    targets: tuple[Target, ...] = ()
    """What stands behind it, in the order of the form."""
    criterion: str = ""
    """Id of the criterion that begins here."""
    late: tuple[Target, ...] = ()
    """What stands behind the fixed sentences that follow: the signatures."""

    @property
    def is_label(self) -> bool:
        """Whether a value stands behind it on the same line, or may."""
        return self.text.rstrip().endswith(ENDS_LABEL)


class Pattern(NamedTuple):
    """A fixed sentence with values in it."""

    regex: re.Pattern[str]
    targets: tuple[Target, ...]
    """One for each group."""


class FormMap(NamedTuple):
    """A form: its labels and headings in order, its sentences, all its fixed lines."""

    anchors: tuple[Anchor, ...]
    patterns: tuple[Pattern, ...]
    fixed: frozenset[str]
    """The letters of every fixed line."""
    list_label: str
    """What stands before each score of the list of scores; empty without a list."""


class _Piece(NamedTuple):
    """A paragraph of the blank form: its fixed text before its first field, and its fields."""

    text: str
    targets: tuple[Target, ...]
    whole: str
    """All its text, a NUL for each field."""
    in_table: bool
    """True in the table of criteria, which is read by its columns."""

    @property
    def is_sentence(self) -> bool:
        """Whether words stand behind a field."""
        return bool(bare_letters(self.whole.partition("\0")[2]))


_maps: FileMemo[tuple[Path, str], FormMap] = FileMemo(8)
"""By Word file and pack."""


def map_of(pack: Pack) -> FormMap:
    """Return the map of a pack's report form.

    Raises DocgenError when the pack has no such document, or its Word file is broken.
    """
    path = pack_document(pack, REPORT).path
    return _maps.of((path, pack.code), (stamp_of(path), pack), lambda: _map_of(pack))


def _map_of(pack: Pack) -> FormMap:
    form = open_edited(make_form(pack, REPORT), REPORT)
    pieces = [piece for piece in _pieces(form, Paths(pack)) if not piece.in_table]
    patterns = [found for piece in pieces if piece.is_sentence for found in _patterns(piece)]
    points = [piece for piece in pieces if _is_point(piece)]
    own = {bare_letters(text) for criterion in pack.criteria for text in _texts(criterion)} - {""}
    names = {bare_letters(text) for c in pack.criteria for text in (c.name, c.short_name)}
    fixed = frozenset({bare_letters(piece.whole) for piece in pieces} | own) - names
    heads = [p for p in pieces if not _is_point(p) and bare_letters(p.whole) not in own]
    label = points[0].text.rpartition("\t")[2] if points else ""
    return FormMap(tuple(_anchors(heads, pack)), tuple(patterns), fixed, label)


def _texts(criterion: Criterion) -> Iterator[str]:
    """Yield the texts that a form may print of a criterion."""
    yield from (criterion.name, f"{criterion.printed} {criterion.name}", criterion.description)
    yield from (criterion.components_intro, *criterion.components)


def _is_point(piece: _Piece) -> bool:
    return any(target.path.endswith(".points") for target in piece.targets)


def _pieces(form: Edited, paths: Paths) -> Iterator[_Piece]:
    story = form.stories()[0]
    starts: dict[int, Target] = {}
    inside: set[int] = set()
    for found in form.fields():
        target = paths.of(found)
        if target is not None and found.part == story.part:
            starts[_first(story, found)] = target
            inside.update(range(*found.span))
    texts: dict[int, list[str | Target]] = {}
    for at, (number, text) in enumerate(story.atoms):
        line = texts.setdefault(number, [])
        if at in starts:
            line.append(starts[at])
        if text and at not in inside:
            line.append(text)
    tables = {_table_of(story, n) for n, line in texts.items() if _is_cell(line)} - {None}
    for number, line in texts.items():
        whole = "".join("\0" if isinstance(part, Target) else part for part in line)
        targets = tuple(part for part in line if isinstance(part, Target))
        if targets or bare_letters(whole):
            in_table = _table_of(story, number) in tables
            yield _Piece(whole.partition("\0")[0].strip(), targets, whole.strip(), in_table)


def _table_of(story: Story, number: int) -> Any:
    """Return the table around a paragraph; None for one outside tables."""
    return next(story.paragraphs[number].element.iterancestors(f"{W}tbl"), None)


def _is_cell(line: list[str | Target]) -> bool:
    """Return whether a paragraph is the field of a criterion without a label."""
    first = line[0] if line else ""
    return isinstance(first, Target) and first.path.startswith("criteria.")


def _first(story: Story, found: Field) -> int:
    """Return the number of the first atom of a field that is text."""
    start, end = found.span
    return next((at for at in range(start, end) if story.atoms[at][1]), start)


def _patterns(piece: _Piece) -> Iterator[Pattern]:
    """Yield a pattern for each sentence of a paragraph that has values in it."""
    targets = list(piece.targets)
    for sentence in _SENTENCE.split(piece.whole):
        count = sentence.count("\0")
        own, targets = tuple(targets[:count]), targets[count:]
        words = [re.escape(part) for part in " ".join(sentence.split()).split("\0")]
        if bare_letters(sentence):
            end = {"\0": "$", ".": _GOES_ON}.get(sentence[-1], "")
            text = "(.+?)".join(words).replace(r"\ ", r"\s+") + end
            regex = re.compile(text, re.IGNORECASE | re.DOTALL)
            yield Pattern(regex, own)


def _anchors(pieces: list[_Piece], pack: Pack) -> Iterator[Anchor]:
    """Yield the anchors: each fixed text with the fields behind it, up to the next."""
    current: Anchor | None = None
    sentence_seen = False
    begun = ""
    for piece in pieces:
        if piece.is_sentence:
            sentence_seen = True
            continue
        owner = _criterion_of(piece.targets)
        if owner and owner != begun:
            if current:
                yield current
            begun, current = owner, None
            yield Anchor(pack.criterion(owner).name, criterion=owner)
        if bare_letters(piece.text):
            if current:
                yield current
            current, sentence_seen = Anchor(piece.text, piece.targets), False
        elif current:
            if sentence_seen and piece.targets[0].path.startswith("reviewers."):
                current = current._replace(late=(*current.late, *piece.targets))
            else:
                current = current._replace(targets=(*current.targets, *piece.targets))
    if current:
        yield current


def _criterion_of(targets: tuple[Target, ...]) -> str:
    path = targets[0].path if targets else ""
    return path.split(".")[1] if path.startswith("criteria.") else ""
