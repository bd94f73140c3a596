"""Old reports as the authorities' own forms have them, with fictitious content; python-docx."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from docgen.model import Pack

PROMPT = "Klicka eller tryck för att skriva in texten."

FRONT: Sequence[tuple[str, str, str]] = [
    ("Namn och område för enheten som ska bedömas:", "Norrviks poliklinik, Kustområdet", "line"),
    ("Rapportdatum:", "27.3.2025", "line"),
    ("Mottagare:", "Styrgruppen\nÖverläkaren\n", "below"),
    ("Bedömare:", "Bedömare 1, teamledare\nBedömare 2", "below"),
    ("Bedömningsdatum: ", "10.-11.3.2025", "below"),
    ("Med i utvärderingen:", "Arbetstränarna och teamledaren", "below"),
    ("Syfte: ", "", "head"),
    (
        (
            "Utvärderingen genomfördes för att få en bedömning av kvaliteten på implementeringen "
            "av IPS-modellen för den aktuella enheten. Utvärderingen jämför implementeringen av "
            "enhetens IPS-arbetsträning med kvalitetskriterierna för IPS-modellen vid "
            "utvärderingstillfället. När det gäller IPS-teamarbete och arbetsmetod fokuserar "
            "bedömningen på psykiatriska "
            "tjänster i hela området."
        ),
        "",
        "head",
    ),
    ("Tidigare bedömning:", "", "head"),
    ("Vilken i ordningen var den här IPS-kvalitetsbedömningen?", "2", "line"),
    ("Datum för föregående kvalitetsbedömningsrapport:", "4.2.2024", "line"),
    (
        (
            "Den verbala nivån på den tidigare kvalitetsbedömningen (t.ex. ”måttlig nivå”, se "
            "poängtabell i slutet av dokumentet) och totalpoäng (max. 125 poäng):"
        ),
        "måttlig nivå, 88",
        "line",
    ),
    ("Beskrivning av IPS-tjänsten:", "", "head"),
    ("Psykiatriska tjänster i hela området:", "", "head"),
    ("För vilka kundgrupper erbjuds IPS-arbetsträning?", "Alla vuxna", "line"),
    ("Beskrivning av IPS-teamet för hela området:", "Fem arbetstränare.", "line"),
    ("Utvärderad enhet:", "", "head"),
    ("Ålder och sjukdomsgrupp för klienterna som vårdas:", "18–65 år", "line"),
    ("Geografisk hänvisning av klienter som vårdas:", PROMPT, "line"),
    ("Bedömningsmetod:", "", "head"),
    (
        "Genomfördes bedömningen på plats, på distans eller på något annat sätt?",
        "På plats",
        "line",
    ),
    ("Intervjuer", "", "head"),
    ("Bedömarna intervjuade följande personer:", "Tre klienter\nLedaren, två gånger", "below"),
    ("Observerade arbetsgivarmöten", "", "head"),
    ("Bedömarna observerade följande arbetstränare vid arbetsgivarmöten:", PROMPT, "line"),
    ("Observerade möten", "", "head"),
    ("Bedömarna observerade följande möten:", "Veckomötet", "line"),
    ("Granskade dokument ", "", "head"),
    ("Bedömarna granskade följande dokument:", "Sex klientdokument", "line"),
    ("Sammanfattning av bedömningen:", "", "head"),
    ("Poäng och verbal nivå (se poängtabellen i slutet av dokumentet):", "{statement}", "line"),
    (
        "En allmän beskrivning av IPS-tjänsten för den utvärderade enheten (1–2 meningar):",
        "Tjänsten är ung.",
        "line",
    ),
    ("Styrkor", "", "head"),
    (
        (
            "En fri beskrivning av styrkorna i enhetens IPS-tjänst i förhållande till "
            "kvalitetskriterierna:"
        ),
        "Poäng: det finns många.\n- Tydlig ledning\n- Gott samarbete",
        "below",
    ),
    ("Viktiga utvecklingsbehov", "", "head"),
    (
        (
            "Utvecklingsbehov listas med referens till vissa kvalitetskriterier. Den enhet som "
            "utvärderas kan använda beskrivningen direkt vid framtagandet av sin utvecklingsplan. "
        ),
        "",
        "head",
    ),
    ("Kriteriumnummer och namn:", "7. Arbetsträningsteamet", "line"),
    ("Poång:", "{vocational_unit}", "line"),
    ("Rekommendationer:", "Anställ en till.", "line"),
    ("Kriteriumnummer och namn:", "13", "line"),
    ("Poång:", "{disclosure}", "line"),
    ("Rekommendationer:", "Fråga alla.\nVarje gång.", "line"),
    ("Kriteriumnummer och namn:", PROMPT, "line"),
    ("Poång:", PROMPT, "line"),
    ("Rekommendationer:", PROMPT, "line"),
]
"""The front of the Finland-Swedish form: label, value, where the value stands."""


class Writer:
    """Writes the paragraphs of a report; values plain or in controls without a tag."""

    def __init__(self, *, controls: bool = False) -> None:
        self.file = docx.Document()
        self.controls = controls

    def line(self, label: str, value: str = "", *, style: str = "") -> None:
        """Write a label and the first paragraph of its value, then the others below."""
        first, *more = value.split("\n")
        paragraph = self.file.add_paragraph(label, style or None)
        if first:
            self._value(paragraph, f" {first}")
        self.below(more)

    def below(self, texts: Sequence[str]) -> None:
        """Write paragraphs; `- ` makes a bullet of Word's."""
        for text in texts:
            bullet = text.startswith("- ")
            paragraph = self.file.add_paragraph("", "List Bullet" if bullet else None)
            self._value(paragraph, text.removeprefix("- "))

    def _value(self, paragraph: Any, text: str) -> None:
        run = paragraph.add_run(text)
        if self.controls:
            control = OxmlElement("w:sdt")
            content = OxmlElement("w:sdtContent")
            control.append(OxmlElement("w:sdtPr"))
            control.append(content)
            run._element.addprevious(control)
            content.append(run._element)

    def data(self) -> bytes:
        """Return the file."""
        made = io.BytesIO()
        self.file.save(made)
        return made.getvalue()


