"""The sample reviews are complete, agree with the rules and show what the packs can do."""

from pathlib import Path

import pytest

from docgen.check.run import check_paths
from docgen.history.index import index_of
from docgen.history.previous import number_of, previous_review
from docgen.packs.load import load_pack, pack_codes
from docgen.review.found import find_reviews
from docgen.review.load import load_review
from docgen.scoring.propose import propose_review
from docgen.scoring.rules import load_rules
from docgen.scoring.score import score_review
from tests.builders import CRITERION_IDS, SECTIONS

DATA = Path(__file__).parents[2] / "data"
FILES = find_reviews(DATA)

each_sample = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


def sample(name):
    return load_review(next(file for file in FILES if file.stem == name))


def scored(review):
    return score_review(review, load_pack(review.pack))


def test_every_pack_has_a_sample():
    assert {load_review(file).pack for file in FILES} == set(pack_codes())


def test_check_finds_nothing_to_say_about_the_samples():
    assert [str(problem) for problem in check_paths([DATA])] == []


@each_sample
def test_a_sample_has_all_scores_in_the_order_of_the_form(file):
    review = load_review(file)
    assert tuple(review.criteria) == CRITERION_IDS
    assert scored(review).scored == 25
    assert review.id == file.stem


@each_sample
def test_a_sample_says_why_and_what_next(file):
    criteria = load_review(file).criteria
    assert [name for name, found in criteria.items() if not found.comment] == []
    low = {name: found for name, found in criteria.items() if found.score < 5}
    assert [name for name, found in low.items() if not found.recommendation] == []


@each_sample
def test_a_sample_is_completed_by_an_editor(file):
    first = file.read_text(encoding="utf-8").partition("\n")[0]
    schema = first.removeprefix("# yaml-language-server: $schema=")
    assert (file.parent / schema).resolve() == DATA.parent.joinpath(
        "schemas", f"review.{load_review(file).pack}.schema.json"
    )
    assert (file.parent / schema).is_file()


@each_sample
def test_a_score_departs_from_its_evidence_only_with_a_reason(file):
    review = load_review(file)
    pack = load_pack(review.pack)
    proposed = propose_review(review, pack, load_rules(pack))
    departing = {
        name
        for name, found in review.criteria.items()
        if proposed[name].score not in (None, found.score)
    }
    assert departing == {name for name, found in review.criteria.items() if found.reason}


@pytest.mark.parametrize("name", ["granvik-2025", "fjellvik-2025"])
def test_a_sample_has_evidence_for_every_criterion(name):
    review = sample(name)
    pack = load_pack(review.pack)
    proposed = propose_review(review, pack, load_rules(pack))
    assert {found.score for found in proposed.values()} <= {1, 2, 3, 4, 5}


@pytest.mark.parametrize(
    ("name", "points", "level"),
    [
        pytest.param("fjordby-2023", (12, 30, 59), "good", id="the published Danish scores"),
        pytest.param("fjordby-2022", (12, 23, 53), "fair", id="the Danish unit a year earlier"),
        pytest.param("ekvik-2025", (12, 26, 49), "fair", id="a Finland-Swedish unit at first"),
        pytest.param("ekvik-2026", (15, 34, 57), "good", id="the same unit a year later"),
        pytest.param("stensund-2026", (15, 38, 66), "exemplary", id="an exemplary unit"),
        pytest.param("lovskar-2026", (11, 24, 45), "fair", id="a small unit in its first year"),
        pytest.param("granvik-2025", (14, 34, 59), "good", id="the Swedish unit"),
        pytest.param("fjellvik-2025", (14, 30, 55), "fair", id="the Norwegian unit, one point low"),
    ],
)
def test_the_samples_reach_different_levels(name, points, level):
    result = scored(sample(name))
    assert {part.id: part.points for part in result.sections} == dict(
        zip(SECTIONS, points, strict=True)
    )
    assert result.level.id == level


@pytest.mark.parametrize(
    ("later", "earlier", "total"),
    [
        pytest.param("fjordby-2023", "fjordby-2022", 88, id="the Danish unit"),
        pytest.param("ekvik-2026", "ekvik-2025", 87, id="the Finland-Swedish unit"),
    ],
)
def test_a_unit_reviewed_twice_finds_its_earlier_review(later, earlier, total):
    review = sample(later)
    index = index_of(review.file.parent)
    previous = previous_review(review, load_pack(review.pack), index)
    assert (previous.review, previous.total) == (earlier, total)
    assert number_of(review, index) == 2


def test_the_units_of_an_area_share_its_texts():
    area = {sample(name).area for name in ("ekvik-2026", "stensund-2026", "lovskar-2026")}
    assert len(area) == 1
    own = sample("ekvik-2025").area
    assert own.client_groups == area.pop().client_groups
    assert "fyra heltidsanställda" in own.ips_team
