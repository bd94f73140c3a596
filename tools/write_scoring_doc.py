"""Write docs/scoring.md: the limits of all packs side by side, their anchors, gaps and doubts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path

from docgen.model import Pack
from docgen.packs.library import Library
from docgen.packs.load import load_pack, pack_codes
from docgen.scoring.rule import Given, Lines, Note, Rule
from docgen.scoring.rules import load_rules
from docgen.scoring.wording import condition, limit_text, line_text, listed, shown

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "scoring.md"
ASSUMED = "°"
"""Stands behind what a form does not print."""
INTRODUCTION = f"""\
<!-- Made by tools/write_scoring_doc.py from the packs' rules.yaml and criteria.yaml. -->

# How docgen proposes scores

docgen computes a score from the `evidence` of a criterion where the scale lets it, and shows the
arithmetic, the printed anchor and every doubt. It never overrides a score: the reviewers decide,
and `docgen check` asks for a `reason` where their score lies outside the proposal.
`docgen score --fill FILE` writes proposals where a score is absent, each marked `# proposed`.

What holds for all criteria:

- A number inside the limits of one anchor has that score. Between two anchors (74.5 %,
  20.5 clients) it has the score of the neighbour that asks less, with a warning; inside two
  anchors the lower score, unless the rule says otherwise, with a warning.
- Where the nearest anchor counts, a tie goes down, with a warning.
- What is not stated decides nothing. Where a higher anchor asks for it, the proposal is a range,
  "2 to 5", and says what to state. `check` asks for no reason for a score within it, and `--fill`
  leaves it alone. What is not stated and could only lower the score is named as a doubt. Without
  any evidence there is no proposal.
- Exceptions of a scale (a rural area, fewer than three job seekers) count where they are stated.
- Facts of which one says what another is count once: three group meetings a month are not weekly.
  Where both are stated and contradict each other, nothing is proposed.
- Where no anchor of a ladder fits in full, the nearest below it counts, with a warning.
- The old key `ladder` (the anchor that fits, chosen by the reviewers) still counts; the facts of
  each anchor stand in its place.
- Numbers are compared without the noise of floating point: 100 * 13 / 20 is 65.
- {ASSUMED} marks what the form does not print: it is an assumption, and the proposal says so.
  `assumed.propose: false` in the pack's rules.yaml ends such proposals.

The rules stand in templates/base/rules.yaml, in the order of the scale; a pack's own rules.yaml
replaces single criteria.

What a scale leaves open, its pack.yaml answers under `scoring`. Where another answer would give
another score, the proposal shows both.

"""


def scoring_doc(library: Library) -> str:
    """Return docs/scoring.md for the packs of `library`."""
    packs = [load_pack(code, library=library) for code in pack_codes(library)]
    rules = {pack.code: load_rules(pack, library) for pack in packs}
    lines = [INTRODUCTION + "\n".join(_settings(rules)) + "\n", *_forms(packs, rules)]
    for number, criterion in enumerate((one.id for one in packs[0].criteria), 1):
        found = {
            pack.code: rules[pack.code][criterion]
            for pack in packs
            if criterion in rules[pack.code]
        }
        lines += ["", f"## {number}. {criterion.replace('_', ' ').capitalize()}", ""]
        lines += [f"`criteria.{criterion}`: {_names(packs, criterion)}", ""]
        lines += _criterion(criterion, packs, found)
    return "\n".join(lines) + "\n"


def _settings(rules: Mapping[str, Mapping[str, Rule]]) -> Iterator[str]:
    """Yield the settings, their answers and what each pack has chosen, in a line each."""
    yield f"| setting | answers | {' | '.join(rules)} |"
    yield "|---|---|" + "---|" * len(rules)
    every = [rule for found in rules.values() for rule in found.values()]
    for name, setting in {key: one for rule in every for key, one in rule.choices.items()}.items():
        answers = listed((f"`{value}`" for value in setting.values), either=True)
        asked = (
            [str(rule.settings[name]) for rule in found.values() if name in rule.choices]
            for found in rules.values()
        )
        chosen = " | ".join(answer[0] if answer else "printed" for answer in asked)
        yield f"| `{name}` | {answers} | {chosen} |"


def _forms(packs: Iterable[Pack], rules: Mapping[str, Mapping[str, Rule]]) -> Iterator[str]:
    """Yield what each pack's form prints, in a line each."""
    yield "| pack | scale | anchors |"
    yield "|---|---|---|"
    for pack in packs:
        sources = {rule.source for rule in rules[pack.code].values() if rule.assumed}
        printed = (
            "printed" if not sources else f"not printed; assumed from {listed(sorted(sources))}"
        )
        scale = f"{pack.scale_name} {pack.scale_version}".strip()
        yield f"| {pack.code} | {scale} | {printed} |"


def _names(packs: Iterable[Pack], criterion: str) -> str:
    return "; ".join(f"{pack.code} *{pack.criterion(criterion).short_name}*" for pack in packs)


def _criterion(criterion: str, packs: list[Pack], rules: Mapping[str, Rule]) -> Iterator[str]:
    """Yield the lines of one criterion."""
    yield from _grouped("Evidence", rules, _evidence)
    yield from _grouped("Measured by", rules, _measured)
    yield from _grouped("One fact", rules, lambda rule: _givens(rule.follows))
    yield from _grouped("Where not stated", rules, lambda rule: _givens(rule.taken))
    yield ""
    yield f"| score | {' | '.join(rules)} |"
    yield "|---|" + "---|" * len(rules)
    for score in reversed(packs[0].scores.values):
        cells = (_cell(rule, score) for rule in rules.values())
        yield f"| {score} | {' | '.join(map(_escaped, cells))} |"
    yield ""
    yield from _grouped("Gaps", rules, _gaps)
    yield from _grouped("In two anchors", rules, _touching)
    yield from _grouped("No proposal", rules, _refusals)
    yield from _grouped("Warnings", rules, _warnings)
    printed = [pack for pack in packs if pack.criterion(criterion).anchors]
    if printed:
        yield ""
        yield f"| printed | {' | '.join(pack.code for pack in printed)} |"
        yield "|---|" + "---|" * len(printed)
        for score in reversed(packs[0].scores.values):
            anchors = (pack.criterion(criterion).anchors[score] for pack in printed)
            yield f"| {score} | {' | '.join(map(_escaped, anchors))} |"


