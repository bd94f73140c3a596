"""Through a real scheduler to a store, a worker killed on the way: complete, nothing twice."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from builders import ROOT
from motoserver import moto_program


@pytest.mark.slow
@pytest.mark.moto
def test_all_reports_stand_and_each_was_written_once():
    pytest.importorskip("distributed", reason="Dask is missing: pip install -e .[dask]")
    pytest.importorskip("s3fs", reason="s3fs is missing: pip install -e .[s3]")
    program = moto_program()
    assert program is not None
    run = subprocess.run(
        [sys.executable, "-m", "bench.far", "--count", "1000", "--moto", program],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    found = json.loads(run.stdout)
    assert (found["reports"], found["written"], found["most_writes"]) == (1000, 1000, 1)
    assert found["killed_at"] > 0
