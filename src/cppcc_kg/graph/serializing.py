"""Triples as Turtle, in the order given and under the prefixes of the vocabulary."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Quad, RdfFormat, Triple, serialize

from cppcc_kg.graph import vocabulary as v


def serialize_turtle(triples: Iterable[Triple]) -> bytes:
    """``triples``, in the order given, as UTF-8 Turtle with the prefixes of the vocabulary."""
    return head() + body(triples)


def head() -> bytes:
    """The declarations of the prefixes."""
    return "".join(f"@prefix {prefix}: <{base}> .\n" for prefix, base in v.PREFIXES.items()).encode()


def body(said: Iterable[Triple] | Iterable[Quad], format: RdfFormat = RdfFormat.TURTLE) -> bytes:
    """What is said alone: the serializer orders the prefixes anew at each run, so its first lines are left out."""
    data = serialize(said, format=format, prefixes=v.PREFIXES)
    assert data is not None
    *drawn, rest = data.split(b"\n", len(v.PREFIXES)) if data else [data]
    assert all(line.startswith(b"@prefix ") for line in drawn)
    return rest
