"""The README and the guide in the other languages say what the English ones say."""

from __future__ import annotations

import re
import runpy

import pytest

from tests.builders import ROOT

TOOL = runpy.run_path(str(ROOT / "tools" / "translations.py"))
PAIRS = [
    pytest.param(file, english, id=file.relative_to(ROOT / "docs").as_posix())
    for file, english in TOOL["translations"]()
]
LINK = re.compile(r"\]\(([^)#\s]+)")
COMMENT = re.compile(r"\s+#( .*)?$")


def commands(text):
    """Return what is typed: indented lines without their comments, and YAML."""
    typed, kind = [], ""
    for line in text.splitlines():
        if line.startswith("```"):
            kind = "" if kind else line
        elif kind == "```yaml" or (not kind and re.match(r" {4,}\S", line)):
            typed.append(COMMENT.sub("", line).strip())
    return typed


@pytest.mark.parametrize(("file", "english"), PAIRS)
def test_no_section_is_behind_its_english(file, english):
    assert list(TOOL["stale"](file, english)) == [], "revise them: tools/translations.py --mark"


@pytest.mark.parametrize(("file", "english"), PAIRS)
def test_what_is_typed_is_the_same(file, english):
    assert commands(file.read_text("utf-8")) == commands(english.read_text("utf-8"))


@pytest.mark.parametrize(("file", "english"), PAIRS)
def test_links_lead_somewhere_and_none_is_left_out(file, english):
    links = {link for link in LINK.findall(file.read_text("utf-8")) if "://" not in link}
    assert [link for link in links if not (file.parent / link).exists()] == []
    wanted = {link for link in LINK.findall(english.read_text("utf-8")) if "://" not in link}
    there = {(file.parent / link).resolve().name for link in links}
    assert {english.parent.joinpath(link).name for link in wanted} <= there


def test_a_change_of_the_english_is_noticed(tmp_path, monkeypatch):
    english, own = tmp_path / "en.md", tmp_path / "da.md"
    monkeypatch.setitem(TOOL["stale"].__globals__, "ROOT", tmp_path)
    english.write_text("# A\n\nx\n\n```\n# no heading\n```\n\n## B\n\ny\n", "utf-8")
    first, second = (one.digest for one in TOOL["sections"](english.read_text("utf-8")))
    own.write_text(
        f"# A\n<!-- English: {first} -->\n\nx\n\n## B\n<!-- English: {second} -->\n\ny\n", "utf-8"
    )
    assert list(TOOL["stale"](own, english)) == []
    english.write_text(english.read_text("utf-8").replace("y", "z"), "utf-8")
    assert list(TOOL["stale"](own, english)) == ["da.md: ## B: behind en.md: ## B"]
    english.write_text(english.read_text("utf-8") + "\n## C\n", "utf-8")
    assert len(list(TOOL["stale"](own, english))) == 2
