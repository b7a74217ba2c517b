"""A hand-made graph of three committees in the shape of the contract.

Passages are spans of a text of this module's own, so that every quote is exact.
"""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal
from typing import Any

from cppcc_kg.graph.identifiers import fact_id
from cppcc_kg.model import (
    ArticleRecord,
    Entity,
    Evidence,
    Fact,
    KnowledgeGraph,
    Measure,
    Part,
    SourceDocument,
    Span,
)

PAGE = "2021/会议.txt"
OTHER = "other.txt"
TEXTS = {
    PAGE: (
        "□ 万州区政协\r\n着力打造“五型机关”。坚持请示报告制度。每月举办一次机关党组中心组学习，"
        "每季度举办一次“政协讲坛”，建立“政协书屋”。\r\n开展专题调研53次，提出对策建议400余条，"
        "有力助推了全区经济社会发展。撰写的《关于加大中山杉栽植推广的建议》被全国政协、市政协采用。"
        "筹集帮扶资金145万元，帮扶白土镇顺利脱贫。扎实开展党史学习教育。\r\n"
        "□ 九龙坡区政协\r\n以“五抓”促“十有”，用好“渝事好商量”协商平台。设立14个委员工作站，"
        "每年开展1-2次基层协商活动，对标市政协。带动政协系统为群众办实事240余件，有力助推了民生实事的落实。"
        "获党史学习教育中央第八督导组组长巴音朝鲁充分肯定。坚持“三定三有”原则。\r\n"
    ),
    OTHER: (
        "□ 秀山县政协\n分片区设立10个“委员工作室”。"
        "完善双周学习会制度。用好“渝事好商量”平台，水质由劣五类提升为二类。"
        "开展读书活动23场次。参加秘书长工作会议。下一步，将建设协商亭。"
    ),
}


def at(quote: str, document: str = PAGE) -> Evidence:
    """The first place of ``quote``."""
    begin = TEXTS[document].index(quote)
    return Evidence(document, Span(begin, begin + len(quote)), quote)


def _entity(id: str, cls: str, label: str, quote: str | None = None, *, document: str = PAGE, **more: Any) -> Entity:
    seen: dict[str, Any] = {"evidence": (at(quote, document),), "rules": (f"{cls.lower()}.test",)} if quote else {}
    return Entity(id, cls, label, **seen, **more)


