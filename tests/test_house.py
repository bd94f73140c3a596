"""The house stays livable: imports point down, modules keep their promises and their size."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import docgen

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "docgen"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "_bundled" not in path.parts)
OWN_CODE = sorted([*MODULES, *(ROOT / "tools").rglob("*.py")])
TOP = {"__init__", "__main__"}
"""The front doors: they may name any module."""

LONGEST_MODULE = 300
LONGEST_FUNCTION = 45
MOST_PUBLIC_NAMES = 12
MOST_NAMES_AT_THE_TOP = 22
MOST_WORDS = 25
"""Of the glossary."""
MOST_INNER_IMPORTS = 305
"""Imports inside functions: a start pays only for what it uses. They hide the plan of the house, so
their number may only fall; a new one takes the place of another."""
VAGUE = {"common", "helper", "helpers", "manager", "misc", "tools", "util", "utils"}


def _floors() -> dict[str, int]:
    """Return the floor of each module as the table in ARCHITECTURE.md gives it."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    floors = {}
    for floor, modules in re.findall(r"^\| (\d+) \| (.+?) \|$", text, re.MULTILINE):
        for name in re.findall(r"`([\w/]+?)/?`", modules):
            floors[name] = int(floor)
    return floors


FLOORS = _floors()


def _room(path: Path) -> str:
    """Return the name by which ARCHITECTURE.md knows the module: `word/render`, `report`."""
    parts = path.relative_to(PACKAGE).parts
    inner = "/".join(parts[:2]) if len(parts) > 2 else ""
    return inner if inner in FLOORS else parts[0].removesuffix(".py")


def _name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), path.name)


@cache
def _nodes(path: Path) -> tuple[ast.AST, ...]:
    """Return all there is in a module, for each question about it."""
    return tuple(ast.walk(_tree(path)))


@cache
def _all_imports(path: Path, *, typed: bool = True) -> tuple[str, ...]:
    """Return the dotted name of each thing that `path` imports, at any place in it.

    Without `typed` those that only the type checker sees are left out.
    """
    return tuple(_imported(path, typed=typed))


def _imported(path: Path, *, typed: bool) -> Iterator[str]:
    skipped = set()
    for node in () if typed else _nodes(path):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            skipped |= {id(inner) for inner in ast.walk(node)}
    for node in _nodes(path):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{_name(path)}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def _imports(path: Path, *, typed: bool = True) -> Iterator[str]:
    """Yield the dotted name of each docgen module that `path` imports, at any place in it."""
    for name in _all_imports(path, typed=typed):
        if name.startswith("docgen."):
            yield name


@cache
def _module_of(dotted: str) -> str:
    """Return the module file of a dotted name: `docgen.cli.check.command` -> `cli/check.py`."""
    parts = dotted.split(".")[1:]
    for end in range(len(parts), 0, -1):
        for tail in (f"{'/'.join(parts[:end])}.py", f"{'/'.join(parts[:end])}/__init__.py"):
            if (PACKAGE / tail).is_file():
                return tail
    return "__init__.py"


def _inner(paths: list[Path]) -> list[Path]:
    return [path for path in paths if _room(path) not in TOP]


def test_every_room_has_a_floor():
    assert {_room(path) for path in _inner(MODULES)} - set(FLOORS) == set(), "see ARCHITECTURE.md"


def test_imports_point_down():
    above = {
        f"{_name(path)}: {name}"
        for path in _inner(MODULES)
        for name in _imports(path)
        if (room := _room(PACKAGE / _module_of(name))) not in TOP
        and FLOORS.get(room, 0) > FLOORS.get(_room(path), 0)
    }
    assert above == set()


def test_imports_form_no_cycle():
    graph = {}
    for path in _inner(MODULES):
        # Those inside functions count, a circle hides there; those for the type checker do not.
        used = {_module_of(name) for name in _imports(path, typed=False)}
        graph[_name(path)] = used - {_name(path)}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"imports in a circle: {' > '.join(error.args[1])}")


def test_the_front_door_is_for_guests():
    """A room that came in by it would hide a circle: the door opens onto every room."""
    front = {"__init__.py", "__main__.py"}
    hits = [
        _name(path)
        for path in _inner(MODULES)
        if front & set(map(_module_of, _imports(path))) or "docgen" in _all_imports(path)
    ]
    assert hits == []


