"""Partial graphs: sets of pieces, whose merge is associative, commutative and idempotent."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cppcc_kg.graph.blocks import KINDS, blocks
from cppcc_kg.graph.turtle import to_triples
from cppcc_kg.pipeline import extract_page, split_articles
from cppcc_kg.pipeline.artefacts import decode, encode
from cppcc_kg.pipeline.making import Job, make
from cppcc_kg.pipeline.parts import class_of, decide, part_of, put_together, rivals_of, tell
from cppcc_kg.reading.tree import Page
from cppcc_kg.resolution.articles import ArticleReading
from cppcc_kg.resolution.identity import Key, decide_classes
from cppcc_kg.resolution.resolve import resolve
from cppcc_kg.rules.loader import default_rules

#: A partial graph: (part, document) → piece.
Partial = dict[tuple[str, str], bytes]


def _readings(number: int, text: str) -> list[ArticleReading]:
    name = f"{number}.txt"
    return extract_page(Page(name, text, articles=split_articles(name, text)), default_rules())


@pytest.fixture(scope="module")
def readings(texts: Sequence[str]) -> list[list[ArticleReading]]:
    return [_readings(number, text) for number, text in enumerate(texts)]


@pytest.fixture(scope="module")
def partials(readings: list[list[ArticleReading]]) -> list[Partial]:
    """What each document tells, once the classes are decided."""
    mentions = [(r.article.document, m) for each in readings for r in each for m in r.reading.mentions]
    classes = decide_classes(mentions)
    return [
        {(part, each[0].page.identifier): data for part, data in tell(each, classes).pieces.items()}
        for each in readings
    ]


def merge(one: Partial, other: Partial) -> Partial:
    return one | other


def _made(partial: Partial) -> list[bytes]:
    """Every part's Turtle, from pieces in whatever order the partial graph has them."""
    parts = sorted({part for part, _ in partial})
    found = []
    for part in parts:
        pieces = [data for (name, _), data in partial.items() if name == part]
        found += [block.text for block in make(Job((part,), tuple(pieces), {})).blocks]
    return found


@settings(max_examples=25, deadline=None, derandomize=True)
@given(cuts=st.lists(st.integers(0, 2), min_size=10, max_size=10), seed=st.integers(0, 99))
def test_merging_is_associative_commutative_and_idempotent(partials: list[Partial], cuts: list[int], seed: int) -> None:
    a, b, c = ({}, {}, {})  # type: Partial, Partial, Partial
    for cut, partial in zip(cuts, partials, strict=True):
        (a, b, c)[cut].update(partial)
    shuffled = list(merge(merge(c, a), merge(b, a)).items())
    random.Random(seed).shuffle(shuffled)
    assert dict(shuffled) == merge(a, merge(b, c)) == merge(merge(a, b), c)
    assert _made(dict(shuffled)) == _made(merge(a, merge(b, c)))


def test_an_artefact_keeps_the_reading(readings: list[list[ArticleReading]], seed_path: Path) -> None:
    for each in (*readings, _readings(0, seed_path.read_text("utf-8"))):
        back = decode(encode(each[0].page, each))
        assert encode(back[0].page, back) == encode(each[0].page, each)
        assert [item.reading for item in back] == [item.reading for item in each]
        assert [item.article.healed for item in back] == [item.article.healed for item in each]
        assert list(to_triples(resolve(back))) == list(to_triples(resolve(each)))


def test_rival_classes_are_decided_as_at_once(readings: list[list[ArticleReading]]) -> None:
    mentions = [(r.article.document, m) for each in readings for r in each for m in r.reading.mentions]
    found: dict[tuple[str, str], str] = {}
    votes = [rivals_of(each) for each in readings]
    for part in {part for vote in votes for part in vote}:
        for name, cls in decide(vote[part] for vote in votes if part in vote).items():
            owner, _, label = name.partition("\n")
            found[owner, label] = cls
    assert found == dict(decide_classes(mentions))
    assert len(found) >= 2


def test_what_is_a_committees_is_one_part() -> None:
    assert (
        part_of(Key("Organization", "", "500101:政协")) == part_of(Key("Goal", "500101:政协", "有场地")) == "of 500101"
    )
    assert part_of(Key("Organization", "", "某协会")) == "of 某协会"
    assert part_of(Key("Place", "document:a\udcff.txt", "后山镇")) == "of document:a\\udcff.txt"
    assert class_of("organization-0011223344556677") == "Organization"


def test_pieces_in_any_order_give_one_reading(partials: list[Partial]) -> None:
    pieces = [data for partial in partials for (part, _), data in partial.items() if part == "of 500102"]
    assert len(pieces) >= 3
    one, other = put_together(pieces), put_together(pieces[::-1])
    assert one.gathered == other.gathered
    assert one.facts == other.facts
    assert one.measures == other.measures


def test_a_graph_is_its_blocks_in_order(readings: list[list[ArticleReading]]) -> None:
    graph = resolve([item for each in readings for item in each])
    found = list(blocks(graph, *KINDS))
    assert [(b.kind, b.name) for b in found] == sorted({(b.kind, b.name) for b in found})
    assert sum(block.triples for block in found) == len(list(to_triples(graph)))
    assert all(block.text.endswith(b" .\n") for block in found)
