"""Every report of every pack with its controls: sound, readable by path, and silent about the rest.

Validators, and LibreOffice reading odd, long and missing texts: test_soundness.py; fields of blank
forms: test_forms.py; single controls: test_word_controls.py.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from builders import IN_FULL, ODD, ONE_EACH, bare, long, odd, with_texts
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from ooxml.libreoffice import Office
from ooxml.reading import poppler
from ooxml.rendered import W, parts_of

from docgen.document.blankform import make_form
from docgen.document.filters import make_filters
from docgen.document.renderer import renderer
from docgen.history.cache import HistoryCache
from docgen.packs.library import find_library
from docgen.packs.load import load_pack, pack_codes
from docgen.report import Options, prepare_report
from docgen.review.load import load_review
from docgen.review.schemas import schema_for
from docgen.word.audit.package import Package
from docgen.word.compile.gate import read_package
from docgen.word.readback.store import read_store
from docgen.word.render.archive import write_archive
from docgen.word.render.store import NAMESPACE
from docgen.yamlfile.parse import read_yaml
from tests.builders import CRITERION_IDS

PACKS = {code: load_pack(code) for code in pack_codes()}
DOCUMENTS = [
    pytest.param(code, name, id=f"{code} {name}")
    for code, pack in PACKS.items()
    for name, document in pack.documents.items()
    if document.needs_review
]
every_document = pytest.mark.parametrize(("code", "name"), DOCUMENTS)
SAMPLES = {sample.parent.name: sample for sample in ONE_EACH}
PARAGRAPH, BREAK = "\n\n", "\n"
RECORD = re.compile(r"^(criteria|development|reviewers)\.\w+")


def report_of(data: Mapping[str, Any], document: str, file: Path, *, plain: bool = False) -> bytes:
    """Return the report of a review of that data, which is written to `file`."""
    file.write_text(json.dumps(data), encoding="utf-8")
    options = Options(document, plain=plain)
    return prepare_report(load_review(file), options, find_library(), HistoryCache()).render()


def controls(report: bytes) -> Iterator[tuple[str, str, Any]]:
    """Yield tag, text and element of each control in the text of all parts."""
    for _, story in Package.read(report).stories():
        for element in story.iter(f"{W}sdt"):
            tag = element.find(f"{W}sdtPr/{W}tag")
            yield "" if tag is None else tag.get(f"{W}val"), text_in(element), element


def text_in(control: Any) -> str:
    """Return what a control holds: its paragraphs, bullets without their sign."""
    content = control.find(f"{W}sdtContent")
    lines = [words_of(line) for line in content.iter(f"{W}p")] or [words_of(content)]
    return PARAGRAPH.join(line.removeprefix("• ") for line in lines)


def words_of(element: Any) -> str:
    signs = {f"{W}br": BREAK, f"{W}tab": "\t"}
    return "".join(signs.get(node.tag, node.text or "") for node in element.iter(f"{W}t", *signs))


# --- the structure ---------------------------------------------------------------------------


@pytest.mark.parametrize("change", [dict, odd, long, bare])
@every_document
def test_controls_stand_side_by_side_with_ids_and_bookmarks_of_their_own(
    code, name, change, tmp_path
):
    report = report_of(change(read_yaml(SAMPLES[code])), name, tmp_path / "a.json")
    found = list(controls(report))
    assert found
    ids = [element.find(f"{W}sdtPr/{W}id").get(f"{W}val") for _, _, element in found]
    assert len(set(ids)) == len(ids)
    assert [tag for tag, _, element in found if next(element.iterancestors(f"{W}sdt"), None)] == []
    marks = [
        element.getprevious().get(f"{W}name") for _, _, element in found
        if element.getprevious() is not None and element.getprevious().tag == f"{W}bookmarkStart"
    ]  # fmt: skip
    assert len(marks) == len(found)
    assert len(set(marks)) == len(marks)
    cells = [cell for _, story in Package.read(report).stories() for cell in story.iter(f"{W}tc")]
    assert [cell[-1].tag for cell in cells if cell[-1].tag != f"{W}p"] == []


@every_document
def test_the_plain_form_has_no_control_no_bookmark_no_store_and_no_placeholder(
    code, name, tmp_path
):
    data = read_yaml(SAMPLES[code])
    plain = parts_of(report_of(data, name, tmp_path / "a.json", plain=True))
    full = parts_of(report_of(data, name, tmp_path / "a.json"))
    content = b"".join(plain.values())
    for trace in (b"<w:sdt>", b"dg_", b"customXml", NAMESPACE.encode(), b"glossary", b"showingPlc"):
        assert trace not in content, trace
    assert {part for part in plain if "customXml" in part or "glossary" in part} == set()
    assert b"<w:sdt>" in full["word/document.xml"]
    assert NAMESPACE.encode() in b"".join(full.values())


# --- what must not leave the review ------------------------------------------------------------

SECRETS = {"reason": "Zqzqzq-reason", "ratings": {"ZqzqzqA": 2, "ZqzqzqB": 5}}


def secret(field: Mapping[str, Any]) -> Any:
    """Return a figure that stands nowhere else in a report, None where the field takes no such."""
    if "enum" in field:
        return "less_than_quarterly" if "less_than_quarterly" in field["enum"] else None
    if "object" in field["type"]:
        return {"ZqzqzqC": 7391731}
    item = field.get("items", field)
    if "boolean" in item["type"] or item.get("maximum", 100) < 100:
        return None
    percent = 73.9173 if "maximum" in item else 7391.731
    figure = 7391731 if "integer" in item["type"] else percent
    return figure if {"integer", "number"} & set(field["type"]) else [figure]


def secrets_of(code: str) -> dict[str, dict[str, Any]]:
    """Return the evidence of each criterion with a mark in every field that can hold one."""
    schema = schema_for(load_pack(code))
    criteria = schema["properties"]["criteria"]["properties"]
    return {
        name: {
            key: figure
            for key, field in criteria[name]["properties"]["evidence"]["properties"].items()
            if (figure := secret(field)) is not None
        }
        for name in CRITERION_IDS
    }


@every_document
def test_no_part_holds_ratings_reasons_or_evidence(code, name, tmp_path):
    """Nor their checksums, by which a short value could be guessed."""
    data = read_yaml(SAMPLES[code])
    marked = secrets_of(code)
    assert sum(map(len, marked.values())) > 25
    for criterion, evidence in marked.items():
        data["criteria"][criterion] |= SECRETS | {"evidence": evidence}
    for plain in (False, True):
        parts = parts_of(report_of(data, name, tmp_path / "a.json", plain=plain))
        content = b"\n".join([*parts.values(), *(part.encode() for part in parts)])
        for word in ("Zqzqzq", "7391", "73.91", "73,91", "less_than", "ratings", "evidence"):
            assert word.encode() not in content, word
        if plain:
            continue
        store = read_store(read_package(write_archive(parts), "x.docx"), "x.docx")
        printed = {one for sums in store.values.values() for one in sums}
        for value in (
            "Zqzqzq-reason",
            "ZqzqzqA",
            "ZqzqzqB",
            "ZqzqzqC",
            "7391731",
            "7391.731",
            "73.9173",
        ):
            assert not printed.intersection(store.sums([value])), value
        assert [p for p in store.values if p.rpartition(".")[2] in ("reason", *SECRETS)] == []


# --- any review ------------------------------------------------------------------------------

LETTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cn"])
LINE = st.text(LETTERS | st.sampled_from("&<>{}%\"' åäöÆØ"), min_size=1, max_size=20)
LINES = LINE.map(str.strip).filter(lambda text: bool(text) and text[0] not in "-•")
BLOCKS = st.lists(
    st.tuples(st.booleans(), st.lists(LINES, min_size=1, max_size=2).map(BREAK.join)), max_size=4
)
"""The paragraphs of a text: whether it is a bullet, and its lines."""
POOLS = st.fixed_dictionaries({
    "texts": st.lists(BLOCKS, min_size=5, max_size=5),
    "lists": st.lists(st.lists(LINES, max_size=3), min_size=3, max_size=3),
    "lines": st.lists(LINES, min_size=3, max_size=3),
    "days": st.lists(st.dates().map(str), min_size=3, max_size=3),
    "scores": st.lists(st.integers(1, 5), min_size=4, max_size=4),
})  # fmt: skip
"""Values of each kind; a review takes them in turn."""


class Filled:
    """A review filled from pools, and by path what the controls of its reports must hold."""

    def __init__(self, code: str, pools: Mapping[str, Any]) -> None:
        self.expected: dict[str, str] = {}
        self.joined: dict[str, str] = {}
        """How a list reads inside a sentence."""
        self._pools = pools
        self._formats = make_filters(PACKS[code].formats)
        self._turn = 0
        self.data = {"pack": code, "id": "a", **self._front(), **self._rest()}

    def _next(self, kind: str) -> Any:
        self._turn += 1
        return self._pools[kind][self._turn % len(self._pools[kind])]

    def text(self, path: str) -> str:
        blocks = self._next("texts")
        self.expected[path] = PARAGRAPH.join(text for _, text in blocks)
        return PARAGRAPH.join(f"- {text}" if bullet else text for bullet, text in blocks)

    def list(self, path: str) -> list[str]:
        entries: list[str] = self._next("lists")
        self.expected[path] = PARAGRAPH.join(entries)
        self.joined[path] = self._formats["joined"](entries)
        return entries

    def line(self, path: str) -> str:
        self.expected[path] = self._next("lines")
        return self.expected[path]

    def day(self, path: str) -> str:
        day: str = self._next("days")
        self.expected[path] = self._formats["date"](day)
        return day

    def number(self, path: str) -> int:
        score: int = self._next("scores")
        self.expected[path] = str(score)
        return score

    def _front(self) -> dict[str, Any]:
        days = sorted({self._next("days"), self._next("days")})
        self.expected["review.dates"] = self._formats["dates"](days)
        review = {"dates": days, "report_date": self.day("review.report_date")}
        review |= {"number": self.number("review.number"), "mode": self.text("review.mode")}
        review |= {"kind": "external", "participants": self.text("review.participants")}
        self.expected["review.kind"] = ""
        unit = {key: self.line(f"unit.{key}") for key in ("name", "place")}
        unit |= {key: self.text(f"unit.{key}") for key in ("client_groups", "geography")}
        method = ("interviews", "employer_meetings", "meetings", "documents")
        previous = {"date": self.day("previous.date"), "level": self.line("previous.level")}
        previous |= {"total": 101, "scores": {"disclosure": 3}}
        self.expected["previous.total"] = "101"
        return {
            "unit": {**unit, "partners": self.list("unit.partners")},
            "review": review,
            "previous": previous,
            "method": {key: self.list(f"method.{key}") for key in method},
        }

    def _rest(self) -> dict[str, Any]:
        people = [
            {key: self.line(f"reviewers.k{n}.{key}") for key in ("name", "title")} for n in (1, 2)
        ]
        needs = [{"recommendation": self.text("development.k1.recommendation")}]
        needs += [{"criterion": "disclosure"}]
        needs[1]["recommendation"] = self.text("development.disclosure.recommendation")
        meeting = {key: self.line(f"meeting.{key}") for key in ("team", "time", "place")}
        meeting |= {key: self.list(f"meeting.{key}") for key in ("participants", "items")}
        meeting |= {"date": self.day("meeting.date")}
        meeting |= {"previous_minutes": self.text("meeting.previous_minutes")}
        criteria = {}
        for name in CRITERION_IDS:
            path = f"criteria.{name}"
            found: dict[str, Any] = {
                key: self.text(f"{path}.{key}") for key in ("comment", "recommendation")
            }
            found["sources"] = self.list(f"{path}.sources")
            criteria[name] = {"score": self.number(f"{path}.score"), **found}
        own = "development.disclosure.recommendation"  # the criterion's own where the need has none
        self.expected[own] = (
            self.expected[own] or self.expected["criteria.disclosure.recommendation"]
        )
        summary = ("description", "strengths", "conclusion")
        return {
            "reviewers": people,
            "development": needs,
            "meeting": meeting,
            "criteria": criteria,
            "recipients": self.list("recipients"),
            "purpose": self.text("purpose"),
            "general_comments": self.text("general_comments"),
            "area": {key: self.text(f"area.{key}") for key in ("client_groups", "ips_team")},
            "summary": {key: self.text(f"summary.{key}") for key in summary},
        }


@pytest.mark.parametrize("code", PACKS)
@settings(
    derandomize=True,
    deadline=None,
    max_examples=12 if IN_FULL else 3,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    phases=(Phase.generate,),
)
@given(pools=POOLS)
def test_the_values_of_any_review_are_read_back_from_their_controls(code, pools, tmp_path):
    review = Filled(code, pools)
    for name, document in PACKS[code].documents.items():
        if not document.needs_review:
            continue
        report = report_of(review.data, name, tmp_path / "a.json")
        found = [(tag, text) for tag, text, _ in controls(report)]
        wrong = [
            (tag, text) for tag, text in found
            if text not in (review.expected[tag], review.joined.get(tag, ""))
        ]  # fmt: skip
        assert wrong == []
        if name == "report":  # others print some values under conditions
            printed = renderer(PACKS[code], document).template.stored.prints
            paths = {path for path, value in review.expected.items() if value}
            wanted = {path for path in paths if RECORD.sub(r"\1.*", path) in printed}
            assert wanted - {tag for tag, _ in found} == set()


# --- LibreOffice -------------------------------------------------------------------------------


ONE_SCRIPT = ODD.replace("\u200f", "")
"""LibreOffice 7 saves a text that changes its script (Hebrew, Chinese) in some controls twice."""


def bare(text: str) -> str:
    """Return a text without blanks: LibreOffice 7 moves the line breaks of some controls."""
    return re.sub(r"\s+", "", text)


def texts(report: bytes) -> list[str]:
    """Return the texts of the body's paragraphs."""
    body = Package.read(report).trees["word/document.xml"]
    return [text for line in body.iter(f"{W}p") if (text := bare(words_of(line)))]


