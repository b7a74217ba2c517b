"""The page itself: pyvis builds the network, our own template and scripts show it."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from pyvis.network import Network

from cppcc_kg.export.html.islands import group
from cppcc_kg.export.html.labels import class_words, predicate_words
from cppcc_kg.export.html.layout import Layout, lay_out
from cppcc_kg.export.html.quotes import inert
from cppcc_kg.export.html.symbols import CENTRE_SIZE, SHARED_TONE, TONES, symbol
from cppcc_kg.export.html.view import EdgeView, NodeView, View, view_of
from cppcc_kg.model import CLASSES, RELATIONS, KnowledgeGraph

_ASSETS = Path(__file__).resolve().parent / "assets"
_LIBRARY = "vendor/vis-network-10.1.5.standalone.umd.min.js"
_SCRIPTS = ("state.js", "canvas.js", "card.js", "search.js", "page.js")

#: Style sheets that vis-network 10.1.5 adds to the document when it loads (assets/README.md tells how to list
#: them). Naming each keeps 'unsafe-inline' out of the policy.
_LIBRARY_STYLES = (
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",  # empty: filled after it is added
    "'sha256-OutIf5hnp68ctx4ThtV5J02g5HTJ5bbu/hkNfqVXWWo='",
    "'sha256-4cgFR0//m8/eHo2G/esYsuZetUHlzCUWYM59sfgE9zY='",
    "'sha256-uepMTym1NwItBa/XV6ef6fQobLL0A0CNVDM5km5L+nQ='",
    "'sha256-gGUn/VMBXCeWm86qX/pOf+4ZDSbe0JcaXXb4rJjw1mA='",
    "'sha256-QuPewnJYr+SnQiTnCNHFBw99ExTsz9f8w5320PimEPw='",
    "'sha256-IY7YKNHjbzQ1NfAKrBZvBZohgXMtxrqB9PaqhAaT3vg='",
    "'sha256-QE7TOEDW7YIlMzvUUnm8boDWeNBN7PBbaaYJjnp34WI='",
)

_OPTIONS: dict[str, Any] = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "dragNodes": False,
        "hideEdgesOnDrag": False,
        "hover": True,
        "keyboard": {"enabled": True, "bindToWindow": False},
        "multiselect": False,
        "selectConnectedEdges": False,
        "zoomSpeed": 0.6,
    },
    "edges": {"smooth": False, "chosen": False, "selectionWidth": 0, "hoverWidth": 0},
    "nodes": {"chosen": False, "shape": "custom"},
}


def _jsonable(value: Any) -> Any:
    """Dataclasses as objects without their empty fields."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        pairs = ((f.name, getattr(value, f.name)) for f in dataclasses.fields(value))
        return {name: _jsonable(item) for name, item in pairs if item is not False and item not in ("", ())}
    if isinstance(value, tuple | list):
        return [_jsonable(item) for item in value]
    if isinstance(value, dict):
        return {key: _jsonable(item) for key, item in value.items()}
    if isinstance(value, Decimal):
        return str(value)
    return inert(value) if isinstance(value, str) else value


def _rank(node: NodeView, number: int, layout: Layout) -> int:
    """Whose name is shown first when there is no room for all: 0 before 3."""
    if number in layout.centres:
        return 0
    if node.cls == "Campaign" or (node.cls == "Initiative" and layout.depth[number] < 2):
        return 1
    return 2 if node.cls in ("Initiative", "District") else 3


def _add_nodes(network: Network, view: View, layout: Layout) -> None:
    degree = Counter(end for edge in view.edges for end in (edge.source, edge.target))
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
    """How strongly an edge is drawn: an island's frame, its committee's spokes, between islands, other."""
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
    known = [predicate for predicate in (*RELATIONS, "frequency", "hasTheme") if predicate in met]
    return [{"id": p, **predicate_words(p)._asdict()} for p in [*known, *sorted(met - set(known))]]


def _regions(layout: Layout) -> list[dict[str, Any]]:
    plain = (n for n, region in enumerate(layout.regions) if not region.shared)
    tones = {n: TONES[seat % len(TONES)] for seat, n in enumerate(plain)}
    return [
        {**region._asdict(), **{"tone": tones.get(n, SHARED_TONE)._asdict()}} for n, region in enumerate(layout.regions)
    ]


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _read(name: str) -> str:
    """An asset as it will stand between its tags. HTML reads CRLF as LF, which would break the hash."""
    text = (_ASSETS / name).read_text(encoding="utf-8").replace("\r\n", "\n")
    return text.replace("//# sourceMappingURL=vis-network.min.js.map", "")


def _policy(scripts: list[str], style: str) -> str:
    return "; ".join(
        (
            "default-src 'none'",
            "script-src " + " ".join(_hash(script) for script in scripts),
            "style-src " + " ".join((_hash(style), *_LIBRARY_STYLES)),
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _environment(extra: dict[str, Any]) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_ASSETS),
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


def write_html(graph: KnowledgeGraph, *, title: str) -> str:
    """The complete text of the page, to be written as UTF-8. Equal graphs give equal text."""
    view = view_of(graph)
    layout = lay_out(view, group(view))
    network = Network(directed=True, cdn_resources="in_line", heading=inert(title))
    # A plain dict: pyvis's set_options takes text apart and strips spaces from font names.
    network.options = _OPTIONS
    _add_nodes(network, view, layout)
    _add_edges(network, view, layout)
    library, script, style = _read(_LIBRARY), "\n".join(_read(name) for name in _SCRIPTS), _read("page.css")
    # set_template_dir names the template; its environment neither escapes nor sorts, so ours takes its place.
    network.set_template_dir(str(_ASSETS), "template.html")
    network.templateEnv = _environment(
        {
            "policy": _policy([library, script], style),
            "library": Markup(library),
            "script": Markup(script),
            "style": Markup(style),
            "view": _jsonable(
                {
                    "classes": _legend(view),
                    "predicates": _predicates(view),
                    "regions": _regions(layout),
                    "sources": view.sources,
                    "documents": view.documents,
                    "measures": view.measures,
                }
            ),
        }
    )
    return str(network.generate_html())
