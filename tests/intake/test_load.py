"""Filled forms: each says what was typed into it, or tells with its place what cannot be read."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ooxml.libreoffice import Office

from docgen.document.blankform import make_form
from docgen.errors import DocgenError, InvalidDataError, ReadError
from docgen.intake.load import (
    Form,
    find_reports,
    find_word_files,
    is_form,
    is_report,
    load_form,
    load_noted,
    refuse_mark,
)
from docgen.intake.reading import read_word
from docgen.model import Problem, tongue
from docgen.packs.library import find_library
from docgen.packs.load import load_pack, pack_codes
from docgen.review.build import build_review
from docgen.review.file import load_data
from docgen.review.load import load_review
from docgen.word.render.text import canonical, text_blocks
from tests.builders import ONE_EACH, ROOT, swept, write_review
from tests.wordedits import edited, report
from tests.wordforms import fill, tags_of, typed_by

PACKS = {code: load_pack(code) for code in pack_codes()}
SAMPLES = {load_data(path).data["pack"]: path for path in ONE_EACH}
FORMS = [
    pytest.param(code, name, id=f"{code} {name}")
    for code, pack in PACKS.items()
    for name, document in pack.documents.items()
    if document.needs_review
]
every_form = pytest.mark.parametrize(("code", "name"), FORMS)


@cache
def blank(code: str, name: str = "report") -> bytes:
    return make_form(PACKS[code], name)


def sample(code: str) -> dict[str, Any]:
    """Return a sample's data with its defaults, an earlier review, and needs for three fields."""
    data: dict[str, Any] = load_data(SAMPLES[code]).data
    level = PACKS[code].levels[2].label
    previous = {"date": "2025-02-03", "level": level, "total": 88}
    return data | {"previous": previous, "development": data["development"][:3]}


def asked(data: Mapping[str, Any], tags: list[str], code: str) -> dict[str, Any]:
    """Return the values of a review that the fields of those tags ask for, in one form."""
    review = build_review(dict(data), PACKS[code], Path("x.yaml"))
    found: dict[str, Any] = {}
    for tag in tags:
        first, *rest = tag.split(".")
        if first == "criteria":
            key = rest[1].replace("points", "score")
            found[f"{first}.{rest[0]}.{key}"] = told(getattr(review.criteria[rest[0]], key))
        elif first in ("reviewers", "development", "recipients", "unit"):
            found[first] = told(getattr(review, first))
        elif first in ("review", "previous", "area", "method", "summary", "meeting"):
            group = getattr(review, {"review": "visit"}.get(first, first))
            keys = ("level", "total") if rest == ["statement"] else rest
            found[tag] = [told(getattr(group, key)) for key in keys]
        elif first != "result":
            found[tag] = told(getattr(review, first))
    return found


def told(value: Any) -> Any:
    if isinstance(value, str):
        return canonical(text_blocks(value))
    if hasattr(value, "_fields"):
        # Ids and initials are asked for by no form.
        return {k: told(v) for k, v in value._asdict().items() if k not in ("id", "initials")}
    return [told(one) for one in value] if isinstance(value, tuple) else value


def read(form: bytes, folder: Path) -> Form:
    file = folder / "form.docx"
    file.write_bytes(form)
    return load_form(file)


def same_as_sample(form: bytes, code: str, tags: list[str], folder: Path) -> None:
    found = read(form, folder)
    assert found.loaded.sources[0].faults == ()
    assert [note for note in found.notes if note.rule != "draft"] == []
    wanted = sample(code)
    said = {tag.split(".")[0]: tag for tag in tags}
    if "unit" in said and "unit.partners" not in tags:  # what this form does not ask for
        keep = {tag.split(".")[1] for tag in tags if tag.startswith("unit.")} | {"place"}
        wanted = wanted | {"unit": {k: v for k, v in wanted["unit"].items() if k in keep}}
    assert asked(found.loaded.data, tags, code) == asked(wanted, tags, code)


@pytest.mark.parametrize(("code", "name"), swept(FORMS, 4))
def test_a_form_filled_with_a_samples_values_is_the_same_review(code, name, tmp_path):
    form = blank(code, name)
    tags = tags_of(form)
    filled = fill(form, typed_by(sample(code), PACKS[code], tags))
    same_as_sample(filled, code, tags, tmp_path)