def test_few_imports_hide_inside_functions():
    functions = (
        node
        for path in MODULES
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    inner = {
        id(node)
        for function in functions
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert len(inner) <= MOST_INNER_IMPORTS


def test_one_thing_is_imported_by_one_name():
    """The library is found by `find_library` and called `library`, in every module."""
    other = re.compile(r"\bfind_library as\b|\bdefault_library\b|\bshelf\b")
    assert [_name(path) for path in MODULES if other.search(path.read_text("utf-8"))] == []


RETIRED = {
    "Bench": "Worker",
    "Entry": "RuleEntry, ManifestEntry, IndexedReview, ZipEntry",
    "Found": "LintFinding",
    "Known": "what is known: TakenNumbers, JournalLines, IndexedValues, UnitIndexes",
    "PrintMode": "LinkedTemplate",
    "Recipe": "Fingerprint",
    "Recorded": "RecordingUndefined",
    "Source": "ReadFile, ReviewInput, PartSource, GivenFile",
    "Spec": "Slot",
    "Stored": "CompiledTemplate",
    "Typed": "TypedText, ReadAsTyped",
    "Warn": "Doubt, OnWarning",
    "Wish": "Options, CopyOptions",
    "_Crew": "_DaskRun",
    "_Desk": "_Planner",
    "_Told": "what is told",
    "_Voice": "Explainer",
    "_deaf": "what it leaves out",
    "_mapping": "place.mapping_in, or what becomes of it",
    "_plain": "which way it is plain",
    "_sense": "what is looked at",
    "_told": "what is told",
    "_whole": "what is whole",
    "careful": "careful_codes, the module diagnose",
    "extras": "store, glossary",
    "full": "runtime_jinja",
    "full_names": "runtime_names",
    "full_runtime": "jinja_runtime",
    "give_forms": "place_values",
    "hash_of": "fingerprint_of",
    "levels": "hoist",
    "light": "runtime_light",
    "look_around": "history_warnings",
    "look_back": "previous_and_number",
}
"""Names that were coined or stood for several things, and what says it now."""
ONE_THING = (
    *("CompiledTemplate", "CopyOptions", "Fingerprint", "Finding", "HistoryCache", "Library"),
    *("LintFinding", "ManifestEntry", "Options", "PlannedReport", "ReadFile", "ReviewInput"),
    *("Slot", "Worker", "as_typed", "find_library", "mapping_in", "_place", "_read"),
)
"""Names that one module alone defines; `_read` and `_place` are the cache's."""


def _defined(path: Path) -> Iterator[str]:
    """Yield the names of a module, and of the classes and functions in it; of its types too."""
    yield path.stem
    for node in _nodes(path):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name
    for node in _tree(path).body:
        if isinstance(node, ast.Assign):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))


def test_one_word_is_one_thing_and_the_trade_s_word():
    names = {path: Counter(_defined(path)) for path in MODULES}
    coined = {_name(path): found for path in MODULES if (found := RETIRED.keys() & names[path])}
    assert coined == {}, RETIRED
    total = sum(names.values(), Counter())
    assert {name: total[name] for name in ONE_THING if total[name] != 1} == {}


def test_two_modules_import_what_a_string_names():
    """What is imported by a computed name is seen by no test here."""
    ways = {"importlib.import_module", "runpy", "builtins.__import__"}
    assert [_name(path) for path in MODULES if ways & set(_all_imports(path))] == [
        "__init__.py",
        "cli/app.py",
    ]


def test_few_names_stand_at_the_top():
    names = {
        entry.name
        for entry in PACKAGE.iterdir()
        if entry.name[0] not in "_." and entry.name != "locale"
    }
    assert len(names) <= MOST_NAMES_AT_THE_TOP, sorted(names)


@pytest.mark.parametrize("path", sorted(PACKAGE.glob("word/render/*.py")), ids=_name)
def test_what_runs_once_a_report_needs_neither_jinja_nor_lxml(path):
    """Of our own modules it reaches, and at any depth, none imports them."""
    for module in _reached(path):
        foreign = {name.split(".")[0] for name in _all_imports(module, typed=False)}
        assert foreign.isdisjoint({"jinja2", "lxml", "docx", "docxtpl"}), _name(module)


