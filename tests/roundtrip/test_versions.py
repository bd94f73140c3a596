"""Three versions of a review become one: both sides' edits are there, or the place is told."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from docgen.roundtrip.versions import merge_versions
from docgen.yamlfile.parse import parse_yaml
from tests.builders import SAMPLES
from tests.commands import docgen
from tests.desks import DK

BASE = """\
# Fjordby
pack: dk
unit:
  name: Fjordby   # byen
  partners: [a, b, c]
review:
  report_date: 2023-10-06
reviewers:
  - name: Reviewer 1
    title: x
  - {name: Reviewer 2, title: y}
development:
  - criterion: disclosure
    recommendation: Et.
  - Et til.
criteria:
  disclosure:
    score: 3
    comment: |
      Første.

      Anden.
"""


def _merged(*edits: tuple[str, str, str]) -> tuple[str, list[str]]:
    """Return what comes of edits (side, old, new) and where both changed the same."""
    versions = {"ours": BASE, "theirs": BASE}
    for side, old, new in edits:
        assert old in versions[side]
        versions[side] = versions[side].replace(old, new, 1)
    ours, theirs = (versions[side].encode() for side in ("ours", "theirs"))
    merged = merge_versions(BASE.encode(), ours, theirs, Path("x.yaml"))
    return merged.content.decode(), [".".join(map(str, one.where)) for one in merged.clashes]


NEED = "  - criterion: disclosure\n    recommendation: Et.\n"
MORE = "    comment: |\n"
O, T = "ours", "theirs"  # noqa: E741
CLEAN = {
    "only theirs": [(T, "Anden.", "Anden!")],
    "two values": [(O, "title: x", "title: z"), (T, "2023-10-06", "2023-10-09")],
    "two paragraphs of a text": [(O, "Første.", "Første!"), (T, "Anden.", "Anden!")],
    "the same edit": [(O, "Anden.", "Anden!"), (T, "Anden.", "Anden!")],
    "entries of a list": [(O, "[a, b", "[A, b"), (T, "c]", "c, d]")],
    "a need and another": [(O, "Et.", "Et!"), (T, "- Et til.", "- Et til.\n  - Et tredje.")],
    "a need deleted": [(O, "Et.", "Et!"), (T, "  - Et til.\n", "")],
    "one person's title": [(O, "title: x", "title: z"), (T, "title: y", "title: w")],
    "remarks of both": [(O, "# byen", "# by"), (T, "# Fjordby", "# Fjordby Kommune")],
    "a value more": [(O, "score: 3", "score: 4"), (T, MORE, f"    sources: [DOK]\n{MORE}")],
}  # fmt: skip


@pytest.mark.parametrize("name", CLEAN)
def test_edits_of_both_sides_are_there(name):
    text, clashes = _merged(*CLEAN[name])
    assert clashes == []
    wanted = BASE
    for old, new in dict.fromkeys((old, new) for _, old, new in CLEAN[name]):
        wanted = wanted.replace(old, new, 1)
    assert parse_yaml(text.encode(), "x") == parse_yaml(wanted.encode(), "x")
    assert text == wanted


CLASHES = {
    "a date": ([(O, "10-06", "10-07"), (T, "10-06", "10-09")], "review.report_date"),
    "a score": (
        [(O, "score: 3", "score: 4"), (T, "score: 3", "score: 2")],
        "criteria.disclosure.score",
    ),
    "a paragraph": ([(O, "Anden.", "Anden!"), (T, "Anden.", "Ny.")], "criteria.disclosure.comment"),
    "a need changed and deleted": ([(O, "Et.", "Et!"), (T, NEED, "")], "development.0"),
    "a need deleted and changed": ([(O, NEED, ""), (T, "Et.", "Et!")], "development"),
    "an entry": ([(O, "[a, b", "[A, b"), (T, "[a, b", "[x, b")], "unit.partners"),
}  # fmt: skip


@pytest.mark.parametrize("name", CLASHES)
def test_where_both_changed_the_same_ours_stays(name):
    edits, where = CLASHES[name]
    text, clashes = _merged(*edits)
    assert clashes == [where]
    ours = BASE.replace(edits[0][1], edits[0][2], 1)
    assert parse_yaml(text.encode(), "x") == parse_yaml(ours.encode(), "x")


def test_what_does_not_clash_is_taken_beside_what_does():
    text, clashes = _merged((O, "Anden.", "Anden!"), (T, "Anden.", "Ny."), (T, "Første.", "Nr. 1"))
    assert clashes == ["criteria.disclosure.comment"]
    assert "Nr. 1" in text
    assert "Anden!" in text


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_version_with_itself_is_itself(sample):
    data = sample.read_bytes()
    other = data + b"# mere\n"
    assert merge_versions(data, data, other, sample).content == other
    assert merge_versions(data, other, data, sample).content == other
    assert merge_versions(b"", data, data, sample).content == data


def _git(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "core.autocrlf=false"]
    argv = ["git", *who, *words]
    return subprocess.run(argv, cwd=folder, capture_output=True, text=True, check=False)


def test_git_calls_it(tmp_path):
    driver = f'"{sys.executable}" -m docgen merge-driver %O %A %B %P'.replace("\\", "/")
    _git(tmp_path, "init", "-q", "-b", "main")
    (tmp_path / ".gitattributes").write_text("*.yaml merge=docgen\n", encoding="utf-8")
    _git(tmp_path, "config", "merge.docgen.driver", driver)
    review = tmp_path / "r.yaml"

    def commit(text: str) -> None:
        review.write_text(text, encoding="utf-8", newline="\n")
        _git(tmp_path, "add", ".")
        _git(tmp_path, "commit", "-qm", "x")

    commit(BASE)
    _git(tmp_path, "checkout", "-qb", "other")
    commit(BASE.replace("Anden.", "Anden!").replace("10-06", "10-09"))
    _git(tmp_path, "checkout", "-q", "main")
    commit(BASE.replace("Første.", "Første!").replace("10-06", "10-07"))
    ran = _git(tmp_path, "merge", "other")
    assert ran.returncode == 1, ran.stdout + ran.stderr
    assert "review.report_date" in ran.stdout + ran.stderr
    text = review.read_text(encoding="utf-8")
    assert "Første!" in text
    assert "Anden!" in text
    assert "10-07" in text


@pytest.mark.parametrize("bad", ["base", "ours", "theirs"])
def test_what_is_no_yaml_stays_as_it_is(bad, tmp_path):
    files = {name: tmp_path / f"{name}.yaml" for name in ("base", "ours", "theirs")}
    for name, file in files.items():
        text = "a: [" if name == bad else BASE.replace("Et.", name)
        file.write_text(text, encoding="utf-8")
    before = files["ours"].read_bytes()
    ran = docgen(tmp_path, "merge-driver", *map(str, files.values()), "r.yaml")
    assert ran.returncode == 1
    assert "git checkout --merge" in ran.stderr
    assert files["ours"].read_bytes() == before


def test_a_merged_review_keeps_every_other_byte():
    data = DK.read_bytes().replace(b"\n", b"\r\n")
    mine = data.replace(b"2023-10-06", b"2023-10-07")
    other = data.replace(b"IPS-koordinator", b"koordinator", 1)
    merged = merge_versions(data, mine, other, DK)
    assert merged.content == mine.replace(b"IPS-koordinator", b"koordinator", 1)
