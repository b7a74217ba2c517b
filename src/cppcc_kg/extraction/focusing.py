"""Which committees and counties a stretch of an article names, and whether one of them is only a guest there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from cppcc_kg.extraction.bodies import Bodies, Body
from cppcc_kg.extraction.desk import Desk
from cppcc_kg.extraction.names import Name
from cppcc_kg.extraction.phrases import last_token
from cppcc_kg.extraction.shadow import kind_at, pattern, sentence_begin
from cppcc_kg.lexicon.districts import Division
from cppcc_kg.model import Span

#: The place at the begin of the name of a body.
_PLACE = re.compile(r"^(.{2,12}?(?:自治县|自治旗|新区|[区县市旗州]))(?:政协|委|人民政府|政府|人大|纪委|监委)")
_NO_PLACES = frozenset({"自治区", "全区县", "本区县"})
#: A committee that one goes to or works with (到梁平区政协学习) is a guest of the one in focus.
_GUEST = r"(?:{@words.goes}|{@words.works-with})了?\Z"


@cache
def _setting() -> re.Pattern[str]:
    return pattern(
        r"(?:{Time}|{District}|{Aside}|[，、：●◆■▲【】“”（）\s\u3000]|近年来|近日|日前|在|[一二三四五六七八]是)*"
    )


class Candidates:
    """Looks on a desk for what may be in focus; it changes nothing there."""

    def __init__(self, desk: Desk, bodies: Bodies) -> None:
        self.desk = desk
        self.bodies = bodies

    def committees_in(self, span: Span) -> Iterator[tuple[Name, Body]]:
        """The committees of county level that a stretch names with their county, in text order."""
        for name in self.desk.names.within(span, "Organization", "Event"):
            words = self.desk.words(name.span)
            if name.kind == "Event":
                words = words.partition("政协")[0] + "政协" if "政协" in words else ""
            place = self.desk.place_in(name.span) or place_of(words)
            if "政协" not in words or place is None:
                continue
            body = self.bodies.resolve(words, place, None)
            if not body.is_committee and body.parent is not None:
                body = self.bodies.resolve(body.parent, body.place or place, None)
            if body.is_committee and (body.division is None or body.division.level == "county"):
                yield name, body

    def committee_in(self, span: Span) -> tuple[Name, Body] | None:
        """The first of them."""
        return next(self.committees_in(span), None)

    def committee_of_place(self, span: Span) -> tuple[Name, Body] | None:
        """市政协 under the one county that the stretch names, if that county is of the level said (琼海市…市政协)."""
        counties = list(self._counties(span))
        if len({division for division, _ in counties}) != 1:
            return None
        place = counties[0][1]
        for name in self.desk.names.within(span, "Organization"):
            if self.desk.words(name.span) == place[-1] + "政协":
                return name, self.bodies.resolve(place + "政协", place, None)
        return None

    def other_county(self, span: Span) -> bool:
        """Whether a stretch is set in another county than that of the committee in focus."""
        mine = self.desk.focus.division if self.desk.focus is not None else None
        return any(division != mine and self._is_scene(name) for name, division in self._county_names(span))

    def _is_scene(self, name: Name) -> bool:
        """Whether a county opens its clause or follows the division that it lies in; one that is visited does not."""
        shadow, begin = self.desk.shadow, name.span.begin
        while begin and kind_at(shadow, at := last_token(shadow, Span(0, begin))) == "District":
            begin = at
        if begin == 0 or kind_at(shadow, last_token(shadow, Span(0, begin))) == "Time":
            return True
        return shadow[begin - 1] in "，。；：！？“（●【\n\u3000 在"

    def _counties(self, span: Span) -> Iterator[tuple[Division, str]]:
        """The divisions of county level that a stretch names, each with the words used, in text order."""
        for name, division in self._county_names(span):
            yield division, self.desk.words(name.span)

    def _county_names(self, span: Span) -> Iterator[tuple[Name, Division]]:
        for name in self.desk.names.within(span, "District"):
            division = self.bodies.division(self.desk.words(name.span))
            if division is not None and division.level == "county":
                yield name, division

    def goes_on_before(self, found: Name, span: Span) -> bool:
        """Whether the committee in focus is spoken of (县政协) before another one is named: that one is a guest."""
        focus = self.desk.focus
        if focus is None or self._opens_sentence(found):
            return False
        if pattern(_GUEST).search(self.desk.shadow, span.begin, found.span.begin) is not None:
            return True
        before = self.desk.names.within(Span(span.begin, found.span.begin), "Organization")
        bare = [words for name in before if (words := self.desk.words(name.span))[1:].startswith("政协")]
        return any(self.bodies.resolve(words, None, focus).key == focus.key for words in bare)

    def _opens_sentence(self, name: Name) -> bool:
        """Whether only times, marks and the divisions around it stand before a name in its sentence."""
        start = sentence_begin(self.desk.shadow, name.span.begin)
        return _setting().fullmatch(self.desk.shadow[start : name.span.begin]) is not None


def place_of(words: str) -> str | None:
    """The place in a body's name that no table knows: 天府新区 in 天府新区政协."""
    match = _PLACE.match(words)
    if match is None or len(match[1]) <= 2 or "、" in match[1] or match[1][0] in "全的该各本" or match[1] in _NO_PLACES:
        return None
    return match[1]
