"""A catalogue is read as it is kept; what is not wholly translated is not said."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.model.sentences import read_sentences

HEAD = 'msgid ""\nmsgstr ""\n"Language: da\\n"\n\n'
TEXTS = st.text('aø"\\\n\t{}% ', min_size=1, max_size=12)


@pytest.fixture
def read(tmp_path):
    """Return a function that reads a catalogue of these entries."""

    def reading(text: str):
        file = tmp_path / "docgen.po"
        file.write_text(text, encoding="utf-8", newline="\n")
        return dict(read_sentences(file))

    return reading


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("", {}, id="nothing"),
        pytest.param(HEAD, {}, id="its head alone"),
        pytest.param('msgid "a"\nmsgstr "A"\n', {"a": ("A",)}, id="no head"),
        pytest.param(HEAD + 'msgid "a"\nmsgstr "A"\n', {"a": ("A",)}, id="a sentence"),
        pytest.param(HEAD + 'msgid "a"\nmsgstr ""\n', {}, id="one without words"),
        pytest.param(HEAD + 'msgid "a"\n', {}, id="one without a place for them"),
        pytest.param(HEAD + 'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "A"\nmsgstr[1] "B"\n',
                     {"a": ("A", "B")}, id="one thing and several"),
        pytest.param(HEAD + 'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "A"\nmsgstr[1] ""\n', {},
                     id="half of it"),
        pytest.param(HEAD + 'msgid ""\n"long "\n"one"\nmsgstr ""\n"den "\n"lange"\n',
                     {"long one": ("den lange",)}, id="over several lines"),
        pytest.param(HEAD + '# msgid "x"\n#: file.py:1\n#, python-brace-format\nmsgid "a"\n'
                     'msgstr "A"\n', {"a": ("A",)}, id="remarks and places"),
        pytest.param(HEAD + '#~ msgid "old"\n#~ msgstr "gammel"\n', {}, id="what was taken out"),
        pytest.param(HEAD + 'msgid "a"\nmsgstr "A"\nmsgid "b"\nmsgstr "B"\n',
                     {"a": ("A",), "b": ("B",)}, id="without a blank line between"),
        pytest.param(HEAD + 'msgid "a"\nmsgstr "A"\n\nmsgid "a"\nmsgstr "B"\n', {"a": ("B",)},
                     id="the last of two"),
        pytest.param('msgid "a \\"b\\"\\n\\tc"\nmsgstr "\\\\"\n', {'a "b"\n\tc': ("\\",)},
                     id="signs that are escaped"),
    ],
)  # fmt: skip
def test_a_sentence_has_what_is_said_for_it(read, text, found):
    assert read(text) == found


def test_a_catalogue_that_is_not_there_says_nothing(tmp_path):
    assert read_sentences(tmp_path / "absent.po") == {}
    assert read_sentences(tmp_path) == {}, "nor a folder"


@given(said=st.dictionaries(TEXTS, TEXTS, max_size=5))
@settings(max_examples=15)
def test_every_sentence_comes_back_as_it_was_written(said, tmp_path_factory):
    file = tmp_path_factory.getbasetemp() / "any.po"
    quoted = {json.dumps(one, ensure_ascii=False): json.dumps(other, ensure_ascii=False)
              for one, other in said.items()}  # fmt: skip
    entries = "".join(f"msgid {one}\nmsgstr {other}\n\n" for one, other in quoted.items())
    file.write_text(HEAD + entries, encoding="utf-8", newline="\n")
    assert read_sentences(file) == {one: (other,) for one, other in said.items()}
