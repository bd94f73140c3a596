"""A pack is checked whole: its YAML by schema and sense, its Word files, what it lacks."""

from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.check import packs
from docgen.check.packs import PACK_FILES, check_pack, find_packs
from docgen.errors import InvalidDataError
from docgen.model import Problem
from docgen.packs.checked import read_checked
from docgen.packs.load import pack_codes
from docgen.yamlfile.parse import parse_yaml
from tests.builders import IN_FULL, ROOT


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A folder with a pack of one's own, a copy of the Danish one."""
    folder = tmp_path / "mine"
    shutil.copytree(ROOT / "templates" / "dk", folder)
    file = folder / "pack.yaml"
    file.write_text(file.read_text("utf-8").replace("code: dk", "code: mine"), encoding="utf-8")
    return folder


def change(folder: Path, old: str, new: str, name: str = "pack.yaml") -> None:
    file = folder / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def told(folder: Path, *, documents: bool = False) -> list[Problem]:
    return check_pack(folder, documents=documents)


def rules(folder: Path, **more: bool) -> list[tuple[str, str]]:
    """Return rule and file of each problem."""
    return [(one.rule, Path(one.file).name) for one in told(folder, **more)]


@pytest.mark.parametrize("code", list(pack_codes()))
def test_the_yaml_of_the_bundled_packs_has_no_problem(code):
    assert told(ROOT / "templates" / code) == []


