"""`docgen preview`: a pack's documents with made-up texts."""

from __future__ import annotations

import pytest
from commands import docgen


def test_previews_are_made_again_but_edited_ones_stay(tmp_path):
    first = docgen(tmp_path, "preview", "dk")
    assert first.returncode == 0
    names = first.stdout.split()
    assert len(names) == 3
    assert docgen(tmp_path, "preview", "dk").returncode == 0
    (tmp_path / names[0]).write_bytes(b"mine")
    assert docgen(tmp_path, "preview", "dk").returncode == 1
    assert (tmp_path / names[0]).read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("preview", "dk", "-d", "none"), "has no document 'none'"),
        (("preview", "xx"), "no pack 'xx'"),
        (("preview", "dk", "-o", "a.docx"), "a.docx: several files are made; name a folder"),
    ],
)
def test_bad_input_is_one_clear_line(tmp_path, line, said):
    ran = docgen(tmp_path, *line)
    assert ran.returncode in (1, 2)
    assert said in ran.stderr
    assert len(ran.stderr.splitlines()) == 1
