"""Terms, diagram and examples into one page that needs nothing else: no script, no request."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from cppcc_kg.export.html.quotes import inert
from cppcc_kg.export.html.symbols import SYMBOLS
from cppcc_kg.export.ontology.diagram import WIDTH, draw
from cppcc_kg.export.ontology.examples import examples_of
from cppcc_kg.export.ontology.terms import Term, read_header, read_terms, read_themes
from cppcc_kg.model import KnowledgeGraph

_ASSETS = Path(__file__).resolve().parent / "assets"
_KINDS = (
    ("class", "类", "Classes"),
    ("relation", "关系", "Relations"),
    ("literal", "字面值属性", "Literal properties"),
    ("inverse", "反向名称", "Inverse names"),
)


def write_page(graph: KnowledgeGraph) -> str:
    """The page as HTML, with examples from ``graph``. Equal content gives an equal page."""
    terms = read_terms()
    style = (_ASSETS / "ontology.css").read_text(encoding="utf-8") + _colours()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    environment = Environment(
        loader=FileSystemLoader(_ASSETS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["inert"] = inert
    return environment.get_template("ontology.html").render(
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
        style=Markup(style),
        header=read_header(),
        diagram=draw(terms),
        width=WIDTH,
        groups=[(key, zh, en, [t for t in terms if _kind(t) == key]) for key, zh, en in _KINDS],
        own={term.name for term in terms},
        themes=read_themes(),
        examples=examples_of(graph),
    )


def _kind(term: Term) -> str:
    return "inverse" if term.inverse_is_named_here else term.kind


def _colours() -> str:
    """The colours of the network page, so that a class looks the same in both."""
    light = "".join(f".c-{name}{{--c:{each.light}}}" for name, each in SYMBOLS.items())
    dark = "".join(f".c-{name}{{--c:{each.dark}}}" for name, each in SYMBOLS.items())
    return f"\n{light}\n@media (prefers-color-scheme:dark){{{dark}}}\n"
