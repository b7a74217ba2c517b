"""Which verb of a clause governs it.

A verb governs when nothing but adverbs, times, prepositional phrases or a subject stands before it in its clause.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from cppcc_kg.extraction.matcher import Words
from cppcc_kg.extraction.placed import Placed
from cppcc_kg.extraction.shadow import pattern
from cppcc_kg.lexicon.terms import ends_with, one_of, terms, word_set
from cppcc_kg.model import Span


class Verb(NamedTuple):
    """A governing verb and the word sets it stands in."""

    span: Span
    word: str
    sets: frozenset[str]
    done: bool = False


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
    joined = one_of(before)
    return pattern(
        rf"(?:\A|{joined}|{{Organization}}|{{Person}}|{{Time}}|{{District}}|{{Place}}|{{Aside}}|[、\s]"
        r"|分(?:[一二三四五六七八九十0-9]+|{Quantity})?[组批路队]|{@words.before-verb}|[中下上后时里间内初底地])\Z"
    )


@cache
def _preposition() -> re.Pattern[str]:
    words = one_of(terms().words["prepositions"])
    adverbs = one_of(terms().words["adverbs"])
    return pattern(rf"\A(?:{adverbs}|{{Time}}|{{Organization}})*(?:{words})")


#: What right after a verb makes it a noun.
_NOMINAL_AFTER = (
    r"(?!{@words.verbal-after}){@words.nominal-after}"
    r"|(?<=负责)[人制同]|的(?![《\ue00a])|得(?=[好不很])|不?是(?![否非])|[时后]\Z|下(?=，|$)"
)
#: 围绕加强…建设作交流: what follows the preposition is the topic; the verb of the clause comes after.
_TOPIC = re.compile(r"(?:围绕|针对|聚焦|就)\Z")
#: What is done on a topic, or issued about it, is told as such all the same.
_OF_TOPICS = frozenset({"do", "issue"})


def find_verbs(shadow: str, clause: Span) -> list[Verb]:
    """The verbs of the lexicon in a clause, the longest at each place, none inside another."""
    found: list[Verb] = []
    end = clause.begin
    for verb in _all_verbs(shadow).beginning_in(*clause):
        if verb.span.begin >= end and verb.span.end <= clause.end:
            end = verb.span.end
            found.append(verb)
    return found


@lru_cache(maxsize=8)
def _all_verbs(shadow: str) -> Placed[Verb]:
    """Every verb in an article, also inside another: each clause and each member of a list asks for its own."""
    sets = verb_sets()
    hits = _verbs().find(shadow)
    return Placed(
        (Verb(Span(begin, end), word, sets[word], shadow[end : end + 1] == "了") for word, begin, end in hits),
        lambda verb: verb.span,
    )


def governor(shadow: str, clause: Span) -> Verb | None:
    """The first verb of the clause that governs; of verbs in a row (组织开展) the last."""
    verbs = find_verbs(shadow, clause)
    if not verbs:
        return None
    if _disposes().match(shadow[clause.begin : clause.end]):
        # 把…统筹起来: what is disposed of stands before the verb and may hold verbs of its own.
        verbs = verbs[-1:]
    for n, verb in enumerate(verbs):
        before = shadow[clause.begin : verb.span.begin]
        if pattern(_NOMINAL_AFTER).match(shadow, verb.span.end, clause.end):
            continue
        opened = not before or _opens().search(before) or (len(verb.word) > 1 and _after_preposition(before))
        if not opened and not (
            n == 0 and verb.word in word_set("governs-anywhere") and len(before) <= _LONGEST_SUBJECT
        ):
            continue
        if before and ("被" in before or _public_acts().match(before)):
            continue  # what is done to a thing by others is no doing of the committee
        if before and verb.sets.isdisjoint(_OF_TOPICS) and (_TOPIC.search(before) or _topical(before)):
            continue
        if pattern("{@words.named-by-verb}").match(shadow, verb.span.begin):
            continue
        if before and verb.word not in word_set("holds") and _ABOUT.match(before):
            # 对农村饮水安全巩固提升工作|开展专项民主监督: the verbs before are of the topic.
            held = next((v for v in verbs[n + 1 :] if _is_held(shadow, v, clause.end)), None)
            if held is not None:
                return held
        return (
            _gone_to(shadow, verb, verbs[n + 1 :])
            or _brought_to(shadow, verb, verbs[n + 1 :], clause.end)
            or _last_of_row(shadow, verb, verbs[n + 1 :], clause.end)
        )
    return None


_ABOUT = re.compile(r"(?:对|就|围绕|针对)")


def _is_held(shadow: str, verb: Verb, end: int) -> bool:
    words = re.sub("[\ue000-\ue0ff]+$", "", shadow[verb.span.end : end])
    return verb.word in word_set("holds") and "practice" in terms().head_sets(words)


def _gone_to(shadow: str, verb: Verb, rest: Sequence[Verb]) -> Verb | None:
    """赴东山镇视察工作: what is done at the place, not the way there."""
    if verb.word not in word_set("goes") or not rest:
        return None
    between = shadow[verb.span.end : rest[0].span.begin]
    return rest[0] if pattern(r"(?:{Place}|{District}|{Organization})+\Z").match(between) else None


def _brought_to(shadow: str, verb: Verb, rest: Sequence[Verb], end: int) -> Verb | None:
    """The verb of holding after those who are brought to it, if its object is an activity."""
    if verb.word not in word_set("brings"):
        return None
    for following in rest:
        if _people_end().search(shadow[verb.span.end : following.span.begin]) and following.sets & {"act", "do"}:
            # 组织界别委员|走访企业: what those who are brought do is the activity.
            return following if has_object(shadow, following, end) and len(following.word) > 1 else None
        if following.word not in word_set("holds") or following.span.begin - verb.span.end < 2:
            continue
        words = re.sub("[\ue000-\ue0ff]+$", "", shadow[following.span.end : end])
        if "practice" in terms().head_sets(words) and not ends_with(words, "not-brought-to"):
            return following
    return None


@cache
def _public_acts() -> re.Pattern[str]:
    """居民|反映路灯不亮: what the public does is no doing of the committee."""
    return pattern(r"(?:{Time}|[，、\s])*{@words.public}\Z")


@cache
def _people_end() -> re.Pattern[str]:
    """Members or staff named right before the verb; officers and the public act for themselves."""
    return pattern(r"{@words.brought-people}(?:{Quantity}|[、代表])*\Z")


@cache
def _disposes() -> re.Pattern[str]:
    adverbs = one_of(terms().words["adverbs"])
    return pattern(rf"(?:{{Time}}|{{Organization}}|(?:{adverbs})|一是|二是|三是|四是)*(?:把|将)(?![继进不持])")


_TOPICAL = re.compile(r"(?:围绕|针对|聚焦)[^，]*$")


def _topical(before: str) -> bool:
    """Whether a topic is being named: 围绕产业发展、后期扶持、水源保护等|开展…"""
    return _TOPICAL.search(before) is not None


def _after_preposition(before: str) -> bool:
    match = _preposition().match(before)
    return match is not None and len(before) - match.end() >= 2


_LONGEST_SUBJECT = 12


def _last_of_row(shadow: str, verb: Verb, rest: Sequence[Verb], end: int) -> Verb:
    for following in rest:
        if verb.word not in word_set("leads"):
            break
        gap = shadow[verb.span.end : following.span.begin]
        if gap not in ("", "并", "和") or following.span.end >= end or len(following.word) < 2:
            break
        if pattern(_NOMINAL_AFTER).match(shadow, following.span.end, end) or is_object(shadow, following, end):
            break
        verb = Verb(Span(verb.span.begin, following.span.end), following.word, following.sets, following.done)
    return verb


def is_object(shadow: str, verb: Verb, end: int) -> bool:
    """Whether the verb is rather the beginning of a noun (开展|协商活动): a head noun and nothing more follows it."""
    rest = re.split(r"[、\ue000-\ue0ff]", shadow[verb.span.begin : end], maxsplit=1)[0]
    heads = terms().head_sets(rest)
    if not heads or rest in verb_sets():
        return False
    # 提出|对策建议 is a verb and what it brings; 服务履职能力 and 协商活动 are nouns as a whole.
    return len(rest) - len(verb.word) <= 3 or (len(rest) <= 6 and not set(heads) <= {"document", "topic"})


def has_object(shadow: str, verb: Verb, end: int) -> bool:
    """Whether more than a figure follows: 专题视察|21次 is an activity that is counted, not 视察 of something."""
    return pattern(r"了?(?:{Quantity}|[多余])*\Z").match(shadow[verb.span.end : end]) is None
