"""Notes and comments are brought to their marks, and printed back into their parts."""

from __future__ import annotations

import pytest
from lxml import etree
from ooxml.minimal import run, text
from ooxml.tagged import root_of, shown, tagged

from docgen.word.compile.asides import Asides, Shelf, shelf_for
from docgen.word.compile.blocks import Walk
from docgen.word.compile.copies import Copier, Printed
from docgen.word.compile.hoist import lift_tags
from docgen.word.compile.places import Places
from docgen.word.compile.ranges import find_ranges
from docgen.word.compile.tags import TagList, find_tags
from docgen.word.compile.xml import Element, W

NS = f'xmlns:w="{W[1:-1]}"'


def mark(identity: int, sort: str = "footnote") -> str:
    return f'<w:r><w:{sort}Reference w:id="{identity}"/></w:r>'


def note(identity: int, words: str, sort: str = "footnote", kind: str = "") -> str:
    of = f' w:type="{kind}"' if kind else ""
    return f'<w:{sort}{of} w:id="{identity}">{text(words)}</w:{sort}>'


def a_shelf(*notes: str, sort: str = "footnote") -> Shelf:
    root = etree.fromstring(f"<w:{sort}s {NS}>{''.join(notes)}</w:{sort}s>")
    return shelf_for(f"word/{sort}s.xml", root, root_of(""), frozenset())


def words_of(root: Element) -> str:
    return "".join(node.text or "" for node in root.iter(f"{W}t"))


# To their marks.


def brought(body: str, shelf: Shelf, sort: str = "footnote") -> tuple[Element, Asides]:
    root, asides = root_of(body), Asides([shelf])
    asides.bring(root, sort)
    return root, asides


@pytest.mark.parametrize("sort", ["footnote", "endnote", "comment"])
def test_a_note_stands_at_its_mark(sort):
    shelf = a_shelf(note(2, "said", sort), sort=sort)
    root, _ = brought(f"<w:p>{run('a')}{mark(2, sort)}{run('b')}</w:p>", shelf, sort)
    assert words_of(root) == "asaidb"
    assert len(shelf.root) == 0, "it is taken from its part"


@pytest.mark.parametrize(
    ("notes", "stay"),
    [
        pytest.param([note(0, "-", kind="separator"), note(2, "said")], 1, id="a line between"),
        pytest.param([note(2, "said", kind="normal")], 0, id="that says what it is"),
        pytest.param([note(3, "another")], 1, id="that nothing marks"),
        pytest.param(["<w:other/>"], 1, id="something else"),
    ],
)
def test_only_notes_with_a_mark_move(notes, stay):
    shelf = a_shelf(*notes)
    brought(f"<w:p>{mark(2)}{mark(0)}</w:p>", shelf)
    assert len(shelf.root) == stay


def test_two_marks_of_one_note_bring_it_once():
    root, _ = brought(f"<w:p>{mark(2)}{mark(2)}</w:p>", a_shelf(note(2, "said")))
    assert words_of(root) == "said"


def test_a_mark_outside_a_run_and_one_of_another_sort_bring_nothing():
    shelf = a_shelf(note(2, "said"))
    root, _ = brought('<w:p><w:footnoteReference w:id="2"/></w:p>', shelf)
    assert words_of(root) == ""
    root, _ = brought(f"<w:p>{mark(2, 'endnote')}</w:p>", shelf, "endnote")
    assert words_of(root) == ""


def test_a_paragraph_of_a_note_is_told_where_the_note_stands():
    shelf = a_shelf(note(2, "one"), note(3, "two"))
    root, asides = brought(f"<w:p>{run('a')}{mark(3)}</w:p>", shelf)
    outer, inner = root.iter(f"{W}p")
    places = Places(root, "word/document.xml", frozenset())
    assert asides.place(inner, places.of) == "footnotes, paragraph 2"
    assert asides.place(outer, lambda _: "here") == "here"


def test_a_part_of_notes_knows_the_names_of_the_text():
    root = etree.fromstring(f'<w:footnotes {NS} xmlns:x="urn:x" x:a="1"/>')
    shelf = shelf_for("word/footnotes.xml", root, root_of(""), frozenset())
    assert shelf.root.nsmap["x"] == "urn:x"
    assert set(root_of("").nsmap) <= {*shelf.root.nsmap}
    assert shelf.root.get("{urn:x}a") == "1"


# And back.


