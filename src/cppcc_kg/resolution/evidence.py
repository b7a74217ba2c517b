"""Which passages of a thing or fact are kept: few, but at least one from each document that speaks of it."""

from __future__ import annotations

from collections.abc import Iterable

from cppcc_kg.model import Evidence

#: Passages kept of a thing or fact, where no more documents than that speak of it.
MOST_EVIDENCE = 8


def kept(passages: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """The first passage of each document, and the next ones in order up to :data:`MOST_EVIDENCE`; in order.

    What is kept of a union is what is kept of the union of what is kept of its parts, if no document is in two parts:
    so a corpus may be read in parts.

    >>> from cppcc_kg.model import Span
    >>> many = [Evidence(f"{d}.txt", Span(n, n + 1), "x") for d in "ab" for n in range(9)]
    >>> [(e.document, e.span.begin) for e in kept(many)][-2:]
    [('a.txt', 6), ('b.txt', 0)]
    """
    ordered = sorted(passages)
    if len(ordered) <= MOST_EVIDENCE:
        return tuple(ordered)
    firsts = {evidence.document: evidence for evidence in reversed(ordered)}
    chosen = set(firsts.values())
    for evidence in ordered:
        if len(chosen) >= MOST_EVIDENCE:
            break
        chosen.add(evidence)
    return tuple(evidence for evidence in ordered if evidence in chosen)
