"""Whose body is it: 区政协, 市政协, 区委, 机关党组 by the committee in focus, divisions by the article around them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from cppcc_kg.extraction.shadow import pattern
from cppcc_kg.lexicon.districts import Division, Gazetteer
from cppcc_kg.lexicon.terms import terms

_LEVELS = "省市区县州旗"
#: What follows the division's name in the name of one of its bodies; a firm or foundation keeps its own name.
_OFFICE = re.compile(
    r"政协|委|人民政府|政府|人大|纪委|监委|法院|检察院|党委|统战部|[一-鿿]{1,8}(?:局|委|办|组|工委|中心)$"
)
#: 政协某县委员会: the committee by its full name.
_FULL_NAME = re.compile(
    r"政协(?:.{2,8}[省市区])??(.{1,12}?[区县市旗州盟])(?:第?[一二三四五六七八九十]+届)?委员会(?:常务委员会)?"
)
#: Firms, schools, newspapers, and the offices of a town or street, are no bodies of the committee.
_APART = "{@words.outside-bodies}$|(?:镇|乡|街道|苏木){@words.town-offices}$"
#: The committee's own group or office of a town: 特庸镇政协委员联络组, 后山镇政协工委.
_OF_TOWN = "[^政]{2,12}政协(?:委员)?{@words.town-groups}$"
#: What 机关 adds to a committee's name is its staff; the genre writes of the two as one.
_STAFF = re.compile(r"(政协)机关$")


class Body(NamedTuple):
    """An organization as resolved: canonical name, other forms, the division it serves, and the body it is part of."""

    name: str
    forms: tuple[str, ...] = ()
    division: Division | None = None
    place: str | None = None
    parent: str | None = None
    is_committee: bool = False

    @property
    def key(self) -> str:
        """Identity: the division's code with the body's own part of the name, where the division is known."""
        return (
            f"{self.division.code}:{self.name.removeprefix(usual_name(self.division))}" if self.division else self.name
        )


def usual_name(division: Division) -> str:
    """The name that a body of the division carries: 秀山县, not 秀山土家族苗族自治县."""
    return division.forms[0] if "自治" in division.name and division.forms else division.name


class Bodies:
    """Resolves names of one article. ``within`` holds what places the article: divisions it names."""

    def __init__(self, within: Iterable[str] = ()) -> None:
        self._gazetteer = Gazetteer.load()
        self._within = tuple(within)

    def division(self, form: str) -> Division | None:
        """The division meant by ``form``, by the other divisions of the article where several have the name."""
        return self._gazetteer.resolve(form, within=self._within)

    def resolve(self, words: str, place: str | None, focus: Body | None) -> Body:
        """The body called ``words``; ``place`` is the division's name in it, if it has one of its own."""
        words = words.removeprefix("中共").replace("中国人民政治协商会议", "政协", 1)
        full = _FULL_NAME.fullmatch(words)
        if full is not None:
            words = full[1] + "政协"
        if place is not None and place in words:
            head, _, rest = words.partition(place)
            if rest and not _OFFICE.match(rest):
                return Body(words)
            return self._body(words, place, rest or head, self.division(place))
        if words.startswith("自治区"):
            words = words[2:]
            if focus is not None and focus.division is not None:
                region = self._gazetteer.province_of(focus.division.code)
                if region is not None:
                    return self._body(words, usual_name(region), words[1:], region)
        if words.startswith(terms().words["national-opens"]) or focus is None or pattern(_APART).search(words):
            return Body(_STAFF.sub(r"\1", words))
        return self._by_level(words, focus) if words[0] in _LEVELS else self._inner(words, focus)

    def _by_level(self, words: str, focus: Body) -> Body:
        level, rest = words[0], words[1:]
        own = focus.division
        if own is None:
            # The division is in no table; its committee's own name still carries it.
            place = focus.place
            mine = place is not None and level == place[-1]
            return self._body(words, place, rest, None) if mine else Body(words)
        division = self._at_level(level, own)
        return self._body(words, usual_name(division), rest, division) if division is not None else Body(words)

    def _at_level(self, level: str, own: Division) -> Division | None:
        if level in "区县旗" or (own.name.endswith(level) and own.level == "county"):
            return own
        if level == "省":
            return self._gazetteer.province_of(own.code)
        if own.level == "prefecture":
            return own
        return self._gazetteer.prefecture_of(own.code) or self._gazetteer.province_of(own.code)

    def _inner(self, words: str, focus: Body) -> Body:
        if pattern(_OF_TOWN).match(words):
            return Body(words, (), focus.division, focus.place, focus.name)
        rest = words.removeprefix("政协")
        name = _STAFF.sub(r"\1", focus.name + rest)
        if name == focus.name:
            return Body(focus.name, (words,), focus.division, focus.place, None, True)
        return Body(name, (words, "政协" + rest), focus.division, focus.place, focus.name)

    def _body(self, words: str, place: str | None, rest: str, division: Division | None) -> Body:
        own = usual_name(division) if division is not None else place or ""
        suffix = _STAFF.sub(r"\1", rest) if rest.startswith("政协") else rest
        name = own + suffix
        level = (division.name if division is not None else own)[-1:]
        forms = (
            words,
            level + rest,
            name.replace(own, division.name) if division else name,
            "政协" + rest if not suffix.startswith("政协") else suffix[2:],
        )
        parent = own + "政协" if suffix.startswith("政协") and suffix != "政协" else None
        kept = tuple(dict.fromkeys(form for form in forms[:3] if form and form != name))
        return Body(name, kept, division, place, parent, suffix == "政协")
