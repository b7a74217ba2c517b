"""Healed text and its map back to the file; the walk over sections."""

from __future__ import annotations

from cppcc_kg.model import Span
from cppcc_kg.reading.articles import split_articles
from cppcc_kg.reading.tree import Heading, HealedText, Paragraph, Section

HEALED = HealedText("甲乙丙丁戊", ((0, 10), (2, 20), (4, 30)))


def test_every_character_maps_to_its_own() -> None:
    assert [HEALED.to_file(Span(i, i + 1)) for i in range(5)] == [
        Span(10, 11),
        Span(11, 12),
        Span(20, 21),
        Span(21, 22),
        Span(30, 31),
    ]


def test_a_span_over_a_break_holds_the_break() -> None:
    assert HEALED.to_file(Span(1, 3)) == Span(11, 21)
    assert HEALED.to_file(Span(0, 5)) == Span(10, 31)


def test_a_span_that_ends_at_a_break_does_not_reach_into_it() -> None:
    assert HEALED.to_file(Span(0, 2)) == Span(10, 12)
    assert HEALED.to_file(Span(2, 4)) == Span(20, 22)


def test_walk_gives_each_paragraph_its_headings_in_text_order() -> None:
    outer, inner = Heading(Span(1, 2), 1, "line"), Heading(Span(4, 5), 2, "numbered")
    first, second, third = (Paragraph(Span(n, n + 1), ()) for n in (0, 3, 6))
    root = Section(None, (first,), (Section(outer, (second,), (Section(inner, (third,)),)),))
    assert list(root.walk()) == [((), first), ((outer,), second), ((outer, inner), third)]
    assert list(root.headings()) == [(outer,), (outer, inner)]


def test_a_heading_with_nothing_below_it_is_still_told() -> None:
    (article,) = split_articles(
        "a.txt", "□ 涪陵区政协\n\n近年来，成效明显。\n\n打造学习型机关\n\n打造服务型机关\n\n开展培训。"
    )
    assert [article.words(path[-1].span) for path in article.headings()] == ["打造学习型机关", "打造服务型机关"]


def test_every_character_of_the_seed_maps_to_itself(seed_text: str, seed_articles: tuple) -> None:
    for article in seed_articles:
        # A line end of the healed text stands for the first one after its block; after the last there may be none.
        for at, char in enumerate(article.text[:-1]):
            place = article.healed.to_file(Span(at, at + 1))
            assert seed_text[place.begin : place.end] == char


def test_offsets_only_grow(seed_articles: tuple) -> None:
    for article in seed_articles:
        places = [article.healed.to_file(Span(i, i + 1)).begin for i in range(len(article.text) - 1)]
        assert places == sorted(set(places))
