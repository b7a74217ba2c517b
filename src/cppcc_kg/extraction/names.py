"""The first layer: quotes and titles, divisions, then the names that rules find. Each is hidden in the shadow."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from cppcc_kg.extraction.matcher import Match, Matcher, Words, longest_first
from cppcc_kg.extraction.placed import Placed
from cppcc_kg.extraction.shadow import Shadow, pattern
from cppcc_kg.extraction.trace import Trace
from cppcc_kg.lexicon.districts import Gazetteer
from cppcc_kg.lexicon.periods import find_periods
from cppcc_kg.lexicon.quantities import find_quantities
from cppcc_kg.lexicon.surnames import is_person_name, looks_like_transliteration
from cppcc_kg.lexicon.terms import one_of, terms
from cppcc_kg.model import Span
from cppcc_kg.rules.types import Rule

#: A long quote is speech, and hidden as a name is.
_QUOTE = re.compile(r"“[^“”\n]{1,400}”|「[^「」\n]{1,400}」|‘[^‘’\n]{1,60}’|\"[^\"\n]{1,60}\"")
_TITLE = re.compile(r"《(?:[^《》\n]|《[^《》\n]*》){1,120}》")
#: A newspaper stands in title marks too; a bulletin of the committee's own does not count as one.
_PAPER = re.compile(r"《[^《》]{0,4}(?:日报|时报|导报|晚报|早报|都市报|政协报|晨报)》")
_ASIDE = re.compile(r"（[^（）\n]{1,60}）|\([^()\n]{1,60}\)|^[【\[][^】\]\n]{2,12}[】\]]")
#: The last characters of full names of divisions.
_SUFFIXES = "省市区县旗州盟"
#: A bare short name (秀山, 光明) is too often a common word: a body or a going verb must show that a place is meant.
_BODY_AFTER = re.compile(r"政协|区委|县委|市委|人大|纪委")
#: Short names that are verbs before a body: 会同县委.
_VERBS_TOO = frozenset({"会同"})
#: Divisions whose names begin like a conjunction: only after a mark or the division that they lie in.
_AND_TOO = frozenset({"和县", "和平县", "和平区"})
_OF_PLACE = re.compile(r"高质量|人民|全域|经济|大地|籍|.{0,8}(?:基金会|有限公司|集团)")
_BEFORE_SHORT = re.compile(r"(?:赴|到|前往|来到)\Z")


class Name(NamedTuple):
    """A name found in the text: its kind, its span, and the rule that found it."""

    kind: str
    span: Span
    rule: str


def _span_of(name: Name) -> Span:
    return name.span


@dataclass(frozen=True, slots=True)
class Names:
    """The names of an article in text order, and the shadow that hides them."""

    shadow: str
    names: tuple[Name, ...]
    _placed: Placed[Name] = field(init=False, repr=False, compare=False)
    _of_kind: dict[str, Placed[Name]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        kinds: dict[str, list[Name]] = {}
        for name in self.names:
            kinds.setdefault(name.kind, []).append(name)
        object.__setattr__(self, "_placed", Placed(self.names, _span_of))
        object.__setattr__(self, "_of_kind", {kind: Placed(names, _span_of) for kind, names in kinds.items()})

    def within(self, span: Span, *kinds: str) -> list[Name]:
        """The names of the kinds (all where none is given) that lie inside ``span``, in text order."""
        if len(kinds) == 1:
            placed = self._of_kind.get(kinds[0])
            return placed.within(span) if placed is not None else []
        found = self._placed.within(span)
        return [name for name in found if name.kind in kinds] if kinds else found


@cache
def _division_words() -> tuple[Words, frozenset[str]]:
    """Every form of a division's name, and those that are common words unless a body follows them."""
    gazetteer = Gazetteer.load()
    guarded = frozenset(form for form, _ in gazetteer.guarded_names())
    return Words([*(form for form, _ in gazetteer.names()), *guarded]), guarded