def test_every_form_is_the_same_review_after_libreoffice_saved_it(office: Office, tmp_path):
    """It drops all tags and the flags of prompts, and keeps the bookmarks."""
    files = {}
    for code, name in (one.values for one in FORMS):
        form = blank(code, name)
        file = tmp_path / f"{code} {name}.docx"
        file.write_bytes(fill(form, typed_by(sample(code), PACKS[code], tags_of(form))))
        files[file] = (code, tags_of(form))
    saved = office.convert(list(files), tmp_path / "saved", "docx")
    again = office.convert(saved, tmp_path / "again", "docx")
    for file, (code, tags) in zip([*saved, *again], [*files.values()] * 2, strict=True):
        assert tags_of(file.read_bytes()) == []
        same_as_sample(file.read_bytes(), code, tags, tmp_path)


@every_form
def test_an_untouched_form_is_a_draft_without_a_name_and_scores(code, name, tmp_path):
    found = read(blank(code, name), tmp_path)
    assert found.loaded.sources[0].faults == ()
    assert [note.rule for note in found.notes] == ["no-name", "draft"]
    label = PACKS[code].labels["unit.name"]
    assert found.loaded.data == {
        "pack": code,
        "unit": {"name": f"[{label}]"},
        "review": {"status": "draft"},
    }


Change = Callable[[dict[str, Any]], Any]
SCORE = "criteria.disclosure.score"


def typed(code: str, changes: Mapping[str, Any], folder: Path, name: str = "report") -> Form:
    """Return a form filled with a sample's values, some of them typed otherwise."""
    form = blank(code, name)
    values = typed_by(sample(code), PACKS[code], tags_of(form))
    return read(fill(form, values | dict(changes)), folder)


TYPED = [
    ("fi-sv", "review.dates", "10.-11.3.2026", ("review", "dates"), ["2026-03-10", "2026-03-11"]),
    (
        "dk",
        "review.dates",
        "12.-13. september 2023",
        ("review", "dates"),
        ["2023-09-12", "2023-09-13"],
    ),
    ("fi-sv", "previous.statement", "måttlig nivå, 88", ("previous", "total"), 88),
    ("fi-sv", "previous.statement", "88 poäng (god nivå)", ("previous", "level"), "god nivå"),
    ("fi-sv", "review.number", "2.", ("review", "number"), 2),
    ("no", "review.kind", "ekstern evaluering", ("review", "kind"), "external"),
    ("fi-sv", "unit.name", "Enhet B, Nyland", ("unit", "place"), "Nyland"),
    ("fi-sv", SCORE, "4 poäng", ("criteria", "disclosure", "score"), 4),
]


@pytest.mark.parametrize(
    ("code", "tag", "text", "path", "value"), TYPED, ids=[f"{t[1]}: {t[2]}" for t in TYPED]
)
def test_what_people_type_is_split_and_read(code, tag, text, path, value, tmp_path):
    found = typed(code, {tag: text, SCORE.replace("score", "points"): ""}, tmp_path)
    assert found.loaded.sources[0].faults == ()
    node: Any = found.loaded.data
    for step in path:
        node = node[step]
    assert node == value


@pytest.mark.parametrize(
    "text", ["7. Arbetsträningsteamet", "7", "arbetsträningsteamet", "7: Arbetsträningsteamet"]
)
def test_a_need_is_named_by_number_or_name(text, tmp_path):
    score = str(sample("fi-sv")["criteria"]["vocational_unit"]["score"])
    found = typed("fi-sv", {"development.k1.name": text, "development.k1.score": score}, tmp_path)
    assert found.loaded.sources[0].faults == ()
    assert found.loaded.data["development"][0]["criterion"] == "vocational_unit"


@pytest.mark.parametrize("empty", ["score", "points"])
def test_a_score_typed_in_one_place_of_two_is_the_score(empty, tmp_path):
    tag = f"criteria.disclosure.{empty}"
    found = typed("fi-sv", {tag: ""}, tmp_path)
    assert (
        found.loaded.data["criteria"]["disclosure"]["score"]
        == sample("fi-sv")["criteria"]["disclosure"]["score"]
    )


