"""A working folder and a review to fill in: complete, sound, and never over somebody's files."""

from __future__ import annotations

import errno
import json
import os
import re
from pathlib import Path

import pytest

from docgen.authoring.blankreview import Given, blank_review
from docgen.authoring.newreview import new_review
from docgen.authoring.workplace import make_workplace, nearest_schema, write_schema
from docgen.check.run import check_paths
from docgen.errors import SaveError, UsageError
from docgen.model import Problem
from docgen.packs.library import Library, bundled, find_library
from docgen.packs.load import load_pack, pack_codes
from docgen.report import make_report
from docgen.review.found import find_reviews
from docgen.review.load import load_review
from docgen.scoring.rules import load_rules

CODES = pack_codes(find_library())


@pytest.fixture
def shelf() -> Library:
    return Library((bundled() / "templates",))


# --- a review to fill in ---------------------------------------------------------------------


@pytest.mark.parametrize("code", CODES)
def test_a_new_review_is_sound_but_for_what_is_empty(
    code: str, tmp_path: Path, shelf: Library
) -> None:
    file = tmp_path / "enhed ø.yaml"
    new_review(load_pack(code, library=shelf), file, library=shelf, unit="Enhed Ø")
    assert check_paths([file], library=shelf) == []
    review = load_review(file, library=shelf)
    assert (review.pack, review.id, review.draft) == (code, "enhed ø", True)
    assert review.unit.name == "Enhed Ø"
    assert [found.score for found in review.criteria.values()] == [None] * 25


@pytest.mark.parametrize("code", CODES)
def test_a_new_review_names_all_criteria_in_order_with_their_evidence(
    code: str, tmp_path: Path, shelf: Library
) -> None:
    pack = load_pack(code, library=shelf)
    file = tmp_path / "a.yaml"
    new_review(pack, file, library=shelf)
    text = file.read_text(encoding="utf-8")
    places = [text.index(f"\n  # {c.number}. {c.name}") for c in pack.criteria]
    assert places == sorted(places)
    for criterion in pack.criteria:
        part = text[text.index(f"\n  {criterion.id}:\n") :].split("\n\n  # ")[0]
        rule = load_rules(pack, shelf)[criterion.id]
        for key in rule.evidence:
            assert (f"\n      # {key}:" in part) == (key in rule.offered)
        if "      # components:" in part:
            assert part.count("      #   - null") == len(criterion.components)


def test_a_new_review_offers_how_the_form_begins_a_text(shelf: Library) -> None:
    pack = load_pack("dk", library=shelf)._replace(openings={"purpose": f"{'Ord ' * 40}\nTo ..."})
    text = blank_review(pack, "s.json", Given(), shelf)
    [offered] = re.findall(r"# The form begins its paragraphs with:\n((?:# .*\n)+)", text)
    assert " ".join(offered.replace("#", "").split()).startswith("Ord Ord")
    assert "#   To ...\n" in offered
    assert text.index(offered) < text.index("\npurpose: |\n")


def test_a_new_review_becomes_a_draft_at_once(tmp_path: Path, shelf: Library) -> None:
    new_review(load_pack("dk", library=shelf), tmp_path / "a.yaml", library=shelf, unit="A")
    report = make_report(tmp_path / "a.yaml", tmp_path / "out", library=shelf)
    assert report.stat().st_size > 5000


@pytest.mark.parametrize("code", CODES)
def test_a_new_review_says_where_reasons_and_ratings_go(
    code: str, tmp_path: Path, shelf: Library
) -> None:
    file = tmp_path / "a.yaml"
    new_review(load_pack(code, library=shelf), file, library=shelf, unit="A")
    text = file.read_text(encoding="utf-8")
    assert "# reason: why the score is not" in text
    filled = text.replace(
        "  caseload_size:\n    score:",
        "  caseload_size:\n    ratings: {AB: 4, CD: 5}\n    score: 4",
    ).replace("    score: 4\n", "    score: 4\n    reason: Because.\n", 1)
    file.write_text(filled, encoding="utf-8")
    assessment = load_review(file, library=shelf).criteria["caseload_size"]
    assert (assessment.reason, dict(assessment.ratings)) == ("Because.", {"AB": 4, "CD": 5})