def heads(report: bytes) -> set[str]:
    """Return the texts of headers and footers, without the numbers of pages."""
    trees = Package.read(report).trees
    names = [name for name in trees if re.match(r"word/(header|footer)", name)]
    lines = (words_of(line) for name in names for line in trees[name].iter(f"{W}p"))
    return {bare(re.sub(r"\d", "", line)) for line in lines} - {""}


def test_libreoffice_opens_and_saves_every_report_and_form_with_all_texts(office, tmp_path):
    files = []
    for code, pack in PACKS.items():
        for name, document in pack.documents.items():
            made = {"form": make_form(pack, name)}
            if document.needs_review:
                data = read_yaml(SAMPLES[code])
                made["report"] = report_of(data, name, tmp_path / "a.json")
                made["odd"] = report_of(with_texts(data, ONE_SCRIPT), name, tmp_path / "a.json")
            for kind, report in made.items():
                files.append(tmp_path / f"{code}-{name}-{kind}.docx")
                files[-1].write_bytes(report)
    assert len(files) > 30
    for before, after in zip(files, office.convert(files, tmp_path / "saved", "docx"), strict=True):
        assert texts(after.read_bytes()) == texts(before.read_bytes()), before.stem
        assert heads(after.read_bytes()) >= heads(before.read_bytes()), before.stem


