"""What a number counts, whose figure it is, and for which period."""

from __future__ import annotations

import re
from functools import cache

from cppcc_kg.extraction.governing import find_verbs
from cppcc_kg.extraction.phrases import plain
from cppcc_kg.extraction.shadow import ending, pattern
from cppcc_kg.lexicon.quantities import QuantityMatch
from cppcc_kg.lexicon.terms import one_of, terms
from cppcc_kg.model import Span
from cppcc_kg.rules.macros import FIRST, REST

_STOPS = frozenset("，。；：！？、,;:!?\n（）")
#: The same with the characters of which the token of a figure is made.
_LEFT_STOPS = _STOPS | {FIRST["Quantity"], REST["Quantity"]}
_RIGHT_END = re.compile(f"[{''.join(sorted(_STOPS))}{FIRST['Quantity']}]")
_AND = re.compile("[和与及]")
#: What may stand between a counted thing and its figure.
_PREDICATE = "{@words.before-figure}+$"


def counted(text: str, shadow: str, figure: QuantityMatch, clause: Span) -> Span:
    """The noun that a figure counts: to its right when one follows (29名党员干部), else grown left to a boundary."""
    right = _right(text, shadow, figure, clause)
    if right is not None:
        return right
    left = _left(text, shadow, figure, clause)
    return left if left is not None else figure.span


def _right(text: str, shadow: str, figure: QuantityMatch, clause: Span) -> Span | None:
    begin = figure.span.end
    if figure.kind in ("money", "percent"):
        return None
    stopped = _RIGHT_END.search(shadow, begin, clause.end)
    end = stopped.start() if stopped is not None else max(begin, clause.end)
    stop = _figure_after(shadow, begin, clause.end)
    at = shadow.rfind("的", end, stop)
    if shadow[end : end + 1] == "、" and 2 <= stop - at - 1 <= 12 and at >= 0:
        # 选择7个基础好、条件适宜的工作站: the head stands after the whole modifier.
        return Span(at + 1, stop)
    while begin < end and text[begin] == "的":
        begin += 1
    people = _people().match(shadow, begin, end)
    if people is not None and people.end() < end:
        # 29名党员干部下沉到社区: the figure counts the people, not what they do.
        return Span(begin, people.end())
    joined = _AND.search(shadow, begin, end)
    if joined is not None and joined.start() >= begin + 2 and end < clause.end and _figure_at(shadow, end):
        end = joined.start()
    act = pattern("{@words.counted-act}").search(shadow, begin + 2, end)
    if act is not None and act.end() < end:
        end = act.start()  # 137个社区|建立协商议事室
    if begin == end or text[begin] in "（(" or pattern("{@words.no-counted}").match(shadow, begin, end):
        return None
    return Span(begin, end)


@cache
def _people() -> re.Pattern[str]:
    return pattern("{@words.people-kinds}*{@words.people}(?:和{@words.people})?")


def _figure_after(shadow: str, begin: int, end: int) -> int:
    """Where the next figure begins, or the end."""
    match = pattern(r"{Quantity}").search(shadow, begin, end)
    return match.start() if match is not None else end


def _left(text: str, shadow: str, figure: QuantityMatch, clause: Span) -> Span | None:
    end = figure.span.begin
    if figure.qualifier is not None:
        end = min(end, figure.qualifier.begin)
    begin = end
    while begin > clause.begin and (shadow[begin - 1] not in _LEFT_STOPS or not _stops(shadow, begin)):
        begin -= 1
    match = ending(_PREDICATE).search(shadow, begin, end)
    if match is not None:
        end = match.start()
    begin = _after_last_verb(shadow, Span(_after_verb(shadow, Span(begin, end)), end))
    return Span(begin, end) if end - begin >= 2 else None


def _done_by() -> list[str]:
    """The verbs that bring about what is counted."""
    return [word for name in ("do", "issue", "set-up", "gain") for word in terms().verbs[name] if len(word) > 1]


@cache
def _lead() -> re.Pattern[str]:
    words = _done_by()
    adverbs = [*terms().words["adverbs"], *terms().words["enumerators"], *terms().words["opens-counted"]]
    joined = one_of([*words, *(word for word in adverbs if len(word) > 1), *terms().words["brings-counted"]])
    short = one_of(word for word in adverbs if len(word) == 1)
    # A body is passed over where it acts; right before a noun it is part of the counted thing's name.
    acts = one_of(words)
    return pattern(
        rf"(?:{joined}|(?!{{@words.no-adverb}})(?:{short})|{{Time}}|(?:{{Organization}}|{{Person}})(?=[一-鿿]{{0,4}}(?:{acts})|[了已共])|[了已共的])"
    )


@cache
def _doing() -> frozenset[str]:
    """After one of these also a noun of two characters is left."""
    return frozenset([*_done_by(), "了", "已", "共", "的"])


def _after_verb(shadow: str, span: Span) -> int:
    """Past the adverbs, times and governing verbs that open the stretch, as long as a noun is left."""
    begin = span.begin
    while True:
        match = _lead().match(shadow, begin, span.end)
        if match is None or span.end - match.end() < (2 if match.group() in _doing() else 4):
            return begin
        begin = match.end()


#: A counted noun that is longer than this has a clause of its own before it (为…白土镇筹集|帮扶资金).
_LONG_NOUN = 8


def _after_last_verb(shadow: str, span: Span) -> int:
    if span.end - span.begin <= _LONG_NOUN:
        return span.begin
    nouns = terms().heads["practice"]
    verbs = [
        v for v in find_verbs(shadow, span) if len(v.word) > 1 and v.word not in nouns and span.end - v.span.end >= 3
    ]
    return verbs[-1].span.end if verbs else span.begin


def _figure_at(shadow: str, at: int) -> bool:
    return pattern(r"{Quantity}").match(shadow, at) is not None


def _stops(shadow: str, at: int) -> bool:
    """Whether a mark stands before ``at``, or a whole figure."""
    return shadow[at - 1] in _STOPS or _figure_ends(shadow, at)


def _figure_ends(shadow: str, at: int) -> bool:
    return pattern(r"{Quantity}\Z").search(shadow[max(0, at - 24) : at]) is not None


def noun(text: str, span: Span) -> str:
    """The counted thing in the text's own words."""
    return plain(text[span.begin : span.end]).strip("的等了").removesuffix("中") or plain(text[span.begin : span.end])
