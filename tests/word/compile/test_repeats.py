"""What a template holds besides its tags is in the report once for each time it is printed."""

from __future__ import annotations

import re

import pytest
from builders import swept
from lxml import etree
from ooxml.minimal import a_report, cell, row, run, table, text
from ooxml.rendered import W, a_template, parts_of
from ooxml.things import THINGS, parts_with

from docgen.errors import TemplateError
from docgen.model import Field, Items
from docgen.word.audit.rules import check_package
from docgen.word.compile.gate import read_package
from docgen.word.compile.repeats import Repeats
from docgen.word.compile.xml import parse_part

FIELDS = {
    "long": Field("text", "purpose"),
    "short": Field("line", "unit.name"),
    "none": Field("text", "general_comments"),
    "people": Items({"name": Field("line", "reviewers.*.name"), "said": Field("text", "said.*")}),
}
SAID = "One.\n\nTwo.\n\n- b1\n- b2"
PEOPLE = [{"name": name, "said": SAID, "_p": f"reviewers[{n}]"} for n, name in enumerate("ABC")]
NAMES = {"long": SAID, "short": "S", "none": "", "people": PEOPLE, "yes": True, "no": False}
MODES = ("plain", "controls", "form")


def beside(*content: str) -> str:
    return f"<w:p>{''.join(c if c.startswith('<') else run(c) for c in content)}</w:p>"


def looped(*content: str) -> str:
    return text("{%p for x in people %}") + "".join(content) + text("{%p endfor %}")


PLACES = {
    "alone in a loop of paragraphs": (lambda t: looped(beside(t)), 3),
    "with a value in a loop": (lambda t: looped(beside("{{ x.name }} ", t)), 3),
    "before a value in a loop": (lambda t: looped(beside(t, " {{ x.name }}")), 3),
    "with a long value in a loop": (lambda t: looped(beside("{{ x.said }}", t)), 3),
    "behind a label in a loop": (lambda t: looped(beside("Said: {{ x.said }}", t)), 3),
    "in a loop of rows": (
        lambda t: table(
            row(cell(text("{%tr for x in people %}"))),
            row(cell(beside("{{ x.said }}", t))),
            row(cell(text("{%tr endfor %}"))),
        ),
        3,
    ),
    "in a loop of cells": (
        lambda t: table(
            row(
                cell(text("{%tc for x in people %}")),
                cell(beside(t, "{{ x.name }}")),
                cell(text("{%tc endfor %}")),
            ),
            columns=3,
        ),
        3,
    ),
    "in a loop of runs": (
        lambda t: f"<w:p>{run('{%r for x in people %}')}{t}{run('{%r endfor %}')}</w:p>",
        3,
    ),
    "in a loop inside a sentence": (
        lambda t: f"<w:p>{run('{% for x in people %}')}{t}{run('{% endfor %}')}</w:p>",
        3,
    ),
    "in a loop of loops": (lambda t: looped(looped(beside(t))), 9),
    "in a macro that is called twice": (
        lambda t: (
            text("{%p macro m() %}") + beside(t) + text("{%p endmacro %}") + text("{{p m() }}") * 2
        ),
        2,
    ),
    "in a condition that holds": (
        lambda t: text("{%p if yes %}") + beside(t) + text("{%p endif %}"),
        1,
    ),
    "in a condition that does not": (
        lambda t: text("{%p if no %}") + beside(t) + text("{%p endif %}"),
        0,
    ),
    "in the other branch": (
        lambda t: text("{%p if no %}") + text("{%p else %}") + beside(t) + text("{%p endif %}"),
        1,
    ),
    "before a long value alone": (lambda t: beside(t, "{{ long }}"), 1),
    "behind a long value alone": (lambda t: beside("{{ long }}", t), 1),
    "before a long value in a cell": (lambda t: table(row(cell(beside(t, "{{ long }}")))), 1),
    "behind a long value in a cell": (lambda t: table(row(cell(beside("{{ long }}", t)))), 1),
    "beside an empty value": (lambda t: beside(t, "{{ none }}"), 1),
    "beside a short value": (lambda t: beside("{{ short }}", t), 1),
    "behind a value behind a label": (lambda t: beside("Label: {{ long }}", t), 1),
    "behind an empty value behind a label": (lambda t: beside("Label: {{ none }}", t), 1),
    "before a label": (lambda t: beside(t, "Label: {{ long }}"), 1),
    "in a sentence": (lambda t: beside("a {{ long }} b", t, "c"), 1),
    "in the run of the value": (
        lambda t: (
            f"<w:p><w:r><w:t>{{{{ long }}}}</w:t>{t.removeprefix('<w:r>')}</w:p>"
            if t.startswith("<w:r>") and t.count("<w:r>") == 1
            else beside("{{ long }}", t)
        ),
        1,
    ),
}


