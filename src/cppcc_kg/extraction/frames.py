"""Clauses as frames: who, which governing verb, over what object.

A verb governs when nothing but adverbs, times, prepositional phrases or a subject stands before it in its clause. A
member of a list may bring a verb of its own; without one it shares the verb before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from cppcc_kg.extraction.matcher import Words
from cppcc_kg.extraction.phrases import Listing, listing
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
#: Words that begin like a particle.
_WORDS_WITH = re.compile(r"出[版台席]|起[草]|好[事]|到[会访]|了解|成[立为果员效本就熟长都]|着[力]|过[程渡]")
_SHORT_PARTICLES = "了着过起好到出成"


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
            return following if _has_object(shadow, following, end) and len(following.word) > 1 else None
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
        if pattern(_NOMINAL_AFTER).match(shadow, following.span.end, end) or _is_object(shadow, following, end):
            break
        verb = Verb(Span(verb.span.begin, following.span.end), following.word, following.sets, following.done)
    return verb


def _is_object(shadow: str, verb: Verb, end: int) -> bool:
    """Whether the verb is rather the beginning of a noun (开展|协商活动): a head noun and nothing more follows it."""
    rest = re.split(r"[、\ue000-\ue0ff]", shadow[verb.span.begin : end], maxsplit=1)[0]
    heads = terms().head_sets(rest)
    if not heads or rest in verb_sets():
        return False
    # 提出|对策建议 is a verb and what it brings; 服务履职能力 and 协商活动 are nouns as a whole.
    return len(rest) - len(verb.word) <= 3 or (len(rest) <= 6 and not set(heads) <= {"document", "topic"})


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


_HAS_COME_ABOUT = re.compile(r"已经?(?![有知])|全部|均(?!等)|当[年月场]")


def gapped(text: str, shadow: str, clause: Span, last: Frame | None) -> Frame | None:
    """A clause with no verb of its own that goes on from the clause before with its verb (gapping)."""
    if last is None or pattern(_PART).match(shadow, clause.begin):
        return None
    opening = pattern(_GAPPED).match(shadow[clause.begin : clause.end])
    closing = pattern(r"(?<![达为占至到过破共超是])[ ]*{Quantity}\Z").search(shadow[clause.begin : clause.end])
    if opening is None and closing is None:
        return None
    begin = clause.begin + (opening.end() if opening is not None else 0)
    if opening is not None and closing is None and _they_act(text, shadow, Span(begin, clause.end)):
        return None  # 39名学生圆了梦, 86名党员亮身份: they do what the clause says
    if (
        opening is not None
        and closing is None
        and (
            _HAS_COME_ABOUT.search(shadow, begin, clause.end)
            or any("lies" in v.sets for v in find_verbs(shadow, clause))
        )
    ):
        return None  # 160盏路灯已全部点亮, 5个分会场设在…: no object of the verb before
    found = listing(text, shadow, Span(begin, clause.end))
    verb = last.members[-1].verb if last.members else last.verb
    members = tuple(Member(span, Verb(Span(begin, begin), verb.word, verb.sets), False) for span in found.members)
    return Frame(clause, verb, Span(clause.begin, begin), members, found.head)


def _members(text: str, shadow: str, verb: Verb, found: Listing) -> Iterator[Member]:
    listed = (
        bool(set(terms().head_sets(text[found.head.begin : found.head.end])) & {"mechanism", "platform"})
        if found.head
        else False
    )
    for n, span in enumerate(found.members):
        if listed:
            yield Member(span, verb, False)
            continue
        own = governor(shadow, span) if n else None
        if own is not None and _has_object(shadow, own, span.end) and not _is_object(shadow, own, span.end):
            begin = own.span.end + (shadow[own.span.end : own.span.end + 1] == "了")
            verb = own
            yield Member(Span(begin, span.end), own, True)
        else:
            yield Member(span, verb, False)


def _has_object(shadow: str, verb: Verb, end: int) -> bool:
    """Whether more than a figure follows: 专题视察|21次 is an activity that is counted, not 视察 of something."""
    return pattern(r"了?(?:{Quantity}|[多余])*\Z").match(shadow[verb.span.end : end]) is None
