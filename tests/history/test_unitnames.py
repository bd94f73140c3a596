"""Units are found by name in a text, all at once."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.history.unitnames import UnitNames

UNITS = [
    ("a", "Enhed A"),
    ("b", "Enhed B"),
    ("b", "Enhed B Syd"),
    ("c", "Team Åse/Øst"),
    ("d", "(Ungdom) Nord"),
    ("e", "Nor"),
    ("f", "Enhed A i Birkeby"),
]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("Enhed B har det samme", ["Enhed B"], id="at the beginning"),
        pytest.param("som i Enhed B.", ["Enhed B"], id="before a stop"),
        pytest.param("som i Enhed\n    B", ["Enhed B"], id="over a line break"),
        pytest.param("Enhed Bs team", [], id="a longer word"),
        pytest.param("IEnhed B", [], id="within a word"),
        pytest.param("enhed b", [], id="small letters"),
        pytest.param("Enhed B Syd", ["Enhed B", "Enhed B Syd"], id="a name within a name"),
        pytest.param("i Team Åse/Øst", ["Team Åse/Øst"], id="signs within a name"),
        pytest.param("i (Ungdom) Nord", ["(Ungdom) Nord"], id="a sign at its beginning"),
        pytest.param("Nor", [], id="a short name is a word like any other"),
        pytest.param("Enhed A", [], id="the unit itself"),
        pytest.param("Enhed B, Enhed B", ["Enhed B"], id="told once"),
    ],
)
def test_other_units_are_found(text, names):
    found = UnitNames(UNITS).others_in(text, "a", "Enhed A")
    assert [name for _, name in found] == names


def test_a_name_that_is_part_of_the_units_own_is_none():
    assert UnitNames(UNITS).others_in("Enhed A", "f", "Enhed A i Birkeby") == []


def test_one_name_of_two_units_is_no_other():
    names = UnitNames([("a", "Jobhuset"), ("b", "Jobhuset")])
    assert names.others_in("Jobhuset", "a", "Jobhuset") == []


words = st.lists(st.sampled_from(["Enhed", "Nord", "Syd", "A", "B", "øst"]), min_size=1, max_size=4)


@given(st.lists(words.map(" ".join), max_size=8), st.lists(words, max_size=6))
def test_it_finds_what_a_search_for_each_name_finds(names, sentence):
    text = "\n ".join(" ".join(part) for part in sentence)
    units = [(str(number), name) for number, name in enumerate(names)]
    found = UnitNames(units).others_in(text, "own", "Det egne hus")
    expected = {}
    for name in names:
        pattern = r"(?<!\w)" + r"\s+".join(name.split()) + r"(?!\w)"
        if len(name) >= 4 and (match := re.search(pattern, text)):
            expected[name] = match.start()
    assert {name: offset for offset, name in found} == expected


def test_a_text_is_read_once_however_many_units_there_are(monkeypatch):
    import docgen.history.unitnames as module

    read = []
    monkeypatch.setattr(module, "_PIECE", _Counting(module._PIECE, read))
    names = UnitNames((str(n), f"Enhed {n} Kommune") for n in range(5_000))
    read.clear()
    text = "Enhed 4999 Kommune og " * 100
    assert [name for _, name in names.others_in(text, "1", "Enhed 1 Kommune")] == [
        "Enhed 4999 Kommune"
    ]
    assert read == [text]


class _Counting:
    """A pattern that notes what it is asked to read."""

    def __init__(self, pattern, read):
        self._pattern = pattern
        self._read = read

    def findall(self, text):
        self._read.append(text)
        return self._pattern.findall(text)

    def finditer(self, text):
        return self._pattern.finditer(text)
