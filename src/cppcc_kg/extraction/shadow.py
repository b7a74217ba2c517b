"""The shadow of an article: as long as its text, every name found so far hidden behind private-use characters.

A quote, a title, a committee's name becomes one opaque token of its kind, so that neither a comma nor a verb inside a
name can be taken for one of the sentence; and because no character moves, an offset in the shadow is one in the text.
Patterns name a token by its kind in braces: ``{Organization}{Person}``.
"""

from __future__ import annotations

import re
from functools import cache

from cppcc_kg.lexicon.endings import Ending
from cppcc_kg.model import Span
from cppcc_kg.rules.macros import FIRST, REST, expand

_KIND_OF = {first: kind for kind, first in FIRST.items()}


@cache
def pattern(source: str) -> re.Pattern[str]:
    """A compiled pattern, its ``{Kind}`` and macro names filled in."""
    return re.compile(expand(source))


@cache
def ending(source: str) -> Ending:
    """The same for an expression that must reach to the end of what it is searched in."""
    return Ending(expand(source))


_WIDE = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", "(": "（", ")": "）"}
_NOT_PLAIN = re.compile("[,;:!?()\ue000-\ue0ff]")


def _plain_mark(text: str, at: int) -> str:
    """The character as patterns see it: half-width punctuation counts as full-width, but not inside a number."""
    char = text[at]
    if char in ",:" and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit():
        return char
    # A private-use character of the page itself must not be taken for a token of ours.
    return _WIDE.get(char, "\ufffd")


class Shadow:
    """A mutable copy of a text in which spans are hidden one kind after the other."""

    def __init__(self, text: str) -> None:
        self._chars = list(text)
        for match in _NOT_PLAIN.finditer(text):
            self._chars[match.start()] = _plain_mark(text, match.start())

    def hide(self, span: Span, kind: str) -> None:
        """Make ``span`` one token of ``kind``, whatever it held before."""
        if span.end > span.begin:
            self._chars[span.begin : span.end] = FIRST[kind] + REST[kind] * (span.end - span.begin - 1)

    @property
    def text(self) -> str:
        return "".join(self._chars)


def sentence_begin(shadow: str, at: int) -> int:
    """Where the sentence begins that ``at`` stands in."""
    return max(shadow.rfind(mark, 0, at) for mark in "。！？\n") + 1


def kind_at(shadow: str, at: int) -> str | None:
    """The kind of the token that begins at ``at``, if one does."""
    return _KIND_OF.get(shadow[at])
