"""The first version of the store: what it kept is known again where review or report says it."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from docgen.history.cache import HistoryCache
from docgen.packs.library import find_library
from docgen.report import Options, prepare_report
from docgen.review.load import load_review
from docgen.review.shape import value_at
from docgen.roundtrip.firststore import in_second_words
from docgen.roundtrip.sides import Sides
from docgen.word.readback.store import Store
from docgen.word.render.archive import write_archive
from docgen.word.render.store import NAMESPACE, first_sum
from tests.builders import ONE_EACH
from tests.desks import DK, FI, Desk, inside, typed
from tests.twosides import printed, store_of, two_sides
from tests.wordedits import parts_of, report


def _first_text(path: str, value: object, paragraphs: tuple[str, ...], *, in_line: bool) -> str:
    """Return what the first version took the checksum of."""
    shape = value_at(path.split("."))
    if shape and shape.kind in ("dates", "date", "list") and (in_line or shape.kind != "list"):
        return "\n".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return "\n\n".join(paragraphs)


def _with_first_store(sample: Path) -> bytes:
    """Return the report of a sample with a store as the first docgen wrote it."""
    prepared = prepare_report(load_review(sample), Options(), find_library(), HistoryCache())
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


# --- value by value, in a small report -----------------------------------------------------------

SECOND = store_of({})


def small(
    folder: Path, path: str, kept: str, report: list[str], review: list[str], raw: Any = None
) -> Sides:
    """Return a report of one value with a first store, said again in the words of the second.

    `kept` is the text of the store's checksum, `raw` the value as the names of a template have it.
    """
    sides = two_sides(folder, printed(path, *report), was={path: review})
    names: Any = raw
    for step in reversed(path.split(".")):
        names = {step: names}
    sides.prepared = SimpleNamespace(context=names)  # type: ignore[assignment]
    first = Store(1, {"review": "a"}, {path: (first_sum(kept),)})
    return in_second_words(sides.with_store(first))


def test_a_store_of_the_second_version_stays_as_it_is(tmp_path):
    sides = two_sides(tmp_path, printed("purpose", "A"), was={"purpose": ["A"]})
    assert in_second_words(sides) is sides


@pytest.mark.parametrize(
    ("path", "kept", "report", "review", "raw", "was"),
    [
        pytest.param("purpose", "A", ["B"], ["A"], None, ["A"], id="the review still says it"),
        pytest.param("purpose", "A", ["A"], ["B"], None, ["A"], id="the report still says it"),
        pytest.param("purpose", "A\n\nB", ["X"], ["A", "B"], None, ["A", "B"],
                     id="paragraphs with an empty line between"),
        pytest.param("purpose", "A\nB", ["A", "B"], ["X"], None, ["A", "B"],
                     id="and with none"),
        pytest.param("review.report_date", "2026-03-27", ["x"], ["27. marts 2026"], "2026-03-27",
                     ["27. marts 2026"], id="a date as in the review"),
        pytest.param("review.report_date", "2026-03-27", ["27. marts 2026"], ["x"], None,
                     ["27. marts 2026"], id="a date that the report says"),
        pytest.param("recipients", "A\nB", ["X"], ["A, B"], ["A", "B"], ["A, B"],
                     id="a list as in the review"),
    ],
)  # fmt: skip
def test_what_was_printed_is_known_again(tmp_path, path, kept, report, review, raw, was):
    kept_now = small(tmp_path, path, kept, report, review, raw).store
    assert kept_now.version == 2
    assert kept_now.values == {path: SECOND.sums(was)}


def test_where_both_say_something_else_nobody_knows(tmp_path):
    sides = small(tmp_path, "purpose", "A", ["B"], ["C"])
    (kept,) = sides.store.values["purpose"]
    assert set(kept) == {0}
    assert not sides.store.is_of("purpose", ["A"])


def test_what_the_store_says_of_its_file_stays(tmp_path):
    assert small(tmp_path, "purpose", "A", ["A"], ["A"]).store.about == {"review": "a"}
