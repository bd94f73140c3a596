"""Check an edited report: does it agree with itself and its review, is it ready to be sent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from docgen.check.sending import against_sending
from docgen.check.standing import Standings, told
from docgen.intake.folded import Prompts
from docgen.intake.origin import Origins
from docgen.intake.whose import known_packs, pack_of_file
from docgen.model import Problem
from docgen.packs.library import Library
from docgen.word.readback.fields import open_edited

_LATER = {"tracked-change", "tracked-cells", "open-comment", "draft-mark", "hidden-text"}
"""What has to be decided before the report is sent, and is no fault until then."""


def check_report(path: Path, *, library: Library) -> Iterator[Problem]:
    """Yield what is wrong with a report that docgen made, and what was changed in it.

    Errors: scores, totals, a level or needs that no longer agree, and prompts. The rest is told.
    Raises TemplateError and InvalidDataError.
    """
    edited = open_edited(path)
    packs = known_packs(library)
    pack = pack_of_file(edited, packs, path)
    for found in against_sending(edited, pack, Prompts(packs)):
        later = found.rule in _LATER
        yield found._replace(severity="warning") if later else found
    standing = Standings(library, Origins()).of(path, edited, pack)
    if standing is not None:
        yield from told(standing, edited.file)
