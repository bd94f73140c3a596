"""Each tag is held against the language, so that every mistake has a place of its own."""

from __future__ import annotations

import pytest
from jinja2 import TemplateSyntaxError
from ooxml.minimal import text
from ooxml.tagged import sandbox, tagged, told

from docgen.bounds.templates import MOST_DEPTH, MOST_DIGITS
from docgen.errors import UnforeseenError
from docgen.word.compile import checking
from docgen.word.compile.allowed import Refusal
from docgen.word.compile.checking import MOST_FAULTS, check_tags, placed, sound_tree
from docgen.word.compile.emit import write_source
from docgen.word.compile.syntax import SourceError
from docgen.word.compile.tags import TagList
from docgen.word.render.text import ForbiddenCharacterError

ENVIRONMENT = sandbox(money=str)
SOUND = [
    "{{ a }}",
    "{{ a|upper|money }}",
    "{% if a %}x{% elif b %}y{% else %}z{% endif %}",
    "{% for x, y in a.items() if x %}{{ loop.index }}{% endfor %}",
    "{% set a = 1 %}{% set b %}x{% endset %}{% with c = 2 %}{{ c }}{% endwith %}",
    "{% macro m(a, b=1) %}{{ a }}{% endmacro %}{% call m(1) %}x{% endcall %}",
    "{% filter upper %}x{% endfilter %}",
    "{% raw %}{{ a b }}{% endraw %}",
    "{# {{ a b }} #}",
    "{{ " + "(" * MOST_DEPTH + "1" + ")" * MOST_DEPTH + " }}",
]
FAULTY = [
    pytest.param("{{ a b }}", "broken-tag", id="two names"),
    pytest.param("{{ a| }}", "broken-tag", id="a filter without name"),
    pytest.param("{% for x y %}{% endfor %}", "broken-tag", id="a loop over nothing"),
    pytest.param("{% if %}{% endif %}", "broken-tag", id="a condition of nothing"),
    pytest.param("{% if a %}{% elif %}{% endif %}", "broken-tag", id="an elif of nothing"),
    pytest.param("{% if a %}{% else b %}{% endif %}", "broken-tag", id="something in an else"),
    pytest.param("{% if a %}{% endif a %}", "broken-tag", id="something in an end"),
    pytest.param("{{ a|nope }}", "unknown-filter", id="an unknown filter"),
    pytest.param("{{ a is nope }}", "unknown-test", id="an unknown test"),
    pytest.param("{{ a.__class__ }}", "reserved-name", id="a name of Python's"),
    pytest.param("{{ a|safe }}", "unsafe-filter", id="ready-made XML"),
    pytest.param("{{ " + "(" * 51 + "1" + ")" * 51 + " }}", "broken-tag", id="brackets in each"),
    pytest.param("{{ " + "not " * 50 + "1 }}", "broken-tag", id="a long chain"),
    pytest.param("{{ " + "9" * 400 + " }}", "broken-tag", id="a long number"),
    pytest.param("{{ " + "9" * 1_900 + "*" + "9" * 90 + " }}", "broken-tag", id="two of them"),
]


def looked_at(words: str) -> tuple[bool, list[tuple[str, str]], TagList]:
    """Return whether all tags are sound at one look, and what is told of each."""
    part = tagged(text("first") + text(words))
    source = write_source(part.root, part.found)
    tree = sound_tree(part.found, ENVIRONMENT, source)
    check_tags(part.found, ENVIRONMENT)
    return tree is not None, told(part.found), part.found


@pytest.mark.parametrize("words", SOUND)
def test_what_is_sound_is_sound_at_one_look_and_tag_by_tag(words):
    assert looked_at(words)[:2] == (True, [])


def test_what_is_nested_as_deep_as_it_may_is_sound_also_where_the_stack_is_deep():
    def deeper(calls: int) -> tuple[bool, list[tuple[str, str]]]:
        return deeper(calls - 1) if calls else looked_at(SOUND[-1])[:2]

    assert deeper(150) == (True, [])


@pytest.mark.parametrize(("words", "rule"), FAULTY)
def test_what_is_not_sound_is_found_either_way_with_its_place(words, rule):
    sound, faults, found = looked_at(words)
    assert not sound
    assert {name for name, _ in faults} == {rule}
    assert all(where.startswith("paragraph 2") for _, where in faults)
    assert found.problems[0].message.startswith(("{{", "{%"))


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("{% if a %}{% else b %}{% endif %}",
         "{% else b %}: nothing else stands in it; {% else %}"),
        ("{%p if a %}{%p endif a %}", "{%p endif a %}: nothing else stands in it; {%p endif %}"),
        ("{{ " + "[" * 51 + "]" * 51 + " }}",
         f"is nested more than {MOST_DEPTH} deep; take it apart with {{% set name = ... %}}"),
        ("{{ " + "9" * 400 + " }}", f"a number has at most {MOST_DIGITS} digits"),
    ],
)  # fmt: skip
def test_a_fault_quotes_its_tag_and_tells_the_way_out(words, message):
    _, _, found = looked_at(words)
    assert message in found.problems[0].message


