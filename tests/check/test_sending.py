"""What stands against sending a report: undecided changes, comments, prompts, hidden text."""

from __future__ import annotations

import pytest

from docgen.check.catalogue import rule_ids
from docgen.check.sending import (
    CELLS,
    DRAFT,
    FORCED,
    TRACKED,
    against_sending,
    is_draft,
)
from docgen.intake.folded import Prompts
from docgen.model import Pack, Problem
from docgen.packs.load import load_pack, pack_codes
from docgen.word.readback.fields import Edited, open_edited
from tests.wordedits import (
    NAMESPACE,
    added,
    commented,
    control,
    deleted,
    document,
    inserted,
    paragraph,
)

DK = load_pack("dk")
PROMPTS = Prompts([load_pack(code) for code in pack_codes()])
PROMPT = DK.texts["placeholder"]
SWEDISH = load_pack("se").texts["placeholder"]
MARK = DK.texts["draft_mark"]
FLAG = "<w:showingPlcHdr/>"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def with_head(text: str, kind: str = "header", body: str = "") -> Edited:
    tag = {"header": "hdr", "footer": "ftr"}[kind]
    part = f"<w:{tag} xmlns:w='{NAMESPACE}'>{paragraph(text)}</w:{tag}>"
    data = document(body or paragraph("A"))
    data = added(data, f"word/{kind}1.xml", part, f"{_TYPES}.{kind}+xml", f"{_OFFICE}/{kind}")
    return open_edited(data, "a.docx")


def found(data: bytes | Edited, pack: Pack = DK, *, accepted: bool = False) -> list[Problem]:
    edited = open_edited(data, "a.docx") if isinstance(data, bytes) else data
    return against_sending(edited, pack, PROMPTS, accepted=accepted)


def told(data: bytes | Edited, *, accepted: bool = False) -> list[tuple[str, str]]:
    return [(one.rule, one.where) for one in found(data, accepted=accepted)]


def test_a_report_that_is_ready_has_nothing_against_it():
    assert told(document(paragraph("A") + paragraph(control("B", "purpose")))) == []


@pytest.mark.parametrize(
    ("inner", "words"),
    [
        pytest.param(inserted("nyt ord"), "a change by Reviewer 9, put in: 'nyt ord'", id="in"),
        pytest.param(deleted("ord"), "a change by Reviewer 9, taken out: 'ord'", id="out"),
        pytest.param('<w:r><w:rPr><w:b/><w:rPrChange w:id="9" w:author="N"/></w:rPr></w:r>',
                     "a change by N, other looks", id="looks"),
        pytest.param('<w:ins w:id="9"><w:r><w:t>x</w:t></w:r></w:ins>', "a change, put in: 'x'",
                     id="of nobody"),
    ],
)  # fmt: skip
def test_an_undecided_change_is_told_with_author_and_place(inner, words):
    data = document(paragraph("A") + f"<w:p>{inner}</w:p>")
    (one,) = found(data)
    assert (one.rule, one.where, one.message) == (TRACKED, "paragraph 2", words)
    assert (one.file, one.severity) == ("a.docx", "error")
    assert told(data, accepted=True) == []


def test_cells_under_tracked_changes_stay_a_finding_even_where_changes_are_taken():
    cell = (
        '<w:tbl><w:tr><w:tc><w:tcPr><w:cellIns w:id="9" w:author="N"/></w:tcPr>'
        f"{paragraph('A')}</w:tc></w:tr></w:tbl>"
    )
    assert [rule for rule, _ in told(document(cell), accepted=True)] == [CELLS]
    assert {rule for rule, _ in told(document(cell))} == {CELLS, TRACKED}


@pytest.mark.parametrize("done", [False, True])
def test_an_open_comment_is_told_where_it_stands(done):
    data = commented(document(paragraph("A") + paragraph("B")), "B", "Stemmer det?", done=done)
    wanted = [] if done else [("open-comment", "paragraph 2")]
    assert told(data) == wanted
    if not done:
        assert found(data)[0].message == "an open comment by Reviewer 9: 'Stemmer det?'"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(control(PROMPT, "purpose"), id="a field that asks"),
        pytest.param(control(f"Ja. {PROMPT}", "purpose"), id="beside words"),
        pytest.param(
            control(load_pack("se").texts["placeholder"], "purpose"), id="of another pack"
        ),
        pytest.param(control("Skriv her", "Kunde", more=FLAG), id="another program's"),
    ],
)
def test_a_prompt_that_is_left_is_told_once(body):
    data = document(paragraph("A") + paragraph(body))
    assert told(data) == [("prompt", "paragraph 2")]
    assert found(data)[0].message.startswith("a prompt is left: ")


def test_an_empty_field_is_no_prompt():
    assert told(document(paragraph(control(" ", "purpose")))) == []
    assert told(document(paragraph(control(" ", "Kunde", more=FLAG)))) == []


@pytest.mark.parametrize("kind", ["header", "footer"])
def test_the_mark_of_a_draft_is_told_in_header_and_footer(kind):
    edited = with_head(f" {MARK.upper()} ", kind)
    assert is_draft(edited, DK)
    assert [rule for rule, _ in told(edited)] == [DRAFT]
    assert MARK in found(edited)[0].message


def test_the_word_in_the_text_or_in_a_sentence_marks_no_draft():
    assert not is_draft(with_head(f"Ikke {MARK}, vel"), DK)
    assert not is_draft(open_edited(document(paragraph(MARK)), "a.docx"), DK)
    assert not is_draft(with_head(""), DK._replace(texts={}))


def test_hidden_text_is_told():
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hemmeligt</w:t></w:r>"
    data = document(paragraph("A") + f"<w:p>{hidden}</w:p>")
    (one,) = found(data)
    assert (one.rule, one.where) == ("hidden-text", "paragraph 2")
    assert one.message == "hidden text: 'hemmeligt'"


def test_long_texts_are_told_by_their_beginning():
    (one,) = found(document(f"<w:p>{inserted('ord ' * 400)}</w:p>"))
    assert len(one.message) < 200


def test_all_kinds_are_told_at_once_in_their_order():
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r>"
    body = f"<w:p>{inserted('A')}</w:p><w:p>{hidden}</w:p>{paragraph(control(PROMPT, 'purpose'))}"
    assert [rule for rule, _ in told(with_head(MARK, body=body))] == [
        TRACKED,
        "prompt",
        DRAFT,
        "hidden-text",
    ]


def test_what_can_be_forced_are_rules_that_there_are():
    assert set(FORCED) <= rule_ids()
    assert {TRACKED, CELLS}.isdisjoint(FORCED)
