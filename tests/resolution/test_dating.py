"""The dates of stated periods, and of facts by the article they stand in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from cppcc_kg.model import Evidence, Span
from cppcc_kg.reading.tree import Metadata
from cppcc_kg.resolution.dating import Calendar, as_of, stated

Graph = Callable[..., Any]


@pytest.mark.parametrize(
    ("period", "article", "begin", "end"),
    [
        ("2020年", None, "2020-01-01", "2020-12-31"),
        ("近三年", None, None, None),
        ("近三年", "2021-08-31", "2018-08-31", "2021-08-31"),
        ("近三年", "2021", "2018", "2021"),
        ("去年", "2021", "2020-01-01", "2020-12-31"),
        ("今年以来", "2021-08", "2021-01-01", "2021-08"),
        ("今年8月", "2021", "2021-08-01", "2021-08-31"),
        ("8月19日", "2021", None, None),
        ("8月19日", "2021-08-25", "2021-08-19", "2021-08-19"),
        ("疫情期间", "2021-08-25", None, None),
        ("每年", "2021-08-25", None, None),
        ("去年", "2021年夏", None, None),
        ("去年", "2021-13", None, None),
        ("截至2023年9月", None, None, "2023-09-30"),
    ],
)
def test_a_period_has_what_the_article_s_date_allows(period: str, article: str | None, begin: str, end: str) -> None:
    assert stated(period, article) == (begin, end)


def test_a_figure_held_at_the_end_of_its_period_else_at_the_article_s_date() -> None:
    assert as_of("2020年", "2021-08-25") == "2020-12-31"
    assert as_of("疫情期间", "2021-08-25") == "2021-08-25"
    assert as_of(None, "2021") == "2021"
    assert as_of("近三年", None) is None


def test_a_passage_is_of_its_article_and_a_banner_of_the_next() -> None:
    calendar = Calendar([("a", Span(10, 20), "2020"), ("a", Span(20, 30), "2021-05-01"), ("b", Span(0, 9), None)])

    def of(document: str, *begins: int) -> str | None:
        return calendar.latest(Evidence(document, Span(at, at + 1), "x") for at in begins)

    assert [of("a", 2), of("a", 19), of("a", 20), of("a", 12, 25)] == ["2020", "2020", "2021-05-01", "2021-05-01"]
    assert [of("a", 31), of("b", 3), of("c", 1), of("a")] == [None, None, None, None]


def test_measures_carry_the_dates_of_their_period(graph_of: Graph) -> None:
    built = graph_of("□ 涪陵区政协\n\n开展专题视察5次。\n\n2020年，开展专题调研53次。", Metadata(date="2021-08-25"))
    assert {(m.unit, m.period, m.begin, m.end, m.as_of) for m in built.graph.measures} == {
        ("次", "2020年", "2020-01-01", "2020-12-31", "2020-12-31"),
        ("次", None, None, None, "2021-08-25"),
    }
    counts = {f.object: f.as_of for f in built.graph.facts if f.predicate == "hasMeasure"}
    assert counts == {m.id: m.as_of for m in built.graph.measures}
    assert {f.as_of for f in built.graph.facts if f.predicate == "carriesOut"} == {"2021-08-25"}


def test_each_article_of_a_page_dates_its_own_facts(graph_of: Graph) -> None:
    text = "某区政协动态\n\n2024年2月26日，涪陵区政协开展专题调研。\n\n又讯 2024年3月1日，长寿区政协开展专题视察。\n"
    built = graph_of(text)
    assert sorted(article.date for article in built.graph.articles) == ["2024-02-26", "2024-03-01"]
    label = {e.id: e.label for e in built.graph.entities}
    done = {(label[f.object], f.as_of) for f in built.graph.facts if f.predicate == "carriesOut"}
    assert done == {("专题调研", "2024-02-26"), ("专题视察", "2024-03-01")}


def test_a_document_has_what_the_dates_of_its_articles_share(seed: Any) -> None:
    assert [document.date for document in seed.graph.documents] == ["2021"]
    assert {article.date for article in seed.graph.articles} == {"2021", "2021-08-19"}
