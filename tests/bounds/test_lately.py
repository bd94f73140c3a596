"""The latest few reviews are read once, by their content, and make room for each other alone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from builders import write_review

from docgen import cache
from docgen.batch.run import make_reports
from docgen.bounds import lately
from docgen.bounds.kept import keeping
from docgen.bounds.lately import A_FEW, keeping_lately, once
from docgen.cache import remember
from docgen.errors import InvalidDataError
from docgen.review.file import load_data
from docgen.yamlfile import parse


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A cache of the test's own."""
    tmp_path.chmod(0o755)
    monkeypatch.setenv(cache.ENVIRONMENT, str(tmp_path / "cache"))
    cache._place.cache_clear()
    yield tmp_path / "cache"
    cache._place.cache_clear()


@pytest.fixture
def parsed(monkeypatch):
    """The YAML texts that were parsed."""
    texts = []
    real = parse.compose
    monkeypatch.setattr(parse, "compose", lambda text, *of: texts.append(text) or real(text, *of))
    return texts


def kept(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.glob("review-*.bin"))


@pytest.mark.usefixtures("folder")
def test_a_review_is_parsed_once(tmp_path, parsed):
    file = write_review(tmp_path / "a.yaml")
    with keeping_lately():
        first, second = load_data(file), load_data(file)
    assert len(parsed) == 1
    assert first.data == second.data
    assert second.sources[0].content == file.read_bytes()
    write_review(file, unit="En anden")
    with keeping_lately():
        assert load_data(file).data["unit"]["name"] == "En anden"
    assert len(parsed) == 2


@pytest.mark.usefixtures("folder")
def test_defaults_count_too(tmp_path, parsed):
    file = write_review(tmp_path / "a.yaml")
    shared = tmp_path / "_shared.yaml"
    shared.write_text("area: {ips_team: Syd}\n", "utf-8")
    for team in ("Syd", "Nord"):
        shared.write_text(f"area: {{ips_team: {team}}}\n", "utf-8")
        with keeping_lately():
            assert load_data(file).data["area"] == {"ips_team": team}
    assert len(parsed) == 3


def test_what_has_faults_is_not_kept(folder, tmp_path):
    file = tmp_path / "a.yaml"
    file.write_text("pack: dk\nunit: {name: A}\nid: 007\n", "utf-8")
    for _ in range(2):
        with keeping_lately(), pytest.raises(InvalidDataError, match="leading-zero"):
            load_data(file)
    assert kept(folder) == []


def test_nothing_is_kept_unless_it_is_wanted(folder, tmp_path):
    load_data(write_review(tmp_path / "a.yaml"))
    assert not folder.exists()


def test_a_run_of_a_few_keeps_its_reviews_and_a_longer_one_does_not(folder, tmp_path):
    """Else a folder of reviews would push out those of the user's own day."""
    files = [write_review(tmp_path / f"{n}.yaml", unit=f"Enhed {n}") for n in range(A_FEW + 1)]
    assert all(made.good for made in make_reports(files, tmp_path / "out"))
    assert kept(folder) == []
    assert all(made.good for made in make_reports(files[1:], tmp_path / "out2"))
    assert len(kept(folder)) == A_FEW


def test_what_is_kept_makes_the_same_report(folder, tmp_path, parsed):
    file = write_review(tmp_path / "a.yaml")
    texts = []
    for name in ("one", "two"):
        assert [made.good for made in make_reports([file], tmp_path / name)] == [True]
        texts.append((tmp_path / name / "a.docx").read_bytes())
    assert texts[0] == texts[1]
    assert len(kept(folder)) == 1
    assert sum(text == file.read_text("utf-8") for text in parsed) == 1


def test_a_file_that_was_tampered_with_is_read_anew(folder):
    with keeping_lately():
        assert once(b"yaml", b"x", lambda: {"a": 1}) == {"a": 1}
        (folder / kept(folder)[0]).write_bytes(b"docgen cache 3\nand something else")
        assert once(b"yaml", b"x", lambda: {"a": 2}) == {"a": 2}
        assert once(b"yaml", b"x", lambda: {"a": 3}) == {"a": 2}


def test_the_file_of_many_goes_first(folder):
    with keeping_lately(), keeping():
        once(b"yaml", b"x", lambda: {"a": 1})
    assert kept(folder) == []


def test_each_kind_and_content_is_its_own(folder):
    with keeping_lately():
        for kind, content in ((b"yaml", b"x"), (b"json", b"x"), (b"yaml", b"y")):
            once(kind, content, dict)
    assert len(kept(folder)) == 3


def test_reviews_make_room_for_each_other_alone(folder, monkeypatch):
    monkeypatch.setattr(cache, "MOST_OF_A_GROUP", 2)
    remember("old", lambda: "compiled", lambda value: type(value) is str)
    os.utime(folder / "old.bin", (1, 1))
    with keeping_lately():
        for number in range(4):
            once(b"yaml", bytes([number]), dict)
    assert len(kept(folder)) == 2
    assert (folder / "old.bin").exists()
    monkeypatch.setattr(cache, "MOST_FILES", 1)
    remember("new", lambda: "compiled", lambda value: type(value) is str)
    assert not (folder / "old.bin").exists()
    assert len(kept(folder)) == 2
    assert lately._wanted == []
