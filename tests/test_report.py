"""One review becomes one report: what is refused, what is made, and what it follows from."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from builders import ROOT, controls_in, review_text, write_review
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from ooxml.reading import texts_of

from docgen.errors import DocgenError, InvalidDataError, KeptFileError, UsageError
from docgen.history.cache import HistoryCache
from docgen.model import Problem
from docgen.output.manifest import read_manifest
from docgen.packs.library import find_library
from docgen.packs.load import load_pack
from docgen.report import (
    Options,
    PlannedReport,
    fingerprint_of,
    make_report,
    prepare_report,
    prints_comparison,
    reads_history,
    render_bytes,
    report_name,
)
from docgen.review.load import load_review
from docgen.version import VERSION

SHELF = find_library(None)
EKVIK = ROOT / "data" / "fi-sv" / "ekvik-2026.yaml"
VOICES = "reviewers: [{name: R, initials: KN}]\ngeneral_comments: 'KN: A.'"


def text_of(data: bytes) -> str:
    return "\n".join(texts_of(data))


def prepared(path: Path, **options: Any) -> PlannedReport:
    review = load_review(path, library=SHELF)
    return prepare_report(review, Options(**options), SHELF, HistoryCache())


@pytest.fixture
def review(tmp_path: Path) -> Path:
    return write_review(tmp_path / "enhed-a.yaml")


# --- a report in a folder --------------------------------------------------------------------


def test_a_report_is_put_into_the_folder_and_noted(review: Path, tmp_path: Path) -> None:
    out = tmp_path / "færdige"
    path = make_report(review, out)
    assert path == out / "enhed-a.docx"
    assert "Enhed A" in text_of(path.read_bytes())
    entry = read_manifest(out).entry("enhed-a.docx")
    assert entry is not None
    assert entry.fingerprint == prepared(review).fingerprint


def test_made_again_it_is_the_same_file(review: Path, tmp_path: Path) -> None:
    path = make_report(review, tmp_path / "out")
    before, stamp = path.read_bytes(), path.stat().st_mtime_ns
    assert make_report(review, tmp_path / "out") == path
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, stamp)


def test_edits_in_word_stay_unless_it_is_forced(review: Path, tmp_path: Path) -> None:
    path = make_report(review, tmp_path / "out")
    path.write_bytes(b"edited")
    with pytest.raises(KeptFileError, match=r"enhed-a\.docx: was edited since"):
        make_report(review, tmp_path / "out")
    assert path.read_bytes() == b"edited"
    make_report(review, tmp_path / "out", force=True)
    assert path.read_bytes() != b"edited"


def test_a_plain_report_has_no_controls(review: Path, tmp_path: Path) -> None:
    assert controls_in(make_report(review, tmp_path / "a")) > 0
    assert controls_in(make_report(review, tmp_path / "b", plain=True)) == 0


def test_the_properties_are_told_or_not(review: Path, tmp_path: Path) -> None:
    def title(folder: str, **how: Any) -> str:
        path = make_report(review, tmp_path / folder, **how)
        return Document(str(path)).core_properties.title

    assert "Enhed A" in title("a")
    assert title("b", properties=False) == ""


def test_paths_come_as_people_type_them(review: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no whole address"):
        make_report(review, Path("s3://"))
    with pytest.raises(DocgenError, match=r"nothing\.yaml"):
        make_report(tmp_path / "nothing.yaml", tmp_path / "out")
    assert not (tmp_path / "out").exists()


# --- what is refused -------------------------------------------------------------------------


def test_a_final_report_without_a_score_is_refused(tmp_path: Path) -> None:
    path = write_review(tmp_path / "a.yaml", without=("disclosure",))
    with pytest.raises(InvalidDataError) as raised:
        prepared(path)
    (problem,) = raised.value.problems
    assert (problem.rule, problem.where, Path(problem.file)) == ("missing-score", "criteria", path)
    assert "criterion 13" in problem.message
    assert prepared(path, draft=True).file_name == "a.docx"


def test_a_draft_by_its_status_may_lack_scores(tmp_path: Path) -> None:
    path = write_review(tmp_path / "a.yaml", status="draft", without=("disclosure",))
    assert prepared(path).fingerprint.options == "draft"


def test_two_reviewers_words_in_one_text_are_for_a_draft(tmp_path: Path) -> None:
    path = write_review(tmp_path / "a.yaml", head=VOICES)
    with pytest.raises(InvalidDataError) as raised:
        prepared(path)
    (problem,) = raised.value.problems
    assert (problem.rule, problem.where) == ("two-voices", "general_comments")
    assert prepared(path, draft=True).fingerprint.options == "draft"


def test_a_document_that_the_pack_lacks_is_told(review: Path) -> None:
    with pytest.raises(UsageError, match="has no document 'overviw'"):
        prepared(review, document="overviw")


# --- what it follows from --------------------------------------------------------------------


def test_the_fingerprint_names_all_that_a_report_follows_from(review: Path) -> None:
    usual = prepared(review).fingerprint
    assert usual.version == VERSION
    assert usual == prepared(review).fingerprint
    other = prepared(review, document="overview").fingerprint
    assert other.template != usual.template
    write_review(review, score=5)
    assert prepared(review).fingerprint.context != usual.context


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({}, ""),
        ({"draft": True}, "draft"),
        ({"plain": True}, "plain"),
        ({"properties": False}, "no-properties"),
        ({"draft": True, "plain": True, "properties": False}, "draft plain no-properties"),
        ({"force": True}, ""),
    ],
)
def test_wishes_are_remembered_as_words(review: Path, options: dict[str, Any], told: str) -> None:
    planned = prepared(review, **options)
    assert planned.fingerprint.options == told
    assert planned.plain is options.get("plain", False)
    assert planned.properties is options.get("properties", True)


NAMES = st.dictionaries(st.sampled_from(["unit", "result", "review"]), st.text(), min_size=1)


@settings(max_examples=30)
@given(names=NAMES, own=st.text())
def test_what_the_pack_says_itself_is_no_part_of_it(names: Mapping[str, str], own: str) -> None:
    known = fingerprint_of(names)
    assert fingerprint_of({**names, "texts": own, "sections": [own], "runs": own}) == known
    assert fingerprint_of({**names, "unit": names.get("unit", "") + "x"}) != known
    assert fingerprint_of({key: "".join(list(text)) for key, text in names.items()}) == known


@pytest.mark.parametrize(
    ("review_id", "document", "name"),
    [
        ("enhed-a", "report", "enhed-a.docx"),
        ("enhed-a", "overview", "enhed-a-overview.docx"),
        ("blåbær", "report", "blåbær.docx"),
        ("a/b", "report", "a-b.docx"),
        ("con", "report", None),
    ],
)
def test_a_report_is_named_for_every_system(
    review_id: str, document: str, name: str | None
) -> None:
    found = report_name(review_id, document)
    assert found.endswith(".docx")
    assert "/" not in found
    assert found != "con.docx"
    assert name is None or found == name


# --- other reviews of the unit ---------------------------------------------------------------


def test_notes_on_other_reviews_are_told_where_they_are_printed(tmp_path: Path) -> None:
    for name, date in (("a", "2025-03-27"), ("b", "2025-03-27"), ("now", "2026-03-27")):
        text = review_text(pack="fi-sv").replace("2026-03-27", date)
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    planned = prepared(tmp_path / "now.yaml")
    told: list[Problem] = []
    planned.render(told.append)
    assert [
        one.message for one in planned.notes if "same date" in one.message or "date" in one.message
    ]
    assert told[: len(planned.notes)] == list(planned.notes)


def test_a_template_that_prints_nothing_of_them_does_not_look() -> None:
    """The overview of this pack prints this review alone."""
    pack = load_pack("dk", library=SHELF)
    document = pack.documents["overview"]
    assert not reads_history(Printing("unit.name", "result.total"), document)


class Stored(NamedTuple):
    prints: tuple[str, ...]


class Held(NamedTuple):
    stored: Stored


class Printing:
    """What is asked of a template: the names that it prints."""

    def __init__(self, *names: str) -> None:
        self.template = Held(Stored(names))


@pytest.mark.parametrize(
    ("name", "reads"),
    [
        ("review.number", True),
        ("previous.total", True),
        ("sections[].criteria[].previous_score", True),
        ("result.change", True),
        ("result.next_level.missing", True),
        ("review.numbers", False),
        ("unit.name", False),
        ("the_previous.total", False),
    ],
)
def test_a_template_asks_for_other_reviews_by_the_names_it_prints(name: str, reads: bool) -> None:
    document = load_pack("dk", library=SHELF).documents["report"]
    found = reads_history(Printing("unit.name", name), document._replace(change=False))  # type: ignore[arg-type]
    assert found is reads


@pytest.mark.parametrize(
    "name", ["change", "arrow", "previous_points", "next_score", "next_anchor"]
)
def test_what_changed_is_printed_by_these_names(name: str) -> None:
    assert prints_comparison([f"sections[].{name}"], wanted=False)
    assert not prints_comparison([f"sections[].{name}", "document.change"], wanted=False)
    assert prints_comparison([f"sections[].{name}", "document.change"], wanted=True)
    assert not prints_comparison([f"{name}.else"], wanted=True)


def test_the_earlier_review_is_part_of_what_a_report_says(tmp_path: Path) -> None:
    for file in EKVIK.parent.glob("*.yaml"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    before = prepared(tmp_path / EKVIK.name).fingerprint.context
    earlier = tmp_path / "ekvik-2025.yaml"
    text = earlier.read_text(encoding="utf-8")
    earlier.write_text(text.replace("score: 3", "score: 2", 1), encoding="utf-8")
    assert prepared(tmp_path / EKVIK.name).fingerprint.context != before


# --- a report of no file ---------------------------------------------------------------------

DATA = {
    "pack": "dk", "unit": {"name": "Enhed Ø"}, "review": {"status": "draft"},
}  # fmt: skip


@pytest.mark.parametrize(
    "given",
    [
        pytest.param(DATA, id="a mapping"),
        pytest.param(json.dumps(DATA), id="JSON"),
        pytest.param("pack: dk\nunit: {name: Enhed Ø}\nreview: {status: draft}\n", id="YAML"),
        pytest.param(
            "pack: dk\nunit: {name: Enhed Ø}\nreview: {status: draft}".encode(), id="bytes"
        ),
    ],
)
def test_a_review_may_stand_in_no_file(given: Any) -> None:
    assert "Enhed Ø" in text_of(render_bytes(given, library=SHELF))


def test_of_such_a_review_nothing_else_is_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "_shared.yaml").write_text("unit: {place: Andetsteds}\n", encoding="utf-8")
    write_review(tmp_path / "a.yaml", unit="Enhed Ø")
    monkeypatch.chdir(tmp_path)
    assert "Andetsteds" not in text_of(render_bytes(DATA))


def test_its_options_are_those_of_a_file() -> None:
    whole = json.dumps({**DATA, "review": {"status": "final"}})
    with pytest.raises(InvalidDataError, match="no score for criterion 1"):
        render_bytes(whole)
    data = render_bytes(whole, draft=True, document="overview", properties=False, plain=True)
    assert Document(io.BytesIO(data)).core_properties.title == ""


def test_a_mapping_is_not_changed() -> None:
    given = json.loads(json.dumps(DATA))
    render_bytes(given)
    assert given == DATA
