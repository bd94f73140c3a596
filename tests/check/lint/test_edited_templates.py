"""What people do to a template in Word beside typing: each is one finding, or does no harm."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from builders import swept
from lxml import etree
from ooxml.packages import zipped
from ooxml.rendered import parts_of
from templatekinds import DOCUMENTS

from docgen.check.lint.run import Judge
from docgen.check.lint.session import lint_target
from docgen.check.lint.targets import Target
from docgen.packs.load import load_pack

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": W[1:-1],
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)
BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wp:docPr id="771"'
    ' name="Box"/><a:graphic><a:graphicData uri="x"><wps:wsp><wps:txbx><w:txbxContent>{0}'
    "</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
    "</mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{0}</w:txbxContent>"
    "</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
BY = 'w:id="9001" w:author="A" w:date="2026-01-01T00:00:00Z"'


def made(xml: str) -> Any:
    return etree.fromstring(f"<x {SPACES}>{xml}</x>")[0]


def typed(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


class Edited:
    """The text of a template, in which paragraphs are found by what they say."""

    def __init__(self, data: bytes) -> None:
        self.parts = parts_of(data)
        self.root = etree.fromstring(self.parts["word/document.xml"])

    def find(self, words: str, nth: int = 0) -> Any:
        found = [p for p in self.root.iter(f"{W}p") if words in self.text(p)]
        return found[nth]

    @staticmethod
    def text(paragraph: Any) -> str:
        return "".join(t.text or "" for t in paragraph.iter(f"{W}t"))

    def row(self, words: str, nth: int = 0) -> Any:
        return next(self.find(words, nth).iterancestors(f"{W}tr"))

    def cell(self, words: str) -> Any:
        return next(self.find(words).iterancestors(f"{W}tc"))

    def add(self, words: str, xml: str) -> None:
        self.find(words).append(made(xml))

    def behind(self, words: str, xml: str, nth: int = 0) -> None:
        self.find(words, nth).addnext(made(xml))

    def cut(self, words: str, between: str = "") -> None:
        """Put each letter of a paragraph into a run of its own."""
        paragraph = self.find(words)
        letters = self.text(paragraph)
        for run in paragraph.findall(f"{W}r"):
            paragraph.remove(run)
        for letter in letters:
            run = f'<w:r><w:t xml:space="preserve">{letter}</w:t></w:r>'
            paragraph.append(made(run.replace("&", "&amp;")))
            if between:
                paragraph.append(made(between))

    def tracked(self, words: str, nth: int = 0) -> None:
        """Delete a paragraph's text while changes are tracked."""
        paragraph = self.find(words, nth)
        runs = paragraph.findall(f"{W}r")
        around = made(f"<w:del {BY}/>")
        runs[0].addprevious(around)
        for run in runs:
            around.append(run)
            for text in run.iter(f"{W}t"):
                text.tag = f"{W}delText"

    def wrapped(self, node: Any) -> None:
        control = made('<w:sdt><w:sdtPr><w:id w:val="4242"/></w:sdtPr><w:sdtContent/></w:sdt>')
        node.addprevious(control)
        control[1].append(node)

    def part(self, name: str, kind: str, relation: str, data: bytes) -> None:
        types = "[Content_Types].xml"
        entry = f'<Override PartName="/{name}" ContentType="{kind}"/></Types>'
        self.parts[types] = self.parts[types].replace(b"</Types>", entry.encode())
        self.parts[name] = data
        self.relation(relation, name.rpartition("/")[2])

    def relation(self, kind: str, target: str, mode: str = "") -> None:
        name = "word/_rels/document.xml.rels"
        entry = (
            '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
            f'relationships/{kind}" Target="{target}"{mode}/></Relationships>'
        )
        self.parts[name] = self.parts[name].replace(b"</Relationships>", entry.encode())

    def data(self) -> bytes:
        return zipped({**self.parts, "word/document.xml": etree.tostring(self.root)})


