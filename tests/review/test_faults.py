"""What breaks the schema of a review, in words: what was found, what is allowed, what was meant."""

from __future__ import annotations

import pytest

from docgen.packs.load import load_pack
from docgen.review.faults import numbers_as_text, schema_faults
from docgen.review.file import load_with_faults
from docgen.review.schemas import schema_for
from docgen.yamlfile.schemas import compile_schema

DK = load_pack("dk")
HEAD = "pack: dk\nunit: {name: A}\nreview: {status: draft}\n"
FIRST = DK.criteria[0]


@pytest.fixture(scope="module")
def schema():
    return schema_for(DK)


@pytest.fixture(scope="module")
def validator(schema):
    return compile_schema(schema)


@pytest.fixture
def told(tmp_path, schema, validator):
    """Return a function that tells the faults of a review: rule, place, line and message."""

    def telling(text: str, pack=DK):
        (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
        loaded = load_with_faults(tmp_path / "a.yaml")
        data = numbers_as_text(loaded, validator)
        found = schema_faults(loaded, data, validator, schema, pack)
        return [(one.rule, one.where, one.line, one.message) for one in found]

    return telling


def test_a_sound_review_has_none(told):
    assert told(HEAD) == []


@pytest.mark.parametrize(
    ("text", "rule", "where", "line", "says"),
    [
        pytest.param("purpos: x\n", "unknown-key", "purpos", 4, "did you mean 'purpose'?",
                     id="a misspelt key"),
        pytest.param("meeting:\n  tema: x\n", "unknown-key", "meeting.tema", 5,
                     "did you mean 'team'?", id="within a part"),
        pytest.param("name: x\n", "unknown-key", "name", 4, "it belongs under `unit`: indent it",
                     id="a key of another place"),
        pytest.param("summary:\n  purpose: x\n", "unknown-key", "summary.purpose", 5,
                     "it belongs at the left margin", id="one further out"),
        pytest.param("zzzzzzz: x\n", "unknown-key", "zzzzzzz", 4, "known here: ",
                     id="a key like no other"),
        pytest.param("extra: {a: 1}\n", "unknown-key", "extra.a", 4,
                     "the pack dk adds no values of its own", id="a value of no pack"),
        pytest.param("<<: {a: 1}\n", "unknown-key", "<<", 4, "merge keys are no YAML 1.2",
                     id="a merge key"),
        pytest.param("criteria:\n  disclosur: {score: 1}\n", "unknown-key", "criteria.disclosur", 5,
                     "unknown criterion 'disclosur'; did you mean 'disclosure'?", id="a criterion"),
        pytest.param("criteria:\n  score: 1\n", "unknown-key", "criteria.score", 5,
                     "it belongs under its criterion: indent it", id="a key of a criterion"),
        pytest.param("purpose: [a]\n", "wrong-kind", "purpose", 4, "a text", id="another kind"),
        pytest.param("previous: {date: soon}\n", "no-date", "previous.date", 4, "a date like",
                     id="no date"),
        pytest.param("meeting: x\n", "wrong-kind", "meeting", 4, "a mapping", id="no mapping"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_what_was_meant(told, text, rule, where, line, says):
    found = told(HEAD + text)
    assert [one[:3] for one in found] == [(rule, where, line)]
    assert says in found[0][3]


def test_a_status_that_there_is_not_is_told_with_those_there_are(told):
    ((rule, where, _, message),) = told("pack: dk\nunit: {name: A}\nreview: {status: done}\n")
    assert (rule, where) == ("unknown-value", "review.status")
    assert "draft, final" in message


@pytest.mark.parametrize("score", ["0", "6", "99"])
def test_a_score_out_of_bounds_names_its_criterion(told, score):
    text = f"{HEAD}criteria:\n  {FIRST.id}: {{score: {score}}}\n"
    ((rule, where, line, message),) = told(text)
    assert (rule, where, line) == ("out-of-range", f"criteria.{FIRST.id}.score", 5)
    assert message.startswith(f"criterion {FIRST.reference} ({FIRST.short_name}): ")
    assert not told(text, None)[0][3].startswith("criterion"), "which takes a pack"


def test_what_must_be_there_is_missed_once(told):
    assert [
        (rule, message) for rule, _, _, message in told("pack: dk\nreview: {status: draft}\n")
    ] == [("missing-key", "unit is missing; add it")]
    misspelt = told("pack: dk\nunti: {name: A}\nreview: {status: draft}\n")
    assert [rule for rule, *_ in misspelt] == ["unknown-key"], "it is there under another name"


def test_a_key_may_be_called_as_the_form_calls_it(told):
    label = DK.labels["unit.geography"]
    ((rule, _, _, message),) = told(f"pack: dk\nunit: {{name: A, {label!r}: x}}\n")
    assert rule == "unknown-key"
    assert "did you mean 'geography'?" in message
    ((_, _, _, message),) = told(f"{HEAD}criteria:\n  '7. {FIRST.name}': {{score: 1}}\n")
    assert f"did you mean '{FIRST.id}'?" in message


def test_words_behind_a_comma_in_brackets_are_no_key(told):
    ((rule, where, _, message),) = told("pack: dk\nunit: {name: Enhed A, Aarhus}\n")
    assert (rule, where) == ("unknown-key", "unit.Aarhus")
    assert message.startswith("the comma before 'Aarhus' ends the text")
    assert "put the text in quotes, or under |" in message


def test_what_yaml_itself_refuses_is_one_fault_not_two(told):
    assert told(f"{HEAD}criteria:\n  {FIRST.id}: {{score: 010}}\n") == []


def test_all_faults_are_told_in_the_order_of_the_file(told):
    found = told(f"purpos: x\n{HEAD}meeting: {{tema: y}}\nresponse: [z]\n")
    assert [where for _, where, *_ in found] == ["purpos", "meeting.tema", "response"]


@pytest.mark.parametrize(
    ("typed", "text"), [("12", "12"), ("1.50", "1.50"), ("true", "true"), ("0x1F", "0x1F")]
)
def test_a_number_where_a_text_belongs_is_taken_as_it_was_typed(tmp_path, validator, typed, text):
    (tmp_path / "a.yaml").write_text(f"{HEAD}purpose: {typed}\nrecipients: [{typed}, b]\n", "utf-8")
    loaded = load_with_faults(tmp_path / "a.yaml")
    data = numbers_as_text(loaded, validator)
    assert data["purpose"] == text
    assert data["recipients"] == [text, "b"]
    assert loaded.data["purpose"] != text, "what was read stays as it was"


def test_without_such_a_number_the_very_data_are_returned(tmp_path, validator):
    (tmp_path / "a.yaml").write_text(HEAD, "utf-8")
    loaded = load_with_faults(tmp_path / "a.yaml")
    assert numbers_as_text(loaded, validator) is loaded.data
