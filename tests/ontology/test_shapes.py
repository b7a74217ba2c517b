"""Broken graphs, one fault each: every one is caught by the shapes (or the file's own check), and named in words."""

from __future__ import annotations

import json
import runpy
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from rdflib import RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from cppcc_kg.cli import main
from cppcc_kg.errors import GraphError, UsageError
from cppcc_kg.graph import vocabulary as v
from cppcc_kg.graph.turtle import write_turtle
from cppcc_kg.graph.validation import SHAPES, validate
from cppcc_kg.model import THEMES, KnowledgeGraph
from cppcc_kg.resources import data_dir

CKG, ENT, EV, THEME = Namespace(v.CKG), Namespace(v.ENT), Namespace(v.EV), Namespace(v.THEME)
PROV, DCTERMS, SH = Namespace(v.PROV), Namespace(v.DCTERMS), Namespace("http://www.w3.org/ns/shacl#")
TIME, VOID = Namespace(v.TIME), Namespace(v.VOID)
NAMES = runpy.run_path(str(Path(__file__).parents[1] / "graph" / "sample.py"))
#: Enough of the sample for every fault: the reference engine takes its time over each node.
KEPT = {
    "place-baitu", "practice-forum", "practice-survey", "district-500101", "district-500107", "district-500241",
    "campaign-study", "outcome-water", "org-wanzhou", "org-jiulongpo", "org-xiushan", "org-national", "event-page",
    "mechanism-report", "initiative-help", "initiative-wuxing", "initiative-study", "practice-consult",
    "platform-station", "platform-studio", "measure-53", "measure-145", "measure-1-2",
}  # fmt: skip


def _trimmed(graph: KnowledgeGraph) -> KnowledgeGraph:
    ends = {*KEPT, *THEMES, "P3M"}
    return replace(
        graph,
        entities=tuple(e for e in graph.entities if e.id in KEPT),
        measures=tuple(m for m in graph.measures if m.id in KEPT),
        facts=tuple(f for f in graph.facts if f.subject in KEPT and f.object in ends),
    )


SOUND = Graph().parse(data=write_turtle(_trimmed(NAMES["GRAPH"])), format="turtle")
ONTOLOGY = Graph().parse(data_dir("ontology") / "cppcc.ttl")
RULES = Graph().parse(data_dir("ontology") / "shapes.ttl")
PLACE, FORUM, M53, M12 = ENT["place-baitu"], ENT["practice-forum"], ENT["measure-53"], ENT["measure-1-2"]


def _statement(graph: Graph, predicate: str) -> Node:
    return min(graph.subjects(RDF.predicate, CKG[predicate]))


def _first(graph: Graph, cls: str) -> Node:
    return min(graph.subjects(RDF.type, CKG[cls]))


def _set(node: URIRef, predicate: URIRef, value: Node) -> Callable[[Graph], object]:
    return lambda graph: graph.set((node, predicate, value))


def _add(node: URIRef, predicate: URIRef, value: Node) -> Callable[[Graph], object]:
    return lambda graph: graph.add((node, predicate, value))


def _drop(node: URIRef, predicate: URIRef) -> Callable[[Graph], object]:
    return lambda graph: graph.remove((node, predicate, None))


def _on(cls: str, predicate: URIRef, value: Node | None) -> Callable[[Graph], object]:
    """On the first node of a class: set, or with None remove."""

    def change(graph: Graph) -> object:
        node = _first(graph, cls)
        return graph.remove((node, predicate, None)) if value is None else graph.set((node, predicate, value))

    return change


def _said(of: str, predicate: URIRef, value: Node | None) -> Callable[[Graph], object]:
    """On the first statement of a property: set, or with None remove."""

    def change(graph: Graph) -> object:
        node = _statement(graph, of)
        return graph.remove((node, predicate, None)) if value is None else graph.set((node, predicate, value))

    return change


def _whole(number: str) -> Literal:
    return Literal(number, datatype=XSD.integer)


def _decimal(number: str) -> Literal:
    return Literal(number, datatype=XSD.decimal)


