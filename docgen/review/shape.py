"""The shape of a review, said once: each value with its path, its kind and what belongs there.

Reading, names for templates, blank forms, `docgen new` and label paths follow these rows. The
JSON Schema repeats them for editors, the tuples of the model for the type checker; a test holds
all three together. So a new value is a row here, a line in each of those two, and nothing else.
The rows of a pack are these and those of its own values: `values_of(pack)`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from docgen.model import OwnValue, Pack
from docgen.model.pack import EXTRA, own_path
from docgen.model.tongue import marked, say

Kind = Literal[
    "key", "line", "text", "list", "date", "dates", "number", "choice",
    "criterion", "score", "scores", "evidence", "notes",
]  # fmt: skip
"""key: ties files or entries together. line: a text of one line. text: paragraphs and bullets.
list: texts, one text is a list of one. date, dates: ISO dates. number: a whole one. choice: a
word of the schema's. criterion: an id of the scale. score: a whole number of the scale's range.
scores: scores by name. evidence: figures by name. notes: texts by name."""

Use = Literal["printed", "known", "internal"]
"""printed: made to be read in a document. known: of use without being printed, though a template
may print it. internal: no template can name it."""


class Value(NamedTuple):
    """One value of a review."""

    path: str
    """Keys from the top, `*` for the entries of a list and for the criteria."""
    kind: Kind
    hint: str = ""
    """How it is written, for a review to fill in."""
    use: Use = "printed"
    short: bool = False
    """True for what may have several paragraphs but is asked for on one line."""
    in_form: bool = True
    """False for what a blank form asks for together with a name: it has no field of its own."""
    later: bool = False
    """True for what comes when a report was sent: no form has it, and a pack may have no label."""
    choices: tuple[str, ...] = ()
    """The words of a choice."""
    expected: bool = False
    """True for what a final report is not without, where its form prints it."""

    @property
    def group(self) -> str:
        """The path of the mapping it stands in, empty at the top: `unit`, `criteria.*`."""
        return self.path.rpartition(".")[0]

    @property
    def key(self) -> str:
        """Its own key."""
        return self.path.rpartition(".")[2]


VALUES = (
    Value("pack", "key", use="internal"),
    Value("id", "key", use="internal"),
    Value(
        "unit.id",
        "key",
        marked("The id ties the reviews of one unit together; without one the name makes it."),
        use="known",
    ),
    Value("unit.name", "line"),
    Value("unit.place", "line", in_form=False),
    Value("unit.partners", "list"),
    Value("unit.client_groups", "text"),
    Value("unit.geography", "text"),
    Value("area.client_groups", "text"),
    Value("area.ips_team", "text"),
    Value(
        "review.status",
        "choice",
        marked("draft or final; a final report needs all scores"),
        use="internal",
    ),
    Value(
        "review.kind",
        "choice",
        marked("external, guided_self or self"),
        use="known",
        choices=("external", "guided_self", "self"),
    ),
    Value("review.number", "number", marked("empty: 1 + earlier reviews of the unit"), use="known"),
    Value("review.dates", "dates", marked("like [2026-03-10, 2026-03-11]"), expected=True),
    Value("review.report_date", "date", marked("like 2026-03-27"), expected=True),
    Value("review.mode", "text", short=True),
    Value("review.participants", "text"),
    Value("review.version", "number", marked("of a corrected report: 2"), use="known", later=True),
    Value("review.corrected", "date", marked("of a corrected report"), use="known", later=True),
    Value("reviewers.*.name", "line", expected=True),
    Value("reviewers.*.title", "line", in_form=False),
    Value("reviewers.*.initials", "line", use="known", in_form=False),
    Value("recipients", "list"),
    Value("method.interviews", "list", expected=True),
    Value("method.employer_meetings", "list"),
    Value("method.meetings", "list"),
    Value("method.documents", "list"),
    Value("purpose", "text"),
    Value("general_comments", "text"),
    Value("summary.description", "text", expected=True),
    Value("summary.strengths", "text", expected=True),
    Value("summary.conclusion", "text"),
    Value("development.*.criterion", "criterion", use="known"),
    Value("development.*.recommendation", "text", expected=True),
    Value("previous.date", "date", marked("empty: taken from the unit's earlier review")),
    Value("previous.total", "number"),
    Value("previous.level", "line"),
    Value("previous.scores", "scores", use="internal"),
    Value("response", "text", marked("the unit's answer to the report"), later=True),
    Value("meeting.team", "line"),
    Value("meeting.date", "date", marked("like 2026-03-27")),
    Value("meeting.time", "line", marked("like 14.00-15.30")),
    Value("meeting.place", "line"),
    Value("meeting.participants", "list"),
    Value("meeting.items", "list"),
    Value("meeting.previous_minutes", "text"),
    Value("criteria.*.score", "score", marked("empty while it is not assessed"), use="known"),
    Value("criteria.*.sources", "list", short=True),
    Value("criteria.*.comment", "text"),
    Value("criteria.*.recommendation", "text"),
    Value(
        "criteria.*.evidence",
        "evidence",
        marked("the figures behind the score; take `# ` away in front of one"),
        use="internal",
    ),
    Value(
        "criteria.*.reason",
        "text",
        marked("why the score is not the one that the figures propose"),
        use="internal",
    ),
    Value(
        "criteria.*.ratings",
        "scores",
        marked("the reviewers' own scores by initials, like {AB: 4, CD: 5}"),
        use="internal",
    ),
    Value(
        "criteria.*.notes",
        "notes",
        marked("the reviewers' own texts by initials, until they agree"),
        use="internal",
    ),
)
"""The values of a review, in the order in which a review to fill in asks for them."""


def by_group(values: Iterable[Value]) -> dict[str, tuple[Value, ...]]:
    """Return the values by the path of the mapping they stand in, in their order."""
    groups: dict[str, tuple[Value, ...]] = {}
    for value in values:
        groups[value.group] = (*groups.get(value.group, ()), value)
    return groups


GROUPS: Mapping[str, tuple[Value, ...]] = by_group(VALUES)
"""The values by the mapping they stand in; `""` is the top."""
NAMED = by_group(value for value in VALUES if value.use != "internal")
"""Those that a template can name."""
BLOCKS = tuple(dict.fromkeys([*(v.path.partition(".")[0] for v in VALUES), EXTRA]))
"""The keys at the top of a review."""
KEYS = frozenset(step for v in VALUES for step in v.path.split(".") if step != "*") | {EXTRA}
"""Every key that a review of any pack may hold, criteria and figures apart."""

_WRITTEN: Mapping[str, str] = {
    "date": marked("like 2026-03-27"),
    "dates": marked("like [2026-03-10, 2026-03-11]"),
    "number": marked("a whole number"),
}
"""How an own value of that kind is written."""
_BY_PATH = {value.path: value for value in VALUES}
_HEAD = tuple(value for value in VALUES if not value.path.startswith("criteria."))


def own_values(pack: Pack) -> tuple[Value, ...]:
    """Return the rows of what the reviews of a pack have under `extra`."""
    return tuple(
        Value(own_path(one.key), one.kind, _hint(one), choices=one.choices)
        for one in pack.own_values
    )


def _written(own: OwnValue) -> str:
    if own.choices:
        return say("one of: {words}", words=", ".join(own.choices))
    return say(_WRITTEN[own.kind]) if own.kind in _WRITTEN else ""


def _hint(own: OwnValue) -> str:
    """Return how an own value is written: what the pack says, the words of a choice, an example."""
    way = _written(own)
    return "; ".join(filter(None, (own.help.strip().replace("\n", " "), way)))


def values_of(pack: Pack) -> tuple[Value, ...]:
    """Return all rows of a pack: those of any pack, its own ones before the criteria."""
    own = own_values(pack)
    return (*_HEAD, *own, *VALUES[len(_HEAD) :]) if own else VALUES


def groups_of(pack: Pack) -> Mapping[str, tuple[Value, ...]]:
    """Return the rows of a pack by the mapping they stand in; `extra` is there, if empty."""
    own = own_values(pack)
    return {**GROUPS, EXTRA: own}


def named_of(pack: Pack) -> Mapping[str, tuple[Value, ...]]:
    """Return those of them that a template can name."""
    return {**NAMED, EXTRA: own_values(pack)}


def value_at(path: Sequence[str | int], pack: Pack | None = None) -> Value | None:
    """Return the value at a path of a review's data, or the one it is a part of.

    None where a path is that of several values, or of none. Without the `pack` its own values are
    none.
    """
    if path and path[0] == EXTRA:
        own = own_values(pack) if pack else ()
        name = ".".join(map(str, path[:2]))
        return next((value for value in own if value.path == name), None)
    return _value_at(tuple(path))


@lru_cache(maxsize=4096)
def _value_at(path: tuple[str | int, ...]) -> Value | None:
    steps = [str(step) for step in path]
    for end in range(len(steps), 0, -1):
        entry = [*steps[:1], "*", *steps[2:end]] if end > 2 else steps[:end]
        found = _BY_PATH.get(".".join(steps[:end])) or _BY_PATH.get(".".join(entry))
        if found is not None:
            return found
    return None


def label_keys(pack: Pack) -> frozenset[str]:
    """Return all keys that labels of this pack have, its own values' among them."""
    own = own_values(pack)
    return LABEL_KEYS.union(value.path for value in own) if own else LABEL_KEYS


def label_key(path: str) -> str:
    """Return the key under which a pack's `labels` name the value at `path`.

    All entries of a list share a label, and so do all criteria: `criteria.comment`.
    """
    first, _, rest = path.partition(".")
    return f"{first}.{rest.rpartition('.')[2]}" if rest else first


LABEL_KEYS = frozenset(
    key
    for value in VALUES
    if value.use != "internal"
    for key in (label_key(value.path), value.path.partition(".")[0])
)
"""All keys that `labels` may have: of the values, and of the mappings and lists they stand in.

Own values have their labels where they are declared."""
LATER_KEYS = tuple(label_key(value.path) for value in VALUES if value.later)
"""Those that a pack may do without; they are empty then."""
