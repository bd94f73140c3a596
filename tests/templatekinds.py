"""Correct templates of many kinds, made with python-docx: what other people's Word files hold."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, RGBColor
from ooxml.minimal import PIXEL

Word = Any
"""A document of python-docx."""
DOCUMENTS = {
    "dk": ("dk", "report"),
    "fi": ("fi-sv", "report"),
    "scale": ("no", "scale"),
    "base": ("se", "report"),
    "table": ("se", "overview"),
    "sheet": ("se", "scoresheet"),
}
"""Documents of the packs in which faults are planted: code and name."""


KINDS: dict[str, Callable[[Word], None]] = {}
"""By name: what fills a new document."""


def kind(fill: Callable[[Word], None]) -> Callable[[Word], None]:
    KINDS[fill.__name__] = fill
    return fill


def made(name: str) -> bytes:
    """Return the template of that kind, with a title and a language as Word wants them."""
    word = docx.Document()
    word.core_properties.title = name
    next(word.styles.element.iter(qn("w:lang"))).set(qn("w:val"), "en-GB")
    for style in ("Heading 2", "Caption"):  # python-docx's own blue is too light to read
        word.styles[style].font.color.rgb = RGBColor(0x1F, 0x38, 0x64)
    word.add_heading(name.capitalize(), 1)
    KINDS[name](word)
    held = io.BytesIO()
    word.save(held)
    return held.getvalue()


def table(word: Word, *rows: tuple[str, ...]) -> Any:
    """Add a table whose first row is its head."""
    found = word.add_table(len(rows), len(rows[0]), "Table Grid")
    for row, texts in zip(found.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    found.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    return found


def field(paragraph: Any, code: str, shown: str) -> None:
    """Add a field of Word to a paragraph."""
    for sort, text in (("begin", ""), ("", code), ("separate", ""), (None, shown), ("end", "")):
        run = paragraph.add_run()
        if sort:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), sort)
            run._r.append(mark)
        elif sort == "":
            instruction = OxmlElement("w:instrText")
            instruction.text = text
            run._r.append(instruction)
        else:
            run.text = text


@kind
def letter(word: Word) -> None:
    word.add_paragraph("Dear {{ person.title }} {{ person.name }},")
    word.add_paragraph("Thank you for your letter of {{ received }}. {{ answer }}")
    word.add_paragraph("{{ sender.name }}{% if sender.role %}, {{ sender.role }}{% endif %}")


@kind
def invoice(word: Word) -> None:
    rows = ("Item", "Price"), ("{%tr for i in items %}", ""), ("{{ i.name }}", "{{ i.price }}")
    table(word, *rows, ("{%tr endfor %}", ""), ("Total", "{{ items | sum(attribute='price') }}"))


@kind
def heads(word: Word) -> None:
    word.sections[0].header.paragraphs[0].text = "{{ company }}: {{ subject }}"
    word.sections[0].footer.paragraphs[0].text = "{{ address }}"
    word.add_paragraph("{{ text }}")


@kind
def pages(word: Word) -> None:
    footer = word.sections[0].footer.paragraphs[0]
    field(footer, "PAGE", "1")
    footer.add_run(" of ")
    field(footer, "NUMPAGES", "1")
    word.add_paragraph("{{ first }}").add_run().add_break(WD_BREAK.PAGE)
    word.add_paragraph("{{ second }}")


@kind
def contents(word: Word) -> None:
    field(word.add_paragraph(), 'TOC \\o "1-2" \\h', "Contents")
    word.add_paragraph("{%p for c in chapters %}")
    word.add_heading("{{ c.title }}", 2)
    word.add_paragraph("{{ c.text }}")
    word.add_paragraph("{%p endfor %}")


@kind
def picture(word: Word) -> None:
    shape = word.add_picture(io.BytesIO(PIXEL), Cm(2))
    shape._inline.docPr.set("descr", "The house")
    word.add_paragraph("{{ caption }}", "Caption")


@kind
def bullets(word: Word) -> None:
    word.add_paragraph("{%p for one in points %}")
    word.add_paragraph("{{ one }}", "List Bullet")
    word.add_paragraph("{%p endfor %}")


@kind
def numbers(word: Word) -> None:
    word.add_paragraph("{%p for step in steps %}")
    word.add_paragraph("{{ step.what }} ({{ loop.index }} of {{ loop.length }})", "List Number")
    word.add_paragraph("{%p endfor %}")


@kind
def conditions(word: Word) -> None:
    for text in ("{%p if total > 100 %}", "High: {{ total }}", "{%p elif total > 50 %}", "Middle"):
        word.add_paragraph(text)
    for text in ("{%p else %}", "Low", "{%p endif %}"):
        word.add_paragraph(text)


@kind
def nested(word: Word) -> None:
    word.add_paragraph("{%p for team in teams %}")
    word.add_heading("{{ team.name }}", 2)
    word.add_paragraph("{%p for person in team.people if person.active %}")
    word.add_paragraph("{{ loop.index }}. {{ person.name | title }}")
    word.add_paragraph("{%p endfor %}")
    word.add_paragraph("{%p endfor %}")


@kind
def box(word: Word) -> None:
    drawing = (
        f"<w:r {nsdecls('w', 'wp', 'a')} "
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><w:drawing>'
        '<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="1800000" cy="720000"/>'
        '<wp:docPr id="71" name="Box" descr="The price"/><a:graphic><a:graphicData '
        'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        '<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="1800000" cy="720000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        "</wps:spPr><wps:txbx><w:txbxContent><w:p><w:r><w:t>{{ price }}</w:t></w:r></w:p>"
        "</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline>"
        "</w:drawing></w:r>"
    )
    word.add_paragraph()._p.append(parse_xml(drawing))


@kind
def merged(word: Word) -> None:
    found = table(word, ("Name", "First", "Last"), ("{{ a }}", "{{ b }}", "{{ c }}"), ("", "", ""))
    cell = found.cell(2, 0).merge(found.cell(2, 2))
    cell.text = "{{ remark }}"


@kind
def landscape(word: Word) -> None:
    word.add_paragraph("{{ before }}")
    section = word.add_section()
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    word.add_paragraph("{{ wide }}")


@kind
def formats(word: Word) -> None:
    paragraph = word.add_paragraph("Both ")
    paragraph.add_run("{{ strong }}").bold = True
    paragraph.add_run(" and ")
    paragraph.add_run("{{ slanted }}").italic = True


@kind
def filters(word: Word) -> None:
    for text in ("{{ name | upper }}", "{{ tags | join(', ') }}", "{{ note | default('none') }}"):
        word.add_paragraph(text)
    word.add_paragraph("{{ '%.2f' | format(price) }} for {{ people | length }} people")


@kind
def names(word: Word) -> None:
    word.add_paragraph("{% set whole = net + tax %}Sum: {{ whole }}")
    word.add_paragraph(
        "{{ 'yes' if agreed else 'no' }}; {{ rows[0].name }}; {{ rows[-1]['name'] }}"
    )


@kind
def columns(word: Word) -> None:
    found = table(word, ("{%tc for d in days %}", "{{ d }}", "{%tc endfor %}"))
    assert found is not None


@kind
def control(word: Word) -> None:
    inside = (
        f'<w:sdt {nsdecls("w")}><w:sdtPr><w:alias w:val="Name"/><w:id w:val="77"/></w:sdtPr>'
        "<w:sdtContent><w:p><w:r><w:t>{{ name }}</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    word.element.body.insert(1, parse_xml(inside))


@kind
def remarks(word: Word) -> None:
    word.add_paragraph("{# for those who edit this file #}{{ name }}")
    word.add_paragraph("{%p if name %}")
    word.add_paragraph("Braces as they stand: {_{ name }_}, a set {1, 2}, an array a[0] and 100 %.")
    word.add_paragraph("{%p endif %}")


@kind
def bookmark(word: Word) -> None:
    paragraph = word.add_paragraph("See ")
    field(paragraph, "REF here \\h", "below")
    target = word.add_paragraph("{{ text }}")
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), "5")
    start.set(qn("w:name"), "here")
    target._p.insert(0, start)
    target._p.append(end)


@kind
def tabs(word: Word) -> None:
    paragraph = word.add_paragraph("Name:\t{{ name }}\tBorn:\t{{ born }}")
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(4))
    word.add_paragraph("First line {{ a }}\nsecond line {{ b }}")


@kind
def links(word: Word) -> None:
    place = word.part.relate_to(
        "https://example.org",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
        is_external=True,
    )
    run = "<w:r><w:t>{{ site }}</w:t></w:r>"
    link = f'<w:hyperlink {nsdecls("w", "r")} r:id="{place}">{run}</w:hyperlink>'
    word.add_paragraph("See ")._p.append(parse_xml(link))
