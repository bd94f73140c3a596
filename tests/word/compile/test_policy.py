"""The one table of what a Word file may ask of Word: complete, unambiguous, with a way out."""

from __future__ import annotations

import re

import pytest

from docgen.word.compile.policy import (
    ASSEMBLED,
    FAMILIES,
    LINK_ELSEWHERE,
    PREFIXES,
    RULES,
    Rule,
)

SORTS = ("fields", "kinds", "relations", "outside", "elements", "attributes")
BY_NAME = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.what)


def names(rule: Rule, sort: str) -> list[str]:
    return getattr(rule, sort).split()


@BY_NAME
def test_each_rule_says_what_it_is_why_and_what_to_do(rule):
    assert rule.action in ("refuse", "out", "keep")
    assert rule.what.strip() == rule.what != ""
    assert rule.why.strip() == rule.why != ""
    assert rule.way.strip() == rule.way != ""
    for sentence in (rule.what, rule.why, rule.way):
        assert not sentence.endswith((".", ";"))
        assert "\n" not in sentence
        assert "|" not in sentence, "the page prints it in a table"


@BY_NAME
def test_each_rule_names_something_or_is_made_by_the_fields_themselves(rule):
    assert rule is ASSEMBLED or any(names(rule, sort) for sort in SORTS)


@BY_NAME
def test_only_what_is_refused_has_an_id_of_its_own_or_a_way_out(rule):
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.problem)
    if rule.action == "keep":
        assert (rule.problem, rule.way) == ("external", Rule("", "keep", "").way)


def test_no_two_rules_are_called_alike():
    called = [rule.what for rule in RULES]
    assert len(called) == len(set(called))


@pytest.mark.parametrize("sort", SORTS)
def test_no_name_has_two_rules(sort):
    found = [name.lower() for rule in RULES for name in names(rule, sort)]
    assert len(found) == len(set(found))


@pytest.mark.parametrize("sort", ["fields", "kinds", "relations", "outside"])
def test_what_no_rule_names_has_a_rule_too(sort):
    rest = [rule for rule in RULES if "*" in names(rule, sort)]
    assert len(rest) == 1
    assert rest[0].action != "keep", "what nobody knows does not stay"


@pytest.mark.parametrize("sort", ["elements", "attributes"])
def test_elements_that_no_rule_names_stay(sort):
    assert not any("*" in names(rule, sort) for rule in RULES)


@BY_NAME
def test_fields_are_written_as_word_writes_them(rule):
    for name in names(rule, "fields"):
        assert name == name.upper()
        assert re.fullmatch(r"[A-Z]+|[*=]", name)


@BY_NAME
def test_kinds_are_written_in_short_where_a_short_form_is_there(rule):
    for kind in names(rule, "kinds"):
        assert not any(kind.startswith(start) for start in PREFIXES.values())
        assert "*" in kind or "/" in kind or kind.startswith(tuple(PREFIXES))


@BY_NAME
@pytest.mark.parametrize("sort", ["elements", "attributes"])
def test_elements_have_a_prefix_of_a_known_namespace(rule, sort):
    for name in names(rule, sort):
        element, at, attribute = name.partition("@")
        assert element.partition(":")[0] in {*FAMILIES.values()}
        assert bool(at) == (sort == "attributes")
        assert bool(attribute) == (sort == "attributes")


def test_every_prefix_is_used_and_every_family_has_its_namespace():
    used = {kind.partition(":")[0] + ":" for rule in RULES for kind in names(rule, "kinds")}
    assert set(PREFIXES) <= used
    assert all(uri.startswith(("http://", "urn:")) for uri in FAMILIES)


def test_the_strict_format_of_word_has_the_same_prefixes():
    for uri, prefix in FAMILIES.items():
        if uri.startswith("http://purl.oclc.org/"):
            assert prefix in {p for u, p in FAMILIES.items() if "purl.oclc.org" not in u}


@pytest.mark.parametrize(
    "names_of",
    [
        pytest.param(("fields", "DDE DDEAUTO MACROBUTTON"), id="fields that start programs"),
        pytest.param(("relations", "vbaProject subDocument aFChunk control"), id="programs"),
        pytest.param(
            ("elements", "w:altChunk w:subDoc w:control w:movie"), id="what Word reads in"
        ),
        pytest.param(("outside", "image video audio subDocument"), id="what Word fetches"),
    ],
)
def test_what_runs_or_fetches_by_itself_is_refused(names_of):
    sort, wanted = names_of
    refused = {n for rule in RULES if rule.action == "refuse" for n in names(rule, sort)}
    assert set(wanted.split()) <= refused


@pytest.mark.parametrize(
    ("sort", "wanted"),
    [
        ("fields", "PAGE NUMPAGES REF PAGEREF TOC HYPERLINK DATE STYLEREF SEQ FORMTEXT ="),
        ("relations", "styles numbering header footer footnotes image hyperlink theme comments"),
        ("kinds", "word:document.main+xml word:header+xml word:styles+xml image/*"),
    ],
)
def test_what_every_report_has_stays(sort, wanted):
    kept = {n for rule in RULES if rule.action == "keep" for n in names(rule, sort)}
    assert set(wanted.split()) <= kept


def test_links_that_lead_elsewhere_are_judged_by_their_own_rule():
    assert LINK_ELSEWHERE in RULES
    assert LINK_ELSEWHERE.action == "out"
