"""How names of divisions are shortened, and which short names are also ordinary words."""

from __future__ import annotations

import re

#: The names of the peoples as they stand in names of autonomous divisions; some go without 族 there.
_PEOPLES = """
    蒙古族? 维吾尔族? 哈萨克族? 柯尔克孜族? 塔吉克族? 锡伯族? 鄂温克族 鄂伦春族 达斡尔族 土家族
    布依族 朝鲜族 哈尼族 傈僳族 拉祜族 纳西族 景颇族 布朗族 撒拉族 毛南族 仡佬族 仫佬族 阿昌族 普米族
    裕固族 保安族 东乡族 独龙族 德昂族 高山族 赫哲族 基诺族 俄罗斯族 回族 满族 苗族 侗族 瑶族 白族 彝族
    壮族 傣族 黎族 畲族 佤族 水族 土族 藏族 羌族 怒族 京族 各族
"""
_AUTONOMOUS = re.compile(rf"(.+?)(?:{'|'.join(_PEOPLES.split())})+(自治区|自治州|自治县|自治旗|区)")
_SUFFIX = re.compile(r"(.{2,}?)族?(特别行政区|自治区|自治州|自治县|自治旗|新区|矿区|地区|省|市|区|县|旗|盟)")

#: Short names that the suffix rule would get wrong: 井陉矿区 lies beside 井陉县 and is not called 井陉;
#: 林区 and 特区 are a suffix once each, and in 万柏林区 or 碑林区 none; 蒙古 belongs to 内蒙古.
_SHORT_NAMES = {"井陉矿区": "井陉矿区", "内蒙古自治区": "内蒙古", "神农架林区": "神农架", "六枝特区": "六枝"}

#: Zones that many cities have under one name. They are no divisions and so in no table, but have committees.
ZONES = frozenset(
    {
        "高新区", "经开区", "开发区", "新区", "高新技术产业开发区", "经济技术开发区", "经济开发区", "高新技术开发区",
        "工业园区", "示范区", "度假区", "保税区", "管理区",
    }
)  # fmt: skip

#: Customary abbreviations that no rule makes.
CUSTOMARY = {
    "150722": ("莫旗",),
    "152500": ("锡盟",),
    "210921": ("阜蒙县",),
    "211324": ("喀左县", "喀左"),
    "220721": ("前郭县", "前郭"),
    "230624": ("杜蒙县", "杜蒙"),
    "652700": ("博州",),
    "653000": ("克州",),
    "653131": ("塔县",),
    "654022": ("察县",),
    "654226": ("和丰县",),
}

