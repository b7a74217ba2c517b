"""Districts by themes: how much each does, and what, side by side with its quotes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from pyoxigraph import NamedNode, Store

from cppcc_kg.analysis.context import WORK
from cppcc_kg.errors import UsageError
from cppcc_kg.graph import vocabulary as v
from cppcc_kg.graph.part import about, pointing, values
from cppcc_kg.model import THEMES
from cppcc_kg.serve.home import served_districts
from cppcc_kg.serve.limits import Limits
from cppcc_kg.serve.pages import label_of, page
from cppcc_kg.serve.reply import Reply

#: More columns than this cannot be read side by side.
MOST = 4
#: Rows of the matrix on one page; so many districts can also be ticked, more are typed.
ROWS = 100
_WORK = {v.CKG + name for name in WORK}


def _work(store: Store, district: str) -> list[str]:
    """The pieces of work of a district: IRIs, sorted."""
    found = pointing(store, v.CKG + "district", district)
    return [iri for iri in found if not _WORK.isdisjoint(values(store, iri, v.RDF + "type"))]


def _themes(store: Store, iri: str) -> list[str]:
    return [label_of(store, theme) for theme in values(store, iri, v.CKG + "hasTheme")]


def matrix(store: Store, *, limits: Limits, number: int = 1) -> Reply:
    """District × theme: how many pieces of work, a hundred districts a page; a cell leads to them."""
    districts = served_districts(store)
    pages = max(1, -(-len(districts) // ROWS))
    number = min(max(number, 1), pages)
    rows = []
    for district in districts[(number - 1) * ROWS : number * ROWS]:
        counts: defaultdict[str, int] = defaultdict(int)
        for iri in _work(store, district):
            for theme in _themes(store, iri):
                counts[theme] += 1
        rows.append((district.removeprefix(v.ENT), label_of(store, district), dict(counts)))
    used = [theme for theme in THEMES if any(theme in counts for _, _, counts in rows)]
    most = max((n for _, _, counts in rows for n in counts.values()), default=1)
    return page("matrix.html", rows=rows, themes=used, most=most, number=number, pages=pages)


def compare(store: Store, *, limits: Limits, districts: Sequence[str], theme: str | None, typed: str = "") -> Reply:
    """What up to four districts do, theme by theme, each with a quote; what several have under one name is marked."""
    known = [(iri.removeprefix(v.ENT), label_of(store, iri)) for iri in served_districts(store)]
    named = {label: name for name, label in known}
    if typed and typed not in named:
        raise UsageError(f"there is no district {typed!r}", hint="name it in full")
    districts = [*districts, *([named[typed]] if typed else [])]
    for name in districts:
        if not about(store, v.ENT + name):
            raise UsageError(f"there is no district {name!r}", hint="choose from the list")
    if theme is not None and theme not in THEMES:
        raise UsageError(f"there is no theme {theme!r}", hint=f"choose one of {'、'.join(THEMES)}")
    chosen = list(dict.fromkeys(districts))[:MOST]
    cells: defaultdict[tuple[str, str], list[dict[str, object]]] = defaultdict(list)
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for district in chosen:
        for iri in _work(store, v.ENT + district):
            label = label_of(store, iri)
            owners[label].add(district)
            for name in _themes(store, iri):
                if theme is None or name == theme:
                    cells[name, district].append({"id": iri.removeprefix(v.ENT), "label": label, **_quote(store, iri)})
    return page(
        "compare.html",
        known=known,
        chosen=[(name, label_of(store, v.ENT + name)) for name in chosen],
        theme=theme,
        themes=THEMES,
        shown=[name for name in THEMES if any(cells[name, district] for district in chosen)],
        cells=cells,
        shared={label for label, places in owners.items() if len(places) > 1},
        most=MOST,
        ticked=len(known) <= ROWS,
    )


def _quote(store: Store, iri: str) -> dict[str, object]:
    """The longest of its passages and where it stands."""
    found = []
    for passage in values(store, iri, v.CKG + "evidence"):
        said = {quad.predicate.value: quad.object for quad in about(store, passage)}
        document = said.get(v.CKG + "sourceDocument")
        name = values(store, document.value, v.DCTERMS + "identifier") if isinstance(document, NamedNode) else []
        numbers = [int(values(store, passage, v.CKG + each)[0]) for each in ("begin", "end")]
        text = values(store, passage, v.CKG + "quote")[0]
        found.append((-len(text), numbers, text, name[0] if name else ""))
    if not found:
        return {"quote": "", "document": "", "begin": 0, "end": 0}
    _, (begin, end), quote, document_name = min(found)
    return {"quote": quote, "document": document_name, "begin": begin, "end": end}
