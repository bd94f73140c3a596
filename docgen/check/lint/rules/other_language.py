"""A text is marked as of another language than the pack's.

Why: screen readers speak a text by the rules of its language, and Word looks for misspellings by
them. A file that was copied from another country's pack keeps that country's language until
somebody changes it.

Wrong: a Swedish file in the pack of a country that writes English.
Right: all text marked as the language in pack.yaml, words of other languages apart.

What to do: select all (Ctrl+A), Review > Language > Set Proofing Language. Files in
templates/base take the pack's language by themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from docgen.check.lint.subject import LintFinding, Subject
from docgen.model.tongue import say
from docgen.packs.wordfile import BASE
from docgen.word.audit.package import W

RULE = "other-language"
SEVERITY = "warning"
_ALIKE = {"nb": "no", "nn": "no"}


def check(subject: Subject) -> Iterator[LintFinding]:
    """Yield each other language once, where it is first met."""
    pack, document = subject.pack, subject.document
    if pack is None or document is None or PurePosixPath(document.file).parts[0] == BASE:
        return
    told = {_spoken(pack.language), "", "x"}
    for name, root in subject.package.trees.items():
        if name.endswith(".rels") or "glossary" in name:
            continue
        for mark in root.iter(f"{W}lang", f"{W}themeFontLang"):
            tag = mark.get(f"{W}val", "")
            if _spoken(tag) not in told:
                told.add(_spoken(tag))
                message = say(
                    "is marked as {tag}, and the pack is {language}; set the language in Word "
                    "under Review",
                    tag=tag,
                    language=pack.language,
                )
                yield LintFinding(name, mark, message)


def _spoken(tag: str) -> str:
    first = tag.partition("-")[0].lower()
    return _ALIKE.get(first, first)
