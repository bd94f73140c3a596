"""Old reports of the authorities' own forms become data: read by place, nothing guessed or lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ooxml.libreoffice import Office

from docgen.errors import InvalidDataError
from docgen.history.cache import HistoryCache
from docgen.intake.reading import Read, read_word
from docgen.packs.library import find_library
from docgen.packs.load import load_pack
from docgen.report import Options, prepare_report
from docgen.review.build import build_review
from docgen.review.load import load_review
from docgen.word.render.text import canonical, text_blocks
from tests.builders import ONE_EACH, files_of, swept
from tests.commands import docgen
from tests.oldreports import PROMPT, danish, finland_swedish, with_strangers
from tests.wordedits import document, edited, paragraph

DK, FI = load_pack("dk"), load_pack("fi-sv")
SCORES = {criterion.id: 1 + number % 5 for number, criterion in enumerate(FI.criteria)}
HIGH = dict.fromkeys(SCORES, 5)


def read(data: bytes, code: str, folder: Path) -> Read:
    file = folder / "old.docx"
    file.write_bytes(data)
    return read_word(file, find_library(), code)


def rules(found: Read) -> list[str]:
    return [problem.rule for problem in found.problems]


FORMS: dict[str, Callable[[], bytes]] = {
    "plain text": lambda: finland_swedish(FI, SCORES),
    "controls without tags": lambda: finland_swedish(FI, SCORES, controls=True),
    "numbers that Word counts": lambda: finland_swedish(FI, SCORES, counted=True),
}


def whole_finland_swedish(found: Read) -> None:
    """Hold the 003 form against what was written into it."""
    assert found.problems == []
    assert found.strays == ()
    data = found.data
    assert {name: one["score"] for name, one in data["criteria"].items()} == SCORES
    for name, one in data["criteria"].items():
        assert one["comment"] == f"Om {name}."
        assert one["recommendation"] == f"Mer {name}.\n\n- Steg ett\n- Steg två"
        assert one["sources"] == ["Intervjuer", "dokument"]
    assert data["unit"] == {
        "name": "Norrviks poliklinik",
        "place": "Kustområdet",
        "client_groups": "18–65 år",
    }
    assert data["review"] == {
        "number": 2,
        "dates": ["2025-03-10", "2025-03-11"],
        "report_date": "2025-03-27",
        "mode": "På plats",
        "participants": "Arbetstränarna och teamledaren",
    }
    assert data["reviewers"] == [
        {"name": "Bedömare 1", "title": "teamledare"},
        {"name": "Bedömare 2"},
    ]
    assert data["recipients"] == ["Styrgruppen", "Överläkaren"]
    assert data["method"]["interviews"] == ["Tre klienter", "Ledaren, två gånger"]
    assert data["previous"] == {"date": "2024-02-04", "level": "måttlig nivå", "total": 88}
    strengths = "Poäng: det finns många.\n\n- Tydlig ledning\n- Gott samarbete"
    assert data["summary"] == {"description": "Tjänsten är ung.", "strengths": strengths}
    assert data["development"] == [
        {"criterion": "vocational_unit", "recommendation": "Anställ en till."},
        {"criterion": "disclosure", "recommendation": "Fråga alla.\n\nVarje gång."},
    ]


def whole_danish(found: Read) -> None:
    """Hold the 004 report against what was written into it."""
    assert found.problems == []
    assert found.strays == ()
    data = found.data
    assert {name: one["score"] for name, one in data["criteria"].items()} == SCORES
    for name, one in data["criteria"].items():
        assert one["comment"] == f"Om {name}.\n\nVi hører mere."
        assert one["recommendation"] == f"Mer {name}.\n\n- Trin et\n- Trin to"
    assert data["unit"] == {"name": "Sundby Kommune", "partners": ["lokalpsykiatrien i Sundby"]}
    assert data["reviewers"] == [
        {"name": "Reviewer 1", "title": "psykolog"},
        {"name": "Reviewer 2"},
    ]
    assert data["summary"] == {"conclusion": "Indsatsen er ung og i god gænge."}
    assert data["development"] == [
        {"recommendation": "Det anbefales at fokusere på timer."},
        {"criterion": "competitive_jobs", "recommendation": "Korte praktikker."},
    ]
    assert data["purpose"].split("\n\n")[1] == "Rapporten bygger på 6 interviews."
    assert "status" not in data.get("review", {})


@pytest.mark.parametrize("how", FORMS)
def test_the_finland_swedish_form_is_read_whole(how, tmp_path):
    whole_finland_swedish(read(FORMS[how](), "fi-sv", tmp_path))


@pytest.mark.parametrize("controls", [False, True], ids=["plain text", "controls without tags"])
def test_the_danish_report_is_read_whole(controls, tmp_path):
    whole_danish(read(danish(DK, SCORES, controls=controls), "dk", tmp_path))


def test_both_are_read_whole_after_libreoffice_saved_them(office: Office, tmp_path):
    made = {f"fi {number}": make() for number, make in enumerate(FORMS.values())}
    made |= {"dk 0": danish(DK, SCORES), "dk 1": danish(DK, SCORES, controls=True)}
    files = [tmp_path / f"{name}.docx" for name in made]
    for file, data in zip(files, made.values(), strict=True):
        file.write_bytes(data)
    for saved in office.convert(files, tmp_path / "saved", "docx"):
        if saved.stem.startswith("fi"):
            whole_finland_swedish(read(saved.read_bytes(), "fi-sv", tmp_path))
        else:
            whole_danish(read(saved.read_bytes(), "dk", tmp_path))


COMMENTS = {
    "a later criterion's number and name": "7. Arbetsträningsteamet: de träffas ofta.",
    "the same criterion's number and name": "1. Antal klienter: 20.",
    "a label that came before": "Poäng: fyra vore för litet.",
    "the next label inside the text": "Se Rekommendationer (utvecklingsbehov): nedan.",
    "a heading of the front": "Styrkor",
    "a number as text": "2. Nästa steg",
}


@pytest.mark.parametrize("name", COMMENTS)
def test_text_that_looks_like_the_form_stays_text(name, tmp_path):
    text = f"Först.\n{COMMENTS[name]}\nSist."
    found = read(finland_swedish(FI, SCORES, comments={"caseload_size": text}), "fi-sv", tmp_path)
    assert found.problems == []
    assert found.data["criteria"]["caseload_size"]["comment"] == text.replace("\n", "\n\n")
    assert found.data["criteria"]["vocational_unit"]["comment"] == "Om vocational_unit."


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("vocational_generalists", "JOB-GENERALISTER"),
        ("employment_services_staff", "Beskæftigelsestil-\nbud"),
        ("job_development_contact", "Jobudvikling - hyppig arbejdsgiverkontakt"),
        ("integration_team_contact", "Integration af IPS i psykiatrien v. hyppig kontakt med team"),
        ("competitive_jobs", "21. Ordinære job"),
    ],
)
def test_a_row_is_known_by_a_name_that_differs_a_little(name, written, tmp_path):
    found = read(danish(DK, SCORES, names={name: written}), "dk", tmp_path)
    assert found.problems == []
    assert found.data["criteria"][name]["score"] == SCORES[name]


def test_a_row_of_no_criterion_is_listed_with_all_its_text(tmp_path):
    found = read(danish(DK, SCORES, names={"disclosure": "Noget helt andet"}), "dk", tmp_path)
    assert "disclosure" not in found.data["criteria"]
    assert [text for text, _ in found.strays][:2] == ["Noget helt andet", "Om disclosure."]
    assert rules(found)[0] == "unknown-value"
    assert found.problems[0].where.startswith("table 1, row ")
    assert found.data["review"]["status"] == "draft"


def test_a_printed_total_that_is_not_the_sum_is_told(tmp_path):
    found = read(finland_swedish(FI, HIGH, total=120), "fi-sv", tmp_path)
    assert [problem.message for problem in found.problems] == [
        "says 120 points, but the scores make 125; the scores hold"
    ]
    found = read(danish(DK, HIGH, total=101), "dk", tmp_path)
    assert rules(found) == ["wrong-total", "wrong-total", "wrong-level"]


def test_a_score_that_the_list_says_otherwise_is_left_open(tmp_path):
    found = read(finland_swedish(FI, HIGH, listed={"disclosure": 3}), "fi-sv", tmp_path)
    assert "score" not in found.data["criteria"]["disclosure"]
    assert rules(found) == ["two-values", "draft"]
    assert "5 stands here, 3 in paragraph" in found.problems[0].message


def test_a_score_typed_in_the_list_alone_counts(tmp_path):
    above = {name: score for name, score in SCORES.items() if name != "agency_focus"}
    found = read(finland_swedish(FI, above, listed={"agency_focus": 4}), "fi-sv", tmp_path)
    assert found.data["criteria"]["agency_focus"]["score"] == 4


def test_what_cannot_be_read_is_told_and_kept(tmp_path):
    data = edited(danish(DK, SCORES), lambda xml: xml.replace(">4<", ">4,5<", 1))
    found = read(data, "dk", tmp_path)
    assert rules(found)[:2] == ["number", "outside"]
    assert ("4,5", found.problems[0].where) in found.strays
    assert found.data["review"]["status"] == "draft"


def test_prompts_of_the_form_are_nothing(tmp_path):
    above = {name: score for name, score in SCORES.items() if name != "agency_focus"}
    found = read(finland_swedish(FI, above), "fi-sv", tmp_path)
    assert PROMPT not in str(found.data)
    assert "score" not in found.data["criteria"]["agency_focus"]


SEEDS = swept(range(60), 3)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_word_is_lost_wherever_it_stands(seed, tmp_path):
    pack = (DK, FI)[seed % 2]
    old = (danish, finland_swedish)[seed % 2](pack, SCORES, controls=seed % 3 == 0)
    changed, words = with_strangers(old, seed)
    found = read(changed, pack.code, tmp_path)
    kept = f"{found.data} {found.strays}"
    assert [word for word in words if word not in kept] == []


def test_a_file_of_another_kind_is_one_line(tmp_path):
    with pytest.raises(InvalidDataError, match="is no report of the form that the pack dk knows"):
        read(document(paragraph("Kære alle")), "dk", tmp_path)
    with pytest.raises(InvalidDataError, match="no criterion is found"):
        read(danish(DK, SCORES), "fi-sv", tmp_path)


@pytest.mark.parametrize("sample", ONE_EACH, ids=lambda path: path.stem)
def test_a_sent_copy_of_our_own_comes_back_by_place(sample, tmp_path):
    """It has no controls; what its pack's report prints of the criteria is there again."""
    review = load_review(sample)
    options = Options("report", plain=True)
    copy = prepare_report(review, options, find_library(), HistoryCache()).render()
    found = read(copy, review.pack, tmp_path)
    assert found.problems == []
    again = build_review(found.data, load_pack(review.pack), sample)
    assert again.unit.printed == review.unit.printed
    assert again.visit.dates == review.visit.dates
    assert [one.printed for one in again.reviewers] == [one.printed for one in review.reviewers]
    assert [need.criterion for need in again.development] == [
        need.criterion for need in review.development
    ]
    for name, one in review.criteria.items():
        for key in ("score", "comment", "recommendation"):
            values = (getattr(again.criteria[name], key), getattr(one, key))
            texts = [canonical(text_blocks(str(value))) for value in values]
            assert texts[0] == texts[1], (name, key)


