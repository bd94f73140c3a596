"""`docgen fields`: every name that templates may print."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from docgen.cli.options import Packs
from docgen.model.tongue import begin_with, say

if TYPE_CHECKING:
    from docgen.document.guide import Guide
    from docgen.packs.library import Library


def command(
    what: Annotated[
        str, typer.Argument(metavar="PACK|TEMPLATE", help=say("Code of a pack, or a Word file."))
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "-o", "--out", metavar="FILE", help=say("Write it there: NAME.docx or NAME.md.")
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help=say("Replace an existing file."))] = False,
    packs: Packs = None,
) -> None:
    """List the names that a template may print, or asks for.

    With label, kind, example and the documents that print them; filters at the end.
    """
    from docgen.errors import UsageError
    from docgen.packs.library import find_library
    from docgen.review.spoken import language_of_first, language_of_pack

    if out is not None and out.suffix.lower() not in (".docx", ".md"):
        raise UsageError(say("{out}: the name of a guide ends in .docx or .md", out=out))
    library = find_library(packs)
    begin_with(language_of_pack(what, library) or language_of_first([Path(what)], library))
    guide = _guide(what, library)
    if guide is None:
        from docgen.word.template import load_template

        _write("".join(f"{name}\n" for name in load_template(Path(what)).names()), out, force)
        return
    from docgen.document.guidepage import as_markdown, as_word

    is_word = out is not None and out.suffix.lower() == ".docx"
    _write(as_word(guide) if is_word else as_markdown(guide), out, force)


def _guide(what: str, library: Library) -> Guide | None:
    """Return the guide to a pack or to a template of one; None for a file of no pack."""
    from docgen.check.wordfiles import users_of
    from docgen.document.guide import guide_of
    from docgen.packs.load import load_pack

    path = Path(what)
    if path.suffix.lower() != ".docx":
        return guide_of(
            load_pack(path.name if path.is_dir() else what, library=_near(path, library))
        )
    used = next(iter(users_of(path, library)), None)
    return None if used is None else guide_of(*used)


def _near(path: Path, library: Library) -> Library:
    """Return the library, the packs beside a folder before its own."""
    if not path.is_dir():
        return library
    return library._replace(roots=(path.absolute().parent, *library.roots))


def _write(content: str | bytes, out: Path | None, force: bool) -> None:
    from docgen.authoring.workplace import write_new

    if out is None:
        print(content.decode() if isinstance(content, bytes) else content, end="")
        return
    write_new(out, content.encode() if isinstance(content, str) else content, force=force)
    print(out)