PROMPT = PACKS["fi-sv"].texts["placeholder"]
FAULTS = [
    ({"criteria.disclosure.points": "1"}, "two-values", "13. Delgivning"),
    ({"development.k1.score": "1"}, "two-values", "stands here"),
    ({SCORE: "4,5", "criteria.disclosure.points": ""}, "number", "no half points"),
    ({SCORE: "fyra"}, "number", "found 'fyra'"),
    ({"review.dates": "i mars"}, "no-date", "write it like 2026-03-27"),
    ({"development.k1.name": "8. Arbetsträningsteamet"}, "unknown-value", "did you mean"),
    ({"previous.statement": "88 eller 89"}, "number", "two numbers"),
    ({"summary.description": f"{PROMPT} Bra."}, "prompt", "delete the prompt"),
    ({"summary.description": [(False, PROMPT), (False, "Bra.")]}, "prompt", "delete the prompt"),
    ({"review.mode": f"På plats. {PROMPT}"}, "prompt", "delete the prompt"),
]


@pytest.mark.parametrize(
    ("changes", "rule", "words"), FAULTS, ids=[f"{next(iter(f[0]))}: {f[1]}" for f in FAULTS]
)
def test_what_cannot_be_read_is_told_with_its_place(changes, rule, words, tmp_path):
    found = typed("fi-sv", changes, tmp_path)
    (fault,) = found.loaded.sources[0].faults
    assert (fault.rule, fault.severity) == (rule, "error")
    assert words in fault.message
    assert "paragraph" in fault.where or "table" in fault.where
    with pytest.raises(InvalidDataError):
        load_noted(found.loaded.file)


@pytest.mark.parametrize("code", PACKS)
def test_a_prompt_of_any_language_without_its_flag_is_nothing(code, tmp_path):
    """As LibreOffice leaves it: the flag is gone, the prompt is text."""
    values = dict.fromkeys(("summary.strengths", "area.ips_team"), PACKS[code].texts["placeholder"])
    found = typed("fi-sv", values, tmp_path)
    assert found.loaded.sources[0].faults == ()
    assert "strengths" not in found.loaded.data["summary"]
    assert "area" not in found.loaded.data or "ips_team" not in found.loaded.data["area"]


def test_a_total_or_level_that_the_scores_do_not_make_is_a_warning(tmp_path):
    found = typed(
        "fi-sv", {"result.total": "99", "result.statement": "föredömlig nivå, 99"}, tmp_path
    )
    assert [note.rule for note in found.notes] == ["wrong-total", "wrong-total", "wrong-level"]
    assert "scores make" in found.notes[0].message


def test_a_score_outside_the_scale_is_told_where_it_stands_in_word(tmp_path):
    found = typed("fi-sv", {SCORE: "6", "criteria.disclosure.points": "6"}, tmp_path)
    with pytest.raises(InvalidDataError) as caught:
        load_noted(found.loaded.file)
    (problem,) = caught.value.problems
    assert (problem.rule, problem.line) == ("out-of-range", None)
    assert problem.where.startswith("criteria.disclosure.score, paragraph")


def test_text_outside_the_fields_is_listed(tmp_path):
    label = "Datakällor:"
    form = blank("fi-sv")
    changed = edited(form, lambda xml: xml.replace(label, f"{label} Intervju med ledaren ", 1))
    found = read(changed, tmp_path)
    (note,) = [note for note in found.notes if note.rule == "outside"]
    assert "Intervju med ledaren" in note.message
    assert note.where.startswith("paragraph")


