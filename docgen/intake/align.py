"""The lines of an old report, held against the map of its form: what stands behind which label.

Labels count only at the beginning of a paragraph and in the form's order; a criterion begins only
at the next expected number, typed or counted by Word, with its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from docgen.intake.folded import bare_letters
from docgen.intake.formmap import ENDS_LABEL, Anchor, FormMap
from docgen.intake.wording import without_sign
from docgen.model import Criterion, Pack
from docgen.word.readback.fields import Line

_LONG = 40
"""Letters from which a fixed sentence is known wherever it stands."""
_ALIKE = 0.7
"""How many words of a criterion's description must be the pack's, in another edition of a form."""
_JUMP, _JUMP_HEADING = 8, 20
"""Letters from which a label, or a heading, is known though labels before it are missing."""
_BEHIND_NAME = ("", ":", ".", "–", "-")
"""What stands behind the name of a criterion, where no description does."""
_NUMBER = re.compile(r"\s*\(?(\d{1,2})\s*[.):]?\s*")


class Filled(NamedTuple):
    """A label of the form, and what stands behind it."""

    anchor: Anchor
    lines: list[Line]


@dataclass(slots=True)
class Aligned:
    """The lines of a report, each in its place."""

    filled: list[Filled] = field(default_factory=list)
    listed: list[Line] = field(default_factory=list)
    """The lines of the list of scores."""
    strays: list[Line] = field(default_factory=list)
    """What belongs nowhere."""


def align(lines: list[Line], form: FormMap, pack: Pack) -> Aligned:
    """Return the lines of a report in their places."""
    walk = _Walk(form, pack)
    for line in lines:
        if bare_letters(line.text) or line.text.strip("_ \t\n"):
            walk.take(line)
        elif line.text.strip():
            walk.take_rule(line)
    return walk.found


class _Walk:
    """Goes along the lines and the form at once."""

    def __init__(self, form: FormMap, pack: Pack) -> None:
        self.form, self.pack = form, pack
        labels = (text for s in pack.sections for text in (s.label, s.sheet_label))
        self.sections = {bare_letters(text) for text in labels}
        self.at = -1
        """The number of the anchor that was found last."""
        self.found = Aligned()
        self.current = Anchor("")

    def take(self, line: Line) -> None:
        """Put one line where it belongs."""
        for number in self._candidates():
            anchor = self.form.anchors[number]
            rest = self._rest(anchor, line)
            if rest is not None:
                self._go(number, anchor, line, rest)
                return
        letters = bare_letters(line.text)
        known = letters in self.form.fixed
        if known and (len(letters) >= _LONG or not self.current.targets):
            return
        if self.current.targets:
            self.found.filled[-1].lines.append(line)
        elif self.current.criterion and _is_description(
            line.text, self.pack.criterion(self.current.criterion)
        ):
            return
        elif self._after_criteria() and self.form.list_label:
            self.found.listed.append(line)
        else:
            self.found.strays.append(line)

    def take_rule(self, line: Line) -> None:
        """Keep a line of underscores: names stand beside it."""
        if self.current.late:
            self.found.filled[-1].lines.append(line)

    def _go(self, number: int, anchor: Anchor, line: Line, rest: str) -> None:
        self.at, self.current = number, anchor
        if anchor.criterion:
            known = self.pack.criterion(anchor.criterion)
            if bare_letters(rest) and not _is_description(rest, known):
                self.found.strays.append(_with(line, rest))
            return
        if anchor.targets or anchor.late:
            self.found.filled.append(Filled(anchor, [_with(line, rest)] if rest else []))

    def _candidates(self) -> Iterator[int]:
        """Yield the anchors that may come next: up to the next criterion, and a need once more."""
        skipped = 0
        for number in range(self.at + 1, len(self.form.anchors)):
            anchor = self.form.anchors[number]
            letters = bare_letters(anchor.text)
            least = _JUMP if anchor.targets else _JUMP_HEADING
            is_known = anchor.criterion or letters in self.sections
            if not skipped or is_known or len(letters) >= least:
                yield number
            if anchor.criterion:
                break
            skipped += bool(anchor.targets)
        if self.at >= 0 and _is_need(self.form.anchors[self.at]):
            first = next(n for n, one in enumerate(self.form.anchors) if _is_need(one))
            yield first

    def _rest(self, anchor: Anchor, line: Line) -> str | None:
        """Return what stands behind an anchor in a line that begins with it."""
        text = without_sign(line.text)
        if anchor.criterion:
            return self._behind_criterion(self.pack.criterion(anchor.criterion), text, line)
        rest = behind(text, anchor.text)
        if rest is None:
            return None
        if not anchor.targets:
            return "" if not bare_letters(rest) else None
        if anchor.is_label:
            bare = rest.lstrip()
            return bare[1:].strip() if bare[:1] == anchor.text.rstrip()[-1] else None
        bare = rest.strip(" \t\n:")
        parted = not bare or rest[0] in "\t\n:" or bare.isdecimal()
        return bare if parted else None

    def _behind_criterion(self, criterion: Criterion, text: str, line: Line) -> str | None:
        number = _NUMBER.match(text)
        printed = criterion.printed.strip(" .)") or str(criterion.number)
        if number and number[1] == printed:
            text = text[number.end() :]
        elif not line.numbered:
            return None
        rest = behind(text, criterion.name)
        if rest is None and criterion.short_name != criterion.name:
            rest = behind(text, criterion.short_name)
        if rest is None or not (
            rest.strip()[:1] in _BEHIND_NAME or _is_description(rest, criterion)
        ):
            return None
        return rest.lstrip(" :")

    def _after_criteria(self) -> bool:
        return self.at >= 0 and not any(one.criterion for one in self.form.anchors[self.at :])


def behind(text: str, fixed: str) -> str | None:
    """Return what stands behind a fixed text that `text` begins with; None when it does not.

    Case, accents, signs and blanks make no difference.
    """
    wanted = bare_letters(fixed)
    if not wanted:
        return None
    got = ""
    for at, sign in enumerate(text):
        if got == wanted:
            return None if sign.isalnum() else _without(text[at:], _closing(fixed))
        got += bare_letters(sign)
        if not wanted.startswith(got):
            return None
    return "" if got == wanted else None


def _closing(fixed: str) -> str:
    """Return the signs at the end of a fixed text, but for the one that ends a label."""
    bare = fixed.rstrip()
    bare = bare[:-1] if bare.endswith(ENDS_LABEL) else bare
    return bare[len(bare.rstrip("".join(sign for sign in bare if not sign.isalnum()))) :]


def _without(text: str, signs: str) -> str:
    """Return a text without those signs at its beginning."""
    for sign in signs:
        text = text.lstrip(" ").removeprefix(sign) if sign.strip() else text
    return text


def _is_need(anchor: Anchor) -> bool:
    """Return whether an anchor is a line of a need that has lines of its own."""
    return len(anchor.targets) == 1 and anchor.targets[0].path.startswith("development.")


def _with(line: Line, text: str) -> Line:
    """Return the end of a line, behind its label."""
    return line._replace(text=text.strip(), bullet=False, numbered=False, whole=False)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _is_description(text: str, criterion: Criterion) -> bool:
    """Return whether a text is what the form prints of a criterion, perhaps in another edition."""
    texts = (criterion.description, criterion.components_intro, *criterion.components)
    known = {word for one in texts for word in _words(one)}
    words = _words(text)
    return bool(words) and sum(word in known for word in words) >= _ALIKE * len(words)
