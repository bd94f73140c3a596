"""All words of a pack that a translation changes, each with the file and place where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from docgen.model import Criterion, Pack
from docgen.model.pack import EXTRA
from docgen.model.place import Where

PACK_FILE, CRITERIA_FILE = "pack.yaml", "criteria.yaml"
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_WORD = re.compile(r"[^\W\d_]{3,}")
_OF_NO_LANGUAGE = frozenset({"ips", "supported", "employment", "fidelity"})
"""Names of the method, which no country translates."""


class Words(NamedTuple):
    """One text of a pack."""

    file: str
    group: str
    """What it is one of: labels, texts, names of criteria."""
    where: Where
    text: str


def bare_words(text: str) -> str:
    """Return the fixed words of a text, without its tags; empty where none is of a language."""
    bare = " ".join(_TAG.sub(" ", text).split())
    known = {word.casefold() for word in _WORD.findall(bare)}
    return bare if known - _OF_NO_LANGUAGE else ""


def words_of(pack: Pack) -> Iterator[Words]:
    """Yield the texts of both YAML files of a pack, in the order of the files."""
    for where, text in (*_of_pack(pack), *_of_own_values(pack)):
        if bare_words(text):
            yield Words(PACK_FILE, str(where[0]), where, text)
    for number, section in enumerate(pack.sections):
        at: Where = ("sections", number)
        for key in ("label", "sheet_label"):
            text = getattr(section, key)
            if bare_words(text) and (key == "label" or text != section.label):
                yield Words(CRITERIA_FILE, "sections", (*at, key), text)
        for index, criterion in enumerate(section.criteria):
            for path, text in _of_criterion(criterion):
                if bare_words(text):
                    here = (*at, "criteria", index, *path)
                    yield Words(CRITERIA_FILE, str(path[0]), here, text)


def left_over(pack: Pack, like: Pack) -> list[Words]:
    """Return the texts of a pack that are still those of the pack it was made like."""
    before = {(one.file, one.where): one.text for one in words_of(like)}
    return [one for one in words_of(pack) if before.get((one.file, one.where)) == one.text]


def _of_pack(pack: Pack) -> Iterator[tuple[Where, str]]:
    yield ("scale", "name"), pack.scale_name
    for name in ("sources", "labels", "texts", "openings"):
        texts: Mapping[str, str] = getattr(pack, name)
        for key, text in texts.items():
            if not key.startswith(f"{EXTRA}."):
                yield (name, key), text
    for key, entries in pack.lists.items():
        yield from ((("lists", key, n), entry) for n, entry in enumerate(entries))
    for index, level in enumerate(pack.levels):
        yield ("levels", index, "label"), level.label
        yield ("levels", index, "legend"), level.legend
    for document in pack.documents.values():
        yield ("documents", document.name, "title"), document.title


def _of_own_values(pack: Pack) -> Iterator[tuple[Where, str]]:
    for index, value in enumerate(pack.own_values):
        at: Where = ("fields", index)
        yield (*at, "label"), value.label
        yield (*at, "help"), value.help
        yield from (((*at, "choices", n), word) for n, word in enumerate(value.choices))


def _of_criterion(criterion: Criterion) -> Iterator[tuple[Where, str]]:
    yield ("name",), criterion.name
    if criterion.short_name != criterion.name:
        yield ("short_name",), criterion.short_name
    for key in ("description", "components_intro", "help"):
        yield (key,), getattr(criterion, key)
    several: tuple[tuple[str, Mapping[Any, str]], ...] = (
        ("components", dict(enumerate(criterion.components))),
        ("anchors", criterion.anchors),
        ("evidence_labels", criterion.evidence_labels),
    )
    for name, texts in several:
        yield from (((name, key), text) for key, text in texts.items())
