"""The tags of docs/templates.md, each as a small Word file with the names that it prints."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any, NamedTuple

import docx
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from tag_names import FIELDS, NAMES

from docgen import load_template

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_WORDML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"

Word = Any


class Example(NamedTuple):
    """One picture."""

    fill: Callable[[Word], None]
    height: float
    """Of the page, in centimetres."""


EXAMPLES: dict[str, Example] = {}


def example(height: float) -> Callable[[Callable[[Word], None]], Callable[[Word], None]]:
    """Return a decorator that keeps an example of that height under the name of its function."""

    def keep(fill: Callable[[Word], None]) -> Callable[[Word], None]:
        EXAMPLES[fill.__name__.replace("_", "-")] = Example(fill, height)
        return fill

    return keep


def template(name: str) -> bytes:
    """Return the Word file of an example."""
    word = docx.Document()
    section = word.sections[0]
    section.page_width, section.page_height = Cm(11), Cm(EXAMPLES[name].height)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Cm(0.5))
    section.header_distance = section.footer_distance = Cm(0.2)
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = "Carlito", Pt(11)
    normal.paragraph_format.space_after = Pt(3)
    for style in ("Heading 2", "Caption"):
        word.styles[style].font.color.rgb = RGBColor(0x1F, 0x38, 0x64)
        word.styles[style].font.name = "Carlito"
        word.styles[style].paragraph_format.space_before = Pt(3)
    EXAMPLES[name].fill(word)
    held = io.BytesIO()
    word.save(held)
    return held.getvalue()


def report(name: str) -> bytes:
    """Return what docgen makes of an example."""
    return load_template(template(name), fields=FIELDS.get(name)).render(NAMES)


def _lines(word: Word, *texts: str) -> None:
    for text in texts:
        word.add_paragraph(text)


def _table(word: Word, *rows: tuple[str, ...]) -> Any:
    found = word.add_table(len(rows), len(rows[0]), "Table Grid")
    for row, texts in zip(found.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    for cell in found.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = True
    found.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    return found


@example(2.2)
def values(word: Word) -> None:
    """Show values in a sentence, and a part of it that is left out."""
    _lines(
        word,
        "{{ unit.name }}{% if unit.place %}, {{ unit.place }}{% endif %}",
        "Sent to: {{ recipients | join(', ') }}",
    )


@example(5.0)
def places(word: Word) -> None:
    """Show a text alone in its paragraph: paragraphs and bullets."""
    _lines(word, "Comment:", "{{ comment }}", "Purpose: {{ purpose }}")


@example(5.6)
def conditions(word: Word) -> None:
    """Show if, elif and else."""
    _lines(
        word,
        *("{%p if result.total >= 115 %}", "Exemplary fidelity"),
        *("{%p elif result.total >= 100 %}", "Good fidelity: {{ result.total }} points"),
        *("{%p else %}", "Fair or none", "{%p endif %}"),
    )


@example(4.4)
def loops(word: Word) -> None:
    """Show a loop over paragraphs, with the loop's own variables."""
    _lines(
        word,
        "{%p for r in reviewers %}",
        "{{ loop.index }} of {{ loop.length }}: {{ r.name }}"
        "{% if r.title %}, {{ r.title }}{% endif %}",
        "{%p endfor %}",
        "{% for r in reviewers %}{{ r.name }}{% if not loop.last %} and {% endif %}{% endfor %}",
    )


@example(4.2)
def choosing(word: Word) -> None:
    """Show a loop over some of a list."""
    _lines(
        word,
        "{%p for c in criteria if c.score < 4 %}",
        "{{ c.name }}: {{ c.score }}",
        "{%p else %}",
        "All criteria have 4 or 5.",
        "{%p endfor %}",
    )


@example(4.2)
def rows(word: Word) -> None:
    """Show table rows in a loop."""
    _table(
        word,
        ("Criterion", "Score"),
        ("{%tr for c in criteria %}", ""),
        ("{{ c.name }}", "{{ c.score }}"),
        ("{%tr endfor %}", ""),
    )


@example(4.2)
def colours(word: Word) -> None:
    """Show the colour of a cell by its value."""
    found = _table(
        word,
        ("Criterion", "Score"),
        ("{%tr for c in criteria %}", ""),
        ("{{ c.name }}", ""),
        ("{%tr endfor %}", ""),
    )
    cell = found.rows[2].cells[1]
    cell.text = "{% cellbg 'C6E0B4' if c.score > 3 else 'F8CBAD' %}{{ c.score }}"


@example(2.4)
def cells(word: Word) -> None:
    """Show columns in a loop."""
    _table(word, ("{%tc for s in sections %}", "{{ s.label }}: {{ s.points }}", "{%tc endfor %}"))


