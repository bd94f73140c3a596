"""A report is rendered once more, slowly: every fault has its place, and nothing else is new."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from ooxml.minimal import a_report, text
from ooxml.packages import a_package, in_story

from docgen.errors import TemplateError
from docgen.model import Field, Problem
from docgen.word.compile.compiler import compile_template
from docgen.word.compile.diagnose import Careful, render_carefully
from docgen.word.compile.gate import read_package
from docgen.word.render.budget import Budget, spending
from docgen.word.render.controls import Wording
from docgen.word.render.given import Given
from docgen.word.render.modes import site_maker
from docgen.word.render.state import State
from docgen.word.render.text import ForbiddenCharacterError

FIELDS = {"unit": {"name": Field("line", "unit.name")}, "purpose": Field("text", "purpose")}


def careful(body: str | bytes, fields=None, given: Given | None = None, **how: object) -> Careful:
    data = body if isinstance(body, bytes) else a_report(body)
    given = given or Given()
    stored = compile_template(read_package(data, "t.docx"), "t.docx", fields=fields, given=given)
    sites = site_maker("plain", Wording(), given.filters)
    return Careful(stored, given, sites, {}, **how)  # type: ignore[arg-type]


def words(template: Careful, **names: object) -> list[str]:
    texts = render_carefully(template, names, State())
    return ["".join(re.findall(r"<w:t[^>]*>([^<]*)", xml)) for xml in texts.values()]


def faults(template: Careful, **names: object) -> list[tuple[str, str, str]]:
    budget = Budget()
    budget.steps = 100_000
    with spending(budget), pytest.raises(TemplateError) as caught:
        render_carefully(template, names, State())
    assert all(problem.file == "t.docx" for problem in caught.value.problems)
    return [(problem.rule, problem.where, problem.message) for problem in caught.value.problems]


def where(template: Careful, **names: object) -> list[tuple[str, str]]:
    return [(rule, place) for rule, place, _ in faults(template, **names)]


def test_what_is_sound_is_printed():
    assert words(careful(text("{{ a }} & b".replace("&", "&amp;"))), a="x") == ["x &amp; b"]


def test_all_parts_are_printed_in_their_order():
    data = a_package({**in_story(text("{{ a }}"), "header"), **in_story(text("{{ b }}"))})
    assert words(careful(data), a="head", b="text") == ["text", "head"]


@pytest.mark.parametrize(
    ("tag", "rule", "told"),
    [
        pytest.param("{{ nope }}", "undefined", "there is no 'nope'; give it a value", id="a name"),
        pytest.param("{{ a.nope }}", "undefined", "the record has no 'nope'", id="a key"),
        pytest.param("{% for x in nope %}{% endfor %}", "undefined", "no 'nope'", id="a loop"),
        pytest.param("{% if nope.x %}{% endif %}", "undefined", "no 'nope'", id="a condition"),
        pytest.param("{{ 1 / n }}", "value", ";", id="a sum"),
        pytest.param("{{ n.upper() }}", "undefined", "a number has no 'upper'", id="a method"),
        pytest.param("{{ 'a' + n }}", "value", ";", id="what does not go together"),
        pytest.param("{{ 'a'.translate(n) }}", "expression", "use |replace", id="not allowed"),
        pytest.param("{{ 'x' * 10001 }}", "expression", "use less", id="too much"),
        pytest.param("{% for i in range(9999) %}{% for j in range(9999) %}{% endfor %}{% endfor %}",
                     "limit", "let its loops go over less", id="without end"),
    ],
)  # fmt: skip
def test_a_fault_has_its_place_its_tag_and_a_way_out(tag, rule, told):
    ((found, place, message),) = faults(careful(text("first") + text(tag)), a={}, n=0)
    assert (found, place.partition(",")[0]) == (rule, "paragraph 2")
    assert told in message
    assert message.startswith(("{{", "{%"))


def test_every_absent_name_is_told_at_once_each_once():
    template = careful(text("{{ a }} {{ b.c }}") + text("{% for x in y %}{{ x.z }}{% endfor %}"))
    assert [place for _, place in where(template, b={}, y=[{}, {}, {}])] == [
        "paragraph 1", "paragraph 1", "paragraph 2",
    ]  # fmt: skip


def test_faults_of_all_parts_are_told():
    data = a_package({**in_story(text("{{ a }}"), "header"), **in_story(text("{{ b }}"))})
    assert where(careful(data)) == [
        ("undefined", "paragraph 1"),
        ("undefined", "header 1, paragraph 1"),
    ]


def test_of_one_tag_the_first_few_faults_are_told():
    template = careful(text("{% for k in ks %}{{ a[k] }}{% endfor %}"))
    assert len(faults(template, a={}, ks=list("abcdefghij"))) == 5


def test_an_absent_name_may_print_nothing():
    template = careful(text("a{{ nope }}{{ b.c.d }}b"), given=Given(undefined="blank"))
    assert words(template, b={}) == ["ab"]


def test_the_way_out_names_the_docs_where_names_are_those_of_a_review():
    (fault,) = faults(careful(text("{% for x in purpose.split() %}{{ x.y }}{% endfor %}"), FIELDS),
                      purpose="a")  # fmt: skip
    assert "docs/templates.md" in fault[2]


# Names that are used once.


def test_names_are_used_once():
    def once() -> Iterator[str]:
        yield from "ab"

    assert words(careful(text("{% for x in y %}{{ x }}{% endfor %}")), y=once()) == ["ab"]


def test_the_careful_code_is_kept_for_the_next_rendering():
    template = careful(text("{{ a }}"))
    words(template, a="x")
    kept = dict(template.codes)
    assert set(kept) == {"word/document.xml"}
    words(template, a="y")
    assert template.codes["word/document.xml"] is kept["word/document.xml"]


# What the caller brings.


class Broken:
    def __init__(self, error: Exception) -> None:
        self.error = error

    def __str__(self) -> str:
        raise self.error


class OddError(Exception):
    """An error of the caller's own kind."""


