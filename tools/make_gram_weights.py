"""Make ``src/cppcc_kg/analysis/data/grams.tsv``: how much a shared letter or pair of letters says of two names.

    python tools/make_gram_weights.py [--gold FOLDER] [-o FILE]

Counted are the labels of work (initiatives, practices, mechanisms, principles, platforms) in ``tests/gold``, by
document. A letter that every document's names have (委员, 工作) says little, one that few have says much:
``ln((N + 1) / (n + 1)) / ln(N + 1)``, so 0 to 1. What the table does not have weighs 1. The table is frozen: new
gold changes nothing until this is run again, ``tests/gold/similar`` measured anew and the version raised.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import defaultdict
from pathlib import Path

from cppcc_kg.analysis.names import core, grams

GOLD = Path(__file__).parents[1] / "tests" / "gold"
TABLE = Path(__file__).parents[1] / "src" / "cppcc_kg" / "analysis" / "data" / "grams.tsv"
WORK = ("Initiative", "Practice", "Mechanism", "Principle", "Platform")


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the table of gram weights")
    parser.add_argument("-o", "--output", type=Path, default=TABLE)
    parser.add_argument("--gold", type=Path, default=GOLD, help="folder of labelled documents")
    args = parser.parse_args()
    output: Path = args.output
    documents: defaultdict[str, set[str]] = defaultdict(set)
    for path in sorted(args.gold.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["kind"] == "entity" and row["type"] in WORK:
                documents[row["doc"]].update(grams(core(row["label"])))
    count: defaultdict[str, int] = defaultdict(int)
    for found in documents.values():
        for gram in found:
            count[gram] += 1
    most = math.log(len(documents) + 1)
    lines = [f"{g}\t{1 - math.log(n + 1) / most:.3f}" for g, n in sorted(count.items()) if n > 1]
    output.write_text("".join(line + "\n" for line in lines), encoding="utf-8", newline="\n")
    print(f"{output}: {len(lines)} grams of {len(documents)} documents")


if __name__ == "__main__":
    main()