def _shape(paragraph: Any, size: str, geometry: str, look: str, inside: str) -> None:
    """Append a shape to a paragraph; the geometry is also its alternative text."""
    paragraph._p.append(
        parse_xml(
            f'<w:r {nsdecls("w", "wp", "a")} xmlns:wps="{_SHAPE}"><w:drawing>'
            f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
            f'<wp:docPr id="71" name="{geometry}" descr="{geometry}"/><a:graphic>'
            f'<a:graphicData uri="{_SHAPE}"><wps:wsp><wps:cNvSpPr/><wps:spPr><a:xfrm>'
            f'<a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="{geometry}">'
            f"<a:avLst/></a:prstGeom>{look}</wps:spPr>{inside}<wps:bodyPr/></wps:wsp>"
            "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )
    )


_BLUE = '<a:solidFill><a:srgbClr val="1F3864"/></a:solidFill>'


@example(3.4)
def boxes(word: Word) -> None:
    """Show a value in a text box."""
    word.add_paragraph("The total stands in a box:")
    text = "<w:r><w:t>{{ result.total }} of {{ result.max }} points</w:t></w:r>"
    inside = f"<wps:txbx><w:txbxContent><w:p>{text}</w:p></w:txbxContent></wps:txbx>"
    look = f'<a:ln w="12700">{_BLUE}</a:ln>'
    _shape(word.add_paragraph(), 'cx="2520000" cy="432000"', "rect", look, inside)


@example(5.4)
def notes(word: Word) -> None:
    """Show a footnote in a loop, with a value of the round."""
    note = "{{ c.comment }}"
    marks = "".join(
        f'<w:footnote w:type="{kind}" w:id="{n}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for n, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    mark = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{0}/></w:r>'
    own = f"{mark.format('footnoteRef')}<w:r><w:t> {note}</w:t></w:r>"
    xml = (
        f"<w:footnotes {nsdecls('w')}>{marks}"
        f'<w:footnote w:id="1"><w:p>{own}</w:p></w:footnote></w:footnotes>'
    )
    part = Part(PackURI("/word/footnotes.xml"), f"{_WORDML}.footnotes+xml", xml.encode(),
                word.part.package)  # fmt: skip
    word.part.relate_to(part, f"{_OFFICE}/footnotes")
    _lines(word, "{%p for c in criteria %}", "{{ c.name }}: {{ c.score }}", "{%p endfor %}")
    reference = mark.format('footnoteReference w:id="1"').replace("<w:r>", f"<w:r {nsdecls('w')}>")
    word.paragraphs[1]._p.append(parse_xml(reference))


@example(3.8)
def pictures(word: Word) -> None:
    """Show that a picture in a loop is there once for each round."""
    _lines(word, "{%p for r in reviewers %}", "{{ r.name }} ", "{%p endfor %}")
    _shape(word.paragraphs[1], 'cx="360000" cy="360000"', "star5", _BLUE, "")


@example(7.4)
def contents(word: Word) -> None:
    """Show a contents list, and headings in a loop."""
    paragraph = word.add_paragraph()
    for sort, text in (
        ("begin", ""),
        ("", 'TOC \\o "2-2"'),
        ("separate", ""),
        ("", ""),
        ("end", ""),
    ):
        run = paragraph.add_run()
        if sort:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), sort)
            run._r.append(mark)
        elif text:
            instruction = OxmlElement("w:instrText")
            instruction.text = text
            run._r.append(instruction)
        else:
            run.text = "Right-click to update"
    word.add_paragraph("{%p for c in criteria %}")
    word.add_heading("{{ c.name }}", 2)
    _lines(word, "{{ c.comment }}", "{%p endfor %}")


@example(6.0)
def charts(word: Word) -> None:
    """Show a chart whose figures are tags."""
    many = range(len(NAMES["sections"]))
    labels = "".join(
        f'<c:pt idx="{n}"><c:v>{{{{ sections[{n}].label }}}}</c:v></c:pt>' for n in many
    )
    figures = "".join(
        f'<c:pt idx="{n}"><c:v>{{{{ sections[{n}].points }}}}</c:v></c:pt>' for n in many
    )
    count = f'<c:ptCount val="{len(many)}"/>'
    axes = (
        '<c:catAx><c:axId val="1"/><c:scaling/><c:delete val="0"/><c:axPos val="b"/>'
        '<c:crossAx val="2"/></c:catAx><c:valAx><c:axId val="2"/><c:scaling/><c:delete val="0"/>'
        '<c:axPos val="l"/><c:crossAx val="1"/></c:valAx>'
    )
    xml = (
        f'<c:chartSpace xmlns:c="{_DRAWING}/chart" xmlns:a="{_DRAWING}/main"><c:chart>'
        '<c:autoTitleDeleted val="1"/><c:plotArea><c:layout/><c:barChart><c:barDir val="col"/>'
        '<c:grouping val="clustered"/><c:ser><c:idx val="0"/><c:order val="0"/>'
        '<c:spPr><a:solidFill><a:srgbClr val="1F3864"/></a:solidFill></c:spPr>'
        f"<c:cat><c:strLit>{count}{labels}</c:strLit></c:cat>"
        f"<c:val><c:numLit>{count}{figures}</c:numLit></c:val></c:ser>"
        f'<c:axId val="1"/><c:axId val="2"/></c:barChart>{axes}</c:plotArea>'
        '<c:plotVisOnly val="1"/></c:chart></c:chartSpace>'
    )
    part = Part(PackURI("/word/charts/chart1.xml"), _CHART_TYPE, xml.encode(), word.part.package)
    place = word.part.relate_to(part, f"{_OFFICE}/chart")
    drawing = (
        f"<w:r {nsdecls('w', 'wp', 'a', 'r')}><w:drawing>"
        '<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="3400000" cy="1700000"/>'
        '<wp:docPr id="73" name="Chart" descr="Points of each section"/><a:graphic>'
        f'<a:graphicData uri="{_DRAWING}/chart">'
        f'<c:chart xmlns:c="{_DRAWING}/chart" r:id="{place}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    word.add_paragraph()._p.append(parse_xml(drawing))
