"""Render a pack's documents: each template is compiled once and found again in the cache."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from docgen.bounds.reading import LARGEST_TEMPLATE, is_file, read_bytes, stamp_of
from docgen.bounds.recent import FileMemo
from docgen.bounds.unforeseen import faults_of
from docgen.cache import cache_key, remember
from docgen.document.context import constants_of
from docgen.document.filters import make_filters
from docgen.errors import DocgenError, InvalidDataError, ReadError, TemplateError
from docgen.model import Document, Pack, Problem
from docgen.model.tongue import language_now, say
from docgen.packs.wordfile import refuse_leading_out
from docgen.version import VERSION
from docgen.word.render.compiled import CompiledTemplate, as_plain, from_plain, is_plain
from docgen.word.render.controls import Wording
from docgen.word.template import OnWarning, Template

_YEAR = re.compile(r"\by\b")
_OF_ONE = r"^criteria\.\w+"
"""Begins the name of a value that a template prints of one criterion, by its id."""


class Renderer(NamedTuple):
    """A document of a pack, compiled."""

    template: Template
    digest: str
    """Names template, pack and program versions: the same digest makes the same reports."""

    def render(
        self,
        names: Mapping[str, Any],
        *,
        plain: bool = False,
        warn: OnWarning | None = None,
        seconds: float | None = None,
    ) -> bytes:
        """Return the Word file for the names of `build_context`; raises TemplateError.

        Printed values stand in content controls unless `plain`: then it is the copy to send.
        A rendering may be given a number of `seconds`, for those on whom others wait.
        """
        if plain:
            return self.template.render(names, warn=warn, seconds=seconds)
        about = {
            "program": VERSION,
            "pack": names["pack"]["code"],
            "document": names["document"]["name"],
            "review": names["review"]["id"],
            "template": self.digest,
        }
        if version := names["review"].get("version"):
            about["version"] = str(version)
        return self.template.render(names, mode="controls", about=about, warn=warn, seconds=seconds)

    def render_form(self, names: Mapping[str, Any]) -> bytes:
        """Return the blank form for names of `blank_context`; raises TemplateError."""
        return self.template.render(names, mode="form")


_renderers: FileMemo[tuple[Path, str, str], Renderer] = FileMemo(64)
"""By file, pack and language.

What a template has to say, and the places in it, are in the language that compiled it.
"""


def renderer(pack: Pack, document: Document) -> Renderer:
    """Return the compiled document; in one process it is compiled or read once.

    Raises ReadError when the Word file is missing, InvalidDataError when it leads out of the pack,
    TemplateError when something is wrong in it.
    """
    try:
        stamp = stamp_of(document.path)
    except OSError as error:
        message = say(
            "cannot be read; document {name!r} of pack {code!r} needs it",
            name=document.name,
            code=pack.code,
        )
        raise ReadError(document.path, message) from error
    key = (document.path, pack.code, language_now())
    return _renderers.of(key, (stamp, pack), lambda: _make_renderer(pack, document))


def _make_renderer(pack: Pack, document: Document) -> Renderer:
    refuse_leading_out(document, pack)
    path = document.path
    constants = constants_of(pack)
    wording = wording_of(pack)
    ids = [criterion.id for criterion in pack.criteria]
    own = pack.own_values
    pieces = repr((constants, pack.formats, wording, ids, pack.comments, own)).encode()
    content = read_bytes(path, LARGEST_TEMPLATE)
    key = cache_key([content, pieces, repr((_jinja(), language_now())).encode()])
    plain = remember(key, lambda: as_plain(_compile(pack, path, content, constants)), is_plain)
    digest = hashlib.sha256(_engine() + hashlib.sha256(content).digest() + pieces).hexdigest()
    # What was kept may have been compiled from a copy of the file: messages name this one.
    stored = from_plain(plain)._replace(file=str(path))
    return Renderer(Template(stored, make_filters(pack.formats)), digest)


def _engine() -> bytes:
    """Return a hash of the code that makes reports; equal on every machine that has the same."""

    def read_all() -> bytes:
        package = Path(__file__).parents[1]
        modules = {file.relative_to(package).as_posix(): file for file in package.rglob("*.py")}
        modules["jinja2"] = _jinja_compiler()
        digest = hashlib.sha256()
        for name, file in sorted(modules.items()):
            digest.update(name.encode() + hashlib.sha256(file.read_bytes()).digest())
        return digest.digest()

    def is_digest(value: Any) -> bool:
        return type(value) is bytes and len(value) == hashlib.sha256().digest_size

    return remember(cache_key([b"engine", repr(_jinja()).encode()]), read_all, is_digest)


def _compile(
    pack: Pack, path: Path, content: bytes, constants: Mapping[str, Any]
) -> CompiledTemplate:
    # Imported here: reading XML costs 40 ms, which a report from the cache does not need.
    from docgen.document.fields import fields_of
    from docgen.word.compile.compiler import compile_template
    from docgen.word.compile.gate import read_package

    return compile_template(
        read_package(content, str(path)),
        str(path),
        fields=fields_of(pack),
        filters=make_filters(pack.formats),
        constants=constants,
        wording=wording_of(pack),
        comments=pack.comments,
    )


def wording_of(pack: Pack) -> Wording:
    """Return what content controls say and offer in the pack's language."""
    # CLDR and Word write date patterns alike, but for the year.
    date_format = _YEAR.sub("yyyy", pack.formats.date)
    names = tuple(f"{c.printed} {c.name}".strip() for c in pack.criteria)
    placeholder = pack.texts.get("placeholder", "")
    short = pack.texts.get("placeholder_short", "")
    scores = tuple(pack.scores.values)
    return Wording(pack.language, date_format, placeholder, names, short, scores)


def _jinja() -> tuple[int, int]:
    """Return the state of Jinja's compiler; asking for its version would cost 20 ms."""
    status = _jinja_compiler().stat()
    return status.st_size, status.st_mtime_ns


def _jinja_compiler() -> Path:
    found = find_spec("jinja2")
    return Path(str(found and found.origin)).with_name("compiler.py")


def printed_paths(pack: Pack) -> set[str]:
    """Return the paths of the review values that at least one document of the pack prints.

    Raises TemplateError with the faults of all its documents.
    """
    from docgen.document.fields import COVERS

    printed: set[str] = set()
    faults = template_faults(pack)
    if faults:
        raise TemplateError(faults)
    for document in pack.documents.values():
        if is_file(document.path):
            for name in renderer(pack, document).template.stored.prints:
                printed.update(COVERS.get(name, (re.sub(_OF_ONE, "criteria.*", name),)))
    return printed


def template_faults(pack: Pack) -> list[Problem]:
    """Return what is wrong in the Word files of the pack, as far as they are there."""
    faults: dict[Problem, None] = {}
    for document in pack.documents.values():
        if is_file(document.path):
            try:
                with faults_of(document.path):
                    renderer(pack, document)
            except (TemplateError, InvalidDataError) as error:
                faults.update(dict.fromkeys(error.problems))
            except ReadError as error:
                faults[Problem("unreadable", error.message, error.file)] = None
            except DocgenError as error:
                faults[Problem("fault", str(error), document.path)] = None
    return list(faults)
