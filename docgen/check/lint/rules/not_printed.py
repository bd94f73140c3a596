"""A document neither prints a value of the review nor leaves it out on purpose.

Why: a tag that was deleted, or lost when two cells were merged, leaves no trace in Word. What
reviewers wrote would be in no report, and nobody would say so.

Wrong: a report without `{{ c.recommendation }}`, with nothing about it in pack.yaml.
Right: the tag is there; or pack.yaml says so: `leaves_out: [criteria.recommendation]`. A document
made for a few values only, such as a score sheet, names them instead: `prints: [unit.name,
review.dates]`.

What to do: print the value, or add it to the document's `leaves_out`. A whole group is one entry:
`meeting`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from docgen.check.lint.subject import LintFinding, Subject
from docgen.document.fields import COVERS
from docgen.model import Document
from docgen.model.tongue import say_count
from docgen.review.shape import VALUES, Value, label_key, values_of

RULE = "not-printed"
SEVERITY = "warning"
_OF_ONE = re.compile(r"^criteria\.\w+")


def check(subject: Subject) -> Iterator[LintFinding]:
    """Yield one finding with all values that are missing."""
    document = subject.document
    if document is None or subject.prints is None or not document.needs_review:
        return
    rows = values_of(subject.pack) if subject.pack else VALUES
    missing = missing_values(document, subject.prints, rows)
    if missing:
        message = say_count(
            "prints a value of the review nowhere: {missing}; print it, or name it "
            "under `leaves_out` in pack.yaml",
            "prints these values of the review nowhere: {missing}; print them, or name "
            "them under `leaves_out` in pack.yaml",
            len(missing),
            missing=", ".join(missing),
        )
        yield LintFinding("", None, message)


def missing_values(
    document: Document, prints: Iterable[str], rows: Iterable[Value] = VALUES
) -> list[str]:
    """Return the label keys of values that a document should print and does not."""
    printed = {
        label_key(path)
        for name in prints
        for path in COVERS.get(name, (_OF_ONE.sub("criteria.*", name),))
    }
    wanted = [label_key(v.path) for v in rows if v.use == "printed" and not v.later]
    if document.prints:
        wanted = [key for key in wanted if _within(key, document.prints)]
    return [key for key in wanted if key not in printed and not _within(key, document.leaves_out)]


def _within(key: str, names: Iterable[str]) -> bool:
    return any(key == name or key.startswith(f"{name}.") for name in names)
