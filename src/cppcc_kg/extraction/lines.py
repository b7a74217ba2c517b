"""Headings, titles and slogans as lines of work, and which of them is the umbrella of the others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cppcc_kg.extraction.campaigns import campaign_in
from cppcc_kg.extraction.phrases import plain
from cppcc_kg.lexicon.surnames import is_person_name
from cppcc_kg.lexicon.terms import terms, word_set
from cppcc_kg.model import Span

_QUOTED = re.compile(r"“([^“”]{2,30})”")
#: A brand that counts its parts: 五型, 五抓, 三基, 六个一, 一站一室一点.
_COUNTED = re.compile(r"(?!一[池盘张本把股条方片团潭江线泓炉桌面座扇纸盏束颗])[一二三四五六七八九十两双百千]\S{1,12}")
_TYPE = re.compile(r"(?:^|[的建造、])([\u4e00-\u9fff]{2,3}型[\u4e00-\u9fff]{2})$")
_KIND = re.compile(r"(?:建设|打造|创建|争创|建|的)([\u4e00-\u9fff]{2,4}(?:机关|政协))$")
_MEANS = re.compile(r"^(?:以|用|下好|打造|坚持|实施|推进|开展|叫响|擦亮|做优|突出|推行)“([^“”]{2,16})”")
_METHOD = re.compile(r"^以“[^“”]+”(?:促|带|推|助|强)[^，\s]{1,10}")
_HEAD_AFTER = re.compile(r"”([\u4e00-\u9fff]{0,8}?(?:机关建设|建设|创建|机关|行动|工程|品牌|计划|活动))")
#: 永兴：小建议也有大规矩: the title of a short item, not a line of work.
_ITEM_TITLE = re.compile(r"[\u4e00-\u9fff]{2,5}[：:]")
#: Names of committees and dates that stand on a line of their own.
_NO_LINE = re.compile(
    r"(?:基本|总体|主要|工作)?情况$|(?:主要|基本)(?:做法|工作|成效|经验)$|工作(?:回顾|安排|体会|打算|计划)$"
    r"|存在的?(?:主要)?(?:问题|不足)|下一步|经验启示|取得的?成效|供稿"
    r"|^[□■◇◆○●▲★◎]|委员会$|政协$|^[\u4e00-\u9fff]{2,12}[省市区县旗州]政协[^，]*$|^[（(]?[0-9０-９二〇○零一三四五六七八九]{4}年"
)
#: A speech that is reported, not a slogan.
_SAID = re.compile(r"(?:要求|强调|指出|表示|认为|介绍)$")
#: A speaker's or writer's name on a line of its own, with space between its characters or without.
_LONGEST_NAME = 5
_CLAUSE = re.compile(r"[，,：:；;]|\s+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of work read from a heading: what it is called, where, and whether it counts its parts."""

    label: str
    alternatives: tuple[str, ...]
    span: Span
    counted: bool = False
    campaign: str | None = None


#: A verb with what it brings about (摆好, 抓实) or one of the verbs of the lexicon opens what one sets out to do.
_BRINGS_ABOUT = re.compile(
    r"[\u4e00-\u9fff]{1,2}?(?:[好实强细活优深牢准紧稳住足亮响高严精密通大宽全新硬]|[出起](?!来))(?![的了过])"
)
#: A method, or the place of an effort, opens it too: 以学为先, 在“商”上做文章.
_BY = re.compile(
    r"(?:以|用)[^，]{1,8}(?:为|促|带|推|助|强|赋|聚|引|提)|在[^，]{1,10}[上中][^，]|把[^，]{2,}|让[^，]{4,}|“"
)
#: Where, when, or a link to what was told before: narrative.
_NARRATES = re.compile(
    r"[下里中时后前]$|不同|[这那]|就是|的是|来自|^一(?:条|件|个|份|场|次|句)|换来|从[^，]*[说抓起]|看得见"
)


#: Slogans of so few characters (铸魂固本, 巡百河) come in company; one alone may set a scene.
_LEAST_SLOGAN = 3
_SHORTEST_TOLD = 5


