"""What all tests share: proof that Word files are sound, LibreOffice, and what must not be skipped.

`assert_sound(report)` runs a strict XML parse, our own rules and openxml-audit. `assert_sdk_valid`
and `office` need tools that not every machine has; a test that uses them is marked `sdk` or
`libreoffice` by itself. What DOCGEN_REQUIRE names may not be skipped.
"""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browsers import axe_script, chromium_program, program_builder, schemathesis, started_browser
from builders import examples
from disks import small_disks
from hypothesis import settings
from motoserver import Store, moto_program, started_store
from ooxml.libreoffice import Office, office_program
from ooxml.pdfcheckers import PACKAGES, pdf_checkers
from ooxml.required import KINDS, required_kinds
from ooxml.validators import SDK_NAME, audit_faults, own_faults, sdk_faults, sdk_program

from docgen import cache
from docgen.model.tongue import ask_for
from docgen.yamlfile import parse

settings.register_profile("docgen", derandomize=True, deadline=None, max_examples=examples(100))
settings.load_profile("docgen")
"""The same examples each time, however slow the machine is."""
Report = Path | bytes
cache.MOST_FILES = 5_000
"""The tests compile more templates than a user has packs: what one worker compiled helps all, and
the next run, as long as the code is the same."""
ask_for("en")
"""Tests hold the English sentences, also those of programs that they start."""
REQUIRED = required_kinds(os.environ.get("DOCGEN_REQUIRE", ""))
MARKS = {
    "assert_sdk_valid": "sdk",
    "office": "libreoffice",
    "browser": "chromium",
    "axe": "axe",
    "store": "moto",
}
"""The marker that the use of a fixture brings."""

MISSING = {
    "axe": "axe is missing: npm install --no-save axe-core@4.14.1",
    "chromium": "Chromium is missing: install it, or name it in DOCGEN_CHROMIUM",
    "libreoffice": "LibreOffice is missing: install it, or name its soffice in DOCGEN_SOFFICE",
    "moto": (
        "moto is missing: pip install 'moto[s3]==5.2.5' flask flask-cors into a place of its own, "
        "and name its bin in DOCGEN_MOTO"
    ),
    "pdf": (
        f"the checkers of PDFs are missing: pip install {' '.join(PACKAGES)} into a place of their "
        "own, and name its bin in DOCGEN_PDF_CHECKERS"
    ),
    "pyinstaller": (
        "PyInstaller is missing: pip install '.[web]' pyinstaller==6.22.3 into a place of its own, "
        "and name its bin in DOCGEN_PYINSTALLER"
    ),
    "schemathesis": (
        "schemathesis is missing: pip install schemathesis==4.32.5 into a place of its own, and "
        "name its bin in DOCGEN_SCHEMATHESIS"
    ),
    "sdk": f"the SDK validator is missing: npm install --no-save {SDK_NAME}@0.4.0",
    "slow": "slow: runs with DOCGEN_REQUIRE=slow",
    "tmpfs": "a small disk cannot be mounted here: that takes Linux and root",
}


if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A run that a shell started in the background ignores Ctrl-C, and so would all it starts.
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _is_there(kind: str) -> bool:
    if kind == "axe":
        return axe_script().is_file()
    if kind == "chromium":
        return chromium_program() is not None
    if kind == "libreoffice":
        return office_program() is not None
    if kind == "pyinstaller":
        return program_builder() is not None
    if kind == "schemathesis":
        return schemathesis() is not None
    if kind == "sdk":
        return sdk_program() is not None
    if kind == "moto":
        return moto_program() is not None
    if kind == "pdf":
        return pdf_checkers() is not None
    return kind in REQUIRED or (kind == "tmpfs" and small_disks())


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that use a tool, and skip those whose tool is missing."""
    absent = {kind for kind in KINDS if not _is_there(kind)}
    for item in items:
        for fixture, mark in MARKS.items():
            if fixture in getattr(item, "fixturenames", ()):
                item.add_marker(mark)
        marks = {mark.name for mark in item.iter_markers()}
        for kind in KINDS:
            if kind in absent and kind in marks:
                item.add_marker(pytest.mark.skip(reason=MISSING[kind]))


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Leave what was collected out of each search for cycles: it stays until the end.

    With thousands of tests in it, such a search would take half a second, and a tenth of a run.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Turn the skip of a required kind into a failure."""
    report: Any = yield
    required = [kind for kind in REQUIRED if item.get_closest_marker(kind)]
    if report.skipped and required and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, but DOCGEN_REQUIRE names {required[0]}: {report.longrepr[2]}"
    return report


@pytest.fixture
def _as_file(tmp_path: Path) -> Callable[[Report], Path]:
    """Return a function that gives bytes a file; a path stays."""

    def as_file(report: Report) -> Path:
        if isinstance(report, Path):
            return report
        path = tmp_path / "checked.docx"
        path.write_bytes(report)
        return path

    return as_file


@pytest.fixture
def assert_sound(_as_file: Callable[[Report], Path]) -> Callable[[Report], None]:
    """Return a check of a Word file: strict XML parse, our own rules, openxml-audit."""

    def check(report: Report) -> None:
        path = _as_file(report)
        # A file that cannot be read makes the audit's findings noise.
        faults = own_faults(path) or audit_faults(path)
        assert not faults, "\n".join(faults[:20])

    return check


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Yield the folder of a cache of the test's own."""
    tmp_path.chmod(0o755)
    monkeypatch.setenv(cache.ENVIRONMENT, str(tmp_path / "cache"))
    cache._place.cache_clear()
    yield tmp_path / "cache"
    cache._place.cache_clear()


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return the lengths of the YAML texts that were parsed."""
    lengths: list[int] = []
    real = parse.FastParser

    def counting(text: str) -> object:
        lengths.append(len(text))
        return real(text)

    monkeypatch.setattr(parse, "FastParser", counting)
    return lengths


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Yield a headless Chromium, for tests marked `chromium`."""
    with started_browser() as found:
        yield found


@pytest.fixture(scope="session")
def _store_server() -> Iterator[str]:
    with started_store() as address:
        yield address


@pytest.fixture
def store(_store_server: str, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Return an empty bucket in a store of this machine, for tests marked `moto`."""
    return Store.fresh(_store_server, monkeypatch)


@pytest.fixture(scope="session")
def axe() -> str:
    """Return axe-core's script, for tests marked `axe`."""
    return axe_script().read_text(encoding="utf-8")


@pytest.fixture
def assert_sdk_valid(_as_file: Callable[[Report], Path]) -> Callable[[Report], None]:
    """Return a check by Microsoft's Open XML SDK; for tests marked `sdk`."""
    program = sdk_program()
    assert program, MISSING["sdk"]

    def check(report: Report) -> None:
        faults = sdk_faults(program, _as_file(report))
        assert not faults, "\n".join(faults[:20])

    return check


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Return LibreOffice; for tests marked `libreoffice`. Give it many files in one call."""
    program = office_program()
    assert program, MISSING["libreoffice"]
    return Office(program, tmp_path_factory.mktemp("profile"))
