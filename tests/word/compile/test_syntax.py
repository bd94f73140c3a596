"""From the source of a part to its tree and its code: each value goes to its writer."""

from __future__ import annotations

import ast

import pytest
from jinja2 import TemplateSyntaxError, nodes
from ooxml.coded import a_part, as_source, coded, environment_of, printed

from docgen.word.compile import syntax
from docgen.word.compile.codegen import FastCodeGenerator, WordCodeGenerator
from docgen.word.compile.proof import ProofError
from docgen.word.compile.syntax import (
    SourceError,
    compile_source,
    compile_tree,
    fixed_text,
    is_light,
    parse_source,
)
from docgen.word.render.runtime_light import FILTERS
from docgen.word.render.sites import Slot


def a_site(**changes: object) -> Slot:
    slot = Slot(
        form="inline", kind="line", ppr="", more="", bullet="", mark="", rpr="", keep=False,
        in_run=True, opens=False, closes=False, key="k", place=1, path="unit.name", tail="",
        label="", asked_in_form=False, choices=(), form_path="", short=False, told=False,
    )  # fmt: skip
    return Slot(**{**slot, **changes})


def parsed(text: str, constants=None, sites=None, **how: bool) -> nodes.Template:
    return parse_source(a_part(text, sites), environment_of(), constants or {}, **how)


def writers_in(tree: nodes.Template) -> list[tuple[int, str]]:
    """Return line and writer of each printed value."""
    return [
        (child.lineno, child.name)
        for output in tree.find_all(nodes.Output)
        for child in output.nodes
        if isinstance(child, nodes.Filter)
    ]


# Trees.


def test_each_value_has_the_writer_of_its_tag_and_text_has_none():
    tree = parsed("a{{ x }}b{% if y %}{{ _dg_attr: z }}{% endif %}{{ x|upper }}")
    assert sorted(writers_in(tree)) == [(1, "_dg_text"), (3, "_dg_attr"), (5, "_dg_text")]


@pytest.mark.parametrize("value", ["a < b", "a\n== b", "(a or b) and c", "a ~ b", "a if b else c"])
def test_a_value_of_several_pieces_has_the_line_of_its_tag(value):
    tree = parsed("{{ first }}{{ " + value.replace("\n", " ") + " }}{{ last }}")
    assert [line for line, _ in writers_in(tree)] == [1, 2, 3]


def test_what_no_template_may_say_has_its_line_its_rule_and_its_message():
    with pytest.raises(SourceError) as caught:
        parsed("{{ a }}{{ b|nope }}")
    assert (caught.value.line, caught.value.rule) == (2, "unknown-filter")
    assert caught.value.message.startswith("there is no filter 'nope'; ")


def test_what_is_no_statement_has_its_line():
    with pytest.raises(TemplateSyntaxError) as caught:
        parsed("{{ a }}{{ b c }}")
    assert caught.value.lineno == 2


# Constants.

CONSTANTS = {"code": "dk", "scale": {"most": 4, "words": {"a": "æ"}}, "list": [1]}


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        pytest.param("<a>{{ code }}</a>", "<a>dk</a>", id="a name"),
        pytest.param("{{ scale.most }}{{ scale['words'].a }}", "4æ", id="of a record"),
        pytest.param("only words", "only words", id="no tag"),
        pytest.param("{{ 'a & b' }}", "a &amp; b", id="a text as it stands"),
        pytest.param("{{ scale.nope }}", "", id="what it does not have"),
        pytest.param("{{ list[0] }}", "", id="an entry of a list"),
        pytest.param("{{ code|upper }}", "", id="what a filter makes"),
        pytest.param("{{ code }}{{ other }}", "", id="beside a value"),
        pytest.param("{% if code %}x{% endif %}", "", id="a condition"),
        pytest.param("{{ code.most.x }}", "", id="a name of a text"),
        pytest.param("{% set code = other %}{{ code }}", "", id="with a new meaning"),
        pytest.param("{{ scale[code] }}", "", id="by a name"),
    ],
)
def test_what_depends_on_constants_alone_is_fixed(text, fixed):
    assert fixed_text(parsed(text, CONSTANTS)) == fixed