def set_out(text: str, spans: Sequence[Span]) -> frozenset[Span]:
    """Those of the short first sentences of paragraphs that say what work is done there, as headings do.

    A feature story opens its paragraphs with short sentences too (深秋的雪峰山下，柑橘正黄。). Headings are told from
    them by their build: a verb, a method, or one length for all.
    """
    firsts = {span: _CLAUSE.split(text[span.begin : span.end].strip(), maxsplit=1)[0] for span in spans}
    kept = {span: first for span, first in firsts.items() if not _NARRATES.search(first)}
    alike = len(kept) > 2 and len({len(first) for first in kept.values()}) == 1
    short = [span for span, first in kept.items() if _LEAST_SLOGAN <= len(first) < _SHORTEST_TOLD]
    built = [span for span, first in kept.items() if _is_built(first) or (span in short and len(short) > 1)]
    return frozenset(kept) if alike or 2 * len(built) >= len(spans) else frozenset(built)


def _is_built(first: str) -> bool:
    if _BY.match(first):
        return True
    words = strip_adverbs(first)
    verbs = (verb for verbs in terms().verbs.values() for verb in verbs)
    return _BRINGS_ABOUT.match(words) is not None or any(map(words.startswith, verbs))


def line_of(text: str, span: Span) -> Line | None:
    """The line of work that a heading names, or none where it names a goal, a place or a question."""
    words = text[span.begin : span.end].strip()
    whole = plain(words)
    if (
        not whole
        or words[-1] in "？?！!"
        or words.startswith(("——", "--", "【", "（"))
        or _ITEM_TITLE.match(words)
        or (len(words) <= _LONGEST_NAME and is_person_name(words.replace(" ", "").replace("\u3000", "")))
        or _NO_LINE.search(words)
        or _SAID.search(_CLAUSE.split(words, maxsplit=1)[0])
    ):
        return None
    first = _CLAUSE.split(words, maxsplit=1)[0] or words
    label, counted = _name(words, first)
    campaign = campaign_in(first) or campaign_in(words)
    if campaign is not None and not counted:
        label = campaign
    forms = dict.fromkeys(form for form in (plain(first), whole) if form != label and len(form) <= 40)
    return Line(label, tuple(forms), span, counted, campaign)


def _name(words: str, first: str) -> tuple[str, bool]:
    """The name inside a heading: a method, a typed body, a quoted brand with its head, else the first clause."""
    method = _METHOD.match(first)
    if method is not None:
        return plain(method.group()), True
    for clause in (first, words):
        match = _TYPE.search(clause) or _KIND.search(clause)
        if match is not None:
            return plain(match[1]), False
    quoted = _MEANS.match(first)
    if quoted is not None:
        after = _HEAD_AFTER.match(first, quoted.end() - 1)
        counted = bool(_COUNTED.fullmatch(quoted[1]))
        named = {"platform", "mechanism"} & set(terms().head_sets(quoted[1]))
        if after is None and not counted and named and not first.startswith(("以", "用")):
            # 做优“委员讲堂”: the platform is a thing of its own beside the work on it.
            return plain(first), False
        return quoted[1] + (after[1] if after else ""), counted
    quoted = _QUOTED.search(first)
    if quoted is not None:
        after = _HEAD_AFTER.match(first, quoted.end() - 1)
        if after is not None:
            return quoted[1] + after[1], bool(_COUNTED.fullmatch(quoted[1]))
    return strip_adverbs(plain(first)), False


def strip_adverbs(words: str) -> str:
    """``words`` without the adverbs that open it.

    >>> strip_adverbs("扎实开展专题调研")
    '开展专题调研'
    """
    adverbs = [word for word in terms().words["adverbs"] if word not in word_set("also-verbs")]
    while True:
        adverb = next((a for a in adverbs if words.startswith(a) and len(words) - len(a) >= 4), None)
        if adverb is None:
            return words
        words = words[len(adverb) :]


def umbrella_of(text: str, title: Span | None, spans: Iterable[Span], headings: Iterable[str]) -> Line | None:
    """The programme that the others are part of: the best brand of title and introduction, if one is good enough.

    A brand that counts its parts (五型, 五抓), that the text builds (打造, 下好) or calls a brand or a kind of body
    speaks for itself; one that the text calls a way of working or a place, or that is but one of the headings, is
    no umbrella.
    """
    known = [plain(heading) for heading in headings]
    found: list[tuple[float, int, Line]] = []
    for span in [*([title] if title is not None else []), *spans]:
        for part in re.finditer(r"[^\s，。；]+", text[span.begin : span.end]):
            begin = span.begin + part.start()
            here = Span(begin, begin + len(part.group()))
            for label, forms, name in _brands(part.group()):
                score = _weight(text, name, part.group()) + (1.5 if span == title else 0.0)
                if not any(name in heading for heading in known) or _COUNTED.fullmatch(name):
                    found.append((score, -begin, Line(label, forms, here, True, campaign_in(label))))
    best = max(found, key=lambda item: item[:2], default=None)
    return best[2] if best is not None and best[0] >= _GOOD else None