def test_a_need_copied_in_word_is_one_more(tmp_path):
    form = blank("fi-sv")
    values = typed_by(sample("fi-sv"), PACKS["fi-sv"], tags_of(form))

    def copy(xml: str) -> str:
        """Copy the paragraphs of the last need, from its name to its recommendation."""
        start = xml.rindex("<w:p>", 0, xml.index("development.k3.name"))
        last = xml.index("</w:sdt>", xml.index("development.k3.recommendation"))
        end = xml.index("/>", xml.index("<w:bookmarkEnd", last)) + len("/>")
        # Word leaves a bookmark where it was.
        copied = re.sub("<w:bookmark(Start|End)[^>]*/>", "", xml[start:end])
        return xml[:end] + copied.replace(">A<", ">B<") + xml[end:]

    values |= {"development.k3.name": "7", "development.k3.recommendation": [(False, "A")]}
    values["development.k3.score"] = ""
    found = read(edited(fill(form, values), copy), tmp_path)
    assert found.loaded.sources[0].faults == ()
    assert [need["recommendation"] for need in found.loaded.data["development"]][2:] == ["A", "B"]


def test_a_form_of_two_packs_alike_asks_for_the_pack(tmp_path):
    """A copied pack has the same criteria; the name on the command line tells the two apart."""
    shutil.copytree(ROOT / "templates" / "dk", tmp_path / "packs" / "dk-syd")
    file = tmp_path / "packs" / "dk-syd" / "pack.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("code: dk", "code: dk-syd"), encoding="utf-8")
    both = find_library(tmp_path / "packs")
    (tmp_path / "form.docx").write_bytes(blank("dk"))
    with pytest.raises(InvalidDataError, match="fits the packs dk and dk-syd alike"):
        load_form(tmp_path / "form.docx", library=both)
    assert read_word(tmp_path / "form.docx", both, "dk-syd").data["pack"] == "dk-syd"


def test_a_form_of_an_older_layout_has_nothing_outside(tmp_path):
    """It had a criterion's name and its description in one paragraph."""
    c = PACKS["fi-sv"].criteria[0]
    changed = edited(
        blank("fi-sv"),
        lambda xml: xml.replace(c.description, f"{c.printed} {c.name}: {c.description}", 1),
    )
    assert [note.rule for note in read(changed, tmp_path).notes] == ["no-name", "draft"]


@pytest.mark.parametrize(("code", "words"), [("fi-sv", "utkast"), ("dk", "udkast")])
def test_a_form_speaks_its_packs_language_whatever_the_system_speaks(
    code, words, tmp_path, monkeypatch
):
    monkeypatch.setattr(tongue, "_fixed", [])
    with tongue.speaking("en"):
        found = read(blank(code), tmp_path)
    (draft,) = [note for note in found.notes if note.rule == "draft"]
    assert words in draft.message


# --- any file ---------------------------------------------------------------------------------


def test_what_cannot_be_read_is_neither_form_nor_report(tmp_path):
    file = tmp_path / "a.docx"
    assert (is_form(file), is_report(file)) == (False, False)
    file.write_bytes(b"no zip")
    assert (is_form(file), is_report(file)) == (False, False)
    file.write_bytes(blank("dk"))
    assert (is_form(file), is_report(file)) == (True, False)


def test_the_mark_of_an_open_document_is_taken_for_a_form_and_refused_by_name(tmp_path):
    mark = tmp_path / "~$port.docx"
    mark.write_bytes(b"")
    assert is_form(mark)
    for ask in (refuse_mark, load_form):
        with pytest.raises(ReadError, match="is Word's mark of an open document"):
            ask(mark)
    refuse_mark(tmp_path / "rapport.docx")


def test_a_file_of_another_kind_or_none_is_told(tmp_path):
    (tmp_path / "a.docx").write_bytes(b"no zip")
    with pytest.raises(InvalidDataError) as caught:
        load_form(tmp_path / "a.docx")
    assert caught.value.problems
    with pytest.raises(DocgenError):
        load_form(tmp_path / "none.docx")


def test_a_review_in_yaml_has_no_notes(tmp_path):
    review, notes = load_noted(write_review(tmp_path / "a.yaml"))
    assert (review.unit.name, notes) == ("Enhed A", ())


