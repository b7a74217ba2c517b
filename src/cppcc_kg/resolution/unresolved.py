"""Divisions that a text names and no table settles: said in the report, so that nothing is mixed in silence."""

from __future__ import annotations

from cppcc_kg.lexicon.districts import Gazetteer
from cppcc_kg.model import KnowledgeGraph

_MOST = 5


def unresolved(graph: KnowledgeGraph) -> list[str]:
    """One line a division without a code: where it is named, why it has none, and what to try; sorted."""
    gazetteer, lines = Gazetteer.load(), []
    for entity in graph.entities:
        if entity.cls != "District" or entity.code is not None:
            continue
        documents = sorted({evidence.document for evidence in entity.evidence})
        where = f"{'、'.join(documents[:_MOST])}: " if documents else ""
        namesakes = gazetteer.candidates(entity.label)
        if len(namesakes) > 1:
            names = "、".join(f"{gazetteer.full_path(d.code)} ({d.code})" for d in namesakes[:_MOST])
            more = " …" if len(namesakes) > _MOST else ""
            hint = "name its city in the text, or the publisher in the sidecar; until then it is this text's alone"
            lines.append(f"{where}{entity.label} may be {names}{more}, and nothing there says which; {hint}")
        else:
            kept = "of this text alone" if gazetteer.is_shared(entity.label) else "without a code"
            lines.append(f"{where}{entity.label} is in no table of divisions; it is kept {kept}")
    return sorted(lines)
