"""`score --fill`: proposals go where a score is absent, and no other byte changes."""

from __future__ import annotations

import pytest

from docgen.authoring.fill import MARK, fill_file, fill_scores
from docgen.errors import InvalidDataError, SaveError
from docgen.scoring.propose import Proposal
from docgen.yamlfile.parse import parse_yaml


def proposals(**scores):
    return {key: Proposal(criterion=key, score=score) for key, score in scores.items()}


FIVE = proposals(caseload_size=5)

BLOCK = "pack: dk\ncriteria:\n  caseload_size:\n{0}    evidence: {{clients: 19}}\n"

QUOTED = """criteria:
  "caseload_size":
    "score": {0}
    comment: |
      one

      two
"""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            BLOCK.format("    score:\n"),
            BLOCK.format("    score: 5  # proposed\n"),
            id="nothing behind the colon",
        ),
        pytest.param(
            BLOCK.format("    score: null\n"),
            BLOCK.format("    score: 5  # proposed\n"),
            id="null is replaced",
        ),
        pytest.param(
            BLOCK.format("    score: ~   # later\n"),
            BLOCK.format("    score: 5  # proposed   # later\n"),
            id="a comment behind a tilde stays",
        ),
        pytest.param(
            BLOCK.format("    score:    # later\n"),
            BLOCK.format("    score: 5  # proposed    # later\n"),
            id="a comment behind nothing stays",
        ),
        pytest.param(
            BLOCK.format(""),
            BLOCK.format("    score: 5  # proposed\n"),
            id="an absent key becomes the first of its criterion",
        ),
        pytest.param(
            BLOCK.format("    # why we came\n"),
            "pack: dk\ncriteria:\n  caseload_size:\n    # why we came\n"
            "    score: 5  # proposed\n    evidence: {clients: 19}\n",
            id="a comment above the first key stays above",
        ),
        pytest.param(
            "criteria:\n  caseload_size: {evidence: {clients: 19}}\n",
            "criteria:\n  caseload_size: {score: 5, evidence: {clients: 19}}  # proposed\n",
            id="a flow mapping gets the key in front and the mark behind",
        ),
        pytest.param(
            "criteria:\n  caseload_size: {evidence: {clients: 19}, score: null} # note\n",
            "criteria:\n  caseload_size: {evidence: {clients: 19}, score: 5}  # proposed # note\n",
            id="null in a flow mapping is replaced",
        ),
        pytest.param(
            "criteria:\n  caseload_size: {score: , evidence: {clients: 19}}\n",
            "criteria:\n  caseload_size: {score: 5 , evidence: {clients: 19}}  # proposed\n",
            id="an empty value in a flow mapping is filled",
        ),
        pytest.param(
            "criteria:\n  caseload_size: {score, evidence: {clients: 19}}\n",
            "criteria:\n  caseload_size: {score: 5, evidence: {clients: 19}}  # proposed\n",
            id="a key without a colon gets one",
        ),
        pytest.param(
            "criteria:\n  caseload_size: {comment: 'a # b', evidence: {clients: 19}}\n",
            "criteria:\n  caseload_size: {score: 5,  # proposed\n"
            "                  comment: 'a # b', evidence: {clients: 19}}\n",
            id="where the line's end is hard to find, the mark stands behind the score",
        ),
        pytest.param(
            "criteria:\n  caseload_size: {\n    evidence: {clients: 19},\n  }\n",
            "criteria:\n  caseload_size: {score: 5,  # proposed\n"
            "    evidence: {clients: 19},\n  }\n",
            id="a flow mapping over several lines",
        ),
        pytest.param(
            "criteria: {}\n",
            "criteria: {caseload_size: {score: 5}}  # proposed\n",
            id="no criteria yet, in a flow mapping",
        ),
        pytest.param(
            "criteria:\nunit: {name: A}\n",
            "criteria: {caseload_size: {score: 5}}  # proposed\nunit: {name: A}\n",
            id="no criteria yet, behind the colon",
        ),
        pytest.param(
            "unit: {name: A}",
            "unit: {name: A}\ncriteria: {caseload_size: {score: 5}}  # proposed\n",
            id="no criteria at all, last line without an end",
        ),
        pytest.param(
            "{unit: {name: A}}\n",
            "{criteria: {caseload_size: {score: 5}}, unit: {name: A}}  # proposed\n",
            id="a whole review in braces",
        ),
        pytest.param(
            "criteria:\n  caseload_size: {score: ~, comment: 'a # b'}\n",
            "criteria:\n  caseload_size: {score: 5  # proposed\n"
            "                          , comment: 'a # b'}\n",
            id="a value in a line whose end is hard to find",
        ),
        pytest.param(
            "criteria:\n  disclosure: {score: 4}\n",
            "criteria:\n  caseload_size: {score: 5}  # proposed\n  disclosure: {score: 4}\n",
            id="an absent criterion stands before those that come later",
        ),
        pytest.param(
            "criteria:\n  caseload_size:   # first\n  disclosure: {score: 4}\n",
            "criteria:\n  caseload_size: {score: 5}  # proposed   # first\n"
            "  disclosure: {score: 4}\n",
            id="a criterion without anything",
        ),
        pytest.param(
            BLOCK.format("    score:\n").replace("\n", "\r\n"),
            BLOCK.format("    score: 5  # proposed\n").replace("\n", "\r\n"),
            id="Windows line ends stay",
        ),
        pytest.param(
            BLOCK.format("").replace("\n", "\r\n"),
            BLOCK.format("    score: 5  # proposed\n").replace("\n", "\r\n"),
            id="a new line ends as the others do",
        ),
        pytest.param(
            "\ufeff" + BLOCK.format("    score:\n"),
            "\ufeff" + BLOCK.format("    score: 5  # proposed\n"),
            id="a byte order mark stays",
        ),
        pytest.param(
            "note: 'øæå 𝕏 # no comment'\n" + BLOCK.format("    score:\n"),
            "note: 'øæå 𝕏 # no comment'\n" + BLOCK.format("    score: 5  # proposed\n"),
            id="letters of several bytes do not move the place",
        ),
        pytest.param(
            QUOTED.format("null"),
            QUOTED.format("5  # proposed"),
            id="quoted keys and block texts stay",
        ),
        pytest.param(
            BLOCK.format("    score: 2  # ours\n"),
            BLOCK.format("    score: 2  # ours\n"),
            id="a score that is there is never touched",
        ),
        pytest.param(
            BLOCK.format("    score: 4.5\n"),
            BLOCK.format("    score: 4.5\n"),
            id="not even a wrong one",
        ),
    ],
)
def test_fill(before, after):
    result = fill_scores(before.encode(), FIVE, "a.yaml")
    assert result.data.decode() == after
    changed = after != before
    assert result.filled == (("caseload_size",) if changed else ())
    if changed:
        filled = parse_yaml(result.data, "a.yaml")
        assert filled["criteria"]["caseload_size"]["score"] == 5


