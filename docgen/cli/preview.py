"""`docgen preview`: a pack's documents with made-up texts."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from docgen.cli.options import Packs
from docgen.model.tongue import begin_with, say

if TYPE_CHECKING:
    from docgen.model import Document, Pack
    from docgen.output.pdf import Office


class Kind(StrEnum):
    """What is made."""

    DOCX = "docx"
    PDF = "pdf"
    PNG = "png"


def command(
    pack: Annotated[str, typer.Argument(metavar="PACK", help=say("Code of the pack, like dk."))],
    document: Annotated[
        str,
        typer.Option(
            "-d", "--document", metavar="DOC", help=say("Which document; all: every one.")
        ),
    ] = "report",
    out: Annotated[
        Path, typer.Option("-o", "--out", metavar="DIR", help=say("Folder to write to."))
    ] = Path("out/preview"),
    kind: Annotated[
        Kind, typer.Option("--as", help=say("Word files, or pages made by LibreOffice."))
    ] = Kind.DOCX,
    force: Annotated[
        bool, typer.Option("--force", help=say("Replace files that were edited."))
    ] = False,
    packs: Packs = None,
) -> None:
    """Fill a pack's documents with made-up texts, to look at.

    No review is needed. PDF takes LibreOffice, PNG (one a page) poppler besides.
    """
    from docgen.output.manifest import open_manifest
    from docgen.output.pages import find_pdftoppm
    from docgen.output.pdf import find_office
    from docgen.output.save import save_report
    from docgen.packs.library import find_library
    from docgen.packs.load import load_pack, pack_document
    from docgen.review.spoken import language_of_pack

    office = None if kind is Kind.DOCX else find_office()
    program = find_pdftoppm() if kind is Kind.PNG else ""
    library = find_library(packs)
    begin_with(language_of_pack(pack, library))
    found = load_pack(pack, library=library)
    names = list(found.documents) if document == "all" else [document]
    made = [one for name in names for one in _made(found, pack_document(found, name), _folder(out))]
    with open_manifest(out) as manifest:
        for path, data in made:
            save_report(data, path, manifest, force=force)
    paths = [path for path, _ in made]
    raise typer.Exit(0 if _shown(paths, office, program) else 1)


def _folder(out: Path) -> Path:
    """Return the folder to write to; raises UsageError for the name of a file."""
    from docgen.errors import UsageError

    if out.suffix.lower() in {f".{one}" for one in Kind} and not out.is_dir():
        raise UsageError(say("{out}: several files are made; name a folder for them", out=out))
    return out


def _shown(paths: list[Path], office: Office | None, program: str) -> bool:
    """Print what was made, pages where LibreOffice is to make them; false when it cannot."""
    if office is None:
        print("\n".join(map(str, paths)))
        return True
    from docgen.output.whole import write_whole

    pdfs = office.make_pdfs(paths)
    for path, pdf in zip(paths, pdfs, strict=True):
        if isinstance(pdf, str):
            print(
                say("{path}: LibreOffice made no PDF of it: {pdf}", path=path, pdf=pdf),
                file=sys.stderr,
            )
            continue
        for shown, data in _pages(path, pdf, program):
            write_whole(shown, data)
            print(shown)
    return all(isinstance(pdf, bytes) for pdf in pdfs)


def _pages(path: Path, pdf: bytes, program: str) -> list[tuple[Path, bytes]]:
    """Return the files to write: the PDF, or its pages where there is a program for them."""
    if not program:
        return [(path.with_suffix(".pdf"), pdf)]
    from docgen.output.pages import pages_of

    pages = enumerate(pages_of(pdf, program), 1)
    return [(path.with_name(f"{path.stem}-{number}.png"), page) for number, page in pages]


def _made(pack: Pack, document: Document, out: Path) -> list[tuple[Path, bytes]]:
    from docgen.document.blankform import make_form
    from docgen.document.preview import previews

    stem = f"{pack.code}-{document.name}"
    if not document.needs_review:
        return [(out / f"{stem}.docx", make_form(pack, document.name))]
    return [(out / f"{stem}-{length}.docx", data) for length, data in previews(pack, document)]
