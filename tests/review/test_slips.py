"""Slips of one criterion as people type them: each with what is said, or what is read."""

from __future__ import annotations

import pytest
from builders import review_text

from docgen.check.run import check_paths
from docgen.review.load import load_review

SAID = [
    ("score:4", "write 'score: 4'"),
    ("score 4", "write 'score: 4'"),
    ("score = 4", "write 'score: 4'"),
    ("score:4\n    comment: A", "a blank is missing behind the colon; write 'score: 4'"),
    ("score:: 4", "did you mean 'score'?"),
    ("scor: 4", "did you mean 'score'?"),
    ("Score: 4", "did you mean 'score'?"),
    ("SCORE: 4", "did you mean 'score'?"),
    ("score: 4,5", "there are no half points"),
    ("score: 4.5", "there are no half points"),
    ("score: '4'", "remove the quotes"),
    ("score: “4”", "remove the quotes"),
    ("score: »4«", "remove the quotes"),
    ("score: ?", "leave the place behind `score:` empty"),
    ("score: -", "leave the place behind `score:` empty"),
    ("score: fire", "a whole number from 1 to 5 belongs here, found the text 'fire'"),
    ("score: 4/5", "a whole number from 1 to 5"),
    ("score: 4 eller 5", "a whole number from 1 to 5"),
    ("score: 6", "a whole number from 1 to 5 belongs here, found the number 6"),
    ("score: 0", "a whole number from 1 to 5"),
    ("score: [4]", "found a list"),
    ("score: ja", "found the text 'ja'"),
    ("score: 4;", "found the text '4;'"),
    ("score: 4\n    score: 5", "the key 'score' stands here a second time"),
    ("score: 4\n\tcomment: A", "a tab stands at the beginning of the line"),
    ("comment: a: b", "put the text under |"),
    ("comment: @leder siger", "a text cannot begin with @"),
    ("comment: % af dem", "a text cannot begin with %"),
    ("comment: - flere", "put the text under |"),
    ('comment: "Fint" siger han', "the text goes on behind the second"),
    ('comment: "aldrig slut', "does not end with it on this line"),
    ("comment: [a] b", "a text cannot begin with ["),
    ("comment: > 80 % er", "an unquoted text cannot begin with >"),
    ("comment: * vigtigt", "an unquoted text cannot begin with *"),
    ("comment: !vigtigt", "YAML would swallow !vigtigt"),
    ("comment: Team #3 er", "the text ends before ` #`"),
    ("comment: |\n    ikke rykket ind", "has to stand two blanks further in"),
    ("comment:\n      - a\n      - b", "lines that begin with `- ` are bullets"),
    ("comment: {a}", "put a text that holds a colon in quotes"),
    ("bemærkning: A", "did you mean 'comment'?"),
    ("kommentar: A", "did you mean 'comment'?"),
    ("Anbefaling: A", "did you mean 'recommendation'?"),
    ("source: INT", "did you mean 'sources'?"),
    ("note: husk", "did you mean 'notes'?"),
    ("evidence: {clients: 19,5}", "the comma before '5' ends the text"),
    ("evidence: {client: 19}", "did you mean 'clients'?"),
    ("evidence: {clients: ca. 20}", "found the text 'ca. 20'"),
    ("evidence: {clients: -3}", "a whole number that is not negative"),
    ("ratings: {KN: 7}", "a whole number from 1 to 5"),
]
READ = [
    (" score: 4", {"score": 4}),
    ("score: 4.0", {"score": 4}),
    ("score:", {"score": None}),
    ("score: ~", {"score": None}),
    ("score: 4  # sikker", {"score": 4}),
    ("comment: 4", {"comment": "4"}),
    ("comment: nej", {"comment": "nej"}),
    ("comment: 12:30", {"comment": "12:30"}),
    ("comment: C# og .NET", {"comment": "C# og .NET"}),
    ("comment: |\n      Linje\n\n      • punkt", {"comment": "Linje\n\n• punkt"}),
    ("sources: INT", {"sources": ("INT",)}),
    ("sources:\n      – INT\n      – DOC", {"sources": ("INT", "DOC")}),
    ("sources:\n    - INT\n    - DOC", {"sources": ("INT", "DOC")}),
    ("notes: {KN: Min tekst}", {"notes": {"KN": "Min tekst"}}),
]


def write(folder, typed):
    """Return a draft whose first criterion is typed so."""
    text = review_text(pack="dk").replace("status: final", "status: draft")
    start, end = text.index("  caseload_size:"), text.index("  employment_services_staff:")
    path = folder / "r.yaml"
    own = f"  caseload_size:\n    {typed}\n"
    path.write_text(text[:start] + own + text[end:], encoding="utf-8")
    return path


@pytest.mark.parametrize(("typed", "said"), SAID, ids=[typed for typed, _ in SAID])
def test_a_slip_is_told_once_with_its_way_out(tmp_path, typed, said):
    found = [one for one in check_paths([write(tmp_path, typed)]) if one.severity == "error"]
    assert len(found) == 1
    assert said in found[0].message


@pytest.mark.parametrize(("typed", "values"), READ, ids=[typed for typed, _ in READ])
def test_what_has_one_meaning_is_read(tmp_path, typed, values):
    path = write(tmp_path, typed)
    assert [one for one in check_paths([path]) if one.severity == "error"] == []
    found = load_review(path).criteria["caseload_size"]
    assert {key: getattr(found, key) for key in values} == values


@pytest.mark.parametrize("key", ["Case load", "case  load", "1. Case load", "1 Case load"])
def test_a_criterion_may_be_meant_by_its_name(key, tmp_path):
    file = tmp_path / "r.yaml"
    text = review_text().replace("  caseload_size:", f"  {key}:", 1)
    file.write_text(text, encoding="utf-8")
    [found] = [one for one in check_paths([file]) if one.rule == "unknown-key"]
    assert found.message.endswith("did you mean 'caseload_size'?")
