"""A problem is a value that keeps within bounds whatever a file holds."""

import pickle

from docgen.model import Problem
from docgen.model.telling import MOST_LETTERS, MOST_OF_A_PLACE


def test_message_and_place_are_shortened_however_the_problem_is_made():
    long = Problem("rule", "m" * 10_000, "a.yaml", where="w" * 10_000)
    for problem in (long, Problem("rule", "m", "a.yaml")._replace(message="m" * 10_000)):
        assert len(problem.message) <= MOST_LETTERS
    assert len(long.where) <= MOST_OF_A_PLACE


def test_a_problem_survives_the_way_back_from_a_worker():
    problem = Problem("rule", "message", "a.yaml", 3, 4, "criteria", "warning")
    assert pickle.loads(pickle.dumps(problem)) == problem
    assert str(problem) == "a.yaml:3:4: warning: criteria: message [rule]"
