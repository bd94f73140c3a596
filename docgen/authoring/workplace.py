"""A folder to work in: packs, schemas, settings and tasks of the editor, samples on request."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from docgen.authoring.editor import editor_files
from docgen.bounds.reading import is_file, read_bytes
from docgen.errors import UsageError
from docgen.model import Pack
from docgen.model.tongue import say
from docgen.output.whole import write_whole
from docgen.packs.library import HAND_WRITTEN, Library, bundled, schema_file
from docgen.packs.load import load_pack
from docgen.review.editorschema import editor_schema
from docgen.review.schemas import schema_text

SAMPLES = "samples"
"""The folder of samples, apart from the reviews one makes oneself."""


def make_workplace(folder: Path, *, library: Library, samples: bool = False) -> list[Path]:
    """Set up a folder to work in; return the files made. What is there already stays.

    With `samples` it gets finished reviews to look at, and one with faults to practise on.

    Raises UsageError when `folder` is a file, SaveError when something cannot be written.
    """
    if folder.exists() and not folder.is_dir():
        raise UsageError(say("{folder}: is a file; choose another folder", folder=folder))
    contents = chain(_contents(library), _files(bundled() / "data", SAMPLES) if samples else ())
    made = [path for name, data in contents if (path := _put(folder, name, data))]
    for name in ("data", "out"):
        (folder / name).mkdir(exist_ok=True)
    return made


def schema_beside(pack: Pack, file: Path, library: Library) -> tuple[str, list[Path]]:
    """Return the path by which a review names its schema, and the schema if it was just written."""
    schema = nearest_schema(file.parent, pack.code)
    made = []
    if schema is None:
        schema = file.with_name(_schema_name(pack.code))
        made.append(write_schema(pack, schema, library=library))
    where = Path(os.path.relpath(schema.absolute(), file.parent.absolute())).as_posix()
    return where, made


def write_schema(pack: Pack, file: Path, *, library: Library) -> Path:
    """Write the JSON Schema of a pack's reviews and return its path.

    Only a schema is replaced: UsageError for any other file that is there. Raises SaveError.
    """
    if file.exists() and not (is_file(file) and b'"$schema"' in read_bytes(file)):
        raise UsageError(
            say("{file}: is there already and is no JSON Schema; choose another name", file=file)
        )
    write_whole(file, schema_text(editor_schema(pack, library=library)).encode())
    return file


def nearest_schema(folder: Path, code: str) -> Path | None:
    """Return schemas/review.CODE.schema.json in `folder` or above it, or the file in `folder`."""
    beside = folder / _schema_name(code)
    if beside.is_file():
        return beside
    places = (place / "schemas" / _schema_name(code) for place in _upwards(folder.absolute()))
    return next((file for file in places if file.is_file()), None)


def _schema_name(code: str) -> str:
    return f"review.{code}.schema.json"


def _upwards(folder: Path) -> Iterator[Path]:
    yield folder
    yield from folder.parents


def _contents(library: Library) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of each file of a working folder."""
    for root in library.roots:
        yield from _files(root, "templates")
    for name in HAND_WRITTEN:
        file = schema_file(name)
        yield f"schemas/{file.name}", file.read_bytes()
    for code in library.codes():
        schema = editor_schema(load_pack(code, library=library), library=library)
        yield f"schemas/{_schema_name(code)}", schema_text(schema).encode()
    yield from editor_files()


def _files(root: Path, target: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files below `root`, but no hidden ones and no marks of open documents."""
    for file in sorted(root.rglob("*")):
        inside = file.relative_to(root)
        if file.is_file() and not any(part.startswith((".", "~$")) for part in inside.parts):
            yield f"{target}/{inside.as_posix()}", file.read_bytes()


def write_new(file: Path, data: bytes, *, force: bool = False) -> None:
    """Write a file, whole or not at all; raises UsageError when there is one, unless by force."""
    try:
        write_whole(file, data, new=not force)
    except FileExistsError:
        raise UsageError(
            say("{file}: is there already and stays; choose another name", file=file)
        ) from None


def _put(folder: Path, name: str, data: bytes) -> Path | None:
    """Write a new file below a folder and return its path; None when there is one already."""
    file = folder / name
    if file.exists():
        return None
    try:
        write_whole(file, data, new=True, within=folder)
    except FileExistsError:
        return None
    return file
