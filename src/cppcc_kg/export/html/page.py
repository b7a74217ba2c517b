"""The page itself: pyvis builds the network, our own template and scripts show it."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from pyvis.network import Network

from cppcc_kg.export.html.bundle import ASSETS, ENTRY, LIBRARY, policy, read, script
from cppcc_kg.export.html.islands import group
from cppcc_kg.export.html.labels import THEME_LABELS, class_words, predicate_words
from cppcc_kg.export.html.layout import Layout, lay_out
from cppcc_kg.export.html.pinyin import readings
from cppcc_kg.export.html.quotes import inert
from cppcc_kg.export.html.records import EdgeView, NodeView, View
from cppcc_kg.export.html.selection import limited
from cppcc_kg.export.html.symbols import CENTRE_SIZE, SHARED_TONE, TONES, symbol
from cppcc_kg.export.html.view import view_of
from cppcc_kg.model import CLASSES, RELATIONS, THEMES, KnowledgeGraph

#: A page with more nodes would open slowly, and no one reads so many.
MAX_NODES = 10_000

_OPTIONS: dict[str, Any] = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "dragNodes": False,
        "hover": True,
        "keyboard": {"enabled": False},
        "multiselect": False,
        "selectConnectedEdges": False,
        "zoomSpeed": 0.6,
    },
    "nodes": {"chosen": False, "shape": "custom"},
}


def _jsonable(value: Any) -> Any:
    """Dataclasses as objects without their empty fields."""
    if isinstance(value, str):
        return inert(value)
    if isinstance(value, tuple | list) and not hasattr(value, "_asdict"):
        return [_jsonable(item) for item in value]
    if isinstance(value, dict):
        return {key: _jsonable(item) for key, item in value.items()}
    if isinstance(value, Decimal):
        return str(value)
    if names := _fields(value.__class__):
        pairs = ((name, getattr(value, name)) for name in names)
        return {name: _jsonable(item) for name, item in pairs if item is not False and item not in ("", (), None)}
    return _jsonable(value._asdict()) if hasattr(value, "_asdict") else value


@cache
def _fields(cls: Any) -> tuple[str, ...]:
    """The fields of a dataclass; none of what is no dataclass."""
    return tuple(each.name for each in dataclasses.fields(cls)) if dataclasses.is_dataclass(cls) else ()


class _Numbers(list[int]):
    """The ids of nodes that are numbered from 0. The library asks for each node and each end of an edge if it is in."""

    def __contains__(self, number: object) -> bool:
        return isinstance(number, int) and 0 <= number < len(self)


def _rank(node: NodeView, number: int, layout: Layout) -> int:
    """Whose name is shown first when there is no room for all: 0 before 3."""
    if number in layout.centres:
        return 0
    if node.cls == "Campaign" or (node.cls == "Initiative" and layout.depth[number] < 2):
        return 1
    return 2 if node.cls in ("Initiative", "District") else 3


def _add_nodes(network: Network, view: View, layout: Layout) -> None:
    # What is alike elsewhere doesn't make a thing weigh more at home.
    told = [edge for edge in view.edges if edge.predicate != "similarTo"]
    degree = Counter(end for edge in told for end in (edge.source, edge.target))
    for number, node in enumerate(view.nodes):
        fields = _jsonable(node)
        x, y = layout.positions[number]
        network.add_node(
            number,
            label=fields.pop("label"),
            shape="custom",
            color=None,
            x=x,
            y=y,
            size=CENTRE_SIZE if number in layout.centres else symbol(node.cls).size,
            region=layout.group_of[number],
            rank=_rank(node, number, layout),
            degree=degree[number],
            **fields,
        )


def _kind(edge: EdgeView, layout: Layout) -> str:
    """How strongly an edge is drawn: an island's frame, its committee's spokes, between islands, alike, other."""
    if edge.predicate == "similarTo":
        return "alike"
    if layout.group_of[edge.source] != layout.group_of[edge.target]:
        return "across"
    if edge.predicate in ("partOf", "realizedBy"):
        return "frame"
    return "spoke" if {edge.source, edge.target} & layout.centres else "other"


def _add_edges(network: Network, view: View, layout: Layout) -> None:
    for number, edge in enumerate(view.edges):
        fields = _jsonable(edge)
        network.add_edge(fields.pop("source"), fields.pop("target"), id=number, kind=_kind(edge, layout), **fields)


def _legend(view: View) -> list[dict[str, Any]]:
    counts = Counter(node.cls for node in view.nodes)
    known = [cls for cls in CLASSES if cls in counts]
    return [
        {"id": cls, **class_words(cls)._asdict(), **symbol(cls)._asdict(), "count": counts[cls]}
        for cls in [*known, *sorted(counts.keys() - set(known))]
    ]


def _predicates(view: View) -> list[dict[str, str]]:
    met = {edge.predicate for edge in view.edges}
    met |= {literal.predicate for node in view.nodes for literal in node.literals}
    met |= {"hasMeasure"} if view.measures else set()
    known = [predicate for predicate in (*RELATIONS, "frequency", "hasTheme", "hasMeasure") if predicate in met]
    return [{"id": p, **predicate_words(p)._asdict()} for p in [*known, *sorted(met - set(known))]]


def _themes(view: View) -> list[dict[str, str]]:
    met = {literal.text for node in view.nodes for literal in node.literals if literal.predicate == "hasTheme"}
    known = [theme for theme in THEMES if theme in met]
    return [{"zh": t, "en": THEME_LABELS.get(t, "")} for t in [*known, *sorted(met - set(known))]]


def _regions(layout: Layout) -> list[dict[str, Any]]:
    plain = (n for n, region in enumerate(layout.regions) if not region.shared)
    tones = {n: TONES[seat % len(TONES)] for seat, n in enumerate(plain)}
    return [{**region._asdict(), "tone": tones.get(n, SHARED_TONE)} for n, region in enumerate(layout.regions)]


def _names(view: View) -> list[str]:
    return [name for node in view.nodes for name in (node.label, *node.alt)]


def _environment(extra: dict[str, Any]) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(ASSETS),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    environment.policies["json.dumps_kwargs"] = {
        "sort_keys": True,
        "allow_nan": False,
        "ensure_ascii": False,
        "separators": (",", ":"),
    }
    environment.globals.update(extra)
    return environment


def _build(view: View, layout: Layout, heading: str, template: str) -> Network:
    network = Network(directed=True, cdn_resources="in_line", heading=inert(heading))
    # A plain dict: pyvis's set_options takes text apart and strips spaces from font names.
    network.options = _OPTIONS
    network.node_ids = _Numbers()
    _add_nodes(network, view, layout)
    _add_edges(network, view, layout)
    # set_template_dir names the template; its environment neither escapes nor sorts, so ours takes its place.
    network.set_template_dir(str(ASSETS), template)
    return network


def write_html(
    graph: KnowledgeGraph,
    *,
    title: str,
    max_nodes: int = MAX_NODES,
    notes: Sequence[tuple[str, str]] = (),
    whole: int | None = None,
) -> str:
    """The complete text of the page, to be written as UTF-8. Equal graphs give equal text.

    At most ``max_nodes`` nodes are embedded, chosen fairly by district; the page says how many there are.
    ``notes`` say what part of a larger graph this is, in Chinese and English; ``whole`` how many nodes there are in
    all, where ``graph`` was chosen from a larger one already (as a build does).
    """
    library, own, style = read(LIBRARY), script(), read("page.css")
    shown: dict[str, Any] = {"library": Markup(library), "script": Markup(own), "style": Markup(style), "links": None}
    shown["policy"] = policy([library, own], style)
    return _written(graph, "template.html", shown, title=title, notes=notes, max_nodes=max_nodes, whole=whole)


def served_html(
    graph: KnowledgeGraph, *, title: str, links: Mapping[str, str], notes: Sequence[tuple[str, str]] = ()
) -> str:
    """The same page for a server: its scripts and style are fetched, and cards lead on to the server's other pages.

    ``links`` are where things lie: ``assets`` (the folder of these files), ``home``, and what a key or place is added
    to: ``entity``, ``around``, ``read``.
    """
    shown = {"library": LIBRARY, "entry": ENTRY, "links": dict(links)}
    return _written(graph, "served.html", shown, title=title, notes=notes)


def _written(
    graph: KnowledgeGraph,
    template: str,
    shown: dict[str, Any],
    *,
    title: str,
    notes: Sequence[tuple[str, str]],
    max_nodes: int = MAX_NODES,
    whole: int | None = None,
) -> str:
    view = view_of(limited(graph, max_nodes))
    layout = lay_out(view, group(view))
    network = _build(view, layout, title, template)
    facts = {
        "classes": _legend(view),
        "predicates": _predicates(view),
        "themes": _themes(view),
        "regions": _regions(layout),
        "sources": view.sources,
        "documents": view.documents,
        "articles": view.articles,
        "measures": view.measures,
        "readings": readings(_names(view)),
        "whole": len(graph.entities) if whole is None else whole,
        "notes": [{"zh": zh, "en": en} for zh, en in notes],
    }
    if shown["links"]:
        facts["links"] = shown["links"]
    network.templateEnv = _environment({**shown, "view": _jsonable(facts)})
    return str(network.generate_html())
