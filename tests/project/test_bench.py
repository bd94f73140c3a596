"""The benchmark's scripts work: what they make is right, and what is wrong is seen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench import chain, compare, floor, many, page, setup, worker
from bench.contenders import CHAINS, PYTHON
from bench.inputs import UNITS, report_data, review_file, write_reviews
from bench.readback import problems
from docgen import load_pack, load_review


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A work folder with inputs and no peers."""
    folder = tmp_path_factory.mktemp("work")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BENCH_WORK", str(folder))
        setup.write_inputs()
    return folder


@pytest.fixture
def work(shared: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same folder, as the scripts find it."""
    monkeypatch.setenv("BENCH_WORK", str(shared))
    monkeypatch.setattr(compare, "write_inputs", lambda: None)  # they are there
    return shared


def some_reviews(folder: Path, count: int) -> list[Path]:
    """Write that many reviews and return them."""
    write_reviews(folder, count, [criterion.id for criterion in load_pack("dk").criteria], "dk")
    return [review_file(folder, number) for number in range(count)]


def test_the_data_are_the_same_everywhere_and_as_long_as_said() -> None:
    assert report_data(3) == report_data(3) != report_data(4)
    assert 40 < len(json.dumps(report_data(0))) / 1024 < 56
    assert sum(len(section["criteria"]) for section in report_data(0, 250)["sections"]) == 250


@pytest.mark.parametrize(
    "name", ["docxtpl", "docgen, no controls", "docgen", "docgen, all in controls"]
)
def test_a_contender_prints_all_data(work: Path, tmp_path: Path, name: str) -> None:
    contender = PYTHON[name]()
    source, template = work / "data" / "one.json", work / "templates" / contender.template
    figures = worker.measure(contender, template, source, tmp_path, count=1, warm=1)
    assert figures["count"] == 1
    assert figures["cpu"] > 0
    report, controls = tmp_path / "000001.docx", name in compare.DOCGEN[1:]
    assert problems(report, report_data(0), controls=controls) == []
    assert problems(report, report_data(1)), "another report's data are missing"
    if not controls:
        assert "no control" in problems(report, report_data(0), controls=True)[0]


def test_a_tag_that_is_left_over_is_a_problem(work: Path) -> None:
    found = problems(work / "templates" / "jinja.docx", report_data(0))
    assert found[-1] == "a tag is left over: {{ "


@pytest.mark.slow
def test_comparing_leaves_out_who_is_not_installed(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert compare.main(["--only", "rust-docxtpl,docgen", "--rounds", "1", "--seconds", "0"]) == 0
    out, err = capsys.readouterr()
    assert "| docgen | 50 of 50 |" in out
    assert "rust-docxtpl: left out (" in err
    assert not list((work / "out").iterdir()), "reports are removed"


def test_wrong_reports_are_told(
    work: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert work.is_dir()
    monkeypatch.setattr(compare, "problems", lambda *_, **__: ["a value is missing"])
    assert compare.main(["--only", "docgen", "--rounds", "1", "--seconds", "0"]) == 1
    assert "docgen: wrong reports\n  000000.docx: a value is missing" in capsys.readouterr().err


def test_reviews_are_sound_and_repeat_under_other_names(tmp_path: Path) -> None:
    files = some_reviews(tmp_path / "reviews", UNITS + 1)
    first, again = load_review(files[0]), load_review(files[-1])
    assert (first.id, again.id) == ("unit-000000", "unit-000050")
    assert first.criteria == again.criteria
    assert 30 < files[0].stat().st_size / 1024 < 56


def test_docgens_chain_makes_the_reports_of_a_range(tmp_path: Path) -> None:
    docgen = CHAINS["docgen"]()
    some_reviews(tmp_path / "reviews", 4)
    items = docgen.items(tmp_path / "reviews")
    docgen.make(items, tmp_path / "out", range(1, 3))
    made = sorted(path.name for path in (tmp_path / "out").glob("*.docx"))
    assert made == ["unit-000001.docx", "unit-000002.docx"]


def test_a_batch_tells_its_memory(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    some_reviews(tmp_path / "reviews", 3)
    many.main([str(tmp_path / "reviews"), str(tmp_path / "out"), "1"])
    figures = json.loads(capsys.readouterr().out)
    assert figures["count"] == 3
    assert figures["marks"][-1][0] == 3
    assert not list((tmp_path / "out").rglob("*.docx")), "counted reports are removed"


def test_the_floor_is_below_the_whole(work: Path, tmp_path: Path) -> None:
    assert work.is_dir()
    spent = floor.measure(report_data(0), tmp_path, repeats=3)
    whole, deflate = list(spent.values())[:2]
    assert 0 < deflate < whole


def test_the_chain_has_its_inputs(work: Path) -> None:
    chain.write_chain_inputs()
    names = json.loads((work / "chain" / "names.json").read_text(encoding="utf-8"))
    assert len(names) == UNITS
    assert names[0] == json.loads((work / "chain" / "one.json").read_text(encoding="utf-8"))
    assert {file.name for file in (work / "chain").iterdir()} >= {"report.docx", "schema.json"}


def test_reviews_for_the_page_are_sound_and_of_many_units(tmp_path: Path) -> None:
    files = page.write_reviews(tmp_path, 16)
    reviews = [load_review(file) for file in files]
    assert len(files) == len({one.id for one in reviews}) == 16
    assert len({(one.pack, one.unit.id) for one in reviews}) == 12
    assert len({one.unit.name for one in reviews}) == 12
