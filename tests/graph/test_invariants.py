"""The build's own check: every fault that the project's types can hold, one at a time, and the build that refuses it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner

from cppcc_kg import pipeline
from cppcc_kg.cli import main
from cppcc_kg.errors import GraphError, UsageError
from cppcc_kg.graph.invariants import Violation, check, fact_key
from cppcc_kg.model import ArticleRecord, Entity, Evidence, Fact, KnowledgeGraph, Measure, Span
from cppcc_kg.pipeline import Extracted, build, extract
from cppcc_kg.resolution.resolve import Resolver
from cppcc_kg.resources import data_dir

Change = Callable[[KnowledgeGraph, SimpleNamespace], KnowledgeGraph]
#: Said here alone: SHACL Core cannot say them, or the types hold what RDF would not.
BEYOND_SHAPES = {
    "part-of-circle",
    "plan-not-deed",
    "quote-length",
    "quote-of-text",
    "period-order",
    "not-itself",
    "class",
}


def _entity(id: str, **changes: Any) -> Change:
    def change(graph: KnowledgeGraph, _: SimpleNamespace) -> KnowledgeGraph:
        return replace(graph, entities=tuple(replace(e, **changes) if e.id == id else e for e in graph.entities))

    return change


def _measure(id: str, **changes: Any) -> Change:
    def change(graph: KnowledgeGraph, _: SimpleNamespace) -> KnowledgeGraph:
        return replace(graph, measures=tuple(replace(m, **changes) if m.id == id else m for m in graph.measures))

    return change


def _fact(of: str, /, **changes: Any) -> Change:
    """The first fact of the property, changed."""

    def change(graph: KnowledgeGraph, _: SimpleNamespace) -> KnowledgeGraph:
        first = next(f for f in graph.facts if f.predicate == of)
        return replace(graph, facts=tuple(replace(f, **changes) if f is first else f for f in graph.facts))

    return change


def _more(subject: str, predicate: str, thing: str, quote: str = "坚持请示报告制度。") -> Change:
    def change(graph: KnowledgeGraph, sample: SimpleNamespace) -> KnowledgeGraph:
        fact = Fact(subject, predicate, thing, ("x.test",), (sample.at(quote),))
        return replace(graph, facts=(*graph.facts, fact))

    return change


def _passage(begin: int, end: int, quote: str) -> Change:
    def change(graph: KnowledgeGraph, sample: SimpleNamespace) -> KnowledgeGraph:
        evidence = (Evidence(sample.PAGE, Span(begin, end), quote),)
        return _entity("place-baitu", evidence=evidence)(graph, sample)

    return change


def _article(**changes: Any) -> Change:
    def change(graph: KnowledgeGraph, _: SimpleNamespace) -> KnowledgeGraph:
        return replace(graph, articles=(replace(graph.articles[0], **changes), *graph.articles[1:]))

    return change


def _unhung(graph: KnowledgeGraph, _: SimpleNamespace) -> KnowledgeGraph:
    return replace(graph, facts=tuple(f for f in graph.facts if f.object != "measure-53"))


FAULTS: dict[str, tuple[str, Change]] = {
    "no label": ("label", _entity("place-baitu", label="")),
    "quotation marks in a label": ("label", _entity("place-baitu", label="“白土镇”")),
    "a class of no model": ("class", _entity("place-baitu", cls="Village")),
    "two classes": ("one-class-Practice", _entity("practice-forum", also=("Mechanism",))),
    "no passage": ("evidence", _entity("place-baitu", evidence=())),
    "a committee that is none": ("committee", _entity("practice-forum", scope="place-baitu")),
    "no level": ("level", _entity("district-500101", level=None)),
    "a code of five digits": ("code", _entity("district-500101", code="50010")),
    "no counted thing": ("quantity", _measure("measure-53", quantity_of="")),
    "no unit": ("unit", _measure("measure-53", unit="")),
    "no number": ("measure-number", _measure("measure-53", value=None)),
    "not a number": ("value", _measure("measure-53", value=Decimal("NaN"))),
    "low above high": ("lower-bound", _measure("measure-1-2", low=Decimal(3))),
    "low above value": ("lower-bound-of-value", _measure("measure-53", low=Decimal(54))),
    "value above high": ("value-of-upper-bound", _measure("measure-53", high=Decimal(52))),
    "a begin that is no date": ("period-begin", _measure("measure-145", begin="今年")),
    "an end that is no date": ("period-end", _measure("measure-145", end="2021-13")),
    "a period backwards": ("period-order", _measure("measure-145", begin="2021-09-01")),
    "an as-of that is no date": ("as-of", _measure("measure-53", as_of="8月")),
    "an interval in words": ("per", _measure("measure-1-2", per="每年")),
    "reported by a place": ("reporter", _measure("measure-53", reported_by="place-baitu")),
    "a measure without passage": ("evidence", _measure("measure-53", evidence=())),
    "a measure on nothing": ("measure-hung", _unhung),
    "an unknown relation": ("predicate", _fact("targets", predicate="loves")),
    "a subject of which nothing is said": ("subject", _more("nobody", "carriesOut", "practice-forum")),
    "an object of which nothing is said": ("object", _more("org-wanzhou", "carriesOut", "nothing")),
    "a subject of the wrong class": ("carriesOut-from", _more("place-baitu", "carriesOut", "practice-forum")),
    "an object of the wrong class": ("carriesOut-to", _more("org-wanzhou", "carriesOut", "mechanism-report")),
    "a part of another kind": ("partOf-to", _more("initiative-help", "partOf", "org-wanzhou")),
    "a campaign with results": ("campaign-no-resultsIn", _more("campaign-study", "resultsIn", "outcome-economy")),
    "an unknown theme": ("hasTheme-to", _fact("hasTheme", object="天气")),
    "a frequency in words": ("frequency-to", _fact("frequency", object="每月")),
    "a measure that is not there": ("hasMeasure-to", _more("practice-forum", "hasMeasure", "measure-0")),
    "related to itself": ("not-itself", _more("initiative-help", "partOf", "initiative-help")),
    "part of its own part": ("part-of-circle", _more("initiative-wuxing", "partOf", "initiative-study")),
    "planned and done in one passage": (
        "plan-not-deed",
        _more("org-wanzhou", "plans", "mechanism-report"),
    ),
    "no rule": ("statement-rule", _fact("targets", rules=())),
    "read without passage": ("fact-ground", _fact("targets", evidence=())),
    "derived from nothing": ("fact-ground", _fact("similarTo", sources=())),
    "a likeness that was read": ("similar-scored", _fact("similarTo", derivation="read")),
    "a likeness without score": ("similar-scored", _fact("similarTo", score=None)),
    "a likeness without parts": ("similar-scored", _fact("similarTo", parts=())),
    "a score above one": ("score", _fact("similarTo", score=Decimal("1.5"))),
    "a score of something else": ("scored", _fact("targets", score=Decimal("0.5"))),
    "a fact as of no date": ("as-of", _fact("targets", as_of="去年")),
    "a role of no office": ("role-of", _fact("targets", role="主席")),
    "a passage that ends before it begins": ("begin", _passage(9, 3, "白土镇")),
    "a quote too long": ("quote-length", _passage(3, 5, "白土镇")),
    "an article of no document": ("article-document", _article(document="none.txt")),
    "an article without extent": ("begin", _article(span=Span(5, 5))),
    "a byline that is a place": ("article-creator", _article(creator="place-baitu")),
    "an article of no date": ("document-date", _article(date="昨天")),
}


def test_the_sample_is_sound(sample: SimpleNamespace) -> None:
    assert check(sample.GRAPH, sample.TEXTS) == []


def test_the_seed_is_sound(seed_build: Extracted) -> None:
    assert check(seed_build.graph) == []


@pytest.mark.parametrize("name", FAULTS)
def test_one_fault_is_found_and_named(sample: SimpleNamespace, name: str) -> None:
    shape, change = FAULTS[name]
    found = check(change(sample.GRAPH, sample), sample.TEXTS)
    assert shape in {each.shape for each in found}
    assert all(each.why and each.mend and each.node for each in found)


def test_a_quote_is_compared_with_the_text(sample: SimpleNamespace) -> None:
    texts = {**sample.TEXTS, sample.PAGE: "一" + sample.TEXTS[sample.PAGE]}
    assert {each.shape for each in check(sample.GRAPH, texts)} == {"quote-of-text"}


def test_a_violation_says_where(sample: SimpleNamespace) -> None:
    (found,) = check(_measure("measure-53", unit="")(sample.GRAPH, sample))
    assert found.where == f"2021/会议.txt @{sample.TEXTS[sample.PAGE].index('专题调研53次')}"
    assert found.documents == ("2021/会议.txt",)


def test_every_invariant_is_a_shape_or_says_why_not() -> None:
    shapes = set(re.findall(r"^shape:(\S+) a", (data_dir("ontology") / "shapes.ttl").read_text("utf-8"), re.MULTILINE))
    assert {shape for shape, _ in FAULTS.values()} - shapes - BEYOND_SHAPES == {"hasMeasure-to"} - shapes


# -- the build -----------------------------------------------------------------------------------------------------


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    for name, committee in (("a.txt", "涪陵区政协"), ("b.txt", "万州区政协")):
        (folder / name).write_text(f"□ {committee}\n\n开展专题调研53次。\n", encoding="utf-8")
    return folder


def _blaming(*documents: str) -> Callable[..., list[Violation]]:
    def fault(graph: KnowledgeGraph, texts: object = None) -> list[Violation]:
        here = {d.identifier for d in graph.documents}
        blamed = tuple(d for d in documents if d in here)
        return (
            [Violation("unit", "m", "专题调研", "", "needs a unit", "mend it", blamed)]
            if blamed or not documents
            else []
        )

    return fault


def test_a_document_that_breaks_the_model_costs_only_itself(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "check_graph", _blaming("b.txt"))
    found = extract([corpus])
    assert [d.identifier for d in found.graph.documents] == ["a.txt"]
    assert [str(error) for error in found.errors] == ["b.txt: breaks the model (unit): 专题调研: needs a unit; mend it"]
    assert found.graph == extract([corpus / "a.txt"]).graph


def test_a_fact_that_breaks_the_model_is_withheld_and_said(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = extract([corpus])

    def fault(graph: KnowledgeGraph, texts: object = None) -> list[Violation]:
        bad = [f for f in graph.facts if f.predicate == "hasMeasure" and f.evidence[0].document == "b.txt"]
        return [Violation("x", fact_key(f), "专题调研", "", "is wrong", "mend it", ("b.txt",)) for f in bad]

    monkeypatch.setattr(pipeline, "check_graph", fault)
    found = extract([corpus])
    assert found.errors == ()
    assert [str(each) for each in found.withheld] == ["b.txt: a fact breaks the model (x): 专题调研: is wrong; mend it"]
    assert len(found.graph.facts) == len(whole.graph.facts) - 1
    assert len(found.graph.measures) == len(whole.graph.measures) - 1
    assert found.graph.entities == whole.graph.entities


def test_a_withheld_fact_is_a_warning_of_the_build(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Resolver.graph

    def misread(*args: Any) -> KnowledgeGraph:
        graph = real(*args)
        serves = (f for f in graph.facts if f.predicate == "serves" and f.evidence[0].document == "a.txt")
        return replace(graph, facts=(*graph.facts, *(replace(fact, predicate="endorsedBy") for fact in serves)))

    monkeypatch.setattr(Resolver, "graph", misread)
    result = CliRunner().invoke(main, ["build", str(corpus), "-o", str(tmp_path / "out")])
    assert result.exit_code == 0
    (line,) = [line for line in result.stderr.splitlines() if line.startswith("warning: ")]
    assert "a fact breaks the model (endorsedBy-to)" in line
    report = json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))
    assert [w for w in report["warnings"] if "breaks the model" in w] == [line.removeprefix("warning: ")]
    assert "endorsedBy" not in (tmp_path / "out" / "graph.ttl").read_text("utf-8")


def test_output_is_not_replaced_when_no_document_is_left(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "out"
    build(extract([corpus]), output)
    good = {path.name: path.read_bytes() for path in output.iterdir()}
    monkeypatch.setattr(pipeline, "check_graph", _blaming("a.txt", "b.txt"))
    with pytest.raises(UsageError, match="no document could be read"):
        build(extract([corpus]), output)
    assert {path.name: path.read_bytes() for path in output.iterdir()} == good


def test_a_fault_of_no_document_stops_the_build(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "check_graph", _blaming())
    with pytest.raises(GraphError, match="breaks the model"):
        extract([corpus])


def test_a_graph_of_parts_is_checked_by_itself() -> None:
    graph = KnowledgeGraph(
        articles=(ArticleRecord("a", "x.txt", Span(0, 5)),),
        entities=(Entity("e", "Place", "x"),),
        measures=(Measure("m", "x", "个", Decimal(1)),),
    )
    assert {each.shape for each in check(graph)} == {"article-document", "evidence", "measure-hung"}