def finland_swedish(
    pack: Pack,
    scores: Mapping[str, int],
    *,
    controls: bool = False,
    counted: bool = False,
    comments: Mapping[str, str] | None = None,
    total: int | None = None,
    listed: Mapping[str, int] | None = None,
    extra: str = "",
) -> bytes:
    """Return a filled 003 form; `counted` numbers are Word's own, `extra` a line of nobody's.

    `listed` scores stand in the list of scores, where they differ from those above.
    """
    write = Writer(controls=controls)
    level = pack.level_of(sum(scores.values())).label
    known = {**scores, "statement": f"{level}, {sum(scores.values())}"}
    write.line("Mall uppdaterad 4.2.2026")
    write.line(pack.texts["report_title"])
    if extra:
        write.line(extra)
    for label, value, where in FRONT:
        text = value.format_map(known)
        if where == "below":
            write.line(label)
            write.below(text.split("\n"))
        else:
            write.line(label, text)
    write.line("Kriteriebaserad bedömning:")
    for section in pack.sections:
        write.line(section.label)
        for c in section.criteria:
            number, style = ("", "List Number") if counted else (f"{c.printed} ", "")
            write.line(f"{number}{c.name}: {c.description}", style=style)
            if c.components:
                write.line(c.components_intro)
                write.below([f"- {text}" for text in c.components])
            write.line("Poäng:", str(scores.get(c.id, PROMPT)))
            write.line("Datakällor:", "Intervjuer, dokument")
            write.line("Kommentarer (beskrivning):", (comments or {}).get(c.id, f"Om {c.id}."))
            write.line(
                "Rekommendationer (utvecklingsbehov):", f"Mer {c.id}.\n- Steg ett\n- Steg två"
            )
    write.line("Sammanfattning av bedömningspoängen:  ")
    _score_list(write, pack, {**scores, **(listed or {})}, counted=counted)
    shown = total if total is not None else sum(scores.values())
    write.line("TOTALPOÄNG (max. 125)\t  ", str(shown))
    write.line("TOTALPOÄNG")
    for level in pack.levels:
        write.line(level.legend)
    return write.data()


