"""Draw pairs of similar work from a built graph, to be labelled by a person.

    cppcc-kg build corpus tests/gold/articles -o output
    python tools/draw_similar.py [--graph output/graph.ttl] [--seed 1] [--without FILE ...] [-o drawn.jsonl]

So many pairs are drawn at random from each band of scores, said (0.50 and more) and not said (less). No piece of work
and no pair of names is drawn twice, nor a pair of names that a file given with ``--without`` has. The order is shuffled
and ``similar``, ``half`` and ``comment`` are left empty, so that nobody who fills them in sees a score first: scores
are in ``drawn``, at the end of a line. ``quote`` is there to judge by.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from cppcc_kg.analysis.blocking import candidates
from cppcc_kg.analysis.context import Context
from cppcc_kg.analysis.derive import profiles
from cppcc_kg.analysis.similarity import THRESHOLD, Profile, best
from cppcc_kg.analysis.wording import quote_of
from cppcc_kg.evaluation.pairs import load_pairs
from cppcc_kg.graph.load import load_graph

#: Band (its lower edge) → how many pairs are drawn from it.
BANDS = {
    "0.25": 6, "0.35": 12, "0.45": 16, "0.50": 24, "0.55": 22, "0.60": 20, "0.70": 14, "0.80": 12, "0.90": 6,
    "1.00": 12,
}  # fmt: skip

Pair = tuple[str, str]


def band_of(score: float) -> str | None:
    """The band of a score; None below all."""
    return max((edge for edge in BANDS if float(edge) <= score), key=float, default=None)


def scored(context: Context, names: dict[str, tuple[Profile, ...]]) -> Iterator[tuple[Pair, float]]:
    """The candidate pairs with their scores: of those from the threshold on only such as the graph says."""
    said = {frozenset((fact.subject, fact.object)) for fact in context.graph.facts if fact.predicate == "similarTo"}
    whose = {node: context.districts[node].id for node in names}
    for pair in sorted(candidates(names, whose)):
        score = best(names[pair[0]], names[pair[1]]).score
        if score < THRESHOLD or frozenset(pair) in said:
            yield pair, float(score)


def draw(
    context: Context, seed: int, share: float = 1.0, known: frozenset[str] = frozenset()
) -> Iterator[dict[str, object]]:
    """The drawn pairs as rows of ``tests/gold/similar``, in random order; equal graph and seed, equal rows.

    ``share`` scales how many are drawn; pairs of names in ``known`` (``"甲 ~ 乙"``, sorted) are left out.
    """
    names = {entity.id: profiles(entity, context) for entity in context.work()}
    bands: defaultdict[str, list[tuple[Pair, float]]] = defaultdict(list)
    for pair, score in scored(context, names):
        if (band := band_of(score)) is not None:
            bands[band].append((pair, score))
    chance, used, rows = random.Random(seed), set(known), list[dict[str, object]]()
    for band, most in BANDS.items():
        pool, taken = bands[band], 0
        chance.shuffle(pool)
        for (one, other), score in pool:
            labels = " ~ ".join(sorted(context.entities[end].label for end in (one, other)))
            if taken < most * share and not used & {one, other, labels}:
                used |= {one, other, labels}
                taken += 1
                drawn = {"score": f"{score:.2f}", "band": band, "of": len(pool)}
                rows.append(_row(one, other, names, context) | {"drawn": drawn})
    chance.shuffle(rows)
    yield from rows


def _row(one: str, other: str, names: dict[str, tuple[Profile, ...]], context: Context) -> dict[str, object]:
    mine, yours = names[one][0].neighbours or {}, names[other][0].neighbours or {}
    sides = {}
    for key, node in (("a", one), ("b", other)):
        entity = context.entities[node]
        sides[key] = {
            "district": context.districts[node].label,
            "class": entity.cls,
            "label": entity.label,
            "theme": sorted(context.themes(node)),
            "names": [profile.label for profile in names[node][1:]],
            "quote": quote_of(entity)[0],
        }
    empty = {"similar": None, "half": None, "comment": ""}
    return {**empty, **sides, "shared": sorted(mine.keys() & yours.keys())}


def main() -> None:
    parser = argparse.ArgumentParser(description="Draw pairs of similar work to be labelled")
    parser.add_argument("--graph", type=Path, default=Path("output/graph.ttl"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--share", type=float, default=1.0, help="part of the usual number to draw")
    parser.add_argument("--without", type=Path, nargs="*", default=[], help="files of pairs that are labelled already")
    parser.add_argument("-o", "--output", type=Path, default=Path("drawn.jsonl"))
    args = parser.parse_args()
    known = {" ~ ".join(sorted((p.a.label, p.b.label))) for path in args.without for p in load_pairs(path)}
    rows = list(draw(Context(load_graph(args.graph)), args.seed, args.share, frozenset(known)))
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    args.output.write_text(text, encoding="utf-8", newline="\n")
    print(f"{args.output}: {len(rows)} pairs")


if __name__ == "__main__":
    main()
