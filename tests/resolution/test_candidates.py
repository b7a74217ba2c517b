"""Why two entities are proposed as one, and why not; what a person sees of it is tested with the command."""

from __future__ import annotations

import pytest

from cppcc_kg.model import Entity, Evidence, Fact, KnowledgeGraph, Span
from cppcc_kg.resolution import candidates as room
from cppcc_kg.resolution.candidates import Candidate, candidates


def _entity(number: int, cls: str, label: str, *, at: int | None = None) -> Entity:
    """An entity of one committee, with a passage of its own unless another's is named."""
    begin = 100 * (number if at is None else at)
    passage = Evidence("a.txt", Span(begin, begin + 1), "x")
    scope = "organization-0" if cls != "Organization" else None
    return Entity(f"{cls.lower()}-{number}", cls, label, evidence=(passage,), scope=scope)


def _found(*entities: Entity, facts: tuple[Fact, ...] = ()) -> list[Candidate]:
    committee = Entity("organization-0", "Organization", "涪陵区政协")
    return candidates(KnowledgeGraph(entities=(committee, *entities), facts=facts))


def test_a_body_of_a_body_is_not_the_body() -> None:
    bodies = (_entity(1, "Organization", "某某县教育局"), _entity(2, "Organization", "某某县教育局机关党委"))
    assert _found(*bodies) == []
    work = (_entity(1, "Practice", "委员联系群众"), _entity(2, "Practice", "委员联系群众走访"))
    assert [each.reasons[0] for each in _found(*work)] == ["one label contains the other"]


def test_what_one_clause_lists_side_by_side_is_two_things() -> None:
    one = _entity(1, "Platform", "村级委员议事室")
    assert any(
        "same head noun" in why
        for each in _found(one, _entity(2, "Platform", "镇级委员议事室"))
        for why in each.reasons
    )
    assert _found(one, _entity(2, "Platform", "镇级委员议事室", at=1)) == []


def test_parts_of_one_whole_are_two_things() -> None:
    parts = (_entity(1, "Initiative", "学习提升行动"), _entity(2, "Initiative", "委员学习提升行动"))
    assert len(_found(*parts)) == 1
    facts = tuple(Fact(part.id, "partOf", "initiative-9", ("r",)) for part in parts)
    assert _found(*parts, facts=facts) == []


def test_letters_that_many_share_bring_no_pair_about(monkeypatch: pytest.MonkeyPatch) -> None:
    """So the cost follows the pairs: a word that every name has would else compare each with each."""
    labels = [f"{a}{b}制度" for a in "甲乙丙丁" for b in "金木水火"]
    entities = [_entity(number, "Mechanism", label) for number, label in enumerate(labels, 1)]
    graph = KnowledgeGraph(entities=tuple(entities))
    monkeypatch.setattr(room, "_COMMON", 4)
    few = len(list(room._View(graph).pairs()))
    monkeypatch.setattr(room, "_COMMON", 40)
    assert few < len(list(room._View(graph).pairs())) == 16 * 15 // 2


def test_the_likeliest_comes_first_and_more_reasons_weigh_more() -> None:
    found = _found(
        _entity(1, "Mechanism", "委员联系制度"), _entity(2, "Mechanism", "委员联系群众制度"),
        _entity(3, "Platform", "委员工作站"), _entity(4, "Platform", "镇街委员工作站"),
    )  # fmt: skip
    scores = [each.score for each in found]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)
    assert any(len(each.reasons) > 1 for each in found)
