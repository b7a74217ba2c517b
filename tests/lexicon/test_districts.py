"""Divisions: the table itself, and which of several namesakes is meant."""

from __future__ import annotations

import math
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from cppcc_kg.errors import RuleError
from cppcc_kg.lexicon.district_names import COMMON_NAMES, COMMON_WORDS, CUSTOMARY, other_forms, short_name
from cppcc_kg.lexicon.districts import Gazetteer

_CHONGQING = """
    500101 万州区 500102 涪陵区 500103 渝中区 500104 大渡口区
    500105 江北区 500106 沙坪坝区 500107 九龙坡区 500108 南岸区
    500109 北碚区 500110 綦江区 500111 大足区 500112 渝北区
    500113 巴南区 500114 黔江区 500115 长寿区 500116 江津区
    500117 合川区 500118 永川区 500119 南川区 500120 璧山区
    500151 铜梁区 500152 潼南区 500153 荣昌区 500154 开州区
    500155 梁平区 500156 武隆区 500229 城口县 500230 丰都县
    500231 垫江县 500233 忠县 500235 云阳县 500236 奉节县
    500237 巫山县 500238 巫溪县 500240 石柱土家族自治县 500241 秀山土家族苗族自治县
    500242 酉阳土家族苗族自治县 500243 彭水苗族土家族自治县
"""
CHONGQING = _CHONGQING.split()


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def code(gazetteer: Gazetteer, form: str, *within: str) -> str | None:
    division = gazetteer.resolve(form, within=within)
    return None if division is None else division.code


# The table


@pytest.mark.parametrize(("number", "name"), [*zip(CHONGQING[::2], CHONGQING[1::2], strict=True)])
def test_each_of_chongqing(gazetteer: Gazetteer, number: str, name: str) -> None:
    division = gazetteer.by_code(number)
    assert division is not None
    assert (division.name, division.level, division.parent) == (name, "county", "500000")
    assert code(gazetteer, name, "重庆市") == number
    assert code(gazetteer, division.short, "重庆市") == number
    assert gazetteer.full_path(number) == f"重庆市{name}"
    assert gazetteer.prefecture_of(number) is None
    assert division.point_kind in ("seat", "place")
    assert 105.2 < division.point[0] < 110.2 and 28.1 < division.point[1] < 32.3


def test_chongqing_has_38(gazetteer: Gazetteer) -> None:
    assert [d.code for d in gazetteer.divisions if d.parent == "500000"] == CHONGQING[::2]


def test_counts_are_those_of_china(gazetteer: Gazetteer) -> None:
    levels = Counter(division.level for division in gazetteer.divisions)
    assert levels["province"] == 34
    assert levels["prefecture"] == 333
    assert 2_840 <= sum(d.level == "county" and not d.former for d in gazetteer.divisions) <= 2_860
    assert {"台湾省", "香港特别行政区", "澳门特别行政区"} <= {d.name for d in gazetteer.divisions}


def test_every_division_has_a_parent_and_a_code_of_its_own(gazetteer: Gazetteer) -> None:
    codes = [division.code for division in gazetteer.divisions]
    assert codes == sorted(set(codes))
    for division in gazetteer.divisions:
        assert (division.parent == "") == (division.level == "province")
        assert division.parent == "" or gazetteer.by_code(division.parent) is not None
        assert division.code[:2] == (division.parent or division.code)[:2]
    assert len({(d.name, d.parent) for d in gazetteer.divisions}) == len(codes)


def test_every_division_has_a_point_near_its_siblings(gazetteer: Gazetteer) -> None:
    for division in gazetteer.divisions:
        above = gazetteer.by_code(division.parent)
        if division.level == "county" and above is not None and above.level == "prefecture":
            # 格尔木 and 东乌珠穆沁 lie far from the seats of their prefectures; a mistaken namesake would lie further.
            assert math.dist(division.point, above.point) < 8, division


