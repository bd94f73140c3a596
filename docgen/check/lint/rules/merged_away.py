"""A text stands in a cell that is merged with the one above it or before it.

Why: Word shows only the first of merged cells. What stands in the others stays in the file and is
seen by nobody: a value that is printed there is lost.

Wrong: `{{ c.comment }}` in a cell that Merge Cells has joined to the one above.
Right: the tag in the first cell of the merged ones.

What to do: Layout > Split Cells in Word, move the text into the cell that is shown, merge again.
"""

from __future__ import annotations

from collections.abc import Iterator

from docgen.check.lint.subject import LintFinding, Subject
from docgen.model.telling import quoted
from docgen.model.tongue import say
from docgen.word.audit.package import W

RULE = "merged-away"
SEVERITY = "error"


def check(subject: Subject) -> Iterator[LintFinding]:
    """Yield each text in a cell that is merged away."""
    for name, root in subject.stories():
        for merge in root.iter(f"{W}vMerge", f"{W}hMerge"):
            properties = merge.getparent()
            cell = None if properties is None else properties.getparent()
            if cell is None or merge.get(f"{W}val", "continue") == "restart":
                continue
            text = "".join(t.text or "" for t in cell.iter(f"{W}t")).strip()
            if text:
                message = say(
                    "{text} stands in a cell that is merged away, and no page shows it; move it "
                    "into the cell that is shown",
                    text=quoted(text),
                )
                yield LintFinding(name, cell, message)
