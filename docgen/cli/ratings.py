"""`docgen score A.yaml B.yaml --ratings -o C.yaml`: two reviewers' files become one."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.errors import UsageError
from docgen.model.tongue import marked, say

if TYPE_CHECKING:
    from docgen.authoring.agreement import Difference, Merged
    from docgen.model import Pack
    from docgen.packs.library import Library

_USAGE = marked(
    "two reviewers' files become one by: docgen score A.yaml B.yaml --ratings -o C.yaml"
)


def merge(paths: list[str], out: Path | None, initials: str, library: Library) -> None:
    """Write the merged review to `out`; print what the two should talk about."""
    from docgen.authoring.agreement import merge_files
    from docgen.authoring.workplace import write_new
    from docgen.batch.plan import peek
    from docgen.packs.load import load_pack

    names = [name.strip() for name in initials.split(",") if name.strip()]
    if out is None or len(paths) != 2 or len(names) not in (0, 2):
        raise UsageError(say(_USAGE) + (" --initials A,B" if initials else ""))
    first, second = Path(paths[0]), Path(paths[1])
    pack = load_pack(peek(first, library)[1], library=library)
    merged = merge_files(first, second, names, pack=pack)
    write_new(out, merged.text.encode())
    print(_talk(merged, pack))
    for note in merged.notes:
        print(note, file=sys.stderr)
    print(_written(merged, out), file=sys.stderr)


def _written(merged: Merged, out: Path) -> str:
    """Return what to do with the merged file."""
    if not merged.agreement.rated:
        return say("{file}: written; no criterion has a score of both", file=out)
    return say(
        "{file}: written; agree on a score where the ratings differ, and make one comment of "
        "the notes",
        file=out,
    )


def _talk(merged: Merged, pack: Pack) -> str:
    """Return the differences, the widest first, and how far the reviewers agree."""
    found = merged.agreement
    known = {criterion.id: criterion for criterion in pack.criteria}
    rows = [
        (one.reference, one.short_name, each)
        if (one := known.get(each.criterion))
        # An id that no criterion has; `check` says what is wrong with it.
        else ("?", each.criterion, each)
        for each in found.differences
    ]
    width = max([2, *(len(reference) for reference, _, _ in rows)])
    lines = [
        f"{reference:>{width}}  {_scores(each, merged.initials)}  {name}"
        for reference, name, each in rows
    ]
    lines += [""] if lines else []
    same, near = say("Same score"), say("At most 1 apart")
    column = max(len(same), len(near)) + 3
    lines.append(f"{same:<{column}}{_share(found.exact, found.rated)}")
    lines.append(f"{near:<{column}}{_share(found.within_one, found.rated)}")
    return "\n".join(lines)


def _scores(difference: Difference, initials: tuple[str, ...]) -> str:
    return "  ".join(f"{who} {difference.ratings.get(who, '-')}" for who in initials)


def _share(part: int, whole: int) -> str:
    percent = f" ({100 * part / whole:.0f} %)" if whole else ""
    return say("{part} of {whole}", part=part, whole=whole) + percent
