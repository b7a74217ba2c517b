"""What the Turtle of one subject says, read from the form that :mod:`cppcc_kg.graph.turtle` writes and no other.

Quicker by far than a parser that makes an object of every term, and for what a build has written itself as good.
"""

from __future__ import annotations

import re
from functools import cache

from cppcc_kg.graph import vocabulary as v

_END, _NEXT, _AND = " .\n", " ;\n\t", " , "
_TERM = re.compile(r'"((?:[^"\\]|\\.)*)"(?:@[a-zA-Z-]+|\^\^\S+)?|(<[^>]*>|[^\s,]\S*)')
#: A string in which nothing is escaped, alone.
_PLAIN = re.compile(r'"([^"\\]*)"(?:@[a-zA-Z-]+|\^\^\S+)?')
_ESCAPE = re.compile(r"\\(?:u([0-9A-F]{4})|(.))")
_MEANT = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r"}


def said(block: str) -> tuple[str, dict[str, str]]:
    """IRI of the subject, and by predicate as it is written the objects as they are written.

    >>> said('ent:a a ckg:Place ;\\n\\tckg:begin 5 .\\n')
    ('https://w3id.org/cppcc-kg/id/entity/a', {'a': 'ckg:Place', 'ckg:begin': '5'})
    """
    subject, _, rest = block.removesuffix(_END).partition(" ")
    found = {}
    for line in rest.split(_NEXT):
        predicate, _, objects = line.partition(" ")
        found[predicate] = objects
    return _whole(subject), found


@cache
def predicate(iri: str) -> str:
    """A predicate as it is written."""
    if iri == v.RDF + "type":
        return "a"
    return next(f"{prefix}:{iri.removeprefix(base)}" for prefix, base in v.PREFIXES.items() if iri.startswith(base))


def values(objects: str) -> list[str]:
    """IRIs and lexical forms of objects as they are written, sorted."""
    if '"' not in objects:
        return [_whole(objects)] if _AND not in objects else sorted(map(_whole, objects.split(_AND)))
    if one := _PLAIN.fullmatch(objects):
        return [one[1]]
    return sorted(
        _whole(match[2]) if match[2] is not None else _ESCAPE.sub(_unescaped, match[1])
        for match in _TERM.finditer(objects)
    )


def _unescaped(found: re.Match[str]) -> str:
    return chr(int(found[1], 16)) if found[1] else _MEANT.get(found[2], found[2])


def _whole(term: str) -> str:
    """A prefixed name or an IRI in full; a number as it is."""
    prefix, colon, local = term.partition(":")
    if not colon:
        return term
    if term[0] == "<":
        return term[1:-1]
    return v.PREFIXES[prefix] + (local.replace("\\", "") if "\\" in local else local)