def test_each_point_says_what_kind_it_is(gazetteer: Gazetteer) -> None:
    kinds = Counter(division.point_kind for division in gazetteer.divisions)
    assert kinds["seat"] + kinds["place"] > 0.97 * len(gazetteer.divisions)
    for division in gazetteer.divisions:
        above = gazetteer.by_code(division.parent)
        if division.point_kind == "parent":
            assert above is not None and above.point == division.point


def _km(one: tuple[float, float], other: tuple[float, float]) -> float:
    east = math.radians(one[0] - other[0]) * math.cos(math.radians((one[1] + other[1]) / 2))
    return 6371 * math.hypot(east, math.radians(one[1] - other[1]))


def test_every_county_has_a_centroid_near_its_point(gazetteer: Gazetteer) -> None:
    counties = [division for division in gazetteer.divisions if division.level == "county"]
    for division in counties:
        lon, lat = division.centroid
        assert math.isfinite(lon) and math.isfinite(lat)
        assert 73 <= lon <= 136 and 3 <= lat <= 54, division
        assert _km(division.centroid, division.point) < (100 if division.centroid_cells else 0.001), division
        assert division.centroid_cells == 0 or division.point_kind in ("seat", "place")
    assert sum(division.centroid_cells > 0 for division in counties) > 0.97 * len(counties)


def test_what_has_parts_has_its_centroid_among_theirs(gazetteer: Gazetteer) -> None:
    parts = defaultdict(list)
    for division in gazetteer.divisions:
        if division.centroid_cells:
            parts[division.parent].append(division.centroid)
    for division in gazetteer.divisions:
        for axis in (0, 1) if division.code in parts else ():
            values = [centroid[axis] for centroid in parts[division.code]]
            # Means on the sphere, to four decimals.
            assert min(values) - 0.001 <= division.centroid[axis] <= max(values) + 0.05, division


@pytest.mark.parametrize(
    ("number", "middle"),
    [
        ("500000", (107.9, 30.1)),  # its seat lies 130 km off, in the south-west
        ("500241", (109.0, 28.5)),
        ("710000", (121.0, 23.9)),  # near 埔里; its point is in the north
    ],
)
def test_centroids_lie_where_an_atlas_shows_the_middle(
    gazetteer: Gazetteer, number: str, middle: tuple[float, float]
) -> None:
    division = gazetteer.by_code(number)
    assert division is not None and _km(division.centroid, middle) < 35


@pytest.mark.parametrize(
    ("number", "middle"),
    [
        ("140403", (113.1, 36.2)),  # 城区 of 长治, once given the point of 大同's
        ("230723", (129.5, 48.4)),  # a town 汤旺 lies 200 km to the south
        ("540104", (91.4, 29.7)),  # a town 达孜 of 日喀则 has its present name, it was 达孜县
        ("659008", (80.8, 44.0)),  # pinyin Kekedala is also a village east of 乌鲁木齐
    ],
)
def test_regression_a_namesake_far_away_is_not_the_point(
    gazetteer: Gazetteer, number: str, middle: tuple[float, float]
) -> None:
    division = gazetteer.by_code(number)
    assert division is not None and _km(division.point, middle) < 30


@pytest.mark.parametrize(
    ("form", "within", "number"),
    [
        ("朝阳区", "北京市", "110105"),
        ("朝阳区", "长春市", "220104"),
        ("朝阳区", "海淀区", "110105"),
        ("鼓楼区", "南京市", "320106"),
        ("鼓楼区", "徐州市", "320302"),
        ("鼓楼区", "福州市", "350102"),
        ("鼓楼区", "开封市", "410204"),
        ("鼓楼区", "兰考县", "410204"),
        ("城关区", "兰州市", "620102"),
        ("城关区", "拉萨市", "540102"),
        ("城关区", "七里河区", "620102"),
        ("秀山", "重庆市", "500241"),
        ("秀山县", "铜梁区", "500241"),
    ],
)
def test_namesakes_are_told_apart_by_what_the_page_names(
    gazetteer: Gazetteer, form: str, within: str, number: str
) -> None:
    assert code(gazetteer, form, within) == number


