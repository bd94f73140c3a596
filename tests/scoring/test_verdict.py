"""A case says what is stated and what is not: each key once, in the order of its rule."""

from __future__ import annotations

import pytest
from rulecases import a_case

from docgen.scoring.verdict import Doubt, Undecided, Verdict

RULE = """\
warnings: {open: "Of <clients> {clients} are told, {weekly}."}
---
evidence: {clients: whole, staff: whole, weekly: bool, old: whole, far: bool}
older: [old]
follows: {weekly: {value: "clients > 3", when: "staff > 0"}}
ladder:
  5: [weekly, [far, "clients > 9"]]
  1: ["clients > 0"]
notes:
  - {when: "clients > 0", warn: open}
"""
LABELS = {"clients": "Borgere", "staff": "Ansatte"}


def case(**stated: object):
    return a_case(RULE, LABELS, **stated)


def lines(score: int = 5):
    return case().rule.ladder[score]


def test_a_warning_names_values_and_labels():
    found = case(clients=4, weekly=True)
    assert found.note("open") == Doubt("open", "Of Borgere 4 are told, yes.")


@pytest.mark.parametrize(
    ("keys", "either", "said"),
    [
        ([], False, ""),
        (["clients"], False, "Borgere"),
        (["clients", "staff"], False, "Borgere and Ansatte"),
        (["clients", "staff"], True, "Borgere or Ansatte"),
    ],
)
def test_keys_are_listed_by_their_labels(keys, either, said):
    assert case().names(keys, either=either) == said


def test_what_is_stated_of_a_key_is_said_and_of_one_that_is_not_what_it_follows_from():
    stated = case(clients=4, staff=2)
    assert stated.figures(["clients"]) == "Borgere: 4"
    assert stated.figures(["weekly"]) == "Borgere: 4; Ansatte: 2"
    assert stated.figures(["weekly", "clients"]) == "Borgere: 4; Ansatte: 2", "each once"
    assert case(clients=4, staff=2, weekly=True).figures(["weekly"]) == "weekly: yes"
    assert stated.figures(["far"]) == case().figures(["weekly"]) == ""


@pytest.mark.parametrize(
    ("stated", "states"),
    [
        pytest.param({}, [None, None], id="nothing is known"),
        pytest.param({"weekly": True, "far": True}, [True, True], id="both hold"),
        pytest.param({"weekly": False, "far": False}, [False, None], id="an alternative is open"),
        pytest.param({"far": False, "clients": 10}, [None, True], id="one of two is enough"),
        pytest.param({"far": False, "clients": 9}, [None, False], id="neither of two"),
        pytest.param({"clients": 4, "staff": 1}, [True, None], id="what follows"),
    ],
)
def test_a_line_holds_does_not_or_is_not_known(stated, states):
    found = case(**stated)
    assert [found.state(line) for line in lines()] == states


@pytest.mark.parametrize(
    ("stated", "absent"),
    [
        ({}, ["weekly", "far", "clients"]),
        ({"far": False}, ["weekly", "clients"]),
        ({"far": True}, ["weekly"]),
        ({"weekly": True, "far": True}, []),
        ({"weekly": False, "clients": 3}, ["far"]),
    ],
)
def test_what_leaves_lines_open_is_named(stated, absent):
    assert case(**stated).absent(lines()) == absent


def test_of_alternatives_the_one_that_holds_is_told():
    assert case(weekly=True, clients=10, far=False).held(lines()) == "weekly: yes; Borgere: 10"
    assert case(weekly=True, clients=1, far=True).held(lines()) == "weekly: yes; far: yes"
    assert case(weekly=True, far=False, clients=1).held(lines()) == "weekly: yes; far: no"


def test_keys_to_be_stated_stand_in_the_order_of_the_rule_each_once():
    found = case(staff=1)
    assert found.ordered(["far", "old", "staff", "clients", "far"]) == ("clients", "far")
    assert found.ordered([]) == ()


def test_a_verdict_is_sure_of_its_number_unless_it_says_otherwise():
    assert Verdict(3, 4) == Verdict(3, 4, "", (), (), True, None)
    assert Undecided("why") == Undecided("why", ())
