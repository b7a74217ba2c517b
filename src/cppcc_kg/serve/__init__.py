"""A local SPARQL endpoint over a graph, with pages to explore it."""
