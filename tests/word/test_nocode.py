"""No code from a template: each lock alone is enough, and all generated code holds known names."""

import ast
import builtins
import pickle
import re
import subprocess
import sys
from types import CodeType

import pytest
from builders import swept
from ooxml.minimal import PARTS, a_report, cell, control, row, table, text
from ooxml.rendered import a_template, paragraphs

from docgen.document.context import constants_of
from docgen.document.fields import fields_of
from docgen.document.filters import make_filters
from docgen.document.renderer import wording_of
from docgen.errors import TemplateError
from docgen.packs.load import load_pack, pack_codes
from docgen.word.compile import allowed, checking, codegen, compiler, environment, proof, syntax
from docgen.word.compile.gate import read_package
from docgen.word.render import modes
from docgen.word.render.compiled import Part
from docgen.word.render.given import Given
from docgen.word.render.modes import Runtime
from docgen.word.render.runtime_light import RUNTIME, LightContext, LightEnvironment

NONCHARACTERS = [chr(code) for code in range(0xFDD0, 0xFDD8)]


def attack(path):
    """Return a paragraph whose attribute is code: it writes the file `path`."""
    steps = [
        "set b = '__builtins__'|_dg_text.__globals__.get",
        f"set z = b.open('{path}', 'w').close()",
    ]
    code = "".join(f"&#xFDD2; {step} &#xFDD3;" for step in steps)
    return f'<w:p w:rsidR="{code}"><w:r><w:t>{{{{ x }}}}</w:t></w:r></w:p>'


def refused(body, names=None, **kwargs):
    """Return the problems of a template that is refused, when compiled or rendered."""
    with pytest.raises(TemplateError) as caught:
        a_template(body, **kwargs).render(names or {"x": "x"})
    return caught.value.problems


# The locks, one by one: each test takes all others away.

LOCKS = {
    "reserved characters": [
        (compiler, "holds_reserved", lambda _: False),
        (compiler, "RESERVED", re.compile("(?!)")),
    ],
    "names in the parsed tags": [(syntax, "refusals", lambda *_, **__: ())],
    "exact writers": [
        (codegen, "is_writer", lambda name: name.startswith("_dg_")),
        (syntax, "is_writer", lambda name: name.startswith("_dg_")),
    ],
    "the proof of the code": [(syntax, "prove", lambda _: None)],
}


@pytest.fixture
def only(monkeypatch):
    """Take away all locks but one."""

    def leave(kept):
        for lock, changes in LOCKS.items():
            if lock != kept:
                for module, name, value in changes:
                    monkeypatch.setattr(module, name, value)

    return leave


def test_without_any_lock_the_attack_runs(only, tmp_path):
    only("none")
    report = a_template(attack(tmp_path / "victim")).render({"x": "x"})
    assert paragraphs(report) == ["x"]
    assert (tmp_path / "victim").exists(), "the attack of these tests does nothing by itself"


@pytest.mark.parametrize("lock", LOCKS)
def test_each_lock_alone_stops_the_attack(lock, only, tmp_path):
    only(lock)
    found = refused(attack(tmp_path / "victim"))
    assert not (tmp_path / "victim").exists()
    assert len(found) == 1


@pytest.mark.parametrize(
    "source",
    [
        "open('{}', 'w')",
        "__import__('os').mkdir('{}')",
        "eval(\"open('{}', 'w')\")",
        "__builtins__['open']('{}', 'w')",
        "__builtins__.get('open')('{}', 'w')",
    ],
)
@pytest.mark.parametrize("kind", ["light", "full"])
def test_generated_code_runs_without_builtins(source, kind, tmp_path):
    victim = tmp_path / "victim"
    code = f"def root(context):\n    yield str({source.format(victim)})"
    part = Part("p.xml", "", compile(code, "x", "exec"), (), (), (), {})
    if kind == "light":
        runtime = Runtime(LightEnvironment({}), RUNTIME, lambda names, _: LightContext(names))
    else:
        from docgen.word.compile.runtime_jinja import jinja_runtime

        runtime = jinja_runtime(environment.make_environment(Given()))
    root = modes.run_part(part, runtime, lambda _: None)
    with pytest.raises((NameError, TypeError, KeyError)):
        list(root(runtime.context({}, "p.xml")))
    assert not victim.exists()


