"""A Word file read whole: what it is, what it lacks, and totals that its scores do not make."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from docgen.document.blankform import make_form
from docgen.errors import InvalidDataError, TemplateError
from docgen.intake.form import Taken
from docgen.intake.reading import (
    Read,
    completed,
    is_form_file,
    is_report_file,
    read_form,
    read_word,
)
from docgen.intake.settle import settle
from docgen.intake.typed import Statement
from docgen.model import Pack
from docgen.packs.library import find_library
from docgen.packs.load import load_pack
from docgen.review.shape import BLOCKS
from tests.builders import ONE_EACH
from tests.wordedits import control, deleted, document, edited, inserted, paragraph, report
from tests.wordforms import fill
from tests.wordlines import said, told

DK, FI = load_pack("dk"), load_pack("fi-sv")
LABEL = DK.labels["unit.name"]
SCORES = {f"criteria.{criterion.id}.score": 5 for criterion in DK.criteria}
FULL = {"unit.name": "Enhed A", **SCORES}
BEST = DK.level_of(5 * len(DK.criteria)).label


@cache
def blank(code: str = "dk") -> bytes:
    return make_form(load_pack(code), "report")


def write(folder: Path, data: bytes, name: str = "a.docx") -> Path:
    file = folder / name
    file.write_bytes(data)
    return file


def form(folder: Path, values: Mapping[str, Any]) -> Path:
    """Write the Danish form with those texts typed into it."""
    return write(folder, fill(blank(), values))


def small(folder: Path, *inner: str) -> Path:
    """Write a Word file that names the Danish criteria, with a paragraph more."""
    names = "".join(paragraph(criterion.name) for criterion in DK.criteria)
    return write(folder, document(names + paragraph(*inner)))


def rules(found: Read) -> list[str]:
    return [problem.rule for problem in found.problems]


# --- what a file is -------------------------------------------------------------------------------


def test_a_form_and_a_report_are_told_by_their_store(tmp_path):
    made = write(tmp_path, report(ONE_EACH[0]), "report.docx")
    empty = write(tmp_path, blank(), "form.docx")
    assert (is_form_file(empty), is_report_file(empty)) == (True, False)
    assert (is_form_file(made), is_report_file(made)) == (False, True)


def test_without_a_store_fields_of_docgens_make_a_form(tmp_path):
    fields = write(tmp_path, document(paragraph(control("A", "purpose"))))
    assert (is_form_file(fields), is_report_file(fields)) == (True, False)
    other = write(tmp_path, document(paragraph(control("A", "Customer"))))
    assert (is_form_file(other), is_report_file(other)) == (False, False)


@pytest.mark.parametrize("ask", [is_form_file, is_report_file])
def test_what_is_no_word_file_is_refused(tmp_path, ask):
    with pytest.raises(TemplateError):
        ask(write(tmp_path, b"no zip"))


def test_a_file_without_fields_is_no_form_and_the_way_is_told(tmp_path):
    file = write(tmp_path, document(paragraph("Kære alle")))
    for ask in (read_form, read_word):
        with pytest.raises(InvalidDataError) as caught:
            ask(file, find_library())
        (problem,) = caught.value.problems
        assert (problem.rule, problem.file) == ("no-form", file)
        assert "docgen new PACK --from FILE -o REVIEW" in problem.message


def test_a_file_without_fields_is_read_by_the_wording_of_the_pack_that_is_named(tmp_path):
    file = write(tmp_path, document(paragraph("Kære alle")))
    with pytest.raises(InvalidDataError, match="is no report of the form that the pack dk knows"):
        read_word(file, find_library(), "dk")


def test_a_form_of_another_pack_than_the_one_named_is_refused(tmp_path):
    file = form(tmp_path, {"unit.name": "Enhed A"})
    assert read_word(file, find_library(), "dk").data["unit"]["name"] == "Enhed A"
    with pytest.raises(InvalidDataError) as caught:
        read_word(file, find_library(), "fi-sv")
    (problem,) = caught.value.problems
    assert (problem.rule, problem.file) == ("no-pack", file)
    assert "is a form of the pack dk, not of fi-sv; leave the pack out" in problem.message


# --- what it says ---------------------------------------------------------------------------------


def test_a_form_is_read_with_the_places_of_its_values(tmp_path):
    found = read_form(form(tmp_path, {"unit.name": "Enhed A", "purpose": "Et ord"}), find_library())
    assert found.data["unit"] == {"name": "Enhed A"}
    assert found.data["purpose"] == "Et ord"
    assert found.places["unit", "name"]
    assert (found.is_report, found.lacks_name, found.strays) == (False, False, ())
    assert rules(found) == ["draft"]


def test_a_report_is_read_as_one_and_its_other_text_is_not_listed(tmp_path):
    typed = paragraph("Skrevet ved siden af")
    data = edited(report(ONE_EACH[0]), lambda xml: xml.replace("<w:body>", f"<w:body>{typed}", 1))
    found = read_form(write(tmp_path, data), find_library())
    assert found.is_report
    assert "outside" not in rules(found)


def test_text_beside_the_fields_of_a_form_is_told_with_its_place(tmp_path):
    typed = paragraph("Skrevet ved siden af " + "x" * 90)
    data = edited(blank(), lambda xml: xml.replace("<w:body>", f"<w:body>{typed}", 1))
    found = read_form(write(tmp_path, data), find_library())
    (note,) = [one for one in found.problems if one.rule == "outside"]
    assert (note.severity, note.where) == ("warning", "paragraph 1")
    assert "Skrevet ved siden af" in note.message
    assert len(note.message) < 140


@pytest.mark.parametrize(
    ("inner", "value", "noted"),
    [
        pytest.param(inserted("Nyt ord"), "Nyt ord", True, id="put in"),
        pytest.param(f"<w:r><w:t>A</w:t></w:r>{deleted('Gammelt')}", "A", True, id="taken out"),
        pytest.param("<w:r><w:t>A</w:t></w:r>", "A", False, id="no change"),
    ],
)
def test_undecided_changes_in_a_field_are_read_as_accepted_and_told(tmp_path, inner, value, noted):
    found = read_form(small(tmp_path, control(inner, "purpose")), find_library())
    assert found.data["purpose"] == value
    assert ("tracked-change" in rules(found)) is noted


def test_changes_beside_the_fields_are_not_told(tmp_path):
    file = small(tmp_path, control("A", "purpose"), inserted(DK.criteria[0].name))
    assert "tracked-change" not in rules(read_form(file, find_library()))


# --- what it lacks --------------------------------------------------------------------------------


def complete(values: Mapping[str, Any], pack: Pack = DK, **more: Any) -> tuple[Read, Taken]:
    taken = said(pack, values, **more)
    return completed(settle(taken), taken), taken


def test_a_form_with_a_name_and_all_scores_lacks_nothing():
    found, _ = complete(FULL)
    assert (found.problems, found.lacks_name) == ([], False)
    assert "status" not in found.data.get("review", {})


def test_the_parts_stand_in_the_order_of_the_shape():
    found, _ = complete({**dict(reversed(FULL.items())), "purpose": "A", "review.number": 2})
    assert list(found.data) == [part for part in BLOCKS if part in found.data]
    assert next(iter(found.data)) == "pack"


def test_without_a_name_the_label_stands_for_it_and_it_is_a_draft():
    found, taken = complete({"unit.geography": "Syd", "review.number": 2, **SCORES})
    assert found.lacks_name
    assert found.data["unit"] == {"name": f"[{LABEL}]", "geography": "Syd"}
    assert next(iter(found.data["unit"])) == "name"
    assert found.data["review"] == {"status": "draft", "number": 2}
    assert told(taken) == [("no-name", "warning", "")]
    assert f"lacks the name of the unit ({LABEL})" in taken.problems[0].message


@pytest.mark.parametrize(
    ("without", "words"),
    [
        pytest.param(len(DK.criteria), "lacks all scores", id="all"),
        pytest.param(1, f"lacks 1 of {len(DK.criteria)} scores", id="one"),
        pytest.param(3, f"lacks 3 of {len(DK.criteria)} scores", id="three"),
    ],
)
def test_scores_that_are_lacking_are_counted_and_it_is_a_draft(without, words):
    some = dict([*SCORES.items()][without:])
    found, taken = complete({"unit.name": "Enhed A", **some})
    assert told(taken) == [("draft", "warning", "")]
    assert f"{words}, so it is a draft" in taken.problems[0].message
    assert found.data["review"] == {"status": "draft"}


def test_a_comment_alone_is_no_score():
    criterion = DK.criteria[0].id
    values = {**FULL, f"criteria.{criterion}.comment": "A"}
    del values[f"criteria.{criterion}.score"]
    assert rules(complete(values)[0]) == ["draft"]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param({"result.total": 5 * len(DK.criteria)}, [], id="the right total"),
        pytest.param({"result.total": 99}, ["wrong-total"], id="another total"),
        pytest.param({"result.total": (99, 98)}, ["wrong-total"] * 2, id="two others"),
        pytest.param({"result.statement": Statement(None, BEST)}, [], id="the right level"),
        pytest.param({"result.statement": Statement(None, DK.levels[-1].label)}, ["wrong-level"],
                     id="another level"),
        pytest.param({"result.statement": Statement(99, DK.levels[-1].label)},
                     ["wrong-total", "wrong-level"], id="both"),
        pytest.param({"result.statement": Statement(None, "meget fin")}, [], id="words of nobody"),
    ],
)  # fmt: skip
def test_totals_and_levels_are_held_against_the_scores(values, expected):
    found, _ = complete({**FULL, **values})
    assert rules(found) == expected
    assert all(problem.severity == "warning" for problem in found.problems)


def test_what_the_scores_make_is_told_and_holds():
    said_otherwise = Statement(99, DK.levels[-1].label)
    found, _ = complete({**FULL, "result.statement": said_otherwise})
    total = 5 * len(DK.criteria)
    one, two = (problem.message for problem in found.problems)
    assert one == f"says 99 points, but the scores make {total}; the scores hold"
    assert f"{total} points are" in two
    assert BEST in two


def test_a_total_is_not_compared_while_scores_are_lacking():
    some = dict([*FULL.items()][:-1])
    assert rules(complete({**some, "result.total": 12})[0]) == ["draft"]


def test_strays_are_handed_on_with_their_places_and_blank_ones_are_none():
    taken = said(DK, FULL, lenient=True)
    taken.strays += [("A\nB", "paragraph 3"), ("  \n", "paragraph 4")]
    assert completed(settle(taken), taken).strays == (("A\nB", "paragraph 3"),)


def test_a_file_that_is_open_in_word_is_told(tmp_path):
    file = write(tmp_path, b"", "rapport.docx")
    (tmp_path / "~$pport.docx").write_bytes(b"")
    taken = said(DK, FULL)
    taken.file = file
    found = completed(settle(taken), taken)
    assert rules(found) == ["open"]
    assert "~$pport.docx" in found.problems[0].message
