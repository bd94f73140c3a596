"""A pack's two files as values: what is silent has its default, every fault its place."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from docgen.errors import InvalidDataError, ReadError
from docgen.model import Formats, Level, NextReview, ScoreRange
from docgen.packs.file import read_pack
from docgen.packs.library import Library

CRITERIA = {
    "scores": {"from": 0, "to": 4},
    "sections": [{"id": "staff", "label": "Personale", "criteria": [{"id": "a", "name": "A"}]}],
}
PACK = {
    "code": "xx",
    "name": "Landet",
    "language": "da-DK",
    "scale": {"name": "Skala"},
    "levels": [
        {"id": "high", "from": 3, "label": "Høj", "legend": "3-4"},
        {"id": "low", "from": 0, "label": "Lav", "legend": "0-2"},
    ],
    "labels": {"unit.name": "Enhed"},
    "texts": {"total": "I alt"},
    "documents": {"report": {"file": "report.docx", "title": "Rapport"}},
}
SCALE = "id: own\nscores: {from: 0, to: 4}\nsections: {staff: [a]}\nlevels: [high, low]\n"


@pytest.fixture
def read(tmp_path):
    """Return a function that reads the pack with some keys changed: the pack, faults' texts."""
    folder = tmp_path / "xx"
    folder.mkdir()
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "scale.yaml").write_text(SCALE, encoding="utf-8")

    def reading(criteria: object = CRITERIA, **changed: object):
        whole = {key: value for key, value in {**PACK, **changed}.items() if value is not None}
        for name, data in (("pack", whole), ("criteria", criteria)):
            text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
            (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
        files = folder / "pack.yaml", folder / "criteria.yaml"
        try:
            pack, problems, scale = read_pack("xx", *files, Library((tmp_path,)))
        except InvalidDataError as error:  # what breaks the schema lets no pack be read
            pack, problems, scale = None, list(error.problems), None
        return pack, [f"{one.where}: {one.message}" for one in problems], scale

    return reading


def test_what_a_file_is_silent_of_has_its_default(read, tmp_path):
    pack, faults, scale = read()
    assert faults == []
    assert scale is None
    assert (pack.code, pack.name, pack.folder) == ("xx", "Landet", tmp_path / "xx")
    assert pack.formats == Formats("da-DK")
    assert (pack.scale_id, pack.scale_name, pack.scale_version) == ("", "Skala", "")
    assert (pack.sources, pack.lists, pack.openings, pack.scoring) == ({},) * 4
    assert (pack.always_printed, pack.own_values, pack.next_review) == ((),) * 3
    assert (pack.properties, pack.comments, pack.like) == (True, False, "")
    document = pack.documents["report"]
    assert document.path == tmp_path / "xx" / "report.docx"
    assert (document.leaves_out, document.prints) == ((), ())
    assert (document.needs_review, document.change, document.by_hand) == (True, False, False)


def test_what_it_says_is_read(read):
    pack, faults, _ = read(
        formats={"date": "d. MMMM y", "range_dash": "-"},
        next_review=[{"from": 3, "months": 24}, {"from": 0, "months": 6}],
        scoring={"gaps": "strict", "repeats": 2},
        always_printed=["unit.name"],
        properties=False,
        comments=True,
        like="dk",
        sources={"INT": "Interview"},
        lists={"agenda": ["a", "b"]},
        openings={"purpose": "Formålet er"},
        documents={"sheet": {"file": "base/sheet.docx", "title": "Ark", "needs_review": False,
                             "change": True, "leaves_out": ["purpose"], "by_hand": True}},
    )  # fmt: skip
    assert faults == []
    assert pack.formats == Formats("da-DK", "d. MMMM y", ", ", "-")
    assert pack.next_review == (NextReview(3, 24), NextReview(0, 6))
    assert pack.scoring == {"gaps": "strict", "repeats": 2}
    assert (pack.always_printed, pack.properties, pack.comments) == (("unit.name",), False, True)
    assert (pack.like, pack.lists["agenda"], pack.openings) == (
        "dk", ("a", "b"), {"purpose": "Formålet er"},
    )  # fmt: skip
    document = pack.documents["sheet"]
    assert (document.needs_review, document.change, document.by_hand) == (False, True, True)
    assert document.leaves_out == ("purpose",)


def test_levels_and_criteria_are_those_of_the_files(read):
    pack, _, _ = read()
    assert pack.levels[0] == Level("high", 3, "Høj", "3-4")
    assert pack.scores == ScoreRange(0, 4)
    assert [criterion.id for criterion in pack.criteria] == ["a"]


def levels(*points: int) -> list[dict]:
    return [{"id": f"l{n}", "from": at, "label": "x", "legend": "y"} for n, at in enumerate(points)]


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"code": "yy"}, "code: is 'yy', but the folder is 'xx'; write `code: xx`"),
        ({"code": None}, ": code is missing; add it"),
        ({"name": None}, ": name is missing; add it"),
        ({"language": None}, ": language is missing; add it"),
        ({"lables": {}}, "lables: unknown key 'lables'; did you mean 'labels'?"),
        ({"scale": {}}, "scale: scale.name is missing; add it"),
        ({"scale": {"name": "x", "ident": "y"}}, "scale.ident: unknown key"),
        ({"scale": {"id": "owm", "name": "x"}}, "scale.id: no such scale; did you mean 'own'?"),
        ({"formats": {"dat": "d"}}, "formats.dat: unknown key 'dat'; did you mean 'date'?"),
        ({"levels": levels(0, 3)}, "levels: the highest level comes first and each `from` is"),
        ({"levels": levels(3, 3)}, "levels: the highest level comes first"),
        ({"levels": None}, ": levels is missing; add it"),
        ({"levels": [{"id": "X", "from": 0, "label": "x", "legend": "y"}]}, "levels[0].id: 'X' is"),
        ({"always_printed": ["unit.nmae"]}, "always_printed[0]: no label of that path; did you"),
        ({"next_review": [{"from": 0, "months": 1}, {"from": 2, "months": 1}]},
         "next_review: the highest total comes first"),
        ({"next_review": [{"from": 0, "month": 1}]}, "next_review[0].month: unknown key"),
        ({"scoring": {"gaps": 1.5}}, "scoring.gaps: a text belongs here"),
        ({"documents": None}, ": documents is missing; add it"),
        ({"documents": {"report": {"file": "../a.docx", "title": "x"}}},
         "documents.report.file: the file lies outside the pack"),
        ({"documents": {"report": {"file": "a.docx"}}},
         "documents.report: documents.report.title is missing; add it"),
        ({"documents": {"report": {"file": "a.docx", "title": "x", "chang": True}}},
         "documents.report.chang: unknown key"),
        ({"comments": "ja"}, "comments: true or false belongs here"),
    ],
)  # fmt: skip
def test_a_fault_has_its_place_and_way_out(read, changed, fault):
    _, faults, _ = read(**changed)
    assert any(one.startswith(fault) for one in faults), faults


