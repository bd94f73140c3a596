"""Addresses of a store are taken where a command reads or writes there, nowhere else."""

from __future__ import annotations

import pytest
from commands import docgen as in_folder


@pytest.mark.parametrize(
    "line",
    [
        "export s3://b/a.docx",
        "pull s3://b/a.docx",
        "status s3://b",
        "new dk -o s3://b/a.yaml",
        "new --from=s3://b/a.docx -o a.yaml",
        "form dk -o s3://b/f.docx",
        "init S3://b/i",
        "lint s3://b/t.docx",
        "check s3://b --fix",
        "score --fill s3://b",
        "score . --format xlsx -o s3://b/s.xlsx",
        "score . --format xlsx --out=s3://b/s.xlsx",
    ],
)
def test_an_address_is_refused_where_only_files_of_this_machine_are_taken(tmp_path, line):
    """Else it would be written into a folder `s3:` here, and be said to be there."""
    run = in_folder(tmp_path, *line.split())
    assert run.returncode == 2
    assert "takes files of this machine here, not s3://b" in run.stderr
    assert run.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []
