"""Every rule that a finding may name: its id, what it means, what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class RuleEntry(NamedTuple):
    """What stands on the page of rules about one of them."""

    means: str
    way_out: str


def _group(text: str) -> Mapping[str, RuleEntry]:
    """Return the entries of a table: id | meaning | way out."""
    rows = (line.split(" | ") for line in text.strip().splitlines())
    return {rule: RuleEntry(means, way_out) for rule, means, way_out in rows}


CATALOGUE: Mapping[str, Mapping[str, RuleEntry]] = {
    "Reading YAML and JSON": _group("""
yaml | the text is no YAML | the message says what to type; a text with a colon or a sign at its beginning goes under `|`
json | the text is no JSON | mend the place that is named
several-documents | a line `---` divides the file | keep one review in a file
tab | a tab stands where blanks belong | use blanks
sign | a text begins with `&`, `!` or `*`, which YAML would swallow | put the text under `|`
alias | aliases repeat themselves, or make very many values | write the values out
tag | a YAML tag (`!word`) is not used here | put the text under `|`
key | a list or mapping stands as a key | a key is a plain word
duplicate-key | a key stands twice in one place | keep one of the two
leading-zero | a number begins with a zero | quote it or drop the zero
number | a number that nobody can count with, or a second number of one kind | quote it if it is a text
character, encoding | a character no text can hold, or a file that is not UTF-8 | save the file as UTF-8
too-deep | lists and mappings stand too deep in each other | no review needs that; look for a missing line break
elsewhere | a link leads to a file elsewhere that is none of docgen's | remove the link, or put the file itself there
no-mapping | the file does not hold keys with values | begin with `pack:`
unreadable | a file cannot be read: not there, no rights, a pipe, too large | the message says which
elsewhere | a link leads to a file outside the folder that holds no review | remove the link, or name the file itself
nothing | there is nothing to check in this place | name a file or another folder
unforeseen | docgen met something it was not written for | please report it; other files are not touched by it
fault | a pack or a file as a whole cannot be used | the message says why
"""),
    "Reviews": _group("""
unknown-key | a key that no review has | take the one that is offered
wrong-kind, kind | another kind of value belongs here | the message says which
unknown-value, value | the value is not one of those allowed | take one of them
two-readings | a date, name or criterion is typed so that it can mean two things | write the one that is meant
read-as | with `--explain-values`: what a value is read as that is typed in another form | nothing, if it is meant; `--fix` writes it so
missing-key | a key that must be there is missing | add it
out-of-range | the number lies outside what is allowed | the message says from where to where
empty, too-many | too few or too many entries, or more values than a file may hold | the message says how many
no-pack, unknown-pack | the review names no pack, or one that is not there | `docgen packs` lists them
no-id, equal-id | reviews of one file or folder need ids of their own | give each an `id`
shared-name | defaults stand in a file that is not read | call it `_shared.yaml`
missing-score | a final report needs every score | give it, or set `status: draft`
no-comment, no-recommendation | a criterion has a score and not its texts | write them
empty-part | a final report says nothing of the interviews, the strengths or another part that its form has a place for | fill it in
no-reason | a score lies outside what the evidence allows | say why under `reason`
no-ratings | `docgen score --agreement` meets a review that two have not rated | merge their files: `docgen score A B --ratings -o C`
two-voices | a text of a final review still begins with a reviewer's initials: nobody has made one text of two | write one text, without the initials
no-consensus | two reviewers' ratings differ and no score is set | agree on one
evidence | a figure that cannot be, contradicts another, or is not asked for | mend the figure
unprinted | no document of the pack prints this value | it is kept; move it where it prints
"""),
    "Texts": _group("""
placeholder | TODO, xx or ??? is left in a text | write what belongs there
cut-by-hash | ` #` ends an unquoted text, the rest would be lost as a comment | put the text under `|`, or the comment on a line of its own
control-character | an escape means a character that reports leave out | delete it
hand-wrapped | a paragraph is broken into lines by hand, and each break prints | one paragraph, one line
other-unit | a text names another unit of the same folder | look whether it was copied
wrong-total, wrong-level | a text names points or a level that the scores do not make | mend the text or the scores
"""),
    "Word forms and old reports": _group("""