def _escaped(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def _grouped(head: str, rules: Mapping[str, Rule], tell: Callable[[Rule], str]) -> Iterator[str]:
    """Yield one line for all packs that say the same; nothing where there is nothing to say."""
    texts: dict[str, list[str]] = {}
    for code, rule in rules.items():
        texts.setdefault(tell(rule), []).append(code)
    for text, codes in texts.items():
        if text:
            who = "" if len(codes) == len(rules) else f" ({', '.join(codes)})"
            yield f"- {head}{who}: {text}"


def _evidence(rule: Rule) -> str:
    older = dict.fromkeys(rule.older, ", older")
    return ", ".join(f"`{key}` ({kind}{older.get(key, '')})" for key, kind in rule.evidence.items())


def _measured(rule: Rule) -> str:
    ways = [
        f"`{way.expression.source}`" + (f" where {condition(way.when)}" if way.when else "")
        for way in rule.measures
    ]
    return ", else ".join([*ways, *(["the facts of the anchors"] if ways and rule.ladder else [])])


def _givens(givens: Iterable[Given]) -> str:
    texts = []
    for given in givens:
        when = f" where {condition(given.when)}" if given.when else ""
        texts.append(f"`{given.key}` is {condition(given.value)}{when}")
    return "; ".join(texts)


def _cell(rule: Rule, score: int) -> str:
    """Return all that leads to a score, in words."""
    parts = []
    if score in rule.limits:
        parts.append(limit_text(rule.limits[score]))
    if score in rule.nearest and not rule.ladder:
        parts.append(f"nearest to {shown(rule.nearest[score])}")
    counts = [str(count) for count, earned in rule.components.items() if earned == score]
    if counts:
        parts.append(f"{listed(counts, either=True)} components")
    if score in rule.ladder:
        parts.append(_all(rule.ladder[score]))
    if score in rule.between:
        parts.append(f"as the nearest below: {_all(rule.between[score])}")
    text = "; ".join(parts)
    if score in rule.needs:
        text += f"; also needs {_all(rule.needs[score])}"
    if score in rule.instead:
        text += f"; or, instead of the number, {_all(rule.instead[score])}"
    caps = [condition(cap.when) for cap in rule.caps if cap.score == score]
    if caps:
        text += ("; " if text else "") + f"at most {score} when {listed(caps, either=True)}"
    return f"{text} {ASSUMED}" if score in rule.assumed else text


def _all(lines: Lines) -> str:
    return " and ".join(
        f"({line_text(line)})" if len(line) > 1 else line_text(line) for line in lines
    )


def _neighbours(rule: Rule) -> Iterator[tuple[int, int, float, float, bool]]:
    """Yield neighbours: their scores, the end of one, the start of the other, open end or not."""
    ordered = sorted(rule.limits, key=lambda score: rule.limits[score].low)
    for under, over in pairwise(ordered):
        lower, upper = rule.limits[under], rule.limits[over]
        yield under, over, lower.high, upper.low, lower.open_above


def _gaps(rule: Rule) -> str:
    if rule.gaps == "nearest":
        return "the nearest limit counts, a tie goes down"
    gaps = [
        f"{'from' if open_ else 'between'} {shown(end)} {'to below' if open_ else 'and'} "
        f"{shown(start)} is {min(under, over)}"
        for under, over, end, start, open_ in _neighbours(rule)
        if end < start and not rule.nearest
    ]
    return "; ".join(gaps)


def _touching(rule: Rule) -> str:
    shared = [
        f"{shown(end)} is {rule.shared.get(end, min(under, over))}"
        for under, over, end, start, open_ in _neighbours(rule)
        if end == start and not open_
    ]
    return "; ".join(shared)


def _refusals(rule: Rule) -> str:
    unless = [f"unless `{claim.claim.source}`" for claim in rule.must_hold]
    when = [f"when {condition(case)}" for case in rule.undefined]
    return "; ".join([*when, *unless])


def _warnings(rule: Rule) -> str:
    found = [
        *((way.warn, f"with `{way.expression.source}`") for way in rule.measures),
        *((cap.warn, f"when {condition(cap.when)}") for cap in rule.caps),
        *((note.warn, _when(note)) for note in rule.notes),
    ]
    texts: dict[str, list[str]] = {}
    for name, when in found:
        if name:
            texts.setdefault(rule.warnings[name], []).append(when)
    lines = [f"{listed(whens, either=True)}: “{text}”" for text, whens in texts.items()]
    if rule.unassigned:
        counts = listed(str(count) for count in sorted(rule.unassigned))
        lines.append(f"with {counts} components: no printed anchor")
    return "; ".join(lines)


def _when(note: Note) -> str:
    if note.when is None:
        return f"for {listed(map(str, sorted(note.scores)), either=True)}"
    return f"when {condition(note.when)}"


def main() -> None:
    """Write docs/scoring.md from the packs in this checkout."""
    text = scoring_doc(Library((ROOT / "templates",)))
    TARGET.write_text(text, encoding="utf-8", newline="\n")
    print(TARGET.relative_to(ROOT))


if __name__ == "__main__":
    main()
