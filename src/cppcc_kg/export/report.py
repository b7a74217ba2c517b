"""``report.json``: what a build read and found, in numbers."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from cppcc_kg.model import CLASSES, KnowledgeGraph, SourceDocument
from cppcc_kg.resolution.ledger import Ruling

_KEPT = re.compile(r"texts/[^/]+-[0-9a-f]{16}\.txt")


def report(
    graph: KnowledgeGraph, *, sentences: int, told: int, warnings: Sequence[str], rulings: Sequence[Ruling] = ()
) -> dict[str, object]:
    """The report on a graph at hand; see :func:`tabulated`."""
    titles: defaultdict[str, list[str | None]] = defaultdict(list)
    for article in graph.articles:
        titles[article.document].append(article.title)
    return tabulated(
        documents=[(document, titles[document.identifier]) for document in graph.documents],
        classes=Counter(entity.cls for entity in graph.entities),
        properties=Counter(fact.predicate for fact in graph.facts),
        rules=Counter(rule for fact in graph.facts for rule in fact.rules),
        measures=len(graph.measures),
        articles=len(graph.articles),
        sentences=sentences,
        told=told,
        warnings=warnings,
        rulings=rulings,
    )


def tabulated(
    *,
    documents: Iterable[tuple[SourceDocument, Sequence[str | None]]],
    articles: int,
    classes: Mapping[str, int],
    properties: Mapping[str, int],
    rules: Mapping[str, int],
    measures: int,
    sentences: int,
    told: int,
    warnings: Sequence[str],
    rulings: Sequence[Ruling] = (),
) -> dict[str, object]:
    """The report as plain data. ``told`` of ``sentences`` sentences gave at least one fact or figure.

    ``documents`` go with the titles of their articles; ``rulings`` the ledger's lines: what was decided,
    by whom and why stands here and not in the graph.
    """
    return {
        "documents": [_document(document, list(titles)) for document, titles in documents],
        "articles": articles,
        "entities": {cls: classes[cls] for cls in CLASSES if classes.get(cls)},
        "facts": {"total": sum(properties.values()), "by_property": dict(sorted(properties.items()))},
        "facts_by_rule": dict(sorted(rules.items())),
        "measures": measures,
        "sentences": {"total": sentences, "with_fact": told, "share": round(told / sentences, 4) if sentences else 0.0},
        "warnings": sorted(warnings),
        "ledger": [_ruling(ruling) for ruling in rulings],
    }


def _document(document: SourceDocument, titles: list[str | None]) -> dict[str, object]:
    """What a document was read from, where it was no UTF-8 text, and which text its offsets count in."""
    read = {"format": document.media, "encoding": document.encoding, "text": document.text}
    said = {key: value for key, value in read.items() if value is not None}
    return {"identifier": document.identifier, "articles": titles, **said}


def kept_before(path: Path) -> set[str]:
    """The extracted texts that the report of an earlier build names; none where there is no such report."""
    try:
        documents = json.loads(path.read_bytes())["documents"]
        names = {document.get("text") for document in documents}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return set()
    return {name for name in names if isinstance(name, str) and _KEPT.fullmatch(name)}


def _ruling(ruling: Ruling) -> dict[str, object]:
    line = ruling.decision
    said = {"line": line.place, "do": line.do, "about": line.about, "why": line.why, "by": line.by}
    return {**said, "obeyed": ruling.note is None} | ({"note": ruling.note} if ruling.note is not None else {})


def to_json(data: dict[str, object]) -> bytes:
    """The report as UTF-8 JSON, two blanks a level, ended by a line end."""
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")
