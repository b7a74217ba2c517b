"""A build within another program leaves that program's settings as they were."""

from __future__ import annotations

import gc

import pytest

from cppcc_kg.pipeline.garbage import looked_for_seldom


def test_the_threshold_is_put_back_whatever_happens() -> None:
    before = gc.get_threshold()
    with pytest.raises(ZeroDivisionError), looked_for_seldom():
        assert gc.get_threshold()[0] > before[0]
        raise ZeroDivisionError
    assert gc.get_threshold() == before
