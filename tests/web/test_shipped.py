"""What is shipped with the page: other people's scripts as they were made, and their licences."""

from __future__ import annotations

import gzip
import hashlib
import importlib.util
import os
import re
import subprocess
import sys

import pytest
from browsers import program_builder
from served import FJORDBY, ROOT, samples, served

from docgen.cli import serve
from docgen.errors import UsageError
from docgen.web.views import FOLDER, STATIC


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    with served(samples(tmp_path_factory.mktemp("light"))) as site:
        yield site


OTHERS = {  # npm packages docx-preview 0.4.1 and jszip 3.10.2
    "docx-preview.min.js": (
        "c4a133c65a112799e35b143c572dfff9e923a3bf39b5fd3b07a06aa0f8f530c2",
        "docx-preview.LICENSE",
    ),
    "jszip.min.js": (
        "7f839b2d4688b845c105ebf5d2f9803075f91ea0fe72bdaac176c3a04dd3d2c1",
        "jszip.LICENSE.md",
    ),
}


@pytest.mark.parametrize("name", OTHERS)
def test_a_script_of_others_is_as_it_was_published_its_licence_beside_it(name):
    digest, licence = OTHERS[name]
    assert hashlib.sha256((STATIC / name).read_bytes()).hexdigest() == digest
    assert "Licen" in (STATIC / licence).read_text(encoding="utf-8")


def test_nothing_is_loaded_from_elsewhere():
    own = [file for file in (*STATIC.iterdir(), *(FOLDER / "pages").iterdir())
           if file.name not in OTHERS and "LICENSE" not in file.name]  # fmt: skip
    addresses = re.compile(r"https?://(?!www\.w3\.org/)|\bstyle=|\bon\w+=\"")
    found = [file.name for file in own if addresses.search(file.read_text(encoding="utf-8"))]
    assert found == []


@pytest.mark.parametrize(
    "path", ["/", f"/review/{FJORDBY}", f"/report/{FJORDBY}", f"/both/{FJORDBY}"]
)
def test_a_page_is_light(pages, path):
    """All that a browser loads before anything is asked for, as a compressing server sends it."""
    status, text, _ = pages.ask(path)
    own = re.findall(r'(?:src|href)="(/static/[^"]+)"', text)
    weights = [len(gzip.compress(pages.ask(one)[1].encode())) for one in own]
    assert (status, len(own)) > (199, 3)
    assert sum(weights) + len(gzip.compress(text.encode())) < 80_000  # 150 KB are the limit


def test_the_page_starts_without_what_only_word_files_need():
    code = (
        "import sys, docgen.web.app\n"
        "slow = ('docgen.intake', 'docgen.roundtrip.pull', 'docgen.check.run', 'docx', 'lxml')\n"
        "print([name for name in slow if name in sys.modules])"
    )
    command = [sys.executable, "-c", code]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, cwd=ROOT)
    assert run.stdout == "[]\n"


def test_without_the_extra_one_line_says_what_to_install(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(UsageError, match=r'pip install "ips-docgen\[web\]"'):
        serve.command()


@pytest.mark.slow
@pytest.mark.pyinstaller
def test_the_built_program_needs_no_python(tmp_path):
    builder = [
        program_builder() or "",
        str(ROOT / "packaging" / "build.py"),
        "--out",
        str(tmp_path),
    ]
    alone = {name: text for name, text in os.environ.items() if not name.startswith("PYTHON")}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": True}
    subprocess.run(builder, env=alone, **quiet)
    program = tmp_path / "docgen" / "docgen"
    review, out = samples(tmp_path / "data") / FJORDBY, tmp_path / "out"
    bare = {"PATH": "", "HOME": str(tmp_path), "DOCGEN_CACHE": str(tmp_path / "cache")}
    subprocess.run([program, "render", review, "-o", out], env=bare, **quiet)
    assert (out / "fjordby-2023.docx").is_file()
    with served(tmp_path / "data", program=[str(program)]) as site:
        assert "Fjordby" in site.ask("/")[1]
        assert site.ask(f"/made/{FJORDBY}?as=docx")[0] == 200
        assert "4,75" in site.ask(f"/review/{FJORDBY}", headers={"Cookie": "docgen-language=da"})[1]


def test_the_builder_says_what_it_needs():
    program = ROOT / "packaging" / "build.py"
    run = subprocess.run(
        [sys.executable, str(program), "--help"], capture_output=True, encoding="utf-8", check=True
    )
    assert "--out DIR" in run.stdout
