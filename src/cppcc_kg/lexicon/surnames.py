"""Is this a person's name? A closed list of surnames and a shape, for use right after an office (主席王炯).

Sources: *Bai jia xing* (百家姓, 10th century, public domain) in simplified form with the compound surnames at
its end, less 第五 (an ordinal in any report), and surnames common today that it lacks (肖, 闫, 付 …),
with those of several peoples (刀, 召, 字, 罕 …). Of the personal names in a month of newspaper (January 1998,
about 15,000 with a surname of one hanzi) more than 98 in a hundred pass.

The shape alone takes many a phrase for a name: a rule must not use it without an office before the name, has
to choose among lengths itself (王炯 or 王炯充, before 充分肯定), and is free to refuse more.
"""

from __future__ import annotations

import re

_BAI_JIA_XING = """
    赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦
    昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹
    姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐
    邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁
    荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武
    符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴鬱胥能苍双闻莘党翟谭贡劳逄姬申扶堵
    冉宰郦雍郤璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿
    满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红
    游竺权逯盖益桓公仉督晋楚闫法汝鄢涂钦岳帅缑亢况郈有琴商牟佘佴伯赏墨哈谯笪年爱阳佟言福
"""
_LATER = """
    肖付兰尉迟丛鹿麦官苟敬丘楼覃辜冼萨栗郄苑门由冒衣谌过邝粟铁初代邸隋仝亓揭税庹展练漆战矫信郇员檀遆綦
    么幺啜
"""
_OF_PEOPLES = "盘次扎格布刀召罕字者保普虎撒闪买拜喇纳冶勒排木阿"
_COMPOUND = """
    万俟 司马 上官 欧阳 夏侯 诸葛 闻人 东方 赫连 皇甫 尉迟 公羊 澹台 公冶 宗政 濮阳 淳于 单于 太叔 申屠 公孙
    仲孙 轩辕 令狐 钟离 宇文 长孙 慕容 鲜于 闾丘 司徒 司空 亓官 司寇 子车 颛孙 端木 巫马 公西 漆雕 乐正 壤驷
    公良 拓跋 夹谷 宰父 谷梁 段干 百里 东郭 南门 呼延 羊舌 微生 梁丘 左丘 东门 西门 南宫 独孤 纳兰 完颜 叶赫
    爱新觉罗 达奚 贺兰 耶律 欧冶
"""
#: One-hanzi surnames.
SURNAMES = frozenset("".join((_BAI_JIA_XING + _LATER + _OF_PEOPLES).split()))
#: Surnames of two hanzi and more.
COMPOUND_SURNAMES = frozenset(_COMPOUND.split())

_WORDS = """
    国家 全国 经济 公司 文化 时间 代表 关系 时候 由于 管理 方面 许多 国际 法律 包括 应该 有关 计划 时期 能力
    过程 方法 单位 过去 方式 农业 经过 有些 任务 有人 战争 年代 任何 权力 解决 能够 成立 后来 水平 保护 关于
    利用 于是 项目 全省 公民 相关 国内 信息 范围 丰富 农民 劳动 农村 全部 左右 支持 时代 终于 严重 过来 保持
    商品 战略 程度 平均 安全 经验 干部 法规 相同 全面 明显 保证 家庭 应用 公路 容易 官员 利益 广泛 展开 通常
    方向 平民 和平 安排 权利 从而 宣布 经营 广场 解释 双方 经常 全市 尤其 方案 充分 从事 居民 简单 有时
    文学 相信 普通 文章 相当 相对 应当 金融 曾经 保障 强调 连续 商业 高速 成绩 高度 战斗 毕业 宗教 明确
    贡献 高级 关键 周围 相互 程序 空间 公布 任期 成长 全体 从此 普遍 相应 全球 经历 计算 关注 公开 强烈 广大
    有所 常务 常委 平等 解放 成果 年底 文物 宣传 高中 严格 满足 成员 文字 公园 习惯 任免 年间 利润 路线 充满
    符合 危机 后面 卫生 成本 文件 公共 方针 红色 成分 相比 危险 平衡 国民 国外 强大 高校 尚未 员工 成熟
    国防 方便 全身 由此 平台 成就 简称 时刻 满意 支付 居住 幸福 年度 初步 全年 相似 关心 季节 谈判 通知 信心
    文艺 申请 有限 公安 商量 能量 纪念 初期 公众 广告 连接 司法 保留 相继 谈话 通过 权益 官方 初级 全党 信用
    施行 支柱 周边 后果 严肃 和谐 保卫 相等 周年 支撑 支援 信任 任命 宋代 从未 文献 党组 党委 党员 党建 党支
    党总 党史 党章 支部 全会 全力 全员 全程 全区 全县 全家 全域 全过 包片 包联 包村 强化 申报 连日 连线 应急
    应声 应约 应聘 应邀 常态 常规 法治 法定 文明 文史 文旅 方能 万余 管委 解难 都能 都要 都是 都有 权威 班子 班级
    常年 都活 步入 关爱 关怀 商会
    于去 金句 国情 双联 双向 双周 时任 单项 经费 明年 后勤 成为 向全 向市 向区 向县 向群 向社 向广 向党 向基 有效
    有力 有序 有机 高质 高位 高标 高效 于今 和各 和副 和全 任职 任前 平安 水利 古稀 花园 通报 通讯 双管
    严于 严把 严明 富民 路径 有利 有助 有益 平方 东西 东南 东北 东部 召开 召集 古代 铁路 公里 那么 那样 万元
    万人 常常 年轻 印度 平原 封建 空中 游客 游行 费用
"""
#: Words of reports that begin like a name: a surname, then a hanzi that might be a given name.
_ORDINARY = frozenset(_WORDS.split())

