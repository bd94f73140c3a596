"""Check a country pack: its YAML files by their schemas and their sense, its Word templates."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

from docgen.bounds.reading import LARGEST, is_file, read_bytes, walk
from docgen.check.guarded import findings
from docgen.check.packsense import criteria_sense, cut_lines, pack_sense
from docgen.check.untranslated import untranslated, untranslated_word
from docgen.check.wordfiles import check_word_file, documents_problems, word_files
from docgen.document.context import title_fault
from docgen.document.fields import fields_of
from docgen.document.filters import format_fault
from docgen.errors import DocgenError
from docgen.model import Pack, Problem
from docgen.model.problem import Finding
from docgen.model.tongue import say, speaking
from docgen.packs.checked import read_checked
from docgen.packs.languages import is_known
from docgen.packs.library import SCALE, HandWritten, Library, find_library
from docgen.packs.load import load_pack
from docgen.packs.scale import read_scale
from docgen.review.spoken import language_of_pack
from docgen.scoring.rules import rule_problems, setting_problems
from docgen.suggest import did_you_mean
from docgen.yamlfile.placing import place

PACK_SCHEMAS: tuple[HandWritten, ...] = ("criteria", "pack", "rules", "scale")
"""The schemas of the files of a pack, each named as its file."""
PACK_FILES = {f"{name}.yaml" for name in PACK_SCHEMAS}
"""The YAML files of a pack; a folder without pack.yaml holds what several packs share."""


def check_pack(
    folder: Path, *, library: Library | None = None, documents: bool = True
) -> list[Problem]:
    """Return every problem of the pack in `folder`; without `documents` those of its YAML files."""
    library = Library((folder.absolute().parent, *(library or find_library()).roots))
    with speaking(language_of_pack(folder.absolute().name, library)):
        return _all_of(folder, library, documents)


def _all_of(folder: Path, library: Library, documents: bool) -> list[Problem]:
    problems: list[Problem] = []
    if documents and not is_file(folder / "pack.yaml"):
        for file in word_files(folder):  # those that any pack may use
            problems += check_word_file(file, library=library)
    for schema in PACK_SCHEMAS:
        file = folder / f"{schema}.yaml"
        if is_file(file):
            problems += findings(file, partial(_by_schema, file, schema))
        elif schema == "criteria" and is_file(folder / "pack.yaml"):
            problems.append(Problem("missing-file", say("is missing; a pack needs it"), file))
    known = {(Path(p.file).name, p.line) for p in problems}
    problems += [
        p
        for p in _beyond_schemas(folder, library, documents)
        if (Path(p.file).name, p.line) not in known
    ]
    return sorted(dict.fromkeys(problems), key=lambda p: (str(p.file), p.line or 0, p.column or 0))


def find_packs(folder: Path) -> list[Path]:
    """Return the folders in `folder`, itself among them, that hold the YAML files of a pack."""
    found = []
    for here, folders, files in walk(folder):
        folders[:] = [name for name in folders if not name.startswith((".", "_"))]
        if PACK_FILES & set(files):
            found.append(Path(here))
    return found


def _by_schema(file: Path, schema: HandWritten) -> list[Problem]:
    """Return no fault of a file that fits the schema of its name; raises them."""
    return read_checked(file, schema).problems()


def _beyond_schemas(folder: Path, library: Library, documents: bool) -> Iterator[Problem]:
    """Yield what is wrong with files that their schemas allow."""
    code = folder.absolute().name
    if is_file(folder / "pack.yaml"):
        yield from findings(folder, partial(_of_pack, code, library, documents))
    if is_file(file := folder / SCALE):
        yield from findings(file, partial(_of_scale, file))
    yield from findings(folder, partial(_of_rules, code, library))


def _of_scale(file: Path) -> list[Problem]:
    return read_scale(file)[1]


def _of_rules(code: str, library: Library) -> list[Problem]:
    pack = None
    with suppress(DocgenError):  # its own faults are told already
        pack = load_pack(code, library=library)
    return rule_problems(code, pack, library)


def _of_pack(code: str, library: Library, documents: bool) -> Iterator[Problem]:
    pack = load_pack(code, library=library)
    file = pack.folder / "pack.yaml"
    head = (*_documents(pack), *pack_sense(pack), *_like(pack, library))
    yield from place((*head, *untranslated(pack, file.name)), read_checked(file, "pack"))
    criteria = library.find(f"{code}/criteria.yaml")
    if criteria is not None:
        body = (*criteria_sense(pack), *untranslated(pack, criteria.name))
        yield from place(body, read_checked(criteria, "criteria"))
    for line, message in cut_lines(read_bytes(file, LARGEST).decode("utf-8", "replace")):
        yield Problem("cut-by-hash", message, file, line, severity="warning")
    yield from setting_problems(pack, library)
    if not documents:
        return
    there = [(pack, found) for found in pack.documents.values() if is_file(found.path)]
    yield from documents_problems(there)
    for _, document in there:
        yield from untranslated_word(pack, document)


def _like(pack: Pack, library: Library) -> Iterator[Finding]:
    """Yield a warning where no pack has the code under `like`."""
    if pack.like and pack.like not in library.codes():
        way = did_you_mean(pack.like, library.codes())
        yield Finding("unknown-id", say("no such pack; {way}", way=way), ("like",), "warning")


def _documents(pack: Pack) -> Iterator[Finding]:
    """Yield what is wrong with the list of documents in pack.yaml."""
    fields = fields_of(pack)
    if fault := format_fault(pack.formats):
        known = is_known(pack.formats.language)
        place = ("formats", "date") if known else ("language",)
        yield Finding("value", fault, place)
    for document in pack.documents.values():
        at = ("documents", document.name)
        if not is_file(document.path):
            message = say(
                "the Word file {file} is missing; looked for {path}",
                file=document.file,
                path=document.path,
            )
            yield Finding("missing-file", message, (*at, "file"))
        if document.path.suffix != ".docx":
            message = say("is no Word file (.docx); open it in Word and save it as one")
            yield Finding("value", message, (*at, "file"))
        if fault := title_fault(document.title, fields):
            yield Finding("title", fault, (*at, "title"))
