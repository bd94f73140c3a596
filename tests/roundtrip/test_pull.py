"""Edits made in Word come back into the YAML: exactly them, and every other byte stays."""

from __future__ import annotations

import re

import pytest

from docgen.errors import DocgenError, InvalidDataError
from docgen.packs.load import load_pack
from docgen.review.load import load_review
from docgen.roundtrip.pull import pull_report, read_back
from docgen.word.render.archive import write_archive
from tests.builders import SAMPLES, swept
from tests.desks import DK, FI, Desk, inside, typed
from tests.wordedits import (
    NAMESPACE,
    control,
    deleted,
    inserted,
    paragraph,
    parts_of,
    report,
    run,
)

DOCUMENTS = [
    pytest.param(path, name, id=f"{path.stem} {name}")
    for path in SAMPLES
    for name in load_pack(load_review(path).pack).documents
    if name != "procedure"
]


@pytest.mark.parametrize(("sample", "name"), swept(DOCUMENTS, 8))
def test_a_report_that_nobody_edited_changes_nothing(sample, name, tmp_path):
    desk = Desk(tmp_path, sample, name)
    assert desk.plan().changes == ()
    assert desk.pull() == []


LEADER = "Teamledaren arbetar numera heltid, följer med på fältet och leder med hjälp av resultat."


def test_a_word_in_a_text(tmp_path):
    desk = Desk(tmp_path, DK)
    tag = "criteria.employment_services_staff.comment"
    text = load_review(DK).criteria["employment_services_staff"].comment
    new = text.replace(text.split()[1], "NYT", 1)
    desk.edit(inside(tag, lambda xml: re.sub(r"(<w:t[^>]*>).*(</w:t>)", rf"\g<1>{new}\2", xml)))
    assert desk.kinds() == [("edit", tag)]
    assert desk.pull() == [f"- {text}", f"+ {new}"]
    assert desk.plan().changes == ()


def test_a_paragraph_more_a_bullet_more_and_one_less(tmp_path):
    desk = Desk(tmp_path, FI)
    tag = "summary.strengths"
    bullet = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'

    def change(xml: str) -> str:
        paragraphs = re.findall(r"<w:p>.*?</w:p>", xml)
        paragraphs[2:3] = []
        new = [paragraph("Nytt stycke."), paragraph("Ny punkt", properties=bullet)]
        return "".join([paragraphs[0], new[0], *paragraphs[1:], new[1]])

    desk.edit(inside(tag, change))
    assert desk.kinds() == [("edit", tag)]
    assert desk.pull() == [
        "+ Nytt stycke.",
        "+ ",
        f"- - {LEADER}",
        "+ - Ny punkt",
    ]


def test_dates_names_and_lists(tmp_path):
    desk = Desk(tmp_path, DK)
    desk.edit(inside("review.report_date", typed("6. oktober 2023", "9. oktober 2023")))
    desk.edit(inside("review.dates", typed("12.-13. september 2023", "13. september 2023")))
    desk.edit(inside("reviewers.k2.title", typed("IPS-koordinator", "Koordinator, IPS")))
    lines = desk.pull()
    assert [line for line in lines if "date" in line] == [
        "- dates: [2023-09-12, 2023-09-13]",
        "+ dates: [2023-09-13]",
        "- report_date: 2023-10-06",
        "+ report_date: 2023-10-09",
    ]
    assert any("Koordinator, IPS" in line for line in lines)
    assert desk.plan().changes == ()


def test_lines_added_to_and_taken_from_a_list_commas_included(tmp_path):
    desk = Desk(tmp_path, FI)

    def change(xml: str) -> str:
        paragraphs = re.findall(r"<w:p>.*?</w:p>", xml)
        new = paragraphs[1].replace("Fyra klienter, varav två i arbete", "En mor, en far")
        return "".join([*paragraphs[:2], new, *paragraphs[3:]])

    desk.edit(inside("method.interviews", change))
    assert sorted(desk.pull()) == ["+ - En mor, en far", "- - En förälder till en klient"]


def test_a_score_waits_until_it_is_asked_for(tmp_path):
    desk = Desk(tmp_path, DK)
    desk.edit(inside("criteria.disclosure.score", lambda xml: re.sub(r">\d<", ">1<", xml)))
    assert ("score", "criteria.disclosure.score") in desk.kinds()
    assert desk.pull() == []
    assert len(desk.pull(scores=True)) == 2
    assert "score: 1" in "".join(desk.pull(scores=True))


