"""Two tables, nodes and edges, with the headers that ``neo4j-admin database import`` reads; so do spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from cppcc_kg.export.formats.base import Format, clean
from cppcc_kg.export.network import Values, to_networkx
from cppcc_kg.model import KnowledgeGraph

#: Column in the file -> the attribute that it holds.
NODES = {
    "id:ID": "", "label": "label", ":LABEL": "class", "district": "district", "themes:string[]": "themes",
    "altLabels:string[]": "altLabels", "frequency:string[]": "frequency", "level": "level", "code": "code",
    "quantityOf": "quantityOf", "value:double": "value", "low:double": "low", "high:double": "high", "unit": "unit",
    "period": "period", "asOf": "asOf", "quote": "quote", "source": "source",
}  # fmt: skip
EDGES = {
    ":START_ID": "", ":END_ID": "", ":TYPE": "predicate", "fact": "", "derived:boolean": "derived",
    "score:double": "score", "role": "role", "asOf": "asOf", "rules:string[]": "rules", "quote": "quote",
    "source": "source",
}  # fmt: skip


def _cell(value: str | float | bool | None) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:.15g}" if isinstance(value, float) else " ".join(clean(value).split())


def _row(columns: Mapping[str, str], own: Mapping[str, str], values: Values) -> list[str]:
    return [own[column] if column in own else _cell(values.get(name)) for column, name in columns.items()]


def _table(columns: Iterable[str], rows: Iterable[Sequence[str]]) -> bytes:
    """RFC 4180 in UTF-8. No byte-order mark: Neo4j would take it for a part of the first header."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8")


def _write(graph: KnowledgeGraph) -> dict[str, bytes]:
    network = to_networkx(graph)
    nodes = [_row(NODES, {"id:ID": node}, values) for node, values in network.nodes(data=True)]
    edges = [
        _row(EDGES, {":START_ID": one, ":END_ID": other, "fact": key}, values)
        for one, other, key, values in network.edges(keys=True, data=True)
    ]
    return {"-nodes.csv": _table(NODES, nodes), "-edges.csv": _table(EDGES, edges)}


FORMAT = Format("csv", "CSV 两表：节点与关系，可直接导入 Neo4j", "CSV, nodes and edges with headers for Neo4j", _write)
