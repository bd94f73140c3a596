"""Each kind of edit that people make in Word, in its own XML: what is taken, told, left alone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from builders import swept

from docgen.review.load import load_review
from tests.desks import DK, FI, Desk, inside, typed
from tests.wordedits import deleted, inserted, paragraph, run

STRENGTHS = "summary.strengths"
COMMENT = "criteria.employment_services_staff.comment"
MARK = 'w:author="Reviewer 9" w:date="2026-04-01T10:00:00Z"'
JOBS = "Klienterna har 20 jobb hos 17 olika arbetsgivare."


def _paragraphs(xml: str) -> list[str]:
    return re.findall(r"<w:p>.*?</w:p>", xml)


# --- pasted --------------------------------------------------------------------------------------

DRAWING = (
    '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
    'wordprocessingDrawing"><wp:extent cx="1" cy="1"/></wp:inline></w:drawing></w:r>'
)
PASTED = {
    "a picture": (paragraph("Ny rad.", DRAWING), "a picture"),
    "a link": (
        paragraph('<w:hyperlink w:anchor="x">' + run("Ny rad.") + "</w:hyperlink>"),
        "a link",
    ),
    "an underlined word": (
        paragraph('<w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t>Ny rad.</w:t></w:r>'),
        "a look of its own (bold, italic, underlined ...)",
    ),
    "a note": (
        paragraph("Ny rad.", '<w:r><w:footnoteReference w:id="2"/></w:r>'),
        "a note",
    ),
}


@pytest.mark.parametrize("name", PASTED)
def test_the_text_of_what_is_pasted_is_taken_and_the_rest_told(name, tmp_path):
    new, told = PASTED[name]
    desk = Desk(tmp_path, FI)
    desk.edit(inside(STRENGTHS, lambda xml: xml + new))
    changes = desk.plan().changes
    assert [one.now for one in changes if one.kind == "not-carried"] == [told]
    assert [line for line in desk.pull() if line != "+ "] == ["+ Ny rad."]


# --- tracked changes -----------------------------------------------------------------------------


def _nested(xml: str) -> str:
    """Text put in by one and taken out again by another; and a word changed."""
    inner = deleted(run("helt ").replace("</w:t>", "</w:t>"), 921)
    own = f'<w:ins w:id="920" {MARK}>{run("nya ")}{inner}</w:ins>'
    return _in_jobs(xml, run("Klienterna har ") + own + run("20 jobb hos 17 olika arbetsgivare."))


def _in_jobs(xml: str, runs: str) -> str:
    at = xml.index(JOBS)
    start, end = xml.rindex("<w:r>", 0, at), xml.index("</w:r>", at) + len("</w:r>")
    return xml[:start] + runs + xml[end:]


def _moved(xml: str) -> str:
    """A bullet moved to the end: its text and its paragraph's mark."""
    source = next(one for one in _paragraphs(xml) if JOBS in one)
    gone = source.replace("<w:r>", f'<w:moveFrom w:id="930" {MARK}><w:r>').replace(
        "</w:r>", "</w:r></w:moveFrom>"
    )
    gone = gone.replace("</w:pPr>", f'<w:rPr><w:moveFrom w:id="931" {MARK}/></w:rPr></w:pPr>', 1)
    come = source.replace("<w:r>", f'<w:moveTo w:id="932" {MARK}><w:r>').replace(
        "</w:r>", "</w:r></w:moveTo>"
    )
    come = come.replace("</w:pPr>", f'<w:rPr><w:moveTo w:id="933" {MARK}/></w:rPr></w:pPr>', 1)
    return xml.replace(source, gone) + come


def _mark_deleted(xml: str) -> str:
    """The end of a bullet deleted: it goes on in the next one."""
    source = next(one for one in _paragraphs(xml) if JOBS in one)
    gone = f'<w:rPr><w:del w:id="940" {MARK}/></w:rPr></w:pPr>'
    return xml.replace(source, source.replace("</w:pPr>", gone, 1))