def _hidden(one: Edited) -> None:
    for run in one.find("{{ general_comments }}").findall(f"{W}r"):
        run.insert(0, made("<w:rPr><w:vanish/></w:rPr>"))


def _crossed(one: Edited) -> None:
    end = one.find("{%p endfor %}", 1)
    end.addprevious(end.getnext())


def _retyped(one: Edited) -> None:
    paragraph = one.find("{{ purpose }}")
    for run in paragraph.findall(f"{W}r"):
        paragraph.remove(run)
    paragraph.append(
        made(f"<w:del {BY}><w:r><w:delText>{{{{ purpose }}}}</w:delText></w:r></w:del>")
    )
    paragraph.append(made(f"<w:ins {BY}><w:r><w:t>{{{{ response }}}}</w:t></w:r></w:ins>"))


def _merged(one: Edited) -> None:
    """Two cells made one in Word, by somebody who takes the text of the first."""
    cell = one.cell("{{ c.recommendation }}")
    cell.getprevious().find(f"{W}tcPr").insert(1, made('<w:gridSpan w:val="2"/>'))
    cell.getparent().remove(cell)


def _chunk(one: Edited) -> None:
    one.part("word/chunk.html", "text/html", "aFChunk", b"<p>x</p>")
    one.behind("{{ purpose }}", '<w:altChunk r:id="rId99"/>')


def _macros(one: Edited) -> None:
    kind = "application/vnd.ms-office.vbaProject"
    one.part("word/vbaProject.bin", kind, "vbaProject", b"x")


def _picture(one: Edited) -> None:
    one.relation("image", "https://example.org/a.png", ' TargetMode="External"')
    one.add("{{ unit.name }}", '<w:r><w:drawing><a:blip r:link="rId99"/></w:drawing></w:r>')


def _named(one: Edited) -> None:
    paragraph = one.find("{%p if purpose %}")
    paragraph.append(made('<w:bookmarkStart w:id="55" w:name="aim"/>'))
    paragraph.append(made('<w:bookmarkEnd w:id="55"/>'))
    one.add("Resum", '<w:fldSimple w:instr=" REF aim "><w:r><w:t>x</w:t></w:r></w:fldSimple>')


def _words_in_row(one: Edited) -> None:
    row = one.row("{%tr for c in s.criteria %}")
    cell = copy.deepcopy(row[-1])
    for text in cell.iter(f"{W}t"):
        text.text = "x"
    row.append(cell)


def _field(code: str) -> str:
    return f'<w:fldSimple w:instr="{code}"><w:r><w:t>x</w:t></w:r></w:fldSimple>'


