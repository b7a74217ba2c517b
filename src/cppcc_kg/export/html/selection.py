"""Which part of a graph a page holds: districts, themes, a node's surroundings, and at most so many nodes."""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from cppcc_kg.errors import UsageError
from cppcc_kg.export.html.records import repeats
from cppcc_kg.model import CLASSES, LITERALS, THEMES, Entity, KnowledgeGraph

#: At most this share of a page's nodes goes to what no district owns (campaigns, places, people).
SHARED_SHARE = 5


@dataclass(frozen=True, slots=True)
class Owners:
    """Whose each entity is: the id of its committee's district, else of the committee; ``""`` if nobody's."""

    of: dict[str, str]

    @staticmethod
    def read(graph: KnowledgeGraph) -> Owners:
        """Owners from scopes and from which committee serves which district (the first, if several)."""
        served: dict[str, str] = {}
        for fact in sorted(graph.facts, key=lambda f: (f.subject, f.object)):
            if fact.predicate == "serves":
                served.setdefault(fact.subject, fact.object)
        owning = {e.scope for e in graph.entities if e.scope} or set(served)
        districts = {served[body] for body in owning if body in served}

        def owner(entity: Entity) -> str:
            if entity.id in districts:
                return entity.id
            body = entity.scope or (entity.id if entity.id in owning else "")
            return served.get(body, body)

        return Owners({entity.id: owner(entity) for entity in graph.entities})


def _ends(graph: KnowledgeGraph) -> list[tuple[str, str]]:
    """The two ends of each fact between entities, in the order of content."""
    known = {entity.id for entity in graph.entities}
    pairs = ((f.subject, f.object) for f in graph.facts if f.predicate not in LITERALS and not repeats(f))
    return sorted({(a, b) for a, b in pairs if a in known and b in known and a != b})


def _neighbours(graph: KnowledgeGraph) -> defaultdict[str, set[str]]:
    near: defaultdict[str, set[str]] = defaultdict(set)
    for a, b in _ends(graph):
        near[a].add(b)
        near[b].add(a)
    return near


def keep(graph: KnowledgeGraph, ids: Collection[str]) -> KnowledgeGraph:
    """The graph of these entities alone, with the facts among them and their figures."""
    kept = set(ids)
    measures = {m.id for m in graph.measures}
    facts = tuple(
        f
        for f in graph.facts
        if f.subject in kept and (f.object in kept or f.predicate in ("hasTheme", "frequency") or f.object in measures)
    )
    counted = {f.object for f in facts if f.predicate == "hasMeasure"}
    return replace(
        graph,
        entities=tuple(e for e in graph.entities if e.id in kept),
        facts=facts,
        measures=tuple(m for m in graph.measures if m.id in counted),
    )


def _with_owners(graph: KnowledgeGraph, ids: Collection[str]) -> set[str]:
    """The entities, the committees whose they are, and the districts that these serve: a page is drawn by district."""
    kept = set(ids)
    kept |= {e.scope for e in graph.entities if e.id in kept and e.scope}
    return kept | {f.object for f in graph.facts if f.predicate == "serves" and f.subject in kept}


def _close(name: str, known: Iterable[str], kind: str) -> UsageError:
    near = difflib.get_close_matches(name, sorted(set(known)), n=3, cutoff=0.4)
    hint = "did you mean " + " or ".join(near) + "?" if near else f"name a {kind} as the graph does"
    return UsageError(f"the graph has no {kind} {name!r}", hint=hint)


def _named(entities: Iterable[Entity], name: str, kind: str) -> list[str]:
    """Entities of this label, code or other form; a label goes before another form."""
    entities = list(entities)
    found = [e.id for e in entities if name in (e.label, e.code)]
    found = found or [e.id for e in entities if name in e.alternatives]
    if not found:
        raise _close(name, (form for e in entities for form in (e.label, *e.alternatives)), kind)
    return found


