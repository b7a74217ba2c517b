"""Decisions obeyed: each kind of line on a small page, and what no line may do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from cppcc_kg.errors import LedgerError
from cppcc_kg.graph.turtle import write_turtle
from cppcc_kg.model import Entity, KnowledgeGraph
from cppcc_kg.pipeline import extract_page
from cppcc_kg.reading.articles import split_articles
from cppcc_kg.reading.tree import Metadata, Page
from cppcc_kg.resolution.articles import ArticleReading
from cppcc_kg.resolution.ledger import Decision, Ruling, load_ledger
from cppcc_kg.resolution.resolve import resolve_by
from cppcc_kg.rules.loader import default_rules

#: Two committees with like work in one page, one of them again in another.
PAGES = {
    "a.txt": """\
□ 涪陵区政协

推进“书香政协”建设。打造“书香政协”。建立委员联系制度，完善委员联系群众制度。

开展专题调研53次，组织委员视察5次，编印《履职手册》。

□ 长寿区政协

建立委员联系制度，推进“书香政协”建设，开展专题调研4次。
""",
    "b.txt": "□ 涪陵区政协\n\n建立委员联系制度。开展专题调研6次。\n",
}
MINE = "committee: 涪陵区政协, class"
SIGNED = "why: 同一件事, by: 张三"


@dataclass(frozen=True)
class Judged:
    """A graph with look-up by label, and what became of each line."""

    graph: KnowledgeGraph
    rulings: tuple[Ruling, ...]

    def entity(self, label: str, committee: str = "涪陵区政协") -> Entity:
        (found,) = self.entities(label, committee)
        return found

    def entities(self, label: str, committee: str = "涪陵区政协") -> list[Entity]:
        scope = {e.id for e in self.graph.entities if e.label == committee}
        return [e for e in self.graph.entities if e.label == label and (e.scope in scope or e.scope is None)]

    def facts(self, label: str) -> set[tuple[str, str]]:
        """(predicate, object) of what is said of a label's entities of the first committee, themes apart."""
        name = {e.id: e.label for e in self.graph.entities} | {m.id: f"{m.value} {m.unit}" for m in self.graph.measures}
        ids = {e.id for e in self.entities(label)}
        said = [f for f in self.graph.facts if f.subject in ids and f.predicate != "hasTheme"]
        return {(f.predicate, name.get(f.object, f.object)) for f in said}

    @property
    def notes(self) -> list[str | None]:
        return [ruling.note for ruling in self.rulings]


def _readings(pages: dict[str, str]) -> list[ArticleReading]:
    made = [Page(name, text, Metadata(), split_articles(name, text)) for name, text in pages.items()]
    return [reading for page in made for reading in extract_page(page, default_rules())]


@pytest.fixture(scope="module")
def readings() -> Sequence[ArticleReading]:
    return _readings(PAGES)


@pytest.fixture
def decisions(tmp_path: Path) -> Callable[..., tuple[Decision, ...]]:
    def read(*lines: str) -> tuple[Decision, ...]:
        path = tmp_path / "ledger.yaml"
        path.write_text("".join(f"- {{{line}, {SIGNED}}}\n" for line in lines), encoding="utf-8")
        return load_ledger([path])

    return read


@pytest.fixture
def judge(readings: Sequence[ArticleReading], decisions: Any) -> Callable[..., Judged]:
    return lambda *lines: Judged(*resolve_by(readings, decisions(*lines)))


Judge = Callable[..., Judged]


def test_no_ledger_changes_nothing(readings: Sequence[ArticleReading], judge: Judge) -> None:
    assert judge().graph == resolve_by(readings, ())[0]
    assert {e.label for e in judge().graph.entities} >= {"委员联系制度", "委员联系群众制度", "专题调研", "委员视察"}