def test_a_constant_is_not_known_where_a_loop_has_its_name():
    tree = parsed("{% for code in x %}{{ code }}{% endfor %}", CONSTANTS)
    assert "dk" not in {node.value for node in tree.find_all(nodes.Const)}
    assert "dk" in {node.value for node in parsed("{{ code }}", CONSTANTS).find_all(nodes.Const)}


def test_what_has_a_writer_of_its_own_is_not_fixed():
    tree = parsed("{{ _dg_s0: code }}", CONSTANTS, {"_dg_s0": a_site()})
    assert fixed_text(tree) == ""


# Sites.


@pytest.mark.parametrize(
    ("slot", "value", "path"),
    [
        pytest.param({}, "unit.name", "unit.name", id="a value of the review"),
        pytest.param({"path": "", "form_path": "total"}, "t", "total", id="one a form asks for"),
        pytest.param({"tail": ".name"}, "unit.name", None, id="one of a record"),
        pytest.param({"tail": ".name"}, "x", "unit.name", id="no part of a record"),
        pytest.param({"tail": ".name"}, "unit.name|upper", None, id="behind a filter"),
        pytest.param({"form": "record"}, "r", None, id="the border of a record"),
    ],
)
def test_a_site_is_told_its_path_and_the_state(slot, value, path):
    tree = parsed(f"{{{{ _dg_s0: {value} }}}}", sites={"_dg_s0": a_site(**slot)})
    site = next(f for f in tree.find_all(nodes.Filter) if f.name == "_dg_s0")
    first, state = site.args
    assert (state.name, state.lineno) == ("_dg_state", 1)
    if path is None:
        assert (first.name, first.lineno) == ("_dg_path", 1)
    else:
        assert first.value == path


def test_a_part_tells_what_it_prints_outside_fields_when_it_is_asked_to():
    text, sites = "<w:p><w:t>a</w:t></w:p>{{ _dg_s0: x }}", {"_dg_s0": a_site()}
    told = list(parsed(text, sites=sites, tells=True).find_all(nodes.ExprStmt))
    assert len(told) == 1
    assert list(parsed(text, sites=sites).find_all(nodes.ExprStmt)) == []
    assert list(parsed(text, tells=True).find_all(nodes.ExprStmt)) == [], "no sites, no store"
    header = a_part(text, sites, name="word/header1.xml")
    tree = parse_source(header, environment_of(), {}, tells=True)
    assert list(tree.find_all(nodes.ExprStmt)) == [], "headers repeat what stands in the text"


# Code.


def lines_of(code) -> set[int]:
    found = {line for _, _, line in code.co_lines() if line}
    for const in code.co_consts:
        if hasattr(const, "co_lines"):
            found |= lines_of(const)
    return found


def test_the_lines_of_code_are_the_numbers_of_tags():
    text = "{{ a }}{% for x in y %}{{ x.b }}{% endfor %}{{ c }}"
    assert lines_of(compile_source(a_part(text), environment_of())) == {1, 2, 3, 5}


@pytest.mark.parametrize(("number", "name"), [(1, "a"), (3, "c")])
def test_what_goes_wrong_while_printing_tells_the_tag(number, name):
    part = a_part("{{ a }}{{ b }}{{ c }}")
    names = {"a": 1, "b": 2, "c": 3}
    names.pop(name)
    code = compile_source(part, environment_of())
    with pytest.raises(Exception, match=f"'{name}' is undefined") as caught:
        printed(part, code, names)
    frames, trace = [], caught.value.__traceback__
    while trace is not None:
        frames.append((trace.tb_frame.f_code.co_filename, trace.tb_lineno))
        trace = trace.tb_next
    assert number in [line for file, line in frames if file == code.co_filename]


