"""Units: what a number may be followed by for it to be a measure, in one place.

A unit is a closed-class word, but most classifiers are also the first character of other words (条例, 项目, 次年).
Each therefore carries ``unless``: the characters or words before which it is not read as a unit. Where a small
Chinese numeral in front names more often than it counts (五类, 三层, 六组), the unit is ``digits_only``.

Left out on purpose, because they order, date or grade: 号, 级, 岁, 月, 日, 时, 点, 分, 世纪, 版; and because a number
in front of them names: 型, 定, 性, 抓, 步, 圈, 站, 室, 区, 线, 手, 体, 方面 (with 个 it is counted). 批 counts (两批),
but 一批 says only "some"; 届 counts after 两 or a verb of holding (举办三届), else it orders (八届四次). 成 is tenths,
given as %, unless it opens a word (成立, 成员). 300余农户 counts in 户, with no classifier between.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

#: Letters inside a unit that bound or write it: 个多月, 个半小时, 人（次）.
_EXTRA = re.compile("[多半（）()/]")
UnitKind = Literal["count", "money", "percent", "ratio", "duration", "extent"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as written; ``unless`` lists what may not follow it, as alternatives of a regex."""

    name: str
    kind: UnitKind
    unless: str = ""
    digits_only: bool = False

    @property
    def shown(self) -> str:
        """The unit as a measure gives it.

        >>> [UNITS[name].shown for name in ("人（次）", "个多月", "贫困户", "成", "场次")]
        ['人次', '个月', '户', '%', '场次']
        """
        if self.name == "成":
            return "%"
        return "户" if self.name.endswith("户") else _EXTRA.sub("", self.name)


def _table(kind: UnitKind, rows: str, *, digits_only: bool = False) -> tuple[Unit, ...]:
    """Read ``unit/unless unit/unless …``."""
    units = []
    for row in rows.split():
        name, _, unless = row.partition("/")
        units.append(Unit(name, kind, unless, digits_only))
    return tuple(units)


#: Classifiers that count both after digits and after Chinese numerals.
_COUNTS: Final = _table(
    "count",
    "个/别|[多半]?月 次/[性数序级元日生]|品种 场/[所地合景馆面部站] "
    "名/[单称录誉额义优列牌师城校片字册] 人/[民才社均工事物生类心格文居选防际机质情大] "
    "位/数|一体|于|[置居] 条/[例件款约理] 篇 项/目(?!标) 件/[套数] 家/[庭乡园长风访政属] 户/[籍外口] "
    "本/[届级地区县市年月质身土着科次] 份/[额子] 期/[间望限待刊货末初中盼许]|工程|项目|建设|用地|叠加 "
    "处/[理置于级长罚分室境] 所/[有以在属需长得谓] 座/[谈椅位] 间/[接隔断] 台/[账阶风胞湾商资区] "
    "套/班子|[路餐] 支/[部持付撑书委农出援] 轮/[训流换岗值椅船车] 批/[示准转复评阅] "
    "起/[来草点诉步到义因止] 例/[会如行子外] 笔/[者记试] 宗/[旨教] 首/[次批家创个先届府席都要] "
    "门/[口前户类] 道/[路德理] 部/[门委分署队长级位属落室省] 枚 匹/[配] 株 棵 辆 艘 栋 幢 盏 册 卷/[入宗] "
    "幅/[度员] 封/[闭控面] 张 则 页 句 趟 遍/[布及地] 款/[项待] 桩 只/[有要是能为会争跑管收在见用需] "
    "顶 粒 颗 束 羽/[毛绒] 箱 盒 瓶 袋 桶 票/[据选务决] 番 回/[应复家来到访头收顾馈答归]",
)
#: Classifiers that a small Chinese numeral turns into a name.
_AFTER_DIGITS: Final = _table(
    "count",
    "眼/[前界光下睛] 讲/[话述解课堂座坛习究政台] "
    "类/[型似别水] 层/[面级次] 组/[织成建长员团合] 口/[号径碑罩岸] 头/[条脑部版] 面/[向对临貌积上谈试] "
    "片/[区面] 块/[钱状] 节/[约日点目能省假] 集/[中体团聚合成市资镇贸思] "
    "字/[样符]|方针|核心|箴言|要求|[经诀] 种/[植养粮] 包/[括含保联干村抓装容] 根/[据本治源] 床",
    digits_only=True,
)
#: Turnout (人次), rounds (场次) and their like.
_TURNS: Final = _table(
    "count",
    "人次 场次 条次 件次 户次 家次 批次 台次 篇次 项次 课次 班次 车次 架次 艘次 村次 "
    "人（次） 场（次） 户（次） 人(次) 场(次) 户(次)",
)
#: A session counts in 届 only where the guards of naming let it.
_SESSIONS: Final = _table("count", "届/[一二三四五六七八九十0-9中全]|政协|人大|常委|委员会")
_HOUSEHOLDS: Final = _table("count", "农户 商户 住户 贫困户 脱贫户 养殖户 种植户")
_LESSONS: Final = _table("count", "学时 课时 人天 床位")
_MONEY: Final = _table("money", "元/[旦素宵首区化件] 美元 欧元 港元 日元")
_PERCENT: Final = _table("percent", "% ‰ 个百分点")
_TENTHS: Final = (Unit("成", "percent", "[立为功果员效都长本绩熟年了交就人分型片套器品千语因份不一活百]"),)
_RATIO: Final = _table("ratio", "倍/[增数加感受]")
#: A span of years that a plan, a period or an anniversary is called by is no measure.
_DURATIONS: Final = _table(
    "duration",
    "年/[来间内前后级代度底初之轮期制中份]|[多余]来|以[来前]|行动|规划|计划|任务|"
    "[0-9一二两三四五六七八九十] "
    "个月/[来内前后]|以来|[一两二三][次届度轮] 个季度 天/[然气下地津] "
    "周/[年边围末报期刊密到一二三四五六日] 个星期 星期/[一二三四五六日天] 个小时 小时 个多月/来 "
    "个半月 个多小时 个半小时 个多星期 "
    "分钟/[^，。；、,;]{0,8}圈 个工作日 工作日 昼夜",
)
_EXTENT: Final = _table(
    "extent",
    "亩 公顷 公里 千米 米/[粉饭] 厘米 平方米 平方公里 平方千米 立方米 平方 立方 ㎡ 吨 公斤 千克 斤 "
    "千瓦 千瓦时 兆瓦 千伏安 里/[程面外]",
)

