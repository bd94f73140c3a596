"""Text is formatted by itself, not by a style.

Why: who changes the look of all reports changes styles. A text with a font, size or colour of its
own stays as it was, and values of several paragraphs take only a part of it along.

Wrong: select a heading, choose 16 points and blue.
Right: give the paragraph the style Heading 2, and change that style.

What to do: select the text, press Ctrl+Space, choose a style. Bold and italic in a sentence are
no fault.
"""

from __future__ import annotations

from collections.abc import Iterator

from docgen.check.lint.subject import LintFinding, Subject
from docgen.model.tongue import say
from docgen.word.audit.package import W

RULE = "direct-formatting"
SEVERITY = "note"
_OWN = tuple(f"{W}{name}" for name in ("rFonts", "sz", "color"))


def check(subject: Subject) -> Iterator[LintFinding]:
    """Yield the first such text of each part, with how many there are."""
    for name, root in subject.stories():
        runs = [
            run for run in root.iter(f"{W}r")
            if (look := run.find(f"{W}rPr")) is not None
            and any(look.find(tag) is not None for tag in _OWN)
            and any((t.text or "").strip() for t in run.findall(f"{W}t"))
        ]  # fmt: skip
        if runs:
            if len(runs) > 1:
                message = say(
                    "a font, size or colour is set on the text itself (the first of {count}); "
                    "use a style",
                    count=len(runs),
                )
            else:
                message = say("a font, size or colour is set on the text itself; use a style")
            yield LintFinding(name, runs[0], message)