def test_the_code_that_is_proven_is_the_code_that_runs(monkeypatch):
    proven = []
    monkeypatch.setattr(syntax, "prove", lambda code: proven.append(ast.unparse(code)))
    part = a_part("{{ a }}{{ b }}{{ c }}")
    coded(part, WordCodeGenerator)
    coded(part, FastCodeGenerator)
    careful, fast = proven
    assert "concat((" in fast, "pieces are joined before the proof"
    assert "concat((" not in careful, "the careful way tells by which tag something went wrong"
    assert "jinja2" not in careful + fast, "nothing is imported"


def test_code_that_is_not_proven_is_no_code(monkeypatch):
    def refuse(_):
        raise ProofError("x")

    monkeypatch.setattr(syntax, "prove", refuse)
    with pytest.raises(ProofError):
        coded(a_part("{{ a }}"), FastCodeGenerator)


def test_a_tree_is_made_into_code_again_and_prints_the_same():
    part = a_part("{% for x in y %}{{ x }}{% endfor %}")
    environment = environment_of()
    codes = [compile_tree(parse_source(part, environment, {}), part, environment) for _ in "ab"]
    assert [printed(part, code, {"y": "ab"})[0] for code in codes] == ["ab", "ab"]


# What runs without Jinja.


@pytest.mark.parametrize(
    ("text", "light"),
    [
        pytest.param("{{ a.b['c'] }}", True, id="names and keys"),
        pytest.param("{% for x in a %}{{ loop.index }}{{ x.y }}{% else %}-{% endfor %}", True,
                     id="a loop"),
        pytest.param("{% if a and b or not c %}x{% elif d %}y{% endif %}", True, id="a condition"),
        pytest.param("{{ a if b else c }}", True, id="one of two"),
        pytest.param("{{ a|upper|money }}", True, id="filters that are there"),
        pytest.param("{{ a|title }}", False, id="a filter of Jinja"),
        pytest.param("{{ a + b }}", False, id="a sum"),
        pytest.param("{{ a ~ b }}", False, id="put together"),
        pytest.param("{{ a is defined }}", False, id="a test"),
        pytest.param("{{ a.upper() }}", False, id="a method"),
        pytest.param("{{ a[0] }}", False, id="an entry by its number"),
        pytest.param("{{ a[b] }}", False, id="an entry by a name"),
        pytest.param("{% set a %}x{% endset %}", False, id="a kept block"),
        pytest.param("{% macro m() %}{% endmacro %}", False, id="a macro"),
        pytest.param("{% with a = b %}{% endwith %}", False, id="with"),
        pytest.param("{{ range }}", False, id="a name of Jinja"),
        pytest.param("{% for x in a recursive %}{% endfor %}", False, id="a recursive loop"),
        pytest.param("{% for x in a %}{{ loop.cycle }}{% endfor %}", False,
                     id="what the light loop does not tell"),
        pytest.param("{% for x in a %}{{ loop|upper }}{% endfor %}", False, id="the loop itself"),
    ],
)  # fmt: skip
def test_what_needs_no_jinja_is_known(text, light):
    tree = environment_of().parse(as_source(text))
    assert is_light(tree, {"money", *FILTERS}) is light


@pytest.mark.parametrize(
    "text",
    [
        "{{ a.b }}{{ a['b']|upper }}{{ 'x' if c else 'y' }}",
        "{% for x in list %}{{ loop.index }}{{ loop.last }}{{ x }},{% else %}none{% endfor %}",
        "{% if c and list %}c{% elif not c %}list{% else %}neither{% endif %}",
    ],
)
@pytest.mark.parametrize("names", [{"c": 1, "list": ["p", "q"]}, {"c": 0, "list": []}])
def test_what_is_light_prints_the_same_without_jinja(text, names):
    part = a_part(text)
    assert is_light(parsed(text), {*FILTERS})
    code, known = coded(part, FastCodeGenerator), {"a": {"b": "b & b"}, **names}
    assert printed(part, code, known, light=True)[0] == printed(part, code, known)[0]
