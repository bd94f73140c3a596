"""Check Word files: templates by their pack, and what they make by the rules of the audit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from docgen.authoring.consensus import TEMPLATE as CONSENSUS
from docgen.authoring.consensus import sheet_fields
from docgen.bounds.reading import LARGEST_TEMPLATE, is_file, read_bytes
from docgen.check.blame import with_pack
from docgen.check.guarded import findings
from docgen.check.lint.run import Judge, Opened, judged
from docgen.check.secondopinion import second_opinions
from docgen.document.blankform import blank_context
from docgen.document.renderer import renderer
from docgen.document.sample import sample_names
from docgen.errors import DocgenError
from docgen.model import Document, Pack, Problem
from docgen.model.tongue import say
from docgen.packs.library import Library
from docgen.packs.load import load_pack, readable_packs
from docgen.word.audit.access import check_access
from docgen.word.audit.rules import check_package
from docgen.word.template import load_template


def check_word_file(path: Path, *, library: Library) -> list[Problem]:
    """Return every problem of one Word file: a template of the packs that use it, else a file.

    What no pack uses is held against the rules of Word and of tags, not against names.
    """
    users = list(users_of(path, library))
    if users:
        return list(dict.fromkeys(documents_problems(users)))
    return findings(path, partial(_alone, path, library))


def word_files(folder: Path) -> list[Path]:
    """Return the Word files that stand in a folder itself, without Word's own marks."""
    files = (path for path in folder.glob("*.docx") if not path.name.startswith(("~$", ".")))
    return sorted(path for path in files if is_file(path))


def documents_problems(documents: Iterable[tuple[Pack, Document]]) -> list[Problem]:
    """Return what is wrong with documents of packs: their Word files, and what they make.

    docxtpl is asked about those that docgen finds sound.
    """
    found, sound = [], []
    for pack, document in documents:
        own = findings(document.path, partial(_of_document, pack, document))
        own = list(with_pack(own, pack))
        found += own
        if all(problem.severity != "error" for problem in own):
            sound.append((pack, document))
    return [*found, *second_opinions(sound)]


def _of_document(pack: Pack, document: Document) -> Iterator[Problem]:
    path = document.path
    made = renderer(pack, document)
    yield from (note._replace(file=path) for note in made.template.notes)
    own = _as_it_stands(path)
    yield from own
    inherited = {(fault.rule, fault.message) for fault in own}
    form = made.render_form(blank_context(pack, document))
    *_, fullest, barest = [made.render(names) for names in sample_names(pack, document)]
    full = say("in a report it makes")
    for report, made_in in ((form, say("in the form it makes")), (fullest, full), (barest, full)):
        for fault in (*check_package(report, path), *check_access(report, path)):
            if (fault.rule, fault.message) not in inherited:
                where = ", ".join(filter(None, (fault.where, made_in)))
                yield fault._replace(where=where)


def _as_it_stands(path: Path) -> list[Problem]:
    """Return what is wrong with a Word file itself.

    Other programs, LibreOffice for one, save elements in another order than the standard's. Word
    reads that, so it is a warning.
    """
    return [
        fault._replace(severity="warning") if fault.rule == "order" else fault
        for fault in check_package(read_bytes(path, LARGEST_TEMPLATE), path)
    ]


def users_of(path: Path, library: Library) -> Iterator[tuple[Pack, Document]]:
    """Yield the documents of packs that are made from this file; its own folder's packs first."""
    here = path.resolve()
    library = Library((path.absolute().parent.parent, *library.roots))
    for code in library.codes():
        try:
            pack = load_pack(code, library=library)
        except DocgenError:
            continue  # a pack with faults is told when it is checked itself
        for document in pack.documents.values():
            if document.path.resolve() == here:
                yield pack, document


def sheet_judges(path: Path, library: Library) -> tuple[Judge, ...]:
    """Return by whose names the sheet for two reviewers' talk is judged; none for other files."""
    if not path.match(CONSENSUS):
        return ()
    judges = [Judge(pack, names=sheet_fields(pack)) for pack in readable_packs(library)]
    return tuple(judge for judge in judges if judge.names)


def _alone(path: Path, library: Library) -> Iterator[Problem]:
    """Yield what is wrong with a Word file of no pack."""
    template = load_template(path)
    yield from template.notes
    yield from _as_it_stands(path)
    with_tags = bool(template.stored.parts)
    data = read_bytes(path, LARGEST_TEMPLATE)
    yield from check_access(data, path, template=with_tags)
    judges, opened = sheet_judges(path, library), Opened(data, path)
    for judge in judges:
        yield from judged(opened, judge)[1]
    if with_tags and not judges:
        message = say("no pack uses this file, so the names in its tags were not checked")
        yield Problem("no-pack", message, path, severity="note")