def test_a_new_name_keeps_the_units_id(tmp_path):
    desk = Desk(tmp_path, DK)
    source = re.sub(r"(?m)^  id: fjordby\n", "", desk.before.decode())
    desk.review.write_text(source, encoding="utf-8", newline="\n")
    desk.before = desk.review.read_bytes()
    desk.edit(lambda xml: xml.replace(">Fjordby Kommune<", ">Ny Fjordby Kommune<"))
    lines = desk.pull()
    assert "+ name: Ny Fjordby Kommune" in lines
    assert "+ id: fjordby-kommune" in lines


@pytest.mark.parametrize(("wish", "taken"), [("", False), ("accept", True), ("reject", False)])
def test_tracked_changes_are_taken_when_they_are_decided(wish, taken, tmp_path):
    desk = Desk(tmp_path, DK)
    tag = "criteria.employment_services_staff.comment"
    desk.edit(inside(tag, lambda xml: deleted(xml) + inserted("Ny tekst.")))
    kinds = {"": [("tracked", tag)], "accept": [("edit", tag)], "reject": []}[wish]
    assert desk.kinds(tracked=wish) == kinds
    assert ("+ Ny tekst." in desk.pull(tracked=wish)) == taken
    if not wish:
        (change,) = desk.plan().changes
        assert (change.now, change.by) == ("Ny tekst.", ("Reviewer 9",))


def test_a_control_that_is_deleted_or_has_lost_its_tag_keeps_its_text(tmp_path):
    desk = Desk(tmp_path, DK)
    desk.edit(lambda xml: re.sub(r"</?w:sdt>|</?w:sdtContent>|<w:sdtPr>.*?</w:sdtPr>", "", xml))
    assert desk.kinds() == []
    old, new = "9. oktober 2023", "6. oktober 2023"
    desk.edit(lambda xml: xml.replace(new, old, 1))
    assert desk.kinds() == [("edit", "review.report_date")]


def test_a_field_that_is_gone_is_told_and_never_read_as_a_deletion(tmp_path):
    desk = Desk(tmp_path, DK)
    tag = "criteria.disclosure.comment"

    def cut(xml: str) -> str:
        at = xml.index(f'<w:tag w:val="{tag}"/>')
        start = xml.rindex("<w:bookmarkStart", 0, at)
        number = re.match(r'<w:bookmarkStart w:id="(\d+)"', xml[start:])[1]
        end = f'<w:bookmarkEnd w:id="{number}"/>'
        return xml[:start] + "<w:p/>" + xml[xml.index(end) + len(end) :]

    desk.edit(cut)
    assert desk.kinds() == [("lost", tag)]
    assert desk.pull() == []


def test_a_copied_control_counts_when_it_says_something_else(tmp_path):
    desk = Desk(tmp_path, DK)
    tag = "review.report_date"
    copy = paragraph("Igen: ", control("6. oktober 2023", tag))
    desk.edit(typed("<w:body>", f"<w:body>{copy}"))
    assert [kind for kind, _ in desk.kinds()] == ["outside"]
    desk.edit(typed(">6. oktober 2023<", ">7. oktober 2023<"))
    assert ("edit", tag) in desk.kinds()
    desk.edit(typed(">6. oktober 2023<", ">8. oktober 2023<"))
    assert ("conflict", tag) in desk.kinds()


def test_what_is_worked_out_is_told_with_both(tmp_path):
    desk = Desk(tmp_path, DK)
    total = str(sum(one.score for one in load_review(DK).criteria.values()))
    desk.edit(lambda xml: xml.replace(f">{total}<", ">99<"))
    (change,) = [one for one in desk.plan().changes if one.path == "result.total"]
    assert (change.kind, change.was, change.now) == ("derived", total, "99")
    assert desk.pull() == []


def test_both_sides_changed_other_paragraphs(tmp_path):
    desk = Desk(tmp_path, FI)
    source = desk.before.decode().replace("halverats.", "mer än halverats.")
    desk.review.write_text(source, encoding="utf-8", newline="\n")
    desk.before = desk.review.read_bytes()
    tag = "summary.strengths"
    desk.edit(inside(tag, typed("har sjunkit från 27 till 19", "sjönk från 27 till 19")))
    assert desk.kinds() == [("edit", tag)]
    assert [line[:12] for line in desk.pull()] == ["- - Antalet ", "+ - Antalet "]
    assert "mer än halverats" in desk.review.read_text(encoding="utf-8")


