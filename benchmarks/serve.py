"""What one process a question costs, and what the exports cost beside rdflib's, as ratios in one run.

    python benchmarks/serve.py [--graph output/graph.ttl]

Needs the extra ``serve``. The left column of each row is what the right one is compared with.
"""

from __future__ import annotations

import argparse
import asyncio
import time
from collections.abc import Callable
from pathlib import Path

import rdflib

from cppcc_kg.export.formats import export
from cppcc_kg.graph.load import load_graph
from cppcc_kg.graph.queries import named_queries
from cppcc_kg.graph.results import render
from cppcc_kg.graph.sparql import ask, check_query
from cppcc_kg.graph.store import open_store
from cppcc_kg.serve.engine import Engine
from cppcc_kg.serve.limits import Limits
from cppcc_kg.serve.running import store_of

_TIMES = 20
_CROWD = 50


def _seconds(call: Callable[[], object], times: int = 1) -> float:
    begin = time.perf_counter()
    for _ in range(times):
        call()
    return (time.perf_counter() - begin) / times


async def _served(folder: Path, query: str) -> tuple[float, float]:
    """Seconds a question: one after the other, and fifty at once."""
    engine = Engine(folder, Limits(timeout=120))
    await engine.start()
    try:
        await engine.run("query", query=query, accept="")
        begin = time.perf_counter()
        for _ in range(_TIMES):
            await engine.run("query", query=query, accept="")
        alone = (time.perf_counter() - begin) / _TIMES
        begin = time.perf_counter()
        replies = await asyncio.gather(*(engine.run("query", query=query, accept="") for _ in range(_CROWD)))
        assert {reply.status for reply in replies} == {200}
        return alone, (time.perf_counter() - begin) / _CROWD
    finally:
        engine.close()


def _queries(graph: Path) -> None:
    print(f"{'query':28} {'in process ms':>14} {'served ms':>10} {'fifty at once ms':>17} {'adds ms':>8}")
    with store_of(graph) as folder:
        store = open_store(folder)
        for name in ("member-workstations", "shared-campaigns", "theme-matrix", "similar-work"):
            query = named_queries()[name].text

            def here(query: str = query) -> None:
                check_query(query)
                render(ask(store, query), "json")

            own = _seconds(here, _TIMES)
            alone, crowd = asyncio.run(_served(folder, query))
            print(f"{name:28} {own * 1e3:14.1f} {alone * 1e3:10.1f} {crowd * 1e3:17.1f} {(alone - own) * 1e3:8.1f}")


def _exports(path: Path) -> None:
    graph = load_graph(path)
    other = rdflib.Graph().parse(path)
    print(f"\n{'format':10} {'ours s':>8} {'rdflib s':>9} {'ratio':>6}")
    for name, theirs in (("ttl", "turtle"), ("nt", "nt"), ("rdfxml", "xml"), ("jsonld", "json-ld"), ("trig", None),
                         ("graphml", None), ("gexf", None), ("csv", None), ("xlsx", None)):  # fmt: skip
        own = _seconds(lambda name=name: export(graph, name))
        if theirs is None:
            print(f"{name:10} {own:8.2f}")
            continue
        slow = _seconds(lambda theirs=theirs: other.serialize(format=theirs))
        print(f"{name:10} {own:8.2f} {slow:9.2f} {slow / own:6.1f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="What one process a question costs, and what the exports cost.")
    parser.add_argument("--graph", type=Path, default=Path("output/graph.ttl"))
    chosen = parser.parse_args()
    _queries(chosen.graph)
    _exports(chosen.graph)