def test_same_makes_one_of_two_and_keeps_both_names(judge: Judge) -> None:
    judged = judge(f"do: same, {MINE}: Mechanism, labels: [委员联系制度, 委员联系群众制度]")
    one = judged.entity("委员联系制度")
    assert judged.entities("委员联系群众制度") == []
    assert "委员联系群众制度" in one.alternatives
    assert "ledger.same" in one.rules
    assert {evidence.document for evidence in one.evidence} == {"a.txt", "b.txt"}
    assert one.id == judge().entity("委员联系制度").id
    # The other committee's stays apart.
    assert (
        judged.entity("委员联系制度", "长寿区政协").alternatives
        == judge().entity("委员联系制度", "长寿区政协").alternatives
    )
    assert judged.notes == [None]


def test_same_of_two_rival_classes_takes_the_first_ones(judge: Judge) -> None:
    things = f"do: same, {MINE}: Mechanism, things: [{{label: 委员联系制度}}, {{label: 专题调研, class: Practice}}]"
    judged = judge(things)
    (one,) = [e for e in judged.graph.entities if {"委员联系制度", "专题调研"} <= {e.label, *e.alternatives}]
    assert (one.cls, one.id) == ("Mechanism", judge().entity("委员联系制度").id)
    assert ("establishes", one.label) in judged.facts("涪陵区政协")
    assert ("carriesOut", one.label) not in judged.facts("涪陵区政协")
    assert ("hasMeasure", "53 次") in judged.facts(one.label)


def test_different_parts_the_forms_of_one_name(judge: Judge) -> None:
    assert "书香政协建设" in judge().entity("书香政协").alternatives
    judged = judge(f"do: different, {MINE}: Initiative, labels: [书香政协, 书香政协建设]")
    one, other = judged.entity("书香政协"), judged.entity("书香政协建设")
    assert one.id != other.id
    assert "书香政协" not in other.alternatives
    assert "书香政协建设" not in one.alternatives
    assert {e.quote for e in one.evidence} != {e.quote for e in other.evidence}
    assert ("carriesOut", "书香政协") in judged.facts("涪陵区政协")
    assert judged.notes == [None]


def test_different_of_what_is_two_already_is_a_standing_decision(judge: Judge) -> None:
    judged = judge(f"do: different, {MINE}: Mechanism, labels: [委员联系制度, 委员联系群众制度]")
    assert judged.notes == [None]
    assert judged.entity("委员联系制度").id == judge().entity("委员联系制度").id


def test_a_rejected_entity_goes_with_its_facts_and_figures(judge: Judge) -> None:
    judged = judge(f"do: reject, {MINE}: Practice, label: 专题调研")
    assert judged.entities("专题调研") == []
    assert {float(m.value or 0) for m in judged.graph.measures} == {4, 5}
    known = {e.id for e in judged.graph.entities} | {m.id for m in judged.graph.measures}
    for fact in judged.graph.facts:
        assert fact.subject in known
        assert fact.object in known or fact.predicate in ("hasTheme", "frequency")
    assert len(judged.entities("专题调研", "长寿区政协")) == 1


def test_a_rejected_committee_leaves_no_loose_end(judge: Judge) -> None:
    judged = judge("do: reject, class: Organization, label: 长寿区政协")
    known = {e.id for e in judged.graph.entities}
    assert {a.creator for a in judged.graph.articles} - known == {None}
    assert {m.reported_by for m in judged.graph.measures} - known == {None}
    assert {e.scope for e in judged.graph.entities} - known == {None}


def test_a_rejected_fact_leaves_its_ends(judge: Judge) -> None:
    judged = judge(
        "do: reject, committee: 涪陵区政协, subject: 涪陵区政协, predicate: carriesOut, object: 委员视察",
        "do: reject, committee: 涪陵区政协, subject: 专题调研, predicate: hasTheme, object: 调查研究",
        "do: reject, committee: 涪陵区政协, subject: 专题调研, predicate: hasMeasure, object: 专题调研6次",
    )
    assert ("carriesOut", "委员视察") not in judged.facts("涪陵区政协")
    assert judged.entity("委员视察")
    study = judged.entity("专题调研").id
    assert not [f for f in judged.graph.facts if f.subject == study and f.predicate == "hasTheme"]
    assert {value for predicate, value in judged.facts("专题调研") if predicate == "hasMeasure"} == {"53 次"}
    assert sorted(float(m.value or 0) for m in judged.graph.measures) == [4, 5, 53]
    assert judged.notes == [None, None, None]


