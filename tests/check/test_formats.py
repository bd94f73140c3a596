"""Findings for machines: each format tells all, and a finding is known again by its fingerprint."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ooxml.minimal import cell, row, table, text

from docgen.check.formats import (
    FORMATS,
    as_json,
    fingerprint,
    fingerprints,
    json_rows,
)
from docgen.check.lint.baseline import new_ones, read_baseline, write_baseline
from docgen.model import Problem
from docgen.model.problem import Fix
from docgen.model.sentences import read_sentences
from docgen.model.tongue import DOMAIN, FOLDER, chosen
from tests.lintsubjects import linted

TABLE = table(row(cell(text("a"))))
FOUND = [
    Problem("table-head", "a: 100 % of\nit", "x/a.docx", where="table 1", severity="warning"),
    Problem("unknown-name", "b", "x/b.yaml", 3, 7),
    Problem("unknown-name", "b", "x/b.yaml", 9, 7),
]


def test_each_format_tells_all():
    rows = json.loads("".join(FORMATS["json"](FOUND)))
    assert [one["rule"] for one in rows] == [one.rule for one in FOUND]
    assert {"file", "line", "column", "where", "rule", "severity", "message", "fix"} <= set(rows[0])
    run = json.loads("".join(FORMATS["sarif"](FOUND)))["runs"][0]
    assert [one["level"] for one in run["results"]] == ["warning", "error", "error"]
    assert len({r["partialFingerprints"]["docgen/v2"] for r in run["results"]}) == 3
    lines = "".join(FORMATS["github"](FOUND)).splitlines()
    assert lines[0] == ("::warning file=x/a.docx,title=table-head::table 1: a: 100 %25 of%0Ait")
    assert lines[1] == "::error file=x/b.yaml,title=unknown-name,line=3,col=7::b"
    assert [one["severity"] for one in json.loads("".join(FORMATS["gitlab"](FOUND)))] == [
        "minor", "major", "major"
    ]  # fmt: skip


def test_each_rule_of_sarif_is_found_by_its_number():
    run = json.loads("".join(FORMATS["sarif"](FOUND)))["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert [rules[one["ruleIndex"]] for one in run["results"]] == [one.rule for one in FOUND]


@pytest.mark.parametrize("format_", FORMATS)
def test_no_finding_waits_for_the_next(format_):
    def one_and_no_more():
        yield FOUND[0]
        pytest.fail("another was asked for")

    told = ""
    for piece in FORMATS[format_](one_and_no_more()):
        told += piece
        if "table-head" in told:
            break
    assert "table-head" in told


def test_a_fingerprint_does_not_hang_on_the_place():
    assert fingerprint(FOUND[1]) == fingerprint(FOUND[2])


def prints(body, language):
    with chosen(language):
        return fingerprints(linted(body))


def test_a_fingerprint_is_the_same_in_every_language(tmp_path):
    body = text("{{ unit.nmae }}") + text("{% if purpose %}") + TABLE + text("{ purpose }")
    english = prints(body, "en")
    assert len(set(english)) == 5
    for language in ("da", "sv", "nb"):
        assert prints(body, language) == english
        with chosen(language):
            found = linted(body)
        write_baseline(tmp_path / "b.json", found)
        assert new_ones(linted(body),
                        read_baseline(tmp_path / "b.json")) == []  # fmt: skip


class Anything(dict):
    """Stands for whatever a sentence asks for."""

    def __missing__(self, key):
        return Named(f" {key}.x_y ")


class Named(str):
    """A name, whatever format is asked for."""

    __slots__ = ()

    def __format__(self, _):
        return str(self)

    def __repr__(self):
        return "'x.y_z'"


@pytest.mark.parametrize("language", ["da", "sv", "nb"])
def test_what_a_fingerprint_is_made_of_is_left_alone_by_translators(language):
    def made_of(sentence):
        try:
            said = sentence.format_map(Anything())
        except (ValueError, AttributeError, TypeError):
            said = sentence
        return fingerprint(Problem("r", said, "f"))

    catalogue = read_sentences(FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.po")
    assert len(catalogue) > 1000
    assert [plain for plain, said in catalogue.items() if made_of(plain) != made_of(said[0])] == []


def told(format_: str, *problems: Problem) -> str:
    return "".join(FORMATS[format_](problems))


def test_nothing_found_is_an_empty_list_or_no_line():
    assert json.loads(told("json")) == []
    assert json.loads(told("gitlab")) == []
    assert told("github") == ""
    run = json.loads(told("sarif"))["runs"][0]
    assert (run["results"], run["tool"]["driver"]["rules"]) == ([], [])
    assert as_json([]) == "[]"


@pytest.mark.parametrize("format_", ["json", "gitlab"])
def test_a_list_is_written_for_people_too(format_):
    text_ = told(format_, *FOUND)
    assert text_.startswith('[\n  {\n    "')
    assert text_.endswith("  }\n]\n")
    assert told(format_).endswith("[]\n")


def test_json_has_what_a_finding_holds_and_its_fix():
    fix = Fix(3, 3, "    score: 4\n")
    problem = Problem("r", "æ", "b.yaml", 3, 7, "unit.name", "note", fix)
    (one,) = json_rows([problem])
    assert one["fix"] == {"line": 3, "end_line": 3, "text": "    score: 4\n"}
    assert (one["line"], one["column"], one["where"], one["severity"]) == (
        3,
        7,
        "unit.name",
        "note",
    )
    assert "æ" in as_json([problem])
    assert json.loads(as_json([problem])) == [one]


@pytest.mark.parametrize(
    ("problem", "line"),
    [
        pytest.param(Problem("r", "a", "b.yaml"), "::error file=b.yaml,title=r::a", id="a file"),
        pytest.param(Problem("r", "a", "b.yaml", 3), "::error file=b.yaml,title=r,line=3::a",
                     id="a line"),
        pytest.param(Problem("r", "a", "b.yaml", severity="note"),
                     "::notice file=b.yaml,title=r::a", id="a note"),
        pytest.param(Problem("r", "100 %\r\nb", "b.yaml"),
                     "::error file=b.yaml,title=r::100 %25%0D%0Ab", id="signs of a message"),
        pytest.param(Problem("r", "a", "x,y:z.yaml"), "::error file=x%2Cy%3Az.yaml,title=r::a",
                     id="signs of a name"),
        pytest.param(Problem("r", "a: b, c", "b.yaml"), "::error file=b.yaml,title=r::a: b, c",
                     id="commas in a message"),
    ],
)  # fmt: skip
def test_github_shows_a_line_for_each(problem, line):
    assert told("github", problem) == f"{line}\n"


def test_sarif_has_places_of_files_and_of_word():
    results = json.loads(told("sarif", *FOUND))["runs"][0]["results"]
    word, yaml, _ = (one["locations"][0] for one in results)
    assert word["logicalLocations"] == [{"fullyQualifiedName": "table 1"}]
    assert "region" not in word["physicalLocation"]
    assert yaml["physicalLocation"]["region"] == {"startLine": 3, "startColumn": 7}
    assert "logicalLocations" not in yaml
    bare = json.loads(told("sarif", Problem("r", "a", "b.yaml", 3)))["runs"][0]
    assert bare["results"][0]["locations"][0]["physicalLocation"]["region"] == {"startLine": 3}


def test_sarif_says_what_the_catalogue_says_of_a_rule_and_the_id_of_others():
    run = json.loads(told("sarif", FOUND[0], Problem("of-nobody", "a", "b")))["runs"][0]
    known, other = run["tool"]["driver"]["rules"]
    assert known["shortDescription"]["text"] != known["id"] == "table-head"
    assert known["help"]["text"]
    assert other["shortDescription"]["text"] == other["help"]["text"] == other["id"] == "of-nobody"


def test_gitlab_has_a_line_where_a_file_has_none():
    (one,) = json.loads(told("gitlab", FOUND[0]))
    assert one["location"] == {"path": "x/a.docx", "lines": {"begin": 1}}
    assert one["description"].startswith("table 1: a: 100 %")
    (one,) = json.loads(told("gitlab", FOUND[1]))
    assert (one["location"]["lines"]["begin"], one["description"]) == (3, "b")
    (one,) = json.loads(told("gitlab", FOUND[1]._replace(severity="note")))
    assert one["severity"] == "info"


@pytest.mark.parametrize(
    ("change", "same"),
    [
        pytest.param({"line": 99, "column": 1}, True, id="another line"),
        pytest.param({"where": "development[7].x"}, True, id="another number in its place"),
        pytest.param({"file": "elsewhere/b.yaml"}, True, id="another folder"),
        pytest.param({"message": "autre 'unit.name' {{ x }} chose"}, True, id="other words"),
        pytest.param({"rule": "other"}, False, id="another rule"),
        pytest.param({"file": "x/c.yaml"}, False, id="another file"),
        pytest.param({"where": "development[0].y"}, False, id="another place"),
        pytest.param({"message": "a 'unit.place' {{ x }}"}, False, id="another name"),
        pytest.param({"message": "a 'unit.name' {{ y }}"}, False, id="another tag"),
    ],
)
def test_a_fingerprint_is_of_what_was_found_and_not_of_where(change, same):
    problem = Problem("r", "a 'unit.name' {{ x }}", "x/b.yaml", 3, 7, "development[0].x")
    assert (fingerprint(problem) == fingerprint(problem._replace(**change))) is same


def test_the_place_in_a_word_file_is_no_part_of_a_fingerprint():
    assert fingerprint(FOUND[0]) == fingerprint(FOUND[0]._replace(where="table 2"))


@given(st.lists(st.sampled_from(FOUND), max_size=8))
@settings(max_examples=30)
def test_each_finding_has_a_fingerprint_of_its_own(problems):
    prints = fingerprints(problems)
    assert len(set(prints)) == len(prints) == len(problems)
    rows = [*json_rows(problems)]
    assert [one["fingerprint"] for one in rows] == prints


@given(st.lists(st.sampled_from(FOUND), max_size=6))
@settings(max_examples=20)
def test_every_format_counts_the_same_findings(problems):
    counts = {
        len(json.loads(told("json", *problems))),
        len(json.loads(told("gitlab", *problems))),
        len(json.loads(told("sarif", *problems))["runs"][0]["results"]),
        len(told("github", *problems).splitlines()),
    }
    assert counts == {len(problems)}