@pytest.mark.parametrize(
    "unit",
    [
        pytest.param("No", id="what other YAML readers take for false"),
        pytest.param("2024", id="a number"),
        pytest.param("A: B #1", id="a colon and a hash"),
        pytest.param('"A" & <B>', id="quotes and signs"),
        pytest.param("- Æ", id="a hyphen in front"),
        pytest.param("null", id="the word for nothing"),
    ],
)
def test_any_unit_name_comes_through(unit: str, tmp_path: Path, shelf: Library) -> None:
    file = tmp_path / "a.yaml"
    new_review(load_pack("dk", library=shelf), file, library=shelf, unit=unit)
    assert load_review(file, library=shelf).unit.name == unit


@pytest.mark.parametrize(
    ("ids", "line"),
    [
        pytest.param([], "# id:", id="nobody knows it"),
        pytest.param(["a-b"], "# id:", id="the name makes the same"),
        pytest.param(["ab"], "id: ab", id="another id of its own"),
        pytest.param(["'7'"], 'id: "7"', id="an id that reads like a number"),
        pytest.param(["ab", "c"], "# id:", id="two units of one name"),
    ],
)
def test_a_unit_reviewed_anew_keeps_its_id(
    ids: list[str], line: str, tmp_path: Path, shelf: Library
) -> None:
    for number, unit in enumerate(ids):
        text = f"pack: dk\nunit: {{id: {unit}, name: A B}}\n"
        (tmp_path / f"{number}.yaml").write_text(text, encoding="utf-8")
    file = tmp_path / "next.yaml"
    new_review(load_pack("dk", library=shelf), file, library=shelf, unit="A B")
    assert f"\n  {line}\n" in file.read_text(encoding="utf-8")


def test_texts_of_the_area_stay_with_the_shared_file(tmp_path: Path, shelf: Library) -> None:
    """An empty text would replace the default, so a new review has none for the area."""
    shared = "area:\n  ips_team: Området\n"
    (tmp_path / "_shared.yaml").write_text(shared, encoding="utf-8")
    file = tmp_path / "a.yaml"
    new_review(load_pack("fi-sv", library=shelf), file, library=shelf, unit="A")
    assert load_review(file, library=shelf).area.ips_team == "Området"


def test_the_schema_line_names_the_nearest_schema(tmp_path: Path, shelf: Library) -> None:
    schemas = tmp_path / "schemas"
    write_schema(load_pack("dk", library=shelf), schemas / "review.dk.schema.json", library=shelf)
    file = tmp_path / "data" / "dk" / "a.yaml"
    made = new_review(load_pack("dk", library=shelf), file, library=shelf)
    assert made == [file]
    line = file.read_text(encoding="utf-8").splitlines()[0]
    assert line == "# yaml-language-server: $schema=../../schemas/review.dk.schema.json"
    assert (file.parent / line.partition("=")[2]).is_file()


def test_without_a_schema_above_one_is_written_beside(tmp_path: Path, shelf: Library) -> None:
    if nearest_schema(tmp_path, "dk"):
        pytest.fail("the folder for tests lies below a schemas/ folder")
    pack = load_pack("dk", library=shelf)
    made = new_review(pack, tmp_path / "a.yaml", library=shelf)
    assert made == [tmp_path / "a.yaml", tmp_path / "review.dk.schema.json"]
    assert new_review(pack, tmp_path / "b.yaml", library=shelf) == [tmp_path / "b.yaml"]
    for name in ("a.yaml", "b.yaml"):
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert text.startswith("# yaml-language-server: $schema=review.dk.schema.json\n")
    assert find_reviews(tmp_path) == [tmp_path / "a.yaml", tmp_path / "b.yaml"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        pytest.param("there.yaml", "is there already", id="an existing file"),
        pytest.param("a.docx", "ends in .yaml", id="no YAML"),
        pytest.param("_shared.yaml", "is no name for a review", id="the file of defaults"),
        pytest.param(".a.yaml", "is no name for a review", id="a hidden file"),
    ],
)
def test_a_new_review_never_replaces_a_file(
    name: str, message: str, tmp_path: Path, shelf: Library
) -> None:
    (tmp_path / "there.yaml").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match=message):
        new_review(load_pack("dk", library=shelf), tmp_path / name, library=shelf)
    assert [path.name for path in tmp_path.iterdir()] == ["there.yaml"]
    assert (tmp_path / "there.yaml").read_text(encoding="utf-8") == "mine"