def test_a_retyped_entity_takes_its_facts_along(judge: Judge) -> None:
    judged = judge(f"do: retype, {MINE}: Practice, label: 专题调研, to: Mechanism")
    one = judged.entity("专题调研")
    assert (one.cls, one.id.partition("-")[0]) == ("Mechanism", "mechanism")
    assert "ledger.retype" in one.rules
    assert ("establishes", "专题调研") in judged.facts("涪陵区政协")
    assert ("carriesOut", "专题调研") not in judged.facts("涪陵区政协")
    assert judged.entity("专题调研", "长寿区政协").cls == "Practice"


def test_facts_that_the_new_class_cannot_have_fall_away(judge: Judge) -> None:
    judged = judge(f"do: retype, {MINE}: Practice, label: 专题调研, to: Goal")
    one = judged.entity("专题调研")
    assert one.cls == "Goal"
    assert {f.predicate for f in judged.graph.facts if one.id in (f.subject, f.object)} == {"hasMeasure"}


def test_what_is_retyped_meets_what_has_the_name_already(judge: Judge) -> None:
    judged = judge(
        f"do: add, {MINE}: Mechanism, label: 专题调研, document: b.txt, quote: 开展专题调研6次",
        f"do: retype, {MINE}: Practice, label: 专题调研, to: Mechanism",
    )
    assert len(judged.entities("专题调研")) == 1


def test_a_relabelled_entity_keeps_its_old_name_and_its_identity(judge: Judge) -> None:
    judged = judge(f"do: relabel, {MINE}: Practice, label: 委员视察, to: 视察监督")
    one = judged.entity("视察监督")
    assert "委员视察" in one.alternatives
    assert one.id == judge().entity("委员视察").id
    assert "ledger.relabel" in one.rules


def test_a_thing_is_found_by_any_of_its_forms(judge: Judge) -> None:
    judged = judge(f"do: relabel, {MINE}: Initiative, label: “书香政协”, to: 书香机关")
    assert "书香政协" in judged.entity("书香机关").alternatives


def test_an_added_entity_and_fact_have_their_quote(judge: Judge) -> None:
    judged = judge(
        f"do: add, {MINE}: Goal, label: 联系群众, forms: [密切联系群众], document: a.txt, quote: 完善委员联系群众制度",
        "do: add, committee: 涪陵区政协, subject: 委员联系群众制度, predicate: aimsAt, object: 联系群众, document: a.txt, quote: 完善委员联系群众制度",
        "do: add, committee: 涪陵区政协, subject: 专题调研, predicate: frequency, object: P1M, document: a.txt, quote: 开展专题调研53次",
    )
    goal = judged.entity("联系群众")
    begin = PAGES["a.txt"].index("完善委员联系群众制度")
    assert [(e.document, *e.span, e.quote) for e in goal.evidence] == [
        ("a.txt", begin, begin + 10, "完善委员联系群众制度")
    ]
    assert (goal.cls, goal.rules, goal.alternatives) == ("Goal", ("ledger.add",), ("密切联系群众",))
    assert goal.scope == judged.entity("涪陵区政协").id
    (fact,) = [f for f in judged.graph.facts if f.predicate == "aimsAt"]
    assert (fact.object, fact.rules, fact.derivation, fact.evidence) == (
        goal.id,
        ("ledger.add",),
        "read",
        goal.evidence,
    )
    assert [f.object for f in judged.graph.facts if f.predicate == "frequency"] == ["P1M"]


