"""The same template in the tag languages of all contenders, laid out by python-docx."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from bench.inputs import HEADER

KEPT_STYLES = {"Normal Table", "Table Grid", "Light Grid Accent 1"}
"""Table styles the template uses; python-docx brings 97 others along."""


@dataclass(frozen=True)
class Dialect:
    """How a tag language prints values and repeats paragraphs and table rows.

    A scope is what a value belongs to: "" the report, "s" a section, "c" a criterion, "t" a source.
    """

    values: dict[str, str]
    """By scope: the tag that prints `{}`."""
    opens: dict[str, str]
    """By scope: the paragraph before what is repeated; none for carbone."""
    closes: dict[str, str]
    rows: str
    """own: tags of row loops have rows of their own; inline: they stand in the first and last cell;
    next: the row after the repeated one says so."""

    def value(self, scope: str, name: str) -> str:
        """Return the tag that prints a value."""
        return self.values[scope].replace("@", name)


_LISTS = {"s": "s in sections", "c": "c in s.criteria", "t": "t in c.sources"}
JINJA = Dialect(
    values={"": "{{ @ }}", "s": "{{ s.@ }}", "c": "{{ c.@ }}", "t": "{{ t.@ }}"},
    opens={scope: f"{{%p for {loop} %}}" for scope, loop in _LISTS.items()},
    closes=dict.fromkeys(_LISTS, "{%p endfor %}"),
    rows="own",
)
MUSTACHE = Dialect(
    values=dict.fromkeys(("", "s", "c", "t"), "{@}"),
    opens={"s": "{#sections}", "c": "{#criteria}", "t": "{#sources}"},
    closes={"s": "{/sections}", "c": "{/criteria}", "t": "{/sources}"},
    rows="inline",
)
_SECTION, _CRITERION = "d.sections[i]", "d.sections[i].criteria[i]"
CARBONE = Dialect(
    values={
        "": "{d.@}",
        "s": f"{{{_SECTION}.@}}",
        "c": f"{{{_CRITERION}.@}}",
        "t": f"{{{_CRITERION}.sources[i].@}}",
    },
    opens={},
    closes={
        "s": "{d.sections[i+1].number}",
        "c": "{d.sections[i].criteria[i+1].number}",
        "t": f"{{{_CRITERION}.sources[i+1].text}}",
    },
    rows="next",
)
DIALECTS = {"jinja.docx": JINJA, "mustache.docx": MUSTACHE, "carbone.docx": CARBONE}


def write_templates(folder: Path) -> None:
    """Write one template for each tag language, with the styles that the report uses."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, dialect in DIALECTS.items():
        _slim(_Report(dialect).document).save(str(folder / name))
    _slim(_merge_report()).save(str(folder / "mailmerge.docx"))


def _slim(document: Any) -> Any:
    """Drop the styles that the default template of python-docx carries for nothing."""
    for style in list(document.styles.element.style_lst):
        if style.get(qn("w:type")) == "table" and style.name_val not in KEPT_STYLES:
            document.styles.element.remove(style)
    for key, relation in list(document.part.rels.items()):
        if relation.reltype.endswith("stylesWithEffects"):
            del document.part.rels[key]
    return document


class _Report:
    """Writes the template in one dialect."""

    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect
        self.document = Document()
        value = dialect.value
        _head(self.document, lambda paragraph, name: paragraph.add_run(value("", name)))
        self._details()
        self._overview()
        self._summary()

    def _paragraph(self, text: str, label: str = "", style: str | None = None) -> None:
        paragraph = self.document.add_paragraph(style=style)
        if label:
            paragraph.add_run(label).bold = True
        paragraph.add_run(text)

    def _open(self, scope: str) -> None:
        if scope in self.dialect.opens:
            self._paragraph(self.dialect.opens[scope])

    def _close(self, scope: str) -> None:
        self._paragraph(self.dialect.closes[scope])

    def _named(self, scope: str) -> str:
        return f"{self.dialect.value(scope, 'number')} {self.dialect.value(scope, 'name')}"

    def _details(self) -> None:
        value = self.dialect.value
        self._open("s")
        self.document.add_heading(self._named("s"), 2)
        self._open("c")
        self.document.add_heading(self._named("c"), 3)
        self._paragraph(value("c", "description"), "Description: ")
        self._paragraph(f"{value('c', 'score')} / 5", "Score: ")
        self._open("t")
        self._paragraph(value("t", "text"), style="List Bullet")
        self._close("t")
        self._paragraph(value("c", "comment"), "Comment: ")
        self._paragraph(value("c", "recommendation"), "Recommendation: ")
        self._close("c")
        self._close("s")

    def _overview(self) -> None:
        table = _overview_table(self.document)
        dialect, named = self.dialect, self._named
        texts = [named("c"), *(dialect.value("c", n) for n in ("comment", "recommendation"))]
        texts.append(dialect.value("c", "score"))
        if dialect.rows == "own":
            _wide(table, dialect.opens["s"].replace("{%p", "{%tr"))
            _wide(table, named("s"))
            _wide(table, dialect.opens["c"].replace("{%p", "{%tr"))
            _row(table, texts)
            _wide(table, "{%tr endfor %}")
            _wide(table, "{%tr endfor %}")
        elif dialect.rows == "inline":
            _wide(table, dialect.opens["s"] + named("s"))
            texts[0] = dialect.opens["c"] + texts[0]
            texts[-1] += dialect.closes["c"] + dialect.closes["s"]
            _row(table, texts)
        else:
            _wide(table, named("s"))
            _row(table, texts)
            _wide(table, dialect.closes["c"])
            _wide(table, dialect.closes["s"])
        _wide(table, self._total())

    def _summary(self) -> None:
        self.document.add_heading("Scores", 1)
        self._open("s")
        self._paragraph(self.dialect.value("s", "name"))
        self._open("c")
        score = self.dialect.value("c", "score")
        self._paragraph(f"{self._named('c')}: {score}", style="List Bullet")
        self._close("c")
        self._close("s")
        self._paragraph(self._total())

    def _total(self) -> str:
        value = self.dialect.value
        return f"Total: {value('', 'total')} of {value('', 'highest')}"


