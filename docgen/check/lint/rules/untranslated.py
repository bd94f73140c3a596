"""A Word file still has words of the pack it was copied from.

Why: `docgen pack new` copies the Word files of another country. Their tags take the new pack's
words from pack.yaml, but what is typed in the file itself stays in the old language until
somebody translates it.

Wrong: `Datum: {{ review.dates }}` in the pack of a country that writes English.
Right: `Date: {{ review.dates }}`.

What to do: translate the paragraphs in Word and leave the tags. `docgen pack left CODE` lists all.
When nothing is left, take `like` out of pack.yaml: a few words are the same in both languages.
"""

from __future__ import annotations

from collections.abc import Iterator

from docgen.check.lint.subject import LintFinding, Subject
from docgen.check.untranslated import paragraphs_left

RULE = "untranslated"
SEVERITY = "warning"


def check(subject: Subject) -> Iterator[LintFinding]:
    """Yield one finding, at the first paragraph."""
    pack, document = subject.pack, subject.document
    if pack is None or document is None or not pack.like:
        return
    found = paragraphs_left(pack, document, subject.package)
    if found:
        yield LintFinding(found.part, found.first, found.message)
