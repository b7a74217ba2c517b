"""A name of work as comparison sees it: its core, its letters and pairs of letters, and what kind of thing it names."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from cppcc_kg.errors import RuleError, Where
from cppcc_kg.resources import packaged_yaml

_MARKS = re.compile(r"[\s“”‘’「」『』\"'《》〈〉（）()、，,。；;：:！!？?·•\-—+＋]+")
_NUMERAL = re.compile(
    r"[0-9]+|[一二三四五六七八九十百千两双](?=[0-9一二三四五六七八九十百千#]*[型步级站室点抓个性环类届])"
)
_VERB = re.compile(
    r"^(?:打造|推进|推动|建设|开展|创建|深化|擦亮|做优|做强|做活|举办|组织|落实|健全|完善|建立|设立|探索|推出|召开|坚持|实施|开了|一场)"
)
#: The ways by which something is done, and not what is done.
_WAYS = re.compile(r"^.*等(?:形式|方式|途径|手段)(?=.{2})")
#: A name that opens with one of these is a clause that says what was done: 督办…提案, 视察…提案办理情况.
_DOING = re.compile(r"^(?:视察|考察|督办)(?=.{4})")
#: What is planned, led, lent or hired for is another thing than what is done.
_ACT = re.compile(r"^(?:谋划|筹划|规划|指导|督促|聘请|选聘|聘任|派出|选派|委派|调整|规范|建议|明确|推荐|拟)")
#: Words of form at a name's end: they say that it is a rule, a place or an activity, and not of what.
_FORM = re.compile(
    r"(?:制度体系|工作机制|工作制度|工作模式|运行模式|品牌活动|主题活动|实践活动|制度|机制|体系|办法|做法|模式|平台|活动|工作|品牌|建设|会议"
    r"|行动|的?原则|的?思路|的?标准|的?理念|规范|程序|流程)$"
)
#: What must be left of a name when something is taken from it; forms go only where more is left.
_LEAST, _LEAST_STEM = 2, 3
#: A short word tells the kind only near the end of a name: 学习贯彻… is no meeting for study.
_NEAR, _LONG = 3, 4
#: A longer name is a clause, whose last words alone tell what it is.
_CLAUSE = 18


def fold(label: str) -> str:
    """Width folded, marks and blanks dropped, numerals that count types or steps made ``#``.

    >>> fold("“四型”机关"), fold("“五型机关”")
    ('#型机关', '#型机关')
    """
    return _NUMERAL.sub("#", _MARKS.sub("", unicodedata.normalize("NFKC", label)))


def core(label: str, places: Iterable[str] = ()) -> str:
    """What is left of a name without its district's own name, its opening verb and its committee.

    >>> core("打造“书香政协·儒韵犍为”品牌", ["犍为县", "犍为"]), core("政协委员工作室")
    ('书香政协儒韵品牌', '委员工作室')
    """
    name = fold(label)
    for place in sorted(places, key=lambda place: (-len(place), place)):
        name = _kept(name.replace(place, ""), name)
    name = _kept(_VERB.sub("", name), name)
    name = name.replace("政协委员", "委员")
    return _kept(name.removeprefix("区").removeprefix("县"), name) if name.startswith(("区委员", "县委员")) else name


def stem(core_name: str) -> str:
    """The core without words of form at its end, for as long as a name is left.

    >>> stem("#级联动督办机制"), stem("书香政协建设"), stem("专题活动")
    ('#级联动督办', '书香政协', '专题活动')
    """
    while (short := _FORM.sub("", core_name)) != core_name and len(short) >= _LEAST_STEM:
        core_name = short
    return core_name


def grams(core_name: str) -> frozenset[str]:
    """The letters and pairs of letters of a core.

    >>> sorted(grams("商量"))
    ['商', '商量', '量']
    """
    pairs = {core_name[i : i + 2] for i in range(len(core_name) - 1)}
    # Interned: a large graph has the same few thousand of them in every name.
    return frozenset(map(sys.intern, (pairs | set(core_name)) - {"#", "的", "和"}))


def kind_word(core_name: str) -> str | None:
    """The word by which a name tells its kind: the longest that ends furthest to the right; None if it has none.

    >>> kind_word("三级联动督办机制"), kind_word("委员工作站"), kind_word("五子棋")
    ('联动督办', '工作站', None)
    """
    name = stem(_WAYS.sub("", core_name))
    if (verb := _DOING.match(name)) and not any(name[:size] in _head_words() for size in range(3, len(name))):
        return verb[0]
    longest = _longest_head()
    # A word may hold a form: 党建品牌 is a kind, where 党建 is but a field.
    whole = next((core_name[-size:] for size in range(longest, 0, -1) if core_name[-size:] in _head_words()), "")
    for end in range(len(name), 0, -1):
        rest = name[end:]
        far_too = len(name) <= _CLAUSE and "的" not in rest
        for size in range(min(longest, end), 0, -1):
            word = name[end - size : end]
            if word in _head_words() and (len(rest) <= _NEAR or (size >= _LONG and far_too)):
                return whole if len(whole) > size else word
    return whole or None


def act(core_name: str) -> str | None:
    """The opening verb that says that something is done about the thing named, and not the thing itself.

    >>> act("谋划好重点协商、视察"), act("专题视察")
    ('谋划', None)
    """
    match = _ACT.match(core_name)
    return match[0] if match else None


def _kept(short: str, name: str) -> str:
    return short if len(short) >= _LEAST else name


@cache
def kinds() -> Mapping[str, frozenset[str]]:
    """Word → the kinds it may mean (``data/kinds.yaml``)."""
    return _words("kinds")


@cache
def fields() -> Mapping[str, frozenset[str]]:
    """Word → the fields of work it names, wider than a kind: what every committee does (``data/kinds.yaml``)."""
    return _words("fields")


@cache
def sure_kinds() -> frozenset[str]:
    """The kinds that two names need share no theme for (``data/kinds.yaml``)."""
    return frozenset(str(_table()["sure"]).split())


def _words(section: str) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, words in _table()[section].items():
        for word in str(words).split():
            found.setdefault(word, set()).add(name)
    return MappingProxyType({word: frozenset(found[word]) for word in sorted(found)})


@cache
def _table() -> Mapping[str, Any]:
    text = files(__package__).joinpath("data", "kinds.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = packaged_yaml(text)
    return MappingProxyType(data)


@cache
def _head_words() -> frozenset[str]:
    return frozenset(kinds().keys() | fields().keys())


@cache
def _longest_head() -> int:
    return max(map(len, _head_words()))


@cache
def weights() -> Mapping[str, float]:
    """Gram → how much sharing it says, 0 to 1 (``data/grams.tsv``); what is not there weighs 1."""
    table: dict[str, float] = {}
    source = files(__package__).joinpath("data", "grams.tsv")
    for number, line in enumerate(source.read_text(encoding="utf-8").splitlines(), 1):
        gram, _, weight = line.partition("\t")
        try:
            table[gram] = float(weight)
        except ValueError:
            where = Where(str(source), line=number)
            raise RuleError(f"{line!r} is no gram with a weight", where=where, hint="gram, tab, number") from None
    return MappingProxyType(table)