#: fault -> (shape that reports it, what breaks the sound graph)
FAULTS: dict[str, tuple[str, Callable[[Graph], object]]] = {
    "no label": ("label", _drop(PLACE, RDFS.label)),
    "two labels": ("label", _add(PLACE, RDFS.label, Literal("白土", lang="zh"))),
    "a label in English": ("label", _set(PLACE, RDFS.label, Literal("Baitu", lang="en"))),
    "a label without language": ("label", _set(PLACE, RDFS.label, Literal("白土镇"))),
    "quotation marks in a label": ("label", _set(PLACE, RDFS.label, Literal("“白土镇”", lang="zh"))),
    "seven other names": ("alias", lambda g: [g.add((PLACE, SKOS.altLabel, Literal(f"白土{n}", lang="zh"))) for n in range(7)]),
    "no passage": ("evidence", _drop(PLACE, CKG.evidence)),
    "a passage that is none": ("evidence", _set(PLACE, CKG.evidence, FORUM)),
    "two classes": ("one-class-Practice", _add(FORUM, RDF.type, CKG.Mechanism)),
    "a rule id in words": ("rule", _set(PLACE, CKG.rule, Literal("第一条规则"))),
    "a committee that is a place": ("committee", _set(FORUM, CKG.ofCommittee, PLACE)),
    "two districts": ("of-district", lambda g: [g.add((FORUM, CKG.district, ENT[f"district-{n}"])) for n in (500101, 500107)]),
    "no level": ("level", _drop(ENT["district-500101"], CKG.level)),
    "a level that is none": ("level", _set(ENT["district-500101"], CKG.level, Literal("town"))),
    "a code of five digits": ("code", _set(ENT["district-500101"], CKG.code, Literal("50010"))),
    "a campaign with results": ("campaign-no-resultsIn", _add(ENT["campaign-study"], CKG.resultsIn, ENT["outcome-water"])),
    "no unit": ("unit", _drop(M53, CKG.unit)),
    "a unit without language": ("unit", _set(M53, CKG.unit, Literal("次"))),
    "no counted thing": ("quantity", _drop(M53, CKG.quantityOf)),
    "a number that is text": ("value", _set(M53, CKG.value, Literal("五十三"))),
    "a bound that is text": ("lower-bound", _set(M12, CKG.lowerBound, Literal("一"))),
    "no number": ("measure-number", _drop(M53, CKG.value)),
    "low above high": ("lower-bound", _set(M12, CKG.lowerBound, _decimal("3.0"))),
    "low above value": ("lower-bound-of-value", _set(M53, CKG.lowerBound, _decimal("54.0"))),
    "value above high": ("value-of-upper-bound", _set(M53, CKG.upperBound, _decimal("52.0"))),
    "an interval in words": ("per", _set(M12, CKG.per, Literal("每年"))),
    "reported by a place": ("reporter", _set(M53, CKG.reportedBy, PLACE)),
    "a measure on nothing": ("measure-hung", lambda g: g.remove((None, CKG.hasMeasure, M53))),
    "a begin of period in words": ("period-begin", _set(ENT["measure-145"], CKG.periodBegin, Literal("今年"))),
    "a period backwards": ("period-order", _set(ENT["measure-145"], CKG.periodBegin, Literal("2021-09-01", datatype=XSD.date))),
    "a period without end": ("period-ended", _on("Period", TIME.hasEnd, None)),
    "an as-of in words": ("as-of", _set(M53, CKG.asOf, Literal("8月"))),
    "begin after end": ("begin", _on("Passage", CKG.begin, _whole("9999"))),
    "begin equal to end": ("begin", lambda g: g.set((_first(g, "Passage"), CKG.begin, g.value(_first(g, "Passage"), CKG.end)))),
    "begin below zero": ("begin", _on("Passage", CKG.begin, _whole("-1"))),
    "begin that is text": ("begin", _on("Passage", CKG.begin, Literal("one"))),
    "no end": ("end", _on("Passage", CKG.end, None)),
    "no quote": ("quote", _on("Passage", CKG.quote, None)),
    "a quote of another length": ("quote-length", _on("Passage", CKG.quote, Literal("短"))),
    "a page before the first": ("page", _on("Passage", CKG.page, _whole("0"))),
    "a format in words": ("format", _on("SourceDocument", DCTERMS["format"], Literal("PDF"))),
    "an encoding without name": ("encoding", _on("SourceDocument", CKG.encoding, Literal(""))),
    "an extracted text elsewhere": ("extracted-text", _on("SourceDocument", CKG.extractedText, Literal("../a.txt"))),
    "a checksum of another kind": ("checksum", _on("SourceDocument", CKG.checksum, Literal("d41d8cd98f00b204e9800998ecf8427e"))),
    "a passage of no document": ("passage-document", _on("Passage", CKG.sourceDocument, None)),
    "a document without identifier": ("identifier", _on("SourceDocument", DCTERMS.identifier, None)),
    "an absolute path": ("identifier", _on("SourceDocument", DCTERMS.identifier, Literal("/home/a.txt"))),
    "a document dated in words": ("document-date", _on("SourceDocument", DCTERMS.date, Literal("去年"))),
    "an article of no document": ("article-document", _on("Article", DCTERMS.isPartOf, None)),
    "a byline that is a place": ("article-creator", _on("Article", DCTERMS.creator, PLACE)),
    "a theme of no scheme": ("Theme", lambda g: (g.add((THEME["weather"], RDF.type, CKG.Theme)), g.add((THEME["weather"], SKOS.prefLabel, Literal("天气", lang="zh"))))),
    "a theme without name": ("theme-label", _drop(THEME["research"], SKOS.prefLabel)),
    "a statement without subject": ("subject", _said("targets", RDF.subject, None)),
    "an unknown predicate": ("predicate", _said("targets", RDF.predicate, CKG.loves)),
    "a statement without object": ("object", _said("targets", RDF.object, None)),
    "no derivation": ("derivation", _said("targets", CKG.derivation, None)),
    "an unknown derivation": ("derivation", _said("targets", CKG.derivation, Literal("guessed"))),
    "a statement without rule": ("statement-rule", _said("targets", CKG.rule, None)),
    "read without passage": ("fact-ground", _said("targets", CKG.evidence, None)),
    "derived from nothing": ("fact-ground", _said("similarTo", PROV.wasDerivedFrom, None)),
    "derived from an event": ("source-of-derivation", _said("similarTo", PROV.wasDerivedFrom, ENT["event-page"])),
    "likeness without score": ("similar-scored", _said("similarTo", CKG.score, None)),
    "likeness without parts": ("similar-scored", _said("similarTo", CKG.headNounScore, None)),
    "a score above one": ("score", _said("similarTo", CKG.score, _decimal("1.5"))),
    "a score of something else": ("scored", _said("targets", CKG.score, _decimal("0.5"))),
    "a role of no office": ("role-of", _said("targets", CKG.role, Literal("主席", lang="zh"))),
    "a wrong subject": ("carriesOut-from", _add(PLACE, CKG.carriesOut, FORUM)),
    "a wrong object": ("carriesOut-to", _add(ENT["org-wanzhou"], CKG.carriesOut, ENT["mechanism-report"])),
    "a part of another kind": ("part-of-Initiative", _add(ENT["initiative-help"], CKG.partOf, ENT["org-wanzhou"])),
    "three themes": ("hasTheme-to", lambda g: [g.add((FORUM, CKG.hasTheme, t)) for t in (THEME["research"], THEME["economy"])]),
    "a frequency in words": ("frequency-to", _set(FORUM, CKG.frequency, Literal("每季度"))),
    "a fact without statement": ("fact-ground", _add(ENT["initiative-help"], CKG.targets, ENT["org-national"])),
    "a statement without its fact": ("plain-triple", lambda g: g.remove((None, CKG.targets, None))),
    "part of its own part": ("part-of-circle", _add(ENT["initiative-wuxing"], CKG.partOf, ENT["initiative-study"])),
    "a data set that counts nothing": ("dataset-counts", lambda g: g.remove((None, VOID.triples, None)))
}  # fmt: skip