def test_no_heading_is_a_division(gazetteer: Gazetteer) -> None:
    names = {division.name for division in gazetteer.divisions}
    assert not names & {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}


@pytest.mark.parametrize(
    ("number", "parent"),
    [
        ("429004", "420000"),
        ("469001", "460000"),
        ("659001", "650000"),
        ("441900", "440000"),
        ("440311", "440300"),
    ],
)
def test_parents_where_no_prefecture_lies_between(gazetteer: Gazetteer, number: str, parent: str) -> None:
    division = gazetteer.by_code(number)
    assert division is not None and division.parent == parent


def test_customary_forms_belong_to_divisions(gazetteer: Gazetteer) -> None:
    for number, forms in CUSTOMARY.items():
        division = gazetteer.by_code(number)
        assert division is not None and division.short[0] in (forms[0][0], division.name[0])


def test_lists_of_common_words_name_only_what_exists(gazetteer: Gazetteer) -> None:
    assert {d.short for d in gazetteer.divisions} >= COMMON_WORDS
    assert {d.name for d in gazetteer.divisions} >= COMMON_NAMES


# Short names


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("万州区", "万州"),
        ("秀山土家族苗族自治县", "秀山"),
        ("彭水苗族土家族自治县", "彭水"),
        ("浦东新区", "浦东"),
        ("泾县", "泾县"),
        ("忠县", "忠县"),
        ("城区", "城区"),
        ("津市市", "津市"),
        ("重庆市", "重庆"),
        ("广西壮族自治区", "广西"),
        ("新疆维吾尔自治区", "新疆"),
        ("内蒙古自治区", "内蒙古"),
        ("香港特别行政区", "香港"),
        ("延边朝鲜族自治州", "延边"),
        ("巴音郭楞蒙古自治州", "巴音郭楞"),
        ("喀什地区", "喀什"),
        ("锡林郭勒盟", "锡林郭勒"),
        ("塔什库尔干塔吉克自治县", "塔什库尔干"),
        ("积石山保安族东乡族撒拉族自治县", "积石山"),
        ("东乡族自治县", "东乡"),
        ("鄂伦春自治旗", "鄂伦春"),
        ("鄂温克族自治旗", "鄂温克"),
        ("龙胜各族自治县", "龙胜"),
        ("管城回族区", "管城"),
        ("回民区", "回民"),
        ("神农架林区", "神农架"),
        ("万柏林区", "万柏林"),
        ("清新区", "清新"),
        ("六枝特区", "六枝"),
        ("峰峰矿区", "峰峰"),
        ("井陉矿区", "井陉矿区"),
    ],
)
def test_short_names(name: str, short: str) -> None:
    assert short_name(name) == short


def test_forms_of_an_autonomous_county() -> None:
    assert other_forms("秀山土家族苗族自治县", "秀山") == ("秀山县", "秀山自治县", "秀山")
    assert other_forms("恩施土家族苗族自治州", "恩施") == ("恩施州", "恩施自治州", "恩施")
    assert other_forms("泾县", "泾县") == ()


@pytest.mark.parametrize("form", ["秀山土家族苗族自治县", "秀山县", "秀山自治县", "秀山"])
def test_xiushan_in_all_its_forms(gazetteer: Gazetteer, form: str) -> None:
    assert code(gazetteer, form) == code(gazetteer, form, "重庆市") == "500241"
    assert gazetteer.is_safe_short(form)


# Namesakes