def test_a_quote_is_sought_in_the_article_of_the_committee(judge: Judge) -> None:
    judged = judge(
        "do: add, committee: 长寿区政协, class: Goal, label: 联系, document: a.txt, quote: 建立委员联系制度",
        f"do: add, {MINE}: Goal, label: 联系, document: a.txt, quote: 联系, nth: 2",
    )
    text = PAGES["a.txt"]
    assert judged.entity("联系", "长寿区政协").evidence[0].span.begin == text.rindex("建立委员联系制度")
    first = text.index("联系")
    assert judged.entity("联系").evidence[0].span.begin == text.index("联系", first + 1)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (f"do: add, {MINE}: Goal, label: 甲, document: a.txt, quote: 没有这句话", "ledger.yaml:1 [quote]: the quote is not found in the article of 涪陵区政协 in a.txt; copy it letter for letter"),
        (f"do: add, {MINE}: Goal, label: 甲, document: a.txt, quote: 开展专题调研4次", "the quote is not found in the article of 涪陵区政协"),
        (f"do: add, {MINE}: Goal, label: 甲, document: a.txt, quote: 联系", "ledger.yaml:1 [quote]: the quote is found 2 times; say which: 'nth: 1' is the first"),
        (f"do: add, {MINE}: Goal, label: 甲, document: a.txt, quote: 联系, nth: 3", "ledger.yaml:1 [nth]: the quote is found 2 times only"),
        ("do: add, committee: 涪陵区政协, subject: 专题调研, predicate: aimsAt, object: 委员联系制度, document: b.txt, quote: 建立", "[predicate]: aimsAt does not go with Practice and Mechanism"),
        ("do: add, committee: 涪陵区政协, subject: 长寿区政协, predicate: carriesOut, object: 专题调研, document: b.txt, quote: 建立", "[subject]: 长寿区政协 is of another committee than 专题调研; nothing of one committee may be reached"),
        ("do: add, committee: 涪陵区政协, subject: 长寿区政协, predicate: partOf, object: 涪陵区政协, document: b.txt, quote: 建立", "is of another committee"),
        ("do: same, class: Practice, things: [{committee: 涪陵区政协, label: 专题调研}, {committee: 长寿区政协, label: 专题调研}]", "ledger.yaml:1 [do]: 涪陵区政协 / Practice / 专题调研 = 长寿区政协 / Practice / 专题调研 cannot be one: nothing of one committee may merge with another's"),
        ("do: same, class: Organization, labels: [涪陵区政协, 长寿区政协]", "cannot be one: they serve two districts"),
        (f"do: same, {MINE}: Goal, things: [{{label: 委员联系制度, class: Mechanism}}, {{label: 甲, class: Outcome}}]", None),
        ("do: retype, class: Organization, label: 长寿区政协, to: Person", "[to]: a committee that has things of its own keeps its class"),
    ],
)  # fmt: skip
def test_what_cannot_be_obeyed_is_an_error(judge: Judge, line: str, message: str | None) -> None:
    if message is None:
        assert judge(line).notes == ["nothing is called 涪陵区政协 / Outcome / 甲"]
        return
    with pytest.raises(LedgerError) as caught:
        judge(line)
    assert message in str(caught.value)


def test_things_of_classes_that_exclude_each_other_cannot_be_one(judge: Judge) -> None:
    line = f"do: same, {MINE}: Practice, things: [{{label: 专题调研}}, {{label: 履职手册, class: Document}}]"
    with pytest.raises(LedgerError, match=r"of different classes: Document, Practice; add a line that retypes"):
        judge(line)
    retyped = f"do: retype, {MINE}: Document, label: 履职手册, to: Practice"
    assert "履职手册" in judge(line, retyped).entity("专题调研").alternatives


@pytest.mark.parametrize(
    ("line", "note"),
    [
        (f"do: relabel, {MINE}: Practice, label: 主题党日, to: 甲", "nothing is called 涪陵区政协 / Practice / 主题党日"),
        (f"do: reject, {MINE}: Mechanism, label: 专题调研", "nothing is called 涪陵区政协 / Mechanism / 专题调研"),
        ("do: reject, committee: 合川区政协, class: Practice, label: 专题调研", "no page speaks of 合川区政协"),
        (f"do: same, {MINE}: Practice, labels: [专题调研, 甲]", "nothing is called 涪陵区政协 / Practice / 甲"),
        (f"do: same, {MINE}: Initiative, labels: [书香政协, 书香政协建设]", "the rules read them as one thing now"),
        ("do: reject, committee: 涪陵区政协, subject: 专题调研, predicate: targets, object: 涪陵区", "there is no fact 涪陵区政协 / 专题调研 targets 涪陵区"),
        (f"do: add, {MINE}: Practice, label: 专题调研, document: b.txt, quote: 开展专题调研6次", "the rules read it now"),
        ("do: add, committee: 涪陵区政协, subject: 涪陵区政协, predicate: carriesOut, object: 专题调研, document: b.txt, quote: 开展专题调研6次", "the rules read it now"),
        ("do: add, committee: 涪陵区政协, subject: 涪陵区政协, predicate: carriesOut, object: 主题党日, document: b.txt, quote: 开展", "nothing is called 主题党日"),
        (f"do: add, {MINE}: Goal, label: 甲, document: c.txt, quote: 甲", "no document c.txt was read"),
        ("do: add, committee: 合川区政协, class: Goal, label: 甲, document: b.txt, quote: 建立", "no page speaks of 合川区政协"),
    ],
)  # fmt: skip
def test_a_line_that_no_longer_applies_is_told(judge: Judge, line: str, note: str) -> None:
    judged = judge(line)
    assert judged.notes == [note]
    (ruling,) = judged.rulings
    assert str(ruling).startswith("ledger.yaml:1: ")
    assert str(ruling).endswith(note)


