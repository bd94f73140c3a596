"""The one sandbox: what authors need works, nothing gets out, nothing fills the memory."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.runtime import Undefined

from docgen.bounds.sandbox import Sandbox, budget_range, make_environment
from docgen.bounds.templates import MOST_ROUNDS
from docgen.model.tongue import chosen

PLAIN = make_environment()


def text_of(template: str, **values: object) -> str:
    return PLAIN.from_string(template).render(values)


def refusal(template: str, **values: object) -> str:
    with pytest.raises(SecurityError) as raised:
        text_of(template, **values)
    told = str(raised.value)
    assert "\n" not in told
    return told


@pytest.mark.parametrize(
    ("template", "text"),
    [
        pytest.param("{{ 3 * 4 }}{{ 7 % 4 }}", "123", id="arithmetic"),
        pytest.param("{{ 'ab' * 2 }}", "abab", id="a text twice"),
        pytest.param("{% for n in range(3) %}{{ n }}{% endfor %}", "012", id="a short loop"),
        pytest.param("{{ '%.1f kr'|format(2.5) }}", "2.5 kr", id="a formatted number"),
        pytest.param("{{ [1, 2, 3]|batch(2)|list|length }}", "2", id="batches"),
        pytest.param("{{ 123456|tojson }}", "123456", id="a large number as JSON"),
        pytest.param("{{ 'a'|center(3) }}", " a ", id="a centred text"),
    ],
)
def test_templates_keep_what_authors_need(template, text):
    assert make_environment(autoescape=True).from_string(template).render() == text


@pytest.mark.parametrize(
    "template",
    [
        pytest.param("{{ ''.__class__.__mro__ }}", id="Python's insides"),
        pytest.param("{{ cycler.__init__.__globals__ }}", id="the way to the shell"),
        pytest.param("{{ [1].append(2) }}", id="changing the data"),
        pytest.param("{{ 'a' * 30000000 }}", id="a text of 30 MB"),
        pytest.param("{{ 30000000 * [1] }}", id="a list of as many"),
        pytest.param("{{ 9 ** 99999 }}", id="a number of 95,000 digits"),
        pytest.param("{{ '%99999999d' % 1 }}", id="a padded number"),
        pytest.param("{{ '%99999999d'|format(1) }}", id="padded by the filter"),
        pytest.param("{{ '%*d'|format(99999999, 1) }}", id="padded by an argument"),
        pytest.param("{{ 'a'.ljust(99999999) }}", id="padded by a method"),
        pytest.param("{{ '{:>99999999}'.format(1) }}", id="padded by format()"),
        pytest.param("{{ 'a'|center(99999999) }}", id="padded by |center"),
        pytest.param("{{ 'a'|indent(width=99999999) }}", id="padded by |indent"),
        pytest.param("{{ [1]|batch(99999999, 0)|list }}", id="filled by |batch"),
        pytest.param("{{ [1]|tojson(99999999) }}", id="filled by |tojson"),
        pytest.param("{% for n in range(100000) %}{% endfor %}", id="a loop of 100,000 rounds"),
    ],
)
def test_templates_cannot_get_out_or_fill_the_memory(template):
    with pytest.raises(SecurityError):
        make_environment(autoescape=True).from_string(template).render()


def test_undefined_is_an_error():
    with pytest.raises(UndefinedError):
        make_environment().from_string("{{ nothing }}").render()


@pytest.mark.parametrize(
    ("template", "words"),
    [
        pytest.param("{{ 2 ** 3 }}", "'**' is not for templates; multiply: x * x", id="a power"),
        pytest.param(
            "{{ 'x%s' % 1 }}", "'%' is not for templates; write '%.2f'|format(x)", id="a percent"
        ),
        pytest.param("{{ [1] % 2 }}", "'%' is not for templates", id="of a list"),
        pytest.param(
            "{{ 'ab' * 5001 }}", "is repeated to at most 10000 places; use less", id="a long text"
        ),
        pytest.param("{{ 10001 * (1,) }}", "is repeated to at most 10000", id="a long tuple"),
        pytest.param("{{ 'a'|center(10001) }}", "|center counts to at most 10000", id="|center"),
        pytest.param("{{ [1]|slice(10001)|list }}", "|slice counts to at most", id="|slice"),
        pytest.param("{{ 'a'|indent(10001) }}", "|indent counts to at most", id="|indent"),
        pytest.param("{{ [1]|batch(10001)|list }}", "|batch counts to at most", id="|batch"),
        pytest.param("{{ [1]|tojson(indent=10001) }}", "|tojson counts to at most", id="|tojson"),
        pytest.param("{{ '%1000d'|format(1) }}", "pads to at most 999 places", id="a width"),
        pytest.param("{{ '%.1000f'|format(1) }}", "pads to at most 999 places", id="a precision"),
        pytest.param("{{ '%+#0 -1000d'|format(1) }}", "pads to at most 999", id="behind all signs"),
        pytest.param("{{ range(10001) }}", "range() gives at most 10000 numbers", id="range()"),
    ],
)
def test_what_is_refused_says_what_to_do(template: str, words: str) -> None:
    assert words in refusal(template)


@pytest.mark.parametrize(
    ("template", "length"),
    [
        pytest.param("{{ 'ab' * 5000 }}", 10_000, id="a text repeated"),
        pytest.param("{{ 5000 * 'ab' }}", 10_000, id="the other way round"),
        pytest.param("{{ 'a'|center(10000) }}", 10_000, id="centred"),
        pytest.param("{{ '%999d'|format(1) }}", 999, id="padded"),
        pytest.param("{{ range(10000)|length }}", 5, id="as many numbers as there may be"),
        pytest.param("{{ 20000|tojson }}", 5, id="a number that is no width"),
        pytest.param("{{ 'ab' * 0 }}", 0, id="a text no times"),
        pytest.param("{{ 'ab' * -20000 }}", 0, id="less than no times"),
    ],
)
def test_as_much_as_is_allowed_is_made(template: str, length: int) -> None:
    assert len(text_of(template)) == length


@settings(max_examples=60)
@given(text=st.text(max_size=40), count=st.integers(-3, 20_000))
def test_a_text_is_repeated_as_python_does_it_or_not_at_all(text: str, count: int) -> None:
    if len(text) * count > MOST_ROUNDS:
        assert "is repeated to at most" in refusal("{{ text * count }}", text=text, count=count)
    else:
        assert text_of("{{ text * count }}", text=text, count=count) == text * count


@settings(max_examples=60)
@given(
    left=st.integers(-1_000_000, 1_000_000),
    right=st.integers(-1_000_000, 1_000_000).filter(bool),
)
def test_numbers_are_calculated_as_python_does_it(left: int, right: int) -> None:
    found = text_of("{{ a * b }} {{ a % b }} {{ a // b }} {{ a - b }}", a=left, b=right)
    assert found == f"{left * right} {left % right} {left // right} {left - right}"


@pytest.mark.parametrize(
    "method", ["center", "expandtabs", "format", "format_map", "ljust", "rjust", "zfill"]
)
def test_a_method_that_pads_a_text_is_not_there(method: str) -> None:
    assert method in refusal(f"{{{{ 'a'.{method}(3) }}}}")
    sandbox = make_environment()
    assert not sandbox.is_safe_attribute("a", method, None)
    assert sandbox.is_safe_attribute({}, method, None)  # a key of that name is one like others


@pytest.mark.parametrize("method", ["upper", "strip", "split", "replace", "startswith"])
def test_other_methods_of_a_text_are(method: str) -> None:
    assert make_environment().is_safe_attribute("a", method, None)


def test_what_jinja_refuses_stays_refused() -> None:
    sandbox = make_environment()
    assert not sandbox.is_safe_attribute("a", "__class__", str)
    assert not sandbox.is_safe_attribute([], "append", [].append)


@pytest.mark.parametrize(
    ("numbers", "length"),
    [((3,), 3), ((2, 5), 3), ((0, 100_000, 10), 10_000), ((5, 2), 0), ((5, 2, -1), 3)],
)
def test_a_range_is_counted_by_its_rounds(numbers: tuple[int, ...], length: int) -> None:
    assert budget_range(*numbers) == range(*numbers)
    assert len(budget_range(*numbers)) == length


def test_the_same_input_makes_the_same_file() -> None:
    sandbox = make_environment()
    assert "random" not in sandbox.filters
    assert "lipsum" not in sandbox.globals


def test_one_environment_changes_no_other() -> None:
    first, second = make_environment(), make_environment()
    del first.filters["center"]
    first.globals["own"] = 1
    assert "center" in second.filters
    assert "own" not in second.globals


def test_options_are_jinja_s_and_a_kind_of_its_own_is_made() -> None:
    class Lenient(Sandbox):
        """A sandbox of another kind."""

    made = make_environment(Lenient, undefined=Undefined, trim_blocks=True)
    assert type(made) is Lenient
    assert made.trim_blocks
    assert made.from_string("[{{ nothing }}]").render() == "[]"


def test_a_limited_filter_is_still_the_filter_that_it_was() -> None:
    """With what Jinja notes on it: that it is given the context of the tag."""
    found = text_of("{{ [{'b': 1}]|tojson(2) }} {{ 'a\nb'|indent(2) }}")
    assert found == '[\n  {\n    "b": 1\n  }\n] a\n  b'


@pytest.mark.parametrize("language", ["da", "sv", "nb"])
def test_refusals_speak_the_reader_s_language(language: str) -> None:
    english = [refusal("{{ 2 ** 3 }}"), refusal("{{ range(10001) }}")]
    with chosen(language):
        told = [refusal("{{ 2 ** 3 }}"), refusal("{{ range(10001) }}")]
    assert all(one != other for one, other in zip(english, told, strict=True))
    assert "x * x" in told[0]
