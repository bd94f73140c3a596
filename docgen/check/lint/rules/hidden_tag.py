"""A tag stands in hidden text.

Why: Word shows no hidden text and prints none, so the value is in the file and on no page; who
opens the report and makes hidden text visible reads what was not meant to be sent.

Wrong: `{{ general_comments }}` with Font > Hidden set.
Right: the same tag without Hidden; or no tag at all, where the value is to be left out.

What to do: press Ctrl+Shift+8 in Word to see hidden text, select the tag, take Hidden away under
Home > Font.
"""

from __future__ import annotations

from collections.abc import Iterator

from docgen.check.lint.subject import LintFinding, Subject
from docgen.model.telling import quoted
from docgen.model.tongue import say
from docgen.word.audit.package import within

RULE = "hidden-tag"
SEVERITY = "error"


def check(subject: Subject) -> Iterator[LintFinding]:
    """Yield each paragraph with a tag in hidden text, once."""
    hiding = {part for part, _ in subject.stories() if subject.hides(part)}
    for one in subject.tagged:
        if one.part not in hiding:
            continue
        for span in one.spans:
            runs = [
                within(item, "r") for item, start, end in one.items
                if start < span.end and end > span.start
            ]  # fmt: skip
            looks = subject.looks(one.part)
            if any(run is not None and looks.is_on(run, "vanish") for run in runs):
                message = say(
                    "{typed} is hidden text, which no page shows; take Hidden away",
                    typed=quoted(span.typed),
                )
                yield LintFinding(one.part, one.paragraph, message)
                break
