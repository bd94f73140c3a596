"""Which files of a folder are reviews, and what a review without an id is called."""

from __future__ import annotations

import pytest

from docgen.review.found import find_reviews, id_of, is_word


@pytest.mark.parametrize(
    ("name", "review"),
    [
        *(("a.yaml", True), ("a.yml", True), ("a.json", True), ("a.jsonl", True)),
        *(("A.YAML", True), ("sub/b.yaml", True), ("a.txt", False), ("a.docx", False)),
        *(("_shared.yaml", False), (".hidden.yaml", False), ("rules.yaml", False)),
        *(("review.dk.schema.json", False), ("_old/a.yaml", False), (".git/a.yaml", False)),
        pytest.param("pack/b.yaml", False, id="in the folder of a pack"),
    ],
)
def test_a_review_is_known_by_its_name_and_place(name, review, tmp_path):
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    file.write_text("", encoding="utf-8")
    if name.startswith("pack/"):
        (file.parent / "pack.yaml").touch()
    assert find_reviews(tmp_path) == ([file] if review else [])


def test_they_stand_in_one_order_whatever_the_disk_says(tmp_path):
    for name in ("b.yaml", "a/z.yaml", "a.yaml", "a/b/c.yaml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    found = [path.relative_to(tmp_path).as_posix() for path in find_reviews(tmp_path)]
    assert found == ["a/b/c.yaml", "a/z.yaml", "a.yaml", "b.yaml"]


@pytest.mark.parametrize(("name", "word"), [("a.docx", True), ("A.DOCX", True), ("a.doc", False)])
def test_a_word_file_is_known_by_its_name(name, word):
    assert is_word(name) is word


def test_a_review_without_an_id_is_called_as_its_file(tmp_path):
    assert id_of(tmp_path / "fjordby-2023.yaml") == "fjordby-2023"
    assert id_of(tmp_path / "a\udce6.yaml") == "a?", "a name that is no text"
