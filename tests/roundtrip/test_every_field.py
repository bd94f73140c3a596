"""Every field of every document: what is typed there in Word is in the YAML, and nothing else."""

from __future__ import annotations

import random
import re
import shutil
from difflib import ndiff
from pathlib import Path
from typing import Any

import pytest

from docgen.packs.library import find_library
from docgen.packs.load import load_pack
from docgen.review.load import load_review
from docgen.review.shape import value_at
from docgen.roundtrip.pull import read_back
from docgen.roundtrip.texts import paragraphs_of, retyped
from docgen.roundtrip.writing import new_files
from docgen.word.readback.fields import open_edited
from docgen.yamlfile.parse import parse_yaml
from docgen.yamlfile.splice import with_value
from tests.builders import ONE_EACH, SAMPLES, many
from tests.wordedits import edited, report

TYPED = ("line", "text", "list")
DOCUMENTS = [
    (path, name) for path in ONE_EACH for name in load_pack(load_review(path).pack).documents
]


def _tags(data: bytes) -> list[str]:
    """Return the tags of what people type words into."""
    tags = {field.tag: None for field in open_edited(data, "x.docx").fields() if field.text}
    return [tag for tag in tags if (found := value_at(tag.split("."))) and found.kind in TYPED]


def _typed(xml: str, tag: str) -> str:
    """Return a part with one more word at the end of the first field of that tag."""
    at = xml.index(f'<w:tag w:val="{tag}"/>')
    last = xml.rindex("</w:t>", at, xml.index("</w:sdtContent>", at))
    return f"{xml[:last]} Xyz{xml[last:]}"


def _hold(sample: Path, document: str, tag: str, folder: Path) -> None:
    review = folder / sample.name
    file = folder / "report.docx"
    file.write_bytes(edited(report(sample, document), lambda xml: _typed(xml, tag)))
    plan = read_back(file, review)
    assert [(one.kind, one.path) for one in plan.changes] == [("edit", tag)]
    source = review.read_bytes()
    new = new_files(plan, find_library()).get(plan.review, source)
    lines = ndiff(source.decode().splitlines(), new.decode().splitlines())
    changed = [line for line in lines if line[0] in "+-"]
    assert sum("Xyz" in line for line in changed) == 1
    assert sum(line[0] == "-" for line in changed) <= 1


def _all(folder: Path, step: int) -> None:
    for number, (sample, document) in enumerate(DOCUMENTS):
        shutil.copytree(sample.parent, folder, dirs_exist_ok=True)
        for tag in _tags(report(sample, document))[number % step :: step]:
            _hold(sample, document, tag, folder)


def test_a_word_in_some_fields_of_every_document(tmp_path):
    _all(tmp_path, 400)


@pytest.mark.slow
def test_a_word_in_many_fields_of_every_document(tmp_path):
    _all(tmp_path, many(40, 1))


def _texts(data: dict[str, object]) -> list[tuple[str, ...]]:
    criteria = data["criteria"]
    assert isinstance(criteria, dict)
    return [
        ("criteria", name, key)
        for name, one in criteria.items()
        for key in ("comment", "recommendation")
        if one.get(key)
    ]


def _pair(seed: int, sample: Path, folder: Path) -> bool:
    """Edit one text in both places and pull; return whether the paragraphs were others.

    The oracle knows who changed which paragraph: both words are there, or there is a conflict and
    the review keeps its own.
    """
    rng = random.Random(seed)
    review, file = folder / sample.name, folder / "report.docx"
    source = sample.read_bytes()
    data = parse_yaml(source, sample)
    where = rng.choice(_texts(data))
    text = data[where[0]][where[1]][where[2]]
    paragraphs = paragraphs_of(text)
    mine, theirs = rng.randrange(len(paragraphs)), rng.randrange(len(paragraphs))
    own = [f"{one} Yaml" if n == mine else one for n, one in enumerate(paragraphs)]
    review.write_bytes(with_value(source, where, retyped(text, own), sample))
    tag = ".".join(where)

    def type_in_word(xml: str) -> str:
        at = xml.index(f'<w:tag w:val="{tag}"/>')
        end = xml.index("</w:sdtContent>", at)
        inside = xml[at:end]
        ends = [found.start() for found in re.finditer("</w:p>", inside)] or [len(inside)]
        last = inside.rindex("</w:t>", 0, ends[theirs])
        return f"{xml[:at]}{inside[:last]} Word{inside[last:]}{xml[end:]}"

    file.write_bytes(edited(report(sample), type_in_word))
    plan = read_back(file, review)
    new = parse_yaml(new_files(plan, find_library()).get(review, review.read_bytes()), sample)
    found = paragraphs_of(new[where[0]][where[1]][where[2]])
    if mine == theirs:
        assert found == own
        assert [one.kind for one in plan.changes] == ["conflict"]
        assert plan.changes[0].now == f"{paragraphs[theirs]} Word"
    else:
        assert found == [f"{one} Word" if n == theirs else one for n, one in enumerate(own)]
    new[where[0]][where[1]][where[2]] = text
    assert new == data, "something else was changed"
    return mine != theirs


