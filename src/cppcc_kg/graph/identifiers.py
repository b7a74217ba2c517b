"""Local names made from content: equal content has an equal name, whatever was read before or beside it."""

from __future__ import annotations

from functools import lru_cache

from cppcc_kg.model import content_id

__all__ = ["content_id", "document_id", "evidence_id", "fact_id"]


@lru_cache(maxsize=1 << 12)
def document_id(identifier: str) -> str:
    """Local name of the document whose path relative to the input root is ``identifier``."""
    return content_id("document", identifier)


@lru_cache(maxsize=1 << 16)
def evidence_id(document: str, begin: int, end: int) -> str:
    """Local name of the passage ``[begin, end)`` (code points) of the document with identifier ``document``.

    Facts read from one span share one passage.
    """
    return content_id("evidence", document, str(begin), str(end))


def fact_id(subject: str, predicate: str, object: str) -> str:
    """Local name of the statement of a fact; the three as :class:`cppcc_kg.model.Fact` has them."""
    return content_id("fact", subject, predicate, object)