def test_every_faulty_tag_is_told_and_the_same_tag_again_too():
    _, faults, _ = looked_at("{{ a b }} x {{ c }} y {{ a b }} z {{ d|nope }}")
    assert [rule for rule, _ in faults] == ["broken-tag", "broken-tag", "unknown-filter"]


def test_a_sound_tag_that_stands_in_many_places_is_looked_at_once(monkeypatch):
    seen = []
    real = checking._check
    monkeypatch.setattr(checking, "_check", lambda tag, *more: seen.append(tag) or real(tag, *more))
    looked_at("{{ a }}{{ a }}{{ b }}{{ a }}")
    assert [tag.body for tag in seen] == ["a", "b"]


def test_of_names_that_belong_to_python_one_is_told_for_a_tag():
    _, faults, _ = looked_at("{{ a.__class__.__mro__.__init__ }}")
    assert [rule for rule, _ in faults] == ["reserved-name"]


def test_different_faults_of_one_tag_are_all_told():
    _, faults, _ = looked_at("{{ a.__class__|nope is nix }}")
    assert sorted(rule for rule, _ in faults) == ["reserved-name", "unknown-filter", "unknown-test"]


def test_after_very_many_faults_no_more_tags_are_looked_at():
    _, faults, _ = looked_at("{{ a b }}" * (MOST_FAULTS + 20))
    assert len(faults) == MOST_FAULTS


def test_a_tree_is_kept_for_the_next_pack_with_the_same_template():
    part = tagged(text("{{ kept_for_later }}"))
    source = write_source(part.root, part.found)
    first = sound_tree(part.found, ENVIRONMENT, source)
    assert sound_tree(part.found, ENVIRONMENT, source) is first


# What goes wrong later.


def a_list(*bodies: str) -> TagList:
    found = TagList("t.docx", "word/header1.xml")
    for number, body in enumerate(bodies, 1):
        found.add("var", body, f"paragraph {number}" if body else "")
    return found


@pytest.mark.parametrize(
    ("error", "rule", "message"),
    [
        pytest.param(SourceError(Refusal(2, "reserved-name", "no; yes")), "reserved-name",
                     "{{ b }}: no; yes", id="what no template may say"),
        pytest.param(TemplateSyntaxError("unexpected '}'", 2), "broken-tag", "{{ b }}: ",
                     id="what is no statement"),
    ],
)  # fmt: skip
def test_what_goes_wrong_has_the_place_of_the_tag_of_its_line(error, rule, message):
    found = a_list("a", "b", "c")
    with placed(found, found.tags):
        raise error
    assert told(found) == [(rule, "paragraph 2")]
    assert found.problems[0].message.startswith(message)


@pytest.mark.parametrize("error", [RecursionError(), MemoryError()])
def test_what_is_too_deep_for_the_machine_is_told_as_too_deep(error):
    found = a_list("a", "b")
    with placed(found, found.tags):
        raise error
    assert told(found) == [("broken-tag", "word/header1.xml")], "no line: the part"
    assert "is nested more than" in found.problems[0].message


def test_one_tag_alone_is_to_blame_whatever_the_line():
    found = a_list("a")
    with placed(found, found.tags):
        raise RecursionError
    assert told(found) == [("broken-tag", "paragraph 1")]


def test_a_tag_without_a_place_gives_way_to_the_part():
    found = a_list("")
    with placed(found, found.tags):
        raise MemoryError
    assert told(found) == [("broken-tag", "word/header1.xml")]


def test_the_wording_of_a_pack_may_hold_no_control_characters():
    found = a_list("a")
    with placed(found, found.tags):
        raise ForbiddenCharacterError("U+0007")
    assert told(found) == [("control-character", "word/header1.xml")]
    assert found.problems[0].message == "the pack's wording holds U+0007"


def test_a_number_that_python_does_not_read_is_told_and_other_values_are_not_swallowed():
    found = a_list("a")
    with placed(found, found.tags):
        int("9" * 5_000)
    assert "too many digits; write a smaller one" in found.problems[0].message
    before = len(found.problems)
    with placed(found, found.tags):
        raise ValueError("something else")
    (problem,) = found.problems[before:]
    assert problem.where == "paragraph 1"
    assert "please report this" in problem.message


def test_what_nobody_foresaw_is_told_with_its_place_and_no_traceback():
    found = a_list("a")
    with placed(found, found.tags):
        raise KeyError("x")
    (problem,) = found.problems
    assert problem.where == "paragraph 1"
    assert problem.message.startswith("{{ a }}: ")
    assert issubclass(UnforeseenError, Exception)


def test_what_goes_well_says_nothing():
    found = a_list("a")
    with placed(found, found.tags):
        pass
    assert found.problems == []
