"""Things in text order, looked up by where they begin.

Each clause asks which names, figures or matches lie in it; asked of all that the article has, that would cost the
square of its length.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from cppcc_kg.model import Span

T = TypeVar("T")


class Placed(Generic[T]):
    """``items`` by the span that ``place`` gives of each; they must come in the order of these."""

    __slots__ = ("_begins", "_ends", "_items")

    def __init__(self, items: Iterable[T], place: Callable[[T], Span]) -> None:
        self._items = list(items)
        spans = [place(item) for item in self._items]
        self._begins = [begin for begin, _ in spans]
        self._ends = [end for _, end in spans]

    def beginning_in(self, begin: int, end: int) -> list[T]:
        """Those that begin in ``[begin, end)``.

        >>> Placed([Span(0, 2), Span(3, 9)], lambda span: span).beginning_in(1, 4)
        [Span(begin=3, end=9)]
        """
        first = bisect_left(self._begins, begin)
        return self._items[first : bisect_left(self._begins, end, first)]

    def around(self, at: int) -> T | None:
        """The last that begins at or before ``at``, if ``at`` lies in it."""
        n = bisect_right(self._begins, at) - 1
        return self._items[n] if n >= 0 and at < self._ends[n] else None

    def within(self, span: Span) -> list[T]:
        """Those that lie wholly in ``span``; one without characters may stand at its end."""
        begin, end = span
        first = bisect_left(self._begins, begin)
        last = bisect_left(self._begins, end + 1, first)
        ends = self._ends
        return [self._items[at] for at in range(first, last) if ends[at] <= end]