def _sound() -> Graph:
    """The trimmed sample, to be broken."""
    graph = Graph()
    for triple in SOUND:
        graph.add(triple)
    return graph


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("shapes")


def _write(graph: Graph, folder: Path) -> Path:
    path = folder / "graph.ttl"
    path.write_bytes(graph.serialize(format="turtle", encoding="utf-8"))
    return path


def test_a_sound_graph_conforms(folder: Path) -> None:
    assert validate(_write(_sound(), folder)) == []


@pytest.mark.parametrize("name", FAULTS)
def test_one_fault_is_caught(folder: Path, name: str) -> None:
    shape, breaks = FAULTS[name]
    graph = _sound()
    breaks(graph)
    found = validate(_write(graph, folder))
    assert shape in {each.shape for each in found}
    assert all(each.why and each.mend and each.node for each in found)


def test_the_seed_conforms_and_its_quotes_are_those_of_the_text(
    folder: Path, seed_build: object, seed_path: Path
) -> None:
    path = folder / "seed.ttl"
    path.write_bytes(write_turtle(seed_build.graph))  # type: ignore[attr-defined]
    result = CliRunner().invoke(main, ["validate", str(path), "--texts", str(seed_path.parent)])
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.endswith("seed.ttl: no violations\n")


def test_a_violation_in_words(folder: Path) -> None:
    graph = _sound()
    graph.remove((M53, CKG.unit, None))
    result = CliRunner().invoke(main, ["validate", str(_write(graph, folder))])
    assert result.exit_code == 3
    assert (
        "✗ 专题调研\n  why:   必须有单位 / needs exactly one unit, tagged zh\n  where: 2021/会议.txt @" in result.stdout
    )
    assert "  mend:  用 cppcc-kg build 重新生成" in result.stdout and "shape: unit" in result.stdout


