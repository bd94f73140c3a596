"""Needs deleted and typed in Word: the right ones go and come, in their order, in every pack."""

from __future__ import annotations

import re

import pytest

from docgen.packs.load import load_pack
from docgen.review.load import load_review
from tests.builders import ONE_EACH, swept
from tests.desks import DK, FI, Desk
from tests.wordedits import paragraph, run


def test_a_need_deleted_and_one_typed(tmp_path):
    desk = Desk(tmp_path, DK)

    def change(xml: str) -> str:
        starts = [
            m.start() for m in re.finditer(r'<w:bookmarkStart w:id="\d+" w:name="dg_\d+_r', xml)
        ]
        starts = [at for at in starts if "development." in xml[at : at + 2500]]
        second, third = starts[1:3]
        own = xml[second:third]
        style = re.search(r"<w:pPr>.*?</w:pPr>", own)[0]
        new = f"<w:p>{style}{run('IPS-teamet: Mødes hver uge.')}</w:p>"
        return xml[:second] + new + xml[third:]

    desk.edit(change)
    assert [kind for kind, _ in desk.kinds()] == ["removed", "added"]
    needs = load_review(desk.review).development
    desk.pull()
    new = load_review(desk.review).development
    assert new[0] == needs[0]
    assert (new[1].criterion, new[1].recommendation) == ("vocational_unit", "Mødes hver uge.")
    assert new[2:] == needs[2:]


def _need_spans(xml: str) -> list[tuple[int, int]]:
    """Return where the bookmarks around needs begin, and where they have ended."""
    spans = []
    for mark in re.finditer(r'<w:bookmarkStart w:id="(\d+)" w:name="dg_\d+_r\d+"/>', xml):
        end = xml.index(f'<w:bookmarkEnd w:id="{mark[1]}"/>', mark.end())
        if "development." in xml[mark.end() : end]:
            spans.append((mark.start(), xml.index("/>", end) + 2))
    return spans


@pytest.mark.parametrize(("where", "index"), swept([("between", 1), ("above", 0), ("below", -1)]))
@pytest.mark.parametrize("sample", ONE_EACH, ids=lambda path: path.stem)
def test_a_need_typed_in_every_pack(sample, where, index, tmp_path):
    desk = Desk(tmp_path, sample)
    criterion = load_pack(load_review(sample).pack).criteria[6]

    def change(xml: str) -> str:
        spans = _need_spans(xml)
        first, last = spans[0], spans[-1]
        style = re.search(r"<w:pPr>.*?</w:pPr>", xml[first[0] : first[1]])[0]
        at = {
            "above": xml.rfind("</w:p>", 0, first[0]) + 6,
            "between": spans[1][0],
            "below": last[1],
        }[where]
        if where == "between" and not xml[:at].endswith(("</w:p>", "/>")):
            at = xml.rindex("<w:p>", 0, at)  # the bookmark begins within the paragraph
        elif xml[at:].startswith("</w:p>"):
            at += 6
        new = f"<w:p>{style}{run(criterion.name + ': Gør mere.')}</w:p>"
        return xml[:at] + new + xml[at:]

    desk.edit(change)
    assert [kind for kind, _ in desk.kinds()] == ["added"]
    needs = load_review(sample).development
    desk.pull()
    new = list(load_review(desk.review).development)
    own = new.pop(index if index >= 0 else len(needs))
    assert (own.criterion, own.recommendation) == (criterion.id, "Gør mere.")
    assert tuple(new) == needs


def _without_needs(xml: str, which: slice) -> str:
    """Return a part without some of the needs, paragraphs and bookmarks, as Word deletes them."""
    for start, end in reversed(_need_spans(xml)[which]):
        outside = xml[:start].endswith(("</w:p>", "/>"))
        begin = start if outside else xml.rindex("<w:p>", 0, start)
        close = end + len("</w:p>") if xml[end:].startswith("</w:p>") else end
        xml = xml[:begin] + xml[close:]
    return xml


@pytest.mark.parametrize(
    "which", swept([slice(0, 1), slice(-1, None), slice(0, 2), slice(None)]), ids=str
)
@pytest.mark.parametrize("sample", ONE_EACH, ids=lambda path: path.stem)
def test_needs_deleted_in_every_pack(sample, which, tmp_path):
    desk = Desk(tmp_path, sample)
    needs = list(load_review(sample).development)
    desk.edit(lambda xml: _without_needs(xml, which))
    gone = needs[which]
    assert [kind for kind, _ in desk.kinds()] == ["removed"] * len(gone)
    desk.pull()
    del needs[which]
    assert list(load_review(desk.review).development) == needs
    assert desk.plan().changes == ()


TYPED = {
    "two paragraphs of one": (["{name}: Gør mere.", "+Og mere."], ["Gør mere.\n\nOg mere."]),
    "two of one each": (["{name}: Gør mere.", "{other}: Gør det."], ["Gør mere.", "Gør det."]),
    "two bare ones": (["Gør mere.", "Gør det."], ["Gør mere.", "Gør det."]),
    "three, of which the first has two": (
        ["{name}: A.", "+B.", "{other}: C.", "{third}: D."],
        ["A.\n\nB.", "C.", "D."],
    ),
    "as the report prints them": (["{name} (Poäng: 4): Gør mere."], ["Gør mere."]),
    "with the labels of the form": (
        ["{criterion}: {name}", "+{score}: 3", "+{recommendation}:", "+Gør mere."],
        ["Gør mere."],
    ),
}