def yaml_of(folder: Path, *argv: str) -> tuple[Any, str]:
    """Return what a command came to, and the review it wrote."""
    run = docgen(folder, "new", *argv, "-o", "a.yaml")
    return run, (folder / "a.yaml").read_text(encoding="utf-8")


def test_an_old_report_becomes_a_review_on_the_command_line(tmp_path):
    (tmp_path / "old.docx").write_bytes(finland_swedish(FI, SCORES, extra="Hemligt: nej # ja"))
    run, text = yaml_of(tmp_path, "fi-sv", "--from", "old.docx", "--unit-id", "norrvik")
    assert run.returncode == 0
    assert "paragraph 3: belongs to no place of the form: 'Hemligt: nej # ja'" in run.stderr
    assert text.endswith("# paragraph 3:\n#   Hemligt: nej # ja\n")
    checked = docgen(tmp_path, "check", "a.yaml")
    assert (checked.returncode, checked.stdout) == (0, "")


def test_options_give_what_the_file_lacks_and_no_more(tmp_path):
    (tmp_path / "old.docx").write_bytes(danish(DK, SCORES))
    run, text = yaml_of(
        tmp_path, "dk", "--from", "old.docx", "--date", "5. maj 2023", "--unit", "X"
    )
    assert "report_date: 2023-05-05" in text
    assert "name: Sundby Kommune" in text
    assert "says 'Sundby Kommune', which is kept; --unit 'X' is not taken" in run.stderr


def test_without_a_pack_the_way_is_told_and_nothing_is_written(tmp_path):
    (tmp_path / "old.docx").write_bytes(danish(DK, SCORES))
    run = docgen(tmp_path, "new", "--from", "old.docx", "-o", "a.yaml")
    assert run.returncode == 1
    assert "docgen new PACK --from FILE -o REVIEW" in run.stderr
    assert files_of(tmp_path) == ["old.docx"]
