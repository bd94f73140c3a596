"""What a template may hold and what one rendering may do; docs/security.md lists these numbers.

Each is at least ten times what the longest real report needs, except where Word or Python itself
sets a limit, which is said there.
"""

from __future__ import annotations

from typing import Final

MOST_TAGS: Final = 5_000
"""Tags of one template, all parts together; the longest of ours has 360."""
MOST_TAGS_IN_PARAGRAPH: Final = 500
"""Tags of one paragraph; ours have up to 16."""
MOST_LETTERS_IN_PARAGRAPH: Final = 100_000
"""Letters of a paragraph that holds a tag; ours have up to 230."""
MOST_LETTERS_IN_TAG: Final = 2_000
"""Letters of one tag; ours have up to 140."""
MOST_DEPTH: Final = 50
"""How deep an expression is nested; ours up to 8, and Python reads some 55 deep in a deep stack."""
MOST_BLOCKS: Final = 50
"""How deep blocks (if, for, macro ...) stand in each other; ours up to 5."""
MOST_LOOPS: Final = 15
"""How deep loops stand in each other; Python takes 20."""
MOST_COLUMNS: Final = 63
"""Columns of a table, and cells that one cell spans; Word takes no more."""
MOST_DIGITS: Final = 300
"""Digits of a number, written or calculated."""
MOST_PRECISION: Final = 100
"""Decimals that a number is rounded to."""

MOST_ROUNDS: Final = 10_000
"""Numbers of a range(), and places to which a text or list is repeated or padded."""
MOST_VALUE: Final = 1_000_000
"""Letters and entries of a value that a filter, an operator or a method makes."""
MOST_LETTERS: Final = 60_000_000
"""Letters of XML that one rendering writes; a report of 60 pages has half a million."""
MOST_STEPS: Final = 6_000_000
"""Steps of one rendering, the same on every machine; a report of 60 pages takes 30,000.

A step is about what one name in a tag costs, a tenth of a microsecond. A round of a loop takes as
many as there are nodes in its body, and one for each LETTERS_A_STEP letters that stand there; a
call takes STEPS_OF_A_CALL, and what looks at a long value one for each LETTERS_LOOKED_AT letters.
"""
MOST_SECONDS: Final = 60.0
"""Seconds by the clock that a run waits for one rendering, whose steps take two at most: a worker
on a machine that stands still is not waited for."""
LETTERS_A_STEP: Final = 16
LETTERS_LOOKED_AT: Final = 64
LETTERS_AN_ENTRY: Final = 16
"""Letters that an entry of a list counts as."""
STEPS_OF_A_CALL: Final = 20
"""Steps that a call, a filter or an operator takes, besides what it looks at."""
STEPS_OF_A_NOTE: Final = 100
"""Steps that each use of an absent value takes, when it is looked for where it is used."""
STEPS_OF_AN_ENTRY: Final = 8
"""Steps for an entry that a filter looks into, compares or makes."""
