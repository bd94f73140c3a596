"""An old report of the authority's own form becomes data, by the wording of a pack.

Nothing is guessed and nothing dropped: what cannot be read is told with its place, and text that
belongs nowhere is listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from docgen.errors import DocgenError, InvalidDataError
from docgen.intake.align import Aligned, Filled, align, behind
from docgen.intake.folded import Prompts, bare_letters, squeezed
from docgen.intake.form import Taken, read_value
from docgen.intake.formmap import FormMap, map_of
from docgen.intake.paths import Target
from docgen.intake.scoretable import find_tables, read_tables
from docgen.intake.settle import Settled, settle
from docgen.intake.typed import criterion_named, whole_number
from docgen.model import Pack, Problem
from docgen.model.telling import quoted
from docgen.model.tongue import say
from docgen.word.readback.fields import Edited, Line

_SHOWN = 60
_ONE = ("line", "date", "dates", "number", "score", "choice", "criterion", "statement", "key")
"""Kinds of which one line is the value; what follows belongs elsewhere."""
_STATEMENT = Target("result.statement", "statement")
_LONGEST_NAME = 80
_ENTRY = re.compile(r"\.k\d+")
_FIGURE = re.compile(r"\d{1,3}")


def read_old(edited: Edited, pack: Pack, prompts: Prompts, file: Path) -> tuple[Settled, Taken]:
    """Return what an old report says; raises InvalidDataError for a file that is none."""
    try:
        form = map_of(pack)
    except DocgenError as error:
        message = say(
            "cannot be read by the pack {code}, whose own form is broken: {error}",
            code=pack.code,
            error=error,
        )
        raise InvalidDataError([Problem("no-form", message, file)]) from error
    taken = Taken(file, pack, lenient=True)
    tables = find_tables(edited, pack)
    story = edited.stories()[0]
    lines = [
        edited.line(story, paragraph, paragraph.text, whole=True)
        for paragraph in story.paragraphs
        if paragraph.element not in tables.paragraphs
    ]
    aligned = align(lines, form, pack)
    if not tables.rows and not any(one.anchor.criterion for one in _criteria(aligned)):
        message = say(
            "is no report of the form that the pack {code} knows: no criterion is found",
            code=pack.code,
        )
        raise InvalidDataError([Problem("no-form", message, file)])
    for filled in aligned.filled:
        _Reading(form, prompts, taken).read(filled)
    read_tables(tables, prompts, taken)
    _read_list(aligned.listed, form, prompts, taken)
    taken.strays.extend((line.text, line.place) for line in aligned.strays)
    _tell_strays(taken)
    return settle(taken), taken


def _criteria(aligned: Aligned) -> Iterator[Filled]:
    """Yield what stands behind labels of criteria."""
    for filled in aligned.filled:
        if any(target.path.startswith("criteria.") for target in filled.anchor.targets):
            criterion = filled.anchor.targets[0].path.split(".")[1]
            yield filled._replace(anchor=filled.anchor._replace(criterion=criterion))


def _tell_strays(taken: Taken) -> None:
    for text, place in taken.strays:
        if text.strip():
            message = say(
                "belongs to no place of the form: {text}",
                text=quoted(" ".join(text.split()), _SHOWN),
            )
            taken.fault("outside", message, place, warning=True)


class _Reading:
    """Reads what stands behind the labels of one report."""

    def __init__(self, form: FormMap, prompts: Prompts, taken: Taken) -> None:
        self.form, self.prompts, self.taken = form, prompts, taken

    def read(self, filled: Filled) -> None:
        """Read what stands behind one label."""
        targets = filled.anchor.targets
        if any(target.path.startswith("development.") for target in targets) and len(targets) > 1:
            self._needs(filled.lines)
            return
        lines, late = self._without_sentences(filled)
        if targets and targets[0].path.startswith("result."):
            self._one(lines, _STATEMENT)
        elif (targets and targets[0].is_entry) or len(targets) > 1:
            self._entries(lines, targets)
        elif targets:
            self._one(lines, targets[0])
        else:
            self._list(lines)
        if filled.anchor.late:
            self._signatures(late, targets)
        else:
            self._list(late)

    def _without_sentences(self, filled: Filled) -> tuple[list[Line], list[Line]]:
        """Return the lines before and behind the last fixed sentence, which are taken out."""
        before: list[Line] = []
        behind_it: list[Line] = []
        for line in filled.lines:
            if self.prompts.is_empty(line.text):
                continue
            rest, met = self._cut(line)
            if met:
                before, behind_it = [*before, *behind_it], []
                if bare_letters(rest):
                    before.append(line._replace(text=rest))
            else:
                behind_it.append(line)
        if not filled.anchor.late:
            return [*before, *behind_it], []
        return before, behind_it

    def _cut(self, line: Line) -> tuple[str, bool]:
        """Return a line without the form's sentences, and whether there was one."""
        text, met = line.text, False
        for pattern in self.form.patterns:
            found = pattern.regex.search(text)
            if found is None:
                continue
            met = True
            for target, said in zip(pattern.targets, found.groups(), strict=True):
                self._one([line._replace(text=said)], target)
            text = f"{text[: found.start()]} {text[found.end() :]}".strip()
        return text, met

    def _one(self, lines: list[Line], target: Target) -> None:
        own = [line for line in lines if line.text and not self.prompts.is_empty(line.text)]
        if not own:
            return
        if any(self.prompts.stands_in(line.text) for line in own):
            message = say("the form's prompt still stands beside the text; delete it in the review")
            self.taken.fault("prompt", message, own[0].place)
        if target.kind in _ONE:
            self._list(own[1:])
            own = own[:1]
        read_value(own, target, self.taken, own[0].place)

    def _entries(self, lines: list[Line], targets: tuple[Target, ...]) -> None:
        """Read one entry a line: recipients, reviewers."""
        for number, line in enumerate(lines, 1):
            path = _ENTRY.sub(f".k{number}", targets[0].path, count=1)
            self._one([line], targets[0]._replace(path=path))

    def _signatures(self, lines: list[Line], targets: tuple[Target, ...]) -> None:
        """Read names below the last sentence as reviewers; other text is the summary's."""
        names: list[Line] = []
        rest: list[Line] = []
        for line in lines:
            text = line.text.strip("_ \t\n")
            if not text:
                continue
            is_name = len(text) <= _LONGEST_NAME and text[-1] not in ".:;!?" and not line.bullet
            (names if is_name else rest).append(line._replace(text=text))
        kind = Target("reviewers.k1.name", "line")
        self._entries(names, (kind,))
        if rest and targets:
            self._one(rest, targets[0])

    def _needs(self, lines: list[Line]) -> None:
        """Read needs that stand below each other: each bullet is one, else each paragraph."""
        bullets = any(line.bullet for line in lines)
        needs: list[list[Line]] = []
        open_name = False
        for line in lines:
            name, _, rest = self._parted(line)
            begins = bool(name) or (line.bullet if bullets else not open_name)
            if begins or not needs:
                needs.append([line._replace(bullet=False)])
            else:
                needs[-1].append(line)
            open_name = bool(name) and not rest
        for number, need in enumerate(needs, 1):
            base = f"development.k{number}"
            need[0] = need[0]._replace(text=self._named(need[0], base))
            target = Target(f"{base}.recommendation", "text")
            self._one([line for line in need if line.text], target)

    def _named(self, line: Line, base: str) -> str:
        """Keep the criterion that a need names before its text, and return the text."""
        name, score, rest = self._parted(line)
        if not name:
            return line.text
        self.taken.say(f"{base}.criterion", name, line.place)
        if score is not None:
            self.taken.say(f"{base}.score", score, line.place)
        return rest

    def _parted(self, line: Line) -> tuple[str, int | None, str]:
        """Return criterion, score and text of a need's line; no criterion where it names none."""
        pack = self.taken.pack
        name, colon, rest = line.text.partition(":")
        score = None
        for pattern in self.form.patterns:
            found = pattern.regex.match(line.text)
            keys = [target.path.rpartition(".")[2] for target in pattern.targets]
            if found and keys[:1] == ["name"]:
                said = dict(zip(keys, found.groups(), strict=True))
                name, colon = said["name"], ":"
                rest = said.get("recommendation", line.text[found.end() :])
                score = whole_number(said.get("score", ""), pack)
                break
        known = criterion_named(name, pack) if colon else None
        return (known.id, score, rest.strip()) if known else ("", None, line.text)

    def _list(self, lines: list[Line]) -> None:
        self.taken.strays.extend((line.text, line.place) for line in lines if line.text.strip("_ "))


