"""A review's file becomes a Review: defaults, values as typed, JSON, and what names a review."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from builders import ROOT

from docgen.errors import InvalidDataError, ReadError
from docgen.model import Need, Previous
from docgen.review.build import slug
from docgen.review.file import load_data
from docgen.review.found import find_reviews
from docgen.review.head import HEAD as HEAD_KEYS
from docgen.review.head import load_head
from docgen.review.load import load_review

HEAD = "pack: dk\nunit:\n  name: Enhed Å\n"


@pytest.fixture
def write(tmp_path):
    """Return a function that writes a file below the temporary folder."""

    def write_file(text: str, name: str = "ø mappe/min enhed.yaml") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
        return path

    return write_file


def test_what_is_absent_has_its_default(write):
    review = load_review(write(HEAD))
    assert (review.id, review.unit.id, review.pack) == ("min enhed", "enhed-a", "dk")
    assert (review.visit.status, review.draft, review.previous) == ("final", False, None)
    assert (review.criteria, review.recipients, review.purpose) == ({}, (), "")


def test_a_whole_review_is_read(write):
    review = load_review(
        write(
            HEAD
            + "review: {status: draft, number: 2, dates: 2026-03-10, report_date: 2026-03-27}\n"
            + "reviewers: [{name: Reviewer 1, title: leder, initials: R1}]\n"
            + "method: {interviews: [Leder, ''], documents: Fem journaler}\n"
            + "development: [{criterion: agency_focus}, {recommendation: Mere tid}]\n"
            + "previous: {date: 2025-03-01, total: 90, scores: {agency_focus: 3, disclosure: }}\n"
            + "criteria:\n  agency_focus: {score: 3}\n"
            + "  caseload_size:\n    score: 4.0\n    sources: [INT, DOC]\n    comment: |\n"
            + "      Første afsnit.\n\n      - punkt\n"
            + "    evidence: {clients: 19, fte: null}\n    ratings: {R1: 4, R2: null}\n"
        )
    )
    caseload = review.criteria["caseload_size"]
    assert review.draft
    assert review.visit.dates == ("2026-03-10",)
    assert review.reviewers[0].printed == "Reviewer 1, leder"
    assert (review.method.interviews, review.method.documents) == (("Leder",), ("Fem journaler",))
    assert review.development == (Need(criterion="agency_focus"), Need(recommendation="Mere tid"))
    assert review.previous == Previous(date="2025-03-01", total=90, scores={"agency_focus": 3})
    assert list(review.criteria) == ["caseload_size", "agency_focus"]
    assert (caseload.score, type(caseload.score)) == (4, int)
    assert caseload.comment == "Første afsnit.\n\n- punkt"
    assert (caseload.evidence, caseload.ratings) == ({"clients": 19}, {"R1": 4})


@pytest.mark.parametrize(
    ("line", "value"),
    [
        pytest.param("purpose: 2024", "2024", id="a number"),
        pytest.param("purpose: 5.50", "5.50", id="a number with its zero"),
        pytest.param("purpose: true", "true", id="true"),
        pytest.param("purpose: 0x1F", "0x1F", id="a hexadecimal number"),
        pytest.param("purpose: 2026-03-10", "2026-03-10", id="a date"),
        pytest.param("purpose:", "", id="nothing"),
    ],
)
def test_what_looks_like_a_number_is_taken_as_typed_where_a_text_belongs(write, line, value):
    assert load_review(write(f"{HEAD}{line}\n")).purpose == value


def test_numbers_in_lists_names_and_defaults_are_taken_as_typed(write):
    write("recipients: [2024, 7.0]\n", "a/_shared.yaml")
    review = load_review(write("pack: dk\nunit: {name: 1.10, place: 7}\n", "a/r.yaml"))
    assert (review.unit.name, review.unit.place) == ("1.10", "7")
    assert review.recipients == ("2024", "7.0")


def test_line_ends_of_windows_do_not_reach_the_texts(write):
    text = f"{HEAD}purpose: |\n  et\n  to\n".replace("\n", "\r\n")
    assert load_review(write(text)).purpose == "et\nto"
    data = {"pack": "dk", "unit": {"name": "E"}, "purpose": "et\r\nto\r\n"}
    assert load_review(write(json.dumps(data), "r.json")).purpose == "et\nto"


def test_shared_defaults_merge_mappings_and_replace_the_rest(write):
    write("area: {ips_team: Far, client_groups: Alle}\nrecipients: [A, B]\n", "_shared.yaml")
    write("area: {ips_team: Nær}\npurpose: Fælles\n", "x/_shared.yaml")
    review = load_review(write(f"{HEAD}recipients: [C]\npurpose:\n", "x/r.yaml"))
    assert (review.area.ips_team, review.area.client_groups) == ("Nær", "Alle")
    assert (review.recipients, review.purpose) == (("C",), "Fælles")
    assert load_review(write(f"{HEAD}purpose: ''\nrecipients: []\n", "x/s.yaml")).purpose == ""


@pytest.mark.parametrize("top", ["pyproject.toml", ".git"])
def test_defaults_above_a_project_do_not_count(write, top):
    write("purpose: Fremmed\n", "_shared.yaml")
    write("", f"project/{top}")
    assert load_review(write(HEAD, "project/data/r.yaml")).purpose == ""
    write("purpose: Egen\n", "project/_shared.yaml")
    assert load_review(write(HEAD, "project/data/s.yaml")).purpose == "Egen"


def test_defaults_that_changed_are_read_again(write):
    path = write(HEAD, "x/r.yaml")
    write("purpose: Før\n", "x/_shared.yaml")
    assert load_review(path).purpose == "Før"
    write("purpose: Derefter\n", "x/_shared.yaml")
    assert load_review(path).purpose == "Derefter"


def test_a_fault_names_the_file_it_stands_in(write):
    shared = write("purpose: x\narea:\n  ips_team: [a, {b: c}]\n", "x/_shared.yaml")
    path = write(f"{HEAD}criteria:\n  agency_focus:\n    score: 6\n", "x/r.yaml")
    with pytest.raises(InvalidDataError) as caught:
        load_review(path)
    places = [(problem.file, problem.line, problem.column) for problem in caught.value.problems]
    assert places == [(path, 6, 12), (shared, 3, 13)]


def test_broken_defaults_are_the_shared_files_fault(write):
    shared = write("a: b: c\n", "x/_shared.yaml")
    with pytest.raises(InvalidDataError) as caught:
        load_review(write(HEAD, "x/r.yaml"))
    assert caught.value.problems[0].file == shared


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("", "1:1: the file is empty; `docgen new", id="an empty file"),
        pytest.param("# only\n", "the file is empty", id="a file of comments"),
        pytest.param("- a\n", "a review is a mapping", id="a list"),
        pytest.param("Hello\n", "found the text 'Hello'", id="a text"),
        pytest.param("unit: {name: A}\n", "`pack` is missing", id="no pack"),
        pytest.param("pack: 5\n", "1:7: pack: `pack` is the number 5", id="a number as pack"),
        pytest.param(
            "pack: dkk\n", "1:7: pack: no pack 'dkk'; did you mean 'dk'?", id="no such pack"
        ),
    ],
)
def test_what_is_no_review_is_refused_with_its_place(write, text, words):
    path = write(text)
    with pytest.raises(InvalidDataError) as caught:
        load_review(path)
    assert str(caught.value).startswith(str(path))
    assert words in str(caught.value)


def test_a_folder_and_a_missing_file_are_refused(tmp_path):
    with pytest.raises(ReadError, match="is a folder"):
        load_review(tmp_path)
    with pytest.raises(ReadError, match="no such file"):
        load_review(tmp_path / "a.yaml")


def test_json_is_read_with_the_same_checks_and_places(write):
    text = '{\n\t"pack": "dk",\n\t"unit": {"name": 2024},\n'
    text += '\t"criteria": {"agency_focus": {"score": 6}}\n}'
    with pytest.raises(InvalidDataError) as caught:
        load_review(write(text, "r.json"))
    assert str(caught.value).count("\n") == 0
    assert ":4:41: criteria.agency_focus.score: criterion 10" in str(caught.value)
    assert load_review(write(text.replace("6", "5"), "r.json")).unit.name == "2024"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param('{"pack": "dk",}', ":1:15: this is no JSON", id="a comma too many"),
        pytest.param('{"a": 1, "a": 2}', "stands twice", id="a key twice"),
        pytest.param('{"a": NaN}', "NaN is no number", id="not a number"),
        pytest.param('{"a": "\\ud800"}', "half of a character", id="half a character"),
        pytest.param("[" * 100_000, "deep", id="deep nesting"),
        pytest.param(f'{{"a": 1{"0" * 5000}}}', "too long", id="thousands of digits"),
        pytest.param(" ", "the file is empty", id="nothing"),
    ],
)
def test_broken_json_is_one_line_with_its_place(write, text, words):
    with pytest.raises(InvalidDataError) as caught:
        load_review(write(text, "r.json"))
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_reviews_are_found_in_a_stable_order_and_nothing_else(write, tmp_path):
    names = ["b.yaml", "a/z.yml", "a/b.json", "ø/å.yaml"]
    others = ["_shared.yaml", ".x.yaml", "a/_old.yaml", "_a/r.yaml", ".b/r.yaml", "notes.txt"]
    pack = ["templates/dk/pack.yaml", "templates/dk/more.yaml", "templates/base/rules.yaml"]
    for name in [*names, *others, *pack, "schemas/review.schema.json"]:
        write("", name)
    found = [path.relative_to(tmp_path).as_posix() for path in find_reviews(tmp_path)]
    assert found == ["a/b.json", "a/z.yml", "b.yaml", "ø/å.yaml"]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        pytest.param("Enhet Å", "enhet-a", id="å is a"),
        pytest.param("Ærø Øst / Ä-ö", "aero-ost-a-o", id="the other letters"),
        pytest.param("  Équipe 2!", "equipe-2", id="accents and signs"),
        pytest.param("Enhet A\u030a", "enhet-a", id="a letter in two characters"),
        pytest.param("東京", "unit", id="nothing left"),
    ],
)
def test_a_unit_without_id_gets_one_from_its_name(name, wanted):
    assert slug(name) == wanted


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("criteria:\n  a:\n    comment: |\n      id: x\n# note\nid: b\n", id="a block"),
        pytest.param('purpose: "Et\nid: to"\nid: b\n', id="quotes over lines"),
        pytest.param("purpose: {a: 1,\nid: c}\nid: b\n", id="braces over lines"),
        pytest.param("purpose: &a to\nid: *a\n", id="an alias"),
        pytest.param("purpose: et\n  id: c\nid: b\n", id="an indented second line"),
        pytest.param("recipients:\n- id: c\n-  x\n-\n  y\nid: b\n", id="a list at the margin"),
        pytest.param('"id": b\n', id="a quoted key"),
        pytest.param("? id\n: b\n", id="a long key"),
        pytest.param('id: "b\n  c"\n', id="an id of two lines"),
        pytest.param("id:\n  b\n", id="an id below its key"),
        pytest.param("review: {status: draft,\n  number: 3}\n", id="a mapping in braces"),
        pytest.param("review: # remark\r\n  status: draft\r\n", id="remarks and Windows lines"),
        pytest.param("a: [\nreview: {status: draft}]\n", id="a key in brackets"),
        pytest.param('criteria: {a: {comment: "x\nreview: y"}}\n', id="a quote in braces"),
        pytest.param('criteria:\n  a: "x\nreview: y"\n', id="a quote within"),
        pytest.param("---\nid: b\n", id="a document mark"),
        pytest.param("\ufeffid: b\n", id="a byte order mark"),
    ],
)
def test_the_head_of_a_review_is_that_of_the_whole(write, text):
    write("purpose: Fælles\nunit: {place: P}\n", "x/_shared.yaml")
    mark, text = text[: text.startswith("\ufeff")], text.lstrip("\ufeff")
    for order in (f"{mark}{HEAD}{text}", f"{mark}{text}{HEAD}"):
        path = write(order, "x/r.yaml")
        try:
            whole = load_data(path).data
        except InvalidDataError:
            continue
        keys = [key.decode() for key in HEAD_KEYS]
        head = load_head(path)
        assert {key: head.get(key) for key in keys} == {key: whole.get(key) for key in keys}


def test_the_head_of_a_review_leaves_its_criteria_unread(write):
    path = write(f"{HEAD}criteria:\n  a: [unclosed\nreview:\n  status: draft\n")
    assert load_head(path)["review"] == {"status": "draft"}


@pytest.mark.parametrize("module", ["docgen.review.load", "docgen.history.index"])
def test_reading_a_review_imports_nothing_heavy(module, tmp_path):
    """From the second time on: a pack's schema is made once, from its rules, and kept."""
    heavy = {"jinja2", "babel", "lxml", "typer", "rich", "pydantic", "docx", "docxtpl"}
    code = (
        f"import sys, pathlib, {module} as m; import docgen.review.load;"
        "docgen.review.load.load_review(pathlib.Path('data/dk/fjordby-2023.yaml'));"
        f"print(sorted({heavy!r} & set(sys.modules)))"
    )
    (tmp_path / "cache").mkdir(mode=0o700)
    kept = {**os.environ, "DOCGEN_CACHE": str(tmp_path / "cache")}
    first, second = [
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            encoding="utf-8",
            cwd=ROOT,
            check=True,
            env=kept,
        ).stdout.strip()
        for _ in range(2)
    ]
    assert first in ("[]", "['jinja2']")
    assert second == "[]"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        pytest.param("– Styregruppe – Kommune", ("Styregruppe", "Kommune"), id="en dashes"),
        pytest.param("• Styregruppe • Kommune", ("Styregruppe", "Kommune"), id="Word's bullets"),
        pytest.param("Kommune – øst", ("Kommune – øst",), id="a dash within a text"),
    ],
)
def test_a_list_typed_with_other_signs_than_hyphens_is_a_list(tmp_path, typed, read):
    file = tmp_path / "a.yaml"
    text = f"pack: dk\nunit: {{name: A}}\nrecipients:\n  {typed}\npurpose: Linje_x000D_ to\n"
    file.write_text(text, encoding="utf-8")
    review = load_review(file)
    assert review.recipients == read
    assert review.purpose == "Linje\n to"
