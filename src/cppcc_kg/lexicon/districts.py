"""The divisions of China from province to county, and which of several namesakes a text means.

The table is ``ontology/districts.tsv`` (GB/T 2260 codes); source, date and licence are in
``ontology/districts.md``. It is read when :meth:`Gazetteer.load` is first called. What the table does not
have (高新区, 经开区, 天府新区) resolves to nothing here; the caller may make a district of it all the same.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal, TypeVar

from cppcc_kg.errors import RuleError, Where
from cppcc_kg.lexicon.district_names import COMMON_NAMES, COMMON_WORDS, CUSTOMARY, ZONES, other_forms, short_name
from cppcc_kg.resources import data_dir

Level = Literal["province", "prefecture", "county"]
NameKind = Literal["full", "short"]
#: What stands for a division: a place of its own name, another within 40 km, the nearest one farther than that, or
#: what stands for the division above.
PointKind = Literal["seat", "place", "far", "parent"]

_LEVELS: tuple[Level, ...] = ("province", "prefecture", "county")
_POINT_KINDS: tuple[PointKind, ...] = ("seat", "place", "far", "parent")
Word = TypeVar("Word", bound=str)
_COLUMNS = [
    "code", "name", "level", "parent", "lon", "lat", "pointKind", "centroidLon", "centroidLat", "centroidCells",
    "status", "geoname",
]  # fmt: skip
_SUFFIXES = ("省", "市", "区", "县", "旗", "州", "盟")
#: Letters of the longest full name (双江拉祜族佤族布朗族傣族自治县).
_LONGEST = 15
_MUNICIPALITIES = frozenset({"11", "12", "31", "50"})

#: How near a division lies to what else a text names.
_NAMED, _SAME_SEAT, _SAME_PROVINCE = 3, 2, 1

#: Bare names that stand for no one division without context although one of their bearers is a prefecture:
#: the districts of 北京 and 长春 are better known than 朝阳市.
_NO_DEFAULT = frozenset({"朝阳"})


@dataclass(frozen=True, slots=True)
class Division:
    """A division: ``short`` is its name without the suffix, ``forms`` the other forms found in texts.

    ``former`` marks what was abolished between the start of 2021 and the end of 2025. ``point`` is the longitude
    and latitude (degrees, WGS 84) of the populated place that stands for it; ``point_kind`` says how near that is.
    ``centroid`` (the same units) estimates the centroid of the area as the mean of ``centroid_cells`` points of a
    raster of 0.05°; where these are 0 it is ``point``. For a county half of the estimates are within 10 km of the true
    centroid and 90 % within 29 km; ``ontology/districts.md`` has the definition and its limits.
    """

    code: str
    name: str
    level: Level
    parent: str
    short: str
    forms: tuple[str, ...]
    former: bool
    point: tuple[float, float]
    point_kind: PointKind
    centroid: tuple[float, float]
    centroid_cells: int


class Gazetteer:
    """All divisions, by code and by every form of their names."""

    def __init__(self, divisions: Iterable[Division]) -> None:
        self.divisions: tuple[Division, ...] = tuple(divisions)
        self._by_code = {division.code: division for division in self.divisions}
        self._by_form: dict[str, list[Division]] = {}
        for division in self.divisions:
            for form in (division.name, *division.forms):
                self._by_form.setdefault(form, []).append(division)

    @staticmethod
    def load(path: Path | None = None) -> Gazetteer:
        """The gazetteer of ``path`` (by default the project's own table), read once in a process.

        >>> Gazetteer.load().full_path("500241")
        '重庆市秀山土家族苗族自治县'
        """
        return _load(path or data_dir("ontology") / "districts.tsv")

    @cached_property
    def parents(self) -> frozenset[str]:
        """The codes of the divisions that others lie in."""
        return frozenset(division.parent for division in self.divisions if division.parent)

    def is_shared(self, name: str) -> bool:
        """Whether several divisions have the name, or many cities a zone of that name, which no table lists.

        >>> gazetteer = Gazetteer.load()
        >>> [gazetteer.is_shared(name) for name in ("朝阳区", "高新区", "万州区", "天府新区")]
        [True, True, False, False]
        """
        return name in ZONES or len(self.candidates(name)) > 1

    def by_code(self, code: str) -> Division | None:
        """The division of a GB/T 2260 code of six digits."""
        return self._by_code.get(code)

    def ancestors(self, code: str) -> tuple[Division, ...]:
        """What the division lies in, nearest first; nothing for a province or an unknown code."""
        found: list[Division] = []
        division = self.by_code(code)
        while division is not None and (division := self.by_code(division.parent)) is not None:
            found.append(division)
        return tuple(found)

    def province_of(self, code: str) -> Division | None:
        """The province, municipality or region of a division, which may be the division itself."""
        return self._upwards(code, "province")

    def prefecture_of(self, code: str) -> Division | None:
        """The prefecture of a division, which may be the division itself; none under a municipality."""
        return self._upwards(code, "prefecture")

    def full_path(self, code: str) -> str:
        """The names from the province down: 吉林省长春市朝阳区; empty for an unknown code."""
        division = self.by_code(code)
        lineage = () if division is None else (division, *self.ancestors(code))
        return "".join(member.name for member in reversed(lineage))

    def candidates(self, form: str) -> tuple[Division, ...]:
        """All divisions of which ``form`` is the name or another form, in the order of their codes."""
        return tuple(self._by_form.get(form, ()))

    def named_in(self, text: str) -> tuple[str, ...]:
        """The full names of divisions in a line such as a publisher's, the longest at each place, in order.

        >>> Gazetteer.load().named_in("中共长春市朝阳区委、人民政协报")
        ('长春市', '朝阳区')
        """
        found: list[str] = []
        begin = 0
        while begin < len(text):
            ends = range(min(len(text), begin + _LONGEST), begin + 1, -1)
            name = next((text[begin:end] for end in ends if self._is_full_name(text[begin:end])), None)
            if name is not None:
                found.append(name)
            begin += len(name) if name is not None else 1
        return tuple(found)

    def _is_full_name(self, form: str) -> bool:
        return form.endswith(_SUFFIXES) and form in self._by_form

    def resolve(self, form: str, *, within: Iterable[str] = (), level: Level | None = None) -> Division | None:
        """The one division that ``form`` means, or None where that cannot be said.

        ``within`` has the codes or names of divisions that the same article or its publisher names; a name
        that is itself ambiguous is passed over. A caller that trusts one source more (the publisher) asks
        with that alone first. A path such as 长春市朝阳区 is its own context. The bare name of a
        province is always the province (河南, 海南, 吉林), unless ``level`` asks for another.

        >>> gazetteer = Gazetteer.load()
        >>> gazetteer.resolve("朝阳区") is None
        True
        >>> gazetteer.resolve("朝阳区", within=["长春市"]).code, gazetteer.resolve("北京市朝阳区").code
        ('220104', '110105')
        """
        found = self._eligible(form, level)
        if not found:
            return self._resolve_path(form, within, level)
        if len(found) == 1:
            return found[0]
        if level is None and (province := _only(d for d in found if d.level == "province")):
            return province
        context = self._context(within)
        ranks = [self._nearness(division, context) for division in found]
        best = max(ranks)
        nearest = [division for division, rank in zip(found, ranks, strict=True) if rank == best]
        if best >= _SAME_SEAT:
            return _only(nearest)
        return _default(form, found) or (_only(nearest) if best else None)

    def is_safe_short(self, form: str, *, within: Iterable[str] = ()) -> bool:
        """Whether ``form`` may be taken for a division wherever it stands.

        That is so if it has two hanzi or more, means one division without any context, and is neither an
        ordinary word nor a chance meeting of two. Where ``within`` is given (as for :meth:`resolve`), a
        county must also lie in a province of it: afar nobody calls 北碚区 just 北碚. Any other form counts
        only where the next characters say so: 长寿政协, 和平区委, 范县人民政府.

        >>> [Gazetteer.load().is_safe_short(form) for form in ("秀山", "长寿", "朝阳", "城区")]
        [True, False, False, False]
        """
        if len(form) < 2 or form in COMMON_WORDS or form in COMMON_NAMES:
            return False
        division = self.resolve(form) if form in self._by_form else None
        if division is None or division.level != "county":
            return division is not None
        context = self._context(within)
        return not context or any(other.code[:2] == division.code[:2] for other in context)

    def names(self) -> Iterator[tuple[str, NameKind]]:
        """What an automaton may look for anywhere: (form, kind), in a fixed order.

        ``full`` are full names, namesakes among them, and forms that keep a suffix (秀山县, 恩施州);
        ``short`` are safe forms without one. Meant for leftmost-longest matching: 津市 lies in 天津市.
        """
        for form, kind, free in self._names:
            if free:
                yield form, kind

    def guarded_names(self) -> Iterator[tuple[str, NameKind]]:
        """The forms that :meth:`names` holds back, for use only right before 区, 政协, 区委 …"""
        for form, kind, free in self._names:
            if not free:
                yield form, kind

    @cached_property
    def _names(self) -> tuple[tuple[str, NameKind, bool], ...]:
        made: list[tuple[str, NameKind, bool]] = []
        for form, bearers in self._by_form.items():
            is_name = any(form == division.name for division in bearers)
            suffixed = form.endswith(_SUFFIXES) and all(form != division.short for division in bearers)
            kind: NameKind = "full" if is_name or suffixed else "short"
            free = form not in COMMON_NAMES if is_name else self.is_safe_short(form)
            made.append((form, kind, free))
        return tuple(made)

    def _upwards(self, code: str, level: Level) -> Division | None:
        division = self.by_code(code)
        lineage = () if division is None else (division, *self.ancestors(code))
        return _only(member for member in lineage if member.level == level)

    def _eligible(self, form: str, level: Level | None) -> list[Division]:
        """The candidates less those that a better claim shuts out.

        A full name beats a short form (沙县 is not 沙县区); a bare name is the whole and not the part (长沙
        is 长沙市, not its 长沙县), and what is today rather than its predecessor (孟津区, not 孟津县).
        """
        found = [d for d in self._by_form.get(form, ()) if level in (None, d.level)]
        if named := [d for d in found if d.name == form]:
            return named
        codes = {d.code for d in found}
        kept = [d for d in found if not any(a.code in codes for a in self.ancestors(d.code))]
        parents_now = {d.parent for d in kept if not d.former}
        return [d for d in kept if not (d.former and d.parent in parents_now)]

    def _resolve_path(self, form: str, within: Iterable[str], level: Level | None) -> Division | None:
        """重庆市万州区: a known form, and before it a division in which only one bearer of it lies."""
        for cut in range(2, len(form) - 1):
            tail = self._eligible(form[cut:], level)
            head = self.resolve(form[:cut], within=within) if tail else None
            if head is not None and (found := _only(d for d in tail if head in self.ancestors(d.code))):
                return found
        return None

    def _context(self, within: Iterable[str]) -> list[Division]:
        context = []
        for item in within:
            found = self.by_code(item) or _only(self._eligible(item, None)) or self._resolve_path(item, (), None)
            if found is not None:
                context.append(found)
        return context

    def _nearness(self, division: Division, context: list[Division]) -> int:
        best = 0
        for other in context:
            if division == other or division in self.ancestors(other.code):
                return _NAMED
            if (seat := self._seat(division)) is not None and seat == self._seat(other):
                best = _SAME_SEAT
            elif division.code[:2] == other.code[:2]:
                best = max(best, _SAME_PROVINCE)
        return best

    def _seat(self, division: Division) -> str | None:
        """The code of the prefecture or municipality that a division is or belongs to."""
        if division.code[:2] in _MUNICIPALITIES:
            return division.code[:2]
        prefecture = self.prefecture_of(division.code)
        return None if prefecture is None else prefecture.code


def _only(divisions: Iterable[Division]) -> Division | None:
    found = list(divisions)
    return found[0] if len(found) == 1 else None


def _default(form: str, found: list[Division]) -> Division | None:
    """The prefecture among 区 of other cities: nobody calls 西安区 of 辽源 just 西安, as one does a 县."""
    if form in _NO_DEFAULT:
        return None
    prefecture = _only(d for d in found if d.level == "prefecture")
    others = [d for d in found if d is not prefecture]
    return prefecture if all(d.name.endswith("区") and form == d.short for d in others) else None


@lru_cache(maxsize=4)
def _load(path: Path) -> Gazetteer:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise RuleError("the table of divisions cannot be read", where=Where(str(path))) from error
    if not lines or lines[0].split("\t") != _COLUMNS:
        raise RuleError(
            "the table of divisions does not have its columns",
            where=Where(str(path), line=1),
            hint=f"expected, tab-separated: {' '.join(_COLUMNS)}",
        )
    return Gazetteer(_division(line, Where(str(path), line=number)) for number, line in enumerate(lines[1:], 2))


def _division(line: str, where: Where) -> Division:
    fields = line.split("\t")
    if len(fields) != len(_COLUMNS):
        raise RuleError(f"{len(fields)} fields where {len(_COLUMNS)} are expected", where=where)
    code, name, level, parent, lon, lat, point_kind, centroid_lon, centroid_lat, cells, status, _geoname = fields
    if len(code) != 6 or not code.isdecimal():
        raise RuleError(f"{code!r} is no code of six digits", where=where)
    short = short_name(name)
    return Division(
        code=code,
        name=name,
        level=_one_of(level, _LEVELS, "level", where),
        parent=parent,
        short=short,
        forms=(*other_forms(name, short), *CUSTOMARY.get(code, ())),
        former=status == "former",
        point=_point(lon, lat, where),
        point_kind=_one_of(point_kind, _POINT_KINDS, "kind of point", where),
        centroid=_point(centroid_lon, centroid_lat, where),
        centroid_cells=_count(cells, where),
    )


def _one_of(value: str, known: tuple[Word, ...], what: str, where: Where) -> Word:
    for each in known:
        if each == value:
            return each
    raise RuleError(f"{value!r} is no {what}", where=where, hint=f"one of {', '.join(known)}")


def _count(value: str, where: Where) -> int:
    if not (value.isascii() and value.isdecimal()):
        raise RuleError(f"{value!r} is no number of raster points", where=where, hint="0 where the point stands in")
    return int(value)


def _point(lon: str, lat: str, where: Where) -> tuple[float, float]:
    try:
        point = float(lon), float(lat)
    except ValueError:
        point = math.nan, math.nan
    # What lies outside the country's box was swapped or cut.
    if not (73 <= point[0] <= 136 and 3 <= point[1] <= 54):
        raise RuleError(f"({lon}, {lat}) is no longitude and latitude in China", where=where, hint="degrees, WGS 84")
    return point
