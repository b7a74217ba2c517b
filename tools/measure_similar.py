"""How well the similarity score tells the labelled pairs apart: each set by its halves, the drawn ones by bands.

    python tools/measure_similar.py [--errors]

``--errors`` lists the mistakes on the halves that the threshold was chosen on; those of the other halves are not
shown, so that they stay what measures.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from cppcc_kg.analysis.similarity import THRESHOLD, VERSION
from cppcc_kg.evaluation.pairs import LabelledPair, by_band, estimated_precision, load_pairs, score_pairs
from cppcc_kg.evaluation.similar import similarity_of

FOLDER = Path(__file__).parents[1] / "tests" / "gold" / "similar"
SETS = ("pairs", "drawn", "drawn2", "drawn3", "drawn4")


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the similarity score on the labelled pairs")
    parser.add_argument("--errors", action="store_true", help="list the mistakes on the tuning halves")
    args = parser.parse_args()
    print(f"version {VERSION}, threshold {THRESHOLD}")
    for name in SETS:
        pairs = load_pairs(FOLDER / f"{name}.jsonl")
        print(f"{name}.jsonl: {len(pairs)} pairs")
        for half in ("tune", "test"):
            if chosen := [pair for pair in pairs if pair.half == half]:
                _tell(chosen, half, errors=args.errors and half == "tune")
        if name != "pairs":
            _tell_bands(pairs)


def _tell(pairs: list[LabelledPair], half: str, *, errors: bool) -> None:
    found = score_pairs(pairs, _is_similar)
    similar = sum(pair.similar for pair in pairs)
    measured = f"precision {found.precision:.3f}, recall {found.recall:.3f}"
    print(f"  {half}: {similar} similar, {len(pairs) - similar} not; {measured}")
    for word, wrong in (("missed", found.missed), ("false", found.false)) if errors else ():
        for pair in wrong:
            print(f"    {word} {similarity_of(pair).score} {pair.a.label} ~ {pair.b.label}: {pair.comment}")


def _tell_bands(pairs: list[LabelledPair]) -> None:
    print("  by band of the score (both halves): pairs, share that is similar")
    for band in by_band(pairs, lambda pair: _band(float(similarity_of(pair).score))):
        print(f"    {band.band}: {band.pairs:3} {band.precision:.2f}")
    taken = estimated_precision(pairs, _is_similar)
    then = estimated_precision(pairs, lambda pair: pair.drawn is not None and pair.drawn.score >= 0.5)
    print(f"  precision estimated for the whole graph: {taken:.3f} (when drawn: {then:.3f})")


def _is_similar(pair: LabelledPair) -> bool:
    return similarity_of(pair).is_similar


def _band(score: float) -> str:
    edges = ("0.00", "0.25", "0.35", "0.45", "0.50", "0.55", "0.60", "0.70", "0.80", "0.90", "1.00")
    return max((edge for edge in edges if float(edge) <= score), key=float)


if __name__ == "__main__":
    main()
