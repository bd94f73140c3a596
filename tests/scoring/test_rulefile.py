"""A rules.yaml as values: whatever is wrong in it is told at once, each fault with its place."""

from __future__ import annotations

import pytest
from rulecases import RULE, SCORES, own_rules

from docgen.errors import InvalidDataError, ReadError
from docgen.packs.library import bundled, hand_schema
from docgen.packs.load import load_pack
from docgen.packs.scale import NO_SCORES
from docgen.review.schemas import is_sound
from docgen.scoring.rulefile import (
    PARTS,
    Assumed,
    RuleFile,
    Vocabulary,
    read_rules,
    scale_of,
)
from docgen.scoring.rules import load_rules, rule_problems
from tests.builders import CRITERION_IDS

WORDS = Vocabulary("own", ("c", "d"), SCORES)


@pytest.fixture
def read(tmp_path):
    """Return a function that reads a rules.yaml of that text: its contents, the faults' texts."""

    def reading(text: str, words: Vocabulary = WORDS, base: RuleFile | None = None):
        file = tmp_path / "rules.yaml"
        file.write_text(text, encoding="utf-8")
        try:
            contents, problems = read_rules(file, words, base)
        except InvalidDataError as error:  # it does not fit its schema
            contents, problems = RuleFile(), [*error.problems]
        return contents, [f"{one.line}: {one.where}: {one.message}" for one in problems]

    return reading


