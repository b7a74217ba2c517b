"""A graph made by hand for the page's tests: four districts, lines of work, shared bodies, figures.

Nothing in it is drawn by lot: names and links follow from counters, so every run builds the same graph.
"""

from __future__ import annotations

from decimal import Decimal

from cppcc_kg.model import ArticleRecord, Entity, Evidence, Fact, KnowledgeGraph, Measure, SourceDocument, Span

DISTRICTS = (
    ("万州区", "500101"),
    ("九龙坡区", "500107"),
    ("铜梁区", "500151"),
    ("秀山土家族苗族自治县", "500241"),
)
LINES = ("政治型机关", "学习型机关", "执行型机关", "服务型机关", "廉洁型机关")
NAMES = {
    "Practice": (
        "专题调研",
        "政协讲坛",
        "机关干部大轮训",
        "主题党日",
        "知识竞赛",
        "专题协商",
        "专题视察",
        "走访慰问",
    ),
    "Mechanism": ("请示报告制度", "双周学习会", "“六步工作法”", "委员驻站履职机制", "主席接待委员日"),
    "Platform": ("委员工作站", "委员工作室", "政协书屋", "协商亭"),
    "Principle": ("就近、就事、就便", "委站联动、便于履职"),
    "Document": ("基层协商实施细则", "山水城市对策建议"),
    "Outcome": ("帮扶镇顺利脱贫", "水质提升为二类", "综合考核获评优秀"),
    "Goal": ("政治把握能力", "有人理、有人办"),
    "Place": ("白土镇", "金滩村"),
}
PREDICATE = {"Outcome": "resultsIn", "Goal": "aimsAt", "Place": "targets"}
TEXT = "seed/page.txt"


def evidence(quote: str, begin: int = 100) -> Evidence:
    return Evidence(TEXT, Span(begin, begin + len(quote)), quote)


class Builder:
    """Collects entities and facts; the graph it gives is sorted as a build sorts it."""

    def __init__(self) -> None:
        self.entities: dict[str, Entity] = {}
        self.facts: list[Fact] = []
        self.measures: list[Measure] = []

    def entity(self, cls: str, key: str, label: str, *, scope: str | None = None, **more: object) -> str:
        name = f"{cls.lower()}-{key}"
        quote = f"近年来，扎实推进{label}，取得阶段性成效。"
        fields = {"evidence": (evidence(quote, 10 * len(self.entities)),), "rules": (f"{cls.lower()}.named",)}
        self.entities[name] = Entity(name, cls, label, scope=scope, **{**fields, **more})  # type: ignore[arg-type]
        return name

    def fact(self, subject: str, predicate: str, target: str, **more: object) -> None:
        label = self.entities[target].label if target in self.entities else target
        quote = f"{self.entities[subject].label}深入推进{label}，形成工作合力。"
        fields = {"rules": (f"{predicate}.line",), "evidence": (evidence(quote, len(self.facts)),), **more}
        self.facts.append(Fact(subject, predicate, target, **fields))  # type: ignore[arg-type]

    def measure(self, of: str, key: str, **more: object) -> None:
        name = f"measure-{key}"
        label = self.entities[of].label
        fields = {"evidence": (evidence(f"组织开展{label}53次。"),), "rules": ("measure.count",), **more}
        self.measures.append(Measure(name, label, "次", **fields))  # type: ignore[arg-type]
        self.facts.append(Fact(of, "hasMeasure", name, ("measure.count",)))

    def graph(self) -> KnowledgeGraph:
        return KnowledgeGraph(
            documents=(SourceDocument(TEXT),),
            entities=tuple(sorted(self.entities.values(), key=lambda e: e.id)),
            facts=tuple(sorted(self.facts, key=lambda f: (f.subject, f.predicate, f.object))),
            measures=tuple(sorted(self.measures, key=lambda m: m.id)),
        )


