"""cppcc-kg: a knowledge graph of how county-level CPPCC committees work, read from their reports by rules.

From Python: ``from cppcc_kg import build, KnowledgeGraph``; see :mod:`cppcc_kg.api`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cppcc_kg.api import Answer, KnowledgeGraph, Thing, build

__version__ = "0.1.0"
__all__ = ["Answer", "KnowledgeGraph", "Thing", "__version__", "build"]


def __getattr__(name: str) -> Any:
    # Imported when first asked for, so that the command line need not wait for it.
    if name in __all__:
        from cppcc_kg import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
