"""Keep the catalogues of messages.

python tools/catalogues.py [--check]

Takes every sentence given to `say`, `say_count` and `marked` out of docgen/, the help of the
commands, the tables of rules, values and what the gate does, and the warnings of the rules that
packs bring. Brings docgen/locale/<language>/LC_MESSAGES/docgen.po up to date: what is gone goes,
what is new is empty. --check writes nothing and names what is missing, stale or has other names in
braces than the English sentence. Two branches' files are joined line by line (.gitattributes); run
this after a merge.
"""

from __future__ import annotations

import argparse
import ast
import inspect
import io
import json
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

sys.path.insert(0, str(Path(__file__).parents[1]))

from docgen.check.catalogue import CATALOGUE
from docgen.check.lint.table import RULES as LINT
from docgen.review.shape import VALUES
from docgen.word.compile.policy import RULES as POLICY

ROOT = Path(__file__).parents[1]
LOCALE = ROOT / "docgen" / "locale"
OWN = ("da", "sv", "nb")
_METHODS = [("**.py", "python"), ("**.html", "jinja2")]
_KEYWORDS = {"say": None, "say_count": (1, 2), "marked": None}
_DATES = re.compile(rb'"(POT-|PO-|Generated-|Project-|Report-|Last-|Language-Team)[^\n]*\n')
_NAME = re.compile(r"\{(\w*)[^{}]*\}")


def main(argv: list[str] | None = None) -> int:
    """Bring the catalogues up to date, or tell what is wrong with them; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing, name what is wrong")
    check = parser.parse_args(argv).check
    if not check:
        for language in OWN:
            _write(language, updated(language))
    problems = [problem for language in OWN for problem in faults(language)]
    for problem in problems:
        print(problem)
    return 1 if problems else 0


@cache
def template() -> Catalog:
    """Return the sentences of docgen, without translation."""
    found = Catalog(project="docgen")
    for file, _, sentence, comments, _ in extract_from_dir(
        ROOT / "docgen", _METHODS, keywords=_KEYWORDS, comment_tags=("Translators:",)
    ):
        found.add(sentence, None, [(file, 1)], auto_comments=comments)
    for sentence in (*_helps(), *_warnings(), *_tables()):
        found.add(sentence)
    return found


def _helps() -> Iterator[str]:
    """Yield what the commands say of themselves: the docstrings of their functions."""
    for file in sorted((ROOT / "docgen" / "cli").glob("*.py")):
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name == "command":
                yield ast.get_docstring(node) or ""


def _tables() -> Iterator[str]:
    """Yield what stands in tables: what the gate does, what rules mean, what values are."""
    for rule in POLICY:
        yield from (rule.what, rule.why, rule.way)
    for subject, group in CATALOGUE.items():
        yield subject
        for entry in group.values():
            yield from entry
    yield from (value.hint for value in VALUES if value.hint)
    yield from (inspect.getdoc(module) or "" for module in LINT.values())
    yield from _descriptions(json.loads((ROOT / "schemas/review.schema.json").read_text("utf-8")))


def _descriptions(node: Any) -> Iterator[str]:
    """Yield what a schema says of its values, for editors to show."""
    for key, value in node.items() if isinstance(node, dict) else ():
        if key == "description" and isinstance(value, str):
            yield value
        else:
            yield from _descriptions(value)


def _warnings() -> Iterator[str]:
    """Yield the warnings of the rules that packs bring along."""
    for file in sorted((ROOT / "templates").glob("*/rules.yaml")):
        data = yaml.safe_load(file.read_text(encoding="utf-8"))
        yield from (data.get("warnings") or {}).values()


def updated(language: str) -> Catalog:
    """Return the catalogue of a language with all sentences there are, and no others."""
    known = read(language)
    fresh = Catalog(locale=language, fuzzy=False, header_comment=f"# What docgen says: {language}")
    for message in sorted(template(), key=_key):
        if message.id:
            before = known.get(message.id)
            fresh.add(message.id, before.string if before else None)
    return fresh


def read(language: str) -> Catalog:
    """Return the catalogue as it stands in the project; an empty one where there is none."""
    file = po_file(language)
    if not file.exists():
        return Catalog(locale=language)
    return read_po(io.BytesIO(file.read_bytes()), locale=language)


def po_file(language: str) -> Path:
    """Return where the catalogue of a language stands."""
    return LOCALE / language / "LC_MESSAGES" / "docgen.po"


def faults(language: str) -> Iterator[str]:
    """Yield what is wrong with a catalogue, a line each."""
    known, wanted = read(language), {_key(m): m for m in template() if m.id}
    there = {_key(message): message for message in known if message.id}
    for key in sorted(wanted.keys() - there.keys()):
        yield f"{language}: not in the catalogue: {key!r}"
    for key in sorted(there.keys() - wanted.keys()):
        yield f"{language}: no longer said: {key!r}"
    for key in sorted(wanted.keys() & there.keys()):
        yield from _of_message(language, there[key])


def _of_message(language: str, message: Message) -> Iterator[str]:
    ids = message.id if isinstance(message.id, tuple | list) else [message.id]
    texts = message.string if isinstance(message.string, tuple | list) else [message.string]
    for sentence, text in zip(ids, texts, strict=False):
        if not text:
            yield f"{language}: not translated: {sentence!r}"
        elif set(_NAME.findall(text)) != set(_NAME.findall(sentence)):
            yield f"{language}: other names in braces: {sentence!r} -> {text!r}"


def _key(message: Message) -> str:
    return message.id[0] if isinstance(message.id, tuple | list) else message.id


def _write(language: str, catalogue: Catalog) -> None:
    file = po_file(language)
    file.parent.mkdir(parents=True, exist_ok=True)
    stream = io.BytesIO()
    write_po(stream, catalogue, omit_header=False, width=100, no_location=True)
    file.write_bytes(_DATES.sub(b"", stream.getvalue()))


if __name__ == "__main__":
    sys.exit(main())
