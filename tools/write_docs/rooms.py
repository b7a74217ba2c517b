"""docs/images/rooms.svg: the rooms of the code, and which builds on which, drawn from the imports themselves."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

import grimp
import networkx as nx

PACKAGE = "cppcc_kg"
#: What each room makes, in a few words; the rooms themselves are those of the layer contract.
GIVES: Mapping[str, str] = {
    "errors": "where, why, what to try",
    "model": "value types, names of terms",
    "resources": "where packaged data lies",
    "reading": "file → articles, offsets",
    "lexicon": "words, numbers, divisions",
    "rules": "rules in YAML, lint",
    "extraction": "article → mentions, facts",
    "resolution": "mentions → entities",
    "graph": "Turtle, SPARQL, shapes",
    "analysis": "likeness, comparisons",
    "export": "pages, reports, formats",
    "evaluation": "scores against gold",
    "pipeline": "joins the stages",
    "serve": "SPARQL endpoint, pages",
    "api": "the Python interface",
    "cli": "a module a command",
}
#: Where a room stands from left to right, in widths of a room, so that no way leads behind another's box.
COLUMN: Mapping[str, float] = {
    "model": 0, "errors": 1, "resources": 2, "reading": 0.5, "lexicon": 1.5, "rules": 1.75, "extraction": 1,
    "resolution": 1, "analysis": 0.5, "graph": 1.5, "evaluation": 0, "export": 1.5, "serve": 1, "pipeline": 2,
    "cli": 0.5, "api": 2,
}  # fmt: skip
WIDE, HIGH, GAP, RISE, MARGIN = 196, 50, 26, 40, 20

STYLE = """\
.ground{fill:var(--color-background-primary,#fff)}
.room{fill:var(--color-background-secondary,#f5f7fa);stroke:var(--color-foreground-border,#8793a5)}
.name{font:600 15px ui-monospace,Menlo,Consolas,monospace;fill:var(--color-foreground-primary,#14181f)}
.gives{font:12.5px system-ui,sans-serif;fill:var(--color-foreground-secondary,#4a5565)}
.way{fill:none;stroke:var(--color-brand-primary,#2f6fb3);stroke-width:1.6}
.tip{fill:var(--color-brand-primary,#2f6fb3)}
"""


def layers(project: Path) -> list[str]:
    """The rooms in the order of the layer contract, from those that import all others."""
    contracts = tomllib.loads(project.read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    (found,) = [contract["layers"] for contract in contracts if contract["type"] == "layers"]
    return [str(room) for room in found]


def imports(rooms: Sequence[str]) -> nx.DiGraph:
    """Which room imports from which, as the code is now."""
    code = grimp.build_graph(PACKAGE)
    found = nx.DiGraph()
    found.add_nodes_from(rooms)
    for module in code.modules:
        for other in code.find_modules_directly_imported_by(module):
            ends = [name.split(".")[1] for name in (module, other) if name.startswith(f"{PACKAGE}.")]
            if len(set(ends)) == 2 and set(ends) <= set(rooms):
                found.add_edge(*ends)
    return found


def rows(rooms: Sequence[str], needed: nx.DiGraph) -> list[list[str]]:
    """The rooms in rows: each stands below all that it builds on."""
    return [sorted(row, key=rooms.index) for row in nx.topological_generations(needed.reverse())]


def picture(project: Path) -> str:
    """The SVG. An arrow leads from a room to one that builds on it; one that follows from others is left out."""
    rooms = layers(project)
    needed = nx.transitive_reduction(imports(rooms))
    grid = rows(rooms, needed)
    width = max(COLUMN.values()) * (WIDE + GAP) + WIDE + 2 * MARGIN
    height = len(grid) * (HIGH + RISE) - RISE + 2 * MARGIN
    place = {
        room: (MARGIN + COLUMN[room] * (WIDE + GAP), MARGIN + y * (HIGH + RISE))
        for y, row in enumerate(grid)
        for room in row
    }
    ways = [_way(place[room], place[user]) for user, room in sorted(needed.edges)]
    boxes = [_box(room, *place[room]) for row in grid for room in row]
    title = "The rooms of cppcc-kg: an arrow leads from a room to one that builds on it"
    box = f'viewBox="0 0 {width:g} {height:g}" role="img" aria-label="{title}"'
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" {box}>',
            f"<title>{title}</title>",
            f"<style>\n{STYLE}</style>",
            '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
            '<path class="tip" d="M0 0L8 4L0 8z"/></marker></defs>',
            f'<rect class="ground" width="{width:g}" height="{height:g}" rx="10"/>',
            *ways,
            *boxes,
            "</svg>\n",
        ]
    )


def _way(begin: tuple[float, float], end: tuple[float, float]) -> str:
    x, y = begin[0] + WIDE / 2, begin[1] + HIGH
    to_x, to_y = end[0] + WIDE / 2, end[1]
    bend = (to_y - y) / 2
    # Ends that meet one box are spread a little, towards where they come from.
    x, to_x = x + max(-40, min(40, (to_x - x) / 5)), to_x + max(-40, min(40, (x - to_x) / 5))
    curve = f"M{x:g} {y:g}C{x:g} {y + bend:g} {to_x:g} {to_y - bend:g} {to_x:g} {to_y:g}"
    return f'<path class="way" d="{curve}" marker-end="url(#tip)"/>'


def _box(room: str, x: float, y: float) -> str:
    middle = x + WIDE / 2
    return (
        f'<g><rect class="room" x="{x:g}" y="{y:g}" width="{WIDE}" height="{HIGH}" rx="7"/>'
        f'<text class="name" x="{middle:g}" y="{y + 21:g}" text-anchor="middle">{room}</text>'
        f'<text class="gives" x="{middle:g}" y="{y + 39:g}" text-anchor="middle">{escape(GIVES[room])}</text></g>'
    )