def _entities() -> tuple[Entity, ...]:
    wz, jlp, xs = "org-wanzhou", "org-jiulongpo", "org-xiushan"
    return (
        _entity("district-500101", "District", "万州区", "万州区", level="county", code="500101"),
        _entity("district-500107", "District", "九龙坡区", "九龙坡区", level="county", code="500107"),
        _entity("district-500241", "District", "秀山土家族苗族自治县", "秀山县",
                document=OTHER, level="county",
                code="500241", alternatives=("秀山", "秀山县")),
        _entity("district-50", "District", "重庆市", level="province", code="500000"),
        _entity(wz, "Organization", "万州区政协", "□ 万州区政协"),
        _entity(jlp, "Organization", "九龙坡区政协", "□ 九龙坡区政协"),
        _entity(xs, "Organization", "秀山县政协", "□ 秀山县政协", document=OTHER),
        _entity("org-party", "Organization", "万州区政协机关党组", "机关党组",
                scope=wz, alternatives=("机关党组",)),
        _entity("org-national", "Organization", "全国政协", "全国政协"),
        _entity("org-municipal", "Organization", "重庆市政协", "市政协", alternatives=("市政协",)),
        _entity("person-bayin", "Person", "巴音朝鲁", "巴音朝鲁"),
        _entity("place-baitu", "Place", "白土镇", "白土镇"),
        _entity("campaign-study", "Campaign", "党史学习教育"),
        _entity("campaign-yushi", "Campaign", "渝事好商量"),
        _entity("initiative-wuxing", "Initiative", "五型机关", "“五型机关”", scope=wz),
        _entity("initiative-study", "Initiative", "党史学习教育", "扎实开展党史学习教育。", scope=wz),
        _entity("initiative-study-jlp", "Initiative", "党史学习教育", "党史学习教育中央第八督导组",
                scope=jlp),
        _entity("initiative-wuzhua", "Initiative", "以五抓促十有", "以“五抓”促“十有”", scope=jlp,
                alternatives=("以“五抓”促“十有”",)),
        _entity("initiative-help", "Initiative", "脱贫攻坚", "帮扶白土镇顺利脱贫", scope=wz),
        _entity("practice-group", "Practice", "机关党组中心组学习", "机关党组中心组学习", scope=wz),
        _entity("practice-forum", "Practice", "政协讲坛", "每季度举办一次“政协讲坛”", scope=wz),
        _entity("practice-survey", "Practice", "专题调研", "专题调研53次", scope=wz),
        _entity("practice-consult", "Practice", "基层协商活动", "每年开展1-2次基层协商活动", scope=jlp),
        _entity("practice-reading", "Practice", "读书活动", "读书活动23场次", document=OTHER, scope=xs),
        _entity("mechanism-report", "Mechanism", "请示报告制度", "坚持请示报告制度", scope=wz),
        _entity("mechanism-biweekly", "Mechanism", "双周学习会", "完善双周学习会制度",
                document=OTHER, scope=xs,
                alternatives=("双周学习会制度",)),
        _entity("principle-sanding", "Principle", "三定三有", "“三定三有”原则",
                scope=jlp, also=("Mechanism",)),
        _entity("platform-library", "Platform", "政协书屋", "建立“政协书屋”", scope=wz, also=("Mechanism",)),
        _entity("platform-station", "Platform", "委员工作站", "14个委员工作站", scope=jlp),
        _entity("platform-studio", "Platform", "委员工作室", "10个“委员工作室”", document=OTHER, scope=xs),
        _entity("platform-yushi", "Platform", "渝事好商量", "“渝事好商量”协商平台", scope=jlp,
                alternatives=("“渝事好商量”协商平台",)),
        _entity("platform-yushi-xs", "Platform", "渝事好商量", "“渝事好商量”平台", document=OTHER, scope=xs),
        _entity("document-cypress", "Document", "关于加大中山杉栽植推广的建议",
                "《关于加大中山杉栽植推广的建议》", scope=wz),
        _entity("goal-ability", "Goal", "十有", "“十有”", scope=jlp),
        _entity("outcome-economy", "Outcome", "助推全区经济社会发展", "有力助推了全区经济社会发展", scope=wz),
        _entity("outcome-poverty", "Outcome", "白土镇顺利脱贫", "帮扶白土镇顺利脱贫", scope=wz),
        _entity("outcome-deeds", "Outcome", "助推民生实事落实", "有力助推了民生实事的落实", scope=jlp),
        _entity("outcome-water", "Outcome", "水质由劣五类提升为二类", "水质由劣五类提升为二类",
                document=OTHER, scope=xs),
        _entity("platform-ting", "Platform", "协商亭", "将建设协商亭", document=OTHER, scope=xs),
        _entity("practice-visit", "Practice", "帮扶白土镇", "帮扶白土镇", scope=wz),
        _entity("initiative-water", "Initiative", "水质提升", "水质由劣五类提升为二类", document=OTHER),
        _entity("event-page", "Event", "秘书长工作会议", "秘书长工作会议", document=OTHER),
    )  # fmt: skip


_MEASURES = (
    Measure("measure-53", "专题调研", "次", Decimal(53), period="近年来", reported_by="org-wanzhou",
            evidence=(at("专题调研53次"),), rules=("measure.count",), as_of="2021-08-19"),
    Measure("measure-400", "对策建议", "条", Decimal(400), low=Decimal(400), reported_by="org-wanzhou",
            evidence=(at("对策建议400余条"),), rules=("measure.count",)),
    Measure("measure-145", "帮扶资金", "元", Decimal(1450000), reported_by="org-wanzhou",
            evidence=(at("帮扶资金145万元"),), rules=("measure.money",), as_of="2021-08",
            period="今年以来", begin="2021-01-01", end="2021-08"),
    Measure("measure-14", "委员工作站", "个", Decimal(14), reported_by="org-jiulongpo",
            evidence=(at("14个委员工作站"),), rules=("measure.count",), as_of="2021"),
    Measure("measure-1-2", "基层协商活动", "次", low=Decimal(1), high=Decimal(2), period="每年", per="P1Y",
            reported_by="org-jiulongpo", evidence=(at("1-2次基层协商活动"),), rules=("measure.range",)),
    Measure("measure-240", "实事", "件", Decimal(240), low=Decimal(240), reported_by="org-jiulongpo",
            evidence=(at("办实事240余件"),), rules=("measure.count",)),
    Measure("measure-23", "读书活动", "场次", Decimal(23), evidence=(at("读书活动23场次", OTHER),),
            reported_by="org-xiushan", rules=("measure.count",)),
    Measure("measure-10", "委员工作室", "个", Decimal(10), evidence=(at("10个“委员工作室”", OTHER),),
            reported_by="org-xiushan", rules=("measure.count",)),
)  # fmt: skip

