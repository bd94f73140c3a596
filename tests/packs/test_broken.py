"""Whatever is missing or wrong in a pack's YAML files, every command says so and none stumbles."""

from __future__ import annotations

import random
import shutil
from copy import deepcopy

import pytest
from builders import ROOT, swept, write_review
from commands import docgen
from fuzz.damage import paths
from fuzz.feed import SMALL

from docgen.authoring.blankreview import Given, blank_review
from docgen.check.packs import check_pack
from docgen.document.fields import fields_of
from docgen.errors import DocgenError
from docgen.packs.library import Library
from docgen.packs.load import load_pack
from docgen.review.schemas import schema_for
from docgen.yamlfile.parse import read_yaml
from docgen.yamlfile.writer import write_yaml

CODES = ("dk", "fi-sv", "no", "se")
WRONG = (None, "", 7, True, 2.5, "x", [], {}, ["x"], {"x": "y"}, [[]], "\x1b")
"""Values that stand where others belong."""
COMMANDS = (
    ("check", "packs/{}"),
    ("check", "a.yaml"),
    ("score", "a.yaml"),
    ("render", "a.yaml", "-d", "all"),
    ("form", "{}", "-o", "f.docx", "--force"),
    ("new", "{}", "-o", "new.yaml"),
    ("schema", "{}"),
    ("packs",),
)


@pytest.fixture
def folder(request, tmp_path):
    """Return a folder with a pack of small Word files, and a review of it."""
    code = request.param
    shutil.copytree(ROOT / "templates" / code, tmp_path / "packs" / code)
    (tmp_path / "packs" / "base").mkdir()
    for path in (*(tmp_path / "packs" / code).glob("*.docx"), ROOT / "templates/base/report.docx"):
        (tmp_path / "packs" / path.parent.name / path.name).write_bytes(SMALL)
    (tmp_path / "packs" / "base" / "overview.docx").write_bytes(SMALL)
    write_review(tmp_path / "a.yaml", pack=code)
    return tmp_path, code


def _changed(data, path, value=...):
    """Return a copy of the data with the value at a path replaced, or gone."""
    data = deepcopy(data)
    parent = data
    for step in path[:-1]:
        parent = parent[step]
    if value is ...:
        del parent[path[-1]]
    else:
        parent[path[-1]] = value
    return data


@pytest.mark.parametrize("folder", swept(CODES, 2), indirect=True)
def test_a_pack_without_one_of_its_labels_or_texts_has_names_schema_and_reviews(folder):
    root, code = folder
    library = Library((root / "packs", ROOT / "templates"))
    pack = load_pack(code, library=library)
    for key in pack.labels:
        less = pack._replace(labels={k: v for k, v in pack.labels.items() if k != key})
        assert fields_of(less)
    for key in pack.texts:
        assert fields_of(pack._replace(texts={k: v for k, v in pack.texts.items() if k != key}))
    bare = pack._replace(labels={}, texts={}, lists={}, sources={})
    assert schema_for(bare, library=library)
    assert blank_review(bare, "s.json", Given(), library)


@pytest.mark.parametrize(
    ("folder", "name"),
    swept(
        [("no", "pack.yaml"), ("fi-sv", "criteria.yaml"), ("dk", "rules.yaml"), ("dk", "pack.yaml")]
    ),
    indirect=["folder"],
)
def test_each_key_may_be_gone_or_hold_anything(folder, name):
    """By check, which reads all there is: each key of the first levels, some of those below."""
    root, code = folder
    file = root / "packs" / code / name
    data = read_yaml(file)
    rng = random.Random(name + code)
    top = [path for path in paths(data) if len(path) <= 1]
    deep = rng.sample([path for path in paths(data) if len(path) > 1], 4)
    library = Library((root / "packs", ROOT / "templates"))
    for path in (*top, *deep):
        for value in (..., rng.choice(WRONG)):
            file.write_text(write_yaml(_changed(data, path, value)), encoding="utf-8")
            problems = _checked(file.parent, library)
            assert "unforeseen" not in {one.rule for one in problems}, (path, value, problems)


def _checked(folder, library):
    """Return what the YAML files of a pack do wrong; templates are another matter."""
    try:
        pack = load_pack(folder.name, library=library)
        schema_for(pack, library=library)
        fields_of(pack)
    except DocgenError as error:
        return getattr(error, "problems", ())
    return ()


@pytest.mark.parametrize(
    ("folder", "command"),
    swept((pytest.param(CODES[n % 4], one, id=" ".join(one)) for n, one in enumerate(COMMANDS)), 2),
    indirect=["folder"],
)
def test_no_command_stumbles_over_a_broken_pack(folder, command):
    root, code = folder
    rng = random.Random(" ".join(command) + code)
    argv = [word.format(code) for word in command]
    for name in ("pack.yaml", "criteria.yaml", "rules.yaml"):
        file = root / "packs" / code / name
        if not file.is_file():
            continue
        sound = file.read_bytes()
        data = read_yaml(file)
        path = rng.choice([path for path in paths(data) if len(path) <= 3])
        value = rng.choice((..., *WRONG))
        file.write_text(write_yaml(_changed(data, path, value)), encoding="utf-8")
        run = docgen(root, *argv, "--packs", "packs")
        said = run.stdout + run.stderr
        assert "Traceback" not in said
        assert "not written for" not in said, (path, value, said)
        file.write_bytes(sound)
        (root / "new.yaml").unlink(missing_ok=True)


@pytest.mark.parametrize("folder", ["se"], indirect=True)
def test_a_fault_names_file_and_line(folder):
    root, code = folder
    file = root / "packs" / code / "pack.yaml"
    file.write_text(
        write_yaml(_changed(read_yaml(file), ("levels", 0, "from"), "many")), encoding="utf-8"
    )
    library = Library((root / "packs", ROOT / "templates"))
    found = check_pack(file.parent, library=library)
    fault = next(one for one in found if one.where == "levels[0].from")
    assert fault.file.name == "pack.yaml"
    assert fault.line > 1
    run = docgen(root, "render", "a.yaml", "--packs", "packs")
    assert f"pack.yaml:{fault.line}:" in run.stderr
