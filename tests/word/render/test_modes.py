"""One compiled template in three ways: plain, in controls, as a blank form."""

from __future__ import annotations

import pytest
from ooxml.minimal import a_report, text
from ooxml.rendered import a_slot, a_template, parts_of

from docgen.model import Field, Items
from docgen.word.compile.compiler import compile_template
from docgen.word.compile.gate import read_package
from docgen.word.render.compiled import CompiledTemplate, Part
from docgen.word.render.controls import Wording
from docgen.word.render.copies import TakenNumbers
from docgen.word.render.given import Given
from docgen.word.render.modes import (
    LinkedTemplate,
    light_runtime,
    run_part,
    runtime_names,
    site_maker,
)
from docgen.word.render.runtime_light import LightContext, LightError
from docgen.word.render.state import State
from docgen.word.render.text import ForbiddenCharacterError, escape_unchecked

VALUE = {"path": "unit.name", "form_path": "unit.name", "form": "alone"}
DERIVED = {"form_path": "result.total", "form": "alone", "asked_in_form": True}
MODES = ("plain", "controls", "form")


def written(mode: str, state: State | None = None, **spec: object) -> str:
    """Return what stands at a site in that mode for the value A."""
    make = site_maker(mode, Wording(placeholder="write"), {})  # type: ignore[arg-type]
    return make(a_slot(**spec))("A", "unit.name", state or State())


@pytest.mark.parametrize(
    ("mode", "spec", "control", "bookmark", "says"),
    [
        pytest.param("plain", VALUE, False, False, "A", id="a value, plain"),
        pytest.param("controls", VALUE, True, True, "A", id="a value, in its control"),
        pytest.param("form", VALUE, True, True, "write", id="a value, asked for"),
        pytest.param("plain", DERIVED, False, False, "A", id="a total, plain"),
        pytest.param("controls", DERIVED, False, True, "A", id="a total, to be found again"),
        pytest.param("form", DERIVED, True, True, "write", id="a total, asked for"),
        pytest.param("plain", {}, False, False, "A", id="what is derived, plain"),
        pytest.param("controls", {}, False, False, "A", id="what is derived"),
        pytest.param("form", {}, False, False, "A", id="what is derived, in a form"),
    ],
)
def test_a_site_prints_as_its_mode_asks(mode, spec, control, bookmark, says):
    xml = written(mode, **spec)
    assert ("<w:sdt>" in xml) is control
    assert ("<w:bookmarkStart" in xml) is bookmark
    assert (f">{says}<" in xml) or xml == says


@pytest.mark.parametrize("mode", MODES)
def test_the_border_of_a_record_stands_wherever_there_are_fields(mode):
    xml = written(mode, form="record", mark="start")
    assert bool(xml) is (mode != "plain")


@pytest.mark.parametrize(("mode", "told"), [("plain", []), ("controls", ["A"]), ("form", [])])
def test_derived_text_is_told_where_a_store_keeps_it(mode, told):
    state = State()
    written(mode, state, told=True)
    assert state.outside == told


@pytest.mark.parametrize("spec", [VALUE, DERIVED, {}, {"told": True}])
@pytest.mark.parametrize("mode", ["plain", "controls"])
def test_each_value_is_looked_at_unless_the_whole_part_is(mode, spec):
    careful = site_maker(mode, Wording(), {})(a_slot(**spec))
    quick = site_maker(mode, Wording(), {}, escape_unchecked)(a_slot(**spec))
    with pytest.raises(ForbiddenCharacterError):
        careful("a\x01", "a", State())
    assert "a\x01" in quick("a\x01", "a", State())
    assert careful("a & b", "a", State()) == quick("a & b", "a", State())


def a_part(code: str, **sites: object) -> Part:
    compiled = compile(code, "<template part p>", "exec")
    return Part("p", "", compiled, (), (), (), sites, True)  # type: ignore[arg-type]


def ran(code: str, *, writers: object = None, tells: bool = False, **sites: object) -> str:
    """Return what the code of a part writes."""
    root = run_part(a_part(code, **sites), light_runtime(Given()), lambda spec: lambda *_: spec,
                    writers, tells=tells)  # type: ignore[arg-type, return-value] # fmt: skip
    return "".join(root(LightContext({"name": "R&D", "_dg_state": State()})))


ASK = "def root(c):\n    yield {}\n"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        pytest.param("_dg_text(c.resolve_or_missing('name'))", "R&amp;D", id="our writers"),
        pytest.param("environment.concat(['a', 'b'])", "ab", id="the environment"),
        pytest.param("_dg_s1()", "site", id="the sites of the part"),
        pytest.param("'yes' if c.resolve_or_missing('x') is missing else ''", "yes",
                     id="what Jinja's code knows"),
    ],
)  # fmt: skip
def test_the_code_of_a_part_knows_what_it_is_given(code, text):
    assert ran(ASK.format(code), _dg_s1="site") == text


