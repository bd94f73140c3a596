"""One review becomes one report: the whole way, step by step."""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Callable, Collection, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from docgen.bounds.reading import typed_path
from docgen.document.context import build_context
from docgen.document.renderer import renderer
from docgen.errors import InvalidDataError
from docgen.history.assess import Assessed
from docgen.history.cache import HistoryCache
from docgen.model import Document, Pack, Problem, Result, Review
from docgen.model.place import dotted
from docgen.output.anywhere import open_manifest, save_report
from docgen.output.manifest import Fingerprint
from docgen.output.save import safe_name
from docgen.packs.library import find_library
from docgen.packs.load import pack_document
from docgen.review.load import load_review, review_of
from docgen.review.voices import VOICES, voices_in
from docgen.scoring.score import lacking_scores
from docgen.version import VERSION

if TYPE_CHECKING:
    from docgen.document.renderer import Renderer
    from docgen.packs.library import Library

REPORT = "report"
"""The document that is made when none is named."""


class Options(NamedTuple):
    """What is wanted of a report."""

    document: str = REPORT
    """Name of a document of the pack; a run also takes `all`."""
    draft: bool = False
    """Missing scores are allowed and said."""
    plain: bool = False
    """Without content controls: the copy to send."""
    properties: bool = True
    """Whether the file's properties name title, reviewers and dates; a pack may say no for all."""
    force: bool = False
    """Replace a file that was edited, or that is not docgen's."""


class PlannedReport(NamedTuple):
    """A report that only has to be rendered."""

    file_name: str
    context: Mapping[str, Any]
    """What the template may print."""
    renderer: Renderer
    fingerprint: Fingerprint
    plain: bool
    properties: bool = True
    notes: tuple[Problem, ...] = ()
    """What to know about the unit's other reviews, where the document prints something of them."""

    def render(
        self, warn: Callable[[Problem], None] | None = None, seconds: float | None = None
    ) -> bytes:
        """Return the Word file; `warn` is told the notes, and characters that were left out.

        Raises TemplateError, also when it takes longer than `seconds`.
        """
        if warn is not None:
            for note in (*self.notes, *self.renderer.template.warnings):
                warn(note)
        data = self.renderer.render(self.context, plain=self.plain, warn=warn, seconds=seconds)
        if self.properties:
            return data
        from docgen.word.render.properties import without_properties

        return without_properties(data)


def make_report(
    source: Path,
    out: Path,
    *,
    document: str = REPORT,
    draft: bool = False,
    plain: bool = False,
    properties: bool = True,
    force: bool = False,
    library: Library | None = None,
) -> Path:
    """Render the review in `source` into the folder `out`; return the report's path.

    A `plain` report has no content controls; without `properties` the file tells no names and dates
    beside its text. Raises DocgenError: a fault in the review or the
    template, a score that is missing, a report that was edited since.
    """
    library = library or find_library()
    options = Options(document, draft, plain, properties, force)
    out = Path(typed_path(out))
    review = load_review(Path(typed_path(source)), library=library)
    report = prepare_report(review, options, library, HistoryCache())
    path = out / report.file_name
    data = report.render()
    with open_manifest(out) as manifest:
        save_report(data, path, manifest, force=force, fingerprint=report.fingerprint)
    return path


def render_bytes(
    review: Mapping[str, Any] | str | bytes,
    *,
    document: str = REPORT,
    draft: bool = False,
    plain: bool = False,
    properties: bool = True,
    library: Library | None = None,
) -> bytes:
    """Return the Word file of a review that stands in no file: a mapping, or its JSON or YAML.

    What it says is all there is: no defaults are looked for, and of earlier reviews only what it
    types under `previous`. Each process compiles a template once. Raises DocgenError.
    """
    from docgen.review.alone import load_text

    library = library or find_library()
    loaded = load_text(review)
    histories = HistoryCache()
    found = review_of(loaded, library=library)
    histories.know_nothing(found)
    options = Options(document, draft, plain, properties)
    return prepare_report(found, options, library, histories).render()