TYPED = {**FIELDS, "yes": Field("bool"), "no": Field("bool")}


def made(body: str):
    return a_template(a_report(changed=parts_with(body + text("end"))), fields=TYPED)


def counted(report: bytes, what: str) -> int:
    return parts_of(report)["word/document.xml"].decode().count(what)


@pytest.mark.slow
@pytest.mark.parametrize("place", swept(PLACES, 3))
def test_content_is_printed_as_often_as_its_place_is(place):
    make, times = PLACES[place]
    template = made("".join(make(thing.xml) for thing in THINGS.values()))
    without = made("".join(make("") for _ in THINGS))
    for mode in MODES:
        report = template.render(NAMES, mode=mode)
        assert faults(report) == [], mode
        baseline = without.render(NAMES, mode=mode)
        for name, thing in THINGS.items():
            there = sum(other.xml.count(thing.counted) for other in THINGS.values())
            more = counted(report, thing.counted) - counted(baseline, thing.counted)
            assert more == times * there, (mode, name)
        assert notes(report, "footnote") == notes(report, "endnote") == times


def faults(report: bytes) -> list[str]:
    """Return what the rules of the audit find, but for styles that the parts do not define."""
    return [str(f) for f in check_package(report) if f.rule not in ("style", "relation")]


def notes(report: bytes, kind: str) -> int:
    """Return how many notes there are; each has the id of one mark."""
    parts = parts_of(report)
    root = etree.fromstring(parts[f"word/{kind}s.xml"])
    ids = [note.get(f"{W}id") for note in root.iter(f"{W}{kind}")][2:]
    document = parts["word/document.xml"].decode()
    marks = re.findall(rf'<w:{kind}Reference w:id="(\d+)"', document)
    assert sorted(ids) == sorted(marks)
    assert len(set(ids)) == len(ids)
    return len(ids)


@pytest.mark.parametrize("kind", ["page", "column"])
@pytest.mark.parametrize(
    ("first", "last", "inside", "outside"),
    [
        ("{}{{%p if yes %}}", "{{%p endif %}}", 0, 1),
        ("{{%p if yes %}}{}", "{{%p endif %}}", 1, 0),
        ("{{%p if yes %}}", "{}{{%p endif %}}", 1, 0),
        ("{{%p if yes %}}", "{{%p endif %}}{}", 0, 1),
    ],
    ids=["before if", "behind if", "before endif", "behind endif"],
)
def test_a_break_beside_a_tag_for_a_paragraph_stands_where_it_is_read(
    kind, first, last, inside, outside
):
    brk = f'</w:t></w:r><w:r><w:br w:type="{kind}"/></w:r><w:r><w:t>'
    template = made(text(first.format(brk)) + text("x") + text(last.format(brk)))
    for holds, times in ((True, inside + outside), (False, outside)):
        report = template.render({**NAMES, "yes": holds})
        assert counted(report, f'w:type="{kind}"') == times
        assert faults(report) == []


