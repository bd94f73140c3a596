"""What is printed again has ids and names of its own, and what leads to it follows."""

from __future__ import annotations

import re

import pytest
from ooxml.minimal import PARTS, a_report, cell, row, run, table, text
from ooxml.rendered import a_template, paragraphs, parts_of
from ooxml.things import mark, parts_with

from docgen.errors import TemplateError
from docgen.model import Field, Items
from docgen.word.audit.rules import check_package

TYPED = {"people": Items({"name": Field("line", "n.*"), "said": Field("text", "s.*")})}
MARKED = '<w:bookmarkStart w:id="3" w:name="here"/>{}<w:bookmarkEnd w:id="3"/>'
LINK = '<w:hyperlink w:anchor="here"><w:r><w:t>go</w:t></w:r></w:hyperlink>'


def looped(*content: str, name: str = "x", over: str = "people") -> str:
    begin = text(f"{{%p for {name} in {over} %}}")
    return begin + "".join(content) + text("{%p endfor %}")


def para(*content: str, properties: str = "") -> str:
    inside = "".join(c if c.startswith("<") else run(c) for c in content)
    return f"<w:p>{properties}{inside}</w:p>"


def in_field(code: str, *, parts: int = 1) -> str:
    size = -(-len(code) // parts)
    codes = [code[i : i + size] for i in range(0, len(code), size)]
    instructions = "".join(
        f'<w:r><w:instrText xml:space="preserve">{c}</w:instrText></w:r>' for c in codes
    )
    return f"{mark('begin')}{instructions}{mark('separate')}{run('3')}{mark('end')}"


def rendered(body: str, names=None, *, mode="plain", fields=TYPED, count=2, **parts) -> bytes:
    people = [{"name": f"N{n}", "said": f"S{n}.\n\nT.", "_p": f"p[{n}]"} for n in range(count)]
    data = a_report(changed=parts_with(body + text("end"), **parts))
    report = a_template(data, fields=fields).render(names or {"people": people}, mode=mode)
    found = [str(f) for f in check_package(report) if f.rule not in ("style", "relation")]
    assert found == []
    return report


def document(report: bytes) -> str:
    return parts_of(report)["word/document.xml"].decode()


def names_of(report: bytes) -> list[str]:
    return [n for n in re.findall(r'bookmarkStart [^>]*w:name="([^"]*)"', document(report))
            if not n.startswith("dg_")]  # fmt: skip


@pytest.mark.parametrize("mode", ["plain", "controls", "form"])
@pytest.mark.parametrize(
    "value",
    [
        pytest.param("{{ x.name }}", id="around a short value"),
        pytest.param("{{ x.said }}", id="around a value that owns its paragraph"),
        pytest.param("Label: {{ x.said }}", id="around a label and its value"),
        pytest.param("words", id="around words"),
    ],
)
def test_references_of_a_round_follow_the_copy_of_their_bookmark(value, mode):
    body = looped(
        para(MARKED.format(run(value))),
        para(LINK),
        para(in_field(" PAGEREF here \\h ")),
        para(in_field(' REF "here" ', parts=5)),
        para('<w:fldSimple w:instr=" REF here "/>'),
        para(in_field(' HYPERLINK \\l "here" ')),
    )
    report = rendered(body + para(LINK), mode=mode)
    assert names_of(report) == ["here", "here_2"]
    xml = document(report)
    assert re.findall(r'anchor="([^"]*)"', xml) == ["here", "here_2", "here"]
    codes = [re.sub(r"<[^>]*>", "", c) for c in re.findall(r"<w:instrText[^>]*>([^<]+)<", xml)]
    assert codes == [
        *(" PAGEREF here \\h ", ' REF "here" ', ' HYPERLINK \\l "here" '),
        *(" PAGEREF here_2 \\h ", ' REF "here_2" ', ' HYPERLINK \\l "here_2" '),
    ]
    assert re.findall(r'w:instr="([^"]*)"', xml) == [" REF here ", " REF here_2 "]


def test_a_bookmark_around_a_value_of_several_paragraphs_holds_them_all():
    report = rendered(para(MARKED.format(run("{{ said }}"))), {"said": "One.\n\nTwo."},
                      fields={"said": Field("text", "purpose")})  # fmt: skip
    between = document(report).split('w:name="here"')[1].split("<w:bookmarkEnd")[0]
    assert re.findall(r"<w:t[^>]*>([^<]*)<", between) == ["One.", "Two."]


def test_a_bookmark_around_an_empty_value_stays_without_a_paragraph():
    report = rendered(para(MARKED.format(run("{{ said }}"))) + para(LINK), {"said": ""},
                      fields={"said": Field("text", "purpose")})  # fmt: skip
    assert paragraphs(report) == ["go", "end"]
    assert names_of(report) == ["here"]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(looped(para(MARKED.format(run("{{ x.name }}")))), id="in a loop of no round"),
        pytest.param(
            text("{%p if people %}") + para(MARKED.format(run())) + text("{%p endif %}"),
            id="in a condition that does not hold",
        ),
    ],
)
def test_a_bookmark_that_is_not_printed_leads_to_the_end_of_the_text(body):
    report = rendered(body + para(LINK), count=0)
    assert names_of(report) == ["here"]
    assert document(report).index('w:name="here"') > document(report).index("end</w:t>")