@pytest.mark.parametrize(
    ("old", "new", "line", "where", "says"),
    [
        pytest.param(
            "  measure:",
            "  mesure:",
            3,
            "zero_exclusion.mesure",
            "unknown key 'mesure'; did you mean 'measure'?",
            id="an unknown key of a rule",
        ),
        pytest.param(
            "zero_exclusion:",
            "zero_exclution:",
            1,
            "zero_exclution",
            "did you mean 'zero_exclusion'?",
            id="an unknown criterion",
        ),
        pytest.param(
            "{from: 3, below: 4}",
            "{from: 3, to: 5}",
            4,
            "zero_exclusion.limits.4",
            "the limits of 4 and 5 overlap",
            id="overlapping limits",
        ),
        pytest.param(
            "{from: 3, below: 4}",
            "{form: 3, below: 4}",
            4,
            "zero_exclusion.limits.4.form",
            "did you mean 'from'?",
            id="an unknown key of a limit",
        ),
        pytest.param(
            "{from: 3, below: 4}",
            "{from: 4, to: 3}",
            4,
            "zero_exclusion.limits.4",
            "no number lies between these two",
            id="a limit the wrong way round",
        ),
        pytest.param(
            "{from: 3, below: 4}",
            "{to: 3, below: 4}",
            4,
            "zero_exclusion.limits.4",
            "`to` and `below` are two ends",
            id="a limit with two ends",
        ),
        pytest.param(
            "{from: 3, below: 4}",
            "{from: three}",
            4,
            "zero_exclusion.limits.4.from",
            "a number belongs here, found the text 'three'",
            id="a limit that is no number",
        ),
        pytest.param(
            "  caps: [{score: 1, when: b}]\n",
            "",
            1,
            "zero_exclusion",
            "no evidence leads to 1",
            id="a score without a way to it",
        ),
        pytest.param(
            "  limits:",
            "  shared: {7: 5}\n  limits:",
            4,
            "zero_exclusion.shared",
            "7 is not in the limits of two scores",
            id="a shared number that no two limits have",
        ),
        pytest.param(
            "when: b}",
            "when: b.__class__}",
            5,
            "zero_exclusion.caps[0]",
            "the attribute .__class__ is not allowed",
            id="an expression outside the sandbox",
        ),
        pytest.param(
            "when: b}",
            "when: d}",
            5,
            "zero_exclusion.caps[0]",
            "no evidence 'd'; there is: a, b, c",
            id="evidence that is not declared",
        ),
        pytest.param(
            "when: b}",
            "when: true}",
            5,
            "zero_exclusion.caps[0].when",
            "a text belongs here, found true",
            id="a condition that is no text",
        ),
        pytest.param(
            "when: b}",
            "when: measured > 1}",
            5,
            "zero_exclusion.caps[0]",
            "no evidence 'measured'",
            id="the measured number outside `instead`",
        ),
        pytest.param(
            "{score: 1, when: b}",
            "{score: 0, when: b}",
            5,
            "zero_exclusion.caps[0]",
            "a score from 1 to 5 belongs here, found the number 0",
            id="a score that is none",
        ),
        pytest.param(
            "{score: 1, when: b}",
            "{score: 1, when: b, warn: few_job}",
            5,
            "zero_exclusion.caps[0]",
            "there is no warning 'few_job'",
            id="a warning without a sentence",
        ),
        pytest.param(
            "{score: 1, when: b}",
            "{score: 1, when: b, warn: without_contact}",
            5,
            "zero_exclusion.caps[0]",
            "prints 'without_contact', which is no evidence here",
            id="a warning that prints what is not there",
        ),
        pytest.param(
            "b: bool",
            "b: boolean",
            2,
            "zero_exclusion.evidence.b",
            "'boolean' is no kind of evidence; there is: whole, number, percent",
            id="an unknown kind",
        ),
        pytest.param(
            "b: bool",
            "b: bool lists",
            2,
            "zero_exclusion.evidence.b",
            "'bool lists' is no kind of evidence",
            id="an unknown kind of list",
        ),
        pytest.param(
            "  measure: [a]\n",
            "  measure: [a]\n  older: [x]\n",
            4,
            "zero_exclusion.older",
            "there is no evidence 'x'",
            id="a key of old that is none",
        ),
        pytest.param(
            "  measure: [a]\n",
            "  measure: [a]\n  follows: {x: b}\n",
            4,
            "zero_exclusion.follows.x",
            "there is no evidence 'x'",
            id="what follows for a key that is none",
        ),
        pytest.param(
            "  measure: [a]\n",
            "  measure: [a]\n  taken: {b: {value: true, whn: a}}\n",
            4,
            "zero_exclusion.taken.b.whn",
            "did you mean 'when'?",
            id="what is taken, misspelt",
        ),
        pytest.param(
            "  measure: [a]\n",
            "  measure: [a]\n  gaps: middling\n",
            4,
            "zero_exclusion.gaps",
            "one of strict, round, nearest belongs here",
            id="gaps in a way there is not",
        ),
        pytest.param(
            "  measure: [a]\n",
            "  measure: [a]\n  between: {3: [x]}\n",
            4,
            "zero_exclusion.between.3[0]",
            "there is no evidence 'x'",
            id="a line between that reads what is not there",
        ),
        pytest.param(
            "  measure: [a]\n",
            "  measure: [a]\n  must_hold: [{claim: a > 0, warn: no_such}]\n",
            4,
            "zero_exclusion.must_hold[0]",
            "there is no warning 'no_such'",
            id="a claim without its sentence",
        ),
        pytest.param(
            "  measure: [a]\n",
            "",
            1,
            "zero_exclusion",
            "a rule has a measure, a ladder, or both, or else components",
            id="no way to judge",
        ),
        pytest.param(
            "  measure: [a]\n",
            "  measure: [a]\n  components: {0: 1, 1: 5}\n",
            1,
            "zero_exclusion",
            "a rule has a measure, a ladder, or both, or else components",
            id="two ways to judge",
        ),
        pytest.param(
            "measure: [a]",
            "measure: a",
            3,
            "zero_exclusion.measure",
            "a list (lines that begin with `- `, or [ ]) belongs here, found the text 'a'",
            id="no list where one belongs",
        ),
        pytest.param(
            "  measure: [a]\n  limits",
            "  components: {0: 1, 2: 5}\n  limits",
            3,
            "zero_exclusion.components",
            "say the score of each number of components, 0 to 2",
            id="a number of components left out",
        ),
        pytest.param(
            "  limits: {5: {from: 4}, 4: {from: 3, below: 4}, 3: {from: 2, below: 3}, "
            "2: {below: 2}}\n",
            "",
            3,
            "zero_exclusion.measure",
            "a measure needs limits or nearest",
            id="a number that nothing judges",
        ),
        pytest.param(
            "measure: [a]",
            "ladder: {5: [b], 4: [b], 3: [b], 2: [b]}",
            1,
            "zero_exclusion",
            "limits, nearest and instead judge a measure, and there is none",
            id="limits without a number",
        ),
        pytest.param(
            "  measure: [a]\n  limits",
            "  components: {0: 1, one: 5}\n  limits",
            3,
            "zero_exclusion.components.one",
            "a number belongs here, found the text 'one'",
            id="a number of components that is none",
        ),
        pytest.param(
            "  measure: [a]\n  limits",
            "  components: {0: 1, 1: 5}\n  unassigned: [2]\n  limits",
            4,
            "zero_exclusion.unassigned",
            "these are numbers of components too",
            id="an unassigned number there is not",
        ),
        pytest.param(
            "  measure: [a]\n  limits",
            "  components: {0: 1, 1: 5}\n  limits",
            2,
            "zero_exclusion.evidence",
            "counting components needs the evidence components_present and components",
            id="components without their evidence",
        ),
        pytest.param(
            "measure: [a]",
            "measure: [[a]]",
            3,
            "zero_exclusion.measure[0]",
            "belongs here, found a list",
            id="a list where an expression belongs",
        ),
        pytest.param(
            "evidence: {a: number, b: bool, c: frequency}",
            "evidence: [a, b]",
            2,
            "zero_exclusion.evidence",
            "a mapping (key: value) belongs here, found a list",
            id="a list where evidence belongs",
        ),
        pytest.param(
            "zero_exclusion:\n",
            "assumed: {scores: [6]}\nzero_exclusion:\n",
            1,
            "assumed.scores[0]",
            "a score from 1 to 5 belongs here, found the number 6",
            id="an assumed score that is none",
        ),
        pytest.param(
            "zero_exclusion:\n",
            "orders: {often: [never, never]}\nzero_exclusion:\n",
            1,
            "orders.often",
            "different words",
            id="an order with one word twice",
        ),
        pytest.param(
            "zero_exclusion:\n",
            "zero_exclusion: 5\nagency_focus:\n",
            1,
            "zero_exclusion",
            "a mapping (key: value) belongs here, found the number 5",
            id="a rule that is no mapping",
        ),
    ],
)
def test_a_fault_has_file_line_and_place(tmp_path, old, new, line, where, says):
    assert old in RULE
    library = own_rules(tmp_path, RULE.replace(old, new, 1))
    problems = rule_problems("no", load_pack("no"), library)
    found = [problem for problem in problems if says in problem.message]
    assert found, [str(problem) for problem in problems]
    assert (found[0].line, found[0].where) == (line, where)
    assert str(found[0].file).endswith("rules.yaml")
    with pytest.raises(InvalidDataError):
        load_rules(load_pack("no", library=library), library)


