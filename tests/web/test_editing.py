"""Edits of the page: spliced into the file, never over somebody else's."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import IN_FULL, swept
from served import samples

from docgen.packs.library import find_library
from docgen.review.load import load_review
from docgen.web.editing import Edit, Files, record_shown
from docgen.web.inputs import input_at
from docgen.web.reviewview import inputs_of, texts_of
from docgen.web.scoreview import fault_lines
from docgen.web.standing import Standing
from docgen.yamlfile.parse import read_yaml

SHELF = find_library(None)
COMMENT = "criteria.caseload_size.comment"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return samples(tmp_path) / "dk" / "fjordby-2023.yaml"


def shown(file: Path, path: str) -> str:
    standing = Standing(file, SHELF)
    asked = input_at(path, standing.pack, standing.rules)
    assert asked is not None
    return standing.shown(asked)


def save(file: Path, *edits: Edit):
    return Files(SHELF).save(file, edits)


EDITS = [
    ("unit.name", "Fjordby", ("unit", "name"), "Fjordby"),
    ("unit.place", "Nord: vest # her", ("unit", "place"), "Nord: vest # her"),
    ("criteria.caseload_size.score", "3", ("criteria", "caseload_size", "score"), 3),
    ("criteria.caseload_size.score", "", ("criteria", "caseload_size", "score"), None),
    (COMMENT, "Et.\n\n- to\n- tre", ("criteria", "caseload_size", "comment"), "Et.\n\n- to\n- tre"),
    (
        "criteria.caseload_size.evidence.clients_by_specialist", "11, 4",
        ("criteria", "caseload_size", "evidence", "clients_by_specialist"), [11, 4],
    ),
    (
        "criteria.executive_support.evidence.components.2", "true",
        ("criteria", "executive_support", "evidence", "components"), None,
    ),
    ("reviewers.1.title", "leder", ("reviewers", 1, "title"), "leder"),
    ("development.3.criterion", "diversity_employers", ("development", 3, "criterion"),
     "diversity_employers"),
    ("review.dates", "2023-09-14", ("review", "dates"), ["2023-09-14"]),
    ("review.report_date", "6. oktober 2023", ("review", "report_date"), "6. oktober 2023"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text", "where", "value"), EDITS)
def test_an_edit_changes_its_value_and_nothing_else(file, path, text, where, value):
    before = file.read_bytes()
    comments = [line for line in before.decode().splitlines() if line.lstrip().startswith("#")]
    saved = save(file, Edit(path, shown(file, path), text))
    assert (list(saved.saved), saved.conflicts, saved.refused) == ([path], {}, {})
    found = read_yaml(file)
    for step in where:
        found = found[step]
    if value is not None or "components" not in path:
        assert (found.strip() if isinstance(found, str) else found) == value
    assert shown(file, path) == text
    after = file.read_bytes().decode().splitlines()
    assert [line for line in after if line.lstrip().startswith("#")] == comments
    lost = set(before.decode().splitlines()) - set(after)
    assert len(lost) <= 12


def test_what_the_page_shows_saved_again_changes_no_byte(file):
    before = file.read_bytes()
    texts = texts_of(Standing(file, SHELF))
    saved = save(file, *(Edit(path, text, text) for path, text in texts.items()))
    assert saved.conflicts == saved.refused == {}
    assert file.read_bytes() == before


@pytest.mark.parametrize("country", swept(["dk", "fi-sv", "no", "se"], 2))
def test_every_input_can_be_filled_and_emptied_in_every_country(tmp_path, country):
    for file in sorted((samples(tmp_path, country) / country).glob("[!_]*.yaml"))[:1]:
        standing = Standing(file, SHELF)
        files, words = Files(SHELF), {"number": "3", "figure": "2", "yesno": "true"}
        words |= {"figures": "3", "counts": "butik: 3"}
        for asked in inputs_of(standing)[:: 11 if IN_FULL else 33]:
            text = words.get(asked.look, "en tekst")
            for wanted in (text, ""):
                saved = files.save(file, [Edit(asked.path, shown(file, asked.path), wanted)])
                assert saved.refused == saved.conflicts == {}, asked.path
                assert shown(file, asked.path) == wanted, asked.path


def test_where_the_file_holds_another_value_by_now_it_stays(file):
    saved = save(file, Edit("unit.name", "Gamle By", "Nye By"))
    assert saved.conflicts == {"unit.name": "Fjordby Kommune"}
    assert load_review(file, library=SHELF).unit.name == "Fjordby Kommune"


def test_what_was_sent_and_not_answered_is_nobody_else_s(file):
    save(file, Edit("unit.name", "Fjordby Kommune", "Fjordby"))  # the answer is lost
    saved = save(file, Edit("unit.name", "Fjordby Kommune", "Fjordby By", ("Fjordby",)))
    assert saved.conflicts == {}
    assert load_review(file, library=SHELF).unit.name == "Fjordby By"


def test_different_paragraphs_of_one_text_both_stand(file):
    base = shown(file, COMMENT)
    first, second, third = base.split("\n\n")
    save(file, Edit(COMMENT, base, "\n\n".join([first + " Her.", second, third])))
    saved = save(file, Edit(COMMENT, base, "\n\n".join([first, second, third + " Der."])))
    assert saved.merged == [COMMENT]
    assert shown(file, COMMENT) == "\n\n".join([first + " Her.", second, third + " Der."])
    saved = save(file, Edit(COMMENT, base, "\n\n".join([first + " Og her.", second, third])))
    assert list(saved.conflicts) == [COMMENT]


@pytest.mark.parametrize("path", [
    "pack", "id", "criteria.nothing.score", "criteria.caseload_size.evidence.nothing",
    "criteria.caseload_size", "unit", "development.0", "development.x.criterion", "unit.__class__",
    "criteria.executive_support.evidence.components.99", "criteria.caseload_size.ratings.a b",
])  # fmt: skip
def test_a_page_writes_nothing_that_it_does_not_ask_for(file, path):
    before = file.read_bytes()
    saved = save(file, Edit(path, "", "x"))
    assert list(saved.refused) == [path]
    assert file.read_bytes() == before


def test_a_file_with_a_fault_that_no_yaml_allows_stays_as_it_is(file):
    file.write_bytes(file.read_bytes().replace(b"  kind: external", b"  kind external"))
    before = file.read_bytes()
    saved = save(file, Edit("unit.name", "Fjordby Kommune", "Nye By"))
    assert "kind" in saved.refused["unit.name"]
    assert file.read_bytes() == before


def test_a_value_of_the_defaults_is_emptied_here_and_stays_there(file):
    shared = file.with_name("_shared.yaml")
    shared.write_text("unit: {place: Nordby}\nrecipients: [Leder]\n", encoding="utf-8")
    assert shown(file, "unit.place") == "Nordby"
    save(file, Edit("unit.place", "Nordby", ""), Edit("recipients", "Leder", ""))
    assert shown(file, "unit.place") == shown(file, "recipients") == ""
    assert "Nordby" in shared.read_text(encoding="utf-8")


def test_records_are_added_and_taken_out_where_they_look_as_on_the_page(file):
    files = Files(SHELF)
    files.add(file, "reviewers", 2)
    save(file, Edit("reviewers.2.name", "", "Reviewer 3"))
    assert [one.name for one in load_review(file, library=SHELF).reviewers] == [
        "Reviewer 1", "Reviewer 2", "Reviewer 3",
    ]  # fmt: skip
    standing = Standing(file, SHELF)
    assert files.remove(file, "reviewers", 0, "name=Another").conflicts
    files.remove(file, "reviewers", 0, record_shown(standing, "reviewers", 0))
    assert [one.name for one in load_review(file, library=SHELF).reviewers] == [
        "Reviewer 2", "Reviewer 3",
    ]  # fmt: skip


def moved(file: Path, name: str, index: int, by: int) -> bytes:
    Files(SHELF).move(file, name, index, record_shown(Standing(file, SHELF), name, index), by)
    return file.read_bytes()


def test_records_move_with_their_comments_and_nothing_else_changes(file):
    text = file.read_text(encoding="utf-8")
    start, end = text.index("reviewers:"), text.index("purpose:")
    listed = (
        "reviewers:  # who\n  # the first\n  - name: Eva Holm\n    title: leder  # soon\n\n"
        "  # the second\n  - name: Per Dahl\n  - Ida Lund\n"
    )
    down = (
        "reviewers:  # who\n  # the second\n  - name: Per Dahl\n\n  # the first\n"
        "  - name: Eva Holm\n    title: leder  # soon\n  - Ida Lund\n"
    )
    file.write_text(text[:start] + listed + text[end:], encoding="utf-8")
    before = file.read_bytes()
    assert moved(file, "reviewers", 0, 1).decode() == text[:start] + down + text[end:]
    assert moved(file, "reviewers", 1, -1) == before
    assert moved(file, "reviewers", 0, -1) == before  # there is nothing above the first
    assert moved(file, "reviewers", 2, 1) == before
    assert Files(SHELF).move(file, "reviewers", 0, "name=Another", 1).conflicts
    assert file.read_bytes() == before


def test_the_last_record_of_a_file_without_a_line_break_moves(file):
    text = file.read_text(encoding="utf-8")
    start, end = text.index("reviewers:"), text.index("purpose:")
    rest = text[:start] + text[end:]
    file.write_text(f"{rest}reviewers:\n- name: A\n- name: B", encoding="utf-8")
    assert moved(file, "reviewers", 1, -1).decode() == f"{rest}reviewers:\n- name: B\n- name: A"
    file.write_text(f"{rest}reviewers: [A, {{name: B}}]\n", encoding="utf-8")
    moved(file, "reviewers", 0, 1)
    assert [one.name for one in load_review(file, library=SHELF).reviewers] == ["B", "A"]


def test_bare_names_are_records(file):
    text = file.read_text(encoding="utf-8")
    start, end = text.index("reviewers:"), text.index("purpose:")
    file.write_text(text[:start] + "reviewers: [Eva Holm, Per Dahl]\n" + text[end:], "utf-8")
    save(file, Edit("reviewers.1.title", "", "leder"))
    found = load_review(file, library=SHELF).reviewers
    assert [(one.name, one.title) for one in found] == [("Eva Holm", ""), ("Per Dahl", "leder")]


def test_a_fault_leads_to_its_input_its_block_or_nowhere(file):
    text = file.read_text(encoding="utf-8") + "ukendt: 1\n"
    text = text.replace("unit:\n", "unit:\n  stedd: x\n", 1).replace("score: 4", "score: 9", 1)
    file.write_text(text, encoding="utf-8")
    standing = Standing(file, SHELF)
    names = {one.name for one in fault_lines(standing, standing.faults)}
    assert {"", "block-unit"} < names
    assert [one.endswith(".score") for one in names - {"", "block-unit"}] == [True]
