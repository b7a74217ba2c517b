"""``.md``: front matter says what the document is, marks are hidden from the rules, offsets count in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cppcc_kg.errors import InputError, Where
from cppcc_kg.model import Span
from cppcc_kg.reading.encodings import decode
from cppcc_kg.reading.extract import Extract
from cppcc_kg.reading.metadata import KEYS, as_metadata, parse_yaml
from cppcc_kg.reading.tree import Metadata

_FRONT = re.compile(r"---[ \t]*\r?\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S | re.M)
#: What stands in a text and is no word of it. Each alternative is bounded by its line, so a search is linear.
_MARK = re.compile(
    r"""
    ^[ ]{0,3}(?:\#{1,6}[ \t]+|(?:>[ \t]?)+|[-*+][ \t]+(?=\S)|\|)        # heading, quote, bullet, first cell
    | [ \t]+\#{1,6}[ \t]*$                                              # closed heading
    | ^[ ]{0,3}(?:[-*_][ \t]*){3,}$ | ^[ ]{0,3}=+[ \t]*$ | ^[ \t]*[|:\- \t]*--[|:\- \t]*$   # rules, table rules
    | ^[ ]{0,3}(?:```|~~~)[^\n]*$                                       # fences
    | !\[[^\]\n]{0,200}\]\([^)\n]{0,500}\)                              # pictures
    | (?<=\])\([^)\n]{0,500}\) | \[(?=[^\]\n]{0,200}\]\() | (?<=[^\]\n])\](?=\() # links: their words stay
    | </?[a-zA-Z][^<>\n]{0,300}> | <!--[^\n]{0,300}?-->
    | \*{1,3} | __ | ~~ | `+ | \\(?=[!-/:-@\[-`{-~]) | \|
    """,
    re.X | re.M,
)


def read(data: bytes, where: Where) -> Extract:
    """Raises InputError for front matter that is no YAML mapping; keys that are not known are passed over."""
    found = decode(data, where)
    front = _FRONT.match(found.text)
    metadata = Metadata()
    if front is not None:
        values = parse_yaml(front["yaml"], where, "its front matter is not readable YAML", above=1) or {}
        if not isinstance(values, dict):
            raise InputError("its front matter is no mapping", where=where, hint="write key: value lines, or remove it")
        metadata = as_metadata({key: values[key] for key in KEYS if key in values}, where)
    begin = front.end() if front is not None else 0
    marks = ([Span(0, begin)] if begin else []) + list(_marks(found.text, begin))
    return Extract(
        found.text, "text/markdown", found.encoding, metadata, verbatim=found.encoding == "utf-8", marks=tuple(marks)
    )


def _marks(text: str, begin: int) -> Iterator[Span]:
    for match in _MARK.finditer(text, begin):
        if match.end() > match.start():
            yield Span(*match.span())
