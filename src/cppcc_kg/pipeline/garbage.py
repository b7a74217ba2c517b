"""How often Python looks for circles of objects that nothing else holds.

A build makes millions of small values and hardly a circle: to look for circles after every 700 costs it a seventh of
its time.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_THRESHOLD = (50_000, 20, 20)


def look_seldom() -> None:
    """For a process that does nothing but build."""
    gc.set_threshold(*_THRESHOLD)


@contextmanager
def looked_for_seldom() -> Iterator[None]:
    """For a process that may do other things afterwards."""
    before = gc.get_threshold()
    look_seldom()
    try:
        yield
    finally:
        gc.set_threshold(*before)