#: Every unit by its name.
UNITS: Final[dict[str, Unit]] = {
    unit.name: unit
    for unit in (
        *_AFTER_DIGITS, *_COUNTS, *_TURNS, *_SESSIONS, *_HOUSEHOLDS, *_LESSONS, *_MONEY, *_PERCENT, *_TENTHS,
        *_RATIO, *_DURATIONS, *_EXTENT,
    )
}  # fmt: skip

#: Units of what happens: with 每月, one of these is a frequency (每月一次).
OCCASIONS: Final = ("场次", "次", "场", "期", "回", "轮", "届", "遍", "趟")

_PLACE_SUFFIX = re.compile("[县市区镇乡村州旗山河湖江峡岛沟岭寨湾屯]")
#: 三门县, 五台山, 三元区: a Chinese numeral with such a unit and a place suffix is a place.
_PLACE_PRONE = frozenset("门台道元间里家场户亩米")


def _pattern(unit: Unit) -> str:
    return re.escape(unit.name) + (f"(?!{unit.unless})" if unit.unless else "")


#: Source of a regex for any unit at a place, longest first.
UNIT: Final = "|".join(_pattern(UNITS[name]) for name in sorted(UNITS, key=lambda n: (-len(n), n)))
_UNIT = re.compile(UNIT)


def match_unit(folded: str, at: int, *, small_han: bool) -> Unit | None:
    """The unit that begins at ``at``; ``small_han``: a Chinese numeral below a hundred stands before it.

    >>> match_unit("23场次，", 2, small_han=False).name, match_unit("9条例", 1, small_han=False)
    ('场次', None)
    >>> match_unit("五类", 1, small_han=True), match_unit("三门县", 1, small_han=True)
    (None, None)
    """
    found = _UNIT.match(folded, at)
    if found is None:
        return None
    unit = UNITS[found[0]]
    place = unit.name in _PLACE_PRONE and _PLACE_SUFFIX.match(folded, found.end())
    return None if small_han and (unit.digits_only or place) else unit
