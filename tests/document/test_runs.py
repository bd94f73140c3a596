"""The criteria as a table prints them: a long one by itself, short ones together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from docgen.document.runs import runs_of

LONG = "ord " * 300
SIZES = st.lists(st.lists(st.booleans(), max_size=5), max_size=4)


def sections(sizes: list[list[bool]]) -> list[dict]:
    return [
        {
            "id": str(number),
            "criteria": [
                {"id": f"{number}.{n}", "comment": LONG if long else "kort", "recommendation": ""}
                for n, long in enumerate(lengths)
            ],
        }
        for number, lengths in enumerate(sizes)
    ]


def printed(run: dict) -> list[str]:
    return [criterion["id"] for part in run["sections"] for criterion in part["criteria"]]


@given(SIZES)
def test_every_criterion_is_printed_once_in_its_order(sizes):
    wanted = [c["id"] for section in sections(sizes) for c in section["criteria"]]
    assert [name for run in runs_of(sections(sizes)) for name in printed(run)] == wanted


@given(SIZES)
def test_a_long_criterion_is_a_run_by_itself_and_the_last_run_is_never_long(sizes):
    runs = list(runs_of(sections(sizes)))
    assert not runs[-1]["long"]
    assert all(len(printed(run)) == 1 for run in runs if run["long"])
    assert sum(run["long"] for run in runs) == sum(map(sum, sizes))


@given(SIZES)
def test_a_section_opens_once_with_its_first_criterion(sizes):
    opened = [
        printed({"sections": [part]})[0]
        for run in runs_of(sections(sizes))
        for part in run["sections"]
        if part["opens"]
    ]
    assert opened == [f"{number}.0" for number, lengths in enumerate(sizes) if lengths]


def test_many_short_lines_are_long_too():
    (section,) = sections([[False]])
    section["criteria"][0]["recommendation"] = "a\n" * 30
    assert next(runs_of([section]))["long"]
