"""Templates that hold everything a Word file may hold beside tags, in every container.

`a_body` makes one from a seed: pictures, text boxes, notes, breaks, symbols, formulas, fields,
links, bookmarks, controls and section breaks, beside values alone, behind labels and in sentences,
in loops and conditions of paragraphs, rows, cells and runs.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from random import Random

from ooxml.minimal import cell, row, run, table, text
from ooxml.packages import complex_field, instruction

MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
VALUES = ("text", "line", "list", "number")
"""Names of the values: each is called as its kind."""
NOTES = range(2, 30)
"""Ids of the footnotes; a template names each once."""


class Body:
    """Makes one body; each word and each id in it is there once."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self._numbers = count(30)
        self.notes = list(NOTES)

    def word(self) -> str:
        """Return a word that stands nowhere else."""
        return f"w{next(self._numbers)}w"

    def content(self) -> str:
        """Return runs that hold something besides words."""
        return self.random.choice(CONTENT)(self)

    def inline(self) -> str:
        """Return a value as a tag, now and then in a condition or a loop of its own."""
        tag = f"{{{{ {self.random.choice(VALUES)} }}}}"
        kind = self.random.randrange(6)
        if kind == 0:
            return f"{{% if yes %}}{tag}{self.word()}{{% endif %}}"
        if kind == 1:
            return f"{{% for i in items %}}{{{{ i.line }}}}{self.word()}{{% endfor %}}"
        return tag

    def paragraph(self, *, plain: bool = False) -> str:
        """Return a paragraph with a value, in one of the ways in which values stand."""
        form = self.random.randrange(5)
        words = [
            self.inline(),
            f"{self.word()}: {self.inline()}",
            f"{self.word()} {self.inline()} {self.word()}",
            self.word(),
            f"{self.inline()} {self.inline()}",
        ][form]
        runs = [run(words)]
        if not plain and self.random.random() < 0.5:
            runs.insert(self.random.randrange(2), self.content())
        return f"<w:p>{''.join(runs)}</w:p>"

    def blocks(self, depth: int = 2) -> str:
        """Return some paragraphs and tables, some of them in loops and conditions."""
        return "".join(self._block(depth) for _ in range(self.random.randint(1, 3)))

    def _block(self, depth: int) -> str:
        kind = self.random.randrange(8) if depth else 0
        if kind in (1, 2):
            opening, closing = ("for i in items", "endfor") if kind == 1 else ("if yes", "endif")
            inner = self.blocks(depth - 1)
            first, last = (text(f"{{%p {words} %}}") for words in (opening, closing))
            return f"{first}{inner}{last}"
        if kind == 3:
            rows = [row(cell(f"<w:p>{run('{%tr for i in items %}')}</w:p>"), cell())]
            rows += [row(cell(self.paragraph()), cell(self.blocks(0)))]
            rows += [row(cell(f"<w:p>{run('{%tr endfor %}')}</w:p>"), cell())]
            return table(row(cell(self.paragraph()), cell(self.paragraph())), *rows, columns=2)
        if kind == 4:
            tags = ("{%tc for i in items %}", "{%tc endfor %}")
            first, last = (cell(f"<w:p>{run(tag)}</w:p>") for tag in tags)
            return table(
                row(cell(self.paragraph()), first, cell(self.paragraph()), last), columns=4
            )
        if kind == 5:
            section = '<w:sectPr><w:pgSz w:w="16838" w:h="11906"/></w:sectPr>'
            return f"<w:p><w:pPr>{section}</w:pPr>{run(f'{self.word()} {self.inline()}')}</w:p>"
        if kind == 6:
            number = next(self._numbers)
            return (
                f'<w:sdt><w:sdtPr><w:id w:val="{number}"/></w:sdtPr><w:sdtContent>'
                f"{self.blocks(depth - 1)}<w:p/></w:sdtContent></w:sdt>"
            )
        return self.paragraph()

    def number(self) -> int:
        """Return a number that is no other's."""
        return next(self._numbers)


def _picture(body: Body) -> str:
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="9525" cy="9525"/><wp:docPr id="{body.number()}" name="P"/><a:graphic>'
        f'<a:graphicData uri="{_DRAWING}/picture"/></a:graphic></wp:inline></w:drawing></w:r>'
    )


def _text_box(body: Body) -> str:
    return (
        f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{body.paragraph(plain=True)}"
        "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )


def _note(body: Body) -> str:
    if not body.notes:
        return _symbol(body)
    return f'<w:r><w:footnoteReference w:id="{body.notes.pop()}"/></w:r>'


def _symbol(_: Body) -> str:
    return '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'


def _break(body: Body) -> str:
    kind = body.random.choice(("", ' w:type="page"', ' w:type="column"'))
    return f"<w:r><w:br{kind}/></w:r>"


def _formula(body: Body) -> str:
    return f"<m:oMath {MATH}><m:r><m:t>{body.word()}</m:t></m:r></m:oMath>"


def _field(body: Body) -> str:
    return complex_field(instruction(" PAGE "), body.word())


def _link(body: Body) -> str:
    return complex_field(instruction(' HYPERLINK "https://a.no/{{ number }}" '), body.word())


def _bookmark(body: Body) -> str:
    number = body.number()
    return (
        f'<w:bookmarkStart w:id="{number}" w:name="b{number}"/>{run(body.word())}'
        f'<w:bookmarkEnd w:id="{number}"/>'
    )


def _control(body: Body) -> str:
    return (
        f'<w:sdt><w:sdtPr><w:id w:val="{body.number()}"/></w:sdtPr><w:sdtContent>'
        f"{run(body.word())}</w:sdtContent></w:sdt>"
    )


CONTENT: tuple[Callable[[Body], str], ...] = (
    *(_picture, _text_box, _note, _symbol, _break, _formula, _field, _link, _bookmark, _control),
)


def a_body(seed: int) -> str:
    """Return the paragraphs and tables of a template."""
    body = Body(seed)
    return "".join(body.blocks() for _ in range(4)) + body.paragraph()
