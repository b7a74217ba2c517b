"""Clauses as frames: who, which governing verb, over what object.

A verb governs when nothing but adverbs, times, prepositional phrases or a subject stands before it in its clause. A
member of a list may bring a verb of its own; without one it shares the verb before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from cppcc_kg.extraction.matcher import Words
from cppcc_kg.extraction.phrases import Listing, listing
from cppcc_kg.extraction.shadow import pattern
from cppcc_kg.lexicon.terms import terms
from cppcc_kg.model import Span


@dataclass(frozen=True, slots=True)
class Verb:
    """A governing verb and the word sets it stands in."""

    span: Span
    word: str
    sets: frozenset[str]
    done: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """One object of a frame, with the verb that governs it (its own, or the one it shares)."""

    span: Span
    verb: Verb
    own_verb: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """A clause read as subject, verb and members of the object; ``head`` is the noun after 等."""

    clause: Span
    verb: Verb
    before: Span
    members: tuple[Member, ...]
    head: Span | None = None


@cache
def verb_sets() -> dict[str, frozenset[str]]:
    """Each verb of the lexicon with the names of the sets it stands in."""
    sets: dict[str, set[str]] = {}
    for name, words in terms().verbs.items():
        for word in words:
            sets.setdefault(word, set()).add(name)
    return {word: frozenset(names) for word, names in sets.items()}


@cache
def _verbs() -> Words:
    return Words(verb_sets())


@cache
def _opens() -> re.Pattern[str]:
    """What may stand right before a governing verb."""
    words = terms().words
    before = [*words["adverbs"], *words["enumerators"], *words["people"]]
    joined = "|".join(sorted(map(re.escape, before), key=lambda w: (-len(w), w)))
    return pattern(
        rf"(?:\A|{joined}|{{Organization}}|{{Person}}|{{Time}}|{{District}}|{{Place}}|{{Aside}}|[、\s]"
        r"|基础上|方式|形式|契机|抓手|载体|主线|引领|主题|重点|平台|[中下上后时里间内初底地])\Z"
    )


@cache
def _preposition() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, terms().words["prepositions"]), key=lambda w: (-len(w), w)))
    adverbs = "|".join(sorted(map(re.escape, terms().words["adverbs"]), key=lambda w: (-len(w), w)))
    return pattern(rf"\A(?:{adverbs}|{{Time}}|{{Organization}})*(?:{words})")


_NOMINAL_AFTER = re.compile(r"的(?!《)|情况|者|率|日(?!常)|室|站|厅|亭|人员|组(?!织)|员(?!工)")
_ASPECT = re.compile(r"[了着过起好到出]")
_SHORT_PARTICLES = "了着过起好到出"


def find_verbs(shadow: str, clause: Span) -> list[Verb]:
    """The verbs of the lexicon in a clause, the longest at each place, none inside another."""
    found: list[Verb] = []
    end = clause.begin
    for word, b, e in _verbs().find(shadow[clause.begin : clause.end]):
        begin = clause.begin + b
        if begin < end:
            continue
        end = clause.begin + e
        found.append(Verb(Span(begin, end), word, verb_sets()[word], shadow[end : end + 1] == "了"))
    return found


def governor(shadow: str, clause: Span) -> Verb | None:
    """The first verb of the clause that governs; of verbs in a row (组织开展) the last."""
    verbs = find_verbs(shadow, clause)
    for n, verb in enumerate(verbs):
        before = shadow[clause.begin : verb.span.begin]
        if _NOMINAL_AFTER.match(shadow, verb.span.end, clause.end):
            continue
        if not _opens().search(before) and not (len(verb.word) > 1 and _after_preposition(before)):
            continue
        return _last_of_row(shadow, verb, verbs[n + 1 :], clause.end)
    return None


def _after_preposition(before: str) -> bool:
    match = _preposition().match(before)
    return match is not None and len(before) - match.end() >= 2


def _last_of_row(shadow: str, verb: Verb, rest: Sequence[Verb], end: int) -> Verb:
    for following in rest:
        gap = shadow[verb.span.end : following.span.begin]
        if gap not in ("", "并", "和") or following.span.end >= end or len(following.word) < 2:
            break
        if _NOMINAL_AFTER.match(shadow, following.span.end, end) or _is_object(shadow, following, end):
            break
        verb = Verb(Span(verb.span.begin, following.span.end), following.word, following.sets, following.done)
    return verb


def _is_object(shadow: str, verb: Verb, end: int) -> bool:
    """Whether the verb is rather the beginning of a noun (开展|协商活动): a head noun and nothing more follows it."""
    rest = re.split(r"[、\ue000-\ue0ff]", shadow[verb.span.begin : end], maxsplit=1)[0]
    return len(rest) <= 6 and bool(terms().head_sets(rest)) and rest not in verb_sets()


def frame(text: str, shadow: str, clause: Span) -> Frame | None:
    """The frame of a clause, or none where no verb of the lexicon governs."""
    verb = governor(shadow, clause)
    if verb is None:
        return None
    begin = verb.span.end
    while begin < clause.end and shadow[begin] in _SHORT_PARTICLES:
        begin += 1
    span = Span(begin, clause.end)
    found = listing(text, shadow, span) if span.end > span.begin else Listing((span,))
    members = tuple(_members(shadow, verb, found))
    return Frame(clause, verb, Span(clause.begin, verb.span.begin), members, found.head)


#: A clause that gives only how often or how much of what: 每年一次机关干部大轮训.
_GAPPED = r"\A(?:[，、\s]|以及|和)*(?:{Time}|{Quantity}|一次|一场|一期)+(?=[一-鿿\ue000-\ue0ff])"


def gapped(text: str, shadow: str, clause: Span, last: Frame | None) -> Frame | None:
    """A clause with no verb of its own that goes on from the clause before with its verb (gapping)."""
    if last is None:
        return None
    opening = pattern(_GAPPED).match(shadow[clause.begin : clause.end])
    closing = pattern(r"{Quantity}\Z").search(shadow[clause.begin : clause.end])
    if opening is None and closing is None:
        return None
    begin = clause.begin + (opening.end() if opening is not None else 0)
    found = listing(text, shadow, Span(begin, clause.end))
    verb = last.members[-1].verb if last.members else last.verb
    members = tuple(Member(span, Verb(Span(begin, begin), verb.word, verb.sets), False) for span in found.members)
    return Frame(clause, verb, Span(clause.begin, begin), members, found.head)


def _members(shadow: str, verb: Verb, found: Listing) -> Iterator[Member]:
    for n, span in enumerate(found.members):
        own = governor(shadow, span) if n or _opens_with_verb(shadow, span) else None
        if own is not None and _has_object(shadow, own, span.end) and not _is_object(shadow, own, span.end):
            begin = own.span.end + (shadow[own.span.end : own.span.end + 1] == "了")
            verb = own
            yield Member(Span(begin, span.end), own, True)
        else:
            yield Member(span, verb, False)


def _has_object(shadow: str, verb: Verb, end: int) -> bool:
    """Whether more than a figure follows: 专题视察|21次 is an activity that is counted, not 视察 of something."""
    return pattern(r"了?(?:{Quantity}|[多余])*\Z").match(shadow[verb.span.end : end]) is None


def _opens_with_verb(shadow: str, span: Span) -> bool:
    verbs = find_verbs(shadow, span)
    return bool(verbs) and verbs[0].span.begin == span.begin and len(verbs[0].word) > 1
