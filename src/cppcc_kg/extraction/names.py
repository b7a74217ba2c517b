"""The first layer: quotes and titles, divisions, then the names that rules find. Each is hidden in the shadow."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from cppcc_kg.extraction.matcher import Match, Matcher, Words, longest_first
from cppcc_kg.extraction.shadow import Shadow, pattern
from cppcc_kg.lexicon.districts import Gazetteer
from cppcc_kg.lexicon.periods import find_periods
from cppcc_kg.lexicon.quantities import find_quantities
from cppcc_kg.lexicon.surnames import is_person_name, looks_like_transliteration
from cppcc_kg.model import Span
from cppcc_kg.rules.types import Rule

#: Longest quote that is still a name or slogan; what is longer is speech and hidden all the same.
_QUOTE = re.compile(r"“[^“”\n]{1,400}”|「[^「」\n]{1,400}」|‘[^‘’\n]{1,60}’|\"[^\"\n]{1,60}\"")
_TITLE = re.compile(r"《(?:[^《》\n]|《[^《》\n]*》){1,120}》")
_ASIDE = re.compile(r"（[^（）\n]{1,60}）|\([^()\n]{1,60}\)|^[【\[][^】\]\n]{2,12}[】\]]")
#: A bare short name (秀山, 光明) is too often a common word: a body or a going verb must show that a place is meant.
_SUFFIXES = "省市区县旗州盟"
_BODY_AFTER = re.compile(r"政协|区委|县委|市委|人大|纪委")
_OF_PLACE = re.compile(r"高质量|人民|全域|经济|大地|籍")
_BEFORE_SHORT = re.compile(r"(?:赴|到|前往|来到)\Z")


@dataclass(frozen=True, slots=True)
class Name:
    """A name found in the text: its kind, its span, and the rule that found it."""

    kind: str
    span: Span
    rule: str


@dataclass(frozen=True, slots=True)
class Names:
    """The names of an article in text order, and the shadow that hides them."""

    shadow: str
    names: tuple[Name, ...]

    def within(self, span: Span, *kinds: str) -> list[Name]:
        """The names of the kinds that lie inside ``span``, in text order."""
        return [name for name in self.names if span.contains(name.span) and (not kinds or name.kind in kinds)]


@cache
def _division_words() -> tuple[Words, frozenset[str]]:
    """Every form of a division's name, and those that are common words unless a body follows them."""
    gazetteer = Gazetteer.load()
    guarded = frozenset(form for form, _ in gazetteer.guarded_names())
    return Words([*(form for form, _ in gazetteer.names()), *guarded]), guarded


def find_names(text: str, bounds: Sequence[Span], rules: Matcher) -> Names:
    """Every name of the article's text; ``bounds`` are the stretches that no name may leave, in text order."""
    shadow = Shadow(text)
    names: list[Name] = []

    def add(kind: str, span: Span, rule: str) -> None:
        names.append(Name(kind, span, rule))
        shadow.hide(span, kind)

    for match in _TITLE.finditer(text):
        add("Document", Span(*match.span()), "document.titled")
    for kind, expression in (("Quote", _QUOTE), ("Aside", _ASIDE)):
        for match in expression.finditer(shadow.text):
            if not (kind == "Aside" and _names_a_person(match.group())):
                add(kind, Span(*match.span()), f"{kind.lower()}.marked")
    for span in _divisions(shadow.text):
        add("District", span, "district.named")
    for found in longest_first(_allowed(rules.find(shadow.text, bounds), text)):
        for group, cls in found.rule.emits:
            span = found.groups.get(group, found.span)
            if cls != "Person" or _may_be_person(text[span.begin : span.end]):
                add(cls, span, found.rule.id)
    hidden = shadow.text
    for figure in find_quantities(text):
        if figure.kind != "duration" and _is_open(hidden, figure.span):
            add("Quantity", figure.span, "measure.figure")
    hidden = shadow.text
    for period in find_periods(text):
        if _is_open(hidden, period.span):
            add("Time", period.span, "period.stated")
    return Names(shadow.text, tuple(sorted(names, key=lambda name: (name.span, name.kind))))


def _may_be_person(words: str) -> bool:
    return is_person_name(words) or looks_like_transliteration(words)


def _names_a_person(aside: str) -> bool:
    return "记者" in aside or "通讯员" in aside or "编辑" in aside


def _is_open(shadow: str, span: Span) -> bool:
    """Whether no name hides a character of the span."""
    return not any("\ue000" <= char <= "\ue0ff" for char in shadow[span.begin : span.end])


def _allowed(matches: list[Match], text: str) -> list[Match]:
    """Matches that neither the rule's ``unless`` (inside the match) nor a missing ``clause`` context forbids."""
    return [match for match in matches if allows(match.rule, text, match.span)]


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
        governed = _BODY_AFTER.match(shadow, end) is not None
        if word in guarded:
            plain = governed
        elif word[-1] in _SUFFIXES:
            plain = not (word[-1] == "市" and shadow[end : end + 1] in ("场", "民"))
        else:
            plain = governed or _OF_PLACE.match(shadow, end) is not None or _goes_there(shadow, begin, end)
        if plain:
            spans.append(Span(begin, end))
    return spans


def _goes_there(shadow: str, begin: int, end: int) -> bool:
    going = _BEFORE_SHORT.search(shadow[max(0, begin - 3) : begin])
    return going is not None and shadow[end : end + 1] not in ("政", "区", "县")