IF, ENDIF = "{%p if purpose %}", "{%p endif %}"
BREAK = '<w:r><w:br w:type="page"/></w:r>'
FORMULA = "<m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath>"
SYMBOL = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
ROWS = typed("{%tr for r in reviewers %}") + typed("{{ r.name }}") + typed("{%tr endfor %}")
SECTION = "<w:pPr><w:sectPr/></w:pPr>"
EDITS: dict[str, tuple[str, Callable[[Edited], None], str]] = {
    "each letter a run": ("dk", lambda d: d.cut("{{ unit.name }}"), ""),
    "marks of the speller": (
        "fi", lambda d: d.cut("{{ review.report_date }}", '<w:proofErr w:type="spellStart"/>'), ""
    ),
    "a page break beside a tag": ("dk", lambda d: d.add(IF, BREAK), ""),
    "a bookmark on a tag": ("dk", _named, ""),
    "a control around a cell of tags": (
        "dk", lambda d: d.wrapped(d.cell("{%tr for c in s.criteria %}")), ""
    ),
    "lines broken in a tag": (
        "base", lambda d: d.cut("{{ purpose }}", "<w:r><w:br/></w:r>"), "looks-like-tag"
    ),
    "an end deleted": ("dk", lambda d: d.root.find(f"{W}body").remove(d.find(ENDIF)), "block"),
    "a row with an end deleted": (
        "table", lambda d: d.row("{%tr endfor %}").getparent().remove(d.row("{%tr endfor %}")),
        "block",
    ),
    "blocks crossed": ("dk", _crossed, "block"),
    "an end twice": ("dk", lambda d: d.behind(ENDIF, typed(ENDIF)), "block"),
    "an end behind the table": (
        "scale", lambda d: next(d.find("{%p endfor %}").iterancestors(f"{W}tbl")).addnext(
            d.find("{%p endfor %}")), "block",
    ),
    "rows in a text box": (
        "fi", lambda d: d.add("Utvärderingen genomfördes", BOX.format(ROWS)), "tag-level"
    ),
    "a misspelt name in a text box": (
        "dk", lambda d: d.add("{{ purpose }}", BOX.format(typed("{{ unit.nmae }}"))),
        "unknown-name",
    ),
    "a text box beside a tag": (
        "dk", lambda d: d.add(IF, BOX.format(typed("x"))), "text-beside-tag"
    ),
    "a symbol beside a tag": ("dk", lambda d: d.add(IF, SYMBOL), "text-beside-tag"),
    "a formula beside a tag": ("dk", lambda d: d.add(IF, FORMULA), "text-beside-tag"),
    "a section break beside a tag": (
        "dk", lambda d: d.find(ENDIF).insert(0, made(SECTION)), "text-beside-tag"
    ),
    "words in a row of tags": ("dk", _words_in_row, "text-beside-tag"),
    "a name behind its loop": (
        "dk", lambda d: d.behind("{%p endfor %}", typed("{{ need.name }}"), 1), "unknown-name"
    ),
    "an end deleted, tracked": ("dk", lambda d: d.tracked(ENDIF), "block"),
    "a value deleted, tracked": ("fi", lambda d: d.tracked("{{ c.comment }}"), "tracked-change"),
    "a value replaced, tracked": ("base", _retyped, "tracked-change"),
    "a value in hidden text": ("dk", _hidden, "hidden-tag"),
    "a cell merged upwards": (
        "dk", lambda d: d.cell("{{ c.comment }}").find(f"{W}tcPr").append(made("<w:vMerge/>")),
        "merged-away",
    ),
    "a control around a row of tags": (
        "dk", lambda d: d.wrapped(d.row("{%tr endfor %}")), "block"
    ),
    "a control around a beginning": ("dk", lambda d: d.wrapped(d.find(IF)), "block"),
    "a head row deleted": (
        "dk", lambda d: d.row("ITEM").getparent().remove(d.row("ITEM")), "table-head"
    ),
    "a tag in a field's code": (
        "dk", lambda d: d.add("{{ unit.name }}", _field("HYPERLINK mailto:{{ unit.nmae }}")),
        "unknown-name",
    ),
    "macros": ("dk", _macros, "macros"),
    "a linked picture": ("dk", _picture, "external"),
    "another document built in": ("dk", _chunk, "external"),
    "two cells merged": ("dk", _merged, "prints-no-longer"),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", swept(EDITS, 14))
def test_an_edit_in_word_is_one_finding_with_its_place_or_does_no_harm(tmp_path, name):
    where, edit, rule = EDITS[name]
    code, document = DOCUMENTS[where]
    pack = load_pack(code)
    bundled = pack.documents[document]
    one = Edited(bundled.path.read_bytes())
    edit(one)
    file = tmp_path / "t.docx"
    file.write_bytes(one.data())
    held = bundled._replace(path=file) if rule == "prints-no-longer" else bundled
    told = lint_target(Target(file, (Judge(pack, held),)), None, None)
    assert [one.rule for one in told] == ([rule] if rule else []), [str(one) for one in told]
    assert all(one.where for one in told)