def test_violations_as_json_and_quick(folder: Path) -> None:
    graph = _sound()
    graph.remove((PLACE, CKG.evidence, None))
    result = CliRunner().invoke(main, ["validate", str(_write(graph, folder)), "--quick", "--format", "json"])
    assert result.exit_code == 3
    assert [each["what"] for each in json.loads(result.stdout)] == ["白土镇"]


def test_a_missing_file_and_no_turtle(folder: Path) -> None:
    with pytest.raises(GraphError, match="there is no graph here"):
        validate(folder / "none.ttl")
    bad = folder / "bad.ttl"
    bad.write_text("no turtle", encoding="utf-8")
    for quick in (False, True):
        with pytest.raises(GraphError, match="not Turtle"):
            validate(bad, quick=quick)


def test_without_the_engine_one_is_told_what_to_install(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _write(_sound(), folder)
    monkeypatch.setitem(sys.modules, "pyshacl", None)
    with pytest.raises(UsageError, match=r"\.\[validate\]"):
        validate(path)
    assert validate(path, quick=True) == []


# -- the shapes themselves -----------------------------------------------------------------------------------------


def test_every_class_has_a_shape() -> None:
    targets = set(RULES.objects(None, SH.targetClass))
    classes = {c for c in ONTOLOGY.subjects(RDF.type, URIRef("http://www.w3.org/2002/07/owl#Class")) if c in CKG}
    assert classes - targets == {CKG.Undertaking}


def test_messages_and_mending_are_in_both_languages() -> None:
    for shape in set(RULES.subjects(RDF.type, SH.PropertyShape)) | set(RULES.subjects(SH.message)):
        for predicate in (SH.message, SH.description):
            assert sorted(str(o.language) for o in RULES.objects(shape, predicate)) == ["en", "zh"], shape  # type: ignore[attr-defined]
        assert str(shape).startswith(SHAPES)


def test_no_sparql_and_no_unknown_term() -> None:
    assert not list(RULES.subjects(SH.sparql)) and not list(RULES.subjects(SH.target))
    used = {t for triple in RULES for t in triple if isinstance(t, URIRef) and t in CKG}
    assert used <= set(ONTOLOGY.subjects(RDF.type))


def test_every_property_shape_is_in_use() -> None:
    assert set(RULES.subjects(RDF.type, SH.PropertyShape)) <= set(RULES.objects(None, SH.property))