#: subject, predicate, object, the quote that shows it, and the quote's document
_READ: tuple[tuple[str, str, str, str, str], ...] = (
    ("org-wanzhou", "serves", "district-500101", "□ 万州区政协", PAGE),
    ("org-jiulongpo", "serves", "district-500107", "□ 九龙坡区政协", PAGE),
    ("org-xiushan", "serves", "district-500241", "□ 秀山县政协", OTHER),
    ("place-baitu", "locatedIn", "district-500101", "帮扶白土镇顺利脱贫", PAGE),
    ("org-party", "partOf", "org-wanzhou", "机关党组", PAGE),
    ("initiative-study", "partOf", "initiative-wuxing", "扎实开展党史学习教育。", PAGE),
    ("org-wanzhou", "carriesOut", "initiative-wuxing", "着力打造“五型机关”。", PAGE),
    ("org-wanzhou", "carriesOut", "initiative-study", "扎实开展党史学习教育。", PAGE),
    ("org-wanzhou", "carriesOut", "initiative-help", "帮扶白土镇顺利脱贫", PAGE),
    ("org-party", "carriesOut", "practice-group", "每月举办一次机关党组中心组学习", PAGE),
    ("org-wanzhou", "carriesOut", "practice-forum", "每季度举办一次“政协讲坛”", PAGE),
    ("org-wanzhou", "carriesOut", "practice-survey", "开展专题调研53次", PAGE),
    ("org-xiushan", "carriesOut", "practice-reading", "开展读书活动23场次。", OTHER),
    ("practice-reading", "hasTheme", "理论学习", "开展读书活动23场次。", OTHER),
    ("practice-reading", "hasMeasure", "measure-23", "开展读书活动23场次。", OTHER),
    ("org-jiulongpo", "carriesOut", "practice-consult", "每年开展1-2次基层协商活动", PAGE),
    ("org-jiulongpo", "carriesOut", "initiative-wuzhua", "以“五抓”促“十有”", PAGE),
    ("org-jiulongpo", "carriesOut", "initiative-study-jlp", "党史学习教育中央第八督导组", PAGE),
    ("org-wanzhou", "establishes", "mechanism-report", "坚持请示报告制度。", PAGE),
    ("org-wanzhou", "establishes", "platform-library", "建立“政协书屋”", PAGE),
    ("org-jiulongpo", "establishes", "platform-station", "设立14个委员工作站", PAGE),
    ("org-jiulongpo", "establishes", "principle-sanding", "坚持“三定三有”原则。", PAGE),
    ("org-jiulongpo", "establishes", "platform-yushi", "用好“渝事好商量”协商平台", PAGE),
    ("org-xiushan", "establishes", "platform-studio", "分片区设立10个“委员工作室”", OTHER),
    ("org-xiushan", "establishes", "mechanism-biweekly", "完善双周学习会制度", OTHER),
    ("org-xiushan", "establishes", "platform-yushi-xs", "用好“渝事好商量”平台", OTHER),
    ("initiative-wuxing", "realizedBy", "mechanism-report", "坚持请示报告制度。", PAGE),
    ("initiative-study", "realizedBy", "practice-forum", "每季度举办一次“政协讲坛”", PAGE),
    ("initiative-wuzhua", "realizedBy", "practice-consult", "每年开展1-2次基层协商活动", PAGE),
    ("initiative-wuzhua", "aimsAt", "goal-ability", "以“五抓”促“十有”", PAGE),
    ("practice-survey", "resultsIn", "outcome-economy", "有力助推了全区经济社会发展", PAGE),
    ("initiative-help", "resultsIn", "outcome-poverty", "帮扶白土镇顺利脱贫", PAGE),
    ("initiative-help", "targets", "place-baitu", "帮扶白土镇顺利脱贫", PAGE),
    ("platform-yushi", "resultsIn", "outcome-deeds", "有力助推了民生实事的落实", PAGE),
    ("platform-yushi", "endorsedBy", "person-bayin", "巴音朝鲁充分肯定", PAGE),
    ("platform-yushi-xs", "resultsIn", "outcome-water", "水质由劣五类提升为二类", OTHER),
    ("org-wanzhou", "produces", "document-cypress", "撰写的《关于加大中山杉栽植推广的建议》", PAGE),
    ("document-cypress", "adoptedBy", "org-national", "被全国政协、市政协采用", PAGE),
    ("document-cypress", "adoptedBy", "org-municipal", "被全国政协、市政协采用", PAGE),
    ("initiative-wuzhua", "alignedWith", "org-municipal", "对标市政协", PAGE),
    ("initiative-study", "underCampaign", "campaign-study", "扎实开展党史学习教育。", PAGE),
    ("initiative-study-jlp", "underCampaign", "campaign-study", "党史学习教育中央第八督导组", PAGE),
    ("platform-yushi", "underCampaign", "campaign-yushi", "“渝事好商量”协商平台", PAGE),
    ("platform-yushi-xs", "underCampaign", "campaign-yushi", "“渝事好商量”平台", OTHER),
    ("practice-group", "frequency", "P1M", "每月举办一次机关党组中心组学习", PAGE),
    ("practice-forum", "frequency", "P3M", "每季度举办一次“政协讲坛”", PAGE),
    ("mechanism-biweekly", "frequency", "P2W", "完善双周学习会制度", OTHER),
    ("practice-group", "hasTheme", "理论学习", "每月举办一次机关党组中心组学习", PAGE),
    ("practice-forum", "hasTheme", "理论学习", "每季度举办一次“政协讲坛”", PAGE),
    ("mechanism-biweekly", "hasTheme", "理论学习", "完善双周学习会制度", OTHER),
    ("platform-library", "hasTheme", "理论学习", "建立“政协书屋”", PAGE),
    ("mechanism-report", "hasTheme", "党的建设", "坚持请示报告制度。", PAGE),
    ("principle-sanding", "hasTheme", "制度建设", "坚持“三定三有”原则。", PAGE),
    ("practice-survey", "hasTheme", "调查研究", "开展专题调研53次", PAGE),
    ("practice-consult", "hasTheme", "协商民主", "每年开展1-2次基层协商活动", PAGE),
    ("platform-yushi", "hasTheme", "协商民主", "用好“渝事好商量”协商平台", PAGE),
    ("platform-yushi-xs", "hasTheme", "协商民主", "用好“渝事好商量”平台", OTHER),
    ("outcome-economy", "hasTheme", "经济发展", "有力助推了全区经济社会发展", PAGE),
    ("practice-survey", "hasMeasure", "measure-53", "专题调研53次", PAGE),
    ("practice-survey", "hasMeasure", "measure-400", "对策建议400余条", PAGE),
    ("initiative-help", "hasMeasure", "measure-145", "帮扶资金145万元", PAGE),
    ("platform-station", "hasMeasure", "measure-14", "14个委员工作站", PAGE),
    ("practice-consult", "hasMeasure", "measure-1-2", "1-2次基层协商活动", PAGE),
    ("platform-yushi", "hasMeasure", "measure-240", "办实事240余件", PAGE),
    ("platform-studio", "hasMeasure", "measure-10", "10个“委员工作室”", OTHER),
    ("org-xiushan", "participatesIn", "event-page", "参加秘书长工作会议。", OTHER),
    ("org-wanzhou", "carriesOut", "practice-visit", "帮扶白土镇顺利脱贫", PAGE),
    ("org-xiushan", "plans", "platform-ting", "将建设协商亭", OTHER),
    ("practice-reading", "heldAt", "place-baitu", "开展读书活动23场次。", OTHER),
)