def test_the_attack_of_the_first_report_is_refused_with_a_way_out():
    code = "&#xFDD3;".join(
        ("&#xFDD2; set b = '__builtins__'|_dg_text.__globals__.get ",
         "&#xFDD2; set z = b.eval('1') ", "")
    )  # fmt: skip
    (problem,) = refused(f'<w:p w:rsidR="{code}"/>' + text("{{ x }}"))
    assert problem.rule == "characters"
    assert "copy its text into a new file" in problem.message


PLACES = {
    "an attribute": '<w:p w:rsidR="{}"/>',
    "a text": "<w:p><w:r><w:t>{}</w:t></w:r></w:p>",
    "a text outside paragraphs": "<w:tbl>{}</w:tbl>",
    "an instruction of a field": "<w:p><w:r><w:instrText>PAGE {}</w:instrText></w:r></w:p>",
    "a comment": "<!--{}-->",
    "a processing instruction": "<?x {}?>",
    "marked text": "<w:p><w:r><w:t><![CDATA[{}]]></w:t></w:r></w:p>",
}
REFERENCES = ["&#xFDD2;", "&#xfdd2;", "&#x00FDD2;", "&#64978;", "&#0064978;", "\ufdd2"]


@pytest.mark.parametrize("place", PLACES)
def test_reserved_characters_are_refused_wherever_they_stand(place):
    for sign in NONCHARACTERS:
        body = PLACES[place].format(sign) + text("{{ x }}")
        assert [p.rule for p in refused(body)] == ["characters"]


@pytest.mark.parametrize("reference", REFERENCES, ids=ascii)
@pytest.mark.parametrize("place", ["an attribute", "a text"])
def test_reserved_characters_are_refused_however_they_are_written(place, reference):
    body = PLACES[place].format(reference) + text("{{ x }}")
    assert [p.rule for p in refused(body)] == ["characters"]


@pytest.mark.parametrize("reference", REFERENCES, ids=ascii)
@pytest.mark.parametrize("part", ["word/styles.xml", "word/settings.xml", "word/theme/theme1.xml"])
def test_reserved_characters_are_refused_in_parts_without_tags(part, reference):
    changed = {part: PARTS[part].replace("</", f"<!--{reference}--></", 1)}
    found = refused(a_report(text("x"), changed=changed))
    assert [(p.rule, p.where) for p in found] == [("characters", part)]


@pytest.mark.parametrize(
    "instruction",
    ["<?dg 0?>", "<?dg 99999?>", "<?dg x?>", "<?dgcut 7?>", "<?dghead 0?>", "<?x y?>"],
)
def test_instructions_of_a_template_say_nothing(instruction):
    body = f"{instruction}<w:p>{instruction}<w:r>{instruction}<w:t>a{instruction}{{{{ x }}}}</w:t>"
    report = a_template(f"{body}{instruction}</w:r>{instruction}</w:p>{instruction}").render(
        {"x": "b"}
    )
    assert paragraphs(report) == ["ab"]


# What a tag may name.


