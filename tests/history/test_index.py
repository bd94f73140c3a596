"""The index of a folder tree: an entry for each review, by unit and name; no broken ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.history import index as module
from docgen.history.entry import IndexedReview
from docgen.history.index import Index, Reader, index_of, order_date, tree_of
from tests.builders import examples, write_review


def entry(name: str, unit: str = "u", **more) -> IndexedReview:
    usual = {"pack": "dk", "unit_name": unit.upper(), "unit_place": "", "draft": False, "date": ""}
    return IndexedReview(path=f"/x/{name}.yaml", id=name, unit_id=unit, **usual | more)


ENTRIES = [
    entry("a", "u", unit_place="Vest"),
    entry("b", "v", unit_name="U", unit_place="Ost"),
    entry("c", "u", unit_place="Vest"),
]


def test_reviews_are_found_by_unit_and_by_name_in_their_order():
    index = Index(Path("/x"), ENTRIES)
    assert [one.id for one in index.of_unit("u")] == ["a", "c"]
    assert [one.id for one in index.of_name("U")] == ["a", "b", "c"]
    assert [*index.of_unit("w")] == [*index.of_name("W")] == []
    assert index.places("U") == {"u": "Vest", "v": "Ost"}
    assert index.places("W") == {}


def test_the_unit_that_was_asked_for_last_is_at_hand():
    index = Index(Path("/x"), ENTRIES)
    first = index.unit("u")
    assert index.unit("u") is first
    assert [one.id for one in index.unit("v").entries] == ["b"]
    assert index.unit("u") is not first
    assert index.places("U") is index.places("U")


@given(st.lists(st.sampled_from("uvw"), max_size=8))
@settings(max_examples=examples(50))
def test_every_review_is_of_one_unit_and_none_is_lost(units):
    entries = [entry(str(number), unit) for number, unit in enumerate(units)]
    index = Index(Path("/x"), entries)
    found = [one for unit in "uvw" for one in index.of_unit(unit)]
    assert sorted(found, key=lambda one: int(one.id)) == entries


# --- trees --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shared", "folder", "top"),
    [
        pytest.param([], "x/y", "x/y", id="the folder itself"),
        pytest.param(["x"], "x/y", "x", id="a folder with defaults above"),
        pytest.param([".", "x/y"], "x/y", ".", id="the topmost of them"),
        pytest.param([], "x/2026", "x", id="a folder of a year"),
        pytest.param(["x/2026"], "x/2026/y", "x", id="below defaults of a year"),
        pytest.param([], "x/1850", "x/1850", id="no year of ours"),
        pytest.param([], "x/20261", "x/20261", id="a number that is longer"),
    ],
)
def test_a_tree_begins_at_the_topmost_defaults(tmp_path, shared, folder, top):
    (tmp_path / folder).mkdir(parents=True)
    for one in shared:
        (tmp_path / one / "_shared.yaml").write_text("purpose: A\n", encoding="utf-8")
    assert tree_of(tmp_path / folder) == (tmp_path / top)


def test_a_folder_is_named_from_the_root_on(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert tree_of(Path()) == tmp_path


# --- entries ------------------------------------------------------------------------------------


def read(folder: Path, text: str, name: str = "a.yaml") -> list[IndexedReview]:
    (folder / name).write_text(text, encoding="utf-8")
    return [*Reader().entries(folder / name)]


def test_an_entry_has_what_is_known_of_a_review(tmp_path):
    text = (
        "pack: dk\nid: r1\nunit: {id: u1, name: ' Enhed A ', place: Vest}\n"
        "review: {status: draft, report_date: 2026-03-27}\n"
    )
    (one,) = read(tmp_path, text)
    assert one.known == ("r1", "dk", "u1", "Enhed A", "Vest", True, "2026-03-27")
    assert (one.file, one.line) == (tmp_path / "a.yaml", None)
    assert len(one.content) == 16


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        pytest.param("pack: dk\nunit: {name: Enhed Å}", "unit_id", "enhed-a", id="by its name"),
        pytest.param("pack: dk\nunit: {name: 7}", "unit_name", "7", id="a name of a number"),
        pytest.param("pack: dk\nunit: {name: A}", "id", "a", id="by its file"),
        pytest.param("pack: dk\nunit: {name: A}", "date", "", id="no date"),
        pytest.param("pack: dk\nunit: {name: A}\nreview: {dates: [2026-03-11, 2026-03-10]}", "date",
                     "2026-03-11", id="the last day of a visit"),
        pytest.param("pack: dk\nunit: {name: A}\nreview: {dates: 2026-03-11}", "date",
                     "2026-03-11", id="a visit of a day"),
        pytest.param("pack: dk\nunit: {name: A}\nreview: {report_date: 27. marts 2026}", "date",
                     "2026-03-27", id="a date as the pack prints it"),
        pytest.param("pack: dk\nunit: {name: A}\nreview: x", "draft", False, id="no visit"),
    ],
)  # fmt: skip
def test_what_is_not_typed_follows(tmp_path, text, key, value):
    (one,) = read(tmp_path, text)
    assert getattr(one, key) == value


@pytest.mark.parametrize(
    "text", ["", "a: [", "- x", "pack: dk", "unit: {name: A}", "pack: [dk]\nunit: {name: A}", "7"]
)
def test_what_is_no_review_has_no_entry(tmp_path, text):
    assert read(tmp_path, text) == []


def test_a_file_that_is_not_there_has_none(tmp_path):
    assert [*Reader().entries(tmp_path / "none.yaml")] == []


def test_lines_of_a_file_of_many_are_entries_and_a_broken_one_is_left_out(tmp_path):
    row = '{"id": "%s", "pack": "dk", "unit": {"name": "A"}}'
    text = "\n".join([row.replace("%s", "x"), "{", row.replace("%s", "y")]) + "\n"
    found = read(tmp_path, text, "a.jsonl")
    assert [(one.id, one.line.number if one.line else 0) for one in found] == [("x", 1), ("y", 3)]


def test_defaults_are_part_of_what_an_entry_is_of(tmp_path):
    (before,) = read(tmp_path, "pack: dk\nunit: {name: A}")
    (same,) = Reader().entries(tmp_path / "a.yaml")
    assert same == before
    (tmp_path / "_shared.yaml").write_text("purpose: A\n", encoding="utf-8")
    (after,) = Reader().entries(tmp_path / "a.yaml")
    assert after.known == before.known
    assert after.content != before.content


def test_the_defaults_of_a_folder_are_read_once(tmp_path, monkeypatch):
    asked: list[Path] = []
    monkeypatch.setattr(module, "defaults_digest", lambda file: asked.append(file) or b"1")
    reader = Reader()
    for name in "ab":
        assert reader.defaults(tmp_path / f"{name}.yaml") == b"1"
    assert asked == [tmp_path / "a.yaml"]


def test_an_index_holds_all_reviews_of_the_tree_in_a_stable_order(tmp_path):
    (tmp_path / "_shared.yaml").write_text("purpose: A\n", encoding="utf-8")
    for name in ("b/r", "a/r", "c"):
        write_review(tmp_path / f"{name}.yaml", head=f"id: {name[0]}")
    (tmp_path / "d.yaml").write_text("a: [", encoding="utf-8")
    index = index_of(tmp_path / "a")
    assert index.folder == tmp_path
    assert [one.id for one in index.entries] == ["a", "b", "c"]


@pytest.mark.usefixtures("own_cache")
def test_what_was_read_of_many_is_kept_and_known_again_by_its_content(tmp_path, monkeypatch):
    data = tmp_path / "data"
    monkeypatch.setattr(module, "_WORTH_KEEPING", 2)
    for name in "abc":
        write_review(data / f"{name}.yaml", head=f"id: {name}")
    first = [one.known for one in index_of(data).entries]
    heads: list[Path] = []
    real = module.load_head
    monkeypatch.setattr(
        module, "load_head", lambda file, content: heads.append(file) or real(file, content)
    )
    assert [one.known for one in index_of(data).entries] == first
    assert heads == []
    write_review(data / "b.yaml", head="id: other")
    assert [one.id for one in index_of(data).entries] == ["a", "other", "c"]
    assert heads == [data / "b.yaml"]


@pytest.mark.parametrize(
    ("report", "dates", "date"),
    [
        ("2026-03-27", ["2026-04-01"], "2026-03-27"),
        (None, ["2026-04-01", "2026-03-01"], "2026-04-01"),
        ("", ("2026-04-01",), "2026-04-01"),
        (None, [], ""),
        (None, None, ""),
        (None, "2026-04-01", ""),
        (None, [7, 6], "7"),
    ],
)
def test_reviews_are_ordered_by_report_date_else_by_the_last_day(report, dates, date):
    assert order_date(report, dates) == date