def _head(document: Any, put: Any) -> None:
    """Write title, head table and introduction; `put` prints a value of the report."""
    put(document.add_heading("", 0), "title")
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    for name, label in HEADER.items():
        cells = table.add_row().cells
        cells[0].paragraphs[0].add_run(label).bold = True
        put(cells[1].paragraphs[0], name)
    document.add_heading("Introduction", 1)
    put(document.add_paragraph(), "intro")
    document.add_heading("Criteria", 1)


def _overview_table(document: Any) -> Any:
    document.add_heading("Overview", 1)
    table = document.add_table(rows=1, cols=4, style="Light Grid Accent 1")
    heads = ("Criterion", "Comment", "Recommendation", "Score")
    for cell, text in zip(table.rows[0].cells, heads, strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    return table


def _row(table: Any, texts: list[str]) -> None:
    for cell, text in zip(table.add_row().cells, texts, strict=True):
        cell.paragraphs[0].add_run(text)


def _wide(table: Any, text: str) -> Any:
    """Add a row of one cell and return its paragraph."""
    cells = table.add_row().cells
    paragraph = cells[0].merge(cells[3]).paragraphs[0]
    if text:
        paragraph.add_run(text).bold = True
    return paragraph


# --- mail merge: fields instead of tags, no loops within loops ----------------------------------


def _merge_report() -> Any:
    """Return the template for Word's own merge fields: three fixed sections, rows repeat."""
    document = Document()
    _head(document, lambda paragraph, name: _fields(paragraph, f"<{name}>"))
    for part in (1, 2, 3):
        _fields(document.add_heading("", 2), f"<s{part}_number> <s{part}_name>")
        cell = document.add_table(rows=1, cols=1).rows[0].cells[0]
        first = cell.paragraphs[0]
        first.style = document.styles["Heading 3"]
        _fields(first, f"<d{part}_number> <d{part}_name>")
        for name in ("description", "score", "sources", "comment", "recommendation"):
            end = " / 5" if name == "score" else ""
            _fields(cell.add_paragraph(), f"{name.capitalize()}: <d{part}_{name}>{end}")
    table = _overview_table(document)
    for part in (1, 2, 3):
        _fields(_wide(table, ""), f"<s{part}_number> <s{part}_name>")
        names = ("number", "comment", "recommendation", "score")
        for cell, name in zip(table.add_row().cells, names, strict=True):
            more = f" <o{part}_name>" if name == "number" else ""
            _fields(cell.paragraphs[0], f"<o{part}_{name}>{more}")
    _fields(_wide(table, ""), "Total: <total> of <highest>")
    document.add_heading("Scores", 1)
    for part in (1, 2, 3):
        _fields(document.add_paragraph(), f"<s{part}_name>")
        cell = document.add_table(rows=1, cols=1).rows[0].cells[0]
        _fields(cell.paragraphs[0], f"<l{part}_number> <l{part}_name>: <l{part}_score>")
    _fields(document.add_paragraph(), "Total: <total> of <highest>")
    return document


def _fields(paragraph: Any, text: str) -> None:
    """Write a text in which `<name>` stands for a merge field."""
    for piece in text.replace("<", "|<").replace(">", "|").split("|"):
        if not piece.startswith("<"):
            paragraph.add_run(piece)
            continue
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), f" MERGEFIELD {piece[1:]} \\* MERGEFORMAT ")
        run, word = OxmlElement("w:r"), OxmlElement("w:t")
        word.text = piece[1:]
        run.append(word)
        field.append(run)
        paragraph._p.append(field)
