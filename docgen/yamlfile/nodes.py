"""YAML's node tree by the core rules of YAML 1.2, made by libyaml or by PyYAML."""

from __future__ import annotations

import operator
import re
from functools import lru_cache
from typing import Any

from yaml.composer import Composer
from yaml.nodes import MappingNode, Node, ScalarNode
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner, ScannerError

MOST_NODES = 200_000
"""Values a file may come to when its aliases are written out."""


STR = "tag:yaml.org,2002:str"


MAP = "tag:yaml.org,2002:map"


SEQ = "tag:yaml.org,2002:seq"


NULL = "tag:yaml.org,2002:null"


BOOL = "tag:yaml.org,2002:bool"


NUMBER = "tag:docgen:number"
"""What looks like a number by the core rules, sound or not."""


_WORDS = {"": NULL, "~": NULL} | {
    spelling: tag
    for word, tag in (("null", NULL), ("true", BOOL), ("false", BOOL))
    for spelling in (word, word.capitalize(), word.upper())
}


_NUMBER = re.compile(
    r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"
    r"|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)


class _Resolver:
    """Give plain scalars the tag of the core rules; all else is text, a mapping or a list."""

    def resolve(self, kind: type[Node], value: Any, implicit: Any) -> str:
        """Return the tag of a node that has none."""
        if kind is ScalarNode:
            if not implicit[0]:
                return STR
            return _tag_of_short(value) if len(value) < _SHORT else tag_of(value)
        return MAP if kind is MappingNode else SEQ

    # A path decides no tag here. libyaml's parser calls both for each value of a file, so they are
    # functions written in C that do nothing to speak of.
    descend_resolver = staticmethod(operator.is_)
    ascend_resolver = staticmethod(tuple)


class PythonParser(_Resolver, Reader, Scanner, Parser, Composer):
    """PyYAML's own parser: everywhere there, slow."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)
        Composer.__init__(self)

    def get_single_node(self) -> Any:
        """Return the root; raises YAMLError, for what PyYAML itself stumbles over too."""
        try:
            return Composer.get_single_node(self)
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            escape = isinstance(error, OverflowError) or "chr()" in str(error)  # "\U00110000"
            problem = "found unknown escape character" if escape else str(error)
            raise ScannerError(None, None, problem, self.get_mark()) from error


try:
    from yaml._yaml import CParser
except ImportError:  # PyYAML without libyaml
    FastParser: Any = PythonParser
else:

    class _FastParser(_Resolver, CParser):
        """Libyaml's parser: the same nodes in a twentieth of the time."""

    FastParser = _FastParser


def tag_of(text: str) -> str:
    """Return the tag an unquoted scalar has by the core rules of YAML 1.2."""
    if len(text) < 6 and text in _WORDS:
        return _WORDS[text]
    if text[0] in "-+.0123456789" and _NUMBER.fullmatch(text):
        return NUMBER
    return STR


_SHORT = 40
"""Letters of a text that is likely to come again: a key, a number, a code."""
_tag_of_short = lru_cache(maxsize=4096)(tag_of)