def of_districts(graph: KnowledgeGraph, names: Sequence[str]) -> KnowledgeGraph:
    """What these districts own, and what nobody owns but a fact ties to it.

    Raises:
        UsageError: a name is no district's that has a committee in the graph.
    """
    owners = Owners.read(graph)
    owning = set(owners.of.values()) - {""}
    candidates = [e for e in graph.entities if e.id in owning]
    chosen = {id for name in names for id in _named(candidates, name, "district")}
    own = {id for id, owner in owners.of.items() if owner in chosen}
    near = _neighbours(graph)
    tied = {other for id in own for other in near[id] if owners.of[other] == ""}
    return keep(graph, own | tied)


def of_themes(graph: KnowledgeGraph, themes: Sequence[str]) -> KnowledgeGraph:
    """What has one of the themes, what a fact ties to it, and whose it is.

    Raises:
        UsageError: a name is no theme of the scheme.
    """
    for theme in themes:
        if theme not in THEMES:
            raise _close(theme, THEMES, "theme")
    own = {f.subject for f in graph.facts if f.predicate == "hasTheme" and f.object in themes}
    near = _neighbours(graph)
    tied = own | {other for id in own for other in near[id]}
    return keep(graph, _with_owners(graph, tied))


def around(graph: KnowledgeGraph, label: str, depth: int) -> KnowledgeGraph:
    """The nodes of this label, what lies at most ``depth`` facts from one of them, and whose they are.

    Raises:
        UsageError: no node has the label.
    """
    found = set(_named(graph.entities, label, "node"))
    near = _neighbours(graph)
    fresh = found
    for _ in range(depth):
        fresh = {other for id in fresh for other in near[id]} - found
        found = found | fresh
    return keep(graph, _with_owners(graph, found))


def quotas(sizes: Sequence[int], limit: int) -> list[int]:
    """How many each may have so that all have ``limit``: the same for all, and what one does not need goes to the rest.

    >>> quotas([2, 9, 9], 12), quotas([5, 5], 1)
    ([2, 5, 5], [0, 1])
    """
    given = [0] * len(sizes)
    left = limit
    order = sorted(range(len(sizes)), key=lambda i: (sizes[i], i))
    for place, i in enumerate(order):
        given[i] = min(sizes[i], left // (len(order) - place))
        left -= given[i]
    for i in range(len(sizes)):
        if left and given[i] < sizes[i]:
            given[i] += 1
            left -= 1
    return given


def limited(graph: KnowledgeGraph, most: int) -> KnowledgeGraph:
    """At most ``most`` entities: the best-linked of each district, each district the same share, then shared ones."""
    if len(graph.entities) <= most:
        return graph
    owners = Owners.read(graph).of
    degree = Counter(id for pair in _ends(graph) for id in pair)
    rank = {cls: place for place, cls in enumerate(CLASSES)}

    def weight(entity: Entity) -> tuple[bool, int, int, str, str]:
        heads = entity.id == owners[entity.id] or entity.id in scopes
        return (not heads, -degree[entity.id], rank.get(entity.cls, len(rank)), entity.label, entity.id)

    scopes = {entity.scope for entity in graph.entities}
    groups: defaultdict[str, list[Entity]] = defaultdict(list)
    for entity in sorted(graph.entities, key=weight):
        groups[owners[entity.id]].append(entity)
    shared = groups.pop("", [])
    room = min(len(shared), most // SHARED_SHARE)
    names = sorted(groups)
    shares = quotas([len(groups[name]) for name in names], most - room)
    kept = {e.id for name, share in zip(names, shares, strict=True) for e in groups[name][:share]}
    near = _neighbours(graph)
    # Of what nobody owns, that which ties most of the chosen together.
    shared.sort(key=lambda e: (-len(near[e.id] & kept), e.label, e.id))
    kept |= {e.id for e in shared[: most - len(kept)]}
    return keep(graph, kept)
