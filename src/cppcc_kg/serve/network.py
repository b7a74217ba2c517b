"""The network explorer: the page of ``graph.html`` over a part of the graph that is cut out when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import Store

from cppcc_kg.errors import UsageError
from cppcc_kg.export.html import served_html
from cppcc_kg.export.html.bundle import LIBRARY_STYLES
from cppcc_kg.graph import vocabulary as v
from cppcc_kg.graph.dataset import TITLES
from cppcc_kg.graph.part import about, around, entities, few, of_committees, part_of, with_owners
from cppcc_kg.serve.limits import Limits
from cppcc_kg.serve.pages import label_of
from cppcc_kg.serve.policy import policy
from cppcc_kg.serve.reply import HTML, Reply

#: More nodes than this would neither be read nor move smoothly.
MOST = 2_000
_LINKS = {"assets": "/network/assets/", "home": "/", "entity": "/id/entity/", "around": "/network", "read": "/read"}


def _chosen(
    store: Store, focus: Sequence[str], districts: Sequence[str], depth: int
) -> tuple[list[str], list[tuple[str, str]]]:
    """Which entities to show, and what the page says of the choice."""
    for name in (*focus, *districts):
        if not about(store, v.ENT + name):
            raise UsageError(f"there is no entity {name!r}", hint="search for it by name")
    if focus:
        names = "、".join(label_of(store, v.ENT + name) for name in focus)
        return around(store, focus, depth, MOST), [(f"“{names}”及其 {depth} 层以内", f"what lies within {depth} of it")]
    if districts:
        names = "、".join(label_of(store, v.ENT + name) for name in districts)
        found = [name for district in districts for name in of_committees(store, district)[: MOST // len(districts)]]
        return found, [(f"区县：{names}", "these districts only")]
    every = few(store, MOST)
    if every is not None:
        return every, []
    heads = list(dict.fromkeys(entities(store, "District", "Campaign")))
    found = around(store, sorted(heads)[:MOST], 1, MOST)
    return found, [
        (
            "图谱很大，此处只有区县、共同活动及其近邻；请检索，或从首页选区县。",
            "A large graph: districts, campaigns, and what is next to them; search, or choose a district.",
        )
    ]


def network(store: Store, *, limits: Limits, focus: Sequence[str], districts: Sequence[str], depth: int) -> Reply:
    """The explorer: what lies around ``focus`` (local names), or what ``districts`` have, or all if it is little."""
    chosen, notes = _chosen(store, focus, districts, depth)
    graph = part_of(store, with_owners(store, chosen))
    text = served_html(graph, title=TITLES["zh"], links=_LINKS, notes=notes)
    return Reply(text.encode("utf-8", "replace"), HTML, headers={"content-security-policy": policy(*LIBRARY_STYLES)})
