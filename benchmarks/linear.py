"""Is reading linear in the length of a text, on texts made to make it slow?

    python benchmarks/linear.py [CHARACTERS]

Each text is read at half the length and at the whole (default 1,000,000), in one process, by processor time. A ratio
near 2 is linear, one near 4 is quadratic. The last column is characters a second at the whole length.
"""

from __future__ import annotations

import runpy
import sys
import time
from pathlib import Path

from cppcc_kg.extraction.reader import read_article
from cppcc_kg.reading.articles import split_articles
from cppcc_kg.rules.loader import default_rules

HOSTILE = runpy.run_path(str(Path(__file__).parents[1] / "tests" / "faults" / "hostile.py"))["HOSTILE"]


def seconds(text: str) -> float:
    begin = time.process_time()
    for article in split_articles("a.txt", text):
        read_article(article, default_rules())
    return time.process_time() - begin


def main() -> None:
    length = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    seconds("□ 涪陵区政协\n\n建立联系制度。\n")  # rules and automata are made once
    print(f"{'text':14} {'half, s':>9} {'whole, s':>9} {'ratio':>6} {'chars/s':>9}")
    for name, make in HOSTILE.items():
        half, whole = (seconds(make(size)) for size in (length // 2, length))
        print(f"{name:14} {half:9.2f} {whole:9.2f} {whole / half:6.2f} {length / whole:9.0f}", flush=True)


if __name__ == "__main__":
    main()
