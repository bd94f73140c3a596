"""JSON Schemas: those written by hand, and the review's schema of each pack, made from them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docgen.bounds.kept import seldom
from docgen.bounds.reading import Stamp, read_bytes, stamp_of
from docgen.bounds.recent import FileMemo
from docgen.cache import cache_key, remember
from docgen.model import Criterion, Data, Pack, ScoreRange
from docgen.model.pack import EXTRA
from docgen.model.tongue import chosen, language_of, say
from docgen.packs.library import Library, find_library, hand_schema, schema_file
from docgen.review.shape import Value, own_values
from docgen.review.sound import is_surely_sound

if TYPE_CHECKING:
    from jsonschema_rs import Draft202012Validator

    from docgen.scoring.rule import Rule

_LOOKS = 8
"""Reviews of a process that are looked at without the library: more of them pay for its import."""


def schema_for(pack: Pack, *, library: Library | None = None) -> Data:
    """Return the schema of a review of `pack`, with its labels and texts for editors to show.

    What editors show besides is in the pack's language.
    """
    with chosen(language_of(pack.language) or "en"):
        return _made(pack, library or find_library())


def _made(pack: Pack, library: Library) -> Data:
    schema = hand_schema("review")
    _say_descriptions(schema)
    schema["title"] = say("A review by the pack {code} ({name})", code=pack.code, name=pack.name)
    schema["description"] = f"{pack.scale_name} {pack.scale_version}".strip()
    properties, definitions = schema["properties"], schema["$defs"]
    properties["pack"] = {"const": pack.code, "description": f"{pack.name}: {pack.scale_name}"}
    for path, label in pack.labels.items():
        if node := _labelled(schema, path):
            node["title"] = label
    properties[EXTRA]["properties"] = {value.key: _own(value, pack) for value in own_values(pack)}
    names = definitions.pop("assessment")["properties"]
    definitions.pop("evidence")
    rules = _rules(pack, library)
    from docgen.scoring.evidenceschema import evidence_schema  # a schema that is kept is not made

    criteria = {}
    for criterion in pack.criteria:
        keys = dict(names)
        keys["evidence"] = evidence_schema(criterion, rules)
        criteria[criterion.id] = {
            "title": _title(criterion),
            "description": _description(criterion),
            "type": ["object", "null"],
            "additionalProperties": False,
            "properties": keys,
        }
    properties["criteria"]["properties"] = criteria
    _name_scale(schema, [criterion.id for criterion in pack.criteria], pack.scores)
    return schema


def _say_descriptions(node: Any) -> None:
    """Say in place what the schema by hand describes."""
    for key, value in node.items() if isinstance(node, dict) else ():
        if key == "description" and isinstance(value, str):
            node[key] = say(value)
        else:
            _say_descriptions(value)


def _rules(pack: Pack, library: Library) -> Mapping[str, Rule] | None:
    """Return the rules of `pack`, None without any; raises ReadError or InvalidDataError."""
    from docgen.scoring.rules import readable_rules  # it brings Jinja along: see evidenceschema

    return readable_rules(pack, library)


def any_schema(*, library: Library | None = None) -> Data:
    """Return the schema of a review of any pack: the ids of all criteria, evidence unchecked."""
    schema = hand_schema("review")
    from docgen.packs.load import readable_packs

    packs = [*readable_packs(library)]
    if packs:
        assessment = {"$ref": "#/$defs/assessment"}
        ids = [*dict.fromkeys(one.id for pack in packs for one in pack.criteria)]
        schema["properties"]["criteria"]["properties"] = dict.fromkeys(ids, assessment)
        lows, highs = zip(*(pack.scores for pack in packs), strict=True)
        _name_scale(schema, ids, ScoreRange(min(lows), max(highs)))
    else:
        schema["properties"]["criteria"].pop("additionalProperties")
    schema["properties"][EXTRA].pop("additionalProperties")  # each pack has others
    return schema


class _Known:
    """The schema of a pack, and its validator once it is needed."""

    def __init__(self, schema: Data) -> None:
        self.schema = schema
        self.looks = 0

    @cached_property
    def validator(self) -> Draft202012Validator:
        """The schema, compiled by the library."""
        from docgen.yamlfile.schemas import compile_schema  # with the library, when it is needed

        self.looks = _LOOKS
        return compile_schema(self.schema)

    def is_valid(self, data: Any) -> bool:
        """Return whether data are sound."""
        if self.looks < _LOOKS:
            self.looks += 1
            if is_surely_sound(data, self.schema):
                return True
        return self.validator.is_valid(data)


_known: FileMemo[tuple[str, Path], _Known] = FileMemo(64)


def is_sound(data: Any, pack: Pack, *, library: Library | None = None) -> bool:
    """Return whether the data of a review are sound by the schema of `pack`."""
    return _known_of(pack, library).is_valid(data)


def schema_and_validator(
    pack: Pack, *, library: Library | None = None
) -> tuple[Data, Draft202012Validator]:
    """Return the schema of `pack` and its validator, both to be read only."""
    known = _known_of(pack, library)
    return known.schema, known.validator


def schema_at_hand(pack: Pack, *, library: Library | None = None) -> Data:
    """Return what `schema_for` makes, to be read only: the same while nothing changes."""
    return _known_of(pack, library).schema


def _known_of(pack: Pack, library: Library | None) -> _Known:
    library = library or find_library()
    key = (pack.code, pack.folder)
    stamp = seldom("schemas", (pack.code, library.roots), partial(_stamp, pack.code, library))
    return _known.of(key, (stamp, pack), lambda: _Known(_kept_schema(pack, library)))


def _stamp(code: str, library: Library) -> tuple[Stamp, ...]:
    return tuple(map(stamp_of, library.rules_of(code)))


def _kept_schema(pack: Pack, library: Library) -> Data:
    """Return the schema of `pack`, made anew only when something it follows from has changed."""
    files = [schema_file("review"), *library.rules_of(pack.code)]
    wording = (
        pack.code,
        pack.name,
        pack.language,
        pack.scale_name,
        pack.scale_version,
        pack.labels,
        pack.criteria,
        pack.scores,
        pack.own_values,
    )
    pieces = [b"schema", repr(wording).encode(), *map(read_bytes, files)]
    return remember(cache_key(pieces), lambda: schema_for(pack, library=library), _is_schema)


def _is_schema(value: Any) -> bool:
    return type(value) is dict and type(value.get("$defs")) is type(value.get("properties")) is dict


def schema_text(schema: Data) -> str:
    """Return a schema as the text of its file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


