"""What came of a batch, counted, and why not where it failed."""

from __future__ import annotations

from collections import Counter

from docgen.batch.outcome import DONE, STATES, Outcome
from docgen.errors import DocgenError, InvalidDataError, ReadError, SaveError, TemplateError
from docgen.model.telling import Page
from docgen.model.tongue import marked, say

_MOST_REASONS = 20


def kind_of_reason(outcome: Outcome) -> str:
    """Return what one failure has in common with others like it."""
    return kind_of_error(outcome.error).removeprefix(f"{outcome.source}: ")


def kind_of_error(error: DocgenError | None) -> str:
    """Return what an error has in common with others like it."""
    if isinstance(error, InvalidDataError | TemplateError) and error.problems:
        return error.problems[0].rule
    return error.message if isinstance(error, ReadError | SaveError) else str(error)


class Tally:
    """Counts outcomes, and remembers a first example of each reason."""

    def __init__(self, *, dry_run: bool = False) -> None:
        self._dry_run = dry_run
        self._states: Counter[str] = Counter()
        self._reasons: Counter[tuple[str, str]] = Counter()
        self._examples: dict[tuple[str, str], str] = {}
        self._told: dict[int, str] = {}
        """What was told (its hash, since it may be long), and of which review first."""
        self._likewise: set[str] = set()
        """Reviews that are not made for a reason told of another; a page of them."""
        self._page = Page()

    @property
    def good(self) -> bool:
        """True when every report stands."""
        return not self._reasons

    def complaints(self, outcome: Outcome) -> list[str]:
        """Return the warnings about a report, or why it was not made, each naming the review.

        What many reviews have in common (a template, shared defaults) is told once in full; of
        one kind a page is told.
        """
        notes = [note for note in outcome.notes if self._page.has_room(note.rule)]
        lines = list(dict.fromkeys(map(str, notes)))
        if outcome.error is not None and self._page.has_room(kind_of_reason(outcome)):
            text = str(outcome.error)
            first = self._told.setdefault(hash(text), outcome.source)
            if first != outcome.source:
                if outcome.source not in self._likewise:  # its other documents are not told again
                    self._likewise.add(outcome.source)
                    lines.append(
                        say(
                            "{source}: not made, for the reason told of {first}",
                            source=outcome.source,
                            first=first,
                        )
                    )
            else:
                lines.append(text if outcome.source in text else f"{outcome.source}: {text}")
        return lines

    def add(self, outcome: Outcome) -> None:
        """Count one outcome."""
        self._states[outcome.state] += 1
        if outcome.error is not None:
            key = outcome.state, kind_of_reason(outcome)
            self._reasons[key] += 1
            self._examples.setdefault(key, outcome.source)

    def summary(self, reports: int) -> list[str]:
        """Return what is told at the end: of which complaints there are more, and the counts."""
        more = [*self._page.rest(marked("docgen check tells what is wrong with a review"))]
        return [*more, self.table()] if reports > 1 else more

    def table(self) -> str:
        """Return the counts; under kept and failed how often which reason, with an example."""
        width = len(str(max(self._states.values(), default=0)))
        column = max(len(say(state)) for state in STATES)
        lines = []
        for state in STATES:
            name = say("to make") if self._dry_run and state == DONE else say(state)
            lines.append(f"{name:<{column}}  {self._states[state]:>{width}}")
            reasons = [(key, n) for key, n in self._reasons.most_common() if key[0] == state]
            for key, count in reasons[:_MOST_REASONS]:
                example = f"{self._examples[key]}{', ...' if count > 1 else ''}"
                lines.append(f"{'':<{column}}  {count:>{width}} x {key[1]} ({example})")
            if len(reasons) > _MOST_REASONS:
                others = len(reasons) - _MOST_REASONS
                more = say("and {count} other reasons", count=others)
                lines.append(f"{'':<{column}}  {more}")
        return "\n".join(lines)
