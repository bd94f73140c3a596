"""Check a country pack: its YAML files by their schemas and their sense, its Word templates."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from docgen.document.context import title_fault
from docgen.document.fields import fields_of
from docgen.document.renderer import template_faults
from docgen.errors import DocgenError, InvalidDataError, ReadError
from docgen.model import Pack, Problem
from docgen.packs.library import Library
from docgen.packs.library import library as default_library
from docgen.packs.load import load_pack
from docgen.review.faults import schema_faults
from docgen.review.file import load_alone
from docgen.review.schemas import compile_schema, hand_schema
from docgen.scoring.rules import rule_problems

PACK_FILES = {"pack.yaml", "criteria.yaml", "rules.yaml"}
"""The YAML files of a pack; a folder with rules alone holds those for all packs."""


def check_pack(folder: Path, *, library: Library | None = None) -> list[Problem]:
    """Return every problem of the pack in `folder`."""
    library = Library((folder.absolute().parent, *(library or default_library()).roots))
    problems: list[Problem] = []
    for name in sorted(PACK_FILES):
        file = folder / name
        if file.is_file():
            problems += _by_schema(file, library)
        elif name == "criteria.yaml" and (folder / "pack.yaml").is_file():
            problems.append(Problem("missing-file", "is missing; a pack needs it", file))
    known = {(Path(p.file).name, p.line) for p in problems}
    problems += [p for p in _sense(folder, library) if (Path(p.file).name, p.line) not in known]
    return sorted(dict.fromkeys(problems), key=lambda p: (str(p.file), p.line or 0, p.column or 0))


def find_packs(folder: Path) -> list[Path]:
    """Return the folders in `folder`, itself among them, that hold the YAML files of a pack."""
    found = []
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "_")))
        if PACK_FILES & set(files):
            found.append(Path(place))
    return found


def _by_schema(file: Path, library: Library) -> list[Problem]:
    """Return the faults of a file by the schema of its name."""
    try:
        loaded = load_alone(file)
    except ReadError as error:
        return [Problem("unreadable", error.message, file)]
    except InvalidDataError as error:
        return list(error.problems)
    schema = hand_schema(file.stem, library=library)
    faults = schema_faults(loaded, loaded.data, compile_schema(schema), schema, None)
    return [*loaded.sources[0].faults, *faults]


def _sense(folder: Path, library: Library) -> Iterator[Problem]:
    """Yield what is wrong with files that their schemas allow."""
    code = folder.absolute().name
    if (folder / "pack.yaml").is_file():
        try:
            pack = load_pack(code, library=library)
        except InvalidDataError as error:
            yield from error.problems
        except DocgenError as error:
            yield Problem("pack", str(error), folder)
        else:
            yield from _documents(pack)
            yield from template_faults(pack)
    try:
        yield from rule_problems(code, library)
    except InvalidDataError as error:
        yield from error.problems
    except ReadError as error:
        yield Problem("unreadable", error.message, error.file)


def _documents(pack: Pack) -> Iterator[Problem]:
    """Yield what is wrong with the list of documents in pack.yaml."""
    head, fields = load_alone(pack.folder / "pack.yaml"), fields_of(pack)
    for document in pack.documents.values():
        at = ("documents", document.name)
        if not document.path.is_file():
            message = f"the Word file {document.file} is missing; looked for {document.path}"
            yield head.problem("missing-file", message, (*at, "file"))
        if fault := title_fault(document.title, fields):
            yield head.problem("title", fault, (*at, "title"))
