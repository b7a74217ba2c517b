"""A name of work as comparison sees it: its core, its letters and pairs of letters, and what kind of thing it names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import yaml

from cppcc_kg.errors import RuleError, Where

_MARKS = re.compile(r"[\s“”‘’「」『』\"'《》〈〉（）()、，,。；;：:！!？?·•\-—+＋]+")
_NUMERAL = re.compile(
    r"[0-9]+|[一二三四五六七八九十百千两双](?=[0-9一二三四五六七八九十百千#]*[型步级站室点抓个性环类届])"
)
_VERB = re.compile(
    r"^(?:打造|推进|推动|建设|开展|创建|深化|擦亮|做优|做强|做活|举办|组织|落实|健全|完善|建立|设立|探索|推出|召开|坚持|实施|开了|一场)"
)
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

    >>> stem("三级联动督办机制"), stem("书香政协建设"), stem("专题活动")
    ('三级联动督办', '书香政协', '专题活动')
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
    return frozenset((pairs | set(core_name)) - {"#", "的", "和"})


def kind_word(core_name: str) -> str | None:
    """The word by which a name tells its kind: the longest that ends furthest to the right; None if it has none.

    >>> kind_word("三级联动督办机制"), kind_word("委员工作站"), kind_word("五子棋")
    ('联动督办', '工作站', None)
    """
    name = stem(core_name)
    best: tuple[int, int, str] | None = None
    for word in kinds():
        at = name.rfind(word)
        near = (len(word) >= _LONG and len(name) <= _CLAUSE) or at + len(word) >= len(name) - _NEAR
        if at >= 0 and near and (best is None or (at + len(word), len(word), word) > best):
            best = (at + len(word), len(word), word)
    return best[2] if best is not None else None


def _kept(short: str, name: str) -> str:
    return short if len(short) >= _LEAST else name


@cache
def kinds() -> Mapping[str, frozenset[str]]:
    """Word → the kinds it may mean (``data/kinds.yaml``)."""
    found: dict[str, set[str]] = {}
    data = yaml.safe_load(files(__package__).joinpath("data", "kinds.yaml").read_text(encoding="utf-8"))
    for kind, words in data.items():
        for word in str(words).split():
            found.setdefault(word, set()).add(kind)
    return MappingProxyType({word: frozenset(found[word]) for word in sorted(found)})


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
