"""GraphML, for Gephi, yEd, Cytoscape, igraph and networkx."""

from __future__ import annotations

import io

from cppcc_kg.export.formats.base import Format, clean
from cppcc_kg.export.network import to_networkx
from cppcc_kg.model import KnowledgeGraph


def _write(graph: KnowledgeGraph) -> dict[str, bytes]:
    from networkx.readwrite.graphml import GraphMLWriter

    network = to_networkx(graph)
    for _, values in network.nodes(data=True):
        _clean(values)
    for *_, values in network.edges(keys=True, data=True):
        _clean(values)
    # Not nx.write_graphml: what that one writes depends on whether lxml is installed.
    writer = GraphMLWriter(encoding="utf-8", prettyprint=True, named_key_ids=True)
    writer.add_graph_element(network)
    out = io.BytesIO()
    writer.dump(out)
    return {".graphml": out.getvalue()}


def _clean(values: dict[str, object]) -> None:
    values.update({name: clean(value) for name, value in values.items() if isinstance(value, str)})


FORMAT = Format("graphml", "GraphML，供 Gephi、yEd、Cytoscape", "GraphML, for Gephi, yEd, Cytoscape, networkx", _write)