def test_a_reference_from_an_outer_round_leads_to_the_first_copy_of_that_round():
    inner = looped(para(MARKED.format(run("{{ y.name }}"))), name="y")
    report = rendered(looped(para(LINK), inner))
    assert names_of(report) == ["here", "here_2", "here_3", "here_4"]
    assert re.findall(r'anchor="([^"]*)"', document(report)) == ["here", "here_3"]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(
            para('<w:bookmarkStart w:id="3" w:name="here"/>', "a")
            + looped(para("{{ x.name }}", '<w:bookmarkEnd w:id="3"/>')),
            id="that ends in a loop",
        ),
        pytest.param(
            looped(para('<w:bookmarkStart w:id="3" w:name="here"/>', "{{ x.name }}"))
            + para("b", '<w:bookmarkEnd w:id="3"/>'),
            id="that begins in a loop",
        ),
        pytest.param(
            text("{%p if people %}")
            + para('<w:bookmarkStart w:id="3" w:name="here"/>', "a")
            + text("{%p else %}")
            + para("b", '<w:bookmarkEnd w:id="3"/>')
            + text("{%p endif %}"),
            id="over both branches",
        ),
        pytest.param(
            para('<w:bookmarkStart w:id="3" w:name="here"/>', "{%p for x in people %}")
            + para("{{ x.name }}")
            + para("{%p endfor %}", '<w:bookmarkEnd w:id="3"/>'),
            id="in the paragraphs of its tags",
        ),
        pytest.param(
            para(
                *("a {% for x in people %}", '<w:bookmarkStart w:id="3" w:name="here"/>'),
                *("b{% endfor %}", '<w:bookmarkEnd w:id="3"/>'),
            ),
            id="in a loop inside a sentence",
        ),
    ],
)
def test_a_bookmark_across_the_border_of_a_block_grows_around_it(body):
    for count in (0, 1, 2):
        assert names_of(rendered(body + para(LINK), count=count)) == ["here"]


def test_the_mark_of_the_cursor_goes():
    gone = MARKED.format(run("{{ x.name }}")).replace("here", "_GoBack")
    assert names_of(rendered(looped(para(gone)))) == []


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_a_note_in_a_loop_prints_the_value_of_its_round(kind):
    body = looped(para("{{ x.name }}", f'<w:r><w:{kind}Reference w:id="2"/></w:r>'))
    report = rendered(body, **{kind: "Of {{ x.name }}."})
    assert [p for p in paragraphs(report, f"word/{kind}s.xml") if p] == ["Of N0.", "Of N1."]


def test_a_fault_in_a_note_has_its_place_there():
    body = looped(para("{{ x.name }}", '<w:r><w:footnoteReference w:id="2"/></w:r>'))
    data = a_report(changed=parts_with(body, footnote="{{ x.nmae }}"))
    with pytest.raises(TemplateError) as caught:
        a_template(data, fields=TYPED)
    assert [p.where for p in caught.value.problems] == ["footnotes, paragraph 3"]


def numbered(number: int, *content: str) -> str:
    properties = f'<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
    return para(*content, properties=properties)


