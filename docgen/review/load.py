"""Turn a review's file into a Review: read, add the shared defaults, check, build."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docgen.errors import InvalidDataError, UnknownPackError
from docgen.model import Data, Pack, Review
from docgen.model.place import kind_of
from docgen.model.problem import Finding
from docgen.model.tongue import say
from docgen.packs.library import Library
from docgen.packs.load import load_pack, pack_codes
from docgen.review.build import build_review
from docgen.review.file import Loaded, load_data
from docgen.review.schemas import is_sound, schema_and_validator
from docgen.yamlfile.placing import place

if TYPE_CHECKING:
    from docgen.review.lines import Line


def load_review(path: Path, *, library: Library | None = None, line: Line | None = None) -> Review:
    """Return the review in the YAML or JSON file at `path`, with its `_shared.yaml` defaults.

    `line` is its place in a file of many. Raises ReadError and InvalidDataError.
    """
    if line is None:
        return review_of(load_data(path), library=library)
    from docgen.review.lines import load_line

    return review_of(load_line(path, line), library=library)


def review_of(loaded: Loaded, *, library: Library | None = None) -> Review:
    """Return the review of data that are read already.

    Raises ReadError and InvalidDataError.
    """
    pack = pack_of(loaded, library)
    data = loaded.data
    if not is_sound(data, pack, library=library):
        data = _typed(loaded, pack, library)
    return build_review(data, pack, loaded.file, loaded.line)


def pack_of(loaded: Loaded, library: Library | None = None) -> Pack:
    """Return the pack a review names.

    Raises InvalidDataError when it names none, or one there is not.
    """
    code = loaded.data.get("pack")
    if not isinstance(code, str):
        codes = ", ".join(pack_codes(library))
        if code is None:
            message = say(
                "`pack` is missing; the code of a country pack belongs here: {codes}", codes=codes
            )
        else:
            message = say(
                "`pack` is {found}; the code of a country pack belongs here: {codes}",
                found=kind_of(code),
                codes=codes,
            )
        raise InvalidDataError(place([Finding("no-pack", message, ("pack",))], loaded))
    try:
        return load_pack(code, library=library)
    except UnknownPackError as error:
        finding = Finding("unknown-pack", str(error), ("pack",))
        raise InvalidDataError(place([finding], loaded)) from error


def _typed(loaded: Loaded, pack: Pack, library: Library | None) -> Data:
    """Return the data with values as people type them in the schema's forms.

    Raises InvalidDataError when more than that is wrong.
    """
    from docgen.review.faults import numbers_as_text, schema_faults
    from docgen.review.typed import besides_unclear, read_as_typed

    loaded, typed = read_as_typed(loaded, pack)

    schema, validator = schema_and_validator(pack, library=library)
    data = numbers_as_text(loaded, validator)
    if not validator.is_valid(data):
        faults = schema_faults(loaded, data, validator, schema, pack)
        raise InvalidDataError(besides_unclear(faults, loaded, typed.unclear))
    return data