def _score_list(write: Writer, pack: Pack, scores: Mapping[str, int], *, counted: bool) -> None:
    """Write the list of scores: short names, long ones broken over two lines."""
    for section in pack.sections:
        write.line(section.label)
        for c in section.criteria:
            words = c.short_name.split()
            broken = " ".join(words[:4])
            if len(words) > 4:
                broken += "\n" + " ".join(words[4:])
            number, style = ("", "List Number") if counted else (f"{c.printed} ", "")
            paragraph = write.file.add_paragraph(f"{number}{broken}\tPoäng:   ", style or None)
            write._value(paragraph, str(scores.get(c.id, PROMPT)))


def danish(
    pack: Pack,
    scores: Mapping[str, int],
    *,
    controls: bool = False,
    names: Mapping[str, str] | None = None,
    total: int | None = None,
) -> bytes:
    """Return a 004 report; `names` are the rows' names where they differ from the pack's."""
    write = Writer(controls=controls)
    write.line("Formålet med fidelity evalueringen:  ")
    write.below(["Denne rapport omhandler det første review.", "Rapporten bygger på 6 interviews."])
    write.line("Generelle kommentarer: ")
    write.below(["Vi oplever en stor interesse.", "Fortsæt det gode arbejde."])
    write.line("Områder der særligt kan arbejdes med inden næste review:  ")
    write.below(["- Det anbefales at fokusere på timer.", "- Ordinære job: Korte praktikker."])
    write.line("Oversigtstabel baseret på IPS-trofasthedsskala ")
    _table(write, pack, scores, names or {}, total)
    write.line("Resumé: ")
    write.line(
        "Denne trofasthedsmåling blev udført for at evaluere implementeringen af IPS-service i "
        "Sundby Kommune i samarbejde med lokalpsykiatrien i Sundby. Trofasthedsmålingen er "
        "foretaget på baggrund af Fidelityskalaen 2008, udviklet i USA, også kaldet IPS-25. "
    )
    write.below(["Indsatsen er ung og i god gænge."])
    points = sum(scores.values()) if total is None else total
    level = pack.level_of(points).label
    write.line(
        f"Den totale score for trofasthedsmålingen svarer til {level} (total score = {points}). "
    )
    for text in ("", "Reviewer 1, psykolog", "", "_" * 40, "Reviewer 2"):
        write.line(text)
    for level_ in pack.levels:
        write.line(level_.legend)
    return write.data()


def _table(
    write: Writer,
    pack: Pack,
    scores: Mapping[str, int],
    names: Mapping[str, str],
    total: int | None,
) -> None:
    table = write.file.add_table(rows=0, cols=4)

    def row(*texts: str) -> None:
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            first, *more = text.split("\n")
            write._value(cell.paragraphs[0], first)
            for one in more:
                bullet = one.startswith("- ")
                paragraph = cell.add_paragraph("", "List Bullet" if bullet else None)
                write._value(paragraph, one.removeprefix("- "))

    heads = ("ITEM\n", "BEMÆRKNING", "ANBEFALING ", "SCORE  ")
    row(*heads)
    for section in pack.sections:
        row("", "", "", "")
        merged = table.add_row().cells
        merged[0].merge(merged[3]).text = section.label
        for c in section.criteria:
            texts = (f"Om {c.id}.\nVi hører mere.", f"Mer {c.id}.\n- Trin et\n- Trin to")
            row(names.get(c.id, c.name), *texts, f"{scores[c.id]}" if c.id in scores else "")
        row(*heads)
    row("TOTAL SCORE", "", "", str(sum(scores.values()) if total is None else total))
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def with_strangers(data: bytes, seed: int) -> tuple[bytes, list[str]]:
    """Return a report with lines put in anywhere and lines gone, and the words put in."""
    random = Random(seed)
    file = docx.Document(io.BytesIO(data))
    lines = list(file.element.body.iter(qn("w:p")))
    words = []
    for number in range(6):
        line = random.choice(lines)
        parent = line.getparent()
        if parent is None:
            continue
        if random.random() < 0.3 and len(parent) > 2:
            parent.remove(line)
            continue
        words.append(f"Zq{number}")
        stranger = docx.Document().add_paragraph(
            f"{random.choice(('', '7. '))}{words[-1]} eget ord"
        )
        line.addnext(stranger._p)
    made = io.BytesIO()
    file.save(made)
    return made.getvalue(), words
