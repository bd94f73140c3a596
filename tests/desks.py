"""A desk for tests of pull: a copy of a sample with its report, edited and taken back."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from difflib import ndiff
from pathlib import Path

from docgen.roundtrip.compare import Wishes
from docgen.roundtrip.pull import pull_report, read_back
from tests.builders import ROOT
from tests.wordedits import edited, report

DK = ROOT / "data/dk/fjordby-2023.yaml"
FI = ROOT / "data/fi-sv/ekvik-2026.yaml"


class Desk:
    """A copy of a sample with its report."""

    def __init__(self, folder: Path, sample: Path, document: str = "report") -> None:
        shutil.copytree(sample.parent, folder, dirs_exist_ok=True)
        self.review = folder / sample.name
        self.report = folder / "report.docx"
        self.report.write_bytes(report(sample, document))
        self.before = self.review.read_bytes()

    def edit(self, change: Callable[[str], str]) -> Desk:
        """Change the report's main part."""
        self.report.write_bytes(edited(self.report.read_bytes(), change))
        return self

    def plan(self, **wishes):
        return read_back(self.report, self.review, wishes=Wishes(**wishes))

    def kinds(self, **wishes) -> list[tuple[str, str]]:
        return [(one.kind, one.path) for one in self.plan(**wishes).changes]

    def rewrite(self, old: str, new: str) -> None:
        """Change the review, as one does in an editor."""
        text = self.before.decode()
        assert old in text
        self.review.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")
        self.before = self.review.read_bytes()

    def pull(self, **wishes) -> list[str]:
        """Pull; return the lines of the YAML that are gone (`- `) and new (`+ `)."""
        pull_report(self.report, self.review, wishes=Wishes(**wishes))
        return self.changed()

    def changed(self) -> list[str]:
        """Return the lines of the YAML that are gone (`- `) and new (`+ `)."""
        old, new = self.before.decode(), self.review.read_bytes().decode()
        lines = ndiff(old.splitlines(), new.splitlines())
        return [f"{line[0]} {line[2:].strip()}" for line in lines if line[0] in "+-"]


def inside(tag: str, change: Callable[[str], str]) -> Callable[[str], str]:
    """Return an edit of what the first control of that tag holds."""

    def edit(xml: str) -> str:
        at = xml.index(f'<w:tag w:val="{tag}"/>')
        start = xml.index("<w:sdtContent>", at) + len("<w:sdtContent>")
        end = xml.index("</w:sdtContent>", start)
        return xml[:start] + change(xml[start:end]) + xml[end:]

    return edit


def typed(old: str, new: str) -> Callable[[str], str]:
    return lambda xml: xml.replace(old, new, 1)
