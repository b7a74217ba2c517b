"""Names of the graph: namespaces, their prefixes, and the local names of the themes.

Plain strings, so that any room may import this module without paying for an RDF library.
"""

from __future__ import annotations

CKG = "https://w3id.org/cppcc-kg/ontology#"
ID = "https://w3id.org/cppcc-kg/id/"
DOC = ID + "doc/"
ARTICLE = ID + "article/"
#: Entities and measures alike: both are instances that facts point to.
ENT = ID + "entity/"
EV = ID + "evidence/"
FACT = ID + "fact/"
THEME = ID + "theme/"
#: A dated period of figures, and its two ends.
PERIOD = ID + "period/"
#: Media types as IRIs: the registry's own pages.
MEDIA = "https://www.iana.org/assignments/media-types/"
#: The description of a graph as a data set.
DATASET = ID + "dataset/"

#: The version of the ontology that graphs conform to.
ONTOLOGY_VERSION = "https://w3id.org/cppcc-kg/ontology/0.2.0"

DCAT = "http://www.w3.org/ns/dcat#"
DCTERMS = "http://purl.org/dc/terms/"
OWL = "http://www.w3.org/2002/07/owl#"
PROV = "http://www.w3.org/ns/prov#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
TIME = "http://www.w3.org/2006/time#"
VOID = "http://rdfs.org/ns/void#"
XSD = "http://www.w3.org/2001/XMLSchema#"

#: Prefix -> namespace, in the order in which every file declares them. One prefix a kind of node keeps the
#: local names free of slashes, which Turtle would have to escape.
PREFIXES: dict[str, str] = {
    "ckg": CKG,
    "doc": DOC,
    "article": ARTICLE,
    "ent": ENT,
    "ev": EV,
    "fact": FACT,
    "theme": THEME,
    "period": PERIOD,
    "dataset": DATASET,
    "dcat": DCAT,
    "dcterms": DCTERMS,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "skos": SKOS,
    "time": TIME,
    "void": VOID,
    "xsd": XSD,
}

#: Label of each theme (:data:`cppcc_kg.model.THEMES`) -> its local name, as in ``ontology/themes.ttl``.
THEME_IDS: dict[str, str] = {
    "党的建设": "party-building",
    "理论学习": "theoretical-study",
    "协商民主": "consultative-democracy",
    "调查研究": "research",
    "提案工作": "proposals",
    "民主监督": "democratic-supervision",
    "委员履职": "member-duties",
    "社情民意": "public-opinion",
    "服务保障": "support-services",
    "制度建设": "institution-building",
    "队伍建设": "team-building",
    "作风廉政": "conduct-and-integrity",
    "疫情防控": "epidemic-control",
    "脱贫攻坚与乡村振兴": "poverty-alleviation-and-rural-revitalization",
    "基层治理与民生": "grassroots-governance-and-livelihood",
    "文化建设": "culture",
    "经济发展": "economy",
}

#: Theme by its IRI -> its label, by which facts name it.
THEME_LABELS: dict[str, str] = {THEME + local: label for label, local in THEME_IDS.items()}

#: Part of a similarity's score (:class:`cppcc_kg.model.Part`) -> the property that says what the two share.
SHARED: dict[str, str] = {
    "wording": "sharedWording",
    "headNoun": "sharedHeadNoun",
    "theme": "sharedTheme",
    "neighbour": "sharedNeighbour",
}
