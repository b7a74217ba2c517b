"""What lies in a stretch is found by bisection as by looking at everything."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cppcc_kg.extraction.placed import Placed
from cppcc_kg.model import Span

spans = st.tuples(st.integers(0, 12), st.integers(0, 4)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


@given(st.lists(spans), spans)
def test_the_same_as_looking_at_everything(items: list[Span], stretch: Span) -> None:
    items.sort()
    placed = Placed(items, lambda span: span)
    assert placed.within(stretch) == [item for item in items if stretch.contains(item)]
    assert placed.beginning_in(*stretch) == [item for item in items if stretch.begin <= item.begin < stretch.end]


@given(st.lists(spans), st.integers(-1, 17))
def test_around_is_the_last_that_begins_before_if_it_reaches_so_far(items: list[Span], at: int) -> None:
    items.sort()
    last = [item for item in items if item.begin <= at][-1:]
    assert Placed(items, lambda span: span).around(at) == next((item for item in last if at < item.end), None)
