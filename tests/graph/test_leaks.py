"""What one committee has never comes from another committee's article.

Walked as a user would walk it: property paths over carriesOut, establishes, produces, partOf (both ways), realizedBy,
resultsIn, aimsAt and hasMeasure, from each committee that signs an article.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

from cppcc_kg.graph.turtle import write_turtle
from cppcc_kg.graph.vocabulary import PREFIXES
from cppcc_kg.model import Fact, KnowledgeGraph
from cppcc_kg.pipeline import extract

ROOT = Path(__file__).parents[2]
PAGES = {
    "seed": ROOT / "corpus" / "chongqing-model-organs-2021.txt",
    "dev3": ROOT / "tests" / "gold" / "articles" / "dev3_duanxin.txt",
}
STEPS = "ckg:carriesOut|ckg:establishes|ckg:produces|ckg:partOf|^ckg:partOf|ckg:realizedBy|ckg:resultsIn|ckg:aimsAt"
WALK = f"""
SELECT DISTINCT ?committee ?node ?source ?begin ?end {{
  ?article dcterms:creator ?committee .
  ?committee ({STEPS}|ckg:hasMeasure)* ?from .
  ?statement rdf:subject ?from ; rdf:predicate ?property ; rdf:object ?node ; ckg:evidence ?passage .
  FILTER(?property IN (ckg:carriesOut, ckg:establishes, ckg:produces, ckg:partOf, ckg:realizedBy, ckg:resultsIn,
                       ckg:aimsAt, ckg:hasMeasure))
  ?passage ckg:sourceDocument ?source ; ckg:begin ?begin ; ckg:end ?end .
}}"""
ARTICLES = "SELECT ?committee ?source ?begin ?end { ?a dcterms:creator ?committee ; dcterms:isPartOf ?source ; ckg:begin ?begin ; ckg:end ?end }"


def _leaks(graph: KnowledgeGraph) -> Iterator[tuple[str, str]]:
    """(committee, node) where a passage on the way lies outside every article of that committee."""
    store = Store()
    store.load(write_turtle(graph), format=RdfFormat.TURTLE)

    def rows(query: str) -> list[list[str]]:
        return [[term.value for term in row] for row in store.query(query, prefixes=PREFIXES)]  # type: ignore[union-attr]

    own = [(who, source, int(begin), int(end)) for who, source, begin, end in rows(ARTICLES)]
    for who, node, source, begin, end in rows(WALK):
        if not any(w == who and s == source and b <= int(begin) and int(end) <= e for w, s, b, e in own):
            yield who, node


@pytest.mark.parametrize("page", PAGES)
def test_no_fact_of_one_committee_comes_from_the_article_of_another(page: str) -> None:
    graph = extract([PAGES[page]]).graph
    assert len({article.creator for article in graph.articles if article.creator}) >= 4
    assert list(_leaks(graph)) == []


@pytest.mark.parametrize("page", PAGES)
def test_a_planted_leak_is_found(page: str) -> None:
    graph = extract([PAGES[page]]).graph
    one, other = sorted({article.creator for article in graph.articles if article.creator})[:2]
    stolen = next(f for f in graph.facts if f.subject == other and f.predicate in ("carriesOut", "establishes"))
    leak = Fact(one, stolen.predicate, stolen.object, ("x.leak",), stolen.evidence)
    assert set(_leaks(replace(graph, facts=(*graph.facts, leak)))) >= {
        (f"{PREFIXES['ent']}{one}", f"{PREFIXES['ent']}{stolen.object}")
    }


@pytest.mark.parametrize("page", PAGES)
def test_a_campaign_leads_nowhere(page: str) -> None:
    graph = extract([PAGES[page]]).graph
    campaigns = {entity.id for entity in graph.entities if entity.cls == "Campaign"}
    assert [fact for fact in graph.facts if fact.subject in campaigns] == []