def _line_of_work(builder: Builder, committee: str, top: str, where: tuple[int, int], size: int) -> None:
    district, number = where
    key, label = f"d{district}-l{number}", LINES[number]
    line = builder.entity("Initiative", key, label, scope=committee)
    builder.fact(line, "partOf", top)
    builder.fact(committee, "carriesOut", line)
    classes = list(NAMES)
    for i in range(size):
        cls = classes[i % len(classes)]
        name = NAMES[cls][(i // len(classes) + number) % len(NAMES[cls])]
        thing = builder.entity(cls, f"{key}-{i}", name if i < 8 else f"{name}（{i}）", scope=committee)
        builder.fact(line, PREDICATE.get(cls, "realizedBy"), thing)
        if cls in ("Practice", "Mechanism", "Principle", "Platform"):
            builder.fact(committee, "carriesOut" if cls == "Practice" else "establishes", thing)
        if cls in ("Practice", "Mechanism"):
            builder.fact(thing, "hasTheme", "党的建设" if i % 2 else "理论学习")
            builder.fact(thing, "frequency", "P1M")
        if cls == "Practice":
            builder.measure(thing, f"{key}-{i}", value=Decimal(53), period="近三年", reported_by=committee)


def sample_graph(per_line: int = 16) -> KnowledgeGraph:
    """Four districts with five lines of work each: about 24 + 4 × 5 × (per_line + 1) nodes."""
    builder = Builder()
    campaign = builder.entity("Campaign", "history", "党史学习教育", evidence=())
    city = builder.entity("Organization", "city", "重庆市政协", alternatives=("市政协",))
    for d, (district, code) in enumerate(DISTRICTS):
        place = builder.entity("District", f"d{d}", district, code=code, level="county")
        committee = builder.entity("Organization", f"c{d}", f"{district}政协", alternatives=("区政协",))
        builder.fact(committee, "serves", place)
        office = builder.entity("Organization", f"o{d}", f"{district}政协办公室", scope=committee)
        builder.fact(office, "partOf", committee)
        builder.fact(committee, "alignedWith", city)
        top = builder.entity("Initiative", f"t{d}", "五型机关", scope=committee)
        builder.fact(committee, "carriesOut", top)
        study = builder.entity("Initiative", f"s{d}", "党史学习教育", scope=committee)
        builder.fact(study, "underCampaign", campaign)
        builder.fact(committee, "carriesOut", study)
        for n in range(len(LINES)):
            _line_of_work(builder, committee, top, (d, n), per_line)
        if d:
            builder.fact(f"initiative-t{d}", "similarTo", "initiative-t0", derivation="derived", sources=("fact-1",))
    person = builder.entity("Person", "wang", "王炯")
    builder.fact(person, "memberOf", city, role="主席")
    return builder.graph()


HOSTILE = (
    "</script><script>window.__pwned=1</script>",
    "<img src=x onerror=window.__pwned=2>",
    "javascript:window.__pwned=3",
    "\"'><svg onload=window.__pwned=4>",
    "{{ 7 * 7 }}{% raw %}<!--",
    "右\u202e左\u2066向",
    "半\ud800个",
    "__proto__",
    "长" * 10_000,
)


def hostile_graph() -> KnowledgeGraph:
    """Every string that a document can put into the graph is one that must stay text."""
    committee = Entity(HOSTILE[0], "Organization", HOSTILE[0], evidence=(evidence(HOSTILE[0]),))
    district = Entity("district", "District", HOSTILE[3], evidence=(evidence(HOSTILE[3]),))
    entities, facts = [committee, district], [Fact(HOSTILE[0], "serves", "district", (HOSTILE[1],))]
    for text in HOSTILE[1:]:
        passage = Evidence(HOSTILE[0], Span(0, len(text) + 2), f"‘{text}’")
        entities.append(Entity(text, "Practice", text, (text,), (passage,), scope=committee.id, rules=(HOSTILE[1],)))
        facts.append(Fact(committee.id, "carriesOut", text, (HOSTILE[0],), (passage,), role=text))
        facts.append(Fact(text, "hasTheme", text, (text,), (passage,)))
    figure = Measure("m", HOSTILE[0], HOSTILE[1], Decimal(3), period=HOSTILE[3], evidence=(evidence("3<b>"),))
    facts += [
        Fact(HOSTILE[1], "hasMeasure", "m", (HOSTILE[0],)),
        Fact(HOSTILE[1], HOSTILE[0], HOSTILE[2], ("r",)),
    ]
    entities.append(Entity("odd", HOSTILE[3], "奇类", scope=committee.id))
    # A file is named by its first string, so that every passage leads to these.
    document = SourceDocument(HOSTILE[0], HOSTILE[1], HOSTILE[3], HOSTILE[4], HOSTILE[2])
    article = ArticleRecord("a", HOSTILE[0], Span(0, 99_999), HOSTILE[1], HOSTILE[3], HOSTILE[0])
    return KnowledgeGraph((document,), (article,), tuple(entities), tuple(facts), (figure,))
