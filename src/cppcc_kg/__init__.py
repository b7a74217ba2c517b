"""cppcc-kg: a knowledge graph of how county-level CPPCC committees work, read from their reports by rules."""

from __future__ import annotations

__version__ = "0.1.0"
