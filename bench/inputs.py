"""The reports that every contender makes: data from a fixed seed, the same on every machine."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Data = dict[str, Any]

UNITS = 50
"""How many different reports there are."""
ROWS = (25, 250, 2500)
"""Numbers of criteria for the growth of one report."""

HEADER = {
    "unit": "Unit",
    "place": "Place",
    "area": "Area",
    "team": "Team",
    "leader": "Leader",
    "partners": "Partners",
    "clients": "Clients",
    "reviewers": "Reviewers",
    "visit": "Days of the visit",
    "report_date": "Date of the report",
    "mode": "Mode",
    "participants": "Participants",
    "recipients": "Recipients",
    "scale": "Scale",
    "contact": "Contact",
}
"""Fields of the table on the first page, with their labels."""
SECTIONS = ("Staffing & roles", "Organisation", "Services")

_WORDS = """\
the team works with clients who want a job and finds it together with them each
specialist meets employers every week writes down what was agreed and follows the plan of the
client rather than the offers that happen to be there the reviewers read five records talked to
clients relatives and managers and went along to two visits at workplaces most meetings take
place in the community support goes on after the first month contact with the health team is
weekly but notes are kept in two systems goals are set for half a year at a time and looked at
again in supervision where cases are discussed one by one some jobs are temporary others are
permanent the supervisor joins visits when somebody is new
""".split()  # noqa: SIM905 - a list of quoted words reads badly


def sentences(rng: random.Random, count: int) -> str:
    """Return a text of `count` words in sentences."""
    words = [rng.choice(_WORDS) for _ in range(count)]
    for start in range(0, count, 14):
        words[start] = words[start].capitalize()
        if start:
            words[start - 1] += "."
    return " ".join(words) + "."


def report_data(seed: int, rows: int = 25) -> Data:
    """Return the data of one report with that many criteria in three sections.

    Each record carries its path as `_p`, which docgen's controls are named by.
    """
    rng = random.Random(seed)
    mark = f"U{seed:03d}"
    data: Data = {name: f"{label} {mark} {sentences(rng, 5)}" for name, label in HEADER.items()}
    data["title"] = f"Fidelity report {mark}"
    data["intro"] = sentences(rng, 90)
    sizes = [rows // 3 + (part < rows % 3) for part in range(3)]
    data["sections"] = [
        {
            "_p": f"sections.s{part}",
            "number": str(part),
            "name": SECTIONS[part - 1],
            "criteria": [_criterion(rng, mark, part, row) for row in range(1, size + 1)],
        }
        for part, size in enumerate(sizes, 1)
    ]
    data["total"] = sum(c["score"] for s in data["sections"] for c in s["criteria"])
    data["highest"] = 5 * rows
    return data


def _criterion(rng: random.Random, mark: str, part: int, row: int) -> Data:
    key = f"{mark}-{part}-{row}"
    return {
        "_p": f"criteria.c{part}_{row}",
        "number": f"{part}.{row}",
        "name": f"{sentences(rng, 4)[:-1]} {key}",
        "description": f"{sentences(rng, 70)} D-{key}.",
        "score": rng.randint(1, 5),
        "sources": [
            {"_p": f"criteria.c{part}_{row}.k{n}", "text": f"{sentences(rng, 5)[:-1]} [{key}/{n}]"}
            for n in range(1, rng.randint(2, 4))
        ],
        # Characters that must be escaped: who does not escape fails the check.
        "comment": f"{sentences(rng, 110)} R&D share < {rng.randint(2, 9)} % C-{key}.",
        "recommendation": f"{sentences(rng, 75)} R-{key}.",
    }


def write_data(folder: Path) -> None:
    """Write the data of all comparisons: units.json, one.json and rows-N.json."""
    folder.mkdir(parents=True, exist_ok=True)
    units = [report_data(seed) for seed in range(UNITS)]
    _dump(folder / "units.json", units)
    _dump(folder / "one.json", units[:1])
    for rows in ROWS:
        _dump(folder / f"rows-{rows}.json", [report_data(7, rows)])


def _dump(file: Path, value: Any) -> None:
    file.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8", newline="\n")


def write_reviews(folder: Path, count: int, criteria: list[str], pack: str) -> None:
    """Write reviews of a pack as YAML, about as long as the data above.

    There are UNITS different ones; the others are the same files under other names, which are
    their ids.
    """
    for number in range(count):
        file = review_file(folder, number)
        if number < UNITS:
            file.parent.mkdir(parents=True, exist_ok=True)
            lines = "\n".join(_review(random.Random(number), number, criteria, pack))
            file.write_text(lines, encoding="utf-8", newline="\n")
        else:
            file.parent.mkdir(exist_ok=True)
            file.hardlink_to(review_file(folder, number % UNITS))


def review_file(folder: Path, number: int) -> Path:
    """Return the path of a review: a thousand of them in a folder."""
    return folder / f"{number // 1000:03d}" / f"unit-{number:06d}.yaml"


def _review(rng: random.Random, seed: int, criteria: list[str], pack: str) -> Iterator[str]:
    """Yield the lines of a review; dates are quoted, as most parsers take them for dates."""
    yield from (f"pack: {pack}", "unit:", f"  name: Unit {seed}")
    yield from ("review:", '  dates: ["2026-03-10", "2026-03-11"]', '  report_date: "2026-03-27"')
    yield from ("reviewers:", "  - {name: Reviewer 1, title: psychologist, initials: R1}")
    yield from ("purpose: |", f"  {sentences(rng, 90)}", "general_comments: |")
    yield from (f"  {sentences(rng, 120)}", "summary:", "  conclusion: |")
    yield from (f"    {sentences(rng, 90)}", "development:")
    yield from (f"  - {{criterion: {name}}}" for name in criteria[:3])
    yield "criteria:"
    for name in criteria:
        yield from (f"  {name}:", f"    score: {rng.randint(1, 5)}", "    sources: [INT, DOC]")
        yield from ("    comment: |", f"      {sentences(rng, 110)} R&D < {seed} %.", "")
        yield from (f"      {sentences(rng, 60)}", "    recommendation: |")
        yield from (f"      {sentences(rng, 60)}",)
    yield ""
