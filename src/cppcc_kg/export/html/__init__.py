"""The network page: a knowledge graph as one self-contained HTML file.

Importing this package imports pyvis and networkx (about half a second), so commands import it when they run.
"""

from cppcc_kg.export.html.page import write_html

__all__ = ["write_html"]
