"""Pack files that their schemas allow and no country can mean; mutations end in findings."""

import random
import shutil

import pytest
from builders import ROOT, many
from commands import docgen

from docgen.check.packs import check_pack
from docgen.packs.library import find_library


def changed(tmp_path, old, new, file="pack.yaml"):
    """Return the findings of the Swedish pack's YAML files with one change."""
    folder = tmp_path / "packs" / "zz"
    shutil.copytree(ROOT / "templates" / "se", folder, ignore=shutil.ignore_patterns("*.docx"))
    pack = folder / "pack.yaml"
    pack.write_text(
        pack.read_text(encoding="utf-8")
        .replace("code: se", "code: zz")
        .replace("file: scale.docx", "file: base/report.docx")
        .replace("file: scoresheet.docx", "file: base/report.docx"),
        encoding="utf-8",
    )
    target = folder / file
    text = target.read_text(encoding="utf-8")
    assert old in text
    target.write_text(text.replace(old, new, 1), encoding="utf-8")
    return check_pack(folder, library=find_library(), documents=False)


DATE = "date: d MMMM y"


@pytest.mark.parametrize(
    ("old", "new", "rule", "said"),
    [
        (DATE, "date: DD/MM/YYYY", "value", "D is the day of the year"),
        (DATE, "date: d MMMM YYYY", "value", "Y is the year of the week"),
        (DATE, 'date: "d. \'of MMMM y"', "value", "a quote ' is not closed"),
        (DATE, "date: MMMM y", "value", "without the day"),
        ("from: 115", "from: 110", "band", "the legend says 115, 125"),
        ("  draft_mark: ", "  draft_marks: ", "missing", "a draft has no mark"),
        ("  heading_levels: ", "  heading_level: ", "missing", "texts.heading_levels"),
        ("total: Total poäng", "total: Total #poäng", "cut-by-hash", "the rest is a comment"),
        ("  review.dates: ", "  review.datess: ", "unknown-id", "'review.dates'"),
        ("language: sv-SE", "language: xx-YY", "value", "language tag"),
    ],
)
def test_it_is_told_with_its_line(tmp_path, old, new, rule, said):
    told = [one for one in changed(tmp_path, old, new) if one.rule == rule and said in one.message]
    assert told
    assert told[0].line


def test_a_code_that_is_explained_nowhere_is_told_in_criteria_yaml(tmp_path):
    old, new = "[verksamhetssystem, dokumentation", "[verksamhetssystem, dokumentatio"
    (told,) = changed(tmp_path, old, new, "criteria.yaml")
    assert told.line == 19
    assert "dokumentation" in told.message


def test_patterns_that_print_dates_are_let_through(tmp_path):
    for pattern in ("dd.MM.yyyy", "d. MMMM y", "EEEE d MMMM y", "y-MM-dd", "\"d 'de' MMMM y\""):
        assert changed(tmp_path / pattern[:9].strip('"'), DATE, f"date: {pattern}") == []


def test_a_missing_word_is_blamed_on_the_pack(tmp_path):
    changed(tmp_path, "  heading_levels: ", "  heading_level: ")
    ran = docgen(tmp_path, "lint", "zz", "--packs", "packs")
    assert "add `heading_levels` under `texts` in " in ran.stdout


def test_a_broken_word_file_of_all_packs_is_found(tmp_path):
    folder = tmp_path / "base"
    folder.mkdir()
    shutil.copy(ROOT / "templates/base/rules.yaml", folder)
    (folder / "report.docx").write_bytes(b"no zip")
    assert "no-zip" in {one.rule for one in check_pack(folder, library=find_library())}


def mutated(text, chance):
    """Return the text with some lines gone, doubled, moved or retyped."""
    lines = text.split("\n")
    for _ in range(chance.randint(1, 3)):
        n = chance.randrange(len(lines))
        way = chance.randrange(5)
        if way == 0:
            del lines[n]
        elif way == 1:
            lines.insert(n, lines[chance.randrange(len(lines))])
        elif way == 2:
            lines[n] = lines[n].replace(
                ":", chance.choice([": [", ": {", ":", ": !x ", ": &a "]), 1
            )
        elif way == 3:
            head, colon, _ = lines[n].partition(":")
            odd = chance.choice(
                ["0", "-7", "true", "[]", "{}", "null", "1e999", "''", "2026-03-27"]
            )
            lines[n] = f"{head}{colon} {odd}"
        else:
            lines[n] = " " * chance.randrange(9) + lines[n].strip()
    return "\n".join(lines)


@pytest.mark.parametrize(
    "seeds", [range(12), pytest.param(range(12, many(80, 3000)), marks=pytest.mark.slow)], ids=str
)
def test_no_mutation_of_a_pack_is_a_traceback(tmp_path, seeds):
    folder = tmp_path / "zz"
    source = ROOT / "templates" / "se"
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("*.docx"))
    texts = {
        name: (source / name).read_text(encoding="utf-8").replace("code: se", "code: zz")
        for name in ("pack.yaml", "criteria.yaml")
    }
    for seed in seeds:
        chance = random.Random(seed)
        name = chance.choice(sorted(texts))
        for one, text in texts.items():
            new = mutated(text, chance) if one == name else text
            (folder / one).write_text(new, encoding="utf-8")
        told = check_pack(folder, library=find_library(), documents=False)
        assert "unforeseen" not in {one.rule for one in told}, seed
