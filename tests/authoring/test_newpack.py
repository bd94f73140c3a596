"""A pack for a new country: copied whole, in its own language, told what is left to translate."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from builders import ROOT, review_text, swept
from commands import docgen

from docgen.authoring.newpack import in_language, make_pack
from docgen.check.lint.run import Judge, lint
from docgen.check.packs import check_pack
from docgen.check.untranslated import all_left
from docgen.errors import UsageError
from docgen.packs.library import Library, find_library
from docgen.packs.load import load_pack, pack_codes
from docgen.report import make_report


def made(folder, like="se", language="en-GB", code="uk"):
    """Return the pack that was made like another, and where it is found."""
    make_pack(code, load_pack(like), folder, library=find_library(), language=language)
    shelf = Library((folder, ROOT / "templates"))
    return load_pack(code, library=shelf), shelf


@pytest.mark.slow
@pytest.mark.parametrize("like", swept(pack_codes(), 2))
def test_a_pack_made_like_another_is_sound_and_makes_its_documents(tmp_path, like):
    pack, shelf = made(tmp_path / "packs", like, "fi-FI", "x-fi")
    told = check_pack(tmp_path / "packs" / "x-fi", library=shelf, documents=False)
    assert {(one.rule, one.severity) for one in told} == {("untranslated", "warning")}
    file = tmp_path / "a.yaml"
    file.write_text(review_text(pack="x-fi"), encoding="utf-8")
    report = make_report(file, tmp_path / "out", library=shelf).read_bytes()
    languages = re.findall(r'<w:lang w:val="([^"]+)"', _part(report, "word/styles.xml"))
    assert set(languages) == {"fi-FI"}
    assert (pack.code, pack.like, pack.language) == ("x-fi", like, "fi-FI")
    own = {one.name for one in pack.folder.iterdir()}
    assert own == {one.name for one in load_pack(like).folder.iterdir()}


def _part(data, name):
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return parts.read(name).decode()


def test_language_and_formats_are_those_of_the_country(tmp_path):
    pack, _ = made(tmp_path, "dk", "en-GB")
    assert (pack.name, pack.formats.date) == ("United Kingdom", "d MMMM y")
    source = (tmp_path / "uk" / "pack.yaml").read_text(encoding="utf-8")
    before = (ROOT / "templates/dk/pack.yaml").read_text(encoding="utf-8")
    assert source.count("#") == before.count("#")  # remarks stay
    scale = made(tmp_path / "b", "se")[0].documents["scale"].path
    assert docx.Document(scale).core_properties.language == "en-GB"


def test_without_a_language_nothing_is_to_translate(tmp_path):
    pack, _ = made(tmp_path, language="", code="se-2")
    assert (pack.language, pack.name) == ("sv-SE", "Sverige (se-2)")
    assert all_left(pack) == []
    word = (tmp_path / "se-2" / "scale.docx").read_bytes()
    assert word == (ROOT / "templates/se/scale.docx").read_bytes()


def test_text_in_a_third_language_stays_so():
    data = (ROOT / "templates/no/procedure.docx").read_bytes()
    changed = in_language(data, "nb-NO", "da-DK")
    for name in ("word/styles.xml", "word/document.xml"):
        old, new = _part(data, name), _part(changed, name)
        assert new == re.sub(r'(<w:lang [^>]*w:val=")nb-NO', r"\1da-DK", old)


def test_what_is_left_is_told_in_yaml_and_in_word(tmp_path):
    pack, shelf = made(tmp_path)
    left = {(one.file, one.group): len(one.texts) for one in all_left(pack)}
    assert left["pack.yaml", "labels"] == len(pack.labels)
    assert left["criteria.yaml", "anchors"] == 125
    assert left["scale.docx", ""] > 5
    document = pack.documents["scale"]
    (found,) = lint(document.path.read_bytes(), document.path, Judge(pack, document)).problems
    assert found.rule == "untranslated"
    assert found.where == 'paragraph 2 (under "{{ texts.scale_title }}")'
    assert "'Datum:'" in found.message
    assert "9 of 9 texts are still those of the pack se" in found.message
    told = check_pack(tmp_path / "uk", library=shelf, documents=False)
    (labels,) = [one for one in told if one.message.startswith("labels: ")]
    assert labels.file.name == "pack.yaml"
    assert labels.line > 60


def test_what_is_translated_is_no_longer_told(tmp_path):
    _, shelf = made(tmp_path)
    file = tmp_path / "uk" / "pack.yaml"
    text = file.read_text(encoding="utf-8").replace("review.dates: Datum", "review.dates: Dates")
    file.write_text(text, encoding="utf-8")
    scale = tmp_path / "uk" / "scale.docx"
    word = docx.Document(scale)
    for paragraph in word.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace("Datum:", "Date:")
    word.save(scale)
    pack = load_pack("uk", library=shelf)
    left = {(one.file, one.group): one.texts for one in all_left(pack)}
    assert len(left["pack.yaml", "labels"]) == len(pack.labels) - 1
    assert ("", "Datum:") not in left["scale.docx", ""]
    file.write_text(text.replace("like: se\n", ""), encoding="utf-8")
    assert all_left(load_pack("uk", library=shelf)) == []


def test_a_pack_that_is_gone_is_told(tmp_path):
    _, shelf = made(tmp_path)
    file = tmp_path / "uk" / "pack.yaml"
    text = file.read_text(encoding="utf-8").replace("like: se\n", "like: sse\n")
    file.write_text(text, encoding="utf-8")
    (found,) = check_pack(file.parent, library=shelf, documents=False)
    assert (found.rule, found.where, found.severity) == ("unknown-id", "like", "warning")
    assert "did you mean 'se'?" in found.message


@pytest.mark.parametrize(
    ("code", "language", "message"),
    [
        ("UK", "en-GB", "small letters"),
        ("../uk", "", "small letters"),
        ("uk", "en_GB", "like en-GB"),
        ("uk", "xx-YY", "like en-GB"),
        ("old", "", "is there already"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_written(tmp_path, code, language, message):
    (tmp_path / "old").mkdir()
    with pytest.raises(UsageError, match=message):
        made(tmp_path, language=language, code=code)
    assert [one.name for one in tmp_path.iterdir()] == ["old"]


def test_the_command_says_what_is_left(tmp_path):
    run = docgen(tmp_path, "pack", "new", "uk", "--like", "se", "--language", "en-GB")
    assert run.returncode == 0, run.stderr
    assert run.stdout.splitlines()[0] == str(Path("templates/uk/pack.yaml"))
    assert "scale.docx: 9 paragraphs" in run.stderr
    left = docgen(tmp_path, "pack", "left", "uk")
    assert "  labels.review.dates: Datum" in left.stdout
    assert re.fullmatch(r"\d{3} texts are left to translate\n", left.stderr)
    missing = docgen(tmp_path, "pack", "new", "ax")
    assert (missing.returncode, "--like is missing" in missing.stderr) == (2, True)
