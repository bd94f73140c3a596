"""Reviews for tests: the smallest that show a point, and samples with hostile or long texts."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from ooxml.required import required_kinds

from docgen.packs.scale import read_scale
from docgen.review.shape import value_at

ROOT = Path(__file__).parents[1]
"""The project."""

SCALE = read_scale(ROOT / "templates" / "ips-25" / "scale.yaml")[0]
"""What the bundled packs share."""
SECTIONS = SCALE.sections
CRITERION_IDS = SCALE.criteria

SAMPLES = sorted((ROOT / "data").glob("[!_]*/[!_]*.yaml"))
"""Sound reviews; the one to practise on has faults."""


def many(usual: int, whole: int) -> int:
    """Return how many a slow test tries: `whole` where DOCGEN_HUNT is set, which takes an hour."""
    return whole if os.environ.get("DOCGEN_HUNT") else usual


IN_FULL = "slow" in required_kinds(os.environ.get("DOCGEN_REQUIRE", ""))
"""Whether the slow tests run, as they do in CI."""


def examples(whole: int) -> int:
    """Return how many examples a property tries: `whole` where the slow tests run, else a few.

    Those few are the first of the whole: the same each time.
    """
    return whole if IN_FULL else max(whole // 5, 20)


def _tuple(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)


def swept(values: Iterable[Any], quick: int = 1) -> list[Any]:
    """Return what a sweep over many values tries: the first ones always, the others where the slow
    tests run, as they do in CI. `make test` keeps its three minutes so."""
    swept = []
    for number, value in enumerate(values):
        case = value if hasattr(value, "marks") else pytest.param(*_tuple(value))
        marks = [*case.marks, pytest.mark.slow]
        swept.append(value if number < quick else case._replace(marks=marks))
    return swept


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


_OPEN = "    evidence: {contacts_per_week: 6}\n    comment: Set.\n"
"""What leaves the score of criterion 17 between 2 and 5."""


def with_open_facts(**changes: object) -> str:
    """Return a review whose evidence of criterion 17 leaves the score open."""
    before, head, after = review_text(**changes).partition("  job_development_contact:\n")  # type: ignore[arg-type]
    return before + head + after.replace("    comment: Set.\n", _OPEN, 1)


def controls_in(report: Path) -> int:
    """Return how many content controls a report has."""
    with zipfile.ZipFile(report) as package:
        return package.read("word/document.xml").count(b"<w:sdt>")


ONE_EACH = sorted({path.parent: path for path in reversed(SAMPLES)}.values())
"""The first sample of each pack."""


ODD = "R&D <select> \"q\" 's' {{ 7*7 }} {% for %} ]]> \\ \x85\u2028 \u200f\U0001f600 " + "x" * 60


LONG = "\n\n".join(
    ["ord " * 150, "- et punkt\n- et til, som er langt: " + "lang " * 40, "linje\n" * 20, "w" * 300]
)


def with_texts(data: Any, text: str, path: tuple[str | int, ...] = ()) -> Any:
    """Return `data` with `text` in place of each free text; of one line where one is asked."""
    if isinstance(data, dict):
        return {key: with_texts(value, text, (*path, key)) for key, value in data.items()}
    if isinstance(data, list):
        return [with_texts(value, text, (*path, n)) for n, value in enumerate(data)]
    value = value_at(path)
    if value is None or value.use != "printed" or value.kind not in ("line", "text"):
        return data
    return text.split("\n")[0] if value.kind == "line" or value.short else text


def as_it_is(data: dict[str, Any]) -> dict[str, Any]:
    return data


def odd(data: dict[str, Any]) -> dict[str, Any]:
    return with_texts(data, ODD)


def long(data: dict[str, Any]) -> dict[str, Any]:
    many = {"reviewers": [{"name": f"Reviewer {n}"} for n in range(7)], "recipients": ["a", "b"]}
    return with_texts(data | many, LONG)


def bare(data: dict[str, Any]) -> dict[str, Any]:
    """Return a draft with nothing but what must be there."""
    unit = {"name": data["unit"]["name"]}
    return {"pack": data["pack"], "unit": unit, "review": {"status": "draft"}}


def hurried_review() -> str:
    """Return a Danish review typed in a hurry: all scores and texts, and 23 slips, one a part."""
    parts = {
        name: [
            f"  {name}:",
            "    score: 4",
            "    sources: [INT, DOK]",
            "    comment: |",
            f"      Teamet arbejder efter modellen på punkt {number}.",
            "    recommendation: |",
            f"      Fortsæt med arbejdet på punkt {number}.",
        ]
        for number, name in enumerate(CRITERION_IDS, 1)
    }
    for name, (first, last, rows) in zip(CRITERION_IDS, _SLIPS, strict=False):
        parts[name][first:last] = rows
    criteria = "\n".join("\n".join(rows) for rows in parts.values())
    return f"{_HURRIED_HEAD}{criteria}\n"


_HURRIED_HEAD = """\
pack: dk
unit:
  name: Enhed Ø
review:
  status: final
  dates: 2023-09-12
  report_date: 2023-13-12
reviewers:
  - name: Navn Navnesen
purpose: Formål: at se på teamet
criteria:
"""
_SLIPS: list[tuple[int, int, list[str]]] = [
    (1, 2, ["\tscore: 4"]),
    (1, 2, ["    score:4"]),
    (5, 5, ["  Andet afsnit uden indrykning."]),
    (1, 2, ["    score: ?"]),
    (3, 5, ["    comment: Godt: teamet mødes hver uge"]),
    (3, 5, ['    comment: "Fint" siger lederen']),
    (5, 7, ["    recommendation: - flere besøg"]),
    (3, 5, ["    comment: @leder følger op"]),
    (1, 2, ["    score: “4”"]),
    (3, 5, ["    comment: |", "      \u2022 Møde hver uge"]),
    (1, 2, ["    score: 4", "    score: 5"]),
    (1, 2, ["    score: 4,5"]),
    (1, 2, ["    scor: 4"]),
    (3, 5, ["    comment: |", "    Teksten er ikke rykket ind."]),
    (1, 2, ["    score 4"]),
    (3, 5, ["    comment: > 80 % får job"]),
    (3, 5, ["    comment: [uklart] om borgerne"]),
    (3, 5, ['    comment: "Teksten slutter aldrig']),
    (1, 2, ["     score: 4"]),
    (2, 3, ["    sources:\tINT"]),
    (1, 2, ["    score: 7"]),
    (3, 5, ["    comment: Første linje", "    anden linje."]),
]
