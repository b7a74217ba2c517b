"""GEXF, the native format of Gephi."""

from __future__ import annotations

import io

from cppcc_kg.export.formats.base import Format, clean
from cppcc_kg.export.network import to_networkx
from cppcc_kg.model import KnowledgeGraph


def _write(graph: KnowledgeGraph) -> dict[str, bytes]:
    import networkx as nx
    from networkx.readwrite.gexf import GEXFWriter

    network = to_networkx(graph)
    plain: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, values in network.nodes(data=True):
        plain.add_node(node, **_cleaned(values))
    for one, other, key, values in network.edges(keys=True, data=True):
        # "id" and "label" are the edge's own in GEXF, the rest are attributes.
        plain.add_edge(one, other, key=key, id=key, **_cleaned(values))
    writer = GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    writer.add_graph(plain)
    for meta in writer.xml.iter("meta"):
        meta.attrib.pop("lastmodifieddate", None)  # the same graph is the same bytes on any day
    out = io.BytesIO()
    writer.write(out)
    return {".gexf": out.getvalue()}


def _cleaned(values: dict[str, object]) -> dict[str, object]:
    return {name: clean(value) if isinstance(value, str) else value for name, value in values.items()}


FORMAT = Format("gexf", "GEXF，Gephi 的格式", "GEXF, for Gephi", _write)
