"""Names are looked up in the table as Word compares them, by pattern where one names them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.word.compile.policy import PREFIXES, RULES
from docgen.word.compile.rulebook import content_type, find_rule, rule_for, rules_of

SORTS = ("fields", "kinds", "relations", "outside", "elements", "attributes")
PAIRS = [
    (sort, name, rule) for rule in RULES for sort in SORTS for name in getattr(rule, sort).split()
]


@pytest.mark.parametrize("sort", SORTS)
def test_each_name_of_the_table_leads_to_its_rule(sort):
    for kind, name, rule in PAIRS:
        if kind == sort and "*" not in name:
            assert find_rule(sort, content_type(name) if sort == "kinds" else name) is rule


@pytest.mark.parametrize(
    ("sort", "name", "what"),
    [
        pytest.param("fields", "dde", "a field fed by another program", id="small letters"),
        pytest.param("relations", "ATTACHEDTEMPLATE", "an attached template", id="capitals"),
        pytest.param("kinds", "application/vnd.ms-office.vbaProjectSignature", "macros",
                     id="a pattern"),
        pytest.param("kinds", "APPLICATION/X-MACROENABLED-THING", "macros",
                     id="a pattern, shouted"),
        pytest.param("kinds", "image/webp", "texts, looks, settings, drawings and data",
                     id="any picture"),
        pytest.param("elements", "w:altChunk",
                     "another document to be built in (altChunk)", id="an element"),
        pytest.param("attributes", "v:shape@href", "a link elsewhere", id="of any shape"),
        pytest.param("attributes", "svg:rect@onclick", "a program in a drawing", id="any event"),
        pytest.param("attributes", "v:imagedata@href", "a linked picture, sound or film",
                     id="the exact name before a pattern"),
    ],
)  # fmt: skip
def test_names_are_found_as_word_compares_them(sort, name, what):
    rule = find_rule(sort, name)
    assert rule is not None
    assert rule.what == what


@pytest.mark.parametrize(
    ("sort", "name"),
    [("elements", "w:ALTCHUNK"), ("elements", "w:p"), ("attributes", "v:shape@style"),
     ("fields", "NEWFIELD"), ("relations", "newRelation"), ("kinds", "application/x-new")],
)  # fmt: skip
def test_what_the_table_does_not_name_has_no_rule_of_its_own(sort, name):
    assert find_rule(sort, name) is None


@pytest.mark.parametrize(
    ("sort", "what"),
    [
        ("fields", "an unknown field"),
        ("kinds", "a part of an unknown kind"),
        ("relations", "a part of an unknown kind"),
        ("outside", "what lies outside the file"),
    ],
)
def test_all_others_are_judged_by_the_rule_for_the_rest(sort, what):
    assert rule_for(sort, "something new").what == what
    assert rule_for(sort, "").what == what


def test_the_rest_of_elements_has_no_rule():
    with pytest.raises(KeyError):
        rule_for("elements", "w:p")


@pytest.mark.parametrize("short", PREFIXES)
def test_a_kind_in_short_is_the_kind_in_full(short):
    assert content_type(f"{short}Header+xml") == f"{PREFIXES[short]}header+xml".lower()


@pytest.mark.parametrize("kind", ["image/png", "application/xml", "text/XML"])
def test_a_kind_without_a_short_form_stays(kind):
    assert content_type(kind) == kind.lower()


def test_the_rules_of_a_list_are_read_once():
    assert rules_of("fields") is rules_of("fields")


@settings(max_examples=15)
@given(st.sampled_from([pair for pair in PAIRS if "*" not in pair[1]]), st.data())
def test_letters_differ_by_case_only_in_names_of_xml(pair, data):
    sort, name, rule = pair
    name = content_type(name) if sort == "kinds" else name
    mixed = "".join(c.swapcase() if data.draw(st.booleans()) else c for c in name)
    found = find_rule(sort, mixed)
    if sort in ("elements", "attributes"):
        assert found is rule or mixed != name
    else:
        assert found is rule
