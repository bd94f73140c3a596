"""Content controls around printed values, the store of checksums, and blank forms."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ooxml.minimal import NAMESPACES, PARTS, a_report, cell, control, row, run, table, text
from ooxml.rendered import W, a_template, paragraphs, parts_of, tree

from docgen.model import Field, Items
from docgen.word.compile.gate import read_package
from docgen.word.readback.store import read_store
from docgen.word.render.controls import Wording
from docgen.word.render.state import State
from docgen.word.render.store import NAMESPACE
from docgen.word.render.text import text_blocks
from tests.builders import examples

FIELDS = {
    "unit": {"name": Field("line", "unit.name", "Enhet"), "printed": Field("value")},
    "day": Field("date", "review.report_date", "Dato"),
    "names": Field("list", "recipients", "Modtagere"),
    "note": Field("text", "purpose", "Formål"),
    "total": Field("value", "", "Total", form=True),
    "rows": Items({
        "score": Field("score", "criteria.*.score", "SCORE"),
        "comment": Field("text", "criteria.*.comment", "BEMÆRKNING & mere"),
        "name": Field("value"),
    }),
    "needs": Items({"text": Field("text", "development.*.recommendation", "Anbefaling")}),
}  # fmt: skip
NAMES = {
    "unit": {"name": "A & B", "printed": "A & B, C"},
    "day": "2026-03-27",
    "names": ["x", "y"],
    "note": "one",
    "total": 101,
    "rows": [
        {"_p": "criteria.caseload_size", "score": 4, "comment": "a\n\n- b", "name": "Case load"},
        {"_p": "criteria.disclosure", "score": None, "comment": "", "name": "Disclosure"},
    ],
    "needs": [{"_p": "development.k1", "text": "later"}],
}
LOOP = (text("{%p for r in rows %}"), text("{%p endfor %}"))
STYLE = (
    '<w:style w:type="character" w:styleId="PlaceholderText">'
    '<w:name w:val="Placeholder Text"/></w:style>'
)
STYLED = {"word/styles.xml": PARTS["word/styles.xml"].replace("</w:styles>", f"{STYLE}</w:styles>")}


def rendered(body, mode="controls", **names):
    """Return the report of a body with controls."""
    data = body if isinstance(body, bytes) else a_report(body, changed=STYLED)
    return a_template(data, fields=FIELDS).render({**NAMES, **names}, mode=mode)


def controls(report, part="word/document.xml"):
    """Return tag, alias, text and properties of each control, in order."""
    found = []
    for sdt in tree(report, part).iter(f"{W}sdt"):
        properties = sdt.find(f"{W}sdtPr")
        content = sdt.find(f"{W}sdtContent")
        lines = list(content.iter(f"{W}p")) or [content]
        found.append((
            properties.find(f"{W}tag").get(f"{W}val"),
            properties.find(f"{W}alias").get(f"{W}val"),
            "\n\n".join("".join("\n" if n.tag == f"{W}br" else n.text or ""
                                for n in line.iter(f"{W}t", f"{W}br")) for line in lines),
            {node.tag.removeprefix(W) for node in properties},
        ))  # fmt: skip
    return found


def ids(report):
    """Return the ids of all controls of the package."""
    return [
        int(number)
        for data in parts_of(report).values()
        for number in re.findall(rb'<w:id w:val="(-?\d+)"/>', data)
    ]


def test_each_printed_value_has_a_control_with_its_path_and_label():
    body = text("Unit: {{ unit.name }}, {{ day }}.") + LOOP[0] + text("{{ r.comment }}") + LOOP[1]
    found = controls(rendered(body))
    assert [(tag, alias, words) for tag, alias, words, _ in found] == [
        ("unit.name", "Enhet", "A & B"),
        ("review.report_date", "Dato", "2026-03-27"),
        ("criteria.caseload_size.comment", "BEMÆRKNING & mere", "a\n\n• b"),
    ]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        pytest.param("{{ unit.name }}", "text", id="a line is plain text"),
        pytest.param("{{ day }}", "date", id="a date has a picker"),
        pytest.param(
            "{% for r in rows %}{{ r.score }}{% endfor %}", "dropDownList", id="a score a list"
        ),
        pytest.param("{{ note }}", None, id="a text is rich"),
    ],
)
def test_a_control_offers_what_its_value_is(body, kind):
    properties = controls(rendered(text(body)))[0][3]
    assert properties & {"text", "date", "dropDownList"} == ({kind} if kind else set())


def test_controls_of_criteria_are_locked_and_those_of_lists_are_not():
    body = LOOP[0] + text("S: {{ r.score }}") + LOOP[1] + text("{%p for n in needs %}")
    body += text("{{ n.text }}") + text("{%p endfor %}")
    found = {tag: "lock" in properties for tag, _, _, properties in controls(rendered(body))}
    assert found == {"criteria.caseload_size.score": True, "criteria.disclosure.score": True,
                     "development.k1.recommendation": False}  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(text("{{ unit.printed }} {{ total }}"), id="what docgen derives"),
        pytest.param(text("{{ unit.name|upper }}"), id="what a filter changes"),
        pytest.param(text("{{ unit.name + '!' }}"), id="what is calculated"),
        pytest.param(text("{% for n in names %}{{ n }}{% endfor %}"), id="entries of a loop"),
    ],
)
def test_derived_text_is_no_control(body):
    assert controls(rendered(body)) == []


def test_an_empty_value_keeps_an_empty_control_to_type_into(assert_sound):
    body = table(row(cell(text("{{ note }}")))) + text("L: {{ names }}") + text("end")
    report = rendered(body, note="", names=[])
    assert [(tag, words) for tag, _, words, _ in controls(report)] == [
        ("purpose", ""),
        ("recipients", ""),
    ]
    assert_sound(report)


def test_a_list_is_one_control_with_a_paragraph_for_each_entry():
    assert controls(rendered(text("{{ names }}")))[0][2] == "• x\n\n• y"


def test_the_text_is_the_same_with_and_without_controls(assert_sound):
    body = (
        table(row(cell(text("{{ note }}")), cell(text("N: {{ names }}"))), columns=2)
        + text("{{ unit.name }} on {{ day }}") + LOOP[0] + text("{{ r.name }}: {{ r.score }}")
        + text("C: {{ r.comment }}") + LOOP[1] + text("{{ note }}")
    )  # fmt: skip
    for note in ("", "one", "a\nb\n\n- c\n\nd"):
        plain, full = (rendered(body, mode, note=note) for mode in ("plain", "controls"))
        assert [p for p in paragraphs(full) if p] == [p for p in paragraphs(plain) if p]
        assert controls(plain) == []
        assert "customXml/item1.xml" not in parts_of(plain)
        assert_sound(plain)
        assert_sound(full)


def test_ids_are_unique_over_the_package_and_the_same_each_time():
    once = rendered(LOOP[0] + text("{{ r.comment }}") + text("S {{ r.score }}") + LOOP[1])
    body = LOOP[0] + text("S {{ r.score }}") + LOOP[1]
    twice = body + body + text("{%p for x in [1, 2] %}") + body + text("{%p endfor %}")
    report = rendered(twice)
    assert len(ids(report)) == 8
    assert len(set(ids(report))) == 8
    names = [mark.get(f"{W}name") for mark in tree(report).iter(f"{W}bookmarkStart")]
    assert len(set(names)) == len(names) == 8
    assert ids(once) == ids(rendered(LOOP[0] + text("{{ r.comment }}") + text("S {{ r.score }}")
                                     + LOOP[1]))  # fmt: skip


def test_ids_step_aside_for_those_of_the_template():
    first = rendered(text("{{ unit.name }}"))
    taken = control(text("theirs"), identity=ids(first)[0])
    report = rendered(text("{{ unit.name }}") + taken)
    assert len(set(ids(report))) == 2


def test_a_value_inside_a_control_of_the_template_gets_no_second_one():
    report = rendered(control(text("{{ note }}")))
    assert len(list(tree(report).iter(f"{W}sdt"))) == 1
    assert "one" in paragraphs(report)


def test_a_text_box_has_its_control_once():
    box = f"<w:txbxContent>{text('{{ unit.name }}')}</w:txbxContent>"
    shape = (
        '<w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml">'
        f"<v:textbox>{box}</v:textbox></v:shape></w:pict>"
    )
    body = (
        f'<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps">{shape}</mc:Choice>'
        f"<mc:Fallback>{shape}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    report = rendered(body)
    assert len(controls(report)) == 1
    assert paragraphs(report).count("A & B") == 2


def test_headers_have_controls_too():
    header = f"<w:hdr {NAMESPACES}>{text('{{ unit.name }}')}</w:hdr>"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
    changed = {
        **STYLED,
        "word/header1.xml": header,
        "[Content_Types].xml": PARTS["[Content_Types].xml"].replace(
            "</Types>", f'<Override PartName="/word/header1.xml" ContentType="{kind}"/></Types>'
        ),
    }
    report = rendered(a_report(text("x"), changed=changed))
    assert [tag for tag, *_ in controls(report, "word/header1.xml")] == ["unit.name"]


def test_the_store_holds_checksums_and_no_text():
    body = text("{{ unit.name }}") + LOOP[0] + text("{{ r.comment }}") + LOOP[1]
    template = a_template(a_report(body), fields=FIELDS)
    names = {**NAMES, "secret": "ratings", "unit": {"name": "Hidden?", "printed": ""}}
    report = template.render(names, mode="controls", about={"review": "id-1", "pack": "dk"})
    assert "Hidden" not in parts_of(report)["customXml/item1.xml"].decode()
    store = read_store(read_package(report, "x.docx"), "x.docx")
    assert store.about == {"review": "id-1", "pack": "dk"}
    assert store.is_of("unit.name", ["Hidden?"])
    assert store.is_of("criteria.caseload_size.comment", ["a", "- b"])
    assert not store.is_of("criteria.caseload_size.comment", ["a", "b"])
    assert set(store.values) == {"unit.name", "criteria.caseload_size.comment"}


def test_the_same_text_has_another_checksum_in_another_review():
    template = a_template(a_report(text("{{ unit.name }}")), fields=FIELDS)
    stores = [
        read_store(
            read_package(template.render(NAMES, mode="controls", about={"review": i}), "x"), "x"
        )
        for i in ("a", "b")
    ]
    assert stores[0].values != stores[1].values


def test_the_store_takes_a_name_that_is_free():
    data = a_report(text("{{ unit.name }}"), added=[("customXml/item1.xml", "<x/>")])
    report = rendered(data)
    assert NAMESPACE.encode() in parts_of(report)["customXml/item2.xml"]
    assert parts_of(report)["customXml/item1.xml"].endswith(b"<x/>")


def test_a_form_has_a_grey_placeholder_for_each_value_and_each_derived_field(assert_sound):
    from docgen.word.compile.compiler import compile_template
    from docgen.word.template import Template

    body = text("{{ unit.name }} {{ unit.printed }}") + text("N: {{ names }}")
    body += LOOP[0] + text("{{ r.name }}: {{ r.score }}") + text("C: {{ r.comment }}") + LOOP[1]
    parts = read_package(a_report(body + text("T {{ total }}"), changed=STYLED), "t.docx")
    wording = Wording("da-DK", "d. MMMM yyyy", "Skriv her")
    template = Template(compile_template(parts, "t.docx", fields=FIELDS, wording=wording))
    report = template.render({**NAMES, "names": ["", "", ""]}, mode="form")
    found = controls(report)
    assert [words for _, _, words, _ in found] == ["Skriv her"] * 9
    assert all({"placeholder", "showingPlcHdr"} <= properties for *_, properties in found)
    assert [tag for tag, *_ in found][1:4] == ["recipients.k1", "recipients.k2", "recipients.k3"]
    assert b"Skriv her" in parts_of(report)["word/glossary/document.xml"]
    assert_sound(report)


@settings(derandomize=True, deadline=None, max_examples=examples(100))
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cn"])
               | st.sampled_from("\n\n- ")))  # fmt: skip
def test_any_value_stands_in_a_control_whose_text_equals_it(value):
    body = table(row(cell(text("{{ note }}")))) + text("L: {{ note }}") + text("x")
    report = rendered(body, note=value)
    expected = "\n\n".join(f"• {t}" if bullet else t for bullet, t in text_blocks(value))
    read = [words for tag, _, words, _ in controls(report) if tag == "purpose"]
    assert read == [expected, expected]


@pytest.mark.parametrize("run_text", ["{{ unit.", "{{ unit.name }}{{ day }}"])
def test_values_side_by_side_stay_apart(run_text):
    body = f"<w:p>{run(run_text)}{run('name }}' if run_text.endswith('.') else '')}</w:p>"
    assert len(controls(rendered(body))) == (1 if run_text.endswith(".") else 2)


def test_ids_that_step_aside_do_not_search_from_the_start_each_time():
    """A value printed ten thousand times would look at fifty million numbers."""

    class Counted(set[int]):
        asked = 0

        def __contains__(self, number: object) -> bool:
            Counted.asked += 1
            return super().__contains__(number)

    state = State(Counted())
    ids = [state.own_id(7) for _ in range(1_000)]
    assert len(set(ids)) == 1_000
    assert Counted.asked < 4_000