no-form | the Word file has no fields of docgen's, or names the criteria of no pack | for an old report: `docgen form PACK` writes a form
prompt | a form's prompt still stands before or behind what was typed | delete the prompt
two-values | a value that is typed in two places differs | make them the same, or empty one
no-criterion | a score stands in a need without a criterion | write the criterion's number and name
no-name, draft | the form lacks the unit's name or scores: it is a draft | fill them in when they are known
outside | a text stands outside the fields, where nothing is read | move it into a field
not-taken | a field holds what no review can hold, a picture or a table | the text beside it is taken
open | the Word file is open, and what is not saved in it is not taken | save and close it, then ask again
kept | an option says otherwise than the file | the file's value is kept; change it in the review
"""),
    "Edited reports": _group("""
tracked-change | a change that nobody has decided | accept or reject it in Word; `docgen export --accept` takes all
tracked-cells | cells put in, taken out or merged under tracked changes | accept or reject them in Word
open-comment | a comment that nobody has closed | resolve or delete it in Word
draft-mark | a header says that the report is a draft | `status: final` in the review, and render it again
edited | a value, or text outside fields, was changed in Word | `docgen pull` takes it into the review
no-store, store | the report has no store of checksums, or one that is damaged or of a newer docgen | take a report that docgen rendered with controls
no-review, other-review, other-pack | no review, or several, or another one or another pack than the report says | name its review: `docgen pull REPORT.docx REVIEW.yaml`
behind | the review says otherwise by now | render the report again
both-changed | a value was changed in Word, and otherwise in the review | decide which holds
edited-beside | a plain copy or a PDF is made of a review whose report was edited in Word | `docgen export`, or `docgen pull` first
unmatched | there is no telling which review a report was made of | name or restore the review
hidden-text | text that Word shows only on request goes along | delete it, or show it
"""),
    "Earlier reviews": _group("""
earlier-differs | what is typed of the earlier review is not what is found | what is typed holds; mend it if it is old
not-earlier | the earlier review is typed with a later date | mend the date
earlier-draft, other-pack | a review of the same unit does not count as earlier | finish it, or leave it
same-comment, same-recommendation, same-text | a text is word for word that of the earlier review | write what was found this time, or leave it if it is still true
no-date | a text that is no date, or an earlier review without one | write it like 2026-03-27
same-date | two reviews of the unit have one date | date them, or type `previous`
later-review | there is a later review of the unit | nothing, if this is last year's
same-name | another unit has the same name | the same `unit.id` if they are one, else a `place` for each
"""),
    "Packs and rules": _group("""
code | the pack's code is not the name of its folder | make them equal
outside | a document's Word file lies outside the pack and templates/base | copy it into the pack's folder
missing, missing-file | a text, label or file that the pack needs is not there | add it
unknown-id, section | an id that is not of the scale | take the one that is offered
band | the legend of a level names other numbers than its band | mend `from`
order | levels or scores stand in the wrong order | the highest first
twice | something stands twice | keep one
title | the title of a document names something that is not there | take a name from ARCHITECTURE.md
setting | pack.yaml answers a question that the rules do not ask, or with no answer there is | take the one that is offered
rule, rule-form, rule-expression | a scoring rule cannot be read or makes no sense | the message says how it is written
"""),
    "Word templates: the file": _group("""
no-zip, broken-zip, no-word-file | the file is no Word file, or damaged | open it in Word and save it again
encrypted, macros | the file has a password or macros | save it as .docx without them
zip-limits, zip-names, zip-kinds | the archive unpacks to too much, or has odd names or entries in it | open it in Word and save it again
external | the file links to or runs something outside itself | remove it in Word
part-kind | the text needs a part of a kind that docgen does not know | remove in Word what the message names
taken-out | something that Word would fetch or start was taken out (docs/templates.md lists all) | nothing, if the report is as you want it
doctype, broken-xml | a part of the file is not what Word writes | open it in Word and save it again
characters | the text holds Unicode noncharacters | remove them
"""),
    "Word templates: tags": _group("""
