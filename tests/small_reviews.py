"""The smallest reviews that show a point, for tests of the command line and of batches."""

from __future__ import annotations

from pathlib import Path

from docgen.model import CRITERION_IDS


def review_text(
    *,
    pack: str = "dk",
    unit: str = "Enhed A",
    status: str = "final",
    score: int = 4,
    without: tuple[str, ...] = (),
    head: str = "",
) -> str:
    """Return a review with every score (but those in `without`), a comment and a recommendation."""
    lines = [f"pack: {pack}", head, "unit:", f"  name: {unit}", "review:", f"  status: {status}"]
    lines += ["  report_date: 2026-03-27", "criteria:"]
    for name in CRITERION_IDS:
        lines += [f"  {name}:", "    comment: Set.", "    recommendation: Gem det."]
        if name not in without:
            lines.append(f"    score: {score}")
    return "\n".join(line for line in lines if line) + "\n"


def write_review(path: Path, **changes: object) -> Path:
    """Write a review to `path`, its folder too, and return the path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = review_text(**changes)  # type: ignore[arg-type]
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def files_of(folder: Path) -> list[str]:
    """Return every file below `folder` but those of docgen's own folder, with `/`."""
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return sorted(path.as_posix() for path in found if path.parts[0] != ".docgen")