MANY = (
    f"do: same, {MINE}: Mechanism, labels: [委员联系群众制度, 委员联系制度]",
    f"do: different, {MINE}: Initiative, labels: [书香政协, 书香政协建设]",
    f"do: retype, {MINE}: Practice, label: 委员视察, to: Platform",
    f"do: relabel, {MINE}: Mechanism, label: 委员联系制度, to: 联系制度",
    f"do: relabel, {MINE}: Initiative, label: 书香政协, to: 书香机关",
    "do: reject, committee: 长寿区政协, class: Practice, label: 专题调研",
    f"do: add, {MINE}: Goal, label: 联系群众, document: a.txt, quote: 完善委员联系群众制度",
    "do: add, committee: 涪陵区政协, subject: 联系制度, predicate: aimsAt, object: 联系群众, document: a.txt, quote: 完善委员联系群众制度",
)


def test_neither_the_order_of_texts_nor_that_of_lines_shows(decisions: Any, leaks: Any) -> None:
    first = Judged(*resolve_by(_readings(PAGES), decisions(*MANY)))
    assert first.notes == [None] * len(MANY)
    assert leaks(first.graph) == []
    other = Judged(*resolve_by(_readings(dict(reversed(PAGES.items())))[::-1], decisions(*MANY)))
    assert write_turtle(first.graph) == write_turtle(other.graph)
    # The first line says whose identity a group has; all else is the same whichever line comes first.
    turned = Judged(*resolve_by(_readings(PAGES), decisions(*MANY[::-1])))
    assert write_turtle(turned.graph) == write_turtle(first.graph)


def test_two_names_of_a_committee_that_is_in_no_table_are_made_one(decisions: Any, leaks: Any) -> None:
    pages = {
        "a.txt": "□ 云岭县政协\n\n建立委员联系制度，开展专题调研4次。\n",
        "b.txt": "□ 云岭自治县政协\n\n完善委员联系制度，开展专题调研6次。\n",
    }
    line = "do: same, class: Organization, labels: [云岭自治县政协, 云岭县政协]"
    judged = Judged(*resolve_by(_readings(pages), decisions(line)))
    assert judged.notes == [None]
    assert len([e for e in judged.graph.entities if e.label == "委员联系制度"]) == 1
    assert len({a.creator for a in judged.graph.articles}) == 1
    assert leaks(judged.graph) == []
    assert write_turtle(judged.graph) == write_turtle(resolve_by(_readings(pages)[::-1], decisions(line))[0])


def test_a_thing_of_no_committee_is_named_by_its_document(decisions: Any) -> None:
    pages = {"a.txt": "某些单位建立联系制度，开展专题调研4次。\n"}
    found = Judged(*resolve_by(_readings(pages), ()))
    labels = [e.label for e in found.graph.entities if e.cls == "Practice"]
    judged = Judged(
        *resolve_by(
            _readings(pages),
            decisions(f"do: relabel, document: a.txt, class: Practice, label: {labels[0]}, to: 大调研"),
        )
    )
    assert judged.notes == [None]
    assert "大调研" in [e.label for e in judged.graph.entities]
