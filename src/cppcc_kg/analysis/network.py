"""The graph as a network (networkx): a way between two things, and what its shape says, in words."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import networkx as nx

from cppcc_kg.analysis.context import Context
from cppcc_kg.analysis.tables import Table, named
from cppcc_kg.analysis.wording import CLASS_WORDS, RELATION_WORDS, quote_of
from cppcc_kg.errors import UsageError
from cppcc_kg.model import Entity, Fact

#: At most so many rows of each kind.
_MOST = 10
#: Of more nodes centrality is estimated, since its cost is their number times that of the links.
_EXACT = 400
#: A derived fact counts as so many steps, so that a way along what texts say is preferred.
_DERIVED_STEP = 3
#: Derived repetitions of read facts; a way over them would say nothing new.
_LEFT_OUT = ("district", "hasPart")


def network(context: Context) -> nx.MultiDiGraph[str]:
    """Entities as nodes, facts between them as edges that carry the fact."""
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    made.add_nodes_from(context.entities)
    for fact in context.graph.facts:
        if fact.object in context.entities and fact.predicate not in _LEFT_OUT:
            made.add_edge(fact.subject, fact.object, key=fact.predicate, fact=fact)
    return made


def path(one: list[Entity], other: list[Entity], context: Context) -> Table:
    """The shortest way from any of ``one`` to any of ``other``, step by step, along facts in either direction."""
    net = network(context)
    both = _both_ways(net)
    ways = []
    for a in one:
        steps: dict[str, float]
        reach: dict[str, list[str]]
        steps, reach = nx.single_source_dijkstra(both, a.id, weight="steps")  # type: ignore[assignment]
        ways += [(steps[b.id], reach[b.id]) for b in other if b.id in reach and b.id != a.id]
    if not ways:
        raise UsageError(f"no way leads from {one[0].label!r} to {other[0].label!r}", hint="the two share no fact")
    _, way = min(ways)
    columns = (("from", "从"), ("relation", "关系"), ("to", "到"), ("quote", "原文"), ("source", "出处"))
    return Table(columns, tuple(_step(a, b, net, context) for a, b in pairwise(way)))


def _both_ways(net: nx.MultiDiGraph[str]) -> nx.Graph[str]:
    """Facts in either direction, with the steps that each counts as. In order: of ways as short the first is taken."""
    steps: dict[tuple[str, str], int] = {}
    fact: Fact
    for a, b, fact in net.edges(data="fact"):
        ends = (min(a, b), max(a, b))
        counted = _DERIVED_STEP if fact.derivation == "derived" else 1
        steps[ends] = min(counted, steps.get(ends, counted))
    made: nx.Graph[str] = nx.Graph()
    made.add_nodes_from(sorted(net))
    made.add_edges_from((a, b, {"steps": steps[a, b]}) for a, b in sorted(steps))
    return made


def _step(a: str, b: str, net: nx.MultiDiGraph[str], context: Context) -> tuple[str, ...]:
    edges = [(False, data["fact"]) for data in (net.get_edge_data(a, b) or {}).values()]
    edges += [(True, data["fact"]) for data in (net.get_edge_data(b, a) or {}).values()]
    backward, fact = min(edges, key=lambda edge: (edge[1].derivation == "derived", edge[0], edge[1].predicate))
    assert isinstance(fact, Fact)
    word = RELATION_WORDS.get(fact.predicate, fact.predicate)
    names = (named(a, context), f"←{word}" if backward else f"{word}→", named(b, context))
    return (*names, *quote_of(fact))


def stats(context: Context) -> Table:
    """Size, degrees, centrality, communities and bridges between districts: what, how much, and what it means."""
    net = network(context)
    simple: nx.Graph[str] = nx.Graph(net)
    rows: list[tuple[str, str, str, str]] = [
        ("规模", "对象", str(net.number_of_nodes()), "图中的对象数，不计数据和句段"),
        ("规模", "关系", str(net.number_of_edges()), "对象之间的事实数，含推得的同类做法"),
        ("规模", "连通片", str(nx.number_connected_components(simple)), "彼此不相连的部分"),
    ]
    for node, degree in _top(dict(simple.degree())):
        word = CLASS_WORDS[context.entities[node].cls]
        rows.append(("关联最多", named(node, context), str(degree), f"{word}，直接关联{degree}个对象"))
    for node, score in _top(_betweenness(simple)):
        rows.append(("居间程度", named(node, context), f"{score:.4f}", "其他对象之间的最短路径有多大比例经过它"))
    rows.extend(_bridges(net, context))
    rows.extend(_communities(_ordered(simple), context))
    return Table((("kind", "项目"), ("name", "名称"), ("value", "数值"), ("meaning", "说明")), tuple(rows))


def _top(scores: dict[str, float]) -> list[tuple[str, float]]:
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:_MOST]


def _bridges(net: nx.MultiDiGraph[str], context: Context) -> list[tuple[str, str, str, str]]:
    """What links districts: shared nodes with work of two districts or more, and pairs of districts by similar work."""
    rows = []
    shared: dict[str, set[str]] = {}
    for node in net:
        around = {context.place(n) for n in nx.all_neighbors(net, node) if n in context.districts}
        if node not in context.districts and len(around) > 1:
            shared[node] = around
    for node, places in sorted(shared.items(), key=lambda item: (-len(item[1]), item[0]))[:_MOST]:
        rows.append(("区县之间的桥", context.entities[node].label, str(len(places)), "、".join(sorted(places))))
    pairs: Counter[tuple[str, str]] = Counter()
    for one, other, key in net.edges(keys=True):
        if key == "similarTo" and one < other and one in context.districts and other in context.districts:
            a, b = sorted((context.place(one), context.place(other)))
            pairs[a, b] += 1
    for (a, b), count in sorted(pairs.items(), key=lambda item: (-item[1], item[0]))[:_MOST]:
        rows.append(("同类做法最多的两地", f"{a} — {b}", str(count), f"{count}对同类做法"))
    return rows


def _ordered(simple: nx.Graph[str]) -> nx.Graph[str]:
    """The same network with nodes and edges in the order of their names, which sampling and grouping depend on."""
    made: nx.Graph[str] = nx.Graph()
    made.add_nodes_from(sorted(simple))
    made.add_edges_from(sorted((min(a, b), max(a, b)) for a, b in simple.edges()))
    return made


def _betweenness(simple: nx.Graph[str]) -> dict[str, float]:
    """Exact up to :data:`_EXACT` nodes, beyond that from as many sources drawn with a fixed seed."""
    found = nx.betweenness_centrality(_ordered(simple), k=min(_EXACT, simple.number_of_nodes()), seed=0)
    return {node: round(score, 4) for node, score in found.items() if score > 0}


def _communities(ordered: nx.Graph[str], context: Context) -> list[tuple[str, str, str, str]]:
    """Groups that hang together (Louvain, a fixed seed), the largest first, each told by its best-linked members."""
    if not ordered.number_of_edges():
        return []
    groups = nx.community.louvain_communities(ordered, seed=0)
    rows = []
    for group in sorted(groups, key=lambda g: (-len(g), min(g)))[:_MOST]:
        best = sorted(group, key=lambda n: (-ordered.degree(n), n))[:4]
        names = "、".join(named(n, context) for n in best)
        rows.append(("群落", names, str(len(group)), f"以上对象为中心的{len(group)}个对象"))
    return rows