_BY_KIND: Mapping[str, Data] = {
    "line": {"type": ["string", "null"]},
    "text": {"$ref": "#/$defs/text"},
    "list": {"$ref": "#/$defs/texts"},
    "date": {"$ref": "#/$defs/date"},
    "dates": {"$ref": "#/$defs/dates"},
    "number": {"type": ["integer", "null"]},
}


def _own(value: Value, pack: Pack) -> Data:
    """Return the part of the schema that rules an own value of a pack."""
    rules = {"enum": [*value.choices, None]} if value.choices else dict(_BY_KIND[value.kind])
    about = {"title": pack.labels[value.path], "description": value.hint}
    return {**rules, **{name: text for name, text in about.items() if text}}


def _labelled(schema: Data, path: str) -> Data | None:
    """Return the part of the schema a label of the pack names: `criteria.comment`, `unit.name`."""
    head, _, rest = path.partition(".")
    if head == "criteria":
        definitions = schema["$defs"]
        found: Data | None = definitions.get(rest) or definitions["assessment"]["properties"].get(
            rest
        )
        return found if rest else None
    node: Data | None = schema["properties"].get(head)
    for step in rest.split(".") if rest else ():
        node = (node or {}).get("items", node or {}).get("properties", {}).get(step)
    return node


def _name_scale(schema: Data, ids: Sequence[str], range_: ScoreRange) -> None:
    """Put the ids of the criteria and the range of their scores where a review names them."""
    score = schema["$defs"]["score"]
    score |= {"minimum": range_.low, "maximum": range_.high}
    score["description"] = f"{range_}; {score['description']}"
    properties = schema["properties"]
    properties["development"]["items"]["properties"]["criterion"]["enum"] = [*ids, None]
    properties["previous"]["properties"]["total"]["maximum"] = range_.high * len(ids)
    scores = properties["previous"]["properties"]["scores"]
    scores["properties"] = {name: {"$ref": "#/$defs/score"} for name in ids}


def _title(criterion: Criterion) -> str:
    return f"{criterion.number}. {criterion.name}"


def _description(criterion: Criterion) -> str:
    """Return what an editor shows: the text of the criterion, its components and anchors."""
    lines = [criterion.description.strip(), criterion.components_intro.strip()]
    lines += [f"- {component.strip()}" for component in criterion.components]
    lines += [f"{score}: {text.strip()}" for score, text in sorted(criterion.anchors.items())]
    lines.append(criterion.help.strip())
    return "\n".join(line for line in lines if line) or criterion.name
