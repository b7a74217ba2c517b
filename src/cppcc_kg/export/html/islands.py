"""Which nodes form which island: a district's committee and what is its own. The rest is shared."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import NamedTuple

from cppcc_kg.export.html.records import View

#: Relations that say nothing about whose a thing is.
_LOOSE = frozenset({"similarTo", "underCampaign", "alignedWith", "adoptedBy", "endorsedBy"})


class Island(NamedTuple):
    """A district's group. ``district`` and ``centre`` (its committee) are node numbers, where known."""

    label: str
    district: int | None
    centre: int | None
    members: tuple[int, ...]


class Grouping(NamedTuple):
    """All islands in reading order, and the nodes that belong to none or to several."""

    islands: tuple[Island, ...]
    shared: tuple[int, ...]


def _districts_of(view: View) -> dict[int, int]:
    """Body → the district that it serves (the first, if it serves several)."""
    served: dict[int, int] = {}
    for edge in view.edges:
        if edge.predicate == "serves" and view.nodes[edge.target].cls == "District":
            served.setdefault(edge.source, edge.target)
    return served


def _seeds(view: View) -> tuple[dict[int, str], Counter[str]]:
    """Nodes whose island their scope names, by the island's key, and how much each committee has of its own.

    An island's key is its district's, so that two committees of one district share an island.
    """
    numbers = {node.key: number for number, node in enumerate(view.nodes)}
    served = _districts_of(view)
    owned = Counter(node.scope for node in view.nodes if node.scope)
    if not owned:
        owned = Counter({view.nodes[body].key: 1 for body in served})
    home: dict[str, str] = {}
    seeds: dict[int, str] = {}
    for committee in sorted(owned):
        number = numbers.get(committee)
        district = served.get(number) if number is not None else None
        home[committee] = view.nodes[district].key if district is not None else committee
        seeds |= {n: home[committee] for n in (number, district) if n is not None}
    for number, node in enumerate(view.nodes):
        if node.scope in home:
            seeds.setdefault(number, home[node.scope])
    return seeds, owned


def _drawn_in(view: View, seeds: dict[int, str]) -> dict[int, str]:
    """Add nodes without a scope that only one island speaks of; campaigns and foreign bodies stay shared."""
    joined: defaultdict[int, set[int]] = defaultdict(set)
    for edge in view.edges:
        if edge.predicate not in _LOOSE:
            joined[edge.source].add(edge.target)
            joined[edge.target].add(edge.source)
    open_nodes = {n for n, node in enumerate(view.nodes) if n not in seeds}
    open_nodes -= {n for n in open_nodes if view.nodes[n].cls in ("Campaign", "Organization")}
    placed = dict(seeds)
    fresh = dict(seeds)
    while fresh:
        near = sorted({other for n in fresh for other in joined[n] if other in open_nodes})
        fresh = {}
        for n in near:
            homes = {placed[other] for other in joined[n] if other in placed}
            if len(homes) == 1:
                fresh[n] = homes.pop()
        placed |= fresh
        open_nodes -= fresh.keys()
    return placed


def group(view: View) -> Grouping:
    """Sort the nodes into islands. Administrative codes give the order where known, then labels."""
    seeds, owned = _seeds(view)
    placed = _drawn_in(view, seeds)
    members: defaultdict[str, list[int]] = defaultdict(list)
    for number in sorted(placed):
        members[placed[number]].append(number)
    islands = []
    for key, numbers in members.items():
        district = next((n for n in numbers if view.nodes[n].key == key and view.nodes[n].cls == "District"), None)
        bodies = [n for n in numbers if view.nodes[n].key in owned]
        centre = max(bodies, key=lambda n: (owned[view.nodes[n].key], -n), default=None)
        name_from = district if district is not None else centre
        label = view.nodes[name_from].label if name_from is not None else key
        islands.append(Island(label, district, centre, tuple(numbers)))
    islands.sort(key=lambda island: (_code(view, island), island.label, island.members))
    return Grouping(tuple(islands), tuple(n for n in range(len(view.nodes)) if n not in placed))


def _code(view: View, island: Island) -> str:
    code = view.nodes[island.district].code if island.district is not None else ""
    return code or "~"
