"""The language in which docgen speaks: sentences are written in English, said in the reader's.

Catalogues stand in docgen/locale; `python tools/catalogues.py` keeps them. `say` is called with the
English sentence as it stands in the catalogue, and the values for its `{names}`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import TypeVar

S = TypeVar("S", bound=str)

LANGUAGES = ("da", "sv", "nb", "en")
"""The languages that docgen speaks; English is what the sentences are written in."""
ENVIRONMENT = "DOCGEN_LANG"
DOMAIN = "docgen"
FOLDER = Path(__file__).parents[1] / "locale"

_ALIKE: Mapping[str, str] = {"no": "nb", "nn": "nb"}
"""Language tags whose readers are spoken to in another language of the list."""

_spoken: ContextVar[str] = ContextVar("docgen_language", default="")
_chosen: ContextVar[str] = ContextVar("docgen_chosen", default="")


def say(sentence: str, /, **values: object) -> str:
    """Return a sentence in the language that is spoken now, its `{names}` filled in."""
    language = language_now()
    if language != "en":
        sentence = _said_for(language, sentence)[0]
    return sentence.format_map(values) if values else sentence


def say_count(one: str, many: str, count: int, /, **values: object) -> str:
    """Return the sentence for so many things; `{count}` stands for the number."""
    language = language_now()
    forms = (one, many) if language == "en" else _said_for(language, one, many)
    sentence = forms[0] if count == 1 else forms[-1]
    return sentence.format_map({"count": count, **values})


def in_all_languages(word: str) -> tuple[str, ...]:
    """Return a sentence in each language that docgen speaks, whatever was asked for; each once."""
    said = (word if code == "en" else _said_for(code, word)[0] for code in LANGUAGES)
    return tuple(dict.fromkeys(said))


def marked(sentence: S) -> S:
    """Return the sentence as it is; it is put into the catalogues, and said later with `say`."""
    return sentence


def language_now() -> str:
    """Return the language that is spoken: as asked for, else as the text at hand, else English."""
    return _chosen.get() or (_fixed[0] if _fixed else _spoken.get() or "en")


def with_decimals(text: str) -> str:
    """Return a number as the language that is spoken writes it: in English alone with a point."""
    return text if language_now() == "en" else text.replace(".", ",")


def listed_numbers(texts: Iterable[str]) -> str:
    """Return numbers as the language that is spoken lists them: `1, 2`, but `1; 0,5`."""
    found = list(texts)
    return ("; " if any("," in text for text in found) else ", ").join(found)


def language_of(tag: str) -> str:
    """Return the language of a tag like `da-DK`, `nn_NO.UTF-8` or `sv`; empty where it is none."""
    code = tag.replace("_", "-").partition("-")[0].partition(".")[0].lower()
    code = _ALIKE.get(code, code)
    return code if code in LANGUAGES else ""


def language_for(tag: str) -> str:
    """Return the language in which a text of that language is spoken of."""
    return _chosen.get() or (_fixed[0] if _fixed else language_of(tag) or language_now())


def ask_for(language: str) -> None:
    """Speak this language whatever is read, here and in processes that this one starts."""
    os.environ[ENVIRONMENT] = language
    _fixed[:] = [language]


def begin_with(tag: str) -> None:
    """Speak the language of a tag until something is read that has one of its own."""
    _spoken.set(language_for(tag))


def of_system() -> str:
    """Return the language of the system, `en` where docgen does not speak it."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if found := os.environ.get(name):
            return language_of(found) or "en"
    if sys.platform == "win32":
        from locale import getlocale  # slow to import, and elsewhere the environment says it

        return language_of(_WINDOWS.get((getlocale()[0] or "").partition("_")[0], "")) or "en"
    return "en"


_fixed = [found] if (found := language_of(os.environ.get(ENVIRONMENT, ""))) else []
"""The language that the user asked for; nothing else counts beside it."""
_WINDOWS = {"Danish": "da", "Swedish": "sv", "Norwegian Bokmål": "nb", "Norwegian": "nb"}


@contextmanager
def speaking(tag: str) -> Iterator[None]:
    """Speak the language of a tag while the block runs; another than docgen's changes nothing."""
    before = _spoken.set(language_of(tag) or _spoken.get())
    try:
        yield
    finally:
        _spoken.reset(before)


@contextmanager
def chosen(language: str) -> Iterator[None]:
    """Speak a language of the list while the block runs, whatever was asked for at the start."""
    before = _chosen.set(language_of(language))
    try:
        yield
    finally:
        _chosen.reset(before)


def _said_for(language: str, *sentence: str) -> tuple[str, ...]:
    """Return what is said for a sentence; what a catalogue lacks is said in English."""
    return _catalogue(language).get(sentence[0], sentence)


@cache
def _catalogue(language: str) -> Mapping[str, tuple[str, ...]]:
    from docgen.model.sentences import read_sentences  # which nobody needs who is told nothing

    return read_sentences(FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.po")
