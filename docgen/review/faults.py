"""What breaks the schema of a review, in the words of reviews: with its criterion, its pack."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from docgen.model import Data, Pack, Problem
from docgen.model.pack import EXTRA, named
from docgen.model.place import Where
from docgen.model.problem import Finding
from docgen.model.telling import quoted
from docgen.model.tongue import say
from docgen.packs.ownvalues import none_declared
from docgen.review.file import Loaded
from docgen.review.shared import SHARED
from docgen.yamlfile.faults import Explainer, broken

if TYPE_CHECKING:
    from jsonschema_rs import Draft202012Validator


def numbers_as_text(loaded: Loaded, validator: Draft202012Validator) -> Data:
    """Return the data with each number, true or false where a text belongs as it was typed."""
    data = loaded.data
    for error in validator.iter_errors(data):
        wanted = getattr(error.kind, "types", ()) if error.kind.name == "type" else ()
        path = tuple(error.instance_path)
        if path and "string" in wanted and isinstance(error.instance, bool | int | float):
            if data is loaded.data:
                data = deepcopy(data)
            parent: Any = data
            for step in path[:-1]:
                parent = parent[step]
            parent[path[-1]] = loaded.find(path)[1].raw
    return data


def schema_faults(
    loaded: Loaded, data: Data, validator: Draft202012Validator, schema: Data, pack: Pack | None
) -> list[Problem]:
    """Return every way in which the data break the schema, in the order of the file.

    A value that YAML's own rules refuse is one fault, not two.
    """
    known = [fault for source in loaded.sources for fault in source.faults]
    return broken(data, validator, _OfReview(loaded, schema, pack), known)


class _OfReview(Explainer):
    """Says what an error in a review means."""

    def __init__(self, loaded: Loaded, schema: Data, pack: Pack | None) -> None:
        super().__init__(loaded, schema)
        self.names = {c.id: named(c) for c in pack.criteria} if pack else {}

    def finding(self, rule: str, message: str, path: Where, *, key: bool = False) -> Finding:
        """Return the finding of one fault; it names the criterion."""
        criterion = (
            self.names.get(str(path[1])) if len(path) > 1 and path[0] == "criteria" else None
        )
        said = f"{criterion}: {message}" if criterion else message
        return super().finding(rule, said, path, key=key)

    def way_out(self, key: str, path: Where, known: list[str]) -> str:
        """Return what to say of a key that is like none of those that are known."""
        if key == "<<":
            return say(
                "merge keys are no YAML 1.2; what files share belongs into {shared}", shared=SHARED
            )
        if path == (EXTRA,) and not known:
            return none_declared(self.schema["properties"]["pack"].get("const", ""))
        return super().way_out(key, path, known)

    def unknown(self, key: str, path: Where, hint: str) -> str:
        """Return what to say of a key that nobody knows."""
        if path == ("criteria",):
            return say("unknown criterion {key}; {hint}", key=quoted(key), hint=hint)
        return super().unknown(key, path, hint)

    def below(self, path: Where) -> str:
        """Return in words that a key belongs below that path."""
        if len(path) == 2 and path[0] == "criteria":
            return say("under its criterion: indent it")
        return super().below(path)
