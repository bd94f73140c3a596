"""The schema of a review as an editor shows it: choices, hover texts and messages in its language.

It allows what reading allows, also values in the forms that people type, and never offers `null`:
what is left empty is sound without being a choice. Written for yaml-language-server, whose keys
(`markdownEnumDescriptions`, `errorMessage`, `patternErrorMessage`) others leave aside.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from docgen.model import Criterion, Data, Pack
from docgen.model.tongue import chosen, language_of, marked, say
from docgen.output.whole import write_whole
from docgen.packs.languages import locale_of
from docgen.packs.library import Library
from docgen.review.schemas import schema_for, schema_text
from docgen.yamlfile.wanted import allowed

_NOTHING: Data = {"not": {"type": ["boolean", "number", "string", "array", "object"]}}
"""Allows what is left empty; unlike the type `null` it is offered by no editor."""
_EMPTY: Data = {"$ref": "#/$defs/nothing"}
_SHOWN = ("title", "description", "markdownDescription", "deprecated", "$comment")
"""What an editor shows of a value, whatever is typed."""
_ANCHOR = re.compile(r"^(\d+) = (.+)$", re.MULTILINE)
_STATUS = {
    "draft": marked("a draft, which may lack scores"),
    "final": marked("a finished review, which has all scores"),
}


def editor_schema(pack: Pack, *, library: Library | None = None) -> Data:
    """Return the schema of a review of `pack` for editors."""
    schema = schema_for(pack, library=library)
    with chosen(language_of(pack.language) or "en"):
        _typed_forms(schema, pack)
        _choices(schema, pack)
        shown: Data = _shown(schema)
    shown["$defs"]["nothing"] = _NOTHING
    return shown


def write_schemas(folder: Path, *, library: Library | None = None) -> list[Path]:
    """Write review.<code>.schema.json of every pack into `folder` and return the files."""
    from docgen.packs.load import load_pack, pack_codes

    files = []
    for code in pack_codes(library):
        file = folder / f"review.{code}.schema.json"
        text = schema_text(editor_schema(load_pack(code, library=library), library=library))
        write_whole(file, text.encode())
        files.append(file)
    return files


def _typed_forms(schema: Data, pack: Pack) -> None:
    """Allow values in the forms that people type and `docgen.review.typed` reads."""
    example = say("a date like {typed} or 2026-03-27", typed=_printed_date(pack))
    for name in ("date", "dates"):
        definition = schema["$defs"][name]
        for node in (definition, definition.get("items", {})):
            if node.pop("format", None):
                node |= {"pattern": r"\d", "patternErrorMessage": example, "errorMessage": example}
    properties = schema["properties"]
    people, needs = properties["reviewers"], properties["development"]
    people["type"], needs["type"] = (["array", "string", "null"] for _ in range(2))
    people["items"] = {"anyOf": [people["items"], {"type": "string"}]}
    needs["items"] = {"anyOf": [needs["items"], {"type": ["string", "integer"]}]}


def _printed_date(pack: Pack) -> str:
    from babel.dates import format_date  # slow to import, and no report needs it here

    day = datetime.date(2026, 3, 27)
    return format_date(day, pack.formats.date, locale=locale_of(pack.language))


def _choices(schema: Data, pack: Pack) -> None:
    """Say of each choice what it means: anchors of scores, names of criteria, kinds, states."""
    properties = schema["properties"]
    visit = properties["review"]["properties"]
    _explain(visit["status"], {word: say(sentence) for word, sentence in _STATUS.items()})
    kinds = {word: pack.texts.get(f"kind_{word}", "") for word in visit["kind"]["enum"] if word}
    _explain(visit["kind"], kinds)
    # The form's own words are read as well; a wrong one is told by `check`.
    visit["kind"] = {"anyOf": [visit["kind"], {"type": "string"}]}
    need = properties["development"]["items"]["anyOf"][0]["properties"]
    names = {c.id: f"{c.number}. {c.name}" for c in pack.criteria}
    _explain(need["criterion"], names)
    need["criterion"] = {"anyOf": [need["criterion"], {"type": ["integer", "string"]}]}
    half = say("there are no half points")
    for criterion in pack.criteria:
        known = properties["criteria"]["properties"][criterion.id]
        known["markdownDescription"] = _markdown(criterion)
        keys = known["properties"]
        anchors = _anchors(criterion)
        told = say("{scores}; empty while it is not assessed", scores=pack.scores)
        best_first = [*reversed(pack.scores.values)]
        listed = (f"- **{n}**: {anchors[n].strip()}" for n in best_first if anchors.get(n))
        keys["score"] = {
            "description": told,
            "markdownDescription": "\n".join([told, "", *listed]).strip(),
            "enum": [*best_first, None],
            "errorMessage": f"{allowed(schema['$defs']['score'])}; {half}",
        }
        _explain(keys["score"], {points: anchors.get(points, "") for points in pack.scores.values})


def _explain(node: Data, meanings: Mapping[Any, str]) -> None:
    """Say behind each choice of a value what it means."""
    if any(meanings.values()):
        chosen = [value for value in node["enum"] if value is not None]
        node["markdownEnumDescriptions"] = [meanings.get(value, "") for value in chosen]


def _anchors(criterion: Criterion) -> dict[int, str]:
    """Return the anchors, or the limits that stand in their place where the form prints none."""
    helped = {int(score): text for score, text in _ANCHOR.findall(criterion.help)}
    return helped | dict(criterion.anchors)


def _markdown(criterion: Criterion) -> str:
    """Return what an editor shows as one points at a criterion."""
    lines = [criterion.description.strip(), criterion.components_intro.strip()]
    lines.append("\n".join(f"- {component.strip()}" for component in criterion.components))
    anchors = sorted(criterion.anchors.items())[::-1]
    lines.append("\n".join(f"- **{score}**: {text.strip()}" for score, text in anchors))
    lines.append(re.sub(r"(?m)^(\d+) = ", r"- **\1**: ", criterion.help.strip()))
    return "\n\n".join(line for line in lines if line) or criterion.name


def _shown(node: Any) -> Any:
    """Return a part of the schema as an editor shows it, with all that it holds."""
    if not isinstance(node, dict):
        return node
    made = {key: _inside(key, value) for key, value in node.items()}
    types = made.get("type")
    empty = (isinstance(types, list) and "null" in types) or None in made.get("enum", ())
    if not empty:
        return made
    own: Data = {key: made.pop(key) for key in _SHOWN if key in made}
    if "enum" in made:
        made["enum"] = [value for value in made["enum"] if value is not None]
        made.pop("type", None)
    else:
        rest = [name for name in made["type"] if name != "null"]
        made["type"] = rest[0] if len(rest) == 1 else rest
    if "properties" not in made and "additionalProperties" not in made:
        made.setdefault("errorMessage", allowed(node))
    return own | {"anyOf": [made, _EMPTY]}


def _inside(key: str, value: Any) -> Any:
    """Return what stands under a key of a part, where that are parts themselves."""
    if key in ("properties", "$defs"):
        return {name: _shown(part) for name, part in value.items()}
    if key in ("items", "additionalProperties"):
        return _shown(value)
    if key == "anyOf":
        return [_shown(part) for part in value]
    return value
