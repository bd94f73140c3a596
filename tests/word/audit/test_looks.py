"""What a run looks like: its own properties, its styles', the document's, and what is behind it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ooxml.minimal import NAMESPACES, a_report, cell, row, table

from docgen.word.audit.looks import BLACK, WHITE, Looks, contrast, looks_of, luminance
from docgen.word.audit.package import Package, W, value

PART = "word/document.xml"
TINT, DARK = "DDEEFF", "1F4E5F"


def style(
    name: str, kind: str = "paragraph", based: str = "", inside: str = "", default: str = ""
) -> str:
    """Return a style whose id and name are alike."""
    usual = ' w:default="1"' if default else ""
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{name.replace(" ", "")}"{usual}>'
        f'<w:name w:val="{name}"/>{base}{inside}</w:style>'
    )


def shade(colour: str) -> str:
    return f'<w:shd w:val="clear" w:fill="{colour}"/>'


DANISH = '<w:rPrDefault><w:rPr><w:lang w:val="da-DK"/></w:rPr></w:rPrDefault>'
STYLES = "".join([
    f"<w:docDefaults>{DANISH}</w:docDefaults>",
    style("Normal", inside='<w:rPr><w:sz w:val="22"/></w:rPr>', default="1"),
    style("Base", inside='<w:pPr><w:keepNext/></w:pPr><w:rPr><w:sz w:val="30"/><w:b/></w:rPr>'),
    style("Child", based="Base", inside='<w:rPr><w:sz w:val="40"/></w:rPr>'),
    style("Ring", based="Gnir"),
    style("Gnir", based="Ring"),
    style("Strong", "character", inside='<w:rPr><w:b/><w:color w:val="666666"/></w:rPr>'),
    style("Quiet", "character", based="Strong", inside='<w:rPr><w:b w:val="0"/></w:rPr>'),
    style("heading 1"), style("Heading 2"), style("heading 10"),
    style("Own head", inside='<w:pPr><w:outlineLvl w:val="2"/></w:pPr>'),
    style("Under", based="heading1"),
    style("Plain", based="heading1", inside='<w:pPr><w:outlineLvl w:val="9"/></w:pPr>'),
    style("Tinted", inside=f"<w:pPr>{shade(TINT)}</w:pPr>"),
    style("Grid", "table", inside=f'<w:tblStylePr w:type="firstRow"><w:tcPr>{shade(DARK)}</w:tcPr>'
          f'</w:tblStylePr><w:tblStylePr w:type="lastRow"><w:tcPr>{shade(TINT)}</w:tcPr>'
          "</w:tblStylePr>"),
    style("Grid child", "table", based="Grid"),
])  # fmt: skip


def run(properties: str = "", words: str = "x") -> str:
    own = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:r>{own}<w:t>{words}</w:t></w:r>"


def paragraph(named: str = "", content: str = run(), own: str = "") -> str:
    chosen = f'<w:pStyle w:val="{named}"/>' if named else ""
    return f"<w:p><w:pPr>{chosen}{own}</w:pPr>{content}</w:p>"


def looks(body: str, styles: str | None = STYLES):
    """Return the looks of a body, its paragraphs and its runs."""
    root = "<w:nothing {}/>" if styles is None else f"<w:styles {{}}>{styles}</w:styles>"
    text = root.format(NAMESPACES)
    package = Package.read(a_report(body, changed={"word/styles.xml": text}))
    root = package.trees[PART]
    return Looks(package, PART), list(root.iter(f"{W}p")), list(root.iter(f"{W}r"))


@pytest.mark.parametrize(
    ("body", "name", "found"),
    [
        pytest.param(paragraph(), "sz", "22", id="that of the usual paragraph"),
        pytest.param(paragraph("Base"), "sz", "30", id="of its paragraph's style"),
        pytest.param(paragraph("Child"), "sz", "40", id="of the nearest style"),
        pytest.param(paragraph("Gone"), "sz", "22", id="an unknown style is the usual one"),
        pytest.param(paragraph("Ring"), "sz", "", id="styles that go round have an end"),
        pytest.param(paragraph("Base", run('<w:sz w:val="8"/>')), "sz", "8", id="its own"),
        pytest.param(paragraph("Base", run('<w:sz w:val="8"/><w:sz w:val="9"/>')), "sz", "8",
                     id="its own, the first"),
        pytest.param(paragraph("Base", run('<w:rStyle w:val="Strong"/>')), "color", "666666",
                     id="of its own style"),
        pytest.param(paragraph("Base", run('<w:rStyle w:val="Quiet"/>')), "color", "666666",
                     id="of what that is based on"),
        pytest.param(paragraph("Child"), "lang", "da-DK", id="of the document"),
        pytest.param(paragraph(), "nope", "", id="of nobody"),
        pytest.param(run(), "lang", "da-DK", id="outside of paragraphs, the document's"),
        pytest.param(run(), "sz", "", id="and no paragraph's"),
        pytest.param(f"<w:p><w:pPr><w:pStyle w:val='Base'/></w:pPr><w:hyperlink>{run()}"
                     "</w:hyperlink></w:p>", "sz", "30", id="in a link of a paragraph"),
    ],
)  # fmt: skip
def test_a_run_has_the_nearest_property(body, name, found):
    of, _, runs = looks(body)
    assert value(of.of_run(runs[0], name)) == found
    assert value(of.of_run(runs[0], name)) == found, "the same when asked again"


def test_without_styles_only_what_stands_in_the_runs_holds():
    of, paragraphs, runs = looks(paragraph("Base", run('<w:sz w:val="8"/>')), styles=None)
    assert value(of.of_run(runs[0], "sz")) == "8"
    assert of.of_run(runs[0], "lang") is None
    assert of.of_paragraph(paragraphs[0], "keepNext") is None
    assert of.level(paragraphs[0]) == 0


@pytest.mark.parametrize(
    ("properties", "on"),
    [
        ("", True),
        ("<w:b/>", True),
        ('<w:b w:val="1"/>', True),
        ('<w:b w:val="true"/>', True),
        ('<w:b w:val="0"/>', False),
        ('<w:b w:val="false"/>', False),
        ('<w:b w:val="off"/>', False),
        ('<w:rStyle w:val="Quiet"/>', False),
    ],
)
def test_bold_is_on_unless_the_nearest_says_otherwise(properties, on):
    of, _, runs = looks(paragraph("Base", run(properties)))
    assert of.is_on(runs[0], "b") is on
    assert of.is_on(runs[0], "vanish") is False


def test_a_paragraph_has_its_own_property_or_that_of_its_styles():
    of, paragraphs, _ = looks(
        paragraph("Child") + paragraph("Child", own='<w:keepNext w:val="0"/>')
    )
    assert of.of_paragraph(paragraphs[0], "keepNext") is not None
    assert value(of.of_paragraph(paragraphs[1], "keepNext")) == "0"
    assert of.of_paragraph(paragraphs[0], "jc") is None


@pytest.mark.parametrize(
    ("named", "own", "level"),
    [
        pytest.param("", "", 0, id="the usual paragraph"),
        pytest.param("heading1", "", 1, id="by the name of its style"),
        pytest.param("Heading2", "", 2, id="as other programs write it"),
        pytest.param("heading10", "", 0, id="a name that is none"),
        pytest.param("Ownhead", "", 3, id="by the level of its style"),
        pytest.param("Under", "", 1, id="by what its style is based on"),
        pytest.param("Plain", "", 0, id="a style that says it is none"),
        pytest.param("", '<w:outlineLvl w:val="4"/>', 5, id="its own"),
        pytest.param("heading1", '<w:outlineLvl w:val="9"/>', 0, id="its own, that it is none"),
        pytest.param("Ownhead", '<w:outlineLvl w:val="0"/>', 1, id="its own before its style's"),
        pytest.param("", '<w:outlineLvl w:val="x"/>', 0, id="no number"),
        pytest.param("heading1", "<w:outlineLvl/>", 1, id="no value: by name"),
    ],
)
def test_a_heading_has_a_level_however_it_is_made(named, own, level):
    of, paragraphs, _ = looks(paragraph(named, own=own))
    assert of.level(paragraphs[0]) == level


def cells(look: str, named: str = "Grid", rows: int = 3, tint: str = "") -> str:
    """Return a table in a style that marks some rows, a tint in each cell."""
    body = table(*[row(cell(paragraph(), tint)) for _ in range(rows)])
    chosen = f'<w:tblPr><w:tblStyle w:val="{named}"/><w:tblLook {look}/>'
    return body.replace("<w:tblPr>", chosen, 1)


FIRST, LAST = 'w:firstRow="1"', 'w:lastRow="1"'


@pytest.mark.parametrize(
    ("body", "behind"),
    [
        pytest.param(paragraph(), [WHITE], id="the page"),
        pytest.param(paragraph("Tinted"), [TINT], id="its paragraph's style"),
        pytest.param(paragraph("Tinted", own=shade("ABCDEF")), ["ABCDEF"], id="its paragraph"),
        pytest.param(paragraph("Tinted", run(shade("00aa00"))), ["00AA00"], id="its own"),
        pytest.param(paragraph("Tinted", run('<w:highlight w:val="yellow"/>' + shade(DARK))),
                     ["FFFF00"], id="its highlight"),
        pytest.param(paragraph("Tinted", run('<w:highlight w:val="none"/>')), [TINT],
                     id="no highlight"),
        pytest.param(paragraph("Tinted", own=shade("auto")), [WHITE], id="no colour is the page"),
        pytest.param(run(), [WHITE], id="outside of paragraphs"),
        pytest.param(cells(FIRST), [DARK, WHITE, WHITE], id="the first row of a table's style"),
        pytest.param(cells(f"{FIRST} {LAST}"), [DARK, WHITE, TINT], id="first and last"),
        pytest.param(cells('w:firstRow="0" w:lastRow="1"'), [WHITE, WHITE, TINT], id="the last"),
        pytest.param(cells(FIRST, "Gridchild"), [DARK, WHITE, WHITE], id="of a style below"),
        pytest.param(cells(FIRST, "Normal"), [WHITE] * 3, id="a style that marks none"),
        pytest.param(cells(f"{FIRST} {LAST}", rows=1), [DARK], id="one row is the first"),
        pytest.param(cells(FIRST, tint=shade("ABCDEF")), ["ABCDEF"] * 3, id="the cell's own"),
        pytest.param(table(row(cell(paragraph()))), [WHITE], id="a table without a style"),
    ],
)  # fmt: skip
def test_behind_a_run_is_the_nearest_tint(body, behind):
    of, _, runs = looks(body)
    assert [of.colours(one)[1] for one in runs] == behind


@pytest.mark.parametrize(
    ("properties", "colours"),
    [
        ('<w:color w:val="ff0000"/>', ("FF0000", WHITE)),
        ('<w:color w:val="auto"/>', (BLACK, WHITE)),
        ("", (BLACK, WHITE)),
        (shade(DARK), (WHITE, DARK)),
        (shade("FFFF00"), (BLACK, "FFFF00")),
        ('<w:color w:val="red"/>', (BLACK, WHITE)),
    ],
)
def test_the_colour_of_a_run_is_its_own_or_the_one_that_can_be_read(properties, colours):
    of, _, runs = looks(paragraph(content=run(properties)))
    assert of.colours(runs[0]) == colours


def test_all_rules_share_the_looks_of_a_part():
    package = Package.read(a_report())
    assert looks_of(package, PART) is looks_of(package, PART)
    assert looks_of(package, "word/styles.xml") is not looks_of(package, PART)


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [(BLACK, WHITE, 21), (WHITE, WHITE, 1), ("777777", WHITE, 4.48), ("0A0A0A", BLACK, 1.06)],
)
def test_the_contrast_is_that_of_wcag(one, other, found):
    assert contrast(one, other) == contrast(other, one) == pytest.approx(found, abs=0.01)


@given(st.integers(0, 0xFFFFFF))
@settings(max_examples=30)
def test_black_or_white_can_be_read_on_any_colour(number):
    colour = f"{number:06X}"
    assert 0 <= luminance(colour) <= 1
    best = WHITE if luminance(colour) <= 0.18 else BLACK
    assert contrast(best, colour) >= 4.5


def test_green_is_lighter_than_red_and_red_than_blue():
    assert luminance("00FF00") > luminance("FF0000") > luminance("0000FF") > luminance(BLACK) == 0