def test_every_fault_is_told_at_once(tmp_path):
    """Those of the schema first; what it allows and no rule can mean, when it fits."""
    for old, new in (("b: bool", "b: boolean"), ("measure: [a]", "measure: a")):
        text = RULE.replace(old, new).replace("{from: 2, below: 3}", "{from: 3, to: 2}")
        text = text.replace("{from: 4}", "{from: x}") if new == "measure: a" else text
        assert len(rule_problems("no", load_pack("no"), own_rules(tmp_path, text))) >= 2


def test_rules_that_break_their_schema_close_no_review(tmp_path):
    """Only who asks for a score is told: a report needs no rules."""
    library = own_rules(tmp_path, "zero_exclusion: {caps: 3}\n")
    pack = load_pack("no", library=library)
    evidence = {"zero_exclusion": {"evidence": {"anything": 1}}}
    assert is_sound(
        {"pack": "no", "unit": {"name": "A"}, "criteria": evidence}, pack, library=library
    )
    with pytest.raises(InvalidDataError) as caught:
        load_rules(pack, library)
    (problem,) = caught.value.problems
    assert (problem.rule, problem.line) == ("wrong-kind", 1)


@pytest.mark.parametrize(
    ("limits", "faults"),
    [
        pytest.param("{5: {to: 1}, 4: {from: 1, to: 2}}", 0, id="one number in common"),
        pytest.param("{5: {to: 1}, 4: {from: 0.9, to: 2}}", 1, id="several numbers in common"),
        pytest.param("{5: {below: 1}, 4: {from: 1, to: 2}}", 0, id="an open end"),
        pytest.param("{5: {to: 3}, 4: {from: 1, to: 2}}", 1, id="one inside the other"),
    ],
)
def test_limits_may_touch_but_not_overlap(tmp_path, limits, faults):
    text = RULE.replace(RULE.splitlines()[3], f"  limits: {limits}")
    problems = rule_problems("no", load_pack("no"), own_rules(tmp_path, text))
    assert sum("overlap" in problem.message for problem in problems) == faults


