"""Plain `render` lines are read as typer reads them; all else is left to typer."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.cli import app as cli
from docgen.cli.quick import plain_render


@pytest.mark.parametrize(
    ("line", "plain"),
    [
        pytest.param("render a.yaml", True, id="a file"),
        pytest.param("render a b -", True, id="several and standard input"),
        pytest.param("render a -d overview -o x", True, id="short options"),
        pytest.param("render --document all --out x a", True, id="long options in front"),
        pytest.param("render a --draft --plain --force --fail-fast --dry-run", True, id="flags"),
        pytest.param("render -o x a -o y", True, id="the last one counts"),
        pytest.param("render a --out=x", False, id="a value behind ="),
        pytest.param("render a -ox", False, id="a value without a blank"),
        pytest.param("render a -j 2 --shard 1/2", False, id="rare options"),
        pytest.param("render -- a -o", False, id="an end of options"),
    ],
)
def test_plain_lines_are_read_as_typer_reads_them(
    line: str, plain: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[tuple[object, ...]] = []

    def render(*asked: object, pdf: bool = False, packs: Path | None = None) -> int:
        calls.append((*asked, pdf, packs))
        return 0

    # The importer first: imported later it would keep what stands in for `render` here for good.
    monkeypatch.setattr("docgen.cli.render.render", render)
    monkeypatch.setattr("docgen.cli.rendering.render", render)
    argv = line.split()
    assert (plain_render(argv) is not None) is plain
    for reader in (plain_render, lambda _: None):
        monkeypatch.setattr(cli, "plain_render", reader)
        with pytest.raises(SystemExit):
            cli.main(argv)
    assert len(calls) == 2
    assert calls[0] == calls[1]


@pytest.mark.parametrize("line", ["render", "render -o", "render a -d", "render -h", "score a"])
def test_all_else_is_left_to_typer(line: str) -> None:
    assert plain_render(line.split()) is None