def _facts() -> tuple[Fact, ...]:
    read = [
        Fact(s, p, o, (f"{p}.test",), (at(quote, document),), as_of="2021-08-19") for s, p, o, quote, document in _READ
    ]
    member = Fact(
        "person-bayin",
        "memberOf",
        "org-national",
        ("member.test", "member.title"),
        (at("巴音朝鲁"),),
        role="组长",
    )
    uses = Fact(
        "practice-consult", "uses", "platform-station", ("uses.test",),
        tuple(sorted((at("14个委员工作站"), at("基层协商活动")))),
    )  # fmt: skip
    similar = Fact(
        "platform-station", "similarTo", "platform-studio", ("similar.label",), derivation="derived",
        sources=(fact_id("org-jiulongpo", "establishes", "platform-station"), "platform-studio"),
        score=Decimal("0.5"), parts=(Part("headNoun", Decimal("0.5"), ("工作",)),),
    )  # fmt: skip
    facts = (*read, member, uses, similar)
    return tuple(sorted(facts, key=lambda f: fact_id(f.subject, f.predicate, f.object)))


def shuffled(graph: KnowledgeGraph, seed: int) -> KnowledgeGraph:
    """The same content in another order."""
    dice = random.Random(seed)
    parts = ("documents", "articles", "entities", "facts", "measures")
    mixed: dict[str, Any] = {
        name: tuple(dice.sample(getattr(graph, name), len(getattr(graph, name)))) for name in parts
    }
    return replace(graph, **mixed)


GRAPH = KnowledgeGraph(
    documents=(
        SourceDocument(PAGE, "创建模范机关", "2021-08-25", "人民政协报", "https://example.org/页面?a=1"),
        SourceDocument(OTHER),
    ),
    articles=(
        ArticleRecord("article-wanzhou", PAGE, Span(0, 100), "着力打造“五型机关”", "2021-08-19", "org-wanzhou"),
        ArticleRecord("article-xiushan", OTHER, Span(0, len(TEXTS[OTHER]))),
    ),
    entities=tuple(sorted(_entities(), key=lambda each: each.id)),
    facts=_facts(),
    measures=tuple(sorted(_MEASURES, key=lambda each: each.id)),
)
