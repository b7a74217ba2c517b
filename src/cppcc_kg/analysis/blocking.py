"""Which pairs of work are compared at all, and which of the similar ones are kept.

Time and memory grow with the number of nodes, not with its square: a node is compared with what stands in one of its
blocks, in a large block only with what stands near it, and each node remembers its best pairs alone.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from zlib import crc32

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

#: So many scores are remembered, some 100 MB of them.
_MOST_SCORES = 1_000_000
_LEAST = int(THRESHOLD * 100)
#: Hundredths of a score, and the two ends, the lesser id first.
Ranked = tuple[int, str, str]


def most_similar(known: Mapping[str, tuple[Profile, ...]], district: Mapping[str, str]) -> list[Ranked]:
    """The pairs to be said, best first, no node in more than :data:`MOST_SIMILAR`.

    ``known`` has the profiles of each node, the one under its own name first; ``district`` whose each node is.
    """
    ids = sorted(known)
    number = {node: place for place, node in enumerate(ids)}
    size = len(ids)
    # A pair is one number, the larger the better: its score, then its lot, then its ends. Lists of numbers are small.
    pools: list[list[int]] = [[] for _ in ids]
    scores = _Scores(known)
    for one, other in candidates(known, district):
        cents = scores.of(one, other)
        if cents >= _LEAST:
            first, second = number[one], number[other]
            pair = ((cents << 32 | _lot(one, other)) * size + first) * size + second
            _remember(pools[first], pair)
            _remember(pools[second], pair)
    degree = [0] * size
    kept: list[Ranked] = []
    for pair in sorted({pair for pool in pools for pair in pool}, reverse=True):
        rest, second = divmod(pair, size)
        rest, first = divmod(rest, size)
        if degree[first] < MOST_SIMILAR and degree[second] < MOST_SIMILAR:
            degree[first] += 1
            degree[second] += 1
            kept.append((rest >> 32, ids[first], ids[second]))
    return kept


class _Scores:
    """The scores of pairs. Most names of work are told of many districts: a pair of like names is scored once."""

    def __init__(self, known: Mapping[str, tuple[Profile, ...]]) -> None:
        self.known = known
        kinds: dict[tuple[object, ...], int] = {}
        self.kind = {
            node: kinds.setdefault(tuple(name.signature for name in names), len(kinds)) for node, names in known.items()
        }
        self.met: dict[tuple[int, int], int] = {}

    def of(self, one: str, other: str) -> int:
        """In hundredths."""
        first, second = self.kind[one], self.kind[other]
        pair = (first, second) if first < second else (second, first)
        found = self.met.get(pair)
        if found is None:
            if len(self.met) >= _MOST_SCORES:
                self.met.clear()
            found = self.met[pair] = best_score(self.known[one], self.known[other])
        return found


def _lot(one: str, other: str) -> int:
    """Which of equal scores comes first: by chance, the same for a pair in every graph.

    By the order of ids the first nodes of a thousand equal ones would take all that the last could have.
    """
    return crc32(f"{one} {other}".encode())


def _remember(pool: list[int], pair: int) -> None:
    if len(pool) < POOL:
        heapq.heappush(pool, pair)
    elif pair > pool[0]:
        heapq.heapreplace(pool, pair)


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