@pytest.mark.slow
def test_pairs_of_edits_in_one_text(tmp_path):
    sample = SAMPLES[1]
    shutil.copytree(sample.parent, tmp_path, dirs_exist_ok=True)
    apart = [_pair(seed, sample, tmp_path) for seed in range(12)]
    assert any(apart)
    assert not all(apart)


@pytest.mark.slow
@pytest.mark.parametrize("sample", ONE_EACH, ids=lambda path: path.stem)
def test_many_pairs_of_edits(sample, tmp_path):
    shutil.copytree(sample.parent, tmp_path, dirs_exist_ok=True)
    for seed in range(many(8, 250)):
        _pair(seed, sample, tmp_path)


def _changed_in_word(xml: str, tag: str, how: str, at: int) -> str:
    """Change, delete or add a paragraph of a field of several paragraphs, as Word does."""
    begin = xml.index(f'<w:tag w:val="{tag}"/>')
    start = xml.index("<w:sdtContent>", begin) + len("<w:sdtContent>")
    end = xml.index("</w:sdtContent>", start)
    paragraphs = re.findall(r"<w:p>.*?</w:p>", xml[start:end])
    if how == "change":
        last = paragraphs[at].rindex("</w:t>")
        paragraphs[at] = f"{paragraphs[at][:last]} Word{paragraphs[at][last:]}"
    elif how == "delete":
        del paragraphs[at]
    else:
        paragraphs.insert(at, "<w:p><w:r><w:t>Word ny.</w:t></w:r></w:p>")
    return xml[:start] + "".join(paragraphs) + xml[end:]


def _any_pair(seed: int, sample: Path, folder: Path) -> None:
    """Change, delete or add paragraphs of one text in both places, and hold that to an oracle.

    Two edits clash where both are of one paragraph, or both add at one place; then the review stays
    and the report's words are told. Otherwise both are in the review, and nothing else is changed.
    """
    rng = random.Random(seed)
    data = parse_yaml(sample.read_bytes(), sample)
    many_paragraphs = [w for w in _texts(data) if len(paragraphs_of(_at(data, w))) > 1]
    where = rng.choice(many_paragraphs)
    text = _at(data, where)
    paragraphs = paragraphs_of(text)
    (mine, first), (theirs, second) = (
        (rng.choice(("change", "delete", "add")), rng.randrange(len(paragraphs))) for _ in "12"
    )
    own = list(paragraphs)
    if mine == "change":
        own[first] += " Yaml"
    elif mine == "delete":
        del own[first]
    else:
        own.insert(first, "Yaml ny.")
    review, file, tag = folder / sample.name, folder / "report.docx", ".".join(where)
    review.write_bytes(with_value(sample.read_bytes(), where, retyped(text, own), sample))
    file.write_bytes(edited(report(sample), lambda xml: _changed_in_word(xml, tag, theirs, second)))
    plan = read_back(file, review)
    assert {one.kind for one in plan.changes} <= {"edit", "conflict"}
    new = parse_yaml(new_files(plan, find_library()).get(review, review.read_bytes()), sample)
    found = paragraphs_of(_at(new, where) or "")
    sides = ((mine, "Yaml", first), (theirs, "Word", second))
    clashes = [one for one in plan.changes if one.kind == "conflict"]
    alike = first == second and (mine, theirs) != ("delete", "delete")
    assert bool(clashes) == (alike and (mine == "add") == (theirs == "add"))
    if clashes:
        assert found == own
        said = "".join(one.now for one in clashes)
        assert theirs == "delete" or "Word" in said
        return
    expected = []
    for number, paragraph in enumerate([*paragraphs, ""]):
        here = {how: word for how, word, at in sides if at == number}
        expected += [f"{here['add']} ny."] if "add" in here else []
        if paragraph and "delete" not in here:
            expected.append(f"{paragraph} {here['change']}" if "change" in here else paragraph)
    assert found == expected


def _at(data: dict[str, Any], where: tuple[str, ...]) -> Any:
    for step in where:
        data = data[step]
    return data


SEVERAL = "Et afsnit.\n\n- Et punkt, med komma.\n- Et til: 5 % & <mere>.\n\nDet sidste, {desk}."


def _with_paragraphs(sample: Path, folder: Path) -> Path:
    """Return a copy of a sample in which some texts have several paragraphs."""
    shutil.copytree(sample.parent, folder)
    copy = folder / sample.name
    source = sample.read_bytes()
    for where in _texts(parse_yaml(source, sample))[::9]:
        source = with_value(source, where, SEVERAL, copy)
    copy.write_bytes(source)
    return copy


@pytest.mark.slow
def test_any_two_edits_of_one_text(tmp_path):
    for number, sample in enumerate(ONE_EACH):
        folder = tmp_path / sample.stem
        shutil.copytree(sample.parent, folder)
        base = _with_paragraphs(sample, tmp_path / f"{sample.stem} base")
        for seed in range(number, many(8, 1_000), len(ONE_EACH)):
            _any_pair(seed, base, folder)
