"""What breaks a schema, in words, with its place in the file."""

from __future__ import annotations

import pytest

from docgen.model import Problem
from docgen.suggest import Hints
from docgen.yamlfile.faults import Explainer, broken, meant_at_the_top
from docgen.yamlfile.parse import parse_yaml
from docgen.yamlfile.schemas import compile_schema
from docgen.yamlfile.tree import read_tree

SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["name"],
    "properties": {
        "name": {"type": "string", "title": "Enhedens navn"},
        "score": {"type": "integer", "minimum": 1, "maximum": 5},
        "status": {"enum": ["draft", "final"]},
        "day": {"type": "string", "format": "date"},
        "words": {"type": "array", "minItems": 1, "maxItems": 2, "items": {"type": "string"}},
        "unit": {
            "type": "object",
            "additionalProperties": False,
            "properties": {"place": {"type": "string"}, "team": {"type": "string"}},
        },
    },
}
VALIDATOR = compile_schema(SCHEMA)


class Places:
    """Where the values of a text stand."""

    file = "a.yaml"

    def __init__(self, text: str) -> None:
        self.tree = read_tree(text, self.file)

    def find(self, path, *, key=False):
        return self.file, self.tree.nearest(path, key=key)


def told(text: str, known: tuple[Problem, ...] = ()) -> list[tuple[str, str, int, str]]:
    """Return rule, place, line and message of each fault."""
    explainer = Explainer(Places(text), SCHEMA)  # type: ignore[arg-type]
    found = broken(parse_yaml(text, "a.yaml"), VALIDATOR, explainer, known)
    return [(one.rule, one.where, one.line, one.message) for one in found]


def test_what_keeps_to_the_schema_has_no_fault():
    assert told("name: A\nscore: 5\nstatus: final\nwords: [a, b]\nunit: {place: x}\n") == []


@pytest.mark.parametrize(
    ("text", "rule", "where", "says"),
    [
        ("name: A\nscroe: 1\n", "unknown-key", "scroe", "did you mean 'score'?"),
        ("name: A\nteam: x\n", "unknown-key", "team", "it belongs under `unit`: indent it"),
        ("name: A\nunit:\n  status: x\n", "unknown-key", "unit.status", "it belongs at the left"),
        ("name: A\nzzzzzz: 1\n", "unknown-key", "zzzzzz", "known here: name, score"),
        ("name: A\n<<: 1\n", "unknown-key", "<<", "unknown key '<<'"),
        ("name: A\nunit: {place: x, Aarhus}\n", "unknown-key", "unit.Aarhus", "the comma before"),
        ("score: 1\n", "missing-key", "name", "name is missing; add it"),
        ("name: A\nscore: 9\n", "out-of-range", "score", "a whole number from 1 to 5"),
        ("name: A\nscore: x\n", "wrong-kind", "score", "a whole number from 1 to 5"),
        ("name: A\nstatus: x\n", "unknown-value", "status", "one of draft, final"),
        ("name: A\nday: x\n", "no-date", "day", "a date like"),
        ("name: A\nwords: []\n", "empty", "words", "belongs here, found an empty one"),
        ("name: A\nwords: [a, b, c]\n", "too-many", "words", "at most 2 entries belong here"),
    ],
)
def test_a_fault_says_what_was_found_and_what_is_allowed(text, rule, where, says):
    ((found, place, _, message),) = told(text)
    assert found == rule
    assert place == where or rule == "missing-key"
    assert says in message


def test_a_key_under_a_misspelt_name_is_not_missing_too():
    assert [rule for rule, *_ in told("naem: A\n")] == ["unknown-key"]


def test_a_key_may_be_called_by_its_title():
    ((_, _, _, message), *_) = told("name: A\n3. Enhedens navn: B\n")
    assert "did you mean 'name'?" in message


def test_faults_stand_in_the_order_of_the_file():
    text = "status: x\nname: A\nunit: {tema: y}\nscore: 0\n"
    assert [line for _, _, line, _ in told(text)] == [1, 3, 4]


def test_what_yaml_itself_refused_is_one_fault():
    known = Problem("number", "a leading zero", "a.yaml", 2, 8)
    assert told("name: A\nscore: 9\n", (known,)) == []
    assert len(told("name: A\nscore: 9\n", (known._replace(line=1),))) == 1


@pytest.mark.parametrize(
    ("key", "meant"),
    [("nam", "name"), ("Name", ""), ("scroe", "score"), ("name", ""), ("caseload", "")],
)
def test_a_key_at_the_margin_among_others_may_be_a_misspelt_one(key, meant):
    known = {"name": {}, "score": {}} | ({"Name": {}} if key == "Name" else {})
    schema = {"properties": known, "additionalProperties": {"type": "object"}}
    assert meant_at_the_top(key, schema, Hints()) == meant
    assert meant_at_the_top(key, schema | {"additionalProperties": False}, Hints()) == ""
