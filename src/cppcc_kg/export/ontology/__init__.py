"""The ontology as one offline page: diagram, terms in both languages, examples from a graph."""

from __future__ import annotations

from cppcc_kg.export.ontology.page import write_page

__all__ = ["write_page"]
