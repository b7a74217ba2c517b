"""Answers as text: a table for people, and the W3C's CSV, TSV, JSON and Turtle for programs."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Callable
from xml.etree.ElementTree import Element, SubElement, tostring

from pyoxigraph import BlankNode, Literal, NamedNode

from cppcc_kg.errors import QueryError
from cppcc_kg.graph.serializing import serialize_turtle
from cppcc_kg.graph.sparql import QueryResult, Term
from cppcc_kg.graph.vocabulary import PREFIXES, XSD

#: In a table, columns wider than this are cut. The last, where a sentence stands if any, is left whole.
WIDEST = 60
_GAP = "  "
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def shorten(iri: str) -> str:
    """``iri`` as ``prefix:local`` where a preset prefix fits, else in angle brackets.

    >>> shorten("https://w3id.org/cppcc-kg/ontology#Practice")
    'ckg:Practice'
    """
    for prefix, base in PREFIXES.items():
        local = iri.removeprefix(base)
        if local != iri and local and not set("/#?") & set(local):
            return f"{prefix}:{local}"
    return f"<{iri}>"


def width(text: str) -> int:
    """Columns that ``text`` takes in a terminal: Chinese characters two, combining marks none.

    >>> width("区县 A")
    6
    """
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def _visible(text: str) -> str:
    """One line without control characters: a quote can neither break the table nor steer a terminal."""
    spaced = " ".join(text.split())
    return "".join("\ufffd" if unicodedata.category(char) in ("Cc", "Cf") else char for char in spaced)


def _cell(term: Term | None) -> str:
    if term is None:
        return ""
    if isinstance(term, NamedNode):
        return _visible(shorten(term.value))
    return _visible(term.value if isinstance(term, Literal) else str(term))


def cut(text: str, widest: int) -> str:
    """The text, or as much of its beginning as fits into so many columns with ``…`` after it."""
    if width(text) <= widest:
        return text
    while width(text) > widest - 1:
        text = text[:-1]
    return text + "…"


def _is_number(term: Term | None) -> bool:
    numeric = {XSD + name for name in ("decimal", "integer", "double", "float")}
    return isinstance(term, Literal) and term.datatype.value in numeric


def _table(result: QueryResult) -> str:
    if result.kind == "truth":
        return "yes\n" if result.truth else "no\n"
    cells = [[*(cut(_cell(t), WIDEST) for t in row[:-1]), *map(_cell, row[-1:])] for row in result.rows]
    columns = range(len(result.variables))
    wide = [max(map(width, (result.variables[i], *(row[i] for row in cells)))) for i in columns]
    right = [any(_is_number(row[i]) for row in result.rows) for i in columns]

    def line(texts: list[str]) -> str:
        padded = []
        for text, space, flush_right in zip(texts, wide, right, strict=True):
            blank = " " * (space - width(text))
            padded.append(blank + text if flush_right else text + blank)
        return _GAP.join(padded).rstrip() + "\n"

    return "".join(map(line, [list(result.variables), ["─" * space for space in wide], *cells]))


def _csv(result: QueryResult) -> str:
    """SPARQL 1.1 CSV: bare values, CRLF."""
    if result.kind == "truth":
        return f"{str(result.truth).lower()}\r\n"
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(result.variables)
    for row in result.rows:
        writer.writerow("" if t is None else t.value if isinstance(t, NamedNode | Literal) else str(t) for t in row)
    return out.getvalue()


def _tsv(result: QueryResult) -> str:
    """SPARQL 1.1 TSV: terms as Turtle writes them; tabs and line breaks within are escaped."""
    if result.kind == "truth":
        return f"{str(result.truth).lower()}\n"
    lines = ["\t".join(f"?{name}" for name in result.variables)]
    for row in result.rows:
        texts = ("" if term is None else str(term) for term in row)
        lines.append("\t".join(text.replace("\t", "\\t") for text in texts))
    return "\n".join(lines) + "\n"


def _json_term(term: Term) -> dict[str, str]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if not isinstance(term, Literal):
        raise QueryError("a triple term has no place in SPARQL 1.1 JSON", hint="select its parts instead")
    plain = {"type": "literal", "value": term.value}
    if term.language:
        return {**plain, "xml:lang": term.language}
    return plain if term.datatype.value == XSD + "string" else {**plain, "datatype": term.datatype.value}


def _json(result: QueryResult) -> str:
    """SPARQL 1.1 JSON results."""
    answer: dict[str, object] = {"head": {}, "boolean": result.truth}
    if result.kind == "rows":
        bindings = [
            {name: _json_term(term) for name, term in zip(result.variables, row, strict=True) if term is not None}
            for row in result.rows
        ]
        answer = {"head": {"vars": list(result.variables)}, "results": {"bindings": bindings}}
    return json.dumps(answer, ensure_ascii=False, indent=1) + "\n"


def _xml(result: QueryResult) -> str:
    """SPARQL Query Results XML Format."""
    root = Element("sparql", xmlns="http://www.w3.org/2005/sparql-results#")
    head = SubElement(root, "head")
    if result.kind == "truth":
        SubElement(root, "boolean").text = str(result.truth).lower()
    else:
        for name in result.variables:
            SubElement(head, "variable", name=name)
        rows = SubElement(root, "results")
        for row in result.rows:
            line = SubElement(rows, "result")
            for name, term in zip(result.variables, row, strict=True):
                if term is not None:
                    _xml_term(SubElement(line, "binding", name=name), term)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _xml_term(binding: Element, term: Term) -> None:
    """XML has no place for control characters; each becomes U+FFFD."""
    said = _json_term(term)
    element = SubElement(binding, said["type"])
    element.text = _NOT_XML.sub("\ufffd", said["value"])
    for name in ("xml:lang", "datatype"):
        if name in said:
            element.set(name, said[name])


def _ntriples(result: QueryResult) -> str:
    return "".join(f"{triple} .\n" for triple in result.triples)


def _turtle(result: QueryResult) -> str:
    return serialize_turtle(result.triples).decode()


FORMATS: dict[str, Callable[[QueryResult], str]] = {
    "table": _table,
    "csv": _csv,
    "tsv": _tsv,
    "json": _json,
    "xml": _xml,
    "ttl": _turtle,
    "nt": _ntriples,
}
#: Formats for triples; the others are for rows and truth.
GRAPH_FORMATS = ("ttl", "nt")


def render(result: QueryResult, format: str | None = None) -> str:
    """``result`` in one of :data:`FORMATS`; without ``format`` a table, or Turtle for a graph.

    Raises :class:`QueryError` where the format cannot carry the result: ``ttl`` and ``nt`` are for CONSTRUCT and
    DESCRIBE alone, and they have no other.
    """
    chosen = format or ("ttl" if result.kind == "graph" else "table")
    if chosen not in FORMATS:
        raise QueryError(f"there is no format {chosen!r}", hint=f"choose one of {', '.join(FORMATS)}")
    if (chosen in GRAPH_FORMATS) != (result.kind == "graph"):
        if chosen in GRAPH_FORMATS:
            raise QueryError(
                "SELECT and ASK give no triples, so not Turtle", hint="use --format table, csv, tsv or json"
            )
        raise QueryError(f"CONSTRUCT and DESCRIBE give triples, which {chosen} cannot hold", hint="use --format ttl")
    return FORMATS[chosen](result)
