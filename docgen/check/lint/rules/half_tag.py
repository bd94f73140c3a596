"""A tag outside the text is not whole.

Why: titles, alternative texts and other properties may hold tags too. Half a tag there is printed
as it stands, where few people look.

Wrong: the title `{{ document.title }`.
Right: the title `{{ document.title }}`.

What to do: File > Info > Properties in Word, or Alt Text of the picture or table; close the tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.check.lint.subject import LintFinding, Subject
from docgen.model.telling import quoted
from docgen.model.tongue import say
from docgen.word.compile.scan import scan

RULE = "half-tag"
SEVERITY = "error"
_BRACES = re.compile(r"\{\{|\}\}|\{%|%\}")
_PARTS = re.compile(r"^(docProps/|word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml)")


def check(subject: Subject) -> Iterator[LintFinding]:
    """Yield each property and attribute with half a tag in it."""
    for name, root in subject.package.trees.items():
        if not _PARTS.match(name):
            continue
        for node in root.iter("*"):
            texts = list(node.attrib.values())
            if name.startswith("docProps/"):
                texts.append(node.text or "")
            for text in texts:
                if _BRACES.search(str(text)) and _BRACES.search(scan(str(text)).between):
                    shown = None if name.startswith("docProps/") else node
                    yield LintFinding(
                        name, shown, say("half a tag in {text}; close it", text=quoted(str(text)))
                    )
