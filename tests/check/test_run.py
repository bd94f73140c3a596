"""Faults of reviews and packs: all at once, each with its place, in words of our own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from builders import ROOT, swept

from docgen.check.run import check_pack, check_paths, check_review
from docgen.review.found import find_reviews
from tests.builders import CRITERION_IDS

PACKS = sorted(file.parent.name for file in (ROOT / "templates").glob("*/pack.yaml"))
HEAD = "pack: dk\nunit: {name: Enhed}\nreview: {status: draft}\n"


@pytest.fixture
def write(tmp_path):
    """Return a function that writes a file below the temporary folder."""

    def write_file(text, name="ø mappe/r.yaml"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write_file


def faults(path):
    return [problem for problem in check_review(path) if problem.severity == "error"]


CRITERION_10 = "criterion 10 (Teamets fokus på ordinær beskæftigelse): "


@pytest.mark.parametrize(
    ("line", "where", "column", "words"),
    [
        pytest.param(
            "score: 6", "score", 12, "from 1 to 5 belongs here, found the number 6", id="6"
        ),
        pytest.param(
            "score: 0", "score", 12, "from 1 to 5 belongs here, found the number 0", id="0"
        ),
        pytest.param("score: 4.5", "score", 12, "there are no half points", id="a half point"),
        pytest.param("score: 4,5", "score", 12, "there are no half points", id="with a comma"),
        pytest.param("comment: ['']", "comment", 14, "found a list", id="a list of an empty text"),
        pytest.param("score: '4'", "score", 12, "remove the quotes", id="a quoted score"),
        pytest.param("score: god", "score", 12, "found the text 'god'", id="a word as score"),
        pytest.param("score: true", "score", 12, "found true", id="true as score"),
        pytest.param("scor: 4", "scor", 5, "did you mean 'score'?", id="a misspelt key"),
        pytest.param("Score: 4", "Score", 5, "did you mean 'score'?", id="a capital letter"),
        pytest.param(
            "components: [true]",
            "components",
            5,
            "it belongs under `criteria.agency_focus.evidence`: indent it",
            id="a key one level too high",
        ),
        pytest.param(
            "evidence: {comment: x}",
            "evidence.comment",
            16,
            "it belongs under `criteria.agency_focus`",
            id="a key one level too low",
        ),
        pytest.param(
            "comment: [a]", "comment", 14, "a text belongs here, found a list", id="a list"
        ),
        pytest.param("comment: {a: b}", "comment", 14, "made of 'a' and a colon", id="a mapping"),
        pytest.param(
            "sources: {INT: x}", "sources", 14, "a list of texts", id="a mapping for a list"
        ),
        pytest.param(
            "evidence: {components: true}", "evidence.components", 28, "a list", id="one for a list"
        ),
        pytest.param(
            "evidence: {components: []}", "evidence.components", 28, "empty", id="an empty list"
        ),
        pytest.param(
            "evidence: {components_present: 7}",
            "evidence.components_present",
            36,
            "from 0 to 5 belongs here, found the number 7",
            id="7 of 5 components",
        ),
        pytest.param(
            "evidence: {components: [true, true, true, true, true, true]}",
            "evidence.components",
            28,
            "at most 5 entries belong here, found 6",
            id="six components of five",
        ),
        pytest.param(
            "evidence: {xyz: 1}", "evidence.xyz", 16, "known here: comp", id="no such key"
        ),
        pytest.param("ratings: {R1: 6}", "ratings.R1", 19, "from 1 to 5", id="a rating of 6"),
        pytest.param("ratings: 4", "ratings", 14, "a mapping (key: value)", id="one rating"),
    ],
)
def test_a_fault_in_a_criterion_names_it_and_the_way_out(write, line, where, column, words):
    path = write(f"{HEAD}criteria:\n  agency_focus:\n    {line}\n")
    [fault] = faults(path)
    assert (fault.file, fault.line, fault.column) == (path, 6, column)
    assert fault.where == f"criteria.agency_focus.{where}"
    assert fault.message.startswith(CRITERION_10)
    assert words in fault.message


@pytest.mark.parametrize(
    ("line", "where", "words"),
    [
        pytest.param(
            "criterion: {}", "criterion", "did you mean 'criteria'?", id="a misspelt group"
        ),
        pytest.param(
            "dates: [2026-03-10]", "dates", "under `review`", id="a key without its group"
        ),
        pytest.param("agency_focus: 3", "agency_focus", "under `criteria`", id="no criteria"),
        pytest.param(
            "criteria: {agency_focsu: {}}", "criteria.agency_focsu", "'agency_focus'", id="id"
        ),
        pytest.param(
            "criteria: {comment: x}", "criteria.comment", "under its criterion", id="indent"
        ),
        pytest.param(
            "criteria: [a]", "criteria", "a mapping (key: value)", id="a list of criteria"
        ),
        pytest.param(
            "meeting: {purpose: x}", "meeting.purpose", "at the left margin", id="too deep"
        ),
        pytest.param("<<: {a: b}", "<<", "_shared.yaml", id="a merge key"),
        pytest.param(
            "reviewers: [[Anna]]", "reviewers[0]", "with name, title, initials", id="a name"
        ),
        pytest.param("reviewers: [{title: x}]", "reviewers[0]", "name is missing", id="no name"),
        pytest.param(
            "development: [{}]", "development[0]", "found an empty one", id="an empty need"
        ),
        pytest.param(
            "development: [{criterion: agency_fokus}]",
            "development[0].criterion",
            "did you mean 'agency_focus'?",
            id="a need for a misspelt criterion",
        ),
        pytest.param(
            "development: [{recommendation: Mere, og mere}]",
            "development[0].og mere",
            "the comma before 'og mere' ends the text",
            id="a comma in an unquoted text",
        ),
        pytest.param("previous: {total: 126}", "previous.total", "from 0 to 125", id="126 points"),
        pytest.param("previous: {date: 2026-02-30}", "previous.date", "no day", id="no such day"),
        pytest.param("meeting: {date: 10.3}", "meeting.date", "2026-03-10", id="other dates"),
    ],
)
def test_a_fault_outside_the_criteria_names_its_place(write, line, where, words):
    path = write(f"{HEAD}{line}\n")
    [fault] = faults(path)
    assert (fault.line, fault.where) == (4, where)
    assert words in fault.message


@pytest.mark.parametrize(
    ("visit", "where", "words"),
    [
        pytest.param("dates: [2026-02-30]", "review.dates[0]", "2026-02-30 is no day", id="dates"),
        pytest.param("dates: 3 mars", "review.dates", "a date like 2026-03-10", id="no date"),
        pytest.param("report_date: 202603", "review.report_date", "2026-03-10", id="a number"),
        pytest.param("status: finla", "review.status", "did you mean 'final'?", id="status"),
        pytest.param(
            "kind: intern", "review.kind", "one of external, guided_self, self", id="kind"
        ),
        pytest.param("number: 0", "review.number", "at least 1", id="number"),
    ],
)
def test_a_fault_of_the_visit_says_what_is_allowed(write, visit, where, words):
    path = write(f"pack: dk\nunit: {{name: Enhed}}\nreview:\n  {visit}\n")
    found = [fault for fault in faults(path) if fault.rule != "missing-score"]
    assert [fault.where for fault in found] == [where]
    assert words in found[0].message


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        pytest.param("unit: {nam: A}\nreview: {status: draft}", "unknown-key", id="a needed key"),
        pytest.param(
            "unit: {name: A}\nreview: {status: draft}\ncriteria: {agency_focus: {score: 04}}",
            "leading-zero",
            id="a score with a leading zero",
        ),
        pytest.param(
            "unit: {name: {{ Enhed }}}\nreview: {status: draft}", "key", id="a tag as a text"
        ),
        pytest.param("unit: {name: A}\nCriteria: {}", "unknown-key", id="all criteria"),
        pytest.param(
            "unit: {name: A}\ncriteria:\n"
            + "".join(
                f"  {c.replace('agency_', 'agenci_')}: {{score: 5}}\n" for c in CRITERION_IDS
            ),
            "unknown-key",
            id="a criterion",
        ),
    ],
)
def test_one_slip_is_one_fault(write, text, rule):
    assert [fault.rule for fault in faults(write(f"pack: dk\n{text}\n"))] == [rule]


@pytest.mark.parametrize("key", ["? score: 4", "? [a, b]", "? {a: b}"])
def test_a_key_that_is_no_text_is_a_fault_in_whatever_stands_beside_it(write, key):
    told = faults(write(f"{HEAD}criteria:\n  agency_focus:\n    {key}\n"))
    assert [problem.rule for problem in told] == ["key"]


def test_a_number_with_a_comma_is_answered_with_a_point(write):
    evidence = "criteria:\n  caseload_size:\n    evidence:\n      fte: 3,5\n"
    [fault] = faults(write(f"{HEAD}{evidence}"))
    assert "numbers have a point: 3.5" in fault.message


def test_an_empty_name_is_called_empty(write):
    [fault] = faults(write("pack: dk\nunit: {name: ''}\nreview: {status: draft}\n"))
    assert "a text belongs here, found an empty text" in fault.message


def test_a_pack_in_capitals_is_recognised(write):
    [fault] = faults(write("pack: DK\nunit: {name: A}\nreview: {status: draft}\n"))
    assert "did you mean 'dk'?" in fault.message


def test_all_faults_of_all_kinds_are_told_at_once(write):
    shared = write("area:\n  ips_tem: x\n", "x/_shared.yaml")
    path = write(
        "pack: dk\npurpose: x\npurpose: y\nunit: {nam: A}\ncriteria:\n  agency_focus: {score: 6}\n",
        "x/r.yaml",
    )
    found = [(p.file.name, p.line, p.rule) for p in check_paths([path])]
    assert sorted(found) == [
        (shared.name, 2, "unknown-key"),
        ("r.yaml", 3, "duplicate-key"),
        ("r.yaml", 4, "unknown-key"),
        ("r.yaml", 5, "missing-score"),
        ("r.yaml", 6, "out-of-range"),
    ]


def test_an_unknown_pack_does_not_hide_the_other_faults(write):
    path = write("pack: dkk\nunit: {name: A}\ncriteria: {agency_focus: {score: 6}}\npurpos: x\n")
    assert [problem.rule for problem in check_review(path)] == [
        "unknown-pack",
        "out-of-range",
        "unknown-key",
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(b"", "the file is empty", id="an empty file"),
        pytest.param(b"\x00\xff\x80", "a binary file", id="a binary file"),
        pytest.param(b"PK\x03\x04", "a Word file", id="a Word file"),
        pytest.param("a: å".encode("cp1252"), "not UTF-8", id="another encoding"),
        pytest.param(b"a: b: c", "put the text under |", id="broken YAML"),
    ],
)
def test_a_file_that_is_no_review_is_one_fault(tmp_path, content, words):
    path = tmp_path / "r.yaml"
    path.write_bytes(content)
    [problem] = check_paths([path])
    assert words in problem.message
    assert problem.file == path


def test_a_missing_file_and_a_folder_without_reviews_are_faults(tmp_path):
    missing = [tmp_path / "r.yaml", tmp_path / ("x" * 5000)]
    assert [p.rule for p in check_paths([tmp_path, *missing])] == ["nothing"] + 2 * ["unreadable"]


def test_a_file_of_defaults_may_lack_what_a_review_needs(write):
    path = write("area:\n  ips_team: x\nunit:\n  plaec: Vest\n", "_shared.yaml")
    [problem] = check_paths([path])
    assert (problem.line, problem.rule) == (4, "unknown-key")
    assert "did you mean 'place'?" in problem.message


def test_a_fault_in_the_defaults_of_many_reviews_is_told_once(write):
    write("area: {ips_tem: x}\n", "_shared.yaml")
    folder = write(HEAD, "a.yaml").parent
    write(HEAD, "b.yaml")
    found = [problem for problem in check_paths([folder]) if problem.severity == "error"]
    assert [problem.file.name for problem in found] == ["_shared.yaml"]


def test_places_are_named_from_the_current_folder(write, tmp_path, monkeypatch):
    write("area: {ips_tem: x}\n", "data/_shared.yaml")
    write(HEAD, "data/r.yaml")
    monkeypatch.chdir(tmp_path)
    [fault] = faults(Path("data/r.yaml"))
    assert fault.file == Path("data/_shared.yaml")


def test_defaults_under_another_name_are_not_lost_unseen(write):
    write("purpose: x\n", "_shared.yml")
    [problem] = check_review(write(HEAD, "r.yaml"))
    assert (problem.rule, problem.severity) == ("shared-name", "warning")


@pytest.mark.parametrize("path", find_reviews(ROOT / "data"), ids=lambda path: path.stem)
def test_the_samples_have_no_faults(path):
    assert faults(path) == []


# --- packs ---------------------------------------------------------------------------------


@pytest.mark.parametrize("code", swept([*PACKS, "base"]))
def test_the_packs_have_no_problem_but_documents_still_to_come(code):
    problems = check_pack(ROOT / "templates" / code)
    assert [str(problem) for problem in problems if problem.rule != "missing-file"] == []


@pytest.fixture
def pack(tmp_path):
    """Return the folder of a copy of the Danish pack."""
    for code in ("dk", "base"):
        shutil.copytree(ROOT / "templates" / code, tmp_path / "templates" / code)
    return tmp_path / "templates" / "dk"


@pytest.mark.parametrize(
    ("file", "old", "new", "at", "words"),
    swept(
        [
            pytest.param(
                "pack.yaml", "name: D", "nam: D", "name: D", "'name'", id="a misspelt key"
            ),
            pytest.param(
                "pack.yaml", "t.printed }}", "t.x }}", "t.printed", "no text", id="a title"
            ),
            pytest.param(
                "pack.yaml", "unit.printed }}", "unit }}", "t.printed", "no text", id="many"
            ),
            pytest.param(
                "pack.yaml", "printed }}", "printed }", "t.printed", "no plain", id="a tag"
            ),
            pytest.param("pack.yaml", "id: good", "id: goood", "id: good", "'good'", id="a level"),
            pytest.param(
                "pack.yaml", "from: 100", "from: 120", "levels:", "comes first", id="order"
            ),
            pytest.param("pack.yaml", "code: dk", "code: da", "code:", "`code: dk`", id="the code"),
            pytest.param(
                "pack.yaml", ": report.docx", ": x.docx", ": report.docx", "missing", id="file"
            ),
            pytest.param(
                "pack.yaml", ": report.docx", ": x.doc", ": report.docx", "(.docx)", id="no .docx"
            ),
            pytest.param(
                "criteria.yaml",
                "id: caseload_size",
                "id: x",
                "id: case",
                "no such criterion",
                id="an id",
            ),
            pytest.param(
                "criteria.yaml",
                "id: disclosure",
                "id: agency_focus",
                "sections:",
                "twice",
                id="twice",
            ),
            pytest.param(
                "criteria.yaml", "id: staffing", "id: staff", "id: st", "'staffing'", id="part"
            ),
            pytest.param(
                "rules.yaml", "source: I", "sorce: I", "source: I", "'source'", id="a rule key"
            ),
        ],
        6,
    ),
)
def test_a_broken_pack_is_told_with_file_and_line(pack, file, old, new, at, words):
    path = pack / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")
    line = next(number for number, typed in enumerate(text.splitlines(), 1) if at in typed)
    told = [p.message for p in check_paths([path]) if (Path(p.file), p.line) == (path, line)]
    assert any(words in message for message in told), told


def test_a_pack_without_criteria_is_told(pack):
    (pack / "criteria.yaml").unlink()
    assert any("is missing; a pack needs it" in problem.message for problem in check_pack(pack))


def test_every_broken_word_file_of_a_pack_is_told(pack):
    broken = pack.parent / "base"
    broken.mkdir(exist_ok=True)
    (pack / "report.docx").write_bytes(b"no zip")
    (broken / "overview.docx").write_bytes(b"")
    for path in (pack, pack / "report.docx"):
        found = {(Path(p.file).name, p.rule) for p in check_paths([path])}
        assert found == {("report.docx", "no-zip"), ("overview.docx", "no-zip")}


@pytest.mark.slow
def test_a_folder_of_packs_and_reviews_is_checked_whole(pack, write):
    write(f"{HEAD}purpos: x\n", "data/r.yaml")
    (pack / "pack.yaml").write_text("code: dk\n", encoding="utf-8")
    names = {Path(problem.file).name for problem in check_paths([pack.parents[1]])}
    assert {"r.yaml", "pack.yaml"} <= names


def test_a_fault_in_json_with_an_emoji_is_found(tmp_path):
    path = tmp_path / "r.json"
    text = '{"pack": "dk", "unit": {"name": "X \\ud83d\\ude00"}, "crteria": {}}'
    path.write_text(text, encoding="utf-8")
    (fault,) = [found for found in check_review(path) if found.severity == "error"]
    assert (fault.rule, fault.line, fault.column) == ("unknown-key", 1, text.index('"crteria') + 1)
