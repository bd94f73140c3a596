"""docxtpl's second opinion: on every pack and sample, and what check says when it differs."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from builders import ROOT, SAMPLES, swept

from docgen.check import secondopinion
from docgen.check.run import check_paths
from docgen.check.secondopinion import compared, question_of
from docgen.document.context import build_context
from docgen.document.sample import sample_names
from docgen.packs.load import load_pack, pack_codes
from docgen.review.load import load_review
from docgen.scoring.score import score_review
from docgen.word.compile.gate import read_package
from docgen.word.render.archive import write_archive

DOCUMENTS = [
    pytest.param(code, name, id=f"{code} {name}")
    for code in pack_codes()
    for name in load_pack(code).documents
]
RULE = "second-opinion"


@pytest.mark.slow
@pytest.mark.parametrize(("code", "name"), swept(DOCUMENTS, 2))
def test_docxtpl_prints_the_words_of_every_document(code, name):
    pack = load_pack(code)
    document = pack.documents[name]
    assert compared(question_of(pack, document, list(sample_names(pack, document)))) == []


@pytest.mark.parametrize("sample", swept(SAMPLES, 2), ids=lambda path: path.stem)
def test_docxtpl_prints_the_words_of_every_sample(sample):
    review = load_review(sample)
    pack = load_pack(review.pack)
    for document in pack.documents.values():
        names = build_context(review, pack, score_review(review, pack), document=document, number=2)
        assert compared(question_of(pack, document, [names])) == [], document.name


# --- what check says -----------------------------------------------------------------------------


@pytest.fixture
def mine(tmp_path):
    """Return a function that writes a pack with a change in a part of its Danish report."""

    def write(old, new, part="document"):
        folder = tmp_path / "mine ø" / "dk"
        shutil.copytree(ROOT / "templates" / "dk", folder)
        path = folder / "report.docx"
        parts = dict(read_package(path).parts)
        before = parts[f"word/{part}.xml"].decode()
        assert old in before
        parts[f"word/{part}.xml"] = before.replace(old, new, 1).encode()
        path.write_bytes(write_archive(parts))
        return folder

    return write


TITLE = "<w:t>Fidelity review</w:t>"
COMPUTED = "<w:t>Rapport {{ review.report_date or '-' }}</w:t>"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("part", "place"),
    swept([("header2", "header 2"), ("document", "body"), ("footer1", "footer 1")]),
)
def test_the_part_and_the_first_place_are_named(mine, part, place):
    old = {"document": TITLE, "header2": "<w:t>{{ unit.printed }}</w:t>"}.get(part, "<w:t>1</w:t>")
    folder = mine(old, COMPUTED, part)
    (problem,) = check_paths([folder])
    assert (problem.rule, problem.severity) == (RULE, "warning")
    assert Path(problem.file) == folder / "report.docx"
    assert re.fullmatch(rf"{place}, behind '.*Rapport'", problem.where)
    assert problem.message.startswith("docgen prints '2026-03-1")
    assert "docxtpl '10 marts 2026" in problem.message
    assert "| date" in problem.message


@pytest.mark.slow
def test_one_word_file_is_held_against_docxtpl_too(mine):
    folder = mine(TITLE, COMPUTED)
    assert {problem.rule for problem in check_paths([folder / "report.docx"])} == {RULE}


@pytest.mark.slow
def test_with_its_filter_both_print_the_same(mine):
    assert (
        check_paths(
            [
                mine(
                    TITLE,
                    COMPUTED.replace(
                        "review.report_date or '-'", "(review.report_date or '-') | date"
                    ),
                )
            ]
        )
        == []
    )


@pytest.mark.slow
def test_what_docxtpl_cannot_read_is_a_note(mine):
    quotes = "<w:t>{% if review.kind == „external“ %}Ekstern{% endif %}</w:t>"
    (problem,) = [one for one in check_paths([mine(TITLE, quotes)]) if one.severity != "warning"]
    assert (problem.rule, problem.severity) == (RULE, "note")
    assert "docxtpl cannot render it, docgen can" in problem.message
    assert "unexpected char" in problem.message
    assert "\n" not in str(problem)


@pytest.mark.slow
def test_docxtpl_has_a_deadline(mine, monkeypatch):
    monkeypatch.setattr(secondopinion, "DEADLINE", 0.001)
    problems = check_paths([mine(TITLE, "<w:t>Anden titel</w:t>")])
    assert {(problem.rule, problem.severity) for problem in problems} == {(RULE, "note")}
    assert all("not done after" in problem.message for problem in problems)


@pytest.fixture
def asked(monkeypatch):
    """Return the names of the documents that docxtpl is asked about, without asking it."""
    names = []

    def ask(question):
        names.append(question.names[0]["document"]["name"])
        return secondopinion.Answer(failed="", differences=[])

    monkeypatch.setattr(secondopinion, "_ask", ask)
    # What is made up here must not be kept for others.
    monkeypatch.setattr(secondopinion, "remember", lambda _, make, __: make())
    return names


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        pytest.param("{{ unit.name }}", "{{ unit.nmae }}", "unknown-name", id="our compiler"),
        pytest.param("{{ unit.name }}", "{{ unit.name.first }}", None, id="our own rendering"),
        pytest.param("<w:body>", "<w:body><broken>", "broken-xml", id="our gate"),
    ],
)
def test_what_docgen_refuses_docxtpl_is_not_asked_about(mine, asked, old, new, rule):
    folder = mine(old, new)
    problems = [
        p for p in check_paths([folder / "report.docx"]) if Path(p.file) == folder / "report.docx"
    ]
    assert "report" not in asked
    assert {problem.severity for problem in problems} == {"error"}
    if rule:
        assert {problem.rule for problem in problems} == {rule}


def test_a_question_that_fails_is_a_fault_of_its_file_alone(mine, monkeypatch):
    def fail(*_):
        raise KeyError("odd")

    monkeypatch.setattr(secondopinion, "question_of", fail)
    folder = mine("{{ unit.name }}", "{{ unit.nmae }}")
    rules = {Path(problem.file).name: problem.rule for problem in check_paths([folder])}
    assert rules == {"report.docx": "unknown-name", "overview.docx": "unforeseen"}


@pytest.mark.slow
def test_an_answer_is_kept_while_nothing_changes(mine, monkeypatch):
    folder = mine(TITLE, COMPUTED)
    first = check_paths([folder])
    monkeypatch.setattr(secondopinion, "_ask", None)
    assert check_paths([folder]) == first


@pytest.mark.slow
def test_nothing_of_the_folder_one_stands_in_is_run(mine, tmp_path, monkeypatch):
    folder = mine(TITLE, "<w:t>En tredje titel</w:t>")
    for name in ("docx", "docxtpl", "jinja2", "json", "pickle"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('hijacked')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert check_paths([folder]) == []


@pytest.mark.slow
def test_a_report_is_made_without_docxtpl_and_python_docx(tmp_path):
    program = (
        "import sys; from pathlib import Path; from docgen import make_report; "
        f"make_report(Path({str(SAMPLES[0])!r}), Path({str(tmp_path)!r})); "
        "print(sorted({'docx', 'docxtpl'} & set(sys.modules)))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "DOCGEN_CACHE": "off"},
        check=True,
    )
    assert run.stdout.strip() == "[]"
