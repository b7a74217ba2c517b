"""Words of the page for the contract's terms: Chinese first, English beside."""

from __future__ import annotations

from typing import NamedTuple

from cppcc_kg.analysis.wording import RELATION_WORDS


class Words(NamedTuple):
    """One term in both languages."""

    zh: str
    en: str


CLASS_LABELS: dict[str, Words] = {
    "District": Words("区县", "District"),
    "Place": Words("地点", "Place"),
    "Organization": Words("组织机构", "Organization"),
    "Person": Words("人物", "Person"),
    "Event": Words("会议活动", "Event"),
    "Campaign": Words("全国或全市活动", "Campaign"),
    "Initiative": Words("举措", "Initiative"),
    "Practice": Words("做法", "Practice"),
    "Mechanism": Words("机制", "Mechanism"),
    "Principle": Words("原则", "Principle"),
    "Platform": Words("平台载体", "Platform"),
    "Document": Words("文件成果", "Document"),
    "Goal": Words("目标", "Goal"),
    "Outcome": Words("成效", "Outcome"),
}

_PREDICATES_IN_ENGLISH = {
    "serves": "serves",
    "locatedIn": "located in",
    "partOf": "part of",
    "carriesOut": "carries out",
    "establishes": "establishes",
    "realizedBy": "realized by",
    "aimsAt": "aims at",
    "resultsIn": "results in",
    "produces": "produces",
    "adoptedBy": "adopted by",
    "endorsedBy": "endorsed by",
    "targets": "targets",
    "alignedWith": "aligned with",
    "participatesIn": "participates in",
    "plans": "plans",
    "underCampaign": "under campaign",
    "uses": "uses",
    "heldAt": "held at",
    "memberOf": "member of",
    "similarTo": "similar to",
    "frequency": "frequency",
    "hasTheme": "theme",
    "hasMeasure": "figure",
}
PREDICATE_LABELS: dict[str, Words] = {
    name: Words(RELATION_WORDS[name], english) for name, english in _PREDICATES_IN_ENGLISH.items()
}

#: The parts of a similarity.
REASON_LABELS: dict[str, Words] = {
    "wording": Words("字词相同", "shared wording"),
    "headNoun": Words("中心词", "head noun"),
    "theme": Words("主题相同", "shared theme"),
    "neighbour": Words("关联相同", "shared neighbours"),
}

#: Themes in English; the Chinese label is the theme's name everywhere else.
THEME_LABELS: dict[str, str] = {
    "党的建设": "Party building",
    "理论学习": "Theoretical study",
    "协商民主": "Consultative democracy",
    "调查研究": "Research and inspection",
    "提案工作": "Proposals",
    "民主监督": "Democratic supervision",
    "委员履职": "Members' duties",
    "社情民意": "Public opinion",
    "服务保障": "Support services",
    "制度建设": "Institution building",
    "队伍建设": "Team building",
    "作风廉政": "Conduct and integrity",
    "疫情防控": "Epidemic control",
    "脱贫攻坚与乡村振兴": "Poverty alleviation and rural revitalization",
    "基层治理与民生": "Grassroots governance and livelihood",
    "文化建设": "Culture",
    "经济发展": "Economy",
}


def class_words(cls: str) -> Words:
    """The class in both languages; a class that the contract does not know is shown by its name."""
    return CLASS_LABELS.get(cls, Words(cls, cls))


def predicate_words(predicate: str) -> Words:
    """The property in both languages; an unknown one is shown by its name."""
    return PREDICATE_LABELS.get(predicate, Words(predicate, predicate))
