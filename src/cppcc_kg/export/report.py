"""``report.json``: what a build read and found, in numbers."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

from cppcc_kg.model import CLASSES, KnowledgeGraph
from cppcc_kg.resolution.ledger import Ruling


def report(
    graph: KnowledgeGraph, *, sentences: int, told: int, warnings: Sequence[str], rulings: Sequence[Ruling] = ()
) -> dict[str, object]:
    """The report as plain data. ``told`` of ``sentences`` sentences gave at least one fact or figure.

    ``rulings`` are the ledger's lines: what was decided, by whom and why stands here and not in the graph.
    """
    classes = Counter(entity.cls for entity in graph.entities)
    properties = Counter(fact.predicate for fact in graph.facts)
    rules = Counter(rule for fact in graph.facts for rule in fact.rules)
    return {
        "documents": [
            {
                "identifier": document.identifier,
                "articles": [article.title for article in graph.articles if article.document == document.identifier],
            }
            for document in graph.documents
        ],
        "articles": len(graph.articles),
        "entities": {cls: classes[cls] for cls in CLASSES if classes[cls]},
        "facts": {"total": len(graph.facts), "by_property": dict(sorted(properties.items()))},
        "facts_by_rule": dict(sorted(rules.items())),
        "measures": len(graph.measures),
        "sentences": {"total": sentences, "with_fact": told, "share": round(told / sentences, 4) if sentences else 0.0},
        "warnings": sorted(warnings),
        "ledger": [_ruling(ruling) for ruling in rulings],
    }


def _ruling(ruling: Ruling) -> dict[str, object]:
    line = ruling.decision
    said = {"line": line.place, "do": line.do, "about": line.about, "why": line.why, "by": line.by}
    return {**said, "obeyed": ruling.note is None} | ({"note": ruling.note} if ruling.note is not None else {})


def to_json(data: dict[str, object]) -> bytes:
    """The report as UTF-8 JSON, two blanks a level, ended by a line end."""
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")