def find_names(text: str, bounds: Sequence[Span], rules: Matcher, trace: Trace | None = None) -> Names:
    """Every name of the article's text; ``bounds`` are the stretches that no name may leave, in text order."""
    shadow = Shadow(text)
    names: list[Name] = []

    def add(kind: str, span: Span, rule: str) -> None:
        names.append(Name(kind, span, rule))
        shadow.hide(span, kind)

    for match in _TITLE.finditer(text):
        paper = _PAPER.fullmatch(match.group()) is not None
        add("Organization" if paper else "Document", Span(*match.span()), "org.paper" if paper else "document.titled")
    names.extend(_inside(text, rules))
    for kind, expression in (("Quote", _QUOTE), ("Aside", _ASIDE)):
        for match in expression.finditer(shadow.text):
            if not (kind == "Aside" and _names_a_person(match.group())):
                add(kind, Span(*match.span()), f"{kind.lower()}.marked")
    for span in _divisions(shadow.text):
        add("District", span, "district.named")
    found = [
        (cls, match.span if group == "all" else match.groups[group], match.rule.id)
        for match in _matches(shadow.text, text, bounds, rules, trace)
        for group, cls in match.rule.emits
        if group == "all" or group in match.groups
    ]
    named = [
        (kind, span, rule) for kind, span, rule in found if kind != "Person" or _is_person(text[span.begin : span.end])
    ]
    people = [text[span.begin : span.end] for kind, span, _ in named if kind == "Person"]
    people += [text[name.span.begin : name.span.end] for name in names if name.kind == "Person"]
    # Further places where a person once named with an office is named without.
    known = Words(name for name in people if len(name) > 1)
    again = _found(known, shadow.text)
    for kind, span, rule in named:
        # 韩青山指出: somebody who was named before is no mountain.
        if kind != "Place" or not any(span.overlaps(person) for person in again):
            add(kind, span, rule)
    for span in _found(known, shadow.text):  # what is left of them now that the other names are hidden
        add("Person", span, "person.again")
    _figures_and_times(text, shadow, names)
    return Names(shadow.text, tuple(sorted(names, key=lambda name: (name.span, name.kind))))


def _figures_and_times(text: str, shadow: Shadow, names: list[Name]) -> None:
    """Figures and periods, where no name hides them already."""
    hidden = shadow.text
    for figure in find_quantities(text):
        if figure.kind != "duration" and _is_open(hidden, figure.span):
            names.append(Name("Quantity", figure.span, "measure.figure"))
            shadow.hide(figure.span, "Quantity")
    hidden = shadow.text
    for period in find_periods(text):
        if _is_open(hidden, period.span):
            names.append(Name("Time", period.span, "period.stated"))
            shadow.hide(period.span, "Time")
        elif _in_event(names, period.span):
            # 西岗区政协八届四次会议期间: the session is a gathering, and the words together a period.
            names.append(Name("Time", period.span, "period.stated"))


def _matches(shadow: str, text: str, bounds: Sequence[Span], rules: Matcher, trace: Trace | None) -> list[Match]:
    found = rules.find(shadow, bounds)
    if trace is not None:
        trace.ran("name", shadow, found)
    return longest_first(_allowed(found, text), trace)


def _found(words: Words, shadow: str) -> list[Span]:
    return [Span(begin, end) for _, begin, end in words.find(shadow)]


def _is_person(words: str) -> bool:
    return is_person_name(words) or looks_like_transliteration(words)


def _place_in(found: Match, text: str) -> Span | None:
    """The part of a match that can be a place's name: what a verb or preposition opens is none (落实|会龙河)."""
    begin, end = found.span
    before = list(_no_place().finditer(text[begin:end]))
    begin += before[-1].end() if before else 0
    begin += _lead(text[begin : end - 1])
    core = Span(begin, end)
    if text[begin:end] in found.rule.trigger:
        return None  # 新建|幼儿园 is of a kind, and has no name
    return core if end - begin >= 3 and allows(found.rule, text, core) else None


#: Characters that no place name of ours has; what they end is left out (在社区, 并在…).
_NOT_IN_PLACES = re.compile(r"了解|[与在到进为把将并及或等的了各每这那是有不让被请对由以于而且给就]")


def _lead(stem: str) -> int:
    """How many characters of a place's stem belong to the words before it."""
    found = list(_NOT_IN_PLACES.finditer(stem))
    return found[-1].end() if found else 0


@cache
def _no_place() -> re.Pattern[str]:
    """A verb, adverb or preposition inside shows that no name was matched: 围绕农村, 确保每个社区."""
    words = terms().words
    inner = [w for verbs in terms().verbs.values() for w in verbs if len(w) > 1]
    inner += [w for key in ("adverbs", "prepositions", "people") for w in words[key] if len(w) > 1]
    return re.compile(one_of(inner))


def _names_a_person(aside: str) -> bool:
    return "记者" in aside or "通讯员" in aside or "编辑" in aside


def _in_event(names: Sequence[Name], span: Span) -> bool:
    over = [name for name in names if name.span.overlaps(span)]
    return any(name.kind == "Event" for name in over) and all(
        name.kind in ("Event", "District", "Organization") for name in over
    )


