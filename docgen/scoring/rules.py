"""The scoring rules of a pack: those of its scale, replaced criterion by criterion by its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from docgen.bounds.kept import seldom
from docgen.bounds.reading import read_bytes, stamp_of
from docgen.bounds.recent import FileMemo
from docgen.errors import InvalidDataError
from docgen.model import Pack, Problem
from docgen.model.tongue import language_now, say
from docgen.packs.checked import read_checked
from docgen.packs.library import Library, find_library, scale_file
from docgen.packs.scale import read_scale
from docgen.scoring.rule import Rule
from docgen.scoring.rulefile import RuleFile, Vocabulary, read_rules, scale_of
from docgen.suggest import did_you_mean

_kept: FileMemo[tuple[str, tuple[Path, ...]], Mapping[str, Rule]] = FileMemo(64)
"""Rules read so far; their state is that of their files and of the pack's settings."""
_Contents = tuple[tuple[RuleFile, ...], tuple[Problem, ...]]
_contents: FileMemo[tuple[tuple[Path, ...], Vocabulary, str], _Contents] = FileMemo(64)
"""Files read so far, with their faults in the language that was spoken; their state is what stands
in them: a check asks for the same rules many times, and reading them compiles hundreds of lines."""


def load_rules(pack: Pack, library: Library | None = None) -> Mapping[str, Rule]:
    """Return the pack's rules by criterion id; again at next to no cost while files stay the same.

    Raises ReadError or InvalidDataError.
    """
    library = library or find_library()
    key = id(pack), library.roots
    found, _ = seldom("rules", key, lambda: (_load_rules(pack, library), pack))  # so its id stays
    return found


def _load_rules(pack: Pack, library: Library) -> Mapping[str, Rule]:
    files = library.rules_of(pack.code)
    state = [(file, stamp_of(file)) for file in files], dict(pack.scoring)
    return _kept.of((pack.code, library.roots), state, lambda: _read_anew(files, pack))


def _read_anew(files: tuple[Path, ...], pack: Pack) -> Mapping[str, Rule]:
    contents, faults = _read_files(files, Vocabulary.of(pack))
    if problems := [*faults, *_answers(pack, contents)]:
        raise InvalidDataError(problems)
    found = _merged(contents, pack)
    return {c.id: found[c.id] for c in pack.criteria if c.id in found}


def readable_rules(pack: Pack, library: Library) -> Mapping[str, Rule] | None:
    """Return the rules as far as they can be read, faulty ones too; None when there are none.

    They tell which evidence there is. A file that does not fit its schema tells nothing: evidence
    is free, and who asks for a score is told its faults. Raises ReadError.
    """
    try:
        contents = _read_files(library.rules_of(pack.code), Vocabulary.of(pack))[0]
    except InvalidDataError:
        return None
    return {name: rule for part in contents for name, rule in part.rules.items()} or None


def rule_problems(
    code: str, pack: Pack | None = None, library: Library | None = None
) -> list[Problem]:
    """Return the faults in the rules in the folder of that code and in those they build on.

    `pack` is the pack in that folder; None for rules of a scale, or of a pack that cannot be read.

    Raises ReadError.
    """
    library = library or find_library()
    files = library.rules_of(code)
    try:
        words = _words_of(files, library) if pack is None else Vocabulary.of(pack)
        return [*_read_files(files, words)[1]]
    except InvalidDataError as error:
        return [*error.problems]


def setting_problems(pack: Pack, library: Library | None = None) -> list[Problem]:
    """Return the faults in the answers that pack.yaml gives to what its scale leaves open.

    Raises ReadError, or InvalidDataError for a file of rules that does not fit its schema.
    """
    files = (library or find_library()).rules_of(pack.code)
    return _answers(pack, _read_files(files, Vocabulary.of(pack))[0])


def _answers(pack: Pack, contents: Sequence[RuleFile]) -> list[Problem]:
    """Return the faults in the pack's answers, by the questions of the rules."""
    if not contents or not pack.scoring:
        return []
    known = contents[-1].settings
    faults = {}
    for name, value in pack.scoring.items():
        if name not in known:
            faults[name] = say(
                "there is no setting {name!r}; {way}", name=name, way=did_you_mean(name, known)
            )
        elif value not in known[name].values:
            answers = ", ".join(map(str, known[name].values))
            faults[name] = say(
                "{value!r} is no answer; there is: {answers}", value=value, answers=answers
            )
    if not faults:
        return []
    found = read_checked(pack.folder / "pack.yaml", "pack")
    for name, message in faults.items():
        found.fault("setting", ("scoring", name), message)
    return found.problems()


def _reads(rule: Rule, setting: str) -> bool:
    """Return whether the score may depend on a setting; `gaps` is for all limits."""
    ways = [one for way in rule.measures for one in (way.expression, way.when) if one is not None]
    return setting == "gaps" or any(setting in expression.names for expression in ways)


def _words_of(files: tuple[Path, ...], library: Library) -> Vocabulary:
    """Return what rules may name that belong to a scale and no pack."""
    scale_id = next((found for file in files if (found := scale_of(file))), "")
    file = scale_file(scale_id, library)
    if file is None:
        return Vocabulary(scale_id)
    scale, _ = read_scale(file)
    return Vocabulary(scale_id, scale.criteria, scale.scores)


def _read_files(files: tuple[Path, ...], words: Vocabulary) -> _Contents:
    """Return the contents of the files, each building on the one before, and their faults.

    A file for another scale is left out.
    """
    state = tuple(map(read_bytes, files))
    return _contents.of((files, words, language_now()), state, lambda: _read_last(files, words))


def _read_last(files: tuple[Path, ...], words: Vocabulary) -> _Contents:
    """Read the last of the files; packs share those before it."""
    if not files:
        return (), ()
    contents, problems = _read_files(files[:-1], words)
    if scale_of(files[-1]) not in ("", words.scale):
        return contents, problems
    found, faults = read_rules(files[-1], words, contents[-1] if contents else None)
    return (*contents, found), (*problems, *faults)


def _merged(contents: Sequence[RuleFile], pack: Pack) -> dict[str, Rule]:
    """Return all rules, the later file's in place of the earlier's, with the pack's answers."""
    rules: dict[str, Rule] = {}
    for part in contents:
        rules |= part.rules
    if not contents:
        return rules
    last = contents[-1]
    assumed = last.assumed
    settings = {**{name: one.values[0] for name, one in last.settings.items()}, **pack.scoring}
    return {
        name: replace(
            rule,
            warnings=last.warnings,
            choices={key: one for key, one in last.settings.items() if _reads(rule, key)},
            settings=settings,
            assumed=assumed.criteria.get(name, assumed.scores),
            source=assumed.source,
            propose_assumed=assumed.propose,
        )
        for name, rule in rules.items()
    }
