"""The recipe for Kubernetes does what it says: its shares make all reports, each once."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from builders import ROOT, files_of, write_review

from docgen.yamlfile.parse import parse_yaml


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="its pods run Linux")
def test_the_shares_of_an_indexed_job_make_all_reports(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "batch.md").read_text("utf-8")
    found = re.search(r"```yaml\n(apiVersion: batch/v1\n.*?)```", page, re.DOTALL)
    assert found is not None
    job = parse_yaml(found[1], "batch.md")
    (container,) = job["spec"]["template"]["spec"]["containers"]
    for number in range(6):
        write_review(tmp_path / "data" / f"r{number}.yaml", unit=f"Enhed {number}")
    script = container["args"][0].replace("docgen ", f"{shlex.quote(sys.executable)} -m docgen ", 1)
    for index in range(job["spec"]["completions"]):
        environment = {
            **os.environ,
            "JOB_COMPLETION_INDEX": str(index),
            "PYTHONPATH": str(ROOT),
            "DOCGEN_LANG": "en",
        }
        done = subprocess.run(
            [*container["command"], script], cwd=tmp_path, env=environment, check=False,
            capture_output=True,
        )  # fmt: skip
        assert done.returncode in (0, 2), done.stderr  # 2: a share without any review
    assert files_of(tmp_path / "out") == [f"r{number}.docx" for number in range(6)]
