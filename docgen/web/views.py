"""Pages from their templates, in the reader's language; all that is said goes through `say`."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from types import CodeType
from typing import Any

import jinja2
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket, BytecodeCache
from markupsafe import Markup

from docgen.cache import cache_key, remember
from docgen.model.tongue import LANGUAGES, language_now, say, say_count
from docgen.version import VERSION

FOLDER = Path(__file__).parent
STATIC = FOLDER / "static"
LANGUAGE_NAMES = {"da": "Dansk", "sv": "Svenska", "nb": "Norsk", "en": "English"}


@cache
def environment() -> Environment:
    """Return where the templates of pages are looked up; every value in them is escaped."""
    found = Environment(
        loader=FileSystemLoader(FOLDER / "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=_Compiled(),
    )
    found.globals.update(
        say=say, say_count=say_count, static=static, languages=LANGUAGE_NAMES, version=VERSION
    )
    return found


class _Compiled(BytecodeCache):
    """Keeps the compiled templates of pages in the user's cache: they take a tenth of a second."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take the code that is kept, if any is."""
        bucket.code = remember(_key(bucket), lambda: None, _is_code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code."""
        remember(_key(bucket), lambda: bucket.code, _is_code)


def _key(bucket: Bucket) -> str:
    """Return the key of a template's code: it names the text of the template, and its compiler."""
    return cache_key([b"page", jinja2.__version__.encode(), bucket.checksum.encode()])


def _is_code(value: Any) -> bool:
    return type(value) is CodeType


def page(template: str, /, **values: Any) -> str:
    """Return a page."""
    return environment().get_template(template).render(language=language_now(), **values)


def fragment(template: str, macro: str, *values: Any) -> str:
    """Return one part of a page."""
    part = getattr(environment().get_template(template).module, macro)
    return str(Markup(part(*values)))


@cache
def static(name: str) -> str:
    """Return the address of a file of ours; another content has another address."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={digest}"


assert set(LANGUAGE_NAMES) == set(LANGUAGES)