@pytest.mark.parametrize(("side", "stays"), [("", True), ("ours", True), ("theirs", False)])
def test_both_sides_changed_the_same_paragraph(side, stays, tmp_path):
    desk = Desk(tmp_path, FI)
    source = desk.before.decode().replace("har halverats.", "är halverad.")
    desk.review.write_text(source, encoding="utf-8", newline="\n")
    desk.before = desk.review.read_bytes()
    tag = "summary.strengths"
    desk.edit(inside(tag, typed("har halverats.", "har minskat.")))
    kinds = {"": [("conflict", tag)], "ours": [], "theirs": [("edit", tag)]}[side]
    assert desk.kinds(side=side) == kinds
    desk.pull(side=side)
    assert ("är halverad." in desk.review.read_text(encoding="utf-8")) == stays


def test_two_people_edit_two_copies(tmp_path):
    desk = Desk(tmp_path, FI)
    first = desk.report.read_bytes()
    desk.edit(inside("unit.geography", typed("välfärdsområdets norra del", "hela norra delen")))
    desk.pull()
    desk.report.write_bytes(first)
    desk.edit(inside("unit.client_groups", typed("18–65", "18–64")))
    desk.pull()
    text = desk.review.read_text(encoding="utf-8")
    assert "hela norra delen" in text
    assert "18–64" in text


@pytest.mark.parametrize("ending", [b"\n", b"\r\n"])
def test_byte_order_mark_line_ends_and_remarks_stay(ending, tmp_path):
    desk = Desk(tmp_path, FI)
    desk.before = b"\xef\xbb\xbf" + desk.before.replace(b"\n", ending)
    desk.review.write_bytes(desk.before)
    desk.edit(inside("unit.client_groups", typed("18–65", "18–64")))
    pull_report(desk.report, desk.review)
    assert desk.review.read_bytes() == desk.before.replace("18–65".encode(), "18–64".encode(), 1)


def test_a_report_of_another_review_and_a_review_with_faults_write_nothing(tmp_path):
    desk = Desk(tmp_path, DK)
    other = tmp_path / "fjordby-2022.yaml"
    with pytest.raises(InvalidDataError, match="not of fjordby-2022"):
        read_back(desk.report, other)
    desk.edit(inside("review.report_date", typed("6. oktober", "7. oktober")))
    desk.review.write_bytes(desk.before + b"unknown: 1\n")
    with pytest.raises(DocgenError):
        pull_report(desk.report, desk.review)
    assert desk.review.read_bytes() == desk.before + b"unknown: 1\n"


LABELLED = "criteria.caseload_size.sources"
"""Stands behind a label in its paragraph, in a control of its line."""


def _field_of(xml: str, tag: str) -> tuple[int, int, int, int]:
    """Return where the paragraph of a field begins, its control, its control's end, its own end."""
    at = xml.index(f'<w:tag w:val="{tag}"/>')
    start = xml.rindex("<w:sdt>", 0, at)
    end = xml.index("</w:sdt>", at) + len("</w:sdt>")
    return xml.rindex("<w:p>", 0, start), start, end, xml.index("</w:p>", end) + len("</w:p>")


def _two_controls(xml: str, tag: str) -> str:
    _, start, end, _ = _field_of(xml, tag)
    first = xml[start:end]
    second = re.sub(r"(<w:t[^>]*>)[^<]*", r"\g<1>Mere.", re.sub("<w:id [^>]*>", "", first))
    return xml[:end] + f"</w:p><w:p>{second}" + xml[end:]


def _text_outside(xml: str, tag: str) -> str:
    _, _, end, _ = _field_of(xml, tag)
    return xml[:end] + f"</w:p><w:p>{run('Mere.')}" + xml[end:]


def _label_swallowed(xml: str, tag: str) -> str:
    begin, start, end, last = _field_of(xml, tag)
    inner = xml.index("<w:sdtContent>", start) + len("<w:sdtContent>")
    content = xml[inner : xml.index("</w:sdtContent>", inner)]
    whole = xml[begin:start] + content + xml[end:last]
    block = xml[start:inner] + whole + paragraph("Mere.")
    return xml[:begin] + block + "</w:sdtContent></w:sdt>" + xml[last:]


