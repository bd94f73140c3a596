"""Edited reports whose edits are in their review: OUT/.docgen/taken, a digest a line.

Such a report may be rendered anew; the edited file goes to OUT/edited and stays there.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from docgen.errors import SaveError
from docgen.output.folder import Folder
from docgen.output.manifest import FOLDER
from docgen.output.whole import write_whole

NAME = "taken"
EDITED = "edited"
"""The folder below OUT for edited files that were rendered anew."""
SENT = "sent"
"""The folder below OUT with what was sent."""
INTERNAL = "internal"
"""The folder below OUT for the sheet of two reviewers' talk, which is never sent."""
_HIGHEST = 4
"""Folders above a report that may be its output folder."""
_MOST = 100_000
"""Digests that are kept, the newest."""


def is_apart(below: Path) -> bool:
    """Return whether a Word file, by its path below a folder, is no report to go on with."""
    return not {EDITED, SENT, INTERNAL}.isdisjoint(below.parts[:-1])


def output_folder(report: Path) -> Path | None:
    """Return the output folder that a report lies in; None for a file elsewhere."""
    folder = report.absolute().parent
    for _ in range(_HIGHEST):
        if (folder / FOLDER).is_dir():
            return folder
        folder = folder.parent
    return None


def was_taken(out: Path, digest: str) -> bool:
    """Return whether all edits of the file of that digest are in its review."""
    return digest in _known(out)


def remember_taken(out: Path, digest: str) -> None:
    """Note that all edits of a file were taken; raises SaveError."""
    known = _known(out)
    if digest not in known:
        lines = [*known[-_MOST:], digest]
        write_whole(
            out / FOLDER / NAME, "".join(f"{line}\n" for line in lines).encode(), within=out
        )


def keep_edited(path: Path, data: bytes, out: Path, digest: str) -> Path:
    """Put an edited file into OUT/edited, beside others of its name; raises SaveError."""
    below = path.relative_to(out)
    kept = out / EDITED / below.with_name(f"{below.stem}-{digest[:8]}{below.suffix}")
    with suppress(FileExistsError):  # the same bytes
        write_whole(kept, data, new=True, within=out)
    return kept


def _known(out: Path) -> list[str]:
    try:
        with Folder.at(out / FOLDER) as folder:
            folder.refuse_link(NAME)
        return (out / FOLDER / NAME).read_text(encoding="ascii").split()
    except (OSError, SaveError, ValueError):
        return []