@pytest.mark.parametrize(
    ("form", "within", "expected"),
    [
        ("朝阳区", (), None),
        ("朝阳区", ("北京市",), "110105"),
        ("朝阳区", ("长春市",), "220104"),
        ("朝阳区", ("吉林省",), "220104"),
        ("朝阳区", ("海淀区",), "110105"),
        ("朝阳区", ("北京市", "长春市"), None),
        ("朝阳区", ("110105", "长春市"), "110105"),
        ("朝阳", (), None),
        ("朝阳", ("辽宁省",), "211300"),
        ("鼓楼区", (), None),
        ("鼓楼区", ("南京市",), "320106"),
        ("鼓楼区", ("徐州",), "320302"),
        ("鼓楼区", ("福建省",), "350102"),
        ("鼓楼区", ("开封市",), "410204"),
        ("鼓楼区", ("江苏省",), None),
        ("鼓楼区", ("玄武区",), "320106"),
        ("城关区", ("兰州市",), "620102"),
        ("城关区", ("西藏自治区",), "540102"),
        ("江北区", ("万州区", "渝中区"), "500105"),
        ("江北区", ("宁波市",), "330205"),
        ("江北区", ("宁波市", "重庆市"), None),
        ("江北", ("500000",), "500105"),
        ("通州", ("南通市",), "320612"),
        ("普陀区", ("上海",), "310107"),
    ],
)
def test_context_decides(gazetteer: Gazetteer, form: str, within: tuple[str, ...], expected: str | None) -> None:
    assert code(gazetteer, form, *within) == expected


@pytest.mark.parametrize(
    ("form", "within", "expected"),
    [
        ("长沙", (), "430100"),  # the city and not 长沙县 in it
        ("阜新县", (), "210921"),
        ("西安", (), "610100"),  # not 西安区 of 辽源 or 牡丹江
        ("西安", ("辽源市",), "220403"),
        ("甘南", (), None),  # a county is called by its bare name as well
        ("河南", ("青海省",), "410000"),  # 河南蒙古族自治县 is 河南县
        ("河南县", (), "632324"),
        ("海南州", (), "632500"),
        ("吉林", ("长春市",), "220000"),
        ("吉林市", (), "220200"),
        ("孟津", (), "410308"),  # the district of today, not its predecessor
        ("孟津县", (), "410322"),
        ("沙县", (), "350427"),
        ("沙县区", (), "350405"),
    ],
)
def test_a_name_stands_for_the_better_known(
    gazetteer: Gazetteer, form: str, within: tuple[str, ...], expected: str | None
) -> None:
    assert code(gazetteer, form, *within) == expected


def test_level_narrows(gazetteer: Gazetteer) -> None:
    county = gazetteer.resolve("长沙", level="county")
    assert county is not None and county.name == "长沙县"
    assert gazetteer.resolve("万州区", level="prefecture") is None


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("重庆市万州区", "500101"),
        ("重庆万州", "500101"),
        ("吉林省长春市朝阳区", "220104"),
        ("北京市朝阳区", "110105"),
        ("重庆市朝阳区", None),
    ],
)
def test_a_path_is_its_own_context(gazetteer: Gazetteer, form: str, expected: str | None) -> None:
    assert code(gazetteer, form) == expected


@pytest.mark.parametrize("form", ["", "区", "高新区", "经开区", "天府新区", "两江新区", "吉林高新区", "某某县"])
def test_what_the_table_lacks_is_none(gazetteer: Gazetteer, form: str) -> None:
    assert gazetteer.resolve(form, within=["重庆市", "no such place"]) is None
    assert not gazetteer.is_safe_short(form)


def test_lineage(gazetteer: Gazetteer) -> None:
    assert [d.name for d in gazetteer.ancestors("220104")] == ["长春市", "吉林省"]
    assert gazetteer.ancestors("500000") == gazetteer.ancestors("000000") == ()
    prefecture, province = gazetteer.prefecture_of("220104"), gazetteer.province_of("220104")
    assert prefecture is not None and prefecture.code == "220100"
    assert province is not None and province.code == "220000"
    assert gazetteer.full_path("220104") == "吉林省长春市朝阳区"
    assert gazetteer.full_path("000000") == ""


def test_candidates(gazetteer: Gazetteer) -> None:
    assert [d.code for d in gazetteer.candidates("鼓楼区")] == ["320106", "320302", "350102", "410204"]
    assert {d.name for d in gazetteer.candidates("朝阳")} == {"朝阳区", "朝阳市", "朝阳县"}
    assert gazetteer.candidates("高新区") == ()


# What an automaton may look for


