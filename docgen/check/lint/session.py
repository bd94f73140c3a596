"""One call of `docgen lint`: all targets, all findings, what came new since a baseline."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import BinaryIO

from docgen.bounds.reading import LARGEST_TEMPLATE, is_file, read_bytes
from docgen.check.guarded import findings
from docgen.check.lint.contract import differences, told_once
from docgen.check.lint.run import Judge, Opened, judged, lint, lint_opened
from docgen.check.lint.targets import Target, Targets
from docgen.check.wordfiles import users_of
from docgen.errors import UsageError
from docgen.model import Document, Pack, Problem
from docgen.model.tongue import say, speaking
from docgen.packs.library import bundled, find_library
from docgen.packs.load import load_pack
from docgen.packs.wordfile import below_root
from docgen.review.spoken import language_of_word_file


def lint_template(
    template: Path | str | bytes | BinaryIO,
    *,
    pack: Pack | str | None = None,
    packs: Path | None = None,
) -> list[Problem]:
    """Return all findings of a Word template: a path, its bytes or an open file.

    It is judged by the names of `pack` (or its code, looked up in `packs` first), else of the packs
    that use the file; in any other template any name may stand. Whatever is wrong with the file
    is a finding. Raises UnknownPackError and UsageError for packs alone.
    """
    library = find_library(packs)
    chosen = load_pack(pack, library=library) if isinstance(pack, str) else pack
    if isinstance(template, Path | str):
        path = Path(template)
        used = [*users_of(path, library)]
        own = [Judge(*one) for one in used if chosen is None or one[0].code == chosen.code]
        return lint_target(Target(path, tuple(own) or (Judge(chosen),)), None, None)
    data = template if isinstance(template, bytes) else template.read()
    name = Path(str(getattr(template, "name", "template.docx")))
    return findings(name, lambda: lint(data, name, Judge(chosen)).problems)


def lint_targets(targets: Targets, against: Path | None = None) -> list[Problem]:
    """Return all findings; a template is held against `against`, else the bundled one of its name.

    Raises ReadError when `against` cannot be read.
    """
    old = None if against is None else read_bytes(against, LARGEST_TEMPLATE)
    found = list(targets.problems)
    for target in targets.files:
        with speaking(_language(target)):
            found += lint_target(target, against, old)
    return list(dict.fromkeys(found))


def _language(target: Target) -> str:
    """Return the language of the pack by whose names a file is judged, else the file's own."""
    for judge in target.judges:
        if judge.pack is not None:
            return judge.pack.language
    return language_of_word_file(target.path)


def lint_target(target: Target, against: Path | None, old: bytes | None) -> list[Problem]:
    """Return the findings of one Word file, each once, whoever's names find it."""
    told: dict[tuple[str, str, str], Problem] = {}
    path = target.path
    opened = cache(lambda: Opened(read_bytes(path, LARGEST_TEMPLATE), path))
    for judge in target.judges:
        for one in findings(path, lambda: _by(opened(), judge, against, old)):  # noqa: B023
            told.setdefault((one.rule, one.where, one.message), one)
    if target.note and told:
        note = Problem("no-pack", target.note, target.path, severity="note")
        return [*told.values(), note]
    return list(told.values())


def _by(opened: Opened, judge: Judge, against: Path | None, old: bytes | None) -> Iterator[Problem]:
    new = lint_opened(opened, judge)
    yield from new.problems
    name = str(against)
    if old is None and judge.pack is not None and judge.document is not None:
        before = bundled_version(judge.pack, judge.document)
        if before is None:
            return
        old, name = read_bytes(before, LARGEST_TEMPLATE), say("the file that came with docgen")
    if old is not None and new.subject is not None:
        was, _ = judged(Opened(old, name), judge)
        if was is None:
            raise UsageError(
                say(
                    "{name}: cannot be compared with; it is no Word file that docgen takes",
                    name=name,
                )
            )
        yield from told_once(new.problems, differences(was, new.subject, name))


def bundled_version(pack: Pack, document: Document) -> Path | None:
    """Return the file of the same name that came with docgen; None if this is it, or without."""
    path = bundled() / "templates" / below_root(document.file, pack.code)
    if not is_file(path) or path.resolve() == document.path.resolve():
        return None
    return path
