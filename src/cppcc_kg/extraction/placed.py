"""Things in text order, looked up by where they begin.

Each clause asks which names, figures or matches lie in it; asked of all that the article has, that would cost the square
of its length.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

from cppcc_kg.model import Span

T = TypeVar("T")


class Placed(Generic[T]):
    """``items`` by the begin of the span that ``place`` gives of each; ``items`` are in the order of these."""

    __slots__ = ("_begins", "_items", "_place")

    def __init__(self, items: Iterable[T], place: Callable[[T], Span]) -> None:
        self._items: Sequence[T] = tuple(items)
        self._place = place
        self._begins = [place(item).begin for item in self._items]

    def beginning_in(self, begin: int, end: int) -> Sequence[T]:
        """Those that begin in ``[begin, end)``.

        >>> Placed([Span(0, 2), Span(3, 9)], lambda span: span).beginning_in(1, 4)
        (Span(begin=3, end=9),)
        """
        first = bisect_left(self._begins, begin)
        return self._items[first : bisect_left(self._begins, end, first)]

    def within(self, span: Span) -> list[T]:
        """Those that lie wholly in ``span``; one without characters may stand at its end."""
        begin, end = span
        place = self._place
        return [item for item in self.beginning_in(begin, end + 1) if place(item).end <= end]
