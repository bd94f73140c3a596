"""Warnings on what a sound review says: missing texts, left-over marks, figures that disagree."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import ROOT

from docgen.check.run import check_paths, check_review
from docgen.document.renderer import printed_paths
from docgen.packs.load import load_pack
from docgen.review.found import find_reviews
from tests.builders import CRITERION_IDS

LINE = "Teamet arbejder tæt sammen med behandlerne og deltager i konferencen"


def a_review(*, head="", name="Enhed A", unit="enhed-a", score=4, pack="dk", status="final", **own):
    """Return a review that has nothing wrong: 25 times the same score, a comment, a way on."""
    criteria = "".join(
        f"  {c}:\n    score: {score}\n    comment: Set.\n    recommendation: Mere.\n"
        if c not in own
        else f"  {c}:\n{own[c]}\n"
        for c in CRITERION_IDS
    )
    return (
        f"pack: {pack}\nunit: {{id: {unit}, name: {name}}}\nreview: {{status: {status}}}\n"
        f"{head}\ncriteria:\n{criteria}"
    )


@pytest.fixture
def check(tmp_path):
    """Return a function that checks a review and returns rule, line and message of each problem."""

    def check_text(text, **neighbours):
        for name, other in neighbours.items():
            (tmp_path / f"{name}.yaml").write_text(other, encoding="utf-8")
        path = tmp_path / "r.yaml"
        path.write_text(text, encoding="utf-8")
        return [(p.rule, p.line, p.message) for p in check_review(path)]

    return check_text


def rules(found):
    return [rule for rule, _, _ in found]


def test_a_review_that_has_nothing_wrong_has_no_warning(check):
    assert check(a_review()) == []


@pytest.mark.parametrize(
    ("own", "wanted"),
    [
        pytest.param(
            "    score: 4\n    comment: x", ["no-recommendation"], id="4 without a way on"
        ),
        pytest.param("    score: 5\n    comment: x", [], id="5 needs no recommendation"),
        pytest.param("    score: 4\n    recommendation: x", ["no-comment"], id="no comment"),
        pytest.param("    score: 3", ["no-comment", "no-recommendation"], id="a bare score"),
        pytest.param("    comment: x", ["missing-score"], id="a final review without a score"),
        pytest.param("    score:\n    comment: x", ["missing-score"], id="an empty score"),
        pytest.param(
            "    ratings: {R1: 4, R2: 5}", ["missing-score", "no-consensus"], id="only own scores"
        ),
    ],
)
def test_a_score_wants_its_texts(check, own, wanted):
    found = check(a_review(agency_focus=own))
    assert sorted(rules(found)) == wanted
    assert all("10 (Teamets fokus på ordinær beskæftigelse)" in message for _, _, message in found)


def test_the_missing_scores_are_one_fault_with_the_ways_out(check):
    [(_, line, message)] = check("pack: dk\nunit: {name: A}\n")
    assert line == 1
    assert message.startswith("no score for criterion 1 (Case load), 2 (Beskæftigelsestilbud), 3 (")
    assert message.endswith(
        " and 22 more; add it, or make a draft: `status: draft` under `review:`, or --draft"
    )


def test_a_draft_may_lack_scores_but_its_texts_are_looked_at(check):
    text = a_review(status="draft", agency_focus="    comment: TODO spørg")
    assert rules(check(text)) == ["placeholder"]


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        pytest.param("purpose: TODO skriv formål", "placeholder", id="TODO"),
        pytest.param("purpose: Vi mødte xx personer", "placeholder", id="xx"),
        pytest.param("purpose: Se side XXX", "placeholder", id="XXX"),
        pytest.param("purpose: Hvor mange ???", "placeholder", id="question marks"),
        pytest.param(
            "summary:\n  strengths: |\n    Et.\n\n    todo", "placeholder", id="in a block"
        ),
        pytest.param("recipients: [Leder xx]", "placeholder", id="in a list"),
        pytest.param('purpose: "Bi\\ber"', "control-character", id="an escape"),
        pytest.param(f"purpose: |\n  {LINE}\n  {LINE}\n  {LINE}", "hand-wrapped", id="three lines"),
        pytest.param("purpose: Enhed B har det samme", "other-unit", id="another unit"),
        pytest.param("purpose: Total score = 98", "wrong-total", id="a total"),
        pytest.param("purpose: Den totale score er 98 point", "wrong-total", id="98 points"),
        pytest.param("purpose: I alt 98 af 125", "wrong-total", id="98 of 125"),
        pytest.param("purpose: Den er 98 ud af 125", "wrong-total", id="98 out of 125"),
        pytest.param("purpose: Vurderet til nogenlunde IPS fidelity", "wrong-level", id="a level"),
        pytest.param(
            "summary: {conclusion: 'Eksemplarisk\n  IPS fidelity'}", "wrong-level", id="two"
        ),
    ],
)
def test_a_text_that_looks_wrong_warns(check, head, wanted):
    found = check(a_review(head=head), b=a_review(name="Enhed B", unit="enhed-b"))
    assert rules(found) == [wanted]


@pytest.mark.parametrize(
    "head",
    [
        pytest.param("purpose: Maxx og XXL er fine ord?", id="x inside a word"),
        pytest.param("purpose: 'Vi mødte team # 3'", id="a number sign in quotes"),
        pytest.param("recipients: Leder # en kommentar", id="a comment behind one word"),
        pytest.param(f"purpose: |\n  {LINE}\n  {LINE}", id="two lines"),
        pytest.param(f"purpose: |\n  - {LINE}\n  - {LINE}\n  - {LINE}", id="long bullets"),
        pytest.param(f"purpose: >\n  {LINE}\n  {LINE}\n  {LINE}", id="a folded text"),
        pytest.param("purpose: Enhed A er her", id="the own name"),
        pytest.param("purpose: Enhed Bo er en anden", id="part of a word"),
        pytest.param("unit: {partners: [Enhed B]}\n", id="a partner"),
        pytest.param("purpose: Total score = 100, 100 point, 100/125", id="the right total"),
        pytest.param("purpose: God IPS fidelity", id="the right level"),
        pytest.param("purpose: Der er 98 kandidater og 40 point", id="other numbers, a section"),
        pytest.param("previous: {total: 98}\npurpose: Sidst 98 point", id="the earlier total"),
        pytest.param(
            "previous: {level: Ikke IPS}\npurpose: Sidst var det Ikke IPS", id="the earlier level"
        ),
    ],
)
def test_a_text_that_is_right_does_not_warn(check, head):
    text = a_review(head=head)
    if head.startswith("unit"):
        text = text.replace("unit: {id: enhed-a, name: Enhed A}\n", "", 1)
        text = text.replace("unit: {", "unit: {id: enhed-a, name: Enhed A, ")
    assert check(text, b=a_review(name="Enhed B", unit="enhed-b")) == []


@pytest.mark.parametrize(
    ("other", "own"),
    [
        pytest.param("Syd", "Enhed A", id="a name of three letters"),
        pytest.param("Psykiatri", "Psykiatri Vest", id="part of the own name"),
    ],
)
def test_a_name_that_proves_nothing_does_not_warn(check, other, own):
    text = a_review(name=own, head=f"purpose: Vi besøgte {other}")
    assert check(text, b=a_review(name=other, unit="x")) == []


def test_each_wrong_total_of_a_text_is_told(check):
    found = check(a_review(head="purpose: |\n  Total score = 97.\n  Det er 96 point, 95/125."))
    assert [(line, message[:16]) for _, line, message in found] == [
        (5, "the text says 97"),
        (6, "the text says 96"),
        (6, "the text says 95"),
    ]


def test_a_long_row_of_x_is_shown_by_its_beginning(check):
    [(_, _, message)] = check(a_review(head=f"purpose: {'x' * 400}"))
    assert message.startswith("'xxxxxxxxxx' is left")


def test_a_warning_has_the_place_of_the_word(check, tmp_path):
    text = a_review(head="summary:\n  description: |\n    Et afsnit.\n\n    Her er xx tilbage.")
    check(text)
    [problem] = check_review(tmp_path / "r.yaml")
    assert (problem.line, problem.column, problem.where) == (8, 12, "summary.description")
    assert problem.severity == "warning"


def test_a_text_from_the_defaults_warns_in_the_defaults(tmp_path):
    shared = tmp_path / "_shared.yaml"
    shared.write_text("purpose: TODO\ngeneral_comments: TODO\n", encoding="utf-8")
    text = a_review(head="general_comments: Egen")
    (tmp_path / "r.yaml").write_text(text, encoding="utf-8")
    assert [(p.file, p.line) for p in check_paths([tmp_path])] == [(shared, 1)]


@pytest.mark.parametrize(
    ("pack", "text"),
    [
        pytest.param("fi-sv", "Totalpoängen är 98 poäng", id="Finland-Swedish total"),
        pytest.param("se", "Totalt: 98 poäng", id="Swedish total"),
        pytest.param("no", "Totalt: 98 poeng", id="Norwegian total"),
        pytest.param("fi-sv", "Enheten har måttlig nivå", id="Finland-Swedish level"),
        pytest.param("se", "Det stämmer delvis överens med IPS", id="Swedish level"),
        pytest.param("no", "Det er Godkjent kvalitet", id="Norwegian level"),
    ],
)
def test_the_words_for_total_and_level_are_the_packs(check, pack, text):
    [rule] = rules(check(a_review(pack=pack, head=f"purpose: '{text}'")))
    assert rule in {"wrong-total", "wrong-level"}


def test_while_a_score_is_missing_no_total_is_wrong(check):
    text = a_review(
        status="draft", head="purpose: Total score = 98", agency_focus="    comment: Ses senere."
    )
    assert check(text) == []


@pytest.mark.parametrize(
    ("criterion", "evidence", "wanted"),
    [
        pytest.param("competitive_jobs", "{total: 5, competitive: 9}", "evidence", id="9 of 5"),
        pytest.param(
            "agency_focus",
            "{components_present: 2, components: [true, true, true]}",
            "evidence",
            id="two counts that differ",
        ),
        pytest.param("agency_focus", "{components_present: 2}", "no-reason", id="another score"),
    ],
)
def test_figures_that_disagree_are_told_at_their_criterion(check, criterion, evidence, wanted):
    own = f"    score: 4\n    comment: x\n    recommendation: x\n    evidence: {evidence}"
    found = check(a_review(**{criterion: own}))
    assert wanted in rules(found)
    number = load_pack("dk").criterion(criterion).number
    assert all(message.startswith(f"criterion {number} (") for _, _, message in found)


def test_a_value_that_no_document_prints_warns_once(tmp_path):
    text = a_review(head="meeting: {team: T, items: [a, b]}\npurpose: x").replace(
        "comment: Set.", "comment: Set.\n    sources: [INT]"
    )
    path = tmp_path / "r.yaml"
    path.write_text(text, encoding="utf-8")
    printed = {"unit.name", "criteria.comment", "criteria.recommendation", "purpose"}
    found = check_review(path, printed_paths=lambda _: printed)
    assert [(p.rule, p.where) for p in found] == [
        ("unprinted", "meeting.team"),
        ("unprinted", "meeting.items"),
        ("unprinted", "criteria.caseload_size.sources"),
    ]


def test_a_value_that_all_documents_leave_out_warns(tmp_path, monkeypatch):
    pack = load_pack("dk")
    lean = {name: d._replace(leaves_out=("meeting",)) for name, d in pack.documents.items()}
    monkeypatch.setattr(
        "docgen.review.load.load_pack", lambda *_, **__: pack._replace(documents=lean)
    )
    path = tmp_path / "r.yaml"
    path.write_text(a_review(head="meeting: {team: T}\npurpose: x"), encoding="utf-8")
    assert [problem.where for problem in check_review(path)] == ["meeting.team"]


def test_two_reviews_of_one_folder_with_one_id_are_told(tmp_path):
    for name, head in (("a", "id: X"), ("b", "id: x"), ("c", ""), ("d/a", "id: x")):
        file = tmp_path / f"{name}.yaml"
        file.parent.mkdir(exist_ok=True)
        text = a_review(head=head, name=f"Enhed {name}", unit=name[0])
        file.write_text(text, encoding="utf-8")
    [problem] = check_paths([tmp_path, tmp_path / "a.yaml"])
    assert (Path(problem.file).name, problem.line, problem.rule) == ("b.yaml", 4, "equal-id")
    assert "the report of a.yaml has the same name" in problem.message


def test_other_reviews_of_the_unit_are_compared(check):
    dated = "review: {status: final, report_date: 2026-03-01}"
    text = a_review().replace("review: {status: final}", dated)
    assert rules(check(text, b=text)) == ["same-date"]
    later = text.replace("2026-03-01", "2027-03-01")
    assert rules(check(text, b=later)) == []


@pytest.mark.parametrize("path", find_reviews(ROOT / "data"), ids=lambda path: path.stem)
def test_the_samples_have_no_warnings(path):
    def printed(pack):
        return {name.replace(".*", "") for name in printed_paths(pack)}

    assert [str(problem) for problem in check_review(path, printed_paths=printed)] == []


@pytest.mark.parametrize("pack", ["dk", "fi-sv", "no", "se"])
def test_a_final_report_that_is_empty_where_its_form_asks_for_more_warns(pack, tmp_path):
    def printed(pack):
        return {path.replace(".*", "") for path in printed_paths(pack)}

    def told(text):
        path = tmp_path / "r.yaml"
        path.write_text(text, encoding="utf-8")
        found = check_review(path, printed_paths=printed)
        return [one.message for one in found if one.rule == "empty-part"]

    bare = a_review(pack=pack)
    [message] = told(bare)
    labels = load_pack(pack).labels
    head, _, parts = message.partition(": ")
    assert head == "a final report with nothing under"
    asked = {"review.report_date", "reviewers", "development"}
    assert {labels[key] for key in asked} <= {*parts.split("; ")}
    assert told(bare.replace("status: final", "status: draft")) == []
    filled = bare.replace("criteria:", "reviewers: [{name: B}]\ncriteria:")
    assert labels["reviewers"] not in told(filled)[0].split(": ")[1].split("; ")
    best = a_review(pack=pack, score=5)
    assert labels["development"] not in told(best)[0].split(": ")[1].split("; ")
