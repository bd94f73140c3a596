"""Two reviewers' words in one text: told in a draft, and no final report is made of them."""

from __future__ import annotations

import pytest
from builders import review_text

from docgen.check.run import check_paths
from docgen.errors import InvalidDataError
from docgen.report import make_report

PEOPLE = "reviewers: [{name: Reviewer 1, initials: KN}, {name: Reviewer 2, initials: Ø-V}]\n"


def write(folder, text, *, people=PEOPLE, status="final", place="general_comments"):
    """Return a review with `text` among its texts."""
    lines = "".join(f"    {line}\n" for line in text.split("\n"))
    own = f"general_comments: |\n{lines}"
    if place == "summary":
        own = f"summary:\n  strengths: |\n{lines}"
    if place == "development":
        own = f"development:\n  - |\n{lines}"
    review = review_text(head=people + own).replace("status: final", f"status: {status}")
    path = folder / "r.yaml"
    path.write_text(review, encoding="utf-8")
    return path


def told(path):
    return [(one.rule, one.severity) for one in check_paths([path]) if one.rule == "two-voices"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("KN: A.\n\nØ-V: B.", True),
        ("KN: A.", True),
        ("A.\n\nØ-V:\n\n- B.", True),
        ("- KN: A.", True),
        ("A.\nKN : B.", True),
        ("Vi talte med KN: hun siger A.", False),
        ("kn: A.", False),
        ("OV: somebody else.", False),
        ("KNAP: a word that begins so.", False),
        ("KN mener A.", False),
    ],
)
@pytest.mark.parametrize("status", ["final", "draft"])
def test_initials_at_the_beginning_of_a_line_are_a_voice(tmp_path, text, found, status):
    path = write(tmp_path, text, status=status)
    severity = "error" if status == "final" else "warning"
    assert told(path) == ([("two-voices", severity)] if found else [])
    if found and status == "final":
        with pytest.raises(InvalidDataError, match="write one text"):
            make_report(path, tmp_path / "out")
        assert not (tmp_path / "out" / "r.docx").exists()
    else:
        make_report(path, tmp_path / "out")


@pytest.mark.parametrize("place", ["summary", "development"])
def test_any_text_may_have_them(tmp_path, place):
    assert told(write(tmp_path, "KN: A.", place=place))


@pytest.mark.parametrize("key", ["ratings: {XY: 4}", "notes: {XY: My own.}"])
def test_initials_of_ratings_and_notes_count_and_notes_are_never_printed(tmp_path, key):
    path = write(tmp_path, "XY: A.")
    path.write_text(
        path.read_text("utf-8").replace("    score", f"    {key}\n    score", 1), "utf-8"
    )
    assert told(path)
    path.write_text(path.read_text("utf-8").replace("XY: A.", "A."), "utf-8")
    assert told(path) == []
    assert b"My own" not in make_report(path, tmp_path / "out").read_bytes()
