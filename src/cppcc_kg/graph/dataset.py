"""The description that opens a graph file, in the words of DCAT and VoID: what it is, how much, in which vocabularies.

Its identifier follows from the documents, so a graph of the same documents is the same data set, read anew. It has no
date of making: equal content is equal bytes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from cppcc_kg.graph import vocabulary as v
from cppcc_kg.graph.identifiers import content_id
from cppcc_kg.model import CLASSES, LITERALS, RELATIONS, KnowledgeGraph

#: What a graph is called.
TITLES = {"zh": "区县政协工作知识图谱", "en": "Knowledge graph of the work of county-level CPPCC committees"}
_DESCRIPTIONS = {
    "zh": "由规则从区县政协的报道中读出；每条事实带有原文依据和读出它的规则。",
    "en": "Read by rules from reports of county-level CPPCC committees; every fact has its passage and its rule.",
}
#: The project has no right to license what others wrote, and says so.
_RIGHTS = {
    "zh": "引文的权利属原作者和发布者。",
    "en": "The quotes belong to their authors and publishers.",
}
_VOCABULARIES = (v.CKG.removesuffix("#"), v.DCTERMS, v.PROV, v.SKOS, v.TIME)
_TURTLE = v.MEDIA + "text/turtle"
_PROPERTIES = (*RELATIONS, *LITERALS)

Pair = tuple[NamedNode, NamedNode | Literal]


def _name(prefix: str, local: str) -> NamedNode:
    return NamedNode(v.PREFIXES[prefix] + local)


def _number(value: int) -> Literal:
    return Literal(str(value), datatype=_name("xsd", "integer"))


def _texts(predicate: NamedNode, texts: dict[str, str]) -> Iterator[Pair]:
    return ((predicate, Literal(text, language=language)) for language, text in texts.items())


@dataclass(frozen=True, slots=True)
class Contents:
    """What a graph holds, in numbers: ``classes`` by contract class (``Measure`` too), ``properties`` by local name.

    ``districts`` are the ids of those whose committees speak.
    """

    documents: frozenset[str]
    classes: Mapping[str, int]
    properties: Mapping[str, int]
    districts: frozenset[str]


def contents(graph: KnowledgeGraph) -> Contents:
    """The numbers of a graph that is at hand as a whole."""
    classes = Counter(cls for _, cls in {(entity.id, entity.cls) for entity in graph.entities})
    classes["Measure"] = len({measure.id for measure in graph.measures})
    committees = {article.creator for article in graph.articles if article.creator}
    return Contents(
        documents=frozenset(document.identifier for document in graph.documents),
        classes=classes,
        properties=Counter(p for _, p, _ in {(f.subject, f.predicate, f.object) for f in graph.facts}),
        districts=served(committees, ((f.subject, f.object) for f in graph.facts if f.predicate == "serves")),
    )


def served(committees: Iterable[str], pairs: Iterable[tuple[str, str]]) -> frozenset[str]:
    """The districts whose committees speak, so that a catalogue can find the graph by place."""
    speaking = set(committees)
    return frozenset(district for committee, district in pairs if committee in speaking)


def dataset_id(documents: Iterable[str]) -> str:
    """Local name of the data set: made from which documents there are, not from what they say."""
    return content_id("dataset", *sorted(set(documents)))


def description(holds: Contents, triples: int) -> list[Triple]:
    """The data set, whose other triples number ``triples``; its partitions by class and by property."""
    name = dataset_id(holds.documents)
    node, file = _name("dataset", name), _name("dataset", f"{name}-turtle")
    said: list[tuple[NamedNode, Pair]] = [(node, pair) for pair in _about(holds, file)]
    said.append((file, (_name("rdf", "type"), _name("dcat", "Distribution"))))
    said.append((file, (_name("dcat", "mediaType"), NamedNode(_TURTLE))))
    for part, link, pairs in _partitions(holds, name):
        said.append((node, (link, part)))
        said.extend((part, pair) for pair in pairs)
    whole = triples + len(said) + 1
    said.append((node, (_name("void", "triples"), _number(whole))))
    kind = _name("rdf", "type")
    said.sort(key=lambda each: (each[0].value, each[1][0] != kind, each[1][0].value, str(each[1][1])))
    return [Triple(subject, predicate, term) for subject, (predicate, term) in said]


def _about(holds: Contents, file: NamedNode) -> Iterator[Pair]:
    kind = _name("rdf", "type")
    yield from ((kind, _name("dcat", "Dataset")), (kind, _name("void", "Dataset")))
    yield from _texts(_name("dcterms", "title"), TITLES)
    yield from _texts(_name("dcterms", "description"), _DESCRIPTIONS)
    yield from _texts(_name("dcterms", "rights"), _RIGHTS)
    yield _name("dcterms", "conformsTo"), NamedNode(v.ONTOLOGY_VERSION)
    yield _name("dcterms", "creator"), NamedNode("https://w3id.org/cppcc-kg")
    yield _name("dcterms", "language"), Literal("zh")
    yield _name("dcat", "distribution"), file
    yield _name("void", "uriSpace"), Literal(v.ID)
    yield from ((_name("void", "vocabulary"), NamedNode(each)) for each in _VOCABULARIES)
    yield _name("void", "documents"), _number(len(holds.documents))
    yield _name("void", "entities"), _number(sum(holds.classes.values()))
    yield from ((_name("dcterms", "spatial"), _name("ent", each)) for each in holds.districts)


def _partitions(holds: Contents, name: str) -> Iterator[tuple[NamedNode, NamedNode, list[Pair]]]:
    classes, properties = holds.classes, holds.properties
    for each in (*CLASSES, "Measure"):
        if classes.get(each):
            pairs: list[Pair] = [(_name("void", "class"), _name("ckg", each))]
            pairs.append((_name("void", "entities"), _number(classes[each])))
            yield _name("dataset", f"{name}-{each}"), _name("void", "classPartition"), pairs
    for each in (*_PROPERTIES, *sorted(set(properties) - set(_PROPERTIES))):
        if properties.get(each):
            pairs = [(_name("void", "property"), _name("ckg", each))]
            pairs.append((_name("void", "triples"), _number(properties[each])))
            yield _name("dataset", f"{name}-{each}"), _name("void", "propertyPartition"), pairs
