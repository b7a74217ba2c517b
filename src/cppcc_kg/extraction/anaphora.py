"""What a clause points back to: 该提案, 这一做法, and a bare 工作站 after 某某委员工作站 (nominal anaphora)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from re import Pattern

from cppcc_kg.extraction.context import Context
from cppcc_kg.extraction.readings import Mention
from cppcc_kg.extraction.shadow import pattern
from cppcc_kg.lexicon.terms import one_of, terms

#: Words for the whole that an article tells of.
_WHOLE = ("做法", "经验做法", "经验", "模式", "品牌", "创新做法", "工作经验")
_TEXT = ("提案", "建议", "报告", "调研报告", "信息", "议案", "办法")


#: Titles of what a committee hands in; a plan or a rule is not meant by 这条信息.
_TOLD_OF = ("提案", "建议", "反映", "报告", "意见", "建议案", "信息")


@cache
def _pointing() -> Pattern[str]:
    platforms = [word for word in terms().heads["platform"] if len(word) > 1]
    words = one_of([*_WHOLE, *_TEXT, *platforms, "机制", "制度", "活动", "行动", "议事会", "协商会"])
    return pattern(
        rf"(?:{{Time}}|[，、；：])*(?P<mark>该|这一|这个|这项|这件|这份|这条|这篇|这套|这些|此|其|它的|相关|{{Quantity}})?(?:社情民意|调研|协商|“[^”]*”|{{Quote}})?(?P<word>{words})"
        r"(?=(?P<goes>[还也又被]|累计|共|已|促成|推动|先后|成为|成了|受到|获|办理|实施|推行|运行|试行|施行|印发|出台|建成|启用|成立)?)"
    )


def points_back(words: str, context: Context, mentions: Sequence[Mention]) -> Mention | None:
    """The mention that a clause (its shadow) begins by pointing back to; none where it opens with something new."""
    found = _pointing().match(words)
    if found is None or (found["mark"] is None and found["goes"] is None):
        return None
    word = found["word"]
    if word in _WHOLE:
        return context.umbrella or context.topic if found["mark"] is not None else None
    if word in _TEXT:
        if found["mark"] is not None and not found["mark"][0].isalpha():
            return None  # 128件提案办复率…: so many, and none of those told of
        told = next((m for m in reversed(mentions) if m.cls == "Document" and m.label.endswith(_TOLD_OF)), None)
        return told or _last(mentions, ("Document",), "")
    return _last(mentions, ("Platform", "Mechanism", "Practice", "Initiative"), word)


def _last(mentions: Sequence[Mention], classes: Sequence[str], ending: str) -> Mention | None:
    return next((m for m in reversed(mentions) if m.cls in classes and m.label.endswith(ending)), None)


#: Hanzi of titles that say nothing of what the text is about.
_FORMAL = ("关于", "的提案", "的建议", "的反映", "的调研报告", "调研报告", "的意见", "加强", "推进", "促进", "进一步")


def text_meant(words: str, told: Mention | None, mentions: Sequence[Mention]) -> Mention | None:
    """The titled text that 采纳提案建议, 批示 or 据此 is said of in ``words``, which name none.

    The text that the sentence before told of; else, where a word for a text stands there, of those handed in the
    one whose title shares most with the sentence, by pairs of hanzi; else the only one.
    """
    if any(word in words for word in _WHOLE) or "他的" in words or "她的" in words:
        return None
    if told is not None:
        return told
    if not any(word in words for word in _TOLD_OF):
        return None
    texts = {m.label: m for m in mentions if m.cls == "Document" and m.label.endswith(_TOLD_OF)}
    if len(texts) == 1:
        return next(iter(texts.values()))
    shared = {label: len(_pairs(label) & _pairs(words)) for label in texts}
    best = max(shared, key=lambda label: shared[label], default=None)
    return texts[best] if best is not None and shared[best] > 0 else None


def _pairs(words: str) -> set[str]:
    for formal in _FORMAL:
        words = words.replace(formal, " ")
    return {words[at : at + 2] for at in range(len(words) - 1) if words[at : at + 2].isalpha()}