_COMMON_WORDS = """
    七星 万全 万年 万载 三元 三台 三门 上党 上城 上思 上林 上街 上高 下城 且末 东乡 东光 东城 东安 东宝
    东山 东方 东明 东湖 东至 东风 个旧 中原 中山 中方 中江 中站 丰润 丰满 丰镇 临江 临高 丹凤 久治 乐业
    乐至 乐都 九龙 二七 二道 于都 云梦 云龙 互助 五华 五常 亚东 京山 仙居 会同 会理 余干 信丰 修文 修水
    光明 光泽 全南 全州 公安 六合 兰西 共和 兴业 兴化 兴和 兴国 兴平 兴文 兴海 兴隆 内乡 凉城 凤凰 凤翔
    利通 前进 前锋 北关 北湖 北辰 千山 南关 南和 南城 南岸 南海 南湖 南部 博爱 卫东 友好 友谊 双塔 双桥
    古城 古田 台前 合作 合山 合水 吉利 同仁 同德 同心 名山 向阳 君山 吴兴 和安 和平 和政 和顺 商城 商水
    商都 四会 回民 城东 城中 城关 城北 城西 复兴 多伦 大东 大余 大关 大兴 大化 大厂 大同 大名 大城 大悟
    大新 大方 大理 大田 大竹 大英 大观 大通 天元 天台 天桥 天河 天涯 天等 太和 太平 太湖 太白 始兴 威信
    子长 安仁 安化 安国 安图 安多 安宁 安定 安居 安平 安康 安新 宏伟 官渡 定安 定日 定海 定结 定边 定远
    宝塔 宽城 富民 富源 富裕 小店 小金 尚志 尼玛 山丹 山亭 山南 山城 山阴 崇仁 崇信 工农 左权 市中 市北
    市南 常熟 平乐 平乡 平利 平南 平原 平和 平安 平定 平川 平房 平远 广平 庆云 应城 康乐 康保 康平 延长
    建华 建安 建水 开化 开平 开远 弥勒 德化 德安 志丹 怀远 思明 恒山 惠民 成安 扬中 振兴 改则 政和 文山
    文成 文昌 文水 新乡 新会 新兴 新化 新和 新城 新宁 新安 新干 新平 新建 新星 新民 新源 新都 方城 方正
    无为 无极 日照 明水 月湖 望江 朝天 朝阳 木兰 未央 杂多 来凤 来安 来宾 桃源 桥东 桥西 梁山 横山 正安
    武侯 武功 武定 武陵 比如 民丰 民乐 民勤 民和 民权 水城 水富 永和 永定 永平 永年 永新 永清 永福 江口
    江城 江山 江岸 江川 江海 沙市 河口 河西 治多 沿河 泰山 洞口 津市 海东 海兴 海北 海城 海棠 海港 海盐
    清原 清新 清水 清流 温泉 港口 湖口 湖里 满城 滨城 滨江 滨海 滨湖 灯塔 灵台 灵石 点军 爱民 牡丹 独山
    玄武 玉龙 甘泉 界首 白云 白杨 白水 白玉 白银 盐池 盐田 盘山 盘龙 石台 石林 石柱 石棉 石门 石鼓 磐石
    神池 祥云 秀英 稻城 站前 管城 红塔 红旗 绿园 罗城 老城 聂荣 芙蓉 花山 花都 荣昌 荷塘 莲池 莲花 虎林
    融安 行唐 衡山 裕民 西和 西城 西山 西平 西湖 解放 资中 资兴 资源 路北 路南 轮台 达日 迁安 迎江 运河
    进贤 通城 通山 通海 通道 道外 道里 都安 鄂城 金台 金安 金山 金水 金牛 金门 钟楼 钢城 铁东 铁西 铁锋
    铜鼓 锡山 锦江 长子 长安 长寿 长武 长治 长海 长白 阳春 阿里 集贤 雨花 青山 青龙 靖宇 马关 马龙 高台
    高安 高密 高平 高明 高要 高青 鱼台 鸡冠 鸡泽 麒麟 黑水 鼓楼 龙凤 龙城 龙安 龙江 龙泉 龙门
"""
#: Short names that are never taken for a division on their own: in running text they mean something else
#: (合作, 资源, 平安), or arise where two words meet (委员会|理论 → 会理, 繁荣|昌盛 → 荣昌). How the list was
#: made is told in ontology/districts.md; namesakes need no place in it, they are found by counting.
COMMON_WORDS = frozenset(_COMMON_WORDS.split())

_COMMON_NAMES = """
    东区 西区 城区 郊区 矿区 新城区 新市区 新建区 老城区 解放区 振兴区 名山区 万山区 合作市 海城市
    应城市 东方市 临县 义县 云县 代县 兴县 冠县 凤县 单县 古县 叶县 吉县 和县 夏县 威县 宁县 容县 富县
    寿县 应县 康县 徽县 息县 成县 房县 文县 新县 景县 温县 滑县 献县 环县 理县 礼县 范县 道县 随县 青县
    高县 南县 易县 丰县
"""
#: Full names that are common nouns or arise where two words meet (示范|县, 小康|县, 沿海|城市).
COMMON_NAMES = frozenset(_COMMON_NAMES.split())


def short_name(name: str) -> str:
    """The name without its suffix and without the names of peoples; a one-hanzi rest keeps its suffix.

    >>> [short_name(name) for name in ("万州区", "秀山土家族苗族自治县", "浦东新区", "泾县", "东乡族自治县")]
    ['万州', '秀山', '浦东', '泾县', '东乡']
    """
    if known := _SHORT_NAMES.get(name):
        return known
    if match := _AUTONOMOUS.fullmatch(name):
        return match[1]
    if match := _SUFFIX.fullmatch(name):
        return match[1]
    return name


def other_forms(name: str, short: str) -> tuple[str, ...]:
    """Forms beside the full name: the short one, and 秀山县, 秀山自治县 for an autonomous division.

    >>> other_forms("秀山土家族苗族自治县", "秀山"), other_forms("香港特别行政区", "香港")
    (('秀山县', '秀山自治县', '秀山'), ('香港特区', '香港'))
    """
    made: list[str] = []
    if name.endswith(("自治州", "自治县", "自治旗")):
        made = [short + name[-1], short + name[-3:]]
    elif name.endswith("自治区"):
        made = [short + "自治区"]
    elif name.endswith("特别行政区"):
        made = [short + "特区"]
    elif name.endswith("族区"):
        made = [short + "区"]
    return tuple(form for form in dict.fromkeys([*made, short]) if form != name)