ENTERS = {
    "two controls": _two_controls,
    "the new text outside the control": _text_outside,
    "a block that swallowed the label": _label_swallowed,
}


@pytest.mark.parametrize("shape", ENTERS)
@pytest.mark.parametrize(
    ("sample", "tag"),
    [(FI, "criteria.employment_services_staff.comment"), (DK, "summary.conclusion")],
    ids=["behind a label", "in a sentence"],
)
def test_enter_in_a_control_of_a_line(shape, sample, tag, tmp_path):
    desk = Desk(tmp_path, sample)
    xml = parts_of(desk.report.read_bytes())["word/document.xml"].decode()
    _, start, end, _ = _field_of(xml, tag)
    if "<w:p>" in xml[start:end]:
        pytest.skip("stands in paragraphs of its own")
    desk.edit(lambda xml: ENTERS[shape](xml, tag))
    assert [(one.kind, one.path, one.was, one.now) for one in desk.plan().changes] == [
        ("edit", tag, "", "Mere.")
    ]
    assert "+ Mere." in desk.pull()


def test_pasted_formatting_is_left_and_told(tmp_path):
    desk = Desk(tmp_path, FI)
    deep = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'
    bold = "<w:r><w:rPr><w:b/></w:rPr><w:t>Fet.</w:t></w:r>"
    table = f"<w:tbl><w:tr><w:tc>{paragraph('Cell')}</w:tc></w:tr></w:tbl>"
    desk.edit(
        inside(
            "summary.strengths",
            lambda xml: xml + paragraph(bold) + paragraph("Djup", properties=deep) + table,
        )
    )
    changes = desk.plan().changes
    assert [one.now for one in changes if one.kind == "not-carried"] == [
        "a look of its own (bold, italic, underlined ...)",
        "a table",
        "a bullet of a deeper level",
    ]
    assert [line for line in desk.pull() if line != "+ "] == ["+ Fet.", "+ - Djup", "+ Cell"]


def test_a_comment_is_told_with_its_author(tmp_path):
    desk = Desk(tmp_path, DK)
    parts = parts_of(desk.report.read_bytes())
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
    types = parts["[Content_Types].xml"].decode()
    own = f'<Override PartName="/word/comments.xml" ContentType="{kind}"/></Types>'
    parts["[Content_Types].xml"] = types.replace("</Types>", own).encode()
    relations = parts["word/_rels/document.xml.rels"].decode()
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    own = f'<Relationship Id="rc" Type="{office}/comments" Target="comments.xml"/></Relationships>'
    parts["word/_rels/document.xml.rels"] = relations.replace("</Relationships>", own).encode()
    parts["word/comments.xml"] = (
        f'<w:comments xmlns:w="{NAMESPACE}"><w:comment w:id="1" w:author="Chef">'
        f"{paragraph('Hvorfor?')}</w:comment></w:comments>"
    ).encode()
    desk.report.write_bytes(write_archive(parts))
    mark = '<w:r><w:commentReference w:id="1"/></w:r></w:p>'
    desk.edit(lambda xml: xml.replace("</w:p>", mark, 1))
    (change,) = desk.plan().changes
    assert (change.kind, change.now, change.by) == ("comment", "Hvorfor?", ("Chef",))
    assert change.place == "paragraph 1"


@pytest.fixture(scope="module")
def saved_by_libreoffice(office, tmp_path_factory):
    """Return the reports of the samples, saved once, twice and three times."""
    folder = tmp_path_factory.mktemp("saved")
    made = []
    for sample in SAMPLES:
        file = folder / f"{sample.stem}.docx"
        file.write_bytes(report(sample))
        made.append(file)
    rounds = []
    for number in (1, 2, 3):
        to = folder / str(number)
        to.mkdir()
        office.convert(made, to, "docx")
        made = [to / file.name for file in made]
        rounds.append({file.stem: file for file in made})
    return rounds


@pytest.mark.parametrize("times", [1, 2, 3])
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_libreoffice_changes_nothing(times, sample, saved_by_libreoffice):
    found = saved_by_libreoffice[times - 1][sample.stem]
    assert read_back(found, sample).changes == ()