@pytest.mark.parametrize("error", [KeyError("inner"), OddError("inner"), OSError("inner")])
def test_what_goes_wrong_in_an_object_of_the_caller_is_told_as_its_own(error):
    ((rule, place, message),) = faults(careful(text("{{ a }}")), a=Broken(error))
    assert (rule, place) == ("value", "paragraph 1")
    assert "please report this" not in message


def test_what_goes_wrong_in_a_filter_of_the_caller_is_told_with_its_place():
    def money(_: object) -> str:
        raise LookupError("no rate for it")

    ((rule, place, message),) = faults(
        careful(text("{{ a|money }}"), given=Given({"money": money})), a=1
    )
    assert (rule, place) == ("value", "paragraph 1")
    assert message.startswith("{{ a|money }}: ")


def test_what_goes_wrong_in_docgen_is_told_as_docgens_with_its_place():
    def fail(*_: object) -> str:
        raise ZeroDivisionError("inner")

    template = careful(text("{{ unit.name }}"), FIELDS)._replace(sites=lambda _: fail)
    ((_, place, message),) = faults(template, unit={"name": "x"})
    assert place == "paragraph 1"
    assert message.startswith("{{ unit.name }}: ")


# Characters that no Word file may hold.


def test_a_field_with_such_a_character_is_left_to_who_cleans_the_names():
    template = careful(text("{{ unit.name }}"), FIELDS)
    with pytest.raises(ForbiddenCharacterError):
        render_carefully(template, {"unit": {"name": "a\x07"}}, State())
    cleaned = template._replace(cleaned=True)
    assert where(cleaned, unit={"name": "a\x07"}) == [("control-character", "paragraph 1")]


def test_a_value_without_a_field_loses_it_and_is_told_once():
    told: list[Problem] = []
    template = careful(
        text("{{ a }}") + text("{% for x in y %}{{ x }}{% endfor %}"), warn=told.append
    )
    assert words(template, a="b\x01c", y=["d\x08", "e\x08"]) == ["bcde"]
    assert [(p.where, p.severity, p.rule) for p in told] == [
        ("paragraph 1", "warning", "control-character"),
        ("paragraph 2", "warning", "control-character"),
    ]


def test_without_anybody_to_tell_it_is_left_out():
    assert words(careful(text("{{ a }}")), a="b\x01c") == ["bc"]


# The state.


def test_what_an_earlier_rendering_collected_is_forgotten():
    state = State()
    state.printed["old"] = "x"
    render_carefully(careful(text("{{ a }}")), {"a": "b"}, state)
    assert state.printed == {}
    assert state.content is None, "no value brought Word content"