def lists_of(report: bytes) -> list[str]:
    return re.findall(r'<w:numId w:val="(\d+)"', document(report))


@pytest.mark.parametrize("mode", ["plain", "controls", "form"])
@pytest.mark.parametrize(
    "value",
    [
        pytest.param("{{ x.name }}", id="a value in it"),
        pytest.param("{{ x.said }}", id="a long value in it"),
        pytest.param("Label: {{ x.said }}", id="a value behind a label in it"),
        pytest.param("words", id="words in it"),
    ],
)
def test_a_list_below_a_paragraph_of_its_round_begins_anew(value, mode):
    body = looped(para("{{ x.name }}"), numbered(2, value), numbered(2, "more"))
    report = rendered(body, mode=mode, count=3)
    assert lists_of(report) == ["2", "2", "4", "4", "5", "5"]
    numbering = parts_of(report)["word/numbering.xml"].decode()
    for number in (4, 5):
        own = numbering.split(f'<w:num w:numId="{number}"')[1].split("</w:num>")[0]
        assert '<w:abstractNumId w:val="1"/>' in own
        assert '<w:startOverride w:val="1"/>' in own


def test_a_list_in_the_cell_of_a_looped_row_begins_anew():
    inner = looped(numbered(2, "{{ y.name }}"), name="y")
    body = table(
        row(cell(text("{%tr for x in people %}")), cell()),
        row(cell(para("{{ x.name }}")), cell(inner)),
        row(cell(text("{%tr endfor %}")), cell()),
        columns=2,
    )
    assert lists_of(rendered(body)) == ["2", "2", "4", "4"]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(looped(numbered(2, "{{ x.name }}")), id="whose items are the rounds"),
        pytest.param(
            looped(numbered(2, "{{ x.name }}"), para("below")), id="that numbers headings"
        ),
        pytest.param(
            numbered(2, "first") + looped(para("a"), numbered(2, "b")), id="begun before the loop"
        ),
        pytest.param(looped(para("a"), numbered(1, "b")), id="of bullets"),
        pytest.param(
            table(
                row(cell(text("{%tr for x in people %}")), cell()),
                row(cell(para("{{ x.name }}")), cell(numbered(2, "b"))),
                row(cell(text("{%tr endfor %}")), cell()),
                columns=2,
            ),
            id="that numbers rows",
        ),
    ],
)
def test_a_list_counts_on(body):
    assert set(lists_of(rendered(body))) <= {"1", "2"}


LIST_STYLES = PARTS["word/styles.xml"].replace(
    "</w:styles>",
    '<w:style w:type="paragraph" w:styleId="L"><w:name w:val="List Number"/><w:pPr><w:numPr>'
    '<w:numId w:val="2"/></w:numPr><w:ind w:left="900"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="L2"><w:name w:val="Mine"/><w:basedOn w:val="L"/>'
    '<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 1"/><w:pPr><w:numPr>'
    '<w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="O"><w:name w:val="Clause"/><w:pPr><w:numPr>'
    '<w:numId w:val="2"/></w:numPr><w:outlineLvl w:val="2"/></w:pPr></w:style></w:styles>',
)


def styled(style: str, *content: str, more: str = "") -> str:
    return para(*content, properties=f'<w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>')


def in_styles(body: str, **more) -> bytes:
    people = [{"name": f"N{n}", "said": f"S{n}.\n\nT.", "_p": f"p[{n}]"} for n in range(3)]
    mode = more.pop("mode", "plain")
    parts = {**parts_with(body + text("end")), "word/styles.xml": LIST_STYLES, **more}
    report = a_template(a_report(changed=parts), fields=TYPED).render({"people": people}, mode=mode)
    assert [str(f) for f in check_package(report) if f.rule not in ("style", "relation")] == []
    return report


