"""Comments in the margin: the open ones are told, and the text is left without any."""

from __future__ import annotations

import pytest
from lxml import etree

from docgen.word.compile.xml import W, parse_part
from docgen.word.sending.remarks import (
    Remark,
    first_place,
    open_remarks,
    remark_parts,
    without_remarks,
)
from tests.wordedits import commented, document, paragraph, parts_of, run

TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
KINDS = {"word/comments.xml": f"{TYPES}.comments+xml",
         "word/more.xml": f"{TYPES}.commentsextended+xml"}  # fmt: skip


def comment(number: int, *texts: str, author: str = "Reviewer 9") -> str:
    """Return a comment; its last paragraph has the id P and its number."""
    last = len(texts) - 1
    body = "".join(
        f'<w:p w14:paraId="{"P" if at == last else "x"}{number}">{run(text)}</w:p>'
        for at, text in enumerate(texts)
    )
    named = f' w:author="{author}"' if author else ""
    return f'<w:comment w:id="{number}"{named}>{body}</w:comment>'


def remarks(*comments: str, entries: str = "") -> list[Remark]:
    text = f'<w:comments xmlns:w="{W[1:-1]}" xmlns:w14="{W14}">{"".join(comments)}</w:comments>'
    more = f'<w15:commentsEx xmlns:w15="{W15}">{entries}</w15:commentsEx>'
    parts = {"word/comments.xml": text.encode(), "word/more.xml": more.encode()}
    return open_remarks(parts, KINDS, "x.docx")


def entry(number: int, *, done: str = "", parent: int = 0) -> str:
    marks = f' w15:done="{done}"' if done else ""
    above = f' w15:paraIdParent="P{parent}"' if parent else ""
    return f'<w15:commentEx w15:paraId="P{number}"{marks}{above}/>'


def test_a_comment_has_its_author_and_all_its_text():
    assert remarks(comment(3, "Stemmer", "det?")) == [Remark("3", "Reviewer 9", "Stemmer det?")]
    assert remarks(comment(4, "x", author="")) == [Remark("4", "", "x")]
    assert remarks(comment(5)) == [Remark("5", "Reviewer 9", "")]
    assert remarks() == []


@pytest.mark.parametrize(
    ("entries", "left"),
    [
        pytest.param("", ["1", "2"], id="nothing is said of them"),
        pytest.param(entry(1, done="1"), ["2"], id="one is resolved"),
        pytest.param(entry(1, done="true"), ["2"], id="in another way"),
        pytest.param(entry(1, done="0"), ["1", "2"], id="one is open again"),
        pytest.param(entry(2, parent=1), ["1"], id="an answer goes with its first"),
        pytest.param(entry(1, done="1") + entry(2, done="1", parent=1), [], id="both resolved"),
        pytest.param(entry(9, done="1"), ["1", "2"], id="one that is gone"),
    ],
)
def test_comments_that_nobody_has_closed_are_open(entries, left):
    found = remarks(comment(1, "a"), comment(2, "b"), entries=entries)
    assert [one.id for one in found] == left


def test_the_last_paragraph_of_a_comment_says_whether_it_is_closed():
    assert remarks(comment(1, "a", "b"), entries=entry(1, done="1")) == []


def test_a_file_without_comments_has_none():
    assert open_remarks({}, {"word/document.xml": f"{TYPES}.document.main+xml"}, "x.docx") == []


def test_every_part_of_comments_and_of_those_who_wrote_them_is_named_in_one_order():
    endings = ["people", "comments", "commentsids", "commentsextensible", "commentsextended"]
    kinds = {f"word/{ending}.xml": f"a/b.{ending}+xml" for ending in endings}
    kinds |= {"word/styles.xml": "a/b.styles+xml", "word/a.xml": "a/b.comments+xml"}
    assert list(remark_parts(kinds)) == [
        "word/a.xml", "word/comments.xml", "word/commentsextended.xml", "word/commentsids.xml",
        "word/commentsextensible.xml", "word/people.xml",
    ]  # fmt: skip


START, END = '<w:commentRangeStart w:id="5"/>', '<w:commentRangeEnd w:id="5"/>'
REFERENCE = '<w:commentReference w:id="5"/>'
LOOK = "<w:rPr><w:b/></w:rPr>"


def a_root(body: str):
    return etree.fromstring(f'<w:body xmlns:w="{W[1:-1]}">{body}</w:body>')


@pytest.mark.parametrize(
    ("body", "left"),
    [
        pytest.param(paragraph(START, "a", END, f"<w:r>{REFERENCE}</w:r>", "b"), ["t", "t"],
                     id="its marks and the run that held one"),
        pytest.param(paragraph(f"<w:r>{LOOK}{REFERENCE}</w:r>"), [], id="a run with looks alone"),
        pytest.param(paragraph(f"<w:r>{REFERENCE}<w:t>a</w:t></w:r>"), ["t"],
                     id="a run that also says something stays"),
        pytest.param(START + paragraph("a") + END, ["t"], id="marks between paragraphs"),
        pytest.param(paragraph("a"), ["t"], id="a text without any"),
    ],
)  # fmt: skip
def test_the_text_is_left_without_marks(body, left):
    root = a_root(body)
    said = "".join(root.itertext())
    without_remarks(root)
    assert "comment" not in etree.tostring(root).decode()
    assert "".join(root.itertext()) == said
    assert [node.tag.removeprefix(W) for node in root.iter(f"{W}t")] == left
    assert len(list(root.iter(f"{W}r"))) == len(left)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param(paragraph("a") + paragraph(START, "b", END), "b", id="where it begins"),
        pytest.param(paragraph("a") + START + paragraph("b"), "b", id="the next paragraph"),
        pytest.param(paragraph("b", f"<w:r>{REFERENCE}</w:r>"), "b", id="a mark without a stretch"),
        pytest.param(paragraph("a") + START, None, id="behind the last paragraph"),
        pytest.param(paragraph(START.replace("5", "6"), "a"), None, id="another comment"),
        pytest.param("", None, id="nowhere"),
    ],
)
def test_the_place_of_a_comment_is_its_paragraph(body, text):
    found = first_place(a_root(body), "5")
    assert (None if found is None else "".join(found.itertext())) == text


@pytest.mark.parametrize("done", [True, False])
def test_a_whole_file_is_read_the_same_way(done):
    parts = parts_of(commented(document(paragraph("Enhed A")), "Enhed", done=done))
    kinds = {name: f"{TYPES}.{name[5:-4].lower()}+xml" for name in parts if "comments" in name}
    found = open_remarks(parts, kinds, "x.docx")
    assert [one.text for one in found] == ([] if done else ["Stemmer det?"])
    root = parse_part(parts["word/document.xml"], "x.docx", "word/document.xml")
    assert first_place(root, "5") is not None
