from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode

from cppcc_kg.errors import QueryError
from cppcc_kg.graph.queries import NamedQuery, named_queries, named_query
from cppcc_kg.graph.sparql import Term, run_query
from cppcc_kg.graph.turtle import write_turtle
from cppcc_kg.graph.vocabulary import PREFIXES

QUERIES = named_queries()
Cell = str | Decimal | None


def _plain(value: object) -> Cell:
    """A number by its value, anything else by its text: engines differ in how they write a decimal."""
    if value is None:
        return None
    if isinstance(value, rdflib.Literal) and value.value is not None and not isinstance(value.value, str):
        return Decimal(str(value))
    if isinstance(value, Literal) and value.datatype.value.endswith(("#decimal", "#integer")):
        return Decimal(value.value)
    return value.value if isinstance(value, Literal | NamedNode) else str(value)


def _rows(found: tuple[tuple[Term | None, ...], ...]) -> list[tuple[Cell, ...]]:
    return [tuple(map(_plain, row)) for row in found]


def _answer(path: Path, name: str) -> list[tuple[Cell, ...]]:
    return _rows(run_query(path, QUERIES[name].text).rows)


@pytest.fixture(scope="module")
def other_engine(sample_file: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(sample_file)


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_both_engines_give_the_same_rows_in_the_same_order(
    query: NamedQuery, sample_file: Path, other_engine: rdflib.Graph
) -> None:
    ours = _answer(sample_file, query.name)
    theirs = [tuple(map(_plain, row)) for row in other_engine.query(query.text, initNs=PREFIXES)]  # type: ignore[union-attr]
    assert ours, "the sample has an answer to every ready query"
    assert ours == theirs


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_every_query_says_what_it_is_and_orders_every_column(query: NamedQuery) -> None:
    assert query.title_zh and query.title_en and query.question.endswith("?")
    select = re.search(r"^SELECT (?:DISTINCT )?(.+)$", query.text, re.MULTILINE)
    order = re.search(r"^ORDER BY (.+)\n\Z", query.text, re.MULTILINE)
    assert select and order
    ordered = re.findall(r"\?\w+", order[1])
    shown = re.findall(r"\?\w+(?=\)| |$)", re.sub(r"\(.+? AS (\?\w+)\)", r"\1", select[1]))
    # A passage's end and its quote follow from document and begin.
    assert set(shown) - set(ordered) <= ({"?end", "?quote"} if query.name == "evidence-of-fact" else set())


def test_who_runs_member_workstations_and_how_many(sample_file: Path) -> None:
    assert _answer(sample_file, "member-workstations") == [
        ("九龙坡区", "九龙坡区政协", "委员工作站", Decimal(14), "个", "14个委员工作站"),
        ("秀山土家族苗族自治县", "秀山县政协", "委员工作室", Decimal(10), "个", "10个“委员工作室”"),
    ]


def test_only_what_counts_the_platform_is_how_many_there_are(sample: SimpleNamespace, tmp_path: Path) -> None:
    """A figure of people who came to it is not one; a platform without a figure still brings its words."""
    visitors = {"quantity_of": "接待群众", "unit": "个"}
    measures = tuple(replace(m, **visitors) if m.id == "measure-14" else m for m in sample.GRAPH.measures)
    halls = tuple(replace(e, label="议事厅") if e.id == "platform-studio" else e for e in sample.GRAPH.entities)
    (tmp_path / "graph.ttl").write_bytes(write_turtle(replace(sample.GRAPH, measures=measures, entities=halls)))
    assert _answer(tmp_path / "graph.ttl", "member-workstations") == [
        ("九龙坡区", "九龙坡区政协", "委员工作站", None, None, "设立14个委员工作站"),
        ("秀山土家族苗族自治县", "秀山县政协", "议事厅", Decimal(10), "个", "10个“委员工作室”"),
    ]


def test_figures_of_one_district(sample_file: Path) -> None:
    rows = _answer(sample_file, "district-figures")
    assert ("脱贫攻坚", "帮扶资金", Decimal(1450000), None, None, "元", "今年以来") in rows
    assert len(rows) == 3


def test_figures_of_another_district_by_its_short_name(sample_file: Path) -> None:
    text = QUERIES["district-figures"].text.replace("万州区", "秀山")
    quantities = [row[1] for row in _rows(run_query(sample_file, text).rows)]
    assert quantities == ["委员工作室", "读书活动"]


def test_reports_adopted_by_the_national_committee(sample_file: Path) -> None:
    assert _answer(sample_file, "adopted-by-national") == [
        ("关于加大中山杉栽植推广的建议", "万州区政协", "被全国政协、市政协采用")
    ]


def test_a_principle_that_is_also_a_mechanism_is_listed_once(sample_file: Path) -> None:
    names = [row[2] for row in _answer(sample_file, "mechanisms-by-theme")]
    assert names.count("三定三有") == names.count("政协书屋") == 1


def test_the_evidence_of_a_fact(sample_file: Path) -> None:
    ((document, begin, end, rule, quote),) = _answer(sample_file, "evidence-of-fact")
    assert (document, rule, quote) == ("2021/会议.txt", "establishes.test", "坚持请示报告制度。")
    assert (begin, end) == (Decimal(20), Decimal(29))


def test_what_a_body_of_the_committee_does_counts_for_its_district(sample_file: Path) -> None:
    assert [row[:3] for row in _answer(sample_file, "practices-side-by-side")] == [
        ("万州区", "政协讲坛", "P3M"),
        ("万州区", "机关党组中心组学习", "P1M"),
        ("秀山土家族苗族自治县", "读书活动", None),
    ]


def test_a_campaign_leaks_nothing_from_one_district_into_another(sample_file: Path) -> None:
    rows = _answer(sample_file, "campaign-outcomes")
    by_district = {(row[0], row[2]) for row in rows if row[1] == "成效"}
    assert by_district == {
        ("九龙坡区", "助推民生实事落实"),
        ("秀山土家族苗族自治县", "水质由劣五类提升为二类"),
    }
    assert ("九龙坡区", "受…肯定、表彰", "巴音朝鲁", None, None, None, None) in rows


def test_a_campaign_of_one_district_is_not_shared(sample_file: Path) -> None:
    campaigns = [(row[0], row[1]) for row in _answer(sample_file, "shared-campaigns")]
    assert campaigns == [
        ("党史学习教育", "万州区"),
        ("党史学习教育", "九龙坡区"),
        ("渝事好商量", "九龙坡区"),
        ("渝事好商量", "秀山土家族苗族自治县"),
    ]


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(QueryError, match="did you mean member-workstations"):
        named_query("member-workstation")
    with pytest.raises(QueryError, match="--list"):
        named_query("zzzzzz")
