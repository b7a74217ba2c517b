"""Which pairs of work are compared at all, and which of the similar ones are kept.

Time and memory grow with the number of nodes, not with its square: a node is compared with what stands in one of its
blocks, in a large block only with what stands near it, and each node remembers its best pairs alone.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from cppcc_kg.analysis.names import stem, weights
from cppcc_kg.analysis.similarity import THRESHOLD, Profile, best_score

#: At most so many similar ones a node.
MOST_SIMILAR = 10
#: Of so many pairs a node is one end in the choice: more than it may keep, since the other ends may be full.
POOL = 3 * MOST_SIMILAR
#: In a block larger than this a node is compared only with so many after it in the order of core, district and id.
WINDOW = 120
#: The same for a block of class, theme and letters, of which each name has several.
NARROW = 40
#: A pair of letters of this weight or more makes a block with a theme: without a kind in common two names must share
#: several, or they score too little.
TELLING = 0.4

_LEAST = int(THRESHOLD * 100)
#: Hundredths of a score, and the two ends, the lesser id first.
Ranked = tuple[int, str, str]


def most_similar(known: Mapping[str, tuple[Profile, ...]], district: Mapping[str, str]) -> list[Ranked]:
    """The pairs to be said, best first, no node in more than :data:`MOST_SIMILAR`.

    ``known`` has the profiles of each node, the one under its own name first; ``district`` whose each node is.
    """
    pools: defaultdict[str, list[tuple[int, _Last]]] = defaultdict(list)
    for one, other in candidates(known, district):
        cents = best_score(known[one], known[other])
        if cents >= _LEAST:
            pair = (cents, _Last((one, other)))
            _remember(pools[one], pair)
            _remember(pools[other], pair)
    pairs = {(cents, last.pair) for pool in pools.values() for cents, last in pool}
    degree: defaultdict[str, int] = defaultdict(int)
    kept: list[Ranked] = []
    for cents, (one, other) in sorted(pairs, key=lambda each: (-each[0], each[1])):
        if degree[one] < MOST_SIMILAR and degree[other] < MOST_SIMILAR:
            degree[one] += 1
            degree[other] += 1
            kept.append((cents, one, other))
    return kept


class _Last:
    """A pair of ids that sorts backwards: of equal scores the pair that comes first is worth more."""

    __slots__ = ("pair",)

    def __init__(self, pair: tuple[str, str]) -> None:
        self.pair = pair

    def __lt__(self, other: _Last) -> bool:
        return other.pair < self.pair


def _remember(pool: list[tuple[int, _Last]], pair: tuple[int, _Last]) -> None:
    if len(pool) < POOL:
        heapq.heappush(pool, pair)
    else:
        heapq.heappushpop(pool, pair)


def candidates(known: Mapping[str, tuple[Profile, ...]], district: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Pairs of work of two districts that share a block; each once, the lesser id first."""
    ordered = sorted(known, key=lambda node: (known[node][0].core, district[node], node))
    blocks: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    keys = [_keys(known[node]) for node in ordered]
    for place, found in enumerate(keys):
        for key in found:
            blocks[key].append(place)
    # Within every block nodes stand in the one order, so that a pair is met only from its earlier end.
    met: defaultdict[tuple[str, ...], int] = defaultdict(int)
    for place, node in enumerate(ordered):
        near: set[int] = set()
        for key in keys[place]:
            met[key] += 1
            near.update(_after(blocks[key], met[key], NARROW if len(key) > 2 else WINDOW))
        for other in sorted(near):
            if district[ordered[other]] != district[node]:
                yield (node, ordered[other]) if node < ordered[other] else (ordered[other], node)


def _after(block: Sequence[int], place: int, window: int) -> Sequence[int]:
    return block[place : place + (window if len(block) > window else len(block))]


def _keys(names: tuple[Profile, ...]) -> frozenset[tuple[str, ...]]:
    """A node's blocks: its kinds, the core of each name, and class, theme and a telling pair of letters."""
    first = names[0]
    keys: set[tuple[str, ...]] = set()
    for each in names:
        keys |= {("kind", kind) for kind in each.kinds} | {("name", each.core)}
        keys |= {(_group(first.cls), theme, gram) for theme in first.themes for gram in _telling(each)}
    return frozenset(keys)


def _telling(profile: Profile) -> Iterator[str]:
    name = stem(profile.core)
    return (gram for gram in profile.grams if len(gram) == min(2, len(name)) and weights().get(gram, 1.0) >= TELLING)


def _group(cls: str) -> str:
    return "Mechanism" if cls in ("Mechanism", "Principle", "Platform") else cls
