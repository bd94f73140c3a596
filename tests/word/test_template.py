"""A compiled template: rendered as often as one likes, alike in threads and other processes."""

from __future__ import annotations

import io
import pickle
from concurrent.futures import ThreadPoolExecutor

import pytest
from ooxml.minimal import PIXEL, a_report, table, text
from ooxml.rendered import a_template, paragraphs, parts_of

from docgen.errors import TemplateError
from docgen.model import Field, Items
from docgen.word.compile.gate import read_package
from docgen.word.readback.store import read_store
from docgen.word.render.runtime_light import LightEnvironment
from docgen.word.template import Template, load_template

FIELDS = {
    "unit": {"name": Field("line", "unit.name", "Unit")},
    "purpose": Field("text", "purpose", "Purpose"),
    "names": Field("list", "recipients", "Names"),
    "rows": Items({"said": Field("text", "criteria.*.comment", "Said")}),
}
NAMES = {"unit": {"name": "Ærø & co"}, "purpose": "", "names": [], "rows": []}


@pytest.fixture(scope="module")
def typed() -> Template:
    return a_template(text("{{ unit.name }}") + text("{{ purpose }}"), FIELDS)


def test_the_same_names_give_the_same_bytes_each_time(typed):
    first = typed.render(NAMES)
    assert typed.render({**NAMES, "purpose": "other"}) != first
    assert typed.render(NAMES) == first


@pytest.mark.parametrize("mode", ["plain", "controls", "form"])
def test_threads_do_not_meet_in_a_template(typed, mode):
    def made(number: int) -> bytes:
        return typed.render({**NAMES, "unit": {"name": f"U{number % 5}"}}, mode=mode)

    alone = [made(number) for number in range(5)]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(made, range(20))) == alone * 4


@pytest.mark.parametrize("body", ["{{ x }}", "{{ x|title }}"], ids=["light", "with Jinja"])
def test_a_template_goes_to_another_process_with_what_it_was_given(body):
    template = load_template(a_report(text(body)), globals={"x": "a b"}, undefined="blank")
    there = pickle.loads(pickle.dumps(template))
    assert there.render({}) == template.render({})
    assert (there.file, there.given.undefined) == (template.file, "blank")


def test_filters_tests_and_globals_of_the_caller_are_known():
    body = text("{{ x|own }}") + text("{% if x is short %}short{% endif %}") + text("{{ year }}")
    template = load_template(
        a_report(body),
        filters={"own": lambda value: f"<{value}>"},
        tests={"short": lambda value: len(value) < 3},
        globals={"year": 2026},
    )
    assert paragraphs(template.render({"x": "ab"})) == ["<ab>", "short", "2026"]


def test_an_absent_name_is_a_fault_with_its_place():
    with pytest.raises(TemplateError) as caught:
        load_template(a_report(text("{{ nope }}"))).render({})
    (problem,) = caught.value.problems
    assert (problem.rule, problem.where) == ("undefined", "paragraph 1")
    assert "nope" in problem.message


def test_or_it_prints_nothing_where_the_caller_says_so():
    template = load_template(a_report(text("before {{ nope }}")), undefined="blank")
    assert paragraphs(template.render({})) == ["before "]


def test_a_template_is_read_from_a_path_bytes_or_an_open_file(tmp_path):
    data = a_report(text("{{ x }}"))
    path = tmp_path / "skabelon ø.docx"
    path.write_bytes(data)
    for source in (path, str(path), data, io.BytesIO(data)):
        assert paragraphs(load_template(source).render({"x": 1})) == ["1"]
    assert load_template(path).file == str(path)


def test_whatever_is_wrong_is_told_when_it_is_compiled():
    body = text("{{ unit.nmae }}") + text("{{ a | nope }}") + text("{% if %}")
    with pytest.raises(TemplateError) as caught:
        load_template(a_report(body), fields=FIELDS)
    assert len(caught.value.problems) >= 2


@pytest.mark.parametrize(("fields", "typed"), [(None, False), ({}, True), (FIELDS, True)])
def test_a_template_is_typed_where_it_has_fields(fields, typed):
    assert a_template(text("x"), fields).typed is typed


def test_notes_tell_what_was_taken_out_and_warnings_are_those_that_matter():
    template = a_template(text("{ x }"), FIELDS)
    assert template.warnings == tuple(one for one in template.notes if one.severity == "warning")
    assert {one.file for one in template.notes} <= {"t.docx"}
    assert any("{ x }" in one.message for one in template.warnings)


def test_what_a_template_asks_for_is_named():
    template = a_template(text("{{ unit.name }}{% for r in rows %}{{ r.said }}{% endfor %}"))
    assert set(template.names()) >= {"unit.name", "rows[].said"}


def test_controls_come_with_a_store_of_what_was_printed(typed):
    about = {"review": "r-1", "pack": "dk"}
    report = typed.render(NAMES, mode="controls", about=about)
    store = read_store(read_package(report, "x.docx"), "x.docx")
    assert store is not None
    assert store.about == about
    assert store.is_of("unit.name", ["Ærø & co"])
    assert set(store.values) == set(typed.printed(NAMES))