@pytest.mark.parametrize("name", [n for n in THINGS if "break" not in n and n != "a tab"])
def test_what_has_no_place_beside_a_tag_for_a_paragraph_is_refused_or_stays(name):
    body = beside(THINGS[name].xml, "{%p if yes %}") + text("x") + text("{%p endif %}")
    if name in ("a bookmark", "a permission"):
        assert counted(made(body).render(NAMES), THINGS[name].counted) == 1
        return
    with pytest.raises(TemplateError) as caught:
        made(body)
    (problem,) = caught.value.problems
    assert (problem.rule, problem.where.split(",")[0]) == ("text-beside-tag", "paragraph 1")
    assert "give the tag a paragraph of its own" in problem.message


def test_a_picture_that_is_kept_under_a_name_is_refused():
    body = text("{%p set kept %}") + beside(THINGS["a picture"].xml) + text("{%p endset %}")
    with pytest.raises(TemplateError) as caught:
        made(body)
    assert [p.rule for p in caught.value.problems] == ["block"]


# What the parts of a template know of each other.


def repeats(**parts: str) -> Repeats:
    package = read_package(a_report(changed={**parts_with(text("x")), **parts}), "t.docx")
    return Repeats(package.parts, package.kinds, "t.docx", frozenset())


LATER = ["word/comments.xml", "word/endnotes.xml", "word/footnotes.xml", "word/numbering.xml"]


def test_parts_for_which_others_keep_something_come_last():
    order = repeats().order()
    assert order[-4:] == LATER
    assert order[:-4] == sorted(order[:-4])


@pytest.mark.parametrize(
    ("part", "is_text"),
    [("word/document.xml", True), ("word/footnotes.xml", True), ("docProps/core.xml", True),
     ("word/comments.xml", False), ("customXml/item1.xml", False)],
)  # fmt: skip
def test_tags_in_comments_and_in_data_of_the_file_do_not_count(part, is_text):
    assert repeats().is_text(part) is is_text


NOTED = '<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'


@pytest.mark.parametrize(
    ("body", "brought"),
    [
        pytest.param(NOTED + text("{{ a }}"), True, id="with tags and marks"),
        pytest.param(NOTED, False, id="without tags"),
        pytest.param(text("{{ a }}"), False, id="without marks"),
    ],
)
def test_notes_are_brought_where_that_may_matter(body, brought):
    known = repeats(**{"word/document.xml": parts_with(body)["word/document.xml"]})
    root = parse_part(known.parts["word/document.xml"], "t.docx", "word/document.xml")
    known.bring_notes(root, "word/document.xml")
    assert (next(root.iter(f"{W}footnote"), None) is not None) is brought
    assert bool(known.asides.shelves) is brought
    assert known.collected("word/footnotes.xml", faulty=False) is None
    faulty = known.collected("word/footnotes.xml", faulty=True)
    assert (faulty is not None) is brought, "what stands elsewhere was looked at there"


def test_notes_of_another_part_are_not_brought():
    known = repeats(**{"word/document.xml": parts_with(NOTED + "{")["word/document.xml"]})
    root = parse_part(known.parts["word/document.xml"], "t.docx", "word/document.xml")
    known.bring_notes(root, "word/footnotes.xml")
    assert known.asides.shelves == []


def test_a_template_that_prints_nothing_again_knows_nothing():
    assert repeats().known(5) == ()


def test_what_is_printed_again_needs_the_ids_and_names_that_are_taken():
    mark = '<w:bookmarkStart w:id="1" w:name="here"/><w:bookmarkEnd w:id="1"/>'
    known = repeats(**{"word/document.xml": parts_with(beside(mark))["word/document.xml"]})
    known.printed.needed = True
    known.printed.wanted["here"] = None
    assert known.known(5) == (5, 1, ("here",), ("here",))


def test_the_part_of_lists_is_collected_once_a_list_begins_anew():
    known = repeats()
    assert known.collected("word/numbering.xml", faulty=False) is None
    known.lists.repeated["2"] = None
    root = known.collected("word/numbering.xml", faulty=False)
    assert root.tag == f"{W}numbering"
    assert known.collected("word/styles.xml", faulty=False) is None