@pytest.mark.parametrize("mode", ["plain", "controls", "form"])
@pytest.mark.parametrize("style", ["L", "L2"])
@pytest.mark.parametrize("value", ["{{ x.name }}", "{{ x.said }}", "Label: {{ x.name }}", "words"])
def test_a_list_by_its_style_begins_anew_too(value, style, mode):
    body = looped(para("{{ x.name }}"), styled(style, value), styled(style, "more"))
    report = in_styles(body, mode=mode)
    numbers = lists_of(report)
    assert [*dict.fromkeys(numbers)] == ["2", "4", "5"]
    assert numbers == sorted(numbers), "each round has one list"
    xml = document(report)
    level = "1" if style == "L2" else "0"
    assert set(re.findall(r'<w:ilvl w:val="(\d)"', xml)) == {level}
    assert xml.count('<w:ind w:left="900"/>') == xml.count("<w:numId"), "it looks as before"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(looped(styled("L", "{{ x.name }}")), id="whose items are the rounds"),
        pytest.param(styled("L", "first") + looped(para("a"), styled("L", "b")), id="begun before"),
        pytest.param(looped(para("a"), styled("H", "b")), id="of headings"),
        pytest.param(looped(para("a"), styled("O", "b")), id="of an outline"),
        pytest.param(looped(para("a")) + styled("L", "b"), id="behind the loop"),
    ],
)
def test_a_list_by_its_style_counts_on(body):
    assert lists_of(in_styles(body)) == []


def test_a_paragraphs_own_indentation_stays():
    own = '<w:ind w:left="50"/>'
    xml = document(in_styles(looped(para("{{ x.name }}"), styled("L", "b", more=own))))
    assert xml.count(own) == 3
    assert 'w:left="900"' not in xml


def test_a_paragraph_that_its_style_is_taken_from_counts_nothing():
    none = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = looped(para("{{ x.name }}"), styled("L", "b", more=none))
    assert lists_of(in_styles(body)) == ["0"] * 3


def test_a_list_that_a_list_style_draws_begins_anew():
    """Lists made in Word's list styles: the number leads to its drawing over the style."""
    numbering = dict(parts_with("")).get("word/numbering.xml")
    linked = numbering.replace(
        "<w:num ", '<w:abstractNum w:abstractNumId="40"><w:numStyleLink w:val="S"/>'
        "</w:abstractNum><w:num ", 1,
    ).replace(
        "</w:numbering>",
        '<w:num w:numId="9"><w:abstractNumId w:val="40"/></w:num></w:numbering>',
    )  # fmt: skip
    linked = re.sub(
        r'(<w:abstractNum w:abstractNumId="1">)', r'\1<w:styleLink w:val="S"/>', linked, count=1
    )
    body = looped(para("{{ x.name }}"), numbered(9, "a"), numbered(9, "b"))
    report = in_styles(body, **{"word/numbering.xml": linked})
    assert lists_of(report) == ["9", "9", "10", "10", "11", "11"]
    made = parts_of(report)["word/numbering.xml"].decode()
    own = made.split('<w:num w:numId="10"')[1].split("</w:num>")[0]
    assert '<w:abstractNumId w:val="40"/>' in own
    assert '<w:startOverride w:val="1"/>' in own


@pytest.mark.parametrize("mode", ["plain", "controls", "form"])
def test_no_id_is_there_twice_beside_controls_and_fields(mode):
    own = (
        '<w:sdt><w:sdtPr><w:id w:val="{}"/></w:sdtPr>'
        "<w:sdtContent><w:r><w:t>a</w:t></w:r></w:sdtContent></w:sdt>"
    )
    body = looped(para("{{ x.name }}", own.format(1), own.format(2))) + para(own.format(3))
    ids = re.findall(r'<w:id w:val="(\d+)"', document(rendered(body, mode=mode, count=20)))
    assert len(ids) == len(set(ids)) >= 41


def test_ids_of_paragraphs_and_old_shapes_are_not_repeated():
    shape = '<w:r><w:pict><v:shape id="s1" o:spid="_x0000_s1"/></w:pict></w:r>'
    body = looped(para(shape).replace("<w:p>", '<w:p w14:paraId="00AA00AA">', 1))
    xml = document(rendered(body))
    assert "paraId" not in xml
    assert len(set(re.findall(r'v:shape id="([^"]*)"', xml))) == 2
    assert len(set(re.findall(r'o:spid="([^"]*)"', xml))) == 2


def test_the_same_names_give_the_same_bytes_twice():
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = looped(para(MARKED.format(run("{{ x.said }}")), note))
    assert rendered(body, mode="controls") == rendered(body, mode="controls")