@pytest.mark.parametrize(
    ("tag", "rule"),
    [
        pytest.param("{{ x|_dg_text }}", "unknown-filter", id="a writer as a filter"),
        pytest.param("{{ x|_dg_text.__globals__.get }}", "unknown-filter", id="a dotted writer"),
        pytest.param("{{ x|_dg_s0 }}", "unknown-filter", id="a site"),
        pytest.param("{{ x|_dg_keep_rows }}", "unknown-filter", id="a guard"),
        pytest.param("{% filter _dg_keep_rows %}x{% endfilter %}", "unknown-filter", id="a block"),
        pytest.param("{% set y | _dg_p %}x{% endset %}", "unknown-filter", id="a set block"),
        pytest.param("{{ [x]|map('_dg_text')|list }}", "unknown-filter", id="by its name"),
        pytest.param("{{ [x]|map('safe')|list }}", "unsafe-filter", id="safe by its name"),
        pytest.param("{{ [x]|select('nope')|list }}", "unknown-test", id="a test by its name"),
        pytest.param("{{ [x]|selectattr('a', 'nope')|list }}", "unknown-test", id="for a part"),
        pytest.param("{{ 1 is nope }}", "unknown-test", id="a test"),
        pytest.param("{{ _dg_state }}", "reserved-name", id="our state"),
        pytest.param("{{ _dg_copies|string }}", "reserved-name", id="our ids"),
        pytest.param("{% set _dg_round1 = 1 %}", "reserved-name", id="another meaning for them"),
        pytest.param("{% for _dg_state in [1] %}{% endfor %}", "reserved-name", id="in a loop"),
        pytest.param("{{ __builtins__ }}", "reserved-name", id="builtins"),
        pytest.param("{{ x.__class__ }}", "reserved-name", id="the class of a value"),
        pytest.param("{{ x.upper(__debug__=1) }}", "reserved-name", id="an argument of Python's"),
        pytest.param("{{ self }}", "reserved-name", id="the template itself"),
        pytest.param("{{ super() }}", "reserved-name", id="what it is made of"),
        pytest.param("{% for loop in [1] %}{% endfor %}", "reserved-name", id="the loop's name"),
        pytest.param("{{ x|safe }}", "unsafe-filter", id="ready-made XML"),
        pytest.param("{{ x|urlize }}", "unsafe-filter", id="HTML"),
        pytest.param("{{ {'a': x}|xmlattr }}", "unsafe-filter", id="attributes"),
        pytest.param("{% include 'x' %}", "unknown-statement", id="another file"),
        pytest.param("{% import 'x' as y %}", "unknown-statement", id="macros of another file"),
        pytest.param("{% autoescape false %}{% endautoescape %}", "unknown-statement", id="markup"),
        pytest.param("{% do x %}", "unknown-statement", id="an extension"),
    ],
)
def test_what_a_tag_may_not_name_is_refused_with_its_place(tag, rule):
    found = refused(text("first") + text(tag))
    assert (found[0].rule, found[0].where.partition(",")[0]) == (rule, "paragraph 2")
    assert "docgen." not in found[0].message


def test_the_tree_of_a_whole_part_is_checked_besides_each_tag(monkeypatch):
    monkeypatch.setattr(checking, "refusals", lambda *_, **__: iter(()))
    assert refused(text("{{ x|_dg_text }}"))[0].rule == "unknown-filter"


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("<w:instrText>DDEAUTO</w:instrText>", id="a field"),
        pytest.param("</w:t></w:r></w:p>", id="the end of its paragraph"),
        pytest.param("a & b", id="an ampersand"),
    ],
)
@pytest.mark.parametrize(
    "printing",
    [
        "{{ v }}",
        "{{ v|e }}",
        "{{ v|escape|forceescape }}",
        "{{ v|string }}",
        "{{ [v]|join }}",
        "{{ [v]|join(v) }}",
        "{{ v ~ v }}",
        "{{ v + v }}",
        "{{ '%s'|format(v) }}",
        "{{ v|replace('x', v) }}",
        "{{ v.replace('x', v) }}",
        "{{ v|indent }}",
        "{{ v|truncate(300) }}",
        "{{ v|default(v) }}",
        "{{ [v]|map('e')|first }}",
        "{% set a = v|e %}{{ a }}",
        "{% set a %}{{ v }}{% endset %}{{ a }}",
        "{% set a | lower | upper %}{{ v }}{% endset %}{{ a }}",
        "{% set a %}{{ v }}{% endset %}{{ a ~ v }}",
        "{% set a %}{{ v }}{% endset %}{{ a[0:3] }}{{ a|upper }}",
        "{% filter upper %}{{ v }}{% endfilter %}",
        "{% filter replace('a', v) %}{{ v }}{% endfilter %}",
        "{% macro m(x) %}{{ x }}{% endmacro %}{{ m(v) }}{{ m(v)|upper }}{{ m(v)[1:] }}",
        "{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}{{ v }}{% endcall %}",
        "{% for x in [[v]] recursive %}{{ x if x is string else loop(x) }}{% endfor %}",
        "{{ markup }}",
        "{{ markup|upper }}",
        "{{ thing }}",
    ],
)
def test_no_value_prints_markup(printing, value):
    from markupsafe import Markup

    class Thing:
        def __html__(self) -> str:
            return value

        def __str__(self) -> str:
            return value

    report = a_template(text(printing)).render(
        {"v": value, "markup": Markup(value), "thing": Thing()}
    )
    assert len(paragraphs(report)) == 1
    letters = paragraphs(report)[0].casefold()
    assert letters.strip("[']") == letters or value.casefold() in letters


def test_what_is_escaped_is_escaped_once():
    printings = ["{{ v }}", "{{ v|e }}", "{{ v|e|e }}", "{{ [v]|map('e')|join }}",
                 "{% set a %}{{ v }}{% endset %}{{ a }}", "{{ v|tojson }}"]  # fmt: skip
    report = a_template("".join(map(text, printings))).render({"v": "R & D <1>"})
    assert paragraphs(report)[:5] == ["R & D <1>"] * 5
    assert paragraphs(report)[5] == '"R \\u0026 D \\u003c1\\u003e"'