def _bullet_inserted(xml: str) -> str:
    source = next(one for one in _paragraphs(xml) if JOBS in one)
    mark = f'<w:rPr><w:ins w:id="950" {MARK}/></w:rPr></w:pPr>'
    new = source.replace("</w:pPr>", mark, 1)
    new = re.sub(r"<w:r>.*</w:r>", lambda _: inserted("Ny punkt.", 951), new)
    return xml.replace(source, source + new)


LEADERS = "Ledningen har själv fört ut målen för tjänsten till personalen."
TRACKED = {
    "words put in and taken out, nested": (
        _nested,
        ["- - " + JOBS, "+ - Klienterna har nya 20 jobb hos 17 olika arbetsgivare."],
    ),
    "a word changed": (
        lambda xml: _in_jobs(
            xml,
            run("Klienterna har ") + deleted("20", 1) + inserted("22", 2)
            + run(" jobb hos 17 olika arbetsgivare."),
        ),
        ["- - " + JOBS, "+ - " + JOBS.replace("20", "22")],
    ),
    "a bullet moved": (_moved, ["- - " + LEADERS, "+ - " + LEADERS]),
    "the end of a bullet deleted": (
        _mark_deleted,
        ["- - " + JOBS, "- - " + LEADERS, "+ - " + JOBS + LEADERS],
    ),
    "a bullet put in": (_bullet_inserted, ["+ - Ny punkt."]),
}  # fmt: skip


@pytest.mark.parametrize("wish", swept(["accept", "", "reject"]))
@pytest.mark.parametrize("name", TRACKED)
def test_tracked_changes_in_a_text(name, wish, tmp_path):
    change, lines = TRACKED[name]
    desk = Desk(tmp_path, FI)
    desk.edit(inside(STRENGTHS, change))
    kinds = {"": ["tracked"], "accept": ["edit"], "reject": []}[wish]
    assert [kind for kind, _ in desk.kinds(tracked=wish)] == kinds
    assert sorted(desk.pull(tracked=wish)) == sorted(lines if wish == "accept" else [])


def _control_put_in(xml: str) -> str:
    """Take a control out around text that stays (customXml range marks)."""
    at = xml.index(f'<w:tag w:val="{COMMENT}"/>')
    start = xml.rindex("<w:sdt>", 0, at)
    end = xml.index("</w:sdt>", at) + len("</w:sdt>")
    before = f'<w:customXmlDelRangeStart w:id="960" {MARK}/>'
    inner = xml.index("<w:sdtContent>", at) + len("<w:sdtContent>")
    close = xml.index("</w:sdtContent>", inner)
    return (
        xml[:start] + before + xml[start:inner] + '<w:customXmlDelRangeEnd w:id="960"/>'
        + xml[inner:close] + before.replace("960", "961") + xml[close:end]
        + '<w:customXmlDelRangeEnd w:id="961"/>' + xml[end:]
    )  # fmt: skip


@pytest.mark.parametrize("wish", ["", "accept", "reject"])
def test_a_control_taken_out_under_tracked_changes_keeps_its_text(wish, tmp_path):
    desk = Desk(tmp_path, DK)
    desk.edit(_control_put_in)
    assert desk.kinds(tracked=wish) == []


@pytest.mark.parametrize("wish", ["", "accept", "reject"])
def test_a_row_deleted_under_tracked_changes_is_told_and_never_taken(wish, tmp_path):
    desk = Desk(tmp_path, DK)
    before = desk.review.read_bytes()

    def change(xml: str) -> str:
        at = xml.rindex("<w:tr>", 0, xml.index(f'<w:tag w:val="{COMMENT}"/>'))
        gone = f'<w:del w:id="970" {MARK}/>'
        if xml[at:].startswith("<w:tr><w:trPr>"):
            return xml[: at + len("<w:tr><w:trPr>")] + gone + xml[at + len("<w:tr><w:trPr>") :]
        return xml[: at + len("<w:tr>")] + f"<w:trPr>{gone}</w:trPr>" + xml[at + len("<w:tr>") :]

    desk.edit(change)
    kinds = {kind for kind, _ in desk.kinds(tracked=wish)}
    assert kinds == (
        set() if wish == "reject" else kinds & {"lost", "tracked", "derived", "outside"}
    )
    assert (wish == "reject") or kinds
    desk.pull(tracked=wish)
    assert desk.review.read_bytes() == before


