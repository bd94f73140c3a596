"""What a template prints, and how often: held against an older version of it.

Tags are read one by one, without blocks being sound, so that it works when one side has a fault.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from docgen.check.lint.subject import LintFinding, Subject
from docgen.model import Problem
from docgen.model.tongue import marked, say
from docgen.word.audit.package import W, children, value, within
from docgen.word.compile.quotes import straightened

UNSEEN = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
"""Signs that nobody sees and no name holds."""
BEFORE = marked("before in ")
_FEWER = marked(
    "prints {path} no longer as often: {was} times before, {now} now (held against {against}); "
    "was it meant?"
)
_GONE = marked("prints {path} no longer (held against {against}); was it meant?")
"""Begins the place of what is gone."""
RULE_LOST, RULE_NEW, RULE_HEAD = "prints-no-longer", "prints-newly", "table-head-gone"
_CAUSES = frozenset(
    (
        *(
            "tracked-change",
            "looks-like-tag",
            "broken-tag",
            "hidden-tag",
            "merged-away",
            "bare-name",
        ),
        *("unknown-name", "unknown-statement", "text-beside-tag", "tag-level", "block"),
    )
)
"""Rules whose findings say by themselves why a value is not printed."""
_LOOP = re.compile(r"\s*-?(?:(?:p|tr|tc|r)\s+)?-?\s*for\s+(\w+)\s+in\s+([\w.]+)")
_END = re.compile(r"\s*-?(?:(?:p|tr|tc|r)\s+)?-?\s*endfor\b")
_LEVEL = re.compile(r"-?(?:p|tr|tc|r)\s+(?=[^\s}|])")
"""What a tag of a whole paragraph, row, cell or run begins with."""
_PATH = re.compile(r"(?<![\w.'\"])[A-Za-z_]\w*(?:\.\w+|\['[^']*'\])*")


class Contract(NamedTuple):
    """What one version prints."""

    prints: Mapping[str, int]
    """By path, `sections[].criteria[].comment`: how many tags print it."""
    places: Mapping[str, Sequence[str]]
    """By path: where each of these tags stands."""
    heads: int
    """Tables with a head."""


def contract_of(subject: Subject) -> Contract:
    """Return what a template prints, by the paths of its values."""
    prints: Counter[str] = Counter()
    places: dict[str, list[str]] = {}
    for place, path in _printed(subject):
        prints[path] += 1
        places.setdefault(path, []).append(place)
    heads = sum(
        any(value(mark) not in ("0", "false", "off")
            for row in children(table, "tr") for mark in row.findall(f"{W}trPr/{W}tblHeader"))
        for _, root in subject.stories() for table in root.iter(f"{W}tbl")
    )  # fmt: skip
    return Contract(prints, places, heads)


def _printed(subject: Subject) -> Iterator[tuple[str, str]]:
    """Yield place and path of each value that a tag prints and Word shows."""
    loops: list[tuple[str, str]] = []
    for one in subject.tagged:
        if _is_unseen(subject, one.part, one.paragraph):
            continue
        for span in one.spans:
            if span.kind == "block" and (loop := _LOOP.match(span.body)):
                loops.append((loop[1], _full_path(loop[2], loops)))
            elif span.kind == "block" and _END.match(span.body) and loops:
                loops.pop()
            elif span.kind == "var" and (path := _path(span.body)):
                yield (
                    subject.where(LintFinding(one.part, one.paragraph, "")),
                    _full_path(path, loops),
                )


def _path(body: str) -> str:
    """Return the first name in a tag, as its author meant it."""
    bare = UNSEEN.sub("", straightened(body))
    found = _PATH.search(_LEVEL.sub("", bare, count=1) if _LEVEL.match(bare) else bare)
    return found[0] if found else ""


def _is_unseen(subject: Subject, part: str, paragraph: object) -> bool:
    """Return whether a paragraph stands in a cell that is merged away, or in hidden text."""
    cell = within(paragraph, "tc")  # type: ignore[arg-type]
    merge = None if cell is None else cell.find(f"{W}tcPr/{W}vMerge")
    if merge is not None and merge.get(f"{W}val", "continue") != "restart":
        return True
    runs = list(paragraph.iter(f"{W}r"))  # type: ignore[attr-defined]
    return bool(runs) and all(subject.looks(part).is_on(run, "vanish") for run in runs)


def _full_path(path: str, loops: list[tuple[str, str]]) -> str:
    """Return a path with the list in place of a loop's variable: `sections[].points`."""
    first, dot, rest = path.partition(".")
    for variable, over in reversed(loops):
        if variable == first:
            return f"{over}[]{dot}{rest}"
    return path


def differences(old: Subject, new: Subject, against: str) -> list[Problem]:
    """Return what the new version no longer prints, prints newly, and heads that are gone."""
    before, now = contract_of(old), contract_of(new)
    told = []
    for path in dict.fromkeys((*before.prints, *now.prints)):
        was, is_ = before.prints.get(path, 0), now.prints.get(path, 0)
        if is_ < was:
            sentence = _FEWER if is_ else _GONE
            message = say(sentence, path=path, was=was, now=is_, against=against)
            place = _first_gone(before.places[path], now.places.get(path, ()))
            told.append(
                Problem(RULE_LOST, message, new.file, where=say(BEFORE) + place, severity="warning")
            )
        elif was < is_:
            message = say(
                "prints {path}, {now} times in place of {was} (held against {against})",
                path=path,
                now=is_,
                was=was,
                against=against,
            )
            place = _first_gone(now.places[path], before.places.get(path, ()))
            told.append(Problem(RULE_NEW, message, new.file, where=place, severity="note"))
    if now.heads < before.heads:
        message = say(
            "{now} tables have a row that is repeated as header, and {before} in "
            "{against}; choose Repeat Header Rows in Word",
            now=now.heads,
            before=before.heads,
            against=against,
        )
        told.append(Problem(RULE_HEAD, message, new.file, severity="warning"))
    return told


def _first_gone(before: Sequence[str], now: Sequence[str]) -> str:
    """Return the first place that has no counterpart; the last one where all have."""
    left = Counter(now)
    for place in before:
        if not left[place]:
            return place
        left[place] -= 1
    return before[-1]


def told_once(problems: Sequence[Problem], changes: Sequence[Problem]) -> Iterator[Problem]:
    """Yield the changes whose cause no other finding tells.

    A tag that is told to be wrong is another tag than before; so are those of its loop. What is
    printed newly matters once the file can be used.
    """
    places = {one.where for one in problems if one.rule in _CAUSES or one.severity == "error"}
    rules = {one.rule for one in problems}
    faulty = any(one.severity == "error" for one in problems)
    lost = {one.where.removeprefix(say(BEFORE)) for one in changes if one.rule == RULE_LOST}
    newly = {one.where for one in changes if one.rule == RULE_NEW}
    swapped = lost & newly if faulty else set()
    for one in changes:
        place = one.where.removeprefix(say(BEFORE))
        told = one.rule != RULE_HEAD and (
            (faulty and one.rule == RULE_NEW)
            or place in swapped
            or any(where.startswith(place) for where in places)
        )
        if not told and not (one.rule == RULE_HEAD and "table-head" in rules):
            yield one