def prepare_report(
    review: Review, options: Options, library: Library, histories: HistoryCache
) -> PlannedReport:
    """Return the report of `review`, scored and put into names, ready to be rendered.

    Raises DocgenError.
    """
    draft = options.draft or review.draft
    found = Assessed(review, library, histories)
    pack, result = found.pack, found.result
    if not draft:
        refuse_missing_scores(review, pack, result)
        refuse_voices(review)
    document = pack_document(pack, options.document)
    template = renderer(pack, document)
    previous, number = None, None
    notes: tuple[Problem, ...] = ()
    compared = prints_comparison(template.template.stored.prints, wanted=document.change)
    if reads_history(template, document):
        previous, number, notes = found.previous, found.number, found.warnings
    names = build_context(
        review,
        pack,
        result,
        previous=previous,
        number=number,
        document=document,
        draft=draft,
        compared=compared,
    )
    properties = options.properties and pack.properties
    fingerprint = Fingerprint(
        context=fingerprint_of(names),
        template=template.digest,
        options=_options(draft=draft, plain=options.plain, properties=properties),
        version=VERSION,
    )
    name = report_name(review.id, options.document)
    return PlannedReport(name, names, template, fingerprint, options.plain, properties, notes)


def _options(*, draft: bool, plain: bool, properties: bool) -> str:
    """Return what was wished besides the document, as the manifest remembers it."""
    named = {"draft": draft, "plain": plain, "no-properties": not properties}
    return " ".join(name for name, wished in named.items() if wished)


def report_name(review_id: str, document: str) -> str:
    """Return the file name of a document of that review."""
    stem = safe_name(review_id)
    return f"{stem}.docx" if document == REPORT else f"{stem}-{safe_name(document)}.docx"


def refuse_missing_scores(review: Review, pack: Pack, result: Result) -> None:
    """Raise InvalidDataError when a score is missing: a final report does not guess."""
    if not result.missing:
        return
    message = lacking_scores([pack.criterion(name) for name in result.missing])
    file, line = review.file, review.line
    raise InvalidDataError([Problem("missing-score", message, file, line, where="criteria")])


def refuse_voices(review: Review) -> None:
    """Raise InvalidDataError when a text is still two reviewers' own: it is not for the reader."""
    faults = [
        Problem(VOICES, one.message, review.file, review.line, where=dotted(one.path))
        for one in voices_in(review)
    ]
    if faults:
        raise InvalidDataError(faults)


def reads_history(template: Renderer, document: Document) -> bool:
    """Return true when a document prints something of the unit's other reviews."""
    return _reads_history(tuple(template.template.stored.prints), document.change)


@lru_cache(maxsize=64)
def _reads_history(names: tuple[str, ...], wanted: bool) -> bool:
    return prints_comparison(names, wanted=wanted) or any(
        name == "review.number" or name.startswith("previous.") or name.endswith("previous_score")
        for name in names
    )


def prints_comparison(names: Collection[str], *, wanted: bool) -> bool:
    """Return whether a template prints what changed since the earlier review, or the next level.

    One that asks `document.change` prints it only where the pack has `wanted` it.
    """
    return _prints_comparison(tuple(names), wanted)


@lru_cache(maxsize=64)
def _prints_comparison(names: tuple[str, ...], wanted: bool) -> bool:
    if _WANTED in names and not wanted:
        return False
    others = (name for name in names if name != _WANTED)
    return any(
        name.startswith("result.next_level.") or name.rpartition(".")[2] in _COMPARED
        for name in others
    )


_WANTED = "document.change"
_COMPARED = ("change", "arrow", "previous_points", "next_score", "next_anchor")
"""Last parts of the names of `docgen.document.comparison`."""


def fingerprint_of(names: Mapping[str, Any]) -> str:
    """Return a hash of all that a report can print of its review.

    The pack's own wording stands in the template's digest, and sections repeat the criteria.
    """
    told = {key: value for key, value in names.items() if key not in _KNOWN_ELSEWHERE}
    # A fifth of the time of JSON; version 0 writes equal values as equal bytes.
    return hashlib.sha256(marshal.dumps(told, 0)).hexdigest()


_KNOWN_ELSEWHERE = frozenset(
    {"pack", "texts", "lists", "labels", "always_printed", "sections", "runs"}
)