#: Hanzi that no given name has: particles, pronouns, and the verbs and offices that follow a name.
_NEVER_GIVEN = frozenset(
    "的了是在把被对与及或等并也就将而所则这那我你他她它们不没个每某些第做说到给让使还又很更最该您吗呢吧啊着"
    "审制压办时地帮扶工率赴听带讲谈察副局厅区县省委组席部协"
)

#: Hanzi with which names of Mongols, Tibetans, Uyghurs and Kazakhs are written.
_SOUNDS = frozenset(
    "巴音朝鲁布阿图乌兰其格娜仁道尔吉那木拉达莱苏和斯琴高娃特敖包云毕力额赛罕恩青克勒哈呼伦贝敦嘎"
    "玛旺堆扎西次多丹增罗桑卓洛江村平措白向顿珠央宗姆才让加太本贡尼索南坚赞曲英艾买提吐逊孜热依米"
    "古丽努肯别合塔吾不都色沙迪帕夏里雪来齐杰德钦俊美强珍晋列朗旦"
)
#: Names of two hanzi that are transliterations all the same; by their hanzi alone they could be anything.
_SHORT_TRANSLITERATIONS = frozenset(
    {"乌兰", "巴图", "宝音", "布和", "苏和", "达来", "那顺", "多吉", "扎西", "次仁"},
)

_HANZI = re.compile(r"[\u3400-\u9fff\U00020000-\U000323af]+")
_DOTS = re.compile(r"[·•・‧]")


def is_person_name(s: str) -> bool:
    """Whether ``s`` has the shape of a person's name of two hanzi or more, in any of the ways below.

    >>> [is_person_name(name) for name in ("王炯", "欧阳修", "巴音朝鲁", "高度重", "机关党组")]
    [True, True, True, False, False]
    """
    return _has_surname(s) or looks_like_transliteration(s)


def looks_like_transliteration(s: str) -> bool:
    """A name without a Chinese surname: parts joined by ·, or three to six hanzi of those that write sounds.

    >>> [looks_like_transliteration(name) for name in ("巴音朝鲁", "雪克来提·扎克尔", "王炯", "区政协")]
    [True, True, False, False]
    """
    parts = _DOTS.split(s)
    if len(parts) > 1:
        return len(parts) <= 4 and all(len(part) <= 8 and _HANZI.fullmatch(part) for part in parts)
    return s in _SHORT_TRANSLITERATIONS or (3 <= len(s) <= 6 and all(hanzi in _SOUNDS for hanzi in s))


def _has_surname(s: str) -> bool:
    """A surname and one or two hanzi; of four, two surnames (范徐丽泰) or a compound one (上官婉儿)."""
    if not 2 <= len(s) <= 6 or not _HANZI.fullmatch(s):
        return False
    for size in (4, 2):
        if s[:size] in COMPOUND_SURNAMES and _is_given(s[size:]):
            return True
    if s[0] not in SURNAMES or s[:2] in _ORDINARY or s in COMPOUND_SURNAMES:
        return False
    if len(s) == 4:
        return s[1] in SURNAMES and _is_given(s[2:])
    return _is_given(s[1:])


def _is_given(s: str) -> bool:
    # 官圩镇 is a town, 王镇 may be a man.
    return 1 <= len(s) <= 2 and not any(hanzi in _NEVER_GIVEN for hanzi in s) and s[1:] not in ("镇", "村", "乡")
