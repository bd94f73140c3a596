"""The evaluator's guide: its commands run in their order, and answer what it shows."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import docx
import pytest
from builders import ROOT, swept
from ooxml.reading import texts_of

from docgen.check.run import check_review
from docgen.cli import main
from docgen.model import tongue
from docgen.yamlfile.parse import parse_yaml

GUIDES = {
    language: (ROOT / "docs" / folder / "a-new-report.md").read_text(encoding="utf-8")
    for language, folder in (("en", ""), ("da", "da"), ("sv", "sv"), ("nb", "nb"))
}
GUIDE = GUIDES["en"]
STEP = re.compile(
    r"^    docgen (?P<command>[^\n]+)$|^```text\n(?P<shown>.*?)^```$", re.MULTILINE | re.DOTALL
)
PRACTICE = "samples/_practice/naset-2026.yaml"
NEXT = "samples/fi-sv/ekvik-2027.yaml"


def mend_by_hand():
    """Do with the practice file what the guide says that one does oneself."""
    file = Path(PRACTICE)
    text = file.read_text(encoding="utf-8")
    for wrong, right in (("112", "97"), ("    source:", "    sources:"), ("4.5", "4")):
        assert wrong in text
        text = text.replace(wrong, right)
    file.write_text(text, encoding="utf-8")


def two_reviewers_fill_in():
    """Write the files of two reviewers who differ in two criteria."""
    sample = Path("samples/fi-sv/ekvik-2026.yaml").read_text(encoding="utf-8")
    criteria = sample[sample.index("criteria:") :]
    for initials, scores in (("kn", (5, 5)), ("ov", (2, 4))):
        file = Path(f"data/kusten/_udden-2026-{initials}.yaml")
        head, _, _ = file.read_text(encoding="utf-8").partition("# --- ")
        first, second, *rest = criteria.split("score: 5")
        own = f"{first}score: {scores[0]}{second}score: {scores[1]}{'score: 5'.join(rest)}"
        head = head[: head.rindex("criteria:")].replace("TODO ", "Bedömare ")
        file.write_text(head + own, encoding="utf-8")


def take_over_last_years_comment():
    """Take the comment on the first criterion out of the comments."""
    file = Path(NEXT)
    lines = file.read_text(encoding="utf-8").split("\n")
    place = lines.index("    comment: |", lines.index("  caseload_size:"))
    lines.insert(place + 1, lines[place - 1].replace("#   ", "  "))
    file.write_text("\n".join(lines), encoding="utf-8")


def edit_in_word():
    """Change the report, as a user does in Word."""
    report = docx.Document("out/ekvik-2026.docx")
    report.add_paragraph("Tack.")
    report.save("out/ekvik-2026.docx")


BETWEEN = {
    (f"check {PRACTICE}", 3): mend_by_hand,
    ("form fi-sv --consensus", 1): two_reviewers_fill_in,
    (f"check {NEXT}", 1): take_over_last_years_comment,
    ("render samples/fi-sv/ekvik-2026.yaml", 2): edit_in_word,
}
"""What a reader does before a command that begins so, and is met for that time."""


@pytest.mark.parametrize("language", swept(GUIDES))
def test_an_evaluator_can_walk_the_whole_way(language, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(tongue, "_fixed", [language])
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    met: dict[str, int] = {}
    shown = 0
    answer = ""
    for step in STEP.finditer(GUIDES[language]):
        if step["command"]:
            for begin, times in BETWEEN:
                if step["command"].startswith(begin):
                    met[begin] = met.get(begin, 0) + 1
                    if met[begin] == times:
                        BETWEEN[begin, times]()
            with pytest.raises(SystemExit) as ended:
                main(shlex.split(step["command"]))
            answer = " ".join("\n".join(capsys.readouterr()).split())
            assert ended.value.code in (0, 1), answer
            if step["command"].startswith("init"):
                monkeypatch.chdir(tmp_path / "ips-reviews")
            continue
        place = 0
        for piece in re.split(r"^\.\.\.\s", step["shown"], flags=re.MULTILINE):
            words = " ".join(piece.split())
            found = answer.find(words, place)
            assert found >= 0, f"the guide shows\n{words}\nthe answer is\n{answer}"
            place = found + len(words)
        shown += 1
    assert shown >= 10
    assert all(met.get(begin, 0) >= times for begin, times in BETWEEN)
    report = texts_of(Path("out/sent/ekvik-2026.docx").read_bytes())
    assert "Vilken i ordningen var den här IPS-kvalitetsbedömningen? 2" in report


def test_its_pieces_of_reviews_are_sound(tmp_path):
    pieces = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
    shared, criterion, earlier = pieces
    (tmp_path / "_shared.yaml").write_text(shared, encoding="utf-8")
    path = tmp_path / "a.yaml"
    earlier = earlier.replace("review:\n", "review:\n  status: draft\n")
    path.write_text(
        f"pack: fi-sv\nunit: {{name: A}}\n{earlier}criteria:\n{criterion}", encoding="utf-8"
    )
    assert check_review(path) == []
    assert parse_yaml(shared.encode(), path)["unit"]["place"] == "Kustens välfärdsområde"