@pytest.mark.parametrize(
    "expression",
    [
        "cycler(1)",
        "joiner(',').__call__",
        "namespace",
        "range",
        "x.upper",
        "[x.upper]",
        "x.upper ~ ''",
        "x.upper|string",
        "[cycler(1)]|join",
        "'%s'|format(cycler(1))",
        "cycler(1)|upper",
        "[1]|map('string')",
        "thing",
        "[thing]",
        "{'a': thing}",
        "thing ~ 'a'",
    ],
)
def test_nothing_prints_where_it_lies_in_memory(expression):
    names = {"x": "x", "thing": object()}
    try:
        printed = paragraphs(a_template(text(f"{{{{ {expression} }}}}")).render(names))
    except TemplateError as error:
        printed = [error.problems[0].where]
    assert "0x" not in printed[0]


# The code itself: a list of our own, held against all that is made.

KINDS = {
    *("Module", "FunctionDef", "arguments", "arg", "Return", "Pass", "Expr", "Assign", "If", "For"),
    *("Raise", "Yield", "Lambda", "Call", "keyword", "Starred", "Attribute", "Subscript", "Slice"),
    *("Name", "Constant", "Tuple", "List", "Dict", "IfExp", "Compare", "BoolOp", "UnaryOp"),
    *("BinOp", "Sub", "Load", "Store", "And", "Or", "Not", "USub", "UAdd", "Eq", "NotEq", "Lt"),
    *("LtE", "Gt", "GtE", "In", "NotIn", "Is"),
}
NAMES = re.compile(
    r"l_\d+_\w+|t_\d+|_dg_\w+|name|blocks|debug_info|root|context|environment|missing|resolve|"
    r"undefined|concat|cond_expr_undefined|Undefined|isinstance|loop|reciter|loop_render_func|"
    r"depth|fiter|macro|caller|block|_loop_vars|_block_vars|LoopContext|Macro|Markup|Namespace|"
    r"TemplateRuntimeError"
)
ATTRIBUTES = {
    *("resolve_or_missing", "vars", "exported_vars", "eval_ctx", "autoescape", "add", "update"),
    *("discard", "undefined", "concat", "filters", "tests", "getattr", "getitem", "call"),
    *("call_binop", "call_unop", "append", "extend", "counted", "get"),
}


@pytest.fixture
def made(monkeypatch):
    """Collect the code of all templates that are compiled."""
    codes = []
    real = syntax.prove

    def keep(code):
        codes.append(code)
        real(code)

    monkeypatch.setattr(syntax, "prove", keep)
    return codes


def assert_harmless(code):
    for node in ast.walk(code):
        assert type(node).__name__ in KINDS
        if isinstance(node, ast.Name):
            assert NAMES.fullmatch(node.id)
            assert node.id == "isinstance" or not hasattr(builtins, node.id)
        if isinstance(node, ast.Attribute):
            assert node.attr in ATTRIBUTES
        if isinstance(node, ast.Constant):
            assert not isinstance(node.value, CodeType)


ALL_STATEMENTS = [
    text("{% macro m(a, b=2, *c) %}x{% endmacro %}".replace(", *c", "")) + text("{{ m(1, b=x) }}"),
    text("{% for a, b in x.items() if a %}{{ loop.index }}{{ b }}{% else %}none{% endfor %}"),
    text("{% for a in x recursive %}{{ loop(a) }}{% endfor %}"),
    text("{% set ns = namespace(a=1) %}{% set ns.a = ns.a + 1 %}{{ ns.a }}{{ x[1:2] }}"),
    text("{% with a = x, b = 2 %}{{ a ~ b }}{% endwith %}{{ 'a' if x else 'b' }}{{ 'a' if x }}"),
    text("{% set a | upper %}{{ x }}{% endset %}{{ a }}{% filter lower %}{{ a }}{% endfilter %}"),
    text("{% macro m() %}{{ caller(1) }}{{ varargs }}{{ kwargs }}{% endmacro %}"
         "{% call(y) m() %}{{ y }}{% endcall %}"),
    text("{{ x is defined and x is not none or x in [1] and 1 &lt; 2 &lt;= 3 != 4 and not -x }}"),
    text("{{ x|default('a')|replace('a', 'b')|length }}{{ x.a['b'][0] }}{{ {'a': x, x: 1} }}"),
    text("{{ dict(a=1, **x) }}{{ range(*x) }}{{ x.f(*x, **x) }}{{ x.f(class=1) }}"),
    table(row(*(cell(text(t)) for t in ("{%tc for a in x %}", "{{ a }}", "{%tc endfor %}")))),
    table(*(row(cell(content)) for content in (
        text("{% cellbg x %}{% colspan 2 %}a"),
        text("{%tr if x %}"),
        text("{%p for a in x %}") + control(text("a"), identity=7) + text("{%p endfor %}"),
        text("{%tr endif %}"),
    ))),
]  # fmt: skip


