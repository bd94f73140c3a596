"""Write the Word templates of all packs, or check that they are what the layout makes.

Usage: python tools/lay_out_templates.py [--check]
"""

from __future__ import annotations

import argparse
import io
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from layout.base import BASE
from layout.base_report import base_report
from layout.consensus import consensus
from layout.dk_report import dk_report
from layout.fi_report import fi_report
from layout.meeting import quarterly_meeting
from layout.overview import overview
from layout.procedure import procedure
from layout.scales import no_scale, se_scale
from layout.scoresheet import scoresheet
from layout.template import Layout, build

from docgen.errors import DocgenError
from docgen.yamlfile.parse import read_yaml

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
PACK_LANGUAGE = "{{ pack.language }}"
"""What stands for the language in documents that serve every pack."""
DOCUMENTS: dict[str, Callable[[str], Layout]] = {
    "base/consensus.docx": consensus,
    "base/overview.docx": overview,
    "base/report.docx": base_report,
    "dk/report.docx": dk_report,
    "fi-sv/report.docx": fi_report,
    "no/procedure.docx": procedure,
    "no/quarterly-meeting.docx": quarterly_meeting,
    "no/scale.docx": no_scale,
    "no/scoresheet.docx": scoresheet,
    "se/scale.docx": se_scale,
    "se/scoresheet.docx": scoresheet,
}


def by_hand(templates: Path) -> set[str]:
    """Return the documents that somebody edits in Word: `by_hand: true` in a pack.yaml."""
    names = set()
    for file in sorted(templates.glob("*/pack.yaml")):
        pack = read_yaml(file)
        for document in pack.get("documents", {}).values():
            if document.get("by_hand"):
                name = document["file"]
                names.add(name if "/" in name else f"{file.parent.name}/{name}")
    return names


def language_of(name: str, templates: Path) -> str:
    """Return the language of the pack a document belongs to."""
    folder = name.split("/", maxsplit=1)[0]
    if folder == "base":
        return PACK_LANGUAGE
    pack = read_yaml(templates / folder / "pack.yaml")
    return str(pack["language"])


def laid_out(templates: Path = TEMPLATES, base: Path = BASE) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of each document that nobody edits by hand, in the looks of `base`.

    Raises TemplateError or LayoutError when the base file cannot be used.
    """
    kept = by_hand(templates)
    for name, lay_out in DOCUMENTS.items():
        if name not in kept:
            yield name, build(lay_out(language_of(name, templates)), base)


def differences(old: bytes, new: bytes) -> list[str]:
    """Return the names of the parts in which two Word files differ."""
    with zipfile.ZipFile(io.BytesIO(old)) as first, zipfile.ZipFile(io.BytesIO(new)) as second:
        before = {name: first.read(name) for name in first.namelist()}
        after = {name: second.read(name) for name in second.namelist()}
    return sorted(name for name in before | after if before.get(name) != after.get(name))


def write_all(*, check: bool) -> int:
    """Write or check all documents, saying which differ; return how many."""
    wrong = 0
    for name, data in list(laid_out()):
        path = TEMPLATES / name
        changed = differences(path.read_bytes(), data) if path.exists() else ["new"]
        if changed and not check:
            path.write_bytes(data)
        if changed:
            print(f"{path.relative_to(TEMPLATES.parent)}: {', '.join(changed)}")
            wrong += 1
    return wrong


def main() -> int:
    """Write or check all documents; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="write nothing, name what differs")
    check = parser.parse_args().check
    try:
        wrong = write_all(check=check)
    except DocgenError as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{error.filename}: {error.strerror}; close it in Word", file=sys.stderr)
        return 2
    return 1 if check and wrong else 0


if __name__ == "__main__":
    sys.exit(main())
