"""The graph of one section of the packaged page, byte for byte.

A rule that is improved may change it. Look at the difference, and when it is right renew the file with

    python tests/test_golden.py --renew
"""

from __future__ import annotations

import argparse
import difflib
from pathlib import Path

import pytest

from cppcc_kg.export.files import write_atomic
from cppcc_kg.graph.turtle import write_turtle
from cppcc_kg.pipeline import extract

FOLDER = Path(__file__).with_name("golden")
TEXT, GRAPH = FOLDER / "learning.txt", FOLDER / "learning.ttl"
RENEW = "if the change is right: python tests/test_golden.py --renew"


def _turtle() -> bytes:
    return write_turtle(extract([TEXT]).graph)


def test_the_graph_of_a_section_has_not_changed() -> None:
    found, kept = _turtle(), GRAPH.read_bytes()
    if found != kept:
        lines = (data.decode().splitlines() for data in (kept, found))
        difference = [*difflib.unified_diff(*lines, "kept", "found", lineterm="", n=1)]
        pytest.fail("\n".join([*difference[:60], f"… {len(difference)} lines of difference; {RENEW}"]), pytrace=False)


def test_the_text_is_that_of_the_corpus(seed_text: str) -> None:
    assert all(line in seed_text.splitlines() for line in TEXT.read_bytes().decode().splitlines())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Show whether the golden graph still holds, or renew it.")
    parser.add_argument("--renew", action="store_true", help=f"write {GRAPH.name} anew")
    if parser.parse_args().renew:
        write_atomic(GRAPH, _turtle())
        print(GRAPH)
    else:
        print("the same" if _turtle() == GRAPH.read_bytes() else f"changed; {RENEW}")