@pytest.mark.parametrize("body", ALL_STATEMENTS)
def test_the_code_of_every_statement_holds_known_names(body, made):
    a_template(body)
    assert made
    for code in made:
        assert_harmless(code)


@pytest.mark.slow
@pytest.mark.parametrize("code", swept(pack_codes()))
def test_the_code_of_every_bundled_template_holds_known_names(code, made):
    pack = load_pack(code)
    for document in pack.documents.values():
        compiler.compile_template(
            read_package(document.path),
            str(document.path),
            fields=fields_of(pack),
            filters=make_filters(pack.formats),
            constants=constants_of(pack),
            wording=wording_of(pack),
        )
    assert len(made) > len(pack.documents)
    for tree in made:
        assert_harmless(tree)


@pytest.mark.parametrize(
    "source",
    [
        "open('x')",
        "context.environment",
        "context.vars.clear()",
        "environment.filters.__class__",
        "_dg_text.__globals__",
        "_dg_text.__globals__.get('x')",
        "l_0_x.get('x', '')",
        "l_0_x.get('_p', '', a=1)",
        "l_0_x.__class__",
        "t_1.sort()",
        "_dg_evil()",
        "import os",
        "from os import path",
        "def f():\n  global x",
        "class A: pass",
        "try: pass\nexcept: pass",
        "while 1: pass",
        "[l_0_x for l_0_x in l_0_y]",
        "del l_0_x",
        "with l_0_x: pass",
        "lambda x: 1",
        "(l_0_x := 1)",
        "f'{l_0_x}'",
        "async def root(): pass",
    ],
)
def test_the_proof_refuses_what_no_template_needs(source):
    with pytest.raises(proof.ProofError):
        proof.prove(ast.parse(source))


def test_the_proof_is_the_last_lock_and_asks_for_a_report(monkeypatch):
    monkeypatch.setattr(proof, "_NAMES", frozenset())
    (problem,) = refused(text("{{ x }}"))
    assert "please report this" in problem.message


def test_every_kind_of_node_that_jinja_can_read_is_known_or_refused():
    from jinja2 import nodes

    kinds = {
        kind for kind in vars(nodes).values()
        if isinstance(kind, type) and issubclass(kind, nodes.Node) and not kind.abstract
    }  # fmt: skip
    unknown = {kind.__name__ for kind in kinds - allowed._ALLOWED}
    assert unknown == {
        *("Extends", "Block", "Include", "Import", "FromImport", "ExprStmt", "Continue", "Break"),
        *("Scope", "OverlayScope", "EvalContextModifier", "ScopedEvalContextModifier"),
        *("EnvironmentAttribute", "ExtensionAttribute", "ImportedName", "InternalName"),
        *("MarkSafe", "MarkSafeIfAutoescape", "ContextReference", "DerivedContextReference"),
    }


def test_a_report_of_the_cache_and_of_another_process_has_no_builtins_either():
    program = (
        "import pickle, sys; from docgen.word.render import modes; real = modes.run_part\n"
        "def run(part, runtime, sites, *more, **how):\n"
        "    root = real(part, runtime, sites, *more, **how)\n"
        "    assert root.__globals__['__builtins__'] == {}, 'builtins'\n"
        "    return root\n"
        "modes.run_part = run\n"
        "template = pickle.loads(sys.stdin.buffer.read())\n"
        "assert template.render({'x': 'x'}); print('ran')"
    )
    data = pickle.dumps(a_template(text("{{ x }}")))
    run = subprocess.run(
        [sys.executable, "-c", program], input=data, capture_output=True, check=False
    )
    assert run.stdout.strip() == b"ran", run.stderr
