"""Reports whose store is gone, or of the first version, and fields that lost their names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docgen.errors import InvalidDataError
from docgen.history.cache import HistoryCache
from docgen.packs.library import library
from docgen.report import Options, prepare_report
from docgen.review.load import load_review
from docgen.review.shape import value_at
from docgen.roundtrip.sides import read_sides
from docgen.word.render.anchors import number_of
from docgen.word.render.archive import write_archive
from docgen.word.render.store import NAMESPACE, first_sum
from tests.builders import ONE_EACH, SAMPLES
from tests.desks import DK, FI, Desk, inside, typed
from tests.wordedits import parts_of, report, without_store


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_without_a_store_nothing_is_changed(sample, tmp_path):
    desk = Desk(tmp_path, sample)
    desk.report.write_bytes(without_store(desk.report.read_bytes()))
    assert desk.plan().changes == ()


def test_without_a_store_each_difference_is_asked(tmp_path):
    desk = Desk(tmp_path, FI)
    desk.report.write_bytes(without_store(desk.report.read_bytes()))
    desk.edit(inside("unit.client_groups", typed("18–65", "18–64")))
    desk.edit(inside("summary.strengths", typed("har halverats.", "har minskat.")))
    plan = desk.plan()
    assert [(one.kind, one.path) for one in plan.changes] == [
        ("asked", "unit.client_groups"),
        ("asked", "summary.strengths"),
    ]
    assert all("no store" in one.note for one in plan.changes)
    assert desk.pull() == []
    some = plan.agreed(plan.asked[:1])
    assert [one.kind for one in some.changes] == ["edit", "asked"]


def test_another_document_without_a_store_is_known_by_its_fields(tmp_path):
    desk = Desk(tmp_path, FI, "overview")
    desk.report.write_bytes(without_store(desk.report.read_bytes()))
    assert desk.plan().changes == ()


def test_a_report_of_another_review_without_a_store_prints_differences_or_nothing(tmp_path):
    desk = Desk(tmp_path, FI)
    plain = Options(plain=True)
    copy = prepare_report(load_review(FI), plain, library(), HistoryCache()).render()
    desk.report.write_bytes(copy)
    with pytest.raises(InvalidDataError, match="holds nothing of docgen's"):
        desk.plan()


# --- labels and places ---------------------------------------------------------------------------


def _nameless(xml: str, *tags: str) -> str:
    """Return a part in which the fields of some tags keep their label alone."""
    for tag in tags:
        xml = xml.replace(f'<w:tag w:val="{tag}"/>', "")
        xml = re.sub(rf'<w:bookmarkStart w:id="\d+" w:name="dg_{number_of(tag)}_\w+"/>', "", xml)
    return xml


@pytest.mark.parametrize("with_store", [True, False])
def test_fields_that_keep_their_label_alone_are_known_by_their_place(with_store, tmp_path):
    desk = Desk(tmp_path, DK)
    if not with_store:
        desk.report.write_bytes(without_store(desk.report.read_bytes()))
    tags = ["review.report_date", "criteria.disclosure.comment", "reviewers.k2.title"]
    desk.edit(inside(tags[0], typed("6. oktober", "9. oktober")))
    desk.edit(lambda xml: _nameless(xml, *tags))
    kind = "edit" if with_store else "asked"
    assert desk.kinds() == [(kind, "review.report_date")]


def test_labels_that_could_mean_two_values_are_lost_not_guessed(tmp_path):
    desk = Desk(tmp_path, DK)
    first, second = "criteria.disclosure.comment", "criteria.competitive_jobs.comment"

    def change(xml: str) -> str:
        xml = _nameless(xml, first, second)
        at = xml.index(f'w:tag w:val="{"criteria.disclosure.recommendation"}"')
        start = xml.rindex("<w:sdt>", 0, xml.rindex("</w:sdt>", 0, at))
        end = xml.index("</w:sdt>", start) + len("</w:sdt>")
        return xml[:start] + "<w:r><w:t>x</w:t></w:r>" + xml[end:]

    desk.edit(change)
    assert ("lost", first) in desk.kinds()
    assert not {kind for kind, _ in desk.kinds()} & {"edit", "conflict"}


# --- the first version of the store --------------------------------------------------------------


def _first_text(path: str, value: object, paragraphs: tuple[str, ...], *, in_line: bool) -> str:
    """Return what the first version took the checksum of."""
    shape = value_at(path.split("."))
    if shape and shape.kind in ("dates", "date", "list") and (in_line or shape.kind != "list"):
        return "\n".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return "\n\n".join(paragraphs)


def _with_first_store(sample: Path) -> bytes:
    """Return the report of a sample with a store as the first docgen wrote it."""
    prepared = prepare_report(load_review(sample), Options(), library(), HistoryCache())
    printed = prepared.renderer.template.printed(prepared.context)
    entries = {}
    for key, paragraphs in printed.items():
        path = key.removeprefix("=")
        if value_at(path.split(".")) is None:
            continue  # derived values came later
        value = prepared.context
        for step in path.split("."):
            value = value.get(step) if isinstance(value, dict) else None
        text = _first_text(path, value, paragraphs, in_line=key != path)
        entries[path] = first_sum(text).hex()
    data = report(sample)
    parts = parts_of(data)
    name = next(n for n, c in parts.items() if n.startswith("customXml/item") and b"docgen" in c)
    store = parts[name].decode()
    about = re.search(r"<docgen xmlns=\"[^\"]*\"([^>]*)>", store)[1]
    values = "".join(f'<value path="{p}" sum="{s}"/>' for p, s in entries.items())
    first = NAMESPACE.replace(":2", ":1")
    parts[name] = f'<docgen xmlns="{first}"{about}>{values}</docgen>'.encode()
    return write_archive(parts)


@pytest.mark.parametrize("sample", ONE_EACH, ids=lambda path: path.stem)
def test_a_report_with_the_first_store_changes_nothing(sample, tmp_path):
    desk = Desk(tmp_path, sample)
    desk.report.write_bytes(_with_first_store(sample))
    assert desk.plan().changes == ()


SOURCES = "criteria.vocational_unit.sources"


@pytest.mark.parametrize("tag", ["review.dates", "review.report_date", SOURCES])
@pytest.mark.parametrize("side", ["word", "yaml", "both"])
def test_values_that_the_first_store_kept_in_other_words(tag, side, tmp_path):
    words = {
        "review.dates": ("12.-13. september", "13.-14. september", "[2023-09-12, 2023-09-13]",
                         "[2023-09-11, 2023-09-13]"),
        "review.report_date": ("6. oktober", "9. oktober", "2023-10-06", "2023-10-07"),
        SOURCES: (">Observation av veckomöte", ">Film", "[Observation av veckomöte,", "[Bild,"),
    }[tag]  # fmt: skip
    sample = FI if tag == SOURCES else DK
    desk = Desk(tmp_path, sample)
    desk.report.write_bytes(_with_first_store(sample))
    if side != "yaml":
        desk.edit(inside(tag, typed(*words[:2])))
    if side != "word":
        desk.rewrite(*words[2:])
    kind = {"word": [("edit", tag)], "yaml": [], "both": [("conflict", tag)]}[side]
    assert desk.kinds() == kind


def test_what_one_store_told_is_not_told_of_another(tmp_path):
    desk = Desk(tmp_path, FI)
    sides = read_sides(desk.report, desk.review, library())
    assert sides.once("x", lambda: 1) == sides.once("x", lambda: 2) == 1
    assert sides.with_store(sides.store).once("x", lambda: 3) == 3
    assert sides.seen("reject").once("x", lambda: 4) == 1  # nothing is tracked: the views are one