def _reached(path: Path) -> set[Path]:
    """Return the modules that `path` imports, at any depth, and itself."""
    reached: set[Path] = set()
    todo = [path]
    while todo:
        module = todo.pop()
        if module not in reached:
            reached.add(module)
            todo += [PACKAGE / _module_of(name) for name in _imports(module, typed=False)]
    return reached


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("__init__.py")), ids=_name)
def test_a_face_only_hands_names_on(path):
    if path.parent == PACKAGE or "_bundled" in path.parts:
        return  # the front door imports a name when it is first asked for
    assert [ast.unparse(node) for node in _tree(path).body if not _hands_on(node)] == []


def _hands_on(node: ast.stmt) -> bool:
    """Tell whether a line imports, explains, or names things: no call, no loop, no function."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    plain = ast.Import | ast.ImportFrom | ast.Assign | ast.AnnAssign
    busy = ast.Call | ast.Lambda | ast.comprehension
    return isinstance(node, plain) and not any(isinstance(part, busy) for part in ast.walk(node))


@pytest.mark.parametrize(
    ("line", "fine"),
    [
        pytest.param("from docgen.model.pack import Pack", True, id="an import"),
        pytest.param("__all__ = ['Pack']", True, id="a list of names"),
        pytest.param("Data = dict[str, int]", True, id="a name for a type"),
        pytest.param("def load(): pass", False, id="a function"),
        pytest.param("KNOWN = load()", False, id="a call"),
        pytest.param("KNOWN = [name for name in NAMES]", False, id="a loop"),
        pytest.param("load()", False, id="a call for its own sake"),
        pytest.param("if True: pass", False, id="a condition"),
    ],
)
def test_what_a_face_may_hold(line, fine):
    assert _hands_on(ast.parse(line).body[0]) is fine


SUSPECT = re.compile(r"\bfrom\s*\.|\b(?:from|import)\b(?:\\\n|[^\n])*?(?:\([^)]*)?\btest_")
"""Seen in each text that imports a test, or something by a relative name, and in a few more."""


def _imported_tests(path: Path) -> list[str]:
    """Return what a file of the tests imports from a test; few files are parsed for it."""
    if not SUSPECT.search(path.read_text(encoding="utf-8")):
        return []
    return [
        f"{path.name}: {name}"
        for name in _all_imports(path)
        if any(step.startswith("test_") for step in name.split(".")[:-1])
        or (("tests" in name or "." not in name) and name.split(".")[-1].startswith("test_"))
    ]


def test_no_test_imports_a_test():
    found = [_imported_tests(path) for path in (ROOT / "tests").rglob("*.py")]
    assert [name for names in found for name in names] == []


@pytest.mark.parametrize(
    "line",
    [
        "import test_x",
        "import os, tests.room.test_x",
        "from tests.room.test_x import thing",
        "from tests.room import test_x as other",
        "from tests.room import (\n    builders,\n    test_x,\n)",
        "from tests.room import \\\n    test_x",
    ],
)
def test_a_test_that_is_imported_is_seen(tmp_path, line):
    (tmp_path / "x.py").write_text(f"if True:\n    {line}\n", encoding="utf-8")
    assert len(_imported_tests(tmp_path / "x.py")) == 1


def test_a_test_lies_in_the_room_it_tests():
    """tests/<room>/; a module of the top has its tests at the top, this file beside them.

    Beside the rooms there is a folder for each other thing of the project.
    """
    others = {".", "data", "docs", "fuzz", "project", "templates"}
    tests = {path.parent for path in (ROOT / "tests").rglob("test_*.py")}
    rooms = {folder.relative_to(ROOT / "tests").as_posix() for folder in tests}
    assert {room for room in rooms - others if not (PACKAGE / room).is_dir()} == set()
    at_the_top = set(map(_test_name, PACKAGE.glob("*.py")))
    own = {path.name for path in (ROOT / "tests").glob("test_*.py")}
    assert own - at_the_top == {Path(__file__).name}


def test_every_module_has_a_test_of_its_name():
    """tests/<room>/test_<module>.py: who changes a module knows where its tests are."""
    missing = [
        _name(path)
        for path in MODULES
        if path.name != "__init__.py" and "_bundled" not in path.parts
        if not (ROOT / "tests" / path.relative_to(PACKAGE).with_name(_test_name(path))).is_file()
    ]
    assert missing == []


def _test_name(module: Path) -> str:
    return f"test_{module.stem.strip('_')}.py"


def test_every_floor_stands_once_in_the_table_and_every_room_on_one_floor():
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \| (.+?) \|$", text, re.MULTILINE)
    floors = [int(floor) for floor, _ in rows]
    assert floors == sorted(set(floors), reverse=True)
    rooms = [room for _, row in rows for room in re.findall(r"`([\w/]+?)/?`", row)]
    assert len(rooms) == len(set(rooms)), sorted(rooms)


def _chapter(name: str) -> str:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    return text.partition(f"\n## {name}\n")[2].partition("\n## ")[0]


def test_the_walk_goes_through_every_room():
    walk = _chapter("A review's way through the rooms")
    assert [room for room in FLOORS if f"`{room}/`" not in walk and f"`{room}`" not in walk] == [
        *("errors", "suggest", "version"),
    ], "but for what every step uses"


def test_the_glossary_is_short():
    rows = re.findall(r"^\| (.+?) \| .+ \|$", _chapter("Words"), re.MULTILINE)[1:]
    words = [word for row in rows for word in row.split(", ")]
    assert len(words) <= MOST_WORDS
    assert len(set(words)) == len(words)


def test_every_floor_is_inhabited():
    there = {_room(path) for path in MODULES}
    assert set(FLOORS) - there == set(), "ARCHITECTURE.md names modules that do not exist"


def _promise(path: Path) -> str:
    return (ast.get_docstring(_tree(path)) or "").partition("\n")[0]


def test_a_module_keeps_its_promise():
    """Its first line says what is inside."""
    promises = {path.relative_to(ROOT).as_posix(): _promise(path) for path in OWN_CODE}
    assert {name: said for name, said in promises.items() if not said.endswith((".", "?"))} == {}
    assert {path.stem for path in OWN_CODE} & VAGUE == set(), "a name that promises nothing"


def test_modules_stay_short():
    lines = {path: path.read_text(encoding="utf-8").count("\n") for path in OWN_CODE}
    assert {path.name: count for path, count in lines.items() if count > LONGEST_MODULE} == {}


def test_functions_stay_short():
    functions = [
        f"{path.name}: {node.name}: {_length(node)} lines"
        for path in OWN_CODE
        for node in _nodes(path)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and _length(node) > LONGEST_FUNCTION
    ]
    assert functions == []


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_a_country_is_a_folder_never_an_if():
    codes = {folder.parent.name for folder in (ROOT / "templates").glob("*/pack.yaml")}
    named = {
        f"{_name(path)}: {constant.value}"
        for path in MODULES
        for node in _nodes(path)
        if isinstance(node, ast.Compare | ast.MatchValue)
        for constant in ast.walk(node)
        if isinstance(constant, ast.Constant) and constant.value in codes
    }
    assert named == set()


def test_the_front_door_shows_few_names():
    assert 0 < len(docgen.__all__) <= MOST_PUBLIC_NAMES
    assert all(hasattr(docgen, name) for name in docgen.__all__)


def test_the_marks_of_tags_have_one_owner():
    """No other module knows how they are written."""
    mark = re.compile(r"\bdg(?:cut|head)\b|<\?dg ")
    hits = [_name(path) for path in MODULES if mark.search(path.read_text(encoding="utf-8"))]
    assert hits == ["word/compile/marks.py"]


def test_noncharacters_stand_for_tags_and_for_their_braces_alone():
    """Those of the braces belong to the environment, which runs templates too."""
    hits = [_name(path) for path in MODULES if "ufdd" in path.read_text(encoding="utf-8")]
    assert hits == ["word/compile/environment.py", "word/compile/marks.py"]


def test_a_template_runs_without_the_marks_and_their_xml():
    reached = _reached(PACKAGE / "word/compile/environment.py")
    assert PACKAGE / "word/compile/marks.py" not in reached
    assert [_name(path) for path in reached if "lxml" in set(_roots(path))] == []


def test_importing_docgen_imports_nothing_heavy():
    heavy = "{'babel', 'docx', 'docxtpl', 'jinja2', 'lxml', 'pydantic', 'rich', 'typer', 'yaml'}"
    program = f"import sys, docgen; print(sorted({heavy} & set(sys.modules)))"
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, encoding="utf-8", cwd=ROOT, check=True
    )
    assert run.stdout.strip() == "[]"


def test_docxtpl_is_imported_by_one_module_that_no_other_imports_at_once():
    """It stays off the way of a report: only the child of a check comes to it."""
    users = [_name(path) for path in MODULES if "docxtpl" in set(_roots(path))]
    assert users == ["word/reference.py"]
    at_once = [
        _name(path)
        for path in MODULES
        for node in _tree(path).body
        if isinstance(node, ast.ImportFrom) and node.module == "docgen.word.reference"
    ]
    assert at_once == []


def _roots(path: Path) -> Iterator[str]:
    yield from (name.split(".")[0] for name in _all_imports(path))


def _tracked() -> list[Path]:
    """Return the files of the project; the ones git tracks, where there is a git."""
    run = subprocess.run(
        ["git", "ls-files", "-z"], capture_output=True, encoding="utf-8", cwd=ROOT, check=False
    )
    return [ROOT / name for name in run.stdout.split("\0") if name] or OWN_CODE


def test_nothing_names_the_machine_it_was_written_on():
    words = ["work", "home", "Users", "root", "mnt"]
    machine = re.compile(rf"(?<![\w.~$}}/])/(?:{'|'.join(words)})/\w|[A-Z]:\\\\?Users\\")
    hits = []
    for path in _tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except (UnicodeDecodeError, FileNotFoundError):
            continue
        hits += [f"{path.name}: {hit.group()}" for hit in machine.finditer(text)]
    assert hits == []


AMERICAN = re.compile(
    r"\b(?:(?:analy|normali|seriali|initiali|recogni|organi|summari|optimi|capitali|minimi|emphasi"
    r"|sanitiz|tokeni|speciali|generali|locali|standardi|utili|categori|priorit|synchroni)z"
    r"|behavior|color|favor|honor|neighbor|center|gray|catalog\b|cancel(?:ed|ing)|label(?:ed|ing)"
    r"|model(?:ed|ing)|judgment|fulfill|artifact|defense|license)\w*",
    re.IGNORECASE,
)
"""Words that are spelled otherwise in Britain."""
QUOTED = re.compile(r"`[^`]*`|\"[^\"]*\"|\w*\.\w+|\w+=\S+")
"""Names of others, which are spelled as they are."""


def _prose(path: Path) -> str:
    """Return the docstrings and comments of a module."""
    strings = [
        node.value.value
        for node in _nodes(path)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    ]
    comments = re.findall(r"(?m)(?:^|\s)# (.*)$", path.read_text(encoding="utf-8"))
    return "\n".join(map(str, [*strings, *comments]))


def test_one_spelling_is_british():
    found = {path.name: AMERICAN.findall(QUOTED.sub("", _prose(path))) for path in OWN_CODE}
    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.parametrize("text", ["the color", "Normalizes it", "is canceled", "a Gray one"])
def test_american_words_are_seen(text):
    assert AMERICAN.search(text)


BOUNDARY = "docgen/bounds/unforeseen.py"
"""The one place that may catch everything: there it becomes a fault of the file at hand."""


def test_nothing_but_the_boundary_swallows_what_goes_wrong():
    too_wide = {"Exception", "BaseException", "None"}
    hits = [
        path.relative_to(ROOT).as_posix()
        for path in OWN_CODE
        for node in _nodes(path)
        if isinstance(node, ast.ExceptHandler) and too_wide & _caught(node)
    ]
    assert hits == [BOUNDARY]


def _caught(handler: ast.ExceptHandler) -> set[str]:
    """Return the names of what a handler catches, each of a tuple."""
    if handler.type is None:
        return {"None"}
    types = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return {ast.unparse(one) for one in types}
