"""Noun phrases: where a list may be cut, which head a phrase has, and what the thing is called."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from cppcc_kg.extraction.shadow import ending, kind_at, pattern
from cppcc_kg.lexicon.endings import Ending
from cppcc_kg.lexicon.terms import terms
from cppcc_kg.model import Span
from cppcc_kg.rules.macros import FIRST

_MARKS = re.compile(r"[“”‘’「」『』\"《》〈〉]")
_SPACES = re.compile(r"\s+(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])\s+")
_NOT_PLAIN = re.compile(rf"{_MARKS.pattern}|\s")
_DETERMINERS = re.compile(
    r"(?:[、，,\s]|其中|同时|另外|了(?!解)|着|起|过|出|好|到|各类|各项|各种|相关|有关|一批|一系列|系列|多种|多项|若干|部分|许多|更多|全部|所有|一些|这些|此次|本次|每次|每个|首个|首批|首家|全新|新的|"
    r"“?[的地得]|以及|和|与|及|并|其|该|进行|更好|积极|精心|认真|深入|全面|切实|不断|扎实)+"
)
_TAIL = Ending(r"(?:等(?:工作|活动|形式|方式|方面|内容|任务|事项)?|中|上|里|之中|过程中|工作中|方面|[，、\s])+$")
#: 六步工作法|推进: what is done with the mechanism is no part of its name.
_DONE_WITH = Ending(
    r"(工作法|机制|制度|模式|平台|清单)(?:推进|落实|开展|运行|实施|办理|管理|进行|抓|促)(?:工作|落实|落地)?$"
)
_HAN = re.compile(r"[\u4e00-\u9fff]")


def plain(text: str) -> str:
    """The text without quotation marks, 《》 and white space: what a canonical label keeps.

    >>> plain("“书香政协”建设")
    '书香政协建设'
    """
    if _NOT_PLAIN.search(text) is None:
        return text  # nearly every phrase
    return _SPACES.sub("", _MARKS.sub("", text)).strip()


class Phrase(NamedTuple):
    """A noun phrase: its span, the label it gives, other forms, and the head noun for each class that has one."""

    span: Span
    label: str
    alternatives: tuple[str, ...]
    heads: Mapping[str, str]
    quoted: bool = False
    titled: bool = False


def phrase(text: str, shadow: str, span: Span) -> Phrase | None:
    """The phrase in ``span``: figures and determiners off its front, its modifier cut at the last 的 outside names."""
    span = trim(text, shadow, span)
    if span.end - span.begin < 2 or not _HAN.search(text, span.begin, span.end) or _only_figure(shadow, span):
        return None
    whole = plain(text[span.begin : span.end])
    core = _after_modifier(text, shadow, span)
    label = whole if core is span else plain(text[core.begin : core.end])
    if len(label) < 2:
        core, label = span, whole
    alternatives = (whole,) if whole != label else ()
    token = kind_at(shadow, last_token(shadow, core))
    return Phrase(
        core,
        label,
        alternatives,
        terms().head_sets(label),
        quoted=token == "Quote" and shadow[core.end - 1] != text[core.end - 1],
        titled=shadow.find(FIRST["Document"], core.begin, core.end) >= 0,
    )


def _only_figure(shadow: str, span: Span) -> bool:
    return pattern(r"(?:{Quantity}|{Time}|[多余个])+\Z").match(shadow, span.begin, span.end) is not None


def last_token(shadow: str, span: Span) -> int:
    """Where the token begins that holds the last character of ``span`` (that character itself outside tokens)."""
    at = span.end - 1
    while at > span.begin and "\ue000" <= shadow[at] <= "\ue0ff" and (ord(shadow[at]) - 0xE000) % 2:
        at -= 1
    return at


def trim(text: str, shadow: str, span: Span) -> Span:
    """``span`` without what only introduces or closes the phrase: figures, determiners, 等, spaces."""
    begin, end = span
    changed = True
    while changed and begin < end:
        changed = False
        match = _leading_token().match(shadow, begin, end) if shadow[begin] in _INTRODUCE else None
        if match is not None and match.end() < end:
            begin, changed = match.end(), True
        match = _DETERMINERS.match(shadow, begin, end)
        if match is not None and match.end() < end - 2:
            begin, changed = match.end(), True
        cut = _DONE_WITH.search(shadow, begin, end)
        if cut is not None:
            end, changed = cut.end(1), True
        match = _trailing_figure().search(shadow, begin, end) or _TAIL.search(shadow, begin, end)
        if match is not None and match.start() > begin:
            end, changed = match.start(), True
    while begin < end and text[begin].isspace():
        begin += 1
    return Span(begin, end)


@cache
def _leading_token() -> re.Pattern[str]:
    return pattern(r"(?:{Quantity}|{Time}|{Aside})+")


#: Where the first of these can stand at all.
_INTRODUCE = frozenset(FIRST[kind] for kind in ("Quantity", "Time", "Aside"))


@cache
def _trailing_figure() -> Ending:
    return ending(r"(?:达|共|共计|累计|合计|近|约|超|逾)?(?:{Quantity}|{Aside}|{Time})+\Z")


def _after_modifier(text: str, shadow: str, span: Span) -> Span:
    """The part after the last 的 that is no part of a name, if enough is left of it to be a name."""
    brand = _brand_after_list(shadow, span)
    if brand is not None:
        return brand
    at = shadow.rfind("的", span.begin, span.end)
    while at >= 0:
        if (span.end - at - 1 >= 3 and "、" not in shadow[at : span.end]) or kind_at(
            shadow, at + 1 if at + 1 < span.end else at
        ):
            return Span(at + 1, span.end)
        at = shadow.rfind("的", span.begin, at)
    match = pattern(r"以[^，]{1,20}?为(?:引领|主题|重点|主|载体|抓手|核心|一体)的?").match(shadow, span.begin, span.end)
    return Span(match.end(), span.end) if match is not None and match.end() < span.end - 1 else span


def _brand_after_list(shadow: str, span: Span) -> Span | None:
    """学习型、服务型“两型机关”: the list tells what the brand counts and is no part of its name."""
    if shadow.find(FIRST["Quote"], span.begin, span.end) < 0:
        return None
    match = pattern(r"(?<=[一-鿿])(?P<brand>{Quote}[一-鿿]{0,6})\Z").search(shadow[span.begin : span.end])
    if match is None or "、" not in shadow[span.begin : span.begin + match.start("brand")]:
        return None
    return Span(span.begin + match.start("brand"), span.end)


class Listing(NamedTuple):
    """A coordinated phrase: its members, and after 等 the head that says what they are (none when there is no 等)."""

    members: tuple[Span, ...]
    head: Span | None = None


#: Without one of these a phrase is no list.
_MAY_JOIN = re.compile(f"[、等和与及暨{FIRST['Quote']}]")


def listing(text: str, shadow: str, span: Span) -> Listing:
    """Cut a list where each member can stand alone; a list inside one modifier stays whole.

    Members can stand alone when each has a head noun or a figure of its own, or is a quoted or titled name, or when 等
    closes the list (Chinese coordination marks its last member only by 等 or 和).
    """
    if _MAY_JOIN.search(shadow, span.begin, span.end) is None:
        return Listing((span,))  # most objects are no lists
    etc = _closing_etc(shadow, span)
    body = Span(span.begin, etc) if etc is not None else span
    head = Span(etc + 1, span.end) if etc is not None and span.end - etc - 1 >= 2 else None
    parts = _cut(shadow, body)
    if len(parts) > 1:
        parts = [*parts[:-1], *_cut_and(text, shadow, parts[-1])]
    elif etc is None or head is None:
        parts = _cut_and(text, shadow, body)
    if len(parts) == 1:
        return Listing((span,)) if head is None or etc is None else Listing((body,), head)
    if etc is not None or all(_stands_alone(text, shadow, part) for part in parts):
        return Listing(tuple(parts), head)
    return Listing((span,))


def _closing_etc(shadow: str, span: Span) -> int | None:
    at = shadow.rfind("等", span.begin + 2, span.end)
    if at < 0 or shadow[at + 1 : at + 2] in ("级", "额", "次", "于", "待", "候"):
        return None
    return at


#: What may part the members of a list: the mark, or a quoted name that begins right after another.
_LIST_MARK = re.compile(f"[、{FIRST['Quote']}]")


def _cut(shadow: str, span: Span) -> list[Span]:
    parts, begin = [], span.begin
    for match in _LIST_MARK.finditer(shadow, span.begin, span.end):
        at = match.start()
        if shadow[at] == "、":
            if at > begin:
                parts.append(Span(begin, at))
            begin = at + 1
        elif at > begin and kind_at(shadow, last_token(shadow, Span(0, at))) == "Quote":
            # “书香政协”“文化政协”: quoted names stand in a list without a mark between.
            parts.append(Span(begin, at))
            begin = at
    if span.end > begin:
        parts.append(Span(begin, span.end))
    return parts or [span]


_AND = re.compile(r"以及|和|与|及|暨")


def _cut_and(text: str, shadow: str, span: Span) -> list[Span]:
    """Two phrases joined by 和, 与, 及 or 以及, when both sides could be named apart."""
    for match in _AND.finditer(shadow, span.begin, span.end):
        left = Span(span.begin, match.start())
        right = Span(match.end(), span.end)
        if left.end - left.begin < 2 or right.end - right.begin < 2:
            continue
        # 覆盖10个乡镇和2个社区的平台: what is joined lies inside the modifier.
        if "的" in shadow[right.begin : right.end] and "的" not in shadow[left.begin : left.end]:
            continue
        if _stands_alone(text, shadow, left) and _stands_alone(text, shadow, right):
            return [left, right]
    return [span]


#: A head of one of these classes lets a member of a list stand alone.
_NAMING = ("mechanism", "platform", "practice", "document", "initiative")
#: Abilities are listed without 等: 政治判断力、政治领悟力.
_ABILITY = re.compile(r"[一-鿿]{2,}(?:力|能力|水平|意识|本领)$")


def _stands_alone(text: str, shadow: str, span: Span) -> bool:
    words = shadow[span.begin : span.end]
    if pattern(r"{Quantity}").search(words) or pattern(r"(?:{Quote}|{Document})\Z").search(words):
        return True
    label = plain(text[span.begin : span.end])
    heads = terms().head_sets(label)
    if "goal" in heads and _ABILITY.search(label):
        return True
    return (
        any(kind in heads and len(label) > len(heads[kind]) for kind in _NAMING) or label in terms().heads["practice"]
    )