def test_what_would_be_printed_is_told_without_a_report():
    template = a_template(
        text("{{ unit.name }} to {{ names }}.") + text("{{ purpose }}")
        + text("{%p for r in rows %}") + text("{{ r.said }}") + text("{%p endfor %}"), FIELDS,
    )  # fmt: skip
    names = NAMES | {"names": ["a", "b"], "purpose": "one\n- two\x01",
                     "rows": [{"_p": "criteria.x", "said": "set"}]}  # fmt: skip
    assert template.printed(names) == {
        "unit.name": ("Ærø & co",),
        "=recipients": ("a, b",),
        "purpose": ("one", "- two"),
        "criteria.x.comment": ("set",),
    }


@pytest.mark.parametrize("mode", ["plain", "controls"])
def test_what_no_file_may_hold_is_left_out_and_told_once(typed, mode):
    told = []
    names = {**NAMES, "unit": {"name": "a\x01b"}}
    report = typed.render(names, mode=mode, warn=told.append)
    assert report == typed.render({**NAMES, "unit": {"name": "ab"}}, mode=mode)
    assert [(one.rule, one.where, one.severity) for one in told] == [
        ("control-character", "unit.name", "warning")
    ]
    assert typed.render(names, mode=mode) == report, "also where nobody listens"


@pytest.mark.parametrize("kept", [True, False], ids=["any template", "a typed one"])
def test_docxtpls_signs_begin_paragraphs_where_tags_mean_what_docxtpl_means(kept):
    fields = None if kept else {"x": Field("line", "x", "X")}
    template = a_template(text("{{ x }}"), fields)
    assert paragraphs(template.render({"x": "a\ab"})) == (["a", "b"] if kept else ["ab"])


def test_a_value_printed_twice_in_controls_has_two_ids():
    template = a_template(text("{{ unit.name }}") * 3, FIELDS)
    body = parts_of(template.render(NAMES, mode="controls"))["word/document.xml"].decode()
    ids = [one.partition('"')[0] for one in body.split('<w:bookmarkStart w:id="')[1:]]
    assert len(set(ids)) == 3


def test_a_record_printed_again_steps_aside():
    body = text("{%p for r in rows %}") + text("{{ r.said }}") + text("{%p endfor %}")
    template = a_template(body, FIELDS)
    row = {"_p": "criteria.x", "said": "set"}
    xml = parts_of(template.render({"rows": [row, row]}, mode="controls"))["word/document.xml"]
    ids = [one.partition(b'"')[0] for one in xml.split(b'<w:bookmarkStart w:id="')[1:]]
    assert len(ids) == len(set(ids)) > 1


def test_a_rendering_that_has_no_end_is_stopped_with_its_place(monkeypatch):
    monkeypatch.setattr("docgen.bounds.templates.MOST_STEPS", 100_000)
    body = text("x") + text("{% for a in range(9999) %}" * 3 + "{% endfor %}" * 3)
    with pytest.raises(TemplateError) as caught:
        a_template(body).render({})
    (problem,) = caught.value.problems
    assert (problem.rule, problem.where) == ("limit", "paragraph 2")


def test_time_can_be_limited_besides(monkeypatch):
    clock = iter(range(10**6))
    monkeypatch.setattr("docgen.word.render.budget.monotonic", lambda: float(next(clock)) * 100)
    template = a_template(text("{% for a in range(9999) %}{{ a }}{{ a }}{% endfor %}"))
    with pytest.raises(TemplateError, match="rendering takes too long"):
        template.render({}, seconds=5)


def test_every_fault_of_the_names_is_told_at_once():
    template = a_template(text("{{ a.b }}") + text("{{ c }}") + text("{{ 1 / zero }}"))
    with pytest.raises(TemplateError) as caught:
        template.render({"zero": 0})
    assert [one.where for one in caught.value.problems] == [f"paragraph {n}" for n in (1, 2, 3)]


@pytest.mark.parametrize(
    ("body", "light"), [("{{ x }}{% if x %}1{% endif %}", True), ("{{ x|title }}", False)]
)
def test_a_template_that_needs_no_jinja_runs_without_it_and_at_once(body, light, monkeypatch):
    template = a_template(text(body))
    assert isinstance(template.runtime.environment, LightEnvironment) is light
    monkeypatch.setattr("docgen.word.compile.diagnose.render_carefully", None)
    assert paragraphs(template.render({"x": "A"}))[0].startswith("A")


def test_a_fault_of_one_rendering_is_none_of_the_next():
    template = a_template(text("{{ x }}"))
    with pytest.raises(TemplateError):
        template.render({})
    assert paragraphs(template.render({"x": "a"})) == ["a"]


def test_parts_are_replaced_in_the_report_alone():
    template = a_template(text("{{ x }}"))
    styles = parts_of(template.render({"x": 1}))["word/styles.xml"]
    other = styles.replace(b"Normal Table", b"Usual")
    report = template.render({"x": 1}, replace={"word/styles.xml": other})
    assert parts_of(report)["word/styles.xml"] == other
    assert parts_of(template.render({"x": 1}))["word/styles.xml"] == styles


def test_a_replacement_that_cannot_be_made_names_the_template():
    with pytest.raises(TemplateError) as caught:
        a_template(table() + text("x")).render({}, replace={"logo.png": PIXEL})
    assert [one.file for one in caught.value.problems] == ["t.docx"]
