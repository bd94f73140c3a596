"""Values that carry Word content (InlineImage, Subdoc, links): docxtpl makes their XML and parts.

It works in a copy of the caller's own file, behind our gate; what comes of it passes the gate
again. Neither docxtpl nor python-docx is imported before a template prints such a value.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from typing import Any

from docgen.model.tongue import say
from docgen.word.compile.gate import read_package
from docgen.word.render.archive import FAST, write_archive
from docgen.word.render.markup import MarkupError

_FIRST_ID = 900_000_000
"""Ids of what values bring along begin here."""
_OWN_IDS = re.compile(r' w14:(?:paraId|textId)="[^"]*"')
_DRAWN = re.compile(r'(<wp:docPr\b[^>]*?\bid=")\d+')
_BOOKMARK = re.compile(r"<w:bookmark(?:Start|End)\b[^>]*/>")
_NUMBERED = re.compile(r'(<w:(?:bookmarkStart|bookmarkEnd)\b[^>]*?\bw:id=")(\d+)')
_CONTROL = re.compile(r'(<w:id\b[^>]*?w:val=")-?\d+')
_RELATION = re.compile(r'(?<= r:id=")[^"]*')
_ASKED = re.compile(r' r:(?:id|embed|link|pict|dm|lo|qs|cs)="([^"]*)"')
_TEXT = ('<w:r><w:t xml:space="preserve">', "</w:t></w:r>")
_AROUND = {"r": _TEXT, "p": (f"<w:p>{_TEXT[0]}", f"{_TEXT[1]}</w:p>")}
"""What stands around a picture that takes the place of a run or a paragraph."""
_BROUGHT = ("/image", "/hyperlink")
"""Ends of the kinds of relations that such values make."""


class Carried:
    """The content that the values of one rendering bring along."""

    def __init__(self, names: Mapping[str, Any], word: Any, file: str) -> None:
        """Begin; `word` is the DocxTemplate that the values were made with, if it is told."""
        self._names, self._word, self._file = names, word, file
        self._copy: Any = None
        """The copy of the caller's file, a python-docx document."""
        self._part_name = ""
        self._fresh = count(_FIRST_ID)
        self._printed: set[int] = set()

    @property
    def used(self) -> bool:
        """Whether there was any."""
        return self._copy is not None

    def begin(self, part: str) -> None:
        """Say which part is written from now on."""
        self._part_name = part

    def xml_of(self, value: Any, place: str) -> str:
        """Return the XML of a value where a text, run or paragraph stands, its parts being made.

        Raises MarkupError when the part cannot hold it or it cannot be made.
        """
        document = self._opened(value)
        part = self._part(document)
        homes = {base.__module__ for base in type(value).__mro__}
        if "docxtpl.subdoc" in homes:
            xml = _body_of(value)
        elif "docxtpl.inline_image" in homes:
            before, behind = _AROUND.get(place, ("", ""))
            with self._drawing(value, part):
                xml = before + value.__html__() + behind
        else:
            xml = _RELATION.sub(lambda found: self._link(found[0], part), value.__html__())
        return self._own(xml, value)

    def report(self, made: Mapping[str, bytes]) -> bytes:
        """Return the Word file with those of its parts, all else as docxtpl made it.

        Raises TemplateError when the values brought along what no template may hold.
        """
        for part in self._copy.part.package.iter_parts():
            name = str(part.partname).lstrip("/")
            if name in made:
                _drop_unused(part, made[name].decode())
        parts = dict(read_package(_saved(self._copy), self._file).parts)
        parts.update(made)
        passed = read_package(write_archive(parts, FAST), self._file)
        return write_archive(passed.parts, FAST)

    def _opened(self, value: Any) -> Any:
        if self._copy is None:
            from docx import Document

            word = self._word or getattr(value, "tpl", None) or _word_in(self._names)
            if word is None:
                raise MarkupError(
                    say(
                        "a link leads nowhere; give the DocxTemplate that made its url_id: "
                        "render(names, word=...)"
                    )
                )
            self._word = word
            word.init_docx(reload=False)
            passed = read_package(_saved(word.docx), self._file)
            self._copy = Document(io.BytesIO(write_archive(passed.parts, FAST)))
        if getattr(value, "tpl", self._word) is not self._word:
            raise MarkupError(say("was made with another DocxTemplate; make all values with one"))
        return self._copy

    def _part(self, document: Any) -> Any:
        for part in document.part.package.iter_parts():
            if str(part.partname) == f"/{self._part_name}":
                if hasattr(part, "new_pic_inline"):
                    return part
                raise MarkupError(say("Word content cannot stand here; move the tag into the text"))
        raise MarkupError(
            say("was made with a DocxTemplate of another file; make it with this one")
        )

    @contextmanager
    def _drawing(self, value: Any, part: Any) -> Iterator[None]:
        """Let a picture go into `part`, and tell what is wrong with its file."""
        from docx.image import exceptions

        before = getattr(value.tpl, "current_rendering_part", None)
        value.tpl.current_rendering_part = part
        picture = value.image_descriptor
        named = f" {str(picture)!r}" if isinstance(picture, str) else ""
        try:
            if hasattr(picture, "seek"):
                picture.seek(0)
            yield
        except OSError as error:
            why = error.strerror or say("it is not there")
            raise MarkupError(
                say("the picture{named} cannot be read: {why}; give its path", named=named, why=why)
            ) from error
        except (
            exceptions.InvalidImageStreamError,
            exceptions.UnexpectedEndOfFileError,
            exceptions.UnrecognizedImageError,
            ArithmeticError,
            ValueError,
        ) as error:
            message = say(
                "the picture{named} is none that Word shows; save it as PNG or JPEG", named=named
            )
            raise MarkupError(message) from error
        finally:
            value.tpl.current_rendering_part = before

    def _link(self, relation: str, part: Any) -> str:
        """Return the id of a link in this part; docxtpl makes links for the text alone."""
        main = self._copy.part
        known = main.rels.get(relation)
        if known is None or not known.is_external:
            raise MarkupError(say("a link leads nowhere; make its url_id with build_url_id"))
        if part is main:
            return relation
        return str(part.relate_to(known.target_ref, known.reltype, is_external=True))

    def _own(self, xml: str, value: Any) -> str:
        """Return XML whose ids are its own, however often it is printed."""
        xml = _DRAWN.sub(lambda found: f"{found[1]}{next(self._fresh)}", _OWN_IDS.sub("", xml))
        if id(value) in self._printed:
            xml = _CONTROL.sub(lambda found: f"{found[1]}{next(self._fresh)}", xml)
            return _BOOKMARK.sub("", xml)
        self._printed.add(id(value))
        ids = {old: next(self._fresh) for _, old in _NUMBERED.findall(xml)}
        return _NUMBERED.sub(lambda found: f"{found[1]}{ids[found[2]]}", xml)


