"""Names of a template are followed to the fields they print; those that do not exist are told."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment

from docgen.model import Field, Items
from docgen.word.compile.names import BUILT_IN, Resolver
from docgen.word.compile.records import Loop

UNIT = {"name": Field("line", "unit.name"), "place": Field("line", "unit.place")}
PERSON = {
    "name": Field("line", "reviewers.*.name"),
    "title": Field("line", "reviewers.*.title"),
    "tasks": Items({"what": Field("line")}),
}
FIELDS = {
    "unit": UNIT,
    "reviewers": Items(PERSON),
    "recipients": Field("list", "recipients"),
    "dates": Field("dates", "review.dates", "When"),
    "purpose": Field("text", "purpose"),
    "total": Field("total"),
    "sections": Items({"title": Field("line"), "points": Field("list")}),
}


def resolved(*tags: str, fields=FIELDS) -> tuple[Resolver, list[tuple[int, str, str]]]:
    """Return what became of tags, each on a line of its own, and what was told."""
    told: list[tuple[int, str, str]] = []
    resolver = Resolver(fields, lambda *what: told.append(what))
    resolver.walk(Environment(extensions=[]).parse("\n".join(tags)))
    return resolver, told


def printed(*tags: str) -> dict[int, str]:
    resolver, told = resolved(*tags)
    assert told == []
    return {line: path for line, (_, path) in resolver.printed.items()}


def said(*tags: str) -> list[str]:
    _, told = resolved(*tags)
    assert all(rule == "unknown-name" for _, rule, _ in told)
    return [f"{line}: {message}" for line, _, message in told]


# What is printed.


@pytest.mark.parametrize(
    ("tags", "paths"),
    [
        pytest.param(["{{ purpose }}"], {1: "purpose"}, id="a name"),
        pytest.param(["{{ unit.name }}"], {1: "unit.name"}, id="of a record"),
        pytest.param(["{{ unit['name'] }}"], {1: "unit.name"}, id="by a key"),
        pytest.param(["text", "{{ purpose }}{{ total }}"], {2: "total"}, id="two on a line"),
        pytest.param(["{{ purpose|upper }}"], {}, id="not itself, but what a filter makes of it"),
        pytest.param(["{{ purpose ~ total }}"], {}, id="not what is put together"),
        pytest.param(["{{ purpose if total }}"], {}, id="not what hangs on a condition"),
        pytest.param(["{% if total %}", "{{ purpose }}", "{% endif %}"], {2: "purpose"},
                     id="in a condition"),
        pytest.param(["{% if total %}", "{% elif purpose %}", "{{ purpose }}", "{% endif %}"],
                     {3: "purpose"}, id="behind an elif"),
        pytest.param(["{% if total %}", "{% else %}", "{{ purpose }}", "{% endif %}"],
                     {3: "purpose"}, id="behind an else"),
        pytest.param(["{% for r in reviewers %}", "{{ r.name }}", "{% endfor %}"],
                     {2: "reviewers[].name"}, id="in a loop"),
        pytest.param(["{% for r in reviewers %}", "{% else %}", "{{ purpose }}", "{% endfor %}"],
                     {3: "purpose"}, id="where a loop has no rounds"),
        pytest.param(["{{ reviewers[0].name }}"], {1: "reviewers[].name"}, id="by its number"),
        pytest.param(["{% for s in recipients %}", "{{ s }}", "{% endfor %}"],
                     {2: "recipients[]"}, id="an entry of a list of texts"),
        pytest.param(["{{ recipients[0] }}"], {1: "recipients[]"}, id="the first of them"),
        pytest.param(["{% set u = unit %}", "{{ u.name }}"], {2: "unit.name"}, id="by a new name"),
        pytest.param(["{% with u = unit %}", "{{ u.name }}", "{% endwith %}"], {2: "unit.name"},
                     id="with a new name"),
        pytest.param(["{% filter upper %}", "{{ purpose }}", "{% endfilter %}"], {2: "purpose"},
                     id="in a filter block"),
        pytest.param(["{% set u %}", "{{ purpose }}", "{% endset %}", "{{ u }}"], {2: "purpose"},
                     id="in what is kept, but not what is kept"),
        pytest.param(["{% macro m(a) %}", "{{ purpose }}{{ a }}", "{% endmacro %}", "{{ m(1) }}"],
                     {2: "purpose"}, id="in a macro"),
        pytest.param(["{% macro m(a) %}", "{% endmacro %}", "{% call m(1) %}", "{{ purpose }}",
                      "{% endcall %}"], {4: "purpose"}, id="in what a macro is called with"),
        pytest.param(["{{ purpose.upper() }}"], {}, id="not what a method makes of it"),
    ],
)  # fmt: skip
def test_what_prints_a_field_is_known_by_its_line(tags, paths):
    assert printed(*tags) == paths


@pytest.mark.parametrize(
    ("list_", "kind", "label"), [("recipients", "line", ""), ("dates", "date", "When")]
)
def test_an_entry_of_a_list_has_a_kind_of_its_own_and_no_path(list_, kind, label):
    resolver, _ = resolved(f"{{% for x in {list_} %}}", "{{ x }}", "{% endfor %}")
    assert resolver.printed[2] == (Field(kind, "", label), f"{list_}[]")


@pytest.mark.parametrize("name", ["unit", "reviewers", "sections[0]"])
def test_what_holds_several_values_is_not_printed(name):
    resolver, told = resolved("x", f"{{{{ {name} }}}}")
    ((line, rule, message),) = told
    assert (line, rule) == (2, "not-printable")
    assert "holds several values; print one: " in message
    assert resolver.printed == {}


def test_many_names_of_what_is_not_printed_are_not_all_told():
    fields = {"x": {f"n{number}": Field("line") for number in range(20)}}
    _, ((_, _, message),) = resolved("{{ x }}", fields=fields)
    assert message.endswith("print one: n0, n1, n2, n3, n4, n5, n6, n7")


# Loops over records.


@pytest.mark.parametrize(
    ("tags", "loops"),
    [
        pytest.param("{% for r in reviewers %}{% endfor %}", {1: Loop("r", "reviewers.*")},
                     id="of the review"),
        pytest.param("{% for s in sections %}{% endfor %}", {}, id="of what is derived"),
        pytest.param("{% for r in recipients %}{% endfor %}", {}, id="of texts"),
        pytest.param("{% for r in reviewers|reverse %}{% endfor %}", {}, id="through a filter"),
        pytest.param("{% for a, b in reviewers %}{% endfor %}", {}, id="taken apart"),
        pytest.param("{% for r in reviewers recursive %}{% endfor %}", {}, id="recursive"),
    ],
)  # fmt: skip
def test_a_loop_over_records_of_the_review_is_known_by_its_line(tags, loops):
    assert resolved(tags)[0].loops == loops


def test_criteria_are_always_there_and_need_no_marks():
    fields = {"criteria": Items({"comment": Field("text", "criteria.*.comment")})}
    assert resolved("{% for c in criteria %}{% endfor %}", fields=fields)[0].loops == {}


# What a part looks at.


@pytest.mark.parametrize(
    ("tags", "used"),
    [
        ("{{ unit.name }}", {"unit.name"}),
        ("{{ total }}", {"total"}),
        ("{% if purpose %}x{% endif %}", {"purpose"}),
        ("{{ unit.name|default(purpose) }}", {"unit.name", "purpose"}),
        ("{% for r in reviewers if r.title %}{{ r.name }}{% endfor %}",
         {"reviewers.*.title", "reviewers.*.name"}),
        ("{% for s in sections %}{{ s.title }}{% endfor %}", {"sections[].title"}),
        ("{{ [unit.name, {'a': total}] }}", {"unit.name", "total"}),
        ("{{ range(total) }}", {"total"}),
        ("{{ purpose.replace(unit.name, x=unit.place) }}",
         {"purpose", "unit.name", "unit.place"}),
        ("{% macro m(a=purpose) %}{% endmacro %}", {"purpose"}),
        ("{{ recipients[total] }}", {"recipients", "total"}),
        ("{% if unit.name is defined and 1 < total <= 2 %}{% endif %}", {"unit.name", "total"}),
    ],
)  # fmt: skip
def test_every_field_a_part_looks_at_is_known(tags, used):
    resolver, told = resolved(tags)
    assert (resolver.used, told) == (used, [])


def test_what_a_name_means_is_kept_by_its_place_in_the_tree():
    resolver, _ = resolved("{{ unit.name }}")
    meant = {path for _, path in filter(None, resolver.meant.values())}
    assert meant == {"unit", "unit.name"}


# What is not there.


@pytest.mark.parametrize(
    ("tags", "message"),
    [
        pytest.param(["{{ purpos }}"], "there is no 'purpos'; did you mean 'purpose'?", id="near"),
        pytest.param(["{{ unit.nam }}"], "there is no 'unit.nam'; did you mean 'unit.name'?",
                     id="near, in a record"),
        pytest.param(["{{ unit['nam'] }}"], "there is no 'unit.nam'; did you mean 'unit.name'?",
                     id="near, by a key"),
        pytest.param(["{{ unit.qqq }}"], "there is no 'unit.qqq'; there are: name, place",
                     id="like no other"),
        pytest.param(["{{ reviewers.name }}"],
                     "reviewers is a list; loop over it: {% for x in reviewers %}", id="a list"),
        pytest.param(["{{ reviewers[0].nmae }}"],
                     "there is no 'reviewers[].nmae'; did you mean 'reviewers[].name'?",
                     id="of an entry"),
        pytest.param(["{{ loop.index }}"], "there is no loop around this tag", id="no loop"),
        pytest.param(["{% for r in reviewers %}{{ r.nmae }}{% endfor %}"],
                     "there is no 'reviewers[].nmae'; did you mean 'reviewers[].name'?",
                     id="in a loop"),
        pytest.param(["{% for r in reviewers %}{{ person }}{% endfor %}"],
                     "there is no 'person'; the loop around it calls an entry 'r'",
                     id="another name for the entry"),
        pytest.param([("{% for r in reviewers %}{% for t in r.tasks %}{{ zzz }}{% endfor %}"
                      "{% endfor %}")], "there is no 'zzz'; the loop around it calls an entry 't'",
                     id="in a loop of a loop"),
    ],
)  # fmt: skip
def test_a_name_that_is_not_there_is_told_with_what_was_meant(tags, message):
    assert said(*tags) == [f"1: {message}"]


@pytest.mark.parametrize(
    ("tags", "message"),
    [
        pytest.param(["{% for r in reviewers %}{% endfor %}", "{{ r.name }}"],
                     "2: 'r' is there only in the loop over reviewers; move the tag into it",
                     id="behind it"),
        pytest.param(["{{ r.name }}", "{% for r in reviewers %}{% endfor %}"],
                     "1: 'r' is there only in the loop over reviewers; move the tag into it",
                     id="before it"),
        pytest.param(["{% for r in unit.x|list %}{% endfor %}", "{{ r }}"],
                     "2: 'r' is there only in its loop; move the tag into it",
                     id="over what no name has"),
        pytest.param([("{% for s in sections %}{% for p in s.points %}{% endfor %}{{ p }}"
                      "{% endfor %}")],
                     "1: 'p' is there only in the loop over sections[].points; move the tag "
                     "into it", id="between two loops"),
    ],
)  # fmt: skip
def test_a_name_of_a_loop_outside_it_is_told_with_the_loop(tags, message):
    assert message in said(*tags)


def test_one_fault_of_a_loops_tag_is_told_once_however_many_tags_feel_it():
    tags = ["{% for r in reviewers %}", "{{ x.a }}", "{{ x.b }}", "{{ x.c }}", "{% endfor %}"]
    (message,) = said(*tags)
    assert message.startswith("2: there is no 'x'; the loop around it calls an entry 'r'")
    assert message.endswith("(the same in 2 more tags)")
    (message,) = said(*tags[:3], "{% endfor %}")
    assert message.endswith("(the same in one more tag)")


def test_the_same_name_outside_loops_is_told_for_each_tag():
    assert [line[0] for line in said("{{ qqq }}", "{{ qqq }}")] == ["1", "2"]


@pytest.mark.parametrize("name", BUILT_IN)
def test_what_jinja_itself_has_is_there(name):
    message = said(f"{{{{ {name} }}}}")
    assert message == (["1: there is no loop around this tag"] if name == "loop" else [])


@pytest.mark.parametrize(
    "tags",
    [
        "{{ purpose.anything.else }}",
        "{% set n = namespace(a=1) %}{{ n.a }}",
        "{% for k, v in unit.items() %}{{ k }}{{ v }}{{ loop.index }}{% endfor %}",
        "{% macro m(a, b=2) %}{{ a.x }}{{ b }}{% endmacro %}{{ m(1).y }}",
        (
            "{% macro m() %}{{ caller(1) }}{{ kwargs.x }}{% endmacro %}"
            "{% call(y) m() %}{{ y.z }}{% endcall %}"
        ),
        "{% set a %}x{% endset %}{{ a.upper() }}",
        "{% set a, b = total %}{{ a }}{{ b.c }}",
        "{{ recipients[0].x }}{{ (unit.name ~ 'a').upper() }}",
        "{% set x = purpose|upper %}{{ x.y }}",
    ],
)
def test_what_nothing_is_known_of_is_not_judged(tags):
    assert said(tags) == []


@pytest.mark.parametrize(
    "tags",
    [
        "{% if total %}{% set a = 1 %}{% endif %}",
        "{% with a = 1 %}{% endwith %}",
        "{% macro m(a) %}{% endmacro %}",
    ],
)
def test_a_name_that_a_block_gives_is_there_only_within(tags):
    _, told = resolved(tags, "{{ a }}")
    assert [(line, rule) for line, rule, _ in told] == [(2, "unknown-name")]


def test_a_name_may_be_given_a_new_meaning():
    assert printed("{% set unit = total %}", "{{ unit }}") == {2: "total"}
    tags = "{% for unit in reviewers %}", "{{ unit.title }}", "{% endfor %}", "{{ unit.place }}"
    assert printed(*tags) == {2: "reviewers[].title", 4: "unit.place"}


WORDS = st.text("abcdefghij", min_size=1, max_size=6)


@settings(max_examples=20)
@given(st.dictionaries(WORDS, WORDS, min_size=1, max_size=4), WORDS)
def test_a_name_is_told_exactly_when_the_fields_do_not_have_it(names, asked):
    fields = {name: {inner: Field("line")} for name, inner in names.items()}
    for name, inner in names.items():
        resolver, told = resolved(f"{{{{ {name}.{inner} }}}}{{{{ {asked}.x }}}}", fields=fields)
        assert resolver.printed[1][1] == f"{name}.{inner}"
        assert len(told) == 1, "x is of none of them"
        assert told[0][2].startswith(f"there is no '{asked}")
