"""Traditional characters by the same rules: offsets in the page, identity in simplified characters."""

from __future__ import annotations

from pathlib import Path

from cppcc_kg.pipeline import extract
from cppcc_kg.reading.traditional import is_traditional, simplify

PAGE = "□ 涪陵區政協\n\n建立請示報告制度，開展專題調研53次，形成對策建議400餘條。\n"


def test_no_character_is_added_or_lost(dev_texts: dict[str, str]) -> None:
    for text in (PAGE, *dev_texts.values()):
        assert len(simplify(text)) == len(text)


def test_simplified_text_is_left_as_it_is(dev_texts: dict[str, str]) -> None:
    assert not any(is_traditional(text) for text in dev_texts.values())
    assert not is_traditional("乾县政协组织委员学习《禮記》选段，开展调研。")
    assert simplify("乾縣政協、乾隆年間、餅乾") == "乾县政协、乾隆年间、饼干"


def test_both_scripts_give_one_committee_and_the_same_facts(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "new.txt").write_text(simplify(PAGE), encoding="utf-8")
    graphs = {name: extract([tmp_path / f"{name}.txt"]).graph for name in ("old", "new")}
    told = [
        {(f.subject, f.predicate, f.object) for f in graph.facts if f.predicate != "hasMeasure"}
        for graph in graphs.values()
    ]
    assert told[0] == told[1] and told[0]
    assert [e.label for e in graphs["old"].entities] == [e.label for e in graphs["new"].entities]
    both = extract([tmp_path]).graph
    assert len([e for e in both.entities if e.cls == "Organization" and e.label == "涪陵区政协"]) == 1


def test_quotes_and_other_names_are_as_the_page_writes_them(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text(PAGE, encoding="utf-8")
    graph = extract([tmp_path]).graph
    for holder in (*graph.entities, *graph.facts, *graph.measures):
        for passage in holder.evidence:
            assert PAGE[passage.span.begin : passage.span.end] == passage.quote
    (made,) = [e for e in graph.entities if e.label == "请示报告制度"]
    assert "請示報告制度" in made.alternatives