def test_the_rules_for_all_packs_stand_alone():
    contents, problems = read_rules(
        bundled() / "templates" / "base" / "rules.yaml", Vocabulary.of(load_pack("dk"))
    )
    assert problems == []
    assert tuple(contents.rules) == CRITERION_IDS


def test_the_parts_besides_rules_are_those_that_editors_are_offered():
    schema = hand_schema("rules")
    assert set(PARTS) == set(schema["properties"])


def test_a_file_that_says_nothing_has_nothing(read):
    contents, faults = read("{}")
    assert faults == []
    assert (contents.rules, contents.orders, contents.settings, contents.warnings) == ({},) * 4
    assert contents.assumed == Assumed()


def test_orders_settings_and_sentences_are_read(read):
    contents, faults = read(
        "orders: {often: [never, weekly, daily]}\n"
        "warnings: {open: It is open.}\n"
        "settings: {gaps: {values: [strict, 2], warn: open}}\n"
    )
    assert faults == []
    assert contents.orders == {"often": ("never", "weekly", "daily")}
    assert contents.warnings == {"open": "It is open."}
    assert contents.settings["gaps"].values == ("strict", 2)
    assert contents.settings["gaps"].warn == "open"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("orders: {often: [never]}", "1: orders.often: an order has a name of its own and"),
        ("orders: {often: [a, b, a]}", "1: orders.often: an order has a name of its own and"),
        ("orders: {number: [a, b]}", "1: orders.number: an order has a name of its own and"),
        ("settings: {x: {}}", "1: settings.x: settings.x.values is missing; add it"),
        (
            "settings: {x: {values: [1.5]}}",
            "1: settings.x.values[0]: a text belongs here, found the number 1.5",
        ),
        ("settings: {x: {values: [a], warn: no}}", "1: settings.x: there is no warning"),
        ("settings: {x: {value: [a]}}", "1: settings.x.value: unknown key"),
        ("assumed: {score: [1]}", "1: assumed.score: unknown key"),
        ("assumed: {scores: [9]}", "1: assumed.scores[0]: a score from 1 to 5 belongs here"),
        ("assumed: {criteria: {x: [1]}}", "1: assumed.criteria.x: unknown key"),
        ("scal: own", "1: scal: unknown key 'scal'; did you mean 'scale'?"),
        ("ordes: {often: [a, b]}", "1: ordes: unknown key 'ordes'; did you mean 'orders'?"),
        ("warning: {w: Text.}", "1: warning: unknown key 'warning'; did you mean 'warnings'?"),
        ("[1]", "1: : a mapping"),
    ],
)
def test_each_part_of_a_file_tells_its_faults(read, text, fault):
    _, faults = read(text)
    assert any(one.startswith(fault) for one in faults), faults


OTHER = """d:
  evidence: {a: number}
  measure: [a]
  caps: [{score: 1, when: b}]
  limits: {1: {to: 1}, 2: {from: 2, to: 2}, 3: {from: 3, to: 3}, 4: {from: 4, to: 4}, 5: {from: 5}}
"""


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        ("c: {evidence: [a], measure: [b]}\n", "evidence"),
        ("c: {evidnce: {a: number}, measure: [a]}\n", "evidnce"),
        ("c: []\n", "c"),
        ("assumed: {scores: 7}\n", "scores"),
        ("warnings: {w: [a]}\n", "w"),
        ("orders: {often: often}\n", "often"),
        ("settings: {x: {value: [a]}}\n", "value"),
        ("scale: [a]\n", "scale"),
        ("scal: own\n", "scal"),
    ],
)
def test_a_part_that_breaks_the_schema_hides_no_fault_of_another(read, broken, told):
    _, faults = read(broken + OTHER)
    _, where, message = faults[-1].split(": ", 2)
    assert (where, message.partition(";")[0]) == ("d.caps[0]", "there is no evidence 'b'")
    assert all(told in one for one in faults[:-1])
    assert len(faults) == 2


