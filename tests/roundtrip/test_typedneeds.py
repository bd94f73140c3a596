"""Needs deleted and typed in Word: the right ones go and come, in their order, in every pack."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docgen.packs.load import load_pack
from docgen.review.load import load_review
from docgen.roundtrip.sides import Sides
from docgen.roundtrip.typedneeds import need_spans, read_need, typed_needs, typed_pieces
from tests.builders import ONE_EACH, swept
from tests.desks import DK, FI, Desk
from tests.twosides import inline, point, record, two_sides
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
@pytest.mark.parametrize("sample", swept(ONE_EACH[:2]), ids=lambda path: path.stem)
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


@pytest.mark.parametrize("sample", swept(ONE_EACH, 2), ids=lambda path: path.stem)
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


# --- typed beside needs that were printed, in a small report -------------------------------------

PATHS = ("development.k1.recommendation", "development.k2.recommendation")
CRITERION = load_pack("dk").criteria[6]
LABELS = load_pack("dk").labels
STYLE = '<w:pStyle w:val="Need"/>'
HEADING = '<w:pStyle w:val="Heading1"/>'


def need(text: str, *more: str) -> str:
    """Return a paragraph that looks like a printed need."""
    return paragraph(text, properties=STYLE + "".join(more))


def small(folder: Path, body: list[str], fixed: list[str]) -> Sides:
    """Return the sides of a report with two needs, `1` and `2` in its body."""
    needs = {
        str(n): record(f"development.k{n}", inline(PATHS[n - 1], f"Nr. {n}").replace(
            "<w:p>", f"<w:p><w:pPr>{STYLE}</w:pPr>", 1))
        for n in (1, 2)
    }  # fmt: skip
    was = {path: [f"Nr. {n}"] for n, path in enumerate(PATHS, 1)}
    review = [{"recommendation": "Nr. 1"}, {"recommendation": "Nr. 2"}]
    return two_sides(
        folder,
        paragraph("Behov", properties=HEADING),
        *(needs.get(one, one) for one in body),
        paragraph("Slut", properties=HEADING),
        was=was,
        fixed=["Behov", *fixed, "Slut"],
        development=review,
    )


def found_in(sides: Sides) -> list[tuple[dict[str, str], str]]:
    return [read_need(pieces, sides) for pieces in typed_needs(sides)]


NAME = CRITERION.name


@pytest.mark.parametrize(
    ("body", "needs"),
    [
        pytest.param(["1", "2"], [], id="nothing"),
        pytest.param(["1", need("Nyt"), "2"], [{"recommendation": "Nyt"}], id="between"),
        pytest.param([need("Nyt"), "1", "2"], [{"recommendation": "Nyt"}], id="above"),
        pytest.param(["1", "2", need("Nyt")], [{"recommendation": "Nyt"}], id="below"),
        pytest.param(["1", need("X"), need("Y"), "2"],
                     [{"recommendation": "X"}, {"recommendation": "Y"}], id="two"),
        pytest.param(["1", need(f"{NAME}: Nyt"), "2"],
                     [{"criterion": CRITERION.id, "recommendation": "Nyt"}], id="of a criterion"),
        pytest.param(["1", need(f"{NAME} (Score: 4): Nyt"), "2"],
                     [{"criterion": CRITERION.id, "recommendation": "Nyt"}],
                     id="with its score in brackets"),
        pytest.param(["1", need(NAME), paragraph("Nyt"), point("a"), "2"],
                     [{"criterion": CRITERION.id, "recommendation": "Nyt\n\n- a"}],
                     id="a name, then its text"),
        pytest.param(["1", need(f"{NAME}: X"), need(f"{NAME}: Y"), "2"],
                     [{"criterion": CRITERION.id, "recommendation": "X"},
                      {"criterion": CRITERION.id, "recommendation": "Y"}],
                     id="each name begins one"),
        pytest.param(["1", point("X"), paragraph("mere"), point("Y"), "2"],
                     [{"recommendation": "X\n\nmere"}, {"recommendation": "Y"}],
                     id="each bullet begins one"),
        pytest.param(["1", need("Intet: kriterium"), "2"], [{"recommendation": "Intet: kriterium"}],
                     id="a colon behind other words"),
        pytest.param([paragraph("Fritt"), "1", "2"], [], id="above, in another style"),
        pytest.param([paragraph(f"{NAME}: Nyt"), "1", "2"],
                     [{"criterion": CRITERION.id, "recommendation": "Nyt"}],
                     id="above, in another style but of a criterion"),
        pytest.param(["1", "2", paragraph("Fritt")], [], id="below, in another style"),
        pytest.param(["1", "2", paragraph("Overskrift", properties=HEADING), need("Nyt")], [],
                     id="below a new heading"),
        pytest.param(["1", need(f"{LABELS['criteria.score']}: 5"), "2"], [],
                     id="the label of a score begins none"),
        pytest.param(["1", need(f"{LABELS['development.criterion']}: {NAME}"),
                      need(f"{LABELS['criteria.score']}: 5"),
                      need(f"{LABELS['development.recommendation']}: Nyt"), "2"],
                     [{"criterion": CRITERION.id, "recommendation": "Nyt"}], id="with its labels"),
    ],
)  # fmt: skip
def test_what_was_typed_beside_needs_is_a_need(tmp_path, body, needs):
    assert [found for found, _ in found_in(small(tmp_path, body, []))] == needs


def test_a_need_is_told_as_it_stands(tmp_path):
    sides = small(tmp_path, ["1", need(f"{NAME}: Nyt"), "2"], [])
    assert [text for _, text in found_in(sides)] == [f"{NAME}: Nyt"]


def test_text_that_was_printed_there_is_none(tmp_path):
    assert found_in(small(tmp_path, ["1", need("Fast"), "2"], ["Fast"])) == []


def test_without_checksums_of_the_text_around_nobody_knows(tmp_path):
    sides = small(tmp_path, ["1", need("Nyt"), "2"], [])
    bare = sides.with_store(sides.store._replace(outside=()))
    assert (typed_pieces(bare), typed_needs(bare)) == ([], [])


def test_without_a_need_that_was_printed_there_is_no_list(tmp_path):
    sides = small(tmp_path, [need("Nyt")], [])
    assert (need_spans(sides), typed_pieces(sides)) == ([], [])


def test_the_printed_needs_are_known_by_their_bookmarks_in_their_order(tmp_path):
    spans = need_spans(small(tmp_path, ["2", need("Nyt"), "1"], []))
    assert [record for _, record in spans] == ["development.k2", "development.k1"]
    assert spans[0][0] < spans[1][0]
