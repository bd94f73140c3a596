"""A manifest of any content is read within bounds, and the later run counts whatever clocks say."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.errors import UsageError
from docgen.output import journal
from docgen.output.folder import Folder
from docgen.output.journal import (
    MOST_LINE,
    JournalLines,
    Lines,
    journals_of,
    line_of,
    read_journals,
)
from docgen.output.manifest import (
    Manifest,
    ManifestEntry,
    open_manifest,
    read_manifest,
    worker_manifest,
)
from tests.builders import examples


def read(folder: Path) -> JournalLines:
    with Folder.at(folder) as opened:
        return read_journals(opened, journals_of(opened, "manifest"))


def line(name: str, digest: str, **more: str) -> bytes:
    return json.dumps({"name": name, "digest": digest, **more}).encode() + b"\n"


SOUND = line("a.docx", "d1")


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"[" * 2_000_000, id="two million brackets without an end"),
        pytest.param(b"[" * 2_000_000 + b"\n", id="two million brackets"),
        pytest.param(b'{"name":' * 1_000 + b"\n", id="mappings in mappings"),
        pytest.param(b'{"name":"a.docx","digest":' + b"9" * 9_000 + b"}\n", id="a long number"),
        pytest.param(b'{"name":"a.docx","digest":"' + b"x" * 40_000 + b'"}\n', id="a long line"),
        pytest.param(b'{"name":"a.docx","digest":1e999}\n', id="a number beyond all bounds"),
        pytest.param(b'{"name":["a.docx"],"digest":"d"}\n', id="a name that is a list"),
        pytest.param(b"\xff\xfe\x00\x00" * 99 + b"\n", id="no UTF-8"),
        pytest.param(b"null\ntrue\n7\n[]\n{}\n\n", id="JSON that is no entry"),
    ],
)
def test_what_is_no_line_of_ours_is_passed_over(tmp_path: Path, content: bytes) -> None:
    (tmp_path / ".docgen").mkdir()
    file = tmp_path / ".docgen" / "manifest.jsonl"
    file.write_bytes(SOUND + content.rstrip(b"\n") + b"\n" + line("b.docx", "d2") + content)
    known = read(tmp_path / ".docgen")
    assert {name: json.loads(each)["digest"] for name, each in known.lines.items()} == {
        "a.docx": "d1",
        "b.docx": "d2",
    }
    with open_manifest(tmp_path) as manifest:
        assert manifest.entry("a.docx")
    assert file.read_bytes() == SOUND + line("b.docx", "d2")


def test_a_long_line_is_never_held_as_a_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "manifest.jsonl").write_bytes(b"x" * 50 * MOST_LINE + b"\n" + SOUND)
    parsed: list[int] = []
    true_values = journal.values_of

    def values_of(each: bytes) -> dict[str, str] | None:
        parsed.append(len(each))
        return true_values(each)

    monkeypatch.setattr(journal, "values_of", values_of)
    assert read(tmp_path).seen == 2
    assert parsed == [0, len(SOUND)]


def test_the_longest_line_of_ours_is_read() -> None:
    entry = ManifestEntry("ø" * 2_000 + ".docx", *("f" * 64 for _ in range(3)))
    assert len(entry.line(1)) < MOST_LINE


def test_more_than_a_million_reports_need_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "MOST", 3 * len(SOUND))
    folder = tmp_path / ".docgen"
    folder.mkdir()
    for number in range(4):
        (folder / f"manifest.w-{number}.jsonl").write_bytes(SOUND)
    for look in (open_manifest, read_manifest):
        with pytest.raises(UsageError, match=r"holds manifests of more than .*another -o"):
            look(tmp_path).__enter__()  # type: ignore[attr-defined]
    assert len(list(folder.iterdir())) == 4


@settings(derandomize=True, max_examples=examples(200))
@given(st.binary(max_size=400))
def test_any_bytes_are_read(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("any")
    (folder / "manifest.jsonl").write_bytes(data + b"\n" + SOUND)
    assert read(folder).lines["a.docx"] == SOUND


# --- which line counts -----------------------------------------------------------------------


def set_back(path: Path, seconds: int) -> None:
    """Write the time that a machine would whose clock is so much behind (or ahead: negative)."""
    then = path.stat().st_mtime - seconds
    os.utime(path, (then, then))


def add(manifest: Manifest, digest: str) -> None:
    manifest.add(ManifestEntry("a.docx", digest))
    manifest.close()


def test_a_later_share_counts_though_its_clock_is_behind(tmp_path: Path) -> None:
    for share, digest, seconds in (("1-of-2", "d1", -7200), ("1-of-3", "d2", 7200)):
        with open_manifest(tmp_path, share) as manifest:
            add(manifest, digest)
        set_back(tmp_path / ".docgen" / f"manifest.{share}.jsonl", seconds)
    entry = read_manifest(tmp_path).entry("a.docx")
    assert entry is not None
    assert entry.digest == "d2"


def test_the_journal_of_a_worker_counts_before_the_lines_of_older_runs(tmp_path: Path) -> None:
    with open_manifest(tmp_path) as manifest:
        add(manifest, "d1")
    with open_manifest(tmp_path) as manifest:
        worker = worker_manifest(tmp_path, run=manifest.run)
        add(worker, "d2")
        for path in (tmp_path / ".docgen").glob("manifest.w-*"):
            set_back(path, 7200)
    entry = read_manifest(tmp_path).entry("a.docx")
    assert entry is not None
    assert entry.digest == "d2"


def test_every_run_has_a_higher_number(tmp_path: Path) -> None:
    runs = []
    for share in ("", "1-of-2", "2-of-2", ""):
        with open_manifest(tmp_path, share) as manifest:
            runs.append(manifest.run)
            add(manifest, f"d{share}")
    assert runs == [1, 2, 3, 4]


@pytest.mark.parametrize("number", ["99999999", "999999999", "-1", "x", "²", "9" * 5_000])
def test_a_made_up_number_does_not_shut_out_later_runs(tmp_path: Path, number: str) -> None:
    (tmp_path / ".docgen").mkdir()
    file = tmp_path / ".docgen" / "manifest.jsonl"
    file.write_bytes(line("a.docx", "d1", run=number))
    for digest in ("d2", "d3"):
        with open_manifest(tmp_path) as manifest:
            add(manifest, digest)
        entry = read_manifest(tmp_path).entry("a.docx")
        assert entry is not None
        assert entry.digest == digest


def test_no_two_workers_write_into_one_journal(tmp_path: Path) -> None:
    journals = {worker_manifest(tmp_path)._journal for _ in range(20)}
    assert len(journals) == 20


def test_lines_are_kept_packed_and_given_back_as_they_were() -> None:
    lines = Lines()
    for number in range(300):
        digest = hashlib.sha256(str(number).encode()).hexdigest()
        values = {
            "name": f"r{number}.docx",
            "digest": digest,
            "template": "a" * 64,
            "origin": digest,
        }
        lines[f"r{number}.docx"] = line_of(values, 1)
        assert lines[f"r{number}.docx"] == line_of(values, 1)
    assert lines.get("r300.docx") is None
    assert [name for name, _ in lines.items()] == [f"r{number}.docx" for number in range(300)]
    plain = sum(len(line) for _, line in lines.items())
    assert sum(map(len, lines._packed.values())) < plain / 2
