"""Themes by lexical evidence: what a thing's own name and the text around it say, each source with its weight.

Each theme has words (``lexicon/data/themes.yaml``). A text says a theme as strongly as its words weigh, and no text
says more than its source may: a name whose words are plain decides alone, one that only says 机制 or 委员 is read
together with its sentence, its heading and its article. At most two themes are given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from operator import itemgetter
from typing import Literal, NamedTuple

from cppcc_kg.extraction.matcher import Words
from cppcc_kg.lexicon.terms import theme_set, theme_words
from cppcc_kg.model import THEMES

#: Where words of a theme stand, the nearest to the thing first.
Source = Literal["name", "form", "clause", "sentence", "paragraph", "line", "heading", "part", "title", "article"]

MOST_THEMES = 2
#: What all the words of a source can add at most; those of the name give the measure.
WEIGHTS: Mapping[Source, float] = {
    "name": 1.0,
    "form": 0.3,
    "clause": 0.3,
    "sentence": 0.4,
    "paragraph": 0.15,
    "line": 0.2,
    "heading": 0.2,
    "part": 0.3,
    "title": 0.15,
    "article": 0.4,
}
#: Words of this weight together make a text sure of what it speaks of; below, it adds its share of the source's weight.
_SURE = 8.0
#: A theme with less is not given.
_FLOOR = 0.05
#: A second theme must have at least this, and this share of the first one's.
_SECOND_FLOOR = 0.3
_SECOND = 0.65
#: What the text around a result says of the way of working counts for so much: a road is no consultation.
_ROUNDABOUT = 0.3
#: The themes that are ways of working or of running the office; a result lies seldom in one, though it comes of it.
_WAYS = frozenset({
    "理论学习", "协商民主", "调查研究", "提案工作", "民主监督",
    "委员履职", "社情民意", "服务保障", "制度建设", "队伍建设",
})  # fmt: skip
#: The theme of whatever is called a rule, beside the theme of what it rules where that has so much.
_RULES = "制度建设"
_RULED_FLOOR = 0.2
_RULED = frozenset({"Mechanism", "Principle", "Document"})


#: The same by their numbers in the scheme.
_WAYS_BY_NUMBER = frozenset(THEMES.index(theme) for theme in _WAYS)


class Said(NamedTuple):
    """A text that may speak of a thing's theme; ``share`` is the part of its source's weight that it may use."""

    source: Source
    text: str
    share: float = 1.0


@cache
def _words() -> tuple[Words, dict[str, list[tuple[str, float]]]]:
    table: dict[str, list[tuple[str, float]]] = {}
    for theme, weights in theme_words().items():
        for word, weight in weights.items():
            table.setdefault(word, []).append((theme, weight))
    return Words(table), table


def themes_of(cls: str, said: Iterable[Said]) -> tuple[str, ...]:
    """The themes of a thing of class ``cls`` by what is said of it, the strongest first; that of a rule comes last.

    >>> themes_of("Practice", [Said("name", "疫情排查")]), themes_of("Practice", [Said("name", "“书香政协”读书活动")])
    (('疫情防控',), ('理论学习', '文化建设'))
    >>> themes_of("Practice", [Said("name", "座谈会"), Said("sentence", "围绕重点提案督办召开座谈会")])
    ('协商民主', '提案工作')
    """
    said = list(said)
    weighed = [(THEMES[n], score) for n, score in _ranked(_summed(cls, said))]
    if not weighed or weighed[0][1] < _FLOOR:
        return ()
    if cls in _RULED and _ends_with(said, "rules"):
        ruled = [theme for theme, score in weighed if theme != _RULES and score >= _RULED_FLOOR]
        return (*ruled[: MOST_THEMES - 1], _RULES)
    least = max(_SECOND * weighed[0][1], _SECOND_FLOOR)
    return tuple(theme for n, (theme, score) in enumerate(weighed[:MOST_THEMES]) if not n or score >= least)


def scores(cls: str, said: Iterable[Said]) -> dict[str, float]:
    """What each theme has: over all texts, its share of the text's words times what the text may add."""
    return {THEMES[n]: score for n, score in enumerate(_summed(cls, tuple(said))) if score}


def _summed(cls: str, said: Sequence[Said]) -> list[float]:
    """The same by the number of the theme. This is most of what themes cost: some ten texts for each thing."""
    indirect = cls == "Outcome" and not _holds(said, "honours")
    found = [0.0] * len(THEMES)
    for source, text, share in said:
        most = WEIGHTS[source] * share
        if indirect and source not in ("name", "form", "part"):
            for n, part in _spoken(text):
                found[n] += most * part * (_ROUNDABOUT if n in _WAYS_BY_NUMBER else 1.0)
        else:
            for n, part in _spoken(text):
                found[n] += most * part
    return found


def _ranked(scores: Sequence[float]) -> list[tuple[int, float]]:
    """The themes that have anything, by number, the strongest first, of equals the first of the scheme."""
    found = [(n, score) for n, score in enumerate(scores) if score]
    found.sort(key=itemgetter(1), reverse=True)
    return found


def evidence(text: str) -> list[tuple[str, str, float]]:
    """(word, theme, weight) of each word of ``text`` that speaks for a theme; none inside a longer one.

    >>> evidence("疫情排查")
    [('疫情', '疫情防控', 4.0)]
    """
    said, by_number = _numbered()
    return [(said[n], THEMES[theme], weight) for n in _words_in(text) for theme, weight in by_number[n]]


def _words_in(text: str) -> list[int]:
    """The numbers of the words in ``text`` that lie in no longer one, in its order."""
    words, _ = _words()
    found: list[int] = []
    end = 0
    for _, negative, n in words.hits(text):
        if -negative > end:
            end = -negative
            found.append(n)
    return found


@cache
def _numbered() -> tuple[list[str], list[list[tuple[int, float]]]]:
    """Each word by its number, and the themes (by number) that it speaks for, with their weights."""
    words, table = _words()
    order = {theme: n for n, theme in enumerate(THEMES)}
    spoken = {word: [(order[theme], weight) for theme, weight in themes if weight] for word, themes in table.items()}
    return words.of({word: word for word in table}), words.of(spoken)


# Within an article the things of a clause, and many labels, ask for the same text again; other articles do not.
@lru_cache(maxsize=512)
def _spoken(text: str) -> tuple[tuple[int, float], ...]:
    """Each theme (by number) that ``text`` speaks of, and how far, in [0, 1]; together at most 1."""
    _, by_number = _numbered()
    weights: dict[int, float] = {}
    for word in _words_in(text):
        for theme, weight in by_number[word]:
            weights[theme] = weights.get(theme, 0.0) + weight
    sure = max(sum(weights.values()), _SURE)
    return tuple((theme, weight / sure) for theme, weight in weights.items())


def _names(said: Iterable[Said]) -> Iterable[str]:
    return (each.text for each in said if each.source == "name")


def _ends_with(said: Iterable[Said], name: str) -> bool:
    """Whether a name ends with a word of a set, what stands in brackets behind it apart."""
    endings = theme_set(name)
    return any(text.partition("（")[0].endswith(endings) for text in _names(said))


def _holds(said: Iterable[Said], name: str) -> bool:
    """Whether a name holds a word of a set."""
    return any(word in text for text in _names(said) for word in theme_set(name))