def _inside(text: str, rules: Matcher) -> list[Name]:
    """Persons and places inside quotes and titles: named there, although the quote is one token outside."""
    spans = [Span(*m.span()) for m in _TITLE.finditer(text)] + [Span(*m.span()) for m in _QUOTE.finditer(text)]
    bounds = sorted({Span(span.begin + 1, span.end - 1) for span in spans})
    found: list[Name] = []
    if not bounds:
        return []
    for match in longest_first(_allowed(rules.find(Shadow(text).text, _disjoint(bounds)), text)):
        for group, cls in match.rule.emits:
            span = match.groups.get(group, match.span)
            words = text[span.begin : span.end]
            if (cls == "Person" and _is_person(words)) or (cls == "Place" and words.endswith(_PLACES_INSIDE)):
                found.append(Name(cls, span, match.rule.id))
    return found


#: Of places only these are trusted inside a title; 江, 村 or 山 there are mostly no names.
_PLACES_INSIDE = ("镇", "乡", "村", "社区", "街道", "园区", "开发区", "新区", "水库", "景区")


def _disjoint(spans: Sequence[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in spans:
        if not kept or span.begin >= kept[-1].end:
            kept.append(span)
    return kept


_HIDDEN = re.compile("[\ue000-\ue0ff]")


def _is_open(shadow: str, span: Span) -> bool:
    """Whether no name hides a character of the span."""
    return _HIDDEN.search(shadow, span.begin, span.end) is None


def _allowed(matches: list[Match], text: str) -> list[Match]:
    """Matches whose context conditions hold, each cut to what has the build of a name of its kind.

    The cut comes before the longest match is chosen: the words before a place must not make it longer than the
    body whose name they are.
    """
    kept: list[Match] = []
    for match in matches:
        if _is_place(match):
            core = _place_in(match, text)
            if core is not None:
                kept.append(match._replace(span=core))
        elif allows(match.rule, text, match.span) and _may_be_named(match, text):
            kept.append(match)
    return kept


def _may_be_named(match: Match, text: str) -> bool:
    """Whether the first of a match's persons is built like one: 岁的|村民舒 must not keep 村民|舒桂英 away."""
    for group, cls in match.rule.emits:
        span = match.groups.get(group, match.span)
        if cls == "Person":
            return _is_person(text[span.begin : span.end])
    return True


def _is_place(match: Match) -> bool:
    """Places are checked when what stands before the name has been cut off."""
    return match.rule.emits == (("all", "Place"),)


def allows(rule: Rule, text: str, span: Span) -> bool:
    """Whether the rule's context conditions hold for a match at ``span``."""
    if rule.unless is not None and pattern(rule.unless).search(text[span.begin : span.end]):
        return False
    if rule.clause is None:
        return True
    begin = max(text.rfind(mark, 0, span.begin) for mark in "，。；\n") + 1
    ends = [at for mark in "，。；\n" if (at := text.find(mark, span.end)) >= 0]
    return pattern(rule.clause).search(text[begin : min(ends, default=len(text))]) is not None


def _divisions(shadow: str) -> list[Span]:
    """Divisions by full name, or by short name where the words around show that a division is meant."""
    words, guarded = _division_words()
    spans: list[Span] = []
    for word, begin, end in words.find(shadow):
        if spans and begin < spans[-1].end:
            continue
        if (
            word in _AND_TOO
            and begin
            and "\u4e00" <= shadow[begin - 1] <= "\u9fff"
            and not (spans and spans[-1].end == begin)
        ):
            continue  # 副县长|和|县政协: no 和县
        governed = _BODY_AFTER.match(shadow, end) is not None and word not in _VERBS_TOO
        if word[-1] not in _SUFFIXES and shadow[end : end + 1] in tuple("河江湖路街桥乡镇村"):
            plain = False  # 苏州河畔 is no 苏州
        elif word in guarded:
            plain = governed
        elif word[-1] in _SUFFIXES:
            plain = not (word[-1] == "市" and shadow[end : end + 1] in ("场", "民")) and word[:-1] not in _VERBS_TOO
        else:
            plain = governed or _OF_PLACE.match(shadow, end) is not None or _goes_there(shadow, begin, end)
            # 赴福建厦门: a short name right after another division's.
            plain = plain or bool(spans and spans[-1].end == begin)
        if plain:
            spans.append(Span(begin, end))
    return spans


def _goes_there(shadow: str, begin: int, end: int) -> bool:
    going = _BEFORE_SHORT.search(shadow[max(0, begin - 3) : begin])
    return going is not None and shadow[end : end + 1] not in ("政", "区", "县", "镇", "乡", "村", "街", "社", "路")
