"""The values that a pack adds to its reviews: `fields` in pack.yaml, every fault with its place."""

from __future__ import annotations

from collections.abc import Iterable

from docgen.model import Data, OwnValue
from docgen.model.pack import EXTRA, own_path
from docgen.model.place import Where
from docgen.model.telling import quoted
from docgen.model.tongue import say
from docgen.packs.reader import PackReader
from docgen.packs.scale import WORD
from docgen.suggest import did_you_mean

KINDS = ("line", "text", "list", "date", "dates", "number", "choice")
"""The kinds there are."""
OWN_KEYS = ("key", "kind", "label", "help", "choices")


def none_declared(pack: str) -> str:
    """Return what to say of a value under `extra` where the pack declares none."""
    return say(
        "the pack {pack} adds no values of its own; `fields` in its pack.yaml declares them",
        pack=pack,
    )


def own_labels(values: Iterable[OwnValue], reader: PackReader, top: Data) -> dict[str, str]:
    """Return the pack's `labels` with those of its own values, each by its path."""
    labels = reader.texts_by_key(top, "labels")
    for path in labels:
        if path.partition(".")[0] == EXTRA:
            message = say("the label of an own value stands beside its key, under `fields`")
            reader.fault("twice", ("labels", path), message)
    return labels | {own_path(value.key): value.label for value in values}


def read_own_values(reader: PackReader, top: Data) -> tuple[OwnValue, ...]:
    """Return the own values; faults are noted in `reader`, and what has one is left out."""
    if top.get("fields") is None:
        return ()
    found: dict[str, OwnValue] = {}
    for where, entry in reader.records(top["fields"], ("fields",), OWN_KEYS):
        if not entry and top["fields"][where[-1]] != {}:
            continue  # no mapping, which is told
        value = OwnValue(
            key=reader.text(entry, "key", where),
            kind=reader.text(entry, "kind", where),
            label=reader.text(entry, "label", where),
            help=reader.text(entry, "help", where, default=""),
            choices=reader.texts(entry, "choices", where),
        )
        if _is_sound(reader, value, where, found):
            found[value.key] = value
    return tuple(found.values())


def _is_sound(reader: PackReader, value: OwnValue, where: Where, before: Iterable[str]) -> bool:
    """Return whether key, kind and choices fit together; what does not is noted."""
    sound = bool(value.key and value.kind and value.label)
    if value.key and not WORD.fullmatch(value.key):
        message = say(
            "{key} is no key; it is written in small letters a to z, digits and _: `case_number`",
            key=quoted(value.key),
        )
        reader.fault("value", (*where, "key"), message)
        sound = False
    elif value.key in before:
        message = say("the key {key} stands twice; keep one", key=quoted(value.key))
        reader.fault("twice", (*where, "key"), message)
        sound = False
    if value.kind and value.kind not in KINDS:
        message = say("no such kind; {way}", way=did_you_mean(value.kind, KINDS))
        reader.fault("value", (*where, "kind"), message)
        return False
    if value.kind == "choice" and not value.choices:
        message = say("a choice needs its words; add `choices: [..., ...]`")
        reader.fault("missing", where, message)
        sound = False
    elif value.choices and value.kind != "choice":
        message = say(
            "only the kind choice has choices, this is {kind}; make it `kind: choice`, or take "
            "`choices` away",
            kind=value.kind,
        )
        reader.fault("value", (*where, "choices"), message)
    alike: set[str] = set()
    for number, word in enumerate(value.choices):
        if word.casefold() in alike:
            message = say("the choice {word} stands twice; keep one", word=quoted(word))
            reader.fault("twice", (*where, "choices", number), message)
        alike.add(word.casefold())
    return sound
