"""Clauses as frames: who, which governing verb, over what objects.

A member of a list may bring a verb of its own; without one it shares the verb before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from cppcc_kg.extraction.governing import Verb, find_verbs, governor, has_object, is_object
from cppcc_kg.extraction.phrases import Listing, listing
from cppcc_kg.extraction.shadow import pattern
from cppcc_kg.lexicon.terms import terms
from cppcc_kg.model import Span


class Member(NamedTuple):
    """One object of a frame, with the verb that governs it (its own, or the one it shares)."""

    span: Span
    verb: Verb
    own_verb: bool


class Frame(NamedTuple):
    """A clause read as subject, verb and members of the object; ``head`` is the noun after 等."""

    clause: Span
    verb: Verb
    before: Span
    members: tuple[Member, ...]
    head: Span | None = None


#: Words that begin like one of the particles.
_WORDS_WITH = re.compile(r"出[版台席]|起[草]|好[事]|到[会访]|了解|成[立为果员效本就熟长都]|着[力]|过[程渡]")
_SHORT_PARTICLES = "了着过起好到出成"


#: After these a number has counted people or their households.
_HEADS_COUNTED = "名位人户家"


def _they_act(text: str, shadow: str, rest: Span) -> bool:
    """Whether those who were counted right before ``rest`` do what it says."""
    if text[rest.begin - 1] not in _HEADS_COUNTED:
        return False
    return "了" in shadow[rest.begin : rest.end] or _people_then().match(shadow, rest.begin, rest.end) is not None


@cache
def _people_then() -> re.Pattern[str]:
    return pattern("(?:在外|全体|基层)*(?:{@words.people}|{@words.counted-others}|[一-鿿]{1,3}员)[一-鿿]{2,}")


#: 集协商议事、联系群众等功能为一体的|议事厅: the functions are no objects of the verb.
_COMBINES = r"(?:{Quantity}|一批|一个)?集[^，。；]{2,40}?[为于]一体的"
#: 主席领衔督办、专委会对口督办、委员跟踪督办的|“三督”机制: the steps are no objects either.
_STEPS = (
    r"[^，。；]+?、[^，。；]+?的"
    r"(?=(?:{Quote}|[一-鿿]{2,4}?)[一-鿿]{0,6}{@words.steps-make}(?:{Quantity})?\Z)"
)
#: 并案后198件 tells of the figure before it, and is no further thing that is done.
_PART = "其中(?=[^，、]{0,6}{@words.counted-texts}|委员[一-鿿]{2,4}个人)|{@words.part-of-figure}"


def frame(text: str, shadow: str, clause: Span) -> Frame | None:
    """The frame of a clause, or none where no verb of the lexicon governs."""
    verb = governor(shadow, clause)
    if verb is None:
        return None
    begin = verb.span.end
    while begin < clause.end and shadow[begin] in _SHORT_PARTICLES and not _WORDS_WITH.match(shadow, begin):
        begin += 1
    begin = _after_list_of_parts(shadow, begin, clause.end)
    span = Span(begin, clause.end)
    found = listing(text, shadow, span) if span.end > span.begin else Listing((span,))
    members = tuple(_members(text, shadow, verb, found))
    return Frame(clause, verb, Span(clause.begin, verb.span.begin), members, found.head)


def _after_list_of_parts(shadow: str, begin: int, end: int) -> int:
    """Where the object begins once what it combines, or the steps that it is made of, are passed over."""
    # Both are rare, and dear to look for: the words that they close with are not.
    combined = shadow.find("一体的", begin, end) >= 0
    modifier = pattern(_COMBINES).match(shadow, begin, end) if combined else None
    listed = shadow.find("、", begin, end)
    if modifier is None and listed >= 0 and shadow.find("的", listed, end) >= 0:
        modifier = pattern(_STEPS).match(shadow, begin, end)
    return modifier.end() if modifier is not None else begin


#: A clause that gives only how often or how much of what: 每年一次机关干部大轮训.
_GAPPED = r"\A(?:[，、\s]|以及|和)*(?:{Time}|{Quantity}|一次|一场|一期)+(?=[一-鿿\ue000-\ue0ff])"
#: What has come about with the counted things is no object of the verb before.
_HAS_COME_ABOUT = "已(?![有知])|均(?!等)|{@words.come-about}"


def gapped(text: str, shadow: str, clause: Span, last: Frame | None) -> Frame | None:
    """A clause with no verb of its own that goes on from the clause before with its verb (gapping)."""
    if last is None or pattern(_PART).match(shadow, clause.begin):
        return None
    opening = pattern(_GAPPED).match(shadow[clause.begin : clause.end])
    closing = pattern(r"(?<![达为占至到过破共超是])[ ]*{Quantity}\Z").search(shadow[clause.begin : clause.end])
    if opening is None and closing is None:
        return None
    begin = clause.begin + (opening.end() if opening is not None else 0)
    if closing is None and _tells_more(text, shadow, clause, begin):
        return None
    found = listing(text, shadow, Span(begin, clause.end))
    verb = last.members[-1].verb if last.members else last.verb
    members = tuple(Member(span, Verb(Span(begin, begin), verb.word, verb.sets), False) for span in found.members)
    return Frame(clause, verb, Span(clause.begin, begin), members, found.head)


def _tells_more(text: str, shadow: str, clause: Span, begin: int) -> bool:
    """Whether a clause that opens with a figure (what it counts stands at ``begin``) says something of its own."""
    if _they_act(text, shadow, Span(begin, clause.end)):
        return True  # 39名学生圆了梦, 86名党员亮身份: they do what the clause says
    # 160盏路灯已全部点亮, 5个分会场设在…
    return pattern(_HAS_COME_ABOUT).search(shadow, begin, clause.end) is not None or any(
        "lies" in verb.sets for verb in find_verbs(shadow, clause)
    )


def _members(text: str, shadow: str, verb: Verb, found: Listing) -> Iterator[Member]:
    heads = terms().head_sets(text[found.head.begin : found.head.end]) if found.head is not None else {}
    listed = not heads.keys().isdisjoint(("mechanism", "platform"))
    for n, span in enumerate(found.members):
        if listed:
            yield Member(span, verb, False)
            continue
        own = governor(shadow, span) if n else None
        if own is not None and has_object(shadow, own, span.end) and not is_object(shadow, own, span.end):
            begin = own.span.end + (shadow[own.span.end : own.span.end + 1] == "了")
            verb = own
            yield Member(Span(begin, span.end), own, True)
        else:
            yield Member(span, verb, False)
