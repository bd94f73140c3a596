"""Tell which sections of the translated documents are behind their English.

python tools/translations.py [--mark]

docs/da, docs/sv and docs/nb have README.md and a-new-report.md, section by section. Below each
heading stands a digest of the English section that it says: `<!-- English: 0123456789 -->`. Where
the English has changed since, the section is named here, and a test fails. --mark writes the
digests anew, once the sections are revised.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
LANGUAGES = ("da", "sv", "nb")
ENGLISH = {"README.md": ROOT / "README.md", "a-new-report.md": ROOT / "docs" / "a-new-report.md"}
"""By the name of the translation: its English."""
_HEADING = re.compile(r"(#{1,3}) ")
_DIGEST = re.compile(r"<!-- English: (\w+) -->\n")


class Section(NamedTuple):
    """A heading with what stands below it, up to the next."""

    heading: str
    body: str

    @property
    def digest(self) -> str:
        """Return what names this very text."""
        return hashlib.sha256(f"{self.heading}\n{self.body}".encode()).hexdigest()[:10]

    @property
    def told(self) -> str:
        """Return the digest of the English that the section says; empty without one."""
        found = _DIGEST.match(self.body)
        return found[1] if found else ""

    def marked(self, digest: str) -> str:
        """Return the section's text with that digest below its heading."""
        body = _DIGEST.sub("", self.body, count=1)
        return f"{self.heading}\n<!-- English: {digest} -->\n{body}"


def sections(text: str) -> list[Section]:
    """Return the sections of a Markdown text; what stands in fences begins none."""
    found: list[tuple[str, list[str]]] = []
    fenced = False
    for line in text.splitlines(keepends=True):
        fenced ^= line.startswith("```")
        if not fenced and _HEADING.match(line):
            found.append((line.rstrip("\n"), []))
        elif found:
            found[-1][1].append(line)
    return [Section(heading, "".join(lines)) for heading, lines in found]


def translations() -> Iterator[tuple[Path, Path]]:
    """Yield each translated document with its English."""
    for language in LANGUAGES:
        for name, english in ENGLISH.items():
            yield ROOT / "docs" / language / name, english


def stale(file: Path, english: Path) -> Iterator[str]:
    """Yield a line for each section that is behind, or has no counterpart."""
    own, source = (sections(one.read_text("utf-8")) for one in (file, english))
    name = file.relative_to(ROOT).as_posix()
    levels = [[one.heading.split()[0] for one in side] for side in (own, source)]
    if levels[0] != levels[1]:
        yield f"{name}: its headings are not those of {english.name}; give it the same sections"
    for one, other in zip(own, source, strict=False):
        if one.told != other.digest:
            yield f"{name}: {one.heading}: behind {english.name}: {other.heading}"


def main(argv: list[str] | None = None) -> int:
    """Name what is behind, or mark all as revised; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--mark", action="store_true", help="all sections are revised: mark them")
    if parser.parse_args(argv).mark:
        for file, english in translations():
            pairs = zip(
                sections(file.read_text("utf-8")),
                sections(english.read_text("utf-8")),
                strict=True,
            )
            text = "".join(own.marked(source.digest) for own, source in pairs)
            file.write_text(text, encoding="utf-8", newline="\n")
    lines = [line for pair in translations() for line in stale(*pair)]
    print("\n".join(lines), end="\n" if lines else "")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