_IN_TITLE = re.compile(
    r"政协(?P<work>(?P<verb>建好用好|做实|做优|做强|推进|深化|探索|打造|加强|推动|创新|助推|助力|开展|创建)(?P<name>(?:[^，。“”—\s]|“[^“”，]{2,12}”){3,22}?))"
    r"(?:的)?(?:见闻|侧记|纪实|综述|纪事|掠影|二三事|做法|实践与探索|实践|探索|$)"
)


def title_line(text: str, title: Span) -> Line | None:
    """The unquoted work that a headline says the committee does (某县政协助推…侧记), where no programme is named."""
    match = _IN_TITLE.search(text, title.begin, title.end)
    if match is None:
        return None
    span = Span(*match.span("work"))
    name = match["name"].removesuffix("建设").removesuffix("工作")
    if "“" in name:
        return Line(plain(name), (plain(match["work"]),), span)
    if {"platform", "mechanism"} & set(terms().head_sets(name)):
        return Line(name + "建设", (plain(match["work"]), name), span)
    return Line(plain(match["work"]), (plain(name),), span)


#: Least weight of an umbrella: a counted brand in running text reaches it, a quoted word in a title does not.
_GOOD = 2.75
_BUILDS = re.compile(
    r"(?:打造|擦亮|叫响|唱响|下好|推进|建设|创建|争创|实施|开展|做优|做强|坚持|深化|聚焦|以)[^，。“]{0,8}$"
)
_PROGRAMME = re.compile(r"[”]?(?:型机关|机关|品牌|建设|行动|工程|活动|为抓手|为载体|系列)")
_WAY = re.compile(
    r"[”]?(?:的)?(?:工作)?(?:交流会|推进会|现场会|座谈会|研讨会|会议)|[”]?(?:的)?[一-鿿]{0,4}(?:做法|模式|工作法|机制|制度|平台|协商平台|原则|理念|思路|要求|标准|工作站|工作室|室|厅|站)"
)


def _weight(text: str, name: str, part: str) -> float:
    if _METHOD.match(part):
        return 5.0
    # Each kind of evidence counts once: a name that is often repeated is not more of a programme.
    programme = builds = way = False
    for match in re.finditer(re.escape(f"“{name}”"), text):
        after, before = match.end() - 1, text[max(0, match.start() - 12) : match.start()]
        programme = programme or bool(_PROGRAMME.match(text, after)) or name.endswith(("机关", "品牌", "行动"))
        builds = builds or bool(_BUILDS.search(before))
        way = way or bool(_WAY.match(text, after))
    return 2.0 * bool(_COUNTED.fullmatch(name)) + 1.5 * programme + 0.75 * builds - 3.0 * way


def _brands(part: str) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """(label, other forms, quoted name) of each brand in a stretch without commas."""
    method = _METHOD.match(part)
    if method is not None:
        whole = plain(method.group())
        yield whole, (plain(part),) if plain(part) != whole else (), whole
        return
    for quoted in _QUOTED.finditer(part):
        name = quoted[1]
        if name in terms().words["slogans"] or len(name) > 16:
            continue
        after = _HEAD_AFTER.match(part, quoted.end() - 1)
        label = name + (after[1].removesuffix("建设") if after else "")
        forms = (plain(part), name, name + after[1] if after else name)
        yield label, tuple(dict.fromkeys(f for f in forms if f != label and len(f) <= 30)), name


_MEMBERS = re.compile(
    r"((?:[\u4e00-\u9fff]{2,3}型?、)+[\u4e00-\u9fff]{2,3}型?)“[一二三四五六七八九十]型(?:机关)?”(?P<head>机关)?"
)


def members_of(text: str, spans: Iterable[Span]) -> list[Line]:
    """The members listed before a brand that counts them: 政治型、学习型、服务型“三型机关”."""
    found: list[Line] = []
    for span in spans:
        match = _MEMBERS.search(text, span.begin, span.end)
        if match is None:
            continue
        at = match.start(1)
        for name in match[1].split("、"):
            kind = name[-3:] if name.endswith("型") else name[-2:]
            found.append(Line(f"{kind}机关", (), Span(at + len(name) - len(kind), at + len(name))))
            at += len(name) + 1
        break
    return found
