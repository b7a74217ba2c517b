"""Pages as text: templates with escaping on, and the addresses that they lead to."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pyoxigraph import Store

from cppcc_kg.analysis.wording import CLASS_WORDS, RELATION_WORDS
from cppcc_kg.export.html.quotes import inert
from cppcc_kg.graph import vocabulary as v
from cppcc_kg.graph.part import values
from cppcc_kg.serve.reply import HTML, Reply

TEMPLATES = Path(__file__).resolve().parent / "templates"
ASSETS = Path(__file__).resolve().parent / "assets"


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, finalize=lambda value: inert(value) if type(value) is str else value,
    )  # fmt: skip
    made.globals.update(at=at, class_words=CLASS_WORDS, relation_words=RELATION_WORDS)
    return made


def page(template: str, *, headers: dict[str, str] | None = None, **given: object) -> Reply:
    """A template of this room as a reply."""
    text = _environment().get_template(template).render(**given)
    return Reply(text.encode("utf-8", "replace"), HTML, headers=dict(headers or {}))


_PROBLEMS = {
    404: ("没有这一页", "There is no such page"),
    422: ("内容太多", "Too much to show"),
    503: ("现在太忙", "Too busy now"),
    504: ("用时太久", "It took too long"),
    507: ("内存不够", "It needs too much memory"),
}


def explained(reply: Reply) -> Reply:
    """A problem told in text as a page for people."""
    words = _PROBLEMS.get(reply.status, ("出了问题", "Something went wrong"))
    told = page("problem.html", status=reply.status, words=words, why=reply.body.decode("utf-8", "replace").strip())
    return Reply(told.body, told.type, reply.status, reply.headers)


def at(path: str, **parameters: object) -> str:
    """A path of this server with a query string; parameters that are None are left out.

    >>> at("/read", document="八月.txt", begin=3)
    '/read?document=%E5%85%AB%E6%9C%88.txt&begin=3'
    """
    given = {name: value for name, value in parameters.items() if value is not None}
    return f"{path}?{urlencode(given, doseq=True, errors='replace')}" if given else path


def label_of(store: Store, iri: str) -> str:
    """What a node is called: its label, title or identifier, else its local name."""
    for predicate in (v.RDFS + "label", v.SKOS + "prefLabel", v.DCTERMS + "title", v.DCTERMS + "identifier"):
        found = values(store, iri, predicate)
        if found:
            return found[0]
    return iri.removeprefix(v.ID)