@pytest.mark.parametrize("name", ["open", "__import__", "eval", "getattr", "len", "str"])
def test_and_none_of_pythons_own_names(name):
    with pytest.raises(NameError, match=name):
        ran(ASK.format(f"{name}('x')"))


def test_writers_that_are_given_stand_for_ours():
    code = ASK.format("_dg_text('a & b') + _dg_told_text('c', 0, 0)")
    assert ran(code) == "a &amp; bc"
    assert ran(code, writers={"_dg_text": lambda value: f"<{value}>"}) == "<a & b><c>"


@pytest.mark.parametrize("tells", [True, False])
def test_only_a_report_with_a_store_hears_of_the_text_outside_fields(tells):
    state = State()
    code = ASK.format("_dg_told_text('a', c.resolve_or_missing('state'), '')")
    root = run_part(a_part(code), light_runtime(Given()), lambda _: None, tells=tells)  # type: ignore[arg-type, return-value]
    assert list(root(LightContext({"state": state}))) == ["a"]
    assert state.outside == (["a"] if tells else [])


def test_the_light_runtime_has_the_callers_filters_and_globals():
    runtime = light_runtime(Given({"own": str.strip}, globals={"year": 2026}))
    assert runtime.environment.filters["own"](" a ") == "a"
    assert runtime.environment.globals["year"] == 2026
    assert runtime.context({"a": 1}, "p").resolve_or_missing("a") == 1
    with pytest.raises(LightError):
        runtime.environment.getattr("a", "b")
    assert issubclass(LightError, runtime.errors)


def test_nearer_names_stand_before_farther_ones():
    runtime = light_runtime(Given(globals={"a": "global", "b": "global", "c": "global"}))
    constants = {"b": "constant", "c": "constant", "_dg_state": "constant"}
    stored = CompiledTemplate("t.docx", (), (), constants=constants)
    state = State()
    names = runtime_names(runtime, stored, {"c": "given", "_dg_state": "given"}, state)
    assert names == {"a": "global", "b": "constant", "c": "given", "_dg_state": state}


def test_what_is_printed_again_is_counted_once_for_all_parts():
    stored = CompiledTemplate("t.docx", (), (), known=tuple(TakenNumbers(first_id=70)))
    runtime, state = light_runtime(Given()), State()
    first = runtime_names(runtime, stored, {}, state)["_dg_copies"]
    assert first.new() == 70
    assert state.ids == [70], "the ids are those of the rendering"
    assert runtime_names(runtime, stored, {}, state)["_dg_copies"] is first is state.copies


FIELDS = {
    "unit": {"name": Field("line", "unit.name", "Unit")},
    "rows": Items({"name": Field("line", "reviewers.*.name", "Name")}),
}


@pytest.fixture(scope="module")
def stored() -> CompiledTemplate:
    package = read_package(a_report(text("{{ unit.name }}")), "t.docx")
    wording = Wording(placeholder="write")
    return compile_template(package, "t.docx", fields=FIELDS, wording=wording)


def linked(stored: CompiledTemplate, mode: str) -> LinkedTemplate:
    return LinkedTemplate.make(mode, stored, light_runtime(Given()), {})  # type: ignore[arg-type]


@pytest.mark.parametrize("mode", MODES)
def test_what_depends_on_the_data_is_open_in_the_layout_and_all_else_is_packed(stored, mode):
    layout = linked(stored, mode).layout
    names = [name for name, _ in layout]
    assert names[:2] == ["[Content_Types].xml", "_rels/.rels"]
    assert names[2:] == sorted(set(names[2:]))
    of_data = {name for name, entry in layout if entry is None}
    store = {"customXml/item1.xml"} if mode == "controls" else set()
    assert of_data == {"word/document.xml"} | store


@pytest.mark.parametrize(("mode", "own"), [
    ("plain", ""), ("controls", "customXml/itemProps1.xml"), ("form", "word/glossary/document.xml"),
])  # fmt: skip
def test_a_mode_brings_its_own_parts_and_no_others(stored, mode, own):
    names = {name for name, _ in linked(stored, mode).layout}
    theirs = {name for name in names if name.startswith(("customXml", "word/glossary"))}
    assert (own in theirs) if own else not theirs
    assert linked(stored, mode).store == ("customXml/item1.xml" if mode == "controls" else "")


def test_what_a_quick_root_yields_is_not_looked_at_and_its_sites_are(stored):
    made = linked(stored, "plain")
    names = {"unit": {"name": "a\x01"}, "_dg_state": State()}
    (root,) = made.roots
    assert "a\x01" in "".join(root(LightContext(names)))
    with pytest.raises(ForbiddenCharacterError):
        made.sites(a_slot())("a\x01", "", State())


def test_the_modes_print_the_same_text():
    template = a_template(text("Unit: {{ unit.name }}"), FIELDS)
    for mode, words in zip(MODES, [b"R&amp;D", b"R&amp;D", b"showingPlcHdr"], strict=True):
        report = template.render({"unit": {"name": "R&D"}}, mode=mode)  # type: ignore[arg-type]
        assert words in parts_of(report)["word/document.xml"]
