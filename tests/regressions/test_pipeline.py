"""Faults of the build that were mended."""

from __future__ import annotations

from pathlib import Path

import pytest

from cppcc_kg.errors import OutputError
from cppcc_kg.pipeline import build, extract


def test_a_second_file_that_cannot_be_written_leaves_the_first_as_it_was(tmp_path: Path) -> None:
    # Each file is atomic, the three together are not: a new graph.ttl stands beside an old graph.html.
    (tmp_path / "a.txt").write_bytes("□ 涪陵区政协\n\n建立联系制度。\n".encode())
    out = tmp_path / "out"
    (out / "graph.html").mkdir(parents=True)
    (out / "graph.ttl").write_bytes(b"old")
    with pytest.raises(OutputError):
        build(extract([tmp_path / "a.txt"]), out)
    assert (out / "graph.ttl").read_bytes() == b"old"
