"""Conflicts shown in Word, inherited values, lists that are inherited: what a pull writes where."""

from __future__ import annotations

import re

import pytest
from builders import swept

from docgen.packs.library import find_library
from docgen.review.load import load_review
from docgen.roundtrip.conflicts import conflicts_copy, shown_conflicts
from docgen.roundtrip.writing import apply
from docgen.word.readback.fields import open_edited
from docgen.word.sending.deciding import changes_in
from tests.desks import DK, FI, Desk, inside, typed
from tests.wordedits import edited

STRENGTHS = "summary.strengths"
PLACES = {
    "a paragraph of a text": (
        FI,
        STRENGTHS,
        ("har halverats.", "är halverad."),
        ("har halverats.", "har minskat."),
        ("är halverad.", "har minskat."),
    ),
    "a date": (
        FI,
        "review.report_date",
        ("report_date: 2026-03-06", "report_date: 2026-03-09"),
        (">6.3.2026<", ">8.3.2026<"),
        ("9.3.2026", "8.3.2026"),
    ),
    "an entry of a list": (
        FI,
        "method.interviews",
        ("En förälder till en klient", "En mor"),
        ("En förälder till en klient", "En far"),
        ("En mor", "En far"),
    ),
    "words in a cell": (
        DK,
        "criteria.employment_services_staff.recommendation",
        ("", ""),
        ("", ""),
        ("", ""),
    ),
}


def _conflict(name, folder):
    """Return a desk where both sides changed the same, with the path of it and what each says."""
    sample, tag, yaml, word, said = PLACES[name]
    desk = Desk(folder, sample)
    if not yaml[0]:
        text = load_review(sample).criteria[tag.split(".")[1]].recommendation
        word, yaml = (text[:9], "Word"), (text[:9], "Yaml")
        said = ("Yaml", "Word")
    desk.rewrite(*yaml)
    desk.edit(inside(tag, typed(*word)))
    return desk, tag, said


def _decided(copy: bytes, author: str) -> bytes:
    """Return a copy in which one author's insertions were accepted, and the others rejected."""

    mark = r'<w:ins w:id="\d+" w:author="\w+" w:date="2000[^>]*'

    def change(xml: str) -> str:
        kept, stays = [], True
        for piece in re.split(rf"({mark}(?<!/)>|</w:ins>)", xml):
            if piece.startswith("<w:ins "):
                stays = f'"{author}"' in piece
            elif piece == "</w:ins>":
                stays = True
            elif stays:
                kept.append(piece)
        xml = "".join(kept)
        if author == "report":  # with its end the review's paragraph goes
            within = r"(?:(?!</w:p>).)*"
            xml = re.sub(rf'<w:p><w:pPr>{within}w:author="review"{within}</w:p>', "", xml)
        return re.sub(rf"{mark}/>", "", xml)

    return edited(copy, change)


@pytest.mark.parametrize("name", swept(PLACES, 2))
def test_both_versions_of_a_conflict_stand_in_the_copy(name, tmp_path):
    desk, tag, said = _conflict(name, tmp_path)
    plan = desk.plan()
    assert [(one.kind, one.path) for one in plan.changes] == [("conflict", tag)]
    copy = conflicts_copy(plan)
    assert copy == conflicts_copy(plan)
    root = open_edited(copy, "c.docx").roots["word/document.xml"]
    told = [(one.author, one.text) for one in changes_in(root) if one.text]
    assert [author for author, _ in told] == ["review", "report"]
    assert all(word in text for word, (_, text) in zip(said, told, strict=True))
    desk.report.write_bytes(copy)
    assert desk.kinds() == [("tracked", tag)]
    assert desk.pull() == []


@pytest.mark.slow
@pytest.mark.parametrize(("author", "changes"), [("review", 0), ("report", 1)])
@pytest.mark.parametrize("name", swept(PLACES, 2))
def test_a_copy_in_which_one_version_was_taken_is_pulled(author, changes, name, tmp_path):
    desk, tag, _ = _conflict(name, tmp_path)
    desk.report.write_bytes(_decided(conflicts_copy(desk.plan()), author))
    assert desk.kinds() == [("conflict", tag)] * changes
    assert desk.kinds(side="theirs") == [("edit", tag)] * changes


def test_without_a_conflict_there_is_nothing_to_show(tmp_path):
    desk = Desk(tmp_path, FI)
    desk.edit(inside("unit.client_groups", typed("18–65", "18–64")))
    assert shown_conflicts(desk.plan()) == []


IPS_TEAM = "area.ips_team"


def test_an_inherited_value_goes_into_the_review(tmp_path):
    desk = Desk(tmp_path, FI)
    desk.edit(inside(IPS_TEAM, typed("hösten 2023", "hösten 2022")))
    (change,) = desk.plan().changes
    assert "_shared.yaml until now; it goes into the review" in change.note
    shared = (tmp_path / "_shared.yaml").read_bytes()
    assert any(line.startswith("+ ips_team:") for line in desk.pull())
    assert (tmp_path / "_shared.yaml").read_bytes() == shared


@pytest.mark.parametrize("tag", [IPS_TEAM, "recipients"])
def test_an_inherited_value_goes_where_it_came_from(tag, tmp_path):
    desk = Desk(tmp_path, FI)
    words = {IPS_TEAM: ("hösten 2023", "hösten 2022"), "recipients": ("Styrgruppen", "Gruppen")}
    desk.edit(inside(tag, typed(*words[tag])))
    (change,) = desk.plan(shared=True).changes
    assert "_shared.yaml, and it goes there" in change.note
    shared = (tmp_path / "_shared.yaml").read_text(encoding="utf-8")
    assert desk.pull(shared=True) == []
    wanted = shared.replace(*words[tag], 1)
    assert (tmp_path / "_shared.yaml").read_text(encoding="utf-8") == wanted
    assert desk.plan().changes == ()


def test_defaults_that_moved_since_the_plan_are_not_written(tmp_path):
    desk = Desk(tmp_path, FI)
    desk.edit(inside(IPS_TEAM, typed("hösten 2023", "hösten 2022")))
    plan = desk.plan(shared=True)
    with (tmp_path / "_shared.yaml").open("a", encoding="utf-8") as file:
        file.write("# mer\n")
    with pytest.raises(Exception, match="changed since the plan was made"):
        apply(plan, find_library())


@pytest.mark.parametrize("shared", [False, True])
def test_an_entry_of_an_inherited_list(shared, tmp_path):
    desk = Desk(tmp_path, FI)
    text = desk.before.decode()
    start = text.index("development:")
    end = re.compile(r"(?m)^\S").search(text, start + 5).start()
    needs = text[start:end]
    own = text[:start] + text[end:]
    with (tmp_path / "_shared.yaml").open("a", encoding="utf-8") as file:
        file.write("\n" + needs)
    desk.review.write_text(own, encoding="utf-8", newline="\n")
    before = load_review(desk.review).development
    tag = next(f.tag for f in open_edited(desk.report).fields() if f.tag.startswith("development."))
    desk.edit(inside(tag, lambda xml: re.sub(r"(<w:t[^>]*>)", r"\g<1>Nytt: ", xml, count=1)))
    assert [one.kind for one in desk.plan(shared=shared).changes] == ["edit"], desk.plan().changes
    desk.pull(shared=shared)
    assert ("development:" in desk.review.read_text(encoding="utf-8")) is not shared
    after = load_review(desk.review).development
    assert after[0].recommendation == f"Nytt: {before[0].recommendation}"
    assert after[1:] == before[1:]
    assert desk.plan().changes == ()
