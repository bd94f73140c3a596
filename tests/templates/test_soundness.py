"""Every document of every pack is sound Word: samples, and reviews with nothing, much and odd."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from builders import ONE_EACH, SAMPLES, as_it_is, bare, long, odd, swept

from docgen.batch.run import make_reports
from docgen.word.audit.package import Package, W, local
from docgen.yamlfile.parse import read_yaml

SIGNS = {"noBreakHyphen": "\N{NON-BREAKING HYPHEN}"}
"""What stands for an element without text."""


def _render(source: Path, out: Path) -> list[Path]:
    outcomes = list(make_reports([source], out, document="all"))
    assert [str(outcome.error) for outcome in outcomes if not outcome.good] == []
    return [outcome.report for outcome in outcomes if outcome.report]


def _changed(source: Path, change: Callable[[Any], Any], folder: Path) -> Path:
    """Write the review `source` with a change into `folder`; return its path."""
    path = folder / f"{source.stem}.json"
    path.write_text(json.dumps(change(read_yaml(source))), encoding="utf-8")
    return path


def _paragraphs(report: Path) -> list[str]:
    """Return the texts of the body's paragraphs, without blanks."""
    body = Package.read(report.read_bytes()).trees["word/document.xml"]
    texts = (
        "".join(part.text or SIGNS.get(local(part), "") for part in paragraph.iter(f"{W}*"))
        for paragraph in body.iter(f"{W}p")
    )
    return [text for text in map(_alike, texts) if text]


def _alike(text: str) -> str:
    """Return `text` without blanks: LibreOffice 7 puts the line breaks of a control in front."""
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("sample", swept(SAMPLES, 2), ids=lambda path: path.stem)
def test_every_sample_is_sound(sample, tmp_path, assert_sound):
    for report in _render(sample, tmp_path):
        assert_sound(report)


@pytest.mark.slow
@pytest.mark.parametrize("change", swept([odd, long, bare]))
@pytest.mark.parametrize("sample", swept(ONE_EACH, 2), ids=lambda path: path.parent.name)
def test_odd_long_and_missing_texts_are_sound(sample, change, tmp_path, assert_sound):
    for report in _render(_changed(sample, change, tmp_path), tmp_path / "out"):
        assert_sound(report)


@pytest.mark.parametrize("change", [as_it_is, odd, long, bare])
@pytest.mark.parametrize("sample", ONE_EACH, ids=lambda path: path.parent.name)
def test_the_sdk_takes_every_document(sample, change, tmp_path, assert_sdk_valid):
    for report in _render(_changed(sample, change, tmp_path), tmp_path / "out"):
        assert_sdk_valid(report)


@pytest.mark.parametrize("change", [as_it_is, odd, long, bare])
def test_libreoffice_reads_the_same_texts(change, tmp_path, office):
    reports = [
        report
        for sample in ONE_EACH
        for report in _render(_changed(sample, change, tmp_path), tmp_path / sample.parent.name)
    ]
    texts = office.convert(reports, tmp_path / "txt", "txt")
    for report, path in zip(reports, texts, strict=True):
        rest = _alike(path.read_text(encoding="utf-8-sig"))
        for text in _paragraphs(report):
            _, found, rest = rest.partition(text)
            assert found, f"{report.name}: {text[:80]!r} is missing or out of order"
