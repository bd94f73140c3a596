"""Nothing of a file that is not ours is quoted when a prepared link leads to it."""

from __future__ import annotations

import shutil

import pytest
from builders import ROOT, write_review
from commands import docgen

SECRETS = {
    "accounts": "root:x:0:0:SECRET:/root:/bin/bash\ndaemon:x:1:1:SECRET:/usr/sbin:/bin/false\n",
    "a word": "SECRET\n",
    "a key": "-----BEGIN SECRET KEY-----\nSECRET/SECRET+SECRET==\n-----END SECRET KEY-----\n",
    "settings": "password: SECRET\nSECRET: [SECRET]\n",
    "settings with faults": "SECRET: 1\nSECRET: 007\n",
    "broken settings": "SECRET: 'SECRET\nx: @SECRET\n",
    "a list": "- SECRET\n- SECRET\n",
    "JSON": '{"SECRET": "SECRET",}\n',
    "sound JSON": '{"SECRET": "SECRET"}\n',
    "a JSON text": '"SECRET"\n',
}
PLACES = (
    *("in/a.yaml", "in/a.json", "in/_shared.yaml"),
    *("packs/dk/pack.yaml", "packs/dk/criteria.yaml", "packs/dk/rules.yaml"),
)


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(ROOT / "templates" / "dk", tmp_path / "shared" / "packs" / "dk")
    write_review(tmp_path / "shared" / "in" / "good.yaml")
    return tmp_path / "shared"


def _linked(folder, place, secret):
    (folder.parent / "private").write_text(secret, encoding="utf-8")
    (folder / place).unlink(missing_ok=True)
    (folder / place).symlink_to(folder.parent / "private")


@pytest.mark.parametrize("secret", SECRETS.values(), ids=SECRETS)
def test_nothing_is_quoted_whatever_the_file_holds(folder, secret):
    for place in PLACES:
        _linked(folder, place, secret)
    run = docgen(folder, "check", "in", "packs/dk", "--packs", "packs")
    assert run.returncode == 1
    assert "SECRET" not in run.stdout + run.stderr


@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES)
def test_no_command_quotes_a_file_elsewhere(folder, place):
    _linked(folder, place, SECRETS["accounts"])
    for argv in (
        ("check", "in", "packs/dk"),
        ("score", "in"),
        ("render", "in"),
        ("form", "dk", "-o", "f.docx"),
    ):
        run = docgen(folder, *argv, "--packs", "packs")
        assert "SECRET" not in run.stdout + run.stderr


def test_a_review_elsewhere_is_a_review(folder):
    write_review(folder.parent / "elsewhere.yaml", unit="Enhed B", head="id: b")
    (folder / "in" / "b.yaml").symlink_to(folder.parent / "elsewhere.yaml")
    assert docgen(folder, "render", "in").returncode == 0


def test_defaults_elsewhere_are_defaults(folder):
    (folder.parent / "common.yaml").write_text("recipients: [Kommunen]\n", encoding="utf-8")
    (folder / "in" / "_shared.yaml").symlink_to(folder.parent / "common.yaml")
    assert docgen(folder, "render", "in").returncode == 0


def test_a_link_within_the_folder_is_quoted_as_any_file(folder):
    (folder / "in" / "real.txt").write_text("Hello\n", encoding="utf-8")
    (folder / "in" / "b.yaml").symlink_to("real.txt")
    assert "found the text 'Hello'" in docgen(folder, "check", "in").stdout
