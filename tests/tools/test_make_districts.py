"""The table of divisions from small packages: what is listed, what is left out, and which place stands for what."""

from __future__ import annotations

import json
import math
import runpy
import sys
from pathlib import Path
from typing import Any

import pytest

from cppcc_kg.lexicon.districts import Gazetteer

TOOL = Path(__file__).parents[2] / "tools" / "make_districts.py"

CURRENT = """\
adcode,name,longitude,latitude
500000000000,重庆市,106.55,29.56
500100000000,市辖区,,
500101000000,万州区,108.38,30.81
500155000000,梁平区,,
500241000000,秀山土家族苗族自治县,109.02,28.44
540000000000,西藏自治区,91.13,29.66
540600000000,那曲市,92.07,31.48
540602000000,色尼区,,
540625000000,申扎县,88.71,30.93
540630000000,双湖县,,
810000000000,香港特别行政区,114.17,22.28
810001000000,中西区,114.15,22.28
"""
OLDER = "code,name\n500101,万州区\n500243,江北县\n460321,西沙群岛\n"
#: Name, other names, longitude, latitude. 秀山 has no place of its own; Wanzhou only in pinyin.
PLACES = [
    ("Chongqing", ["重庆"], 106.55, 29.56), ("Wanzhou", [], 108.39, 30.81), ("Zhonghe", ["中和"], 109.0, 28.45),
    ("Liangping", ["梁平"], 107.8, 30.67), ("Lhasa", ["拉萨"], 91.12, 29.65), ("Naqu", ["那曲"], 92.06, 31.47),
    ("Baingoin", ["班戈"], 90.01, 31.39), ("Hong Kong", ["香港"], 114.16, 22.28),
]  # fmt: skip
TOWNS = "province,city,county,longitude,latitude,zipCode\n西藏自治区,那曲地区,那曲县,92.05,31.47,852000\n"


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    root = tmp_path_factory.mktemp("packages")
    places = {
        str(number): {
            "geonameid": number, "name": name, "alternatenames": others, "longitude": lon, "latitude": lat,
            "countrycode": "HK" if name == "Hong Kong" else "CN",
            "admin1code": "33" if lat < 30.9 and lon > 100 else "14",
        }
        for number, (name, others, lon, lat) in enumerate(PLACES, 1)
    }  # fmt: skip
    contents = {
        "cpca/data/adcodes.csv": CURRENT,
        "pcc/dist/province.csv": "code,name\n500000,重庆市\n",
        "pcc/dist/city.csv": "code,name\n",
        "pcc/dist/area.csv": OLDER,
        "gc/data/cities500.json": json.dumps(places),
        "region/region.csv": TOWNS,
    }
    for name, text in contents.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return [str(root / folder) for folder in ("cpca", "pcc", "gc", "region")]


def _run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> None:
    monkeypatch.syspath_prepend(str(TOOL.parent))
    monkeypatch.setattr(sys, "argv", [str(TOOL), *arguments])
    runpy.run_path(str(TOOL), run_name="__main__")


@pytest.fixture
def table(packages: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Gazetteer:
    output = tmp_path / "districts.tsv"
    _run(monkeypatch, *packages, "-o", str(output))
    return Gazetteer.load(output)


def test_divisions_are_listed_and_headings_are_not(table: Gazetteer) -> None:
    assert [(d.code, d.name, d.parent, d.former) for d in table.divisions] == [
        ("500000", "重庆市", "", False),
        ("500101", "万州区", "500000", False),
        ("500155", "梁平区", "500000", False),
        ("500241", "秀山土家族苗族自治县", "500000", False),
        ("500243", "江北县", "500000", True),
        ("540000", "西藏自治区", "", False),
        ("540600", "那曲市", "540000", False),
        ("540602", "色尼区", "540600", False),
        ("540625", "申扎县", "540600", False),
        ("540630", "双湖县", "540600", False),
        ("810000", "香港特别行政区", "", False),
    ]


@pytest.mark.parametrize(
    ("code", "kind", "point"),
    [
        ("500101", "seat", (108.39, 30.81)),  # by pinyin
        ("500155", "seat", (107.8, 30.67)),  # without a point, the place of its name nearest to the division above
        ("500241", "place", (109.0, 28.45)),  # no place of its name, but another near
        ("500243", "parent", (106.55, 29.56)),  # abolished, and nothing says where it was
        ("540602", "seat", (92.06, 31.47)),  # renamed: where the county of its former name was
        ("540625", "far", (90.01, 31.39)),  # the nearest place is 130 km away
        ("540630", "parent", (92.06, 31.47)),
    ],
)
def test_each_point_is_of_its_kind(table: Gazetteer, code: str, kind: str, point: tuple[float, float]) -> None:
    division = table.by_code(code)
    assert division is not None
    assert (division.point_kind, division.point) == (kind, point)


@pytest.mark.parametrize("code", ["500101", "500155", "500241", "540602", "540600", "810000"])
def test_a_centroid_lies_around_the_only_places(table: Gazetteer, code: str) -> None:
    division = table.by_code(code)
    assert division is not None
    # A disc of 25 km around the only place near, counted at every 0.05°.
    assert math.dist(division.centroid, division.point) < 0.01
    assert 60 < division.centroid_cells < 100


def test_a_division_above_has_the_centroid_of_its_parts(table: Gazetteer) -> None:
    whole, *parts = (table.by_code(code) for code in ("500000", "500101", "500155", "500241"))
    assert whole is not None
    assert whole.centroid_cells == sum(part.centroid_cells for part in parts if part is not None)
    assert 108.3 < whole.centroid[0] < 108.5 and 29.9 < whole.centroid[1] < 30.1


@pytest.mark.parametrize("code", ["500243", "540625", "540630"])
def test_where_no_point_is_its_own_it_stands_for_the_centroid(table: Gazetteer, code: str) -> None:
    division = table.by_code(code)
    assert division is not None and (division.centroid, division.centroid_cells) == (division.point, 0)


def test_equal_packages_give_equal_bytes(packages: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("one.tsv", "two.tsv"):
        _run(monkeypatch, *packages, "-o", str(tmp_path / name))
    one = (tmp_path / "one.tsv").read_bytes()
    assert one == (tmp_path / "two.tsv").read_bytes()
    assert b"\r" not in one


def test_a_folder_that_is_no_package_is_said(
    packages: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SystemExit, match=r"0 files named adcodes\.csv, one expected"):
        _run(monkeypatch, str(tmp_path), *packages[1:], "-o", str(tmp_path / "none.tsv"))
    assert not (tmp_path / "none.tsv").exists()


def test_the_shift_of_gcj_02_is_undone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(TOOL.parent))
    tool: dict[str, Any] = runpy.run_path(str(TOOL))
    lon, lat = tool["to_wgs84"](116.397, 39.909)
    # 天安门: some 600 m to the south-west of where Chinese map services have it.
    assert 0.005 < 116.397 - lon < 0.007 and 0.001 < 39.909 - lat < 0.002
