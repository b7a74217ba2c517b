"""The network page: a knowledge graph as one self-contained HTML file.

Importing this package imports pyvis and networkx (about half a second), so commands import it when they run.
"""

from cppcc_kg.export.html.page import MAX_NODES, served_html, write_html
from cppcc_kg.export.html.selection import around, of_districts, of_themes

__all__ = ["MAX_NODES", "around", "of_districts", "of_themes", "served_html", "write_html"]