@pytest.mark.parametrize("wish", ["", "accept", "reject"])
def test_a_need_typed_under_tracked_changes(wish, tmp_path):
    desk = Desk(tmp_path, FI)
    needs = load_review(FI).development

    def change(xml: str) -> str:
        at = xml.index("Följ upp dem en månad")
        end = xml.index("<w:p>", at)
        mark = f'<w:pPr><w:rPr><w:ins w:id="980" {MARK}/></w:rPr></w:pPr>'
        new = f"<w:p>{mark}{inserted('Teamledarens roll: Ordna handledning.', 981)}</w:p>"
        return xml[:end] + new + xml[end:]

    desk.edit(change)
    kinds = {"": ["tracked"], "accept": ["added"], "reject": []}[wish]
    assert [kind for kind, _ in desk.kinds(tracked=wish)] == kinds
    desk.pull(tracked=wish)
    assert len(load_review(desk.review).development) == len(needs) + (wish == "accept")


# --- what is not in a field ----------------------------------------------------------------------


def _unfielded(xml: str) -> str:
    """Take control and bookmark of a field away; its text stays."""
    at = xml.index(f'<w:tag w:val="{COMMENT}"/>')
    start = xml.rindex("<w:bookmarkStart", 0, at)
    number = re.match(r'<w:bookmarkStart w:id="(\d+)"', xml[start:])[1]
    mark = f'<w:bookmarkEnd w:id="{number}"/>'
    end = xml.index(mark, at) + len(mark)
    inner = re.search(r"<w:sdtContent>(.*)</w:sdtContent>", xml[start:end])[1]
    return xml[:start] + inner + xml[end:]


OUTSIDE: dict[str, tuple[Callable[[str], str], list[str]]] = {
    "a heading": (typed(">Generelle kommentarer:<", ">Kommentarer:<"), ["outside"]),
    "a paragraph more": (typed("<w:body>", "<w:body>" + paragraph("Nyt.")), ["outside"]),
    "a field without its control and bookmark": (_unfielded, ["lost", "outside"]),
    "the level": (typed(">God IPS fidelity<", ">Eksemplarisk IPS fidelity<"), ["derived"]),
}


@pytest.mark.parametrize("name", OUTSIDE)
def test_what_stands_in_no_field_is_told_with_its_place(name, tmp_path):
    change, kinds = OUTSIDE[name]
    desk = Desk(tmp_path, DK)
    desk.edit(change)
    changes = desk.plan().changes
    assert [one.kind for one in changes] == kinds
    assert all(one.place for one in changes if one.kind != "lost")
    assert desk.pull() == []


def test_a_paragraph_merged_across_a_fields_border_is_told(tmp_path):
    """Delete at the end of a field: the next paragraph goes on in its last one."""
    desk = Desk(tmp_path, FI)

    def change(xml: str) -> str:
        at = xml.index(LEADERS)
        end = xml.index("</w:p>", at)
        following = xml.index("<w:p>", end)
        text = xml.index("<w:r>", following)
        closing = xml[end + len("</w:p>") : following]
        heading_end = xml.index("</w:p>", following) + len("</w:p>")
        runs = xml[text : heading_end - len("</w:p>")]
        return xml[:end] + runs + "</w:p>" + closing + xml[heading_end:]

    desk.edit(change)
    changes = {one.kind: one for one in desk.plan().changes}
    assert "edit" in changes
    assert changes["edit"].now.endswith("Viktiga utvecklingsbehov")
    assert "outside" in changes