@pytest.mark.parametrize(
    "form",
    [
        "和平",
        "东方",
        "光明",
        "新华",
        "长安",
        "长寿",
        "城区",
        "郊区",
        "朝阳",
        "合作",
        "资源",
        "会理",
        "鼓楼",
        "范县",
        "新乡",
        "盘龙",
    ],
)
def test_unsafe_forms(gazetteer: Gazetteer, form: str) -> None:
    assert not gazetteer.is_safe_short(form)
    assert form not in {name for name, _ in gazetteer.names()}
    assert form in {name for name, _ in gazetteer.guarded_names()}


@pytest.mark.parametrize(
    "form", ["万州", "秀山", "铜梁", "九龙坡", "重庆", "上海", "长沙", "西安", "河南", "延安", "浦东", "泾县"]
)
def test_safe_forms(gazetteer: Gazetteer, form: str) -> None:
    assert gazetteer.is_safe_short(form)


def test_a_county_is_not_called_by_its_bare_name_from_afar(gazetteer: Gazetteer) -> None:
    assert gazetteer.is_safe_short("秀山", within=["铜梁区"])
    assert not gazetteer.is_safe_short("秀山", within=["吉林省"])
    assert gazetteer.is_safe_short("长沙", within=["吉林省"])


def test_names_and_their_kinds(gazetteer: Gazetteer) -> None:
    names = dict(gazetteer.names())
    assert names["秀山土家族苗族自治县"] == names["秀山县"] == names["朝阳区"] == names["恩施州"] == "full"
    assert names["秀山"] == names["河南"] == "short"
    assert not names.keys() & dict(gazetteer.guarded_names()).keys()
    assert all(name in names for name in ("万州区", "九龙坡区", "铜梁区", "重庆市"))


# Loading


def test_loading_is_lazy_and_done_once() -> None:
    assert Gazetteer.load() is Gazetteer.load()
    script = (
        "import cppcc_kg.lexicon.districts as d; assert d._load.cache_info().misses == 0; d.Gazetteer.load();"
        "assert d._load.cache_info().misses == 1"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


HEADER = "code\tname\tlevel\tparent\tlon\tlat\tpointKind\tcentroidLon\tcentroidLat\tcentroidCells\tstatus\tgeoname\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "columns"),
        ("code,name\n", "columns"),
        (HEADER + "500000\t重庆市\n", ":2: 2 fields"),
        (HEADER + "5000\t重庆市\tprovince\t\t\t\t\t\t\t\t\t\n", ":2: '5000' is no code"),
        (HEADER + "500000\t重庆市\tcity\t\t\t\t\t\t\t\t\t\n", ":2: 'city' is no level; one of province"),
        (
            HEADER + "500000\t重庆市\tprovince\t\t29.56\t106.56\tseat\t\t\t\t\t\n",
            ":2: .29.56, 106.56. is no longitude and latitude",
        ),
        (HEADER + "500000\t重庆市\tprovince\t\t东\t\tseat\t\t\t\t\t\n", ":2: .东, . is no longitude"),
        (HEADER + "500000\t重庆市\tprovince\t\t106.56\t29.56\tmiddle\t\t\t\t\t\n", ":2: 'middle' is no kind of point"),
        (
            HEADER + "500000\t重庆市\tprovince\t\t106.56\t29.56\tseat\tnan\t30\t7\t\t\n",
            ":2: .nan, 30. is no longitude and latitude",
        ),
        (
            HEADER + "500000\t重庆市\tprovince\t\t106.56\t29.56\tseat\t107\t30\t-7\t\t\n",
            ":2: '-7' is no number of raster points",
        ),
    ],
)
def test_a_malformed_table_says_where(tmp_path: Path, text: str, said: str) -> None:
    table = tmp_path / "districts.tsv"
    table.write_text(text, encoding="utf-8")
    with pytest.raises(RuleError, match=said):
        Gazetteer.load(table)


def test_a_missing_table_is_an_error_of_ours(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="cannot be read"):
        Gazetteer.load(tmp_path / "none.tsv")
