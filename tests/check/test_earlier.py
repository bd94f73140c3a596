"""What `check` and `render` say of the unit's earlier reviews, typed and found."""

import pytest

from docgen.batch.run import prepare_run
from docgen.check.run import check_review
from docgen.history.cache import HistoryCache
from docgen.history.notes import notes_for_report
from docgen.history.previous import previous_and_number
from docgen.packs.library import find_library
from docgen.packs.load import load_pack
from docgen.review.load import load_review
from tests.builders import CRITERION_IDS

SCORES = "".join(
    f"  {c}: {{score: 4, comment: Bra., recommendation: Mer.}}\n" for c in CRITERION_IDS
)


def a_review(visit="report_date: 2026-03-06", previous="", unit="enhet-a"):
    return (
        f"pack: fi-sv\nunit: {{id: {unit}, name: Enhet A}}\nreview:\n  {visit}\n"
        f"previous:\n  {previous}\ncriteria:\n{SCORES}"
    )


EARLIER = a_review("report_date: 2025-03-06")


@pytest.fixture
def write(tmp_path):
    """Return a function that writes an earlier review and another, and returns the other."""

    def write_files(text, **others):
        for name, other in {"first": EARLIER, **others}.items():
            (tmp_path / f"{name}.yaml").write_text(other, encoding="utf-8")
        path = tmp_path / "this.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write_files


@pytest.mark.parametrize(
    ("visit", "previous", "rule", "line", "message"),
    [
        pytest.param("{number: 1, report_date: 2026-03-06}", "", "number", 4,
                     "the number is 1, but the unit has earlier reviews (1): this one is number 2 "
                     "at least; leave it empty to have it counted",
                     id="a number left over from last year"),
        pytest.param("report_date: 2026-03-06", "date: 2026-03-06", "not-earlier", 6,
                     "the earlier report is of 2026-03-06, which is not before this one "
                     "(2026-03-06); mend one of the dates", id="an earlier report of the same day"),
        pytest.param("dates: [2025-11-01, 2025-11-03]", "date: 2025-12-01", "not-earlier", 6,
                     "the earlier report is of 2025-12-01, which is not before this one "
                     "(2025-11-03); mend one of the dates", id="an earlier report after the visit"),
        pytest.param("report_date: 2026-03-06", "{total: 100, level: måttlig nivå}",
                     "wrong-level", 6,
                     "the level is 'måttlig nivå', but 100 points are 'god nivå'; "
                     "mend one of the two",
                     id="a level that is not the total's"),
        pytest.param("report_date: 2026-03-06", "total: 101", "earlier-differs", 6,
                     "101 is typed, the earlier review first says 100; what is typed holds",
                     id="another total than the report before says"),
        pytest.param("report_date: 2026-03-06", "scores: {disclosure: 2}", "earlier-differs", 6,
                     "2 is typed, the earlier review first says 4; what is typed holds",
                     id="another score than the report before says"),
    ],
)  # fmt: skip
def test_check_holds_what_is_typed_against_the_reviews_there_are(
    write, visit, previous, rule, line, message
):
    problems = check_review(write(a_review(visit, previous)))
    assert (rule, line, message) in [(p.rule, p.line, p.message) for p in problems]
    assert {problem.severity for problem in problems} == {"warning"}


@pytest.mark.parametrize(
    ("visit", "previous"),
    [
        pytest.param("report_date: 2026-03-06", "", id="nothing typed"),
        pytest.param("{number: 2, report_date: 2026-03-06}", "", id="the number it has"),
        pytest.param("{number: 5, report_date: 2026-03-06}", "", id="more reviews than files"),
        pytest.param("report_date: 2026-03-06",
                     "{date: 2025-03-06, total: 100, level: god nivå}", id="what is found anyway"),
    ],
)  # fmt: skip
def test_check_has_nothing_to_say_where_all_agrees(write, visit, previous):
    assert check_review(write(a_review(visit, previous))) == []


def notes_of_a_run(source, out):
    run = prepare_run([source], out, library=find_library(None))
    return [str(note) for outcome in run.outcomes() for note in outcome.notes]


@pytest.mark.parametrize(
    ("other", "said"),
    [
        pytest.param(EARLIER, "first and second; the second is taken", id="two of one date"),
        pytest.param(a_review(), "second of the same unit has the same date", id="this one's date"),
        pytest.param(a_review(unit="enhet-b"), "another unit (enhet-b)", id="one of its name"),
    ],
)
def test_render_says_what_check_says_of_other_reviews(write, tmp_path, other, said):
    path = write(a_review(), second=other)
    (note,) = notes_of_a_run(path, tmp_path / "out")
    assert note.startswith(f"{path}: warning: unit.id: ")
    assert said in note


@pytest.mark.parametrize(
    ("other", "visit", "previous"),
    [
        pytest.param(a_review("report_date: 2027-03-06"), "report_date: 2026-03-06", "",
                     id="only a later one is there"),
        pytest.param(EARLIER, "{number: 3, report_date: 2026-03-06}",
                     "{date: 2025-03-06, total: 100, level: god nivå, scores: {disclosure: 4}}",
                     id="all is typed"),
    ],
)  # fmt: skip
def test_render_is_silent(write, tmp_path, other, visit, previous):
    path = write(a_review(visit, previous), second=other)
    assert notes_of_a_run(path, tmp_path / "out") == []


def test_a_review_that_says_all_itself_needs_no_look_at_others(write):
    typed = "{date: 2025-01-01, total: 90, level: måttlig nivå, scores: {disclosure: 4}}"
    review = load_review(write(a_review("{number: 7, report_date: 2026-03-06}", typed)))
    histories = HistoryCache()
    assert notes_for_report(review, histories) == ()
    previous, number = previous_and_number(review, load_pack("fi-sv"), histories)
    assert (previous, number) == (review.previous, 7)
    assert histories._indexes == {}