def _saved(document: Any) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _body_of(subdocument: Any) -> str:
    """Return the paragraphs and tables of a Subdoc, each with its namespaces."""
    from lxml import etree

    body = subdocument.subdocx.element.body
    children = [child for child in body if not str(child.tag).endswith("}sectPr")]
    return "".join(etree.tostring(child, encoding="unicode", with_tail=False) for child in children)


def _word_in(names: Mapping[str, Any]) -> Any:
    """Return the DocxTemplate of the first value in the names that knows it."""
    todo: list[Any] = [names]
    seen: set[int] = set()
    while todo:
        one = todo.pop(0)
        if id(one) in seen:
            continue
        seen.add(id(one))
        homes = {base.__module__ for base in type(one).__mro__}
        if not homes.isdisjoint(("docxtpl.subdoc", "docxtpl.inline_image")):
            return one.tpl
        if isinstance(one, Mapping):
            todo += one.values()
        elif isinstance(one, list | tuple):
            todo += one
    return None


def _drop_unused(part: Any, text: str) -> None:
    """Take out pictures and links that a part does not show: values of other reports."""
    used = set(_ASKED.findall(text))
    for name, relation in list(part.rels.items()):
        if relation.reltype.endswith(_BROUGHT) and name not in used:
            part.rels.pop(name)
