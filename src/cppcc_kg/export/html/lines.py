"""Lines of work inside an island: which initiative lies under which, and what hangs under each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import networkx as nx

from cppcc_kg.export.html.islands import Island
from cppcc_kg.export.html.records import EdgeView, View

#: Deeper initiatives are drawn beside their ancestor at this depth: sectors get too narrow to split further.
_MAX_DEPTH = 5

_CONTEXT = ("District", "Organization", "Person")

#: Rings from the middle outwards: what is set up, what is done, what came of it.
_RINGS = {
    cls: ring
    for ring, classes in enumerate(
        (
            (
                "District",
                "Organization",
                "Person",
                "Initiative",
                "Campaign",
                "Mechanism",
                "Principle",
                "Platform",
            ),
            ("Practice", "Document"),
            ("Outcome", "Goal"),
        )
    )
    for cls in classes
}


@dataclass(slots=True)
class Line:
    """A sector: its head (an initiative; ``None`` if the committee itself), members, lines below it."""

    head: int | None = None
    members: list[int] = field(default_factory=list)
    parts: list[Line] = field(default_factory=list)

    def weight(self, least: float) -> float:
        """Its share of the circle: what it holds, but enough for its head to find room on an inner ring."""
        held = len(self.members) + sum(part.weight(least) for part in self.parts)
        return max(held + 1, least)


def _depths(heads: list[int], above: dict[int, set[int]]) -> dict[int, int]:
    """How far each initiative lies below a topmost one; those on a partOf cycle count as one."""
    tree: nx.DiGraph[int] = nx.DiGraph()
    tree.add_nodes_from(heads)
    tree.add_edges_from(sorted((upper, lower) for lower, uppers in above.items() for upper in uppers))
    knots = nx.condensation(tree)
    depth: dict[int, int] = {}
    for knot in nx.topological_sort(knots):
        depth[knot] = max((depth[upper] + 1 for upper in knots.predecessors(knot)), default=0)
    return {head: depth[knots.graph["mapping"][head]] for head in heads}


def _parents(edges: Sequence[EdgeView], heads: list[int]) -> tuple[dict[int, int], dict[int, int]]:
    """The nearest initiative above each, and its depth."""
    inside = set(heads)
    above: defaultdict[int, set[int]] = defaultdict(set)
    for edge in edges:
        if edge.predicate == "partOf" and edge.source in inside and edge.target in inside:
            above[edge.source].add(edge.target)
    depth = _depths(heads, above)
    parent: dict[int, int] = {}
    for head in heads:
        higher = [upper for upper in above[head] if depth[upper] < depth[head]]
        if higher:
            parent[head] = max(higher, key=lambda upper: (depth[upper], -upper))
    for head in sorted(heads, key=lambda h: (depth[h], h)):
        while head in parent and depth[parent[head]] >= _MAX_DEPTH and parent[head] in parent:
            parent[head] = parent[parent[head]]
    return parent, depth


def _neighbours(edges: Sequence[EdgeView]) -> dict[int, set[int]]:
    near: defaultdict[int, set[int]] = defaultdict(set)
    for edge in edges:
        near[edge.source].add(edge.target)
        near[edge.target].add(edge.source)
    return near


def _heads_of(
    view: View, island: Island, edges: Sequence[EdgeView], near: dict[int, set[int]], depth: dict[int, int]
) -> dict[int, int]:
    """Node → the line it hangs under: the deepest that realises it, else that of its nearest neighbour."""
    inside = set(island.members)
    under: dict[int, int] = {head: head for head in depth}
    for edge in edges:
        source, target = edge.source, edge.target
        if edge.predicate == "realizedBy" and source in depth and target not in depth:
            held = under.get(target, source)
            under[target] = max(held, source, key=lambda head: (depth[head], -head))
    fixed = {island.centre, *(n for n in inside if view.nodes[n].cls in _CONTEXT)}
    open_nodes = inside - fixed - under.keys()
    fresh = set(under) - fixed
    while fresh:
        reached = sorted({n for known in fresh for n in near.get(known, ())} & open_nodes)
        found = {
            n: max((under[o] for o in near[n] if o in under and o not in fixed), key=lambda h: (depth[h], -h))
            for n in reached
        }
        under |= found
        open_nodes -= found.keys()
        fresh = set(found)
    return {n: head for n, head in under.items() if n not in fixed and n not in depth}


def _ringed(view: View, members: list[int], near: dict[int, set[int]]) -> list[int]:
    """Ring by ring; within a ring, what hangs together comes in one order, so that lines cross little."""
    order: dict[int, int] = {}
    rings: defaultdict[int, list[int]] = defaultdict(list)
    for member in members:
        rings[_RINGS.get(view.nodes[member].cls, 1)].append(member)
    for ring in sorted(rings):
        late = len(order)
        ranked = {n: min((order[o] for o in near.get(n, ()) if o in order), default=late) for n in rings[ring]}
        for member in sorted(ranked, key=lambda n: (ranked[n], n)):
            order[member] = len(order)
    return list(order)


def inner_edges(view: View, islands: Sequence[Island]) -> list[list[EdgeView]]:
    """Of each island the edges that have both ends in it, in their order."""
    home = {n: place for place, island in enumerate(islands) for n in island.members}
    found: list[list[EdgeView]] = [[] for _ in islands]
    for edge in view.edges:
        place = home.get(edge.source)
        if place is not None and place == home.get(edge.target):
            found[place].append(edge)
    return found


def lines_of(view: View, island: Island, edges: Sequence[EdgeView]) -> list[Line]:
    """The island's sectors: bodies and people, then each line of work, then what no line claims.

    ``edges`` are those inside the island (:func:`inner_edges`).
    """
    heads = [n for n in island.members if view.nodes[n].cls == "Initiative" and n != island.centre]
    parent, depth = _parents(edges, heads)
    near = _neighbours(edges)
    under = _heads_of(view, island, edges, near, depth)
    lines = {head: Line(head) for head in heads}
    context, rest = Line(), Line()
    for n in island.members:
        if n in under:
            lines[under[n]].members.append(n)
        elif n not in lines and n != island.centre:
            (context if view.nodes[n].cls in (*_CONTEXT, "Place", "Event") else rest).members.append(n)
    top = _nest(lines, parent, depth, rest)
    for line in (*lines.values(), context, rest):
        line.members = _ringed(view, line.members, near)
    return [line for line in (context, *top, rest) if line.head is not None or line.members]


def _nest(lines: dict[int, Line], parent: dict[int, int], depth: dict[int, int], rest: Line) -> list[Line]:
    """Hang each line under its parent and give the topmost. What holds nothing needs no sector."""
    top = []
    for head in sorted(lines, key=lambda h: (-depth[h], h)):
        line = lines[head]
        upper = lines[parent[head]] if head in parent else None
        if not line.members and not line.parts:
            (upper or rest).members.append(head)
        elif upper is None:
            top.append(line)
        else:
            upper.parts.append(line)
    for line in lines.values():
        line.parts.sort(key=lambda part: part.head or 0)
    return sorted(top, key=lambda line: line.head or 0)
