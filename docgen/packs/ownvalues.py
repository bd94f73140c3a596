"""The values that a pack adds to its reviews: `fields` in pack.yaml, every fault with its place."""

from __future__ import annotations

from collections.abc import Iterable

from docgen.model import OwnValue
from docgen.model.pack import EXTRA, own_path
from docgen.model.place import Where
from docgen.model.telling import quoted
from docgen.model.tongue import say
from docgen.packs.checked import Checked
from docgen.packs.scale import WORD
from docgen.packs.text import text, texts, texts_by_key


def none_declared(pack: str) -> str:
    """Return what to say of a value under `extra` where the pack declares none."""
    return say(
        "the pack {pack} adds no values of its own; `fields` in its pack.yaml declares them",
        pack=pack,
    )


def own_labels(values: Iterable[OwnValue], head: Checked) -> dict[str, str]:
    """Return the pack's `labels` with those of its own values, each by its path."""
    labels = texts_by_key(head.data.get("labels"))
    for path in labels:
        if path.partition(".")[0] == EXTRA:
            message = say("the label of an own value stands beside its key, under `fields`")
            head.fault("twice", ("labels", path), message)
    return labels | {own_path(value.key): value.label for value in values}


def read_own_values(head: Checked) -> tuple[OwnValue, ...]:
    """Return the own values; faults are noted in `head`, and what has one is left out."""
    found: dict[str, OwnValue] = {}
    for index, entry in enumerate(head.data.get("fields", ())):
        value = OwnValue(
            key=entry["key"],
            kind=entry["kind"],
            label=text(entry["label"]),
            help=text(entry.get("help")),
            choices=texts(entry.get("choices")),
        )
        if _is_sound(head, value, ("fields", index), found):
            found[value.key] = value
    return tuple(found.values())


def _is_sound(head: Checked, value: OwnValue, where: Where, before: Iterable[str]) -> bool:
    """Return whether key, kind and choices fit together; what does not is noted."""
    sound = True
    if not WORD.fullmatch(value.key):
        message = say(
            "{key} is no key; it is written in small letters a to z, digits and _: `case_number`",
            key=quoted(value.key),
        )
        head.fault("value", (*where, "key"), message)
        sound = False
    elif value.key in before:
        message = say("the key {key} stands twice; keep one", key=quoted(value.key))
        head.fault("twice", (*where, "key"), message)
        sound = False
    if value.kind == "choice" and not value.choices:
        message = say("a choice needs its words; add `choices: [..., ...]`")
        head.fault("missing", where, message)
        sound = False
    elif value.choices and value.kind != "choice":
        message = say(
            "only the kind choice has choices, this is {kind}; make it `kind: choice`, or take "
            "`choices` away",
            kind=value.kind,
        )
        head.fault("value", (*where, "choices"), message)
    alike: set[str] = set()
    for number, word in enumerate(value.choices):
        if word.casefold() in alike:
            message = say("the choice {word} stands twice; keep one", word=quoted(word))
            head.fault("twice", (*where, "choices", number), message)
        alike.add(word.casefold())
    return sound
