"""Scales of our own invention go through all that the bundled packs go through."""

import json
from pathlib import Path

import pytest
import yaml
from ooxml.reading import texts_of

from docgen.check.run import check_paths
from docgen.document.blankform import make_form
from docgen.errors import InvalidDataError
from docgen.packs.library import Library, bundled
from docgen.packs.load import load_pack
from docgen.report import make_report
from docgen.review.load import load_review
from docgen.review.schemas import schema_for
from docgen.scoring.propose import propose_review
from docgen.scoring.rules import load_rules
from docgen.scoring.score import cells_of, csv_columns, score_review, score_row
from docgen.word.audit.rules import check_package
from tests.builders import ROOT, swept

SUN = {f"del_{a}": [f"punkt_{a}_{b}" for b in range(n)] for a, n in enumerate((2, 3, 2, 3, 2))}
MOON = {f"gruppe_{a}": [f"emne_{a}_{b}" for b in range(n)] for a, n in enumerate((9, 10, 9))}
SCALES = {"sol": (SUN, 0, 4), "maane": (MOON, 1, 5)}
every_scale = pytest.mark.parametrize("code", SCALES)


def write(path: Path, data: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")


def invent(folder: Path, code: str) -> Library:
    """Write the pack of an invented scale, worded in Danish; return where it is found."""
    sections, low, high = SCALES[code]
    ids = [one for part in sections.values() for one in part]
    top = high * len(ids)
    pack = yaml.safe_load((ROOT / "templates/dk/pack.yaml").read_text(encoding="utf-8"))
    pack.pop("scoring")
    pack |= {
        "code": code,
        "scale": {"name": "En opfundet skala", "version": "1"},
        "levels": [
            {"id": "stor", "from": top // 2, "label": "Stor", "legend": "Stor"},
            {"id": "lille", "from": 0, "label": "Lille", "legend": "Lille"},
        ],
        "next_review": [{"from": 0, "months": 7}],
        "fields": [
            {"key": "sag", "kind": "line", "label": "Sagsnummer"},
            {"key": "land", "kind": "choice", "label": "Land", "choices": ["Måne", "Sol"]},
        ],
        "documents": {
            "report": {"file": "base/report.docx", "title": "{{ texts.report_title }}"},
            "overview": {"file": "base/overview.docx", "title": "{{ texts.overview_title }}"},
        },
    }
    write(folder / code / "pack.yaml", pack)
    scores = range(low, high + 1)
    criteria = {
        "scores": {"from": low, "to": high},
        "sections": [
            {
                "id": name,
                "label": name,
                "criteria": [
                    {"id": one, "name": one, "anchors": {str(s): f"Trin {s}" for s in scores}}
                    for one in part
                ],
            }
            for name, part in sections.items()
        ],
    }
    write(folder / code / "criteria.yaml", criteria)
    limits = {str(s): {"from": 20 * (s - low), "below": 20 * (s - low + 1)} for s in scores}
    limits[str(high)].pop("below")
    rule = {"evidence": {"share": "percent"}, "measure": ["share"], "limits": limits}
    write(folder / code / "rules.yaml", {ids[0]: rule})
    return Library((folder, bundled() / "templates"))


def a_review(path: Path, code: str, **first: object) -> Path:
    """Write a review with every score there is, and `first` with the first criterion."""
    sections, low, high = SCALES[code]
    ids = [one for part in sections.values() for one in part]
    values: dict[str, dict[str, object]] = {
        one: {"score": low + n % (high - low + 1), "comment": "Set.", "recommendation": "Gem."}
        for n, one in enumerate(ids)
    }
    values[ids[0]] |= first
    visit = {"report_date": "2026-03-27", "dates": ["2026-03-10"]}
    write(path, {"pack": code, "unit": {"name": "Enhed Ø"}, "review": visit, "criteria": values})
    return path


@pytest.mark.parametrize("code", swept(SCALES))
def test_pack_and_review_are_sound(tmp_path, code):
    shelf = invent(tmp_path / "packs", code)
    own = [tmp_path / "packs" / code, a_review(tmp_path / "a.yaml", code)]
    found = check_paths(own, library=shelf)
    assert [str(problem) for problem in found] == []


@every_scale
def test_the_scores_add_up_by_the_scale(tmp_path, code):
    sections, low, high = SCALES[code]
    shelf = invent(tmp_path / "packs", code)
    pack = load_pack(code, library=shelf)
    review = load_review(a_review(tmp_path / "a.yaml", code), library=shelf)
    row = score_row(review, pack, score_review(review, pack))
    count = sum(map(len, sections.values()))
    assert row["max"] == high * count == sum(part["max"] for part in row["sections"])
    assert [one["number"] for one in row["criteria"]] == [*range(1, count + 1)]
    assert row["total"] == sum(one["score"] for one in row["criteria"])
    few = load_review(a_review(tmp_path / "b.yaml", code, score=None), library=shelf)
    result = score_review(few, pack)
    assert (result.low, result.high) == (result.total + low, result.total + high)
    columns = csv_columns([pack, load_pack("dk")])
    cells = cells_of(review, pack, score_review(review, pack))
    values = dict(zip(columns, cells.row(columns), strict=True))
    assert values["total"] == row["total"]
    assert values["caseload_size"] == ""


@every_scale
@pytest.mark.parametrize("share", [0, 19, 20, 59, 100])
def test_the_evidence_proposes_by_the_packs_own_rules(tmp_path, code, share):
    _, low, high = SCALES[code]
    shelf = invent(tmp_path / "packs", code)
    pack = load_pack(code, library=shelf)
    file = a_review(tmp_path / "a.yaml", code, score=None, evidence={"share": share})
    proposals = propose_review(load_review(file, library=shelf), pack, load_rules(pack, shelf))
    assert proposals[pack.criteria[0].id].score == min(high, low + share // 20)


@every_scale
@pytest.mark.parametrize("name", ["report", "overview"])
def test_every_document_prints_all_criteria_and_scores_in_order(tmp_path, code, name):
    shelf = invent(tmp_path / "packs", code)
    pack = load_pack(code, library=shelf)
    file = a_review(tmp_path / "a.yaml", code)
    data = make_report(file, tmp_path / "out", document=name, library=shelf).read_bytes()
    assert check_package(data) == []
    printed = texts_of(data)
    wanted = [one.name for one in pack.criteria]
    assert [text for text in printed if text in wanted][: len(wanted)] == wanted
    for score in pack.scores.values:
        assert any(str(score) in text.split() for text in printed)
    form = make_form(pack, name)
    assert check_package(form) == []


@every_scale
def test_an_editor_offers_the_scores_of_the_scale(tmp_path, code):
    _, low, high = SCALES[code]
    shelf = invent(tmp_path / "packs", code)
    schema = schema_for(load_pack(code, library=shelf), library=shelf)
    score = schema["$defs"]["score"]
    assert (score["minimum"], score["maximum"]) == (low, high)
    assert "caseload_size" not in json.dumps(schema)


@every_scale
def test_a_score_outside_the_scale_is_refused_with_its_range(tmp_path, code):
    _, low, high = SCALES[code]
    shelf = invent(tmp_path / "packs", code)
    with pytest.raises(InvalidDataError, match=f"from {low} to {high}"):
        load_review(a_review(tmp_path / "a.yaml", code, score=high + 1), library=shelf)


@pytest.mark.parametrize(
    ("file", "change", "message"),
    [
        pytest.param("criteria.yaml", {"scores": None}, "range of scores is missing", id="none"),
        pytest.param("criteria.yaml", {"scores": {"from": 4, "to": 1}}, "above it", id="turned"),
        pytest.param("pack.yaml", {"scale": {"id": "ips-52", "name": "x"}}, "ips-25", id="unknown"),
    ],
)
def test_what_is_wrong_with_a_scale_is_one_line(tmp_path, file, change, message):
    shelf = invent(tmp_path / "packs", "sol")
    path = tmp_path / "packs" / "sol" / file
    write(path, yaml.safe_load(path.read_text(encoding="utf-8")) | change)
    with pytest.raises(InvalidDataError) as caught:
        load_pack("sol", library=shelf)
    assert message in str(caught.value)
    assert len(caught.value.problems) <= 2


def test_a_pack_of_a_shared_scale_has_no_scores_of_its_own(tmp_path):
    shelf = invent(tmp_path / "packs", "sol")
    path = tmp_path / "packs" / "sol" / "pack.yaml"
    pack = yaml.safe_load(path.read_text(encoding="utf-8"))
    write(path, pack | {"scale": {"id": "ips-25", "name": "x"}})
    with pytest.raises(InvalidDataError) as caught:
        load_pack("sol", library=shelf)
    assert "has scores from 1 to 5, found 0 to 4" in str(caught.value)
    assert "no such criterion" in str(caught.value)
