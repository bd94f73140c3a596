"""A field is known by its tag or its bookmark, and told by the words of its pack."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.intake.paths import (
    MOST_ENTRIES,
    Paths,
    Target,
    called,
    is_field,
    is_own_bookmark,
    is_own_tag,
)
from docgen.packs.load import load_pack, pack_codes
from docgen.review.shape import BLOCKS, VALUES, values_of
from docgen.word.render.anchors import number_of, tag_of
from tests.wordlines import a_field

PACKS = {code: load_pack(code) for code in pack_codes()}
PATHS = {code: Paths(pack) for code, pack in PACKS.items()}
DK = PACKS["dk"]
FIRST = DK.criteria[0]


@pytest.mark.parametrize(
    ("path", "target"),
    [
        pytest.param("purpose", Target("purpose", "text"), id="a text"),
        pytest.param("unit.name", Target("unit.name", "line"), id="a line"),
        pytest.param("recipients", Target("recipients", "list"), id="a list in one field"),
        pytest.param(
            "recipients.k2", Target("recipients.k2", "list", is_entry=True), id="an entry of it"
        ),
        pytest.param("review.mode", Target("review.mode", "text", short=True), id="on one line"),
        pytest.param("reviewers.k7.name", Target("reviewers.k7.name", "line"), id="of a record"),
        pytest.param(
            f"criteria.{FIRST.id}.score",
            Target(f"criteria.{FIRST.id}.score", "score"),
            id="of a criterion",
        ),
        pytest.param(
            f"criteria.{FIRST.id}.points",
            Target(f"criteria.{FIRST.id}.points", "score"),
            id="its points in the list",
        ),
        pytest.param(
            f"development.{FIRST.id}.recommendation",
            Target(f"development.{FIRST.id}.recommendation", "text"),
            id="a need by its criterion",
        ),
        pytest.param("development.k1.name", Target("development.k1.name", "criterion"),
                     id="the name of a need"),
        pytest.param("result.total", Target("result.total", "number"), id="a total"),
        pytest.param("previous.statement", Target("previous.statement", "statement"),
                     id="points and level"),
    ],
)  # fmt: skip
def test_a_path_of_a_form_stands_for_a_value_of_a_kind(path, target):
    assert PATHS["dk"].at(path) == target
    assert PATHS["dk"].of(a_field(tag=tag_of(path))) == target
    assert PATHS["dk"].of(a_field(bookmark=f"dg_{number_of(path)}_1")) == target


@pytest.mark.parametrize(
    "path",
    [
        "unit",
        "previous.scores",
        "review.status",
        "criteria.k1.score",
        "criteria.nothing.score",
        f"recipients.k{MOST_ENTRIES}",
        "recipients.k0",
    ],
)
def test_what_no_form_asks_for_is_no_path(path):
    with pytest.raises(KeyError):
        PATHS["dk"].at(path)


def test_a_choice_has_its_words():
    kinds = next(value.choices for value in VALUES if value.path == "review.kind")
    assert PATHS["dk"].at("review.kind").choices == kinds != ()


@pytest.mark.parametrize(
    "field",
    [
        pytest.param(a_field(), id="neither tag nor bookmark"),
        pytest.param(a_field(tag="Customer"), id="a control of another program"),
        pytest.param(a_field(bookmark="_GoBack"), id="a bookmark of Word's"),
        pytest.param(a_field(bookmark="dg_5_1"), id="a number of no path"),
        pytest.param(a_field(bookmark=f"x_dg_{number_of('purpose')}_1"), id="a longer name"),
    ],
)
def test_other_fields_stand_for_nothing(field):
    assert PATHS["dk"].of(field) is None


def test_the_tag_goes_before_the_bookmark():
    field = a_field(tag="unit.name", bookmark=f"dg_{number_of('purpose')}_1")
    target = PATHS["dk"].of(field)
    assert target is not None
    assert target.path == "unit.name"


@given(st.sampled_from(sorted(PACKS)), st.data())
@settings(max_examples=40)
def test_every_value_that_a_pack_prints_has_a_path_of_its_kind(code, data):
    value = data.draw(st.sampled_from([v for v in values_of(PACKS[code]) if v.use != "internal"]))
    key = PACKS[code].criteria[0].id if value.path.startswith("criteria.") else "k1"
    target = PATHS[code].at(value.path.replace("*", key))
    assert (target.kind, target.short) == (value.kind, value.short)


def test_no_two_paths_share_a_tag_or_a_number():
    for pack, paths in ((PACKS[code], PATHS[code]) for code in PACKS):
        found = [f"criteria.{c.id}.{key}" for c in pack.criteria for key in ("score", "comment")]
        assert len({tag_of(path) for path in found}) == len(found)
        assert [paths.of(a_field(tag=tag_of(path))).path for path in found] == found  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("tag", "own"),
    [
        *((block, True) for block in BLOCKS),
        ("criteria.disclosure.score", True),
        ("dg:0123456789abcdef", True),
        ("", False),
        ("Customer", False),
        ("units.name", False),
        ("my.unit.name", False),
        ("Unit.name", False),
    ],
)
def test_a_tag_is_docgens_whatever_pack_made_it(tag, own):
    assert is_own_tag(tag) is own
    assert is_field(a_field(tag=tag)) is own


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("dg_1_1", True),
        ("dg_123456", True),
        ("dg_1_r2", True),
        ("", False),
        ("dg_", False),
        ("dg_x", False),
        ("_GoBack", False),
        ("dg_1_", False),
        ("adg_1_1", False),
    ],
)
def test_a_bookmark_is_docgens_by_its_name(name, own):
    assert is_own_bookmark(name) is own
    assert is_field(a_field(bookmark=name)) is own


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("unit.name", DK.labels["unit.name"]),
        ("result.total", DK.texts["total"]),
        ("result.statement", DK.texts.get("heading_levels", "result.statement")),
        ("development.k1.criterion", DK.labels.get("development.criterion", "")),
        (
            f"criteria.{FIRST.id}.comment",
            f"{FIRST.printed} {FIRST.short_name}, ".lstrip() + DK.labels["criteria.comment"],
        ),
        (
            f"criteria.{FIRST.id}.points",
            f"{FIRST.printed} {FIRST.short_name}, ".lstrip() + DK.labels["criteria.score"],
        ),
        (
            f"sections.{DK.sections[0].id}.points",
            f"{DK.sections[0].label}, {DK.texts['points']}",
        ),
        ("something.else", "something.else"),
        ("purpose", DK.labels["purpose"]),
    ],
)  # fmt: skip
def test_a_value_is_called_as_the_pack_calls_it(path, name):
    assert called(path, DK) == (name or path)
