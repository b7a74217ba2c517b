"""Expressions that must end at a given place, searched for only where the character there may be their last.

``…\\Z`` is sought from the left, at every place where it might begin, and mostly in vain. One look at the character
before the place refuses nearly all of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
#: A class of more characters is not spelled out.
_MOST = 200
_SPACES = frozenset(filter(str.isspace, map(chr, range(0x3001))))


class Ending:
    """An expression that closes with ``\\Z`` or ``$``."""

    __slots__ = ("_last", "_pattern")

    def __init__(self, source: str) -> None:
        self._pattern = re.compile(source)
        self._last = last_characters(source)

    def search(self, text: str, begin: int, end: int) -> re.Match[str] | None:
        """The leftmost match in ``text[begin:end]`` that reaches to ``end``; a lookbehind sees what is before it."""
        if self._last is not None and text[end - 1 : end] not in self._last:
            return None
        return self._pattern.search(text, begin, end)


def last_characters(source: str) -> frozenset[str] | None:
    """The characters with which a match of ``source`` can end; none where that may be any, or where it may be empty.

    >>> sorted(last_characters("(?:近|大?约|至少)[了有]?$")), last_characters("[^，]*"), last_characters("年?")
    (['\\n', '了', '少', '有', '约', '近'], None, None)
    """
    found, empty = _last(parser.parse(source))
    return None if found is None or empty else found


def _last(items: Sequence[tuple[Any, Any]]) -> tuple[frozenset[str] | None, bool]:
    """The last characters of a row of items, none for any, and whether the row can be empty."""
    found: frozenset[str] = frozenset()
    for code, value in reversed(items):
        if code is codes.AT and value is codes.AT_END:
            found |= {"\n"}  # $ stands before a line end that closes the text too
            continue
        chars, empty = _of_item(code, value)
        if chars is None:
            return None, False
        found |= chars
        if not empty:
            return found, False
    return found, True


def _of_item(code: Any, value: Any) -> tuple[frozenset[str] | None, bool]:
    if code in (codes.AT, codes.ASSERT, codes.ASSERT_NOT):
        return frozenset(), True
    if code in (codes.LITERAL, codes.IN):
        return _of_class(value if code is codes.IN else [(code, value)]), False
    if code is codes.SUBPATTERN:
        return _last(value[3])
    if code is codes.BRANCH:
        branches = [_last(branch) for branch in value[1]]
        known = [chars for chars, _ in branches if chars is not None]
        whole = frozenset().union(*known) if len(known) == len(branches) else None
        return whole, any(empty for _, empty in branches)
    if code in _REPEATS:
        chars, empty = _last(value[2])
        return chars, empty or value[0] == 0
    return None, False


def _of_class(members: Sequence[tuple[Any, Any]]) -> frozenset[str] | None:
    found: set[str] = set()
    for code, value in members:
        if code is codes.LITERAL:
            found.add(chr(value))
        elif code is codes.RANGE and value[1] - value[0] < _MOST:
            found.update(map(chr, range(value[0], value[1] + 1)))
        elif code is codes.CATEGORY and value is codes.CATEGORY_SPACE:
            found |= _SPACES
        else:
            return None
    return frozenset(found)
