"""A criteria.yaml as values: sections, criteria, scores; every fault with its place."""

from __future__ import annotations

import pytest
import yaml

from docgen.errors import InvalidDataError
from docgen.model import ScoreRange
from docgen.packs.checked import read_checked
from docgen.packs.criteria import read_criteria
from docgen.packs.scale import NO_SCORES, Scale

SCALE = Scale("own", ScoreRange(1, 3), {"staff": ("a", "b"), "work": ("c",)}, ())


def criterion(identity: str, **more: object) -> dict:
    return {"id": identity, "name": identity.upper(), **more}


def data(**more: object) -> dict:
    return {
        "sections": [
            {"id": "staff", "label": "Personale", "criteria": [criterion("a"), criterion("b")]},
            {"id": "work", "label": "Arbejde", "sheet_label": "II", "criteria": [criterion("c")]},
        ],
        **more,
    }


@pytest.fixture
def read(tmp_path):
    """Return a function that reads these data: scores, sections, the faults' texts."""

    def reading(whole: object, scale: Scale | None = SCALE):
        file = tmp_path / "criteria.yaml"
        file.write_text(yaml.safe_dump(whole, allow_unicode=True, sort_keys=False), "utf-8")
        try:
            body = read_checked(file, "criteria")
        except InvalidDataError as error:
            return NO_SCORES, (), [f"{one.where}: {one.message}" for one in error.problems]
        scores, sections = read_criteria(body, scale)
        return scores, sections, [f"{one.where}: {one.message}" for one in body.problems()]

    return reading


def test_criteria_are_numbered_through_all_sections(read):
    scores, sections, faults = read(data())
    assert faults == []
    assert scores == SCALE.scores
    assert [(s.id, s.label, s.sheet_label, s.best) for s in sections] == [
        ("staff", "Personale", "Personale", 3), ("work", "Arbejde", "II", 3),
    ]  # fmt: skip
    assert [(c.id, c.number, c.section) for s in sections for c in s.criteria] == [
        ("a", 1, "staff"), ("b", 2, "staff"), ("c", 3, "work"),
    ]  # fmt: skip


def test_what_a_criterion_does_not_say_has_its_default(read):
    _, (section, _), _ = read(data())
    found = section.criteria[0]
    assert (found.name, found.short_name, found.printed, found.name_sign) == ("A", "A", "", ":")
    assert (found.components, found.anchors, found.sources, found.help) == ((), {}, (), "")
    assert found.components_in_anchors is False


@pytest.mark.parametrize(
    ("printed", "reference"),
    [
        (None, "1"),
        ("1", "1"),
        ("1.", "1"),
        (1, "1"),
        ("A", "Personale A, 1"),
        ("13.", "Personale 13, 1"),
    ],
)  # fmt: skip
def test_a_message_names_both_numbers_where_the_form_counts_otherwise(read, printed, reference):
    whole = data()
    if printed is not None:
        whole["sections"][0]["criteria"][0]["printed"] = printed
    _, sections, faults = read(whole)
    assert faults == []
    assert sections[0].criteria[0].reference == reference


@pytest.mark.parametrize(("sign", "found"), [("", ""), (".", "."), (None, ":")])
def test_what_stands_behind_a_name_may_be_nothing(read, sign, found):
    whole = data()
    whole["sections"][0]["criteria"][0]["name_sign"] = sign
    _, sections, faults = read(whole)
    assert faults == []
    assert sections[0].criteria[0].name_sign == found


def test_anchors_are_none_or_one_for_each_score(read):
    whole = data()
    first = whole["sections"][0]["criteria"][0]
    first["anchors"] = {"1": "lavt", "2": "midt", "3": "højt"}
    _, sections, faults = read(whole)
    assert faults == []
    assert sections[0].criteria[0].anchors == {1: "lavt", 2: "midt", 3: "højt"}
    first["anchors"] = {"1": "lavt", "4": "over"}
    _, _, faults = read(whole)
    assert [one.partition(": ")[0].rpartition(".")[2] for one in faults].count("anchors") <= 2
    assert any("unknown key '4'" in one for one in faults)
    assert sum("is missing; add it" in one for one in faults) == 2


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        pytest.param(lambda d: d["sections"][0]["criteria"].pop(), "sections: criteria are missing,"
                     " add them: b", id="one is missing"),
        pytest.param(lambda d: d["sections"][1]["criteria"].append(criterion("a")),
                     "sections: criteria stand here twice, keep one: a", id="one stands twice"),
        pytest.param(lambda d: d["sections"].append(d["sections"][1]),
                     "sections: sections stand here twice, keep one: work", id="a section twice"),
        pytest.param(lambda d: d["sections"][1]["criteria"].__setitem__(0, criterion("b")),
                     "sections[1].criteria[0].id: 'b' belongs to the section 'staff'",
                     id="in another section"),
        pytest.param(lambda d: d["sections"][0]["criteria"][0].update(id="aa"),
                     "sections[0].criteria[0].id: no such criterion;", id="an unknown criterion"),
        pytest.param(lambda d: d["sections"][0].update(id="staf"),
                     "sections[0].id: no such section; did you mean 'staff'?", id="a section"),
        pytest.param(lambda d: d["sections"][0].update(lable="x"),
                     "sections[0].lable: unknown key", id="an unknown key"),
        pytest.param(lambda d: d.update(scores={"from": 0, "to": 9}),
                     "scores: the scale own has scores from 1 to 3, found 0 to 9", id="scores"),
        pytest.param(lambda d: d.update(sections=[]), "sections: a list", id="no sections"),
    ],
)  # fmt: skip
def test_a_fault_has_its_place_and_way_out(read, change, fault):
    whole = data()
    change(whole)
    _, _, faults = read(whole)
    assert any(one.startswith(fault) for one in faults), faults


def test_scores_that_say_the_same_as_the_scale_are_well(read):
    scores, _, faults = read(data(scores={"from": 1, "to": 3}))
    assert (scores, faults) == (ScoreRange(1, 3), [])


def test_a_pack_of_its_own_scale_has_its_scores_and_any_words(read):
    scores, sections, faults = read(data(scores={"from": 0, "to": 4}), None)
    assert faults == []
    assert (scores, sections[0].best) == (ScoreRange(0, 4), 4)


def test_without_a_scale_the_range_of_scores_must_be_there(read):
    scores, _, faults = read(data(), None)
    assert scores == NO_SCORES
    (fault,) = faults
    assert fault.startswith("scores: the range of scores is missing; add it (`scores: {from: 1")


def test_an_id_of_ones_own_is_a_word(read):
    whole = data(scores={"from": 0, "to": 4})
    whole["sections"][0]["id"] = "Personale"
    whole["sections"][0]["criteria"][0]["id"] = "job-search"
    _, _, faults = read(whole, None)
    assert [one.partition(":")[0] for one in faults] == [
        "sections[0].id", "sections[0].criteria[0].id",
    ]  # fmt: skip


def test_where_no_scores_are_known_anchors_are_not_judged(read):
    whole = data()
    whole["sections"][0]["criteria"][0]["anchors"] = {"1": "a"}
    _, sections, faults = read(whole, None)
    assert len(faults) == 1
    assert sections[0].criteria[0].anchors == {}
