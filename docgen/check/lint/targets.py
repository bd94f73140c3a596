"""Which Word files are linted, and by whose names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from docgen.bounds.reading import LARGEST_TEMPLATE, is_file, read_bytes
from docgen.check.lint.run import Judge, Opened, judged
from docgen.check.packs import check_pack
from docgen.check.wordfiles import sheet_judges, users_of, word_files
from docgen.errors import DocgenError, UsageError
from docgen.model import Problem
from docgen.model.tongue import say
from docgen.packs.library import Library
from docgen.packs.load import load_pack, readable_packs
from docgen.suggest import did_you_mean
from docgen.word.compile.styles import STYLES


class Target(NamedTuple):
    """One Word file with all by whose names it is judged."""

    path: Path
    judges: tuple[Judge, ...]
    note: str = ""
    """What is to be told of the choice."""


class Targets(NamedTuple):
    """What is to be linted, and what is wrong beside Word files."""

    files: tuple[Target, ...]
    problems: tuple[Problem, ...] = ()


def targets_of(
    names: Iterable[str], library: Library, *, pack: str = "", any_names: bool = False
) -> Targets:
    """Return the Word files that the arguments mean: files, folders, codes of packs.

    Raises UsageError for what is none of these.
    """
    files: dict[Path, Target] = {}
    problems: list[Problem] = []
    for name in names:
        for found in _one(name, library, problems):
            files.setdefault(found.path, _judged(found, library, pack, any_names))
    return Targets(tuple(files.values()), tuple(dict.fromkeys(problems)))


def _one(name: str, library: Library, problems: list[Problem]) -> Iterator[Target]:
    path = Path(name)
    if path.suffix.lower() in (".yaml", ".yml") and is_file(path.parent / "pack.yaml"):
        path = path.parent  # a file of a pack means the pack
    if path.is_dir():
        if is_file(path / "pack.yaml"):
            problems += check_pack(path, library=library, documents=False)
        files = word_files(path)
        if not files and not is_file(path / "pack.yaml"):
            raise UsageError(say("{name}: no Word file stands in this folder (*.docx)", name=name))
        for file in files:
            yield Target(file, ())
        if is_file(path / "pack.yaml"):
            yield from _of_pack(path.absolute().name, _with(path, library), set(files))
        return
    if is_file(path) or path.suffix.lower() == ".docx":
        yield Target(path, ())
        return
    codes = library.codes()
    if name not in codes:
        hint = did_you_mean(name, codes, say("packs are"))
        raise UsageError(
            say("{name}: no Word file, no folder and no pack; {hint}", name=name, hint=hint)
        )
    problems += check_pack(codes[name], library=library, documents=False)
    yield from _of_pack(name, library, set())


def _with(folder: Path, library: Library) -> Library:
    return Library((folder.absolute().parent, *library.roots))


def _of_pack(code: str, library: Library, known: set[Path]) -> Iterator[Target]:
    """Yield the documents of a pack; its faults are told by its files."""
    try:
        pack = load_pack(code, library=library)
    except DocgenError:
        return
    seen = {file.resolve() for file in known}
    for document in pack.documents.values():
        if is_file(document.path) and document.path.resolve() not in seen:
            yield Target(document.path, (Judge(pack, document),))


def _judged(target: Target, library: Library, pack: str, any_names: bool) -> Target:
    """Return the target with its judges: as asked for, else its packs, else who fits best."""
    if any_names:
        return target._replace(judges=(Judge(),))
    if target.judges and not pack:
        return target
    if judges := sheet_judges(target.path, library):
        return target._replace(judges=judges)
    used = list(users_of(target.path, library))
    if pack:
        chosen = load_pack(pack, library=library)
        own = next((document for one, document in used if one.code == pack), None)
        return target._replace(judges=(Judge(chosen, own),))
    if judges := tuple(Judge(*one) for one in used):
        return target._replace(judges=judges)
    return _best(target, library)


def _best(target: Target, library: Library) -> Target:
    """Return a loose file with the pack whose names fit it best."""
    try:
        opened = Opened(read_bytes(target.path, LARGEST_TEMPLATE), target.path)
        styles = opened.package.parts.get(STYLES, b"")
    except DocgenError:
        return target._replace(judges=(Judge(),))  # told when it is linted
    judges = [Judge(pack) for pack in readable_packs(library)]
    best = min(judges, key=lambda judge: _misfit(opened, styles, judge), default=Judge())
    code = best.pack.code if best.pack else ""
    note = say(
        "no pack uses this file; it is judged by the names of pack {code} (--pack, --names any)",
        code=code,
    )
    return target._replace(judges=(best,), note=note if code else "")


def _misfit(opened: Opened, styles: bytes, judge: Judge) -> tuple[int, bool]:
    """Return how badly a file fits a pack: by its faults, then by its language."""
    try:
        _, found = judged(opened, judge)
    except DocgenError:
        return 0, True
    language = judge.pack.language if judge.pack else ""
    return sum(one.severity == "error" for one in found), f'"{language}"'.encode() not in styles