def test_of_a_shared_scale_the_words_are_the_scales(read, tmp_path):
    shared = {"id": "own", "name": "Skala", "version": "2008"}
    criteria = {"sections": CRITERIA["sections"]}
    pack, faults, scale = read(criteria, scale=shared)
    assert faults == []
    assert scale == tmp_path / "own" / "scale.yaml"
    assert (pack.scale_id, pack.scores, pack.scale_version) == ("own", ScoreRange(0, 4), "2008")
    _, faults, _ = read(criteria, scale=shared, levels=levels(3, 0))
    assert [one.partition(": ")[0] for one in faults] == ["levels[0].id", "levels[1].id"]


def test_what_breaks_the_schema_in_both_files_is_told_at_once(read):
    criteria = {**CRITERIA, "sections": [{**CRITERIA["sections"][0], "lable": "x"}]}  # type: ignore[index]
    _, faults, _ = read(criteria, name=None)
    assert [one.partition(": ")[2] for one in faults] == [
        "name is missing; add it", "unknown key 'lable'; did you mean 'label'?",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("broken", "wrong", "told"),
    [
        ({"name": 1.5}, {"code": "yy"}, ["is 'yy', but the folder"]),
        ({"labels": []}, {"always_printed": ["unit.name"]}, []),
        ({"labels": {"unit.name": 1.5}}, {"always_printed": ["unit.nme"]}, []),
        ({"fields": [{"key": "a"}]}, {"always_printed": ["extra.a"]}, []),
        ({"name": 1.5}, {"always_printed": ["unit.nme"]}, ["no label of that path"]),
        ({"scale": {"id": ["own"], "name": "S"}}, {"code": "yy"}, ["is 'yy', but the folder"]),
        ({"levels": [{"id": "high", "from": "x"}]}, {"code": "yy"}, ["is 'yy', but the folder"]),
    ],
)
def test_beside_what_breaks_the_schema_the_sense_of_the_rest_is_told(read, broken, wrong, told):
    _, alone, _ = read(**broken)
    _, both, _ = read(**{**broken, **wrong})
    said = [one.partition(": ")[2] for one in both]
    more = [one for one in said if one not in [two.partition(": ")[2] for two in alone]]
    assert len(more) == len(told)
    assert all(map(str.startswith, more, told))


def test_where_the_scale_is_not_known_no_range_of_scores_is_asked_for(read):
    criteria = {"sections": CRITERIA["sections"]}
    _, faults, _ = read(criteria, scale={"id": ["own"], "name": "S"})
    assert [one for one in faults if "range of scores" in one] == []


def test_what_does_not_go_together_is_told_of_both_files_at_once(read):
    criteria = {**CRITERIA, "sections": [CRITERIA["sections"][0]] * 2}  # type: ignore[index]
    _, faults, _ = read(criteria, code="yy", levels=levels(0, 3))
    places = [one.partition(":")[0] for one in faults]
    assert places[:2] == ["code", "levels"]
    assert set(places[2:]) == {"sections"}


def test_a_file_outside_is_none_of_the_packs(read):
    pack, _, _ = read(documents={"report": {"file": "/etc/a.docx", "title": "x"}})
    assert pack.documents["report"].file == ""


def test_a_file_that_is_not_there_or_no_yaml_is_raised(read, tmp_path):
    read()
    files = [tmp_path / "xx" / name for name in ("pack.yaml", "criteria.yaml")]
    files[1].unlink()
    with pytest.raises(ReadError) as caught:
        read_pack("xx", files[0], files[1], Library((tmp_path,)))
    assert Path(caught.value.file) == files[1]
    files[1].write_text("a: [", encoding="utf-8")
    with pytest.raises(InvalidDataError):
        read_pack("xx", files[0], files[1], Library((tmp_path,)))


@pytest.mark.parametrize("text", ["", "- 1\n", "x\n"])
def test_a_file_that_is_no_mapping_is_no_pack(read, tmp_path, text):
    read()
    (tmp_path / "xx" / "pack.yaml").write_text(text, encoding="utf-8")
    files = tmp_path / "xx" / "pack.yaml", tmp_path / "xx" / "criteria.yaml"
    with pytest.raises(InvalidDataError, match="a mapping"):
        read_pack("xx", *files, Library((tmp_path,)))
