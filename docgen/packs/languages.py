"""What Babel knows of a pack's language: its dates and numbers, the names of its months."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from docgen.cache import cache_key, remember
from docgen.errors import DocgenError
from docgen.model.tongue import say

if TYPE_CHECKING:
    from babel import Locale


@lru_cache(maxsize=64)
def locale_of(language: str) -> Locale:
    """Return Babel's data of a language, that of the plain language where the country is unknown.

    Raises DocgenError.
    """
    from babel import Locale, UnknownLocaleError

    for tag in (language, language.partition("-")[0]):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    raise DocgenError(
        say(
            "no date and number formats for the language {language!r}; write a language "
            "tag like sv-FI as `language` in pack.yaml",
            language=language,
        )
    )


def is_known(language: str) -> bool:
    """Tell whether Babel has data of a language."""
    try:
        locale_of(language)
    except DocgenError:
        return False
    return True


@lru_cache(maxsize=64)
def month_names(language: str) -> dict[str, list[str]]:
    """Return Babel's names of the months, long and short; kept, because Babel takes 40 ms."""

    def ask() -> dict[str, list[str]]:
        months = locale_of(language).months["format"]
        return {
            "MMMM": [str(months["wide"][month]) for month in range(1, 13)],
            "MMM": [str(months["abbreviated"][month]) for month in range(1, 13)],
        }

    def are_names(value: Any) -> bool:
        if type(value) is not dict or set(value) != {"MMMM", "MMM"}:
            return False
        return all(type(names) is list and len(names) == 12 for names in value.values())

    return remember(cache_key([b"months", language.encode()]), ask, are_names)