broken-tag | a tag is not whole, or cannot be read | the message shows where it ends
looks-like-tag | braces that are no tag are printed as they stand | write the tag as the message says, or the braces as `{_{` and `{_%`
unknown-name | a name that no report has | take the one that is offered
unsafe-filter, reserved-name | a filter, name or attribute that templates may not use | the message says what to write instead
limit | more tags, text, nesting, steps or letters than any report needs | part it into several
columns | a number of columns that a table cannot have | mend the cell in Word
unknown-filter, unknown-test, unknown-statement | a filter, test or statement that does not exist | take the one that is offered
filter-arguments | a filter is given what it does not take | the message says what it takes
filter-kind | a filter is for another kind of value | take one of `docgen fields PACK`
not-a-list | a loop goes over a single value | loop over a list; print the value with `{{ }}`
never-true | a comparison comes out the same for every review | compare with a value that there is
replacement | a picture or part that is to be replaced is not there, or the new file cannot be used | the message names what there is
not-printable | a name that stands for several values | print one of them
block | a block is not closed, or crosses the border of a cell, row or paragraph | close it where it began
tag-level, text-beside-tag | a `p`, `tr`, `tc` or `r` tag stands where it cannot mean anything | give it a paragraph or cell of its own
last-look | a trial report with made-up values lost, moved or doubled what stands there, or was not sound | give it a paragraph, row or cell of its own
tag-left | a tag stands where none is looked for, and would be printed as it was typed | move it into a paragraph, or remove it
tracked-change | a tag has undecided changes inside, or stands in deleted text | accept or reject them in Word
no-pack | no pack uses this Word file | names in its tags are not checked; put it into a pack's folder
second-opinion | docxtpl prints other words than docgen, or cannot fill the template | give a computed value its filter (`| date`), else report it
"""),
    "Word templates: docgen lint": _group("""
hidden-tag | a tag stands in hidden text | take Hidden away under Font in Word
merged-away | a text stands in a cell that is merged away | move it into the cell that is shown
half-tag | a tag outside the text (title, alternative text) is not whole | close it
bare-name | a name is written without its braces | write `{{ name }}`
not-printed | a document neither prints a value nor leaves it out on purpose | print it, or name it in pack.yaml under `leaves_out`
other-language | a text is marked as of another language than the pack's | set the language in Word under Review
untranslated | texts are still those of the pack that this one was made like | translate them; take `like` out of pack.yaml when all is done
font-missing | a font that many computers do not have | embed it or take another
direct-formatting | a font, size or colour is set on the text itself | use a style
prints-no-longer, prints-newly | the template prints another set of values than the version before | nothing, if it was meant
table-head-gone | a table had a row that is repeated as header in the version before | choose Repeat Header Rows in Word
unused-suppression | `docgen: allow RULE` hides nothing | take it away
"""),
    "Finished Word files": _group("""
xml, duplicate-entry, content-type, relation, ignorable | the package is not whole | a fault of docgen or of the template; please report it
bare-text, nested-paragraph, cell, row, grid, order | Word would call the file damaged | open the template in Word and save it again
style, numbering, bookmark, field, drawing-id | a reference leads nowhere, or an id is there twice | mend it in the template
control-id, control-content, control-plain, control-name, control-place | a content control is not as Word wants it | mend it in the template
"""),
    "Word files that everybody can read (EN 301 549, clause 10)": _group("""
no-language | a text has no language, so a screen reader cannot say it | mark it and choose the language in Word under Review
no-title | the file's properties have no title | write one under File, Info; without `properties: false` docgen does
heading-order | the first heading is not of level 1, or a level is left out | take the next level in Word
heading-text | a heading is empty, or as long as a paragraph | end it after the name, delete it if it is empty
table-head | no row of a table is marked as its head | choose Repeat Header Rows in Word, or write the fields as paragraphs
empty-paragraph | empty paragraphs or blanks make space, and are read out | put the space into the style
contrast | a text differs too little from what is behind it (4.5:1, large text 3:1) | a darker colour, a lighter tint
no-alternative | a picture, chart or shape has no alternative text | write it under Alt Text, or mark it as decorative
typed-list | a bullet is typed as a sign | make the paragraph a list in Word
"""),
}
"""By subject, in the order of the page; rules that share an entry stand in one row."""


def rule_ids() -> frozenset[str]:
    """Return the id of every rule."""
    return frozenset(
        rule for group in CATALOGUE.values() for row in group for rule in row.split(", ")
    )


def rules_page() -> str:
    """Return docs/rules.md."""
    lines = [
        "# Rules of `docgen check` and `docgen lint`",
        "",
        "Each finding ends in the id of its rule, in square brackets. `error` makes exit code 1, a",
        "`warning` should be looked at, a `note` says what was done; `docgen explain RULE` prints more.",
        "This page is made by `python tools/write_rules_doc.py`.",
    ]
    for subject, group in CATALOGUE.items():
        lines += ["", f"## {subject}", "", "| rule | means | what to do |", "|---|---|---|"]
        for row, entry in group.items():
            ids = ", ".join(f"`{rule}`" for rule in row.split(", "))
            lines.append(f"| {ids} | {entry.means} | {entry.way_out} |")
    return "\n".join(lines) + "\n"
