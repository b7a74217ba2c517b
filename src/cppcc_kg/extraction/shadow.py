"""The shadow of an article: as long as its text, every name found so far hidden behind private-use characters.

A quote, a title, a committee's name becomes one opaque token of its kind, so that neither a comma nor a verb inside a
name can be taken for one of the sentence; and because no character moves, an offset in the shadow is one in the text.
Patterns name a token by its kind in braces: ``{Organization}{Person}``.
"""

from __future__ import annotations

import re
from functools import cache

from cppcc_kg.model import Span

#: Kinds of token. Each has a character for its first place and one for the places after.
KINDS = (
    "District", "Place", "Organization", "Person", "Event", "Document", "Quote", "Quantity", "Time", "Aside",
)  # fmt: skip
_FIRST = {kind: chr(0xE000 + 2 * n) for n, kind in enumerate(KINDS)}
_REST = {kind: chr(0xE001 + 2 * n) for n, kind in enumerate(KINDS)}
TOKEN_START = "".join(_FIRST.values())

_TOKEN = {kind: f"{_FIRST[kind]}{_REST[kind]}*" for kind in KINDS}

#: Other names that patterns may use in braces.
_MACROS = {
    "X": r"[^，。；：！？,;:!?\n]",  # any character of one clause
    "H": r"[一-鿿]",
    "W": r"[^，。；：！？、,;:!?\n的]",  # any character of one noun phrase without 的
    "Gap": r"[^，。；：！？,;:!?\n0-9０-９]",  # filler that may not jump over a figure
    "Number": r"[一二三四五六七八九十两双百]",
}


@cache
def pattern(source: str) -> re.Pattern[str]:
    """A compiled pattern, its ``{Kind}`` and macro names filled in."""
    return re.compile(re.sub(r"\{([A-Z][A-Za-z]*)\}", lambda m: _name(m[1]), source))


def _name(name: str) -> str:
    return f"(?:{_TOKEN[name]})" if name in _TOKEN else _MACROS[name]


class Shadow:
    """A mutable copy of a text in which spans are hidden one kind after the other."""

    def __init__(self, text: str) -> None:
        # A private-use character of the page itself must not be taken for a token of ours.
        self._chars = [c if not "\ue000" <= c <= "\ue0ff" else "\ufffd" for c in text]

    def hide(self, span: Span, kind: str) -> None:
        """Make ``span`` one token of ``kind``, whatever it held before."""
        if span.end > span.begin:
            self._chars[span.begin : span.end] = _FIRST[kind] + _REST[kind] * (span.end - span.begin - 1)

    @property
    def text(self) -> str:
        return "".join(self._chars)


def kind_at(shadow: str, at: int) -> str | None:
    """The kind of the token that begins at ``at``, if one does."""
    return next((kind for kind, first in _FIRST.items() if shadow[at] == first), None)