@pytest.mark.parametrize("where", swept([1, 0, -1]))
@pytest.mark.parametrize("case", TYPED)
@pytest.mark.parametrize("sample", ONE_EACH[:2], ids=lambda path: path.stem)
def test_needs_typed_as_several_paragraphs(sample, case, where, tmp_path):
    typed, wanted = TYPED[case]
    desk = Desk(tmp_path, sample)
    pack = load_pack(load_review(sample).pack)
    words = {"name": pack.criteria[6].name, "other": pack.criteria[7].name}
    words["third"] = pack.criteria[3].name
    words |= {key: pack.labels[f"development.{key}"] for key in ("criterion", "recommendation")}
    words["score"] = pack.labels["criteria.score"]

    def change(xml: str) -> str:
        spans = _need_spans(xml)
        at = spans[min(where, 0)][1]
        at = at + len("</w:p>") if xml[at:].startswith("</w:p>") else at
        at = at if where else xml.rfind("</w:p>", 0, spans[0][0]) + 6
        style = re.search(r"<w:pPr>.*?</w:pPr>", xml[xml.rindex("<w:p>", 0, spans[0][1]) :])[0]
        plain = re.sub("<w:pStyle[^>]*>", "", style) if "Bullet" in style else style
        new = "".join(
            f"<w:p>{plain if text[0] == '+' else style}{run(text.strip('+').format(**words))}</w:p>"
            for text in typed
        )
        return xml[:at] + new + xml[at:]

    desk.edit(change)
    assert [kind for kind, _ in desk.kinds()] == ["added"] * len(wanted)
    needs = list(load_review(sample).development)
    desk.pull()
    after = list(load_review(desk.review).development)
    start = where if where >= 0 else len(needs)
    new = after[start : start + len(wanted)]
    assert [one.recommendation.strip() for one in new] == wanted
    assert [*after[:start], *after[start + len(wanted) :]] == needs


@pytest.mark.parametrize("sample", ONE_EACH, ids=lambda path: path.stem)
def test_a_need_copied_with_its_controls_is_a_new_one(sample, tmp_path):
    desk = Desk(tmp_path, sample)
    needs = list(load_review(sample).development)

    def change(xml: str) -> str:
        start, end = _need_spans(xml)[0]
        outside = xml[:start].endswith(("</w:p>", "/>"))
        begin = start if outside else xml.rindex("<w:p>", 0, start)
        close = end + len("</w:p>") if xml[end:].startswith("</w:p>") else end
        copy = re.sub(r"<w:bookmark(?:Start|End) [^>]*/>", "", xml[begin:close])
        last = copy.rindex("<w:t ")
        at = copy.index(">", last) + 1
        return xml[:close] + copy[:at] + "Nyt: " + copy[at:] + xml[close:]

    desk.edit(change)
    assert [kind for kind, _ in desk.kinds()] == ["added"]
    desk.pull()
    after = list(load_review(desk.review).development)
    new = after.pop(1)
    assert "Nyt: " in new.recommendation
    assert new.criterion == needs[0].criterion
    assert after == needs


@pytest.mark.parametrize("typed", ["Rekommendationer: En till sak att göra.", "Poäng: 5"])
def test_a_label_typed_within_a_printed_need_is_told_and_makes_no_need(typed, tmp_path):
    desk = Desk(tmp_path, FI)

    def type_it(xml: str) -> str:
        at = xml.index("</w:p>", xml.index("Rekommendationer:")) + len("</w:p>")
        return f"{xml[:at]}{paragraph(typed)}{xml[at:]}"

    desk.edit(type_it)
    assert [(one.kind, one.now) for one in desk.plan().changes] == [("outside", typed)]
    assert desk.pull() == []


@pytest.mark.parametrize("sample", [DK, FI], ids=lambda path: path.stem)
def test_a_reviewer_copied_with_its_controls_replaces_nobody(sample, tmp_path):
    desk = Desk(tmp_path, sample)
    inner = r"(?:(?!</w:p>).)*"
    printed = re.compile(rf"<w:p[ >]{inner}reviewers\.k1\.name{inner}</w:p>", re.DOTALL)

    def copy(xml: str) -> str:
        found = printed.search(xml)
        assert found
        new = re.sub(r"<w:bookmark(?:Start|End)[^>]*/>", "", found[0])
        new = re.sub(r"(\.name\".*?<w:t(?: [^>]*)?>)[^<]*", r"\1Ny Person", new, count=1)
        return f"{xml[: found.end()]}{new}{xml[found.end() :]}"

    desk.edit(copy)
    [told] = desk.plan().changes
    assert (told.kind, "Ny Person" in told.now) == ("outside", True)
    assert desk.pull() == []
