"""A template is judged without making code of it, and read once for the names of several packs."""

from __future__ import annotations

import pytest
from ooxml.minimal import a_report, text
from ooxml.things import parts_with

from docgen.errors import TemplateError
from docgen.model import Field
from docgen.word.compile import compiler as compiling
from docgen.word.compile.compiler import compile_template
from docgen.word.compile.gate import read_package
from docgen.word.compile.untried import Judged, Judgement
from docgen.word.render.given import Given

ONE = {"unit": {"name": Field("line", "unit.name")}, "total": Field("total")}
OTHER = {"unit": {"title": Field("line", "unit.title")}, "total": Field("total")}
NONE = Given()


def a_template(*words: str, body: str = "") -> Judged:
    return Judged(read_package(a_report(body or "".join(map(text, words))), "t.docx"), "t.docx")


def faults(judged: Judged, fields, given: Given = NONE, comments: bool | None = None) -> list[str]:
    with pytest.raises(TemplateError) as caught:
        judged.by(fields, given, comments=comments)
    return [f"{p.where}: {p.rule}: {p.severity}" for p in caught.value.problems]


def test_what_a_template_prints_and_asks_for_is_known():
    judged = a_template("{{ unit.name }}{% if total %}x{% endif %}")
    assert judged.by(ONE, NONE, comments=None) == Judgement(frozenset({"unit.name", "total"}), ())


def test_no_code_is_made(monkeypatch):
    for name in ("compile_tree", "parse_source", "last_look"):
        monkeypatch.setattr(compiling, name, lambda *_, **__: pytest.fail("no code is asked for"))
    a_template("{{ unit.name }}").by(ONE, NONE, comments=None)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["{{ unit.nam }}"], ["paragraph 1: unknown-name: error"]),
        (["x", "{% if total %}"], ["paragraph 2: block: error"]),
        (["{{ a b }}"], ["paragraph 1: broken-tag: error"]),
        (["{{ total|nope }}"], ["paragraph 1: unknown-filter: error"]),
    ],
)
def test_what_is_wrong_is_told_each_time(words, told):
    judged = a_template(*words)
    for _ in range(2):
        assert faults(judged, ONE) == told


def test_several_packs_judge_one_template():
    judged = a_template("{{ unit.name }}")
    assert judged.by(ONE, NONE, comments=None).prints == {"unit.name"}
    assert faults(judged, OTHER) == ["paragraph 1: unknown-name: error"]
    assert judged.by(ONE, NONE, comments=None).prints == {"unit.name"}


def test_names_of_the_same_first_words_are_held_against_what_was_read_once(monkeypatch):
    judged = a_template("{{ unit.name }}")
    judged.by(ONE, NONE, comments=None)
    monkeypatch.setattr(compiling.Compiler, "all_parts", lambda *_: pytest.fail("read again"))
    assert judged.by(ONE, NONE, comments=None).prints == {"unit.name"}


def test_other_filters_are_other_terms():
    judged = a_template("{{ total|money }}")
    assert faults(judged, ONE) == ["paragraph 1: unknown-filter: error"]
    assert judged.by(ONE, Given({"money": str}), comments=None).prints == {"total"}
    assert faults(judged, ONE) == ["paragraph 1: unknown-filter: error"]
    tests = a_template("{% if total is high %}x{% endif %}")
    assert tests.by(ONE, Given(tests={"high": bool}), comments=None).prints == {"total"}


def test_without_fields_names_are_nobodys_business():
    assert a_template("{{ anything.at_all }}").by(None, NONE, comments=None) == Judgement(
        frozenset(), ()
    )


def test_notes_are_told_once_and_again_for_who_judges_next():
    judged = a_template("a { unit.name } b")
    first = judged.by(ONE, NONE, comments=None).notes
    assert [(note[0], note[3]) for note in first] == [("looks-like-tag", "warning")]
    assert judged.by(ONE, NONE, comments=None).notes == first
    assert judged.by(OTHER, NONE, comments=None).notes == first


def test_notes_that_names_are_to_blame_for_are_told_to_whom_they_concern():
    judged = a_template("{% if total == 'x' %}a{% endif %}")
    ours = judged.by(ONE, NONE, comments=None).notes
    other = {**ONE, "total": Field("line")}
    assert len(ours) == 1
    assert judged.by(other, NONE, comments=None).notes == ()
    assert judged.by(ONE, NONE, comments=None).notes == ours


@pytest.mark.parametrize(("comments", "told"), [(True, 0), (False, 1), (None, 1)])
def test_comments_are_taken_out_with_a_note_unless_they_are_to_stay(comments, told):
    mark = '<w:p><w:r><w:t>x</w:t></w:r><w:r><w:commentReference w:id="0"/></w:r></w:p>'
    judged = Judged(read_package(a_report(changed=parts_with(mark)), "t.docx"), "t.docx")
    assert len(judged.by(ONE, NONE, comments=comments).notes) == told


@pytest.mark.parametrize(
    "words",
    ["{{ unit.name }}", "{% if total %}{{ unit.name }}{% endif %}", "{{ total }} { x }", "words"],
)
def test_a_judgement_says_what_a_compilation_says(words):
    judged = a_template(words)
    found = judged.by(ONE, NONE, comments=None)
    stored = compile_template(judged.package, "t.docx", fields=ONE)
    assert (tuple(sorted(found.prints)), found.notes) == (stored.prints, stored.notes)
