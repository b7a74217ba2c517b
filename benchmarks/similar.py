"""How time and memory of ``similarTo`` grow with the number of documents.

    python benchmarks/similar.py [--documents 100 --documents 1000 --documents 10000]

Each size runs in a process of its own. The graphs are made up: each document is of one committee with 22 pieces of
work (what the labelled articles have on average), half of them under names that the gold has, half under a motto made
of the gold's letters before a word for a kind (``cppcc_kg/analysis/data/kinds.yaml``).
"""

from __future__ import annotations

import argparse
import json
import math
import platform
import random
import resource
import subprocess
import sys
import time
from pathlib import Path

from cppcc_kg.analysis.blocking import MOST_SIMILAR, candidates
from cppcc_kg.analysis.context import WORK, Context
from cppcc_kg.analysis.derive import profiles, similar
from cppcc_kg.analysis.names import kinds
from cppcc_kg.graph.identifiers import fact_id
from cppcc_kg.model import THEMES, Entity, Fact, KnowledgeGraph

GOLD = Path(__file__).parents[1] / "tests" / "gold"
PER_DOCUMENT = 22
RULES = ("made.up",)


def made_up(documents: int, seed: int = 1) -> KnowledgeGraph:
    """A graph as of so many documents, each of a committee and a district of its own."""
    chance = random.Random(seed)
    names = sorted(_gold_names())
    letters = sorted({letter for _, label, _ in names for letter in label if "一" <= letter <= "鿿"})
    words = sorted(word for word in kinds() if "#" not in word and len(word) > 1)
    entities: list[Entity] = []
    facts: list[Fact] = []
    for number in range(documents):
        district, committee = f"d{number:05}", f"o{number:05}"
        entities += [Entity(district, "District", f"第{number}县"), Entity(committee, "Organization", f"{number}政协")]
        facts.append(Fact(committee, "serves", district, RULES))
        for each in range(PER_DOCUMENT):
            node = f"w{number:05}-{each:02}"
            cls, label, themes = chance.choice(names)
            if each % 2:
                label = "".join(chance.choices(letters, k=chance.randint(2, 6))) + chance.choice(words)
                themes = tuple(chance.sample(THEMES, chance.randint(1, 2)))
            entities.append(Entity(node, cls, label, scope=committee))
            facts += [Fact(node, "hasTheme", theme, RULES) for theme in themes]
    return KnowledgeGraph(entities=tuple(entities), facts=tuple(facts))


def _gold_names() -> set[tuple[str, str, tuple[str, ...]]]:
    found = set()
    for path in GOLD.glob("*.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["kind"] == "entity" and row["type"] in WORK:
                found.add((row["type"], row["label"], tuple(row.get("theme", ()))))
    return found


def measured(documents: int) -> dict[str, float]:
    """One run: CPU seconds, memory in MiB, and counts."""
    context = Context(made_up(documents))
    known = {entity.id: profiles(entity, context) for entity in context.work()}
    compared = sum(1 for _ in candidates(known, {node: context.districts[node].id for node in known}))
    del known
    before = _peak()
    begun = time.process_time()
    facts = sum(1 for _ in similar(context, fact_id))
    seconds = time.process_time() - begun
    return {
        "documents": documents,
        "work": documents * PER_DOCUMENT,
        "compared": compared,
        "pairs": facts // 2,
        "seconds": seconds,
        "before": before,
        "peak": _peak(),
    }


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure how similarTo grows")
    parser.add_argument("--documents", type=int, action="append", help="size of a graph; may be given again")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one is not None:
        print(json.dumps(measured(args.one)))
        return
    print(f"Python {platform.python_version()}; at most {MOST_SIMILAR} a node\n")
    titles = ("documents", "work", "compared", "compared a piece", "pairs said", "CPU seconds", "peak MiB", "exponent")
    print("| " + " | ".join(titles) + " |\n|" + "---:|" * len(titles))
    last: dict[str, float] | None = None
    for size in args.documents or [100, 1_000, 10_000]:
        done = subprocess.run(
            [sys.executable, __file__, "--one", str(size)], check=True, capture_output=True, text=True
        )
        row = json.loads(done.stdout)
        grown = "" if last is None else f"{_exponent(last, row):.2f}"
        counts = (size, row["work"], row["compared"], row["compared"] / row["work"], row["pairs"])
        cells = (*(f"{count:,.0f}" for count in counts), f"{row['seconds']:.1f}", f"{row['peak']:.0f}", grown)
        print("| " + " | ".join(cells) + " |", flush=True)
        last = row


def _exponent(one: dict[str, float], other: dict[str, float]) -> float:
    return math.log(other["seconds"] / one["seconds"]) / math.log(other["documents"] / one["documents"])


if __name__ == "__main__":
    main()
