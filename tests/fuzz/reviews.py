"""Damaged reviews: YAML, JSON and JSON Lines made from the samples of all packs."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from functools import cache
from typing import Any

from builders import SAMPLES

from docgen.review.file import load_data
from docgen.yamlfile.writer import write_yaml
from fuzz.damage import SNIPPETS, corrupted, damaged, scratched

Mutant = tuple[str, bytes]
"""Name, with the suffix that says how it is read, and content."""


def mutants(seed: int, count: int) -> Iterator[Mutant]:
    """Yield damaged reviews; the same seed and count make the same ones."""
    rng = random.Random(f"reviews {seed}")
    for number in range(count):
        make = rng.choices(_KINDS, _WEIGHTS)[0]
        yield make(f"{seed}-{number}", rng)


@cache
def samples() -> tuple[tuple[str, dict[str, Any]], ...]:
    """Return text and data (defaults merged in) of each sample review."""
    return tuple((path.read_text(encoding="utf-8"), load_data(path).data) for path in SAMPLES)


def _typed(name: str, rng: random.Random) -> Mutant:
    """Return a review as somebody's editor, or a bad line, left it."""
    text, _ = rng.choice(samples())
    if rng.random() < 0.15:  # two files in one another
        other, _ = rng.choice(samples())
        at = rng.randrange(len(text))
        text = text[:at] + other[rng.randrange(len(other)) :]
    return f"{name}-text.yaml", _encoded(scratched(text, rng, rng.choice((1, 1, 1, 2, 4))), rng)


def _written(name: str, rng: random.Random) -> Mutant:
    """Return a review that a program wrote from damaged data."""
    data = damaged(rng.choice(samples())[1], rng, rng.choice((1, 1, 2, 5)))
    try:
        text = write_yaml(data)
    except (AttributeError, RecursionError, TypeError):  # no mapping, or deeper than is written
        text = json.dumps(data)
    return f"{name}-data.yaml", _encoded(text, rng)


def _bytes(name: str, rng: random.Random) -> Mutant:
    content = rng.choice(samples())[0].encode()
    for _ in range(rng.choice((1, 1, 3))):
        content = corrupted(content, rng)
    return f"{name}-bytes.yaml", content


def _short(name: str, rng: random.Random) -> Mutant:
    """Return a short text of pieces that mean something to a parser."""
    pieces = (*SNIPPETS, "pack: dk\n", "unit: {name: A}\n", "criteria:\n", "  a: 1\n", "\n", "x")
    text = "".join(rng.choice(pieces) for _ in range(rng.randrange(1, 12)))
    return f"{name}-short.{rng.choice(('yaml', 'json', 'jsonl'))}", _encoded(text, rng)


def _json(name: str, rng: random.Random) -> Mutant:
    data = damaged(rng.choice(samples())[1], rng, rng.choice((1, 1, 2, 5)))
    text = json.dumps(data, ensure_ascii=rng.random() < 0.5, indent=rng.choice((None, 2)))
    if rng.random() < 0.4:
        text = scratched(text, rng)
    return f"{name}-data.json", _encoded(text, rng)


def _lines(name: str, rng: random.Random) -> Mutant:
    rows = []
    for number in range(rng.randrange(1, 4)):
        data = {**rng.choice(samples())[1], "id": f"r{number}"}
        data = damaged(data, rng) if rng.random() < 0.7 else data
        row = json.dumps(data)
        rows.append(scratched(row, rng) if rng.random() < 0.3 else row)
    return f"{name}-lines.jsonl", _encoded("\n".join(rows), rng)


def _encoded(text: str, rng: random.Random) -> bytes:
    content = text.encode("utf-8", "surrogatepass" if rng.random() < 0.3 else "replace")
    odd = rng.random()
    if odd < 0.02:
        return text.encode("utf-16", "replace")
    if odd < 0.04:
        return text.encode("latin-1", "replace")
    return b"\xef\xbb\xbf" + content if odd < 0.06 else content


_KINDS = (_typed, _written, _bytes, _short, _json, _lines)
_WEIGHTS = (30, 20, 8, 10, 22, 10)
