"""Headings, titles and slogans as lines of work, and which of them is the umbrella of the others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from cppcc_kg.extraction.campaigns import campaign_in
from cppcc_kg.extraction.phrases import plain
from cppcc_kg.extraction.shadow import pattern
from cppcc_kg.lexicon.surnames import is_person_name
from cppcc_kg.lexicon.terms import ends_with, terms, word_set
from cppcc_kg.model import Span

_QUOTED = re.compile(r"“([^“”]{2,30})”")
#: A brand that counts its parts: 五型, 五抓, 三基, 六个一, 一站一室一点.
_COUNTED = r"(?!.*[人事者家户]$)(?!一{@words.scene-measures})[一二三四五六七八九十两双百千]\S{1,12}"
_TYPE = re.compile(r"(?:^|[的建造、])([\u4e00-\u9fff]{2,3}型[\u4e00-\u9fff]{2})$")
_KIND = r"{@words.builds-kind}([一-鿿]{2,4}{@words.kinds-built})$"
_MEANS = r"^{@words.means-by}“([^“”]{2,16})”"
_METHOD = r"^以“[^“”]+”{@words.drives}[^，\s]{1,10}"
_HEAD_AFTER = r"”([一-鿿]{0,8}?{@words.programme-heads})"
#: 永兴：小建议也有大规矩: the title of a short item, not a line of work.
_ITEM_TITLE = re.compile(r"[\u4e00-\u9fff]{2,5}[：:]")
#: Names of committees and dates that stand on a line of their own.
_NO_LINE = (
    r"{@words.no-line-ends}$|{@words.no-line}|存在的?{@words.shortcomings}|^[□■◇◆○●▲★◎]|^[一-鿿]{2,12}[省市区县旗州]政协[^，]*$"
    r"|^[（(]?[0-9０-９二〇○零一三四五六七八九]{4}年"
)
#: A speech that is reported, not a slogan.
_SAID = "{@words.said-last}$"
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
_BRINGS_ABOUT = r"[一-鿿]{1,2}?(?:{@words.brought-about}|[出起](?!来))(?![的了过])"
#: A method, or the place of an effort, opens it too: 以学为先, 在“商”上做文章.
_BY = r"[以用][^，]{1,8}{@words.method-does}|在[^，]{1,10}[上中][^，]|把[^，]{2,}|让[^，]{4,}|“"
#: Where, when, or a link to what was told before: narrative.
_NARRATES = r"[下里中时后前]$|{@words.narrates}|[这那]|^一{@words.story-measures}|从[^，]*[说抓起]"


#: Slogans of so few characters (铸魂固本, 巡百河) come in company; one alone may set a scene.
_LEAST_SLOGAN = 3
_SHORTEST_TOLD = 5


def set_out(text: str, spans: Sequence[Span]) -> frozenset[Span]:
    """Those of the short first sentences of paragraphs that say what work is done there, as headings do.

    A feature story opens its paragraphs with short sentences too (深秋的雪峰山下，柑橘正黄。). Headings are told from
    them by their build: a verb, a method, or one length for all.
    """
    firsts = {span: _CLAUSE.split(text[span.begin : span.end].strip(), maxsplit=1)[0] for span in spans}
    kept = {span: first for span, first in firsts.items() if not pattern(_NARRATES).search(first)}
    alike = len(kept) > 2 and len({len(first) for first in kept.values()}) == 1
    short = [span for span, first in kept.items() if _LEAST_SLOGAN <= len(first) < _SHORTEST_TOLD]
    built = [
        span for span, first in kept.items()
        if _is_built(first) or (span in short and len(short) > 1) or _is_listed(text, first)
    ]  # fmt: skip
    return frozenset(kept) if alike or 2 * len(built) >= len(spans) else frozenset(built)


def _is_listed(text: str, first: str) -> bool:
    """Whether the text counts the opening among others (推出“一堂课铸魂、一张单明责…”的“四个一”)."""
    return len(first) >= _LEAST_SLOGAN and (f"“{first}、" in text or f"、{first}" in text)


def _is_built(first: str) -> bool:
    if pattern(_BY).match(first):
        return True
    words = strip_adverbs(first)
    if pattern("{@words.named-by-verb}").match(words):
        return False  # 组织部来了人
    verbs = (verb for verbs in terms().verbs.values() for verb in verbs)
    return pattern(_BRINGS_ABOUT).match(words) is not None or any(map(words.startswith, verbs))


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
        or pattern(_NO_LINE).search(words)
        or pattern(_SAID).search(_CLAUSE.split(words, maxsplit=1)[0])
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
    method = pattern(_METHOD).match(first)
    if method is not None:
        return plain(method.group()), True
    for clause in (first, words):
        match = _TYPE.search(clause) or pattern(_KIND).search(clause)
        if match is not None:
            return plain(match[1]), False
    quoted = pattern(_MEANS).match(first)
    if quoted is not None:
        after = pattern(_HEAD_AFTER).match(first, quoted.end() - 1)
        counted = bool(pattern(_COUNTED).fullmatch(quoted[1]))
        named = {"platform", "mechanism"} & set(terms().head_sets(quoted[1]))
        if after is None and not counted and named and not first.startswith(("以", "用")):
            # 做优“委员讲堂”: the platform is a thing of its own beside the work on it.
            return plain(first), False
        return quoted[1] + (after[1] if after else ""), counted
    quoted = _QUOTED.search(first)
    if quoted is not None:
        after = pattern(_HEAD_AFTER).match(first, quoted.end() - 1)
        if after is not None:
            return quoted[1] + after[1], bool(pattern(_COUNTED).fullmatch(quoted[1]))
    return strip_adverbs(plain(first)), False


def strip_adverbs(words: str) -> str:
    """``words`` without the adverbs that open it.

    >>> strip_adverbs("扎实开展专题调研"), strip_adverbs("新增停车位48个")
    ('开展专题调研', '新增停车位48个')
    """
    while True:
        whole = words[:2] in word_set("no-adverb")
        adverbs = [a for a in _adverbs().get(words[:1], ()) if not (whole and len(a) == 1)]
        adverb = next((a for a in adverbs if words.startswith(a) and len(words) - len(a) >= 4), None)
        if adverb is None:
            return words
        words = words[len(adverb) :]


@cache
def _adverbs() -> dict[str, list[str]]:
    """By their first character the adverbs that are no verbs besides, the longest first."""
    found: dict[str, list[str]] = {}
    for word in terms().words["adverbs"]:
        if word not in word_set("also-verbs"):
            found.setdefault(word[0], []).append(word)
    return found


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
                score += _OWN_PARTS if _counts(text, name, known) else 0.0
                if not any(name in heading for heading in known) or pattern(_COUNTED).fullmatch(name):
                    found.append((score, -begin, Line(label, forms, here, True, campaign_in(label))))
    best = max(found, key=lambda item: item[:2], default=None)
    return best[2] if best is not None and best[0] >= _GOOD else None


#: A brand whose parts are the headings is their umbrella, though the text calls it a way of working.
_OWN_PARTS = 4.0


def _counts(text: str, name: str, headings: Sequence[str]) -> bool:
    """Whether the parts that a brand is told of by (“一堂课铸魂、一张单明责”的“四个一”) are headings."""
    told = re.search(rf"“([^“”]+)”的?“{re.escape(name)}”", text)
    parts = told[1].split("、") if told is not None else []
    return len(parts) > 1 and sum(any(part in heading for heading in headings) for part in parts) > 1


_IN_TITLE = (
    r"政协(?P<work>{@words.headline-verbs}(?P<name>(?:[^，。“”—\s]|“[^“”，]{2,12}”){3,22}?))"
    r"(?:的)?(?:{@words.headline-kinds}|$)"
)


def title_line(text: str, title: Span) -> Line | None:
    """The unquoted work that a headline says the committee does (某县政协助推…侧记), where no programme is named."""
    match = pattern(_IN_TITLE).search(text, title.begin, title.end)
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
_BUILDS = r"{@words.builds-programme}[^，。“]{0,8}$"
_PROGRAMME = r"[”]?{@words.programme-signs}"
_WAY = r"[”]?(?:的)?(?:工作)?{@words.gatherings-about}|[”]?(?:的)?[一-鿿]{0,4}{@words.ways-called}"


def _weight(text: str, name: str, part: str) -> float:
    if pattern(_METHOD).match(part):
        return 5.0
    # Each kind of evidence counts once: a name that is often repeated is not more of a programme.
    programme = builds = way = False
    for match in re.finditer(re.escape(f"“{name}”"), text):
        after, before = match.end() - 1, text[max(0, match.start() - 12) : match.start()]
        programme = programme or bool(pattern(_PROGRAMME).match(text, after)) or ends_with(name, "programme-ends")
        builds = builds or bool(pattern(_BUILDS).search(before))
        way = way or bool(pattern(_WAY).match(text, after))
    return 2.0 * bool(pattern(_COUNTED).fullmatch(name)) + 1.5 * programme + 0.75 * builds - 3.0 * way


def _brands(part: str) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """(label, other forms, quoted name) of each brand in a stretch without commas."""
    method = pattern(_METHOD).match(part)
    if method is not None:
        whole = plain(method.group())
        yield whole, (plain(part),) if plain(part) != whole else (), whole
        return
    for quoted in _QUOTED.finditer(part):
        name = quoted[1]
        if name in terms().words["slogans"] or len(name) > 16:
            continue
        after = pattern(_HEAD_AFTER).match(part, quoted.end() - 1)
        label = name + (after[1].removesuffix("建设") if after else "")
        forms = (plain(part), name, name + after[1] if after else name)
        yield label, tuple(dict.fromkeys(f for f in forms if f != label and len(f) <= 30)), name


_MEMBERS = re.compile(r"((?:[\u4e00-\u9fff]{2,3}型?、)+[\u4e00-\u9fff]{2,3}型?)“[一二三四五六七八九十]型(?:机关)?”")


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
