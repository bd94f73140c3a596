"""What a pack still says in the words of the pack it was made like: `like` in pack.yaml."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from docgen.bounds.reading import LARGEST_TEMPLATE, is_file, read_bytes
from docgen.errors import DocgenError
from docgen.model import Document, Pack, Problem
from docgen.model.place import Where, dotted
from docgen.model.problem import Finding
from docgen.model.telling import quoted
from docgen.model.tongue import say
from docgen.packs.library import Library, bundled
from docgen.packs.load import load_pack
from docgen.packs.wordfile import BASE, below_root
from docgen.packs.words import PACK_FILE, bare_words, left_over, words_of
from docgen.suggest import listed
from docgen.word.audit.package import Package, W, within
from docgen.word.compile.gate import read_package
from docgen.word.compile.xml import Element

RULE = "untranslated"
_SHOWN = 40
_FEW = 4
_ALIKE = {"nb": "no", "nn": "no"}


class Left(NamedTuple):
    """Texts of one kind in one file that are still those of the other pack."""

    file: str
    group: str
    """labels, texts, names of criteria; paragraphs of a Word file."""
    texts: tuple[tuple[str, str], ...]
    """Each with its place in the file; that of a paragraph is empty."""


def model_of(pack: Pack) -> Pack | None:
    """Return the pack that a pack was made like; None without one, or of the same language."""
    if not pack.like or pack.like == pack.code:
        return None
    library = Library((pack.folder.parent, bundled() / "templates"))
    try:
        like = load_pack(pack.like, library=library)
    except DocgenError:
        return None
    return like if _language(like) != _language(pack) else None


def _language(pack: Pack) -> str:
    first = pack.language.partition("-")[0].lower()
    return _ALIKE.get(first, first)


def untranslated(pack: Pack, name: str, like: Pack | None = None) -> Iterator[Finding]:
    """Yield a warning for each kind of text in a YAML file of the pack that is not translated."""
    like = like or model_of(pack)
    groups: dict[str, list[tuple[Where, str]]] = {}
    for one in left_over(pack, like) if like else ():
        if one.file == name:
            groups.setdefault(one.group, []).append((one.where, one.text))
    there = Counter(one.group for one in words_of(pack) if one.file == name) if groups else {}
    for group, found in groups.items():
        message = _message([text for _, text in found], there[group], pack.like, f"{group}: ")
        yield Finding(RULE, message, found[0][0], "warning")


def untranslated_word(pack: Pack, document: Document) -> list[Problem]:
    """Return a warning for a Word file of the pack whose paragraphs are not all translated."""
    found = paragraphs_left(pack, document)
    if found is None:
        return []
    return [Problem(RULE, found.message, document.path, severity="warning")]


class Paragraphs(NamedTuple):
    """What a Word file has from the other pack's, unchanged."""

    part: str
    first: Element
    texts: tuple[str, ...]
    message: str


def paragraphs_left(
    pack: Pack, document: Document, package: Package | None = None
) -> Paragraphs | None:
    """Return the paragraphs of a Word file that are still the other pack's, None without any."""
    like = model_of(pack)
    before = like.documents.get(document.name) if like else None
    if before is None or _is_shared(document, pack) or not is_file(before.path):
        return None
    try:
        known = {text for _, _, text in _paragraphs(_opened(before))}
        package = package or _opened(document)
    except DocgenError:
        return None  # what cannot be read is told elsewhere
    own = [*_paragraphs(package)]
    left = [one for one in own if one[2] in known]
    texts = tuple(text for _, _, text in left)
    return Paragraphs(*left[0][:2], texts, _message(texts, len(own), pack.like)) if left else None


def all_left(pack: Pack) -> list[Left]:
    """Return all that is left to translate, file by file; raises ReadError."""
    like = model_of(pack)
    groups: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for one in left_over(pack, like) if like else ():
        groups.setdefault((one.file, one.group), []).append((_key(one.where, pack), one.text))
    for document in pack.documents.values():
        if found := paragraphs_left(pack, document):
            groups[document.file, ""] = [("", text) for text in found.texts]
    return [Left(file, group, tuple(texts)) for (file, group), texts in groups.items()]


def _key(where: Where, pack: Pack) -> str:
    """Return the place of a text in its file: of a criterion, its id and what follows."""
    if where[:1] == ("sections",):
        section = pack.sections[int(where[1])]
        inside = where[2:] if len(where) == 3 else (section.criteria[int(where[3])].id, *where[4:])
        return dotted((section.id, *inside) if len(where) == 3 else inside)
    return dotted(where)


def _message(texts: Sequence[str], there: int, like: str, group: str = "") -> str:
    few = [quoted(text, _SHOWN) for text in dict.fromkeys(texts)][:_FEW]
    return say(
        "{group}{count} of {all} texts are still those of the pack {like}: {texts}; translate "
        "them, or take `like` out of {file} when all is done",
        group=group,
        count=len(texts),
        all=there,
        like=like,
        texts=listed(few) + (" ..." if len(texts) > len(few) else ""),
        file=PACK_FILE,
    )


def _is_shared(document: Document, pack: Pack) -> bool:
    return below_root(document.file, pack.code).partition("/")[0] == BASE


def _opened(document: Document) -> Package:
    data = read_bytes(document.path, LARGEST_TEMPLATE)
    read_package(data, str(document.path))  # what does not pass the gate is not opened
    return Package.read(data)


def _paragraphs(package: Package) -> Iterable[tuple[str, Element, str]]:
    """Yield part, paragraph and words of each paragraph that has words of its own."""
    for name, root in package.stories():
        if str(root.tag).endswith(("}comments", "}glossaryDocument")):
            continue
        for paragraph in root.iter(f"{W}p"):
            own = (t.text or "" for t in paragraph.iter(f"{W}t") if within(t, "p") is paragraph)
            if words := bare_words("".join(own)):
                yield name, paragraph, words
