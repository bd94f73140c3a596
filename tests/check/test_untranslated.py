"""What a pack still says in the words of the pack it was made like: in YAML and in Word files."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from docgen.check.untranslated import (
    all_left,
    model_of,
    paragraphs_left,
    untranslated,
    untranslated_word,
)
from docgen.model import Pack
from docgen.packs.library import find_library
from docgen.packs.load import load_pack, pack_codes
from tests.builders import ROOT
from tests.wordedits import document, edited, paragraph

DK = load_pack("dk")


def mine(
    folder: Path, *changes: tuple[str, str], language: str = "en-GB", like: str = "dk"
) -> Pack:
    """Return a pack that was made like the Danish one, some of its YAML changed."""
    shutil.copytree(ROOT / "templates" / "dk", folder / "mine", dirs_exist_ok=True)
    file = folder / "mine" / "pack.yaml"
    text = file.read_text(encoding="utf-8")
    head = f"code: mine\nlike: {like}" if like else "code: mine"
    for old, new in (("code: dk", head), ("language: da-DK", f"language: {language}"), *changes):
        assert old in text
        text = text.replace(old, new, 1)
    file.write_text(text, encoding="utf-8")
    return load_pack("mine", library=find_library(folder))


@pytest.mark.parametrize("code", list(pack_codes()))
def test_the_bundled_packs_have_nothing_left(code):
    assert all_left(load_pack(code)) == []


@pytest.mark.parametrize(
    ("more", "model"),
    [
        pytest.param({}, "dk", id="another language"),
        pytest.param({"language": "da-DK"}, None, id="the same"),
        pytest.param({"like": ""}, None, id="like none"),
        pytest.param({"like": "mine"}, None, id="like itself"),
        pytest.param({"like": "nowhere"}, None, id="like one that is not there"),
        pytest.param({"like": "no", "language": "nn-NO"}, None, id="Norwegian of either kind"),
    ],
)
def test_the_pack_that_it_was_made_like(tmp_path, more, model):
    found = model_of(mine(tmp_path, **more))
    assert (found.code if found else None) == model


def test_each_kind_of_text_is_one_warning_with_its_count(tmp_path):
    pack = mine(tmp_path)
    found = [*untranslated(pack, "pack.yaml")]
    groups = [one.message.partition(":")[0] for one in found]
    assert len(set(groups)) == len(groups)
    assert "labels" in groups
    assert {(one.rule, one.severity) for one in found} == {("untranslated", "warning")}
    labels = found[groups.index("labels")]
    count = len(pack.labels)
    assert labels.message.startswith(
        f"labels: {count} of {count} texts are still those of the pack dk: "
    )
    assert "..." in labels.message
    assert "take `like` out of pack.yaml when all is done" in labels.message
    assert labels.path[0] == "labels"


def test_what_was_translated_counts_no_more(tmp_path):
    old = f"purpose: {DK.labels['purpose']}"
    before = {
        m.partition(":")[0]: m
        for m in (f.message for f in untranslated(mine(tmp_path), "pack.yaml"))
    }
    pack = mine(tmp_path / "b", (old, "purpose: Purpose of it"))
    after = {m.partition(":")[0]: m for m in (f.message for f in untranslated(pack, "pack.yaml"))}
    assert _count(after["labels"]) == _count(before["labels"]) - 1


def _count(message: str) -> int:
    return int(message.split(": ")[1].split()[0])


def test_each_file_is_told_of_its_own_texts(tmp_path):
    pack = mine(tmp_path)
    assert [*untranslated(pack, "criteria.yaml")]
    assert [*untranslated(pack, "other.yaml")] == []
    assert [*untranslated(DK, "pack.yaml")] == []
    given = [*untranslated(pack, "pack.yaml", DK)]
    assert given == [*untranslated(pack, "pack.yaml")]


# --- Word files -----------------------------------------------------------------------------------


def own(pack: Pack):
    return next(one for one in pack.documents.values() if one.path.parent.name == "mine")


def test_a_word_file_of_its_own_is_one_warning(tmp_path):
    pack = mine(tmp_path)
    (one,) = untranslated_word(pack, own(pack))
    assert (one.rule, one.severity, one.file) == ("untranslated", "warning", own(pack).path)
    left = paragraphs_left(pack, own(pack))
    assert left is not None
    assert one.message == left.message
    assert left.part == "word/document.xml"
    assert f"{len(left.texts)} of " in left.message


def test_of_a_word_file_that_was_translated_nothing_is_told(tmp_path):
    pack = mine(tmp_path)
    own(pack).path.write_bytes(document(paragraph("All in English") + paragraph("{{ purpose }}")))
    assert untranslated_word(pack, own(pack)) == []


def test_what_cannot_be_read_is_told_elsewhere(tmp_path):
    pack = mine(tmp_path)
    own(pack).path.write_bytes(b"no zip")
    assert paragraphs_left(pack, own(pack)) is None


def test_a_file_that_all_packs_share_is_nobodys_to_translate(tmp_path):
    pack = mine(tmp_path)
    shared = own(pack)._replace(file="base/report.docx")
    assert paragraphs_left(pack, shared) is None
    assert paragraphs_left(DK, next(iter(DK.documents.values()))) is None


def test_a_document_that_the_other_pack_does_not_have_is_new(tmp_path):
    pack = mine(tmp_path)
    assert paragraphs_left(pack, own(pack)._replace(name="letter")) is None


def test_all_that_is_left_is_listed_by_file_and_kind_with_places(tmp_path):
    pack = mine(tmp_path)
    found = {(one.file, one.group): one for one in all_left(pack)}
    assert len(found) == len(all_left(pack))
    labels = found["pack.yaml", "labels"]
    assert len(labels.texts) == len(pack.labels)
    assert ("labels.purpose", DK.labels["purpose"]) in labels.texts
    words = found[own(pack).file, ""]
    assert all(place == "" for place, _ in words.texts)
    criteria = [one for (file, _), one in found.items() if file == "criteria.yaml"]
    places = [place for one in criteria for place, _ in one.texts]
    assert any(place.startswith(DK.criteria[0].id) for place in places)
    assert not any(place.startswith("sections") for place in places)


def test_a_paragraph_counts_without_its_tags_and_numbers(tmp_path):
    pack = mine(tmp_path)
    left = paragraphs_left(pack, own(pack))
    assert left is not None
    word = left.texts[0].split()[0]
    data = edited(own(pack).path.read_bytes(), lambda xml: xml.replace(word, "Changed", 1))
    own(pack).path.write_bytes(data)
    after = paragraphs_left(pack, own(pack))
    assert after is None or len(after.texts) <= len(left.texts)