def test_two_criteria_on_one_line_share_the_mark():
    before = b"criteria: {caseload_size: {score: ~}, disclosure: {score: ~}}\n"
    after = b"criteria: {caseload_size: {score: 5}, disclosure: {score: 4}}  # proposed\n"
    both = proposals(caseload_size=5, disclosure=4)
    assert fill_scores(before, both, "a.yaml").data == after


def test_without_a_proposal_nothing_is_written():
    source = BLOCK.format("    score:\n").encode()
    result = fill_scores(source, proposals(caseload_size=None), "a.yaml")
    assert (result.data, result.filled, result.skipped) == (source, (), ())


def test_lines_that_two_criteria_share_are_left_alone_and_named():
    source = b"criteria:\n  caseload_size: &same {evidence: {}}\n  disclosure: *same\n"
    result = fill_scores(source, FIVE, "a.yaml")
    assert (result.data, result.skipped) == (source, ("caseload_size",))


def test_a_file_is_replaced_whole_and_keeps_its_rights(tmp_path):
    path = tmp_path / "bedømmelse 2026.yaml"
    path.write_bytes(BLOCK.format("    score:\n").encode())
    path.chmod(0o640)
    mode = path.stat().st_mode
    result = fill_file(path, FIVE)
    assert path.read_bytes() == result.data
    assert MARK.encode() in result.data
    assert path.stat().st_mode == mode
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_nothing_to_fill_leaves_the_file_untouched(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_bytes(BLOCK.format("    score: 3\n").encode())
    before = path.stat().st_mtime_ns
    assert fill_file(path, FIVE).filled == ()
    assert path.stat().st_mtime_ns == before


def test_json_takes_no_marks(tmp_path):
    path = tmp_path / "a.json"
    path.write_text('{"criteria": {}}', encoding="utf-8")
    with pytest.raises(SaveError, match="takes no comments"):
        fill_file(path, FIVE)


def test_a_broken_file_is_told_and_kept(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_bytes(b"criteria: {a: 1, a: 2}\n")
    with pytest.raises(InvalidDataError, match="second time"):
        fill_file(path, FIVE)
    assert path.read_bytes() == b"criteria: {a: 1, a: 2}\n"


def test_a_full_disk_leaves_the_file_as_it_was(tmp_path, monkeypatch):
    path = tmp_path / "a.yaml"
    path.write_bytes(BLOCK.format("    score:\n").encode())

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.write", full)
    with pytest.raises(SaveError, match="the disk is full"):
        fill_file(path, FIVE)
    assert [file.name for file in tmp_path.iterdir()] == ["a.yaml"]
    assert b"proposed" not in path.read_bytes()


def test_a_file_open_elsewhere_is_one_line(tmp_path, monkeypatch):
    path = tmp_path / "a.yaml"
    path.write_bytes(BLOCK.format("    score:\n").encode())

    def locked(*_, **__):
        error = PermissionError(13, "open in another program")
        error.winerror = 32
        raise error

    monkeypatch.setattr("os.replace", locked)
    with pytest.raises(SaveError, match="close it in your editor"):
        fill_file(path, FIVE)
    assert [file.name for file in tmp_path.iterdir()] == ["a.yaml"]
