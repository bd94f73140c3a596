"""The wheel stands alone: installed into an empty environment it renders from a bare folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
import zipfile

import pytest
from builders import ROOT

SAMPLE = ROOT / "data" / "dk" / "fjordby-2023.yaml"
BUNDLED = ("data", "schemas", "templates")

pytestmark = pytest.mark.slow


def _run(*command, cwd, **environment):
    """Return the finished command; its output is UTF-8 whatever the system says."""
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    return subprocess.run(
        [*map(str, command)],
        capture_output=True,
        encoding="utf-8",
        cwd=cwd,
        env=kept | environment,
        check=False,
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Return the wheel, built from this folder."""
    out = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel", "-q"]
    run = _run(*pip, "--no-deps", "--no-build-isolation", "-w", out, ROOT, cwd=out)
    assert run.returncode == 0, run.stderr
    return next(out.glob("ips_docgen-*.whl"))


@pytest.fixture(scope="module")
def docgen(wheel, tmp_path_factory):
    """Return the command of an environment that holds the wheel and what it asks for."""
    home = tmp_path_factory.mktemp("tomt miljø ø")
    venv.create(home, with_pip=True)
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    pip = [scripts / "python", "-m", "pip", "--disable-pip-version-check", "install", "-q"]
    run = _run(*pip, "-c", ROOT / "constraints.txt", wheel, cwd=home)
    assert run.returncode == 0, run.stderr
    return shutil.which("docgen", path=str(scripts))


@pytest.fixture
def folder(tmp_path):
    """Return a folder with a blank and an ø in its path that holds the Danish sample alone."""
    folder = tmp_path / "mine rapporter ø"
    folder.mkdir()
    shutil.copy(SAMPLE, folder)
    return folder


def test_the_wheel_holds_every_pack_schema_and_sample(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    expected = {
        f"docgen/_bundled/{path.relative_to(ROOT).as_posix()}"
        for part in BUNDLED
        for path in (ROOT / part).rglob("*")
        if path.is_file() and not path.name.startswith(("~", "."))
    }
    assert expected
    assert expected - names == set()


def test_the_danish_sample_renders_from_a_folder_that_holds_nothing_else(
    docgen, folder, assert_sound
):
    run = _run(docgen, "render", SAMPLE.name, "-d", "all", cwd=folder)
    assert run.returncode == 0, run.stderr
    made = sorted(path.name for path in (folder / "out").glob("*.docx"))
    assert made == ["fjordby-2023-overview.docx", "fjordby-2023.docx"]
    for name in made:
        assert_sound(folder / "out" / name)


@pytest.mark.parametrize(
    ("sample", "words"),
    [
        pytest.param("dk/fjordby-2023.yaml", "Åbenhed om sygdom", id="Danish"),
        pytest.param("no/fjellvik-2025.yaml", "Deltakerportefølje", id="Norwegian"),
    ],
)
@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_a_narrow_terminal_does_not_break_the_text(docgen, tmp_path, encoding, sample, words):
    narrow = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "LC_ALL": "C"}
    run = _run(docgen, "score", ROOT / "data" / sample, cwd=tmp_path, **narrow)
    assert (run.returncode, run.stderr) == (0, "")
    assert words in run.stdout


def test_a_folder_to_work_in_is_complete(docgen, tmp_path):
    run = _run(docgen, "init", "min mappe ø", "--samples", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    run = _run(docgen, "check", "samples", cwd=tmp_path / "min mappe ø")
    assert run.returncode == 0, run.stdout + run.stderr
