"""How well the similarity score tells the labelled pairs apart, half by half.

    python tools/measure_similar.py [--errors]

``--errors`` lists the mistakes on the half that the threshold was chosen on; those of the other half are not shown,
so that it stays what measures.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from cppcc_kg.analysis.similarity import THRESHOLD, VERSION
from cppcc_kg.evaluation.pairs import load_pairs, score_pairs
from cppcc_kg.evaluation.similar import similarity_of

PAIRS = Path(__file__).parents[1] / "tests" / "gold" / "similar" / "pairs.jsonl"


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the similarity score on the labelled pairs")
    parser.add_argument("--errors", action="store_true", help="list the mistakes on the tuning half")
    args = parser.parse_args()
    pairs = load_pairs(PAIRS)
    print(f"version {VERSION}, threshold {THRESHOLD}, {len(pairs)} pairs")
    for half in ("tune", "test"):
        chosen = [pair for pair in pairs if pair.half == half]
        found = score_pairs(chosen, lambda pair: similarity_of(pair).is_similar)
        similar = sum(pair.similar for pair in chosen)
        print(
            f"{half}: {similar} similar, {len(chosen) - similar} not; "
            f"precision {found.precision:.3f}, recall {found.recall:.3f}"
        )
        if args.errors and half == "tune":
            for word, wrong in (("missed", found.missed), ("false", found.false)):
                for pair in wrong:
                    print(f"  {word} {similarity_of(pair).score} {pair.a.label} ~ {pair.b.label}: {pair.comment}")


if __name__ == "__main__":
    main()