WARNED = RULE.partition(":")[2].replace("when: b", "when: b, warn: w").replace("frequency", "bool")


@pytest.mark.parametrize(
    ("broken", "uses"),
    [
        ("orders: {often: often}\n", "{evidence: {x: often}, ladder: {1: [\"x == 'a'\"]}}"),
        ("ordes: {often: [a, b]}\n", "{evidence: {x: often}, ladder: {1: [\"x == 'a'\"]}}"),
        ("warnings: [w]\n", WARNED),
        ("warnins: {w: A.}\n", WARNED),
        ("warnings: {w: [A]}\n", WARNED),
        ("warnins: {w: A.}\n", "settings: {x: {values: [a], warn: w}}"),
        ("settins: {x: {values: [a]}}\n", "{evidence: {a: number}, measure: [x]}"),
    ],
)
def test_of_what_a_broken_part_may_have_held_nothing_is_told(read, broken, uses):
    text = uses if uses.startswith("settings") else f"c: {uses}"
    _, faults = read(f"{broken}{text}\n")
    assert len(faults) == 1
    assert broken.partition(":")[0] in faults[0]


def test_what_a_pack_assumes_is_read(read):
    contents, faults = read(
        "assumed: {source: IPS-25, scores: [1, 2], criteria: {d: [5]}, propose: false}"
    )
    assert faults == []
    assert contents.assumed == Assumed(
        source="IPS-25", scores=frozenset({1, 2}), criteria={"d": frozenset({5})}, propose=False
    )


def test_orders_and_sentences_of_the_rules_below_count_too(read):
    base = RuleFile(orders={"often": ("a", "b")}, warnings={"w": "below", "v": "below"})
    text = "warnings: {w: own}\nc:\n  evidence: {x: often}\n  ladder: {1: [\"x == 'a'\"]}\n"
    contents, faults = read(text, base=base)
    assert [one for one in faults if "kind of evidence" in one] == []
    assert contents.rules["c"].evidence["x"].order == ("a", "b")
    assert contents.warnings == {"w": "own", "v": "below"}
    assert contents.rules["c"].warnings["v"] == "below"


def test_where_no_scale_is_known_any_criterion_may_be_named(read):
    text = "anything:\n  evidence: {a: number}\n  measure: [a]\n  limits: {7: {from: 0}}\n"
    contents, _ = read(text, Vocabulary())
    assert list(contents.rules) == ["anything"]
    assert contents.rules["anything"].scores == NO_SCORES
    assert list(contents.rules["anything"].limits) == [7]


def test_rules_stand_in_the_order_of_the_scale(read):
    rule = "\n  evidence: {a: number}\n  measure: [a]\n  limits: {1: {from: 0}}\n"
    contents, _ = read(f"d:{rule}c:{rule}")
    assert list(contents.rules) == ["c", "d"]
    assert contents.rules["d"].criterion == "d"


@pytest.mark.parametrize(
    ("text", "scale"), [("scale: ips-25\n", "ips-25"), ("{}", ""), ("scale:\n", "")]
)
def test_a_file_says_for_which_scale_it_is(tmp_path, text, scale):
    file = tmp_path / "rules.yaml"
    file.write_text(text, encoding="utf-8")
    assert scale_of(file) == scale


def test_what_is_no_yaml_or_is_not_there_is_raised(tmp_path):
    file = tmp_path / "rules.yaml"
    with pytest.raises(ReadError):
        read_rules(file, WORDS)
    file.write_text("a: [", encoding="utf-8")
    with pytest.raises(InvalidDataError):
        scale_of(file)


def test_a_pack_gives_its_rules_their_words():
    pack = load_pack("dk")
    words = Vocabulary.of(pack)
    assert (words.scale, words.scores) == (pack.scale_id, pack.scores)
    assert words.criteria == tuple(criterion.id for criterion in pack.criteria)