def _read_list(lines: list[Line], form: FormMap, prompts: Prompts, taken: Taken) -> None:
    """Read the list of scores: names, which may be short or wrapped, each before its label."""
    sections = {squeezed(text) for s in taken.pack.sections for text in (s.label, s.sheet_label)}
    name: list[Line] = []
    for line in lines:
        if squeezed(line.text) in sections or prompts.is_empty(line.text):
            continue
        before, score = _parted(line.text, form.list_label)
        name.append(line._replace(text=before))
        if score is None:
            continue
        words = " ".join(one.text for one in name)
        found = criterion_named(words, taken.pack)
        if found and score and not prompts.is_empty(score):
            target = Target(f"criteria.{found.id}.score", "score")
            read_value([line._replace(text=score)], target, taken, line.place)
        elif not found:
            taken.strays.append((" ".join((words, form.list_label, score)), line.place))
        name = []
    taken.strays.extend((line.text, line.place) for line in name if line.text)


def _parted(text: str, label: str) -> tuple[str, str | None]:
    """Return what stands before and behind the label of a score; None where it is not."""
    for at in range(len(text)):
        rest = behind(text[at:], label) if at == 0 or not text[at - 1].isalnum() else None
        if rest is not None and rest.lstrip()[:1] == label.rstrip()[-1]:
            return text[:at].strip(), rest.lstrip()[1:].strip()
    return text.strip(), None