@pytest.fixture(scope="module")
def pairs(
    office: Office, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, tuple[list[str], list[str]]]:
    """Return for each pack the pages of its report, with and without controls, without blanks."""
    folder = tmp_path_factory.mktemp("pairs")
    reports = []
    for code, sample in SAMPLES.items():
        for plain in (False, True):
            path = folder / f"{code}-{plain}.docx"
            data = read_yaml(sample)
            path.write_bytes(report_of(data, "report", folder / "a.json", plain=plain))
            reports.append(path)
    pages = [
        bare(poppler("pdftotext", "-layout", str(pdf), "-").replace("\f", "|")).split("|")[:-1]
        for pdf in office.convert(reports, folder)
    ]
    return dict(zip(SAMPLES, zip(pages[::2], pages[1::2], strict=True), strict=True))


LEADER = re.compile(r"\.{4,}")


@pytest.mark.parametrize("code", SAMPLES)
def test_a_report_has_the_same_texts_and_pages_with_and_without_controls(pairs, code):
    full, plain = pairs[code]
    assert len(full) == len(plain) > 3
    # A bookmark makes a leader a dot shorter.
    assert [LEADER.sub("...", page) for page in full] == [LEADER.sub("...", page) for page in plain]


def test_libreoffice_keeps_the_line_breaks_of_a_value_of_one_paragraph(office, tmp_path):
    """It moves those of plain text, and of the first of several paragraphs in one control."""
    values = {"purpose": "alfa\nbeta", "recipients": ["gamma\ndelta"]}
    report = report_of(read_yaml(SAMPLES["no"]) | values, "report", tmp_path / "a.json")
    (tmp_path / "a.docx").write_bytes(report)
    (saved,) = office.convert([tmp_path / "a.docx"], tmp_path / "saved", "docx")
    body = Package.read(saved.read_bytes()).trees["word/document.xml"]
    lines = [words_of(p) for p in body.iter(f"{W}p")]
    for words in ("alfa\nbeta", "gamma\ndelta"):
        assert [line for line in lines if line.endswith(words)] != []