def sent(body: str, *notes: str, sort: str = "footnote") -> tuple[str, Shelf, Asides, Copier]:
    """Bring notes to a body, find the tags of both, and send the notes back."""
    shelf = a_shelf(*notes, sort=sort)
    part = tagged(body)
    asides = Asides([shelf])
    asides.bring(part.root, sort)
    inner = []
    for holder in part.root.iter(f"{W}{sort}"):
        inner += [(p, find_tags(p, "note", part.found)) for p in holder.iter(f"{W}p")]
    lift_tags(part.holders, part.found)
    walk, copier = Walk(part.found), Copier(part.found, Printed())
    placed = list(walk.elements(part.root))
    ranges = find_ranges(placed, walk)
    asides.send(dict(placed), ranges, part.root, copier)
    return shown(part.root, part.found), shelf, asides, copier


LOOP = text("{%p for x in y %}"), text("{%p endfor %}")


def test_a_note_that_is_always_the_same_goes_back_as_it_is():
    written, shelf, asides, copier = sent(f"<w:p>{run('a')}{mark(2)}</w:p>", note(2, "said"))
    assert written == f"<w:p>{run('a')}{mark(2)}</w:p>"
    assert words_of(shelf.root) == "said"
    assert (asides.emptied, copier.printed.needed) == ({}, False)


def test_a_note_with_a_value_is_printed_into_its_part():
    written, shelf, asides, copier = sent(f"<w:p>{mark(2)}</w:p>", note(2, "{{ a }}"))
    where = "filter _dg_elsewhere(_dg_copies, 'word/footnotes.xml')"
    assert f"[{where}]<w:footnote " in written
    assert written.count("[endfilter]") == 1
    assert asides.emptied == {"word/footnotes.xml": shelf}
    assert len(shelf.root) == 0
    assert copier.printed.needed


def test_a_note_of_a_loop_has_an_id_of_its_own_in_each_round():
    body = LOOP[0] + f"<w:p>{mark(2)}</w:p>" + LOOP[1]
    written, _, _, copier = sent(body, note(2, "said"))
    question = "_dg_copies|_dg_number('footnote 2', _dg_round0)"
    assert written.count(f'w:id="[{question}]"') == 2, "of the mark and of the note"
    assert copier.rounds == {0}


def test_a_note_of_a_condition_keeps_its_id():
    body = text("{%p if a %}") + f"<w:p>{mark(2)}</w:p>" + text("{%p endif %}")
    written, _, asides, _ = sent(body, note(2, "said"))
    assert written.count('w:id="2"') == 2
    assert "word/footnotes.xml" in asides.emptied


def commented(start: str, end: str) -> tuple[str, Copier]:
    body = f"<w:p>{start}{run('a')}{end}{mark(4, 'comment')}</w:p>"
    written, _, _, copier = sent(
        LOOP[0] + body + LOOP[1], note(4, "why", "comment"), sort="comment"
    )
    return written, copier


def test_a_comment_shares_its_id_with_the_words_that_it_is_about():
    start, end = '<w:commentRangeStart w:id="4"/>', '<w:commentRangeEnd w:id="4"/>'
    written, _ = commented(start, end)
    assert written.count("_dg_number('commentRange4', _dg_round0)") == 2
    assert "commentRangeStart" in written


def test_a_comment_about_words_of_other_blocks_is_about_none():
    start, end = '<w:commentRangeStart w:id="4"/>', '<w:commentRangeEnd w:id="4"/>'
    body = (
        f"<w:p>{start}{run('a')}{end}</w:p>"
        + LOOP[0]
        + f"<w:p>{mark(4, 'comment')}</w:p>"
        + LOOP[1]
    )
    written, *_ = sent(body, note(4, "why", "comment"), sort="comment")
    assert "commentRange" not in written.replace("'commentRange4'", "")


def test_a_part_prints_what_others_kept_for_it():
    shelf = a_shelf()
    asides = Asides([shelf], emptied={"word/footnotes.xml": shelf})
    found = TagList("t.docx", "word/footnotes.xml")
    asides.collect("word/footnotes.xml", Copier(found, Printed()))
    assert shown(shelf.root, found).endswith(
        "[_dg_copies|_dg_kept('word/footnotes.xml')]</w:footnotes>"
    )
    assert [tag.location for tag in found.tags] == ["raw"]
    asides.collect("word/endnotes.xml", Copier(found, Printed()))
    assert len(found.tags) == 1