def test_a_form_is_a_review_with_notes_and_a_report_is_not_printed_again(tmp_path):
    (tmp_path / "form.docx").write_bytes(fill(blank("dk"), {"unit.name": "Enhed A"}))
    review, notes = load_noted(tmp_path / "form.docx", to_print=True)
    assert review.unit.name == "Enhed A"
    assert [note.rule for note in notes] == ["draft"]
    (tmp_path / "report.docx").write_bytes(report(ONE_EACH[0]))
    assert load_noted(tmp_path / "report.docx")[0].pack == load_review(ONE_EACH[0]).pack
    with pytest.raises(ReadError, match="is a report, not a form"):
        load_noted(tmp_path / "report.docx", to_print=True)


def test_a_form_is_read_once_while_it_stays_the_same(tmp_path):
    file = tmp_path / "form.docx"
    file.write_bytes(fill(blank("dk"), {"unit.name": "Enhed A"}))
    first = load_form(file)
    assert load_form(file) is first
    file.write_bytes(fill(blank("dk"), {"unit.name": "Enhed Bjerg"}))
    assert load_form(file).loaded.data["unit"]["name"] == "Enhed Bjerg"


@pytest.fixture
def placed(tmp_path: Path) -> Callable[[str, int | None], str]:
    """Return a function that says where a problem of a form stands, by its path."""
    file = tmp_path / "form.docx"
    values = {"unit.name": "Enhed A", "reviewers.k1.name": "N. N."}
    file.write_bytes(fill(blank("dk"), values))
    form = load_form(file)

    def where(path: str, line: int | None = 3) -> str:
        problem = Problem("rule", "message", file, line, 1, where=path)
        (found,) = form.placed([problem, problem])
        assert (found.line, found.column) == ((None, None) if line else (line, 1))
        return found.where

    return where


@pytest.mark.parametrize(
    ("path", "start"),
    [
        pytest.param("unit.name", "unit.name, ", id="a value"),
        pytest.param("unit.name.x", "unit.name.x, ", id="below it"),
        pytest.param("reviewers[0].name", "reviewers[0].name, ", id="in a list"),
    ],
)
def test_a_problem_stands_where_its_value_stands_in_word(placed, path, start):
    assert placed(path).startswith(start)
    assert placed(path).removeprefix(start).startswith(("paragraph", "table"))


def test_a_problem_of_nothing_in_the_file_keeps_its_path(placed):
    assert placed("purpose") == "purpose"
    assert placed("unit.name", None) == "unit.name"


def test_the_problem_of_another_file_stays_as_it_is(tmp_path):
    file = tmp_path / "form.docx"
    file.write_bytes(blank("dk"))
    other = Problem("rule", "message", tmp_path / "_shared.yaml", 3, 1, where="unit.name")
    assert load_form(file).placed([other]) == [other]


@pytest.mark.parametrize(
    ("files", "found"),
    [
        pytest.param(["b.docx", "a.DOCX", "a.yaml"], ["a.DOCX", "b.docx"], id="by their names"),
        pytest.param(["b/c.docx", "a.docx"], ["a.docx", "b/c.docx"], id="and below"),
        pytest.param(["_a.docx", ".b.docx", "~$c.docx"], [], id="marks and hidden files"),
        pytest.param(["_x/a.docx", ".y/b.docx"], [], id="in hidden folders"),
        pytest.param(["p/pack.yaml", "p/a.docx", "p/q/b.docx"], [], id="in a pack and below"),
        pytest.param(["p/rules.yaml", "p/a.docx", "c.docx"], ["c.docx"], id="what packs share"),
        pytest.param([], [], id="in an empty folder"),
        pytest.param(["æ ø/å.docx"], ["æ ø/å.docx"], id="other letters"),
    ],
)
def test_word_files_are_found_in_a_stable_order(tmp_path, files, found):
    for name in files:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    names = [path.relative_to(tmp_path).as_posix() for path in find_word_files(tmp_path)]
    assert names == found


def test_reports_to_go_on_with_are_neither_sent_nor_taken_nor_forms(tmp_path, monkeypatch):
    for name in ("a.docx", "dk/b.docx", "sent/a.docx", "dk/internal/c.docx", "form.docx"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    monkeypatch.setattr("docgen.intake.load.is_form", lambda file: file.stem == "form")
    found = [path.relative_to(tmp_path).as_posix() for path in find_reports(tmp_path)]
    assert found == ["a.docx", "dk/b.docx"]