def test_a_full_disk_leaves_no_half_file(
    tmp_path: Path, shelf: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    true_write = os.write

    def full(descriptor: int, data: memoryview) -> int:
        true_write(descriptor, data[:10])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(SaveError, match="the disk is full"):
        write_schema(load_pack("dk", library=shelf), tmp_path / "s.json", library=shelf)
    assert list(tmp_path.iterdir()) == []


# --- a folder to work in ---------------------------------------------------------------------


def test_a_workplace_has_all_that_a_report_needs(tmp_path: Path, shelf: Library) -> None:
    place = tmp_path / "min mappe ø"
    made = make_workplace(place, library=shelf, samples=True)
    assert all(path.is_file() for path in made)
    own = Library((place / "templates",))
    assert pack_codes(own) == pack_codes(shelf)
    assert find_reviews(place / "data") == []
    reviews = find_reviews(place / "samples")
    assert {load_pack(code).code for code in CODES} == {
        load_review(review, library=own).pack for review in reviews
    }
    for review in reviews:
        line = review.read_text(encoding="utf-8").splitlines()[0]
        assert (review.parent / line.partition("$schema=")[2]).is_file()
    report = make_report(reviews[0], place / "out", library=own)
    assert report.parent == place / "out"


def test_a_workplace_is_ready_for_the_editor(tmp_path: Path, shelf: Library) -> None:
    make_workplace(tmp_path, library=shelf)
    text = (tmp_path / ".vscode" / "settings.json").read_text(encoding="utf-8")
    settings = json.loads(text)
    assert settings["[yaml]"]["editor.wordWrap"] == "on"
    assert all((tmp_path / schema).is_file() for schema in settings["yaml.schemas"])


def test_a_workplace_leaves_what_is_there(tmp_path: Path, shelf: Library) -> None:
    mine = tmp_path / "templates" / "dk" / "pack.yaml"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine", encoding="utf-8")
    made = make_workplace(tmp_path, library=shelf)
    assert mine not in made
    assert mine.read_text(encoding="utf-8") == "mine"
    assert make_workplace(tmp_path, library=shelf) == []


def test_a_workplace_copies_the_packs_that_are_used(tmp_path: Path, shelf: Library) -> None:
    """A pack of one's own goes before the bundled one, in the copy as well."""
    own = tmp_path / "own" / "dk"
    own.mkdir(parents=True)
    for name in ("pack.yaml", "criteria.yaml"):
        text = (bundled() / "templates" / "dk" / name).read_text(encoding="utf-8")
        (own / name).write_text(text.replace("name: Danmark", "name: Mit"), encoding="utf-8")
    (own / "~$report.docx").write_bytes(b"mark of an open document")
    both = Library((own.parent, *shelf.roots))
    make_workplace(tmp_path / "work", library=both)
    copied = Library((tmp_path / "work" / "templates",))
    assert load_pack("dk", library=copied).name == "Mit"
    assert copied.find("dk/report.docx")
    assert not copied.find("dk/~$report.docx")


def test_a_workplace_that_is_a_file_is_refused(tmp_path: Path, shelf: Library) -> None:
    (tmp_path / "a").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match="a: is a file"):
        make_workplace(tmp_path / "a", library=shelf)


def test_samples_come_apart_and_only_when_asked_for(tmp_path: Path, shelf: Library) -> None:
    make_workplace(tmp_path / "a", library=shelf)
    assert not (tmp_path / "a" / "samples").exists()
    assert list((tmp_path / "a" / "data").iterdir()) == []
    make_workplace(tmp_path / "a", library=shelf, samples=True)
    practice = tmp_path / "a" / "samples" / "_practice" / "naset-2026.yaml"
    assert practice.is_file()
    assert practice not in find_reviews(tmp_path / "a")
    assert list((tmp_path / "a" / "data").iterdir()) == []


@pytest.mark.parametrize("language", ["da", "sv", "nb", "en"])
def test_the_editor_marks_what_check_tells_in_any_language(
    language: str, tmp_path: Path, shelf: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each line of a check matches the pattern of its severity, and no other."""
    make_workplace(tmp_path, library=shelf)
    tasks = json.loads((tmp_path / ".vscode" / "tasks.json").read_text(encoding="utf-8"))["tasks"]
    assert {tuple(task["args"][2:-1]) for task in tasks} == {
        ("check",), ("check", "--fix"), ("score",), ("render",),
    }  # fmt: skip
    matchers = {one["severity"]: one["pattern"]["regexp"] for one in tasks[0]["problemMatcher"]}
    monkeypatch.setattr("docgen.model.tongue._fixed", [language])
    for severity, name in {"error": "error", "warning": "warning", "note": "info"}.items():
        line = str(Problem("x", "Noget: galt.", "a b/r.yaml", 7, 3, "unit", severity))  # type: ignore[arg-type]
        found = {kind for kind, pattern in matchers.items() if re.match(pattern, line)}
        assert found == {name}, line