@pytest.mark.parametrize(
    ("old", "new", "rule", "words"),
    [
        pytest.param("language: da-DK", "langage: da-DK", "unknown-key", "language", id="a key"),
        pytest.param("language: da-DK", "language: [a]", "wrong-kind", "",
                     id="a value of another kind"),
        pytest.param("code: mine", "code: mine\nlike: dkk", "unknown-id",
                     "no such pack; did you mean 'dk'?", id="like a pack that is not there"),
        pytest.param("language: da-DK", "language: xx-XX", "value", "", id="no language"),
        pytest.param("  report:\n", "  report:\n    nothing: 1\n", "unknown-key", "",
                     id="of a document"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_pack_yaml_is_told_with_its_line(mine, old, new, rule, words):
    change(mine, old, new)
    found = [one for one in told(mine) if one.rule == rule]
    assert found, told(mine)
    assert words in " ".join(one.message for one in found)
    assert found[0].line
    assert Path(found[0].file).name == "pack.yaml"


def test_yaml_that_cannot_be_read_is_told_and_stops_nothing_else(mine):
    change(mine, "code: mine", "code: [")
    change(mine, "sections:", "sectons:", "criteria.yaml")
    assert {name for _, name in rules(mine)} == {"pack.yaml", "criteria.yaml"}


def test_a_pack_without_criteria_is_told(mine):
    (mine / "criteria.yaml").unlink()
    assert ("missing-file", "criteria.yaml") in rules(mine)


def test_a_value_cut_by_a_number_sign_is_told(mine):
    change(mine, "  total: ", "  total: Point #1 ")
    found = [one for one in told(mine) if one.rule == "cut-by-hash"]
    assert [one.severity for one in found] == ["warning"]
    assert found[0].line


def test_a_word_file_that_is_missing_is_told_at_its_document(mine):
    file = next(mine.glob("*.docx"))
    file.unlink()
    found = [one for one in told(mine) if one.rule == "missing-file"]
    assert [one.where.rpartition(".")[2] for one in found] == ["file"] * len(found)
    assert f"the Word file {file.name} is missing; looked for {file}" in found[0].message


def test_word_files_are_looked_at_where_that_is_wanted(mine, monkeypatch):
    asked = []

    def problems(there):
        asked.extend(document.path for _, document in there)
        return [Problem("broken", "m", asked[0])]

    monkeypatch.setattr(packs, "documents_problems", problems)
    assert (rules(mine), asked) == ([], [])
    assert rules(mine, documents=True) == [("broken", asked[0].name)]
    assert mine / "report.docx" in asked
    (mine / "report.docx").unlink()
    asked.clear()
    assert "missing-file" in {rule for rule, _ in rules(mine, documents=True)}
    assert mine / "report.docx" not in asked


def test_a_title_that_prints_a_list_is_told(mine):
    change(mine, "Fidelity review: {{ unit.printed }}", "{{ recipients }}")
    (one,) = [one for one in told(mine) if one.rule == "title"]
    assert one.where == "documents.report.title"
    assert "there is no text 'recipients'" in one.message


def test_problems_stand_in_the_order_of_files_and_lines_each_once(mine):
    change(mine, "language: da-DK", "langage: da-DK")
    change(mine, "sections:", "sectons:", "criteria.yaml")
    found = told(mine)
    assert len(set(found)) == len(found)
    places = [(str(one.file), one.line or 0, one.column or 0) for one in found]
    assert places == sorted(places)


def test_a_folder_of_rules_alone_is_what_packs_share(tmp_path):
    shared = tmp_path / "base"
    shared.mkdir()
    (shared / "rules.yaml").write_text("criteria: 7\n", encoding="utf-8")
    assert {name for _, name in rules(shared)} == {"rules.yaml"}
    (shared / "a.docx").write_bytes(b"no zip")
    assert "a.docx" in {name for _, name in rules(shared, documents=True)}
    assert "a.docx" not in {name for _, name in rules(shared)}


# --- where packs are ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "found"),
    [
        pytest.param([], [], id="nowhere"),
        pytest.param(["pack.yaml"], ["."], id="the folder itself"),
        pytest.param(["dk/pack.yaml", "se/pack.yaml"], ["dk", "se"], id="below it"),
        pytest.param(["base/rules.yaml"], ["base"], id="what packs share"),
        pytest.param(["x/y/scale.yaml"], ["x/y"], id="deeper"),
        pytest.param(["_old/pack.yaml", ".git/pack.yaml"], [], id="hidden folders"),
        pytest.param(["a.yaml", "dk/report.docx"], [], id="other files"),
    ],
)
def test_packs_are_found_by_their_files(tmp_path, files, found):
    for name in files:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    names = [path.relative_to(tmp_path).as_posix() for path in find_packs(tmp_path)]
    assert sorted(names) == found


def test_the_files_of_a_pack_are_those_of_the_bundled_ones():
    there = {path.name for path in (ROOT / "templates").rglob("*.yaml")}
    assert there == PACK_FILES


def places(data: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the place of each value in data but the first."""
    listed = enumerate(data if isinstance(data, list) else ())
    for step, value in data.items() if isinstance(data, dict) else listed:
        yield (*path, step)
        yield from places(value, (*path, step))


TYPED = {
    name: parse_yaml((ROOT / "templates" / "se" / name).read_text(encoding="utf-8"), name)
    for name in ("pack.yaml", "criteria.yaml", "rules.yaml")
}
PLACES = [(name, place) for name, data in TYPED.items() for place in places(data)]
ODD = st.sampled_from([None, True, -1.5, "", [], [[]], {}, "under another key"])


@settings(max_examples=60 if IN_FULL else 4)
@given(where=st.sampled_from(PLACES), odd=ODD)
def test_what_breaks_a_schema_brings_no_other_fault_and_hides_none(where, odd):
    name, place = where
    data = copy.deepcopy(TYPED[name])
    parent = data
    for step in place[:-1]:
        parent = parent[step]
    if odd == "under another key" and isinstance(parent, dict):
        parent[f"{place[-1]}x"] = parent.pop(place[-1])
    else:
        parent[place[-1]] = odd
    with TemporaryDirectory() as folder:
        pack = Path(folder) / "se"
        pack.mkdir()
        for each, typed in TYPED.items():
            text = json.dumps(data if each == name else typed, ensure_ascii=False, indent=1)
            (pack / each).write_text(text, encoding="utf-8")
        try:
            read_checked(pack / name, name.removesuffix(".yaml"))  # type: ignore[arg-type]
        except InvalidDataError as error:
            broken = {(one.where, one.message) for one in error.problems}
        else:
            return  # a fault of sense at most
        found = {(one.where, one.message) for one in told(pack) if one.severity == "error"}
        assert found == broken
